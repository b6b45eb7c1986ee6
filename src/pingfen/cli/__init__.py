"""The command line: score, audit and explain forms, write and check policies.

Exit codes: 0 fine; 1 something undecided, a finding or a case that failed; 2 wrong usage, a wrong
policy or a judgement that fits nothing; 3 unreadable input; 130 and 143 interrupted.
"""

import argparse
from collections.abc import Callable, Sequence

from pingfen.cli import batch, forms, policies, writing
from pingfen.cli.output import (
    FINE,
    UNREADABLE,
    WRONG,
    complain,
    give_up_output,
    put,
    unicode_output,
)
from pingfen.errors import FormError, PingfenError
from pingfen.messages import say

__all__ = ["main", "make_parser"]
INTERRUPTED = 130  # what shells call a process that Ctrl-C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    unicode_output()
    options = make_parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except FormError as error:
        complain(error, options.lang)
        return UNREADABLE
    except PingfenError as error:
        complain(error, options.lang)
        return WRONG
    except KeyboardInterrupt:  # a long run says more of it
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        give_up_output()
        return FINE


class _Version(argparse.Action):
    """Print the version; to look it up takes longer than to score a form."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415  # as just said

        put(f"pingfen {version('pingfen')}\n")
        parser.exit()


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line with all its commands."""
    parser = argparse.ArgumentParser(prog="pingfen", description=say("help", "zh"))
    parser.add_argument("--version", action=_Version, nargs=0, help=say("help-version", "zh"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    forms.add_commands(commands)
    writing.add_writing(commands)
    batch.add_batch(commands)
    policies.add_commands(commands)
    return parser
