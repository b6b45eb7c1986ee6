"""A grid as the layout reader sees it: cells, and what merged cells cover."""

from itertools import product

from pingfen.form import Cell
from pingfen.readers.grid import Grid, Row

EMPTY = Cell()


class Table:
    """The rows of a grid; a place that a merged cell covers knows its owner."""

    def __init__(self, grid: Grid) -> None:
        """Keep the rows, and find the owner of each covered place."""
        self.rows = grid.rows
        self.spans = grid.spans
        self.owners = _owners(grid)

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a place; an empty one where the row is shorter."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else EMPTY

    def owner(self, row: int, column: int) -> tuple[int, int]:
        """Return where the cell stands that covers a place: the place itself if none does."""
        return self.owners.get((row, column), (row, column))

    def height(self, row: int, column: int) -> int:
        """Return how many rows the cell at a place covers."""
        return self.spans.get((row, column), (1, 1))[0]

    def width(self, row: int, column: int) -> int:
        """Return how many columns the cell at a place covers."""
        return self.spans.get((row, column), (1, 1))[1]


def _owners(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the owner of each covered place inside the grid; overlapping cells end at once."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (height, width) in grid.spans.items():
        bottom = min(top + height, len(grid.rows))
        right = min(left + width, _widest(grid.rows[top:bottom]))
        for place in product(range(top, bottom), range(left, right)):
            if place in found:
                break
            if place != (top, left):
                found[place] = (top, left)
    return found


def _widest(rows: tuple[Row, ...]) -> int:
    return max(map(len, rows), default=0)
