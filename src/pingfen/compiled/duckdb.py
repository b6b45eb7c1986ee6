"""The DuckDB engine: a program as SQL over Arrow tables, or over files larger than memory."""

from typing import Any

import duckdb
import pyarrow as pa

from pingfen.compiled.program import Program
from pingfen.compiled.sql import Stages, stages
from pingfen.compiled.sql.dialects import DUCKDB

# how many rows of a result are held at once where it is read piece by piece
ROWS = 122_880
TABLE = "rows"


def score(program: Program, table: Any) -> pa.Table:  # noqa: ANN401  # whatever DuckDB reads
    """Return ``score`` and ``outcome`` of each row, in the order of the table.

    It has the columns ``program.fields``: numbers as the integers that the program is bound to,
    texts, truths, null where a field is missing; Arrow, a polars frame or a relation of DuckDB.
    The score is the integer ``score * 10**program.places``, null where there is none; the outcome
    says which of ``program.outcomes`` is the row's. Raises ``Unsupported`` where the numbers are
    too large for integers of 127 bits.
    """
    return Scorer(program)(table)


class Scorer:
    """Scores one table after another by one program."""

    def __init__(self, program: Program, memory: str | None = None) -> None:
        """Write the SQL; ``memory`` is the limit that DuckDB keeps, such as ``2GB``."""
        self.stages = stages(program, DUCKDB)
        self.outcomes = pa.array(self.stages.outcomes, pa.uint16())
        self.connection = duckdb.connect(config={"memory_limit": memory} if memory else {})

    @property
    def query(self) -> str:
        """The SQL over a table ``rows``: the score, and the end that leads to the outcome."""
        return selected(self.stages, TABLE)

    def __call__(self, table: Any) -> pa.Table:  # noqa: ANN401  # as above
        """Return ``score`` and ``outcome`` of each row."""
        if isinstance(table, duckdb.DuckDBPyRelation):
            table = table.to_arrow_reader(ROWS)
        self.connection.register(TABLE, table)
        try:
            found = self.connection.sql(self.query).to_arrow_table()
        finally:
            self.connection.unregister(TABLE)
        return self._with_outcomes(found)

    def _with_outcomes(self, found: pa.Table) -> pa.Table:
        ends = found["end"].cast(pa.uint16())
        taken = [self.outcomes.take(chunk) for chunk in ends.chunks]
        scores = _narrow(found["score"])
        return pa.table({"score": scores, "outcome": pa.chunked_array(taken, pa.uint16())})


def selected(of: Stages, relation: str) -> str:
    """Return the query for score and end over a relation."""
    columns = f'{of.score} AS score, {of.end} AS "end"'
    return f"SELECT {columns} FROM {of.over(relation, DUCKDB)}"  # noqa: S608  # names are quoted


def _narrow(scores: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return scores as integers of 64 bits if all of them fit."""
    if pa.types.is_int64(scores.type):
        return scores
    try:
        return scores.cast(pa.int64())
    except pa.ArrowInvalid:
        return scores
