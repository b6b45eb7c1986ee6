"""Finds columns and labels in a grid by the words of headings, which are data."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pingfen.form import Cell, Figure
from pingfen.readers.grid import Row
from pingfen.understanding import figure, is_blank
from pingfen.words import compact, heading, words

Columns = Mapping[str, int]


def columns_of(row: Row, block: str) -> Columns:
    """Return which column of a heading row is what in a block; the first of equal ones."""
    spellings = words().headings.blocks[block]
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = spellings.get(heading(cell.text))
        if name:
            found.setdefault(name, at)
    return found


def others_of(row: Row, columns: Columns) -> tuple[tuple[str, int], ...]:
    """Return the heading and the place of each column that is none of those."""
    known = set(columns.values())
    return tuple((cell.text, at) for at, cell in enumerate(row) if cell.text and at not in known)


def is_named(cell: Cell, name: str) -> bool:
    """Tell whether a cell is one of the labels of that name."""
    return heading(cell.text) in words().headings.single[name]


def after(row: Row, at: int) -> Cell:
    """Return the first cell after a label that says something."""
    return next((cell for cell in row[at + 1 :] if cell.text), Cell())


def cell_of(row: Row, columns: Columns, name: str) -> Cell:
    """Return the cell of a column; an empty one where the table has no such column."""
    at = columns.get(name)
    return row[at] if at is not None and at < len(row) else Cell()


def figure_of(row: Row, columns: Columns, name: str) -> Figure:
    """Return the cell of a column that should hold a number."""
    cell = cell_of(row, columns, name)
    return figure(cell.text, cell.place)


def text_of(cell: Cell) -> str:
    """Return the text of a cell; nothing where it only says that it is blank."""
    return "" if is_blank(cell.text) else cell.text


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
    """Return the weight inside a level's label: 产出指标(50分)."""
    match = _points().search(compact(label.text))
    return figure(match[1], label.place) if match else Figure()


@cache
def _points() -> re.Pattern[str]:
    points = "|".join(map(re.escape, words().headings.single["points"]))
    return re.compile(rf"\(([0-9]+(?:\.[0-9]+)?)(?:{points})\)")


def target_headings() -> list[str]:
    """Return the heading that people expect over the targets, for messages."""
    spellings = words().headings.blocks["indicators"]
    return [spelling for spelling, name in spellings.items() if name == "target" != spelling][:1]
