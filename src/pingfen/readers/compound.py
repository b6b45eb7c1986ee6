"""Takes one stream out of an OLE compound file, whatever its tables of sectors say.

xlrd follows a chain of sectors that bites its own tail for ever, and a directory of a hundred
entries in any way that its links allow; here each sector is visited once, and the directory is
only a list.
"""

import struct
from collections.abc import Iterator, Sequence

HEADER = 512
FIRST_SECTORS = slice(76, HEADER)  # of the table of sectors: its first 109
ENTRY = 128
STREAM, ROOT = 2, 5


def stream_of(content: bytes, names: Sequence[str]) -> bytes:
    """Return the first stream that has one of the names.

    Raises ``ValueError`` or ``struct.error`` if the file is damaged or has no such stream.
    """
    shift, short_shift = struct.unpack("<HH", content[30:34])
    if not (shift in {9, 12} and short_shift < shift):
        raise ValueError("sector size")
    directory, _, cutoff, short_table = struct.unpack("<iiii", content[48:64])
    sectors = _Sectors(content[HEADER if shift == 9 else 1 << shift :], 1 << shift)  # noqa: PLR2004  # the header fills the first sector
    sectors.table = _table(content, sectors)
    listed = sectors.chain(directory)
    entries = [listed[at : at + ENTRY] for at in range(0, len(listed) - ENTRY + 1, ENTRY)]
    first, size = next(
        (_extent(entry) for name in names for entry in entries if _is(entry, name)), (-1, 0)
    )
    if first < 0:
        raise ValueError(names[0])
    if size >= cutoff:
        return sectors.chain(first)[:size]
    root = next((_extent(entry) for entry in entries if entry[66] == ROOT), (-1, 0))
    short = _Sectors(sectors.chain(root[0]), 1 << short_shift)
    short.table = _numbers(sectors.chain(short_table))
    return short.chain(first)[:size]


class _Sectors:
    """Sectors of one size, and for each of them which one follows it."""

    def __init__(self, content: bytes, size: int) -> None:
        self.content, self.size = content, size
        self.table: Sequence[int] = ()

    def chain(self, first: int) -> bytes:
        """Return the sectors from one on to the end of its chain."""
        return b"".join(self.sector(at) for at in self._chain(first))

    def sector(self, at: int) -> bytes:
        """Return a sector; of the last one perhaps less."""
        return self.content[at * self.size : (at + 1) * self.size]

    def _chain(self, at: int) -> Iterator[int]:
        seen = set()
        while at >= 0:
            if at in seen or at >= len(self.table):
                raise ValueError("chain of sectors")
            seen.add(at)
            yield at
            at = self.table[at]


def _table(content: bytes, sectors: _Sectors) -> list[int]:
    """Return the table of sectors; a large file has more of it than its header can list."""
    listed = list(_numbers(content[FIRST_SECTORS]))
    (at,) = struct.unpack("<i", content[68:72])
    seen = set()
    while at >= 0:
        if at in seen:
            raise ValueError("list of sectors")
        seen.add(at)
        *more, at = _numbers(sectors.sector(at)) or (-1,)
        listed += more
    parts = dict.fromkeys(at for at in listed if at >= 0)
    return [number for at in parts for number in _numbers(sectors.sector(at))]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}i", content[: len(content) // 4 * 4])


def _is(entry: bytes, name: str) -> bool:
    found = entry[:64].decode("utf-16-le", "replace").partition("\0")[0]
    return entry[66] == STREAM and found.lower() == name.lower()


def _extent(entry: bytes) -> tuple[int, int]:
    """Return the first sector of an entry and its size."""
    first, size = struct.unpack("<iI", entry[116:124])
    return first, size
