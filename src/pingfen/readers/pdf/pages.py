"""From one printed page to its lines and tables, in the order in which people read them."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pingfen.readers.pdf.glyphs import Glyph, Written, lines_of, once
from pingfen.readers.pdf.ruled import Box, Rule, Table, covered, tables_of


class Page(NamedTuple):
    """What is drawn on a page, counted from 1.

    ``pictured`` where there is a picture on it, ``recognised`` where text on it cannot be seen,
    ``annotated`` where fields or remarks are laid over it.
    """

    number: int
    glyphs: Sequence[Glyph] = ()
    rules: Sequence[Rule] = ()
    pictured: bool = False
    recognised: bool = False
    annotated: bool = False


class Part(NamedTuple):
    """A table, or what stands of it on one page, where it is the table of that number."""

    page: int
    number: int
    table: Table
    lines: tuple[tuple[Written, ...], ...]  # of each of the table's boxes

    @property
    def top(self) -> int:
        """Where it begins."""
        return self.table.ys[0]

    def padding(self) -> int:
        """Return how far text stays away from the sides of its cell, at least."""
        gaps = [
            line.x0 - self.table.xs[box.column]
            for box, lines in zip(self.table.boxes, self.lines, strict=True)
            for line in lines
        ]
        return max(0, min(gaps, default=0))


class Loose(NamedTuple):
    """A line outside the tables, of that number on its page."""

    page: int
    number: int
    line: Written

    @property
    def top(self) -> int:
        """Where it begins."""
        return self.line.y0


def items_of(page: Page) -> list[Loose | Part]:
    """Return the lines and the tables of a page from the top down.

    Raises ``TooManyLinesError``.
    """
    glyphs = once(page.glyphs)
    tables = tables_of(page.rules)
    inner = sorted(tables, key=_size)
    inside: dict[int, list[Glyph]] = {id(table): [] for table in tables}
    outside: list[Glyph] = []
    for glyph in glyphs:
        owner = next((table for table in inner if table.holds(*glyph.middle)), None)
        (outside if owner is None else inside[id(owner)]).append(glyph)
    loose = [Loose(page.number, at, line) for at, line in enumerate(lines_of(outside), 1)]
    parts = [
        Part(page.number, at, table, _filled(table, inside[id(table)]))
        for at, table in enumerate(tables, 1)
    ]
    return sorted([*loose, *parts], key=lambda item: item.top)


def _size(table: Table) -> int:
    return (table.xs[-1] - table.xs[0]) * (table.ys[-1] - table.ys[0])


def _filled(table: Table, glyphs: Sequence[Glyph]) -> tuple[tuple[Written, ...], ...]:
    """Return the lines in each box of a table."""
    owner: dict[tuple[int, int], Box] = {
        place: box for box in table.boxes for place in covered(box)
    }
    inside: dict[Box, list[Glyph]] = {box: [] for box in table.boxes}
    mixed: set[Box] = set()
    last: tuple[Glyph, Box] | None = None
    for glyph in glyphs:
        x, y = glyph.middle
        box = owner[bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1]
        inside[box].append(glyph)
        if last and last[1] != box and _runs_on(last[0], glyph):
            mixed |= {last[1], box}
        last = glyph, box
    return tuple(_lines(inside[box], mixed=box in mixed) for box in table.boxes)


def _runs_on(glyph: Glyph, other: Glyph) -> bool:
    """Tell whether a text runs on from one glyph to the other, here over the side of its cell."""
    near = (other.y1 - other.y0) // 20
    return glyph.y0 == other.y0 and abs(other.x0 - glyph.x1) <= near


def _lines(glyphs: Sequence[Glyph], *, mixed: bool) -> tuple[Written, ...]:
    lines = lines_of(glyphs)
    return tuple(line._replace(mixed=mixed or line.mixed) for line in lines)
