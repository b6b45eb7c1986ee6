"""The options that several commands share, and the policy that they name."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pingfen.loading import load_policy
from pingfen.messages import LANGS, say
from pingfen.policy import Policy

if TYPE_CHECKING:
    # argparse keeps the type of what add_subparsers returns to itself
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001
else:
    Commands = object


def add_rules(command: argparse.ArgumentParser) -> None:
    """Add where policies are looked for, and the language of what is printed."""
    command.add_argument(
        "--rules", action="append", default=[], metavar="DIR", help=say("help-rules", "zh")
    )
    command.add_argument("--lang", choices=LANGS, default="zh", help=say("help-lang", "zh"))


def add_run(command: argparse.ArgumentParser) -> None:
    """Add what a run over many files takes: the files, how many processes, how much patience."""
    command.add_argument("files", nargs="+", metavar="PATH", help=say("help-path", "zh"))
    command.add_argument("--jobs", type=_count, metavar="N", help=say("help-jobs", "zh"))
    command.add_argument(
        "--timeout", type=_count, metavar="SECONDS", help=say("help-timeout", "zh")
    )
    command.add_argument("-q", "--quiet", action="store_true", help=say("help-quiet", "zh"))


def add_numbers(command: argparse.ArgumentParser) -> None:
    """Add how numbers are written in JSON."""
    command.add_argument(
        "--numbers", choices=("json", "text"), default="json", help=say("help-numbers", "zh")
    )


def _count(text: str) -> int:
    """Read a whole number from 1 on; argparse reports what is none."""
    if not text.isascii() or not text.isdigit() or not int(text[:9]) >= 1:
        raise argparse.ArgumentTypeError(say("not-a-count", "zh", found=text))
    return int(text[:9])


def named_policy(options: argparse.Namespace, rules: Sequence[str] | None = None) -> Policy:
    """Load the policy that the options name; why another year was taken goes to stderr.

    ``rules`` are the folders to look in, if not those of the options.
    """
    return load_named(options.policy, options, rules)


def load_named(
    name: str, options: argparse.Namespace, rules: Sequence[str] | None = None
) -> Policy:
    """Load a policy by a name that a command was given, as ``named_policy`` does."""
    policy = load_policy(name, rules=options.rules if rules is None else rules)
    if policy.chosen:
        print(policy.chosen.in_lang(options.lang), file=sys.stderr)
    return policy
