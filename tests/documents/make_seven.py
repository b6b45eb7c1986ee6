"""Writes the seven forms of the example as the files that people exchange.

    python tests/documents/make_seven.py [FOLDER]

openpyxl, python-docx, a template of our own for the web page and the csv module write the first
four; LibreOffice makes the others of them. None of the readers has a part in it. The .doc and the
.pdf are too large to keep; the tests let LibreOffice make them anew.
"""

import csv
import re
import sys
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).parent.parent))

from layouts import as_docx, as_html, as_xlsx
from layouts.libreoffice import KEPT, convert
from layouts.paper import Line, Paper, Table
from layouts.seven import forms, summary

DAY = re.compile(r"(\d+)月(\d+)日")
SHEETS = ("汇总表", *(f"项目{number}" for number in range(1, 8)))


def main(folder: Path) -> None:
    pages = [summary(), *forms()]
    workbook(pages, folder / "seven.xlsx")
    as_docx.write(Paper("seven", pages, []), folder / "seven.docx")
    as_html.write(Paper("seven", pages, []), folder / "seven.html")
    delimited(pages, folder / "seven.csv")
    for target, source in KEPT.items():
        convert(folder / source, folder / target)


def workbook(pages: list[list[Line | Table]], path: Path) -> None:
    """One sheet for the summary and each form; what Excel takes for a date is a date."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, page in zip(SHEETS, pages, strict=True):
        sheet = book.create_sheet(name)
        as_xlsx.put_page(sheet, page)
        dates(sheet)
    book.save(path)


def dates(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            day = DAY.fullmatch(str(cell.value))
            if day:
                cell.value = date(2024, int(day[1]), int(day[2]))
                cell.number_format = 'm"月"d"日"'


def delimited(pages: list[list[Line | Table]], path: Path) -> None:
    """All sheets one below the other, as Excel saves text: gb18030, quotes only where needed."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        for page in pages:
            for part in page:
                writer.writerows(lines_of(part))
            writer.writerow([""] * 9)


def lines_of(part: Line | Table) -> list[list[str]]:
    if isinstance(part, Line):
        return [[part.text, *[""] * 8]]
    rows = [[""] * 9 for _ in part.rows]
    for row, column, cell in part.placed():
        rows[row][column] = cell.text
    return rows


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent)
