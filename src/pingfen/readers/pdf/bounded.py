"""Bounds what pdfminer does with a file: it trusts every number and every reference in one."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from typing import Any

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.encodingdb import name2unicode
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager
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
from pdfminer.psparser import PSKeyword, PSLiteral
from pdfminer.utils import apply_png_predictor, nunpack

from pingfen.readers.grid import unreadable

# How much of each a document may have. A page of a form draws some thousand characters with some
# ten thousand bytes; an embedded font has some million.
MOST: Mapping[str, int] = MappingProxyType(
    {
        "pages": 500,
        "objects": 1_000_000,
        "read": 200_000_000,
        "unpacked": 100_000_000,
        "predicted": 4_000_000,
        "content": 16_000_000,
        "codes": 1_000_000,
        "drawn": 500_000,
    }
)
MOST_COLUMNS = 10_000
INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
FONT_FILES = ("FontFile", "FontFile2", "FontFile3")
# their characters have codes of their own
SYMBOLS = ("symbol", "dingbats", "wingdings", "webdings")


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

    def push(self, *objs: Any) -> None:  # noqa: ANN401  # as the parser has it
        """Keep what was parsed, streams as bounded ones."""
        super().push(*((place, self._bounded(found)) for place, found in objs))

    def _bounded(self, found: object) -> object:
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
    """Yield the pages in their order, each once."""
    seen: set[int] = set()
    left: list[tuple[object, dict[str, Any]]] = [(document.catalog.get("Pages"), {})]
    while left:
        node, inherited = left.pop()
        if not isinstance(node, PDFObjRef) or node.objid in seen:
            continue
        seen.add(node.objid)
        found = {**inherited, **dict_value(node)}
        if "Kids" in found:
            above = {name: found[name] for name in INHERITED if name in found}
            left += [(kid, above) for kid in reversed(list_value(found["Kids"]))]
        else:
            meter.use("pages")
            yield PDFPage(document, node.objid, found, None)


class Resources(PDFResourceManager):
    """Makes fonts that know which of their characters are unknown, and only from the tables.

    The files of fonts are not opened: what they say of characters is never better than a guess.
    """

    def __init__(self, meter: Meter) -> None:
        """Start without fonts."""
        super().__init__()
        self.meter = meter

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return a font; the same one for the same object."""
        if (objid and objid in self._cached_fonts) or _named(spec.get("Subtype")) == "Type0":
            return super().get_font(objid, spec)
        descriptor = dict_value(spec.get("FontDescriptor", {}))
        embedded = any(name in descriptor for name in FONT_FILES)
        plain = {name: descriptor[name] for name in descriptor if name not in FONT_FILES}
        changed = {**spec, "FontDescriptor": plain} if descriptor else {**spec}
        for name, length in (("W", 3), ("W2", 5)):
            self.meter.use("codes", _spanned(list_value(spec.get(name, [])), length))
        characters = resolve1(spec.get("ToUnicode"))
        if isinstance(characters, PDFStream):
            changed["ToUnicode"] = PDFStream({}, b"")
        font = super().get_font(objid, changed)
        if isinstance(characters, PDFStream):
            font.unicode_map = self._characters(characters)  # type: ignore[attr-defined]  # of both kinds
        if isinstance(font, PDFSimpleFont):
            font.cid2unicode = _known(font, changed, embedded=embedded)
        return font

    def _characters(self, stream: PDFStream) -> FileUnicodeMap:
        found = FileUnicodeMap()
        Characters(found, stream.get_data(), self.meter).run()
        return found


class Characters(CMapParser):
    """Reads which code is which character; ranges are counted before they are written out."""

    def __init__(self, found: FileUnicodeMap, data: bytes, meter: Meter) -> None:
        """Read some data."""
        super().__init__(found, BytesIO(data))
        self.meter = meter

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        """Do what a word says."""
        if token in (self.KEYWORD_ENDBFRANGE, self.KEYWORD_ENDCIDRANGE):
            codes = [found for _, found in self.curstack]
            for start, end in zip(codes[::3], codes[1::3], strict=False):
                if isinstance(start, bytes) and isinstance(end, bytes):
                    self.meter.use("codes", max(0, nunpack(end) - nunpack(start)))
        super().do_keyword(pos, token)


def _named(name: object) -> str:
    name = resolve1(name)
    return str(name.name) if isinstance(name, PSLiteral) else ""


def _spanned(widths: Sequence[object], length: int) -> int:
    """Return how many codes the ranges in a list of widths span: first, last, width."""
    spanned = 0
    numbers: list[int] = []
    for found in map(resolve1, widths):
        if isinstance(found, list):
            numbers = []
        elif isinstance(found, (int, float)):
            numbers.append(int(found))
            if len(numbers) == length:
                spanned += max(0, numbers[1] - numbers[0])
                numbers = []
    return spanned


def _known(font: PDFSimpleFont, spec: Mapping[str, object], *, embedded: bool) -> dict[int, str]:
    """Return which codes of a simple font surely are which characters, without its own table.

    Codes of a part of a font are numbers of its own unless its encoding says what they are.
    """
    encoding = resolve1(spec.get("Encoding"))
    name = _named(spec.get("BaseFont")).casefold()
    if any(symbol in name for symbol in SYMBOLS) or (embedded and encoding is None):
        return {}
    if not isinstance(encoding, dict):
        return font.cid2unicode
    unknown = {*_unknown(list_value(encoding.get("Differences", [])))}
    return {code: text for code, text in font.cid2unicode.items() if code not in unknown}


def _unknown(differences: Sequence[object]) -> Iterator[int]:
    """Yield the codes whose characters have names that nobody knows."""
    code = 0
    for found in map(resolve1, differences):
        if isinstance(found, int):
            code = found
        elif isinstance(found, PSLiteral):
            try:
                name2unicode(str(found.name))
            except (KeyError, ValueError):
                yield code
            code += 1
