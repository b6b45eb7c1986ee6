"""Exact numbers: read, round, print. No binary float ever decides anything here."""

import re
from collections.abc import Callable, Mapping
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from math import floor
from types import MappingProxyType

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
MOST_DIGITS = 30
SHOWN_WHOLE = 6
SHOWN_CUT = 4
UNENDING = 10
NO_VALUE = "—"
# no digit is ever lost, whatever context the calling thread has set
UNBOUNDED = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)

Numeric = int | Decimal | str | Fraction | float


def read(text: str) -> Fraction | None:
    """Return the number that the text spells, or None: ``12``, ``-0.5``; no ``1e3`` or ``012``.

    >>> read("0.1"), read("1e9"), read("012")
    (Fraction(1, 10), None, None)
    """
    if len(text) <= MOST_DIGITS + 2 and NUMBER.fullmatch(text):
        return Fraction(text)
    return None


def exact(value: Numeric) -> Fraction:
    """Return the number as a rational; a float is taken as the decimal that Python prints for it.

    Raises ``ValueError`` for NaN, infinity, truth values and text that spells no number.
    """
    if isinstance(value, bool):
        raise ValueError(value)  # noqa: TRY004  # True is an int to Python, but no number here
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str):
        number = read(value.strip())
        if number is None:
            raise ValueError(value)
        return number
    written = Decimal(float.__repr__(value)) if isinstance(value, float) else Decimal(value)
    digits = len(written.as_tuple().digits)
    if not written.is_finite() or max(abs(written.adjusted()), digits) > MOST_DIGITS:
        raise ValueError(value)
    return Fraction(written)


def _half_up(value: Fraction) -> int:
    whole = floor(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


ROUNDING: Mapping[str, Callable[[Fraction], int]] = MappingProxyType(
    {
        "half-up": _half_up,  # ties away from zero, 四舍五入
        "half-even": round,  # Fraction rounds ties to even
        "down": int,  # towards zero, 去尾
        "floor": floor,
    }
)


def round_to(value: Fraction, places: int, mode: str = "half-up") -> Fraction:
    """Round to a number of decimals.

    >>> round_to(Fraction("5.465"), 2), round_to(Fraction("-0.5"), 0)
    (Fraction(547, 100), Fraction(-1, 1))
    """
    return Fraction(ROUNDING[mode](value * 10**places), 10**places)


def to_decimal(value: Fraction, places: int) -> Decimal:
    """Return a number that has at most so many decimals as a Decimal with exactly so many.

    >>> to_decimal(Fraction(61, 10), 2)
    Decimal('6.10')
    """
    scaled = value * 10**places
    if scaled.denominator != 1:
        raise ValueError(value)
    return Decimal(scaled.numerator).scaleb(-places, UNBOUNDED)


def decimals(value: Fraction) -> int | None:
    """Return how many decimals the number has, or None where they never end."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def plain_decimal(value: Fraction) -> Decimal:
    """Return the number as a Decimal: exact if its decimals end, else rounded to ten."""
    places = decimals(value)
    if places is None:
        places, value = UNENDING, round_to(value, UNENDING)
    return to_decimal(value, places)


def difference(left: Decimal, right: Decimal) -> Decimal:
    """Return ``left - right`` exactly, whatever the context of the thread."""
    return UNBOUNDED.subtract(left, right)


def printed(value: Decimal | None) -> str:
    """Print a Decimal with the decimals it has; a dash where there is none."""
    return NO_VALUE if value is None else f"{value:f}"


def fixed(value: Fraction, places: int) -> str:
    """Print a number with so many decimals, ties away from zero.

    >>> fixed(Fraction(200, 3), 2)
    '66.67'
    """
    return f"{to_decimal(round_to(value, places), places):f}"


def show(value: Fraction) -> str:
    """Print a number whole if it has at most six decimals, else cut after four with ``…``.

    >>> show(Fraction(63, 11)), show(Fraction("5.465"))
    ('5.7272…', '5.465')
    """
    places = decimals(value)
    if places is not None and places <= SHOWN_WHOLE:
        return f"{to_decimal(value, places):f}"
    return f"{to_decimal(round_to(value, SHOWN_CUT, 'down'), SHOWN_CUT):f}…"
