"""The commands about policies: `pingfen policy …`.

Each imports what it needs when it runs, so that scoring a form does not wait for it.
"""

import argparse

from pingfen.cli.options import Commands, add_rules
from pingfen.cli.output import FINE, put
from pingfen.messages import say


def add_commands(commands: Commands) -> None:
    """Add `policy` and its own commands to the command line."""
    policy = commands.add_parser("policy", help=say("help-policy-group", "zh"))
    group = policy.add_subparsers(required=True, metavar="COMMAND")
    listed = group.add_parser("list", help=say("help-policy-list", "zh"))
    listed.set_defaults(command=_list)
    add_rules(listed)


def _list(options: argparse.Namespace) -> int:
    from pingfen.loading import list_policies  # noqa: PLC0415  # see the module's docstring

    put("".join(f"{name}\n" for name in list_policies(rules=options.rules)))
    return FINE
