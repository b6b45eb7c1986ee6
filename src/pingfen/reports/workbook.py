"""An audit as a workbook: an overview, and a sheet each of findings, forms and rows."""

from collections import Counter
from collections.abc import Iterator

from pingfen.auditing import SEVERITIES, Audit, Finding
from pingfen.messages import say
from pingfen.office import write_workbook
from pingfen.office.table import Box, LongTable, Paragraph, Row, Table
from pingfen.reports.sheets import cell, counted_cell, findings_sheet, forms_sheet, rows_sheet
from pingfen.reports.wording import counted, title_of

# of the overview: six columns, of which some cells take several
WIDTHS = (14, 22, 30, 9, 9, 52)
ACROSS = len(WIDTHS)


def write_report(path: str, audit: Audit, lang: str = "zh") -> None:
    """Write the workbook (.xlsx).

    Raises ``UsageError`` if it cannot be written or openpyxl is not installed.
    """
    write_workbook(path, sheets(audit, lang))


def sheets(audit: Audit, lang: str = "zh") -> tuple[Table | LongTable, ...]:
    """Return the sheets of the workbook as tables."""
    return (
        _overview(audit, lang),
        findings_sheet(audit, lang),
        forms_sheet(audit, lang),
        rows_sheet(audit, lang),
    )


def _overview(audit: Audit, lang: str) -> Table:
    rows = (
        *_facts(audit, lang),
        *_kinds(audit, lang),
        *_units(audit, lang),
        *_unread(audit, lang),
        *_stale(audit, lang),
    )
    title = Paragraph(say("report-title", lang), "title")
    name = say("report-sheet-overview", lang)
    return Table(name, WIDTHS, rows, titles=(title,), landscape=True)


def _facts(audit: Audit, lang: str) -> Iterator[Row]:
    policy = audit.policy
    counts = audit.counts()
    accepted = sum(finding.accepted is not None for finding in audit.findings)
    facts: tuple[tuple[str, str | int, str], ...] = (
        (say("report-fact-policy", lang), f"{policy.name} {policy.title.in_lang(lang)}", ""),
        (say("report-fact-status", lang), say(f"status-{policy.status}", lang), ""),
        (say("report-fact-revision", lang), policy.revision, ""),
        (say("report-fact-digest", lang), policy.digest, ""),
        (say("report-fact-files", lang), audit.files, ""),
        (say("report-fact-forms", lang), len(audit.forms), ""),
        *((say(f"severity-{name}", lang), counts[name], name) for name in SEVERITIES),
        (say("report-column-accepted-count", lang), accepted, ""),
    )
    for label, value, style in facts:
        yield Box(label, style=style or "label"), Box(value, ACROSS - 1)


def _section(code: str, lang: str) -> Iterator[Row]:
    yield (Box("", across=ACROSS, style="left"),)
    yield (Box(say(code, lang), across=ACROSS, style="heading"),)


def _heads(*texts: str) -> Row:
    return tuple(Box(text, style="head") for text in texts)


def _kinds(audit: Audit, lang: str) -> Iterator[Row]:
    yield from _section("report-by-code", lang)
    names = ("severity", "code", "kind", "count", "accepted-count", "remedy")
    yield _heads(*(say(f"report-column-{name}", lang) for name in names))
    for kind in counted(audit):
        remedy = say("report-remedies-differ", lang) if kind.several else ""
        yield (
            cell(say(f"severity-{kind.severity}", lang), kind.severity),
            cell(kind.code),
            cell(title_of(kind.code, lang)),
            cell(kind.open),
            cell(kind.accepted),
            cell(kind.remedy.in_lang(lang) if kind.remedy else remedy),
        )


def _units(audit: Audit, lang: str) -> Iterator[Row]:
    """Yield a line for each unit, those with the worst findings first."""
    counts: dict[str, Counter[str]] = {}
    for form in audit.forms:
        found = counts.setdefault(form.unit, Counter())
        found["forms"] += 1
        found.update(map(_counted_as, form.findings))
    for finding in audit.others:
        counts.setdefault(finding.unit, Counter()).update([_counted_as(finding)])
    yield from _section("report-by-unit", lang)
    yield (
        Box(say("report-column-unit", lang), across=2, style="head"),
        *_heads(*(say(f"severity-{severity}", lang) for severity in SEVERITIES)),
        Box(say("report-fact-forms", lang), style="head"),
    )
    order = sorted(counts.items(), key=lambda item: [-item[1][name] for name in SEVERITIES])
    for unit, found in order:
        yield (
            cell(unit or say("report-no-unit", lang))._replace(across=2),
            *(counted_cell(found[name], name) for name in SEVERITIES),
            cell(found["forms"])._replace(style="number"),
        )


def _counted_as(finding: Finding) -> str:
    return "accepted" if finding.accepted else finding.severity


def _unread(audit: Audit, lang: str) -> Iterator[Row]:
    if audit.problems:
        yield from _section("report-unread", lang)
    for found in audit.problems:
        severity = say(f"severity-{found.severity}", lang)
        text = cell(found.line(lang))._replace(across=ACROSS - 2)
        yield cell(severity, found.severity), cell(found.code), text


def _stale(audit: Audit, lang: str) -> Iterator[Row]:
    if audit.stale:
        yield from _section("report-stale", lang)
    for found in audit.stale:
        said = say("report-accepted", lang, by=found.by, reason=found.reason)
        text = cell(f"{found.project}  {said}".lstrip())._replace(across=ACROSS - 2)
        yield cell(found.fingerprint), cell(found.code), text
