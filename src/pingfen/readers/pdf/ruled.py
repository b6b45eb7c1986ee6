"""From the lines drawn on a page to its tables: pure geometry, in hundredths of a point.

Pages count from the top: a greater ``y`` is further down.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# Borders this near to each other are one: double rules, the two sides of a thin rectangle.
NEAR = 300
# More lines than any form has; comparing each with each must stay cheap.
MOST_LINES = 2_000


class Rule(NamedTuple):
    """A line across (``y0 == y1``) or down (``x0 == x1``) the page."""

    x0: int
    y0: int
    x1: int
    y1: int


class Line(NamedTuple):
    """What lies at one height, or one distance from the left: where it begins and ends."""

    at: int
    start: int
    end: int


class Box(NamedTuple):
    """A cell: its first row and column, counted from 0, and how many it covers."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Table(NamedTuple):
    """The edges of the columns and of the rows, and the cells between them, row by row.

    ``ruled`` has each edge of a row that is drawn, and in which column: a cell without a line
    above it, where the table begins, goes on from the page before.
    """

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    boxes: tuple[Box, ...]
    ruled: frozenset[tuple[int, int]] = frozenset()

    def holds(self, x: int, y: int) -> bool:
        """Tell whether a point lies inside."""
        return self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]


class TooManyLinesError(Exception):
    """A page has more lines than are compared."""


def tables_of(rules: Iterable[Rule]) -> tuple[Table, ...]:
    """Return the tables that lines make, from the top of the page down.

    A frame around one cell is no table. Raises ``TooManyLinesError``.
    """
    rules = tuple(rules)
    across = _joined(Line(rule.y0, rule.x0, rule.x1) for rule in rules if rule.y0 == rule.y1)
    down = _joined(Line(rule.x0, rule.y0, rule.y1) for rule in rules if rule.x0 == rule.x1)
    if len(across) + len(down) > MOST_LINES:
        raise TooManyLinesError
    found = (_table(*group) for group in _touching(across, down))
    tables = (table for table in found if table and len(table.boxes) > 1)
    return tuple(sorted(tables, key=lambda table: (table.ys[0], table.xs[0])))


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Return lines with those that lie on one another as one, all at the same places."""
    lines = sorted(lines)
    at = _snapped([line.at for line in lines])
    joined: list[Line] = []
    for line in sorted(line._replace(at=at[line.at]) for line in lines):
        last = joined[-1] if joined else None
        if last and last.at == line.at and line.start <= last.end + NEAR:
            joined[-1] = last._replace(end=max(last.end, line.end))
        else:
            joined.append(line)
    return joined


def _snapped(places: Sequence[int]) -> dict[int, int]:
    """Return for each of the sorted places the first of those near to one another."""
    snapped: dict[int, int] = {}
    first = 0
    for place in places:
        first = first if snapped and place - first <= NEAR else place
        snapped[place] = first
    return snapped


def _touching(
    across: Sequence[Line], down: Sequence[Line]
) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield the lines of each table: those that meet, directly or through others."""
    owner = list(range(len(across)))
    groups: list[list[int]] = []
    for line in down:
        met = [at for at, other in enumerate(across) if _meet(other, line)]
        groups.append(met)
        roots = {_root(owner, at) for at in met}
        for root in roots:
            owner[root] = min(roots)
    for root in sorted({_root(owner, at) for met in groups for at in met}):
        yield (
            [line for at, line in enumerate(across) if _root(owner, at) == root],
            [
                line
                for line, met in zip(down, groups, strict=True)
                if met and _root(owner, met[0]) == root
            ],
        )


def _meet(across: Line, down: Line) -> bool:
    return (
        across.start - NEAR <= down.at <= across.end + NEAR
        and down.start - NEAR <= across.at <= down.end + NEAR
    )


def _root(owner: list[int], at: int) -> int:
    while owner[at] != at:
        owner[at] = owner[owner[at]]
        at = owner[at]
    return at


def _table(across: Sequence[Line], down: Sequence[Line]) -> Table | None:
    """Return the table of lines that meet; its sides may be open."""
    xs = _edges(down, across)
    ys = _edges(across, down)
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004  # two edges enclose something
        return None
    right = _closed(xs, ys, down)
    below = _closed(ys, xs, across)
    boxes = _boxes(len(ys) - 1, len(xs) - 1, right, below)
    return Table(xs, ys, boxes, frozenset(below))


def _edges(lines: Sequence[Line], others: Sequence[Line]) -> tuple[int, ...]:
    """Return where columns (or rows) begin and end: also where the other lines do."""
    found = sorted({line.at for line in lines})
    first = min(line.start for line in others)
    last = max(line.end for line in others)
    if not found or found[0] - first > NEAR:
        found.insert(0, first)
    if last - found[-1] > NEAR:
        found.append(last)
    return tuple(found)


def _closed(
    places: Sequence[int], between: Sequence[int], lines: Sequence[Line]
) -> set[tuple[int, int]]:
    """Return which parts of which edges are drawn: by the edge and by the gap that it borders."""
    index = {place: at for at, place in enumerate(places)}
    return {
        (index[line.at], gap)
        for line in lines
        for gap, (start, end) in enumerate(pairwise(between))
        if line.start <= start + NEAR and line.end >= end - NEAR
    }


def _boxes(
    rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> tuple[Box, ...]:
    """Return the cells: rectangles of places without a line between them.

    What is no rectangle (a table with a corner missing) is cut into some, row by row.
    """
    free = {(row, column) for row in range(rows) for column in range(columns)}
    boxes = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in free:
                box = _box(row, column, free, right, below)
                free -= set(covered(box))
                boxes.append(box)
    return tuple(boxes)


def _box(
    row: int,
    column: int,
    free: set[tuple[int, int]],
    right: set[tuple[int, int]],
    below: set[tuple[int, int]],
) -> Box:
    end = column + 1
    while (row, end) in free and (end, row) not in right:
        end += 1
    last = row + 1
    while all(
        (last, at) in free
        and (last, at) not in below
        and (at == column or (at, last) not in right)
        for at in range(column, end)
    ):
        last += 1
    return Box(row, column, last - row, end - column)


def covered(box: Box) -> Iterator[tuple[int, int]]:
    """Yield the rows and columns that a cell covers."""
    for row in range(box.row, box.row + box.rows):
        for column in range(box.column, box.column + box.columns):
            yield row, column
