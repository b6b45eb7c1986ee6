"""Finds labels and the columns of a heading by the words of headings, which are data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pingfen.form import Cell, Figure
from pingfen.readers.grid import Row
from pingfen.readers.layout.table import Table
from pingfen.understanding import figure, figure_in, is_blank
from pingfen.words import compact, heading, words

LONGEST = 40  # a longer text is no heading
DEEPEST = 3  # rows that one heading may have
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are what, below a heading of one row or more.

    ``at`` are the columns of each name, several where its heading stands over several; ``others``
    are the columns with another heading, which is kept; ``first`` and ``last`` are its rows.
    """

    at: Mapping[str, tuple[int, ...]]
    others: tuple[tuple[str, int], ...]
    first: int
    last: int

    def __contains__(self, name: str) -> bool:
        """Tell whether the table has a column of that name."""
        return name in self.at

    def cells(self, table: Table, row: int, name: str) -> Iterator[Cell]:
        """Yield the cells of a column in a row that say something."""
        for column in self.at.get(name, ()):
            cell = table.cell(row, column)
            if cell.text:
                yield cell

    def cell(self, table: Table, row: int, name: str) -> Cell:
        """Return the cell of a column in a row; where its heading is over several, as one."""
        found = list(self.cells(table, row, name))
        if len(found) > 1:
            return together(found, " ")
        at = self.at.get(name)
        return found[0] if found else table.cell(row, at[0]) if at else Cell()


def together(cells: list[Cell], between: str) -> Cell:
    """Return several cells as one, at the place of the first that has a digit."""
    at = next((cell for cell in cells if DIGIT.search(cell.text)), cells[0])
    text = between.join(cell.text for cell in cells)
    printed = between.join(cell.printed for cell in cells)
    return Cell(text, at.place, "" if printed == text else printed, at.kind)


def columns_of(table: Table, row: int, block: str) -> Columns:
    """Return which column is what below a heading that begins in a row.

    A heading counts for the columns up to the next one. Where a second row of headings stands
    below, the lower ones win. Of two equal headings the first counts.
    """
    depth = _depth(table, row, block)
    lower = [
        (column, name_in(cell, block))
        for at in range(row + 1, row + depth)
        for column, cell in enumerate(table.rows[at])
        if cell.text
    ]
    below = {column: name for column, name in lower if name}
    found: dict[str, tuple[int, ...]] = {}
    others = []
    for start, end in _reaches(table, row):
        cell = table.cell(row, start)
        left = tuple(column for column in range(start, end) if column not in below)
        name = name_in(cell, block)
        if name and name not in found and left:
            found[name] = left
        elif left:
            others.append((cell.text, start))
    for column, name in below.items():
        found.setdefault(name, (column,))
    for text, column in others:
        name = words().headings.blocks.get(f"{block}-otherwise", {}).get(heading(text))
        if name and name not in found:
            found[name] = (column,)
    known = {column for columns in found.values() for column in columns}
    rest = tuple((text, column) for text, column in others if column not in known)
    return Columns(found, rest, row, row + depth - 1)


def name_in(cell: Cell, block: str) -> str | None:
    """Return what a cell is among the headings of a block, or None."""
    if len(cell.text) > LONGEST:
        return None
    return words().headings.blocks[block].get(heading(cell.text))


def _reaches(table: Table, row: int) -> Iterator[tuple[int, int]]:
    """Yield the first column of each heading, and the first that is no longer its."""
    starts = [column for column, cell in enumerate(table.rows[row]) if cell.text]
    if starts:
        yield from pairwise([*starts, starts[-1] + table.width(row, starts[-1])])


