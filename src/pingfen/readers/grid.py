"""From delimited text to a grid of cells with their places."""

from pingfen.errors import CellPlace
from pingfen.form import Cell

Row = tuple[Cell, ...]
Grid = tuple[Row, ...]
MOST_CELL = 1_000_000


def grid_of(text: str, file: str) -> Grid:
    """Return the cells of tab-separated or, where there are no tabs, comma-separated text."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if "\t" in text:
        lines = [line.split("\t") for line in rows]
    else:
        import csv  # noqa: PLC0415  # most published tables have tabs

        csv.field_size_limit(MOST_CELL)
        lines = list(csv.reader(rows))
    return tuple(
        tuple(Cell(cell.strip(), CellPlace(file, row, at)) for at, cell in enumerate(line, 1))
        for row, line in enumerate(lines, 1)
    )
