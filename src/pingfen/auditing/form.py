"""Audits one form: its rows and total beside the policy's, and all findings about it alone."""

from collections.abc import Iterable, Iterator
from functools import partial

from pingfen.auditing.checked import failed_checks, findings_of_checks
from pingfen.auditing.finding import AuditedForm, Finding
from pingfen.auditing.formulas import Formulas
from pingfen.auditing.reading import findings_of_reading
from pingfen.auditing.repeated import scored_twice
from pingfen.auditing.rows import Guessing, audited_rows
from pingfen.auditing.stored import numbers_as_text
from pingfen.auditing.telling import Subject, Telling
from pingfen.auditing.verdicts import SAYS_THE_SAME, Verdicts
from pingfen.comparison.ladder import cut_offs
from pingfen.form import Form
from pingfen.kinds import SEVERITIES
from pingfen.places import without_text
from pingfen.policy import Policy
from pingfen.scoring import score_form


def audit_form(
    policy: Policy, form: Form, file: str = "", guessing: Guessing | None = None
) -> AuditedForm:
    """Return a form beside what the policy gives, with the findings about it.

    ``guessing`` knows formulas that give a declared score which the policy does not give; who
    audits many forms makes it once. Nothing of the result keeps the text of the document.
    """
    card = score_form(policy, form)
    rows = tuple(audited_rows(form, card, guessing or Formulas(policy).guesses))
    telling = Telling(policy.findings, Subject(file, form.unit, form.project))
    unscored = policy.execution is None and form.execution.declared.value is not None
    failed = failed_checks(card)
    if unscored:
        failed = frozenset(each for each in failed if each[0] not in SAYS_THE_SAME["total"])
    found = (
        *findings_of_checks(telling, card, unscored=unscored),
        *Verdicts(telling, form, card, rows, failed).findings(partial(_grades, policy)),
        *findings_of_reading(telling, form, card),
        *numbers_as_text(telling, form, card),
        *scored_twice(telling, form),
    )
    return AuditedForm(
        file=file,
        project=form.project,
        unit=form.unit,
        year=form.year,
        total=card.total,
        grade=card.grade,
        declared_total=card.declared_total,
        declared_grade=card.declared_grade,
        verdict=card.verdict,
        rows=rows,
        findings=in_order(found),
        undecided=card.undecided,
        place=without_text(card.place),
        explanation=form.explanation,
        rate=card.rate,
    )


def _grades(policy: Policy) -> Iterator[str]:
    for cut in cut_offs(policy):
        yield from (cut.upper, cut.lower)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings from the worst on, then by row; what is about the whole form comes last."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[int, bool, int, str]:
    severity = SEVERITIES.index(finding.severity)
    return severity, finding.row is None, finding.row or 0, finding.code
