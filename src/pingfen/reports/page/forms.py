"""The table of forms: what each declares, what the policy gives, how many findings it has."""

from collections.abc import Iterator, Sequence
from html import escape

from pingfen.auditing.finding import SEVERITIES, AuditedForm
from pingfen.exact import NO_VALUE, difference, printed
from pingfen.messages import say
from pingfen.reports.page.texts import named, plain, unit_of

COLUMNS = (
    "audited-unit",
    "audited-project",
    "audited-file",
    "audited-declared",
    "audited-computed",
    "audited-difference",
    "audited-grade",
    "audited-rows",
    "audited-undecided",
)
# a browser can skip groups of lines that are out of sight
GROUP = 50


def forms_table(forms: Sequence[AuditedForm], lang: str) -> str:
    """Return the table, each line with a link to the findings of its form."""
    return "\n".join(_table(forms, lang)) if forms else ""


def _table(forms: Sequence[AuditedForm], lang: str) -> Iterator[str]:
    titles = [say(code, lang) for code in COLUMNS]
    titles += [say(f"severity-{severity}", lang) for severity in SEVERITIES]
    titles.append(say("audited-accepted", lang))
    heads = "".join(
        f'<th role="columnheader" scope="col">{escape(title)}</th>' for title in titles
    )
    label = escape(say("audited-forms", lang))
    yield f'<div class="box" tabindex="0" role="region" aria-label="{label}">'
    yield f'<table id="forms" class="forms">\n<thead><tr>{heads}</tr></thead>'
    for start in range(0, len(forms), GROUP):
        group = enumerate(forms[start : start + GROUP], start + 1)
        lines = "\n".join(_line(form, number, lang) for number, form in group)
        yield f'<tbody style="--n:{len(forms[start : start + GROUP])}">\n{lines}</tbody>'
    yield "</table>\n</div>"


def _line(form: AuditedForm, number: int, lang: str) -> str:
    unit = unit_of(form.unit, lang)
    cells = "".join(f"<td>{cell}</td>" for cell in _cells(form, number, lang))
    return f'<tr data-unit="{plain(unit)}">{cells}</tr>'


def _cells(form: AuditedForm, number: int, lang: str) -> Iterator[str]:
    project = named(form.project or say("nameless", lang), lang)
    yield named(unit_of(form.unit, lang), lang)
    yield f'<a href="#f{number}">{project}</a>' if form.findings else project
    yield plain(form.file).replace("/", "/<wbr>")
    yield printed(form.declared_total)
    yield printed(form.total)
    yield _difference(form)
    yield _grade(form, lang)
    verdicts = form.verdicts()
    for count in (verdicts["differs"], verdicts["undecided"], *_counts(form)):
        yield str(count) if count else '<i class="zero">0</i>'


def _counts(form: AuditedForm) -> Iterator[int]:
    """Yield how many findings of each severity are open, then how many are accepted."""
    found = ["accepted" if each.accepted else each.severity for each in form.findings]
    return (found.count(kind) for kind in (*SEVERITIES, "accepted"))


def _difference(form: AuditedForm) -> str:
    if form.declared_total is None or form.total is None:
        return NO_VALUE
    more = difference(form.declared_total, form.total)
    return f"<b>{more:+f}</b>" if more else "0"


def _grade(form: AuditedForm, lang: str) -> str:
    grade, declared = form.grade or NO_VALUE, form.declared_grade
    if not declared or declared == form.grade:
        return named(grade, lang)
    both = say("audited-grade-declared", lang, grade=grade, declared=declared)
    return f"<b>{named(both, lang)}</b>" if form.grade else named(both, lang)
