"""Whether a policy has the properties that it claims, or a row that shows that it has not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from pingfen.checking.deciding import Limit, decide
from pingfen.checking.examples import Example, example
from pingfen.checking.finding import ERROR, NOTE, OPEN, Finding
from pingfen.checking.gaps import only_when
from pingfen.checking.names import WEIGHT, Names, Rows, agree, field_of
from pingfen.checking.state import HALF, ROUNDED, UNBOUNDED, Mark, State, below_zero
from pingfen.checking.walk import Aggregated
from pingfen.checking.ways import Way, Ways
from pingfen.errors import problem
from pingfen.exact import exact
from pingfen.expression.interpret import Interpreter
from pingfen.policy import Policy, Property
from pingfen.polynomial import ONE, Quotient, number, unknown
from pingfen.readers import forms_from_data
from pingfen.scoring import decided
from pingfen.scoring.scope import RowScope

MOST_TRIED = 200
LATER = " later"
RAW = "score before rounding"
Pair = tuple[Example, ...]


def broken(policy: Policy, usual: Ways, signed: Ways) -> Iterator[Finding]:
    """Yield a finding for each property that does not hold, or that could not be decided.

    One that only figures below zero break is a note.
    """
    names = Names(policy, Rows.NEGATIVE, UNBOUNDED)
    for claim in policy.properties:
        for ways, severity, negative in ((usual, ERROR, False), (signed, NOTE, True)):
            holds, rows = _judged(names, claim, ways.found)
            code = "property-fails" if rows else "property-open"
            if not rows and holds and ways.every:
                continue
            found = severity if rows else OPEN
            when = only_when(negative=negative)
            text = problem(code, claim.place, severity=found, name=claim.name, when=when)
            yield Finding(text, rows, claim.name)
            break


def _judged(names: Names, claim: Property, ways: Sequence[Way]) -> tuple[bool | None, Pair]:
    judge = _expected if claim.expect else _monotone
    try:
        return judge(names, claim, ways)
    except Aggregated:
        return None, ()


def _meant(names: Names, claim: Property, ways: Iterable[Way]) -> Iterator[Way]:
    """Yield the rows with a score that a property is about."""
    for way in ways:
        scored = way.score is not None and not way.code
        if not scored or not claim.applies_to.fits(way.situation.kind):
            continue
        if claim.when is None:
            yield way
            continue
        for state, truth in names.walk.value(claim.when, way.state):
            if truth is True:
                yield way._replace(state=state)


# What is expected of each row


def _expected(names: Names, claim: Property, ways: Sequence[Way]) -> tuple[bool | None, Pair]:
    """Look for a row whose score, rounded as it is, is not as the property expects."""
    policy, holds, tried = names.policy, True, 0
    for way in _meant(names, claim, ways):
        for state in _counters(names, claim, way):
            answer = decide(_sharpened(policy, state))
            if answer.possible is False:
                continue
            holds, tried = False, tried + 1
            found = example(policy, way._replace(state=state), answer.values)
            if found and tried < MOST_TRIED and _fails(policy, claim, found):
                return False, (found,)
    return holds, ()


def _counters(names: Names, claim: Property, way: Way) -> Iterator[State]:
    """Yield the rows of a way whose score, before or after rounding, breaks a property."""
    if way.score is None or claim.expect is None:
        return
    for state, score in ((way.state, way.score), _rounded(names.policy, way, way.score)):
        known = state.knowing(score=score, dropped=False, unparsed=False)
        for after, truth in names.walk.value(claim.expect, known):
            if truth is False:
                yield after


def _rounded(policy: Policy, way: Way, score: Quotient) -> tuple[State, Quotient]:
    """Return the state in which a score has been rounded, and the rounded score.

    The score is a variable of its own, of which also stands that it lies within its bounds: that
    keeps what is said of it linear.
    """
    raw = unknown(RAW)
    limits = {below_zero(raw.minus(score), "=")}
    if way.rule and not way.rule.unbounded:
        over = raw.minus(unknown(WEIGHT))
        limits |= {below_zero(raw.negated(), "<="), below_zero(over, "<=")}
    state = way.state._replace(limits=way.state.limits | limits)
    half = policy.row_rounding.mode.startswith("half")
    slack = (HALF if half else Fraction(1)) / unit_of(policy)
    return state.rounded(raw, slack, slack)


def unit_of(policy: Policy) -> int:
    """Return how many of the smallest scores make a point."""
    return int(10**policy.row_rounding.places)


def _sharpened(policy: Policy, state: State) -> frozenset[Limit]:
    """Say of rounded scores and weights what only numbers with so few decimals fulfil.

    Two of them that differ, differ by the smallest unit at least.
    """
    return frozenset(_sharp(limit, unit_of(policy)) for limit in state.limits)


def _sharp(limit: Limit, units: int) -> Limit:
    names = limit.polynomial.variables
    rounded = any(name.startswith(ROUNDED) for name in names)
    on_grid = all(name == WEIGHT or name.startswith(ROUNDED) for name in names)
    terms = limit.polynomial.terms
    scale = max((value.denominator for monomial, value in terms if monomial != ONE), default=1)
    whole = all((value * scale * units).denominator == 1 for _, value in terms)
    if limit.op != "<" or not rounded or not on_grid or limit.polynomial.degree > 1 or not whole:
        return limit
    return Limit(limit.polynomial.plus(number(Fraction(1, units * scale))), "<=")


def _fails(policy: Policy, claim: Property, found: Example) -> bool:
    """Ask the interpreter whether a scored row breaks a property."""
    _, outcome, _ = decided(policy, forms_from_data(found.form)[0])
    decision = (outcome.rows or (outcome.execution,))[0]
    if decision is None or decision.score is None or claim.expect is None:
        return False
    scope = RowScope(policy, decision.values())
    interpreter = Interpreter()
    meant = claim.when is None or interpreter.value(claim.when, scope) is True
    return meant and interpreter.value(claim.expect, scope) is False


# Scores that rise or fall with a number


def _monotone(names: Names, claim: Property, ways: Sequence[Way]) -> tuple[bool | None, Pair]:
    """Look for two rows that differ in one number only, the scores of which go the wrong way."""
    sign = 1 if claim.rises_with else -1
    meant = list(_meant(names, claim, ways))
    policy, holds, tried = names.policy, True, 0
    for first in meant:
        name = _moved(policy, claim, first)
        for second in meant if first.state.facts.get(name) is Mark.GIVEN else ():
            limits = _against(first, second, name, sign)
            answer = decide(limits) if limits is not None else None
            if answer is None or answer.possible is False:
                continue
            holds, tried = False, tried + 1
            if tried < MOST_TRIED and answer.possible:
                rows = _two(policy, first, second, name, answer.values)
                if rows and _wrong(rows, sign):
                    return False, rows
    return holds, ()


def _moved(policy: Policy, claim: Property, way: Way) -> str:
    """Return the field of the form that a property lets grow."""
    name = claim.rises_with or claim.falls_with or ""
    return field_of(policy, way.situation.kind, name)


def _against(first: Way, second: Way, name: str, sign: int) -> frozenset[Limit] | None:
    """Return what holds where the second row has more of a number and the worse score."""
    if first.score is None or second.score is None or not _alike(first, second):
        return None
    later = {own: own + LATER for own in _fresh(second) | {name}}
    moved = _renamed(second, later)
    score = second.score
    for old, new in later.items():
        score = score.renamed(old, new)
    gap = first.score.minus(score) if sign > 0 else score.minus(first.score)
    more = unknown(name).minus(unknown(name + LATER))
    return first.state.limits | moved | {below_zero(more, "<"), below_zero(gap.negated(), "<")}


def _alike(first: Way, second: Way) -> bool:
    """Tell whether two ways may be those of one row, but for a number."""
    return first.situation == second.situation and agree(first.state.facts, second.state.facts)


def _fresh(way: Way) -> set[str]:
    names = {name for limit in way.state.limits for name in limit.polynomial.variables}
    return {name for name in names if name.startswith(ROUNDED)}


def _renamed(way: Way, names: Mapping[str, str]) -> frozenset[Limit]:
    found = way.state.limits
    for old, new in names.items():
        found = frozenset(limit.renamed(old, new) for limit in found)
    return found


def _two(
    policy: Policy, first: Way, second: Way, name: str, values: Mapping[str, Fraction]
) -> Pair:
    facts = {**second.state.facts, **first.state.facts}
    way = first._replace(state=State(facts=facts))
    both = (values.get(key, Fraction(0)) for key in (name, name + LATER))
    rows = [example(policy, way, {**values, name: value}) for value in both]
    return tuple(row for row in rows if row) if all(rows) else ()


def _wrong(rows: Pair, sign: int) -> bool:
    scores = [row.row.score for row in rows]
    if scores[0] is None or scores[1] is None:
        return False
    return sign * (exact(scores[1]) - exact(scores[0])) < 0
