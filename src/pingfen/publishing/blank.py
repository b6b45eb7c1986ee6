"""Next year's form: what was planned stays, what was reached is left to be filled."""

import re
from dataclasses import replace

from pingfen.errors import Problem
from pingfen.form import BudgetLine, Cell, ExecutionRow, Figure, Form, Indicator, Measured
from pingfen.messages import Message, listed

YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=年|[.\-/])")


def blank_of(form: Form, year: int) -> Form:
    """Return a form for another year with project, unit, levels, names, targets and weights.

    The goal stays too, and which parts the budget has. Amounts, actuals, scores, reasons, the
    outcome and the cells of further columns are left to be filled.
    """
    execution = form.execution
    return replace(
        form,
        year=year,
        execution=ExecutionRow(
            total=BudgetLine(execution.total.label),
            parts=tuple(BudgetLine(part.label) for part in execution.parts),
            weight=execution.weight,
            label=execution.label,
        ),
        rows=tuple(map(_blank_row, form.rows)),
        declared_total=Figure(),
        declared_grade="",
        explanation="",
        outcome="",
        summary=None,
        problems=(),
    )


def _blank_row(row: Indicator) -> Indicator:
    return replace(
        row,
        actual=Measured(),
        declared=Figure(),
        judged=Figure(),
        reason="",
        judgement=None,
        extra=tuple((text, Cell()) for text, _ in row.extra),
    )


def stale_years(form: Form) -> tuple[Problem, ...]:
    """Return a doubt where a blank form still names other years: 2024年12月31日前."""
    texts = {"0": form.project + form.goal} | {
        str(number): row.name + row.target.cell.text for number, row in enumerate(form.rows, 1)
    }
    found = [at for at, text in texts.items() if set(YEAR.findall(text)) - {str(form.year)}]
    rows = [at for at in found if at != "0"]
    if not found:
        return ()
    values: dict[str, object] = {"project": form.project, "year": form.year}
    said = Message.of("blank-years", **values)
    if rows:
        said = Message.of("blank-years-in-rows", **values, rows=listed(rows))
    return (Problem("blank-years", said, form.place, severity="doubt"),)
