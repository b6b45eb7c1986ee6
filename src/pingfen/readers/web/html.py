"""From a web page to a grid: pages of web systems, and what Excel, WPS and Word save as HTML.

The page is heard element by element, so that no depth and no size of it fills the memory. Style
sheets are not evaluated: of styles only those count that hide an element where it stands.
"""

import re
from collections.abc import Mapping

from lxml import etree

from pingfen.errors import FormError
from pingfen.messages import Message
from pingfen.readers.flow import Flow
from pingfen.readers.grid import Grid, unreadable
from pingfen.readers.web.charset import text_of
from pingfen.readers.web.page import Page

MOST_TAGS = 5_000_000
CHUNK = 1 << 20
FRAMES = re.compile(r"<frame\b", re.IGNORECASE)


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return the page as one grid. Raises ``FormError`` if it cannot be read."""
    text = text_of(content, file)
    grid = grid_of(text, file)
    if not grid.rows and FRAMES.search(text):
        raise unreadable("frames-only", file, hint=Message.of("hint-save-as"))
    return (grid,)


def grid_of(text: str, file: str) -> Grid:
    """Return the page as a grid. Raises ``FormError`` if it cannot be read."""
    if text.count("<") > MOST_TAGS:
        raise unreadable("markup-too-much", file, part=file, most=MOST_TAGS)
    flow = Flow(file)
    _hear(text, Page(flow), file)
    return flow.grid()


def _hear(text: str, page: Page, file: str) -> None:
    """Let a page hear its elements, closed as browsers close them."""
    parser = etree.HTMLParser(target=_Target(page), encoding="utf-8", huge_tree=True)
    content = text.encode("utf-8", "replace")
    try:
        for start in range(0, len(content), CHUNK):
            parser.feed(content[start : start + CHUNK])
        parser.close()
    except FormError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever the library ran into
        raise unreadable("broken-part", file, part=file, found=error) from None
    page.end()


class _Target:
    """What lxml tells of a page, handed on by its plain names."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        self.page.start(str(tag).lower(), {str(key): str(said) for key, said in attrib.items()})

    def end(self, tag: str | bytes) -> None:
        self.page.close(str(tag).lower())

    def data(self, data: str | bytes) -> None:
        self.page.take(str(data))

    def comment(self, text: str | bytes) -> None:
        """Pass over a comment."""

    def close(self) -> None:
        """End nothing: a page broken off is ended by the caller as well."""
