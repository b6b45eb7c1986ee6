"""What a cell means: a number with a unit and a relation, a date, a period, words, or nothing.

Each line of the grammar is one function; the first that reads the whole cell wins. A cell with
digits or numerals that none of them reads is unparsed: refused with a reason, never taken for
words.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache

from pingfen.errors import Place
from pingfen.form import (
    BLANK,
    SHARED,
    Blank,
    Cell,
    Date,
    Figure,
    Measured,
    Period,
    Quantity,
    Reading,
    Unparsed,
    Wording,
)
from pingfen.understanding.damage import damage, is_parted
from pingfen.understanding.numerals import HAS_NUMERAL, arabic
from pingfen.understanding.periods import date, period
from pingfen.understanding.quantities import quantity
from pingfen.understanding.refused import refusal
from pingfen.words import compact, stated, words

__all__ = ["deadline", "figure", "figure_in", "is_blank", "measured", "measured_in", "understand"]
LINES: tuple[Callable[[str], Reading | None], ...] = (date, period, quantity)
# bare figures that may as well be a month or a day: 2021.12, 20211231
MAYBE_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:\.(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])[0-3][0-9])")


@lru_cache(maxsize=4096)
def understand(text: str) -> Reading:
    """Return what a target or an actual says.

    >>> understand("≥９８.５％")
    Quantity(value=Fraction(197, 200), unit='%', relation='>=', qualifier='')
    >>> understand("2810人次50"), understand("显著提升"), understand("—")
    (Unparsed(text='2810人次50', reason='unparsed-several'), Wording(text='显著提升'), Blank())
    """
    if is_blank(text):
        return BLANK
    content, said = compact(text), _simplified(stated(text))
    wrong = damage(text, content)
    found = None if wrong else _read(text, said)
    if found:
        return found
    if wrong or _has_number(content):
        return Unparsed(content, wrong or _why(text, said))
    return Wording(content)


def _read(text: str, said: str) -> Reading | None:
    """Return what the first line of the grammar reads; only a date is read with gaps in it."""
    lines = LINES[:1] if is_parted(text) or MAYBE_DATE.fullmatch(said) else LINES
    readings = (line(said) for line in lines)
    return next((found for found in readings if found is not None), None)


def _why(text: str, said: str) -> str:
    if is_parted(text):
        return "unparsed-spaced"
    return "unparsed-maybe-date" if MAYBE_DATE.fullmatch(said) else refusal(said)


def measured(text: str, place: Place | None = None) -> Measured:
    """Return a cell and what it says."""
    return measured_in(Cell(text.strip(), place))


def measured_in(cell: Cell) -> Measured:
    """Return a cell of a document and what it says."""
    return Measured(cell, understand(cell.text))


def deadline(reading: Reading, text: str) -> Reading:
    """Return the reading of a cell that is known to be a deadline: 8个工作日 is a period then."""
    if isinstance(reading, Quantity) and reading.unit in words().periods.words["units"]:
        return Period(reading.value, words().period(reading.unit), "", reading.qualifier)
    if isinstance(reading, Date | Period | Blank):
        return reading
    return reading if isinstance(reading, Unparsed) else Unparsed(text, "unparsed-deadline")


def figure(text: str, place: Place | None = None) -> Figure:
    """Return a cell that should hold a number, such as a weight or a score; 54.65% is 0.5465."""
    return figure_in(Cell(text.strip(), place))


def figure_in(cell: Cell) -> Figure:
    """Return a cell of a document that should hold a number.

    What several rows share is no number of any one of them.
    """
    blank, number = _figure(cell.text)
    if cell.kind == SHARED and not blank:
        number = None
    return Figure(cell, number, unread=number is None and not blank)


@lru_cache(maxsize=4096)
def _figure(text: str) -> tuple[bool, Fraction | None]:
    """Return whether a text says nothing, and the number that it is, if it is one.

    Typed into a workbook as =10, a number is a formula, but the same number.
    """
    if is_blank(text):
        return True, None
    content = compact(text).removeprefix("=")
    number = None if _glued(text) else arabic(content.removesuffix("%"))
    return False, number / 100 if number is not None and content.endswith("%") else number


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing."""
    content = stated(text)
    known = words().qualifiers
    if not content.strip(known.marks) or content in known.blank:
        return True
    return bool(_slot().fullmatch(content))


def _glued(text: str) -> bool:
    """Tell whether a cell is damaged, so that its number may not be the one that it seems."""
    return bool(damage(text, compact(text))) or is_parted(text)


@cache
def _slot() -> re.Pattern[str]:
    slots = "|".join(re.escape(slot).replace("N", "[0-9]*") for slot in words().qualifiers.slots)
    return re.compile(f"(?:{slots})[:.]*")


def _simplified(content: str) -> str:
    table = words().simplified
    return content if content.isascii() else content.translate(table)


def _has_number(content: str) -> bool:
    """Tell whether a numeral is left beside the idioms, in which it counts nothing."""
    if not HAS_NUMERAL.search(content):
        return False
    return HAS_NUMERAL.search(_idiom().sub("", content)) is not None


@cache
def _idiom() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words().qualifiers.idioms)))
