"""The comments of a Word document: those of others are kept, ours are new each time."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from pingfen.marking.outline import (
    Change,
    Element,
    after_tag,
    appended,
    changed,
    outline_of,
    tag,
    tag_at,
)
from pingfen.marking.package import DECLARATION, OFFICE, Package
from pingfen.messages import LANGS, say
from pingfen.readers.markup import Action, Attributes, Markup, named, value
from pingfen.readers.word.story import WORD

NAME = "word/comments{}.xml"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
INITIALS = "pingfen"
# a run before and after what refers to a comment, where it holds nothing else
RUN_START = re.compile(
    rb"<(?:[\w.-]+:)?r(?:\s[^>]*)?>\s*(?:<((?:[\w.-]+:)?rPr)(?:\s[^>]*)?(?:/>|>.*?</\1\s*>)\s*)?",
    re.DOTALL,
)
RUN_END = re.compile(rb"\s*</(?:[\w.-]+:)?r\s*>")
NUMBER = re.compile("[0-9]{1,9}")
# ids in use, also where a comment is gone
USED = re.compile(
    rb"""comment(?:RangeStart|RangeEnd|Reference)\b[^>]*?\bid=["']([0-9]{1,9})["']"""
)


class Notes:
    """The comments of one document."""

    def __init__(self, package: Package) -> None:
        """Take the comments that are there, without those of an earlier marking."""
        self.package = package
        content = package.part(package.main)
        root = package.outline(package.main, closed=("body",))
        self.space = root.space
        declared = f'xmlns:w="{self.space}"'.encode() in content[root.start : root.opened]
        self.spaces = [] if declared else [("xmlns:w", self.space)]
        related = package.relationships(package.main)
        known = [found.target for found in related if found.kind == "comments"]
        self.part = next((name for name in known if name in package.names), "")
        empty = tag("w:comments", [("xmlns:w", self.space)], "")
        self.content = package.part(self.part) if self.part else (DECLARATION + empty).encode()
        self._without_own()

    def _without_own(self) -> None:
        ours = {say("mark-author", lang) for lang in LANGS}
        known = list(self._root().named("comment"))
        own = [comment for comment in known if comment.value("author") in ours]
        self.own = {comment.value("id") for comment in own}
        others = {note.value("id") for note in known} - self.own
        self.used = {int(id_) for id_ in others if NUMBER.fullmatch(id_)}
        gone = [Change(comment.start, comment.end, b"") for comment in own]
        self.content = changed(self.content, gone)

    def own_marks(self) -> Sequence[Change]:
        """Return the changes that take what refers to our earlier comments out of the document."""
        if not self.own:
            return ()
        return _Marks(self.package, self.own).found()

    def add(self, texts: Sequence[str], lang: str, content: bytes) -> range:
        """Add comments; return their ids, none of which the content of the document refers to."""
        self.used |= {int(found) for found in USED.findall(content)}
        first = max(self.used, default=-1) + 1
        ids = range(first, first + len(texts))
        notes = (self._note(*each, lang) for each in zip(ids, texts, strict=True))
        added = appended(self.content, self._root(), "".join(notes))
        self.content = changed(self.content, [added])
        if not self.part:
            self.part = self.package.free_name(NAME)
            kind = OFFICE[self.space == WORD[1]]
            self.package.relate(self.package.main, f"{kind}/comments", self.part)
            self.package.declare(self.part, TYPE)
        self.package.put(self.part, self.content)
        return ids

    def element(self, name: str, id_: int) -> str:
        """Return an element of the document that refers to a comment."""
        return tag(f"w:{name}", [*self.spaces, ("w:id", id_)])

    def _note(self, id_: int, text: str, lang: str) -> str:
        """Return a comment, a line of its text as a paragraph; undated, as the copy says when."""
        spaced = [("xml:space", "preserve")]
        lines = (tag("w:t", spaced, escape(line)) for line in text.split("\n"))
        paragraphs = "".join(tag("w:p", [], tag("w:r", [], line)) for line in lines)
        author = ("w:author", say("mark-author", lang))
        said = [("xmlns:w", self.space), ("w:id", id_), author, ("w:initials", INITIALS)]
        return tag("w:comment", said, paragraphs)

    def _root(self) -> Element:
        return outline_of(self.content, self.package.file, self.part or NAME)


class _Marks:
    """What refers to some comments in a document: both ends of their ranges, their runs."""

    def __init__(self, package: Package, ids: set[str]) -> None:
        self.ids, self.content = ids, package.part(package.main)
        self.markup = Markup(package.file, package.main)
        self.changes: list[Change] = []
        self.run = 0  # where the last run starts
        starts: dict[str, Action] = {
            "r": self._open_run,
            "commentReference": self._refer,
            **dict.fromkeys(("commentRangeStart", "commentRangeEnd"), self._reach),
        }
        self.markup.starts = named(WORD, starts)

    def found(self) -> list[Change]:
        """Return the changes that take it all away."""
        self.markup.hear(self.content)
        return self.changes

    def _open_run(self, _: Attributes) -> None:
        self.run = self.markup.parser.CurrentByteIndex

    def _reach(self, attributes: Attributes) -> None:
        if value(attributes, "id") in self.ids:
            self._drop(*self._element())

    def _refer(self, attributes: Attributes) -> None:
        """Take away what refers to a comment, with its run where nothing else is in it."""
        if value(attributes, "id") not in self.ids:
            return
        start, end = self._element()
        after = RUN_END.match(self.content, end)
        if after and RUN_START.fullmatch(self.content, self.run, start):
            start, end = self.run, after.end()
        self._drop(start, end)

    def _element(self) -> tuple[int, int]:
        start = self.markup.parser.CurrentByteIndex
        end = after_tag(self.content, start)
        name = re.escape(tag_at(self.content, start))
        closed = re.compile(rb"\s*</%s\s*>" % name).match(self.content, end)
        written = self.content[start:end].endswith(b"/>")
        return start, closed.end() if closed and not written else end

    def _drop(self, start: int, end: int) -> None:
        self.changes.append(Change(start, end, b""))
