"""Rows that stay undecided, grouped by what they have in common."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pingfen.checking.examples import sign
from pingfen.checking.finding import DOUBT, NOTE, OPEN, Finding, shown
from pingfen.checking.situations import BLANK, DATE, NUMBER, PHRASE, SAME, WORDS, Situation
from pingfen.checking.state import Mark, State, below_zero
from pingfen.checking.texts import TARGET_TEXT, texts_of
from pingfen.checking.ways import Way
from pingfen.errors import Place, problem
from pingfen.expression.vocabulary import EXECUTION
from pingfen.messages import Bilingual, Message, Text, both, listed
from pingfen.policy import Policy
from pingfen.polynomial import Quotient, unknown
from pingfen.scoring.reasons import said

BY_DESIGN = frozenset({"require", "left-open"})
ZERO = "zero"
NOTHING = Bilingual("", "")


class Group(NamedTuple):
    """What undecided rows have in common: why, and what is special about their numbers.

    Rows that only lack something are told apart by what they lack, whatever rule asks for it.
    """

    kind: str
    code: str
    rule: str
    special: str
    causes: tuple[str, ...]


def undecided(policy: Policy, ways: Sequence[Way], *, negative: bool) -> Iterator[Finding]:
    """Yield a finding for each kind of row that no rule decides or whose score is unknown."""
    groups: dict[Group, list[Way]] = {}
    for way in ways:
        if way.code and not way.side and way.code not in BY_DESIGN:
            groups.setdefault(_group(way), []).append(way)
    for group, own in _least(groups).items():
        yield _finding(policy, group, own, negative=negative)


def _least(groups: Mapping[Group, list[Way]]) -> dict[Group, list[Way]]:
    """Count rows that lack several things to those that lack only one of them."""
    found: dict[Group, list[Way]] = {}
    for group in sorted(groups, key=lambda group: len(group.causes)):
        less = next((known for known in found if _lacks_more(group, known)), group)
        found.setdefault(less, []).extend(groups[group])
    return found


def _lacks_more(group: Group, known: Group) -> bool:
    lacking = not group.code and not known.code and group.kind == known.kind
    return lacking and set(known.causes) <= set(group.causes)


def only_when(*, negative: bool) -> Bilingual:
    """Say that something happens only where a figure is below zero."""
    return both(Message.of("with-negatives")) if negative else NOTHING


def _group(way: Way) -> Group:
    zero = tuple(str(cause) for cause in way.causes if cause.kind == ZERO)
    kind, rule = way.situation.kind, way.rule.name if way.rule else ""
    if way.causes and not zero:
        return Group(kind, "", "", "", tuple(map(str, way.causes)))
    return Group(kind, way.code or "", rule, _special(way.state, way), zero)


def _special(state: State, way: Way) -> str:
    """Return what the numbers of a way all have in common: equal, or one of them zero."""
    names = ("annual", "executed") if way.situation.kind == EXECUTION else ("target", "actual")
    numbers = {name: _figure(name, state) for name in names}
    known = {name: number for name, number in numbers.items() if number}
    zero = [name for name, number in known.items() if _always(state, number)]
    if len(known) == len(names) and _always(state, known[names[0]].minus(known[names[1]])):
        return "both-zero" if zero else "equal"
    return f"{zero[0]}-zero" if zero else ""


def _figure(name: str, state: State) -> Quotient | None:
    fact = state.facts.get(name)
    if isinstance(fact, Quotient):
        return fact
    return unknown(name) if fact is Mark.GIVEN else None


def _always(state: State, value: Quotient) -> bool:
    """Tell whether a number is zero for all rows of a state."""
    return not any(state.within(below_zero(side, "<")) for side in (value, value.negated()))


def _finding(policy: Policy, group: Group, ways: Sequence[Way], *, negative: bool) -> Finding:
    found = shown(policy, sorted(ways, key=lambda way: len(way.causes)))
    lacking = bool(group.causes) and not group.code
    severity = (NOTE if lacking or negative else DOUBT) if found else OPEN
    row = found.row if found else None
    because = row.undecided.text if row and row.undecided else Message.of("no-example")
    text = problem(
        "zero-divisor" if group.code and group.causes else "rows-undecided",
        _place(policy, ways),
        severity=severity,
        rows=_rows(policy, group, ways),
        because=said(ways[0].causes) if lacking else both(because),
        when=only_when(negative=negative),
    )
    return Finding(text, (found,) if found else (), repr(group))


def _place(policy: Policy, ways: Sequence[Way]) -> Place | None:
    """Return the rule at which rows stay open; where none applies, the last one."""
    places = (rule.place for rule in (ways[0].rule, *policy.rules[-1:]) if rule)
    return next(places, None)


def _rows(policy: Policy, group: Group, ways: Sequence[Way]) -> Bilingual:
    """Say which rows a group is made of."""
    special = _bracketed(Message.of(f"special-{group.special}")) if group.special else NOTHING
    if group.kind == EXECUTION:
        return both(Message.of("rows-execution", special=special))
    combinations: dict[str, dict[Bilingual, None]] = {}
    for situation in (found for way in ways for found in way.situation.every):
        combinations.setdefault(_actual(situation), {})[_target(situation)] = None
    # actuals that stand beside the same targets are named together
    alike: dict[tuple[Bilingual, ...], list[Bilingual]] = {}
    for actual, targets in combinations.items():
        alike.setdefault(tuple(targets), []).append(_cell(actual))
    found = [
        Message.of("rows-of", target=listed(targets), actual=listed(actuals))
        for targets, actuals in alike.items()
    ]
    return both(
        Message.of("rows", rows=_joined(found), special=special, levels=_levels(policy, ways))
    )


def _joined(rows: Sequence[Message]) -> Bilingual:
    said = [both(row) for row in rows]
    return Bilingual("；".join(row.zh for row in said), "; ".join(row.en for row in said))


def _actual(situation: Situation) -> str:
    """Name what the actual is; a text that the policy names is what it is read as."""
    what, facts = situation.actual, situation.facts
    if what == SAME and facts["target"] is not Mark.MISSING:
        return NUMBER
    if what != PHRASE:
        return what
    if facts["late"] is not Mark.MISSING:
        return DATE
    return WORDS if facts["actual"] is Mark.MISSING else NUMBER


def _target(situation: Situation) -> Bilingual:
    target = situation.target
    if situation.facts[TARGET_TEXT] is Mark.MISSING:
        return _cell(BLANK)
    if sign(target):
        return Bilingual(f"“{sign(target)}”", f"'{sign(target)}'")
    return both(Message.of("cell-no-relation")) if target == NUMBER else _cell(target)


def _cell(what: str) -> Bilingual:
    return both(Message.of(f"cell-{what}"))


def _bracketed(text: Text) -> Bilingual:
    return Bilingual(f"（{text.in_lang('zh')}）", f" ({text.in_lang('en')})")


def _levels(policy: Policy, ways: Sequence[Way]) -> Bilingual:
    """Name the levels where only some of those that the policy tells apart are meant."""
    found: list[Text] = []
    for name in ("level1", "level2"):
        seen = [way.state.facts.get(name) for way in ways]
        meant = {text for text in seen if isinstance(text, str)}
        other, *named = texts_of(policy)[name]
        if not meant or None in seen or Mark.MISSING in seen:
            continue
        if other not in meant:
            found.append(Message.of("of-levels", levels="/".join(sorted(meant))))
        elif left := [text for text in named if text not in meant]:
            found.append(Message.of("but-levels", levels="/".join(left)))
    return _bracketed(listed(found)) if found else NOTHING
