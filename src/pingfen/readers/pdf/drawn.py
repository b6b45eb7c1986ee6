"""What a page draws: its characters with their places, and the lines that may rule a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import category, normalize

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTCurve, LTItem, LTPage, LTRect
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, Rect

from pingfen.readers.pdf.fonts import Resources
from pingfen.readers.pdf.glyphs import UNKNOWN, Glyph
from pingfen.readers.pdf.pages import Page
from pingfen.readers.pdf.ruled import NEAR, Rule

COST_OF_PART = 50  # a part of a page that is drawn again takes as long as some characters
Box = tuple[float, float, float, float]
HIDDEN = 3  # the way of drawing text that leaves no trace: over a picture where it was recognised
# radicals that fonts of printed files give for the characters that look the same
RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰", "母民西见角贝车长门青页风飞食马鱼鸟麦黄齐齿龙"
)


class Sheet(LTPage):
    """A page that keeps of what is drawn on it only what a form needs."""

    def __init__(self, page: LTPage, drawing: "Drawing") -> None:
        """Begin with a blank page."""
        super().__init__(page.pageid, page.bbox)
        self.drawing = drawing

    def add(self, obj: LTItem) -> None:
        """Keep a character or the lines of a path; what lies nowhere or aslant is left out."""
        self.drawing.resources.meter.use("drawn")
        try:
            if isinstance(obj, LTChar):
                self.drawing.glyphs += _glyphs(obj, self)
            elif isinstance(obj, LTCurve):
                self.drawing.rules += _rules(obj, self)
        except (OverflowError, ValueError):  # of numbers without end
            return


class Drawing(PDFLayoutAnalyzer):
    """Collects what one page draws."""

    def __init__(self, resources: Resources) -> None:
        """Begin."""
        super().__init__(resources)
        self.resources = resources
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.pictured = False
        self.recognised = False
        self.size = (0, 0)
        self.clip: Box | None = None

    def page(self, number: int) -> Page:
        """Return what was drawn, turned so that most of it can be read."""
        turns = Counter(glyph.turn for glyph in self.glyphs)
        turn = max(turns, key=lambda one: turns[one], default=0)
        return Page(
            number,
            tuple(_turned_glyph(glyph, turn, self.size) for glyph in self.glyphs),
            tuple(Rule(*_turned(rule, turn, self.size)) for rule in self.rules),
            self.pictured,
            self.recognised,
        )

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Begin a page."""
        super().begin_page(page, ctm)
        sheet = self.cur_item
        self.size = _hundredths(sheet.width), _hundredths(sheet.height)
        self.cur_item = Sheet(LTPage(1, sheet.bbox), self)

    def end_page(self, page: PDFPage) -> None:
        """End a page: all is kept already."""

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002  # one page
        """Begin a part of a page: what is drawn there is drawn on the page."""
        self.resources.meter.use("drawn", COST_OF_PART)

    def end_figure(self, _: str) -> None:
        """End a part of a page."""

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002  # never looked at
        """Remember that there is a picture."""
        self.pictured = True

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        """Draw text; text that cannot be seen was recognised in a picture."""
        self.recognised = self.recognised or textstate.render == HIDDEN
        super().render_string(textstate, seq, ncs, graphicstate)

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:  # noqa: ARG002  # all the same
        """Return what stands for a character that nobody knows."""
        return UNKNOWN


def _hundredths(points: float) -> int:
    return round(points * 100)


def _box(item: LTChar | LTCurve, sheet: Sheet) -> tuple[int, int, int, int]:
    """Return where something lies, counted from the top left corner."""
    height = sheet.drawing.size[1]
    return (
        _hundredths(item.x0),
        height - _hundredths(item.y1),
        _hundredths(item.x1),
        height - _hundredths(item.y0),
    )


