"""Characters that do not show what they are: hidden ones, and letters that look like others."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from unicodedata import name as unicode_name

# Controls (all but tab and the line breaks \n and \r), format characters such as the bidirectional
# and zero-width ones, line separators that few editors show, blank letters, halves of characters,
# tags. Variation selectors belong to Chinese characters and are no part of this.
HIDDEN = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5"
    "\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ud800-\\udfff\\ufeff\\uffa0"
    "\\ufff0-\\ufffb\\ufffe\\uffff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"
    "\\U000e0000-\\U000e00ff\\U000e01f0-\\U000e0fff"
)
# letters of other scripts (Cyrillic, Greek, Armenian, phonetic) → the Latin ones they look like
LOOK_ALIKES: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d"
            "\u04cf\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405"
            "\u0406\u0408\u03b1\u03bf\u03bd\u03c1\u03b9\u03ba\u03c5\u03b3\u03c4\u03c7\u03c9\u0391"
            "\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u0578"
            "\u057d\u0585\u0570\u0131\u0251\u0261",
            "aeopcyxijshdqwlABEKMHOPCTYXSIJaovpikuytxwABEZHIKMNOPTYXnuohiag",
            strict=True,
        )
    )
)


def hidden(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield each hidden character of a text with its offset; a mark at the very start is none.

    >>> list(hidden("\ufeffa\u202eb"))
    [(2, '\u202e')]
    """
    for match in _pattern().finditer(text):
        if match.start() or match[0] != "\ufeff":
            yield match.start(), match[0]


def look_alike(name: str) -> tuple[int, str] | None:
    r"""Return the first letter of a name that looks like a Latin one, with its offset.

    >>> look_alike("weight"), look_alike("分值"), look_alike("w\u0435ight")
    (None, None, (1, 'е'))
    """
    if name.isascii():
        return None
    return next(((n, char) for n, char in enumerate(name) if char in LOOK_ALIKES), None)


def described(char: str) -> str:
    r"""Return what a character is called, since showing it would not help.

    >>> described("\u202e"), described("\0")
    ('U+202E RIGHT-TO-LEFT OVERRIDE', 'U+0000')
    """
    return f"U+{ord(char):04X} {unicode_name(char, '')}".rstrip()


def escaped(text: str, *, breaks: bool = False) -> str:
    r"""Return the text with what cannot be printed as escapes, with ``breaks`` also line breaks.

    What is printed so can neither be reordered nor pass for another line.

    >>> print(escaped("a\u202eb"), escaped("a\nb", breaks=True))
    a\u202eb a\nb
    """
    if breaks:
        text = text.replace("\r", "\\r").replace("\n", "\\n")
    if text.isprintable() and not _pattern().search(text):
        return text
    return "".join(char if _is_shown(char) else _escape(char) for char in text)


def _is_shown(char: str) -> bool:
    """Tell whether a character can be printed as it is: also tabs, lines and wide blanks."""
    return char in "\t\n\u3000" or (char.isprintable() and not _pattern().match(char))


def _escape(char: str) -> str:
    return char.encode("unicode-escape").decode()


def clipped(text: str, most: int) -> str:
    """Return a text of at most so many characters; of a longer one its start and its end.

    >>> clipped("abcdefghij", 5)
    'ab…ij'
    """
    if len(text) <= most:
        return text
    half = most // 2
    return f"{text[:half]}…{text[-half:]}"


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds hidden characters; made when first needed, shipped policies need none."""
    return re.compile(f"[{HIDDEN}]")
