"""A resolved policy as text, in the order in which it works, each part with file and line."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from pingfen.messages import say
from pingfen.policy import Policy
from pingfen.resolved import line_of, removals
from pingfen.showing import facts
from pingfen.showing.decision import Decision, checks_in_words, rules_in_words
from pingfen.showing.facts import Fact
from pingfen.width import one_line, pad, width, wrapped

COLUMNS = 100
LEAST = 40
MOST_NAME = 24
Facts = Callable[[Policy, str], Iterator[Fact]]
# the parts before and after the rules
BEFORE: Mapping[str, Facts] = MappingProxyType(
    {
        "sources": facts.sources,
        "params": facts.params,
        "fields": facts.columns,
        "inputs": facts.inputs,
        "direction": facts.direction,
        "execution": facts.execution,
        "let": facts.lets,
    }
)
AFTER: Mapping[str, Facts] = MappingProxyType(
    {
        "adjust": facts.adjust,
        "rounding": facts.rounding,
        "total": facts.total,
        "grades": facts.grades,
        "others": facts.others,
    }
)


def to_text(policy: Policy, lang: str = "zh") -> str:
    """Return the resolved policy as lines of text, 100 columns wide."""
    return "\n".join(_lines(policy, lang)) + "\n"


def _lines(policy: Policy, lang: str) -> Iterator[str]:
    yield one_line(f"{policy.name}  {policy.title.in_lang(lang)}")
    yield facts.head(policy, lang)
    yield from _part("lineage", [Fact(*pair) for pair in facts.lineage(policy)], lang)
    for key, make in BEFORE.items():
        yield from _part(key, list(make(policy, lang)), lang)
    yield from _decisions("rules", rules_in_words(policy, lang), lang)
    for key, make in AFTER.items():
        yield from _part(key, list(make(policy, lang)), lang)
    yield from _decisions("checks", checks_in_words(policy, lang), lang)
    yield from _part("findings", list(facts.findings(policy, lang)), lang)
    yield from _part("properties", list(facts.properties(policy, lang)), lang)
    yield from _removed(policy, lang)


def _heading(key: str, lang: str) -> Iterator[str]:
    yield ""
    yield f"━━ {say(f'part-{key}', lang)}"


def _part(key: str, found: list[Fact], lang: str) -> Iterator[str]:
    """Yield a heading and a line for each fact; nothing where there are none."""
    if not found:
        return
    yield from _heading(key, lang)
    column = min(MOST_NAME, max(width(fact.name) for fact in found)) + 2
    for fact in found:
        yield from with_place(pad(one_line(fact.name), column), fact.text, fact.place)
        for line in (*fact.more, *facts.replaced(fact.origin, lang)):
            yield from with_place(" " * column, line, "")


def _decisions(key: str, found: list[Decision], lang: str) -> Iterator[str]:
    if not found:
        return
    yield from _heading(key, lang)
    for item in found:
        severity = f"  {item.severity}" if item.severity else ""
        title = f"{item.name}  {item.applies_to}{severity}"
        yield from with_place(f"{item.number:>2} ", title, item.place)
        for label, line in _labelled(item, lang):
            yield from with_place(f"   {label}", line, "")


def _labelled(item: Decision, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a rule or a check with their labels, padded to one column."""
    result = "expect" if item.severity else "result"
    texts = [("when", item.when), *((result, line) for line in item.result)]
    texts += [
        ("require", item.bounds),
        ("because", item.because),
        ("remedy", item.remedy),
        ("cites", item.cites.key if item.cites else ""),
    ]
    column = max(width(say(f"label-{label}", lang)) for label, _ in texts) + 2
    before = ""
    for label, line in texts:
        if line:
            shown = say(f"label-{label}", lang) if label != before else ""
            yield pad(shown, column), line
            before = label
    for line in facts.replaced(item.origin, lang):
        yield pad("", column), line


def _removed(policy: Policy, lang: str) -> Iterator[str]:
    found = list(removals(policy))
    if found:
        yield from _heading("removed", lang)
    for item in found:
        text = f"{item.name}  {say('shown-removed', lang, place=line_of(item.parent))}"
        yield from with_place("", text, line_of(item.place))


def with_place(lead: str, text: str, place: str) -> Iterator[str]:
    """Yield a text in lines after a lead, its place at the right edge of the first.

    A place that leaves too little room stands on a line of its own.
    """
    room = COLUMNS - width(lead) - (width(place) + 2 if place else 0)
    if room < LEAST:
        yield from with_place(lead, text, "")
        yield pad(place, COLUMNS, right=True)
        return
    first, *rest = wrapped(text, room)
    end = pad(place, COLUMNS - width(lead + first), right=True) if place else ""
    yield (lead + first + end).rstrip()
    yield from (" " * width(lead) + line for line in rest)
