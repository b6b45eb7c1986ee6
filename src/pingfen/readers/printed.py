"""From printed pages to one grid of cells: a table goes on over page breaks.

What a page break does to a table is undone where it can be seen: a row that is cut is one row
again, a heading that is printed again is left out, and a merged cell goes on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pingfen.errors import Problem, problem
from pingfen.form import Cell
from pingfen.places import ParagraphPlace, TablePlace
from pingfen.readers.glyphs import UNKNOWN, Written, joined
from pingfen.readers.grid import Budget, Grid
from pingfen.readers.pages import Loose, Part
from pingfen.readers.ruled import NEAR

Items = Sequence[Loose | Part]
Pages = tuple[Items, Items]
# 3 · - 3 - · 第3页 · 第 3 页 共 5 页 · 3/5
PAGE_NUMBER = re.compile(
    r"[-—–·\s]*第?\s*[0-9]+\s*页?\s*([/,，共]\s*共?\s*[0-9]+\s*页?)?[-—–·\s]*"
)
# A number over two lines is worth a doubt in a cell that may be a number, not in a report.
MOST_OF_A_FIGURE = 30
LEAST_HEADING = 3
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
    for chain in _chains(pages):
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

    def cell(
        self, text: str, place: TablePlace | ParagraphPlace, *, mixed: bool = False
    ) -> Cell:
        """Return a cell, and note where a character of it is not known."""
        if mixed:
            self.problems.append(problem("text-overlaps", place, severity="doubt", found=text))
        elif UNKNOWN in text:
            self.problems.append(problem("glyph-unknown", place, severity="doubt", found=text))
        return Cell(text, place)


def _chains(pages: Sequence[Items]) -> Iterator[Loose | list[Part]]:
    """Yield lines and tables in order, the parts of a table on several pages as one."""
    left: list[Loose] = []
    chain: list[Part] = []
    for number, items in enumerate(pages):
        for item in items:
            if isinstance(item, Loose):
                if not _is_page_number(item, items):
                    left.append(item)
            elif chain and _continues(chain, item, left, (pages[number - 1], items)):
                chain.append(item)
                left = []
            else:
                yield from [chain] if chain else []
                yield from left
                chain, left = [item], []
    yield from [chain] if chain else []
    yield from left


def _is_page_number(loose: Loose, items: Items) -> bool:
    """Tell whether the first or the last line of a page is only its number."""
    text = loose.line.text
    if loose not in (items[0], items[-1]) or not PAGE_NUMBER.fullmatch(text):
        return False
    return not text.isdecimal() or int(text) == loose.page


def _continues(chain: Sequence[Part], other: Part, between: Sequence[Loose], pages: Pages) -> bool:
    """Tell whether a table goes on in another, as wide as it, on the next page.

    Only what is printed on both pages may stand between them, and it begins as no new form does.
    """
    sides = zip(_sides(chain[-1]), _sides(other), strict=True)
    if other.page != chain[-1].page + 1 or any(abs(one - two) > NEAR for one, two in sides):
        return False
    return _all_running(between, *pages) and not _begins_anew(chain[0], other)


def _all_running(lines: Sequence[Loose], page: Items, following: Items) -> bool:
    """Tell whether lines are a header or a footer: on both pages the same at the same height."""
    marks = [
        {(_masked(item.line), item.top // NEAR) for item in items if isinstance(item, Loose)}
        for items in (page, following)
    ]
    return all(
        any((_masked(loose.line), loose.top // NEAR + by) in known for by in (-1, 0, 1))
        for loose in lines
        for known in marks
    )


def _begins_anew(first: Part, other: Part) -> bool:
    """Tell whether two tables begin with the same label and then say something else."""
    one, two = _first_row(first), _first_row(other)
    return one[:1] == two[:1] and (one != two or not _is_heading(one))


def _first_row(part: Part) -> list[str]:
    boxes = zip(part.table.boxes, part.lines, strict=True)
    return [joined(lines, 0).text for box, lines in boxes if box.row == 0 and lines]


def _sides(part: Part) -> tuple[int, int]:
    return part.table.xs[0], part.table.xs[-1]


def _masked(line: Written) -> str:
    return re.sub("[0-9]+", "#", line.text)


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
            and _is_heading([text for _, text in again.get(count, ())])
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


def _is_heading(texts: Sequence[str]) -> bool:
    """Tell whether a row can be a heading: several words and no number in them."""
    return len(texts) >= LEAST_HEADING and not any(re.search("[0-9]", text) for text in texts)


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
