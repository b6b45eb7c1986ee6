"""All ways that rows can take through a policy, as `scoring.decision` decides them."""

from collections.abc import Iterator
from typing import NamedTuple

from pingfen.checking.deciding import Limit
from pingfen.checking.names import DIRECTED, LET, RELATION, SIGNED, WEIGHT, Names, Rows, figures
from pingfen.checking.situations import Situation, situations
from pingfen.checking.state import UNBOUNDED, Effort, Exhausted, Found, State, below_zero
from pingfen.expression.interpret import Cause, Unknown
from pingfen.expression.vocabulary import INDICATOR
from pingfen.policy import Policy, Rule
from pingfen.polynomial import Quotient, variable

LOW, HIGH = "low", "high"
MOST = 1_000_000


class Way(NamedTuple):
    """Rows of one kind that all go the same way.

    ``code`` is the norm's where they stay undecided; ``score`` what the rule gives, before it is
    rounded; ``side`` says that it is below zero or above the ``weight``.
    """

    situation: Situation
    state: State
    rule: Rule | None = None
    code: str | None = None
    causes: tuple[Cause, ...] = ()
    score: Quotient | None = None
    weight: Quotient | None = None
    side: str = ""


class Ways(NamedTuple):
    """The ways through a policy; ``every`` is false where there were too many to follow all."""

    found: tuple[Way, ...]
    every: bool = True


def ways(policy: Policy, rows: Rows, most: int = MOST) -> Ways:
    """Return every way through a policy, for such rows."""
    names = Names(policy, rows, Effort(most))
    found: list[Way] = []
    try:
        for situation in situations(policy, names.texts):
            for start in _directed(policy, names, names.start(situation)):
                for way in _decided(policy, names, situation, start):
                    found.append(_found(way))  # noqa: PERF401  # kept where the effort ends
    except Exhausted:
        return Ways(tuple(found), every=False)
    return Ways(tuple(found))


def with_negatives(known: Ways) -> Ways:
    """Return the ways that score no rows, of each only those in which a figure is below zero."""
    found = (_below(way) for way in known.found if way.code)
    return known._replace(found=tuple(way for way in found if way))


def _below(way: Way) -> Way | None:
    for name in figures(way.state.facts):
        state = None if name in SIGNED else way.state.within(Limit(variable(name), "<"))
        if state:
            return way._replace(state=state)
    return None


def applying(policy: Policy, rule: Rule, rows: Rows, effort: Effort) -> Iterator[Way]:
    """Yield the rows for which a rule's condition is true, whatever stands before it.

    Raises ``Exhausted``.
    """
    names = Names(policy, rows, effort)
    for situation in situations(policy, names.texts):
        if not rule.applies_to.fits(situation.kind):
            continue
        for start in _directed(policy, names, names.start(situation)):
            for state, truth in _truths(names, rule, start):
                if truth is True:
                    yield _found(Way(situation, state, rule))


def _found(way: Way) -> Way:
    """Return a way that may be looked at further without spending the effort of the search."""
    return way._replace(state=way.state._replace(effort=UNBOUNDED))


def _directed(policy: Policy, names: Names, state: State) -> Iterator[State]:
    """Give a target without a relation the one that the policy's `direction` says."""
    if not policy.direction or state.facts["kind"] != INDICATOR:
        yield state
        return
    for known, relation in names(RELATION, state, names.walk):
        for after, target in names("target", known, names.walk):
            if isinstance(target, Unknown) or not isinstance(relation, Unknown):
                yield after
                continue
            for last, found in names.walk.value(policy.direction, after):
                # what depends on the relation is worked out anew
                own = last.without(lambda name: name.startswith(LET))
                yield own.knowing(**{DIRECTED: found}) if isinstance(found, str) else own


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
                yield from _bounded(names, found._replace(score=raw))


def _adjusted(
    policy: Policy, names: Names, state: State, earned: Found
) -> Iterator[tuple[State, Found]]:
    if policy.adjust is None or isinstance(earned, Unknown):
        yield state, earned
        return
    scored = state.knowing(score=earned, dropped=False, unparsed=False)
    for after, raw in names.walk.value(policy.adjust, scored):
        yield (
            after.without(
                lambda name: name in {"score", "dropped", "unparsed"} or name.startswith(LET)
            ),
            raw,
        )


def _bounded(names: Names, way: Way) -> Iterator[Way]:
    """Tell the scores apart that lie within the weight, below zero, and above the weight."""
    for state, weight in names.weight_of(way.state):
        after = way._replace(state=state)
        if isinstance(weight, Quotient):
            yield from _sides(after._replace(weight=weight), weight)
        elif way.rule and way.rule.unbounded:
            yield after
        else:
            yield after._replace(code="unknown-bounds", causes=(Cause("missing", WEIGHT),))


def _sides(way: Way, weight: Quotient) -> Iterator[Way]:
    rule, score = way.rule, way.score
    if rule is None or score is None or rule.unbounded:
        yield way
        return
    low, over = score, weight.minus(score)
    for limits, side in (
        ((below_zero(low.negated(), "<="), below_zero(over.negated(), "<=")), ""),
        ((below_zero(low, "<"),), LOW),
        ((below_zero(over, "<"),), HIGH),
    ):
        state = way.state.within(*limits)
        if state:
            yield way._replace(state=state, side=side, code="out-of-bounds" if side else None)
