"""The command that finds the policy which scores follow: `pingfen policy infer`.

It imports what it needs when it runs, so that scoring a form does not wait for it.
"""

import argparse
import sys
from typing import TYPE_CHECKING

from pingfen.cli.forms import read_documents
from pingfen.cli.options import Commands, add_rules, load_named
from pingfen.cli.output import FINE, OPEN, UNREADABLE, WRONG, put, put_new
from pingfen.messages import say

if TYPE_CHECKING:
    from pingfen.inference import Inference


def add_infer(group: Commands) -> None:
    """Add `policy infer`."""
    infer = group.add_parser("infer", help=say("help-policy-infer", "zh"))
    infer.set_defaults(command=_infer)
    infer.add_argument("files", nargs="+", metavar="FILE", help=say("help-file", "zh"))
    infer.add_argument(
        "--policy",
        dest="policies",
        action="append",
        metavar="ID[@YEAR]|PATH",
        help=say("help-infer-policy", "zh"),
    )
    infer.add_argument("--all", action="store_true", help=say("help-infer-all", "zh"))
    infer.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("help-format", "zh")
    )
    infer.add_argument("--draft", metavar="ID@YEAR", help=say("help-infer-draft", "zh"))
    infer.add_argument("-o", "--output", metavar="OUT", help=say("help-infer-output", "zh"))
    add_rules(infer)


def _infer(options: argparse.Namespace) -> int:
    from pingfen.inference import infer_policy  # noqa: PLC0415  # see the module's docstring

    names = options.policies
    policies = None if names is None else [load_named(name, options) for name in names]
    documents, broken = read_documents(options.files, options.lang)
    for found in (found for document in documents for found in document.problems):
        print(found.show(options.lang), file=sys.stderr)
    if not documents:
        return UNREADABLE
    inference = infer_policy(documents, policies, rules=options.rules)
    for found in inference.problems:
        print(found.show(options.lang), file=sys.stderr)
    if options.draft:
        _draft(inference, options)
    else:
        put(_report(inference, options), options.output)
    if broken:
        return UNREADABLE
    if inference.problems:
        return WRONG  # a policy that does not load was not tried
    return FINE if inference.explained else OPEN


def _report(inference: "Inference", options: argparse.Namespace) -> str:
    from pingfen.inference import show_inference  # noqa: PLC0415  # as above

    return show_inference(inference, options.format, options.lang, everything=options.all)


def _draft(inference: "Inference", options: argparse.Namespace) -> None:
    """Write the draft to a new file; one for standard output sends the report to the other."""
    from pingfen.inference.draft import draft_inferred  # noqa: PLC0415  # as above

    found = draft_inferred(
        inference, options.draft, rules=options.rules, output=options.output, lang=options.lang
    )
    if found.path is None:
        put(found.policy)
        print(_report(inference, options), end="", file=sys.stderr)
        return
    put_new(found.files)
    put(_report(inference, options))
    for path, _ in found.files:
        print(say("draft-written", options.lang, path=path), file=sys.stderr)
