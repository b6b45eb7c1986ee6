"""Makes columns of tables whose borders were dragged and are slightly off from row to row.

Such a table has columns that no cell has to itself: a sliver that is the left cell's in some rows
and the right one's in others. A column that every cell can do without is left out.
"""

from collections.abc import Iterator
from itertools import groupby, pairwise

from pingfen.form import Cell
from pingfen.readers.grid import Grid, Row

Interval = tuple[int, int]  # the first column of a cell and the one behind its last


def straightened(grid: Grid) -> Grid:
    """Return the grid without the columns that no cell needs, each table for itself."""
    if not grid.spans or any(_overlap(grid, row) for row in range(len(grid.rows))):
        return grid
    rows: list[Row] = []
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    # a paragraph is a row of one cell: tables are what stands between
    for is_table, run in groupby(range(len(grid.rows)), lambda row: len(grid.rows[row]) > 1):
        numbers = list(run)
        kept = _kept(grid, numbers) if is_table else None
        rows += (_moved(grid, row, kept, spans) if kept else grid.rows[row] for row in numbers)
    return Grid(tuple(rows), spans, grid.problems)


def _overlap(grid: Grid, row: int) -> bool:
    """Tell whether cells of a row lie on one another, as only a hostile document has them."""
    intervals = [interval for interval, _ in _cells(grid, row)]
    return any(first[1] > second[0] for first, second in pairwise(intervals))


def _kept(grid: Grid, rows: list[int]) -> list[int]:
    """Return the columns that some cell needs, from the left."""
    cells = {interval for row in rows for interval, _ in _cells(grid, row)}
    left = {cell: cell[1] - cell[0] for cell in cells}
    over: dict[int, list[Interval]] = {}
    for cell in cells:
        for column in range(*cell):
            over.setdefault(column, []).append(cell)
    kept = []
    for column in range(max(len(grid.rows[row]) for row in rows)):
        here = over.get(column, [])
        if any(left[cell] == 1 for cell in here):
            kept.append(column)
        else:
            left |= {cell: left[cell] - 1 for cell in here}
    return kept


def _cells(grid: Grid, row: int) -> Iterator[tuple[Interval, Cell]]:
    """Yield the cells of a row that say something or are wide, with what they cover of it.

    An empty cell of one column may be none: sheets are full of such places.
    """
    cells = grid.rows[row]
    for column, cell in enumerate(cells):
        width = grid.spans.get((row, column), (1, 1))[1]
        if cell.text or width > 1:
            yield (column, min(column + width, len(cells))), cell


def _moved(
    grid: Grid, row: int, kept: list[int], spans: dict[tuple[int, int], tuple[int, int]]
) -> Row:
    """Return a row without the other columns; what it merges is added to ``spans``."""
    cells = grid.rows[row]
    number = {column: at for at, column in enumerate(kept)}
    moved = [cells[column] for column in kept if column < len(cells)]
    for (first, end), cell in _cells(grid, row):
        columns = [number[column] for column in range(first, end) if column in number]
        height = grid.spans.get((row, first), (1, 1))[0]
        moved[columns[0]] = cell
        if (height, len(columns)) != (1, 1):
            spans[row, columns[0]] = (height, len(columns))
    return tuple(moved)
