"""Within which limits a number of a policy explains exactly the same, proved piece by piece."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from pingfen.along import TooManyPieces, Trail, stretch
from pingfen.exact import exact
from pingfen.inference.evidence import Declared
from pingfen.inference.trial import Trial, try_policy
from pingfen.policy import Policy
from pingfen.resolved import described

UP, DOWN = 1, -1


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


def span_of(trial: Trial, forms: Sequence[Declared], param: str) -> tuple[Span | None, bool]:
    """Return the values of a number that explain exactly the same, and whether all allowed do.

    None where that cannot be told exactly. Only the forms that ask for the param are scored.
    """
    value = trial.candidate.value(param)
    asking = [form for form, found in zip(forms, trial.forms, strict=True) if param in found.read]
    if not isinstance(value, Fraction) or not asking:
        return None, False
    allowed = _declared_range(trial.candidate.policy, param)
    explains = _Explaining(trial.candidate.made(), param, asking)
    try:
        low = _limit(explains, value, DOWN, allowed.low)
        high = _limit(explains, value, UP, allowed.high)
    except TooManyPieces:
        return None, False
    span = Span(low, high)
    return span, span == allowed


Statuses = tuple[str | None, ...]


class _Explaining(NamedTuple):
    """What a policy explains of some forms, with other values of one of its params."""

    policy: Policy
    param: str
    forms: Sequence[Declared]

    def __call__(self, value: Fraction) -> Statuses:
        params = self.policy.params
        changed = {**params, self.param: params[self.param]._replace(value=value)}
        found = try_policy(replace(self.policy, params=changed), self.forms)
        return tuple(status for form in found for status in form.statuses())


def _limit(explains: _Explaining, value: Fraction, way: int, allowed: Limit) -> Limit:
    """Return how far the value may go one way; the limit that is allowed, if it is no nearer."""

    def says(trail: Trail) -> Statuses:
        return explains(trail.figure(value, way))

    most = None if allowed.value is None else abs(allowed.value - value)
    found = stretch(says, most) if most != 0 else None
    return Limit(value + way * found.value, not found.closed) if found else allowed


def _declared_range(policy: Policy, param: str) -> Span:
    """Return the range that a policy declares for a param."""
    between = described(policy, "params", param).get("range")
    if not isinstance(between, Sequence) or isinstance(between, str):
        return Span()
    low, high = (Limit(exact(end), closed=True) for end in between)
    return Span(low, high)
