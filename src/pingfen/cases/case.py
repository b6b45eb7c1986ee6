"""What a case is: a form, and what a policy must make of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pingfen.errors import Place, Problem
from pingfen.form import Form
from pingfen.source import Entries


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example.

    ``form`` is None where its data cannot be read; ``problems`` then say why. ``alone`` marks a
    case of one row, of which only that row counts. ``expect`` is what must come out, as written.
    """

    name: str
    place: Place
    form: Form | None
    expect: Entries
    alone: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """A comparison that its policy keeps from being seen on some sides, and why."""

    comparison: str
    part: str
    sides: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of one policy; ``policy`` is the name that their file gives, and ``place`` where.

    A policy that has no file of cases has none: ``file`` is then where it was looked for.
    """

    policy: str
    file: str
    place: Place
    cases: tuple[Case, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    def __iter__(self) -> Iterator[Case]:
        """Yield the cases in the order of their file."""
        return iter(self.cases)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.cases)
