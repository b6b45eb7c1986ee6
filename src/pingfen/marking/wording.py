"""The words of a notice of return: where each matter stands, what is wrong, what is to be done."""

from pingfen.auditing import AuditedForm, Finding
from pingfen.errors import Place
from pingfen.marking.remarks import difference_lines, said
from pingfen.messages import Bilingual, Message, Text, say
from pingfen.places import SheetPlace, letters
from pingfen.scorecard import PolicyName

# what could not be decided is no mistake: something is missing
UNDECIDED = "undecided"


def due(form: AuditedForm) -> dict[str, list[Finding]]:
    """Return what a unit must correct, explain and add: all but what is accepted, and notes."""
    found: dict[str, list[Finding]] = {"error": [], "doubt": [], UNDECIDED: []}
    for finding in form.findings:
        kind = UNDECIDED if finding.code.endswith(UNDECIDED) else finding.severity
        if finding.accepted is None and finding.severity != "note":
            found[kind].append(finding)
    return found


def opening(form: AuditedForm, policy: PolicyName) -> Message:
    """Return which form it is about and by which policy it was looked at."""
    return Message.of(
        "notice-opening",
        project=shown(form.project),
        year=Message.of("notice-year", year=form.year) if form.year else "",
        file=shown(form.file.replace("\\", "/").rpartition("/")[2]),
        title=policy.title,
        policy=policy.name,
    )


def totals(form: AuditedForm) -> Message:
    """Return the declared total beside what the policy would give by now."""
    declared: Text | str = Message.of("notice-no-total")
    if form.declared_total is not None:
        declared = _points(f"{form.declared_total:f}", form.declared_grade)
    if form.total is None:
        reason = form.undecided.text if form.undecided else ""
        return Message.of("notice-total-undecided", declared=declared, reason=reason)
    computed = _points(f"{form.total:f}", form.grade)
    return Message.of("notice-totals", declared=declared, computed=computed)


def _points(total: str, grade: str | None) -> Message:
    if grade:
        return Message.of("notice-points-grade", total=total, grade=shown(grade))
    return Message.of("notice-points", total=total)


def where(finding: Finding, form: AuditedForm, lang: str) -> str:
    """Return which row and which cell a finding is about, as two lines."""
    row = next((row for row in form.rows if row.number == finding.row), None)
    place = finding.place or (row.place if row else None)
    lines = []
    if finding.row == 0:
        lines.append(say("notice-budget-row", lang))
    elif finding.row is not None:
        lines.append(say("notice-row", lang, row=finding.row, name=shown(finding.name)))
    elif finding.level:
        lines.append(shown(finding.level))
    elif place == form.place:
        lines.append(say("notice-whole", lang))
    if place is not None and (cell := cell_of(place, lang)):
        lines.append(cell)
    return "\n".join(lines) or say("notice-whole", lang)


def cell_of(place: Place, lang: str) -> str:
    """Return a place without its file: ``Sheet1!E12``, ``表2 行5 列4``."""
    if isinstance(place, SheetPlace):
        return f"{shown(place.sheet)}!{letters(place.column)}{place.row}"
    line = getattr(place, "line", None)
    if line is not None:
        return say("notice-line", lang, line=line)
    return shown(place.show(lang).removeprefix(place.file).strip("[]"))


def difference(finding: Finding, lang: str) -> str:
    """Return what stands there and what should."""
    return "\n".join(difference_lines(finding, lang))


def remedy(finding: Finding, lang: str) -> str:
    """Return what is to be done, or nothing where nobody knows."""
    return said(finding.remedy, lang) if finding.remedy is not None else ""


def shown(text: str) -> str:
    """Return a text of the form as one line that any file can hold."""
    return " ".join(said(Bilingual(text), "zh").split())
