"""Rules that never decide a row."""

from collections.abc import Iterator, Sequence

from pingfen.checking.examples import Example, example
from pingfen.checking.finding import DOUBT, OPEN, Finding, shown
from pingfen.checking.names import Rows
from pingfen.checking.state import Effort, Exhausted
from pingfen.checking.ways import Way, Ways, applying
from pingfen.checking.ways import ways as every_way
from pingfen.errors import problem
from pingfen.messages import listed
from pingfen.policy import Policy, Rule

ASKED = "unknown-when"
MOST_TRIED = 200


def unreachable(policy: Policy, ways: Ways, most: int) -> Iterator[Finding]:
    """Yield a finding for each rule that no row reaches, with a row that others take from it.

    ``ways`` must be those that also figures below zero may take; a rule that they do not reach may
    be meant for rows whose weight is zero or missing.
    """
    known = _reaching(ways)
    if len(known) < len(policy.rules):
        odd = every_way(policy, Rows.ANY, most)
        known |= {**_reaching(odd), **known}
        ways = ways._replace(every=odd.every)
    effort = Effort(most)
    for rule in policy.rules:
        if rule.name in known:
            if not shown(policy, known[rule.name]):
                yield _open(rule)
        elif ways.every:
            yield _never(policy, rule, effort)
        else:
            yield _open(rule)


def _reaching(ways: Ways) -> dict[str, list[Way]]:
    """Return the ways that reach each rule, for those that are reached."""
    found: dict[str, list[Way]] = {}
    for way in ways.found:
        if way.rule and way.code != ASKED:
            found.setdefault(way.rule.name, []).append(way)
    return found


def _open(rule: Rule) -> Finding:
    text = problem("rule-open", rule.place, severity=OPEN, rule=rule.name)
    return Finding(text, about=rule.name)


def _never(policy: Policy, rule: Rule, effort: Effort) -> Finding:
    """Say why a rule decides nothing: it never applies, or others always come first."""
    try:
        alone = list(applying(policy, rule, Rows.NEGATIVE, effort))
        alone = alone or list(applying(policy, rule, Rows.ANY, effort))
    except Exhausted:
        return _open(rule)
    if not alone:
        never = problem("rule-unreachable", rule.place, severity=DOUBT, rule=rule.name)
        return Finding(never, about=rule.name)
    first = _first(policy, alone)
    found = problem(
        "rule-unreachable",
        rule.place,
        says="rule-shadowed",
        severity=DOUBT,
        rule=rule.name,
        others=listed(first or ["—"]),
    )
    return Finding(found, tuple(first.values())[:1], rule.name)


def _first(policy: Policy, alone: Sequence[Way]) -> dict[str, Example]:
    """Return the rules that decide the rows a rule is meant for, each with such a row."""
    found: dict[str, Example] = {}
    for way in alone[:MOST_TRIED]:
        taken = example(policy, way)
        if taken and taken.row.rule:
            found.setdefault(taken.row.rule, taken)
    return found
