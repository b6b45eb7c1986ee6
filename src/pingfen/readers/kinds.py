"""Says by its content what a file is, and which reader makes grids of it."""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple, cast

from pingfen.messages import Message
from pingfen.readers.grid import MOST_BYTES, Grid, unreadable


class Reader(NamedTuple):
    """Where ``grids_of(content, file)`` is, and the extra that brings the library it needs."""

    module: str
    extra: str = ""


# kind of file → its reader, imported when the first such file is read
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "zip": Reader("pingfen.readers.archive"),  # .xlsx or .docx, as it turns out
        "ole": Reader("pingfen.readers.old.ole"),  # .xls .et .doc .wps
        "pdf": Reader("pingfen.readers.pdf", "pdf"),
        "html": Reader("pingfen.readers.web.html", "html"),
        "web-archive": Reader("pingfen.readers.web.webarchive", "html"),  # .mht
        "xlsx": Reader("pingfen.readers.workbook.xlsx", "xlsx"),
        "docx": Reader("pingfen.readers.word.docx"),
        "xls": Reader("pingfen.readers.workbook.xls", "xls"),
        # what LibreOffice can turn into one of these
        "office": Reader("pingfen.readers.old.office"),
    }
)
SIGNATURES: Mapping[bytes, str] = MappingProxyType(
    {
        b"PK\x03\x04": "zip",
        b"PK\x05\x06": "zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
        b"{\\rtf": "office",
    }
)
PDF = re.compile(rb"[\s\S]{0,1024}?%PDF-")
# before any tab-separated table: Excel and web pages save such text under any name
HTML = re.compile(
    r"\ufeff?\s*<(!doctype\s+html|html|head|meta|title|link|base|style|script|body|frameset|table"
    r"|tbody|thead|tr|td|ul|ol|b|br|pre|section|article|main|header|div|center|font|span|h[1-6]"
    r"|p|form|\?xml|!\[if)\b|\ufeff?\s*<!--",
    re.IGNORECASE,
)
# what Office 2003 saved as XML: spreadsheets and documents
OFFICE_XML = re.compile(
    r"\ufeff?\s*<\?xml[^>]*>\s*(<!--[\s\S]*?-->\s*)?"
    r"(<\?mso-application\b|<(\w+:)?(Workbook|wordDocument)\b)"
)
# a page with all that belongs to it in one file, as a mail
WEB_ARCHIVE = re.compile(
    r"\ufeff?\s*([\w-]+:[^\n]*\n([ \t][^\n]*\n)*){0,20}?MIME-Version:", re.IGNORECASE
)


def kind_of(content: bytes) -> str | None:
    """Return what a file is by its first bytes, or None for text."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind
    return "pdf" if PDF.match(content) else None


def kind_of_text(text: str) -> str | None:
    """Return what a text is, or None for cells that tabs or commas part."""
    if OFFICE_XML.match(text):
        return "office"
    if WEB_ARCHIVE.match(text):
        return "web-archive"
    return "html" if HTML.match(text) else None


def grids_of(kind: str, content: bytes, file: str) -> tuple[Grid, ...]:
    """Return the grids of a file of that kind.

    Raises ``FormError`` if it cannot be read, or if the library that reads it is not installed.
    """
    if len(content) > MOST_BYTES:
        raise unreadable("bytes-too-large", file, most=MOST_BYTES)
    reader = READERS[kind]
    try:
        module = import_module(reader.module)
    except ModuleNotFoundError as error:
        if not reader.extra or (error.name or "").startswith("pingfen"):
            raise
        hint = Message.of("hint-extra", extra=reader.extra)
        raise unreadable("extra-missing", file, found=error.name, hint=hint) from None
    return cast("Callable[[bytes, str], tuple[Grid, ...]]", module.grids_of)(content, file)
