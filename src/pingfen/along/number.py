"""Numbers that depend on one figure: what they are at a point, and where that would change.

The scorer calculates with them as with any exact numbers; each comparison and each rounding that
it makes on the way leaves the polynomial behind whose sign it relied on. As long as no sign
changes, the same rules, branches and steps decide.
"""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Self

from pingfen.along.polynomial import (
    ONE,
    Polynomial,
    derivative,
    lowest,
    plus,
    polynomial,
    product,
    worth,
)

HALF = Fraction(1, 2)


class Trail:
    """The point where a calculation stands, and the polynomials whose signs it relied on.

    ``turns`` are those of comparisons, ``steps`` those of roundings.
    """

    def __init__(self, at: Fraction) -> None:
        """Start at a point with nothing relied on."""
        self.at = at
        self.turns: set[Polynomial] = set()
        self.steps: set[Polynomial] = set()

    def figure(self, start: Fraction, factor: int) -> "Along":
        """Return the figure ``start + factor * x``, where x is the point."""
        return Along(self, polynomial([start, Fraction(factor)]), (ONE,))


class Along(Fraction):
    """A quotient of polynomials, worth what it is at the point of its trail."""

    __slots__ = ("bottom", "top", "trail")
    trail: Trail
    top: Polynomial
    bottom: Polynomial

    def __new__(cls, trail: Trail, top: Polynomial, bottom: Polynomial) -> Self:
        """Return the quotient, whose divisor is not zero at the point."""
        top, bottom = lowest(top, bottom)
        self = super().__new__(cls, worth(top, trail.at) / worth(bottom, trail.at))
        self.trail, self.top, self.bottom = trail, top, bottom
        return self

    def _with(self, top: Polynomial, bottom: Polynomial) -> "Along":
        return Along(self.trail, top, bottom)

    def __add__(self, other: Fraction | int) -> "Along":  # type: ignore[override]
        """Return the sum."""
        top, bottom = _parts(other)
        over = plus(product(self.top, bottom), product(top, self.bottom))
        return self._with(over, product(self.bottom, bottom))

    __radd__ = __add__  # type: ignore[assignment]

    def __neg__(self) -> "Along":
        """Return the number with the other sign."""
        return self._with(plus((), self.top, -1), self.bottom)

    def __sub__(self, other: Fraction | int) -> "Along":  # type: ignore[override]
        """Return the difference."""
        return self + -other

    def __rsub__(self, other: Fraction | int) -> "Along":  # type: ignore[override]
        """Return the difference from another number."""
        return -self + other

    def __mul__(self, other: Fraction | int) -> "Along":  # type: ignore[override]
        """Return the product."""
        top, bottom = _parts(other)
        return self._with(product(self.top, top), product(self.bottom, bottom))

    __rmul__ = __mul__  # type: ignore[assignment]

    def __truediv__(self, other: Fraction | int) -> "Along":  # type: ignore[override]
        """Return the quotient; the interpreter has compared the divisor with zero before."""
        top, bottom = _parts(other)
        return self._with(product(self.top, bottom), product(self.bottom, top))

    def __rtruediv__(self, other: Fraction | int) -> "Along":  # type: ignore[override]
        """Return another number divided by this one."""
        return self._with((ONE,), (ONE,)) * other / self

    def __abs__(self) -> "Along":
        """Return the number without its sign."""
        return -self if self < 0 else self

    def _relies_on(self, other: Fraction | int) -> None:
        """Remember the sign of the difference, and those of the divisors: there are poles."""
        apart = self - other
        self.trail.turns.update((apart.top, apart.bottom))

    def _compared(self, other: object, compare: Callable[[Fraction, object], bool]) -> bool:
        if isinstance(other, Fraction | int):
            self._relies_on(other)
        return compare(Fraction(self.numerator, self.denominator), _plain(other))

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same at the point."""
        return self._compared(other, Fraction.__eq__)

    def __lt__(self, other: object) -> bool:
        """Tell whether this is less at the point."""
        return self._compared(other, Fraction.__lt__)  # type: ignore[arg-type]

    def __le__(self, other: object) -> bool:
        """Tell whether this is not more at the point."""
        return self._compared(other, Fraction.__le__)  # type: ignore[arg-type]

    def __gt__(self, other: object) -> bool:
        """Tell whether this is more at the point."""
        return self._compared(other, Fraction.__gt__)  # type: ignore[arg-type]

    def __ge__(self, other: object) -> bool:
        """Tell whether this is not less at the point."""
        return self._compared(other, Fraction.__ge__)  # type: ignore[arg-type]

    def __bool__(self) -> bool:
        """Tell whether it is not zero at the point."""
        return not self == 0  # noqa: SIM201  # the comparison leaves its trail

    def __hash__(self) -> int:  # type: ignore[override]
        """Return the hash of what it is worth at the point."""
        return super().__hash__()

    def _whole(self, found: int, low: Fraction, high: Fraction) -> int:
        """Remember between which bounds a rounding gives the same, and where it turns around."""
        for bound in (low, high):
            self.trail.steps.add(plus(self.top, product((bound,), self.bottom), -1))
        turning = plus(
            product(derivative(self.top), self.bottom),
            product(self.top, derivative(self.bottom)),
            -1,
        )
        self.trail.turns.update((turning, self.bottom))
        return found

    def __floor__(self) -> int:
        """Return the greatest whole number that is not more."""
        found = floor(_plain(self))
        return self._whole(found, Fraction(found), Fraction(found + 1))

    def __ceil__(self) -> int:
        """Return the least whole number that is not less."""
        found = ceil(_plain(self))
        return self._whole(found, Fraction(found - 1), Fraction(found))

    def __trunc__(self) -> int:
        """Return the whole part."""
        return -floor(-self) if self < 0 else floor(self)

    def __int__(self) -> int:  # type: ignore[override]
        """Return the whole part."""
        return self.__trunc__()

    def __round__(self, ndigits: int | None = None) -> int:  # type: ignore[override]
        """Return the nearest whole number, of two the even one."""
        found = round(_plain(self))
        for bound in (3 * HALF, -3 * HALF):  # from a tie on, the next step is the one behind it
            self._whole(found, found - bound, found + bound)
        return self._whole(found, found - HALF, found + HALF)


def _parts(value: Fraction | int) -> tuple[Polynomial, Polynomial]:
    if isinstance(value, Along):
        return value.top, value.bottom
    return polynomial([Fraction(value)]), (ONE,)


def _plain(value: object) -> Fraction:
    """Return what a number is worth at its point, as any other number."""
    if isinstance(value, Along):
        return Fraction(value.numerator, value.denominator)
    return value  # type: ignore[return-value]
