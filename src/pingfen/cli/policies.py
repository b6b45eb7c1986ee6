"""The commands about policies: `pingfen policy …`.

Each imports what it needs when it runs, so that scoring a form does not wait for it.
"""

import argparse
from fractions import Fraction

from pingfen.cli.options import Commands, add_rules
from pingfen.cli.output import FINE, OPEN, WRONG, complain, put
from pingfen.errors import PolicyError
from pingfen.exact import read
from pingfen.loading import load_policy
from pingfen.messages import say


def add_commands(commands: Commands) -> None:
    """Add `policy` and its own commands to the command line."""
    policy = commands.add_parser("policy", help=say("help-policy-group", "zh"))
    group = policy.add_subparsers(required=True, metavar="COMMAND")
    listed = group.add_parser("list", help=say("help-policy-list", "zh"))
    listed.set_defaults(command=_list)
    add_rules(listed)
    _add_check(group)


def _add_check(group: Commands) -> None:
    check = group.add_parser("check", help=say("help-policy-check", "zh"))
    check.set_defaults(command=_check)
    check.add_argument("policies", nargs="+", metavar="POLICY", help=say("help-policy", "zh"))
    check.add_argument(
        "--fail-on",
        choices=("error", "doubt", "note"),
        default="error",
        help=say("help-fail-on", "zh"),
    )
    check.add_argument(
        "--jump", default="0.2", metavar="SHARE", help=say("help-jump", "zh"), type=_share
    )
    check.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("help-format", "zh")
    )
    add_rules(check)


def _share(text: str) -> Fraction:
    """Read a share of the weight; argparse reports what is none."""
    value = read(text)
    if value is None or not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(say("not-a-share", "zh", found=text))
    return value


def _list(options: argparse.Namespace) -> int:
    from pingfen.loading import list_policies  # noqa: PLC0415  # see the module's docstring

    put("".join(f"{name}\n" for name in list_policies(rules=options.rules)))
    return FINE


def _check(options: argparse.Namespace) -> int:
    from pingfen.checking import check_policy, to_json  # noqa: PLC0415  # see the module's docstring

    reports, code = [], FINE
    for name in options.policies:
        try:
            policy = load_policy(name, rules=options.rules)
        except PolicyError as error:
            complain(error, options.lang)
            code = WRONG
            continue
        reports.append(check_policy(policy, jump=options.jump))
    if options.format == "json":
        put(to_json(reports, options.lang))
    else:
        put("\n".join(report.text(options.lang) for report in reports))
    failed = any(report.at_least(options.fail_on) for report in reports)
    return code or (OPEN if failed else FINE)
