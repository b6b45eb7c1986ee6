"""What an audit says: findings with their places, the rows and forms they are about, all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pingfen.errors import Place, Problem
from pingfen.exact import difference
from pingfen.form import Judgement
from pingfen.kinds import SEVERITIES
from pingfen.messages import Bilingual, Text
from pingfen.scorecard import VERDICTS, Cells, PolicyName, SummaryVerdict, Undecided

__all__ = [
    "SEVERITIES",
    "Acceptance",
    "Audit",
    "AuditedForm",
    "AuditedRow",
    "Finding",
    "Guess",
]


class Acceptance(NamedTuple):
    """A finding that somebody accepted: which, why and by whom; where that is written.

    ``code``, ``project``, ``row`` and ``date`` are there for people; a code must fit the finding.
    """

    fingerprint: str
    reason: str
    by: str
    code: str = ""
    project: str = ""
    place: Place | None = None
    row: int | None = None
    date: str = ""


class Finding(NamedTuple):
    """One thing that a reviewer should look at, and what to do about it.

    ``file``, ``unit`` and ``project`` name the form it is about, as far as it is about one.
    ``row`` is the number of the row (0 the budget row) and ``name`` what the row is called,
    ``level`` the group of rows; ``text`` does not repeat them. ``found`` and ``expected`` say
    shortly what stands there and what should.
    ``fingerprint`` stays the same when files are renamed, rows reordered and forms read again.
    """

    severity: str
    code: str
    text: Text
    place: Place | None = None
    found: Text | None = None
    expected: Text | None = None
    remedy: Text | None = None
    file: str = ""
    unit: str = ""
    project: str = ""
    row: int | None = None
    name: str = ""
    level: str = ""
    fingerprint: str = ""
    accepted: Acceptance | None = None


class Guess(NamedTuple):
    """A known formula that gives a declared score which the policy does not give.

    ``label`` says it in words (向下取整, 反向指标按 指标值÷完成值); ``formula`` are its figures;
    ``ties`` are the labels of others that give the same number, less simply.
    """

    label: Bilingual
    formula: str = ""
    ties: tuple[Bilingual, ...] = ()


class AuditedRow(NamedTuple):
    """A row beside what the policy gives; ``number`` counts from 1, the budget row is 0.

    ``source`` is the key of the source that the rule cites.
    """

    number: int
    kind: str
    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: Decimal | None
    score: Decimal | None
    declared: Decimal | None
    verdict: str | None
    rule: str | None
    because: Bilingual
    formula: str
    reason: str
    undecided: Undecided | None = None
    guesses: tuple[Guess, ...] = ()
    dropped: bool = False
    judgement: Judgement | None = None
    place: Place | None = None
    source: str | None = None

    @property
    def lost(self) -> Decimal | None:
        """The points that the row did not earn."""
        if self.score is None or self.weight is None:
            return None
        return difference(self.weight, self.score)


@dataclass(frozen=True, slots=True)
class AuditedForm:
    """One form: its rows and total beside the policy's, and the findings about it."""

    file: str
    project: str
    unit: str
    year: int | None
    total: Decimal | None
    grade: str | None
    declared_total: Decimal | None
    declared_grade: str | None
    verdict: str | None
    rows: tuple[AuditedRow, ...]
    findings: tuple[Finding, ...]
    undecided: Undecided | None = None
    place: Place | None = None
    explanation: str = ""
    rate: Decimal | None = None

    @property
    def execution(self) -> AuditedRow | None:
        """The budget row, if the policy scores it."""
        return next((row for row in self.rows if row.number == 0), None)

    @property
    def indicators(self) -> tuple[AuditedRow, ...]:
        """All rows but the budget row."""
        return tuple(row for row in self.rows if row.number)

    def verdicts(self) -> dict[str, int]:
        """Return how many rows agree, differ, are judged and undecided."""
        found = [row.verdict for row in self.rows]
        return {verdict: found.count(verdict) for verdict in VERDICTS}

    def to_rows(self, lang: str = "zh") -> list[Cells]:
        """Return one flat dict a row for a frame of pandas or polars, the execution row first."""
        from pingfen.auditing.frames import audited_rows  # noqa: PLC0415  # reports need no frames

        return audited_rows(self, lang)

    def html(self, lang: str = "zh") -> str:
        """Return the form, its rows and its findings as a piece of HTML."""
        from pingfen.auditing.html import form_html  # noqa: PLC0415  # as above

        return form_html(self, lang)

    def _repr_html_(self) -> str:
        """Show the form in a notebook, in Chinese; ``html("en")`` gives English."""
        return self.html()


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of auditing forms under one policy.

    ``others`` are the findings that are about no single form: about a document as a whole, or a
    line of a summary table without its form. ``problems`` say which files could not be read at
    all. ``stale`` are acceptances that no finding has any more. ``cuts`` are the totals at which
    the grades begin, from the highest; ``files`` counts the files that were read.
    """

    policy: PolicyName
    forms: tuple[AuditedForm, ...]
    others: tuple[Finding, ...] = ()
    summary: tuple[SummaryVerdict, ...] = ()
    problems: tuple[Problem, ...] = ()
    stale: tuple[Acceptance, ...] = ()
    cuts: tuple[tuple[Decimal, str], ...] = ()
    files: int = 0

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, form by form, then the others; those that were accepted too."""
        for form in self.forms:
            yield from form.findings
        yield from self.others

    @property
    def open(self) -> Iterator[Finding]:
        """The findings that nobody accepted."""
        return (finding for finding in self.findings if finding.accepted is None)

    def counts(self) -> dict[str, int]:
        """Return how many findings of each severity nobody accepted."""
        found = [finding.severity for finding in self.open]
        return {severity: found.count(severity) for severity in SEVERITIES}

    def to_rows(self, lang: str = "zh") -> list[Cells]:
        """Return one flat dict a finding for a frame of pandas or polars; accepted ones too."""
        from pingfen.auditing.frames import finding_rows  # noqa: PLC0415  # reports need no frames

        return finding_rows(self.findings, lang)

    def to_forms(self, lang: str = "zh") -> list[Cells]:
        """Return one flat dict a form: its totals, how its rows compare, its open findings."""
        from pingfen.auditing.frames import audited_forms  # noqa: PLC0415  # as above

        return audited_forms(self.forms, lang)

    def html(self, lang: str = "zh") -> str:
        """Return the audit as a piece of HTML: counts by severity, and the worst findings."""
        from pingfen.auditing.html import audit_html  # noqa: PLC0415  # as above

        return audit_html(self, lang)

    def _repr_html_(self) -> str:
        """Show the audit in a notebook, in Chinese; ``html("en")`` gives English."""
        return self.html()
