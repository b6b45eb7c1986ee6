"""Within which limits a number of a policy explains exactly the same, proved piece by piece.

A piece is scored with a number that keeps track: all values in it give the same. From the end of
a piece the next one is scored, until one explains something else. The limits are then tried with
plain numbers.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pingfen.exact import exact
from pingfen.inference.evidence import Declared
from pingfen.inference.tracked import Limit, NotLinear, Span, Trace
from pingfen.inference.trial import Trial, try_policy
from pingfen.policy import Policy
from pingfen.resolved import described

MOST_PIECES = 60
Statuses = tuple[str | None, ...]


class TooManyPieces(Exception):  # noqa: N818  # no error: such a span is not told
    """The number decides too much else for its span to be told in good time."""


def span_of(trial: Trial, forms: Sequence[Declared], param: str) -> tuple[Span | None, bool]:
    """Return the values of a number that explain exactly the same, and whether all allowed do.

    None where that cannot be told exactly. Only the forms that ask for the param are scored.
    """
    value = trial.candidate.value(param)
    asking = [form for form, found in zip(forms, trial.forms, strict=True) if param in found.read]
    if not isinstance(value, Fraction) or not asking:
        return None, False
    walk = _Walk(trial.candidate.made(), param, asking)
    try:
        found = walk.around(value)
    except (NotLinear, TooManyPieces):
        return None, False
    if found is None:
        return None, False
    allowed = _declared_range(trial.candidate.policy, param)
    span = found.within(allowed)
    return span, span == allowed


class _Walk:
    """Goes from piece to piece."""

    def __init__(self, policy: Policy, param: str, forms: Sequence[Declared]) -> None:
        self.policy = policy
        self.param = param
        self.forms = forms
        self.left = MOST_PIECES

    def around(self, value: Fraction) -> Span | None:
        """Return the span around a value; None if plain numbers say otherwise at its limits."""
        same, span = self.piece(value)
        low, high = span.low, span.high
        while high.value is not None and (beyond := self.beyond(high, same, up=True)):
            high = beyond.high
        while low.value is not None and (beyond := self.beyond(low, same, up=False)):
            low = beyond.low
        holds = all(self.holds(limit, same) for limit in (low, high))
        return Span(low, high) if holds else None

    def beyond(self, limit: Limit, same: Statuses, *, up: bool) -> Span | None:
        """Return the next piece if it explains the same."""
        if limit.value is None:
            return None
        if not limit.closed:
            statuses, span = self.piece(limit.value)
            return span if statuses == same else None
        step = Fraction(1 if up else -1)
        while True:
            statuses, span = self.piece(limit.value + step)
            near = span.low if up else span.high
            if near.value == limit.value:
                return span if statuses == same else None
            step = ((limit.value + step if near.value is None else near.value) - limit.value) / 2

    def piece(self, value: Fraction) -> tuple[Statuses, Span]:
        """Return what a value explains, and in which span nothing else comes out."""
        self.left -= 1
        if self.left < 0:
            raise TooManyPieces
        trace = Trace(value)
        return self.statuses(trace.number()), trace.span

    def statuses(self, value: Fraction) -> Statuses:
        """Return what became of all that is declared, with a value of the param."""
        params = self.policy.params
        changed = {**params, self.param: params[self.param]._replace(value=value)}
        found = try_policy(replace(self.policy, params=changed), self.forms)
        return tuple(status for form in found for status in form.statuses())

    def holds(self, limit: Limit, same: Statuses) -> bool:
        """Tell whether a plain number at a limit explains the same just if it belongs to it."""
        return limit.value is None or (self.statuses(limit.value) == same) is limit.closed


def _declared_range(policy: Policy, param: str) -> Span:
    """Return the range that a policy declares for a param."""
    between = described(policy, "params", param).get("range")
    if not isinstance(between, Sequence) or isinstance(between, str):
        return Span()
    low, high = (Limit(exact(end), closed=True) for end in between)
    return Span(low, high)
