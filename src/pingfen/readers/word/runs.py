"""The text of a Word document's paragraphs, run by run: what people see of it."""

import re
from collections.abc import Mapping

from pingfen.readers.flow import Flow
from pingfen.readers.markup import Attributes, value
from pingfen.readers.symbols import LOWERED, PRIVATE, RAISED, UNKNOWN, is_symbol_font, symbol
from pingfen.readers.word.fields import Fields

# character style → whether it hides its text, and whether it raises or lowers it
Styles = Mapping[str, tuple[bool, str]]
SHIFTS = {"superscript": RAISED, "subscript": LOWERED}
SYMBOLIC = re.compile(f"[{chr(PRIVATE.start)}-{chr(PRIVATE.stop - 1)}]")


class Runs:
    """The open paragraphs of a document (one, or more where a text box stands in one)."""

    def __init__(self, flow: Flow, styles: Styles) -> None:
        """Start before the first paragraph."""
        self.flow = flow
        self.styles = styles
        self.pieces: list[list[str]] = []
        self.fields = Fields(flow)
        self.joined = ""  # the text of paragraphs whose mark was deleted
        self.joins = False
        self.raised: str = ""  # how the part of a formula stands that is being read
        self.muted = 0  # inside content controls that only show their prompt
        self.unseen: dict[str, str] = {}  # problem → the text that it leaves out
        self.open_run()

    def open_paragraph(self) -> None:
        """Begin a paragraph."""
        self.pieces.append([])
        self.joins = False

    def close_paragraph(self) -> None:
        """End a paragraph, or go on in the next one if its mark was deleted."""
        text = "".join(self.pieces.pop()) if self.pieces else ""
        for code, found in self.unseen.items():
            self.flow.notice(code, found=found.strip())
        self.unseen = {}
        self.fields.break_off()
        if self.joins:
            self.joined += text
        else:
            self.flow.paragraph(self.joined + text)
            self.joined = ""

    def end(self) -> None:
        """End what a deleted mark left open, where there is no next paragraph."""
        if self.joined:
            self.flow.paragraph(self.joined)
            self.joined = ""

    def open_run(self) -> None:
        """Begin a run, which looks like those around it."""
        self.hidden = False
        self.struck = False
        self.shift = self.raised
        self.font = ""

    def level(self, shift: str) -> None:
        """Raise or lower the runs of a formula that follow."""
        self.raised = self.shift = shift

    def look(self, style: str) -> None:
        """Let the run look as a character style says."""
        self.hidden, self.shift = self.styles.get(style, (self.hidden, self.shift))

    def take(self, text: str) -> None:
        """Take some text of the run."""
        if any(self.fields.instructing):
            return
        if self.hidden or self.struck or self.muted:
            code = (
                "hidden-text" if self.hidden else "struck-text" if self.struck else "placeholder"
            )
            self.unseen[code] = self.unseen.get(code, "") + text
            return
        if is_symbol_font(self.font) or SYMBOLIC.search(text):
            text = "".join(self._symbol(self.font, char) for char in text)
        self.write(text.translate(SHIFTS[self.shift]) if self.shift in SHIFTS else text)

    def take_symbol(self, font: str, code: str) -> None:
        """Take one character that is given by its font and its code."""
        try:
            char = chr(int(code, 16))
        except (ValueError, OverflowError):
            char = UNKNOWN
        self.font = font
        self.take(char)

    def write(self, text: str) -> None:
        """Write characters that stand for markup, if there is a paragraph to write in."""
        if self.pieces:
            self.pieces[-1].append(text)

    def field(self, attributes: Attributes) -> None:
        """Take what a field shows where it has no result."""
        self.write(self.fields.mark(value(attributes, "fldCharType")))

    def _symbol(self, font: str, char: str) -> str:
        found = symbol(font, char)
        if found is None:
            self.flow.notice("symbol-unknown", font=font, found=f"U+{ord(char):04X}")
        return found or UNKNOWN
