"""Scores that are below zero or above the weight, also by being rounded."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice

from pingfen.checking.finding import ERROR, MOST_TRIED, NOTE, OPEN, Finding, shown
from pingfen.checking.gaps import only_when
from pingfen.checking.state import HALF, below_zero
from pingfen.checking.ways import HIGH, LOW, Way
from pingfen.errors import problem
from pingfen.policy import Policy
from pingfen.polynomial import exactly

WEIGHT_PLACES = 2
NEAREST = frozenset({"half-up", "half-even"})
# what a weight may have besides decimals that rounding keeps: it is rounded up
REST = Fraction(3, 5)
WEIGHTS = tuple(map(Fraction, ("10", "5", "1", "20", "50", "100", "0")))


def out_of_bounds(policy: Policy, ways: Sequence[Way], *, negative: bool) -> Iterator[Finding]:
    """Yield a finding for each rule whose score may be below zero or above the weight."""
    for rule in policy.rules:
        for side in (LOW, HIGH):
            own = [way for way in ways if way.rule is rule and way.side == side]
            if not own:
                continue
            found = shown(policy, (*_clearly(policy, own), *own))
            severity = (NOTE if negative else ERROR) if found else OPEN
            says = f"bounds-{side}" if found else "bounds-open"
            text = problem(
                "out-of-bounds",
                rule.place,
                says=says,
                severity=severity,
                rule=rule.name,
                when=only_when(negative=negative),
            )
            yield Finding(text, (found,) if found else (), f"{rule.name} {side}")


def _clearly(policy: Policy, ways: Iterable[Way]) -> Iterator[Way]:
    """Yield the ways by more than what rounding may hide."""
    unit = exactly(Fraction(1, 10**policy.row_rounding.places))
    for way in ways:
        if way.score is None:
            continue
        over = way.score if way.side == LOW or not way.weight else way.weight.minus(way.score)
        state = way.state.within(below_zero(over.plus(unit), "<="))
        if state:
            yield way._replace(state=state)


def rounded_over(policy: Policy, ways: Sequence[Way]) -> Iterator[Finding]:
    """Yield a finding if a weight of too many decimals may be less than its rounded score.

    Weights have two decimals at most: a check is about these, and says so.
    """
    if policy.row_rounding.places >= WEIGHT_PLACES or policy.row_rounding.mode not in NEAREST:
        return
    unit = Fraction(1, 10**policy.row_rounding.places)
    near = list(islice((way for way in ways if _near(way, unit)), MOST_TRIED))
    if not near:
        return
    found = next(
        (found for weight in WEIGHTS if (found := shown(policy, _weighing(near, weight, unit)))),
        None,
    )
    text = problem(
        "out-of-bounds",
        near[0].rule.place if near[0].rule else None,
        says="bounds-decimals" if found else "bounds-decimals-open",
        severity=NOTE if found else OPEN,
        places=policy.row_rounding.places,
    )
    yield Finding(text, (found,) if found else (), "decimals")


def _near(way: Way, unit: Fraction) -> bool:
    """Tell whether a score within the weight may be rounded to more than that."""
    if way.code or way.score is None or way.weight is None or (way.rule and way.rule.unbounded):
        return False
    short = way.weight.minus(way.score).minus(exactly(unit * HALF))
    return way.state.within(below_zero(short, "<=")) is not None


def _weighing(ways: Iterable[Way], weight: Fraction, unit: Fraction) -> Iterator[Way]:
    """Yield ways whose weight is a little more than that, and whose score comes near it."""
    for way in ways:
        if way.score is None or way.weight is None:
            continue
        weighs = below_zero(way.weight.minus(exactly(weight + REST * unit)), "=")
        near = below_zero(exactly(weight + HALF * unit).minus(way.score), "<")
        state = way.state.within(weighs, near)
        if state:
            yield way._replace(state=state, code="out-of-bounds", side=HIGH)
