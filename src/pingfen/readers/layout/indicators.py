"""The rows of a table of indicators: which rows they are, and what their cells say."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pingfen.form import SHARED, Cell, Indicator
from pingfen.readers.layout.headings import (
    Columns,
    Label,
    begins,
    columns_of,
    is_named,
    label_of,
    name_in,
    printed_figure,
    text_of,
)
from pingfen.readers.layout.table import Table
from pingfen.readers.layout.targets import actual_of, measured_target, target_of
from pingfen.understanding import figure_in, is_blank, measured_in
from pingfen.words import compact, words

LEVELS = ("level1", "level2")
SPLIT = ("weight", "declared")  # what stands merged over rows is of each, but points of none
OWN = ("name", "target", "actual", *SPLIT)
SLOT = re.compile(r"指标[0-9]*[:：.、]?|[.…]+")  # what a template leaves for more indicators
BESIDE = 2  # a heading has more columns than the two that must be there


class Section(NamedTuple):
    """The rows below one heading of a table, and the columns that it names."""

    columns: Columns
    rows: range


def sections_of(table: Table, rows: range) -> tuple[Section, ...]:
    """Return the parts of the tables of indicators, each below a heading of its own."""
    found: list[Section] = []
    row = rows.start
    while row < rows.stop:
        columns = _heading_at(table, row)
        if columns is None:
            row += 1
            continue
        if found:
            found[-1] = found[-1]._replace(rows=range(found[-1].rows.start, row))
        row = columns.last + 1
        found.append(Section(columns, range(row, rows.stop)))
    return tuple(found)


def _heading_at(table: Table, row: int) -> Columns | None:
    """Return the columns if a heading of indicators begins in a row."""
    named = [cell for cell in table.rows[row] if cell.text and name_in(cell, "indicators")]
    if len(named) < BESIDE:
        return None
    columns = columns_of(table, row, "indicators")
    complete = "target" in columns and "actual" in columns and len(columns.at) > BESIDE
    return columns if complete else None


def parted(table: Table, section: Section) -> tuple[range, range]:
    """Part the rows below a heading into those of the table and the footers.

    A sum in between does not end the table, only one below the last row that was measured.
    """
    columns, rows = section
    stop = next((row for row in rows if _is_footer(table, row, columns)), rows.stop)
    measured = [row for row in range(rows.start, stop) if is_measured(table, row, columns)]
    last = measured[-1] + 1 if measured else rows.start
    end = next((row for row in range(last, stop) if is_total(table, row, columns)), stop)
    return range(rows.start, end), range(end, rows.stop)


def is_measured(table: Table, row: int, columns: Columns) -> bool:
    """Tell whether a row has a target and an actual: an indicator, whatever it is called."""
    return all(any(columns.cells(table, row, name)) for name in ("target", "actual"))


def is_total(table: Table, row: int, columns: Columns) -> bool:
    """Tell whether a row is a sum."""
    named = any(cell.text and is_named(cell, "total") for cell in table.rows[row])
    return named and not is_measured(table, row, columns)


def _is_footer(table: Table, row: int, columns: Columns) -> bool:
    first = next((cell for cell in table.rows[row] if cell.text), None)
    if first is None or is_measured(table, row, columns):
        return False
    return begins(first, "footer") or any(map(explains, table.rows[row]))


def explains(cell: Cell) -> bool:
    """Tell whether a cell begins with the label of the explanation of a low total."""
    return compact(cell.text).startswith(words().headings.single["explanation"])


def is_execution(table: Table, row: int, columns: Columns) -> bool:
    """Tell whether a row of the table is the budget's: its name or a level says so."""
    named = (columns.cell(table, row, name) for name in ("name", *LEVELS))
    first = next((cell for cell in table.rows[row] if cell.text), Cell())
    return any(cell.text and is_named(cell, "execution-row") for cell in (*named, first))


def indicators_of(table: Table, rows: Iterable[int], columns: Columns) -> Iterator[Indicator]:
    """Yield the rows of a table; a blank level is that of the row above."""
    levels = (Label(), Label())
    for row in rows:
        if is_total(table, row, columns) or _is_goal(table, row, columns):
            continue
        levels = _levels(table, row, columns, levels)
        cells = {name: _cell(table, row, columns, name) for name in (*OWN, "reason")}
        if not _is_empty(table, row, columns):
            yield _indicator(table, row, columns, cells, levels)


def _is_goal(table: Table, row: int, columns: Columns) -> bool:
    """Tell whether a row is the heading of a goal: 年度绩效目标2(40分)."""
    first = next((cell for cell in table.rows[row] if cell.text), None)
    return first is not None and begins(first, "goals") and not is_measured(table, row, columns)


def _levels(
    table: Table, row: int, columns: Columns, above: tuple[Label, Label]
) -> tuple[Label, Label]:
    first, second = (columns.cell(table, row, name) for name in LEVELS)
    level1 = label_of(above[0], first)
    level2 = above[1] if level1.cell is above[0].cell else Label()
    return level1, label_of(level2, second)


def _is_empty(table: Table, row: int, columns: Columns) -> bool:
    """Tell whether a row says nothing: it is blank, or a place that the template left free."""
    if not any(any(columns.cells(table, row, name)) for name in OWN):
        return True
    name, *others = (columns.cell(table, row, each) for each in OWN)
    rest = SLOT.sub("", compact(name.text), count=1)
    free = is_blank(name.text) or (rest != compact(name.text) and not rest)
    return free and not any(cell.text for cell in others)


def _cell(table: Table, row: int, columns: Columns, name: str) -> Cell:
    """Return what a row has under a heading, in a cell of its own or merged with rows above."""
    found = {"target": target_of, "actual": actual_of}.get(name)
    cell = found(table, row, columns) if found else columns.cell(table, row, name)
    at = columns.at.get(name, ())
    if cell.text:
        shared = name in SPLIT and any(_is_shared(table, row, column, columns) for column in at)
        return cell._replace(kind=SHARED) if shared else cell
    owners = (table.owner(row, column) for column in at)
    above = next((owner for owner in owners if owner[0] < row and owner[1] in at), None)
    if above is None:
        return cell
    cell = table.cell(*above)
    return cell._replace(kind=SHARED) if name in SPLIT and cell.text else cell


def _is_shared(table: Table, row: int, column: int, columns: Columns) -> bool:
    """Tell whether a cell stands merged over rows that are indicators of their own."""
    below = range(row + 1, min(row + table.height(row, column), len(table.rows)))
    return any(not _is_empty(table, other, columns) for other in below)


def _indicator(
    table: Table,
    row: int,
    columns: Columns,
    cells: Mapping[str, Cell],
    levels: tuple[Label, Label],
) -> Indicator:
    level1, level2 = levels
    name = cells["name"]
    first = table.rows[row][0].place if table.rows[row] else None
    return Indicator(
        name=name.text,
        level1=level1.cell.text,
        level2=level2.cell.text,
        target=measured_target(cells["target"], name.text),
        actual=measured_in(cells["actual"]),
        weight=figure_in(cells["weight"]),
        declared=printed_figure(cells["declared"]),
        label_weight=level1.weight,
        label2_weight=level2.weight,
        reason="" if is_named(cells["reason"], "no-reason") else text_of(cells["reason"]),
        place=name.place or first,
        extra=_extra(table, row, columns),
    )


def _extra(table: Table, row: int, columns: Columns) -> tuple[tuple[str, Cell], ...]:
    cells = table.rows[row]
    return tuple((text, cells[at]) for text, at in columns.others if at < len(cells))
