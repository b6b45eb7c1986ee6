"""What a spreadsheet's web page says of a cell beside what it shows: the stored value."""

import re
from collections.abc import Mapping
from decimal import Context, Decimal, InvalidOperation
from typing import NamedTuple

from pingfen.readers.tables import Slot

VALUES = ("x:num", "sdval")  # of Excel and WPS, of LibreOffice
KINDS = {"x:str": "text", "x:bool": "truth", "x:err": "error"}
SHOWN = re.compile(r"([^0-9.]*?)(-?)([0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(\s*%)?([^0-9]*)")
DIGITS = Context(prec=15)  # as many as Excel itself shows of a stored number
LONGEST = 60


class Stored(NamedTuple):
    """What is stored in a cell: its number, if it is one that is not simply shown; its kind."""

    value: Decimal | None = None
    kind: str = ""

    def say(self, cell: Slot) -> None:
        """Let the cell's text be the stored value in the manner in which the page shows it.

        A date or a number shown in thousands says another thing than its stored number, and stays.
        """
        shown = cell.text
        text = None if self.value is None else manner(self.value, shown)
        cell.kind = self.kind if self.value is None or text is not None else ""
        if text is not None and text != shown:
            cell.lines, cell.shown = [text], shown


def stored_of(attributes: Mapping[str, str]) -> Stored:
    """Return what the attributes of a cell say of its value."""
    for name in VALUES:
        if name in attributes:
            return Stored(_decimal(attributes[name]), "number")
    return Stored(None, next((kind for name, kind in KINDS.items() if name in attributes), ""))


def manner(value: Decimal, shown: str) -> str | None:
    """Return a stored value written as the shown one is; None where that is no rounded form of it.

    >>> manner(Decimal("0.999"), "100%"), manner(Decimal("5.725"), "5.73分")
    ('99.9%', '5.725分')
    >>> manner(Decimal("45657"), "2024-12-31"), manner(Decimal("0.999"), "99.90%")
    (None, '99.90%')
    """
    match = SHOWN.fullmatch(shown)
    if match is None:
        return None
    before, sign, digits, percent, after = match.groups()
    printed = Decimal(sign + digits.replace(",", ""))
    exact = DIGITS.multiply(value, 100) if percent else DIGITS.plus(value)
    if exact == printed:
        return shown
    unit = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    if abs(exact - printed) * 2 > unit:
        return None
    return f"{before}{exact.normalize(DIGITS):f}{percent or ''}{after}"


def _decimal(text: str) -> Decimal | None:
    """Return a stored number, if it is one of a size that a spreadsheet stores."""
    try:
        value = Decimal(text) if 0 < len(text) <= LONGEST else None
    except InvalidOperation:
        return None
    small = value is not None and value.is_finite() and abs(value.adjusted()) < LONGEST
    return value if small else None
