"""A form on paper: lines of text and tables with merged cells, before any file format."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

Fact = dict[str, Any]  # a row of a form as data, see tests/published


class C(NamedTuple):
    """A cell with what it covers; ``form`` is how a typed number is shown (``0"人"``)."""

    text: str = ""
    across: int = 1
    down: int = 1
    form: str = ""
    fact: int | None = None  # the cell that names the indicator of this number


Row = list[C]


class Line(NamedTuple):
    """A paragraph outside of tables: a title, 单位：万元, a note, a signature."""

    text: str
    look: str = "left"  # title, centre, right, left


class Table(NamedTuple):
    """Rows of cells as in a web page: a merged cell stands only where it begins."""

    rows: list[Row]
    widths: tuple[float, ...] = ()

    def placed(self) -> Iterator[tuple[int, int, C]]:
        """Yield row, column (from 0) and cell; fail where cells overlap or leave a hole."""
        taken: set[tuple[int, int]] = set()
        width = sum(cell.across for cell in self.rows[0])
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                covered = {
                    (number + down, column + right)
                    for down in range(cell.down)
                    for right in range(cell.across)
                }
                assert not covered & taken, f"{cell} overlaps in row {number}"
                taken |= covered
                yield number, column, cell
        holes = {(r, c) for r in range(len(self.rows)) for c in range(width)} ^ taken
        assert not holes, f"holes or overhang: {sorted(holes)[:5]} in {self.rows[0]}"

    @property
    def width(self) -> int:
        return sum(cell.across for cell in self.rows[0])


class Expected(NamedTuple):
    """How a careful person reads one form: as data, and the rows nobody can read, with why."""

    data: dict[str, Any]
    undecided: dict[int, str]
    unscored: bool
    nothing: frozenset[int]  # rows of strokes: read as empty or passed over


class Paper(NamedTuple):
    """One document: its pages of lines and tables, and how a careful person reads it."""

    key: str
    pages: list[list[Line | Table]]
    forms: list[Expected]


def indicators(
    rows: Sequence[Fact], tail: Callable[[Fact, int | None], Row], *, start: int = 0
) -> Iterator[Row]:
    """Yield the rows of indicators, the cells of both levels merged downwards.

    A row with ``slot`` is printed and says nothing: an empty line of the template.
    """
    number = start
    for level1, of_one in groupby(rows, lambda row: row.get("level1", "")):
        one = list(of_one)
        head = [C(level1, down=len(one))]
        for level2, of_two in groupby(one, lambda row: row.get("level2", "")):
            two = list(of_two)
            head.append(C(level2, down=len(two)))
            for row in two:
                fact = None if row.get("slot") else number
                number += fact is not None
                yield [*head, *tail(row, fact)]
                head = []


def beside(label: C, rows: Iterable[Row]) -> list[Row]:
    """Return rows with one merged cell along their left edge."""
    table = list(rows)
    height = len(table)
    return [[label._replace(down=height), *table[0]], *table[1:]]


def texts(line: str, *, across: dict[int, int] | None = None) -> Row:
    """Return cells of texts between bars; ``across`` says which cover more columns."""
    wide = across or {}
    return [C(text.strip(), wide.get(at, 1)) for at, text in enumerate(line.split("|"))]
