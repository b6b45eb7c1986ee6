"""Scores forms: policy × form → scorecard. It never fails; what cannot be decided says so."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pingfen.errors import Problem, problem
from pingfen.exact import exact
from pingfen.expression.interpret import Interpreter
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
from pingfen.scoring.card import Notes, compared, decimal_of, make_card, policy_name
from pingfen.scoring.outcome import Outcome, outcome
from pingfen.scoring.scope import Values
from pingfen.scoring.values import execution_values, form_values, row_values
from pingfen.words import compact

__all__ = ["FormValues", "decided", "read_form", "read_plain", "score_form", "score_forms"]


def score_form(policy: Policy, form: Form, interpreter: Interpreter | None = None) -> Scorecard:
    """Return the scorecard of one form; ``interpreter`` is one that looks on."""
    form, found, notes = decided(policy, form, interpreter)
    return make_card(policy, form, found, notes)


def decided(
    policy: Policy, form: Form, interpreter: Interpreter | None = None
) -> tuple[Form, Outcome, list[Notes]]:
    """Return a form with the cells that its policy takes, the outcome, and each row's doubts."""
    found = read_form(policy, form)
    values = (found.names, found.execution, found.rows)
    return found.form, outcome(policy, *values, interpreter), list(found.notes)


class FormValues(NamedTuple):
    """A form with the cells that a policy takes, as values of the language.

    ``notes`` are what is doubtful about how the cells of each row were read.
    """

    form: Form
    names: Values
    execution: Values
    rows: tuple[Values, ...]
    notes: tuple[Notes, ...]


def read_form(policy: Policy, form: Form) -> FormValues:
    """Return the values of a form, its own columns read as the policy says."""
    if not policy.fields:
        return read_plain(form)
    from pingfen.scoring.columns import with_columns  # noqa: PLC0415  # few policies have any

    return _form_values(*with_columns(policy, form))


def read_plain(form: Form) -> FormValues:
    """Return the values of a form as every policy reads it that has no columns of its own."""
    return _form_values(form, [row_values(row, form) for row in form.rows])


def _form_values(form: Form, read: Sequence[tuple[Values, Notes]]) -> FormValues:
    return FormValues(
        form,
        form_values(form),
        execution_values(form.execution),
        tuple(values for values, _ in read),
        tuple(notes for _, notes in read),
    )


def score_forms(policy: Policy, documents: Iterable[Forms]) -> Results:
    """Return the scorecards of all forms of some documents, their summary tables compared."""
    read = list(documents)
    cards = [[score_form(policy, form) for form in document] for document in read]
    left = [card for own in cards for card in own]
    summary: list[SummaryVerdict] = []
    problems: list[Problem] = []
    for document, own in zip(read, cards, strict=True):
        summary += _compare_summary(policy, document.summary, own, left)
        problems += [*document.problems, *_not_listed(document.summary, own)]
    every = tuple(card for own in cards for card in own)
    return Results(policy_name(policy), every, tuple(summary), tuple(problems))


def _compare_summary(
    policy: Policy, lines: Sequence[SummaryLine], own: Sequence[Scorecard], left: list[Scorecard]
) -> Iterator[SummaryVerdict]:
    """Compare each line of a summary table with the scorecard of its project.

    The forms of the same document go first; each form of ``left`` stands for one line only.
    """
    for line in lines:
        named = [card for card in left if compact(card.project) == compact(line.project)]
        card = next((c for c in named if any(c is mine for mine in own)), next(iter(named), None))
        left[:] = [other for other in left if other is not card]
        yield _compared(policy, line, card)


def _compared(policy: Policy, line: SummaryLine, card: Scorecard | None) -> SummaryVerdict:
    declared = line.total.value
    total, grade = (card.total, card.grade) if card else (None, None)
    verdict = compared(policy, declared, None if total is None else exact(total)) or UNDECIDED
    if verdict == AGREES and line.grade and grade and line.grade != grade:
        verdict = DIFFERS
    return SummaryVerdict(
        line.project,
        decimal_of(declared),
        line.grade or None,
        total,
        grade,
        verdict,
        line.place,
    )


def _not_listed(lines: Sequence[SummaryLine], cards: Sequence[Scorecard]) -> Iterator[Problem]:
    """Yield a doubt for each form that the summary table leaves out."""
    listed = {compact(line.project) for line in lines}
    for card in cards if lines else ():
        if compact(card.project) not in listed:
            yield problem("not-in-summary", card.place, severity="doubt", found=card.project)
