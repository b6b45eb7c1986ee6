"""`pingfen audit`: what is wrong, doubtful or undecided in forms, in as many reports as wanted.

It imports what it needs when it runs, so that scoring a form does not wait for it.
"""

import argparse

from pingfen.cli.options import Commands, add_numbers, add_run, named_policy
from pingfen.cli.run import work_through
from pingfen.cli.score import read_judged
from pingfen.messages import say

SEVERITIES = ("error", "doubt", "note")
FORMATS = ("text", "json", "csv", "html", "xlsx")


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
    return audited


def _audit(options: argparse.Namespace) -> int:
    from pingfen.cli.auditing import AuditingRun  # noqa: PLC0415  # see the module's docstring
    from pingfen.cli.reporting import destinations  # noqa: PLC0415  # as above

    wanted = destinations(options.outputs, options.format)
    policy = named_policy(options)
    judgements = read_judged(options)
    run = AuditingRun(policy, wanted, options)
    own = (options.policy, options.judgements, *options.outputs)
    return work_through(run, own, judgements)
