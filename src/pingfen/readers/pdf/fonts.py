"""Which code of a font is which character, where the file says so, and within bounds."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSKeyword, PSLiteral
from pdfminer.utils import nunpack

from pingfen.readers.pdf.bounded import Meter

FONT_FILES = ("FontFile", "FontFile2", "FontFile3")
# their characters have codes of their own
SYMBOLS = ("symbol", "dingbats", "wingdings", "webdings")


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
    lost = "Subtype" not in spec
    if lost or any(symbol in name for symbol in SYMBOLS) or (embedded and encoding is None):
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
