"""Office files written: one owner for each of the libraries that write them."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pingfen.errors import DataPlace, UsageError, problem
from pingfen.office.package import missing, write_package
from pingfen.office.table import LongTable, Paragraph, Table
from pingfen.writers.made import MAKER

__all__ = [
    "bytes_of",
    "needs",
    "ready_to_write",
    "suffix_of",
    "write_document",
    "write_tables",
    "write_workbook",
]
WORKBOOK, DOCUMENT = SUFFIXES = (".xlsx", ".docx")


def write_workbook(path: str, sheets: Sequence[Table | LongTable]) -> None:
    """Write tables as the sheets of a workbook (.xlsx), the same bytes for the same tables.

    Raises ``UsageError`` if the file cannot be written, if a text is longer than a workbook's
    cells may be, or if openpyxl is not installed.
    """
    write_package(path, _workbook(path, sheets, MAKER))


def write_document(path: str, parts: Sequence[Table | Paragraph]) -> None:
    """Write tables and paragraphs as a Word document (.docx), the same bytes for the same parts.

    Raises ``UsageError`` if the file cannot be written, or if python-docx is not installed.
    """
    write_package(path, _document(path, parts))


def write_tables(path: str, tables: Sequence[Table]) -> None:
    """Write tables as what the ending of the path says, .xlsx or .docx."""
    write_package(path, bytes_of(path, tables))


def bytes_of(path: str, tables: Sequence[Table]) -> bytes:
    """Return tables as what the ending of a path says, .xlsx or .docx, to be written there."""
    return _workbook(path, tables) if suffix_of(path) == WORKBOOK else _document(path, tables)


def ready_to_write(path: str) -> None:
    """See before the work is done whether tables can be written there, as far as that shows.

    Raises ``UsageError`` if its folder or the library that writes such files is missing.
    """
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        raise UsageError([problem("folder-missing", DataPlace(path), found=folder)])
    if os.path.isdir(path):
        raise UsageError([problem("a-folder", DataPlace(path))])
    if suffix_of(path) == WORKBOOK:
        with needs("xlsx", path):
            import pingfen.office.workbook  # noqa: PLC0415  # an extra, perhaps missing
    else:
        with needs("docx", path):
            import pingfen.office.document  # noqa: F401, PLC0415  # as above


def _workbook(path: str, sheets: Sequence[Table | LongTable], creator: str = "") -> bytes:
    with needs("xlsx", path):
        from pingfen.office.workbook import workbook_of  # noqa: PLC0415  # an extra
    return workbook_of(sheets, path, creator)


def _document(path: str, parts: Sequence[Table | Paragraph]) -> bytes:
    with needs("docx", path):
        from pingfen.office.document import document_of  # noqa: PLC0415  # an extra
    return document_of(parts)


def suffix_of(path: str) -> str:
    """Return the ending of a path to be written.

    Raises ``UsageError`` for one that is neither .xlsx nor .docx.
    """
    found = next((suffix for suffix in SUFFIXES if path.lower().endswith(suffix)), None)
    if found is None:
        raise UsageError([problem("office-suffix", DataPlace(path), known=" ".join(SUFFIXES))])
    return found


@contextmanager
def needs(extra: str, path: str) -> Iterator[None]:
    """Import inside what an extra brings; where it is not installed, a ``UsageError`` says so."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pingfen"):
            raise
        raise missing(error, extra, path) from None
