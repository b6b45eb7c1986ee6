"""Says which kind of document an OLE file is, as Office and WPS wrote them before 2007."""

import io
from collections.abc import Mapping
from types import MappingProxyType

import olefile

from pingfen.messages import Message
from pingfen.readers.grid import Grid, unreadable
from pingfen.readers.kinds import grids_of as grids_of_kind

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
    """Return the grids of a .xls, .et, .doc or .wps file, whatever its name says.

    A workbook's stream is taken out here: xlrd follows the chains of a damaged file for ever.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            streams = {"/".join(path).lower(): path for path in opened.listdir()}
            name = next((name for name in STREAMS if name in streams), "")
            kind = STREAMS.get(name)
            header = _read(opened, streams.get("worddocument"), len(content))
            stream = _read(opened, streams[name], len(content)) if kind == "xls" else content
    except Exception:  # noqa: BLE001  # damaged files raise whatever reading them ran into
        raise unreadable("broken-ole", file, hint=Message.of("hint-save-as")) from None
    if ENCRYPTED & set(streams) or int.from_bytes(header[FLAGS], "little") & IS_ENCRYPTED:
        raise unreadable("encrypted", file)
    if kind is None:
        raise unreadable("ole-of-something", file, hint=Message.of("hint-save-as"))
    return grids_of_kind(kind, stream, file)


def _read(opened: olefile.OleFileIO, stream: list[str] | None, size: int) -> bytes:
    """Return a stream, if it is there; none is larger than the file that it is in."""
    if stream is None:
        return b""
    if opened.get_size(stream) > size:
        raise ValueError(stream)
    read: bytes = opened.openstream(stream).read()
    return read
