"""Summary tables (汇总表) against the forms: lines without a form, totals and grades that differ.

The forms of a line's own document go first; of several, the one that declares what the line says.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pingfen.auditing.finding import AuditedForm, Finding
from pingfen.auditing.telling import Subject, Telling, number, severity_by
from pingfen.auditing.verdicts import printed_of
from pingfen.form import SummaryLine
from pingfen.messages import Bilingual, Message
from pingfen.policy import Policy
from pingfen.scorecard import AGREES, DIFFERS, SummaryVerdict
from pingfen.scoring.card import decimal_of
from pingfen.scoring.grades import same_grade
from pingfen.scoring.tables import Total, compare_line
from pingfen.words import compact

# the checks of the policies that compare a form with its line
SAID_TOTAL = frozenset({"summary-total"})
SAID_GRADE = frozenset({"summary-grade", "grade-fits", "grade-differs"})

ANY = -1  # no file has this number
# whether the forms are those of the line's own file, and whether they declare its total
PASSES = ((True, True), (True, False), (False, True), (False, False))


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
    index: dict[tuple[int, str], list[int]] = {}
    for at, form in sorted(enumerate(forms), key=_where):
        for owner in (owners[at], ANY):
            index.setdefault((owner, compact(form.project)), []).append(at)
    found: dict[int, int] = {}
    taken: set[int] = set()
    ordered = sorted(enumerate(lines), key=_said)
    for own, exact in PASSES:
        for n, (file, line) in ordered:
            fitting = index.get((file if own else ANY, compact(line.project)), ())
            left = (at for at in fitting if at not in taken)
            if exact:
                left = (at for at in left if forms[at].declared_total == _total_of(line))
            if n not in found and (fits := next(left, None)) is not None:
                found[n] = fits
                taken.add(fits)
    return tuple(Matched(owned, found.get(n)) for n, owned in enumerate(lines))


def _where(numbered: tuple[int, AuditedForm]) -> tuple[str, str]:
    form = numbered[1]
    return form.file, form.place.show() if form.place else ""


def _said(numbered: tuple[int, Owned]) -> tuple[Decimal, str]:
    line = numbered[1].line
    return _total_of(line) or Decimal(0), line.grade


def _total_of(line: SummaryLine) -> Decimal | None:
    return decimal_of(line.total.value)


def verdict_of(policy: Policy, match: Matched, forms: Sequence[AuditedForm]) -> SummaryVerdict:
    """Return a line beside what the policy gives for its form."""
    form = None if match.form is None else forms[match.form]
    total = Total(form.project, form.total, form.grade) if form else None
    return compare_line(policy, match.owned.line, total)


def without_form(telling: Telling, line: SummaryLine) -> Iterator[Finding]:
    """Yield that the form of a line is missing."""
    total = _total_of(line)
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
    if declared and not same_grade(declared, found):
        text = Message.of("summary-grade-differs", found=found, declared=declared)
        shown = Bilingual(found), Bilingual(declared)
        yield from telling.find(
            "summary-grade-differs", text, line.place, found=shown[0], expected=shown[1]
        )
    elif (
        not declared
        and line.verdict == DIFFERS
        and line.grade
        and not same_grade(line.grade, found)
    ):
        text = Message.of(
            "summary-grade-computed", found=found, total=printed_of(line.total), grade=line.grade
        )
        yield from telling.find(
            "summary-grade-differs",
            text,
            line.place,
            severity=severity_by(policy.status),
            found=Bilingual(found),
            expected=Bilingual(line.grade),
        )


def subject_of(form: AuditedForm) -> Subject:
    """Return what findings about a form are about."""
    return Subject(form.file, form.unit, form.project)
