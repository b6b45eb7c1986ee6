"""The command line: score and explain.

Exit codes: 0 fine, 1 something undecided, 2 wrong usage or a wrong policy, 3 unreadable input.
"""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version

from pingfen.errors import DataPlace, FormError, PingfenError, UsageError, problem
from pingfen.explanation import explain
from pingfen.form import Form, Forms
from pingfen.loading import load_policy
from pingfen.messages import LANGS, listed, say
from pingfen.policy import Policy
from pingfen.readers import read_forms
from pingfen.scoring import score_form, score_forms
from pingfen.words import compact
from pingfen.writers import FORMATS, to_json, write_file

FINE, OPEN, WRONG, UNREADABLE = range(4)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _unicode_output()
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except FormError as error:
        _complain(error, options.lang)
        return UNREADABLE
    except PingfenError as error:
        _complain(error, options.lang)
        return WRONG
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        _give_up_output()
        return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pingfen", description=say("help", "zh"))
    parser.add_argument("--version", action="version", version=f"pingfen {version('pingfen')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    score = commands.add_parser("score", help=say("help-score", "zh"))
    score.set_defaults(command=_score)
    score.add_argument("files", nargs="+", metavar="FILE", help=say("help-file", "zh"))
    score.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help=say("help-format", "zh")
    )
    score.add_argument("-o", "--output", metavar="OUT", help=say("help-output", "zh"))
    score.add_argument(
        "--numbers", choices=("json", "text"), default="json", help=say("help-numbers", "zh")
    )
    explained = commands.add_parser("explain", help=say("help-explain", "zh"))
    explained.set_defaults(command=_explain)
    explained.add_argument("file", metavar="FILE", help=say("help-file", "zh"))
    explained.add_argument("--form", metavar="NAME", help=say("help-form", "zh"))
    explained.add_argument(
        "--row", type=int, required=True, metavar="N", help=say("help-row", "zh")
    )
    for command in (score, explained):
        command.add_argument(
            "--policy", required=True, metavar="ID[@YEAR]|PATH", help=say("help-policy", "zh")
        )
        command.add_argument(
            "--rules", action="append", default=[], metavar="DIR", help=say("help-rules", "zh")
        )
        command.add_argument("--lang", choices=LANGS, default="zh", help=say("help-lang", "zh"))
    return parser


def _score(options: argparse.Namespace) -> int:
    policy = _policy(options)
    documents, broken = _documents(options.files, options.lang)
    results = score_forms(policy, documents)
    if options.format == "json":
        text = to_json(results, options.lang, numbers=options.numbers)
    else:
        text = FORMATS[options.format](results, options.lang)
    if documents:
        _put(text, options.output)
    if broken:
        return UNREADABLE
    return FINE if results.decided else OPEN


def _explain(options: argparse.Namespace) -> int:
    policy = _policy(options)
    form = _chosen(read_forms(options.file), options.form)
    card = score_form(policy, form)
    explanation = explain(card, options.row)
    _put(explanation.text(options.lang), None)
    return OPEN if explanation.row.undecided else FINE


def _policy(options: argparse.Namespace) -> Policy:
    policy = load_policy(options.policy, rules=options.rules)
    if policy.chosen:
        print(policy.chosen.in_lang(options.lang), file=sys.stderr)
    return policy


def _documents(files: Iterable[str], lang: str) -> tuple[list[Forms], bool]:
    """Read all files; one that cannot be read is reported and does not end the run."""
    documents, broken = [], False
    for file in files:
        try:
            documents.append(read_forms(file))
        except FormError as error:
            _complain(error, lang)
            broken = True
    unread = any(
        found.severity == "error" for document in documents for found in document.problems
    )
    return documents, broken or unread


def _chosen(forms: Forms, name: str | None) -> Form:
    """Return the form of that project; without a name the only one."""
    wanted = compact(name or "")
    exact = [form for form in forms if compact(form.project) == wanted]
    found = exact or [form for form in forms if wanted in compact(form.project)]
    if len(found) == 1:
        return found[0]
    known = listed(form.project for form in forms)
    code = "form-which" if found else "form-unknown"
    raise UsageError([problem(code, None, found=name or "", known=known)])


def _put(text: str, output: str | None) -> None:
    if output is None or output == "-":
        _print(text)
    else:
        write_file(output, text)


def _print(text: str) -> None:
    if sys.stdout is None:
        found = os.strerror(errno.EBADF)
        raise UsageError([problem("not-written", DataPlace("<stdout>"), found=found)])
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up_output()
        place = DataPlace("<stdout>")
        raise UsageError([problem("not-written", place, found=error.strerror)]) from None


def _give_up_output() -> None:
    """Send what is still buffered nowhere, or Python would complain of it when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: PingfenError, lang: str) -> None:
    print(error.show(lang), file=sys.stderr)


def _unicode_output() -> None:
    """Never fail on a character that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
