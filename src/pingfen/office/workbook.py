"""Tables as workbooks, written with openpyxl: the one module that writes with it.

openpyxl takes a text that begins with ``=`` for a formula and ``#N/A`` for an error, cuts long
texts silently and writes numbers by way of binary floats. So the type of each cell is set beside
its value, and a number is handed over as the digits that are to stand in the file.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from decimal import Decimal
from functools import cache
from itertools import chain, product
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pingfen.errors import DataPlace, UsageError, problem
from pingfen.office.style import SONG, STYLES
from pingfen.office.table import (
    AS_TEXT,
    Box,
    LongTable,
    Paragraph,
    Table,
    height_of,
    heights,
    placed,
    row_height,
)

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_TEXT = 32_767  # a workbook's cell holds no longer one
MOST_DIGITS = 15  # what a workbook keeps of a number
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
UNSTORABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LINE_ENDS = re.compile(r"\r\n?")
TYPED_OTHERWISE = ("=", "+", "-", "@", "'")  # how Excel takes a text for something else
A4 = 9
SIDE = Side(style="thin", color="7F7F7F")


def workbook_of(sheets: Sequence[Table | LongTable], path: str, creator: str = "") -> bytes:
    """Return tables as a workbook. Raises ``UsageError`` for a text too long for a cell.

    Each row goes into a temporary file as soon as it is made: openpyxl would keep half a kilobyte
    for each cell.
    """
    book = Workbook(write_only=True)
    _set_font(book)
    if creator:
        book.properties.creator = creator
    for table, name in zip(sheets, sheet_names(table.name for table in sheets), strict=True):
        sheet = cast("WriteOnlyWorksheet", book.create_sheet(name))
        # openpyxl tries each cell as a value first, and an error for each takes as long as it
        sheet._values_to_row = _as_they_are  # type: ignore[attr-defined]  # noqa: SLF001  # see above
        try:
            _Writer(cast("Worksheet", sheet), table.widths, path).write(table)
        finally:
            sheet.close()  # a text that is too long must not leave it in the midst of a row
    if not sheets:
        book.create_sheet(sheet_names([""])[0])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _as_they_are(cells: Sequence[Cell | None], row: int) -> Iterator[Cell]:  # noqa: ARG001  # as openpyxl calls it
    return filter(None, cells)


def sheet_names(wanted: Iterator[str] | Sequence[str]) -> list[str]:
    """Return names that sheets may have, each once.

    >>> sheet_names(["甲/乙", "甲 乙", "", "甲 乙"])
    ['甲 乙', '甲 乙 (2)', 'Sheet3', '甲 乙 (3)']
    """
    found: list[str] = []
    taken: set[str] = {"history"}  # which Excel keeps for itself
    for number, name in enumerate(wanted, 1):
        whole = FORBIDDEN.sub(" ", UNSTORABLE.sub("", name)).strip().strip("'").strip()
        fitting, again = _cut(whole) or f"Sheet{number}", 1
        while fitting.lower() in taken:
            again += 1
            end = f" ({again})"
            fitting = _cut(whole, LONGEST_NAME - len(end)) + end
        taken.add(fitting.lower())
        found.append(fitting)
    return found


def _cut(name: str, most: int = LONGEST_NAME) -> str:
    """Return the beginning of a name: Excel counts what UTF-16 takes."""
    cut = name.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
    return cut.strip().strip("'")


def _set_font(book: Workbook) -> None:
    """Make ours the font of cells without one, by which the widths of columns are measured."""
    style = book._named_styles["Normal"]  # type: ignore[attr-defined]  # noqa: SLF001  # nowhere else
    style.font = Font(name=SONG, size=STYLES["text"].size)
    style.bind(book)


class _Writer:
    """Writes one table as a sheet, row by row; what stands above and beside them comes first."""

    def __init__(self, sheet: Worksheet, widths: Sequence[int], path: str) -> None:
        self.sheet, self.widths, self.path = sheet, widths, path
        self._written = 0
        self._dressed: dict[str, StyleArray] = {}

    def write(self, table: Table | LongTable) -> None:
        for at, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width
        if isinstance(table, LongTable):
            self._write_long(table)
        else:
            self._write(table)

    def _write_long(self, table: LongTable) -> None:
        self._set_head(1, frozen="A2")
        self._set_page(landscape=True)
        for row in chain([table.heads], table.rows):
            self._row(dict(enumerate(row, 1)), row_height(row, self.widths))
        self._set_filter(1)

    def _write(self, table: Table) -> None:
        above = len(table.titles)
        last = above + table.head
        frozen = f"{get_column_letter(table.fixed + 1)}{last + 1}" if table.frozen else ""
        self._set_head(table.head, above, frozen)
        self._set_page(landscape=table.landscape, whole=table.whole)
        for title in table.titles:
            self._line(title)
        rows: dict[int, dict[int, Box]] = {}
        for row, column, box in placed(table):
            self._merge(above + row + 1, column + 1, box)
            for down, across in product(range(box.down), range(box.across)):
                shown = Box(style=box.style) if down or across else box
                rows.setdefault(row + down, {})[column + across + 1] = shown
        for row, height in enumerate(heights(table)):
            self._row(rows.get(row, {}), height)
        if table.filtered:
            self._set_filter(last)
        for note in table.notes:
            self._line(note)

    def _line(self, line: Paragraph) -> None:
        """Write a line above or below the table, over all its columns."""
        across = len(self.widths)
        box = Box(line.text, across=across, style=line.style)
        self._merge(self._written + 1, 1, box)
        others = {at: Box(style=line.style) for at in range(2, across + 1)}
        self._row({1: box, **others}, height_of(line.text, sum(self.widths), line.style))

    def _row(self, boxes: Mapping[int, Box], height: int) -> None:
        """Write the boxes of the next row."""
        self._written += 1
        self.sheet.row_dimensions[self._written].height = height
        cells: list[Cell | None] = [None] * max(boxes, default=0)
        for column, box in boxes.items():
            cell = Cell(self.sheet, self._written, column)
            self._dress(cell, box.style)
            self._put(cell, box)
            cells[column - 1] = cell
        self.sheet.append(cells)
        del self.sheet.row_dimensions[self._written]  # it is written, too

    def _merge(self, row: int, column: int, box: Box) -> None:
        if box.down > 1 or box.across > 1:
            last = f"{get_column_letter(column + box.across - 1)}{row + box.down - 1}"
            self.sheet.merged_cells.add(f"{get_column_letter(column)}{row}:{last}")

    def _dress(self, cell: Cell, style: str) -> None:
        known = self._dressed.get(style)
        if known is not None:  # to look a font up takes longer than to write the cell
            cell._style = copy(known)  # type: ignore[attr-defined]  # noqa: SLF001  # no other way
            return
        look = STYLES[style]
        cell.font, cell.alignment = _font(style), _alignment(style)
        if look.fill:
            cell.fill = _fill(look.fill)
        if look.border:
            cell.border = _border()
        made = cell._style  # type: ignore[attr-defined]  # noqa: SLF001  # as above
        self._dressed[style] = copy(made)

    def _put(self, cell: Cell, box: Box) -> None:
        """Store a value as what it is."""
        value = box.value
        if box.code:
            cell.number_format = box.code
        if isinstance(value, str):
            self._put_text(cell, value)
        elif value is not None:
            digits = f"{Decimal(value):f}"
            if len(digits.strip("-").replace(".", "").strip("0")) > MOST_DIGITS:
                self._put_text(cell, digits)
            else:
                cell.value = digits
                cell.data_type = "n"

    def _put_text(self, cell: Cell, text: str) -> None:
        if len(text) > MOST_TEXT:
            place = DataPlace(self.path, f" {self.sheet.title}!{cell.coordinate}")
            found = problem("text-too-long", place, found=len(text), most=MOST_TEXT)
            raise UsageError([found])
        if not text:
            return
        cell.value = storable(text)
        cell.data_type = "s"
        if text.startswith(TYPED_OTHERWISE) and box_is_general(cell):
            cell.quotePrefix = True  # whoever edits the cell keeps a text

    def _set_head(self, head: int, above: int = 0, frozen: str = "") -> None:
        if frozen:
            self.sheet.freeze_panes = frozen
        if head:
            self.sheet.print_title_rows = f"{above + 1}:{above + head}"

    def _set_filter(self, head: int) -> None:
        right = get_column_letter(len(self.widths))
        self.sheet.auto_filter.ref = f"A{head}:{right}{self._written}"

    def _set_page(self, *, landscape: bool, whole: bool = False) -> None:
        sheet = self.sheet
        sheet.page_setup.paperSize = A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 1 if whole else 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = Decimal("0.5")
        margins.top = margins.bottom = Decimal("0.6")


def box_is_general(cell: Cell) -> bool:
    """Tell whether a text typed into the cell could become something else."""
    return bool(cell.number_format != AS_TEXT)


def storable(text: str) -> str:
    r"""Return a text as XML can hold it: control characters escaped as workbooks do.

    >>> storable("a\x01b\r\nc")
    'a_x0001_b\nc'
    """
    text = UNSTORABLE.sub("\ufffd", LINE_ENDS.sub("\n", text))
    return CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


@cache
def _font(style: str) -> Font:
    look = STYLES[style]
    return Font(name=look.font, size=look.size, bold=look.bold, color=look.color or None)


@cache
def _alignment(style: str) -> Alignment:
    return Alignment(horizontal=STYLES[style].align, vertical="center", wrap_text=True)


@cache
def _fill(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=color)


@cache
def _border() -> Border:
    return Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
