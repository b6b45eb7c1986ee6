"""Why a cell is refused: the first of these lines that fits says what a person is told.

Only what no line of the grammar reads comes here, so nothing of this decides what a cell means.
"""

import re
from collections.abc import Callable
from functools import cache

from pingfen.exact import MOST_DIGITS
from pingfen.understanding.numerals import ARABIC
from pingfen.understanding.periods import looks_like_date
from pingfen.words import words

RUN = re.compile(r"[0-9][0-9.,]*")
LONG = re.compile(rf"[0-9][0-9,.]{{{MOST_DIGITS},}}")
BETWEEN = r"[^0-9]{0,8}?"
RANGE = re.compile(rf"[0-9]{BETWEEN}(?:[-~\u2010-\u2015\u301c至到]){BETWEEN}[0-9]")
RATIO = re.compile(rf"[0-9]{BETWEEN}[/:\u2236比⁄]{BETWEEN}[0-9]")
LETTERS = re.compile(r"[0-9.][A-Za-z]+[0-9]|[0-9][OoIl]|(?<![A-Za-z])[OoIl][0-9]|^\.[0-9]")
YEAR = re.compile(
    r"[0-9]{4}年度?[^0-9]{0,3}|[0-9]{4}[-/.][0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}"
    r"|.*(?:季度|[上中下]旬|[上下]半年|[上中下]半月|月初).*"
)


def refusal(content: str) -> str:
    """Return the code of the message that says why a compact text is not read.

    >>> refusal("90%-95%"), refusal("2810人次50"), refusal("100%覆盖")
    ('unparsed-range', 'unparsed-several', 'unparsed-beside')
    """
    return next((code for code, fits in LINES if fits(content)), "unparsed-beside")


def _several(content: str) -> bool:
    return len(RUN.findall(content)) > 1


def _malformed(content: str) -> bool:
    run = RUN.search(content)
    return bool(LETTERS.search(content) or (run and not re.fullmatch(ARABIC, run[0].rstrip(".,"))))


def _relations(content: str) -> bool:
    return len(_relation().findall(content)) > 1


def _chinese(content: str) -> bool:
    return not RUN.search(content)


LINES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("unparsed-long", LONG.search),
    ("unparsed-day", looks_like_date),
    ("unparsed-year", YEAR.fullmatch),
    ("unparsed-relations", _relations),
    ("unparsed-range", RANGE.search),
    ("unparsed-ratio", RATIO.search),
    ("unparsed-malformed", _malformed),
    ("unparsed-several", _several),
    ("unparsed-chinese", _chinese),
)


@cache
def _relation() -> re.Pattern[str]:
    known = words().relations
    spellings = sorted({*known.before, *known.after}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, spellings)))
