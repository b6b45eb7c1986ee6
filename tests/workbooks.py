"""Writes rows of text as a workbook, the way a person would type them."""

import re

import openpyxl

NUMBER = re.compile(r"-?\d+(?:\.(\d+))?(%?)")


def published(lines: list[str]) -> openpyxl.Workbook:
    """Return lines of the published example as a workbook, numbers as numbers."""
    book = openpyxl.Workbook()
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line.split("\t"), 1):
            put(book.active.cell(row, column), text)
    return book


def put(cell: openpyxl.cell.Cell, text: str) -> None:
    """Write a text as a person would: 99.50 and 54.65% are numbers with a format."""
    match = NUMBER.fullmatch(text)
    if match:
        cell.value = float(text.rstrip("%")) / (100 if match[2] else 1)
        cell.number_format = ("0." + "0" * len(match[1]) if match[1] else "0") + match[2]
    elif text:
        cell.value, cell.data_type = text, "s"
