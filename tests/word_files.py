"""Word documents for tests: whole ones by python-docx, small ones by their markup alone."""

import io
import zipfile

from docx.document import Document

from pingfen.readers import archive
from pingfen.readers.grid import Grid

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def saved(document: Document) -> bytes:
    """Return what python-docx writes."""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def packed(part: str | bytes, name: str = "word/document.xml", **others: str) -> bytes:
    """Return a document with one part as given, and others beside it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(
            "[Content_Types].xml",
            f'<Types><Override ContentType="{MAIN}" PartName="/{name}"/></Types>',
        )
        written.writestr(name, part)
        for other, text in others.items():
            written.writestr(f"word/{other}.xml", text)
    return content.getvalue()


def document(body: str, space: str = WORD) -> str:
    """Return the main part of a document with some body."""
    return f'<w:document xmlns:w="{space}" {SPACES}><w:body>{body}</w:body></w:document>'


def grid_of(content: bytes) -> Grid:
    """Return the grid of a document."""
    (grid,) = archive.grids_of(content, "a.docx")
    return grid


def of_body(body: str) -> Grid:
    """Return the grid of a document with some body."""
    return grid_of(packed(document(body)))


def texts(grid: Grid) -> list[list[str]]:
    """Return the texts of a grid, row by row."""
    return [[cell.text for cell in row] for row in grid.rows]


def noticed(grid: Grid) -> list[tuple[str, str]]:
    """Return what the reader noticed: which problem, and where."""
    return [(found.code, found.place.show() if found.place else "") for found in grid.problems]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"
