"""The cells of a form as boxes: numbers as numbers that look as they were written."""

import re
from decimal import Decimal

from pingfen.exact import UNBOUNDED
from pingfen.form import Cell, Figure
from pingfen.office.table import AS_TEXT, Box
from pingfen.understanding import figure

PLAIN = re.compile(r"(-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?)(%?)")
MOST_DIGITS = 15  # what a workbook keeps of a number


def figure_box(found: Figure) -> Box:
    """Return the box of a number of the form: the one that counts, stored or shown."""
    cell = found.cell
    counts = cell.text if figure(cell.text).value == found.value else cell.printed
    return text_box(counts)


def measured_box(cell: Cell) -> Box:
    """Return the box of a target or an actual, where nothing that is typed turns into a date."""
    box = text_box(cell.text)
    return box if isinstance(box.value, Decimal) else box._replace(format=AS_TEXT)


def text_box(text: str) -> Box:
    """Return a text in a box; one that spells a number as that number, looking the same."""
    box = Box(text, style="center")
    match = PLAIN.fullmatch(text.strip())
    if match is None:
        return box
    number = Decimal(match[1])
    if number.is_signed() > bool(number) or len(number.as_tuple().digits) > MOST_DIGITS:
        return box  # -0 would become 0
    value = UNBOUNDED.scaleb(number, -2) if match[3] else number
    return box._replace(value=value, format=_code(match))


def _code(match: re.Match[str]) -> str:
    """Return the number format that prints a number as it is spelled."""
    places = f".{'0' * len(match[2])}" if match[2] else ""
    return f"0{places}{match[3]}" if places or match[3] else ""
