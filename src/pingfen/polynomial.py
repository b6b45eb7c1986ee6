"""Polynomials over exact numbers, and quotients of them: what a policy's arithmetic comes to."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

# names with their exponents, sorted: (("actual", 1), ("weight", 1))
Monomial = tuple[tuple[str, int], ...]
ONE: Monomial = ()
LINEAR = 1
UNIT = ((ONE, Fraction(1)),)


class Polynomial(NamedTuple):
    """A sum of terms, sorted, none of them zero; two that are equal compare equal."""

    terms: tuple[tuple[Monomial, Fraction], ...] = ()

    @property
    def constant(self) -> Fraction | None:
        """The number that it is, or None where it depends on a variable."""
        if not self.terms:
            return Fraction(0)
        return self.terms[0][1] if self.terms[0][0] == ONE and len(self.terms) == 1 else None

    @property
    def degree(self) -> int:
        """The largest number of variables multiplied in one term."""
        return max((sum(power for _, power in monomial) for monomial, _ in self.terms), default=0)

    @property
    def variables(self) -> frozenset[str]:
        """The names of its variables."""
        return frozenset(name for monomial, _ in self.terms for name, _ in monomial)

    def plus(self, other: "Polynomial") -> "Polynomial":
        """Return the sum."""
        return _collected((*self.terms, *other.terms))

    def minus(self, other: "Polynomial") -> "Polynomial":
        """Return the difference."""
        return self.plus(other.scaled(Fraction(-1)))

    def times(self, other: "Polynomial") -> "Polynomial":
        """Return the product."""
        if other.terms == UNIT:
            return self
        if self.terms == UNIT:
            return other
        return _collected(
            (_product(left, right), first * second)
            for left, first in self.terms
            for right, second in other.terms
        )

    def scaled(self, factor: Fraction) -> "Polynomial":
        """Return it times a number."""
        if not factor:
            return Polynomial()
        return Polynomial(tuple((monomial, value * factor) for monomial, value in self.terms))

    def with_value(self, name: str, value: Fraction) -> "Polynomial":
        """Return it with a number in the place of a variable."""
        return _collected(_valued(monomial, own, name, value) for monomial, own in self.terms)

    def substituted(self, name: str, other: "Polynomial") -> "Polynomial":
        """Return it with another polynomial in the place of a variable."""
        total = Polynomial()
        for monomial, own in self.terms:
            rest, factor = _valued(monomial, own, name, Fraction(1))
            term = Polynomial(((rest, factor),))
            for _ in range(dict(monomial).get(name, 0)):
                term = term.times(other)
            total = total.plus(term)
        return total

    def renamed(self, old: str, new: str) -> "Polynomial":
        """Return it with another name for a variable."""
        return _collected(
            (tuple(sorted((new if name == old else name, power) for name, power in monomial)), n)
            for monomial, n in self.terms
        )

    def __str__(self) -> str:
        """Return it as text: ``2 * actual - 3 * target``."""
        text = ""
        for monomial, factor in self.terms:
            names = [name if power == 1 else f"{name}**{power}" for name, power in monomial]
            size = abs(factor)
            term = " * ".join(names if size == 1 and names else [str(size), *names])
            minus = "- " if text else "-"
            text += (" " if text else "") + (minus if factor < 0 else "+ " if text else "") + term
        return text or "0"

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """Return what it is worth where all its variables have values."""
        total = Fraction(0)
        for monomial, number in self.terms:
            for name, power in monomial:
                number *= values[name] ** power  # noqa: PLW2901  # the term's running product
            total += number
        return total

    def common(self) -> Monomial:
        """Return the variables that every term has as a factor."""
        powers = [dict(monomial) for monomial, _ in self.terms]
        names = set(powers[0]).intersection(*powers[1:]) if powers else set()
        return tuple(sorted((name, min(power[name] for power in powers)) for name in names))

    def divided(self, factor: Monomial) -> "Polynomial":
        """Return it without a factor that every term has."""
        less = dict(factor)
        return _collected(
            (tuple((n, p - less.get(n, 0)) for n, p in monomial if p > less.get(n, 0)), value)
            for monomial, value in self.terms
        )


def number(value: Fraction) -> Polynomial:
    """Return a number as a polynomial."""
    return _collected([(ONE, value)])


def variable(name: str) -> Polynomial:
    """Return a variable as a polynomial."""
    return Polynomial(((((name, 1),), Fraction(1)),))


def _collected(terms: Iterable[tuple[Monomial, Fraction]]) -> Polynomial:
    found: dict[Monomial, Fraction] = {}
    for monomial, value in terms:  # adding to zero would cost as much as all the rest
        found[monomial] = found[monomial] + value if monomial in found else value
    kept = [term for term in found.items() if term[1]]
    return Polynomial(tuple(sorted(kept) if kept[1:] else kept))


def _product(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def _valued(
    monomial: Monomial, number_: Fraction, name: str, value: Fraction
) -> tuple[Monomial, Fraction]:
    power = dict(monomial).get(name, 0)
    return tuple(item for item in monomial if item[0] != name), number_ * value**power


class Quotient(NamedTuple):
    """A polynomial over another one that is above zero wherever it is looked at."""

    top: Polynomial
    bottom: Polynomial

    def __str__(self) -> str:
        """Return it as text: ``actual * weight / target``."""
        parts = (str(self.top), str(self.bottom))
        if parts[1] == "1":
            return parts[0]
        return " / ".join(f"({part})" if " " in part else part for part in parts)

    @property
    def size(self) -> int:
        """The number of its terms."""
        return len(self.top.terms) + len(self.bottom.terms)

    def plus(self, other: "Quotient") -> "Quotient":
        """Return the sum."""
        return _reduced(
            self.top.times(other.bottom).plus(other.top.times(self.bottom)),
            self.bottom.times(other.bottom),
        )

    def negated(self) -> "Quotient":
        """Return it with the other sign."""
        return Quotient(self.top.scaled(Fraction(-1)), self.bottom)

    def minus(self, other: "Quotient") -> "Quotient":
        """Return the difference."""
        return self.plus(other.negated())

    def times(self, other: "Quotient") -> "Quotient":
        """Return the product."""
        return _reduced(self.top.times(other.top), self.bottom.times(other.bottom))

    def over(self, other: "Quotient", sign: int) -> "Quotient":
        """Return it divided by another one, whose sign is 1 or -1."""
        turn = Fraction(sign)
        return _reduced(
            self.top.times(other.bottom).scaled(turn), self.bottom.times(other.top).scaled(turn)
        )

    def renamed(self, old: str, new: str) -> "Quotient":
        """Return it with another name for a variable."""
        return Quotient(self.top.renamed(old, new), self.bottom.renamed(old, new))

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """Return what it is worth where all its variables have values."""
        return self.top.value(values) / self.bottom.value(values)


def _reduced(top: Polynomial, bottom: Polynomial) -> Quotient:
    """Divide by a constant below; larger common factors are left to who compares."""
    constant = bottom.constant
    if constant:
        return Quotient(top.scaled(1 / constant), number(Fraction(1)))
    return Quotient(top, bottom)


def exactly(value: Fraction) -> Quotient:
    """Return a number as a quotient."""
    return Quotient(number(value), number(Fraction(1)))


def unknown(name: str) -> Quotient:
    """Return a variable as a quotient."""
    return Quotient(variable(name), number(Fraction(1)))
