"""The commands about forms: score and explain."""

import argparse
from collections.abc import Iterable

from pingfen.cli.options import Commands, add_rules, named_policy
from pingfen.cli.output import FINE, OPEN, UNREADABLE, complain, put
from pingfen.errors import FormError, UsageError, problem
from pingfen.explanation import explain
from pingfen.form import Form, Forms
from pingfen.messages import listed, say
from pingfen.readers import read_forms
from pingfen.scoring import score_form, score_forms
from pingfen.words import compact
from pingfen.writers import FORMATS, to_json


def add_commands(commands: Commands) -> None:
    """Add the commands about forms to the command line."""
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
        add_rules(command)


def _score(options: argparse.Namespace) -> int:
    policy = named_policy(options)
    documents, broken = _documents(options.files, options.lang)
    results = score_forms(policy, documents)
    if options.format == "json":
        text = to_json(results, options.lang, numbers=options.numbers)
    else:
        text = FORMATS[options.format](results, options.lang)
    if documents:
        put(text, options.output)
    if broken:
        return UNREADABLE
    return FINE if results.decided else OPEN


def _explain(options: argparse.Namespace) -> int:
    policy = named_policy(options)
    form = _chosen(read_forms(options.file), options.form)
    card = score_form(policy, form)
    explanation = explain(card, options.row)
    put(explanation.text(options.lang))
    return OPEN if explanation.row.undecided else FINE


def _documents(files: Iterable[str], lang: str) -> tuple[list[Forms], bool]:
    """Read all files; one that cannot be read is reported and does not end the run."""
    documents, broken = [], False
    for file in files:
        try:
            documents.append(read_forms(file))
        except FormError as error:
            complain(error, lang)
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
