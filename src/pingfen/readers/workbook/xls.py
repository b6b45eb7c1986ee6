"""Reads .xls and .et workbooks, the binary format of old, with xlrd.

xlrd gives no texts of formulas, so a target that was typed as ``=100%`` reads as what it shows,
100%, and a formula is not told from a number. All else is as in .xlsx.
"""

import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import xlrd
from xlrd.formatting import std_format_strings

from pingfen.errors import FormError, Problem
from pingfen.form import Cell
from pingfen.messages import Message
from pingfen.places import SheetPlace
from pingfen.readers.grid import Budget, Grid, unreadable
from pingfen.readers.workbook.format_codes import BUILTIN, GENERAL
from pingfen.readers.workbook.sheet import Merge, Sheet
from pingfen.readers.workbook.values import Values

ERRORS: Mapping[int, str] = MappingProxyType(dict(xlrd.error_text_from_code))
ENCRYPTED = "encrypted"


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return a grid for each sheet of a workbook's stream, in its order, hidden ones included.

    The stream was taken out of its OLE file before; the oldest workbooks have none. Raises
    ``FormError`` if it cannot be read.
    """
    try:
        with xlrd.open_workbook(
            file_contents=content,
            logfile=io.StringIO(),  # it would print what it notices
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        ) as book:
            return _grids(book, file)
    except FormError:
        raise
    except Exception as error:  # noqa: BLE001  # damaged files raise whatever their bytes lead to
        if ENCRYPTED in str(error):
            raise unreadable("encrypted", file) from None
        hint = Message.of("hint-save-again")
        raise unreadable("broken-workbook", file, found=error, hint=hint) from None


# xlrd has no types: a book and its sheets are Any
def _grids(book: Any, file: str) -> tuple[Grid, ...]:  # noqa: ANN401  # as just said
    budget = Budget(file)
    reading = _Reading(book)
    grids = []
    for at in range(book.nsheets):
        found = book.sheet_by_index(at)
        sheet = Sheet(file, found.name, budget)
        sheet.hidden = found.visibility != 0
        for row in range(found.nrows):
            reading.row(sheet, found, row)
        _layout(sheet, found)
        grids.append(sheet.grid())
        book.unload_sheet(at)
    return tuple(grids)


def _layout(sheet: Sheet, found: Any) -> None:  # noqa: ANN401  # as above
    """Keep what is merged and what is hidden; xlrd counts from 0 and up to the one behind."""
    for top, bottom, left, right in found.merged_cells:
        if top < bottom and left < right:
            sheet.merges.append(Merge(top + 1, left + 1, bottom, right))
    for row, info in found.rowinfo_map.items():
        if info.hidden or info.height == 0:
            sheet.hidden_rows.add(row + 1)
    for column, info in found.colinfo_map.items():
        if info.hidden or info.width == 0:
            sheet.hidden_columns.append((column + 1, column + 1))


class _Reading:
    """The formats of a workbook, and what becomes of its cells."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  # as above
        self.values = Values(since_1904=bool(book.datemode))
        self.formats = [_code(book, style.format_key) for style in book.xf_list]

    def row(self, sheet: Sheet, found: Any, row: int) -> None:  # noqa: ANN401  # as above
        """Keep the cells of a row that hold something."""
        cells = zip(found.row_types(row), found.row_values(row), strict=True)
        for column, (kind, value) in enumerate(cells):
            if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                continue
            code = self.formats[found.cell_xf_index(row, column)]
            place = sheet.place(row + 1, column + 1)
            cell, wrong = self._cell(kind, value, code, place)
            if wrong:
                sheet.note(wrong)
            if cell.text or cell.shown:
                sheet.add(row + 1, column + 1, cell)

    def _cell(
        self, kind: int, value: object, code: str, place: SheetPlace
    ) -> tuple[Cell, Problem | None]:
        if kind == xlrd.XL_CELL_TEXT:
            return self.values.wording(str(value), code, place), None
        if kind == xlrd.XL_CELL_BOOLEAN:
            return self.values.truth(str(value), place), None
        if kind == xlrd.XL_CELL_ERROR and isinstance(value, int):
            return self.values.error(ERRORS.get(value, f"#{value}"), place)
        return self.values.number(repr(value), code, place)


def _code(book: Any, key: int) -> str:  # noqa: ANN401  # as above
    """Return the code of a format: the file's own, or that of a Chinese Excel for its number."""
    known = book.format_map.get(key)
    code = known.format_str if known else ""
    if key in BUILTIN and code in {"", GENERAL, std_format_strings.get(key)}:
        return BUILTIN[key]
    return code or GENERAL
