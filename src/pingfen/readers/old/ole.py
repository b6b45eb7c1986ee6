"""Says which kind of document an OLE file is, as Office and WPS wrote them before 2007."""

import struct
from collections.abc import Mapping
from types import MappingProxyType

from pingfen.messages import Message
from pingfen.readers.grid import Grid, unreadable
from pingfen.readers.kinds import grids_of as grids_of_kind
from pingfen.readers.old.compound import Compound

# what a stream says that only one kind of document has
STREAMS: Mapping[str, str] = MappingProxyType(
    {
        "workbook": "xls",  # .xls .et
        "book": "xls",
        "worddocument": "office",  # .doc .wps
    }
)
ENCRYPTED = frozenset({"encryptedpackage", "encryptioninfo"})  # a .docx or .xlsx with a password
# of the header of a .doc: where its flags stand, and the one that says it is encrypted
FLAGS = slice(10, 12)
IS_ENCRYPTED = 0x0100


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return the grids of a .xls, .et, .doc or .wps file, whatever its name says."""
    try:
        opened = Compound(content)
        if not opened.entries:
            raise ValueError("no directory")  # noqa: TRY301  # it is damaged as the others are
        name = next((name for name in STREAMS if name in opened.streams), "")
        stream = opened.stream(name)
    except (ValueError, struct.error):
        raise unreadable("broken-ole", file, hint=Message.of("hint-save-as")) from None
    kind = STREAMS.get(name)
    locked = kind == "office" and int.from_bytes(stream[FLAGS], "little") & IS_ENCRYPTED
    if locked or not ENCRYPTED.isdisjoint(opened.streams):
        raise unreadable("encrypted", file)
    if kind is None:
        raise unreadable("ole-of-something", file, hint=Message.of("hint-save-as"))
    return grids_of_kind(kind, stream if kind == "xls" else content, file)
