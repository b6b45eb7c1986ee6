"""From the bytes of a web page to its text, by the encoding that it names or that it has."""

import codecs
import re
from contextlib import suppress

from pingfen.readers.decode import decode

NAMED = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
HEAD = 4096
BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# what is called so by people who mean the larger set
LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp936": "gb18030"}
UNICODE = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"})


def text_of(content: bytes, file: str) -> str:
    """Return the text of a page. Raises ``FormError`` if it holds none.

    What is whole UTF-8 is UTF-8, whatever it says of itself: pages are often saved anew without a
    change to what their head names. Otherwise the named encoding is tried before gb18030.
    """
    wide = b"\0" in content or content.startswith(BOMS)
    for encoding in () if wide else ("utf-8-sig", _named(content)):
        with suppress(UnicodeDecodeError):
            if encoding:
                return content.decode(encoding)
    return decode(content, file)


def _named(content: bytes) -> str:
    """Return the encoding that a page names, if it is one that we know and could be true."""
    match = NAMED.search(content[:HEAD])
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name if match else ""
    except LookupError:
        return ""
    is_text = name and codecs.lookup(name)._is_text_encoding  # noqa: SLF001  # as open() asks
    return LARGER.get(name, name) if is_text and name not in UNICODE else ""
