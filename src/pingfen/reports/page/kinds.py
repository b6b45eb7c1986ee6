"""What kinds of findings are called, and how many there are of each, for one audit or one unit."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from pingfen.auditing.finding import SEVERITIES, AuditedForm, Finding
from pingfen.messages import say
from pingfen.reports.page.texts import key_of, named, unit_of
from pingfen.reports.wording import title_of
from pingfen.web import table


def kinds(findings: Iterable[Finding], lang: str) -> str:
    """Return a table of the kinds of findings, the worst and then the most frequent first."""
    counts = Counter((finding.severity, finding.code) for finding in findings)
    heads = ("audited-severity", "audited-code", "audited-count")
    order = sorted(counts.items(), key=lambda item: (_rank(item[0][0]), -item[1], item[0]))
    rows = (
        (
            f'<b class="{escape(severity)}">{escape(say(f"severity-{severity}", lang))}</b>',
            f'<a href="{_filter(severity=severity, code=code)}">{kind_of(code, lang)}</a>',
            str(count),
        )
        for (severity, code), count in order
    )
    return table((say(head, lang) for head in heads), rows, "kinds")


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)


def kind_of(code: str, lang: str) -> str:
    """Return the title of a kind and its code as HTML."""
    title = title_of(code, lang)
    shown = f"<code>{named(code, lang)}</code>"
    return f"{escape(title)} {shown}" if title else shown


def units(forms: Iterable[AuditedForm], others: Iterable[Finding], lang: str) -> str:
    """Return a table of the units: how many forms and findings each has."""
    counted: dict[str, Counter[str]] = {}
    for form in forms:
        counts = counted.setdefault(unit_of(form.unit, lang), Counter())
        counts.update(forms=1, undecided=form.verdicts()["undecided"])
        counts.update(_kept(form.findings))
    for finding in others:
        counted.setdefault(unit_of(finding.unit, lang), Counter()).update(_kept([finding]))
    columns = ("forms", *SEVERITIES, "accepted", "undecided")
    rows = (
        (
            f'<a href="{_filter(unit=unit)}">{named(unit, lang)}</a>',
            *(_number(counts[column]) for column in columns),
        )
        for unit, counts in sorted(counted.items(), key=lambda item: _worst(item[1]))
    )
    return table(_heads(lang), rows, "units numbers")


def _heads(lang: str) -> Iterator[str]:
    yield say("audited-unit", lang)
    yield say("audited-forms", lang)
    yield from (say(f"severity-{severity}", lang) for severity in SEVERITIES)
    yield say("audited-accepted", lang)
    yield say("audited-undecided-rows", lang)


def _kept(findings: Iterable[Finding]) -> Counter[str]:
    return Counter("accepted" if finding.accepted else finding.severity for finding in findings)


def _worst(counts: Counter[str]) -> tuple[int, ...]:
    return tuple(-counts[severity] for severity in SEVERITIES)


def _number(count: int) -> str:
    return str(count) if count else '<i class="zero">0</i>'


def _filter(**chosen: str) -> str:
    """Return the address of the findings of one kind or unit, as the script of the page reads."""
    pairs = (f"{key}={quote(key_of(value), safe='')}" for key, value in chosen.items())
    return escape("#" + "&".join(pairs))
