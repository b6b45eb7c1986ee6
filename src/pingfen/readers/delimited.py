"""From delimited text to a grid of cells with their places."""

import csv
import io
from collections.abc import Iterator

from pingfen.errors import CellPlace, DataPlace, FormError, problem
from pingfen.form import Cell
from pingfen.readers.grid import Grid


def grid_of(text: str, file: str) -> Grid:
    """Return the cells of text separated by tabs or by commas, whichever there are more of."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = "\t" if plain.count("\t") >= plain.count(",") else ","
    return Grid(
        tuple(
            tuple(
                Cell(cell.strip(), CellPlace(file, line, at)) for at, cell in enumerate(cells, 1)
            )
            for line, cells in _lines(plain, separator, file)
        )
    )


def _lines(text: str, separator: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row and the line on which it begins.

    Spreadsheets quote cells with line breaks; where quotes do not pair up, they are only text.
    """
    if text.count('"') % 2 or '"' not in text:
        yield from enumerate((line.split(separator) for line in text.split("\n")), 1)
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FormError([problem("cell-too-long", DataPlace(file), found=error)]) from None
