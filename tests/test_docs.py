"""What the documents show is what happens, and nothing that exists goes unmentioned."""

import argparse
import doctest
import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

import documents
import pingfen
from pingfen import cli
from pingfen.expression.functions import AGGREGATES, CHINESE_FUNCTIONS, FUNCTIONS, GIVEN
from pingfen.expression.vocabulary import FIELDS
from pingfen.kinds import KINDS
from pingfen.messages import documents as of_documents
from pingfen.messages import forms as of_forms
from pingfen.messages import workbooks as of_workbooks
from pingfen.schema import load_schema

ROOT = Path(__file__).parent.parent


def maker(name: str) -> Any:
    """Return the script that makes the tables of a guide."""
    spec = spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


reference, findings_reference = maker("reference"), maker("findings_reference")
DOCS = (ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md")))
NORM = (ROOT / "docs" / "language.md").read_text("utf-8")

DOCUMENT_MESSAGES = [topic.MESSAGES for topic in (of_documents, of_forms, of_workbooks)]

STORIES = [path for path in DOCS if [*documents.steps(path.read_text("utf-8"))]]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name)
def test_commands_print_what_the_document_shows(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(arguments: list[str]) -> tuple[int, str]:
        code = cli.main(arguments)
        printed = capsys.readouterr()
        return code, printed.err + printed.out

    monkeypatch.chdir(documents.folder_like_the_checkout(tmp_path, ROOT))
    for step in documents.steps(path.read_text("utf-8")):
        step.take(tmp_path, run)


@pytest.mark.parametrize(
    "name",
    [
        *("README", "docs/authors", "docs/policies", "docs/comparing", "docs/folders"),
        *("docs/reading", "docs/findings", "docs/reviewing", "docs/checking-a-form"),
        "docs/tables",
    ],
)
def test_both_languages_of_a_guide_take_the_same_steps(name: str) -> None:
    english, chinese = (
        [
            (step.what, step.name.removesuffix(" --lang en"))
            for step in documents.steps((ROOT / f"{name}{end}").read_text("utf-8"))
        ]
        for end in (".md", ".zh.md")
    )
    assert english == chinese
    assert chinese


@pytest.mark.parametrize(("name", "lang"), [("reading.md", 1), ("reading.zh.md", 0)])
def test_the_messages_that_the_guide_to_reading_explains_are_said(name: str, lang: int) -> None:
    table = (ROOT / "docs" / name).read_text("utf-8").split("## 6 ", 1)[1].split("## 7 ", 1)[0]
    explained = re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    assert len(explained) > 8
    said = [both[lang] for topic in DOCUMENT_MESSAGES for both in topic.values()]
    for sentence in explained:
        pattern = re.escape(sentence).replace("…", ".+")
        assert any(re.fullmatch(pattern, text) for text in said), sentence


@pytest.mark.parametrize("name", ["tables.md", "tables.zh.md"])
def test_the_lines_of_python_about_tables_run_as_shown(name: str) -> None:
    path = str(ROOT / "docs" / name)
    result = doctest.testfile(path, module_relative=False, encoding="utf-8")
    assert (result.attempted, result.failed) == (6, 0)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_tour_runs_as_shown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
    assert result.attempted >= 9
    assert result.failed == 0


def test_both_readmes_have_the_same_commands_and_ci_runs_the_one_for_the_tests() -> None:
    english, chinese = (
        re.findall(r"```sh\n(.*?)```", (ROOT / n).read_text("utf-8"), re.DOTALL)
        for n in ("README.md", "README.zh.md")
    )
    assert english == chinese
    assert len(english) == 2
    assert english[1].strip() in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert english[1] in (ROOT / "docs" / "contributing.md").read_text("utf-8")


def rows(section: str) -> dict[str, list[str]]:
    """The rows of the tables in a section of the norm, by the names in their first column."""
    text = NORM.split(f"### {section}", 1)[1].split("\n##", 1)[0]
    found = {}
    for line in re.findall(r"^\| (`.*) \|$", text, re.MULTILINE):
        first, *rest = line.split(" | ")
        names = [name.split("(")[0] for name in re.findall(r"`(.*?)`", first)]
        for name in names:
            found[name] = [names, *rest]
    return found


def test_the_norm_lists_every_field_with_its_chinese_word_and_type() -> None:
    listed = rows("2.1")
    assert set(listed) == set(FIELDS)
    for name, (names, chinese, type_, *_) in listed.items():
        assert chinese.split()[names.index(name)] == FIELDS[name].chinese
        assert type_ == FIELDS[name].type


def test_the_norm_lists_every_function_with_its_chinese_word() -> None:
    listed = rows("2.2")
    assert set(listed) == {*FUNCTIONS, *AGGREGATES, GIVEN}
    for name, (names, chinese, *_) in listed.items():
        words = chinese.split()
        unique = list(dict.fromkeys(names))
        word = words[unique.index(name)]
        assert CHINESE_FUNCTIONS[word] == name


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tables_of_the_reference_are_as_the_schema_and_the_code_make_them(lang: str) -> None:
    path = reference.PAGES[lang]
    text = path.read_text("utf-8")
    assert text == reference.page(path, lang), "run python docs/reference.py"
    made = re.findall(r"<!-- made: ([a-z]+) -->", text)
    assert sorted(made) == sorted(reference.TABLES)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tables_of_findings_are_as_the_catalogue_and_the_policies_make_them(lang: str) -> None:
    path = findings_reference.PAGES[lang]
    text = path.read_text("utf-8")
    assert text == findings_reference.page(path, lang), "run python docs/findings_reference.py"
    assert sorted(re.findall(r"<!-- made: ([a-z]+) -->", text)) == sorted(findings_reference.MADE)


def test_the_tables_of_findings_name_every_kind_and_every_check_once() -> None:
    text = findings_reference.PAGES["zh"].read_text("utf-8")
    common = re.sub(r"<!-- made: changed -->.*?<!-- end -->", "", text, flags=re.DOTALL)
    codes = re.findall(r"^\| `([a-z0-9-]+)` \| (?:错误|存疑|提示) \|", common, re.MULTILINE)
    checks = [check.name for check in pingfen.load_policy("mof@2020").checks]
    assert sorted(codes) == sorted([*checks, *KINDS])


def test_every_name_and_function_has_its_meaning_in_the_reference() -> None:
    fields = [name for row in reference.MEANINGS["fields"] for name in row["names"]]
    assert sorted(fields) == sorted(FIELDS)
    parts = (reference.MEANINGS["functions"], reference.MEANINGS["aggregates"])
    calls = ({call.split("(")[0] for row in rows for call in row["calls"]} for rows in parts)
    assert tuple(calls) == ({*FUNCTIONS, GIVEN}, set(AGGREGATES))


def test_the_norm_lists_every_key_of_a_policy() -> None:
    table = NORM.split("## 1 The document", 1)[1].split("\n\\* required", 1)[0]
    listed = {
        name
        for line in table.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([a-z]+)`", line.split(" | ")[0])
    }
    assert listed == set(load_schema("policy")["properties"])


def error_codes() -> set[str]:
    """Every code that the modules which load policies give to a problem."""
    found = set()
    for folder in ("source", "expression", "loading"):
        for path in (ROOT / "src" / "pingfen" / folder).glob("*.py"):
            text = path.read_text("utf-8")
            found |= set(re.findall(r'problem\(\s*"([a-z-]+)"', text))
            found |= set(re.findall(r'self\.wrong\(\s*"([a-z-]+)"', text))
            found |= set(re.findall(r'Problem\(\s*"([a-z-]+)"', text))
    return found | set(
        re.findall(
            r'problem\(\s*"([a-z-]+)"',
            (ROOT / "src/pingfen/schema/complaints.py").read_text("utf-8"),
        )
    )


def test_the_norm_lists_every_error_of_loading() -> None:
    table = NORM.split("## 6 Errors", 1)[1]
    listed = {
        code
        for line in table.splitlines()
        if line.startswith("| `")
        for code in re.findall(r"`([a-z-]+)`", line.split(" | ")[0])
    }
    (files,) = re.findall(r"^Said of files: (.*)$", NORM, re.MULTILINE)
    assert error_codes() == listed | set(re.findall(r"`([a-z-]+)`", files))


def test_every_command_and_option_has_a_help_text() -> None:
    found = dict(commands_of(cli.make_parser()))
    assert set(found) == COMMANDS
    for name, command in found.items():
        for action in command._actions:
            assert action.help, f"{name} {action}"


COMMANDS = {
    *("score", "batch", "audit", "explain", "summary", "form"),
    "policy infer",
    *("policy list", "policy show", "policy new", "policy check", "policy test", "policy schema"),
    "policy diff",
}


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with the words that call it."""
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        yield "", parser
    for group in groups:
        assert {choice.dest for choice in group._choices_actions if choice.help} == set(
            group.choices
        )
        for word, command in group.choices.items():
            for name, leaf in commands_of(command):
                yield f"{word} {name}".strip(), leaf


def test_everything_public_has_a_docstring() -> None:
    for name in pingfen.__all__:
        assert getattr(pingfen, name).__doc__, name


def test_nothing_public_is_missing_from_the_list() -> None:
    assert set(pingfen.__all__) == set(pingfen._HOME)
    assert sorted(dir(pingfen)) == sorted(pingfen.__all__)


def test_links_between_the_documents_lead_somewhere() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def headings(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub names them."""
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    found = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_links_to_sections_name_a_heading() -> None:
    for path in DOCS:
        for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", path.read_text("utf-8")):
            assert anchor in headings(path.parent / target if target else path), (path, anchor)
