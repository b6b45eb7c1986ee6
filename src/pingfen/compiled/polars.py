"""The polars engine: a program over a frame, some ten thousand rows at a time on each thread."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import polars as pl

from pingfen.compiled.masks import Chunk, Recipe
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
    sheet = found.sheet
    table = frame.select(program.fields).with_columns(pl.col(sheet.alike).cast(pl.String))
    codes = {
        name: _codes(table[name].dtype, sheet.texts.get(name, ())) for name in program.fields
    }

    def scored(start: int) -> pl.DataFrame:
        part = table.slice(start, ROWS)
        columns = {c.name: _prepared(c, codes[c.name]) for c in part.iter_columns()}
        points, outcome = Chunk(found, columns, part.height).scored()
        return pl.DataFrame([points.alias("score"), outcome.alias("outcome")])

    starts = range(0, max(1, table.height), ROWS)
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return pl.concat(threads.map(scored, starts), rechunk=False)


def _codes(kind: pl.DataType, texts: Iterable[str]) -> Mapping[str, int] | None:
    """Return the codes of texts in a column of codes; -1 for one that no row can have."""
    if isinstance(kind, pl.Enum):
        places = {text: place for place, text in enumerate(kind.categories)}
        return {text: places.get(text, -1) for text in texts}
    if isinstance(kind, pl.Categorical):
        names = [*texts]
        return dict(zip(names, pl.Series(names, dtype=kind).to_physical(), strict=True))
    return None


def _prepared(column: pl.Series, codes: Mapping[str, int] | None) -> Value:
    """Return a column as formulas take it."""
    column = column.rechunk()
    if codes is not None:
        return Words(column.to_physical(), codes)
    if column.dtype == pl.String:
        return Words(column)
    return column.cast(pl.Int64) if column.dtype.is_integer() else column
