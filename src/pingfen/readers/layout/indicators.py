"""The rows of a table of indicators: which rows they are, and what their cells say."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pingfen.form import SHARED, Cell, Indicator
from pingfen.readers.layout.headings import (
    Columns,
    Label,
    Line,
    begins,
    columns_of,
    is_named,
    label_of,
    printed_figure,
    text_of,
    weight_in,
)
from pingfen.readers.layout.table import LONGEST, Table
from pingfen.readers.layout.targets import actual_of, measured_target, target_of
from pingfen.understanding import is_blank, measured_in
from pingfen.words import compact, heading, words

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
    found: list[Columns] = []
    for row in rows:
        if len(table.names(row, "indicators")) < BESIDE or (found and row <= found[-1].last):
            continue
        columns = columns_of(table, row, "indicators")
        if "target" in columns and "actual" in columns and len(columns.at) > BESIDE:
            found.append(columns)
    ends = [*(columns.first for columns in found[1:]), rows.stop]
    return tuple(
        Section(columns, range(columns.last + 1, end))
        for columns, end in zip(found, ends, strict=False)  # without a heading an end is left
    )


def lines_of(table: Table, section: Section) -> tuple[list[Line], range]:
    """Return the rows of a table below its heading, and which rows are the footers below it.

    A sum in between does not end the table, only one below the last row that was measured.
    """
    columns, rows = section
    lines: list[Line] = []
    last, stop = 0, rows.stop
    for row in rows:
        if not table.said[row]:
            continue  # a sheet may have a million of them
        line = columns.line(table, row)
        if _is_footer(line):
            stop = row
            break
        lines.append(line)
        if _is_measured(line):
            last = len(lines)
    end = next((at for at in range(last, len(lines)) if _is_total(lines[at])), len(lines))
    first = lines[end].row if end < len(lines) else stop
    return lines[:end], range(first, rows.stop)


def _is_measured(line: Line) -> bool:
    """Tell whether a row has a target and an actual: an indicator, whatever it is called."""
    return bool(line.said["target"] and line.said["actual"])


def is_scored(line: Line) -> bool:
    """Tell whether a row looks like an indicator wherever it stands: measured, with a number."""
    figures = (printed_figure(line.cell(name)) for name in SPLIT)
    return _is_measured(line) and any(found.value is not None for found in figures)


def _is_total(line: Line) -> bool:
    return line.row in line.table.totals and not _is_measured(line)


def _is_subtotal(line: Line) -> bool:
    """Tell whether a row is a sum of those above: it has no name but one such as 产出指标小计."""
    if line.said["target"] or line.said["actual"]:
        return False
    ends = words().headings.single["subtotal"]
    said = (cell for _, cell in line.table.said[line.row] if len(cell.text) <= LONGEST)
    return any(heading(cell.text).endswith(ends) for cell in said)


def _is_footer(line: Line) -> bool:
    if _is_measured(line):
        return False
    return begins(line.first, "footer") or any(explains(c) for _, c in line.table.said[line.row])


def straddling(line: Line) -> Iterator[tuple[Cell, tuple[str, ...]]]:
    """Yield each cell that stands under several headings, with those headings: 2810810."""
    table, row = line.table, line.row
    for column, cell in table.said[row] if table.spans else ():
        over = range(column, column + table.width(row, column))
        if len(over) == 1:
            continue
        names = [name for name in OWN if any(at in over for at in line.columns.at.get(name, ()))]
        if len(names) > 1:
            at = [line.columns.at[name][0] for name in names]
            yield cell, tuple(table.cell(line.columns.first, first).text for first in sorted(at))


def explains(cell: Cell) -> bool:
    """Tell whether a cell begins with the label of the explanation of a low total."""
    labels = words().headings.single["explanation"]
    first = cell.text[:1]
    return any(label[0] == first for label in labels) and compact(cell.text).startswith(labels)


def is_execution(line: Line) -> bool:
    """Tell whether a row of the table is the budget's: its name or a level says so."""
    named = (line.cell(name) for name in ("name", *LEVELS))
    return any(cell.text and is_named(cell, "execution-row") for cell in (*named, line.first))


def indicators_of(lines: Iterable[Line]) -> Iterator[Indicator]:
    """Yield the rows of a table; a blank level is that of the row above."""
    levels = (Label(), Label())
    for line in lines:
        if (
            _is_total(line)
            or _is_subtotal(line)
            or (begins(line.first, "goals") and not _is_measured(line))
        ):
            continue  # a sum, or the heading of a goal: 年度绩效目标2(40分)
        levels = _levels(line, levels)
        if not _is_empty(line):
            yield _indicator(line, levels)


def _levels(line: Line, above: tuple[Label, Label]) -> tuple[Label, Label]:
    level1 = label_of(above[0], line.cell("level1"))
    level2 = above[1] if level1.cell is above[0].cell else Label()
    return level1, label_of(level2, line.cell("level2"))


def _is_empty(line: Line) -> bool:
    """Tell whether a row says nothing: it is blank, or a place that the template left free."""
    said = [name for name in OWN if line.said.get(name)]
    if not said:
        return True
    if any(not is_blank(cell.text) for name in said[1:] for cell in line.said[name]):
        return False
    name = compact(line.cell("name").text)
    slot = SLOT.match(name)
    rest = name[slot.end() :] if slot else name
    return said[0] == "name" and is_blank(rest)


def _cell(line: Line, name: str) -> Cell:
    """Return what a row has under a heading, in a cell of its own or merged with rows above."""
    cell = line.cell(name)
    if not line.table.owners:
        return cell
    at = line.columns.at.get(name, ())
    if cell.text:
        shared = name in SPLIT and any(_is_shared(line, column) for column in at)
        return cell._replace(kind=SHARED) if shared else cell
    owners = (line.table.owner(line.row, column) for column in at)
    above = next((owner for owner in owners if owner[0] < line.row and owner[1] in at), None)
    if above is None:
        return cell
    cell = line.table.cell(*above)
    return cell._replace(kind=SHARED) if name in SPLIT and cell.text else cell


def _is_shared(line: Line, column: int) -> bool:
    """Tell whether a cell stands merged over rows that are indicators of their own."""
    table, row = line.table, line.row
    below = range(row + 1, min(row + table.height(row, column), len(table.rows)))
    return any(not _is_empty(line.columns.line(table, other)) for other in below)


def _indicator(line: Line, levels: tuple[Label, Label]) -> Indicator:
    level1, level2 = levels
    name, reason = _cell(line, "name"), _cell(line, "reason")
    target = target_of(line) if line.said["target"] else _cell(line, "target")
    actual = actual_of(line) if line.said["actual"] else _cell(line, "actual")
    cells = line.table.rows[line.row]
    return Indicator(
        name=name.text,
        level1=level1.cell.text,
        level2=level2.cell.text,
        target=measured_target(target, name.text),
        actual=measured_in(actual),
        weight=weight_in(_cell(line, "weight")),
        declared=printed_figure(_cell(line, "declared")),
        judged=printed_figure(line.cell("judged")),
        label_weight=level1.weight,
        label2_weight=level2.weight,
        reason="" if is_named(reason, "no-reason") else text_of(reason),
        place=name.place or (cells[0].place if cells else None),
        extra=tuple((text, cells[at]) for text, at in line.columns.others if at < len(cells)),
    )
