"""Quotients of whole columns, rounded exactly in each of the norm's ways.

What is divided is an integer throughout. polars divides integers towards minus infinity, and what
is divided by zero is null; bottoms are above zero in all rows whose quotient is read.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import polars as pl

from pingfen.exact import ROUNDING

# a series, or a number that is the same in all rows
Number = Any


def rounded(mode: str, top: Number, bottom: Number) -> Number:
    """Return ``top / bottom`` as whole numbers."""
    if isinstance(top, int) and isinstance(bottom, int):
        return ROUNDING[mode](Fraction(top, bottom))
    return top if isinstance(bottom, int) and bottom == 1 else MODES[mode](top, bottom)


def _half_up(top: Number, bottom: Number) -> Number:
    # below zero a tie goes down: one less above makes it fall short of the next whole number
    return (top * 2 + bottom - _below_zero(top)) // (bottom * 2)


def _half_even(top: Number, bottom: Number) -> Number:
    above, below = top * 2 + bottom, bottom * 2
    found = above // below
    tied = found * below == above
    if not tied.any():
        return found
    return found - (tied & (found & 1 == 1)).cast(pl.Int64)


def _down(top: Number, bottom: Number) -> Number:
    below = _below_zero(top)
    return (top if below is ZERO else top + below * (bottom - 1)) // bottom


def _floor(top: Number, bottom: Number) -> Number:
    return top // bottom


ZERO = 0


def _below_zero(top: Number) -> Number:
    """Return 1 where a number is below zero, else 0."""
    if isinstance(top, int):
        return 1 if top < 0 else ZERO
    found = top < 0
    return found.cast(pl.Int64) if found.any() else ZERO


MODES: Mapping[str, Callable[[Number, Number], Number]] = MappingProxyType(
    {"half-up": _half_up, "half-even": _half_even, "down": _down, "floor": _floor}
)
