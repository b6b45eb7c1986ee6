"""Looks at some rows of a frame to tell what most of them have in common."""

from collections.abc import Iterable, Mapping

import polars as pl

from pingfen.compiled.program import Program
from pingfen.compiled.usual import Usual

# rows from the start, the middle and the end; of a hundred, so many must be as usual
ROWS, OF_HUNDRED = 2000, 98


def sure(program: Program, frame: pl.DataFrame) -> Usual:
    """Return what is known of all rows, without looking at them."""
    low = {name: program.columns[name].low for name in _numbers(program, frame)}
    return Usual(
        frozenset(name for name in program.fields if not frame[name].null_count()),
        frozenset(name for name, least in low.items() if least is not None and least > 0),
        frozenset(name for name, least in low.items() if least is not None and least >= 0),
    )


def usual(program: Program, frame: pl.DataFrame) -> Usual:
    """Return what is so in most rows."""
    rows = _some(frame.select(program.fields))
    enough = rows.height * OF_HUNDRED
    numbers = _numbers(program, frame)
    positive = {name for name in numbers if _often(rows[name] > 0, enough)}
    least = {name for name in numbers if _often(rows[name] >= 0, enough)} - positive
    same = [(name, rows[name].unique()) for name in program.fields if name not in numbers]
    return Usual(
        frozenset(name for name in program.fields if _often(rows[name].is_not_null(), enough)),
        frozenset(positive),
        frozenset(least),
        tuple((name, one[0]) for name, one in same if len(one) == 1 and not one.null_count()),
    )


def _often(rows: pl.Series, enough: int) -> bool:
    return 100 * int(rows.sum() or 0) >= enough


def _some(frame: pl.DataFrame) -> pl.DataFrame:
    if frame.height <= 3 * ROWS:
        return frame
    return pl.concat([frame.head(ROWS), frame.slice(frame.height // 2, ROWS), frame.tail(ROWS)])


def _numbers(program: Program, frame: pl.DataFrame) -> list[str]:
    return [name for name in program.fields if frame[name].dtype.is_integer()]
