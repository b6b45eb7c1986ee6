"""The catalogue: each code that reading and scoring report has a title and a remedy."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pingfen import list_policies, load_policy
from pingfen.auditing.catalogue import catalogue, kind, severity_of
from pingfen.auditing.summaries import SAID_GRADE, SAID_TOTAL
from pingfen.auditing.telling import Subject, Telling
from pingfen.auditing.verdicts import SAYS_THE_SAME
from pingfen.errors import problem
from pingfen.kinds import KINDS
from pingfen.messages import is_message

SRC = Path(__file__).parent.parent / "src" / "pingfen"
# where problems that do not end the reading of a file are reported
REPORTING = ("readers", "scoring", "judgements.py")
# what ends the reading of a whole file, or the reading of judgements
FATAL = {"unreadable", "no-form", "json", "no-form-data", "cell-too-long", "not-text"}
# sentences of what makes a whole file unreadable, or that are part of others
SENTENCES = {
    *("cause-missing", "either-text", "figure-shared", "percent-unsure", "unparsed-because"),
    *("of-execution", "of-level", "of-row", "row-execution", "row-number", "not-a-mapping"),
    *("undecided-rows", "undecided-total", "file-missing", "file-empty", "judgement-open"),
    *("expected-given", "found-nothing"),
    *("judgements-not-utf-8", "extra-missing", "bytes-too-large", "cells-too-many"),
    *("columns-too-many", "nested-too-deep", "elements-too-deep", "markup-too-much"),
    *("bad-reference", "broken-cell", "broken-ole", "broken-part", "broken-pdf"),
    *("broken-workbook", "broken-zip", "no-sheets", "part-too-large", "packed-unusually"),
    *("frames-only", "no-printed-text", "too-much-drawn", "web-archive-empty"),
    *("office-failed", "office-missing", "office-slow", "ole-of-something", "zip-of-something"),
}


def reported() -> Iterator[tuple[str, str | None]]:
    """Yield each code that is written in a call of what makes problems, with its severity."""
    files = [path for name in REPORTING for path in paths(SRC / name)]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in {"problem", "Problem", "notice"}:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, severity(node)


def paths(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def severity(node: ast.Call) -> str | None:
    for keyword in node.keywords:
        if keyword.arg == "severity" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    if called(node) == "notice":
        return "doubt" if len(node.args) == 1 else None
    return "error"


def said() -> Iterator[str]:
    """Yield each text in the source that is the code of a message: codes are also chosen."""
    for name in REPORTING:
        for path in paths(SRC / name):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    hint = node.value.startswith("hint-")
                    if "-" in node.value and is_message(node.value) and not hint:
                        yield node.value


REPORTED = sorted({code for code, _ in reported()} - FATAL)


def test_the_codes_of_problems_are_found_in_the_source() -> None:
    assert {"percent-lost", "hidden-rows", "covered-text", "judgement-row"} <= set(REPORTED)
    assert len(REPORTED) > 40


@pytest.mark.parametrize("code", REPORTED)
def test_each_code_that_is_reported_is_in_the_catalogue(code: str) -> None:
    assert code in KINDS


def test_codes_that_are_chosen_at_run_time_are_in_the_catalogue() -> None:
    assert {"deleted-row", "struck-text", "format-hides"} <= set(said())
    assert set(said()) - SENTENCES - FATAL <= set(KINDS)


def test_the_catalogue_has_the_severity_that_the_code_is_reported_with() -> None:
    differing = {
        (code, said)
        for code, said in reported()
        if code in KINDS and said is not None and KINDS[code] != said
    }
    assert differing == set()


@pytest.mark.parametrize("code", KINDS)
def test_each_kind_has_a_title_and_a_remedy_in_both_languages(code: str) -> None:
    found = kind(code)
    for lang in ("zh", "en"):
        assert found.title.in_lang(lang)
        assert found.remedy.in_lang(lang)
        assert found.title.in_lang(lang) != found.remedy.in_lang(lang)


def test_no_check_of_a_shipped_policy_is_called_like_a_kind() -> None:
    policies = [load_policy(name) for name in list_policies()]
    checks = {check.name for policy in policies for check in policy.checks}
    assert "reason-due" in checks
    assert checks & KINDS.keys() == set()


def test_the_checks_that_verdicts_keep_silent_for_exist() -> None:
    checks = {check.name for check in load_policy("mof@2020").checks}
    assert {name for names in SAYS_THE_SAME.values() for name in names} <= checks
    assert checks >= SAID_TOTAL
    assert SAID_GRADE - KINDS.keys() <= checks


def test_no_two_kinds_have_one_title() -> None:
    for lang in ("zh", "en"):
        titles = [found.title.in_lang(lang) for found in catalogue()]
        assert len(set(titles)) == len(titles) == len(KINDS)


def test_a_policy_may_say_how_serious_a_kind_is_or_switch_it_off() -> None:
    assert severity_of({}, "picture", "note") == "note"
    assert severity_of({"picture": "error"}, "picture", "note") == "error"
    assert severity_of({"picture": "none"}, "picture", "note") is None


def test_a_problem_keeps_its_own_severity_unless_the_policy_gives_one() -> None:
    picture = problem("picture", None, severity="note")
    (plain,) = Telling({}, Subject()).problem(picture)
    (chosen,) = Telling({"picture": "error"}, Subject()).problem(picture)
    assert (plain.severity, chosen.severity) == ("note", "error")
    assert list(Telling({"picture": "none"}, Subject()).problem(picture)) == []
