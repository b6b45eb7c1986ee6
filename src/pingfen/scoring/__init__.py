"""Scores forms: policy × form → scorecard. It never fails; what cannot be decided says so."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pingfen.expression.interpret import Interpreter
from pingfen.form import Form, Forms
from pingfen.policy import Policy
from pingfen.scorecard import Results, Scorecard
from pingfen.scoring.card import Notes, make_card, policy_name
from pingfen.scoring.outcome import Outcome, outcome
from pingfen.scoring.scope import Values
from pingfen.scoring.tables import Table, compare_tables, not_listed, table_of
from pingfen.scoring.values import execution_values, form_values, row_values

if TYPE_CHECKING:
    from pingfen.errors import Problem

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
    tables: list[Table] = []
    every: list[Scorecard] = []
    problems: list[Problem] = []
    for document in documents:
        cards = [score_form(policy, form) for form in document]
        every += cards
        tables.append(table_of(document.summary, cards))
        problems += [*document.problems, *not_listed(document.summary, cards)]
    summary = compare_tables(policy, tables)
    return Results(policy_name(policy), tuple(every), summary, tuple(problems))
