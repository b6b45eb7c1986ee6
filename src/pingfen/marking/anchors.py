"""Where in the markup of a Word document its cells and paragraphs stand.

The reader of documents goes through the part; what it takes for which cell, grid column and merged
cell is noted here, so that a place means the same to both.
"""

from collections.abc import Callable
from typing import NamedTuple

from pingfen.errors import Place
from pingfen.marking.outline import after_tag, closing_of
from pingfen.places import ParagraphPlace, TablePlace
from pingfen.readers.markup import Attributes
from pingfen.readers.tables import Slot
from pingfen.readers.word.story import WORD, Story

Key = tuple[int, int, int]  # table, row and column, all counted from 1


class Paragraph(NamedTuple):
    """Where a paragraph starts, its start tag ends, its text begins and its end tag starts."""

    start: int
    opened: int
    text: int
    closing: int


class Anchor(NamedTuple):
    """What a comment is put at: from one paragraph to another of the same cell."""

    first: Paragraph
    last: Paragraph


class Anchors:
    """The cells and paragraphs of a document, each with what a comment can be put at."""

    def __init__(self) -> None:
        """Start with none."""
        self.cells: dict[Key, Anchor] = {}
        self.owners: dict[Key, Key] = {}  # what a cell only continues
        self.paragraphs: dict[int, Anchor] = {}
        self.first: Anchor | None = None

    def at(self, place: Place | None) -> Anchor | None:
        """Return what a comment about a place is put at; None where there is no paragraph at all.

        In the place of a cell that is not there, the one before it in its row, or in its table.
        """
        if isinstance(place, ParagraphPlace):
            return self.paragraphs.get(place.paragraph, self.first)
        if not isinstance(place, TablePlace):
            return self.first
        key = (place.table, place.row, place.column)
        key = self.owners.get(key, key)
        return self.cells.get(key) or self._near(key) or self.first

    def _near(self, wanted: Key) -> Anchor | None:
        keys = [key for key in self.cells if key[0] == wanted[0]]
        before = [key for key in keys if key <= wanted]
        nearest = max(before, default=None) or min(keys, default=None)
        return self.cells[self._owner(nearest)] if nearest else None

    def _owner(self, key: Key) -> Key:
        owner = self.owners.get(key, key)
        return owner if owner in self.cells else key


def anchors_of(content: bytes, file: str, part: str) -> Anchors:
    """Return where the cells and paragraphs of a document stand. Raises ``FormError``."""
    survey = _Survey(content, file, part)
    survey.story.read(content)
    return survey.found


class _Open(NamedTuple):
    """A cell that is being read: which one, and its paragraphs so far."""

    key: Key
    paragraphs: list[Paragraph]


class _Survey:
    """A document while it is read and surveyed."""

    def __init__(self, content: bytes, file: str, part: str) -> None:
        # hidden styles change what is read, not where it stands
        self.content, self.story = content, Story(file, part, {})
        self.found = Anchors()
        self.cells: list[_Open] = []
        self.starts: list[list[int]] = []  # of each open paragraph: start, end of tag, of pPr
        # what stands in text boxes of the open paragraph, at which no comment may be put
        self.boxed: list[int | Key] = []
        self._listen()

    def _listen(self) -> None:
        """Hear what the reader hears, after it where something starts."""
        markup = self.story.markup
        starts, ends = dict(markup.starts), dict(markup.ends)
        for space in WORD:
            self._wrap_starts(starts, space)
            self._wrap_ends(ends, space)
        markup.starts, markup.ends = starts, ends

    def _wrap_starts(self, starts: dict[str, Callable[[Attributes], object]], space: str) -> None:
        acts = {"tc": self._open_cell, "p": self._open_paragraph, "pPr": self._open_properties}
        for name, act in acts.items():
            starts[f"{space} {name}"] = _both(starts[f"{space} {name}"], act)

    def _wrap_ends(self, ends: dict[str, Callable[[], object]], space: str) -> None:
        for name, act in {"tc": self._close_cell, "p": self._close_paragraph}.items():
            ends[f"{space} {name}"] = _around(ends[f"{space} {name}"], act)
        ends[f"{space} pPr"] = _around(ends[f"{space} pPr"], self._close_properties)

    @property
    def _at(self) -> int:
        return self.story.markup.parser.CurrentByteIndex

    def _open_cell(self) -> None:
        table = self.story.flow.table
        cell = table.cell if table else None
        key = (table.number, cell.row + 1, cell.column + 1) if table and cell else (0, 0, 0)
        self.cells.append(_Open(key, []))

    def _close_cell(self, read: Callable[[], object]) -> None:
        owner = self._owner()
        read()
        if not self.cells:
            return
        key, paragraphs = self.cells.pop()
        if owner is not None:
            self.found.owners[key] = (key[0], owner.row + 1, owner.column + 1)
        if paragraphs:
            self.found.cells[key] = Anchor(paragraphs[0], paragraphs[-1])
        elif self.starts:
            self.boxed.append(key)

    def _owner(self) -> Slot | None:
        """Return the cell that the open one continues, if it continues one."""
        table, merging = self.story.flow.table, self.story.tables.merging
        if table is None or table.cell is None or not merging:
            return None
        if merging[-1] == "above":
            return table.merged.get(table.cell.column)
        row = table.rows[-1] if merging[-1] == "before" and table.rows else None
        return row[-1] if row else None

    def _open_paragraph(self) -> None:
        start = self._at
        opened = after_tag(self.content, start)
        self.starts.append([start, opened, opened])

    def _open_properties(self) -> None:
        if self.starts and self._at == self.starts[-1][1] + self._blank(self.starts[-1][1]):
            self.starts[-1][2] = -after_tag(self.content, self._at)

    def _close_properties(self, read: Callable[[], object]) -> None:
        read()
        if self.starts and self.starts[-1][2] < 0:
            opened = -self.starts[-1][2]
            self.starts[-1][2] = closing_of(self.content, opened, self._at)[1]

    def _blank(self, start: int) -> int:
        """Return how much white space follows a tag."""
        rest = self.content[start : start + 1_000]
        return len(rest) - len(rest.lstrip())

    def _close_paragraph(self, read: Callable[[], object]) -> None:
        before = self.story.flow.paragraphs
        read()
        number = self.story.flow.paragraphs
        if not self.starts:
            return
        start, opened, text = self.starts.pop()
        new = [number] if number > before else []
        if self.starts:
            self.boxed += new
            return
        paragraph = Paragraph(start, opened, text, closing_of(self.content, opened, self._at)[0])
        anchor = Anchor(paragraph, paragraph)
        self.found.first = self.found.first or anchor
        if self.cells:
            self.cells[-1].paragraphs.append(paragraph)
        for place in (*new, *self.boxed):
            if isinstance(place, int):
                self.found.paragraphs[place] = anchor
            else:
                self.found.cells[place] = anchor
        self.boxed = []


def _both(
    read: Callable[[Attributes], object], act: Callable[[], object]
) -> Callable[[Attributes], object]:
    def start(attributes: Attributes) -> None:
        read(attributes)
        act()

    return start


def _around(
    read: Callable[[], object], act: Callable[[Callable[[], object]], object]
) -> Callable[[], object]:
    def end() -> None:
        act(read)

    return end
