"""Where a hair's change of the actual moves the score by more than a share of the weight."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from pingfen.checking.deciding import Limit, decide
from pingfen.checking.examples import Example, example
from pingfen.checking.finding import NOTE, OPEN, Finding
from pingfen.checking.linear import USUAL
from pingfen.checking.names import agree, field_of
from pingfen.checking.state import ROUNDED, Effort, Exhausted, Mark, State, below_zero, work
from pingfen.checking.ways import Way
from pingfen.errors import problem
from pingfen.exact import exact
from pingfen.messages import Message
from pingfen.policy import Policy, Rule
from pingfen.polynomial import exactly

MOST, MOST_ROUNDED = 200_000, 50
HAIR = Fraction(1, 10**6)


def jumps(policy: Policy, ways: Sequence[Way], share: Fraction) -> Iterator[Finding]:
    """Yield a note for each pair of rules between which the score jumps, with both rows."""
    seen: set[tuple[object, ...]] = set()
    tried: set[frozenset[object]] = set()
    effort = Effort(MOST)
    for first, second in _neighbours(policy, ways):
        rules = frozenset(way.rule.name for way in (first, second) if way.rule)
        numbers = frozenset((way.state.limits, way.score, way.rule) for way in (first, second))
        if numbers in tried:
            continue
        tried.add(numbers)
        try:
            pair = _jump(policy, first, second, share, effort)
        except Exhausted:
            yield Finding(problem("jumps-open", policy.rules[0].place, severity=OPEN))
            break
        key = rules, *(found.row.score for found in pair or ())
        if pair and key not in seen:
            seen.add(key)
            yield _finding(policy, first, second, pair)
    for rule in _rounding(policy, ways, share):
        text = problem("jump-rounded", rule.place, severity=OPEN, rule=rule.name)
        yield Finding(text, about=rule.name)


def _rounding(policy: Policy, ways: Sequence[Way], share: Fraction) -> Iterator[Rule]:
    """Yield the rules whose score may jump because a number in it is rounded.

    Where it does is not looked for; that it does is tried for a usual weight.
    """
    for rule in policy.rules:
        own = [way for way in ways if way.rule is rule and not way.code and not way.state.exact]
        if any(_leaps(way, share) for way in own[:MOST_ROUNDED]) or len(own) > MOST_ROUNDED:
            yield rule


def _leaps(way: Way, share: Fraction) -> bool:
    """Tell whether the score may be two that are far apart, all but the rounded numbers alike."""
    if way.score is None or way.weight is None:
        return False
    score, limits = way.score, way.state.limits
    for name in sorted(way.score.top.variables | way.score.bottom.variables):
        if name.startswith(ROUNDED):
            score = score.renamed(name, f"other {name}")
            limits |= {limit.renamed(name, f"other {name}") for limit in limits}
    apart = way.weight.times(exactly(share)).minus(score.minus(way.score))
    usual = below_zero(way.weight.minus(exactly(USUAL["weight"])), "=")
    return decide(limits | {below_zero(apart, "<"), usual}).possible is not False


def _neighbours(policy: Policy, ways: Sequence[Way]) -> Iterator[tuple[Way, Way]]:
    """Yield the ways that rows of one kind may change between when only the actual changes."""
    scored = [way for way in ways if way.score is not None and not way.code]
    groups: dict[tuple[object, ...], list[Way]] = {}
    for way in scored:
        if way.state.facts.get(_moved(policy, way)) is Mark.GIVEN:
            situation = way.situation
            key = situation.kind, situation.target, situation.actual, situation.phrase
            groups.setdefault(key, []).append(way)
    for own in groups.values():
        for first, second in combinations(own, 2):
            if agree(first.state.facts, second.state.facts):
                yield first, second


def _moved(policy: Policy, way: Way) -> str:
    """Return the field that an actual is read from."""
    return field_of(policy, way.situation.kind, "actual")


def _jump(
    policy: Policy, first: Way, second: Way, share: Fraction, effort: Effort
) -> tuple[Example, Example] | None:
    """Return two rows a hair apart whose scores are far apart, as the scorer gives them."""
    if first.score is None or second.score is None or first.weight is None:
        return None
    name = _moved(policy, first)
    limits = _touching(first, name) | _touching(second, name)
    apart = first.weight.times(exactly(share))
    for difference in (first.score.minus(second.score), second.score.minus(first.score)):
        wanted = limits | {below_zero(apart.minus(difference), "<")}
        answer = decide(wanted)
        effort.spend(work(wanted, answer))
        if answer.values:
            found = _confirmed(policy, first, second, answer.values, share)
            if found:
                return found
    return None


def _touching(way: Way, name: str) -> frozenset[Limit]:
    """Return the limits of a way with the boundary that the actual may cross."""
    return frozenset(
        limit.closed() if name in limit.polynomial.variables else limit
        for limit in way.state.limits
    )


def _confirmed(
    policy: Policy, first: Way, second: Way, values: Mapping[str, Fraction], share: Fraction
) -> tuple[Example, Example] | None:
    """Score the row on the boundary and those a hair beside it; return the two that jump."""
    name = _moved(policy, first)
    facts = {**second.state.facts, **first.state.facts}
    way = first._replace(state=State(facts=facts))
    at = values.get(name, Fraction(0))
    rows = [
        example(policy, way, {**values, name: at + step}) for step in (-HAIR, Fraction(0), HAIR)
    ]
    for one, other in ((rows[1], rows[2]), (rows[0], rows[1])):
        if one and other and _apart(one, other, share):
            return one, other
    return None


def _apart(one: Example, other: Example, share: Fraction) -> bool:
    if one.row.score is None or other.row.score is None or one.row.weight is None:
        return False
    return abs(exact(one.row.score) - exact(other.row.score)) > share * exact(one.row.weight)


def _finding(policy: Policy, first: Way, second: Way, pair: tuple[Example, Example]) -> Finding:
    scores = [found.row.score for found in pair]
    place = min((way.rule for way in (first, second) if way.rule), key=policy.rules.index).place
    names = [str(found.row.rule) for found in pair]
    text = problem(
        "jump",
        place,
        severity=NOTE,
        hint=Message.of("hint-threshold"),
        before=f"{scores[0]}",
        after=f"{scores[1]}",
        first=names[0],
        second=names[1],
    )
    return Finding(text, pair)
