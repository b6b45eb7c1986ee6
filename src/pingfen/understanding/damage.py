"""What keeps a cell from being read at all: damage that making it comparable would hide."""

import re
from collections.abc import Callable
from unicodedata import category

from pingfen.understanding.numerals import HAS_NUMERAL
from pingfen.words import UNSEEN, compact

SPACED = re.compile(rf"\d[{UNSEEN}]+\d")
PARTED = re.compile(rf"\d[{UNSEEN}]*[.,，．][{UNSEEN}]+\d|\d[{UNSEEN}]+[.,，．][{UNSEEN}]*\d")
DIGIT = re.compile(r"\d")
LOST = re.compile("\N{REPLACEMENT CHARACTER}|锟斤拷")
# characters of a private font and those that turn the order of others round
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd\u202d\u202e]")
# what a spreadsheet prints in place of a value: #N/A, #DIV/0!, and ##### in a narrow column
ERROR = re.compile(r"#[A-Z/0]+[!?]?|#{2,}")
SIGN = re.compile(r"[≥≤≧≦⩾⩽≯≮<>═＝=%‰]")
# an unfilled part of a printed text: X%, **个, __年__月__日
PLACEHOLDER = re.compile(r"[Xx*_□]+[%个人次万元]+|[_*]*年[_*]*月[_*]*日?[前内底]?")
# the blocks of letters, punctuation and Chinese characters, where each digit is a plain one
PLAIN = re.compile(
    "[\x00-\xb1\xb4-\xb8\xba\xbb\xbf-\u024f\u2000-\u206f\u2190-\u22ff\u3000-\u318f\u3400-\u9fff"
    "\uff00-\uffef]*"
)
# digits that belong to a unit: ㎡, m², km³
POWERS = re.compile("[㎠-㎦]|(?<=[mM])[²³]")


def damage(text: str, content: str) -> str:
    """Return the code of the message about what is wrong with a cell as written, or nothing.

    >>> damage("50 50", "5050"), damage("5²", "52"), damage("≥%", "≥%"), damage("≥ 5%", "≥5%")
    ('unparsed-spaced', 'unparsed-small', 'unparsed-empty', '')
    """
    return next((code for code, fits in LINES if fits(text, content)), "")


def _lost(_text: str, content: str) -> bool:
    if content.isascii():
        return False
    private = PRIVATE.search(content) and HAS_NUMERAL.search(content)
    return bool(private or LOST.search(content))


def _error(_text: str, content: str) -> bool:
    return content[0] == "#" and bool(ERROR.fullmatch(content))


def _spaced(text: str, content: str) -> bool:
    return text != content and bool(SPACED.search(text))


def _small(text: str, content: str) -> bool:
    """Tell whether a digit came out of another character: 5² would be 52, ½ would be 1⁄2."""
    if PLAIN.fullmatch(text) or not _has_small(text, content):
        return False
    plain = POWERS.sub("", text)
    return _has_small(plain, compact(plain))


def _has_small(text: str, content: str) -> bool:
    more = len(DIGIT.findall(content)) != len(DIGIT.findall(text))
    return more or any(category(char) == "No" for char in text)


def _empty(_text: str, content: str) -> bool:
    if HAS_NUMERAL.search(content):
        return False
    bare = content.strip("()")
    return bool(SIGN.match(bare) or PLACEHOLDER.fullmatch(bare))


LINES: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("unparsed-lost", _lost),
    ("unparsed-error", _error),
    ("unparsed-spaced", _spaced),
    ("unparsed-small", _small),
    ("unparsed-empty", _empty),
)


def is_parted(text: str) -> bool:
    """Tell whether white space stands at a point or comma between digits.

    1, 200 may be one number or two; in a date (2021. 12. 31) it says nothing.
    """
    return bool(PARTED.search(text))