def _glyphs(char: LTChar, sheet: Sheet) -> Iterator[Glyph]:
    turn = _turn(char)
    text = "".join(map(_character, char.get_text()))
    if turn is None or not text:
        return
    glyph = Glyph(text, *_box(char, sheet), turn)
    if sheet.drawing.clip:
        glyph = glyph._replace(spot=_shown(glyph.middle, sheet.drawing.clip, sheet))
    x, y = glyph.middle
    if 0 <= x <= sheet.drawing.size[0] and 0 <= y <= sheet.drawing.size[1]:
        yield glyph


def _shown(spot: tuple[int, int], clip: Box, sheet: Sheet) -> tuple[int, int]:
    """Return the point that is not cut off next to one: a little inside of where it is."""
    x0, low, x1, high = map(_hundredths, clip)
    y0, y1 = sheet.drawing.size[1] - high, sheet.drawing.size[1] - low
    return _within(spot[0], x0, x1), _within(spot[1], y0, y1)


def _within(place: int, start: int, end: int) -> int:
    if start <= place <= end:
        return place
    inside = min(NEAR, (end - start) // 2)
    return start + inside if place < start else end - inside


def _turn(char: LTChar) -> int | None:
    """Return how its line runs: 0 to the right, 1 up, 2 to the left, 3 down; None if aslant."""
    right, up = char.matrix[:2]
    if abs(up) * 10 <= abs(right):
        return 0 if right >= 0 else 2
    if abs(right) * 10 <= abs(up):
        return 1 if up > 0 else 3
    return None


def _character(char: str) -> str:
    """Return a character as others write it, nothing for one without width.

    Characters for private use and controls are unknown: what they look like only their font knows.
    """
    kind = category(char)
    if char.isspace():
        return " "
    if kind == "Cf":
        return ""
    if kind in ("Cc", "Co", "Cs", "Cn"):
        return UNKNOWN
    if "\ufb00" <= char <= "\ufb06":
        return normalize("NFKC", char)
    if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        return normalize("NFKC", char).translate(RADICALS)
    return char


def _rules(curve: LTCurve, sheet: Sheet) -> Iterator[Rule]:
    """Yield the lines across and down that a path draws.

    A thin rectangle is a line; a filled one that is not thin is a background.
    """
    x0, y0, x1, y1 = _box(curve, sheet)
    if min(x1 - x0, y1 - y0) <= NEAR:
        yield from _thin(x0, y0, x1, y1)
    elif curve.stroke and isinstance(curve, LTRect):
        yield from (Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1))
        yield from (Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1))
    elif curve.stroke:
        yield from _segments(curve, sheet)


def _thin(x0: int, y0: int, x1: int, y1: int) -> Iterator[Rule]:
    if x1 - x0 > y1 - y0:
        middle = (y0 + y1) // 2
        yield Rule(x0, middle, x1, middle)
    elif y1 > y0:
        middle = (x0 + x1) // 2
        yield Rule(middle, y0, middle, y1)


def _segments(curve: LTCurve, sheet: Sheet) -> Iterator[Rule]:
    height = sheet.drawing.size[1]
    if any(operation[0] not in "mlh" for operation in curve.original_path or ()):
        return
    points = [(_hundredths(x), height - _hundredths(y)) for x, y in curve.pts]
    for (x0, y0), (x1, y1) in pairwise(points):
        if min(abs(x1 - x0), abs(y1 - y0)) <= NEAR:
            yield from _thin(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _turned_glyph(glyph: Glyph, turn: int, size: tuple[int, int]) -> Glyph:
    box = _turned(glyph[1:5], turn, size)
    spot = _turned(glyph.middle * 2, turn, size)[:2]
    return Glyph(glyph.text, *box, (glyph.turn - turn) % 4, spot)


def _turned(box: Sequence[int], turn: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return a box as it lies once lines that ran up, left or down run to the right."""
    x0, y0, x1, y1 = box
    width, height = size
    return (
        (x0, y0, x1, y1),
        (height - y1, x0, height - y0, x1),
        (width - x1, height - y1, width - x0, height - y0),
        (y0, width - x1, y1, width - x0),
    )[turn]
