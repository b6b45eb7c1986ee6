"""At which cell of which file each finding is marked."""

from collections.abc import Iterable, Iterator

from pingfen.auditing import Audit, AuditedForm, Finding
from pingfen.errors import Place
from pingfen.form import Form
from pingfen.places import ParagraphPlace, SheetPlace, TablePlace

Spots = dict[Place | None, list[Finding]]
CELLS = (SheetPlace, TablePlace, ParagraphPlace)


def spots_of(audit: Audit) -> dict[str, Spots]:
    """Return the open findings by file and place, in the order of the audit.

    A finding of a row without a place of its own stands where the row does, one of a form where
    the form begins, any other at the beginning of its file (None).
    """
    found: dict[str, Spots] = {}
    for form in audit.forms:
        for finding in form.findings:
            _add(found, finding, _place(finding, form), form.file)
    for finding in audit.others:
        _add(found, finding, _cell(finding.place), "")
    return found


def _add(found: dict[str, Spots], finding: Finding, place: Place | None, file: str) -> None:
    if finding.accepted is not None:
        return
    within = place or finding.place
    name = within.file if within else finding.file or file
    if name:
        found.setdefault(name, {}).setdefault(place, []).append(finding)


def _place(finding: Finding, form: AuditedForm) -> Place | None:
    row = next((row for row in form.rows if row.number == finding.row), None)
    places = (finding.place, row.place if row else None, form.place)
    return next(filter(None, map(_cell, places)), None)


def _cell(place: Place | None) -> Place | None:
    return place if isinstance(place, CELLS) else None


def moved(spots: Spots, forms: Iterable[Form]) -> Spots:
    """Return the spots with what is said of a row as a whole at its declared score, if it has one.

    The forms are those of the file as they are read now.
    """
    scores = dict(_scores(forms))
    found: Spots = {}
    for place, findings in spots.items():
        for finding in findings:
            whole = finding.row is not None and place is not None
            at = scores.get(place, place) if whole and place else place
            found.setdefault(at, []).append(finding)
    return found


def _scores(forms: Iterable[Form]) -> Iterator[tuple[Place, Place]]:
    """Yield where each row stands, and where its declared score."""
    for form in forms:
        rows = ((row.place, row.declared.cell.place) for row in form.rows)
        for place, score in (*rows, (form.execution.place, form.execution.declared.cell.place)):
            if place and score and _cell(score):
                yield place, score
