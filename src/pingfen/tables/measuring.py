"""What a whole table is known to hold: decimals, least and greatest numbers, gaps, errors."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from pingfen.compiled.program import Column
from pingfen.exact import decimals

MOST_SHOWN = 40


class Flaw(NamedTuple):
    """A cell that cannot be read: its row, counted from 1 below the headings, and its text."""

    row: int
    text: str


class Measure(NamedTuple):
    """What is known of a column: the decimals and the limits of its numbers, None where unknown.

    ``wrong`` cells cannot be read, ``first`` is the first of them; ``blank`` ones say nothing.
    Of a column that is ``unsure`` nothing was counted.
    """

    given: int = 0
    blank: int = 0
    wrong: int = 0
    first: Flaw | None = None
    scale: int = 0
    low: Fraction | None = None
    high: Fraction | None = None
    unsure: bool = False

    def and_then(self, other: "Measure") -> "Measure":
        """Return what is known of two pieces of a column, this one before the other."""
        return Measure(
            self.given + other.given,
            self.blank + other.blank,
            self.wrong + other.wrong,
            self.first or other.first,
            max(self.scale, other.scale),
            min((low for low in (self.low, other.low) if low is not None), default=None),
            max((high for high in (self.high, other.high) if high is not None), default=None),
            self.unsure or other.unsure,
        )

    @property
    def column(self) -> Column:
        """The column of integers that it makes."""
        if self.low is None or self.high is None:
            return Column(self.scale, *((0, 0) if not self.given else (None, None)))
        return Column(
            self.scale, floor(self.low * 10**self.scale), ceil(self.high * 10**self.scale)
        )


NOTHING = Measure()
# a column of which nothing is known but that it is there
SOME = Measure(given=1, blank=1, unsure=True)


class Known(NamedTuple):
    """What may be said of all rows, for ``lower``."""

    absent: tuple[str, ...]
    given: tuple[str, ...]
    never_negative: tuple[str, ...]


def known(measures: Mapping[str, Measure], fields: Iterable[str]) -> Known:
    """Return what a policy's fields are known to hold, given the measures of the columns."""
    full = {name: of for name, of in measures.items() if of.given}
    return Known(
        tuple(sorted(name for name in fields if name not in full)),
        tuple(sorted(name for name, of in full.items() if not of.blank and not of.wrong)),
        tuple(sorted(name for name, of in full.items() if of.low is not None and of.low >= 0)),
    )


def measure_of(numbers: Iterable[Fraction]) -> Measure:
    """Measure numbers one by one."""
    found = tuple(numbers)
    if not found:
        return NOTHING
    scale = max(decimals(value) or 0 for value in found)
    return Measure(given=len(found), scale=scale, low=min(found), high=max(found))


def shown(cell: object) -> str:
    """Return what a cell says, cut where it is long."""
    text = f"{cell:f}" if isinstance(cell, Decimal) and cell.is_finite() else str(cell)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
