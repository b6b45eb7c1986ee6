"""The comments of a sheet: those of others are kept, ours are new each time."""

import re
from collections.abc import Collection, Mapping
from html import unescape
from typing import NamedTuple
from xml.sax.saxutils import escape

from pingfen.auditing import Finding
from pingfen.marking.outline import (
    Change,
    Element,
    appended,
    changed,
    outline_of,
    tag,
    tag_at,
)
from pingfen.marking.package import DECLARATION, Package
from pingfen.marking.remarks import MOST_REMARK, remark_text, spelled
from pingfen.messages import LANGS, say
from pingfen.places import letters
from pingfen.readers.grid import unreadable
from pingfen.readers.workbook.sheet import MOST_COLUMNS, MOST_ROWS
from pingfen.readers.workbook.sheet_xml import REFERENCE, number_of

SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
THREADED = "tc="  # what the author of a comment is called that only stands in for a thread
SEPARATOR = "\n\n"
TAG = re.compile("<[^>]*>")


class Cell(NamedTuple):
    """A cell of a sheet: row and column, both counted from 1."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """What formulas call it: E12."""
        return f"{letters(self.column)}{self.row}"


class Comments:
    """The comments of one sheet, those of its part and those that are added."""

    def __init__(self, package: Package, part: str, *, strict: bool) -> None:
        """Take the comments of a part, or none."""
        self.package, self.part = package, part
        empty = f'<comments xmlns="{SPACES[strict]}"><authors/><commentList/></comments>'
        self.content = package.part(part) if part else (DECLARATION + empty).encode()
        name = tag_at(self.content, self._root().start).decode(errors="replace")
        self.prefix = name[: name.find(":") + 1]
        self._without_own()

    def _without_own(self) -> None:
        """Take away what an earlier marking left, and list what is there besides."""
        self.own = list[Cell]()
        changes = []
        for cell, comment in self._comments():
            if self._author(comment) in _authors():
                self.own.append(cell)
                changes.append(Change(comment.start, comment.end, b""))
                continue
            changes += [
                Change(run.start, run.end, b"")
                for body in comment.named("text")
                for run in body.named("r")
                if self._text(run).startswith(tuple(map(_heading, LANGS)))
            ]
        self.content = changed(self.content, changes)
        self.others = dict(self._comments())

    def add(self, findings: Mapping[Cell, list[Finding]], lang: str) -> dict[Cell, str]:
        """Add a comment at each cell; return the texts of the cells that had none before.

        A text is added to that of another's comment; at a thread, which shows no other text, and
        at one without room it stands in a cell beside it, and says so.
        """
        new: dict[Cell, str] = {}
        changes: list[Change] = []
        for cell, said in findings.items():
            text = remark_text(said, lang)
            other = self.others.get(cell)
            if other is None:
                new[cell] = text
            elif (extended := self._extended(other, text, lang)) is not None:
                changes += extended
            else:
                beside = self._beside(cell, {*new, *findings})
                new[beside] = say("mark-elsewhere", lang, cell=cell.name) + "\n" + text
        self.content = changed(self.content, changes)
        self._append(new, lang)
        return new

    def store(self) -> str:
        """Put the part into the package; return its name."""
        if not self.part:
            self.part = self.package.free_name("xl/comments{}.xml")
            self.package.declare(self.part, COMMENTS_TYPE)
        self.package.put(self.part, self.content)
        return self.part

    def _root(self) -> Element:
        return outline_of(self.content, self.package.file, self.part or "comments")

    def _comments(self) -> list[tuple[Cell, Element]]:
        root = self._root()
        self.authors = [
            self._text(found) for group in root.named("authors") for found in group.named("author")
        ]
        found = [
            (REFERENCE.fullmatch(comment.value("ref")), comment)
            for group in root.named("commentList")
            for comment in group.named("comment")
        ]
        return [
            (Cell(int(match[2]), number_of(match[1])), comment)
            for match, comment in found
            if match
        ]

    def _author(self, comment: Element) -> str:
        number = comment.value("authorId")
        known = number.isascii() and number.isdigit() and int(number[:9]) < len(self.authors)
        return self.authors[int(number[:9])] if known else ""

    def _extended(self, comment: Element, text: str, lang: str) -> list[Change] | None:
        """Return how another's comment is extended, or None where it cannot be."""
        body = next(comment.named("text"), None)
        if body is None or self._author(comment).startswith(THREADED):
            return None
        if body.closing - body.opened + len(text) > 2 * MOST_REMARK:
            return None
        added = _heading(lang) + spelled(text)
        if added in self._text(body):
            return []  # a program joined it with the text of the other
        return [appended(self.content, body, self._run(_heading(lang) + text))]

    def _beside(self, cell: Cell, taken: Collection[Cell]) -> Cell:
        """Return the next cell to the right, or else below, that has no comment."""
        while cell in self.others or cell in taken:
            right = cell.column < MOST_COLUMNS
            cell = Cell(cell.row, cell.column + 1) if right else Cell(cell.row % MOST_ROWS + 1, 1)
        return cell

    def _append(self, new: Mapping[Cell, str], lang: str) -> None:
        """Put new comments below those that are there, with their author."""
        groups = {child.name: child for child in self._root().children}
        if not new:
            return
        if "authors" not in groups or "commentList" not in groups:
            raise unreadable("broken-part", self.package.file, part=self.part, found="commentList")
        author = say("mark-author", lang)
        known = author in self.authors
        number = self.authors.index(author) if known else len(self.authors)
        named = "" if known else tag(f"{self.prefix}author", [], escape(author))
        texts = [self._comment(cell, text, number) for cell, text in new.items()]
        changes = [
            appended(self.content, groups["authors"], named),
            appended(self.content, groups["commentList"], "".join(texts)),
        ]
        self.content = changed(self.content, changes)

    def _comment(self, cell: Cell, text: str, author: int) -> str:
        prefix, said = self.prefix, [("ref", cell.name), ("authorId", author)]
        return tag(f"{prefix}comment", said, tag(f"{prefix}text", [], self._run(text)))

    def _text(self, element: Element) -> str:
        """Return the text in an element and in those in it."""
        inner = self.content[element.opened : element.closing].decode(errors="replace")
        return unescape(TAG.sub("", inner)).replace("\r\n", "\n")

    def _run(self, text: str) -> str:
        prefix = self.prefix
        spaced = tag(f"{prefix}t", [("xml:space", "preserve")], escape(spelled(text)))
        return tag(f"{prefix}r", [], spaced)


def _authors() -> set[str]:
    return {say("mark-author", lang) for lang in LANGS}


def _heading(lang: str) -> str:
    """Return what stands before our text in a comment of another."""
    return SEPARATOR + say("mark-author", lang) + "\n"
