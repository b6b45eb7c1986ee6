"""What every reader makes of a document: rows of cells with their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from pingfen.errors import DataPlace, FormError, Place, Problem
from pingfen.form import Cell
from pingfen.messages import Message, Text

Row = tuple[Cell, ...]
Position = tuple[int, int]  # row and column, both counted from 0
# rows and columns that one merged cell covers, by its place
Spans = Mapping[Position, tuple[int, int]]
MOST_BYTES = 50_000_000
MOST_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A text, a sheet, or the tables of a document with the paragraphs between them.

    A merged cell stands at its first place and is empty at the others; ``spans`` says what it
    covers. A paragraph is a row of one cell. ``problems`` are what the reader noticed about the
    document, with places: what is hidden, what was changed, what could not be read.
    """

    rows: tuple[Row, ...]
    spans: Spans = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def unreadable(
    code: str, place: Place | str, *, hint: Text | None = None, **values: object
) -> FormError:
    """Return the error that a document cannot be read, to be raised."""
    where = DataPlace(place) if isinstance(place, str) else place
    return FormError([Problem("unreadable", Message.of(code, **values), where, hint)])


class Budget:
    """Counts the cells of a document, so that a hostile one ends in bounded memory."""

    def __init__(self, file: str, most: int = MOST_CELLS) -> None:
        """Start with nothing used."""
        self.file = file
        self.most = most
        self.used = 0

    def use(self, cells: int) -> None:
        """Count some cells. Raises ``FormError`` when the document has too many."""
        self.used += cells
        if self.used > self.most:
            raise unreadable("cells-too-many", self.file, most=self.most)


def owners_of(grid: Grid) -> dict[Position, Position]:
    """Return the owner of each covered place inside the grid; overlapping cells end at once."""
    found: dict[Position, Position] = {}
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
