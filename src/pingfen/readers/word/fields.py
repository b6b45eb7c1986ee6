"""The fields of a Word document: their instructions are not read, what they show is."""

from pingfen.readers.flow import Flow
from pingfen.readers.markup import Attributes, is_on, value

LONGEST = 200
DRAWN = "eq"  # draws what its instruction says, such as a tick in a box, and has no result


class Fields:
    """The open fields, the last one innermost."""

    def __init__(self, flow: Flow) -> None:
        """Start outside of any field."""
        self.flow = flow
        self.instructing: list[bool] = []  # of each open field, if its instruction is being read
        self.instruction = ""
        self.ticked: bool | None = None  # of a box to tick
        self.entries: list[str] | None = None  # of a list to choose from
        self.chosen: int | None = None

    def mark(self, kind: str) -> str:
        """Go on to the next part of a field; return what it shows by other means than a result."""
        shown = ""
        if kind == "begin":
            self.instructing.append(True)
            self.instruction = ""
            self.ticked, self.entries, self.chosen = None, None, None
        elif self.instructing and kind == "separate":
            self.instructing[-1] = False
        elif self.instructing and kind == "end" and self.instructing.pop():
            shown = self._shown()
        return shown

    def instruct(self, text: str) -> None:
        """Hear a part of the instruction."""
        self.instruction = (self.instruction + text)[:LONGEST]

    def break_off(self) -> None:
        """Take what follows for results: one missed would be worse than a code that is read."""
        self.instructing = [False] * len(self.instructing)

    def open_box(self, _: Attributes) -> None:
        """Begin a box to tick."""
        self.ticked = False

    def preset(self, attributes: Attributes) -> None:
        """Hear what is ticked or chosen until somebody does, or already has."""
        if self.ticked is not None:
            self.ticked = is_on(attributes)
        elif self.chosen is None:
            self.choose(attributes)

    def tick(self, attributes: Attributes) -> None:
        """Hear if somebody ticked the box."""
        self.ticked = is_on(attributes)

    def offer(self, attributes: Attributes) -> None:
        """Hear of an entry to choose."""
        self.entries = [*(self.entries or ()), value(attributes)][:LONGEST]

    def choose(self, attributes: Attributes) -> None:
        """Hear which entry was chosen, counted from 0."""
        number = value(attributes)
        self.chosen = int(number[:9]) if number.isascii() and number.isdigit() else 0

    def _shown(self) -> str:
        if self.ticked is not None:
            return "☑" if self.ticked else "☐"
        if self.entries is not None:
            chosen = self.chosen or 0
            return "".join(self.entries[chosen : chosen + 1])
        if self.instruction.strip().lower().startswith(DRAWN):
            self.flow.notice("drawn-field", found=self.instruction.strip())
        return ""
