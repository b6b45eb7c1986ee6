"""One form of an audit as lines of text: its totals, its findings, the rows that need a look."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pingfen.auditing import AuditedForm, AuditedRow, Finding
from pingfen.messages import listed, say
from pingfen.reports.wording import (
    against,
    declared_of,
    guessed,
    row_named,
    short_place,
    spot,
    totals,
)
from pingfen.scorecard import DIFFERS
from pingfen.width import one_line, wrapped

COLUMNS, INDENT = 100, "      "
# the findings that say themselves how a row differs, or why it is undecided
SAID = frozenset({"score-differs", "execution-score", "row-undecided"})


class Listing(NamedTuple):
    """How findings are listed: the language, and the kinds whose remedies differ."""

    lang: str
    apart: frozenset[tuple[str, str]] = frozenset()


def clean(form: AuditedForm) -> bool:
    """Tell whether there is nothing to say of a form but its totals."""
    return not form.findings and not any(_notable(row) for row in form.rows)


def form_lines(number: int, form: AuditedForm, listing: Listing) -> Iterator[str]:
    """Yield the lines of one form: a single one where nothing was found."""
    lang = listing.lang
    name = one_line(form.project) or say("nameless", lang)
    if clean(form):
        text = (name, one_line(form.unit), totals(form, lang), say("report-clean", lang))
        yield f"━━ {number} {'  '.join(filter(None, text))}"
        return
    yield f"━━ {number} {name}"
    yield from hanging("  ".join(_origin(form, lang)), "   ")
    yield from hanging(f"{totals(form, lang)}  {_counts(form, lang)}", "   ")
    rows = {row.number: row for row in form.rows}
    for finding in sorted(form.findings, key=lambda found: found.accepted is not None):
        row = None if finding.row is None else rows.get(finding.row)
        yield from finding_lines(finding, listing, row)
    told = {finding.row for finding in form.findings if finding.code in SAID}
    yield from _rows([row for row in form.rows if row.number not in told], lang)


def finding_lines(
    finding: Finding, listing: Listing, row: AuditedRow | None = None
) -> Iterator[str]:
    """Yield the lines of one finding; ``row`` is the row that it is about, if it is about one."""
    lang = listing.lang
    place = short_place(finding.place, finding.file, lang)
    severity = say(f"severity-{finding.severity}", lang)
    head = (severity, spot(finding, lang), finding.code, place)
    yield f"   {'  '.join(one_line(part) for part in head if part)}"
    yield from hanging(_sentence(finding, lang))
    if finding.remedy and (finding.severity, finding.code) in listing.apart:
        yield from hanging(say("report-remedy", lang, remedy=finding.remedy))
    if finding.accepted:
        by, reason = finding.accepted.by, finding.accepted.reason
        yield from hanging(say("report-accepted", lang, by=by, reason=reason))
    if row and finding.code in SAID:
        yield from _reckoned(row, lang)


def _origin(form: AuditedForm, lang: str) -> Iterator[str]:
    if form.unit:
        yield say("report-unit", lang, unit=form.unit)
    if form.file:
        yield say("report-file", lang, file=form.file)


def _counts(form: AuditedForm, lang: str) -> str:
    counts = listed(
        f"{say(f'verdict-{verdict}', lang)} {count}"
        for verdict, count in form.verdicts().items()
        if count
    )
    return say("report-rows", lang, count=len(form.rows), counts=counts) if str(counts) else ""


def _sentence(finding: Finding, lang: str) -> str:
    beside = against(finding, lang)
    text = finding.text.in_lang(lang)
    return f"{text}  [{beside}]" if beside else text


def _rows(rows: Iterable[AuditedRow], lang: str) -> Iterator[str]:
    """Yield the rows that differ or are undecided, of which no finding has told."""
    notable = [row for row in rows if _notable(row)]
    differing = [row for row in notable if row.undecided is None]
    if differing:
        yield "   " + say("report-differing", lang)
    for row in differing:
        yield from hanging(declared_of(row, lang))
        yield from _reckoned(row, lang)
    undecided = [row for row in notable if row.undecided]
    if undecided:
        yield "   " + say("report-undecided", lang)
    for row in undecided:
        because = row.undecided.text.in_lang(lang) if row.undecided else ""
        yield from hanging(f"{row_named(row.number, row.name, lang)}  {because}")


def _reckoned(row: AuditedRow, lang: str) -> Iterator[str]:
    """Yield how the policy's score came about, and what else would give the declared one."""
    if row.formula:
        yield from hanging(say("report-computed", lang, formula=row.formula))
    for guess in row.guesses:
        yield from hanging(guessed(guess, lang))


def heading(code: str, lang: str) -> str:
    """Return the line above a part of the report."""
    return f"━━ {say(code, lang)}"


def _notable(row: AuditedRow) -> bool:
    return row.verdict == DIFFERS or row.undecided is not None


def hanging(text: str, indent: str = INDENT) -> list[str]:
    """Return a text as lines behind an indent."""
    return [indent + line for line in wrapped(text, COLUMNS - len(indent))]
