"""Reads .pdf files as they were printed: characters and lines, no pictures, nothing that runs.

Only this package knows pdfminer, the parser below pdfplumber. pdfplumber itself resolves without
bounds what a hostile file refers to, and its tables do not say which cells are merged.
"""

import logging
from collections.abc import Iterator, Sequence

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from pingfen.errors import FormError, Problem, problem
from pingfen.places import ParagraphPlace
from pingfen.readers.grid import Grid, unreadable
from pingfen.readers.pdf.bounded import Document, Meter, is_annotated, pages_of
from pingfen.readers.pdf.drawn import Drawing
from pingfen.readers.pdf.fonts import Resources
from pingfen.readers.pdf.interpreting import Interpreter
from pingfen.readers.pdf.pages import Page, items_of
from pingfen.readers.pdf.printed import grid_of
from pingfen.readers.pdf.ruled import TooManyLinesError

# what pdfminer says of a damaged file is said by our own errors
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return all that is printed in a .pdf file as one grid. Raises ``FormError``.

    Tables are counted on each page, as people do; the rows of a table that goes on over a page
    break follow each other.
    """
    try:
        pages = [*_pages(content, file)]
        grid = grid_of([items_of(page) for page in pages], file)
    except FormError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise unreadable("encrypted", file) from None
    except TooManyLinesError:
        raise unreadable("too-much-drawn", file) from None
    except Exception:  # noqa: BLE001  # damaged files raise whatever their parser raises
        raise unreadable("broken-pdf", file) from None
    if not any(page.glyphs for page in pages):
        raise unreadable("no-printed-text", file)
    noticed = (*_noticed(pages, file), *grid.problems)
    return (Grid(grid.rows, grid.spans, noticed),)


def _pages(content: bytes, file: str) -> Iterator[Page]:
    meter = Meter(file)
    document = Document(content, meter)
    resources = Resources(meter)
    for number, page in enumerate(pages_of(document, meter), 1):
        drawing = Drawing(resources)
        Interpreter(resources, drawing).process_page(page)
        yield drawing.page(number)._replace(annotated=is_annotated(page))


def _noticed(pages: Sequence[Page], file: str) -> Iterator[Problem]:
    """Yield what is not read, or not surely: pictures, text recognised in them, fields."""
    for page in pages:
        place = ParagraphPlace(file, 1, page.number)
        if page.pictured and not page.glyphs:
            yield problem("page-is-picture", place, severity="doubt")
        elif page.recognised:
            yield problem("text-recognised", place, severity="doubt")
        if page.annotated:
            yield problem("fields-unread", place, severity="doubt")
