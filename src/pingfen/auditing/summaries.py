"""Summary tables (汇总表) against the forms: lines without a form, totals and grades that differ.

The forms of a line's own document go first; of several, the one that declares what the line says.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pingfen.auditing.finding import AuditedForm, Finding
from pingfen.auditing.telling import Subject, Telling, number, severity_by
from pingfen.auditing.verdicts import printed_of
from pingfen.form import SummaryLine
from pingfen.messages import Bilingual, Message
from pingfen.policy import Policy
from pingfen.scorecard import AGREES, DIFFERS, SummaryVerdict
from pingfen.scoring.card import decimal_of
from pingfen.scoring.tables import Total, compare_line
from pingfen.words import compact

# the checks of the policies that compare a form with its line
SAID_TOTAL = frozenset({"summary-total", "summary-differs"})
SAID_GRADE = frozenset({"summary-grade", "grade-fits", "grade-differs"})


class Owned(NamedTuple):
    """A line of a summary table, and the number of the file that it stands in."""

    file: int
    line: SummaryLine


class Matched(NamedTuple):
    """A line with the number of its form, if there is one."""

    owned: Owned
    form: int | None


def matched(
    lines: Sequence[Owned], forms: Sequence[AuditedForm], owners: Sequence[int]
) -> tuple[Matched, ...]:
    """Find the form of each line; each form stands for one line only.

    ``owners`` are the numbers of the files of the forms.
    """
    left: dict[str, list[int]] = {}
    for at, form in enumerate(forms):
        left.setdefault(compact(form.project), []).append(at)
    found: dict[int, int] = {}
    for own in (True, False):
        for n, (file, line) in enumerate(lines):
            named = left.get(compact(line.project), ())
            fitting = [at for at in named if (owners[at] == file) is own]
            if n not in found and fitting:
                found[n] = min(fitting, key=lambda at, line=line: _fit(line, forms[at]))  # type: ignore[misc]  # a default binds the line
                left[compact(line.project)].remove(found[n])
    return tuple(Matched(owned, found.get(n)) for n, owned in enumerate(lines))


def _fit(line: SummaryLine, form: AuditedForm) -> tuple[bool, str, str]:
    differs = form.declared_total != decimal_of(line.total.value)
    return differs, form.file, form.place.show() if form.place else ""


def verdict_of(policy: Policy, match: Matched, forms: Sequence[AuditedForm]) -> SummaryVerdict:
    """Return a line beside what the policy gives for its form."""
    form = None if match.form is None else forms[match.form]
    total = Total(form.project, form.total, form.grade) if form else None
    return compare_line(policy, match.owned.line, total)


def without_form(telling: Telling, line: SummaryLine) -> Iterator[Finding]:
    """Yield that the form of a line is missing."""
    total = decimal_of(line.total.value)
    text = Message.of("summary-alone", project=line.project, total=printed_of(total) or "—")
    yield from telling.find("summary-alone", text, line.place)


def against_form(
    telling: Telling, policy: Policy, form: AuditedForm, verdict: SummaryVerdict
) -> Iterator[Finding]:
    """Yield where a line and its form differ, unless that is said of the form already."""
    said = {finding.code for finding in form.findings}
    if not said & SAID_TOTAL:
        yield from _total(telling, policy, form, verdict)
    if not said & SAID_GRADE:
        yield from _grade(telling, policy, form, verdict)


def _total(
    telling: Telling, policy: Policy, form: AuditedForm, line: SummaryVerdict
) -> Iterator[Finding]:
    """Compare with what the form declares, or with the policy where it declares nothing."""
    found, declared = line.declared_total, form.declared_total
    if found is None:
        return
    values = {"found": printed_of(found), "declared": printed_of(declared)}
    if declared is not None and declared != found:
        text = Message.of("summary-differs", **values)
        shown = number(found), number(declared)
        yield from telling.find(
            "summary-differs", text, line.place, found=shown[0], expected=shown[1]
        )
    if declared is None and line.total is not None and line.total != found:
        if line.verdict == AGREES:
            return
        text = Message.of(
            "summary-differs-computed", found=values["found"], total=printed_of(line.total)
        )
        yield from telling.find(
            "summary-differs",
            text,
            line.place,
            severity=severity_by(policy.status),
            found=number(found),
            expected=number(line.total),
        )


def _grade(
    telling: Telling, policy: Policy, form: AuditedForm, line: SummaryVerdict
) -> Iterator[Finding]:
    found = line.declared_grade
    if not found:
        return
    declared = form.declared_grade
    if declared and declared != found:
        text = Message.of("summary-grade", found=found, declared=declared)
        shown = Bilingual(found), Bilingual(declared)
        yield from telling.find(
            "summary-grade", text, line.place, found=shown[0], expected=shown[1]
        )
    elif not declared and line.verdict == DIFFERS and line.grade and line.grade != found:
        text = Message.of(
            "summary-grade-computed", found=found, total=printed_of(line.total), grade=line.grade
        )
        yield from telling.find(
            "summary-grade",
            text,
            line.place,
            severity=severity_by(policy.status),
            found=Bilingual(found),
            expected=Bilingual(line.grade),
        )


def subject_of(form: AuditedForm) -> Subject:
    """Return what findings about a form are about."""
    return Subject(form.file, form.unit, form.project)
