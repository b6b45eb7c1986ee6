"""A number that notes, each time it is compared or rounded, for which values of a param it holds.

It goes through the interpreter like any other number. What comes out is the same for every value
of the param within the span that is left.
"""

from fractions import Fraction
from math import ceil, floor, trunc
from typing import NamedTuple

HALF = Fraction(1, 2)


class Limit(NamedTuple):
    """An end of a span; ``value`` is None where it has none, ``closed`` if it belongs to it."""

    value: Fraction | None = None
    closed: bool = False


class Span(NamedTuple):
    """The values between two limits."""

    low: Limit = Limit()
    high: Limit = Limit()

    def __contains__(self, value: object) -> bool:
        """Tell whether a number lies within."""
        if not isinstance(value, Fraction):
            return False
        low, high = self.low.value, self.high.value
        above = low is None or value > low or (self.low.closed and value == low)
        below = high is None or value < high or (self.high.closed and value == high)
        return above and below

    def within(self, other: "Span") -> "Span":
        """Return what lies in both."""
        lows = [limit for limit in (self.low, other.low) if limit.value is not None]
        highs = [limit for limit in (self.high, other.high) if limit.value is not None]
        low = max(lows, key=lambda limit: (limit.value, not limit.closed), default=Limit())
        high = min(highs, key=lambda limit: (limit.value, limit.closed), default=Limit())
        return Span(low, high)


class NotLinear(Exception):  # noqa: N818  # no error: such a span is not told
    """A value does not depend on the param in a straight line."""


class Trace:
    """The value of a param, and the span in which all that was asked has the same answer."""

    def __init__(self, value: Fraction) -> None:
        """Start with every value."""
        self.value = value
        self.span = Span()

    def number(self) -> "Tracked":
        """Return the param's value as a number that keeps track."""
        return Tracked.of(self.value, Fraction(1), self)

    def note(self, distance: "Tracked", *, up: bool, strict: bool) -> None:
        """Note that a number must be above zero (``up``) or below, or on it unless ``strict``."""
        limit = Limit(self.value - distance.plain / distance.slope, not strict)
        low = (distance.slope > 0) is up
        self.span = self.span.within(Span(low=limit) if low else Span(high=limit))


