"""`pingfen score`: forms in files and folders, however many, scored and written as they come."""

import argparse
import os

from pingfen.cli.options import Commands, add_numbers, add_run, named_policy
from pingfen.cli.run import work_through
from pingfen.cli.scoring import ScoringRun
from pingfen.form import Judgement
from pingfen.messages import say
from pingfen.writers import FORMATS, JsonWriter, TextWriter, Writer


def add_score(commands: Commands) -> argparse.ArgumentParser:
    """Add `score` to the command line."""
    scored = commands.add_parser("score", help=say("help-score", "zh"))
    scored.set_defaults(command=_score)
    add_run(scored)
    add_numbers(scored)
    scored.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help=say("help-format", "zh")
    )
    scored.add_argument("-o", "--output", metavar="OUT", help=say("help-output", "zh"))
    scored.add_argument("--from", dest="first", metavar="FILE", help=say("help-from", "zh"))
    return scored


def _score(options: argparse.Namespace) -> int:
    if options.output:
        from pingfen.cli.keeping import keep_inputs  # noqa: PLC0415  # most runs print

        settings = (options.policy, options.judgements)
        keep_inputs([options.output], options.files, settings)
    policy = named_policy(options)
    judgements = read_judged(options)
    run = ScoringRun(policy, _writer(options), options)
    own = (options.policy, options.judgements, options.output)
    return work_through(run, own, judgements, options.first)


def _writer(options: argparse.Namespace) -> Writer:
    if options.format == "json":
        return JsonWriter(options.lang, options.numbers)
    if options.format == "text":
        several = len(options.files) > 1 or os.path.isdir(options.files[0])
        return TextWriter(options.lang, files=several)
    return FORMATS[options.format](options.lang)


def read_judged(options: argparse.Namespace) -> tuple[Judgement, ...] | None:
    """Read the judgements file, if one is named."""
    if options.judgements is None:
        return None
    from pingfen.judgements import read_judgements  # noqa: PLC0415  # most runs have none

    return read_judgements(options.judgements)
