"""The budget row (预算执行): a block of its own, labels with their values, or an indicator."""

from collections.abc import Iterator

from pingfen.form import BudgetLine, Cell, ExecutionRow, Figure
from pingfen.readers.layout.headings import (
    DIGIT,
    Columns,
    Line,
    after,
    columns_of,
    is_named,
    points_of,
    printed_figure,
    weight_in,
)
from pingfen.readers.layout.table import EMPTY, Table
from pingfen.understanding import figure_in
from pingfen.words import heading, words

AMOUNTS = ("initial", "annual", "executed")


def execution_of(table: Table, rows: range) -> ExecutionRow:
    """Return the budget of a form: its total line, its parts and what is printed beside."""
    for row in rows:
        if _is_heading(table, row):
            columns = columns_of(table, row, "budget")
            return _weighted(_block(table, columns, rows.stop), table, row)
    return _pairs(table, rows)


def _is_heading(table: Table, row: int) -> bool:
    """Tell whether a row has the headings of amounts, and no amounts beside them."""
    found = table.names(row, "budget")
    if not {"annual", "executed"} <= set(found.values()):
        return False
    return not any(_is_amount(after(table, row, column)) for column in found)


def _is_amount(cell: Cell) -> bool:
    return bool(cell.text) and not figure_in(cell).unread


def _block(table: Table, columns: Columns, end: int) -> ExecutionRow:
    """Return the lines below the headings of the amounts, as far as they are lines."""
    found = ExecutionRow(label=next((cell.text for _, cell in table.said[columns.first]), ""))
    lines = tuple(_lines(table, columns, end))
    totals = (at for at, (label, _, _) in enumerate(lines) if is_named(label, "budget-total"))
    # the only line is all the money, whatever it is called
    total = next(totals, 0 if len(lines) == 1 else None)
    parts = tuple(amounts for at, (_, _, amounts) in enumerate(lines) if at != total)
    if total is None:
        return found._replace(parts=parts)
    label, line, amounts = lines[total]
    return found._replace(
        total=amounts,
        parts=parts,
        weight=weight_in(line.cell("weight")),
        declared=printed_figure(line.cell("declared")),
        declared_rate=printed_figure(line.cell("rate")),
        place=label.place,
    )


def _lines(table: Table, columns: Columns, end: int) -> Iterator[tuple[Cell, Line, BudgetLine]]:
    """Yield the lines of the block with their labels; the first row that is none ends it."""
    first = min(column for at in columns.at.values() for column in at)
    for row in range(columns.last + 1, end):
        if row == columns.last + 1 and _is_marked(table, row):
            continue
        labels = [cell for column, cell in table.said[row] if column < first]
        named = next((cell for cell in labels if is_named(cell, "budget-total")), None)
        # a label may stand merged beside the whole block, to the left of the line's own
        label = named or (labels[-1] if labels else _beside(table, row, columns))
        line = columns.line(table, row)
        amounts = BudgetLine(label.text, *(figure_in(line.cell(name)) for name in AMOUNTS))
        if not label.text or not (named or _is_part(label) or _has_figures(amounts)):
            return
        yield label, line, amounts


def _beside(table: Table, row: int, columns: Columns) -> Cell:
    """Return the label of the headings for the first line below them, if it has none."""
    head = table.said[columns.first]
    return head[0][1] if row == columns.last + 1 and head else EMPTY


def _is_marked(table: Table, row: int) -> bool:
    """Tell whether a row only has marks of the headings above it: (A), (B), (B/A)."""
    said = table.said[row]
    return bool(said) and not any(
        heading(cell.text) or DIGIT.search(cell.text) for _, cell in said
    )


def _has_figures(line: BudgetLine) -> bool:
    return any(f.value is not None for f in (line.initial, line.annual, line.executed))


def _is_part(cell: Cell) -> bool:
    return heading(cell.text).startswith(words().headings.single["budget-part"])


def _weighted(found: ExecutionRow, table: Table, row: int) -> ExecutionRow:
    """Return the budget with the weight in its headings, if it has none: 得分(20分*执行率)."""
    if found.weight.cell.text:
        return found
    points = (points_of(cell) for _, cell in reversed(table.said[row]))
    return found._replace(
        weight=next((each for each in points if each.value is not None), Figure())
    )


def _pairs(table: Table, rows: range) -> ExecutionRow:
    """Return the budget where each label is followed by its value: 预算数 | 30 | 执行数 | 29."""
    values: dict[str, Cell] = {}
    for row in rows:
        for column, name in sorted(table.names(row, "budget").items()):
            value = after(table, row, column)
            if name not in values and _is_amount(value):
                values[name] = value
    amounts = {name: figure_in(values[name]) for name in AMOUNTS if name in values}
    printed = {
        name: printed_figure(values[name]) for name in ("declared", "rate") if name in values
    }
    place = next((cell.place for cell in values.values()), None)
    return ExecutionRow(
        total=BudgetLine("", **amounts),
        weight=weight_in(values["weight"]) if "weight" in values else Figure(),
        declared=printed.get("declared", Figure()),
        declared_rate=printed.get("rate", Figure()),
        place=place,
    )


def from_row(found: ExecutionRow, line: Line) -> ExecutionRow:
    """Return the budget with what a row of the table of indicators says of it."""
    rate = printed_figure(line.cell("actual"))
    return found._replace(
        weight=weight_in(line.cell("weight")),
        declared=printed_figure(line.cell("declared")),
        declared_rate=found.declared_rate if found.declared_rate.cell.text else rate,
        place=found.place or line.first.place,
    )
