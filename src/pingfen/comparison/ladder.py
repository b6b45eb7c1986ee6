"""The grades of a policy as bands of the total from the lowest to the highest."""

from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from pingfen.exact import plain_decimal
from pingfen.expression.wording import number
from pingfen.policy import Policy
from pingfen.resolved import grade_steps

# the keys of steps whose bound belongs to the band above it; those whose results stand above it
UPPER_CLOSED = frozenset({"at-least", "below"})
FROM_BELOW = frozenset({"at-least", "above"})


class Rung(NamedTuple):
    """One grade and where it begins: nowhere for the lowest.

    ``closed`` tells whether a total that equals the bound has this grade.
    """

    grade: str
    bound: Fraction | None
    closed: bool

    @property
    def limit(self) -> str:
        """Where the grade begins, in signs: ``≥ 90``; a dash for the lowest."""
        if self.bound is None:
            return "—"
        return f"{'≥' if self.closed else '>'} {number(self.bound)}"


class CutOff(NamedTuple):
    """A bound between two grades; ``closed`` if a total that equals it has the upper one."""

    bound: Decimal
    lower: str
    upper: str
    closed: bool

    def reached(self, total: Decimal) -> bool:
        """Tell whether a total has the upper grade."""
        return total >= self.bound if self.closed else total > self.bound


def ladder(policy: Policy) -> tuple[Rung, ...]:
    """Return the grades from the lowest up; none where the policy gives none.

    ``below: {60: 差}`` and ``at-least: {60: 中}`` say the same; a bound between two bands of one
    grade says nothing and is left out.
    """
    graded = grade_steps(policy)
    if graded is None:
        return ()
    side, steps, otherwise = graded
    bounds, texts = [bound for bound, _ in steps], [text for _, text in steps]
    texts = [otherwise, *texts] if side in FROM_BELOW else [*texts, otherwise]
    found = zip(texts, (None, *bounds), strict=True)
    first = (next(same) for _, same in groupby(found, key=lambda pair: pair[0]))
    return tuple(Rung(text, bound, side in UPPER_CLOSED) for text, bound in first)


def cut_offs(policy: Policy) -> tuple[CutOff, ...]:
    """Return the bounds between the grades, the lowest first."""
    return tuple(
        CutOff(plain_decimal(high.bound), low.grade, high.grade, high.closed)
        for low, high in pairwise(ladder(policy))
        if high.bound is not None
    )
