"""The long sheets of an audit's workbook: a line for each finding, form and row."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pingfen.auditing import SEVERITIES, Audit, AuditedForm, AuditedRow, Finding
from pingfen.characters import clipped
from pingfen.exact import difference
from pingfen.messages import listed, say
from pingfen.office.table import Box, LongTable, Row, Value
from pingfen.reports.csv import COLUMNS, headings, line
from pingfen.reports.wording import short_place, why_undecided
from pingfen.scorecard import VERDICTS

MOST_TEXT = 4000  # of one cell; more than a screen of it helps nobody
FINDING_WIDTHS = (6, 14, 16, 20, 22, 11, 5, 20, 12, 40, 12, 12, 36, 14, 8, 18)
FORM_COLUMNS = (
    *("number", "unit", "project", "file", "place", "year", "declared_total", "total", "apart"),
    *("declared_grade", "grade", "verdict", "because"),
)
FORM_WIDTHS = (6, 22, 28, 26, 14, 7, 10, 10, 10, 9, 9, 10, 30, 7, 7, 8, 9, 7, 7, 7, 7)
ROW_COLUMNS = (
    *("unit", "project", "file", "place", "row", "level1", "level2", "name", "target", "actual"),
    *("weight", "declared", "score", "apart", "verdict", "rule", "formula", "because", "reason"),
    *("undecided", "judgement", "guess", "guess_formula", "guess_ties"),
)
ROW_WIDTHS = (
    *(20, 24, 24, 14, 5, 12, 14, 24, 18, 18, 7, 8, 8, 8, 10, 16, 30, 30, 24),
    *(24, 24, 22, 26, 20),
)


def cell(value: Value, style: str = "") -> Box:
    """Return a value as a cell: a text on the left, a number with its digits on the right."""
    if isinstance(value, str):
        return Box(clipped(value, MOST_TEXT), style=style or "text")
    return Box(value, style=style or "number")


def counted_cell(count: int, severity: str) -> Box:
    """Return how many findings there are of a severity, in its colour if there are any."""
    return cell(count, f"{severity}-count" if count else "")


def sheet(
    name: str, heads: Sequence[str], widths: Sequence[int], rows: Iterator[Row]
) -> LongTable:
    """Return a long table whose headings stay in sight and filter it."""
    return LongTable(name, tuple(widths), tuple(Box(text, style="head") for text in heads), rows)


def findings_sheet(audit: Audit, lang: str) -> LongTable:
    """Return a line for each finding, those that were accepted too."""
    rows = (
        tuple(
            cell(value, found.severity if at == 0 and found.accepted is None else "")
            for at, value in enumerate(_finding(found, lang))
        )
        for found in audit.findings
    )
    return sheet(say("report-sheet-findings", lang), headings(lang), FINDING_WIDTHS, rows)


def _finding(found: Finding, lang: str) -> list[Value]:
    """Return the cells of a finding; its file has a column of its own."""
    cells: list[Value] = [*line(found, lang)]
    cells[COLUMNS.index("place")] = short_place(found.place, found.file, lang)
    return cells


def forms_sheet(audit: Audit, lang: str) -> LongTable:
    """Return a line for each form: its totals, and how many rows and findings of which kind."""
    heads = [say(f"report-column-{name}", lang) for name in FORM_COLUMNS]
    heads += [say(f"verdict-{verdict}", lang) for verdict in VERDICTS]
    heads += [say(f"severity-{severity}", lang) for severity in SEVERITIES]
    heads.append(say("report-column-accepted-count", lang))
    rows = (_form(at, form, lang) for at, form in enumerate(audit.forms, 1))
    return sheet(say("report-sheet-forms", lang), heads, FORM_WIDTHS, rows)


def _form(number: int, form: AuditedForm, lang: str) -> Row:
    values = (
        *(number, form.unit, form.project, form.file, short_place(form.place, form.file, lang)),
        *(form.year, form.declared_total, form.total, apart(form.declared_total, form.total)),
        *(form.declared_grade, form.grade, _verdict(form.verdict, lang)),
        why_undecided(form, lang),
        *form.verdicts().values(),
    )
    found = [finding.severity for finding in form.findings if finding.accepted is None]
    counts = [found.count(severity) for severity in SEVERITIES]
    marked = (
        counted_cell(count, severity) for count, severity in zip(counts, SEVERITIES, strict=True)
    )
    return (*map(cell, values), *marked, cell(len(form.findings) - len(found)))


def rows_sheet(audit: Audit, lang: str) -> LongTable:
    """Return a line for each row of each form: all that is known of it."""
    heads = [say(f"report-column-{name}", lang) for name in ROW_COLUMNS]
    rows = (_row(form, row, lang) for form in audit.forms for row in form.rows)
    return sheet(say("report-sheet-rows", lang), heads, ROW_WIDTHS, rows)


def _row(form: AuditedForm, row: AuditedRow, lang: str) -> Row:
    name = row.name or (say("row-execution", lang) if row.number == 0 else "")
    verdict = say("dropped", lang) if row.dropped else _verdict(row.verdict, lang)
    values = (
        *(form.unit, form.project, form.file, short_place(row.place, form.file, lang)),
        *(row.number, row.level1, row.level2, name, row.target, row.actual),
        *(row.weight, row.declared, row.score, apart(row.declared, row.score), verdict),
        *(row.rule or "", row.formula, row.because.in_lang(lang), row.reason),
        row.undecided.text.in_lang(lang) if row.undecided else "",
        row.judgement.show(lang) if row.judgement else "",
        "\n".join(guess.label.in_lang(lang) for guess in row.guesses),
        "\n".join(guess.formula for guess in row.guesses),
        "\n".join(listed(guess.ties).in_lang(lang) for guess in row.guesses),
    )
    styles = {"differs": "doubt", "undecided": "note"}
    return tuple(
        cell(value, styles.get(row.verdict or "", "") if name == "verdict" else "")
        for name, value in zip(ROW_COLUMNS, values, strict=True)
    )


def apart(declared: Decimal | None, score: Decimal | None) -> Decimal | None:
    """Return by how much a declared number is above the computed one."""
    return None if declared is None or score is None else difference(declared, score)


def _verdict(verdict: str | None, lang: str) -> str:
    return say(f"verdict-{verdict}", lang) if verdict else ""
