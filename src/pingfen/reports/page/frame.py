"""The parts of the page around the findings: the head, the filters, what is stale or unread."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from pingfen.auditing.finding import SEVERITIES, Acceptance, Audit
from pingfen.errors import Problem
from pingfen.exact import NO_VALUE, printed
from pingfen.messages import say
from pingfen.reports.page.texts import named, plain, said, shown, titled
from pingfen.scorecard import SummaryVerdict
from pingfen.web import table

SORTS = (
    ("order", "audited-order"),
    ("unit", "audited-unit"),
    ("project", "audited-project"),
    ("severity", "audited-severity"),
    ("code", "audited-code"),
)
STATES = (("", "audited-all"), ("open", "audited-open"), ("accepted", "audited-accepted"))


def head(audit: Audit, lang: str) -> str:
    """Return the title, the policy, and the counts."""
    policy = audit.policy
    status = say(
        "audited-status",
        lang,
        status=say(f"status-{policy.status}", lang),
        revision=policy.revision,
        digest=policy.digest,
    )
    tiles = "\n".join(_tiles(audit, lang))
    return (
        f"<header>\n<h1>{escape(say('audited-title', lang))}</h1>\n"
        f"<p><b>{shown(titled(policy, lang), lang)}</b></p>\n<p>{shown(status, lang)}</p>\n"
        f'</header>\n<dl class="tiles">\n{tiles}\n</dl>'
    )


def navigation(parts: Iterable[tuple[str, str]], lang: str) -> str:
    """Return links to the parts of the page."""
    links = " ".join(f'<a href="#{anchor}">{escape(heading)}</a>' for anchor, heading in parts)
    return f'<nav aria-label="{escape(say("audited-parts", lang))}">{links}</nav>' if links else ""


def _tiles(audit: Audit, lang: str) -> Iterator[str]:
    counts = audit.counts()
    accepted = sum(finding.accepted is not None for finding in audit.findings)
    for kind, code, count in (
        ("files", "audited-files", audit.files),
        ("forms", "audited-forms", len(audit.forms)),
        *((severity, f"severity-{severity}", counts[severity]) for severity in SEVERITIES),
        ("kept", "audited-accepted", accepted),
        ("unread", "audited-unread", len(audit.problems)),
    ):
        zero = "" if count else " none"
        yield (
            f'<div class="{kind}{zero}"><dt>{escape(say(code, lang))}</dt><dd>{count:,}</dd></div>'
        )


def unread(problems: Iterable[Problem], lang: str) -> str:
    """Return what could not be read, where and why."""
    lines = (
        (
            plain(problem.place.show(lang)) if problem.place else "",
            said(problem.text, lang),
        )
        for problem in problems
    )
    return table((say("audited-where", lang), say("audited-what", lang)), lines, "unread")


def summary(lines: Iterable[SummaryVerdict], lang: str) -> str:
    """Return the summary tables beside what the policy gives."""
    columns = ("project", "declared-total", "declared-grade", "total", "grade", "verdict")
    cells = (
        (
            named(line.project, lang),
            printed(line.declared_total),
            named(line.declared_grade or NO_VALUE, lang),
            printed(line.total),
            named(line.grade or NO_VALUE, lang),
            f'<b class="{line.verdict}">{escape(say(f"verdict-{line.verdict}", lang))}</b>',
        )
        for line in lines
    )
    return table((say(f"column-{column}", lang) for column in columns), cells, "summary")


def stale(acceptances: Sequence[Acceptance], lang: str) -> str:
    """Return the acceptances that no finding has any more."""
    codes = ("fingerprint", "project", "code", "reason", "by")
    lines = (
        (
            f"<code>{plain(each.fingerprint)}</code>",
            named(each.project, lang),
            named(each.code, lang),
            shown(each.reason, lang),
            named(each.by, lang),
        )
        for each in acceptances
    )
    found = table((say(f"audited-{code}", lang) for code in codes), lines, "stale")
    return f"<p>{escape(say('audited-stale-why', lang))}</p>\n{found}" if found else ""


def controls(lang: str) -> str:
    """Return the controls; the script shows them, and fills in units, kinds and counts."""
    text = {
        "shown": say("audited-shown", lang, shown="{shown}", of="{of}", forms="{forms}"),
        "filtered": say("audited-filtered", lang),
        "copied": say("audited-copied", lang, found="{found}"),
        "sort": say("audited-sort-by", lang, column="{column}"),
    }
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in text.items())
    return (
        f'<div id="filters" role="search" aria-label="{escape(say("audited-filter", lang))}"'
        f"{data} hidden>\n{chr(10).join(_controls(lang))}\n</div>\n"
        f'<p id="nothing" hidden>{escape(say("audited-nothing", lang))}</p>'
    )


def _controls(lang: str) -> Iterator[str]:
    every = ((("", "audited-all")),)
    severities = (*every, *((severity, f"severity-{severity}") for severity in SEVERITIES))
    yield _choice("unit", "audited-unit", every, lang)
    yield _choice("severity", "audited-severity", severities, lang)
    yield _choice("code", "audited-code", every, lang)
    yield _choice("state", "audited-state", STATES, lang)
    search = escape(say("audited-search", lang))
    yield f'<label>{search}<input id="q" type="search" autocomplete="off"></label>'
    yield _choice("sort", "audited-sort", SORTS, lang)
    reverse, reset = (escape(say(f"audited-{code}", lang)) for code in ("reverse", "reset"))
    yield f'<label class="check"><input id="desc" type="checkbox">{reverse}</label>'
    yield f'<button id="reset" type="button">{reset}</button>'
    yield '<output id="shown" aria-live="polite"></output>'
    yield '<p id="filtered"></p>'


def _choice(key: str, title: str, options: Iterable[tuple[str, str]], lang: str) -> str:
    inner = "".join(
        f'<option value="{value}">{escape(say(code, lang))}</option>' for value, code in options
    )
    return f'<label>{escape(say(title, lang))}<select id="{key}">{inner}</select></label>'
