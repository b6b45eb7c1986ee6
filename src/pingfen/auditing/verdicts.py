"""Findings from the verdicts of a scorecard: what differs from the policy, what is undecided."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from pingfen.auditing.catalogue import remedy_of
from pingfen.auditing.causes import (
    UNREAD,
    causes_of,
    is_worded,
    remedy_of_open,
    said_causes,
    why_open,
    worded,
)
from pingfen.auditing.finding import AuditedRow, Finding
from pingfen.auditing.telling import Spot, Telling, number, severity_by
from pingfen.errors import Place
from pingfen.exact import exact, show
from pingfen.form import Form
from pingfen.messages import Bilingual, Message, Text, both, listed
from pingfen.scorecard import DIFFERS, RowScore, Scorecard
from pingfen.scoring.grades import is_of, same_grade

# The checks of the policies that say of a row, a total or a grade what a verdict would say again.
SAYS_THE_SAME: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "score": frozenset({"score-above-weight", "full-though-missed", "lost-though-met"}),
        "total": frozenset({"sum-is-total"}),
        "grade": frozenset({"grade-fits"}),
        "undecided": frozenset(
            {"relation-missing", "actual-blank", "target-blank", "unparsed-full"}
        ),
        "budget": frozenset({"zero-budget"}),
    }
)
UNSCORED = "unscored-form"
ORDER = ("note", "doubt", "error")


class Verdicts:
    """Says what a form's declared scores, total and grade are against those of the policy.

    ``said`` are the checks that failed, each with the number of its row or None: one defect is
    said once.
    """

    def __init__(
        self,
        telling: Telling,
        form: Form,
        card: Scorecard,
        rows: Sequence[AuditedRow],
        said: frozenset[tuple[str, int | None]],
    ) -> None:
        """Take the form, what the policy gives, and what is said already."""
        self.telling, self.form, self.card, self.rows, self.said = telling, form, card, rows, said
        weighed = any(row.weight.value is not None or row.weight.unread for row in form.rows)
        self.unscored = bool(form.rows) and not weighed

    def findings(self, scale: Callable[[], Iterable[str]]) -> Iterator[Finding]:
        """Yield the findings about the rows, then about total and grade.

        ``scale`` gives the grades of the policy, where they are needed.
        """
        for scored, row in zip(self.card.all_rows, self.rows, strict=True):
            if not (self.unscored and row.number):
                yield from self._of_row(scored, row)
        if self.unscored and all(problem.code != UNSCORED for problem in self.form.problems):
            text = Message.of("weights-missing")
            yield from self.telling.find(UNSCORED, text, self.form.place)
        yield from self._of_total()
        yield from self._of_grade(scale)

    def _is_said(self, what: str, row: int | None = None) -> bool:
        return any((check, row) in self.said for check in SAYS_THE_SAME[what])

    def _is_known_open(self, row: RowScore) -> bool:
        """Tell whether a check has said all that makes a row undecided."""
        if any(cause.code != UNREAD for cause in causes_of(row)):
            return False
        of_budget = row.number == 0 and self._is_said("budget")
        return of_budget or self._is_said("undecided", row.number)

    def _of_row(self, scored: RowScore, row: AuditedRow) -> Iterator[Finding]:
        at = spot(scored)
        if scored.undecided:
            if not self._is_known_open(scored):
                yield from self._undecided(scored, at)
        elif row.verdict == DIFFERS and not self._is_said("score", row.number):
            code = "score-differs" if row.number else "execution-score"
            yield from self.telling.find(
                code,
                _differs(row),
                self._score_cell(scored),
                at=at,
                severity=severity_by(scored.cites.status if scored.cites else None),
                found=number(row.declared or Decimal(0)),
                expected=expected_score(scored),
            )
        if self._lacks_score(row):
            text = Message.of("score-missing")
            yield from self.telling.find("score-missing", text, self._score_cell(scored), at=at)

    def _lacks_score(self, row: AuditedRow) -> bool:
        """Tell whether a row has a blank where the other rows have their scores."""
        if row.declared is not None or row.weight is None or not row.number:
            return False
        unread = self.form.rows[row.number - 1].declared.unread
        return not unread and any(other.declared is not None for other in self.rows)

    def _score_cell(self, row: RowScore) -> Place | None:
        """Return where the declared score of a row stands, or the row."""
        rows, budget = self.form.rows, self.form.execution
        figure = rows[row.number - 1].declared if row.number else budget.declared
        return figure.cell.place or row.place or self.form.place

    def _open_cell(self, row: RowScore) -> Place | None:
        """Return where what is missing should stand, or the row."""
        missing = row.undecided.causes[0] if row.undecided and row.undecided.causes else ""
        place = None
        if row.number:
            own = self.form.rows[row.number - 1]
            cells = {"missing actual": own.actual, "missing relation": own.target}
            cells["missing target"] = own.target
            place = cells[missing].cell.place if missing in cells else None
        return place or row.place or self.form.place

    def _undecided(self, scored: RowScore, at: Spot) -> Iterator[Finding]:
        """Yield that a row is undecided, with what is known of the cells that are the cause."""
        causes = causes_of(scored)
        why: Text = said_causes(causes) if causes else why_open(scored)
        remedy = remedy_of(causes[0].code) if causes else remedy_of_open(scored)
        own = self.form.rows[scored.number - 1] if scored.number and not causes else None
        if own and is_worded(scored, own):
            why, remedy = worded(own), remedy_of("cause-worded")
        worst = max((cause.severity for cause in causes), key=ORDER.index, default="doubt")
        yield from self.telling.find(
            "row-undecided",
            Message.of("row-undecided", why=both(why)),
            causes[0].place if causes else self._open_cell(scored),
            at=at,
            severity=max("doubt", worst, key=ORDER.index),
            remedy=remedy,
        )

    def _of_total(self) -> Iterator[Finding]:
        card, place = self.card, self.form.declared_total.cell.place or self.form.place
        if card.declared_total is None:
            missing = any(row.declared is not None for row in self.rows)
            if missing and not self.unscored and not self.form.declared_total.unread:
                text = Message.of("total-missing")
                yield from self.telling.find("total-missing", text, place)
        if card.undecided and all(row.undecided is None for row in card.all_rows):
            yield from self.telling.find("total-undecided", card.undecided.text, place)
        if card.verdict == DIFFERS:
            yield from self._total_differs()

    def _total_differs(self) -> Iterator[Finding]:
        """Yield that the total differs; where that follows from rows it is but a note."""
        card = self.card
        differing = [row for row in self.rows if row.verdict == DIFFERS]
        if not differing and self._is_said("total"):
            return
        values = {"declared": printed_of(card.declared_total), "total": printed_of(card.total)}
        follows = differing and _gap(card) == sum(map(_gap_of, differing))
        text = Message.of("total-differs", **values)
        if follows:
            named = listed(map(_named, differing))
            text = Message.of("total-differs-rows", **values, rows=named)
        yield from self.telling.find(
            "total-differs",
            text,
            self.form.declared_total.cell.place or self.form.place,
            severity="note" if follows else severity_by(card.policy.status),
            found=Bilingual(values["declared"]),
            expected=Bilingual(values["total"]),
        )

    def _of_grade(self, scale: Callable[[], Iterable[str]]) -> Iterator[Finding]:
        card = self.card
        if not card.declared_grade or not card.grade or self._is_said("grade"):
            return
        if same_grade(card.declared_grade, card.grade):
            return
        compared = is_of(scale(), card.declared_grade)
        values = {"declared": card.declared_grade, "grade": card.grade}
        yield from self.telling.find(
            "grade-differs",
            Message.of("grade-differs", **values, total=printed_of(card.total)),
            self.form.place,
            severity=severity_by(card.policy.status) if compared else "note",
            found=Bilingual(card.declared_grade),
            expected=Bilingual(card.grade),
        )


def spot(row: RowScore) -> Spot:
    """Return where a row is."""
    return Spot(row.number, row.name)


def expected_score(row: RowScore) -> Text:
    """Return what the policy gives a row; nothing is counted for one that it drops."""
    return number(row.score if row.score is not None else Decimal(0))


def printed_of(value: Decimal | None) -> str:
    """Return a number as it is printed, without zeros at its end."""
    return "" if value is None else show(exact(value))


def _differs(row: AuditedRow) -> Message:
    declared = printed_of(row.declared)
    if row.dropped:
        return Message.of("score-differs-dropped", declared=declared)
    how = Bilingual(row.formula) if " " in row.formula else row.because
    text = Message.of("score-differs", declared=declared, score=printed_of(row.score), how=how)
    if not row.guesses:
        return text
    return Message.of("score-differs-guess", what=text, label=row.guesses[0].label)


def _named(row: AuditedRow) -> Message:
    return Message.of("row-number" if row.number else "row-execution", number=row.number)


def _gap(card: Scorecard) -> Fraction:
    return exact(card.declared_total or 0) - exact(card.total or 0)


def _gap_of(row: AuditedRow) -> Fraction:
    return exact(row.declared or 0) - exact(row.score or 0)
