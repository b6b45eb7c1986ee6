"""The commands that look for what is wrong with policies: `pingfen policy check` and `test`.

Each imports what it needs when it runs, so that scoring a form does not wait for it.
"""

import argparse
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pingfen.cli.options import Commands, add_rules, load_named
from pingfen.cli.output import FINE, OPEN, WRONG, complain, put
from pingfen.errors import PingfenError, PolicyError, UsageError, problem
from pingfen.exact import read
from pingfen.messages import say

if TYPE_CHECKING:
    from pingfen.cases import Report


def add_check(group: Commands) -> None:
    """Add `policy check`."""
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
    check.add_argument("--all", action="store_true", help=say("help-check-all", "zh"))
    add_rules(check)


def _share(text: str) -> Fraction:
    """Read a share of the weight; argparse reports what is none."""
    value = read(text)
    if value is None or not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(say("not-a-share", "zh", found=text))
    return value


def add_test(group: Commands) -> None:
    """Add `policy test`."""
    tested = group.add_parser("test", help=say("help-policy-test", "zh"))
    tested.set_defaults(command=_test)
    tested.add_argument(
        "policies", nargs="*", metavar="POLICY", help=say("help-test-policy", "zh")
    )
    add_rules(tested)
    tested.add_argument("--cases", metavar="FILE", help=say("help-cases", "zh"))
    tested.add_argument("--all", action="store_true", help=say("help-all", "zh"))
    tested.add_argument(
        "--require-coverage", action="store_true", help=say("help-require-coverage", "zh")
    )
    tested.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("help-format", "zh")
    )


def _check(options: argparse.Namespace) -> int:
    from pingfen.checking import check_policy, to_json  # noqa: PLC0415  # see the module's docstring
    from pingfen.loading import load_policy  # noqa: PLC0415  # as above

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
        texts = (report.text(options.lang, everything=options.all) for report in reports)
        put("\n".join(texts))
    failed = any(report.at_least(options.fail_on) for report in reports)
    return code or (OPEN if failed else FINE)


def _test(options: argparse.Namespace) -> int:
    from pingfen.cases import to_json, to_text  # noqa: PLC0415  # see the module's docstring

    names = _tested(options)
    if not names:
        raise UsageError([problem("no-policies", None)])
    if options.cases and len(names) != 1:
        raise UsageError([problem("one-policy", None)])
    reports, wrong = [], False
    for name in names:
        try:
            reports.append(_run(name, options))
        except PingfenError as error:
            complain(error, options.lang)
            wrong = True
    if options.format == "json":
        put(to_json(reports, options.lang))
    else:
        put(to_text(reports, options.lang, everything=options.all))
    return WRONG if wrong else _code(reports, options)


def _tested(options: argparse.Namespace) -> Sequence[str]:
    """Return the policies to test; a file of cases stands for the policy that it lies beside."""
    from pingfen.loading import list_policies  # noqa: PLC0415  # see the module's docstring

    if not options.policies:
        return list_policies(rules=options.rules, shipped=not options.rules)
    named = (name.removesuffix(".cases.yaml") for name in options.policies)
    pairs = zip(named, options.policies, strict=True)
    return tuple(dict.fromkeys(at if at == name else f"{at}.yaml" for at, name in pairs))


def _run(name: str, options: argparse.Namespace) -> "Report":
    from pingfen.cases import read_cases, run_cases  # noqa: PLC0415  # see the module's docstring

    policy = load_named(name, options)
    return run_cases(policy, read_cases(options.cases or policy))


def _code(reports: "Sequence[Report]", options: argparse.Namespace) -> int:
    passed = all(report.passed for report in reports)
    tried = all(report.results and report.covered(inherited=options.all) for report in reports)
    return FINE if passed and (tried or not options.require_coverage) else OPEN
