"""Writes OLE compound files as they are specified ([MS-CFB]), for tests."""

import struct

SECTOR = 512
FREE, END, TABLE, NOTHING = -1, -2, -3, -1
CUTOFF = 4096


def compound(**streams: bytes) -> bytes:
    """Return a compound file of streams; ``Folder__Name`` lies in a folder."""
    names = list(streams)
    folders = list(dict.fromkeys(name.split("__")[0] for name in names if "__" in name))
    outside = [name for name in names if "__" not in name]
    order = ["Root Entry", *outside, *folders, *(name for name in names if "__" in name)]
    sectors: list[bytes] = []
    table: list[int] = []

    def put(content: bytes) -> int:
        first = len(sectors)
        for at in range(0, len(content), SECTOR):
            sectors.append(content[at : at + SECTOR].ljust(SECTOR, b"\0"))
            table.append(len(sectors))
        table[-1] = END
        return first

    entries = []
    for name in order:
        inside = [at for at, one in enumerate(order) if one.startswith(f"{name}__")]
        top = [at for at, one in enumerate(order) if one in (*outside, *folders)]
        below = (inside or [NOTHING])[0] if name in folders else NOTHING
        content = streams.get(name, b"").ljust(CUTOFF, b"\0") if name in streams else b""
        first = put(content) if content else END
        level = inside_of(order, name) if "__" in name else top
        after = [at for at in level if at > order.index(name)]
        right = (after or [NOTHING])[0] if name != "Root Entry" else NOTHING
        kind = 5 if name == "Root Entry" else 1 if name in folders else 2
        below = top[0] if name == "Root Entry" and top else below
        entries.append(entry(name.split("__")[-1], kind, (right, below), first, len(content)))
    while len(entries) % 4:
        entries.append(bytes(128))
    directory = put(b"".join(entries))
    table.append(TABLE)
    sectors.append(struct.pack(f"<{SECTOR // 4}i", *table, *[FREE] * (SECTOR // 4 - len(table))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<iiiiiiiii", 0, 1, directory, 0, CUTOFF, END, 0, END, 0)
    header += struct.pack("<109i", len(sectors) - 1, *[FREE] * 108)
    return header + b"".join(sectors)


def inside_of(order: list[str], name: str) -> list[int]:
    folder = name.split("__", maxsplit=1)[0]
    return [at for at, one in enumerate(order) if one.startswith(f"{folder}__")]


def entry(name: str, kind: int, beside: tuple[int, int], first: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB", len(written) + 2, kind, 1)
        + struct.pack("<iii", NOTHING, *beside)
        + bytes(36)
        + struct.pack("<iQ", first, size)
    )
