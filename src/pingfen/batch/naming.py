"""What totals are called, and why a form has none."""

from collections.abc import Iterable, Mapping, Sequence

from pingfen.compiled.plan.totals import ROWS
from pingfen.errors import DataPlace, Problem, UsageError, problem
from pingfen.tables.layout import Layout

COLUMNS = FORM, COUNT, TOTAL, GRADE, UNDECIDED = ("form", "rows", "total", "grade", "undecided")
NO_BUDGET, TWO_BUDGETS = "unknown-total: missing execution", "unknown-total: several execution"


def why_not(
    budgets: int, code: str | None, causes: Sequence[str], open_: Mapping[str, Iterable[str]]
) -> str | None:
    """Return why a form has no total, None if it has one.

    A form must have one budget row, neither none nor several. ``open_`` are the causes of the rows
    that keep a sum from being known, by sum.
    """
    if budgets != 1:
        return TWO_BUDGETS if budgets else NO_BUDGET
    if code is None:
        return None
    every: dict[str, None] = {}
    for cause in causes:
        kind, _, name = cause.partition(" ")
        every |= dict.fromkeys(open_.get(name, ()) if kind == ROWS else (cause,))
    return f"{code}: {'; '.join(every)}" if every else code


def no_forms(layout: Layout) -> None:
    """Raise ``UsageError`` where no column tells the forms apart."""
    if layout.form is None:
        raise UsageError([problem("totals-no-form", DataPlace(layout.table))])


def no_form(layout: Layout, lost: int) -> list[Problem]:
    """Return the doubt about rows that are of no form."""
    place = DataPlace(layout.table)
    return [problem("table-no-form", place, severity="doubt", count=lost)] if lost else []
