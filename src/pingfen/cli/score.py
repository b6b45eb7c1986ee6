"""`pingfen score`: forms in files and folders, however many, scored and written as they come."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing

from pingfen.cli.interruption import Stopped
from pingfen.cli.options import Commands, named_policy
from pingfen.cli.run import Run
from pingfen.errors import DataPlace, FormError, Problem, UsageError, problem
from pingfen.files import (
    Job,
    Listing,
    find_files,
    in_order,
    skipped_text,
    worker_count,
)
from pingfen.form import Judgement
from pingfen.messages import Message, say
from pingfen.writers import FORMATS, JsonWriter, TextWriter, Writer


def add_score(commands: Commands) -> argparse.ArgumentParser:
    """Add `score` to the command line."""
    scored = commands.add_parser("score", help=say("help-score", "zh"))
    scored.set_defaults(command=_score)
    scored.add_argument("files", nargs="+", metavar="PATH", help=say("help-path", "zh"))
    scored.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help=say("help-format", "zh")
    )
    scored.add_argument("-o", "--output", metavar="OUT", help=say("help-output", "zh"))
    scored.add_argument(
        "--numbers", choices=("json", "text"), default="json", help=say("help-numbers", "zh")
    )
    scored.add_argument("--jobs", type=_count, metavar="N", help=say("help-jobs", "zh"))
    scored.add_argument(
        "--timeout", type=_count, metavar="SECONDS", help=say("help-timeout", "zh")
    )
    scored.add_argument("--from", dest="first", metavar="FILE", help=say("help-from", "zh"))
    scored.add_argument("-q", "--quiet", action="store_true", help=say("help-quiet", "zh"))
    return scored


def _count(text: str) -> int:
    """Read a whole number from 1 on; argparse reports what is none."""
    if not text.isascii() or not text.isdigit() or not int(text[:9]) >= 1:
        raise argparse.ArgumentTypeError(say("not-a-count", "zh", found=text))
    return int(text[:9])


def _score(options: argparse.Namespace) -> int:
    policy = named_policy(options)
    judgements = read_judged(options)
    run = Run(policy, _writer(options), options)
    own = (options.policy, options.judgements, options.output)
    with run.interruption:
        listing = _from(find_files(options.files, filter(None, own)), options.first)
        for wrong in listing.problems:
            run.complain(FormError([wrong]))
        code = _score_files(options, run, listing.files, judgements)
    if listing.folders and not options.quiet:
        print(run.summary(_skipped(listing)), file=sys.stderr)
    return code


def _writer(options: argparse.Namespace) -> Writer:
    if options.format == "json":
        return JsonWriter(options.lang, options.numbers)
    if options.format == "text":
        several = len(options.files) > 1 or os.path.isdir(options.files[0])
        return TextWriter(options.lang, files=several)
    return FORMATS[options.format](options.lang)


def _from(listing: Listing, first: str | None) -> Listing:
    """Return the files from the one with which an interrupted run would have gone on."""
    if first is None:
        return listing
    for at, file in enumerate(listing.files):
        if first == file or os.path.realpath(first) == os.path.realpath(file):
            return listing._replace(files=listing.files[at:])
    raise UsageError([problem("from-unknown", DataPlace(first))])


def _score_files(
    options: argparse.Namespace,
    run: Run,
    files: Sequence[str],
    judgements: tuple[Judgement, ...] | None,
) -> int:
    """Score the files and write what came of each; return the exit code."""
    jobs = [Job(file) for file in files]
    judging: list[Problem] = []
    count = worker_count(jobs, options.jobs, options.timeout)
    try:
        if judgements:
            jobs, judging = _survey(options, run, jobs, judgements, count)
        run.progress.begin("progress-scoring", len(jobs))
        work = in_order(run.task, jobs, count, options.timeout, run.tick)
        with closing(work) as results:
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
    options: argparse.Namespace,
    run: Run,
    jobs: list[Job],
    judgements: tuple[Judgement, ...],
    count: int,
) -> tuple[list[Job], list[Problem]]:
    """Read all files for the rows that judgements are about; return the files with theirs."""
    # most runs are without judgements
    from pingfen.files.surveying import Surveying, judged_jobs  # noqa: PLC0415  # see above

    progress, read = run.progress, []
    progress.begin("progress-surveying", len(jobs))
    task = Surveying(judgements)
    with closing(in_order(task, jobs, count, options.timeout, run.tick)) as results:
        for forms in results:
            read.append(forms)
            progress.count(done=len(read))
    return judged_jobs(jobs, read, judgements)


def _skipped(listing: Listing) -> Message | None:
    """Return how many entries of the folders were passed over, and of which kinds."""
    count = sum(count for _, count in listing.skipped)
    kinds = skipped_text(listing)
    return Message.of("files-skipped", count=count, kinds=kinds) if count else None


def read_judged(options: argparse.Namespace) -> tuple[Judgement, ...] | None:
    """Read the judgements file, if one is named."""
    if options.judgements is None:
        return None
    from pingfen.judgements import read_judgements  # noqa: PLC0415  # most runs have none

    return read_judgements(options.judgements)
