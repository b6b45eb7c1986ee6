"""How else a score may have been rounded, so that it gives a declared number."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import ROUNDING, decimals, round_to
from pingfen.messages import Message
from pingfen.policy import Rounding

PLACES = (2, 1, 0)
HALF_UP, HALF_EVEN = "half-up", "half-even"
# the usual first; a number that is only raised or rounded to the even digit is rare
MODES: Mapping[str, Callable[[Fraction], int]] = MappingProxyType(
    {HALF_UP: ROUNDING[HALF_UP], "down": int, "up": ceil, HALF_EVEN: round}
)
USUAL = (HALF_UP, "down")


class Rounded(NamedTuple):
    """A way of rounding: what becomes of one number, and how it is called."""

    mode: str
    places: int
    value: Fraction

    @property
    def label(self) -> Message:
        """What it is called: 四舍五入到整数."""
        return Message.of(f"rounded-{self.mode}-{self.places}")


def usually(value: Fraction, usual: Rounding) -> Fraction:
    """Return a number as the policy rounds it."""
    return round_to(value, usual.places, usual.mode)


def otherwise(
    value: Fraction, usual: Rounding, modes: tuple[str, ...] = tuple(MODES)
) -> Iterator[Rounded]:
    """Yield what else becomes of a number, to two decimals first, without what says the same.

    Rounding halves to the even digit is only another way where there is a half.
    """
    for places in PLACES:
        scaled = value * 10**places
        if scaled.denominator == 1:  # it is not rounded at all
            continue
        for mode in modes:
            same = (mode, places) == (usual.mode, usual.places)
            if same or (mode == HALF_EVEN and scaled.denominator != 2):  # noqa: PLR2004  # a half
                continue
            yield Rounded(mode, places, Fraction(MODES[mode](scaled), 10**places))


def fitting(
    value: Fraction, declared: Fraction, usual: Rounding, modes: tuple[str, ...] = tuple(MODES)
) -> Iterator[Rounded]:
    """Yield the ways of rounding that give a declared number, of each mode the finest."""
    seen = set()
    for way in otherwise(value, usual, modes):
        if way.value == declared and way.mode not in seen:
            seen.add(way.mode)
            yield way


class Odds:
    """Counts the numbers that formulas would have explained, to tell a fit from luck.

    A unit that declares one decimal of a weight of 10 has 101 numbers to choose from: formulas
    that between them give more than a tenth of these would explain any number by and by.
    """

    ONE_IN = 10

    def __init__(self, declared: Fraction, weight: Fraction) -> None:
        """Take the declared score: its decimals say from how many numbers it was taken."""
        self.places = decimals(declared) or 0
        self.possible: Fraction = weight * 10**self.places + 1
        self.seen: set[Fraction] = set()

    def tells(self, *values: Fraction) -> bool:
        """Count numbers that were tried, and tell whether one that fits still says something."""
        self.seen.update(value for value in values if decimals(value * 10**self.places) == 0)
        return self.possible >= len(self.seen) * self.ONE_IN
