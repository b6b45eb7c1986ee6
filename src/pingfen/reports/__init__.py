"""Reports of audits: text for a terminal, JSON, CSV, a workbook, a page."""

from collections.abc import Iterator

from pingfen.auditing import Audit
from pingfen.errors import UsageError, problem
from pingfen.messages import listed
from pingfen.reports.csv import to_csv
from pingfen.reports.json import pieces, to_json
from pingfen.reports.text import to_text

__all__ = ["FORMATS", "pieces_of", "show_audit", "to_csv", "to_json", "to_text"]
FORMATS = ("text", "json", "csv", "html", "accept")


def pieces_of(audit: Audit, format: str, lang: str, numbers: str) -> Iterator[str]:  # noqa: A002  # as below
    """Yield what ``show_audit`` returns; the JSON of thousands of forms piece by piece."""
    if format == "json":
        yield from pieces(audit, lang, numbers)
    else:
        yield show_audit(audit, format, lang)


def show_audit(
    audit: Audit,
    format: str = "text",  # noqa: A002  # as the option
    lang: str = "zh",
    *,
    numbers: str = "json",
) -> str:
    """Return an audit as ``text``, ``json``, ``csv``, ``html`` or ``accept``.

    ``accept`` is a file of acceptances to be filled in: all findings that nobody accepted.
    ``numbers="text"`` writes the numbers of JSON as strings. Raises ``UsageError`` for any other
    format.
    """
    if format == "json":
        return to_json(audit, lang, numbers=numbers)
    if format == "csv":
        return to_csv(audit, lang)
    if format == "html":
        # the page is much code that other formats do not need
        from pingfen.reports.page import page  # noqa: PLC0415  # see above

        return page(audit, lang)
    if format == "accept":
        # most audits draft nothing
        from pingfen.auditing.drafting import draft  # noqa: PLC0415  # see above

        return draft(audit, lang)
    if format == "text":
        return to_text(audit, lang)
    raise UsageError([problem("unknown-format", None, found=format, known=listed(FORMATS))])
