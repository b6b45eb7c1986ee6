"""What a policy is: frozen data, checked and bound, no files and no verbs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.errors import Place, UsageError, problem
from pingfen.exact import plain_decimal
from pingfen.expression.conditions import Screen
from pingfen.expression.parse import Expression
from pingfen.expression.template import Template
from pingfen.messages import Bilingual
from pingfen.source import Entries

Constant = Fraction | str | tuple[Fraction | str, ...]
Remake = Callable[["Policy", Mapping[str, object]], "Policy"]
# From the best known to the made up: a policy is only as sure as the least of its sources.
STATUSES = ("seen", "inferred", "unverified", "illustrative")


def written(value: Constant) -> str:
    """Return the value of a param as a policy writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(written, value))}]"
    return value if isinstance(value, str) else f"{plain_decimal(value):f}"


def plain(value: Constant) -> object:
    """Return the value of a param as plain data; numbers as Decimal."""
    if isinstance(value, tuple):
        return list(map(plain, value))
    return value if isinstance(value, str) else plain_decimal(value)


class AppliesTo(StrEnum):
    """Which rows, or groups of rows, a rule, a check or a property is for."""

    FORM = "form"
    ROWS = "rows"
    INDICATORS = "indicators"
    EXECUTION = "execution"
    LEVEL1 = "level1"
    LEVEL2 = "level2"

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
    """A named constant and where its value was written.

    ``variations`` are other values that it may have elsewhere; they never change a score.
    """

    name: str
    value: Constant
    place: Place
    label: Bilingual | None = None
    unit: str = ""
    variations: tuple[Constant, ...] = ()


class Column(NamedTuple):
    """A column of the form that is the policy's own: its type and the headings it stands under.

    ``type`` is ``number``, ``text``, ``truth`` or ``cell``; the first heading is the name.
    """

    name: str
    type: str
    headings: tuple[str, ...]
    place: Place


class Rule(NamedTuple):
    """One line of a policy that decides a score: exactly one of score, drop, undecided is set.

    ``screen`` is ``when``, taken apart.
    """

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
    screen: Screen = Screen()


class Check(NamedTuple):
    """What must hold in a form besides its scores; false is a finding.

    ``because`` says what is wrong, ``remedy`` what the unit should do about it. ``screen``
    is ``when``, taken apart.
    """

    name: str
    applies_to: AppliesTo
    severity: str
    place: Place
    expect: Expression
    when: Expression | None = None
    because: Template | None = None
    cites: Cited | None = None
    remedy: Template | None = None
    screen: Screen = Screen()


class Property(NamedTuple):
    """What must hold for every row that a form may have.

    Exactly one of ``expect``, ``rises_with`` and ``falls_with`` is set; the last two name a number
    field of the row.
    """

    name: str
    applies_to: AppliesTo
    place: Place
    when: Expression | None = None
    expect: Expression | None = None
    rises_with: str | None = None
    falls_with: str | None = None
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
    why this year was taken where another one was asked for. ``file`` is the youngest of the files
    that it was read from; ``shipped`` if that one travels with this library. ``remake`` is how the
    loader makes it anew with other params. ``documents`` are the files that it was merged from, as
    nodes that know their places, in the order of ``lineage``. ``findings`` are the severities that
    it gives to kinds of findings that are no checks, ``none`` for those that it wants none of.
    """

    id: str
    year: int
    revision: int
    title: Bilingual
    digest: str
    lineage: tuple[str, ...]
    sources: Mapping[str, Cited]
    params: Mapping[str, Param]
    fields: Mapping[str, Column]
    inputs: Mapping[str, tuple[str, ...]]
    lets: Mapping[str, Expression]
    execution: Execution | None
    rules: tuple[Rule, ...]
    row_rounding: Rounding
    total_rounding: Rounding
    total: Expression
    grades: Expression | None
    checks: tuple[Check, ...]
    properties: tuple[Property, ...] = ()
    adjust: Expression | None = None
    direction: Expression | None = None
    tolerance: Fraction = Fraction(0)
    findings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    chosen: Bilingual | None = None
    document: object = field(default=None, repr=False)
    file: str = ""
    shipped: bool = False
    remake: "Remake | None" = field(default=None, repr=False)
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

    def with_params(self, /, **values: object) -> "Policy":
        """Return this policy with other values of its params, checked as when it was loaded.

        >>> import pingfen
        >>> policy = pingfen.load_policy("zhangdian@2024").with_params(overshoot_from="1.2")
        >>> policy.lineage
        ('with_params(overshoot_from=1.2)', 'zhangdian@2024', 'mof@2020')

        A param goes by its name or by its label; a value is a number (int, Decimal, Fraction,
        decimal text, or a float as Python prints it), a text, or a list of them. Raises
        ``UsageError`` for a name that is no param, ``PolicyError`` for a value that does not fit.
        """
        if self.remake is None:
            raise UsageError([problem("usage", None, says="not-loaded", found=self.name)])
        return self.remake(self, values)

    def __str__(self) -> str:
        """Return the name of the policy."""
        return self.name

    def __eq__(self, other: object) -> bool:
        """Tell whether another policy scores alike by being the same document."""
        return isinstance(other, Policy) and other.digest == self.digest

    def __hash__(self) -> int:
        """Return the hash of the digest."""
        return hash(self.digest)
