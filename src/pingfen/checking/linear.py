"""Systems of linear inequalities over the rationals, solved exactly by Fourier and Motzkin.

A solution is made of plain numbers: the fewest decimals that fit, so that it reads as an example.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import NamedTuple

from pingfen.polynomial import ONE, Polynomial

# More inequalities than this are given up: each elimination may square their number.
MOST_ROWS = 4_000
MOST_DECIMALS = 8
# What a variable is where nothing speaks against it. Those named first are chosen first.
USUAL: Mapping[str, Fraction] = MappingProxyType(
    {
        "weight": Fraction(10),
        "target": Fraction(100),
        "annual": Fraction(100),
        "actual": Fraction(80),
        "executed": Fraction(80),
        "judged": Fraction(8),
        "declared": Fraction(8),
    }
)


class TooLarge(Exception):  # noqa: N818  # it is no error of anybody, the caller goes another way
    """A system grew over the limit."""


class Row(NamedTuple):
    """``coefficients · variables + constant`` is below zero, or at most zero, or zero."""

    coefficients: tuple[tuple[str, Fraction], ...]
    constant: Fraction
    op: str

    @classmethod
    def of(cls, polynomial: Polynomial, op: str) -> "Row":
        """Return a linear polynomial with what is said of it: ``<``, ``<=`` or ``=`` zero."""
        parts = dict(polynomial.terms)
        constant = parts.pop(ONE, Fraction(0))
        found = tuple(sorted((monomial[0][0], value) for monomial, value in parts.items()))
        return cls(found, constant, op)

    def of_variable(self, name: str) -> Fraction:
        """Return the coefficient of a variable."""
        return dict(self.coefficients).get(name, Fraction(0))

    def plus(self, other: "Row", factor: Fraction, op: str) -> "Row":
        """Return this row plus another one times a number."""
        found = dict(self.coefficients)
        for name, value in other.coefficients:
            found[name] = found.get(name, Fraction(0)) + value * factor
        left = tuple(sorted((name, value) for name, value in found.items() if value))
        return Row(left, self.constant + other.constant * factor, op)

    def scaled(self) -> "Row":
        """Return it with 1 or -1 as its first coefficient, so that equal rows look equal."""
        if not self.coefficients:
            return self
        size = abs(self.coefficients[0][1])
        found = tuple((name, value / size) for name, value in self.coefficients)
        return Row(found, self.constant / size, self.op)

    def fails(self) -> bool:
        """Tell whether a row without variables is false."""
        holds = {"<": self.constant < 0, "<=": self.constant <= 0, "=": self.constant == 0}
        return not self.coefficients and not holds[self.op]


def solution(
    rows: Iterable[Row], near: Mapping[str, Fraction] = USUAL
) -> dict[str, Fraction] | None:
    """Return values that fulfil all rows, or None if there are none.

    ``near`` are values to take where they fit. Raises ``TooLarge``.
    """
    system = _simplified(rows)
    if system is None:
        return None
    names = {name for row in system for name, _ in row.coefficients}
    steps: list[tuple[str, list[Row]]] = []
    for name in sorted(names, key=lambda name: _lateness(name, near)):
        steps.append((name, [row for row in system if row.of_variable(name)]))
        system = _simplified(_without(system, name))
        if system is None:
            return None
    values: dict[str, Fraction] = {}
    for name, own in reversed(steps):
        values[name] = _value(name, own, values, near)
    return values


def _lateness(name: str, near: Mapping[str, Fraction]) -> tuple[int, str]:
    """Sort variables by how late they are eliminated, which is how early they get their value."""
    order = list(near)
    return (-order.index(name) if name in near else -len(order), name)


def _simplified(rows: Iterable[Row]) -> list[Row] | None:
    """Leave out rows that say nothing new; None if one of them is false."""
    tightest: dict[tuple[object, ...], Row] = {}
    for row in rows:
        scaled = row.scaled()
        if scaled.fails():
            return None
        if not scaled.coefficients:
            continue
        key = scaled.coefficients, scaled.op == "="
        known = tightest.get(key)
        if known is None or scaled.op == "=" or _tighter(scaled, known):
            if known is not None and scaled.op == "=" and known.constant != scaled.constant:
                return None
            tightest[key] = scaled
    return list(tightest.values())


def _tighter(row: Row, other: Row) -> bool:
    return (row.constant, row.op == "<") > (other.constant, other.op == "<")


def _without(rows: Sequence[Row], name: str) -> list[Row]:
    """Return what the rows say of the other variables."""
    equal = next((row for row in rows if row.op == "=" and row.of_variable(name)), None)
    if equal:
        rest = [row for row in rows if row is not equal]
        share = equal.of_variable(name)
        return [row.plus(equal, -row.of_variable(name) / share, row.op) for row in rest]
    lower = [row for row in rows if row.of_variable(name) < 0]
    upper = [row for row in rows if row.of_variable(name) > 0]
    if len(lower) * len(upper) > MOST_ROWS:
        raise TooLarge
    joined = [
        low.plus(
            high,
            -low.of_variable(name) / high.of_variable(name),
            "<" if "<" in {low.op, high.op} else "<=",
        )
        for low in lower
        for high in upper
    ]
    return [*(row for row in rows if not row.of_variable(name)), *joined]


class _Bound(NamedTuple):
    value: Fraction
    strict: bool


def _value(
    name: str, rows: Sequence[Row], values: Mapping[str, Fraction], near: Mapping[str, Fraction]
) -> Fraction:
    """Return a plain value within what the rows allow, the variables chosen before known."""
    low: _Bound | None = None
    high: _Bound | None = None
    for row in rows:
        share = row.of_variable(name)
        others = ((n, c) for n, c in row.coefficients if n != name)
        rest = row.constant + sum((c * values[n] for n, c in others), Fraction(0))
        bound = _Bound(-rest / share, row.op == "<")
        if row.op == "=":
            return bound.value
        if share < 0 and (low is None or (bound.value, bound.strict) > low):
            low = bound
        if share > 0 and (
            high is None or (bound.value, not bound.strict) < (high[0], not high[1])
        ):
            high = bound
    return _plain(low, high, near.get(name))


def _below(bound: _Bound, other: _Bound) -> bool:
    """Tell whether an upper bound is the tighter one."""
    return (bound.value, not bound.strict) < (other.value, not other.strict)


def _plain(low: _Bound | None, high: _Bound | None, wanted: Fraction | None) -> Fraction:
    """Return the wanted number if it fits, else one with as few decimals as possible."""
    if wanted is not None and _fits(wanted, low, high):
        return wanted
    for places in range(MOST_DECIMALS):
        unit = Fraction(1, 10**places)
        for guess in _guesses(low, high, unit):
            if _fits(guess, low, high):
                return guess
    if low and high:
        return (low.value + high.value) / 2
    raise TooLarge  # numbers of so many decimals are no example for anybody


def _guesses(low: _Bound | None, high: _Bound | None, unit: Fraction) -> Iterable[Fraction]:
    if low and high:
        middle = (low.value + high.value) / 2
        yield from (floor(middle / unit) * unit, ceil(middle / unit) * unit)
    if low:
        yield from (ceil(low.value / unit) * unit, (floor(low.value / unit) + 1) * unit)
    if high:
        yield from (floor(high.value / unit) * unit, (ceil(high.value / unit) - 1) * unit)
    if not low and not high:
        yield Fraction(1)


def _fits(value: Fraction, low: _Bound | None, high: _Bound | None) -> bool:
    above = low is None or value > low.value or (value == low.value and not low.strict)
    return above and (
        high is None or value < high.value or (value == high.value and not high.strict)
    )
