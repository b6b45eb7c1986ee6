"""Reads .xlsx workbooks: openpyxl opens them, the cells of the sheets are read here.

openpyxl would give a formula or its stored value, never both in one reading; it turns numbers
into binary floats, dates of Chinese formats into integers, and every merged or linked range into
all its cells. So its parts are used that know a workbook, and a sheet's XML is gone through once.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any, NamedTuple, cast
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from pingfen.errors import FormError
from pingfen.messages import Message
from pingfen.readers.archive import opened, part_of
from pingfen.readers.format_codes import BUILTIN, GENERAL
from pingfen.readers.grid import Budget, Grid, unreadable
from pingfen.readers.sheet import MOST_COLUMNS, MOST_ROWS, Merge, Sheet
from pingfen.readers.values import Values, calculated, no_value, spelled, text_of

FIRST_CUSTOM = 164  # formats below this number have no code in the file
XML = (".xml", ".rels", ".vml")
SHEETS = "xl/worksheets/"
STRINGS = "xl/sharedStrings.xml"
# what openpyxl makes trees of may have so many tags: far more than any workbook of forms
MOST_TAGS = 400_000
MOST_STRINGS = 400_000
MOST_CELL_TAGS = 12_000_000
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
BLOCK = 1 << 16


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
    reading = _Reading(
        Values(since_1904=book.epoch == CALENDAR_MAC_1904), _formats(book), _strings(book)
    )
    grids = []
    for found in book.worksheets:
        sheet = Sheet(file, found.title, budget)
        sheet.hidden = found.sheet_state != "visible"
        path = cast("Any", found)._worksheet_path  # noqa: SLF001  # openpyxl says it nowhere else
        with archive.open(path) as part:
            _Parser(sheet, reading, path).parse(part)
        grids.append(sheet.grid())
    return grids


class _Reading(NamedTuple):
    """What all sheets of a workbook share."""

    values: Values
    formats: Sequence[str]
    strings: Sequence[str]


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


class _Parser:
    """Goes through the XML of a sheet once, and keeps of it only its cells."""

    def __init__(self, sheet: Sheet, reading: _Reading, part: str) -> None:
        self.sheet, self.reading, self.part = sheet, reading, part
        self.row = self.column = self.tags = 0
        self.attributes: dict[str, str] = {}
        self.value: str | None = None
        self.formula: str | None = None
        self.shared: dict[str, str] = {}
        self.shares = ""
        self.text: list[str] | None = None
        self.phonetic = False
        self.columns: dict[str, int] = {}
        self.starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "v": self._start_text,
            "f": self._start_formula,
            "t": self._start_text,
            "rPh": self._start_phonetic,
            "mergeCell": self._merge,
            "col": self._column,
        }
        self.ends = {
            "c": self._end_cell,
            "v": self._end_text,
            "t": self._end_text,
            "f": self._end_formula,
            "rPh": self._end_phonetic,
        }

    def parse(self, part: Any) -> None:  # noqa: ANN401  # a part of a zip file, which has no public type
        """Read the part, a piece at a time."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._doctype
        while block := part.read(BLOCK):
            parser.Parse(block)
        parser.Parse(b"", True)  # noqa: FBT003  # the end; expat knows it by its position only

    def _doctype(self, *_: object) -> None:
        raise unreadable("entities", self.sheet.file, part=self.part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.tags += 1
        if self.tags > MOST_CELL_TAGS:
            raise unreadable("part-too-large", self.sheet.file, part=self.part)
        handle = self.starts.get(name.rpartition(" ")[2])
        if handle:
            handle(attributes)

    def _end(self, name: str) -> None:
        handle = self.ends.get(name.rpartition(" ")[2])
        if handle:
            handle()

    def _data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = 0
        self._check(self.row, 1)
        if attributes.get("hidden") in {"1", "true"} or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(self.row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.value = self.formula = None
        self.column += 1
        if "r" in attributes:
            self._refer(attributes["r"])
        self._check(self.row, self.column)

    def _refer(self, reference: str) -> None:
        """Go to the cell that a reference names."""
        match = REFERENCE.fullmatch(reference)
        if match is None:
            raise unreadable("bad-reference", self.sheet.file, found=reference)
        name = match[1]
        if name not in self.columns:
            self.columns[name] = number_of(name)
        self.row, self.column = int(match[2]), self.columns[name]

    def _check(self, row: int, column: int) -> None:
        if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
            raise unreadable("bad-reference", self.sheet.file, found=f"R{row}C{column}")

    def _start_text(self, _: dict[str, str]) -> None:
        self.text = None if self.phonetic else []

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self.text = []
        self.shares = attributes.get("si", "") if attributes.get("t") == "shared" else ""

    def _start_phonetic(self, _: dict[str, str]) -> None:
        self.phonetic = True

    def _end_phonetic(self) -> None:
        self.phonetic = False

    def _end_text(self) -> None:
        """End a value; the runs of a text with several fonts come one after another."""
        if self.text is not None:
            self.value = (self.value or "") + "".join(self.text)
        self.text = None

    def _end_formula(self) -> None:
        """End a formula; one that was filled down is written once."""
        formula = "".join(self.text or ())
        if self.shares and formula:
            self.shared[self.shares] = formula
        self.formula = formula or self.shared.get(self.shares, "")
        self.text = None

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        ends = [REFERENCE.fullmatch(end) for end in (first, last or first)]
        if ends[0] is None or ends[1] is None:
            raise unreadable("bad-reference", self.sheet.file, found=attributes.get("ref", ""))
        (top, bottom), (left, right) = (
            sorted(int(end[2]) for end in ends if end),
            sorted(number_of(end[1]) for end in ends if end),
        )
        self.sheet.merges.append(Merge(top, left, bottom, right))
        self.sheet.budget.use(1)

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in {"1", "true"} or attributes.get("width") == "0":
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _end_cell(self) -> None:
        """Keep the cell, if it holds something."""
        value, formula = self.value, self.formula
        if value is None and formula is None:
            return
        place = self.sheet.place(self.row, self.column)
        found = self._cell(value or "", place)
        if formula is not None:
            cell, wrong = found
            literal = spelled(formula, cell)
            empty = not value and self.attributes.get("t") != "str"
            if literal:
                found = literal, None
            elif empty:
                found = no_value(formula, place)
            else:
                found = calculated(cell), wrong
        cell, wrong = found
        if wrong:
            self.sheet.note(wrong)
        if cell.text or cell.shown or formula is not None:
            self.sheet.add(self.row, self.column, cell)

    def _cell(self, value: str, place: Any) -> Any:  # noqa: ANN401
        values, kind = self.reading.values, self.attributes.get("t", "n")
        code = self.reading.formats[int(self.attributes.get("s", 0))]
        match kind:
            case "s":
                return values.wording(self.reading.strings[int(value)], code, place), None
            case "n":
                return values.number(value.strip(), code, place)
            case "b":
                return values.truth(value, place), None
            case "e":
                return values.error(value, place)
        return values.wording(value, code, place), None


def number_of(name: str) -> int:
    """Return the number of a column by its letters.

    >>> number_of("A"), number_of("XFD")
    (1, 16384)
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
