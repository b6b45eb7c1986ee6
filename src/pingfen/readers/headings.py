"""Finds columns and labels in a grid by the words of headings, which are data."""

from collections.abc import Mapping

from pingfen.form import Cell, Figure
from pingfen.readers.grid import Row
from pingfen.understanding import figure, is_blank
from pingfen.words import heading, words

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


def target_headings() -> list[str]:
    """Return the heading that people expect over the targets, for messages."""
    spellings = words().headings.blocks["indicators"]
    return [spelling for spelling, name in spellings.items() if name == "target" != spelling][:1]
