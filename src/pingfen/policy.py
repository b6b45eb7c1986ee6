"""What a policy is: frozen data, checked and bound, no files and no verbs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from pingfen.errors import Place
from pingfen.expression.parse import Expression
from pingfen.expression.template import Template
from pingfen.messages import Bilingual
from pingfen.source import Entries

Constant = Fraction | str | tuple[Fraction | str, ...]
# From the best known to the made up: a policy is only as sure as the least of its sources.
STATUSES = ("seen", "inferred", "unverified", "illustrative")


class AppliesTo(StrEnum):
    """Which rows a rule or a check is for."""

    FORM = "form"
    ROWS = "rows"
    INDICATORS = "indicators"
    EXECUTION = "execution"

    def fits(self, kind: str) -> bool:
        """Tell whether a row of that kind is meant."""
        return self is AppliesTo.ROWS or self in {kind, f"{kind}s"}


class Cited(NamedTuple):
    """A document that rules come from, and how well its text is known."""

    key: str
    title: Bilingual
    status: str
    note: Bilingual | None = None


class Param(NamedTuple):
    """A named constant and where its value was written."""

    name: str
    value: Constant
    place: Place
    label: Bilingual | None = None
    unit: str = ""


class Rule(NamedTuple):
    """One line of a policy that decides a score: exactly one of score, drop, undecided is set."""

    name: str
    applies_to: AppliesTo
    place: Place
    when: Expression | None = None
    score: Expression | None = None
    drop: bool = False
    undecided: Template | None = None
    require: Expression | None = None
    unbounded: bool = False
    because: Template | None = None
    cites: Cited | None = None


class Check(NamedTuple):
    """What must hold in a form besides its scores; false is a finding."""

    name: str
    applies_to: AppliesTo
    severity: str
    place: Place
    expect: Expression
    when: Expression | None = None
    because: Template | None = None
    cites: Cited | None = None


class Execution(NamedTuple):
    """How the budget row is scored: its weight, and the form fields that are target and actual."""

    weight: Fraction
    target: str
    actual: str


class Rounding(NamedTuple):
    """To how many decimals, and how ties and rests go."""

    places: int
    mode: str


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """A policy for one fiscal year, resolved: nothing in it refers to a parent any more.

    ``lineage`` names the documents it was made of, the youngest first. ``document`` is the
    resolved policy as plain data that cannot be changed; ``digest`` its SHA-256. ``chosen`` says
    why this year was taken where another one was asked for. ``documents`` are the files that it
    was merged from, as nodes that know their places, in the order of ``lineage``.
    """

    id: str
    year: int
    revision: int
    title: Bilingual
    digest: str
    lineage: tuple[str, ...]
    sources: Mapping[str, Cited]
    params: Mapping[str, Param]
    inputs: Mapping[str, tuple[str, ...]]
    lets: Mapping[str, Expression]
    execution: Execution | None
    rules: tuple[Rule, ...]
    row_rounding: Rounding
    total_rounding: Rounding
    total: Expression
    grades: Expression | None
    checks: tuple[Check, ...]
    adjust: Expression | None = None
    direction: Expression | None = None
    tolerance: Fraction = Fraction(0)
    chosen: Bilingual | None = None
    document: object = field(default=None, repr=False)
    documents: tuple[Entries, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """What the policy is called: ``zhangdian@2024``."""
        return f"{self.id}@{self.year}"

    @property
    def status(self) -> str:
        """How well the least known of its sources is known."""
        known = {source.status for source in self.sources.values()}
        return max(known, key=STATUSES.index, default=STATUSES[-1])

    def __str__(self) -> str:
        """Return the name of the policy."""
        return self.name

    def __eq__(self, other: object) -> bool:
        """Tell whether another policy scores alike by being the same document."""
        return isinstance(other, Policy) and other.digest == self.digest

    def __hash__(self) -> int:
        """Return the hash of the digest."""
        return hash(self.digest)
