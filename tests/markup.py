"""What a piece of HTML holds, told by a parser that forgives nothing."""

from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset({"br", "meta", "wbr"})


class Markup(NamedTuple):
    """Its tags, their attributes, what is read, and the styles that it brings."""

    tags: set[str]
    attributes: set[str]
    text: str
    style: str


def parsed(content: str) -> Markup:
    """Parse HTML; a tag that is not closed, or closed out of turn, is an error."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    assert reader.open == [], "every tag is closed"
    return Markup(reader.tags, reader.attributes, "".join(reader.texts), "".join(reader.styles))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.styles if self.open[-1:] == ["style"] else self.texts).append(data)
