"""A grid as the layout reader sees it: what merged cells cover, where which heading stands."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from pingfen.form import Cell
from pingfen.readers.grid import Grid, Position, owners_of
from pingfen.words import heading, words

EMPTY = Cell()
LONGEST = 40  # a longer text is no heading


class Table:
    """The rows of a grid, gone through once: each heading knows where it stands.

    ``said`` are the cells of each row that say something, with their columns; ``shown`` are the
    cells that show something else than they store.
    """

    def __init__(self, grid: Grid) -> None:
        """Keep the rows, and find the owner of each covered place and all headings."""
        self.rows = grid.rows
        self.spans = grid.spans
        self.owners = owners_of(grid)
        self.said = tuple(
            [(column, cell) for column, cell in enumerate(row) if cell.text] for row in grid.rows
        )
        self.headings = _headings(self.said)
        self.named_in = {
            block: _named(self.headings, spellings)
            for block, spellings in words().headings.blocks.items()
        }
        self.totals = frozenset(row for row, _ in self.all_named("total"))
        self.shown = [
            (at, cell) for at, row in enumerate(self.said) for _, cell in row if cell.shown
        ]

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a place; an empty one where the row is shorter."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else EMPTY

    def owner(self, row: int, column: int) -> Position:
        """Return where the cell stands that covers a place: the place itself if none does."""
        return self.owners.get((row, column), (row, column))

    def height(self, row: int, column: int) -> int:
        """Return how many rows the cell at a place covers."""
        return self.spans.get((row, column), (1, 1))[0]

    def width(self, row: int, column: int) -> int:
        """Return how many columns the cell at a place covers."""
        return self.spans.get((row, column), (1, 1))[1]

    def names(self, row: int, block: str) -> Mapping[int, str]:
        """Return which cells of a row are headings in a block, by column."""
        return self.named_in[block].get(row, {})

    def all_named(self, name: str) -> list[Position]:
        """Return where the labels of a name stand, in order."""
        found = (self.headings.get(word, ()) for word in words().headings.single[name])
        return sorted(position for positions in found for position in positions)

    def labels(self, name: str, rows: range) -> Iterable[Position]:
        """Return where the labels of a name stand in some rows, in order."""
        found: list[Position] = []
        for word in words().headings.single[name]:
            positions = self.headings.get(word, [])
            start = bisect_left(positions, (rows.start, 0))
            found += positions[start : bisect_left(positions, (rows.stop, 0), start)]
        return sorted(found)


def _headings(said: Iterable[list[tuple[int, Cell]]]) -> dict[str, list[Position]]:
    """Return where each text stands that may be a heading; 项目名称：甲 counts as 项目名称 too."""
    found: dict[str, list[Position]] = {}
    for row, cells in enumerate(said):
        for column, cell in cells:
            text = cell.text
            if len(text) <= LONGEST:
                found.setdefault(heading(text), []).append((row, column))
            if "：" in text or ":" in text:
                label, value = parted(text)
                if value:
                    found.setdefault(heading(label), []).append((row, column))
    return found


def parted(text: str) -> tuple[str, str]:
    """Part a label from the value that stands in the same cell: 项目名称：甲."""
    label, colon, value = text[:LONGEST].replace("：", ":").partition(":")
    if not colon or not value.strip():
        return text, ""
    return label, text[len(label) + 1 :].strip()


def _named(
    headings: Mapping[str, list[Position]], spellings: Mapping[str, str]
) -> dict[int, dict[int, str]]:
    """Return which cells are headings of a block, by row and column."""
    found: dict[int, dict[int, str]] = {}
    for text, name in spellings.items():
        for row, column in headings.get(text, ()):
            found.setdefault(row, {})[column] = name
    return found
