"""Opens the zip files that .xlsx and .docx are, and says which of them one is."""

import io
import re
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from pingfen.readers.grid import Grid, unreadable
from pingfen.readers.kinds import grids_of as grids_of_kind

# what a part says that only one kind of document has
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "xl/workbook.xml": "xlsx",
        "word/document.xml": "docx",
        "xl/workbook.bin": "office",  # .xlsb
        "content.xml": "office",  # .odt .ods
    }
)
TYPES = "[Content_Types].xml"
OVERRIDE = re.compile(rb"<(?:\w+:)?Override\b[^>]*>")
ATTRIBUTE = re.compile(rb"""(\w+)\s*=\s*["']([^"']*)["']""")
OPEN_XML = "application/vnd.openxmlformats-officedocument."
# what [Content_Types].xml calls the main part
MAIN: Mapping[str, str] = MappingProxyType(
    {
        OPEN_XML + "wordprocessingml.document.main+xml": "docx",
        OPEN_XML + "wordprocessingml.template.main+xml": "docx",
        OPEN_XML + "spreadsheetml.sheet.main+xml": "xlsx",
        OPEN_XML + "spreadsheetml.template.main+xml": "xlsx",
        "application/vnd.ms-word.document.macroEnabled.main+xml": "docx",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "xlsx",
    }
)
MOST_PARTS = 5_000
MOST_UNPACKED = 200_000_000
# Office writes no document type; whatever declares entities is hostile
DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return the grids of a .xlsx or .docx file, whatever its name says."""
    with opened(content, file) as archive:
        _, kind = main_part(archive, file)
    return grids_of_kind(kind, content, file)


def main_part(archive: zipfile.ZipFile, file: str) -> tuple[str, str]:
    """Return the name of the part that holds the document, and which kind of document it is.

    Most have the usual name; of others [Content_Types].xml tells it.
    """
    names = set(archive.namelist())
    for part, kind in PARTS.items():
        if part in names:
            return part, kind
    types = part_of(archive, TYPES, file) if TYPES in names else b""
    for override in OVERRIDE.findall(types):
        named = dict(ATTRIBUTE.findall(override))
        part = named.get(b"PartName", b"").decode(errors="replace").lstrip("/")
        kind = MAIN.get(named.get(b"ContentType", b"").decode(errors="replace"), "")
        if kind and part in names:
            return part, kind
    raise unreadable("zip-of-something", file)


def opened(content: bytes, file: str) -> zipfile.ZipFile:
    """Open a zip file whose parts are no bombs. Raises ``FormError``.

    No part can unpack to more than it says here: reading stops there.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise unreadable("broken-zip", file) from None
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise unreadable("bomb", file, most=MOST_UNPACKED)
    if any(part.flag_bits & 1 for part in parts):
        raise unreadable("encrypted", file)
    return archive


def part_of(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """Return an XML part without entities. Raises ``FormError`` if it is broken or hostile."""
    try:
        content = archive.read(name)
    except Exception as error:  # noqa: BLE001  # damaged data raises whatever its codec raises
        raise unreadable("broken-part", file, part=name, found=error) from None
    # what hides a document type from this search, UTF-16, no Office writes either
    if DOCTYPE.search(content) or content.startswith(UTF_16) or b"\0" in content[:8]:
        raise unreadable("entities", file, part=name)
    return content
