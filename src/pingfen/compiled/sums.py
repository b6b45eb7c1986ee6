"""All scores of a program as one quotient, so that each row is divided once.

Its top is a sum of columns times small factors that depend on the end which a row reaches, its
bottom one of few. Where ends divide by the same columns, times other factors, they are given one
bottom. What is divided by zero is null: so are the rows that have no score.
"""

import operator
from collections.abc import Mapping, Sequence
from math import lcm
from typing import NamedTuple

import polars as pl

from pingfen.compiled.masks import Mask, either, picked
from pingfen.compiled.plan import Absent
from pingfen.compiled.program import Division, Fork, Limit, Program, Term, Whole
from pingfen.compiled.sheet import Sheet, chosen, filled, whole_number
from pingfen.compiled.usual import without

# what a 64-bit integer holds
MOST = 2**63 - 1
Fields = tuple[str, ...]


class Scored(NamedTuple):
    """A division, the rows that reach it, and what its score must keep."""

    division: Division
    mask: Mask
    limit: Limit | None


class Sums:
    """The cells of one quotient for some divisions, of rows of which no two share one."""

    def __init__(self, program: Program, sheet: Sheet, scored: Sequence[Scored]) -> None:
        """Find what they have in common."""
        self.sheet = sheet
        self.scored = scored
        self.blank = _blank(program)
        fields = [set(term.fields) for each in scored for term in each.division.top]
        self.shared = min(set.intersection(*fields), default=None) if fields else None
        self.bottoms = self._bottoms(program.largest)

    def score(self, unscored: Sequence[Mask]) -> int:
        """Return the cell of the rounded scores, null in the rows that have none."""
        signed = any(each.division.signed or _below(each) for each in self.scored)
        by = self.scored[0].division._replace(signed=signed)
        none = either(self.sheet, unscored) if unscored else None
        masks: dict[Whole, list[Mask]] = {}
        for each in self.scored:
            masks.setdefault(self._bottom(each), []).append(each.mask)
        if all(not term.fields for bottom in masks for term in bottom) and len(masks) == 1:
            found = self._divided(by, next(iter(masks)))
            return found if none is None else self._chosen(none, None, found)
        # the longest has no mask: to choose a number that is the same in all rows costs less
        first, *others = sorted(masks, key=_length, reverse=True)
        bottom = self.sheet.whole(first)
        for other in others:
            mask = either(self.sheet, masks[other])
            bottom = self.sheet.cell(chosen, mask, self.sheet.whole(other), bottom)
        if none is not None:
            bottom = self._chosen(none, 0, bottom)
        return self.sheet.divided(by, self._top(), bottom)

    def _divided(self, by: Division, bottom: Whole) -> int:
        one = bottom[0].factor == 1
        return self._top() if one else self.sheet.divided(by, self._top(), self.sheet.whole(bottom))

    def _chosen(self, mask: Mask, value: int | None, other: int) -> int:
        return self.sheet.cell(chosen, mask, self.sheet.constant(value), other)

    def _bottoms(self, largest: int | None) -> Mapping[Fields, int]:
        """Return the factors of the bottoms that ends share, by the fields of these."""
        found: dict[Fields, int] = {}
        for each in self.scored:
            (term, *more) = each.division.bottom
            if not more and each.division.top:
                found[term.fields] = lcm(found.get(term.fields, 1), term.factor)
        if largest is None or largest * max(found.values(), default=1) > MOST:
            return {}
        return found

    def _factor(self, of: Scored) -> int:
        """Return by what both parts of a division are multiplied."""
        (term, *more) = of.division.bottom
        return 1 if more else self.bottoms.get(term.fields, term.factor) // term.factor

    def _bottom(self, of: Scored) -> Whole:
        if not of.division.top:  # nothing is left of it, whatever divides it
            return (Term(self.bottoms.get((), 1)),)
        by = self._factor(of)
        return tuple(Term(term.factor * by, term.fields) for term in of.division.bottom)

    def _top(self) -> int:
        """Return the cell of what is divided."""
        parts: dict[Fields, dict[Mask, int]] = {}
        for each in self.scored:
            top, by = each.division.top, self._factor(each)
            for term in top if self.shared is None else without(top, self.shared):
                parts.setdefault(term.fields, {})[each.mask] = term.factor * by
        sheet = self.sheet
        if not parts:
            return sheet.constant(0)
        found = [self._part(fields, factors) for fields, factors in sorted(parts.items())]
        top = sheet.each(operator.add, reversed(found))
        return top if self.shared is None else sheet.cell(operator.mul, top, self._field(self.shared))

    def _part(self, fields: Fields, factors: Mapping[Mask, int]) -> int:
        """Return the cell of some columns multiplied, times what each end takes them."""
        rest = [(each.mask, 0) for each in self.scored if each.mask not in factors]
        values = {*factors.values(), *(value for _, value in rest)}
        columns = [self._field(name) for name in fields]
        if len(values) > 1:
            factor = picked(self.sheet, [*((mask, value) for mask, value in factors.items()), *rest])
            columns.insert(0, self.sheet.cell(whole_number, factor))
        elif values != {1} or not columns:
            columns.append(self.sheet.constant(*values))
        return self.sheet.each(operator.mul, columns)

    def _field(self, name: str) -> int:
        """Return the cell of a field; 0 times one that a row lacks is 0."""
        found = self.sheet.field(name)
        return self.sheet.cell(filled, found) if name in self.blank else found


def _blank(program: Program) -> set[str]:
    """Return the fields that a row with a score may lack."""
    tests = (way.test for way in program.ways if isinstance(way, Fork))
    return {test.field for test in tests if isinstance(test, Absent)} | program.rounded.keys()


def _below(each: Scored) -> bool:
    return each.limit is not None and each.limit.low


def _length(of: Whole) -> tuple[int, int]:
    return len(of), max(len(term.fields) for term in of)
