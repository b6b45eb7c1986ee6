"""Audits the forms of one file; what comes of it is small, and travels between processes."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from pingfen.auditing.finding import AuditedForm
from pingfen.auditing.form import audit_form
from pingfen.auditing.formulas import Formulas
from pingfen.auditing.owners import with_their_problems
from pingfen.errors import Problem
from pingfen.files import Job
from pingfen.form import Figure, Forms, Judgement, SummaryLine
from pingfen.places import without_text
from pingfen.policy import Policy


class AuditedFile(NamedTuple):
    """The forms of one file, its summary table as read, and what is wrong beside its forms."""

    file: str
    forms: tuple[AuditedForm, ...]
    lines: tuple[SummaryLine, ...] = ()
    problems: tuple[Problem, ...] = ()


class Auditing:
    """Audits the forms of a file by a policy."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy; it is sent to each process once."""
        self.policy = policy

    def __reduce__(self) -> tuple[type["Auditing"], tuple[Policy]]:
        """Travel without what was made on the way."""
        return Auditing, (self.policy,)

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas that are known to give other scores; made once for all files."""
        return Formulas(self.policy)

    def __call__(self, job: Job) -> AuditedFile:
        """Return the audited forms; raises ``FormError`` if the file cannot be read."""
        forms = job.forms()
        return self.document(_judged(forms, job.judgements) if job.judgements else forms)

    def document(self, forms: Forms) -> AuditedFile:
        """Return the audited forms of a document that was read."""
        guessing = self.formulas.guesses
        forms = with_their_problems(forms)
        audited = (audit_form(self.policy, form, forms.file, guessing) for form in forms)
        return AuditedFile(
            forms.file,
            tuple(audited),
            tuple(map(_lean_line, forms.summary)),
            tuple(map(lean, forms.problems)),
        )


def lean(problem: Problem) -> Problem:
    """Return a problem that does not keep the text of its file."""
    return problem._replace(place=without_text(problem.place))


def _lean_line(line: SummaryLine) -> SummaryLine:
    total = Figure(value=line.total.value, unread=line.total.unread)
    return line._replace(total=total, place=without_text(line.place))


def _judged(forms: Forms, judgements: Sequence[Judgement]) -> Forms:
    # most audits are without judgements
    from pingfen.judgements import with_judgements  # noqa: PLC0415  # see above

    (judged,), _ = with_judgements([forms], judgements)
    return judged
