"""A run of `pingfen audit`: what came of the files is gathered, and reported when all is known."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from pingfen.auditing import SEVERITIES, Acceptance, Audit, AuditedFile, Auditing, Gathering
from pingfen.cli.interruption import Stopped
from pingfen.cli.output import FINE, OPEN, UNREADABLE, WRONG, complain, give_up_output
from pingfen.cli.reporting import PRINTED, Destination, Reports
from pingfen.cli.returning import return_forms
from pingfen.cli.run import Run
from pingfen.errors import FormError, Problem, problem
from pingfen.messages import Message, Text, listed, say
from pingfen.policy import Policy


class AuditingRun(Run[AuditedFile]):
    """Gathers what was found; only all forms together show some of it."""

    phase = "progress-auditing"

    def __init__(
        self,
        policy: Policy,
        wanted: Sequence[Destination],
        options: argparse.Namespace,
        accepted: Sequence[Acceptance] = (),
    ) -> None:
        """Take the policy, the reports that are wanted, and the findings that were accepted."""
        super().__init__(Auditing(policy), options)
        self._gathering = Gathering(policy)
        self._reports = Reports(wanted, options.lang, options.numbers)
        self._accepted = accepted
        self._counts = dict.fromkeys(SEVERITIES, 0)

    def keep(self, found: AuditedFile) -> None:
        """Gather what was found in a file."""
        self._gathering.take(found)
        self.forms += len(found.forms)
        self.undecided += sum(_undecided(found))
        self.broken += any(wrong.severity == "error" for wrong in found.problems)

    def lost(self, error: FormError) -> None:
        """Gather why a file cannot be read."""
        self._gathering.take(error)

    def finish(self, judging: Sequence[Problem]) -> int:
        """Write the reports and return the exit code."""
        self.interruption.hold()
        audit = self._gathering.audit(judging, self._accepted)
        wrong = self._write(audit)
        wrong = return_forms(audit, self.options) or wrong
        if self.broken:
            return UNREADABLE
        if wrong or any(found.severity == "error" for found in judging):
            return WRONG  # not all was written, or a judgement fits no row
        limit = SEVERITIES.index(self.options.fail_on)
        return OPEN if any(self._counts[each] for each in SEVERITIES[: limit + 1]) else FINE

    def stop(self, why: Stopped, files: Sequence[str], judging: Sequence[Problem]) -> int:
        """Report what was audited so far, and that it is not all; return the exit code."""
        self.interruption.hold()
        said = problem("audit-interrupted", None, done=self.done, total=len(files))
        audit = self._gathering.audit(judging, self._accepted, partial=True)
        try:
            self._write(replace(audit, problems=(*audit.problems, said)))
        except BrokenPipeError:  # whoever read our output was interrupted too
            give_up_output()
        self.progress.erase()
        print(said.line(self.lang), file=sys.stderr)
        print(self._kept().in_lang(self.lang), file=sys.stderr)
        return why.code

    def _kept(self) -> Text:
        """Return where what was done has gone."""
        paths = [each.path for each in self._reports.wanted if each.path != PRINTED]
        if not self._gathering.files:
            return Message.of("kept-nothing")
        return Message.of("kept-in", output=listed(paths)) if paths else Message.of("kept-printed")

    def _write(self, audit: Audit) -> bool:
        """Write the reports, unless there is nothing to report; tell whether one failed."""
        self._counts = audit.counts()
        if not self._gathering.files:
            return False  # an old report stays where nothing could be read
        self.progress.erase()
        failed = self._reports.write(audit)
        for error in failed:
            complain(error, self.lang)
        return bool(failed)

    def drop(self) -> None:
        """Leave no half-written report behind."""
        self._reports.drop()

    def summary(self, skipped: Text | None) -> str:
        """Return the closing line: what was read and found."""
        counts = {"files": self.done, "forms": self.forms, "broken": self.broken}
        read = Message.of("audit-read", **counts)
        found = {**self._counts, "elapsed": self.progress.elapsed}
        text = say("audit-summary", self.lang, read=read, **found)
        return f"{text} · {skipped.in_lang(self.lang)}" if skipped else text


def _undecided(found: AuditedFile) -> list[bool]:
    """Return of each form whether something of it is undecided."""
    return [
        form.undecided is not None or any(row.undecided for row in form.rows)
        for form in found.forms
    ]
