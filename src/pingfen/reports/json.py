"""An audit as one JSON document: that of ``score``, and the findings beside it.

``schemas/audit.schema.json`` describes it. What ``score`` prints as the problems of a form are
findings here; they stand with the form too, so that who reads the one document reads the other.
"""

from collections.abc import Iterator

from pingfen.auditing import Acceptance, Audit, AuditedForm, AuditedRow, Finding, Guess
from pingfen.errors import Place
from pingfen.messages import Text
from pingfen.writers.json import (
    INDENT,
    dump,
    judgement_data,
    line_data,
    policy_data,
    problem_data,
    undecided_data,
)


def to_json(audit: Audit, lang: str = "zh", *, numbers: str = "json") -> str:
    """Return the document; ``numbers="text"`` writes numbers as strings."""
    return "".join(pieces(audit, lang, numbers))


def pieces(audit: Audit, lang: str, numbers: str) -> Iterator[str]:
    """Yield the document piece by piece: thousands of forms as plain data would take much room."""
    yield f'{{\n  "policy": {dump(policy_data(audit.policy), numbers, INDENT)}'
    counts: dict[str, object] = {"forms": len(audit.forms), **audit.counts()}
    counts["accepted"] = sum(finding.accepted is not None for finding in audit.findings)
    yield f',\n  "counts": {dump({"files": audit.files, **counts}, numbers, INDENT)}'
    forms = (_form(form, lang) for form in audit.forms)
    yield from _array("forms", forms, numbers)
    yield from _array("findings", _findings(audit, lang), numbers)
    if audit.summary:
        yield from _array("summary", (line_data(line, lang) for line in audit.summary), numbers)
    yield from _array("stale", (acceptance_data(found, lang) for found in audit.stale), numbers)
    problems = (problem_data(found, lang) for found in audit.problems)
    yield from _array("problems", problems, numbers)
    yield "\n}\n"


def _array(key: str, items: Iterator[dict[str, object]], numbers: str) -> Iterator[str]:
    yield f',\n  "{key}": ['
    between = "\n    "
    for item in items:
        yield between + dump(item, numbers, 2 * INDENT)
        between = ",\n    "
    yield "]" if between == "\n    " else "\n  ]"


def _findings(audit: Audit, lang: str) -> Iterator[dict[str, object]]:
    for number, form in enumerate(audit.forms, 1):
        for finding in form.findings:
            yield finding_data(finding, lang, number)
    for finding in audit.others:
        yield finding_data(finding, lang)


def finding_data(finding: Finding, lang: str, form: int | None = None) -> dict[str, object]:
    """Return a finding; ``form`` is the number of its form in the document, from 1 on."""
    accepted = finding.accepted
    return {
        "severity": finding.severity,
        "code": finding.code,
        "file": finding.file or None,
        "place": _place(finding.place, lang),
        "unit": finding.unit or None,
        "project": finding.project or None,
        "form": form,
        "row": finding.row,
        "name": finding.name or None,
        "level": finding.level or None,
        "expected": _text(finding.expected, lang),
        "found": _text(finding.found, lang),
        "message": finding.text.in_lang(lang),
        "remedy": _text(finding.remedy, lang),
        "fingerprint": finding.fingerprint or None,
        "accepted": acceptance_data(accepted, lang) if accepted else None,
    }


def acceptance_data(accepted: Acceptance, lang: str) -> dict[str, object]:
    """Return which finding was accepted, why and by whom."""
    return {
        "fingerprint": accepted.fingerprint,
        "reason": accepted.reason,
        "by": accepted.by,
        "code": accepted.code or None,
        "project": accepted.project or None,
        "row": accepted.row,
        "date": accepted.date or None,
        "place": _place(accepted.place, lang),
    }


def _form(form: AuditedForm, lang: str) -> dict[str, object]:
    row = form.execution
    return {
        "project": form.project,
        "unit": form.unit or None,
        "year": form.year,
        "file": form.file or None,
        "place": _place(form.place, lang),
        "total": form.total,
        "grade": form.grade,
        "verdict": form.verdict,
        "declared_total": form.declared_total,
        "declared_grade": form.declared_grade,
        "undecided": undecided_data(form.undecided, lang),
        "execution": {"rate": form.rate, **_row(row, lang)} if row else None,
        "rows": [_row(row, lang) for row in form.indicators],
        "problems": [_problem(finding, lang) for finding in form.findings],
    }


def _row(row: AuditedRow, lang: str) -> dict[str, object]:
    return {
        "number": row.number,
        "level1": row.level1 or None,
        "level2": row.level2 or None,
        "name": row.name,
        "target": row.target,
        "actual": row.actual,
        "weight": row.weight,
        "score": row.score,
        "lost": row.lost,
        "dropped": row.dropped,
        "rule": row.rule,
        "because": row.because.in_lang(lang),
        "formula": row.formula or None,
        "source": row.source,
        "declared": row.declared,
        "verdict": row.verdict,
        "reason": row.reason or None,
        "undecided": undecided_data(row.undecided, lang),
        "judgement": judgement_data(row.judgement, lang) if row.judgement else None,
        "guesses": [_guess(guess, lang) for guess in row.guesses],
        "place": _place(row.place, lang),
    }


def _guess(guess: Guess, lang: str) -> dict[str, object]:
    return {
        "label": guess.label.in_lang(lang),
        "formula": guess.formula or None,
        "ties": [tie.in_lang(lang) for tie in guess.ties],
    }


def _problem(finding: Finding, lang: str) -> dict[str, object]:
    return {
        "severity": finding.severity,
        "code": finding.code,
        "place": _place(finding.place, lang),
        "message": finding.text.in_lang(lang),
        "row": finding.row,
        "level": finding.level or None,
    }


def _place(place: Place | None, lang: str) -> str | None:
    return place.show(lang) if place else None


def _text(text: Text | None, lang: str) -> str | None:
    return text.in_lang(lang) if text else None
