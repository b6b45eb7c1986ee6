"""Where something was written: in a text, a table, a workbook, a document, plain data."""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from pingfen.messages import say


class Place(Protocol):
    """Where something was written."""

    @property
    def file(self) -> str:
        """The file's name as the user gave it."""

    def show(self, lang: str = "zh") -> str:
        """Return the place as one word for messages."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, kept to show the line that a problem points at."""

    file: str
    lines: tuple[str, ...] = field(repr=False, hash=False)


class TextPlace(NamedTuple):
    """A place in a text file: line and column, both counted from 1, and how many characters."""

    source: Source
    line: int
    column: int
    length: int = 1

    @property
    def file(self) -> str:
        """The file's name as the user gave it."""
        return self.source.file

    def show(self, lang: str = "zh") -> str:  # noqa: ARG002  # the same in both languages
        """Return ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def position(self) -> tuple[int, ...]:
        """Line and column, to sort by."""
        return self.line, self.column


class LinePlace(NamedTuple):
    """A place in a text file whose text is not kept: line and column, counted from 1."""

    file: str
    line: int
    column: int

    def show(self, lang: str = "zh") -> str:  # noqa: ARG002  # the same in both languages
        """Return ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def position(self) -> tuple[int, ...]:
        """Line and column, to sort by."""
        return self.line, self.column


class CellPlace(NamedTuple):
    """A cell of a table: row and column, both counted from 1."""

    file: str
    row: int
    column: int

    def show(self, lang: str = "zh") -> str:
        """Return ``file[行12 列5]``."""
        return say("place-cell", lang, file=self.file, row=self.row, column=self.column)

    @property
    def position(self) -> tuple[int, ...]:
        """Row and column, to sort by."""
        return self.row, self.column


class SheetPlace(NamedTuple):
    """A cell of a workbook's sheet: row and column, both counted from 1."""

    file: str
    sheet: str
    row: int
    column: int

    def show(self, lang: str = "zh") -> str:  # noqa: ARG002  # the same in both languages
        """Return ``file[Sheet1!E12]``."""
        return f"{self.file}[{self.sheet}!{letters(self.column)}{self.row}]"

    @property
    def position(self) -> tuple[int, ...]:
        """Row and column, to sort by."""
        return self.row, self.column


class TablePlace(NamedTuple):
    """A cell of one of a document's tables, all counted from 1; a page only where it has pages."""

    file: str
    table: int
    row: int
    column: int
    page: int = 0

    def show(self, lang: str = "zh") -> str:
        """Return ``file[表2 行5 列4]``, in a PDF ``file[页3 表2 行5 列4]``."""
        code = "place-table-on-page" if self.page else "place-table"
        at = {"table": self.table, "row": self.row, "column": self.column}
        return say(code, lang, file=self.file, page=self.page, **at)

    @property
    def position(self) -> tuple[int, ...]:
        """Page, table, row and column, to sort by."""
        return self.page, self.table, self.row, self.column


class ParagraphPlace(NamedTuple):
    """A paragraph of a document outside its tables, counted from 1; in a PDF a line of a page."""

    file: str
    paragraph: int
    page: int = 0

    def show(self, lang: str = "zh") -> str:
        """Return ``file[段12]``, in a PDF ``file[页3 第12行]``."""
        code = "place-line-on-page" if self.page else "place-paragraph"
        return say(code, lang, file=self.file, page=self.page, paragraph=self.paragraph)


def without_text(place: Place | None) -> Place | None:
    """Return a place that does not keep the text of a whole file."""
    if isinstance(place, TextPlace):
        return LinePlace(place.file, place.line, place.column)
    return place


def letters(column: int) -> str:
    """Return the name of a sheet's column, counted from 1.

    >>> letters(1), letters(26), letters(27), letters(16_384)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


class DataPlace(NamedTuple):
    """A value inside plain data: ``<mapping>.rows[3].weight``."""

    file: str
    path: str = ""

    def show(self, lang: str = "zh") -> str:  # noqa: ARG002  # the same in both languages
        """Return the file's name and the path; half a character of a key as an escape."""
        return f"{self.file}{self.path}".encode(errors="backslashreplace").decode()
