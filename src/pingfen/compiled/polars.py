"""The polars engine: the rows of a frame scored at once, exactly, in 64-bit integers.

Most rows are scored by a short program that is enough for them, the others by the whole one.
"""

import operator
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import polars as pl

from pingfen.compiled import python
from pingfen.compiled.masks import Mask, either, followed, picked
from pingfen.compiled.program import Program
from pingfen.compiled.sample import sure, usual
from pingfen.compiled.sheet import Constant, Is, Named, Sheet, chosen, surely
from pingfen.compiled.sums import Scored, Sums
from pingfen.compiled.usual import Usual, lean

SCORE, OUTCOME = pl.Int64, pl.UInt16
# for so few rows it takes less time to score one after the other
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
    there is none; the outcome is the place of the row's among ``program.outcomes``.
    """
    if frame.height <= FEW or not program.fields:
        return _one_by_one(program, frame)
    most = usual(program, frame)
    kinds = tuple((name, frame[name].dtype) for name in program.fields)
    stages = _stages(program, kinds, most, most.checks(sure(program, frame)))
    found = _run(stages, frame.select(program.fields))
    rest = (found["outcome"] == len(program.outcomes)).arg_true()
    if rest.is_empty():
        return found
    others = _others(program, kinds, frame.select(program.fields)[rest])
    return pl.DataFrame([column.scatter(rest, others[column.name]) for column in found])


def _others(program: Program, kinds: Kinds, frame: pl.DataFrame) -> pl.DataFrame:
    """Return what the whole program makes of some rows."""
    if frame.height <= FEW:
        return _one_by_one(program, frame)
    return _run(_stages(program, kinds, None, Usual()), frame)


def _one_by_one(program: Program, frame: pl.DataFrame) -> pl.DataFrame:
    scored = _function(program)
    if not program.fields:
        rows: Iterable[tuple[object, ...]] = [()] * frame.height
    else:
        rows = frame.select(program.fields).iter_rows()
    found = [scored(*row) for row in rows]
    schema = {"score": SCORE, "outcome": OUTCOME}
    return pl.DataFrame([*found], schema=schema, orient="row")


_function = lru_cache(maxsize=64)(python.function)


def _run(stages: Stages, frame: pl.DataFrame) -> pl.DataFrame:
    table = frame.lazy()
    for stage in stages:
        table = table.with_columns(stage)
    return table.select("score", "outcome").collect(engine="streaming", optimizations=AS_IT_IS)


@lru_cache(maxsize=64)
def _stages(program: Program, kinds: Kinds, most: Usual | None, checks: Usual) -> Stages:
    """Return the columns to add for a score and an outcome.

    Rows that are not as in ``most`` get the outcome after all others.
    """
    short = program if most is None else lean(program, most)
    sheet = Sheet(short, dict(kinds))
    ends = list(followed(short, sheet))
    rest = _not(sheet, checks)
    scored = [Scored(end.score, mask, end.limit) for end, mask in ends if end.score]
    outcome = picked(sheet, [(mask, end.outcome) for end, mask in ends], OUTCOME)
    score = sheet.constant(None)
    if scored:
        unscored = [mask for end, mask in ends if not end.score]
        score = Sums(short, sheet, scored).score([*unscored, *rest])
        score, outcome = _limited(sheet, scored, score, outcome)
    for mask in rest:
        number = sheet.constant(len(program.outcomes), OUTCOME)
        outcome = sheet.cell(chosen, mask, number, outcome)
    return sheet.stages({"score": score, "outcome": outcome})


def _not(sheet: Sheet, usual: Usual) -> list[Mask]:
    """Return the rows that are not as they should be, if that has to be asked."""
    zero = sheet.constant(0)
    found = [sheet.cell(operator.gt, sheet.field(name), zero) for name in sorted(usual.positive)]
    least = sorted(usual.never_negative)
    found += [sheet.cell(operator.ge, sheet.field(name), zero) for name in least]
    given = sorted(usual.given)
    found += [sheet.cell(pl.Expr.is_not_null, sheet.cell(Named(name))) for name in given]
    found += [sheet.cell(Is(value), sheet.cell(Named(name))) for name, value in usual.same]
    if not found:
        return []
    every = sheet.cell(surely, sheet.each(operator.and_, found))
    return [sheet.cell(operator.invert, every)]


def _limited(sheet: Sheet, scored: Sequence[Scored], score: int, outcome: int) -> tuple[int, int]:
    """Take the scores away that are out of bounds."""
    masks: dict[tuple[object, ...], list[Mask]] = {}
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
