"""What the charts share: numbers along an axis, marks at round numbers, the frame of a picture."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import escape
from math import ceil, floor
from statistics import median
from typing import NamedTuple

from pingfen.exact import Numeric, exact, fixed

WIDE = 680
TICKS = 10
STEP, LEAST, FULL = 5, 20, 100
# a total that is higher than so many times the middle one is a slip, not a reason for the scale
SLIP = 2


class Axis(NamedTuple):
    """Numbers from ``low`` to ``high``, drawn from ``start`` to ``end``."""

    low: int
    high: int
    start: int
    end: int

    def at(self, value: Numeric) -> Fraction:
        """Return where a number stands; one beyond the axis at its end."""
        within = min(max(exact(value), Fraction(self.low)), Fraction(self.high))
        share = (within - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def holds(self, value: Numeric) -> bool:
        """Tell whether the axis reaches so far."""
        return self.low <= exact(value) <= self.high

    def ticks(self) -> range:
        """Return the round numbers that the axis names."""
        step = round_step(self.high - self.low, TICKS)
        return range(ceil(Fraction(self.low, step)) * step, self.high + 1, step)


def round_step(length: int, most: int) -> int:
    """Return 1, 2, 5, 10, 20, 50 …: the least of which at most so many make the length."""
    tens = 1
    while length > most * tens * 5:
        tens *= 10
    return next(step for step in (tens, 2 * tens, 5 * tens) if length <= most * step)


def spanned(totals: Iterable[Numeric]) -> tuple[int, int]:
    """Return the least and the greatest total that a scale should show; slips are beyond it."""
    known = [exact(total) for total in totals]
    most = max(SLIP * median(known), Fraction(FULL)) if known else Fraction(FULL)
    kept = [total for total in known if 0 <= total <= most] or [Fraction(FULL)]
    high = max(FULL, ceil(max(kept) / STEP) * STEP)
    return max(0, min(floor((min(kept) - 1) / STEP) * STEP, high - LEAST)), high


def marks_below(axis: Axis, top: int, bottom: int, title: str) -> Iterator[str]:
    """Yield an axis below a picture: lines upwards, numbers, what they are."""
    for tick in axis.ticks():
        x = drawn(axis.at(tick))
        yield f'<line x1="{x}" x2="{x}" y1="{top}" y2="{bottom}" class="tick"/>'
        yield f'<text x="{x}" y="{bottom + 18}" class="mid quiet">{tick}</text>'
    yield (
        f'<line x1="{axis.start}" x2="{axis.end}" y1="{bottom}" y2="{bottom}" class="axis"/>'
        f'<text x="{(axis.start + axis.end) // 2}" y="{bottom + 38}" class="mid">'
        f"{escape(title)}</text>"
    )


def marks_left(axis: Axis, left: int, right: int, title: str) -> Iterator[str]:
    """Yield an axis at the left of a picture."""
    for tick in axis.ticks():
        y, below = drawn(axis.at(tick)), drawn(axis.at(tick) + 4)
        yield f'<line x1="{left}" x2="{right}" y1="{y}" y2="{y}" class="tick"/>'
        yield f'<text x="{left - 8}" y="{below}" class="end quiet">{tick}</text>'
    middle = (axis.start + axis.end) // 2
    yield f'<line x1="{left}" x2="{left}" y1="{axis.start}" y2="{axis.end}" class="axis"/>'
    yield (
        f'<text transform="translate({left - 52} {middle}) rotate(-90)" class="mid">'
        f"{escape(title)}</text>"
    )


def drawn(place: Fraction | int) -> str:
    """Print where something stands in a picture."""
    return fixed(Fraction(place), 1)


def picture(
    name: str, size: tuple[int, int], texts: tuple[str, str], content: Iterable[str]
) -> str:
    """Return a picture with the title and the description that are read out for it."""
    title, description = map(escape, texts)
    inner = "\n".join(content)
    return (
        f'<svg viewBox="0 0 {size[0]} {size[1]}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">\n<title id="{name}-title">{title}</title>\n'
        f'<desc id="{name}-desc">{description}</desc>\n{inner}\n</svg>'
    )


def legend(signs: Iterable[tuple[str, str]], x: int, y: int, apart: int) -> Iterator[str]:
    """Yield what signs mean, beside each other; ``{x}`` and ``{y}`` in a sign are its middle."""
    for number, (sign, text) in enumerate(signs):
        at = x + number * apart
        yield sign.format(x=at, y=y)
        yield f'<text x="{at + 14}" y="{y + 4}">{escape(text)}</text>'
