"""Writes a form with python-docx as people draw it in Word: paragraphs, a table, merged cells."""

from pathlib import Path

from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from layouts.paper import Line, Paper, Table

LOOKS = {
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
}


def write(paper: Paper, path: Path) -> None:
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)
    for number, page in enumerate(paper.pages):
        if number:
            document.add_page_break()
        for part in page:
            if isinstance(part, Line):
                put_line(document, part)
            else:
                put_table(document, part)
    document.add_paragraph()  # Word never ends a document with a table
    document.save(str(path))


def put_line(document: Written, line: Line) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = LOOKS[line.look]
    say(paragraph, line.text, 16 if line.look == "title" else 10.5, bold=line.look == "title")


def say(paragraph: Paragraph, text: str, size: float, *, bold: bool = False) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.name = bold, Pt(size), "宋体"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def put_table(document: Written, table: Table) -> None:
    drawn = document.add_table(len(table.rows), table.width, style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    drawn.autofit = False
    widths = table.widths or (9,) * table.width
    unit = 26.0 / sum(widths)
    for column, wide in zip(drawn.columns, widths, strict=True):
        column.width = Cm(wide * unit)
    cells = [list(row.cells) for row in drawn.rows]
    for row in cells:
        for cell, wide in zip(row, widths, strict=True):
            cell.width = Cm(wide * unit)
    for row, column, cell in table.placed():
        first = cells[row][column]
        if cell.across > 1 or cell.down > 1:
            first = first.merge(cells[row + cell.down - 1][column + cell.across - 1])
        put(first, cell.text)


def put(cell: _Cell, text: str) -> None:
    """The lines of a cell are paragraphs, as Enter makes them."""
    paragraphs = text.split("\n")
    for number, line in enumerate(paragraphs):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.alignment = LOOKS["centre" if len(line) < 30 else "left"]
        say(paragraph, line, 9)
