"""All scores of a program as one quotient, so that each row is divided once.

Its top is a sum of columns times small factors that depend on the end which a row reaches, its
bottom one of few. What is divided by zero is null: so are the rows that have no score.
"""

import operator
from collections import Counter
from collections.abc import Mapping, Sequence
from math import lcm
from typing import NamedTuple

from pingfen.compiled.bounds import Bounds
from pingfen.compiled.columns.masks import Mask, either, picked
from pingfen.compiled.columns.sheet import Sheet, chosen, filled, whole_number
from pingfen.compiled.columns.sure import without
from pingfen.compiled.limits import MOST
from pingfen.compiled.plan import Absent
from pingfen.compiled.program import Division, Fork, Limit, Program, Term, Whole

Fields = tuple[str, ...]
Key = tuple[Fields, bool]


class Scored(NamedTuple):
    """A division, the rows that reach it, and what its score must keep."""

    division: Division
    mask: Mask
    limit: Limit | None


def aligned(
    scored: Sequence[Scored], program: Program, positive: frozenset[str]
) -> tuple[Scored, ...]:
    """Return divisions with as few different bottoms as may be.

    Both parts of a division are multiplied: by columns that are above zero, so that one by a
    number becomes one by columns like others, and by a number, so that two by the same columns are
    the same. One that would become too large for that is left as it is.
    """
    bounds = Bounds(program.columns, program.rounded)
    common = _common(scored, positive)
    found = [
        _times(each, Term(1, common if _only_number(each) else ()), bounds) for each in scored
    ]
    factors: dict[Key, int] = {}
    for each in found:
        (term, *more) = each.division.bottom
        if not more and each.division.top:
            factors[_key(term)] = lcm(factors.get(_key(term), 1), term.factor)
    return tuple(_scaled(each, factors, bounds) for each in found)


def _common(scored: Sequence[Scored], positive: frozenset[str]) -> Fields:
    """Return the columns above zero by which most ends divide."""
    bottoms = [each.division.bottom for each in scored]
    fields = [bottom[0].fields for bottom in bottoms if len(bottom) == 1]
    counted = Counter(of for of in fields if of and positive.issuperset(of))
    return min(counted, key=lambda of: (-counted[of], of), default=())


def _only_number(each: Scored) -> bool:
    return all(not term.fields for term in each.division.bottom)


def _key(bottom: Term) -> Key:
    """Return what bottoms have in common that only differ by a factor above zero."""
    return bottom.fields, bottom.factor > 0


def _scaled(each: Scored, factors: Mapping[Key, int], bounds: Bounds) -> Scored:
    (term, *more) = each.division.bottom
    by = factors.get(_key(term), 1)
    return each if more or by % term.factor else _times(each, Term(by // abs(term.factor)), bounds)


def _times(each: Scored, by: Term, bounds: Bounds) -> Scored:
    """Multiply both parts of a division, if the result is not too large."""
    of = each.division
    top, bottom = _product(of.top, by), _product(of.bottom, by)
    found = of._replace(top=top, bottom=bottom)
    largest = bounds.division(found)
    return each if largest is None or largest > MOST else each._replace(division=found)


def _product(of: Whole, by: Term) -> Whole:
    return tuple(
        Term(term.factor * by.factor, tuple(sorted((*term.fields, *by.fields)))) for term in of
    )


class Sums:
    """The cells of one quotient for some divisions, of rows of which no two share one."""

    def __init__(self, program: Program, sheet: Sheet, scored: Sequence[Scored]) -> None:
        """Find what they have in common."""
        self.sheet = sheet
        self.scored = scored
        self.blank = _blank(program)
        fields = [set(term.fields) for each in scored for term in each.division.top]
        self.shared = min(set.intersection(*fields), default=None) if fields else None

    def score(self, unscored: Sequence[Mask]) -> int:
        """Return the cell of the rounded scores, null in the rows that have none."""
        signed = any(each.division.signed or _below(each) for each in self.scored)
        by = self.scored[0].division._replace(signed=signed)
        none = self._none(unscored) if unscored else None
        masks: dict[Whole, list[Mask]] = {}
        for each in self.scored:
            masks.setdefault(each.division.bottom, []).append(each.mask)
        if len(masks) == 1 and _only_number(self.scored[0]):
            found = self._divided(by, next(iter(masks)))
            return found if none is None else self._chosen(none, None, found)
        bottom = self._bottom(masks)
        if none is not None:
            bottom = self._chosen(none, 0, bottom)
        return self.sheet.divided(by, self._top(), bottom)

    def _none(self, unscored: Sequence[Mask]) -> Mask:
        """Return the rows without a score, by whichever takes fewer masks."""
        if len(unscored) <= len(self.scored):
            return either(self.sheet, unscored)
        return self.sheet.cell(
            operator.invert, either(self.sheet, (each.mask for each in self.scored))
        )

    def _divided(self, by: Division, bottom: Whole) -> int:
        one = bottom[0].factor == 1
        return (
            self._top() if one else self.sheet.divided(by, self._top(), self.sheet.whole(bottom))
        )

    def _bottom(self, masks: Mapping[Whole, Sequence[Mask]]) -> int:
        # the longest has no mask: to choose a number that is the same in all rows costs less
        longest = max(masks, key=_length)
        found = self.sheet.whole(longest)
        for bottom, rows in masks.items():
            if bottom != longest:
                mask = either(self.sheet, rows)
                found = self.sheet.cell(chosen, mask, self.sheet.whole(bottom), found)
        return found

    def _chosen(self, mask: Mask, value: int | None, other: int) -> int:
        return self.sheet.cell(chosen, mask, self.sheet.constant(value), other)

    def _top(self) -> int:
        """Return the cell of what is divided."""
        parts: dict[Fields, dict[Mask, int]] = {}
        for each in self.scored:
            of = each.division.top
            for term in of if self.shared is None else without(of, self.shared):
                parts.setdefault(term.fields, {})[each.mask] = term.factor
        if not parts:
            return self.sheet.constant(0)
        cells = [self._part(fields, factors) for fields, factors in sorted(parts.items())]
        total = self.sheet.each(operator.add, reversed(cells))
        if self.shared is None:
            return total
        return self.sheet.cell(operator.mul, total, self._field(self.shared))

    def _part(self, fields: Fields, factors: Mapping[Mask, int]) -> int:
        """Return the cell of some columns multiplied, times what each end takes them."""
        parts = [(each.mask, factors.get(each.mask, 0)) for each in self.scored]
        values = {value for _, value in parts}
        columns = [self._field(name) for name in fields]
        if len(values) > 1:
            columns.insert(0, self.sheet.cell(whole_number, picked(self.sheet, parts)))
        elif values != {1} or not columns:
            columns += map(self.sheet.constant, values)
        return self.sheet.each(operator.mul, columns)

    def _field(self, name: str) -> int:
        """Return the cell of a field; 0 times one that a row lacks is 0."""
        found = self.sheet.field(name)
        return self.sheet.cell(filled, found) if name in self.blank else found


def _blank(program: Program) -> frozenset[str]:
    """Return the fields that a row with a score may lack."""
    tests = (way.test for way in program.ways if isinstance(way, Fork))
    asked = frozenset(test.field for test in tests if isinstance(test, Absent))
    return asked | program.rounded.keys()


def _below(each: Scored) -> bool:
    return each.limit is not None and each.limit.low


def _length(of: Whole) -> tuple[int, int]:
    return len(of), max(len(term.fields) for term in of)
