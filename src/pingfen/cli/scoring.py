"""A run of `pingfen score`: what came of each file is written at once, and counted."""

import argparse
import sys
from collections.abc import Sequence

from pingfen.cli.interruption import Stopped
from pingfen.cli.output import (
    FINE,
    OPEN,
    UNREADABLE,
    WRONG,
    Printed,
    give_up_output,
    open_output,
)
from pingfen.cli.run import Run
from pingfen.errors import Problem, problem
from pingfen.files import Rendered, Rendering
from pingfen.messages import Message, Text, say
from pingfen.policy import Policy
from pingfen.scorecard import UNDECIDED, Results, SummaryVerdict
from pingfen.scoring.card import policy_name
from pingfen.scoring.tables import Table, compare_tables
from pingfen.writers import Output, Writer


class ScoringRun(Run[Rendered]):
    """Writes the results of files as they come; keeps only what the end needs.

    That is of each file its totals, for the summary tables, and what is wrong beside its forms.
    """

    phase = "progress-scoring"

    def __init__(self, policy: Policy, writer: Writer, options: argparse.Namespace) -> None:
        """Open nothing yet: an old file stays where nothing can be read."""
        super().__init__(Rendering(policy, writer), options)
        self._policy = policy
        self._writer, self._output = writer, options.output
        self._opened: Output | Printed | None = None
        self._tables: list[Table] = []
        self._problems: list[Problem] = []

    def keep(self, found: Rendered) -> None:
        """Write what came of the next file."""
        pieces = []
        if self._opened is None:
            self._opened = open_output(self._output)
            pieces = [self._writer.head(policy_name(self._policy))]
        for piece in found.pieces:
            self.forms += 1
            pieces += [self._writer.lead(self.forms), piece]
        self._put("".join(pieces))
        self.undecided += found.undecided
        self._tables.append(found.table)
        self._problems += found.problems
        self.broken += any(wrong.severity == "error" for wrong in found.problems)

    def _put(self, text: str) -> None:
        if self._opened and text:
            if self._opened.path is None:  # perhaps the same terminal
                self.progress.erase()
            self._opened.write(text)

    def finish(self, judging: Sequence[Problem]) -> int:
        """Write the end and return the exit code; ``judging`` is what is wrong with judgements."""
        self.interruption.hold()
        summary = compare_tables(self._policy, self._tables)
        self._close(self._rest((*self._problems, *judging), summary))
        if self.broken:
            return UNREADABLE
        if any(found.severity == "error" for found in judging):
            return WRONG  # a judgement that fits no row
        unknown = self.undecided or any(line.verdict == UNDECIDED for line in summary)
        return OPEN if unknown else FINE

    def stop(self, why: Stopped, files: Sequence[str], judging: Sequence[Problem]) -> int:
        """Close what was written, say what was done and how to go on; return the exit code."""
        self.interruption.hold()
        said = problem("interrupted", None, done=self.done, total=len(files))
        try:
            self._close(self._rest((*self._problems, *judging, said)))
        except BrokenPipeError:  # whoever read our output was interrupted too
            give_up_output()
        self.progress.erase()
        kept: Text = Message.of("kept-nothing")
        if self._opened:
            path = self._opened.path
            kept = Message.of("kept-in", output=path) if path else Message.of("kept-printed")
        print(said.line(self.lang), file=sys.stderr)
        print(kept.in_lang(self.lang), file=sys.stderr)
        if self.done < len(files):
            file = files[self.done]
            quoted = _quoted(file)
            print(say("go-on", self.lang, file=file, quoted=quoted), file=sys.stderr)
        return why.code

    def _close(self, results: Results) -> None:
        """Write what stands below all forms, and put the file in its place."""
        if self._opened:
            self._put(self._writer.foot(results, self.forms))
            self._opened.keep()

    def _rest(
        self, problems: tuple[Problem, ...], summary: tuple[SummaryVerdict, ...] = ()
    ) -> Results:
        """Return the results without the forms, which are written already."""
        return Results(policy_name(self._policy), (), summary, problems)

    def drop(self) -> None:
        """Leave no half-written file behind."""
        if self._opened:
            self._opened.drop()

    def summary(self, skipped: Text | None) -> str:
        """Return the closing line: what was read, scored, undecided, broken, passed over."""
        counts = {"forms": self.forms, "undecided": self.undecided, "broken": self.broken}
        elapsed = self.progress.elapsed
        text = say("run-summary", self.lang, files=self.done, **counts, elapsed=elapsed)
        return f"{text} · {skipped.in_lang(self.lang)}" if skipped else text


def _quoted(file: str) -> str:
    """Return a file's name as it is typed on a command line."""
    import shlex  # noqa: PLC0415  # only an interrupted run needs it

    return shlex.quote(file)
