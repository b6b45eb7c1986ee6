"""From bytes to text: UTF-8, UTF-16 and gb18030, told apart by their content."""

import codecs
import re

from pingfen.errors import DataPlace, FormError, problem
from pingfen.messages import Message

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


def decode(content: bytes, file: str) -> str:
    """Return the text of a file. Raises ``FormError`` if it holds none."""
    place = DataPlace(file)
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise FormError([problem("not-text", place, hint=Message.of("hint-save-as-text"))])


def _encodings(content: bytes) -> tuple[str, ...]:
    """Return the encodings to try. Without a mark, NUL bytes only occur in UTF-16."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return (encoding,)
    if b"\0" in content:
        # tabs, line ends and digits leave their NUL in every second byte: before or after them
        little = content[1::2].count(0) >= content[::2].count(0)
        return ("utf-16-le",) if little else ("utf-16-be",)
    return ("utf-8", "gb18030")
