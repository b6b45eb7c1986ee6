"""Explains a form: where points were lost, and which single change would reach the next grade."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pingfen.exact import exact, fixed, printed, show
from pingfen.explanation.changes import TEXT, Change, chances, hundred
from pingfen.explanation.goal import Goal
from pingfen.form import Form
from pingfen.messages import say
from pingfen.policy import Policy
from pingfen.scorecard import RowScore, Scorecard
from pingfen.scoring import score_form
from pingfen.width import aligned


@dataclass(frozen=True, slots=True)
class FormExplanation:
    """Where a form lost its points, and what would bring it to its next grade.

    ``lost`` are the rows that lost points, most first; ``open_rows`` those that are undecided.
    ``goal`` is the next grade, None where there is none above or the total is undecided;
    ``changes`` are those that reach it by one figure alone, smallest first.
    """

    card: Scorecard
    lost: tuple[RowScore, ...]
    open_rows: tuple[RowScore, ...]
    goal: Goal | None
    changes: tuple[Change, ...]

    def text(self, lang: str = "zh") -> str:
        """Return the explanation as lines of text."""
        return "\n".join(self._lines(lang)) + "\n"

    def __str__(self) -> str:
        """Return the explanation in Chinese."""
        return self.text()

    def _lines(self, lang: str) -> Iterator[str]:
        card = self.card
        yield card.project
        if card.undecided:
            yield say("total-undecided", lang, because=card.undecided.text)
        else:
            yield say("total-line", lang, total=printed(card.total), grade=card.grade or "—")
        yield from self._losses(lang)
        yield from self._chances(lang)
        name, digest = card.policy.name, card.policy.digest[:12]
        yield say("explain-policy", lang, name=name, digest=digest)

    def _losses(self, lang: str) -> Iterator[str]:
        if self.lost:
            heading = say("lost-most-first", lang)
            yield f"━━ {heading}"
        elif not self.open_rows and not any(row.dropped for row in self.card.all_rows):
            yield say("lost-nothing", lang)
        yield from aligned([_loss(row, lang) for row in self.lost], right=(0, 2))
        if self.open_rows:
            heading = say("rows-open", lang)
            yield f"━━ {heading}"
        rows = [[_title(row, lang), row.because.in_lang(lang)] for row in self.open_rows]
        yield from aligned(rows)

    def _chances(self, lang: str) -> Iterator[str]:
        goal, total = self.goal, self.card.total
        if total is None:
            return
        if goal is None:
            yield say("grade-highest" if self.card.grade else "grade-none", lang)
            return
        lacking = goal.total - exact(total)
        places = _places(total)
        says = "goal-from" if goal.closed else "goal-above"
        values = {
            "grade": goal.grade,
            "total": show(goal.total),
            "lacking": fixed(lacking, places),
        }
        yield f"━━ {say(says, lang, **values)}"
        yield say("changes-any" if self.changes else "changes-none", lang)
        yield from aligned([self._change(change, lang) for change in self.changes])

    def _score_places(self) -> int:
        """Return the decimals of the rows' scores; a row without a score does not tell."""
        return max(_places(row.score) for row in self.card.all_rows)

    def _change(self, change: Change, lang: str) -> list[str]:
        row = next(row for row in self.card.all_rows if row.number == change.row)
        title = _title(row, lang)
        score = None if change.score is None else fixed(change.score, self._score_places())
        scores = say("change-score", lang, before=printed(row.score), after=score or "—")
        shown = fixed(change.total, _places(self.card.total))
        total = say("change-total", lang, total=shown, grade=change.grade)
        return [title, *_said(change, row, lang), scores, total]


def _places(value: Decimal | None) -> int:
    """Return with how many decimals a number is printed."""
    return 0 if value is None else -int(value.as_tuple().exponent)


def _loss(row: RowScore, lang: str) -> list[str]:
    scores = f"{printed(row.score)} / {printed(row.weight)}"
    return [printed(row.lost), _title(row, lang), scores, row.because.in_lang(lang)]


def _title(row: RowScore, lang: str) -> str:
    if row.number == 0:
        return say("row-execution", lang)
    return say("explain-row", lang, number=row.number, name=row.name)


def _said(change: Change, row: RowScore, lang: str) -> tuple[str, str]:
    """Return what would have to change, and from which figure on exactly."""
    what = say(f"change-{change.what}", lang)
    if change.what == TEXT or change.before is None or change.to is None or change.limit is None:
        return f"{what} {row.actual or '—'} → {row.target}", ""
    before, to, limit = (
        _figure(value, change.unit) for value in (change.before, change.to, change.limit)
    )
    rising = change.to > change.before
    sign = ("≥" if rising else "≤") if change.closed else (">" if rising else "<")
    if change.closed and change.to == change.limit:
        return f"{what} {before} → {to}", ""
    return f"{what} {before} → {to}", say("change-exactly", lang, limit=f"{sign}{limit}")


def _figure(value: Fraction, unit: str) -> str:
    return show(value * hundred(unit)) + unit


def explain_form(policy: Policy, form: Form) -> FormExplanation:
    """Explain a form: the points lost, most first, and the changes that reach the next grade."""
    card = score_form(policy, form)
    lost = [row for row in card.all_rows if row.lost and row.lost > 0]
    found = chances(policy, form)
    return FormExplanation(
        card,
        tuple(sorted(lost, key=lambda row: -(row.lost or 0))),
        tuple(row for row in card.all_rows if row.undecided),
        found.goal,
        found.changes,
    )
