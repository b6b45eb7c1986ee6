"""The grades as bands of the total, from the lowest to the highest."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from pingfen.expression.wording import number
from pingfen.policy import Policy
from pingfen.resolved import grade_steps

# key of the steps → how its bounds are said; bounds from below are the start of a band
FROM_BELOW: Mapping[str, str] = MappingProxyType({"at-least": "≥", "above": ">"})
FROM_ABOVE: Mapping[str, str] = MappingProxyType({"at-most": "≤", "below": "<"})
OPPOSITE: Mapping[str, str] = MappingProxyType({"≥": "<", ">": "≤", "≤": ">", "<": "≥"})
FULL = Fraction(100)
WORST, BEST = 10, 140


class Band(NamedTuple):
    """One grade: its limits in signs, how much of the scale it takes, and its hue."""

    grade: str
    limits: str
    share: int
    hue: int


def bands(policy: Policy) -> tuple[Band, ...]:
    """Return the bands of the grades; none where the policy gives no grades."""
    graded = grade_steps(policy)
    if graded is None:
        return ()
    sign = {**FROM_BELOW, **FROM_ABOVE}[graded.side]
    steps = list(graded.steps)
    return _spread(steps, graded.otherwise, sign, from_below=graded.side in FROM_BELOW)


def _spread(
    steps: list[tuple[Fraction, str]], otherwise: str, sign: str, *, from_below: bool
) -> tuple[Band, ...]:
    """Return the bands in the order of the scale, which is 100 long or as long as needed."""
    bounds = [bound for bound, _ in steps]
    edges = [min(Fraction(0), bounds[0]), *bounds, max(FULL, bounds[-1])]
    said = [f"{sign} {number(bound)}" for bound in bounds]
    texts = [text for _, text in steps]
    if from_below:
        texts, said = [otherwise, *texts], [f"{OPPOSITE[sign]} {number(bounds[0])}", *said]
    else:
        texts, said = [*texts, otherwise], [*said, f"{OPPOSITE[sign]} {number(bounds[-1])}"]
    hues = [WORST + (BEST - WORST) * n // len(bounds) for n in range(len(texts))]
    shares = [max(1, round(high - low)) for low, high in pairwise(edges)]
    return tuple(map(Band, texts, said, shares, hues))
