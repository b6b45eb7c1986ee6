"""`pingfen audit`: what is wrong, doubtful or undecided in forms, in as many reports as wanted.

It imports what it needs when it runs, so that scoring a form does not wait for it.
"""

import argparse
from typing import TYPE_CHECKING

from pingfen.cli.options import Commands, add_numbers, add_run, named_policy
from pingfen.cli.run import work_through
from pingfen.cli.score import read_judged
from pingfen.messages import say

if TYPE_CHECKING:
    from pingfen.auditing import Acceptance

SEVERITIES = ("error", "doubt", "note")
FORMATS = ("text", "json", "csv", "html", "xlsx", "accept")


def add_audit(commands: Commands) -> argparse.ArgumentParser:
    """Add `audit` to the command line."""
    audited = commands.add_parser("audit", help=say("help-audit", "zh"))
    audited.set_defaults(command=_audit)
    add_run(audited)
    add_numbers(audited)
    audited.add_argument("--format", choices=FORMATS, help=say("help-format", "zh"))
    audited.add_argument(
        "-o",
        "--output",
        dest="outputs",
        action="append",
        default=[],
        metavar="OUT",
        help=say("help-audit-output", "zh"),
    )
    audited.add_argument(
        "--fail-on", choices=SEVERITIES, default="error", help=say("help-audit-fail-on", "zh")
    )
    audited.add_argument("--accept", metavar="FILE", help=say("help-accept", "zh"))
    audited.add_argument("--marked", metavar="DIR", help=say("help-marked", "zh"))
    audited.add_argument("--notices", metavar="DIR", help=say("help-notices", "zh"))
    return audited


def _audit(options: argparse.Namespace) -> int:
    from pingfen.cli.auditing import AuditingRun  # noqa: PLC0415  # see the module's docstring
    from pingfen.cli.keeping import keep_inputs  # noqa: PLC0415  # as above
    from pingfen.cli.reporting import destinations  # noqa: PLC0415  # as above
    from pingfen.cli.returning import ready_to_return  # noqa: PLC0415  # as above

    wanted = destinations(options.outputs, options.format)
    settings = (options.policy, options.judgements, options.accept)
    keep_inputs(options.outputs, options.files, settings)
    ready_to_return(options)
    policy = named_policy(options)
    judgements = read_judged(options)
    run = AuditingRun(policy, wanted, options, _accepted(options))
    made = (*options.outputs, options.marked, options.notices)
    own = (*settings, *made)
    return work_through(run, own, judgements)


def _accepted(options: argparse.Namespace) -> "tuple[Acceptance, ...]":
    """Read the file of accepted findings, if one is named."""
    if options.accept is None:
        return ()
    from pingfen.auditing.acceptances import read_acceptances  # noqa: PLC0415  # as above

    return read_acceptances(options.accept)
