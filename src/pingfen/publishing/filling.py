"""Scores, rate and total that a policy gives, put where a form has none."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pingfen.errors import Problem, problem
from pingfen.exact import exact, fixed, show
from pingfen.form import ExecutionRow, Figure, Form, Indicator
from pingfen.messages import Message, listed
from pingfen.policy import Policy
from pingfen.scorecard import DIFFERS, RowScore, Scorecard
from pingfen.scoring import score_form
from pingfen.understanding import figure

RATE_PLACES = 2  # of a percentage, as forms are published


class Filled(NamedTuple):
    """A form with what a policy gives, what was put in, and what could not be."""

    form: Form
    said: Message
    problems: tuple[Problem, ...]


def fill(policy: Policy, form: Form) -> Filled:
    """Fill the empty scores of a form, its rate and its total; what it declares stays as it is.

    Where a score that it declares is another than the policy's, the total is left empty: it would
    be the sum of neither.
    """
    card = score_form(policy, form)
    rows = tuple(_row(row, score) for row, score in zip(form.rows, card.rows, strict=True))
    execution = _execution(form.execution, card)
    differing = [row.number for row in card.all_rows if row.verdict == DIFFERS]
    total = form.declared_total
    if not total.cell.text and card.total is not None and not differing:
        total = figure(f"{card.total:f}")
    filled = replace(form, rows=rows, execution=execution, declared_total=total)
    return Filled(filled, _said(policy, form, filled), tuple(_problems(form, card, differing)))


def _row(row: Indicator, score: RowScore) -> Indicator:
    return replace(row, declared=_given(row.declared, score.score))


def _given(declared: Figure, score: Decimal | None) -> Figure:
    """Return what is declared, or else the score as forms print it: 6.1, not 6.10."""
    if declared.cell.text or score is None:
        return declared
    return figure(show(exact(score)))


def _execution(execution: ExecutionRow, card: Scorecard) -> ExecutionRow:
    rate = execution.declared_rate
    if not rate.cell.text and card.rate is not None:
        rate = figure(f"{fixed(exact(card.rate) * 100, RATE_PLACES)}%")
    score = card.execution.score if card.execution else None
    return execution._replace(declared_rate=rate, declared=_given(execution.declared, score))


def _said(policy: Policy, form: Form, filled: Form) -> Message:
    """Return the sentence that says what was put in."""
    before = [row.declared for row in form.rows] + [form.execution.declared]
    after = [row.declared for row in filled.rows] + [filled.execution.declared]
    count = sum(old != new for old, new in zip(before, after, strict=True))
    parts = [Message.of("filled-scores", count=count)] if count else []
    if form.execution.declared_rate != filled.execution.declared_rate:
        parts.append(Message.of("filled-rate"))
    if form.declared_total != filled.declared_total:
        parts.append(Message.of("filled-total", total=filled.declared_total.cell.text))
    values = {"project": form.project, "policy": f"{policy.id}@{policy.year}"}
    if not parts:
        return Message.of("filled-nothing", **values)
    return Message.of("filled", **values, parts=listed(parts))


def _problems(form: Form, card: Scorecard, differing: list[int]) -> Iterator[Problem]:
    yield from card.notes
    if differing:
        rows = listed(differing)
        total = form.declared_total.cell.text
        code = "filled-differs" if total else "filled-differs-no-total"
        yield problem(code, form.place, severity="doubt", project=form.project, rows=rows)
    undecided = [row.number for row in card.all_rows if row.undecided]
    empty = [row for row in undecided if not _declared(form, row).cell.text]
    if empty or (undecided and not form.declared_total.cell.text):
        rows = listed(undecided)
        yield problem("filled-undecided", form.place, project=form.project, rows=rows)


def _declared(form: Form, row: int) -> Figure:
    return form.rows[row - 1].declared if row else form.execution.declared
