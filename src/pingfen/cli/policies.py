"""The commands about policies: `pingfen policy …`.

Each imports what it needs when it runs, so that scoring a form does not wait for it.
"""

import argparse
import os

from pingfen.cli.differences import add_diff
from pingfen.cli.inference import add_infer
from pingfen.cli.options import Commands, add_rules, named_policy
from pingfen.cli.output import FINE, WRONG, put, put_files, put_new
from pingfen.cli.trials import add_check, add_test
from pingfen.errors import UsageError, problem
from pingfen.messages import LANGS, say


def add_commands(commands: Commands) -> None:
    """Add `policy` and its own commands to the command line."""
    policy = commands.add_parser("policy", help=say("help-policy-group", "zh"))
    group = policy.add_subparsers(required=True, metavar="COMMAND")
    _add_list(group)
    _add_show(group)
    _add_new(group)
    _add_schema(group)
    add_infer(group)
    add_check(group)
    add_test(group)
    add_diff(group)


def _add_list(group: Commands) -> None:
    listed = group.add_parser("list", help=say("help-policy-list", "zh"))
    listed.set_defaults(command=_list)
    listed.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("help-format", "zh")
    )
    add_rules(listed)


def _add_show(group: Commands) -> None:
    shown = group.add_parser("show", help=say("help-policy-show", "zh"))
    shown.set_defaults(command=_show)
    shown.add_argument("policy", metavar="ID[@YEAR]|PATH", help=say("help-policy", "zh"))
    shown.add_argument(
        "--format",
        choices=("text", "yaml", "table", "html"),
        default="text",
        help=say("help-format", "zh"),
    )
    shown.add_argument("-o", "--output", metavar="OUT", help=say("help-output", "zh"))
    add_rules(shown)


def _add_new(group: Commands) -> None:
    new = group.add_parser("new", help=say("help-policy-new", "zh"))
    new.set_defaults(command=_new)
    new.add_argument("name", metavar="ID@YEAR", help=say("help-new-name", "zh"))
    new.add_argument(
        "--from",
        dest="policy",
        required=True,
        metavar="ID[@YEAR]",
        help=say("help-new-from", "zh"),
    )
    new.add_argument("-o", "--output", metavar="OUT", help=say("help-new-output", "zh"))
    add_rules(new)


def _add_schema(group: Commands) -> None:
    schema = group.add_parser("schema", help=say("help-policy-schema", "zh"))
    schema.set_defaults(command=_schema)
    schema.add_argument("-o", "--output", metavar="DIR", help=say("help-schema-output", "zh"))
    schema.add_argument("--lang", choices=LANGS, default="zh", help=say("help-lang", "zh"))


def _list(options: argparse.Namespace) -> int:
    from pingfen.showing.catalogue import CATALOGUES, catalogue  # noqa: PLC0415  # as above

    found = catalogue(options.rules)
    put(CATALOGUES[options.format](found, options.lang))
    return WRONG if any(entry.problems for entry in found) else FINE


def _show(options: argparse.Namespace) -> int:
    from pingfen.showing import show_policy  # noqa: PLC0415  # see the module's docstring

    put(show_policy(named_policy(options), options.format, options.lang), options.output)
    return FINE


def _new(options: argparse.Namespace) -> int:
    from pingfen.drafting import draft, searched  # noqa: PLC0415  # see the module's docstring

    found = draft(
        options.name,
        named_policy(options, searched(options.rules, options.output)),
        rules=options.rules,
        output=options.output,
        lang=options.lang,
    )
    if found.path is None:
        put(found.policy)
        return FINE
    put_new(found.files)
    for path, _ in found.files:
        put(say("draft-written", options.lang, path=path) + "\n")
    return FINE


def _schema(options: argparse.Namespace) -> int:
    from pingfen.bundled import bundled_bytes, bundled_names, bundled_path  # noqa: PLC0415  # as above

    folder = bundled_path("schemas")
    if options.output is None and folder is None:
        raise UsageError([problem("usage", None, says="schemas-zipped")])
    if options.output is None:
        put(f"{folder}\n")
        return FINE
    texts = {name: bundled_bytes(f"schemas/{name}").decode() for name in bundled_names("schemas")}
    files = [(os.path.join(options.output, name), text) for name, text in texts.items()]
    put_files(files)
    put("".join(f"{path}\n" for path, _ in files))
    return FINE
