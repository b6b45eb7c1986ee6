"""Goes through the XML of a workbook's sheet once, and keeps of it only what its cells hold."""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import IO, NamedTuple
from xml.parsers import expat

from pingfen.errors import Problem
from pingfen.form import Cell
from pingfen.places import SheetPlace
from pingfen.readers.grid import unreadable
from pingfen.readers.workbook.sheet import MOST_COLUMNS, MOST_ROWS, Merge, Sheet
from pingfen.readers.workbook.values import Values, calculated, no_value, spelled

MOST_TAGS = 3_000_000
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
MOST_MERGES = 100_000
BLOCK = 1 << 16
TRUE = frozenset({"1", "true"})
Found = tuple[Cell, Problem | None]


class Reading(NamedTuple):
    """What all sheets of a workbook share."""

    values: Values
    formats: Sequence[str]
    strings: Sequence[str]


class SheetParser:
    """Goes through the XML of a sheet once, and keeps of it only its cells."""

    def __init__(self, sheet: Sheet, reading: Reading, part: str) -> None:
        """Start at the first row; ``part`` is the name of the part in its archive."""
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
        self.starts: Mapping[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "v": self._start_text,
            "f": self._start_formula,
            "t": self._start_text,
            "rPh": self._start_phonetic,
            "mergeCell": self._merge,
            "col": self._column,
        }
        self.ends: Mapping[str, Callable[[], None]] = {
            "c": self._end_cell,
            "v": self._end_text,
            "t": self._end_text,
            "f": self._end_formula,
            "rPh": self._end_phonetic,
        }

    def parse(self, part: IO[bytes]) -> None:
        """Read the part, a piece at a time."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            while block := part.read(BLOCK):
                parser.Parse(block)
            parser.Parse(b"", True)  # noqa: FBT003  # the end; expat knows it by position only
        except (ValueError, LookupError) as error:
            place = self.sheet.place(self.row, self.column)
            raise unreadable("broken-cell", place, found=error) from None
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error) as error:
            raise unreadable("broken-part", self.sheet.file, part=self.part, found=error) from None

    def _doctype(self, *_: object) -> None:
        raise unreadable("entities", self.sheet.file, part=self.part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.tags += 1
        if self.tags > MOST_TAGS:
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
        if attributes.get("hidden") in TRUE or attributes.get("ht") == "0":
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
        if len(self.sheet.merges) > MOST_MERGES:
            raise unreadable("part-too-large", self.sheet.file, part=self.part)

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in TRUE or attributes.get("width") == "0":
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _end_cell(self) -> None:
        """Keep the cell, if it holds something."""
        if self.value is None and self.formula is None:
            return
        place = self.sheet.place(self.row, self.column)
        cell, wrong = self._stored(place)
        if self.formula is not None:
            cell, wrong = self._calculated(self.formula, cell, wrong)
        if wrong:
            self.sheet.note(wrong)
        if cell.text or cell.shown or wrong:
            self.sheet.add(self.row, self.column, cell)

    def _stored(self, place: SheetPlace) -> Found:
        values, value = self.reading.values, self.value or ""
        kind = self.attributes.get("t", "n")
        code = self.reading.formats[int(self.attributes.get("s", 0))]
        if kind == "s" and value:
            return values.wording(self.reading.strings[int(value)], code, place), None
        if kind == "n" and value:
            return values.number(value.strip(), code, place)
        if kind == "b" and value:
            return values.truth(value, place), None
        if kind == "e" and value:
            return values.error(value, place)
        return values.wording(value, code, place), None

    def _calculated(self, formula: str, cell: Cell, wrong: Problem | None) -> Found:
        """Return the cell of a formula: its stored value, or how a target was spelled."""
        literal = spelled(formula, cell)
        if literal:
            return literal, None
        if not self.value and self.attributes.get("t") != "str":
            return no_value(formula, self.sheet.place(self.row, self.column))
        return calculated(cell), wrong


def number_of(name: str) -> int:
    """Return the number of a column by its letters.

    >>> number_of("A"), number_of("XFD")
    (1, 16384)
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
