"""The budget row (预算执行): a block of its own, labels with their values, or an indicator."""

from collections.abc import Iterator

from pingfen.form import BudgetLine, Cell, ExecutionRow, Figure
from pingfen.readers.grid import Row
from pingfen.readers.layout.headings import (
    Columns,
    after,
    columns_of,
    is_named,
    name_in,
    points_of,
    printed_figure,
)
from pingfen.readers.layout.table import Table
from pingfen.understanding import figure_in
from pingfen.words import heading, words

AMOUNTS = ("initial", "annual", "executed")


def execution_of(table: Table, rows: range) -> ExecutionRow:
    """Return the budget of a form: its total line, its parts and what is printed beside."""
    for row in rows:
        if _is_heading(table.rows[row]):
            columns = columns_of(table, row, "budget")
            below = range(columns.last + 1, rows.stop)
            return _weighted(_block(table, columns, below), table.rows[row])
    return _pairs(table, rows)


def _is_heading(row: Row) -> bool:
    """Tell whether a row has the headings of amounts, and no amounts beside them."""
    found = {name: at for at, cell in enumerate(row) if (name := name_in(cell, "budget"))}
    amounts = any(_is_amount(after(row, at)) for at in found.values())
    return {"annual", "executed"} <= set(found) and not amounts


def _is_amount(cell: Cell) -> bool:
    return bool(cell.text) and not figure_in(cell).unread


def _block(table: Table, columns: Columns, rows: range) -> ExecutionRow:
    """Return the lines below the headings of the amounts, as far as they are lines."""
    head = table.rows[columns.first]
    found = ExecutionRow(label=next((cell.text for cell in head if cell.text), ""))
    lines = tuple(_lines(table, columns, rows))
    total = next(
        (at for at, (label, _) in enumerate(lines) if is_named(label, "budget-total")), None
    )
    if total is None and len(lines) == 1:
        total = 0  # the only line is all the money, whatever it is called
    parts = tuple(line for at, (_, line) in enumerate(lines) if at != total)
    if total is None:
        return found._replace(parts=parts)
    label, line = lines[total]
    row = rows[total]
    return found._replace(
        total=line,
        parts=parts,
        weight=figure_in(columns.cell(table, row, "weight")),
        declared=printed_figure(columns.cell(table, row, "declared")),
        declared_rate=printed_figure(columns.cell(table, row, "rate")),
        place=label.place,
    )


def _lines(table: Table, columns: Columns, rows: range) -> Iterator[tuple[Cell, BudgetLine]]:
    """Yield the lines of the block with their labels; the first row that is none ends it."""
    first = min(column for at in columns.at.values() for column in at)
    for row in rows:
        labels = [cell for cell in table.rows[row][:first] if cell.text]
        named = next((cell for cell in labels if is_named(cell, "budget-total")), None)
        # a label may stand merged beside the whole block, to the left of the line's own
        label = named or (labels[-1] if labels else _beside(table, row, columns))
        amounts = (figure_in(columns.cell(table, row, name)) for name in AMOUNTS)
        line = BudgetLine(label.text if label else "", *amounts)
        if label is None or not (named or _is_part(label) or _has_figures(line)):
            return
        yield label, line


def _beside(table: Table, row: int, columns: Columns) -> Cell | None:
    """Return the label of the headings for the first line below them, if it has none."""
    head = table.rows[columns.first]
    return next((cell for cell in head if cell.text), None) if row == columns.last + 1 else None


def _has_figures(line: BudgetLine) -> bool:
    return any(f.value is not None for f in (line.initial, line.annual, line.executed))


def _is_part(cell: Cell) -> bool:
    return heading(cell.text).startswith(words().headings.single["budget-part"])


def _weighted(found: ExecutionRow, head: Row) -> ExecutionRow:
    """Return the budget with the weight in its headings, if it has none: 得分(20分*执行率)."""
    if found.weight.cell.text:
        return found
    points = (points_of(cell) for cell in reversed(head) if cell.text)
    return found._replace(
        weight=next((each for each in points if each.value is not None), Figure())
    )


def _pairs(table: Table, rows: range) -> ExecutionRow:
    """Return the budget where each label is followed by its value: 预算数 | 30 | 执行数 | 29."""
    values: dict[str, Cell] = {}
    for row in rows:
        cells = table.rows[row]
        for at, cell in enumerate(cells):
            name = name_in(cell, "budget")
            if name and name not in values and _is_amount(after(cells, at)):
                values[name] = after(cells, at)
    amounts = {name: figure_in(values[name]) for name in AMOUNTS if name in values}
    printed = {
        name: printed_figure(values[name]) for name in ("declared", "rate") if name in values
    }
    place = next((cell.place for cell in values.values()), None)
    return ExecutionRow(
        total=BudgetLine("", **amounts),
        weight=figure_in(values["weight"]) if "weight" in values else Figure(),
        declared=printed.get("declared", Figure()),
        declared_rate=printed.get("rate", Figure()),
        place=place,
    )


def from_row(found: ExecutionRow, table: Table, row: int, columns: Columns) -> ExecutionRow:
    """Return the budget with what a row of the table of indicators says of it."""
    rate = printed_figure(columns.cell(table, row, "actual"))
    return found._replace(
        weight=figure_in(columns.cell(table, row, "weight")),
        declared=printed_figure(columns.cell(table, row, "declared")),
        declared_rate=found.declared_rate if found.declared_rate.cell.text else rate,
        place=found.place or next((cell.place for cell in table.rows[row] if cell.text), None),
    )
