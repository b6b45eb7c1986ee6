"""Reads .xlsx workbooks: openpyxl opens them, the cells of the sheets are read here.

openpyxl would give a formula or its stored value, never both in one reading; it turns numbers
into binary floats, dates of Chinese formats into integers, and every merged or linked range into
all its cells. So its parts are used that know a workbook, and a sheet's XML is gone through once.
"""

import io
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any, cast

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from pingfen.errors import FormError
from pingfen.messages import Message
from pingfen.readers.archive import opened, part_of
from pingfen.readers.format_codes import BUILTIN, GENERAL
from pingfen.readers.grid import Budget, Grid, unreadable
from pingfen.readers.sheet import Sheet
from pingfen.readers.sheet_xml import Reading, SheetParser
from pingfen.readers.values import Values, text_of

FIRST_CUSTOM = 164  # formats below this number have no code in the file
XML = (".xml", ".rels", ".vml")
SHEETS = "xl/worksheets/"
STRINGS = "xl/sharedStrings.xml"
# what openpyxl makes trees of may have so many tags: far more than any workbook of forms
MOST_TAGS = 400_000
MOST_STRINGS = 400_000


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return a grid for each sheet of a workbook, in its order, hidden ones included.

    Raises ``FormError`` if it cannot be read. Links to other files are never followed.
    """
    with opened(content, file) as archive:
        _refuse_bombs(archive, file)
        try:
            return tuple(_grids(archive, content, file))
        except FormError:
            raise
        except Exception as error:  # noqa: BLE001  # damaged parts raise whatever openpyxl meets
            hint = Message.of("hint-save-again")
            raise unreadable("broken-workbook", file, found=error, hint=hint) from None


def _refuse_bombs(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse parts with entities, and those of which openpyxl would make too large trees."""
    for name in archive.namelist():
        if not name.lower().endswith(XML):
            continue
        part = part_of(archive, name, file)
        if name.startswith(SHEETS) and not name.endswith(".rels"):
            continue
        most = 4 * MOST_STRINGS if name == STRINGS else MOST_TAGS
        if part.count(b"<") > most:
            raise unreadable("part-too-large", file, part=name)


def _grids(archive: zipfile.ZipFile, content: bytes, file: str) -> list[Grid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it would not save; nothing is saved
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    if not book.worksheets:
        raise unreadable("no-sheets", file, hint=Message.of("hint-save-again"))
    budget = Budget(file)
    reading = Reading(
        Values(since_1904=book.epoch == CALENDAR_MAC_1904), _formats(book), _strings(book)
    )
    grids = []
    for found in book.worksheets:
        sheet = Sheet(file, found.title, budget)
        sheet.hidden = found.sheet_state != "visible"
        path = cast("Any", found)._worksheet_path  # noqa: SLF001  # openpyxl says it nowhere else
        with archive.open(path) as part:
            SheetParser(sheet, reading, path).parse(part)
        grids.append(sheet.grid())
    return grids


def _formats(book: Workbook) -> list[str]:
    """Return the code of the number format of each cell style."""
    inner = cast("Any", book)  # the tables that openpyxl itself looks styles up in
    codes = list(inner._number_formats)  # noqa: SLF001  # as just said
    return [
        BUILTIN.get(number, GENERAL) if number < FIRST_CUSTOM else codes[number - FIRST_CUSTOM]
        for number in (style.numFmtId for style in inner._cell_styles)  # noqa: SLF001  # as above
    ]


def _strings(book: Workbook) -> Sequence[str]:
    found: Sequence[str] = getattr(book.worksheets[0], "_shared_strings", ())
    return [text_of(text) for text in found]
