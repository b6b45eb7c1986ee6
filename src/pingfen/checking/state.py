"""What has been assumed of a row on the way through a policy: facts, and limits of its numbers."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.checking.deciding import Answer, Limit, Limits, decide
from pingfen.expression.interpret import Unknown
from pingfen.polynomial import ONE, Polynomial, Quotient, exactly


class Mark(Enum):
    """What is known of a number field: the form gives it, or not."""

    GIVEN = "given"
    MISSING = "missing"


# what an expression comes to; a quotient of polynomials stands for a number
Found = Quotient | str | bool | tuple[Fraction | str, ...] | Unknown
Fact = Mark | Found
ZERO = exactly(Fraction(0))
HALF = Fraction(1, 2)
ROUNDED = "rounded "
MANY, SEVERAL = 16, 4


class Exhausted(Exception):  # noqa: N818  # the caller says that it cannot decide
    """A policy forks more often than a check goes along with."""


class Effort:
    """How much more a check may look at: nodes of expressions, and terms of limits.

    What is spent does not depend on the machine, so that a check always says the same.
    """

    def __init__(self, left: int | None = None) -> None:
        """Start with so much, or without a bound."""
        self.left = left

    def spend(self, amount: int) -> None:
        """Take note of some work; raises ``Exhausted`` where that is too much."""
        if self.left is not None:
            self.left -= amount
            if self.left < 0:
                raise Exhausted


UNBOUNDED = Effort()


class State(NamedTuple):
    """The facts about fields, the limits of the numbers, and whether all of it is exact.

    ``exact`` is false once a rounded number was replaced by the interval that it lies in: what is
    then impossible is impossible, but an example has to be tried.
    """

    facts: Mapping[str, Fact] = MappingProxyType({})
    limits: Limits = frozenset()
    exact: bool = True
    fresh: int = 0
    effort: Effort = UNBOUNDED

    def knowing(self, **facts: Fact) -> "State":
        """Return the state with more facts."""
        return self._replace(facts=MappingProxyType({**self.facts, **facts}))

    def without(self, forgotten: Callable[[str], bool]) -> "State":
        """Return the state without the facts whose names are to be forgotten."""
        kept = {name: fact for name, fact in self.facts.items() if not forgotten(name)}
        return self._replace(facts=MappingProxyType(kept))

    def within(self, *limits: Limit) -> "State | None":
        """Return the state with more limits, or None if no numbers fulfil them all."""
        known = {limit for limit in limits if limit.polynomial.constant is None}
        if not all(limit.holds({}) for limit in limits if limit not in known):
            return None
        if known <= self.limits:
            return self
        narrowed = self._replace(limits=tightest(self.limits | known))
        answer = decide(narrowed.limits)
        self.effort.spend(work(narrowed.limits, answer))
        return None if answer.possible is False else narrowed

    @property
    def possible(self) -> bool | None:
        """Whether there are such rows; None where that is open."""
        return decide(self.limits).possible

    def rounded(
        self, value: Quotient, below: Fraction, above: Fraction
    ) -> tuple["State", Quotient]:
        """Return a new number that is at most so much below and above another one."""
        name = f"{ROUNDED}{self.fresh}"
        found = Quotient(Polynomial(((((name, 1),), Fraction(1)),)), ZERO.bottom)
        low = below_zero(value.minus(exactly(below)).minus(found), "<=")
        high = below_zero(found.minus(value.plus(exactly(above))), "<=")
        limits = self.limits | {low, high}
        return self._replace(limits=limits, exact=False, fresh=self.fresh + 1), found


def work(limits: Limits, answer: Answer) -> int:
    """Return about how much work it was to decide limits: many of them are joined in pairs."""
    terms = sum(len(limit.polynomial.terms) for limit in limits)
    variables = frozenset[str]().union(*(limit.polynomial.variables for limit in limits))
    size = terms * (1 + len(limits) // MANY) * (1 + len(variables) // SEVERAL)
    return size * answer.tries


def tightest(limits: Limits) -> Limits:
    """Leave out limits that say less than another one: below 90 where it is below 80."""
    found: dict[object, Limit] = {}
    for limit in limits:
        rest = tuple(term for term in limit.polynomial.terms if term[0] != ONE)
        key = (rest, limit.op == "=", limit) if limit.op == "=" else (rest, False)
        known = found.get(key)
        if known is None or _weight(limit) > _weight(known):
            found[key] = limit
    return frozenset(found.values())


def _weight(limit: Limit) -> tuple[Fraction, bool]:
    """Sort limits of one kind, the tightest last."""
    return dict(limit.polynomial.terms).get(ONE, Fraction(0)), limit.op == "<"


def below_zero(value: Quotient, op: str) -> Limit:
    """Return the limit that a number is below zero (``<``), at most zero, or zero."""
    return Limit(value.top, op)


def parted(state: State, value: Quotient) -> Iterator[tuple[State, int]]:
    """Yield the states in which a number is above zero, zero and below zero, with its sign."""
    for sign, limit in (
        (1, below_zero(value.negated(), "<")),
        (0, below_zero(value, "=")),
        (-1, below_zero(value, "<")),
    ):
        found = state.within(limit)
        if found:
            yield found, sign
