"""The next grade of a form, and the total from which on it is reached."""

from fractions import Fraction
from math import floor
from typing import NamedTuple

from pingfen.along import Trail, smallest
from pingfen.explanation.figures import Figures
from pingfen.scoring.outcome import Graded


class Goal(NamedTuple):
    """The next grade, and the total from which on a form gets it; ``closed`` if at it too."""

    grade: str
    total: Fraction
    closed: bool

    def reached(self, total: Fraction | None) -> bool | None:
        """Tell whether a total is enough; None where there is no total."""
        if total is None:
            return None
        return total > self.total or (self.closed and total == self.total)


def next_goal(figures: Figures, now: Graded) -> Goal | None:
    """Return the first grade above the present one."""
    total = now.total
    if total is None or now.grade is None:
        return None

    def higher(trail: Trail) -> bool:
        return figures.grade_of(trail.figure(total, 1)) != now.grade

    found = smallest(higher, wanted=True)
    if found is None:
        return None
    least = total + found.value
    # any total above the limit and below the next one has the grade
    first = figures.grade_of(least) if found.closed else _just_above(figures, least)
    return Goal(first or "", least, found.closed)


def _just_above(figures: Figures, total: Fraction) -> str | None:
    """Return the grade of totals right above one that does not have it yet."""
    scale = 10**figures.policy.total_rounding.places
    return figures.grade_of(Fraction(floor(total * scale) + 1, scale))
