"""What comes of running cases: which fail and in what, and how much of the policy they tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pingfen.cases.case import Case
from pingfen.errors import Place, Problem
from pingfen.messages import Text

NUMBERS = ("below", "equal", "above")
TRUTHS = ("true", "false")


class Difference(NamedTuple):
    """Something that came out otherwise than a case expects.

    ``what`` is the way to it in the case's ``expect``: ``execution.score``. Values are texts,
    numbers with their decimals, None where there is none. ``place`` is that of the expected value,
    or of the mapping that expects nothing of it; ``note`` says how what was found came about.
    """

    what: str
    expected: str | None
    found: str | None
    place: Place
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case; ``problems`` say why its form could not be read."""

    case: Case
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether all came out as the case says."""
        return not self.differences and not self.problems


class RuleHits(NamedTuple):
    """How many cases a rule decided, and in how many a row was left undecided at it.

    ``own`` is False where the rule comes from a parent.
    """

    rule: str
    place: Place
    own: bool
    decided: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Boundary:
    """A comparison of the policy, and how often it was seen on each side.

    ``part`` is where it belongs: ``rules.met.when``. The left of two numbers is seen ``below``,
    ``equal`` to and ``above`` the right one, texts and lists ``true`` and ``false``. ``excused``
    are the sides that the cases say cannot be seen.
    """

    text: str
    part: str
    place: Place
    own: bool
    seen: Mapping[str, int]
    excused: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """The sides on which it was never seen."""
        return tuple(
            side for side, times in self.seen.items() if not times and side not in self.excused
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What came of the cases of one policy.

    ``rules`` and ``boundaries`` are those of the resolved policy, its parents' too; ``stale`` are
    the boundaries that the cases excuse without need.
    """

    policy: str
    file: str
    results: tuple[Result, ...]
    rules: tuple[RuleHits, ...]
    boundaries: tuple[Boundary, ...]
    stale: tuple[Problem, ...] = ()

    @property
    def failed(self) -> tuple[Result, ...]:
        """The cases that did not come out as they say."""
        return tuple(result for result in self.results if not result.passed)

    @property
    def passed(self) -> bool:
        """Whether all cases came out as they say."""
        return not self.failed and not self.stale

    def counted_rules(self, *, inherited: bool = False) -> tuple[RuleHits, ...]:
        """Return the rules that the policy writes itself, or also those of its parents."""
        return tuple(rule for rule in self.rules if rule.own or inherited)

    def counted_boundaries(self, *, inherited: bool = False) -> tuple[Boundary, ...]:
        """Return the comparisons that the policy writes itself, or also those of its parents."""
        return tuple(found for found in self.boundaries if found.own or inherited)

    def unhit(self, *, inherited: bool = False) -> tuple[RuleHits, ...]:
        """Return the rules that decided no case."""
        return tuple(rule for rule in self.counted_rules(inherited=inherited) if not rule.decided)

    def open(self, *, inherited: bool = False) -> tuple[Boundary, ...]:
        """Return the comparisons that were not seen on all their sides."""
        return tuple(found for found in self.counted_boundaries(inherited=inherited) if found.open)

    def excused(self, *, inherited: bool = False) -> tuple[Boundary, ...]:
        """Return the comparisons of which a side cannot be seen, as the cases say."""
        return tuple(
            found for found in self.counted_boundaries(inherited=inherited) if found.excused
        )

    def covered(self, *, inherited: bool = False) -> bool:
        """Tell whether every rule decided a case and every comparison was seen on all sides."""
        return not self.unhit(inherited=inherited) and not self.open(inherited=inherited)
