"""Reads .xlsx workbooks: openpyxl opens them, the cells of the sheets are read here.

openpyxl would give a formula or its stored value, never both in one reading; it turns numbers
into binary floats, dates of Chinese formats into integers, and every merged or linked range into
all its cells. So its parts are used that know a workbook, and a sheet's XML is gone through once.
"""

import io
import re
import threading
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, cast

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from pingfen.errors import FormError
from pingfen.messages import Message
from pingfen.readers.archive import opened, part_of
from pingfen.readers.grid import Budget, Grid, unreadable
from pingfen.readers.workbook.format_codes import GENERAL
from pingfen.readers.workbook.sheet import Sheet
from pingfen.readers.workbook.sheet_xml import Reading, SheetParser
from pingfen.readers.workbook.styles_xml import formats_of
from pingfen.readers.workbook.values import Values, text_of

SHEETS = "xl/worksheets/"
# the parts that say which sheets and strings there are; not pictures, themes, links
KEPT = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels")
# openpyxl makes objects of all that is in them: so many tags are far more than forms need
MOST_TAGS = 400_000
STRINGS = "xl/sharedStrings.xml"
MOST_STRING_TAGS = 4 * MOST_TAGS
STYLES = "xl/styles.xml"
STUB = b"<worksheet/>"
# the filters of warnings belong to all threads: two that put them aside at once would lose them
FILTERS = threading.Lock()


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return a grid for each sheet of a workbook, in its order, hidden ones included.

    Raises ``FormError`` if it cannot be read. Links to other files are never followed.
    """
    with opened(content, file) as archive:
        try:
            return tuple(_grids(archive, _book(archive, file), file))
        except FormError:
            raise
        except Exception as error:  # noqa: BLE001  # damaged parts raise whatever openpyxl meets
            hint = Message.of("hint-save-again")
            raise unreadable("broken-workbook", file, found=error, hint=hint) from None


def _book(archive: zipfile.ZipFile, file: str) -> Workbook:
    """Open a copy of the workbook with empty sheets, so that openpyxl reads what we need of it."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as lean:
        for name in archive.namelist():
            if name.startswith(SHEETS):
                lean.writestr(name, STUB)
            elif KEPT.fullmatch(name) and name != STYLES:
                lean.writestr(name, _kept(archive, name, file))
    with FILTERS, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of what it would not save; nothing is saved
        return load_workbook(copy, read_only=True, keep_links=False)


def _kept(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    part = part_of(archive, name, file)
    if part.count(b"<") > (MOST_STRING_TAGS if name == STRINGS else MOST_TAGS):
        raise unreadable("part-too-large", file, part=name)
    return part


def _grids(archive: zipfile.ZipFile, book: Workbook, file: str) -> Iterator[Grid]:
    if not book.worksheets:
        raise unreadable("no-sheets", file, hint=Message.of("hint-save-again"))
    budget = Budget(file)
    values = Values(since_1904=book.epoch == CALENDAR_MAC_1904)
    reading = Reading(values, _formats(archive, file), _strings(book))
    for found in book.worksheets:
        sheet = Sheet(file, found.title, budget)
        sheet.hidden = found.sheet_state != "visible"
        path = cast("Any", found)._worksheet_path  # noqa: SLF001  # openpyxl says it nowhere else
        with archive.open(path) as part:
            SheetParser(sheet, reading, path).parse(part)
        yield sheet.grid()


def _formats(archive: zipfile.ZipFile, file: str) -> list[str]:
    """Return the code of the number format of each style of cells."""
    if STYLES not in archive.namelist():
        return [GENERAL]
    return formats_of(_kept(archive, STYLES, file))


def _strings(book: Workbook) -> Sequence[str]:
    found: Sequence[str] = getattr(book.worksheets[0], "_shared_strings", ())
    return [text_of(text) for text in found]
