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
    """Return the grids of a .xls, .et, .doc or .wps file, whatever its name says."""
    return grids_of_kind(_kind(content, file), content, file)


def _kind(content: bytes, file: str) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            streams = {"/".join(path).lower(): path for path in opened.listdir()}
            header = _start(opened, streams.get("worddocument"))
    except Exception:  # noqa: BLE001  # damaged files raise whatever reading them ran into
        raise unreadable("broken-ole", file, hint=Message.of("hint-save-as")) from None
    if ENCRYPTED & set(streams) or int.from_bytes(header[FLAGS], "little") & IS_ENCRYPTED:
        raise unreadable("encrypted", file)
    for stream, kind in STREAMS.items():
        if stream in streams:
            return kind
    raise unreadable("ole-of-something", file, hint=Message.of("hint-save-as"))


def _start(opened: olefile.OleFileIO, stream: list[str] | None) -> bytes:
    """Return the first bytes of a stream, if it is there."""
    if stream is None:
        return b""
    start: bytes = opened.openstream(stream).read(FLAGS.stop)
    return start
