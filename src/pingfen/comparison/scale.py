"""The scale of totals that the pictures share: where a total stands, the bands of the grades."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from pingfen.comparison.impact import grades_of
from pingfen.comparison.ladder import CutOff
from pingfen.exact import fixed

LEFT, PLOT, RIGHT = 270, 530, 200
WIDE = LEFT + PLOT + RIGHT
STEP, LEAST, FULL = 5, 20, 100
# how far below the lowest total a cut-off still belongs into the picture
REACH = 10
MOST_TICKS = 12
# least room for the name of a grade, a character
GRADE_ROOM = 14
WORST, BEST = 10, 140


class Scale(NamedTuple):
    """Totals from ``low`` to ``high``, drawn from left to right."""

    low: int
    high: int

    def at(self, total: Decimal | Fraction | int) -> str:
        """Return where a total stands; one beyond the scale at its end."""
        within = min(max(Fraction(total), Fraction(self.low)), Fraction(self.high))
        return fixed(LEFT + (within - self.low) / (self.high - self.low) * PLOT, 1)

    def holds(self, total: Decimal) -> bool:
        """Tell whether a total is inside, not at an end."""
        return self.low < total < self.high

    def ticks(self) -> range:
        """Return the totals that the axis names."""
        step = STEP
        while (self.high - self.low) / Fraction(step) > MOST_TICKS:
            step *= 2
        return range(ceil(Fraction(self.low, step)) * step, self.high + 1, step)


def scale_of(totals: Iterable[Decimal], cut_offs: Iterable[CutOff]) -> Scale:
    """Return a scale on which all totals have room, and the cut-offs that are near them."""
    known = [Fraction(total) for total in totals] or [Fraction(0)]
    lowest, highest = min(known), max(known)
    bounds = [Fraction(at.bound) for at in cut_offs]
    near = [bound for bound in bounds if lowest - REACH <= bound <= lowest]
    low = floor((min([lowest, *near]) - 1) / STEP) * STEP
    high = max(ceil(highest / STEP) * STEP, min(FULL, low + FULL))
    return Scale(low, max(high, low + LEAST))


def bands(
    scale: Scale, cut_offs: Sequence[CutOff], top: int, height: int, *, named: bool
) -> Iterator[str]:
    """Yield the grades as bands of the scale, the names of them in the middle of each."""
    grades = grades_of(cut_offs)
    bounds = (Fraction(at.bound) for at in cut_offs)
    inside = [Fraction(scale.low), *bounds, Fraction(scale.high)]
    for number, (grade, (start, end)) in enumerate(zip(grades, pairwise(inside), strict=False)):
        left, right = (Fraction(scale.at(edge)) for edge in (start, end))
        if right <= left:
            continue
        hue = WORST + (BEST - WORST) * number // max(1, len(grades) - 1)
        yield (
            f'<rect x="{fixed(left, 1)}" y="{top}" width="{fixed(right - left, 1)}" '
            f'height="{height}" fill="hsl({hue} 55% {"85" if named else "95"}%)"/>'
        )
        if named and right - left >= GRADE_ROOM * len(grade):
            middle = fixed((left + right) / 2, 1)
            yield f'<text x="{middle}" y="{top + 13}" class="mid">{escape(grade)}</text>'


def lines(
    scale: Scale, cut_offs: Sequence[CutOff], kind: str, top: int, bottom: int
) -> Iterator[str]:
    """Yield a line for each cut-off inside the scale."""
    for cut_off in cut_offs:
        if scale.holds(cut_off.bound):
            x = scale.at(cut_off.bound)
            yield f'<line x1="{x}" x2="{x}" y1="{top}" y2="{bottom}" class="{kind}"/>'


def numbers(scale: Scale, cut_offs: Sequence[CutOff], y: int) -> Iterator[str]:
    """Yield the bound of each cut-off inside the scale."""
    for cut_off in cut_offs:
        if scale.holds(cut_off.bound):
            x = scale.at(cut_off.bound)
            yield f'<text x="{x}" y="{y}" class="mid">{cut_off.bound:f}</text>'


def svg(height: int, label: str, content: Iterable[str]) -> str:
    """Return a picture of the width that all have."""
    inner = "\n".join(content)
    return (
        f'<svg viewBox="0 0 {WIDE} {height}" role="img" aria-label="{escape(label)}">\n'
        f"{inner}\n</svg>"
    )
