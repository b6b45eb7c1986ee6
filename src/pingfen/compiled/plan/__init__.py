"""What a policy comes to for one row: a diagram of tests with outcomes at its ends.

A plan says nothing about how a row is stored: its numbers are rationals. ``scaled`` binds it to
columns of integers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pingfen.expression.interpret import Known
from pingfen.policy import Policy
from pingfen.polynomial import Polynomial, Quotient

# which signs a number may have, added up; plain integers, as a plan asks for them all the time
Signs = int
MINUS, ZERO, PLUS, ANY = 1, 2, 4, 7


class Absent(NamedTuple):
    """Whether a row lacks a field."""

    field: str


class Among(NamedTuple):
    """Whether a text or a truth, which is given, is one of some."""

    field: str
    values: frozenset[Known]


class Alike(NamedTuple):
    """Whether two texts, which are given, are the same."""

    field: str
    other: str


class Sign(NamedTuple):
    """Whether a polynomial has one of some signs: ``MINUS``, ``MINUS | ZERO`` or ``ZERO``.

    Its factors are whole and share no divisor.
    """

    of: Polynomial
    signs: Signs


Test = Absent | Among | Alike | Sign


class Rounded(NamedTuple):
    """A whole number that rounding makes of a quotient: it is a variable in what follows."""

    of: Quotient
    mode: str


# the code of a row that the diagram leaves to another one
ELSEWHERE = "elsewhere"


class Outcome(NamedTuple):
    """What becomes of a row besides its number.

    ``rule`` is the rule that decided, ``code`` one of the norm's codes where the row is undecided,
    with its ``causes``; ``dropped`` where it does not count. ``grade`` is that of a total.
    """

    rule: str | None = None
    code: str | None = None
    causes: tuple[str, ...] = ()
    dropped: bool = False
    grade: str | None = None

    @property
    def undecided(self) -> str | None:
        """The reason why there is no score: ``unknown-when: missing target; missing actual``."""
        if self.code is None or not self.causes:
            return self.code
        return f"{self.code}: {'; '.join(self.causes)}"


class Figure(NamedTuple):
    """A number in a sentence: printed whole or cut where ``places`` is None, as ``exact.show``.

    Else rounded to so many decimals, ``percent`` as a percentage.
    """

    value: Quotient
    places: int | None = None
    percent: bool = False


class Spoken(NamedTuple):
    """The text of a field, which is given, in a sentence."""

    field: str


Part = str | Figure | Spoken


@dataclass(frozen=True, slots=True)
class Leaf:
    """An end: its outcome, and the score before rounding where there is one.

    ``low`` and ``high`` say that the score may be below 0 and above the weight; where ``weight``
    is given, the row is undecided beyond them. ``because`` is the sentence that
    explains it, if it was asked for, and ``beyond`` the one where the score is out of bounds.
    """

    outcome: Outcome
    score: Quotient | None = None
    low: bool = True
    high: bool = False
    weight: Polynomial | None = None
    because: tuple[Part, ...] = ()
    beyond: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A test, and what follows from it; two branches that are the same are one object."""

    test: Test
    yes: "Node"
    no: "Node"


Node = Leaf | Branch


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A policy lowered to tests on the fields of a row.

    ``rounded`` are the variables that stand for rounded numbers, by name, each after those that it
    uses.
    """

    policy: Policy
    root: Node
    rounded: Mapping[str, Rounded]

    def nodes(self) -> tuple[Node, ...]:
        """Return every node once, each after those that follow from it."""
        found: dict[int, Node] = {}
        waiting: list[tuple[Node, bool]] = [(self.root, False)]
        while waiting:
            node, done = waiting.pop()
            if id(node) in found:
                continue
            if done or isinstance(node, Leaf):
                found[id(node)] = node
            else:
                waiting += [(node, True), (node.no, False), (node.yes, False)]
        return tuple(found.values())

    def __str__(self) -> str:
        """Return the plan as indented text."""
        from pingfen.compiled.plan.printing import printed  # noqa: PLC0415  # it prints what this is

        return printed(self)

    def leaves(self) -> Iterator[Leaf]:
        """Yield every end once."""
        return (node for node in self.nodes() if isinstance(node, Leaf))
