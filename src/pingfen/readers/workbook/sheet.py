"""From the cells of a sheet, wherever they stand in it, to a grid of rows."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from pingfen.errors import MOST_PROBLEMS, Problem, problem
from pingfen.form import Cell
from pingfen.places import SheetPlace, letters
from pingfen.readers.grid import Budget, Grid, Row

EMPTY_ROWS = 10  # take as much room as one cell
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class Merge(NamedTuple):
    """A merged cell: its first and last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet:
    """A sheet while it is read: only the cells that hold something are kept.

    Whatever size a file claims for its sheet, the grid ends with the last text and begins with
    the first.
    """

    def __init__(self, file: str, name: str, budget: Budget) -> None:
        """Start an empty sheet; ``budget`` is that of all sheets of the file."""
        self.file = file
        self.name = name
        self.budget = budget
        self.cells: dict[int, dict[int, Cell]] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.hidden = False
        self.problems: list[Problem] = []

    def place(self, row: int, column: int) -> SheetPlace:
        """Return a place in this sheet."""
        return SheetPlace(self.file, self.name, row, column)

    def add(self, row: int, column: int, cell: Cell) -> None:
        """Keep a cell that holds something."""
        self.budget.use(1)
        self.cells.setdefault(row, {})[column] = cell

    def note(self, found: Problem) -> None:
        """Keep a problem; more than a hundred of a sheet help nobody."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(found)

    def grid(self) -> Grid:
        """Return the rows from the first to the last text, with what was noticed about them."""
        if not self.cells:
            return Grid(())
        top, bottom = min(self.cells), max(self.cells)
        left = min(min(row) for row in self.cells.values())
        right = max(max(row) for row in self.cells.values())
        used = Merge(top, left, bottom, right)
        merges = [clipped for merge in self.merges if (clipped := _within(merge, used))]
        widths = {row: max(cells) for row, cells in self.cells.items()}
        for merge in merges:
            self._cover(merge, widths)
        self.budget.use((bottom - top) // EMPTY_ROWS)
        rows = tuple(self._row(row, left, widths.get(row, 0)) for row in range(top, bottom + 1))
        spans = {
            (m.top - top, m.left - left): (m.bottom - m.top + 1, m.right - m.left + 1)
            for m in merges
        }
        return Grid(rows, spans, (*self._hidden(), *self.problems))

    def _row(self, row: int, left: int, right: int) -> Row:
        cells = self.cells.get(row, {})
        if len(cells) < right - left + 1:
            self.budget.use(right - left + 1 - len(cells))
        return tuple(
            cells.get(at) or Cell("", self.place(row, at)) for at in range(left, right + 1)
        )

    def _cover(self, merge: Merge, widths: dict[int, int]) -> None:
        """Widen the rows that a merged cell covers, and empty what it hides."""
        self.budget.use((merge.bottom - merge.top + 1) * (merge.right - merge.left + 1))
        for row in range(merge.top, merge.bottom + 1):
            widths[row] = max(widths.get(row, 0), merge.right)
            cells = self.cells.get(row)
            for at in [at for at in cells or () if merge.left <= at <= merge.right]:
                if cells and (row, at) != (merge.top, merge.left):
                    covered = cells.pop(at)
                    self.note(
                        problem("covered", covered.place, severity="doubt", found=covered.text)
                    )

    def _hidden(self) -> Iterator[Problem]:
        """Yield what of the sheet is hidden though it holds something."""
        if self.hidden:
            yield problem("hidden-sheet", self.place(1, 1), severity="doubt", name=self.name)
        rows = sorted(row for row in self.hidden_rows if self.cells.get(row))
        for first, last in _runs(rows):
            where = self.place(first, min(self.cells[first]))
            yield problem("hidden-rows", where, severity="doubt", rows=_run(first, last))
        if not self.hidden_columns:
            return
        filled = {at for cells in self.cells.values() for at in cells}
        columns = sorted(
            at for at in filled if any(low <= at <= high for low, high in self.hidden_columns)
        )
        for first, last in _runs(columns):
            row = min(row for row, cells in self.cells.items() if first in cells)
            where, names = self.place(row, first), _run(letters(first), letters(last))
            yield problem("hidden-columns", where, severity="doubt", columns=names)


def _run(first: object, last: object) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _within(merge: Merge, used: Merge) -> Merge | None:
    """Return the part of a merged cell that lies where there are texts, if it is merged there."""
    top, left = max(merge.top, used.top), max(merge.left, used.left)
    bottom, right = min(merge.bottom, used.bottom), min(merge.right, used.right)
    if top > bottom or left > right or (top, left) == (bottom, right):
        return None
    return Merge(top, left, bottom, right)


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers in order as runs without gaps, a hundred at most.

    >>> _runs([2, 3, 4, 7])
    [(2, 4), (7, 7)]
    """
    ordered = list(numbers)
    if not ordered:
        return []
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after > before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after > before + 1), ordered[-1]]
    return list(zip(starts, ends, strict=True))[:MOST_PROBLEMS]
