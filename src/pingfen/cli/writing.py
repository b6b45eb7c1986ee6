"""`pingfen summary` and `pingfen form`: office files in the published layouts."""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence

from pingfen.cli.forms import named_forms
from pingfen.cli.options import Commands, add_rules, add_run, load_named, named_policy
from pingfen.cli.output import FINE, OPEN, UNREADABLE
from pingfen.cli.score import read_judged
from pingfen.errors import DataPlace, Problem, UsageError, problem
from pingfen.form import Form, Forms
from pingfen.messages import say
from pingfen.readers import read_forms

NEXT = "next"  # what --blank means without a year


def add_writing(commands: Commands) -> None:
    """Add `summary` and `form` to the command line."""
    summed = commands.add_parser("summary", help=say("help-summary", "zh"))
    summed.set_defaults(command=_summary)
    add_run(summed)
    _add_output(summed)
    summed.add_argument(
        "--policy", required=True, metavar="ID[@YEAR]|PATH", help=say("help-policy", "zh")
    )
    summed.add_argument("--judgements", metavar="FILE", help=say("help-judgements", "zh"))
    summed.add_argument("--title", default="", metavar="TEXT", help=say("help-title", "zh"))
    summed.add_argument(
        "--department", default="", metavar="NAME", help=say("help-department", "zh")
    )
    written = commands.add_parser("form", help=say("help-form-group", "zh"))
    written.set_defaults(command=_form)
    written.add_argument("file", metavar="FILE", help=say("help-file", "zh"))
    written.add_argument("--form", metavar="NAME", help=say("help-form", "zh"))
    _add_output(written)
    written.add_argument("--policy", metavar="ID[@YEAR]|PATH", help=say("help-fill", "zh"))
    written.add_argument(
        "--blank", nargs="?", const=NEXT, type=_year, metavar="YEAR", help=say("help-blank", "zh")
    )
    for command in (summed, written):
        add_rules(command)


def _add_output(command: argparse.ArgumentParser) -> None:
    output = say("help-office-output", "zh")
    command.add_argument("-o", "--output", required=True, metavar="OUT", help=output)


def _year(text: str) -> int | str:
    """Read a year; argparse reports what is none."""
    if text == NEXT:
        return text
    if not re.fullmatch("[12][0-9]{3}", text, re.ASCII):
        raise argparse.ArgumentTypeError(say("not-a-year", "zh", found=text))
    return int(text)


def _summary(options: argparse.Namespace) -> int:
    # scoring needs nothing of what writes
    from pingfen.cli.summing import summarise  # noqa: PLC0415  # see above
    from pingfen.office import suffix_of  # noqa: PLC0415  # see above

    suffix_of(options.output)
    return summarise(options, named_policy(options), read_judged(options))


def _form(options: argparse.Namespace) -> int:
    # scoring needs nothing of what writes
    from pingfen.office import suffix_of  # noqa: PLC0415  # see above
    from pingfen.publishing.form import write_forms  # noqa: PLC0415  # see above

    suffix_of(options.output)
    if options.blank and options.policy:
        raise UsageError([problem("blank-or-policy", None)])
    _refuse_own(options)
    document = read_forms(options.file)
    forms, said = _made(options, document)
    code = _complained((*document.problems, *said), options.lang)
    lost = write_forms(options.output, forms)
    lossy = _complained(lost, options.lang)
    written = say("forms-written", options.lang, count=len(forms), output=options.output)
    print(written, file=sys.stderr)
    if any(found.severity == "error" for found in document.problems):
        return UNREADABLE
    return max(code, lossy)


def _refuse_own(options: argparse.Namespace) -> None:
    """Refuse to write over the file that is read."""
    if os.path.realpath(options.output) == os.path.realpath(options.file):
        raise UsageError([problem("output-is-input", DataPlace(options.output))])


def _made(options: argparse.Namespace, document: Forms) -> tuple[list[Form], list[Problem]]:
    """Return the forms to be written, filled or blank, and what is to be said of them."""
    chosen = named_forms(document, options.form)
    if options.blank:
        return _blank(options, chosen)
    if options.policy:
        return _filled(options, chosen)
    return chosen, []


def _blank(
    options: argparse.Namespace, chosen: Sequence[Form]
) -> tuple[list[Form], list[Problem]]:
    from pingfen.publishing.blank import blank_of, stale_years  # noqa: PLC0415  # one way of three

    unknown = [form for form in chosen if form.year is None]
    if options.blank == NEXT and unknown:
        raise UsageError(
            [problem("blank-no-year", form.place, project=form.project) for form in unknown]
        )
    made = [
        blank_of(form, (form.year or 0) + 1 if options.blank == NEXT else options.blank)
        for form in chosen
    ]
    return made, [found for form in made for found in stale_years(form)]


def _filled(
    options: argparse.Namespace, chosen: Sequence[Form]
) -> tuple[list[Form], list[Problem]]:
    from pingfen.publishing.filling import fill  # noqa: PLC0415  # one way of three

    policy = load_named(options.policy, options)
    found = [fill(policy, form) for form in chosen]
    for each in found:
        print(each.said.in_lang(options.lang), file=sys.stderr)
    return [each.form for each in found], [wrong for each in found for wrong in each.problems]


def _complained(problems: Iterable[Problem], lang: str) -> int:
    """Print problems; return the exit code that says whether one is an error."""
    code = FINE
    for found in problems:
        print(found.show(lang), file=sys.stderr)
        code = OPEN if found.severity == "error" else code
    return code
