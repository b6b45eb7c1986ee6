"""Tables and paragraphs as Word documents: the one module that uses python-docx."""

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips

from pingfen.office.style import CENTER, FALLBACKS, LEFT, RIGHT, SONG, STYLES, Style
from pingfen.office.table import Box, Paragraph, Placed, Table, placed

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.section import Section
    from docx.table import Table as Grid
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as Line

PAGE = (11906, 16838)  # A4 in twentieths of a point
MARGIN = 1021  # 18 mm
ALIGNED = {
    LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile(r"\r\n?")
FACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
TIGHT = Pt(0)
BOX_MARGINS = (("top", 40), ("left", 50), ("bottom", 40), ("right", 50))  # in that order
LEAST = 300  # the lowest row


def document_of(parts: Sequence[Table | Paragraph]) -> bytes:
    """Return tables and paragraphs as a document, in their order.

    Where a table lies across and another upright, each begins a section of its own.
    """
    made = Document()
    _set_normal(made)
    landscape = next((part.landscape for part in parts if isinstance(part, Table)), False)
    _turn(made.sections[0], landscape=landscape)
    for at, part in enumerate(parts):
        if isinstance(part, Paragraph):
            _dress(made.add_paragraph(), part)
            continue
        if part.landscape != landscape:
            landscape = part.landscape
            _turn(made.add_section(), landscape=landscape)
        _add_table(made, part, follows=at > 0)
    stored = io.BytesIO()
    made.save(stored)
    return stored.getvalue()


def _set_normal(made: "Made") -> None:
    """Give the document our font, and those that stand in for it where it is missing."""
    made.core_properties.author = ""
    made.core_properties.comments = ""
    normal = made.styles["Normal"]
    normal.font.size = Pt(STYLES["text"].size)
    _set_faces(normal.element.get_or_add_rPr(), SONG)
    fonts = next(
        part for part in made.part.package.iter_parts() if part.partname == "/word/fontTable.xml"
    )
    named = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in FALLBACKS.items()
    )
    fonts._blob = fonts.blob.replace(b"</w:fonts>", f"{named}</w:fonts>".encode())  # noqa: SLF001  # a part has no other way in


def _turn(section: "Section", *, landscape: bool) -> None:
    """Lay a section's pages: A4, upright or across."""
    short, long = map(Twips, PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin = section.right_margin = Twips(MARGIN)
    section.top_margin = section.bottom_margin = Twips(MARGIN)


def _add_table(made: "Made", table: Table, *, follows: bool) -> None:
    """Add the lines above a table, the table, and the lines below."""
    titles = table.titles or ((Paragraph("", "left"),) if follows else ())
    for at, line in enumerate(titles):
        _dress(made.add_paragraph(), line._replace(new_page=table.new_page and at == 0))
    _Writer(made, table).write()
    for line in table.notes:
        _dress(made.add_paragraph(), line)


class _Writer:
    """Writes one table."""

    def __init__(self, made: "Made", table: Table) -> None:
        self.table = table
        across = PAGE[1] if table.landscape else PAGE[0]
        room = across - 2 * MARGIN
        self.widths = [width * room // sum(table.widths) for width in table.widths]
        self.grid: Grid = made.add_table(len(table.rows), len(table.widths))

    def write(self) -> None:
        self.grid.style = "Table Grid"
        self.grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        self.grid.autofit = False
        self._set_margins()
        for column, width in zip(self.grid.columns, self.widths, strict=True):
            column.width = Twips(width)
        rows = list(self.grid.rows)
        cells = [list(row.cells) for row in rows]
        for found in placed(self.table):
            self._fill(cells, found)
        for at, row in enumerate(rows):
            row.height, row.height_rule = Twips(LEAST), WD_ROW_HEIGHT_RULE.AT_LEAST
            _mark(row, "w:cantSplit")
            if at < self.table.head:
                _mark(row, "w:tblHeader")

    def _set_margins(self) -> None:
        """Leave little room beside the texts of boxes, and some above and below."""
        margins = OxmlElement("w:tblCellMar")
        for side, width in BOX_MARGINS:
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), str(width))
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        properties = self.grid._tbl.tblPr  # noqa: SLF001  # python-docx knows no such margins
        look = properties.find(qn("w:tblLook"))
        if look is None:
            properties.append(margins)
        else:
            look.addprevious(margins)

    def _fill(self, cells: list[list["_Cell"]], found: Placed) -> None:
        row, column, box = found
        cell = cells[row][column]
        if box.across > 1 or box.down > 1:
            cell = cell.merge(cells[row + box.down - 1][column + box.across - 1])
        cell.width = Twips(sum(self.widths[column : column + box.across]))
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _dress(cell.paragraphs[0], Paragraph(box.shown, box.style))
        _shade(cell, box)


def _mark(row: "_Row", name: str) -> None:
    """Say of a row that it stays on one page, or stands at the top of each."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  # python-docx knows it not


def _shade(cell: "_Cell", box: Box) -> None:
    fill = STYLES[box.style].fill
    if fill:
        shade = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
            shade.set(qn(name), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  # python-docx knows no shading


def _dress(line: "Line", said: Paragraph) -> None:
    """Write a text into an empty paragraph, as its style says."""
    look = STYLES[said.style]
    layout = line.paragraph_format
    layout.space_before = layout.space_after = TIGHT
    layout.alignment = ALIGNED[look.align]
    layout.page_break_before = said.new_page or None
    if look.indented:
        layout.first_line_indent = Pt(2 * look.size)
    _write(line, said.text, look)


def _write(line: "Line", text: str, look: Style) -> None:
    """Add a text as a run; one is there also where it says nothing, for comments."""
    run = line.add_run(storable(text))
    run.font.size = Pt(look.size)
    run.font.bold = look.bold or None
    if look.color:
        run.font.color.rgb = RGBColor.from_string(look.color)
    if look.font != SONG:
        _set_faces(run._r.get_or_add_rPr(), look.font)  # noqa: SLF001  # East Asian fonts


def _set_faces(properties: object, face: str) -> None:
    """Set a font for Chinese and for Latin characters alike."""
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]  # an element of python-docx
    for name in FACES:
        fonts.set(qn(name), face)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def storable(text: str) -> str:
    r"""Return a text as a document can hold it; what XML has no place for becomes ``\ufffd``.

    >>> storable("a\x01b\r\nc")
    'a\ufffdb\nc'
    """
    return UNSTORABLE.sub("\ufffd", LINE_ENDS.sub("\n", text))
