"""From printed pages to one grid of cells: a table goes on over page breaks.

What a page break does to a table is undone where it can be seen: a row that is cut is one row
again, a heading that is printed again is left out, and a merged cell goes on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pingfen.errors import Problem, problem
from pingfen.form import Cell
from pingfen.places import ParagraphPlace, TablePlace
from pingfen.readers.grid import Budget, Grid
from pingfen.readers.pdf.breaks import Items, chains, is_heading
from pingfen.readers.pdf.glyphs import UNKNOWN, Written, joined
from pingfen.readers.pdf.pages import Loose, Part
from pingfen.readers.pdf.ruled import NEAR

# A number over two lines is worth a doubt in a cell that may be a number, not in a report.
MOST_OF_A_FIGURE = 30
SENTENCE_ENDS = "。；！？"


@dataclass(slots=True)
class Entry:
    """A cell on its way to the grid: where it stands and the lines in it."""

    row: int
    column: int
    rows: int
    columns: int
    place: TablePlace
    width: int
    lines: list[Written] = field(default_factory=list)

    def text(self) -> str:
        """Return what its lines say."""
        return joined(self.lines, self.width).text

    def goes_on(self, other: "Entry") -> bool:
        """Tell whether its last line is so full that the first of another cell may go on."""
        if not self.lines or not other.lines:
            return False
        return self.lines[-1].width + other.lines[0].unit > self.width


def grid_of(pages: Sequence[Items], file: str) -> Grid:
    """Return the lines and tables of all pages as one grid. Raises ``FormError``."""
    found = Found(file)
    for chain in chains(pages):
        if isinstance(chain, Loose):
            place = ParagraphPlace(file, chain.number, chain.page)
            found.add_row([found.cell(chain.line.text, place)])
        else:
            found.add_table(Chain(file, chain))
    return Grid(tuple(map(tuple, found.rows)), found.spans, tuple(found.problems))


class Found:
    """The grid as far as it is made."""

    def __init__(self, file: str) -> None:
        """Start with nothing."""
        self.rows: list[list[Cell]] = []
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.budget = Budget(file)

    def add_row(self, row: list[Cell]) -> None:
        """Add a row."""
        self.budget.use(len(row))
        self.rows.append(row)

    def add_table(self, chain: "Chain") -> None:
        """Add the rows of a table, each of its merged cells with what it covers."""
        start = len(self.rows)
        for places in chain.places:
            self.add_row([Cell("", place) for place in places])
        for entry in chain.entries:
            row = start + entry.row
            text = joined(entry.lines, entry.width)
            self.rows[row][entry.column] = self.cell(text.text, entry.place, mixed=text.mixed)
            if text.guessed and len(text.text) <= MOST_OF_A_FIGURE:
                found = problem("number-broken", entry.place, severity="doubt", found=text.text)
                self.problems.append(found)
            if (entry.rows, entry.columns) != (1, 1):
                self.spans[row, entry.column] = entry.rows, entry.columns

    def cell(self, text: str, place: TablePlace | ParagraphPlace, *, mixed: bool = False) -> Cell:
        """Return a cell, and note where a character of it is not known."""
        if mixed:
            self.problems.append(problem("text-overlaps", place, severity="doubt", found=text))
        elif UNKNOWN in text:
            self.problems.append(problem("glyph-unknown", place, severity="doubt", found=text))
        return Cell(text, place)


class Chain:
    """The parts of one table as one: rows of places and the cells in them."""

    def __init__(self, file: str, parts: Sequence[Part]) -> None:
        """Put the parts below each other."""
        self.file = file
        self.xs = _columns(parts)
        self.places: list[list[TablePlace]] = []
        self.entries: list[Entry] = []
        self.unruled: set[int] = set()  # the columns that no line closes at the end of a page
        for part in parts:
            self.add(part)

    def add(self, part: Part) -> None:
        """Add what stands on one page."""
        entries = [*self._entries(part)]
        skipped = self._repeated(entries, len(part.table.ys) - 1)
        rows = range(skipped, len(part.table.ys) - 1)
        entries = [entry for entry in entries if entry.row >= skipped]
        first = [entry for entry in entries if entry.row == skipped]
        last = [entry for entry in self.entries if entry.row + entry.rows == len(self.places)]
        unruled = self._unruled(part, skipped) & self.unruled
        self.unruled = self._unruled(part, len(part.table.ys) - 1)
        cut = bool(last) and _is_cut(last, first, unruled, len(self.xs) - 1)
        start = len(self.places) - cut - skipped
        self.places += [self._row(part, row) for row in rows[cut:]]
        going = set() if not last else {*_going_on(last, first, unruled, cut=cut)}
        for entry in entries:
            above = next((one for one in last if _is_above(one, entry)), None)
            entry.row += start
            if above and entry.column in going and entry in first:
                above.lines += entry.lines
                above.rows = entry.row + entry.rows - above.row
            else:
                self.entries.append(entry)

    def _entries(self, part: Part) -> Iterator[Entry]:
        padding = part.padding()
        for box, lines in zip(part.table.boxes, part.lines, strict=True):
            start, end = part.table.xs[box.column], part.table.xs[box.column + box.columns]
            column = self._column(start)
            columns = self._column(end) - column
            place = self._row(part, box.row)[column]
            width = end - start - 2 * padding
            yield Entry(box.row, column, box.rows, columns, place, width, list(lines))

    def _column(self, x: int) -> int:
        return min(range(len(self.xs)), key=lambda at: abs(self.xs[at] - x))

    def _row(self, part: Part, row: int) -> list[TablePlace]:
        columns = range(1, len(self.xs))
        return [
            TablePlace(self.file, part.number, row + 1, column, part.page) for column in columns
        ]

    def _unruled(self, part: Part, row: int) -> set[int]:
        """Return the columns that no line closes at an edge of a row."""
        ruled = {
            at
            for edge, column in part.table.ruled
            if edge == row
            for at in range(
                self._column(part.table.xs[column]), self._column(part.table.xs[column + 1])
            )
        }
        return set(range(len(self.xs) - 1)) - ruled

    def _repeated(self, entries: Sequence[Entry], rows: int) -> int:
        """Return how many rows at the start of a page only repeat the heading of the table."""
        known = _texts(self.entries)
        again = _texts(entries)
        count = 0
        while (
            count < rows - 1
            and is_heading([text for _, text in again.get(count, ())])
            and again[count] in known.values()
        ):
            count += 1
        return count


def _columns(parts: Iterable[Part]) -> list[int]:
    """Return the edges of all columns of all parts."""
    xs: list[int] = []
    for x in sorted(x for part in parts for x in part.table.xs):
        if not xs or x - xs[-1] > NEAR:
            xs.append(x)
    return xs


def _texts(entries: Iterable[Entry]) -> Mapping[int, tuple[tuple[int, str], ...]]:
    """Return what each row says, by its columns."""
    texts: dict[int, tuple[tuple[int, str], ...]] = {}
    for entry in entries:
        if entry.lines:
            texts[entry.row] = (*texts.get(entry.row, ()), (entry.column, entry.text()))
    return texts


def _is_above(entry: Entry, other: Entry) -> bool:
    return (entry.column, entry.columns) == (other.column, other.columns)


def _is_cut(
    last: Sequence[Entry], first: Sequence[Entry], unruled: set[int], columns: int
) -> bool:
    """Tell whether two rows are one that a page break cut.

    No line is drawn between them; or the cells with text in the second go on from full ones, and
    others have none, or the sentences are not at their end.
    """
    if len(unruled) == columns:
        return True
    filled = [entry for entry in first if entry.lines]
    above = [next((one for one in last if _is_above(one, entry)), None) for entry in filled]
    some = len(filled) < sum(1 for entry in last if entry.lines)
    return bool(filled) and all(
        one and one.goes_on(entry) and (some or one.lines[-1].text[-1] not in SENTENCE_ENDS)
        for one, entry in zip(above, filled, strict=True)
    )


def _going_on(
    last: Sequence[Entry], first: Sequence[Entry], unruled: set[int], *, cut: bool
) -> Iterator[int]:
    """Yield the columns in which a cell goes on in the one below.

    Where lines are drawn at the page break, only merged levels do, on the left, whose text stands
    above.
    """
    left = True
    for entry in sorted(first, key=lambda entry: entry.column):
        above = next((one for one in last if _is_above(one, entry)), None)
        merged = above and above.lines and not entry.lines and max(above.rows, entry.rows) > 1
        left = bool(left and merged)
        if above and (
            cut or left or set(range(entry.column, entry.column + entry.columns)) <= unruled
        ):
            yield entry.column
