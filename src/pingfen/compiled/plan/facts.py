"""What is known of a row at one place of a plan: the answers to the tests on the way there."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from pingfen import polynomial
from pingfen.compiled.plan import (
    ANY,
    MINUS,
    PLUS,
    ZERO,
    Absent,
    Alike,
    Among,
    Rounded,
    Sign,
    Signs,
    Test,
)
from pingfen.expression.interpret import Known
from pingfen.polynomial import Monomial, Polynomial

NONE: Signs = 0


def opposite(signs: Signs) -> Signs:
    """Return the signs of a number times -1."""
    return (signs & ZERO) | (MINUS if signs & PLUS else NONE) | (PLUS if signs & MINUS else NONE)


def product(left: Signs, right: Signs) -> Signs:
    """Return the signs that a product may have."""
    found = (left | right) & ZERO
    if left & PLUS:
        found |= right & ~ZERO
    if left & MINUS:
        found |= opposite(right) & ~ZERO
    return found


def total(parts: Iterable[Signs]) -> Signs:
    """Return the signs that a sum may have."""
    found, sure = NONE, False
    for part in parts:
        found |= part
        sure = sure or not part & ZERO
    if found & MINUS and found & PLUS:
        return ANY
    return (found & ~ZERO if sure else found) or ZERO


def sign(value: Fraction) -> Signs:
    """Return the sign of a number."""
    return PLUS if value > 0 else MINUS if value < 0 else ZERO


class Choice(NamedTuple):
    """What a text may be: one of some, or anything but some."""

    among: frozenset[Known] | None = None
    but: frozenset[Known] = frozenset()

    def answer(self, values: frozenset[Known]) -> bool | None:
        """Tell whether it is one of some values, if that is known."""
        if self.among is None:
            return False if values <= self.but else None
        if self.among <= values:
            return True
        return False if self.among.isdisjoint(values) else None

    def told(self, values: frozenset[Known], *, truth: bool) -> "Choice":
        """Return what it may be after an answer."""
        if self.among is not None:
            return Choice(self.among & values if truth else self.among - values)
        return Choice(values - self.but) if truth else Choice(None, self.but | values)


ANYTHING = Choice()
TRUTHS = Choice(frozenset({True, False}))
# a test of presence or of two texts, a text field, or a polynomial: what an answer is about
Subject = Absent | Alike | str | Polynomial
Fact = bool | Choice | Signs


class Facts:
    """Answers to tests; telling it one more gives a new object.

    ``always`` is what is known of all rows, ``known`` what the answers on the way say besides.
    """

    __slots__ = ("always", "known", "rounded")

    def __init__(
        self,
        rounded: Mapping[str, Rounded],
        always: Mapping[Subject, Fact],
        known: Mapping[Subject, Fact] = MappingProxyType({}),
    ) -> None:
        """Take what is known; ``rounded`` are the variables that are rounded numbers."""
        self.rounded = rounded
        self.always = always
        self.known = known

    def _of(self, subject: Subject) -> Fact | None:
        found = self.known.get(subject)
        return self.always.get(subject) if found is None else found

    def _with(self, subject: Subject, fact: Fact) -> "Facts":
        return Facts(self.rounded, self.always, {**self.known, subject: fact})

    def answer(self, test: Test) -> bool | None:
        """Return the answer to a test if it is known."""
        if type(test) is Sign:
            found = self.signs(test.of)
            return True if not found & ~test.signs else None if found & test.signs else False
        if type(test) is Among:
            return self._choice(test).answer(test.values)
        return self._of(test)  # type: ignore[arg-type,return-value]  # the two others

    def told(self, test: Test, *, truth: bool) -> "Facts":
        """Return the facts with one more answer."""
        if isinstance(test, Sign):
            fact = self.signs(test.of) & (test.signs if truth else ANY & ~test.signs)
            return self._with(test.of, fact)
        if isinstance(test, Among):
            choice = self._choice(test).told(test.values, truth=truth)
            return self._with(test.field, choice)
        return self._with(test, truth)

    def signs(self, of: Polynomial) -> Signs:
        """Return the signs that a polynomial may have, by what is known of its variables too."""
        found = self._of(of)
        told: Signs = ANY if found is None else found  # type: ignore[assignment]  # signs for these
        if told in {MINUS, ZERO, PLUS}:
            return told
        return told & total(self._of_term(*term) for term in of.terms) or told

    def _choice(self, test: Among) -> Choice:
        known = self._of(test.field)
        if isinstance(known, Choice):
            return known
        return TRUTHS if test.values <= {True} else ANYTHING

    def _of_term(self, monomial: Monomial, factor: Fraction) -> Signs:
        found = sign(factor)
        for name, power in monomial:
            found = product(found, self._of_power(name, power))
        return found

    def _of_power(self, name: str, power: int) -> Signs:
        found = self._of(variable(name))
        signs = found if type(found) is int else self._of_rounded(name)
        if power % 2:
            return signs
        return (signs & ZERO) | (PLUS if signs & ~ZERO else NONE)

    def _of_rounded(self, name: str) -> Signs:
        """Return the signs of a rounded number: at most those of what it is of, or zero.

        ``floor`` makes a number below zero of one between -1 and 0, and so keeps the sign.
        """
        if name not in self.rounded:
            return ANY
        of = self.signs(self.rounded[name].of.top)
        return ANY if of & MINUS and of & PLUS else of | ZERO


@lru_cache(maxsize=1_024)
def variable(name: str) -> Polynomial:
    """Return a variable as a polynomial, always the same one."""
    return polynomial.variable(name)