def _depth(table: Table, row: int, block: str) -> int:
    """Return how many rows a heading has: its merged cells say so, or headings below it."""
    named = [
        column for column, cell in enumerate(table.rows[row]) if cell.text and name_in(cell, block)
    ]
    merged = max((table.height(row, column) for column in named), default=1)
    if merged > 1:
        return min(merged, DEEPEST, len(table.rows) - row)
    if not named or row + 1 == len(table.rows):
        return 1
    below = table.rows[row + 1]
    lower = [column for column, cell in enumerate(below) if cell.text]
    known = [column for column in lower if name_in(below[column], block)]
    digits = any(DIGIT.search(below[column].text) for column in lower)
    over = [column for column in lower if table.cell(row, column).text and column in named]
    return (
        2
        if known and not digits and len(over) < len(lower) and len(known) > len(lower) // 2
        else 1
    )


def is_named(cell: Cell, name: str) -> bool:
    """Tell whether a cell is one of the labels of that name."""
    return len(cell.text) <= LONGEST and heading(cell.text) in words().headings.single[name]


def names_project(cell: Cell) -> bool:
    """Tell whether a cell is the label of the project's name, perhaps with the name after it."""
    label = cell.text.replace("：", ":").partition(":")[0]
    return is_named(cell._replace(text=label), "project")


def begins(cell: Cell, name: str) -> bool:
    """Tell whether a cell begins with one of the words of that name: 注1：…, 存在问题：…."""
    return bool(_beginning(name).match(compact(cell.text[: 2 * LONGEST])))


@cache
def _beginning(name: str) -> re.Pattern[str]:
    found = "|".join(map(re.escape, words().headings.single[name]))
    return re.compile(rf"({found})([0-9]*[:(、.]|[0-9]*$)")


def is_label(cell: Cell) -> bool:
    """Tell whether a cell is a label or a heading of any kind, and so no value."""
    return len(cell.text) <= LONGEST and heading(cell.text) in _labels()


@cache
def _labels() -> frozenset[str]:
    labels = ("project", "whole-unit", "unit", "department", "grade", "goal", "outcome")
    single = {word for name in labels for word in words().headings.single[name]}
    return frozenset(single | set(words().headings.blocks["budget"]))


def value_of(row: Row, name: str) -> Cell | None:
    """Return the value after a label in a row, or inside its cell: 项目名称：甲."""
    for at, cell in enumerate(row):
        if not cell.text:
            continue
        if is_named(cell, name):
            return after(row, at)
        label, colon, value = cell.text.replace("：", ":").partition(":")
        if colon and value.strip() and is_named(Cell(label), name):
            return cell._replace(text=value.strip())
    return None


def after(row: Row, at: int) -> Cell:
    """Return the first cell after a label that says something; an empty one before a label."""
    found = next((cell for cell in row[at + 1 :] if cell.text), Cell())
    return Cell() if is_label(found) else found


def text_of(cell: Cell) -> str:
    """Return the text of a cell; nothing where it only says that it is blank."""
    return "" if is_blank(cell.text) else cell.text


def printed_figure(cell: Cell) -> Figure:
    """Return the number that a cell shows, which is what the form declares."""
    return figure_in(cell._replace(text=cell.printed))


class Label(NamedTuple):
    """A level as its rows have it, and the weight in its label."""

    cell: Cell = Cell()
    weight: Figure = Figure()


def label_of(above: Label, cell: Cell) -> Label:
    """Return the level of a row: a blank one is that above, and a mere (50分) belongs to it."""
    if not cell.text:
        return above
    weight = points_of(cell)
    split = weight.value is not None and not heading(cell.text) and heading(above.cell.text)
    if split and above.weight.value is None:
        return above._replace(weight=weight)
    return Label(cell, weight)


def points_of(label: Cell) -> Figure:
    """Return the weight inside a level's label: 产出指标(50分), 得分(20分*执行率)."""
    match = _points().search(compact(label.text))
    return figure(match[1], label.place) if match else Figure()


@cache
def _points() -> re.Pattern[str]:
    points = "|".join(map(re.escape, words().headings.single["points"]))
    return re.compile(rf"\(([0-9]+(?:\.[0-9]+)?)(?:{points})(?:[*×x]执行率)?\)")


def target_headings() -> list[str]:
    """Return the heading that people expect over the targets, for messages."""
    spellings = words().headings.blocks["indicators"]
    return [spelling for spelling, name in spellings.items() if name == "target" != spelling][:1]
