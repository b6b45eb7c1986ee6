"""Bounds what pdfminer does with a file: it trusts every number and every reference in one."""

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    PDFObjRef,
    PDFStream,
    dict_value,
    int_value,
    list_value,
    resolve1,
)
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_png_predictor

from pingfen.readers.grid import unreadable

# How much of each a document may have. A page of a form draws some thousand characters with some
# ten thousand bytes; an embedded font has some million.
MOST: Mapping[str, int] = MappingProxyType(
    {
        "pages": 500,
        "objects": 500_000,
        "read": 200_000_000,
        "unpacked": 100_000_000,
        "predicted": 4_000_000,
        "content": 8_000_000,
        "codes": 1_000_000,
        "drawn": 300_000,
    }
)
MOST_COLUMNS = 10_000
OVERLAYS = ("Widget", "FreeText", "Stamp")
INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")


class Meter:
    """Counts what reading a document takes, so that a hostile one ends in bounded memory."""

    def __init__(self, file: str) -> None:
        """Start with nothing used."""
        self.file = file
        self.used = dict.fromkeys(MOST, 0)

    def use(self, what: str, amount: int = 1) -> None:
        """Count something. Raises ``FormError`` when there is too much of it."""
        self.used[what] += amount
        if self.used[what] > MOST[what]:
            raise unreadable("too-much-drawn", self.file)

    def left(self, what: str) -> int:
        """Return how much more there may be."""
        return MOST[what] - self.used[what]


class Stream(PDFStream):
    """A stream that unpacks to no more than is left."""

    def __init__(self, plain: PDFStream, meter: Meter) -> None:
        """Take over what the parser made."""
        super().__init__(plain.attrs, plain.rawdata or b"", plain.decipher)
        self.meter = meter

    def decode(self) -> None:
        """Unpack the data. Raises ``FormError`` if it is too large or of an unusual kind."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, parameters in self.get_filters():
            data = self._unpacked(name, data)
            if parameters and "Predictor" in parameters:
                data = self._predicted(parameters, data)
        self.data = data
        self.rawdata = None

    def _unpacked(self, name: object, data: bytes) -> bytes:
        if name in LITERALS_FLATE_DECODE:
            return self._inflated(data)
        if name in (*LITERALS_ASCII85_DECODE, *LITERALS_ASCIIHEX_DECODE):
            return PDFStream({"Filter": name}, data).get_data()
        raise unreadable("packed-unusually", self.meter.file, found=name)

    def _inflated(self, data: bytes) -> bytes:
        """Unpack without regard to the checksum, which some writers get wrong."""
        packed = zlib.decompressobj(-zlib.MAX_WBITS)
        left = self.meter.left("unpacked")
        try:
            plain = packed.decompress(data[2:], left + 1)
        except zlib.error:
            raise unreadable("broken-zip", self.meter.file) from None
        self.meter.use("unpacked", len(plain))
        if not packed.eof and data:
            raise unreadable("broken-zip", self.meter.file)
        return plain

    def _predicted(self, parameters: Mapping[str, Any], data: bytes) -> bytes:
        """Undo the differences that tables of objects are stored with."""
        kind, columns, colors, bits = (
            int_value(parameters.get(name, usual))
            for name, usual in (
                ("Predictor", 1),
                ("Columns", 1),
                ("Colors", 1),
                ("BitsPerComponent", 8),
            )
        )
        if kind == 1:
            return data
        self.meter.use("predicted", len(data))
        if kind < 10 or not 0 < columns * colors * bits <= 8 * MOST_COLUMNS:  # noqa: PLR2004  # of PNG
            raise unreadable("packed-unusually", self.meter.file, found=f"Predictor {kind}")
        return apply_png_predictor(kind, colors, columns, bits, data)


class Parser(PDFParser):
    """A parser whose streams are bounded."""

    def __init__(self, content: bytes, meter: Meter) -> None:
        """Parse some content."""
        super().__init__(BytesIO(content))
        self.meter = meter

    def push(self, *objs: tuple[int, Any]) -> None:
        """Keep what was parsed, streams as bounded ones."""
        super().push(*((place, self._bounded(found)) for place, found in objs))

    def _bounded(self, found: Any) -> Any:  # noqa: ANN401  # as the parser has it
        if not isinstance(found, PDFStream):
            return found
        self.meter.use("read", len(found.rawdata or b""))
        return Stream(found, self.meter)


class Document(PDFDocument):
    """A document that looks up no more than so many objects, were they to refer in circles."""

    def __init__(self, content: bytes, meter: Meter) -> None:
        """Find the objects of a document, which may be one that needs no password."""
        self.meter = meter
        super().__init__(Parser(content, meter))

    def getobj(self, objid: int) -> object:
        """Return an object."""
        self.meter.use("objects")
        return super().getobj(objid)


def pages_of(document: Document, meter: Meter) -> Iterator[PDFPage]:
    """Yield the pages in their order, each once. Raises ``FormError`` if one of them is lost."""
    seen: set[int] = set()
    left: list[tuple[object, dict[str, Any]]] = [(document.catalog.get("Pages"), {})]
    while left:
        node, inherited = left.pop()
        if not isinstance(node, PDFObjRef) or node.objid in seen:
            continue
        seen.add(node.objid)
        own = resolve1(node)
        if not isinstance(own, dict):
            raise unreadable("broken-zip", meter.file)
        found = {**inherited, **own}
        if "Kids" in found:
            above = {name: found[name] for name in INHERITED if name in found}
            left += [(kid, above) for kid in reversed(list_value(found["Kids"]))]
        else:
            meter.use("pages")
            page = PDFPage(document, node.objid, found, None)
            if not all(isinstance(resolve1(drawn), PDFStream) for drawn in page.contents):
                raise unreadable("broken-zip", meter.file)
            yield page


def is_annotated(page: PDFPage) -> bool:
    """Tell whether something with a text of its own lies over a page: a field, a remark."""
    kinds = (resolve1(dict_value(found).get("Subtype")) for found in list_value(page.annots))
    return any(isinstance(kind, PSLiteral) and kind.name in OVERLAYS for kind in kinds)
