"""The findings of an audit as CSV, a line each, that spreadsheets open as it is meant."""

from decimal import Decimal

from pingfen.auditing import Audit, Finding
from pingfen.exact import read
from pingfen.messages import Text, say
from pingfen.writers.csv import safe, written

COLUMNS = (
    *("severity", "code", "unit", "project", "file", "place", "row", "name", "level"),
    *("message", "found", "expected", "remedy", "accepted", "by", "fingerprint"),
)
# a byte order mark makes spreadsheets read the file as UTF-8
MARK = "\ufeff"


def to_csv(audit: Audit, lang: str = "zh") -> str:
    """Return the table; nothing in it is a formula, and a number is a number."""
    lines = ([safe(cell) for cell in line(found, lang)] for found in audit.findings)
    return MARK + written([headings(lang), *lines])


def headings(lang: str) -> list[str]:
    """Return what stands above the columns."""
    return [say(f"report-column-{name}", lang) for name in COLUMNS]


def line(finding: Finding, lang: str) -> list[str | int | Decimal | None]:
    """Return the cells of one finding, as ``COLUMNS`` names them."""
    accepted = finding.accepted
    return [
        say(f"severity-{finding.severity}", lang),
        finding.code,
        finding.unit,
        finding.project,
        finding.file,
        finding.place.show(lang) if finding.place else "",
        finding.row,
        finding.name,
        finding.level,
        finding.text.in_lang(lang),
        _figure(finding.found, lang),
        _figure(finding.expected, lang),
        finding.remedy.in_lang(lang) if finding.remedy else "",
        accepted.reason if accepted else "",
        accepted.by if accepted else "",
        finding.fingerprint,
    ]


def _figure(text: Text | None, lang: str) -> str | Decimal:
    """Return what stands somewhere, a number where it spells one."""
    shown = text.in_lang(lang) if text else ""
    return shown if read(shown) is None else Decimal(shown)
