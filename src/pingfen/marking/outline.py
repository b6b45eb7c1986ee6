"""XML as an outline of where its elements stand, so that it can be changed without rewriting it.

What is not changed stays byte for byte: prefixes, order of attributes, what nobody here knows.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from pingfen.readers.grid import unreadable
from pingfen.readers.markup import Attributes, Markup, value

MOST_KEPT = 400_000
DEPTH = 4  # comments, their list, one of them, its text
START_TAG = re.compile(rb"""<([^\s/>"']+)(?:[^"'>]|"[^"]*"|'[^']*')*>""")
END_TAG = re.compile(rb"</[^>]*>")


@dataclass(slots=True)
class Element:
    """An element: its namespace, its name, and where its tags begin and end."""

    space: str
    name: str
    attributes: Attributes
    start: int
    opened: int = 0
    closing: int = 0
    end: int = 0
    children: "list[Element]" = field(default_factory=list)

    def named(self, name: str) -> "Iterator[Element]":
        """Yield the children of a name, whatever their namespace."""
        return (child for child in self.children if child.name == name)

    def value(self, name: str) -> str:
        """Return an attribute, whatever namespace it is written with."""
        return value(self.attributes, name)


class Change(NamedTuple):
    """What is to stand in the place of some bytes."""

    start: int
    end: int
    text: bytes


def outline_of(content: bytes, file: str, part: str, closed: Collection[str] = ()) -> Element:
    """Return the root of a part, a few levels deep; into elements named in ``closed`` not at all.

    Raises ``FormError`` if the part is broken, hostile or has too much in it.
    """
    outline = _Outline(content, file, part, closed)
    outline.markup.hear(content)
    return outline.root


class _Outline:
    """The outline of a part while it is heard."""

    def __init__(self, content: bytes, file: str, part: str, closed: Collection[str]) -> None:
        self.content, self.file, self.part, self.closed = content, file, part, closed
        self.markup = Markup(file, part)
        self.markup.parser.StartElementHandler = self._start
        self.markup.parser.EndElementHandler = self._end
        self.path: list[Element] = []
        self.deeper = self.kept = 0  # how deep below what is kept; how much is

    def _start(self, full: str, attributes: Attributes) -> None:
        path = self.path
        if self.deeper or len(path) == DEPTH or (path and path[-1].name in self.closed):
            self.deeper += 1
            return
        self.kept += 1
        if self.kept > MOST_KEPT:
            raise unreadable("part-too-large", self.file, part=self.part)
        space, _, name = full.rpartition(" ")
        element = Element(space, name, attributes, self.markup.parser.CurrentByteIndex)
        element.opened = after_tag(self.content, element.start)
        if path:
            path[-1].children.append(element)
        else:
            self.root = element
        path.append(element)

    def _end(self, _: str) -> None:
        if self.deeper:
            self.deeper -= 1
            return
        element = self.path.pop()
        element.closing, element.end = closing_of(
            self.content, element.opened, self.markup.parser.CurrentByteIndex
        )


def after_tag(content: bytes, start: int) -> int:
    """Return where the start tag ends that begins there."""
    match = START_TAG.match(content, start)
    if match is None:
        raise ValueError(start)  # the parser turns it into the error that the part is broken
    return match.end()


def closing_of(content: bytes, opened: int, at: int) -> tuple[int, int]:
    """Return where the end tag of an element starts and ends that ends at ``at``.

    Both are the end of the start tag where the element is written as one tag.
    """
    match = END_TAG.match(content, at)
    if match is None or content.startswith(b"/>", opened - 2):
        return opened, opened
    return at, match.end()


def tag_at(content: bytes, start: int) -> bytes:
    """Return the name of the tag that begins there, as written, with its prefix."""
    match = START_TAG.match(content, start)
    return match[1] if match else b""


def appended(content: bytes, element: Element, text: str) -> Change:
    """Return the change that puts something at the end of an element, also of ``<empty/>``."""
    return inside(content, element.start, element.opened, element.closing, text)


def inside(content: bytes, start: int, opened: int, at: int, text: str) -> Change:
    """Return the change that puts something into an element at ``at``, also into ``<empty/>``."""
    written = encoded(text)
    if content[start:opened].endswith(b"/>"):
        closing = b"</" + tag_at(content, start) + b">"
        return Change(opened - 2, opened, b">" + written + closing)
    return Change(at, at, written)


def encoded(text: str) -> bytes:
    """Return markup in ASCII, which stands the same in every encoding that a part may have."""
    return text.encode("ascii", "xmlcharrefreplace")


def changed(content: bytes, changes: Iterable[Change]) -> bytes:
    """Return the part with some changes, none of which overlap; at one place in their order."""
    pieces, last = [], 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        pieces += [content[last : change.start], change.text]
        last = change.end
    return b"".join((*pieces, content[last:]))


def tag(name: str, attributes: Iterable[tuple[str, object]], inner: str | None = None) -> str:
    """Return an element as text; its attributes are quoted, what stands in it is markup."""
    said = "".join(f" {key}={quoteattr(str(text))}" for key, text in attributes)
    return f"<{name}{said}/>" if inner is None else f"<{name}{said}>{inner}</{name}>"
