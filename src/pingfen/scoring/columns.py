"""The columns that are a policy's own: what their cells say, and which stand in for others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from pingfen.errors import Problem, problem
from pingfen.expression.interpret import Known
from pingfen.form import Blank, Cell, Form, Indicator, Measured, Quantity, Unparsed
from pingfen.policy import Column, Policy
from pingfen.scoring.scope import Values
from pingfen.scoring.values import row_values, unparsed
from pingfen.understanding import figure, is_blank, measured
from pingfen.words import compact, heading, stated, truths

CELL = "cell"
# the fields of a row that are read from a cell which another may stand in for
REPLACED = ("target", "actual")
Notes = tuple[Problem, ...]
Said = tuple[Known | None, Problem | None]


def with_columns(policy: Policy, form: Form) -> tuple[Form, list[tuple[Values, Notes]]]:
    """Return a form with the targets and actuals that the policy takes, and its rows' values.

    Beside the values of each row stands what is doubtful about how its cells were read.
    """
    read = [_row(policy, row, form) for row in form.rows]
    rows = tuple(row for row, _, _ in read)
    return replace(form, rows=rows), [(values, notes) for _, values, notes in read]


def _row(policy: Policy, row: Indicator, form: Form) -> tuple[Indicator, Values, Notes]:
    cells = {name: _cell(row, column) for name, column in policy.fields.items()}
    taken = {of: _taken(policy, row, cells, of) for of in REPLACED}
    instead = {of: found[1] for of, found in taken.items() if found}
    scored = replace(row, **instead)  # type: ignore[arg-type]  # only targets and actuals
    values, notes = row_values(scored, form)
    stands_for = {found[0]: of for of, found in taken.items() if found}
    said = {
        # a number that the other cell of the row brought into its unit, or one that does not fit
        name: (values.get(stands_for[name]), None)
        if name in stands_for
        else READ[policy.fields[name].type](cell)
        for name, cell in cells.items()
    }
    own = {name: value for name, (value, _) in said.items() if value is not None}
    unread = tuple(wrong for _, wrong in said.values() if wrong)
    return scored, {**values, **own}, (*notes, *unread)


def _cell(row: Indicator, column: Column) -> Cell:
    """Return the first cell under one of a column's headings that is not blank."""
    for wanted in map(heading, column.headings):
        for written, cell in row.extra:
            if heading(written) == wanted and not is_blank(cell.text):
                return cell
    return Cell()


def _taken(
    policy: Policy, row: Indicator, cells: Mapping[str, Cell], of: str
) -> tuple[str, Measured] | None:
    """Return which cell is the row's target or actual, or None where the policy has no choice."""
    sources = policy.inputs.get(of, ())
    own = {name for name in sources if name in cells and policy.fields[name].type == CELL}
    if not own:
        return None
    readings = {"target": row.target, "actual": row.actual}
    readings |= {name: measured(cells[name].text, cells[name].place) for name in own}
    return _first(sources, readings)


def _first(names: Iterable[str], readings: Mapping[str, Measured]) -> tuple[str, Measured]:
    """Return the first of some cells that is not blank."""
    for name in names:
        if name in readings and not isinstance(readings[name].reading, Blank):
            return name, readings[name]
    return "", Measured()


def _number(cell: Cell) -> Said:
    found = figure(cell.text, cell.place)
    return found.value, problem("figure", cell.place, found=cell.text) if found.unread else None


def _text(cell: Cell) -> Said:
    return None if is_blank(cell.text) else stated(cell.text), None


def _truth(cell: Cell) -> Said:
    truth = truths().get(compact(cell.text).lower())
    if truth is not None or is_blank(cell.text):
        return truth, None
    return None, problem("not-truth", cell.place, found=cell.text)


def _quantity(cell: Cell) -> Said:
    """Return the number of a cell; one that is approximate is missing, as in a target."""
    match measured(cell.text, cell.place).reading:
        case Quantity(value, _, _, ""):
            return value, None
        case Quantity(qualifier=word):
            note = problem("approximate", cell.place, severity="note", found=cell.text, word=word)
            return None, note
        case Unparsed() as reading:
            return None, unparsed(cell, reading)
    return None, None


READ: Mapping[str, Callable[[Cell], Said]] = MappingProxyType(
    {"number": _number, "text": _text, "truth": _truth, CELL: _quantity}
)
