"""The drawing that shows the comments of a sheet: a box for each, in the markup of old."""

import re
from collections.abc import Collection, Iterator, Mapping

from pingfen.marking.comments import Cell
from pingfen.marking.outline import Change, changed, encoded
from pingfen.marking.package import Package
from pingfen.readers.grid import unreadable

# the numbers of shapes come in blocks, and a drawing says which are its own
BLOCK = 1_024
MOST_BLOCK = 60_000
# whatever prefixes a program writes them with
IDMAP = re.compile(rb"""(<(?:[\w.-]+:)?idmap\b[^>]*?\bdata=["'])([\d,\s]*)""")
SHAPE_ID = re.compile(rb'\bid="_x0000_s(\d{1,8})"')
SHAPE = re.compile(rb"<(/?)(?:[\w.-]+:)?shape(?=[\s/>])[^>]*>")
ROW, COLUMN = (
    re.compile(rb"<(?:[\w.-]+:)?%s>\s*(\d{1,7})\s*<" % name) for name in (b"Row", b"Column")
)
END = re.compile(rb"</xml\s*>\s*\Z", re.IGNORECASE)
START = re.compile(rb"<xml\b[^>]*>", re.IGNORECASE)
SPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
LAYOUT = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"{spaces}><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
NOTE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:{width}pt;height:{height}pt;z-index:{z};visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"{spaces}><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
# the size of a box: of a line of so many characters, in points; rows of a sheet that are usual
LINE, LINE_HEIGHT, WIDTH, MOST_LINES, ROW_HEIGHT, COLUMNS = 22, 13, 240, 30, 14, 4


class Drawing:
    """The drawing of one sheet's comments; what is in it already is kept."""

    def __init__(self, content: bytes, used: int, file: str) -> None:
        """Take a drawing, or begin one; ``used`` is the last block of numbers that is used."""
        self.block, self.last = used + 1, used
        empty = f"<xml {DECLARED}>{LAYOUT.format(block=self.block)}</xml>"
        self.content = content or empty.encode()
        if END.search(self.content) is None or START.search(self.content) is None:
            raise unreadable("broken-part", file, part="vmlDrawing", found="</xml>")

    def remove(self, cells: Collection[Cell]) -> None:
        """Take away the boxes of some cells' comments."""
        if cells:
            gone = [span for span, cell in self._boxes() if cell in cells]
            self.content = changed(self.content, [Change(*span, b"") for span in gone])

    def _boxes(self) -> Iterator[tuple[tuple[int, int], Cell]]:
        """Yield from where to where each box of a comment reaches, and of which cell it is."""
        start = 0
        for match in SHAPE.finditer(self.content):
            if not match[1]:
                start = match.start()
                continue
            box = self.content[start : match.end()]
            row, column = ROW.search(box), COLUMN.search(box)
            if b'"Note"' in box and row and column:
                yield (start, match.end()), Cell(int(row[1]) + 1, int(column[1]) + 1)
            start = match.end()

    def draw(self, texts: Mapping[Cell, str]) -> None:
        """Add a hidden box for each comment, about as large as its text."""
        if not texts:
            return
        start, end = START.search(self.content), END.search(self.content)
        assert start is not None  # noqa: S101  # both were looked for at first
        assert end is not None  # noqa: S101  # as just said
        spaces = "".join(
            f' xmlns:{prefix}="{space}"'
            for prefix, space in SPACES.items()
            if f"xmlns:{prefix}=".encode() not in start[0]
        )
        shapes = [] if b'id="_x0000_t202"' in self.content else [BOX.format(spaces=spaces)]
        shapes += self._notes(texts, spaces)
        at = Change(end.start(), end.start(), encoded("".join(shapes)))
        self.content = changed(self.content, [at])
        self.last = self.block + len(texts) // BLOCK
        self._claim()

    def _notes(self, texts: Mapping[Cell, str], spaces: str) -> Iterator[str]:
        first = self.block * BLOCK + 1
        for number, (cell, text) in enumerate(texts.items()):
            lines = sum(1 + len(line) // LINE for line in text.split("\n"))
            height = LINE_HEIGHT * min(lines + 1, MOST_LINES)
            yield NOTE.format(
                id=first + number,
                z=number + 1,
                width=WIDTH,
                height=height,
                anchor=_anchor(cell, height),
                row=cell.row - 1,
                column=cell.column - 1,
                spaces=spaces,
            )

    def _claim(self) -> None:
        """Say that the blocks of numbers are this drawing's."""
        own = [str(block).encode() for block in range(self.block, self.last + 1)]
        match = IDMAP.search(self.content)
        if match is not None:
            known = [block.strip() for block in match[2].split(b",") if block.strip()]
            said = b",".join(dict.fromkeys([*known, *own]))
            self.content = changed(self.content, [Change(*match.span(2), said)])


def blocks_in(package: Package) -> int:
    """Return the last block of numbers of shapes that any drawing of a workbook uses."""
    found = [0]
    for name in package.names:
        if name.lower().endswith(".vml"):
            content = package.raw(name)
            claimed = (
                block for match in IDMAP.finditer(content) for block in match[2].split(b",")
            )
            found += [int(block) for block in claimed if block.strip().isdigit()]
            found += [int(number) // BLOCK for number in SHAPE_ID.findall(content)]
    return max(block for block in found if block < MOST_BLOCK)


def _anchor(cell: Cell, height: int) -> str:
    """Return from where to where a box reaches: columns and rows, each with pixels."""
    left, top = cell.column, max(0, cell.row - 2)
    bottom = top + max(2, height // ROW_HEIGHT)
    return ", ".join(map(str, (left, 15, top, 2, left + COLUMNS, 15, bottom, 4)))
