"""A run over many files: what came of each is taken in order, counted, and shown while it goes on.

What is done with the results is up to the command; a signal ends any run between two files.
"""

import argparse
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import closing
from typing import Generic, TypeVar

from pingfen.cli.interruption import Interruption, Stopped
from pingfen.cli.output import complain
from pingfen.cli.progress import Progress
from pingfen.errors import DataPlace, FormError, Problem, UsageError, problem
from pingfen.files import Job, Listing, find_files, in_order, skipped_text, worker_count
from pingfen.files.tasks import Task
from pingfen.form import Judgement
from pingfen.messages import Message, Text

Found = TypeVar("Found")


class Run(ABC, Generic[Found]):
    """Takes what came of the files; a command says what it does with it."""

    phase = ""  # the message that names what is done

    def __init__(self, task: Task[Found], options: argparse.Namespace) -> None:
        """Take what is done with each file, and how much is shown of it."""
        self.task, self.options, self.lang = task, options, options.lang
        self.interruption = Interruption(self.drop)
        self.progress = Progress(options.lang, quiet=options.quiet)
        self.done = self.forms = self.undecided = self.broken = 0
        self._hints: set[str] = set()

    @abstractmethod
    def keep(self, found: Found) -> None:
        """Do with the result of a file what the command is for."""

    @abstractmethod
    def finish(self, judging: Sequence[Problem]) -> int:
        """Write the end and return the exit code; ``judging`` is what is wrong with judgements."""

    @abstractmethod
    def stop(self, why: Stopped, files: Sequence[str], judging: Sequence[Problem]) -> int:
        """Write what there is, say how far the run came, and return the exit code."""

    @abstractmethod
    def drop(self) -> None:
        """Leave no half-written file behind."""

    @abstractmethod
    def summary(self, skipped: Text | None) -> str:
        """Return the closing line; ``skipped`` says what of the folders was passed over."""

    def lost(self, error: FormError) -> None:  # most commands need nothing more
        """Take what cannot be read; it has been said."""

    def tick(self, file: str) -> None:
        """Show what is waited for; end the run if that was asked for."""
        self.interruption.check()
        self.progress.tick(file)

    def take(self, found: Found | FormError) -> None:
        """Take what came of the next file."""
        with self.interruption.held():
            self.done += 1
            if isinstance(found, FormError):
                self.complain(found)
            else:
                self.keep(found)
        counts = {"forms": self.forms, "undecided": self.undecided, "broken": self.broken}
        self.progress.count(done=self.done, **counts)

    def complain(self, error: FormError) -> None:
        """Say what cannot be read."""
        self.broken += 1
        self.progress.erase()
        complain(FormError([self._hinted_once(found) for found in error.problems]), self.lang)
        self.lost(error)

    def _hinted_once(self, found: Problem) -> Problem:
        """Leave out a hint that has been given: many files may want the same one."""
        hint = found.hint.in_lang(self.lang) if found.hint else ""
        if hint in self._hints:
            return found._replace(hint=None)
        self._hints |= {hint} - {""}
        return found


def work_through(
    run: Run[Found],
    own: Sequence[str | None],
    judgements: tuple[Judgement, ...] | None,
    first: str | None = None,
) -> int:
    """Find the files that the options name, do a run over them, and return the exit code.

    ``own`` are files of the run itself, which are not among those that are read; ``first`` is the
    file to begin with.
    """
    with run.interruption:
        listing = _from(find_files(run.options.files, filter(None, own)), first)
        for wrong in listing.problems:
            run.complain(FormError([wrong]))
        code = _work_on(run, listing.files, judgements)
    if listing.folders and not run.options.quiet:
        print(run.summary(_skipped(listing)), file=sys.stderr)
    return code


def _from(listing: Listing, first: str | None) -> Listing:
    """Return the files from the one with which an interrupted run would have gone on."""
    if first is None:
        return listing
    for at, file in enumerate(listing.files):
        if first == file or os.path.realpath(first) == os.path.realpath(file):
            return listing._replace(files=listing.files[at:])
    raise UsageError([problem("from-unknown", DataPlace(first))])


def _work_on(
    run: Run[Found], files: Sequence[str], judgements: tuple[Judgement, ...] | None
) -> int:
    """Give the run what comes of each file; return the exit code."""
    jobs = [Job(file) for file in files]
    judging: list[Problem] = []
    timeout = run.options.timeout
    count = worker_count(jobs, run.options.jobs, timeout)
    try:
        if judgements:
            jobs, judging = _survey(run, jobs, judgements, count)
        run.progress.begin(run.phase, len(jobs))
        with closing(in_order(run.task, jobs, count, timeout, run.tick)) as results:
            for found in results:
                run.take(found)
        return run.finish(judging)
    except Stopped as why:
        return run.stop(why, files, judging)
    except BaseException:
        run.drop()
        raise
    finally:
        run.progress.erase()


def _survey(
    run: Run[Found], jobs: list[Job], judgements: tuple[Judgement, ...], count: int
) -> tuple[list[Job], list[Problem]]:
    """Read all files for the rows that judgements are about; return the files with theirs."""
    # most runs are without judgements
    from pingfen.files.surveying import Surveying, judged_jobs  # noqa: PLC0415  # see above

    progress, read = run.progress, []
    progress.begin("progress-surveying", len(jobs))
    task = Surveying(judgements)
    with closing(in_order(task, jobs, count, run.options.timeout, run.tick)) as results:
        for forms in results:
            read.append(forms)
            progress.count(done=len(read))
    return judged_jobs(jobs, read, judgements)


def _skipped(listing: Listing) -> Message | None:
    """Return how many entries of the folders were passed over, and of which kinds."""
    count = sum(count for _, count in listing.skipped)
    kinds = skipped_text(listing)
    return Message.of("files-skipped", count=count, kinds=kinds) if count else None
