"""The polars engine: a program over a frame, some ten thousand rows at a time on each thread."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from pingfen.compiled.masks import OUTCOME, Chunk, Recipe
from pingfen.compiled.program import Program
from pingfen.compiled.sheet import Value, Words

# so many rows that all columns of a chunk stay near the processor
ROWS = 65_536


@lru_cache(maxsize=64)
def recipe(program: Program) -> Recipe:
    """Return what a program asks of columns."""
    return Recipe(program)


def score(program: Program, frame: pl.DataFrame) -> pl.DataFrame:
    """Return ``score`` and ``outcome`` of each row, in the order of the frame.

    ``frame`` has the columns ``program.fields``: numbers as the integers that the program is bound
    to, texts as String, Enum or Categorical, truths as Boolean, null where a field is missing. The
    score is the integer ``score * 10**program.places``, null where there is none; the outcome says
    which of ``program.outcomes`` is the row's.
    """
    found = recipe(program)
    table = frame.select(program.fields)
    starts = range(0, max(1, table.height), ROWS)

    def scored(start: int) -> pl.DataFrame:
        part = table.slice(start, ROWS)
        columns = {column.name: _prepared(column) for column in part.iter_columns()}
        points, outcome = Chunk(found, columns, part.height).scored()
        return pl.DataFrame([points.alias("score"), outcome.alias("outcome")])

    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return pl.concat(threads.map(scored, starts), rechunk=False)


def _prepared(column: pl.Series) -> Value:
    """Return a column as formulas take it."""
    column = column.rechunk()
    kind = column.dtype
    if kind == pl.String:
        return Words(column, column)
    if isinstance(kind, pl.Enum | pl.Categorical):
        return Words(column, column.to_physical())
    return column.cast(pl.Int64) if kind.is_integer() and kind != pl.Int64 else column
