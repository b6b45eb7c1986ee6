"""A table while it is read: its cells by grid column, merged or not, and what stands in them."""

from dataclasses import dataclass, field

from pingfen.form import Cell
from pingfen.places import TablePlace
from pingfen.readers.grid import Row


@dataclass(slots=True)
class Slot:
    """One cell of a table: where it stands, what it covers, the lines of text in it."""

    row: int
    column: int
    width: int = 1
    height: int = 1
    lines: list[str] = field(default_factory=list)
    shown: str = ""
    kind: str = ""

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines).strip()


@dataclass(slots=True)
class Block:
    """Rows of cells with their spans: a whole document, a table, or what a text box holds."""

    rows: list[Row] = field(default_factory=list)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def append(self, block: "Block") -> None:
        """Put a block below."""
        start = len(self.rows)
        self.rows += block.rows
        self.spans |= {(row + start, column): size for (row, column), size in block.spans.items()}


class Table:
    """A table while it is read: its slots row by row, and the blocks that stand in its cells."""

    def __init__(self, file: str, number: int) -> None:
        """Start without rows."""
        self.file = file
        self.number = number
        self.rows: list[list[Slot] | None] = []  # None: a row that does not count
        self.widths: list[int] = []
        self.inside: dict[int, list[Block]] = {}
        self.running: dict[int, Slot] = {}  # column → the cell that reaches down to this row
        self.merged: dict[int, Slot] = {}  # column → the cell that the next row may continue
        self.column = 0
        self.cell: Slot | None = None

    def place(self, column: int) -> TablePlace:
        """Return the place of a column, counted from 0, in the last row."""
        return TablePlace(self.file, self.number, max(1, len(self.rows)), column + 1)

    def open_row(self) -> None:
        """Begin a row."""
        self.rows.append([])
        self.widths.append(0)
        self.column = 0
        self.cell = None

    def open_cell(self, width: int = 1, height: int = 1) -> Slot:
        """Begin a cell at the first column that no cell from above covers."""
        if not self.rows:
            self.open_row()
        row = len(self.rows) - 1
        while (above := self.running.get(self.column)) and above.row + above.height > row:
            self.column = above.column + above.width
        self.cell = Slot(row, self.column, width, height)
        return self.cell

    def close_cell(self, *, covered: bool = False) -> None:
        """End the cell; a covered one only takes its columns."""
        if self.cell is None:
            return
        self.column = self.cell.column + self.cell.width
        self.widths[-1] = max(self.widths[-1], self.column)
        if not covered:
            row = self.rows[-1]
            if row is not None:
                row.append(self.cell)
            if self.cell.height > 1:
                self.running |= dict.fromkeys(range(self.cell.column, self.column), self.cell)
        self.cell = None

    def merge_down(self, *, begins: bool) -> bool:
        """Let the open cell begin a merged one or continue that above; tell if it continues."""
        cell = self.cell
        if cell is None:
            return False
        above = None if begins else self.merged.get(cell.column)
        if above is None or above.row + above.height != cell.row:
            self.merged[cell.column] = cell
            return False
        above.height += 1
        return True

    def merge_across(self) -> bool:
        """Let the open cell continue the one before it; tell if there is one."""
        if self.cell is None or not self.cell.column:
            return False
        row = self.rows[-1]
        if row and row[-1].column + row[-1].width == self.cell.column:
            row[-1].width += self.cell.width
        return True

    def close_row(self) -> int:
        """End the row; return how many places cells from above cover at its end."""
        if not self.rows:
            return 0
        row = len(self.rows)
        self.running = {at: c for at, c in self.running.items() if c.row + c.height >= row}
        width = self.widths[-1]
        self.widths[-1] = max([width, *(at + 1 for at in self.running)])
        return self.widths[-1] - width

    def close_group(self) -> None:
        """Let no cell reach from the rows so far into those that follow."""
        for cell in self.running.values():
            cell.height = min(cell.height, len(self.rows) - cell.row)
        self.running = {}

    def drop_row(self) -> None:
        """Let the last row not count, though the ones after it keep their numbers."""
        if self.rows:
            self.rows[-1] = None

    def block(self) -> Block:
        """Return the rows; what stands in a cell comes where no merged cell is cut."""
        found = Block()
        for block in self.inside.get(-1, ()):  # before the first row
            found.append(block)
        until, waiting = 0, list[Block]()
        numbers = dict[int, int]()  # row → its row in the block
        for at, slots in enumerate(self.rows):
            if slots is not None:
                numbers[at] = len(found.rows)
                found.rows.append(self._row(at, slots))
                waiting += self.inside.get(at, ())
                until = max([until, *(slot.row + slot.height for slot in slots)])
            if until <= at + 1 or at + 1 == len(self.rows):
                self._merge(found, numbers)
                for block in waiting:
                    found.append(block)
                numbers, waiting = {}, []
        return found

    def _row(self, at: int, slots: list[Slot]) -> Row:
        cells = [
            Cell("", TablePlace(self.file, self.number, at + 1, column + 1))
            for column in range(self.widths[at])
        ]
        for slot in slots:
            cells[slot.column] = Cell(slot.text, cells[slot.column].place, slot.shown, slot.kind)
        return tuple(cells)

    def _merge(self, found: Block, numbers: dict[int, int]) -> None:
        """Say what the merged cells of some rows cover of the rows that count."""
        for at, row in numbers.items():
            for slot in self.rows[at] or ():
                if slot.height > 1 or slot.width > 1:
                    covers = range(at, min(at + slot.height, len(self.rows)))
                    height = sum(each in numbers for each in covers)
                    if height > 1 or slot.width > 1:
                        found.spans[row, slot.column] = (height, slot.width)
