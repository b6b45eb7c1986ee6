"""The table of findings: grouped by form, each with its place, its reason and what to do."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from pingfen.auditing.finding import AuditedForm, AuditedRow, Finding, Guess
from pingfen.auditing.verdicts import SAYS_THE_SAME
from pingfen.exact import NO_VALUE, printed
from pingfen.messages import listed, say
from pingfen.reports.page.kinds import kind_of
from pingfen.reports.page.texts import named, plain, said, shown, unit_of
from pingfen.reports.wording import short_place, spot, untied

# the columns, in two lines as the rows below: of the form, of the finding; and which can sort
FORM_COLUMNS = (("audited-unit", "unit"), ("audited-project", "project"))
COLUMNS = (
    ("audited-severity", "severity"),
    ("audited-code", "code"),
    ("audited-where", ""),
    ("audited-what", ""),
)
OF_SCORES = frozenset({"score-differs", "execution-score", *SAYS_THE_SAME["score"]})
# findings of no form stand in groups too, so that a browser can skip those out of sight
GROUP = 100


def findings_table(forms: Iterable[AuditedForm], others: Sequence[Finding], lang: str) -> str:
    """Return the table: a body for each form that has findings, then those of no form."""
    return "\n".join(_table(forms, others, lang))


def _table(forms: Iterable[AuditedForm], others: Sequence[Finding], lang: str) -> Iterator[str]:
    heads = "</tr><tr>".join(_heads(columns, lang) for columns in (FORM_COLUMNS, COLUMNS))
    yield f'<table id="findings" class="findings">\n<thead><tr class="of">{heads}</tr></thead>'
    for number, form in enumerate(forms, 1):
        if form.findings:
            yield _body(_form(form, number, lang), form.findings, form.rows, lang)
    for start in range(0, len(others), GROUP):
        yield _loose(others[start : start + GROUP], lang)
    yield "</table>"


def _heads(columns: Iterable[tuple[str, str]], lang: str) -> str:
    return "".join(
        f'<th role="columnheader" scope="col"{_sorting(key)}>{escape(say(code, lang))}</th>'
        for code, key in columns
    )


def _sorting(key: str) -> str:
    return f' aria-sort="none" data-sort="{key}"' if key else ""


def _form(form: AuditedForm, number: int, lang: str) -> str:
    """Return the line above the findings of a form: whose it is, and its totals."""
    totals = say(
        "audited-form",
        lang,
        declared=printed(form.declared_total),
        computed=printed(form.total),
        grade=form.grade or NO_VALUE,
    )
    unit, project = unit_of(form.unit, lang), form.project or say("nameless", lang)
    return (
        f' id="f{number}"{_whose(unit, project)}>'
        f'<tr class="of"><th scope="rowgroup">{named(unit, lang)}</th>'
        f'<th scope="rowgroup">{named(project, lang)} '
        f"<small>{plain(form.file)} · {plain(totals)}</small></th></tr>"
    )


def _whose(unit: str, project: str) -> str:
    return f' data-unit="{plain(unit)}" data-project="{plain(project)}"'


def _body(head: str, found: Sequence[Finding], rows: Sequence[AuditedRow], lang: str) -> str:
    """Return findings below their head; ``--n`` lets a browser guess the height of the group."""
    guesses = {row.number: row for row in rows if row.guesses}
    scored = {finding.row for finding in found if finding.code in OF_SCORES}
    lines = []
    for finding in found:
        # what may explain a score is said once, where the score is in question
        elsewhere = finding.row in scored and finding.code not in OF_SCORES
        row = None if finding.row is None or elsewhere else guesses.pop(finding.row, None)
        where = "".join(_where(finding, finding.file, lang))
        lines.append(_line(finding, where, "".join(_what(finding, row, lang)), lang))
    return _group(head, lines)


def _loose(found: Sequence[Finding], lang: str) -> str:
    """Return findings of no form; each says itself which unit, project and file it is about."""
    title = escape(say("audited-others", lang))
    head = f'><tr class="of"><th colspan="2" scope="rowgroup">{title}</th></tr>'
    lines = []
    for finding in found:
        name = " · ".join(filter(None, (finding.unit, finding.project)))
        own = f"<small>{named(name, lang)}</small>" if name else ""
        where = own + "".join(_where(finding, "", lang))
        whose = _whose(unit_of(finding.unit, lang), finding.project)
        lines.append(_line(finding, where, "".join(_what(finding, None, lang)), lang, whose))
    return _group(head, lines)


def _group(head: str, lines: Sequence[str]) -> str:
    inner = "\n".join(lines)
    return f'<tbody style="--n:{len(lines)}"{head}\n{inner}</tbody>'


def _line(finding: Finding, where: str, what: str, lang: str, whose: str = "") -> str:
    kind = escape(f"{finding.severity} accepted" if finding.accepted else finding.severity)
    severity = f"<b>{escape(say(f'severity-{finding.severity}', lang))}</b>"
    cells = (severity, kind_of(finding.code, lang), where, what)
    inner = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{kind}" data-code="{plain(finding.code)}"{whose}>{inner}</tr>'


def _where(finding: Finding, file: str, lang: str) -> Iterator[str]:
    """Yield the row or the group of rows, the place in the file, the fingerprint."""
    yield named(spot(finding, lang), lang)
    if finding.place:
        place = plain(short_place(finding.place, file, lang)).replace("/", "/<wbr>")
        yield f"<small>{place}</small>"
    if finding.fingerprint:
        yield f"<code>{plain(finding.fingerprint)}</code>"


def _what(finding: Finding, row: AuditedRow | None, lang: str) -> Iterator[str]:
    yield f"<p>{said(finding.text, lang)}</p>"
    pair = [
        f"{escape(say(code, lang))} <b>{said(text, lang)}</b>"
        for code, text in (
            ("audited-found", finding.found),
            ("audited-expected", finding.expected),
        )
        if text
    ]
    if pair:
        yield f'<p class="pair">{" → ".join(pair)}</p>'
    for guess in untied(row.guesses) if row else ():
        yield f'<p class="guess">{_guess(guess, row, lang)}</p>'
    if finding.remedy:
        do = escape(say("audited-remedy", lang)) + said(finding.remedy, lang)
        yield f'<p class="do">{do}</p>'
    if finding.accepted:
        by, reason = finding.accepted.by, finding.accepted.reason
        kept = say("audited-accepted-by", lang, by=by, reason=reason)
        yield f'<p class="kept">{shown(kept, lang)}</p>'


def _guess(guess: Guess, row: AuditedRow | None, lang: str) -> str:
    code = "audited-guess-formula" if guess.formula else "audited-guess"
    declared = printed(row.declared if row else None)
    label = guess.label.in_lang(lang)
    text = say(code, lang, label=label, declared=declared, formula=guess.formula)
    if guess.ties:
        text += say("audited-ties", lang, labels=listed(guess.ties).in_lang(lang))
    return shown(text, lang)
