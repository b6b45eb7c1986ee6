"""From what a workbook stores in a cell to the cell: its text, what it shows, its kind."""

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from pingfen.errors import Problem, problem
from pingfen.form import Cell
from pingfen.places import SheetPlace
from pingfen.readers.grid import unreadable
from pingfen.readers.workbook.number_formats import Shown, number_text, wording_text

NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,3})?", re.ASCII)
# A target spelled by hand that the workbook took for a formula: =100%, =2家, =200元/套. What
# calculates has a reference, a function, or an operator before another number.
LITERAL = re.compile(
    r"\s*[+-]?\d[\d,]*(\.\d+)?\s*([%％]\s*)?([^\W\d_][^\W\d_㎡㎥/*·.、（）%]*([/*][^\W\d_]+)*)?\s*"
)
# a reference would follow: =2/B3 is caught by its digit, =2*rate by its letters
NAMED = re.compile(r"[/*]\s*[A-Za-z]")
LINE_ENDS = re.compile(r"_x000[dD]_\n?|\r\n?")
ESCAPES = re.compile(r"_x00([01][0-9a-fA-F])_")
MOST_LITERAL = 100
MOST_TEXT = 32_767  # Excel stores no longer one
TRUTHS: Mapping[bool, str] = MappingProxyType({True: "TRUE", False: "FALSE"})


class Values:
    """Makes the cells of a workbook; equal numbers of one format are shown once."""

    def __init__(self, *, since_1904: bool = False) -> None:
        """Start with nothing shown."""
        self.since_1904 = since_1904
        self._shown: dict[tuple[str, str], Shown] = {}

    def number(self, text: str, code: str, place: SheetPlace) -> tuple[Cell, Problem | None]:
        """Return the cell of a stored number, given as its decimal text."""
        shown = self._shown.get((text, code))
        if shown is None:
            if not NUMBER.fullmatch(text):
                return wrong_number(text, place)
            shown = number_text(Decimal(text), code, since_1904=self.since_1904)
            self._shown[text, code] = shown
        cell = Cell(shown.text, place, shown.shown, shown.kind)
        if shown.understood and not shown.hidden:
            return cell, None
        says = "format-hides" if shown.hidden else "format-unknown"
        return cell, problem(says, place, severity="doubt", found=shown.text, format=code)

    def wording(self, text: str, code: str, place: SheetPlace) -> Cell:
        """Return the cell of a stored text. Raises ``FormError`` if it is too long for one."""
        if len(text) > MOST_TEXT:
            raise unreadable("cell-too-long", place, found=len(text))
        text = text_of(text)
        if "@" in code and code != "@" and text:
            text = text_of(wording_text(text, code))
        return Cell(text, place, "", "text")

    def error(self, text: str, place: SheetPlace) -> tuple[Cell, Problem]:
        """Return the cell of an error value, and that it is one."""
        cell = Cell(text, place, "", "error")
        return cell, problem("error-value", place, severity="doubt", found=text)

    def truth(self, text: str, place: SheetPlace) -> Cell:
        """Return the cell of a truth value, as a workbook shows it."""
        return Cell(TRUTHS[text.strip() not in {"0", "false", ""}], place, "", "truth")


def wrong_number(text: str, place: SheetPlace) -> tuple[Cell, Problem]:
    """Return the cell of a number that is none."""
    return Cell(text[:100], place, "", "error"), problem("figure", place, found=text)


def spelled(formula: str, cell: Cell) -> Cell | None:
    """Return the cell of a formula that is only a target spelled by hand, else None.

    >>> spelled("2家", Cell()), spelled("SUM(A1:A2)", Cell())
    (Cell(text='=2家', place=None, shown='', kind='text'), None)
    """
    if len(formula) > MOST_LITERAL or not LITERAL.fullmatch(formula) or NAMED.search(formula):
        return None
    shown = "" if cell.kind == "error" else cell.printed
    return Cell(f"={formula.strip()}", cell.place, shown, "text")


def calculated(cell: Cell) -> Cell:
    """Return the cell of a formula with its stored value."""
    return cell if cell.kind == "error" else cell._replace(kind="formula")


def no_value(formula: str, place: SheetPlace) -> tuple[Cell, Problem]:
    """Return the empty cell of a formula whose value nobody stored, and that it is one."""
    return Cell("", place, "", "formula"), problem(
        "formula-no-value", place, severity="doubt", found=f"={formula}"
    )


def text_of(text: str) -> str:
    """Return a stored text without blanks at its ends; line breaks within stay, all alike.

    >>> text_of(" 产出_x000D_指标 ").splitlines()
    ['产出', '指标']
    """
    if "_x00" in text or "\r" in text:
        text = ESCAPES.sub(lambda match: chr(int(match[1], 16)), LINE_ENDS.sub("\n", text))
    return text.strip()
