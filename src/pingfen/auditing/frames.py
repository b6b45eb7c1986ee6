"""Audits as plain rows for frames: flat, the same keys in each row, one type a key."""

from collections.abc import Iterable

from pingfen.auditing.finding import SEVERITIES, AuditedForm, AuditedRow, Finding
from pingfen.messages import Text
from pingfen.scorecard import Cells
from pingfen.scorecard.frames import evened


def finding_rows(findings: Iterable[Finding], lang: str) -> list[Cells]:
    """Return one dict a finding."""
    return [_finding(found, lang) for found in findings]


def audited_rows(form: AuditedForm, lang: str) -> list[Cells]:
    """Return one dict a row of a form, the execution row first."""
    return evened([_row(form, row, lang) for row in form.rows])


def audited_forms(forms: Iterable[AuditedForm], lang: str) -> list[Cells]:
    """Return one dict a form: its totals, how its rows compare, how many findings are open."""
    return evened([_form(form, lang) for form in forms])


def _finding(found: Finding, lang: str) -> Cells:
    accepted = found.accepted
    return {
        "severity": found.severity,
        "code": found.code,
        "file": found.file or None,
        "unit": found.unit or None,
        "project": found.project or None,
        "row": found.row,
        "name": found.name or None,
        "level": found.level or None,
        "place": found.place.show(lang) if found.place else None,
        "expected": _said(found.expected, lang),
        "found": _said(found.found, lang),
        "message": found.text.in_lang(lang),
        "remedy": _said(found.remedy, lang),
        "fingerprint": found.fingerprint or None,
        "accepted_because": accepted.reason if accepted else None,
        "accepted_by": accepted.by if accepted else None,
    }


def _said(text: Text | None, lang: str) -> str | None:
    return text.in_lang(lang) if text else None


def _row(form: AuditedForm, row: AuditedRow, lang: str) -> Cells:
    guess = row.guesses[0] if row.guesses else None
    return {
        "file": form.file or None,
        "unit": form.unit or None,
        "project": form.project,
        "number": row.number,
        "kind": row.kind,
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
        "undecided": row.undecided.code if row.undecided else None,
        "guess": guess.label.in_lang(lang) if guess else None,
        "guess_formula": (guess.formula or None) if guess else None,
        "reason": row.reason or None,
        "judged_by": row.judgement.by if row.judgement else None,
        "judged_because": row.judgement.reason if row.judgement else None,
        "place": row.place.show(lang) if row.place else None,
    }


def _form(form: AuditedForm, lang: str) -> Cells:
    found = [finding.severity for finding in form.findings if finding.accepted is None]
    return {
        "file": form.file or None,
        "unit": form.unit or None,
        "project": form.project,
        "year": form.year,
        "total": form.total,
        "grade": form.grade,
        "verdict": form.verdict,
        "declared_total": form.declared_total,
        "declared_grade": form.declared_grade,
        "undecided": form.undecided.code if form.undecided else None,
        "because": form.undecided.text.in_lang(lang) if form.undecided else None,
        "rows": len(form.rows),
        **{f"rows_{verdict}": count for verdict, count in form.verdicts().items()},
        **{f"{severity}s": found.count(severity) for severity in SEVERITIES},
        "place": form.place.show(lang) if form.place else None,
    }
