"""A resolved policy as one page of HTML that needs nothing else: to read, to print, to send."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from pingfen.messages import say
from pingfen.policy import Policy
from pingfen.resolved import line_of, removals
from pingfen.showing import facts
from pingfen.showing.bands import Band, bands
from pingfen.showing.decision import Decision, checks_in_words, rules_in_words
from pingfen.showing.facts import Fact
from pingfen.showing.style import STYLE
from pingfen.web import broken, document, places, section, table

SETTINGS = (
    ("fields", facts.columns),
    ("execution", facts.execution),
    ("inputs", facts.inputs),
    ("direction", facts.direction),
    ("adjust", facts.adjust),
    ("rounding", facts.rounding),
    ("total", facts.total),
    ("findings", facts.findings),
    ("properties", facts.properties),
    ("others", facts.others),
)


def to_page(policy: Policy, lang: str = "zh") -> str:
    """Return the resolved policy as an HTML document; every text of the policy is escaped."""
    title = f"{policy.title.in_lang(lang)} · {policy.name}"
    return document(title, "\n".join(_body(policy, lang)), lang, STYLE)


def _body(policy: Policy, lang: str) -> Iterator[str]:
    yield _head(policy, lang)
    yield _section("rules", lang, _rules(policy, lang))
    yield _section("let", lang, _facts(facts.lets(policy, lang), lang, name="code"))
    yield _section("params", lang, _params(policy, lang))
    yield _section("grades", lang, _grades(policy, lang))
    yield _section("settings", lang, _facts(_settings(policy, lang), lang))
    yield _section("checks", lang, _checks(policy, lang))
    yield _section("removed", lang, _removed(policy, lang))
    yield _section("sources", lang, _sources(policy, lang))


def _head(policy: Policy, lang: str) -> str:
    lineage = " ← ".join(
        f"{escape(name)} <small>{escape(file)}</small>" for name, file in facts.lineage(policy)
    )
    names = say("shown-lineage", lang, names=lineage)
    return (
        f"<header>\n<h1>{escape(policy.title.in_lang(lang))}</h1>\n"
        f"<p><b>{escape(policy.name)}</b> · {escape(facts.head(policy, lang))}</p>\n"
        f"<p>{names}</p>\n</header>"
    )


def _section(key: str, lang: str, content: str) -> str:
    """Return a section with its heading; nothing where there is no content."""
    return section(key, say(f"part-{key}", lang), content)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str, lang: str) -> str:
    """Return a table; ``heads`` are codes of messages, the cells of ``rows`` already HTML."""
    return table((say(code, lang) for code in heads), rows, kind)


def _rules(policy: Policy, lang: str) -> str:
    heads = ("table-number", "table-rule", "table-for", "label-when", "label-result")
    rows = (
        (
            str(rule.number),
            f"<code>{escape(rule.name)}</code>",
            escape(rule.applies_to),
            escape(rule.when),
            broken(rule.result),
            escape(rule.bounds),
            escape(rule.because),
            _cited(rule, lang),
        )
        for rule in rules_in_words(policy, lang)
    )
    more = ("label-require", "label-because", "table-source")
    return _table((*heads, *more), rows, "decision", lang)


def _checks(policy: Policy, lang: str) -> str:
    heads = ("table-rule", "table-for", "page-severity", "label-when", "label-expect")
    rows = (
        (
            f"<code>{escape(check.name)}</code>",
            escape(check.applies_to),
            escape(check.severity),
            escape(check.when),
            broken(check.result),
            broken(filter(None, (check.because, _remedy(check, lang)))),
            _cited(check, lang),
        )
        for check in checks_in_words(policy, lang)
    )
    return _table((*heads, "label-because", "table-source"), rows, "checks", lang)


def _remedy(check: Decision, lang: str) -> str:
    return f"{say('label-remedy', lang)}: {check.remedy}" if check.remedy else ""


def _cited(item: Decision, lang: str) -> str:
    cites = ""
    if item.cites:
        title = escape(item.cites.title.in_lang(lang))
        cites = f'<span title="{title}">{escape(item.cites.key)}</span><br>'
    return cites + _place(item.place, facts.replaced(item.origin, lang))


def _place(place: str, replaced: Iterable[str] = ()) -> str:
    """Return a place and what was there before as small print."""
    return places((place, *replaced))


def _params(policy: Policy, lang: str) -> str:
    heads = ("page-name", "page-value", "page-label", "page-range", "label-cites", "page-place")
    rows = []
    for fact, param in zip(facts.params(policy, lang), policy.params.values(), strict=True):
        label, *limits, source = map(escape, facts.param_details(policy, param, lang))
        place = _place(fact.place, facts.replaced(fact.origin, lang))
        value = escape(facts.valued(param, lang))
        rows.append(
            (
                f"<code>{escape(fact.name)}</code>",
                value,
                label,
                "<br>".join(filter(None, limits)),
                source,
                place,
            )
        )
    return _table(heads, rows, "params", lang)


def _facts(found: Iterable[Fact], lang: str, name: str = "span") -> str:
    rows = [
        (
            f"<{name}>{escape(fact.name)}</{name}>",
            broken((fact.text, *fact.more)),
            _place(fact.place, facts.replaced(fact.origin, lang)),
        )
        for fact in found
    ]
    return _table(("page-name", "page-value", "page-place"), rows, "facts", lang)


def _settings(policy: Policy, lang: str) -> Iterator[Fact]:
    """Yield the other parts, each named after its heading."""
    for key, make in SETTINGS:
        found, heading = list(make(policy, lang)), say(f"part-{key}", lang)
        for fact in found:
            named = f"{heading} · {fact.name}" if fact.name != key else heading
            yield fact._replace(name=named)


def _sources(policy: Policy, lang: str) -> str:
    heads = ("page-name", "page-status", "page-title", "page-place")
    rows = []
    for (key, cited), fact in zip(
        policy.sources.items(), facts.sources(policy, lang), strict=True
    ):
        status = escape(say(f"status-{cited.status}", lang))
        title = escape(cited.title.in_lang(lang))
        note = "".join(f'<br><span class="note">{escape(line)}</span>' for line in fact.more)
        badge = f'<span class="status {escape(cited.status)}">{status}</span>'
        place = _place(fact.place, facts.replaced(fact.origin, lang))
        rows.append((f"<code>{escape(key)}</code>", badge, title + note, place))
    return _table(heads, rows, "sources", lang)


def _grades(policy: Policy, lang: str) -> str:
    found = bands(policy)
    fact = next(facts.grades(policy, lang))
    bar = "".join(map(_band, found)) if found else escape(fact.text)
    place = _place(fact.place, facts.replaced(fact.origin, lang))
    return f'<div class="bands">{bar}</div>\n<p>{place}</p>'


def _band(band: Band) -> str:
    return (
        f'<div style="flex-grow: {band.share}; background: hsl({band.hue} 55% 85%)">'
        f"<b>{escape(band.grade)}</b><br>{escape(band.limits)}</div>"
    )


def _removed(policy: Policy, lang: str) -> str:
    rows = [
        (
            f"<code>{escape(item.name)}</code>",
            escape(say("shown-removed", lang, place=line_of(item.parent))),
            _place(line_of(item.place)),
        )
        for item in removals(policy)
    ]
    return _table(("page-name", "page-value", "page-place"), rows, "facts", lang)
