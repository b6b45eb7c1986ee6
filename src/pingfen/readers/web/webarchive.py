"""From a web page in one file (.mht), as Word and Excel save them, to grids: one for each page."""

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import Message as Mail
from itertools import islice

from pingfen.messages import Message
from pingfen.readers.grid import Grid, unreadable
from pingfen.readers.web.charset import text_of
from pingfen.readers.web.html import grid_of

PAGES = frozenset({"text/html", "application/xhtml+xml"})
MOST_PARTS = 1_000


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return the grids of all its pages that hold something. Raises ``FormError`` without any.

    A page of frames holds nothing itself; the sheets that it shows are pages of the same file.
    """
    try:
        pages = tuple(_pages(content, file))
    except (ValueError, LookupError, RecursionError) as error:
        raise unreadable("broken-part", file, part=file, found=error) from None
    grids = tuple(grid_of(page, file) for page in pages)
    found = tuple(grid for grid in grids if grid.rows)
    if not found:
        raise unreadable("web-archive-empty", file, hint=Message.of("hint-save-as"))
    return found


def _pages(content: bytes, file: str) -> Iterator[str]:
    """Yield the texts of the pages in a file."""
    for part in islice(message_from_bytes(content.lstrip()).walk(), MOST_PARTS):
        if part.get_content_type() in PAGES:
            yield _text(part, file)


def _text(part: Mail, file: str) -> str:
    """Return the text of a page, by the encoding that the mail names before that of the page."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    with suppress(LookupError, UnicodeDecodeError):
        return content.decode(part.get_content_charset() or "")
    return text_of(content, file)
