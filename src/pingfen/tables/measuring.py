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
    """A cell that cannot be read: its row, counted from 1 without the headings, and what it says."""

    row: int
    text: str


class Measure(NamedTuple):
    """What is known of a column: the decimals and the limits of its numbers, None where unknown.

    ``wrong`` cells cannot be read, ``first`` is the first of them; ``blank`` ones say nothing.
    """

    given: int = 0
    blank: int = 0
    wrong: int = 0
    first: Flaw | None = None
    scale: int = 0
    low: Fraction | None = None
    high: Fraction | None = None

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


def measure_of(values: Iterable[object], wrong: object, before: int, raw: Iterable[object]) -> Measure:
    """Measure values that were read one by one; ``before`` is how many rows came before them."""
    found = NOTHING
    numbers: list[Fraction] = []
    given = blank = flaws = 0
    first = None
    for at, (value, cell) in enumerate(zip(values, raw, strict=True), before + 1):
        if value is None:
            blank += 1
        elif value is wrong:
            flaws += 1
            first = first or Flaw(at, shown(cell))
        else:
            given += 1
            if isinstance(value, Fraction):
                numbers.append(value)
    found = Measure(given, blank, flaws, first)
    if not numbers:
        return found
    scale = max(decimals(value) or 0 for value in numbers)
    return found._replace(scale=scale, low=min(numbers), high=max(numbers))


def shown(cell: object) -> str:
    """Return what a cell says, cut where it is long."""
    text = f"{cell:f}" if isinstance(cell, Decimal) and cell.is_finite() else str(cell)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
