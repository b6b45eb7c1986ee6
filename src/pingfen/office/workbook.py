"""Tables as workbooks, written with openpyxl: the one module that writes with it.

openpyxl takes a text that begins with ``=`` for a formula and ``#N/A`` for an error, cuts long
texts silently and writes numbers by way of binary floats. So the type of each cell is set beside
its value, and a number is handed over as the digits that are to stand in the file.
"""

import io
import re
from collections.abc import Iterator, Sequence
from copy import copy
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pingfen.errors import DataPlace, UsageError, problem
from pingfen.office.style import SONG, STYLES
from pingfen.office.table import AS_TEXT, Box, Paragraph, Table, height_of, heights, placed

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray

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


def workbook_of(sheets: Sequence[Table], path: str, creator: str = "") -> bytes:
    """Return tables as a workbook, made by a creator.

    Raises ``UsageError`` for a text too long for a cell.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _set_font(book)
    if creator:
        book.properties.creator = creator
    for table, name in zip(sheets, sheet_names(table.name for table in sheets), strict=True):
        _Writer(book.create_sheet(name), table, path).write()
    if not sheets:
        book.create_sheet(sheet_names([""])[0])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


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
    """Writes one table as a sheet."""

    def __init__(self, sheet: Worksheet, table: Table, path: str) -> None:
        self.sheet, self.table, self.path = sheet, table, path
        self.above = len(table.titles)
        self._dressed: dict[str, StyleArray] = {}

    def write(self) -> None:
        for at, title in enumerate(self.table.titles, 1):
            self._line(at, title)
        for row, column, box in placed(self.table):
            self._box(self.above + row + 1, column + 1, box)
        below = self.above + len(self.table.rows)
        for at, note in enumerate(self.table.notes, below + 1):
            self._line(at, note)
        for at, height in enumerate(heights(self.table), self.above + 1):
            self.sheet.row_dimensions[at].height = height
        for at, width in enumerate(self.table.widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width
        self._set_head()
        self._set_page()

    def _line(self, row: int, line: Paragraph) -> None:
        """Write a line above or below the table, over all its columns."""
        across = len(self.table.widths)
        self._box(row, 1, Box(line.text, across=across, style=line.style))
        height = height_of(line.text, sum(self.table.widths), line.style)
        self.sheet.row_dimensions[row].height = height

    def _box(self, row: int, column: int, box: Box) -> None:
        for down in range(box.down):
            for across in range(box.across):
                self._dress(self._cell(row + down, column + across), box.style)
        self._put(self._cell(row, column), box)
        if box.down > 1 or box.across > 1:
            last_row, last_column = row + box.down - 1, column + box.across - 1
            self.sheet.merge_cells(None, row, column, last_row, last_column)

    def _cell(self, row: int, column: int) -> Cell:
        """Return a cell that lies under no other one."""
        return cast("Cell", self.sheet.cell(row, column))

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

    def _set_head(self) -> None:
        first, last = self.above + 1, self.above + self.table.head
        if self.table.frozen:
            self.sheet.freeze_panes = f"{get_column_letter(self.table.fixed + 1)}{last + 1}"
        if self.table.head:
            self.sheet.print_title_rows = f"{first}:{last}"
        if self.table.filtered:
            right = get_column_letter(len(self.table.widths))
            bottom = self.above + len(self.table.rows)
            self.sheet.auto_filter.ref = f"A{last}:{right}{bottom}"

    def _set_page(self) -> None:
        sheet = self.sheet
        sheet.page_setup.paperSize = A4
        sheet.page_setup.orientation = "landscape" if self.table.landscape else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 1 if self.table.whole else 0
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
