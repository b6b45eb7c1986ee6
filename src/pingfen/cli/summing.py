"""A run of `pingfen summary`: a line of each form is kept, the table is written at the end."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from typing import TypeVar

from pingfen.cli.keeping import keep_inputs
from pingfen.cli.output import FINE, OPEN, UNREADABLE, WRONG, complain
from pingfen.cli.progress import Progress
from pingfen.errors import FormError, Problem, UsageError, problem
from pingfen.files import Job, find_files, in_order, worker_count
from pingfen.files.tasks import Task
from pingfen.form import Judgement
from pingfen.messages import listed, say
from pingfen.office import ready_to_write, write_tables
from pingfen.policy import Policy
from pingfen.publishing.summary import Line, Summing, summary_table

Found = TypeVar("Found")


def summarise(
    options: argparse.Namespace, policy: Policy, judgements: tuple[Judgement, ...] | None
) -> int:
    """Score the files, write their summary table and return the exit code."""
    settings = (options.policy, options.judgements)
    keep_inputs([options.output], options.files, settings, tables=False)
    ready_to_write(options.output)
    own = (*settings, options.output)
    listing = find_files(options.files, filter(None, own))
    jobs = [Job(file) for file in listing.files]
    judging: list[Problem] = []
    if judgements:
        # most runs are without judgements
        from pingfen.files.surveying import Surveying, judged_jobs  # noqa: PLC0415  # see above

        read = _each(Surveying(judgements), jobs, options, "progress-surveying")
        jobs, judging = judged_jobs(jobs, read, judgements)
    found = _each(Summing(policy), jobs, options, "progress-scoring")
    errors = [each for each in found if isinstance(each, FormError)]
    summed = [each for each in found if not isinstance(each, FormError)]
    lines = [line for each in summed for line in each.lines]
    beside = [wrong for each in summed for wrong in each.problems] + judging
    problems = [*listing.problems, *beside]
    _complain(errors, problems, options.lang)
    if errors or any(wrong.severity == "error" for wrong in problems if wrong not in judging):
        code = UNREADABLE
    else:
        code = WRONG if any(wrong.severity == "error" for wrong in judging) else FINE
    return max(code, _write(options, lines))


def _each(
    task: Task[Found], jobs: Sequence[Job], options: argparse.Namespace, phase: str
) -> list[Found | FormError]:
    """Return what a task finds in each file."""
    progress = Progress(options.lang, quiet=options.quiet)
    progress.begin(phase, len(jobs))
    count = worker_count(jobs, options.jobs, options.timeout)
    found: list[Found | FormError] = []
    try:
        with closing(in_order(task, jobs, count, options.timeout, progress.tick)) as results:
            for each in results:
                found.append(each)
                progress.count(done=len(found))
    finally:
        progress.erase()
    return found


def _complain(errors: Sequence[FormError], problems: Sequence[Problem], lang: str) -> None:
    for error in errors:
        complain(error, lang)
    for wrong in problems:
        print(wrong.show(lang), file=sys.stderr)


def _write(options: argparse.Namespace, lines: Sequence[Line]) -> int:
    """Write the table; say which totals are left blank, and that it was written."""
    if not lines:
        raise UsageError([problem("summary-empty", None)])
    lang = options.lang
    table = summary_table(lines, title=options.title, department=options.department)
    write_tables(options.output, [table])
    open_lines = [line for line in lines if line.total is None]
    for line in open_lines:
        why = line.why or ""
        said = problem("summary-undecided", line.place, project=line.project, why=why)
        print(said.show(lang), file=sys.stderr)
    years = sorted({line.year for line in lines if line.year is not None})
    if len(years) > 1 and not options.title:
        print(say("summary-years", lang, years=listed(years).in_lang(lang)), file=sys.stderr)
    if not options.quiet:
        counts = {
            "count": len(lines),
            "undecided": len(open_lines),
            "differs": sum(line.differs for line in lines),
        }
        print(say("summary-written", lang, output=options.output, **counts), file=sys.stderr)
    return OPEN if open_lines else FINE
