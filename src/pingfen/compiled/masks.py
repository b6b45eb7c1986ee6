"""Scores columns at once: a diagram as masks over whole polars series.

Which rows reach a place of the diagram is one mask. Masks take a bit a row, so that they cost next
to nothing; the numbers of a row are worked out once for each formula that some row reaches, and
divided once. Where a row does not reach a formula it holds nonsense there, which nobody reads.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from pingfen.compiled.program import End, Fork, Limit, Program, Whole
from pingfen.compiled.quotients import rounded
from pingfen.compiled.sheet import Sheet, Value, Words

OUTCOME = pl.UInt16
# the rows that have something, all of them if None
Mask = pl.Series | None


class Asked(NamedTuple):
    """A fork: the cell of its test, and the places that follow from it."""

    test: int
    yes: int
    no: int


class Scored(NamedTuple):
    """An end with a score: the cells of what is divided, and of what the score must not exceed."""

    outcome: int
    top: int
    bottom: int
    limit: Limit | None
    most: int | None


class Open(NamedTuple):
    """An end without a score."""

    outcome: int


Ends = list[tuple[Scored, Mask]]


class Recipe:
    """What a program asks of columns, in the order in which it is asked."""

    def __init__(self, program: Program) -> None:
        """Number the places of the diagram, the first one first."""
        self.program = program
        self.sheet = Sheet(program)
        ways = program.ways[::-1]
        numbers = {id(way): number for number, way in enumerate(ways)}
        shared = _shared(way for way in ways if isinstance(way, End))
        self.factor = shared
        self.shared = None if shared is None else self.sheet.field(shared)
        self.places = tuple(self._place(way, numbers) for way in ways)
        modes = {way.score.mode for way in ways if isinstance(way, End) and way.score}
        self.mode = next(iter(modes), "floor")

    def _place(self, way: End | Fork, numbers: Mapping[int, int]) -> Asked | Scored | Open:
        if isinstance(way, Fork):
            return Asked(self.sheet.test(way.test), numbers[id(way.yes)], numbers[id(way.no)])
        if way.score is None:
            return Open(way.outcome)
        top = self.sheet.whole(_without(self.factor, way.score.top))
        most = self.sheet.whole(way.limit.most) if way.limit and way.limit.most else None
        return Scored(way.outcome, top, self.sheet.whole(way.score.bottom), way.limit, most)


def _shared(ends: Iterable[End]) -> str | None:
    """Return a column by which every score is multiplied: the weight, as a rule."""
    tops = [end.score.top for end in ends if end.score]
    fields = [set(term.fields) for top in tops for term in top]
    return min(set.intersection(*fields), default=None) if fields else None


def _without(shared: str | None, of: Whole) -> Whole:
    if shared is None:
        return of
    found = []
    for term in of:
        at = term.fields.index(shared)
        found.append(term._replace(fields=term.fields[:at] + term.fields[at + 1 :]))
    return tuple(found)


class Chunk:
    """Some rows that are scored at once."""

    def __init__(self, recipe: Recipe, columns: Mapping[str, Value], height: int) -> None:
        """Take the columns by name; all have the same height."""
        sheet = recipe.sheet
        self.recipe = recipe
        self.height = height
        self.values: list[Value] = [None] * len(sheet.formulas)
        for name, cell in sheet.columns.items():
            self.values[cell] = columns[name]
        for cell, constant in sheet.constants.items():
            self.values[cell] = constant

    def value(self, cell: int) -> Value:
        """Return what a cell holds."""
        found = self.values[cell]
        if found is None:
            operation, of = self.recipe.sheet.formulas[cell]  # type: ignore[misc]  # columns and constants are there
            found = self.values[cell] = operation(*map(self.value, of))
        return found

    def scored(self) -> tuple[pl.Series, pl.Series]:
        """Return the score and the outcome of each row."""
        reached = self.reached()
        outcomes = self.chosen([(end.outcome, mask) for end, mask in reached], OUTCOME)
        outcome = _tall(outcomes, OUTCOME, self.height)
        ends = [(end, mask) for end, mask in reached if isinstance(end, Scored)]
        if not ends:
            return _filled(None, pl.Int64, self.height), outcome
        top = self.chosen([(self.value(end.top), mask) for end, mask in ends])
        bottoms = [(self.value(end.bottom), mask) for end, mask in ends]
        if len(ends) < len(reached):
            # what is divided by nothing is null: rows that reach no score have none
            bottoms.insert(0, (0, None))
        bottom = self.chosen(bottoms)
        score = rounded(self.recipe.mode, self.multiplied(top), bottom)
        return self.limited(_tall(score, pl.Int64, self.height), outcome, ends)

    def reached(self) -> list[tuple[Scored | Open, Mask]]:
        """Return the ends that some rows reach, with the masks of these rows."""
        places = self.recipe.places
        masks: dict[int, Mask] = {0: None}
        found = []
        for number, place in enumerate(places):
            if number not in masks:
                continue
            mask = masks.pop(number)
            if isinstance(place, Asked):
                for following, part in self.parted(place, mask):
                    masks[following] = _either(masks[following], part) if following in masks else part
            else:
                found.append((place, mask))
        return found

    def parted(self, place: Asked, mask: Mask) -> list[tuple[int, Mask]]:
        """Return where rows go from a fork, without the ways that none goes."""
        test = self.value(place.test)
        yes = test if mask is None else mask & test
        if not yes.any():
            return [(place.no, mask)]
        no = ~test if mask is None else mask ^ yes
        return [(place.yes, yes), (place.no, no)] if no.any() else [(place.yes, mask)]

    def chosen(self, parts: list[tuple[Value, Mask]], kind: type[pl.DataType] = pl.Int64) -> Value:
        """Return what rows have, each from the part whose mask has it; the first one has no mask."""
        together: dict[int, tuple[Value, Mask]] = {}
        for value, mask in parts:
            key = value if isinstance(value, int) else -id(value)
            other = together.get(key)
            together[key] = (value, mask if other is None else _either(other[1], mask))
        (found, _), *others = together.values()
        for value, mask in others:
            found = _series(value, kind).zip_with(mask, _series(found, kind))
        return found

    def multiplied(self, top: Value) -> Value:
        """Return what is divided, by the column that all scores are a multiple of."""
        if self.recipe.shared is None:
            return top
        column = self.value(self.recipe.shared)
        # a row without it may have the score 0
        return top * (column.fill_null(0) if column.null_count() else column)

    def limited(
        self, score: pl.Series, outcome: pl.Series, ends: Ends
    ) -> tuple[pl.Series, pl.Series]:
        """Take the scores away that are out of bounds."""
        for limit, most, mask in _limits(ends):
            beyond = score < 0 if limit.low else score.is_null()
            if most is not None:
                beyond |= score * limit.factor > self.value(most)
            beyond = beyond if mask is None else beyond & mask
            if beyond.any():
                score = _filled(None, pl.Int64, 1).zip_with(beyond, score)
                outcome = _filled(limit.beyond, OUTCOME, 1).zip_with(beyond, outcome)
        return score, outcome


def _limits(ends: Ends) -> Iterable[tuple[Limit, int | None, Mask]]:
    """Return each limit once, with the rows that have to keep it."""
    found: dict[tuple[Limit, int | None], Mask] = {}
    for end, mask in ends:
        if end.limit:
            key = end.limit, end.most
            found[key] = _either(found[key], mask) if key in found else mask
    return [(*key, mask) for key, mask in found.items()]


def _either(one: Mask, other: Mask) -> Mask:
    return None if one is None or other is None else one | other


def _filled(value: int | None, kind: type[pl.DataType], height: int) -> pl.Series:
    return pl.Series([value], dtype=kind).new_from_index(0, height)


def _series(value: Value, kind: type[pl.DataType]) -> pl.Series:
    return value if isinstance(value, pl.Series) else pl.Series([value], dtype=kind)


def _tall(value: Value, kind: type[pl.DataType], height: int) -> pl.Series:
    """Return a column of a height, of a value that is the same in all rows too."""
    found = _series(value, kind)
    return found if len(found) == height else found.new_from_index(0, height)
