"""An audit as one page of HTML that needs nothing else: to read, to filter, to print, to send."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from pingfen.auditing.finding import Audit, Finding
from pingfen.messages import say
from pingfen.reports.page.charts import charts
from pingfen.reports.page.findings import findings_table
from pingfen.reports.page.forms import forms_table
from pingfen.reports.page.frame import controls, head, navigation, stale, summary, unread
from pingfen.reports.page.kinds import kinds, units
from pingfen.reports.page.script import SCRIPT
from pingfen.reports.page.style import STYLE
from pingfen.reports.page.texts import key_of, titled
from pingfen.web import document, section

__all__ = ["page"]


def page(audit: Audit, lang: str = "zh") -> str:
    """Return the audit as an HTML document; every text is escaped, and no finding left out."""
    title = f"{say('audited-title', lang)} · {titled(audit.policy, lang)}"
    content = "\n".join(filter(None, _body(audit, lang)))
    has_findings = any(True for _ in audit.findings)
    return document(key_of(title), content, lang, STYLE, SCRIPT if has_findings else "")


def _body(audit: Audit, lang: str) -> Iterator[str]:
    yield head(audit, lang)
    parts = tuple(part for part in _parts(audit, lang) if part.content)
    yield navigation(((part.anchor, part.heading) for part in parts), lang)
    yield from (section(part.anchor, part.heading, part.content, part.anchor) for part in parts)


class Part(NamedTuple):
    """A part of the page; one without content is left out."""

    anchor: str
    heading: str
    content: str


def _parts(audit: Audit, lang: str) -> Iterator[Part]:
    found = tuple(audit.findings)
    for anchor, count, content in (
        ("unread", len(audit.problems), unread(audit.problems, lang)),
        ("overview", len(found), _overview(audit, lang)),
        ("charts", len(audit.forms), charts(audit, lang)),
        ("forms", len(audit.forms), forms_table(audit.forms, lang)),
        ("summary", len(audit.summary), summary(audit.summary, lang)),
        ("findings", len(found), _findings(audit, found, lang)),
        ("stale", len(audit.stale), stale(audit.stale, lang)),
    ):
        yield Part(f"part-{anchor}", say(f"heading-{anchor}", lang, count=count), content)


def _overview(audit: Audit, lang: str) -> str:
    tables = (units(audit.forms, audit.others, lang), kinds(audit.findings, lang))
    inner = "\n".join(f"<div>{each}</div>" for each in tables if each)
    return f'<div class="pairs">\n{inner}\n</div>' if inner else ""


def _findings(audit: Audit, found: tuple[Finding, ...], lang: str) -> str:
    if not found:
        return f"<p>{escape(say('audited-none', lang))}</p>"
    return f"{controls(lang)}\n{findings_table(audit.forms, audit.others, lang)}"
