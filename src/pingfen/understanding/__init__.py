"""What a cell means: a number with a unit and a relation, a date, a period, words, or nothing.

Each line of the grammar is one function; the first that reads the whole cell wins. A cell with
digits or numerals that none of them reads is unparsed: refused, never taken for words.
"""

import re
from collections.abc import Callable
from unicodedata import category

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
from pingfen.understanding.numerals import HAS_NUMERAL, arabic
from pingfen.understanding.periods import date, period
from pingfen.understanding.quantities import quantity
from pingfen.words import compact, stated, words

__all__ = ["deadline", "figure", "figure_in", "is_blank", "measured", "measured_in", "understand"]
LINES: tuple[Callable[[str], Reading | None], ...] = (date, period, quantity)
SPACED = re.compile(r"\d\s+\d")


def understand(text: str) -> Reading:
    """Return what a target or an actual says.

    >>> understand("≥９８.5％")
    Quantity(value=Fraction(197, 200), unit='%', relation='>=', qualifier='')
    >>> understand("2810人次50"), understand("显著提升"), understand("—")
    (Unparsed(text='2810人次50'), Wording(text='显著提升'), Blank())
    """
    if is_blank(text):
        return BLANK
    content = compact(text)
    if _glued(text):
        return Unparsed(content)
    for line in LINES:
        found = line(stated(text))
        if found is not None:
            return found
    return Unparsed(content) if _has_number(content) else Wording(content)


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
    return reading if isinstance(reading, Date | Period | Blank) else Unparsed(text)


def figure(text: str, place: Place | None = None) -> Figure:
    """Return a cell that should hold a number, such as a weight or a score; 54.65% is 0.5465."""
    return figure_in(Cell(text.strip(), place))


def figure_in(cell: Cell) -> Figure:
    """Return a cell of a document that should hold a number.

    What several rows share is no number of any one of them.
    """
    text = cell.text
    if is_blank(text):
        return Figure(cell)
    content = compact(text)
    number = None if _glued(text) or cell.kind == SHARED else arabic(content.removesuffix("%"))
    if number is not None and content.endswith("%"):
        number /= 100
    return Figure(cell, number, unread=number is None)


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing."""
    content = compact(text)
    return not content or content in words().qualifiers.blank


def _glued(text: str) -> bool:
    """Tell whether making the text comparable would make one number of two, or of 5² 52."""
    return bool(SPACED.search(text)) or any(category(char) == "No" for char in text)


def _has_number(content: str) -> bool:
    for idiom in words().qualifiers.idioms:
        content = content.replace(idiom, "")
    return re.search(HAS_NUMERAL, content) is not None
