"""Writes a form with openpyxl as people type it: numbers as numbers, with merges and borders."""

import re
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from layouts.paper import C, Line, Paper, Table

NUMBER = re.compile(r"(-?\d+(?:\.(\d+))?)(%?)")
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
LOOKS = {"title": "center", "centre": "center", "right": "right", "left": "left"}


def write(paper: Paper, path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for number, page in enumerate(paper.pages, start=1):
        put_page(book.create_sheet(f"Sheet{number}"), page)
    book.save(path)


def put_page(sheet: Worksheet, page: list[Line | Table]) -> None:
    """One sheet for a page: a line is merged over the width of the table below it."""
    width = max((part.width for part in page if isinstance(part, Table)), default=10)
    top = 1
    for part in page:
        if isinstance(part, Line):
            put_line(sheet, part, top, width)
            top += 1
        else:
            put_table(sheet, part, top)
            top += len(part.rows)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def put_line(sheet: Worksheet, line: Line, top: int, width: int) -> None:
    cell = sheet.cell(top, 1, line.text)
    cell.alignment = Alignment(LOOKS[line.look], "center", wrap_text=True)
    cell.font = Font("宋体", 16 if line.look == "title" else 10, b=line.look == "title")
    sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=width)
    sheet.row_dimensions[top].height = 30 if line.look == "title" else 18


def put_table(sheet: Worksheet, table: Table, top: int) -> None:
    widths = table.widths or (9,) * table.width
    for column, wide in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = wide
    for row in range(len(table.rows)):
        sheet.row_dimensions[top + row].height = height(table, row, widths)
        for column in range(table.width):
            sheet.cell(top + row, column + 1).border = BOX
    for row, column, cell in table.placed():
        put(sheet.cell(top + row, column + 1), cell)
        if cell.across > 1 or cell.down > 1:
            sheet.merge_cells(
                start_row=top + row,
                end_row=top + row + cell.down - 1,
                start_column=column + 1,
                end_column=column + cell.across,
            )


def height(table: Table, row: int, widths: tuple[float, ...]) -> float:
    """Return how high a row must be to show its texts, as people drag it."""
    lines = 1.0
    for at, column, cell in table.placed():
        if at == row and cell.down == 1:
            wide = sum(widths[column : column + cell.across])
            lines = max(lines, -(-2 * len(cell.text) // wide))
    return 15 * lines + 5


def put(to: Cell, cell: C) -> None:
    """Type a text as a person would: 8 becomes a number, 100% the number 1 shown as 0%."""
    to.font = Font("宋体", 10)
    to.alignment = Alignment("center", "center", wrap_text=True)
    number = NUMBER.fullmatch(cell.text)
    if cell.form and cell.form != "@":
        put_shown(to, cell)
    elif number and cell.form != "@":
        digits, places, percent = number.groups()
        value = Decimal(digits) / (100 if percent else 1)
        to.value = float(value)  # what Excel stores
        decimals = "." + "0" * len(places) if places else ""
        keeps = percent or (places and places.endswith("0"))
        to.number_format = f"0{decimals}{percent}" if keeps else "General"
    elif cell.text:
        to.value = cell.text
        to.data_type = "s"  # =100% is typed with an apostrophe before it
        to.number_format = "@" if cell.form == "@" else "General"


def put_shown(to: Cell, cell: C) -> None:
    """A number whose format shows its unit: 63 as 63人."""
    digits = re.match(r"\d+(\.\d+)?", cell.text)
    assert digits, cell
    to.value = float(digits[0])
    to.number_format = cell.form
