"""What a score is made of: a frozen tree from the total down to the figures of each row."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pingfen.errors import Place, Problem
from pingfen.exact import difference
from pingfen.form import Judgement
from pingfen.messages import Bilingual, Text
from pingfen.policy import Cited

AGREES, DIFFERS, JUDGED, UNDECIDED = VERDICTS = ("agrees", "differs", "judged", "undecided")
# one line of a frame: column → value
Cells = dict[str, Decimal | int | str | None]


class Undecided(NamedTuple):
    """Why something could not be decided: a code of the norm, the causes, and a sentence."""

    code: str
    text: Text
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowScore:
    """The score of one row and how it came about.

    ``number`` counts from 1 as printed; the execution row is 0. ``score`` is None where the row is
    undecided or dropped. ``formula`` is the rule's expression with the row's figures; ``inputs``
    are the figures that it used. ``judgement`` is set where the score comes from one that was
    given beside the form.
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
    rule: str | None
    because: Bilingual
    formula: str
    expression: Bilingual
    inputs: tuple[tuple[str, Decimal | str], ...]
    declared: Decimal | None
    verdict: str | None
    undecided: Undecided | None = None
    dropped: bool = False
    cites: Cited | None = None
    rule_place: str = ""
    place: Place | None = None
    notes: tuple[Problem, ...] = ()
    judgement: Judgement | None = None

    @property
    def lost(self) -> Decimal | None:
        """The points that the row did not earn."""
        if self.score is None or self.weight is None:
            return None
        return difference(self.weight, self.score)


class CheckOutcome(NamedTuple):
    """A check that failed, or that the data did not let us decide.

    ``row`` is the number of the row it is about, ``level`` the name of the group of rows. Where it
    failed, ``found`` and ``expected`` say shortly what stands there and what should, as far as its
    expression says so, and ``remedy`` what the policy tells the unit to do.
    """

    check: str
    failed: bool
    problem: Problem
    row: int | None = None
    causes: tuple[str, ...] = ()
    level: str | None = None
    found: Bilingual | None = None
    expected: Bilingual | None = None
    remedy: Bilingual | None = None


class PolicyName(NamedTuple):
    """Which policy gave a score; enough to find it again."""

    id: str
    year: int
    revision: int
    digest: str
    status: str
    title: Bilingual

    @property
    def name(self) -> str:
        """What the policy is called: ``zhangdian@2024``."""
        return f"{self.id}@{self.year}"


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The scores of one form under one policy.

    ``total`` has the policy's decimals and is None where it is undecided, as is then ``grade``;
    ``unread`` is what the reader of the form did not understand; ``notes`` is what is doubtful
    about scoring this form at all, such as a policy of an earlier year.
    """

    policy: PolicyName
    project: str
    total: Decimal | None
    grade: str | None
    execution: RowScore | None
    rate: Decimal | None
    rows: tuple[RowScore, ...]
    declared_total: Decimal | None
    declared_grade: str | None
    verdict: str | None
    checks: tuple[CheckOutcome, ...]
    unread: tuple[Problem, ...] = ()
    undecided: Undecided | None = None
    place: Place | None = None
    notes: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was not understood, what is doubtful about form and rows, what the checks found."""
        findings = (outcome.problem for outcome in self.checks)
        return (*self.unread, *self.notes, *self.doubts, *findings)

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """What is doubtful about how the cells of each row were read."""
        return tuple(note for row in self.all_rows for note in row.notes)

    @property
    def all_rows(self) -> tuple[RowScore, ...]:
        """The execution row, if the policy scores it, and the indicators."""
        return ((self.execution,) if self.execution else ()) + self.rows

    @property
    def decided(self) -> bool:
        """Whether every row and the total got a score."""
        return self.undecided is None and all(row.undecided is None for row in self.all_rows)

    @property
    def file(self) -> str:
        """The file that the form was read from, as the user named it."""
        return self.place.file if self.place else ""

    def to_rows(self, lang: str = "zh") -> list[Cells]:
        """Return one flat dict a row, the execution row first, for a frame of pandas or polars.

        All have the same keys. Numbers are Decimal, those of one key with the same decimals;
        None stands where there is nothing or nothing could be decided.
        """
        from pingfen.scorecard.frames import card_rows  # noqa: PLC0415  # scoring makes no frames

        return card_rows((self,), lang)

    def html(self, lang: str = "zh") -> str:
        """Return the scorecard as a piece of HTML that brings its own looks and nothing else."""
        from pingfen.scorecard.html import card_html  # noqa: PLC0415  # as above

        return card_html(self, lang)

    def _repr_html_(self) -> str:
        """Show the scorecard in a notebook, in Chinese; ``html("en")`` gives English."""
        return self.html()


class SummaryVerdict(NamedTuple):
    """A line of a summary table beside what the policy gives for that project."""

    project: str
    declared_total: Decimal | None
    declared_grade: str | None
    total: Decimal | None
    grade: str | None
    verdict: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The scorecards of all forms that were asked for, and the summary tables compared."""

    policy: PolicyName
    cards: tuple[Scorecard, ...]
    summary: tuple[SummaryVerdict, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether every row, every total and every line of a summary table was decided."""
        lines = all(line.verdict != UNDECIDED for line in self.summary)
        return lines and all(card.decided for card in self.cards)

    def to_rows(self, lang: str = "zh") -> list[Cells]:
        """Return one flat dict a row of each form, as ``Scorecard.to_rows`` does."""
        from pingfen.scorecard.frames import card_rows  # noqa: PLC0415  # scoring makes no frames

        return card_rows(self.cards, lang)

    def to_forms(self, lang: str = "zh") -> list[Cells]:
        """Return one flat dict a form: total, grade, what it declared, how its rows compare."""
        from pingfen.scorecard.frames import form_rows  # noqa: PLC0415  # as above

        return form_rows(self.cards, lang)

    def html(self, lang: str = "zh") -> str:
        """Return the results as a piece of HTML: the totals, and the rows of the first forms."""
        from pingfen.scorecard.html import results_html  # noqa: PLC0415  # as above

        return results_html(self, lang)

    def _repr_html_(self) -> str:
        """Show the results in a notebook, in Chinese; ``html("en")`` gives English."""
        return self.html()
