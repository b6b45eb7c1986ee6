"""What a scored table is: the frame, the totals of its forms, what is undecided and unread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pingfen.errors import Problem
from pingfen.scorecard import PolicyName


@dataclass(frozen=True, slots=True)
class ScoredTable:
    """A table with the score of each row.

    ``frame`` is of the kind that was given, with the columns ``score``, ``rule``, ``undecided``
    and, if asked for, ``because`` after its own; an Arrow table where a file was given, and None
    where the result was written to one. ``totals`` has a line for each form, if they were asked
    for: ``form``, ``rows``, ``total``, ``grade``, ``undecided``; ``totals_undecided`` of them have
    no total. ``undecided`` counts the rows without a score by reason, ``unknown`` names the
    columns that hold no field, and ``problems`` are what cannot be read. ``engine`` is the one
    that scored; ``forms`` how many forms were read where the rows come from documents.
    """

    policy: PolicyName
    engine: str
    rows: int
    undecided: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    unknown: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    frame: object = field(default=None, repr=False)
    totals: object = field(default=None, repr=False)
    forms: int | None = None
    totals_undecided: int = 0

    @property
    def decided(self) -> bool:
        """Whether every row and every total got a score."""
        return not self.undecided and not self.totals_undecided
