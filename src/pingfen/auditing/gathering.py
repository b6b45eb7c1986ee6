"""Gathers what was found in each file, and in the end what only all of them together show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pingfen.auditing.acceptances import accept
from pingfen.auditing.finding import Acceptance, Audit, AuditedForm, Finding
from pingfen.auditing.fingerprint import fingerprinted
from pingfen.auditing.form import in_order
from pingfen.auditing.sharing import Sharing
from pingfen.auditing.summaries import (
    Matched,
    Owned,
    against_form,
    matched,
    subject_of,
    verdict_of,
    without_form,
)
from pingfen.auditing.task import AuditedFile, lean
from pingfen.auditing.telling import Subject, Telling
from pingfen.auditing.twins import Twins
from pingfen.comparison.ladder import cut_offs
from pingfen.errors import FormError, Problem, problem
from pingfen.policy import Policy
from pingfen.scorecard import SummaryVerdict
from pingfen.scoring.card import policy_name
from pingfen.words import compact


class Gathering:
    """Takes what came of the files one by one, in order; ``audit`` makes the whole of it.

    What it keeps of a form is small: no scorecard, and no text of its document.
    """

    def __init__(self, policy: Policy) -> None:
        """Start with no files."""
        self.policy = policy
        self.files = 0
        self.forms: list[AuditedForm] = []
        self.problems: list[Problem] = []
        self._owners: list[int] = []
        self._lines: list[Owned] = []
        self._others: list[Finding] = []
        self._sharing = Sharing()

    def take(self, found: AuditedFile | FormError) -> None:
        """Take what came of the next file: its forms, or why it cannot be read."""
        if isinstance(found, FormError):
            self.problems += map(lean, found.problems)
            return
        telling = self._telling(Subject(found.file))
        listed = {compact(line.project) for line in found.lines}
        for form in found.forms:
            missing = listed and compact(form.project) not in listed
            self.forms.append(self._sharing.form(self._not_listed(form) if missing else form))
            self._owners.append(self.files)
        self._lines += (Owned(self.files, line) for line in found.lines)
        for wrong in found.problems:
            self._others += telling.problem(wrong)
        self.files += 1

    def audit(
        self,
        judging: Iterable[Problem] = (),
        accepted: Sequence[Acceptance] = (),
        *,
        partial: bool = False,
    ) -> Audit:
        """Return the audit; ``judging`` is what is wrong with judgements of rows.

        With ``partial`` some files are still to come: a line of a summary table that has no form
        so far, and an acceptance that nothing needs so far, are not complained of.
        """
        matches = matched(self._lines, self.forms, self._owners)
        if partial:
            matches = tuple(match for match in matches if match.form is not None)
        summary = tuple(verdict_of(self.policy, match, self.forms) for match in matches)
        others = [*self._others, *self._alone(matches)]
        for wrong in judging:
            others += self._telling(Subject()).problem(wrong)
        made = Audit(
            policy=policy_name(self.policy),
            forms=tuple(self._across(matches, summary)),
            others=in_order(others),
            summary=summary,
            problems=tuple(self.problems),
            cuts=tuple((cut.bound, cut.upper) for cut in reversed(cut_offs(self.policy))),
            files=self.files,
        )
        found = accept(fingerprinted(made), accepted)
        return replace(found, stale=()) if partial else found

    def _across(
        self, matches: Sequence[Matched], summary: Sequence[SummaryVerdict]
    ) -> Iterator[AuditedForm]:
        """Yield the forms with what others and summary tables show of them."""
        twins = Twins(self.forms)
        lines: dict[int, list[SummaryVerdict]] = {}
        for match, line in zip(matches, summary, strict=True):
            if match.form is not None:
                lines.setdefault(match.form, []).append(line)
        for at, form in enumerate(self.forms):
            telling = self._telling(subject_of(form))
            found = [*twins.findings(at, telling)]
            for line in lines.get(at, ()):
                found += against_form(telling, self.policy, form, line)
            yield _with(form, found)

    def _alone(self, matches: Sequence[Matched]) -> Iterator[Finding]:
        """Yield the lines of summary tables without a form."""
        for match in matches:
            if match.form is None:
                line = match.owned.line
                subject = Subject(line.place.file if line.place else "", "", line.project)
                yield from without_form(self._telling(subject), line)

    def _telling(self, subject: Subject) -> Telling:
        return Telling(self.policy.findings, subject)

    def _not_listed(self, form: AuditedForm) -> AuditedForm:
        wrong = problem("not-in-summary", form.place, severity="doubt", found=form.project)
        return _with(form, self._telling(subject_of(form)).problem(wrong))


def _with(form: AuditedForm, findings: Iterable[Finding]) -> AuditedForm:
    more = tuple(findings)
    return replace(form, findings=in_order((*form.findings, *more))) if more else form
