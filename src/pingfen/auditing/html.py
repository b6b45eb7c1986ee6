"""An audit as HTML for a notebook: how much of what, and the worst of it."""

from collections.abc import Iterator

from pingfen.auditing.finding import SEVERITIES, Audit, AuditedForm, Finding
from pingfen.exact import printed
from pingfen.messages import say
from pingfen.scorecard.fragment import (
    figures,
    fragment,
    left_out,
    mark,
    problem_list,
    severity,
    shown,
    small,
    stacked,
    table,
    verdict,
)
from pingfen.scorecard.html import MOST_PROBLEMS, policy_line

MOST_FINDINGS = 50
FINDINGS = ("severity", "project", "number", "finding", "found", "expected", "remedy")
ROWS = ("number", "name", "target", "actual", "score", "declared", "verdict", "because")


def audit_html(audit: Audit, lang: str) -> str:
    """Return an audit for a notebook: counts, the worst findings, what could not be read."""
    counts = audit.counts()
    words = {name: f"{say(f'severity-{name}', lang)} {counts[name]}" for name in SEVERITIES}
    marks = " ".join(mark(name, word) for name, word in words.items())
    size = say("audit-size", lang, files=audit.files, forms=len(audit.forms))
    whole = say("audit-whole", lang)
    parts = (
        policy_line(audit.policy, lang),
        f"<p>{marks} · {shown(size)}</p>",
        *_findings(tuple(audit.open), lang, named=True),
        problem_list(audit.problems, lang, MOST_PROBLEMS),
        f"<p>{small(whole)}</p>",
    )
    return fragment("\n".join(filter(None, parts)))


def form_html(form: AuditedForm, lang: str) -> str:
    """Return an audited form for a notebook: its total, its rows, its findings."""
    found = tuple(finding for finding in form.findings if finding.accepted is None)
    parts = (
        f'<p class="pf-title"><b>{shown(form.project or say("nameless", lang))}</b></p>',
        f"<p>{small(' · '.join(filter(None, (form.unit, form.file))))}</p>",
        f"<p>{_total(form, lang)}</p>",
        table(ROWS, _rows(form, lang), lang),
        *_findings(found, lang, named=False),
    )
    return fragment("\n".join(filter(None, parts)))


def _findings(found: tuple[Finding, ...], lang: str, *, named: bool) -> Iterator[str]:
    """Yield the worst findings as a table without empty columns, and how many others there are."""
    worst = sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
    lines = [_finding(finding, lang) for finding in worst[:MOST_FINDINGS]]
    wanted = (name for name in FINDINGS if named or name != "project")
    columns = [name for name in wanted if any(line[name] for line in lines)]
    yield table(columns, ([line[name] for name in columns] for line in lines), lang)
    yield left_out(len(found), MOST_FINDINGS, lang)


def _finding(found: Finding, lang: str) -> dict[str, str]:
    place = found.place.show(lang) if found.place else found.file
    texts = {"found": found.found, "expected": found.expected, "remedy": found.remedy}
    said = {name: shown(text.in_lang(lang)) if text else "" for name, text in texts.items()}
    about = small(" · ".join(filter(None, (found.level, found.name))))
    message = f"<code>{shown(found.code)}</code> {shown(found.text.in_lang(lang))}"
    return {
        "severity": severity(found.severity, lang),
        "project": stacked((shown(found.project), small(found.unit))),
        "number": "" if found.row is None else str(found.row),
        "finding": stacked((about, message, small(place))),
        **said,
    }


def _total(form: AuditedForm, lang: str) -> str:
    if form.undecided:
        return f"<b>{shown(say('total-undecided', lang, because=form.undecided.text))}</b>"
    total = say("total-line", lang, total=printed(form.total), grade=form.grade or "—")
    declared = f"{say('column-declared', lang)} {printed(form.declared_total)}"
    return f"<b>{shown(total)}</b> · {shown(declared)} {verdict(form.verdict, lang)}"


def _rows(form: AuditedForm, lang: str) -> Iterator[tuple[str, ...]]:
    for row in form.rows:
        levels = " / ".join(filter(None, (row.level1, row.level2)))
        guesses = (f"{guess.label.in_lang(lang)} {guess.formula}" for guess in row.guesses)
        formula = figures(row.formula)
        yield (
            str(row.number),
            stacked((small(levels), shown(row.name))),
            shown(row.target),
            shown(row.actual),
            f"<b>{printed(row.score)}</b> / {printed(row.weight)}",
            printed(row.declared),
            shown(say("dropped", lang)) if row.dropped else verdict(row.verdict, lang),
            stacked((shown(row.because.in_lang(lang)), formula, *map(small, guesses))),
        )
