"""The markup of a Word document's tables: by grid column, with every way of merging cells."""

from types import MappingProxyType

from pingfen.readers.flow import Flow
from pingfen.readers.markup import Attributes, Ends, Starts, count, is_on, value
from pingfen.readers.word.runs import Runs


class TableMarkup:
    """What is done where the elements of tables start and end."""

    def __init__(self, flow: Flow, runs: Runs) -> None:
        """Start outside of any table."""
        self.flow = flow
        self.runs = runs
        self.after: list[int] = []  # of each open row: the columns left empty at its end
        self.merging: list[str] = []  # of each open cell: which one it continues, if any

    @property
    def starts(self) -> Starts:
        """The actions by the names of elements, without namespaces."""
        return MappingProxyType(
            {
                "tbl": self.open_table,
                "tr": self.open_row,
                "gridBefore": self.leave_before,
                "gridAfter": self.leave_after,
                "hidden": self.hide_row,
                "tc": self.open_cell,
                "gridSpan": self.widen,
                "vMerge": self.merge_down,
                "hMerge": self.merge_across,
            }
        )

    @property
    def ends(self) -> Ends:
        """The actions by the names of elements, without namespaces."""
        return MappingProxyType(
            {"tbl": self.close_table, "tr": self.close_row, "tc": self.close_cell}
        )

    def open_table(self, _: Attributes) -> None:
        """Begin a table."""
        self.runs.end()
        self.flow.open_table()

    def close_table(self) -> None:
        """End a table."""
        if self.flow.table is not None:
            self.flow.close()

    def open_row(self, _: Attributes) -> None:
        """Begin a row."""
        self.flow.open_row()
        self.after.append(0)

    def close_row(self) -> None:
        """End a row."""
        if self.after:
            self.flow.skip(self.after.pop())
        self.flow.close_row()

    def leave_before(self, attributes: Attributes) -> None:
        """Leave columns empty before the first cell."""
        self.flow.skip(count(attributes))

    def leave_after(self, attributes: Attributes) -> None:
        """Leave columns empty after the last cell."""
        if self.after:
            self.after[-1] = count(attributes)

    def hide_row(self, attributes: Attributes) -> None:
        """Leave out a row that is not printed."""
        if is_on(attributes):
            self.drop_row("hidden-table-row")

    def drop_row(self, code: str) -> None:
        """Leave out a row and say why."""
        self.flow.notice(code)
        if self.flow.table is not None:
            self.flow.table.drop_row()

    def open_cell(self, _: Attributes) -> None:
        """Begin a cell."""
        self.flow.open_cell()
        self.merging.append("")

    def widen(self, attributes: Attributes) -> None:
        """Let the cell cover several columns."""
        self.flow.widen(count(attributes))

    def merge_down(self, attributes: Attributes) -> None:
        """Let the cell begin a merged one, or continue that above."""
        table = self.flow.table
        begins = value(attributes) == "restart"
        if table is not None and self.merging and table.merge_down(begins=begins):
            self.merging[-1] = "above"

    def merge_across(self, attributes: Attributes) -> None:
        """Let the cell continue the one before it, as old documents do."""
        if self.merging and not self.merging[-1] and value(attributes) != "restart":
            self.merging[-1] = "before"

    def close_cell(self) -> None:
        """End a cell; one that continues another says nothing."""
        self.runs.end()
        merged = self.merging.pop() if self.merging else ""
        table = self.flow.table
        if table is None or table.cell is None:
            return
        covered = merged == "above" or (merged == "before" and table.merge_across())
        if covered and table.cell.text:
            self.flow.notice("covered-text", found=table.cell.text)
        self.flow.close_cell(covered=covered)