class Tracked(Fraction):
    """A number that depends on a param in a straight line: ``slope`` for each one more of it."""

    __slots__ = ("slope", "trace")
    slope: Fraction
    trace: Trace

    @classmethod
    def of(cls, value: Fraction, slope: Fraction, trace: Trace) -> "Tracked":
        """Return the number with its slope."""
        made = cls(value.numerator, value.denominator)
        made.slope, made.trace = slope, trace
        return made

    @property
    def plain(self) -> Fraction:
        """The number alone."""
        return Fraction(self.numerator, self.denominator)

    def made(self, value: Fraction, slope: Fraction) -> Fraction:
        """Return a number of the same param; a plain one where it does not depend on it."""
        return Tracked.of(value, slope, self.trace) if slope else value

    def __add__(self, other: Fraction) -> Fraction:  # type: ignore[override]  # exact numbers only
        """Add."""
        return self.made(self.plain + _plain(other), self.slope + _slope(other))

    def __neg__(self) -> Fraction:
        """Turn the sign."""
        return self.made(-self.plain, -self.slope)

    def __sub__(self, other: Fraction) -> Fraction:  # type: ignore[override]  # as above
        """Subtract."""
        return self.made(self.plain - _plain(other), self.slope - _slope(other))

    def __rsub__(self, other: Fraction) -> Fraction:  # type: ignore[override]  # as above
        """Subtract it from another."""
        return self.made(_plain(other) - self.plain, _slope(other) - self.slope)

    def __mul__(self, other: Fraction) -> Fraction:  # type: ignore[override]  # as above
        """Multiply by a number that does not depend on the param."""
        if _slope(other):
            raise NotLinear
        return self.made(self.plain * _plain(other), self.slope * _plain(other))

    def __truediv__(self, other: Fraction) -> Fraction:  # type: ignore[override]  # as above
        """Divide by a number that does not depend on the param."""
        if _slope(other):
            raise NotLinear
        return self.made(self.plain / _plain(other), self.slope / _plain(other))

    def __rtruediv__(self, other: Fraction) -> Fraction:  # type: ignore[override]  # as above
        """Refuse to divide by it."""
        raise NotLinear

    __radd__ = __add__  # type: ignore[assignment]  # as above
    __rmul__ = __mul__  # type: ignore[assignment]  # as above

    def __eq__(self, other: object) -> bool:
        """Compare, and note what keeps it equal or on its side."""
        if not isinstance(other, int | Fraction):
            return False
        apart = self.plain - _plain(other)
        if not apart:
            self.keep(other, up=True, strict=False)
            self.keep(other, up=False, strict=False)
            return True
        self.keep(other, up=apart > 0, strict=True)
        return False

    def __hash__(self) -> int:  # type: ignore[override]  # typeshed gives numbers none
        """Return the hash of the number."""
        return hash(self.plain)

    def __lt__(self, other: Fraction) -> bool:  # type: ignore[override]  # as above
        """Compare, and note what keeps the answer."""
        answer = self.plain < _plain(other)
        self.keep(other, up=not answer, strict=answer)
        return answer

    def __le__(self, other: Fraction) -> bool:  # type: ignore[override]  # as above
        """Compare, and note what keeps the answer."""
        answer = self.plain <= _plain(other)
        self.keep(other, up=not answer, strict=not answer)
        return answer

    def __gt__(self, other: Fraction) -> bool:  # type: ignore[override]  # as above
        """Compare, and note what keeps the answer."""
        return not self <= other

    def __ge__(self, other: Fraction) -> bool:  # type: ignore[override]  # as above
        """Compare, and note what keeps the answer."""
        return not self < other

    def __bool__(self) -> bool:
        """Tell whether it is not zero."""
        return self != 0

    def __abs__(self) -> Fraction:
        """Return it without its sign."""
        return self if self >= Fraction(0) else -self

    def __floor__(self) -> int:
        """Round down."""
        found = floor(self.plain)
        return self._whole(found, Fraction(found), Fraction(found + 1), (False, True))

    def __ceil__(self) -> int:
        """Round up."""
        found = ceil(self.plain)
        return self._whole(found, Fraction(found - 1), Fraction(found), (True, False))

    def __trunc__(self) -> int:
        """Round towards zero."""
        found = trunc(self.plain)
        if not found:
            return self._whole(found, Fraction(-1), Fraction(1), (True, True))
        return floor(self) if found > 0 else ceil(self)

    def __int__(self) -> int:  # type: ignore[override]  # as above
        """Round towards zero."""
        return trunc(self)

    def __round__(self, ndigits: None = None) -> int:  # type: ignore[override]  # as above
        """Round to the nearest, ties to even."""
        found = round(self.plain)
        odd = bool(found % 2)
        return self._whole(found, found - HALF, found + HALF, (odd, odd))

    def keep(self, other: Fraction | int, *, up: bool, strict: bool) -> None:
        """Note that this number must stay above another, or below; apart where ``strict``."""
        slope = self.slope - _slope(other)
        if slope:
            apart = Tracked.of(self.plain - _plain(other), slope, self.trace)
            self.trace.note(apart, up=up, strict=strict)

    def _whole(self, found: int, low: Fraction, high: Fraction, strict: tuple[bool, bool]) -> int:
        """Return a whole number, and note between which others the number must stay for it."""
        self.keep(low, up=True, strict=strict[0])
        self.keep(high, up=False, strict=strict[1])
        return found


def _plain(value: Fraction | int) -> Fraction:
    return value.plain if isinstance(value, Tracked) else Fraction(value)


def _slope(value: Fraction | int) -> Fraction:
    return value.slope if isinstance(value, Tracked) else Fraction(0)
