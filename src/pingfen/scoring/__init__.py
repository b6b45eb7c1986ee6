"""Scores forms: policy × form → scorecard. It never fails; what cannot be decided says so."""

from collections.abc import Iterable, Iterator, Sequence

from pingfen.errors import Problem, problem
from pingfen.exact import exact, plain_decimal
from pingfen.form import Form, Forms, SummaryLine
from pingfen.policy import Policy
from pingfen.scorecard import (
    AGREES,
    DIFFERS,
    UNDECIDED,
    Results,
    Scorecard,
    SummaryVerdict,
)
from pingfen.scoring.card import make_card, policy_name
from pingfen.scoring.outcome import outcome
from pingfen.scoring.values import execution_values, form_values, row_values
from pingfen.words import compact

__all__ = ["score_form", "score_forms"]


def score_form(policy: Policy, form: Form) -> Scorecard:
    """Return the scorecard of one form."""
    read = [row_values(row, form) for row in form.rows]
    found = outcome(
        policy,
        form_values(form),
        execution_values(form.execution),
        [values for values, _ in read],
    )
    return make_card(policy, form, found, [notes for _, notes in read])


def score_forms(policy: Policy, documents: Iterable[Forms]) -> Results:
    """Return the scorecards of all forms of some documents, their summary tables compared."""
    cards: list[Scorecard] = []
    summary: list[SummaryVerdict] = []
    problems: list[Problem] = []
    for document in documents:
        own = [score_form(policy, form) for form in document]
        cards += own
        summary += compare_summary(policy, document.summary, own)
        problems += [*document.problems, *_not_listed(document.summary, own)]
    return Results(policy_name(policy), tuple(cards), tuple(summary), tuple(problems))


def compare_summary(
    policy: Policy, lines: Sequence[SummaryLine], cards: Sequence[Scorecard]
) -> Iterator[SummaryVerdict]:
    """Compare each line of a summary table with the scorecard of its project."""
    left = list(cards)
    for line in lines:
        card = next((c for c in left if compact(c.project) == compact(line.project)), None)
        if card:
            left.remove(card)
        yield _compared(policy, line, card)


def _compared(policy: Policy, line: SummaryLine, card: Scorecard | None) -> SummaryVerdict:
    declared = line.total.value
    total = card.total if card else None
    if total is None or declared is None:
        verdict = UNDECIDED
    else:
        near = abs(declared - exact(total)) <= policy.tolerance
        graded = not line.grade or card is None or card.grade is None or line.grade == card.grade
        verdict = AGREES if near and graded else DIFFERS
    return SummaryVerdict(
        line.project,
        plain_decimal(declared) if declared is not None else None,
        line.grade or None,
        total,
        card.grade if card else None,
        verdict,
        line.place,
    )


def _not_listed(lines: Sequence[SummaryLine], cards: Sequence[Scorecard]) -> Iterator[Problem]:
    """Yield a doubt for each form that the summary table leaves out."""
    listed = {compact(line.project) for line in lines}
    for card in cards if lines else ():
        if compact(card.project) not in listed:
            yield problem("not-in-summary", card.place, severity="doubt", found=card.project)
