"""A comparison as one page of HTML that needs nothing else, with a picture of the totals."""

from collections.abc import Iterator, Sequence
from html import escape

from pingfen.comparison.difference import MOVED, Difference
from pingfen.comparison.impact_page import forms, overview
from pingfen.comparison.naming import used_by
from pingfen.comparison.result import Comparison
from pingfen.comparison.style import STYLE
from pingfen.comparison.usage import EFFECTS
from pingfen.comparison.wording import problem_lines
from pingfen.messages import Bilingual, say
from pingfen.scorecard import PolicyName
from pingfen.showing.facts import DIGEST_SHOWN
from pingfen.web import broken, document, places, section, table

# entries that stand as lines of keys and values where they are added or removed
LABELLED = frozenset({"rule", "check", "property", "source", "field"})
ENTRY = 2  # how long the path of an entry is


def to_page(comparison: Comparison, lang: str = "zh") -> str:
    """Return the comparison as an HTML document; every text is escaped."""
    title = f"{comparison.old.name} → {comparison.new.name}"
    return document(title, "\n".join(filter(None, _body(comparison, lang))), lang, STYLE)


def _body(comparison: Comparison, lang: str) -> Iterator[str]:
    yield _head(comparison, lang)
    impact = comparison.impact
    if impact:
        heading = say("impact-heading", lang, count=len(impact.forms))
        yield section("impact", heading, overview(comparison, impact, lang))
    for effect in EFFECTS:
        found = comparison.affecting(effect)
        affects = say(f"affects-{effect}", lang)
        heading = say("diff-heading", lang, heading=affects, count=len(found))
        yield section(effect, heading, _differences(found, lang))
    if impact:
        yield section("why", say("page-why", lang), forms(impact, lang))
        problems = broken(problem_lines(impact.problems, lang))
        yield section("problems", say("page-problems", lang), problems)


def _head(comparison: Comparison, lang: str) -> str:
    old, new = (
        _policy(say(f"diff-{role}", lang), policy, lang)
        for role, policy in (("old", comparison.old), ("new", comparison.new))
    )
    same = f"\n<p>{escape(say('diff-same', lang))}</p>" if comparison.same else ""
    title = escape(f"{comparison.old.name} → {comparison.new.name}")
    return f"<header>\n<h1>{title}</h1>\n{old}\n{new}{same}\n</header>"


def _policy(role: str, policy: PolicyName, lang: str) -> str:
    said = say(
        "diff-policy",
        lang,
        title=policy.title.in_lang(lang),
        revision=policy.revision,
        status=say(f"status-{policy.status}", lang),
        digest=policy.digest[:DIGEST_SHOWN],
    )
    return f"<p>{escape(role)} <b>{escape(policy.name)}</b> · {escape(said)}</p>"


def _differences(found: Sequence[Difference], lang: str) -> str:
    """Return differences as a table; a column that would be empty is left out."""
    columns = {
        "page-change": [_change(item, lang) for item in found],
        "page-part": [_part(item, lang) for item in found],
        "diff-old": [_value(item, item.old_text, "del", lang) for item in found],
        "diff-new": [_value(item, item.new_text, "ins", lang) for item in found],
        "page-place": [
            places(dict.fromkeys(filter(None, (item.old_place, item.new_place)))) for item in found
        ],
    }
    kept = {code: cells for code, cells in columns.items() if any(cells)}
    rows = zip(*kept.values(), strict=True)
    return table((say(code, lang) for code in kept), rows, "differences")


def _change(item: Difference, lang: str) -> str:
    said = escape(say(f"change-{item.change}", lang))
    return f'<span class="diff {item.change}">{said}</span>'


def _part(item: Difference, lang: str) -> str:
    used = say("diff-used", lang, parts=used_by(item.used_by, lang)) if item.used_by else ""
    more = f'<br><span class="note">{escape(used)}</span>' if used else ""
    return escape(item.what.in_lang(lang)) + more


def _value(item: Difference, text: Bilingual | None, mark: str, lang: str) -> str:
    """Return a value, marked as what goes or what comes; keys of entries as small labels."""
    if text is None:
        return ""
    lines = text.in_lang(lang).split("\n")
    if item.kind in LABELLED and len(item.path) == ENTRY:
        return "<br>".join(map(_labelled, lines))
    shown = broken(lines)
    return shown if item.change == MOVED else f"<{mark}>{shown}</{mark}>"


def _labelled(line: str) -> str:
    label, between, text = line.partition("  ")
    if not between or not label:
        return escape(line.strip())
    return f'<span class="key">{escape(label)}</span>{escape(text.strip())}'
