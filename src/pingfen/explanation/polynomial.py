"""Polynomials of one figure: coefficients in a tuple, the constant first, no zero at the end."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, zip_longest

Polynomial = tuple[Fraction, ...]

ZERO, ONE = Fraction(0), Fraction(1)
# how close an irrational root is told
NEAR = Fraction(1, 10**20)
MOST_DENOMINATOR = 10**9


def polynomial(coefficients: Sequence[Fraction]) -> Polynomial:
    """Return a polynomial without zeros at its end."""
    found = list(coefficients)
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def plus(left: Polynomial, right: Polynomial, times: int = 1) -> Polynomial:
    """Return ``left + times * right``."""
    pairs = zip_longest(left, right, fillvalue=ZERO)
    return polynomial([one + times * other for one, other in pairs])


def product(left: Polynomial, right: Polynomial) -> Polynomial:
    """Return the product of two polynomials."""
    found = [ZERO] * max(0, len(left) + len(right) - 1)
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            found[i + j] += one * other
    return polynomial(found)


def worth(poly: Polynomial, at: Fraction) -> Fraction:
    """Return what a polynomial is worth at a point."""
    found = ZERO
    for coefficient in reversed(poly):
        found = found * at + coefficient
    return found


def derivative(poly: Polynomial) -> Polynomial:
    """Return how a polynomial changes."""
    return polynomial([power * part for power, part in enumerate(poly)][1:])


def lowest(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return a quotient of polynomials in lowest terms, the divisor's last coefficient 1."""
    shared = _shared(top, bottom)
    top, bottom = _divided(top, shared)[0], _divided(bottom, shared)[0]
    last = bottom[-1]
    return tuple(part / last for part in top), tuple(part / last for part in bottom)


def _shared(left: Polynomial, right: Polynomial) -> Polynomial:
    while right:
        left, right = right, _divided(left, right)[1]
    return left


def _divided(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return the quotient and the rest of a long division."""
    rest, found = top, [ZERO] * max(0, len(top) - len(bottom) + 1)
    while len(rest) >= len(bottom):
        power, factor = len(rest) - len(bottom), rest[-1] / bottom[-1]
        found[power] = factor
        rest = plus(rest, product((ZERO,) * power + (factor,), bottom), -1)
    return polynomial(found), rest


def roots(poly: Polynomial) -> tuple[Fraction, ...]:
    """Return where a polynomial is zero, ascending; nothing for a constant.

    Rational roots of a small denominator are exact, others are told to twenty decimals.
    """
    if len(poly) <= 1:
        return ()
    if len(poly) == 2:  # noqa: PLR2004  # a line
        return (-poly[0] / poly[1],)
    bound = 1 + max(abs(part / poly[-1]) for part in poly[:-1])
    turns = [-bound, *roots(derivative(poly)), bound]
    found = [turn for turn in turns if worth(poly, turn) == 0]
    for low, high in pairwise(turns):
        if worth(poly, low) * worth(poly, high) < 0:
            found.append(_between(poly, low, high))
    return tuple(sorted(set(found)))


def _between(poly: Polynomial, low: Fraction, high: Fraction) -> Fraction:
    """Return the one root between two points where the signs differ."""
    rising = worth(poly, high) > 0
    while high - low > NEAR:
        middle = (low + high) / 2
        simple = middle.limit_denominator(MOST_DENOMINATOR)
        if low < simple < high and worth(poly, simple) == 0:
            return simple
        if (worth(poly, middle) > 0) is rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2
