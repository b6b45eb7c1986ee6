"""The calls of pingfen's own engines, in one place.

What the library does not have is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from time import perf_counter
from typing import Any

import pingfen
from benchmarks import workloads
from benchmarks.exact import NONE, Answers, Label, answers
from benchmarks.timing import Variant
from pingfen.compiled import python
from pingfen.compiled.lowering import lower
from pingfen.compiled.program import Column, Program, program
from pingfen.expression.vocabulary import FIELDS

# what is known of the tables: no other columns, no numbers below zero, only actuals are missing
ABSENT = tuple(name for name in FIELDS if name not in workloads.FIELDS)
GIVEN = tuple(name for name in workloads.FIELDS if name != "actual")


def lowered(policy: pingfen.Policy, of: workloads.Columns) -> Program:
    """Lower a policy for a table, of which that much is known as measuring it would tell."""
    plan = lower(policy, absent=ABSENT, given=GIVEN, never_negative=workloads.SCALES)
    columns = {
        name: Column(scale, int(getattr(of, name).min()), int(getattr(of, name).max()))
        for name, scale in workloads.SCALES.items()
    }
    return program(plan, columns)


def lowering_seconds(name: str) -> float:
    """Return how long it takes to lower a policy that is loaded."""
    policy, of = workloads.policy(name), workloads.columns(1000)
    start = perf_counter()
    lowered(policy, of)
    return perf_counter() - start


def row_variants(name: str, of: workloads.Columns) -> Iterator[Variant]:
    """Yield the generated Python: from prepared integers, and from decimals to decimals."""
    found = lowered(workloads.policy(name), of)
    score = python.function(found)
    named = workloads.named(workloads.integers(of))
    rows = [tuple(row.get(field) for field in found.fields) for row in named]
    labels = [_label(outcome) for outcome in found.outcomes]
    yield Variant(
        "pingfen, integers",
        lambda: [score(*row) for row in rows],
        lambda scored: answers((cents, labels[outcome]) for cents, outcome in scored),
    )
    if hasattr(pingfen, "compile"):
        compiled = pingfen.compile(workloads.policy(name))
        decimals = workloads.named(workloads.decimals(of))
        yield Variant(
            "pingfen, Decimal to Decimal",
            lambda: [compiled.score(row) for row in decimals],
            _of_decimals,
        )


def _label(outcome: Any) -> Label:
    causes = "; ".join(map(str, outcome.causes))
    return Label(outcome.rule, f"{outcome.code}: {causes}" if causes else outcome.code)


def _of_decimals(scored: list[Any]) -> Answers:
    return answers((_cents(one.score), Label(one.rule, one.undecided)) for one in scored)


def _cents(score: Decimal | None) -> int | None:
    return None if score is None else int(score * 100)


Made = Callable[[str, workloads.Columns], Variant]


def table_variants() -> Mapping[str, Made]:
    """Return how the variants for tables are made, by their names."""
    return {"pingfen, polars": _polars, "pingfen, DuckDB": _duckdb}


def _polars(name: str, of: workloads.Columns) -> Variant:
    from pingfen.compiled import polars

    found, frame = lowered(workloads.policy(name), of), workloads.frame(of)

    def read(table: Any) -> Answers:
        return _of_columns(found, table["score"], table["outcome"])

    return Variant("pingfen, polars", lambda: polars.score(found, frame), read)


def _duckdb(name: str, of: workloads.Columns) -> Variant:
    from pingfen.compiled.dialects import DUCKDB

    found, connection = lowered(workloads.policy(name), of), workloads.duckdb_table(of)
    query = _query(found, DUCKDB, "rows")

    def read(table: Any) -> Answers:
        import polars as pl

        return _of_columns(found, pl.Series(table["score"]), pl.Series(table["outcome"]))

    return Variant("pingfen, DuckDB", lambda: connection.sql(query).to_arrow_table(), read)


def _query(found: Program, dialect: Any, relation: str) -> str:
    from pingfen.compiled.sql import stages

    made = stages(found, dialect)
    columns = f"{made.score} AS score, {made.outcome} AS outcome"
    return f"SELECT {columns} FROM {made.over(relation, dialect)}"  # noqa: S608  # our own


def _of_columns(found: Program, score: Any, outcome: Any) -> Answers:
    cents = score.cast(int).fill_null(NONE).to_numpy()
    labels = tuple(_label(each) for each in found.outcomes)
    return Answers(cents, outcome.cast(int).to_numpy(), labels)


def spark_variants(
    name: str, of: workloads.Columns, view: str
) -> Iterator[tuple[str, str, Callable[[Any], Answers]]]:
    """Yield the name, the query and what reads the result of each variant for Spark."""
    from pingfen.compiled.dialects import SPARK

    found = lowered(workloads.policy(name), of)

    def read(table: Any) -> Answers:
        return _of_columns(found, table["score"], table["outcome"])

    yield "pingfen, Spark", _query(found, SPARK, view), read
