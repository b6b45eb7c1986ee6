"""The columns below a heading, the values beside a label, the weight inside one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pingfen.form import Cell, Figure
from pingfen.readers.layout.table import EMPTY, LONGEST, Table, parted
from pingfen.understanding import figure, figure_in, is_blank
from pingfen.words import compact, heading, words

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

    def line(self, table: Table, row: int) -> "Line":
        """Return the cells of a row by the names of their columns."""
        cells = table.rows[row]
        size = len(cells)
        found = {
            name: [cells[column] for column in at if column < size and cells[column].text]
            for name, at in self.at.items()
        }
        return Line(table, row, self, found)


class Line(NamedTuple):
    """A row below a heading; ``said`` are the cells of each column that say something."""

    table: Table
    row: int
    columns: Columns
    said: Mapping[str, list[Cell]]

    def cell(self, name: str) -> Cell:
        """Return the cell of a column; where its heading is over several, all as one."""
        found = self.said.get(name)
        if not found:
            at = self.columns.at.get(name)
            return self.table.cell(self.row, at[0]) if at else EMPTY
        return found[0] if len(found) == 1 else together(found, " ")

    @property
    def first(self) -> Cell:
        """The first cell of the row that says something."""
        return next((cell for _, cell in self.table.said[self.row]), EMPTY)


def together(cells: list[Cell], between: str) -> Cell:
    """Return several cells as one, at the place of the first that has a digit."""
    if len(cells) == 1:
        return cells[0]
    at = next((cell for cell in cells if DIGIT.search(cell.text)), cells[0])
    text = between.join(cell.text for cell in cells)
    printed = between.join(cell.printed for cell in cells)
    return Cell(text, at.place, "" if printed == text else printed, at.kind)


def columns_of(table: Table, row: int, block: str) -> Columns:
    """Return which column is what below a heading that begins in a row.

    A heading counts for the columns up to the next one. Where a second row of headings stands
    below, the lower ones win: of 得分 over 自评得分 and 复核得分 the first lower one alone is the
    score. Only a target is all that stands below its heading. Of two equal headings the first
    counts.
    """
    depth = _depth(table, row, block)
    lower = {
        column: name
        for at in range(row + 1, row + depth)
        for column, name in table.names(at, block).items()
    }
    found: dict[str, tuple[int, ...]] = {}
    others = []
    for start, end in _reaches(table, row):
        left = tuple(column for column in range(start, end) if column not in lower)
        name = table.names(row, block).get(start)
        below = [column for column in range(start, end) if lower.get(column) == name]
        if name and name not in found and left and (name == "target" or not below):
            found[name] = tuple(sorted((*left, *below[:1])))
        elif left:
            said = [table.cell(at, left[0]).text for at in range(row + depth - 1, row, -1)]
            text = next(filter(None, said), table.cell(row, start).text)
            others.append((text, left[0]))
    for column, name in sorted(lower.items()):
        found.setdefault(name, (column,))
    otherwise = words().headings.blocks.get(f"{block}-otherwise", {})
    for text, column in others:
        meant = otherwise.get(heading(text))
        if meant and meant not in found:
            found[meant] = (column,)
    known = {column for columns in found.values() for column in columns}
    rest = tuple((text, column) for text, column in others if column not in known)
    return Columns(found, rest, row, row + depth - 1)


def _reaches(table: Table, row: int) -> Iterator[tuple[int, int]]:
    """Yield the first column of each heading, and the first that is no longer its."""
    starts = [column for column, _ in table.said[row]]
    if starts:
        yield from pairwise([*starts, starts[-1] + table.width(row, starts[-1])])


def _depth(table: Table, row: int, block: str) -> int:
    """Return how many rows a heading has: its merged cells say so, or headings below it."""
    named = table.names(row, block)
    merged = max((table.height(row, column) for column in named), default=1)
    if merged > 1:
        return min(merged, DEEPEST, len(table.rows) - row)
    if not named or row + 1 == len(table.rows):
        return 1
    below = table.said[row + 1]
    known = len(table.names(row + 1, block))
    digits = any(DIGIT.search(cell.text) for _, cell in below)
    under = any(not table.cell(row, column).text or column not in named for column, _ in below)
    return 2 if known and under and not digits and known > len(below) // 2 else 1


def is_named(cell: Cell, name: str) -> bool:
    """Tell whether a cell is one of the labels of that name."""
    return len(cell.text) <= LONGEST and heading(cell.text) in words().headings.single[name]


def begins(cell: Cell, name: str) -> bool:
    """Tell whether a cell begins with one of the words of that name: 注1：…, 存在问题：…."""
    text = cell.text
    if not text or text[0] not in _initials(name):
        return False
    return bool(_beginning(name).match(compact(text[: 2 * LONGEST])))


@cache
def _initials(name: str) -> frozenset[str]:
    return frozenset(word[0] for word in words().headings.single[name])


@cache
def _beginning(name: str) -> re.Pattern[str]:
    found = "|".join(map(re.escape, words().headings.single[name]))
    return re.compile(rf"({found})([0-9]*[:(、.]|[0-9]*$)")


def value_at(table: Table, row: int, column: int) -> Cell:
    """Return the value of a label: after a colon in its cell, or the next cell of its row.

    Another label is no value.
    """
    cell = table.cell(row, column)
    inside = parted(cell.text)[1]
    return cell._replace(text=inside, shown="") if inside else after(table, row, column)


def after(table: Table, row: int, column: int) -> Cell:
    """Return the first cell after a label that says something; an empty one before a label."""
    found = next((cell for at, cell in table.said[row] if at > column), EMPTY)
    label = len(found.text) <= LONGEST and heading(found.text) in _labels()
    return EMPTY if label else found


@cache
def _labels() -> frozenset[str]:
    """Return what is a label or a heading of any kind, and so no value."""
    labels = ("project", "whole-unit", "unit", "department", "grade", "goal", "outcome")
    single = {word for name in labels for word in words().headings.single[name]}
    return frozenset(single | set(words().headings.blocks["budget"]))


def text_of(cell: Cell) -> str:
    """Return the text of a cell; nothing where it only says that it is blank."""
    return "" if is_blank(cell.text) else cell.text


def printed_figure(cell: Cell) -> Figure:
    """Return the number that a cell shows, which is what the form declares: 5.73, 5.73分."""
    return points_in(cell._replace(text=cell.shown) if cell.shown else cell)


def points_in(cell: Cell) -> Figure:
    """Return the points in a cell, which may have their unit: 10, 10分."""
    points = words().headings.single["points"]
    end = next((word for word in points if cell.text.endswith(word)), "")
    found = figure_in(cell._replace(text=cell.text.removesuffix(end)))
    return found._replace(cell=cell) if found.value is not None else figure_in(cell)


def weight_in(cell: Cell) -> Figure:
    """Return the points in a cell of weights, where 10% are 10 of the 100 of a form."""
    found = points_in(cell)
    if found.value is None or not compact(cell.text).endswith("%"):
        return found
    return found._replace(value=found.value * 100)


class Label(NamedTuple):
    """A level as its rows have it, and the weight in its label."""

    cell: Cell = EMPTY
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
    match = _points().search(compact(label.text)) if DIGIT.search(label.text) else None
    return figure(match[1], label.place) if match else Figure()


@cache
def _points() -> re.Pattern[str]:
    points = "|".join(map(re.escape, words().headings.single["points"]))
    return re.compile(rf"\(([0-9]+(?:\.[0-9]+)?)(?:{points})(?:[*×x]执行率)?\)")


def target_headings() -> list[str]:
    """Return the heading that people expect over the targets, for messages."""
    spellings = words().headings.blocks["indicators"]
    return [spelling for spelling, name in spellings.items() if name == "target" != spelling][:1]
