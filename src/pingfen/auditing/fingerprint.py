"""What a finding is known by when it is seen again: a digest of what it is about and what it says.

It stays the same when files are renamed, forms and rows reordered, when a form is read again from
a file of another kind, and in whichever language it is said. It is another one as soon as the
defect is: another declared score, another target, another number found or expected.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from pingfen.auditing.finding import Audit, AuditedForm, AuditedRow, Finding
from pingfen.messages import Bilingual, Message, Text
from pingfen.words import compact, stated

DIGITS = (
    16  # hexadecimal: among a million findings two share one by chance once in 37 million runs
)
APART = "\x1f"  # stands in no text that was made compact
THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# values of a sentence that only say where something stands, or name other forms and files
WHERE = frozenset(
    {
        *("row", "rows", "number", "numbers", "line", "lines", "column", "page", "table", "sheet"),
        *("at", "place", "places", "first", "file", "files", "cells", "others", "named"),
    }
)
OTHERS = "others"


def fingerprint(finding: Finding, row: AuditedRow | None = None, year: int | None = None) -> str:
    """Return what a finding is known by: sixteen hexadecimal digits.

    ``row`` is the row that it is about and ``year`` that of its form. Findings that are alike in
    all of this share one, such as two rows of a form that say the same.
    """
    parts = (
        *(finding.code, finding.unit, finding.project, str(year or ""), finding.level),
        *(_of_row(row) if row else (finding.name,)),
        *_said(finding),
    )
    content = APART.join(map(_settled, parts))
    return sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:DIGITS]


def fingerprinted(audit: Audit) -> Audit:
    """Return an audit whose findings all have their fingerprints."""
    others = tuple(finding._replace(fingerprint=fingerprint(finding)) for finding in audit.others)
    return replace(audit, forms=tuple(map(_form, audit.forms)), others=others)


def _form(form: AuditedForm) -> AuditedForm:
    if not form.findings:
        return form
    rows = {row.number: row for row in form.rows}
    found = (
        finding._replace(
            fingerprint=fingerprint(
                finding, rows.get(finding.row) if finding.row is not None else None, form.year
            )
        )
        for finding in form.findings
    )
    return replace(form, findings=tuple(found))


def _of_row(row: AuditedRow) -> Iterator[str]:
    """Yield which row it is, by what stands in it, and what was declared for it."""
    yield from (row.kind, row.level1, row.level2, row.name, stated(row.target), stated(row.actual))
    yield from (_number(row.weight), _number(row.declared))


def _said(finding: Finding) -> Iterator[str]:
    """Yield what was found and expected; where one is missing, also what the sentence says."""
    given = (finding.found, finding.expected)
    yield from (text.in_lang("zh") if text else "" for text in given)
    if None in given:
        yield from _values(finding.text)


def _values(text: Text) -> Iterator[str]:
    """Yield the values of a sentence: its wording may be mended without a new fingerprint."""
    match text:
        case Bilingual(zh):
            yield from NUMBER.findall(_settled(zh))
        case Message(_, values):
            names = {name for name, _ in values}
            # how many other forms there are depends on which files are audited together
            left = WHERE | {"count"} if OTHERS in names else WHERE
            for name, value in sorted(values, key=lambda pair: pair[0]):
                if name not in left:
                    yield from _value(value)


def _value(value: object) -> Iterator[str]:
    match value:
        case Bilingual():
            yield from _values(value)
        case Message(code):
            yield code
            yield from _values(value)
        case Decimal():
            yield _number(value)
        case _:
            yield str(value)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _settled(text: str) -> str:
    """Return a text in its comparable form, numbers without what adds nothing: ``1,200.50``."""
    plain = THOUSANDS.sub("", compact(text))
    return NUMBER.sub(lambda found: _trimmed(found[0]), plain)


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
