"""Columns worked out of columns with polars, each of them once.

polars would work out a part of an expression that stands in it twice two times, or would have to
find out. Here every formula has one cell, and a cell that is used twice is a column of its own,
added in a stage after those that it uses.
"""

import operator
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from pingfen.compiled.plan import Absent, Alike, Among
from pingfen.compiled.program import Compared, Division, Program, Term, Whole
from pingfen.expression.interpret import Known

Operation = Callable[..., pl.Expr]
Kind = type[pl.DataType]
Kinds = Mapping[str, pl.DataType]


class Cell(NamedTuple):
    """An operation on other cells; a column or a constant is one on none."""

    operation: Operation
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Is:
    """Tells where a text or a truth has a value."""

    value: Known

    def __call__(self, column: pl.Expr) -> pl.Expr:
        """Return the rows that have it."""
        if isinstance(self.value, str):
            return column == self.value
        return column if self.value else ~column


@dataclass(frozen=True, slots=True)
class Constant:
    """The same number in all rows."""

    value: int | None
    kind: Kind = pl.Int64

    def __call__(self) -> pl.Expr:
        """Return it."""
        return pl.lit(self.value, dtype=self.kind)


@dataclass(frozen=True, slots=True)
class Named:
    """A column of the table."""

    name: str

    def __call__(self) -> pl.Expr:
        """Return it."""
        return pl.col(self.name)


def chosen(mask: pl.Expr, one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Return one where a mask has the row, else the other."""
    return pl.when(mask).then(one).otherwise(other)


def but(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Return the rows of one mask that another has not."""
    return one & ~other


def filled(column: pl.Expr) -> pl.Expr:
    """Return a column with 0 where it has nothing."""
    return column.fill_null(0)


def whole_number(column: pl.Expr) -> pl.Expr:
    """Return a column of small integers or truths as one of large integers."""
    return column.cast(pl.Int64)


def text(column: pl.Expr) -> pl.Expr:
    """Return a column of codes as one of texts."""
    return column.cast(pl.String)


OPERATORS: Mapping[str, Operation] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, "==": operator.eq}
)


NAMED = frozenset({chosen})


class Sheet:
    """The cells of a program, by number."""

    def __init__(self, program: Program, kinds: Kinds) -> None:
        """Take a program and the types of the columns; whoever needs a cell adds it."""
        self.rounded = program.rounded
        self.kinds = kinds
        self.cells: list[Cell] = []
        self._numbers: dict[Hashable, int] = {}

    def cell(self, operation: Operation, *of: int) -> int:
        """Return the number of a cell."""
        key = (operation, of)
        if key not in self._numbers:
            self._numbers[key] = len(self.cells)
            self.cells.append(Cell(operation, of))
        return self._numbers[key]

    def each(self, operation: Operation, cells: Iterable[int]) -> int:
        """Return the cell of an operation on two, done on all one after the other."""
        return reduce(lambda left, right: self.cell(operation, left, right), cells)

    def constant(self, value: int | None, kind: Kind = pl.Int64) -> int:
        """Return the cell of a number that is the same in all rows."""
        return self.cell(Constant(value, kind))

    def whole(self, of: Whole) -> int:
        """Return the cell of a sum."""
        added = [self.term(term) for term in of if term.factor > 0]
        taken = [self.term(Term(-term.factor, term.fields)) for term in of if term.factor < 0]
        found = self.each(operator.add, added) if added else self.constant(0)
        return self.each(operator.sub, [found, *taken])

    def term(self, term: Term) -> int:
        """Return the cell of a product."""
        if not term.fields:
            return self.constant(term.factor)
        found = self.each(operator.mul, map(self.field, term.fields))
        return found if term.factor == 1 else self.times(found, term.factor)

    def times(self, cell: int, factor: int) -> int:
        """Return the cell of another one times a number."""
        return self.cell(operator.mul, cell, self.constant(factor))

    def field(self, name: str) -> int:
        """Return the cell of a column, or of a number that rounding makes."""
        if name in self.rounded:
            of = self.rounded[name]
            return self.divided(of, self.whole(of.top), self.whole(of.bottom))
        column = self.cell(Named(name))
        return column if self.kinds[name] == pl.Int64 else self.cell(whole_number, column)

    def divided(self, by: Division, top: int, bottom: int) -> int:
        """Return the cell of a quotient that is rounded in the way of a division."""
        return ROUNDING[by.mode](self, top, bottom, by.signed)

    def test(self, test: Absent | Among | Alike | Compared) -> int:
        """Return the cell of a test."""
        match test:
            case Absent(field):
                return self.cell(pl.Expr.is_null, self.cell(Named(field)))
            case Among(field, values):
                return self.among(field, values)
            case Alike(field, other):
                columns = [self.cell(Named(name)) for name in (field, other)]
                if self.kinds[field] != self.kinds[other]:
                    columns = [self.cell(text, column) for column in columns]
                return self.cell(operator.eq, *columns)
            case Compared(left, op, right):
                return self.cell(OPERATORS[op], self.whole(left), self.whole(right))

    def among(self, field: str, values: Iterable[Known]) -> int:
        """Return the cell of whether a text or a truth is one of some."""
        kind = self.kinds[field]
        if isinstance(kind, pl.Enum):
            # polars refuses to look for a text that no row can have
            values = kind.categories.filter(kind.categories.is_in([*map(str, values)]))
        column = self.cell(Named(field))
        each = [self.cell(Is(value), column) for value in sorted(values, key=str)]
        return self.each(operator.or_, each) if each else self.cell(Constant(0, pl.Boolean))

    def stages(self, wanted: Mapping[str, int]) -> tuple[list[pl.Expr], ...]:
        """Return what to select, one list after the other, to have the wanted cells.

        A column is kept only as long as it is needed: memory that is used again is near.
        """
        uses = self._uses(wanted.values())
        added: dict[int, dict[str, pl.Expr]] = {}
        made: dict[int, tuple[pl.Expr, int]] = {}
        for number, (operation, of) in enumerate(self.cells):  # those that it uses come before
            if number not in uses:
                continue
            found = operation(*(made[cell][0] for cell in of))
            stage = max((made[cell][1] for cell in of), default=0)
            # a choice within a choice costs polars more than two
            if of and (uses[number] > 1 or operation in NAMED):
                name = f"cell {number}"
                added.setdefault(stage, {})[name] = found.alias(name)
                found, stage = pl.col(name), stage + 1
            made[number] = found, stage
        last = {name: made[cell][0].alias(name) for name, cell in wanted.items()}
        return _kept([*(added[stage] for stage in sorted(added)), last])

    def _uses(self, wanted: Iterable[int]) -> Mapping[int, int]:
        """Count how often each cell is used."""
        found: dict[int, int] = {}
        waiting = [*wanted]
        while waiting:
            cell = waiting.pop()
            found[cell] = found.get(cell, 0) + 1
            if found[cell] == 1:
                waiting += self.cells[cell].of
        return found


