"""Makes columns of tables whose borders were dragged and are slightly off from row to row.

Such a table has columns that no cell has to itself: a sliver that is the left cell's in some rows
and the right one's in others. A column that every cell can do without is left out.
"""

from itertools import groupby, pairwise
from typing import NamedTuple

from pingfen.form import Cell
from pingfen.places import ParagraphPlace, TablePlace
from pingfen.readers.grid import Grid, Position, Row, owners_of


class Laid(NamedTuple):
    """A cell, and what it covers of its row: its first column and the one behind its last."""

    cell: Cell
    first: int
    end: int


def straightened(grid: Grid) -> Grid:
    """Return the grid without the columns that no cell needs, each table for itself.

    The columns of a sheet are the same in all its rows; a document's tables are parted by the
    paragraphs between them.
    """
    if not grid.spans:
        return grid
    covered = owners_of(grid)
    laid = [_laid(grid, row, covered) for row in range(len(grid.rows))]
    if any(one.end > other.first for cells in laid for one, other in pairwise(cells)):
        return grid  # cells lie on one another, as only in a hostile document
    rows: list[Row] = []
    spans: dict[Position, tuple[int, int]] = {}
    for is_table, run in groupby(range(len(grid.rows)), lambda row: _in_table(grid.rows[row])):
        numbers = list(run)
        kept = _kept([cell for row in numbers for cell in laid[row]]) if is_table else []
        number = {column: at for at, column in enumerate(kept)}
        rows += (_moved(grid, row, laid[row], number, spans) for row in numbers)
    return Grid(tuple(rows), spans, grid.problems)


def _in_table(row: Row) -> bool:
    return not (row and isinstance(row[0].place, ParagraphPlace))


def _laid(grid: Grid, row: int, covered: dict[Position, Position]) -> list[Laid]:
    """Return the cells of a row, with what they cover of it.

    An empty cell of one column is one only in a document's table: sheets are full of such places.
    """
    cells = grid.rows[row]
    found = []
    for column, cell in enumerate(cells):
        if (row, column) in covered:
            continue
        width = grid.spans.get((row, column), (1, 1))[1]
        if cell.text or width > 1 or isinstance(cell.place, TablePlace):
            found.append(Laid(cell, column, min(column + width, len(cells))))
    return found


def _kept(cells: list[Laid]) -> list[int]:
    """Return the columns that some cell needs, from the left."""
    left = {(cell.first, cell.end): cell.end - cell.first for cell in cells}
    over: dict[int, list[tuple[int, int]]] = {}
    for interval in left:
        for column in range(*interval):
            over.setdefault(column, []).append(interval)
    kept = []
    for column in sorted(over):
        if any(left[interval] == 1 for interval in over[column]):
            kept.append(column)
        else:
            left |= {interval: left[interval] - 1 for interval in over[column]}
    return kept


def _moved(
    grid: Grid,
    row: int,
    laid: list[Laid],
    number: dict[int, int],
    spans: dict[Position, tuple[int, int]],
) -> Row:
    """Return a row without the other columns; what it merges is added to ``spans``."""
    cells = grid.rows[row]
    if not number:
        return cells
    moved = [cells[column] for column in number if column < len(cells)]
    for cell, first, end in laid:
        columns = [number[column] for column in range(first, end) if column in number]
        height = grid.spans.get((row, first), (1, 1))[0]
        moved[columns[0]] = cell
        if (height, len(columns)) != (1, 1):
            spans[row, columns[0]] = (height, len(columns))
    return tuple(moved)
