"""Lays the paragraphs and tables of a document, one after the other, into rows of cells.

What Word documents and web pages have in common: tables, tables in cells, paragraphs between
tables. A table in a cell follows the row that it stands in.
"""

from pingfen.errors import Place, Problem
from pingfen.form import Cell
from pingfen.messages import Message
from pingfen.places import ParagraphPlace
from pingfen.readers.grid import Budget, Grid, unreadable
from pingfen.readers.tables import Block, Table

# no table of Word has more than 63 columns, no sheet more than 16,384
MOST_COLUMNS = 16_384
MOST_NESTED = 40


class Flow:
    """A document while it is read, from its first paragraph to its last table."""

    def __init__(self, file: str) -> None:
        """Start an empty document."""
        self.file = file
        self.budget = Budget(file)
        self.frames: list[Block | Table] = [Block()]
        self.paragraphs = 0
        self.tables = 0
        self.problems: dict[tuple[str, Place], Problem] = {}

    @property
    def table(self) -> Table | None:
        """The table that is being read, if what is read now stands in one."""
        top = self.frames[-1]
        return top if isinstance(top, Table) else None

    @property
    def place(self) -> Place:
        """Where the text that is read now will stand."""
        table = self.table
        if table is None:
            return ParagraphPlace(self.file, self.paragraphs + 1)
        return table.place(table.cell.column if table.cell else table.column)

    def notice(self, code: str, severity: str = "doubt", **values: str) -> None:
        """Keep a problem of the text that is read now, the first of each kind."""
        place = self.place
        if (code, place) not in self.problems:
            said = Message.of(code, **values)
            self.problems[code, place] = Problem(code, said, place, severity=severity)

    def paragraph(self, text: str) -> None:
        """Add a paragraph: a line of the open cell, or else a row of its own."""
        table = self.table
        if table is not None and table.cell is not None:
            self.budget.use(1 if table.cell.lines else 0)  # the first line is counted as the cell
            table.cell.lines.append(text)
            return
        self.budget.use(1)
        self.paragraphs += 1
        row = (Cell(text.strip(), ParagraphPlace(self.file, self.paragraphs)),)
        self._put(Block([row]))

    def open_table(self) -> Table:
        """Begin a table, perhaps in a cell."""
        self.tables += 1
        table = Table(self.file, self.tables)
        self._push(table)
        return table

    def open_box(self) -> None:
        """Begin a text box: its paragraphs are no lines of the cell that it stands in."""
        self._push(Block())

    def close(self) -> None:
        """End the table or the text box."""
        if len(self.frames) == 1:
            return
        top = self.frames.pop()
        self._put(top.block() if isinstance(top, Table) else top)

    def open_cell(self, width: int = 1, height: int = 1) -> None:
        """Begin a cell of the open table."""
        if self.table is not None:
            self.table.open_cell(1, height)
            self.widen(width)

    def widen(self, width: int) -> None:
        """Let the open cell cover so many columns."""
        if self.table is None or self.table.cell is None:
            return
        if self.table.cell.column + width > MOST_COLUMNS:
            raise unreadable("columns-too-many", self.place, most=MOST_COLUMNS)
        self.table.cell.width = max(1, width)

    def close_cell(self, *, covered: bool = False) -> None:
        """End the cell and count what it covers."""
        if self.table is not None and self.table.cell is not None:
            self.budget.use(self.table.cell.width)
            self.table.close_cell(covered=covered)

    def open_row(self) -> None:
        """Begin a row of the open table."""
        if self.table is not None:
            self.table.open_row()

    def skip(self, width: int) -> None:
        """Leave some columns of the row empty."""
        if self.table is not None and width > 0:
            self.table.open_cell()
            self.widen(width)
            self.budget.use(width)
            self.table.close_cell(covered=True)

    def close_row(self) -> None:
        """End the row and count what cells from above cover of it."""
        if self.table is not None:
            self.budget.use(self.table.close_row())

    def grid(self) -> Grid:
        """Return what was read, with whatever was not ended."""
        while len(self.frames) > 1:
            self.close_cell()
            self.close_row()
            self.close()
        whole = self.frames[0]
        assert isinstance(whole, Block)  # noqa: S101  # the first frame is no table
        return Grid(tuple(whole.rows), whole.spans, tuple(self.problems.values()))

    def _push(self, frame: Block | Table) -> None:
        if len(self.frames) > MOST_NESTED:
            raise unreadable("nested-too-deep", self.file, most=MOST_NESTED)
        self.frames.append(frame)

    def _put(self, block: Block) -> None:
        """Put a block where the document stands: below, or with the row that it stands in."""
        top = self.frames[-1]
        if isinstance(top, Table):
            top.inside.setdefault(len(top.rows) - 1, []).append(block)
        else:
            top.append(block)