def _kept(stages: Sequence[Mapping[str, pl.Expr]]) -> tuple[list[pl.Expr], ...]:
    """Return the columns of each stage with those of earlier ones that are needed later."""
    found: list[list[pl.Expr]] = []
    needed: set[str] = set()
    for stage in reversed(stages):
        needed -= stage.keys()
        found.append([*map(pl.col, sorted(needed)), *stage.values()])
        needed.update(*(column.meta.root_names() for column in stage.values()))
    return tuple(reversed(found))


def _half_up(sheet: Sheet, top: int, bottom: int, signed: bool) -> int:  # noqa: FBT001  # one of four alike
    above = sheet.cell(operator.add, sheet.times(top, 2), bottom)
    if signed:
        # below zero a tie goes down: one less above makes it fall short of the next whole number
        above = sheet.cell(operator.sub, above, _below_zero(sheet, top))
    return sheet.cell(operator.floordiv, above, sheet.times(bottom, 2))


def _half_even(sheet: Sheet, top: int, bottom: int, signed: bool) -> int:  # noqa: ARG001, FBT001  # one of four alike
    above = sheet.cell(operator.add, sheet.times(top, 2), bottom)
    below = sheet.times(bottom, 2)
    up = sheet.cell(operator.floordiv, above, below)
    tied = sheet.cell(operator.eq, sheet.cell(operator.mul, up, below), above)
    odd = sheet.cell(
        operator.eq, sheet.cell(operator.mod, up, sheet.constant(2)), sheet.constant(1)
    )
    back = sheet.cell(whole_number, sheet.cell(operator.and_, tied, odd))
    return sheet.cell(operator.sub, up, back)


def _down(sheet: Sheet, top: int, bottom: int, signed: bool) -> int:  # noqa: FBT001  # one of four alike
    if signed:
        spare = sheet.cell(operator.sub, bottom, sheet.constant(1))
        below = sheet.cell(operator.mul, _below_zero(sheet, top), spare)
        top = sheet.cell(operator.add, top, below)
    return sheet.cell(operator.floordiv, top, bottom)


def _floor(sheet: Sheet, top: int, bottom: int, signed: bool) -> int:  # noqa: ARG001, FBT001  # one of four alike
    return sheet.cell(operator.floordiv, top, bottom)


def _below_zero(sheet: Sheet, top: int) -> int:
    """Return the cell that has 1 where a number is below zero, else 0."""
    return sheet.cell(whole_number, sheet.cell(operator.lt, top, sheet.constant(0)))


ROUNDING: Mapping[str, Callable[[Sheet, int, int, bool], int]] = MappingProxyType(
    {"half-up": _half_up, "half-even": _half_even, "down": _down, "floor": _floor}
)
