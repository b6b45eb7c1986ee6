"""Sentences of a program in Python: the parts that explain an outcome, filled for one row."""

from collections.abc import Mapping
from fractions import Fraction

from pingfen.compiled.plan import Spoken
from pingfen.compiled.program import Division, Fixed, Plain, Program, Said, Whole
from pingfen.exact import ROUNDING, show

# the columns of a row by name: integers, texts, truths, None where missing
Cells = Mapping[str, int | str | bool | None]


def because(program: Program, outcome: int, cells: Cells) -> str:
    """Return the sentence that explains an outcome, nothing where none was asked for.

    ``cells`` are the columns of the row whose outcome it is.
    """
    row = _Row(program, cells)
    return "".join(row.said(part) for part in program.sentences[outcome])


class _Row:
    """Works out the figures of sentences for one row."""

    def __init__(self, program: Program, cells: Cells) -> None:
        self.program = program
        self.cells = cells

    def said(self, part: Said) -> str:
        match part:
            case Spoken(field):
                return str(self.cells[field])
            case Fixed(value, places, percent):
                return _with_point(self.rounded(value), places) + ("%" if percent else "")
            case Plain(top, bottom):
                return show(Fraction(self.whole(top), self.whole(bottom)))
        return part

    def whole(self, of: Whole) -> int:
        """Return what a sum is worth."""
        total = 0
        for term in of:
            product = term.factor
            for name in term.fields:
                product *= self.column(name)
            total += product
        return total

    def column(self, name: str) -> int:
        if name in self.program.rounded:
            return self.rounded(self.program.rounded[name])
        value = self.cells[name]
        return value if isinstance(value, int) else 0

    def rounded(self, of: Division) -> int:
        return ROUNDING[of.mode](Fraction(self.whole(of.top), self.whole(of.bottom)))


def _with_point(value: int, places: int) -> str:
    """Print an integer with its last digits as decimals."""
    digits = str(abs(value)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text
