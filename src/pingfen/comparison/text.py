"""A comparison as lines of text, 100 columns wide, columns aligned also for Chinese."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pingfen.comparison.difference import ADDED, CHANGED, MOVED, REMOVED, Difference
from pingfen.comparison.impact_text import impact_lines
from pingfen.comparison.naming import used_by
from pingfen.comparison.result import Comparison
from pingfen.comparison.usage import EFFECTS
from pingfen.messages import say
from pingfen.scorecard import PolicyName
from pingfen.showing.facts import DIGEST_SHOWN
from pingfen.showing.text import with_place
from pingfen.width import one_line, width

# how wide two values may be to stand in one line
SHORT = 60

SIGNS: Mapping[str, str] = MappingProxyType({ADDED: "+", REMOVED: "-", CHANGED: "~", MOVED: ">"})


def to_text(comparison: Comparison, lang: str = "zh") -> str:
    """Return the comparison as lines of text."""
    return "\n".join(_lines(comparison, lang)) + "\n"


def _lines(comparison: Comparison, lang: str) -> Iterator[str]:
    yield f"{comparison.old.name} → {comparison.new.name}"
    for role, policy in (("old", comparison.old), ("new", comparison.new)):
        yield from with_place(f"  {say(f'diff-{role}', lang)}  ", _policy(policy, lang), "")
    if comparison.same:
        yield say("diff-same", lang)
    for effect in EFFECTS:
        found = comparison.affecting(effect)
        if found:
            yield ""
            affects = say(f"affects-{effect}", lang)
            yield f"━━ {say('diff-heading', lang, heading=affects, count=len(found))}"
        for item in found:
            yield from _difference(item, lang)
    if comparison.impact:
        yield ""
        yield from impact_lines(comparison, comparison.impact, lang)


def _policy(policy: PolicyName, lang: str) -> str:
    return say(
        "diff-policy",
        lang,
        title=one_line(policy.title.in_lang(lang)),
        revision=policy.revision,
        status=say(f"status-{policy.status}", lang),
        digest=policy.digest[:DIGEST_SHOWN],
    )


def _difference(item: Difference, lang: str) -> Iterator[str]:
    """Yield what differs: the part with its place, then what it was and what it is."""
    what = one_line(item.what.in_lang(lang))
    if item.change == MOVED:
        what = item.show(lang)
    yield from with_place(f"{SIGNS[item.change]} ", what, _places(item))
    if item.change != MOVED:
        yield from _values(item, lang)
    if item.used_by:
        yield from with_place(
            "    ", say("diff-used", lang, parts=used_by(item.used_by, lang)), ""
        )


def _values(item: Difference, lang: str) -> Iterator[str]:
    """Yield what was and what is: in one line where both are short."""
    if item.kind == "word":  # which says itself
        return
    old, new = (text.in_lang(lang) if text else "" for text in (item.old_text, item.new_text))
    if item.change == CHANGED and width(old + new) <= SHORT and "\n" not in old + new:
        yield f"    {one_line(old)} → {one_line(new)}"
        return
    for change, text in ((REMOVED, old), (ADDED, new)):
        sign = SIGNS[change] if item.change == CHANGED else " "
        for number, line in enumerate(text.split("\n") if text else ()):
            yield from _hanging(f"  {' ' if number else sign} ", line)


def _hanging(lead: str, line: str) -> Iterator[str]:
    """Yield a line, what does not fit of it under its text after the label."""
    label, between, text = line.partition("  ")
    blanks = len(text) - len(text.lstrip())
    if between and label:
        yield from with_place(lead + label + between + " " * blanks, text.lstrip(), "")
    else:
        yield from with_place(lead, line, "")


def _places(item: Difference) -> str:
    """Return where the part is; of a change both places, where they differ."""
    places = dict.fromkeys(filter(None, (item.old_place, item.new_place)))
    return " → ".join(places)
