"""CSV files with headings, read and written without any library but Python's."""

import codecs
import csv
from collections.abc import Iterator

from pingfen.errors import DataPlace, FormError, Problem, problem, reason_of

ENCODINGS = ("utf-8-sig", "gb18030")
BLOCK = 1 << 20


def encoding_of(path: str) -> str:
    """Return the encoding of a file: UTF-8, or else gb18030.

    Raises ``FormError`` where it is neither, or cannot be read.
    """
    for encoding in ENCODINGS:
        if _is_in(path, encoding):
            return encoding
    raise FormError([problem("not-text", DataPlace(path))])


def _is_in(path: str, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with open(path, "rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    except (OSError, ValueError) as error:
        raise missing(path, error) from None
    return True


def missing(path: str, error: OSError | ValueError) -> FormError:
    """Return what is said of a file that cannot be opened."""
    found, place = reason_of(error), DataPlace(path)
    return FormError([problem("unreadable", place, says="file-missing", found=found)])


def header_of(path: str, encoding: str) -> list[str]:
    """Return the headings of a file. Raises ``FormError`` if it has none."""
    with open(path, encoding=encoding, newline="") as file:
        found = next(csv.reader(file), [])
    if not found:
        raise FormError([problem("unreadable", DataPlace(path), says="file-empty")])
    return found


def _ragged(path: str, line: int, found: int, expected: int) -> Problem:
    place = DataPlace(path)
    return problem("table-ragged", place, line=line, found=found, expected=expected)


def lines(path: str, encoding: str) -> Iterator[list[str]]:
    """Yield the cells of each line below the headings; blank lines are passed over.

    Raises ``FormError`` for a line that has more or fewer cells than there are headings.
    """
    with open(path, encoding=encoding, newline="") as file:
        reader = csv.reader(file)
        count = len(next(reader, []))
        try:
            for cells in reader:
                if cells and len(cells) != count:
                    raise FormError([_ragged(path, reader.line_num, len(cells), count)])
                if cells:
                    yield cells
        except csv.Error as error:
            found = problem("unreadable", DataPlace(path), says="table-broken", found=error)
            raise FormError([found]) from None
