"""A plan over integer columns: tests and scores as sums of products of whole numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from pingfen.compiled.plan import (
    Absent,
    Alike,
    Among,
    Outcome,
    Plan,
    Spoken,
)


class Column(NamedTuple):
    """A column of numbers as integers: ``x * 10**scale``, from ``low`` to ``high`` if known.

    ``low`` and ``high`` are those of the integers.
    """

    scale: int = 0
    low: int | None = None
    high: int | None = None


class Term(NamedTuple):
    """A factor times some columns; one that is squared stands there twice."""

    factor: int
    fields: tuple[str, ...] = ()

    def without(self, name: str) -> "Term":
        """Return the term without a column, once."""
        at = self.fields.index(name)
        return Term(self.factor, (*self.fields[:at], *self.fields[at + 1 :]))


Whole = tuple[Term, ...]


class Compared(NamedTuple):
    """Whether one sum is less than another (``<``, ``<=``) or the same (``==``)."""

    left: Whole
    op: str
    right: Whole


class Division(NamedTuple):
    """A quotient rounded to a whole number; the bottom is above zero wherever it is needed.

    ``signed`` says that it may be below zero: most roundings are not the same on both sides.
    """

    top: Whole
    bottom: Whole
    mode: str
    signed: bool = True


class Fixed(NamedTuple):
    """A number in a sentence with ``places`` decimals: what ``value`` gives, divided by 10 each.

    ``percent`` if a percent sign follows; ``value`` is the percentage then.
    """

    value: Division
    places: int
    percent: bool


class Plain(NamedTuple):
    """A number in a sentence, as ``exact.show`` prints it.

    Where ``top * 10**6`` can be divided by ``bottom`` it is whole, without zeros at its end; else
    it is cut after four decimals, and ``…`` follows. The bottom is above zero.
    """

    top: Whole
    bottom: Whole


Said = str | Spoken | Fixed | Plain


class Limit(NamedTuple):
    """What a score must keep: ``0 <= score`` if ``low``, ``score * factor <= most`` if given.

    ``beyond`` is the outcome of a score that does not.
    """

    low: bool
    factor: int
    most: Whole | None
    beyond: int


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """An end: the number of its outcome, and the score times ``10**places`` where there is one."""

    outcome: int
    score: Division | None = None
    limit: Limit | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """A test, and what follows from it."""

    test: "Absent | Among | Alike | Compared"
    yes: "Way"
    no: "Way"


Way = End | Fork


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A plan bound to columns.

    ``ways`` are all ends and forks, each after those that follow from it; the last is the root.
    ``fields`` are the columns that are read, in the order of a row; ``rounded`` the whole numbers
    that rounding makes on the way, by name, each after those that it uses. ``sentences`` explain
    the outcomes, one each, if they were asked for: two ends with different sentences have
    different outcomes. Nothing that is worked out is above ``largest``, None where a column has no
    limits.
    """

    plan: Plan
    columns: Mapping[str, Column]
    fields: tuple[str, ...]
    ways: tuple[Way, ...]
    rounded: Mapping[str, Division]
    outcomes: tuple[Outcome, ...]
    sentences: tuple[tuple[Said, ...], ...]
    places: int
    largest: int | None

    def with_fields(self, fields: tuple[str, ...]) -> "Program":
        """Return it for rows with these fields, in this order; it must ask for no others."""
        return replace(self, fields=fields)

    @property
    def root(self) -> Way:
        """Where a row starts."""
        return self.ways[-1]


def names_of(of: Whole) -> set[str]:
    """Return the columns of a sum."""
    return {name for term in of for name in term.fields}


def with_half(of: Division) -> tuple[Whole, Whole]:
    """Return the parts of a quotient plus one half: cut, it is the quotient rounded half up."""
    half = all(term.factor % 2 == 0 for term in of.bottom)
    top, bottom = (of.top, of.bottom) if half else (_times(of.top, 2), _times(of.bottom, 2))
    more = tuple(Term(term.factor // 2, term.fields) for term in bottom)
    return (*top, *more), bottom


def _times(of: Whole, by: int) -> Whole:
    return tuple(Term(by * term.factor, term.fields) for term in of)
