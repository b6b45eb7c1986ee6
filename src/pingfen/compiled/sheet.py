"""Formulas on whole columns, each worked out once, and only if it is asked for."""

import operator
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl

from pingfen.compiled.plan import Absent, Alike, Among
from pingfen.compiled.program import Compared, Division, Program, Term, Whole
from pingfen.compiled.quotients import rounded
from pingfen.expression.interpret import Known

# a series; a number or a truth where it is the same in all rows; ``Words`` where texts come in
Value = Any
Operation = Callable[..., Value]


class Words(NamedTuple):
    """A column of texts, or of codes with the codes of the texts that are looked for."""

    series: pl.Series
    codes: Mapping[str, int] | None = None

    def are(self, text: str) -> pl.Series:
        """Tell which rows have a text."""
        return self.series == (text if self.codes is None else self.codes[text])

    def alike(self, other: "Words") -> pl.Series:
        """Tell which rows have the same text in two columns."""
        return self.series == other.series

    def is_null(self) -> pl.Series:
        """Tell which rows have none."""
        return self.series.is_null()


class Is(NamedTuple):
    """Tells where a text or a truth has a value."""

    value: Known

    def __call__(self, column: Value) -> pl.Series:
        """Return the rows that have it."""
        if isinstance(column, Words):
            return column.are(str(self.value))
        return column if self.value else ~column


class Rounding(NamedTuple):
    """Divides and rounds in one of the norm's ways."""

    mode: str

    def __call__(self, top: Value, bottom: Value) -> Value:
        """Return whole numbers."""
        return rounded(self.mode, top, bottom)


class Formula(NamedTuple):
    """An operation on what other cells hold."""

    operation: Operation
    of: tuple[int, ...]


OPERATORS: Mapping[str, Operation] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, "==": operator.eq}
)


def _absent(column: Value) -> pl.Series:
    return column.is_null()


class Sheet:
    """The cells of a program by number: columns, constants and formulas."""

    def __init__(self, program: Program) -> None:
        """Take the columns of a program; whoever needs a formula adds it."""
        self.rounded = program.rounded
        self.formulas: list[Formula | None] = []
        self.constants: dict[int, int] = {}
        self.texts: dict[str, set[str]] = {}
        self.alike: set[str] = set()
        self._numbers: dict[Hashable, int] = {}
        self.columns = {name: self._cell(name, None) for name in program.fields}

    def _cell(self, key: Hashable, formula: Formula | None) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.formulas)
            self.formulas.append(formula)
        return self._numbers[key]

    def formula(self, operation: Operation, *of: int) -> int:
        """Return the cell of a formula."""
        return self._cell((operation, of), Formula(operation, of))

    def each(self, operation: Operation, cells: Iterable[int]) -> int:
        """Return the cell of an operation on two, done on all one after the other."""
        return reduce(lambda left, right: self.formula(operation, left, right), cells)

    def constant(self, value: int) -> int:
        """Return the cell of a number that is the same in all rows."""
        cell = self._cell(("constant", value), None)
        self.constants[cell] = value
        return cell

    def whole(self, of: Whole) -> int:
        """Return the cell of a sum; what is taken away comes last."""
        added = [term for term in of if term.factor > 0] or [Term(0)]
        taken = [term._replace(factor=-term.factor) for term in of if term.factor < 0]
        found = self.each(operator.add, map(self.term, added))
        return self.each(operator.sub, [found, *map(self.term, taken)])

    def term(self, term: Term) -> int:
        """Return the cell of a product."""
        if not term.fields:
            return self.constant(term.factor)
        found = self.each(operator.mul, map(self.field, term.fields))
        if term.factor == 1:
            return found
        return self.formula(operator.mul, found, self.constant(term.factor))

    def field(self, name: str) -> int:
        """Return the cell of a column, or of a number that rounding makes."""
        if name in self.rounded:
            return self.division(self.rounded[name])
        return self.columns[name]

    def division(self, of: Division) -> int:
        """Return the cell of a quotient rounded to a whole number."""
        return self.formula(Rounding(of.mode), self.whole(of.top), self.whole(of.bottom))

    def test(self, test: Absent | Among | Alike | Compared) -> int:
        """Return the cell of a test."""
        match test:
            case Absent(field):
                return self.formula(_absent, self.columns[field])
            case Among(field, values):
                self.texts.setdefault(field, set()).update(map(str, values))
                one_of = [Is(value) for value in sorted(values, key=str)]
                each = [self.formula(value, self.columns[field]) for value in one_of]
                return self.each(operator.or_, each)
            case Alike(field, other):
                self.alike |= {field, other}
                return self.formula(Words.alike, self.columns[field], self.columns[other])
            case Compared(left, op, right):
                return self.formula(OPERATORS[op], self.whole(left), self.whole(right))
