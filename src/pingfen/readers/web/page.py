"""The markup of a web page: which elements end a line, make a table, hide or raise their text."""

import re
from collections.abc import Callable, Mapping

from pingfen.readers.flow import Flow
from pingfen.readers.grid import unreadable
from pingfen.readers.symbols import LOWERED, RAISED
from pingfen.readers.web.stored import Stored, stored_of

Attributes = Mapping[str, str]
MOST_OPEN = 1_000  # browsers stop at 512
MOST_COLSPAN, MOST_ROWSPAN = 1_000, 65_534  # as browsers
SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)"
)
LINES = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd"),
        *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend"),
        *("li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
# what is never shown, or stands for something else
UNSEEN = frozenset(
    (
        *("script", "style", "title", "noscript", "template", "svg", "math", "comment", "xml"),
        *("iframe", "object", "embed", "audio", "video", "canvas", "datalist", "rt", "rp"),
    )
)
EMBEDDED = frozenset({"object", "embed"})
LEFT_OUT = {"del": "tracked-changes", "s": "struck-text", "strike": "struck-text"}
TYPED = frozenset({"", "text", "number", "date", "tel", "email", "search", "url", "month"})
SHIFTS = {"sup": RAISED, "sub": LOWERED}


class Page:
    """A web page while it is read."""

    def __init__(self, flow: Flow) -> None:
        """Start before its first element."""
        self.flow = flow
        self.pieces: list[str] = []  # of the line that is being read
        self.depth = 0
        self.left_out = 0  # the depth of the element that is left out, with all in it
        self.unseen: list[str] | None = None  # what it says, if that matters
        self.why = ""  # the problem of what is left out
        self.shifts: list[str] = []
        self.stored: list[Stored] = []  # of each open cell: what its attributes say
        self.starts: Mapping[str, Callable[[Attributes], None]] = {
            "table": self._open_table,
            "tr": self._open_row,
            "td": self._open_cell,
            "th": self._open_cell,
            "input": self._input,
            "img": self._picture,
            "ins": lambda _: self.flow.notice("tracked-changes"),
            "sup": lambda _: self.shifts.append("sup"),
            "sub": lambda _: self.shifts.append("sub"),
        }
        self.ends: Mapping[str, Callable[[], None]] = {
            "table": self._close_table,
            "tr": self._close_row,
            "td": self._close_cell,
            "th": self._close_cell,
            "thead": self._close_group,
            "tbody": self._close_group,
            "tfoot": self._close_group,
            "sup": self._level,
            "sub": self._level,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """Hear that an element starts."""
        self.depth += 1
        if self.depth > MOST_OPEN:
            raise unreadable("elements-too-deep", self.flow.file, most=MOST_OPEN)
        if self.left_out:
            return
        if name in LINES:
            self.line()
        if name in UNSEEN or (name == "option" and "selected" not in attributes):
            self.left_out = self.depth
            if name in EMBEDDED:
                self.flow.notice("embedded")
        elif "hidden" in attributes or HIDING.search(attributes.get("style", "").lower()):
            self.left_out, self.unseen, self.why = self.depth, [], "hidden-text"
        elif name in LEFT_OUT:
            self.left_out, self.unseen, self.why = self.depth, [], LEFT_OUT[name]
        elif name in self.starts:
            self.starts[name](attributes)

    def close(self, name: str) -> None:
        """Hear that an element ends."""
        self.depth -= 1
        if self.left_out:
            if self.depth < self.left_out:
                self._seen_again()
            return
        if name in LINES:
            self.line()
        if name in self.ends:
            self.ends[name]()

    def take(self, text: str) -> None:
        """Hear some text."""
        if self.left_out:
            if self.unseen is not None:
                self.unseen.append(text)
            return
        self.pieces.append(text.translate(SHIFTS[self.shifts[-1]]) if self.shifts else text)

    def line(self) -> None:
        """End the line that is being read."""
        if self.pieces:
            text = SPACES.sub(" ", "".join(self.pieces)).strip()
            self.pieces = []
            if text:
                self.flow.paragraph(text)

    def end(self) -> None:
        """End the page, whatever is still open."""
        self.line()
        while self.flow.table is not None:
            self._close_table()

    def _seen_again(self) -> None:
        said = SPACES.sub(" ", "".join(self.unseen or ())).strip()
        self.left_out, self.unseen = 0, None
        if said:
            self.flow.notice(self.why, found=said)

    def _open_table(self, _: Attributes) -> None:
        self.flow.open_table()

    def _close_table(self) -> None:
        if self.flow.table is not None:
            self._close_row()
            self.flow.close()

    def _open_row(self, _: Attributes) -> None:
        self._close_row()
        self.flow.open_row()

    def _close_row(self) -> None:
        self._close_cell()
        self.flow.close_row()

    def _close_group(self) -> None:
        """End a group of rows: no cell reaches from one into the next."""
        self._close_cell()
        if self.flow.table is not None:
            self.flow.table.close_group()

    def _open_cell(self, attributes: Attributes) -> None:
        self._close_cell()
        if self.flow.table is not None:
            width = _number(attributes.get("colspan", ""), MOST_COLSPAN) or 1
            height = _number(attributes.get("rowspan", ""), MOST_ROWSPAN)
            self.flow.open_cell(width, MOST_ROWSPAN if height == 0 else height or 1)
            self.stored.append(stored_of(attributes))

    def _close_cell(self) -> None:
        table = self.flow.table
        if table is not None and table.cell is not None:
            self.line()
            self.stored.pop().say(table.cell)
            self.flow.close_cell()

    def _input(self, attributes: Attributes) -> None:
        """Take what stands in a field to fill, or whether a box is ticked."""
        kind = attributes.get("type", "").lower()
        if kind in TYPED:
            self.take(attributes.get("value", ""))
        elif kind in {"checkbox", "radio"}:
            self.take("☑" if "checked" in attributes else "☐")

    def _picture(self, _: Attributes) -> None:
        if self.flow.table is not None:
            self.flow.notice("picture", "note")

    def _level(self) -> None:
        if self.shifts:
            self.shifts.pop()


def _number(text: str, most: int) -> int | None:
    """Return a count as browsers read it: its leading digits; None where there are none."""
    match = re.match(r"\s*\+?([0-9]{1,9})", text)
    return min(int(match[1]), most) if match else None
