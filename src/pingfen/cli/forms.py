"""The commands about forms: score, audit and explain."""

import argparse
import sys
from collections.abc import Iterable, Sequence

from pingfen.cli.audit import add_audit
from pingfen.cli.options import Commands, add_rules, named_policy
from pingfen.cli.output import FINE, OPEN, WRONG, complain, put
from pingfen.cli.score import add_score, read_judged
from pingfen.errors import FormError, Problem, UsageError, problem
from pingfen.faces import explain_form, score
from pingfen.form import Form, Forms, Judgement
from pingfen.messages import listed, say
from pingfen.policy import Policy
from pingfen.readers import read_forms
from pingfen.words import compact


def add_commands(commands: Commands) -> None:
    """Add the commands about forms to the command line."""
    scored = add_score(commands)
    explained = commands.add_parser("explain", help=say("help-explain", "zh"))
    explained.set_defaults(command=_explain)
    explained.add_argument("file", metavar="FILE", help=say("help-file", "zh"))
    explained.add_argument("--form", metavar="NAME", help=say("help-form", "zh"))
    explained.add_argument("--row", type=int, metavar="N", help=say("help-row", "zh"))
    for command in (scored, explained, add_audit(commands)):
        command.add_argument(
            "--policy", required=True, metavar="ID[@YEAR]|PATH", help=say("help-policy", "zh")
        )
        command.add_argument("--judgements", metavar="FILE", help=say("help-judgements", "zh"))
        add_rules(command)


def _explain(options: argparse.Namespace) -> int:
    policy = named_policy(options)
    judgements = read_judged(options)
    forms = read_forms(options.file)
    if options.row is None:
        return _explain_forms(options, policy, named_forms(forms, options.form), judgements)
    from pingfen.explanation import explain  # noqa: PLC0415  # scoring does not need it

    form = _chosen(forms, options.form)
    card = score(policy, form, judgements=_of_project(judgements, form.project))
    explanation = explain(card, options.row)
    put(explanation.text(options.lang))
    if _unused(card.notes, options.lang):
        return WRONG
    return OPEN if explanation.row.undecided else FINE


def _explain_forms(
    options: argparse.Namespace,
    policy: Policy,
    forms: Sequence[Form],
    judgements: tuple[Judgement, ...] | None,
) -> int:
    """Explain whole forms: the points lost, and what would reach the next grade."""
    found = [
        explain_form(policy, form, judgements=_of_project(judgements, form.project))
        for form in forms
    ]
    put("\n".join(explanation.text(options.lang) for explanation in found))
    notes = [note for explanation in found for note in explanation.card.notes]
    if _unused(notes, options.lang):
        return WRONG
    return FINE if all(explanation.card.decided for explanation in found) else OPEN


def _unused(notes: Iterable[Problem], lang: str) -> bool:
    """Print what is doubtful about forms; tell whether a judgement fits no row."""
    said = list(notes)
    for note in said:
        print(note.show(lang), file=sys.stderr)
    return any(note.severity == "error" for note in said)


def _of_project(
    judgements: tuple[Judgement, ...] | None, project: str
) -> tuple[Judgement, ...] | None:
    """Return the judgements of one form: a file may hold those of many."""
    if judgements is None:
        return None
    return tuple(found for found in judgements if compact(found.project) == compact(project))


def read_documents(files: Iterable[str], lang: str) -> tuple[list[Forms], bool]:
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
    found = named_forms(forms, name)
    if len(found) == 1:
        return found[0]
    known = listed(form.project for form in found)
    if name is None:
        raise UsageError([problem("form-which", None, known=known)])
    several = problem("form-several", None, found=name, count=len(found), known=known)
    raise UsageError([several])


def named_forms(forms: Forms, name: str | None) -> list[Form]:
    """Return the forms of that project; without a name all of them."""
    wanted = compact(name or "")
    exact = [form for form in forms if compact(form.project) == wanted]
    found = exact or [form for form in forms if wanted in compact(form.project)]
    if not found:
        known = listed(form.project for form in forms)
        raise UsageError([problem("form-unknown", None, found=name or "", known=known)])
    return found
