"""Takes streams out of an OLE compound file, whatever its tables of sectors say.

The libraries for this follow a damaged file for ever, or read its directory in exponential time,
or refuse the small mistakes that other programs make; here each sector and each entry of the
directory is visited once.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

HEADER = 512
FIRST_SECTORS = slice(76, HEADER)  # of the table of sectors: its first 109
SHIFTS = (9, 12)  # a sector has 512 or 4096 bytes
ENTRY = 128
STREAM, ROOT = 2, 5


class Entry(NamedTuple):
    """An entry of the directory: its kind, the entries beside and below it, where it begins."""

    name: str
    kind: int
    left: int
    right: int
    below: int
    first: int
    size: int


class Compound:
    """A compound file; ``streams`` are those that lie in no folder, by their small-lettered names.

    Raises ``ValueError`` or ``struct.error`` if the file is damaged.
    """

    def __init__(self, content: bytes) -> None:
        """Read the table of sectors and the directory."""
        shift, self.short_shift = struct.unpack("<HH", content[30:34])
        if shift not in SHIFTS or self.short_shift >= shift:
            raise ValueError("sector size")
        directory, _, self.cutoff, self.short_table = struct.unpack("<iiii", content[48:64])
        header = HEADER if shift == SHIFTS[0] else 1 << shift  # the first sector, or a part of it
        self.sectors = _Sectors(content[header:], 1 << shift)
        self.sectors.table = _table(content, self.sectors)
        listed = self.sectors.chain(directory)
        self.entries = [_entry(listed, at) for at in range(0, len(listed) - ENTRY + 1, ENTRY)]
        self.streams: Mapping[str, Entry] = {
            entry.name.lower(): entry for entry in self._outside() if entry.kind == STREAM
        }

    def _outside(self) -> Iterator[Entry]:
        """Yield the entries that lie in no folder: the tree of entries below the root."""
        seen: set[int] = set()
        left = [entry.below for entry in self.entries[:1]]
        while left:
            at = left.pop()
            if 0 <= at < len(self.entries) and at not in seen:
                seen.add(at)
                entry = self.entries[at]
                yield entry
                left += entry.left, entry.right

    def stream(self, name: str) -> bytes:
        """Return the content of a stream; nothing if it is not there."""
        entry = self.streams.get(name)
        if entry is None:
            return b""
        if entry.size >= self.cutoff:
            return self.sectors.chain(entry.first)[: entry.size]
        root = next((each.first for each in self.entries if each.kind == ROOT), -1)
        short = _Sectors(self.sectors.chain(root), 1 << self.short_shift)
        short.table = _numbers(self.sectors.chain(self.short_table))
        return short.chain(entry.first)[: entry.size]


def _entry(listed: bytes, at: int) -> Entry:
    entry = listed[at : at + ENTRY]
    name = entry[:64].decode("utf-16-le", "replace").partition("\0")[0]
    left, right, below = struct.unpack("<iii", entry[68:80])
    first, size = struct.unpack("<iI", entry[116:124])
    return Entry(name, entry[66], left, right, below, first, size)


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
