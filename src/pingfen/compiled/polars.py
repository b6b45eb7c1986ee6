"""The polars engine: the rows of a frame scored at once, exactly, in 64-bit integers."""

import operator
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from pingfen.compiled.columns.masks import Mask, either, followed, picked
from pingfen.compiled.columns.sheet import Sheet, chosen
from pingfen.compiled.columns.sums import Scored, Sums, aligned
from pingfen.compiled.columns.sure import Sure, lean
from pingfen.compiled.limits import MOST, too_large
from pingfen.compiled.program import Limit, Program

BITS, OUTCOME = 64, pl.UInt16
# so many rows tell of most columns that not all are the same
FEW = 1000
# what is to be worked out is as it should be; polars would look long for what is not there
AS_IT_IS = pl.QueryOptFlags.none()
Kinds = tuple[tuple[str, pl.DataType], ...]
Stages = tuple[list[pl.Expr], ...]


def score(program: Program, frame: pl.DataFrame) -> pl.DataFrame:
    """Return ``score`` and ``outcome`` of each row, in the order of the frame.

    ``frame`` has the columns ``program.fields``: numbers as the integers that the program is bound
    to, within their limits there; texts as String, Enum or Categorical; truths as Boolean; null
    where a row lacks a field. The score is the integer ``score * 10**program.places``, null where
    there is none; the outcome is the place of the row's among ``program.outcomes``. Raises
    ``Unsupported`` where the limits of the columns let a number become too large for 64 bits.
    """
    if program.largest is None or program.largest > MOST:
        raise too_large(program, "polars", BITS, program.largest)
    kinds = tuple((name, frame[name].dtype) for name in program.fields)
    *before, last = stages(program, kinds, sure(program, frame))
    table = frame.lazy()
    for stage in before:
        table = table.select(stage)
    # what is the same in all rows would be one row if it stood alone
    found = table.with_columns(last).select("score", "outcome")
    return found.collect(engine="streaming", optimizations=AS_IT_IS)


def named(program: Program, scored: pl.DataFrame) -> pl.DataFrame:
    """Return what ``score`` found with the columns ``rule`` and ``undecided`` added."""
    rules = [outcome.rule for outcome in program.outcomes]
    reasons = [outcome.undecided for outcome in program.outcomes]
    return scored.with_columns(rule=_looked_up(rules), undecided=_looked_up(reasons))


def _looked_up(texts: Sequence[str | None]) -> pl.Expr:
    """Return the text of each outcome."""
    kind = pl.Enum([text for text in dict.fromkeys(texts) if text is not None])
    return pl.lit(pl.Series(texts, dtype=kind)).gather(pl.col("outcome"))


def sure(program: Program, frame: pl.DataFrame) -> Sure:
    """Return what is so in all rows of a frame, as far as that can be told in no time."""
    low = {name: column.low for name, column in program.columns.items() if column.low is not None}
    blank = {name: frame[name].null_count() for name in program.fields}
    given = frozenset(name for name, count in blank.items() if not count)
    texts = (name for name in given if isinstance(frame[name].dtype, pl.Enum | pl.Boolean))
    return Sure(
        given,
        frozenset(name for name, least in low.items() if least > 0) & given,
        frozenset(name for name, least in low.items() if least >= 0) & given,
        frozenset(name for name, count in blank.items() if count == frame.height) - given,
        tuple((name, frame[name][0]) for name in sorted(texts) if _is_same(frame[name])),
    )


def _is_same(column: pl.Series) -> bool:
    return len(column) > 0 and bool(
        (column.head(FEW) == column[0]).all() and (column == column[0]).all()
    )


@lru_cache(maxsize=64)
def stages(program: Program, kinds: Kinds, known: Sure) -> Stages:
    """Return what to select, one list after the other, to have the score and the outcome."""
    short = lean(program, known)
    sheet = Sheet(short, dict(kinds))
    ends = list(followed(short, sheet))
    scored = [Scored(end.score, mask, end.limit) for end, mask in ends if end.score]
    outcome = picked(sheet, [(mask, end.outcome) for end, mask in ends], OUTCOME)
    score = sheet.constant(None)
    if scored:
        sums = Sums(short, sheet, aligned(scored, short, known.positive))
        score = sums.score([mask for end, mask in ends if not end.score])
        score, outcome = _limited(sheet, scored, score, outcome)
    return sheet.stages({"score": score, "outcome": outcome})


def _limited(sheet: Sheet, scored: Sequence[Scored], score: int, outcome: int) -> tuple[int, int]:
    """Take the scores away that are out of bounds."""
    masks: dict[Limit, list[Mask]] = {}
    for each in scored:
        if each.limit:
            masks.setdefault(each.limit, []).append(each.mask)
    beyond: list[Mask] = []
    for limit, rows in masks.items():
        tests = [sheet.cell(operator.lt, score, sheet.constant(0))] if limit.low else []
        if limit.most is not None:
            most = sheet.whole(limit.most)
            tests.append(sheet.cell(operator.gt, sheet.times(score, limit.factor), most))
        mask = sheet.cell(operator.and_, either(sheet, rows), either(sheet, tests))
        outcome = sheet.cell(chosen, mask, sheet.constant(limit.beyond, OUTCOME), outcome)
        beyond.append(mask)
    if beyond:
        score = sheet.cell(chosen, either(sheet, beyond), sheet.constant(None), score)
    return score, outcome
