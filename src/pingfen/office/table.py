"""What is printed: tables of boxes, as in a workbook or a document, and paragraphs. Nouns only."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pingfen.exact import UNBOUNDED
from pingfen.office.style import STYLES
from pingfen.width import wrapped

Value = str | int | Decimal | None
GENERAL, AS_TEXT = "", "@"
PLACES = re.compile(r"0(?:\.(0+))?(%?)")
INSET = 1  # of a box's width, what its borders and margins take
TALLEST = 400  # points; Excel shows no row of more than 409
MOST_LINES = 60
WIDEST = 2  # columns that a character may take


class Box(NamedTuple):
    """A cell of a table, over so many columns and rows; ``style`` is a name of ``STYLES``.

    A text stays a text whatever it looks like, and a number keeps its digits. ``format`` is the
    number format of a workbook (``0.00``, ``0.00%``, ``@``); without one a number shows the
    decimals that it has.
    """

    value: Value = None
    across: int = 1
    down: int = 1
    style: str = "text"
    format: str = GENERAL

    @property
    def code(self) -> str:
        """The number format: the one given, or one with the decimals that the number has."""
        if self.format or not isinstance(self.value, Decimal):
            return self.format
        places = -int(self.value.as_tuple().exponent)
        return f"0.{'0' * places}" if places > 0 else GENERAL

    @property
    def shown(self) -> str:
        """What is printed of the value."""
        if self.value is None or isinstance(self.value, str):
            return self.value or ""
        number = Decimal(self.value)
        match = PLACES.fullmatch(self.code)
        if match is None:
            return f"{number:f}"
        scaled = UNBOUNDED.scaleb(number, 2) if match[2] else number
        return f"{scaled:.{len(match[1] or '')}f}{match[2]}"


class Paragraph(NamedTuple):
    """A line above or below a table, or a paragraph of a document."""

    text: str
    style: str = "body"
    new_page: bool = False


Row = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a sheet of a workbook, or a table of a document, on A4 paper.

    ``rows`` hold the boxes that begin in them, from the left; the places that a box from above
    covers are passed over, as in HTML. ``widths`` are in half-width characters. ``titles`` stand
    above and ``notes`` below. The first ``head`` rows are headings: repeated on each page, and
    with ``frozen`` always in sight, like the first ``fixed`` columns. ``filtered`` puts a filter
    on the last of them. ``whole`` fits the table to one page, not only to the page's width.
    """

    name: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    titles: tuple[Paragraph, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    head: int = 0
    fixed: int = 0
    frozen: bool = False
    filtered: bool = False
    landscape: bool = False
    whole: bool = False
    new_page: bool = False


class LongTable(NamedTuple):
    """A sheet of a workbook with a heading that stays in sight, and any number of rows.

    No box is larger than one place. The rows are made when they are written, and not kept.
    """

    name: str
    widths: tuple[int, ...]
    heads: Row
    rows: Iterable[Row]


class Placed(NamedTuple):
    """A box at its row and column, both counted from 0."""

    row: int
    column: int
    box: Box


def placed(table: Table) -> Iterator[Placed]:
    """Yield the boxes of a table with their places.

    Raises ``ValueError`` if a box reaches over the edge of the table or over another.
    """
    covered: set[tuple[int, int]] = set()
    for at, row in enumerate(table.rows):
        column = 0
        for box in row:
            while (at, column) in covered:
                column += 1
            places = {
                (at + down, column + across)
                for down in range(box.down)
                for across in range(box.across)
            }
            end = column + box.across
            if end > len(table.widths) or at + box.down > len(table.rows) or places & covered:
                wrong = f"{table.name}: {box} at row {at}, column {column}"
                raise ValueError(wrong)
            if box.down > 1:
                covered |= places
            yield Placed(at, column, box)
            column = end
        covered = {place for place in covered if place[0] > at}


def heights(table: Table) -> list[int]:
    """Return how tall each row must be, in points, so that every text can be read.

    A box over several rows makes the last of them taller where it needs more than they have.
    """
    found = [0] * len(table.rows)
    tall = []
    for each in placed(table):
        if each.box.down == 1:
            found[each.row] = max(found[each.row], _needed(table, each))
        else:
            tall.append(each)
    for row, column, box in tall:
        rows = range(row, row + box.down)
        missing = _needed(table, Placed(row, column, box)) - sum(found[at] for at in rows)
        for at in rows if missing > 0 else ():
            found[at] += -(-missing // box.down)
    return [min(height, TALLEST) for height in found]


def _needed(table: Table, found: Placed) -> int:
    columns = sum(table.widths[found.column : found.column + found.box.across])
    return height_of(found.box.shown, columns - INSET, found.box.style)


def row_height(row: Row, widths: Sequence[int]) -> int:
    """Return how tall a row of boxes of one place each must be, in points."""
    boxes = zip(row, widths, strict=True)
    needed = (height_of(box.shown, columns - INSET, box.style) for box, columns in boxes)
    return min(max(needed), TALLEST)


def height_of(text: str, columns: int, style: str) -> int:
    """Return how many points a text takes in so many columns of the width of a digit."""
    size = STYLES[style].size
    across = max(2, columns * 10 // size)
    lines = 1
    if WIDEST * len(text) > across or "\n" in text:  # most texts are short
        lines = sum(len(wrapped(line, across)) for line in text.split("\n"))
    return min(lines, MOST_LINES) * (size * 3 // 2) + size // 2
