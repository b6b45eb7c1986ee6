"""The command that compares two policies: `pingfen policy diff`.

It imports what it needs when it runs, so that scoring a form does not wait for it.
"""

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from pingfen.cli.forms import read_documents
from pingfen.cli.options import Commands, add_rules, load_named
from pingfen.cli.output import FINE, OPEN, UNREADABLE, WRONG, complain, put
from pingfen.cli.score import read_judged
from pingfen.errors import PolicyError
from pingfen.exact import read
from pingfen.messages import say

if TYPE_CHECKING:
    from pingfen.comparison import Impact
    from pingfen.policy import Policy


def add_diff(group: Commands) -> None:
    """Add `policy diff`."""
    diff = group.add_parser("diff", help=say("help-policy-diff", "zh"))
    diff.set_defaults(command=_diff)
    diff.add_argument("old", metavar="A", help=say("help-diff-old", "zh"))
    diff.add_argument("new", metavar="B", help=say("help-diff-new", "zh"))
    diff.add_argument(
        "--on", nargs="+", action="extend", default=[], metavar="FILE", help=say("help-on", "zh")
    )
    diff.add_argument(
        "--near", default="1", metavar="POINTS", help=say("help-near", "zh"), type=_points
    )
    diff.add_argument(
        "--format", choices=("text", "json", "html"), default="text", help=say("help-format", "zh")
    )
    diff.add_argument("-o", "--output", metavar="OUT", help=say("help-output", "zh"))
    diff.add_argument("--judgements", metavar="FILE", help=say("help-judgements", "zh"))
    add_rules(diff)


def _points(text: str) -> Fraction:
    """Read a number from 0 on; argparse reports what is none."""
    value = read(text)
    if value is None or value < 0:
        raise argparse.ArgumentTypeError(say("not-a-distance", "zh", found=text))
    return value


def _diff(options: argparse.Namespace) -> int:
    from pingfen.comparison import (  # noqa: PLC0415  # see the module's docstring
        diff_policies,
        show_comparison,
    )

    policies = [_policy(name, options) for name in (options.old, options.new)]
    old, new = policies
    if old is None or new is None:
        return WRONG
    judgements = read_judged(options)
    documents, broken = read_documents(options.on, options.lang)
    found = diff_policies(old, new, documents, near=options.near, judgements=judgements)
    put(show_comparison(found, options.format, options.lang), options.output)
    if broken:
        return UNREADABLE
    return _code(found.impact) if found.impact else FINE


def _policy(name: str, options: argparse.Namespace) -> "Policy | None":
    """Load a policy; what is wrong with one is said beside what is wrong with the other."""
    try:
        return load_named(name, options)
    except PolicyError as error:
        complain(error, options.lang)
        return None


def _code(impact: "Impact") -> int:
    """Return how it ends: with 1 where a row or a total is undecided that was decided before."""
    if any(found.severity == "error" for found in impact.problems):
        return WRONG  # a judgement that fits no row
    return OPEN if impact.opened else FINE
