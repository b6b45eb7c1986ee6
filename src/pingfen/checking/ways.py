"""All ways that rows can take through a policy, as `scoring.decision` decides them."""

from collections.abc import Iterator
from typing import NamedTuple

from pingfen.checking.names import Names
from pingfen.checking.polynomial import Quotient, unknown
from pingfen.checking.situations import Situation, situations
from pingfen.checking.state import Found, Mark, State, below_zero
from pingfen.checking.walk import MOST_NODES, Exhausted
from pingfen.expression.interpret import Cause, Unknown
from pingfen.policy import Policy, Rule

LOW, HIGH = "low", "high"


class Way(NamedTuple):
    """Rows of one kind that all go the same way.

    ``code`` is the norm's where they stay undecided; ``score`` what the rule gives, before it is
    rounded; ``side`` says that it is below zero or above the weight.
    """

    situation: Situation
    state: State
    rule: Rule | None = None
    code: str | None = None
    causes: tuple[Cause, ...] = ()
    score: Quotient | None = None
    side: str = ""


class Ways(NamedTuple):
    """The ways through a policy; ``every`` is false where there were too many to follow all."""

    found: tuple[Way, ...]
    every: bool = True


def ways(policy: Policy, *, negative: bool = False, most: int = MOST_NODES) -> Ways:
    """Return every way through a policy; ``negative`` admits figures below zero."""
    names = Names(policy, negative=negative, most=most)
    found: list[Way] = []
    try:
        for situation in situations(policy, names.literals):
            for start in _directed(policy, names, names.start(situation)):
                found += _decided(policy, names, situation, start)
    except Exhausted:
        return Ways(tuple(found), every=False)
    return Ways(tuple(found))


def applying(policy: Policy, rule: Rule, most: int = MOST_NODES) -> Iterator[Way]:
    """Yield the rows for which a rule's condition is true, whatever stands before it.

    Raises ``Exhausted``.
    """
    names = Names(policy, negative=True, most=most)
    for situation in situations(policy, names.literals):
        if not rule.applies_to.fits(situation.kind):
            continue
        for start in _directed(policy, names, names.start(situation)):
            for state, truth in _truths(names, rule, start):
                if truth is True:
                    yield Way(situation, state, rule)


def _directed(policy: Policy, names: Names, state: State) -> Iterator[State]:
    """Give a target without a relation the one that the policy's `direction` says."""
    bare = state.facts.get("relation") is Mark.MISSING and state.facts.get("target") is Mark.GIVEN
    if not policy.direction or not bare:
        yield state
        return
    for after, relation in names.walk.value(policy.direction, state):
        yield after.knowing(relation=relation) if isinstance(relation, str) else after


def _truths(names: Names, rule: Rule, state: State) -> Iterator[tuple[State, Found]]:
    if rule.when is None:
        yield state, True
    else:
        yield from names.walk.value(rule.when, state)


def _decided(policy: Policy, names: Names, situation: Situation, start: State) -> Iterator[Way]:
    """Follow the rules in order, all ways at once."""
    going = [start]
    for rule in policy.rules:
        if not rule.applies_to.fits(situation.kind):
            continue
        left: list[State] = []
        for state in going:
            for after, truth in _truths(names, rule, state):
                if isinstance(truth, Unknown):
                    yield Way(situation, after, rule, "unknown-when", truth.causes)
                elif truth:
                    yield from _by_rule(policy, names, Way(situation, after, rule))
                else:
                    left.append(after)
        going = left
    for state in going:
        yield Way(situation, state, code="no-rule")


def _by_rule(policy: Policy, names: Names, way: Way) -> Iterator[Way]:
    rule = way.rule
    if rule is None:
        return
    if rule.require is None:
        yield from _scored(policy, names, way)
        return
    for state, truth in names.walk.value(rule.require, way.state):
        after = way._replace(state=state)
        if isinstance(truth, Unknown):
            yield after._replace(code="unknown-require", causes=truth.causes)
        elif truth:
            yield from _scored(policy, names, after)
        else:
            yield after._replace(code="require")


def _scored(policy: Policy, names: Names, way: Way) -> Iterator[Way]:
    rule = way.rule
    if rule is None or rule.undecided:
        yield way._replace(code="left-open")
        return
    if rule.drop or rule.score is None:
        yield way
        return
    for state, earned in names.walk.value(rule.score, way.state):
        for after, raw in _adjusted(policy, names, state, earned):
            found = way._replace(state=after)
            if isinstance(raw, Unknown):
                yield found._replace(code="unknown-score", causes=raw.causes)
            elif isinstance(raw, Quotient):
                yield from _bounded(found._replace(score=raw))


def _adjusted(
    policy: Policy, names: Names, state: State, earned: Found
) -> Iterator[tuple[State, Found]]:
    if policy.adjust is None or isinstance(earned, Unknown):
        yield state, earned
        return
    scored = state.knowing(score=earned, dropped=False)
    for after, raw in names.walk.value(policy.adjust, scored):
        kept = {key: fact for key, fact in after.facts.items() if key not in {"score", "dropped"}}
        yield after._replace(facts=kept), raw


def _bounded(way: Way) -> Iterator[Way]:
    """Tell the scores apart that lie within the weight, below zero, and above the weight."""
    rule, score = way.rule, way.score
    if rule is None or score is None or rule.unbounded:
        yield way
        return
    low, over = score, unknown("weight").minus(score)
    for limits, side in (
        ((below_zero(low.negated(), "<="), below_zero(over.negated(), "<=")), ""),
        ((below_zero(low, "<"),), LOW),
        ((below_zero(over, "<"),), HIGH),
    ):
        state = way.state.within(*limits)
        if state:
            yield way._replace(state=state, side=side, code="out-of-bounds" if side else None)
