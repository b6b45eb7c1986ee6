"""A real editor's view of policies: the YAML language server underlines, explains and completes.

The server comes from npm at an exact version; nothing else is fetched, as it is told to ask no
store of schemas.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from language_server import LanguageServer, Message
from pingfen.cli import main

ROOT = Path(__file__).parent.parent
SHIPPED = sorted((ROOT / "rules").glob("*/*.yaml"))
SERVER = "yaml-language-server@1.25.0"  # the last that runs on the Node.js of Debian 12
BROKEN = """\
# yaml-language-server: $schema={schema}
policy: broken
year: twenty
title: {{zh: 坏, en: broken}}
extends: mof@2020
parms: {{k: 1}}
rules:
  - rule: a
    for: colums
    score: weight
  - rule: b c
    when: true
    drop: true
  - score: {{steps: actual, at-least: {{90%: 1}}}}
grades: {{at-least: {{90: 优}}}}
checks:
  - check: c
    expect: sum(weight) == 100
    severity: bad
"""
# line, counted from 1 → what the server says there
WRONG = {
    3: 'Incorrect type. Expected "integer".',
    6: "Property parms is not allowed.",
    9: 'Value is not accepted. Valid values: "indicators", "execution", "rows".',
    11: "A name: a letter or a Chinese character first, then also digits, - and _. "
    "名称：以字母或汉字开头，其后可有数字、- 和 _。",
    12: "Incorrect type. Expected one of string, number.",
    14: 'Missing property "rule".',
    15: 'Missing property "otherwise".',
    19: 'Value is not accepted. Valid values: "error", "doubt", "note".',
}
CASES = """\
# yaml-language-server: $schema={schema}
policy: mof@2020
cases:
  - case: one
    row: {{target: ≥21个, wieght: 8}}
    expect: {{score: [8]}}
  - case: two
    form: {{execution: {{anual: 1}}}}
    expect: {{grade: 优}}
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Install the server and return the command that starts it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        assert not os.environ.get("CI"), "CI installs Node.js and npm"
        pytest.skip("no Node.js with npm on this machine")
    folder = tmp_path_factory.mktemp("server")
    quiet = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
    done = subprocess.run(
        [npm, "install", "--prefix", str(folder), *quiet, SERVER],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    program = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    return [node, str(program), "--stdio"]


@pytest.fixture
def server(command: list[str], tmp_path: Path) -> Iterator[LanguageServer]:
    with LanguageServer(command, tmp_path) as running:
        yield running


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def schema_of(kind: str, folder: Path) -> str:
    """The way from a folder to a schema, as a modeline in a checkout gives it."""
    return os.path.relpath(ROOT / "schemas" / f"{kind}.schema.json", folder)


def said(diagnostics: list[Message]) -> set[tuple[int, str]]:
    return {(found["range"]["start"]["line"] + 1, found["message"]) for found in diagnostics}


def test_a_broken_policy_is_underlined_where_it_is_wrong(
    server: LanguageServer, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "broken/2025.yaml",
        BROKEN.format(schema=schema_of("policy", tmp_path / "broken")),
    )
    found = said(server.open(path))
    assert found >= set(WRONG.items())
    assert {line for line, _ in found} == set(WRONG), "and nowhere else"


@pytest.mark.parametrize("way", ["relative", "absolute", "url"])
def test_the_first_line_may_name_the_schema_in_each_of_these_ways(
    server: LanguageServer, tmp_path: Path, way: str
) -> None:
    # the name of the schema ends at a space; only a URL can spell one
    top = tmp_path / ("评分 办法" if way == "url" else "评分办法")
    schema = top / "schemas" / "policy.schema.json"
    shutil.copytree(ROOT / "schemas", schema.parent)
    named = {"relative": "../schemas/policy.schema.json", "absolute": str(schema)}
    named["url"] = schema.as_uri()
    path = written(top, "broken/2025.yaml", BROKEN.format(schema=named[way]))
    assert {line for line, _ in said(server.open(path))} == set(WRONG)


@pytest.mark.parametrize("folder", ["rules/broken", "评分 办法/broken"])
def test_a_new_policy_names_a_schema_that_the_editor_finds(
    server: LanguageServer, tmp_path: Path, folder: str
) -> None:
    path = tmp_path / folder / "2025.yaml"
    assert main(["policy", "new", "broken@2025", "--from", "mof@2020", "-o", str(path)]) == 0
    assert server.open(path) == []
    text = path.read_text("utf-8").replace("year: 2025", "year: next")
    wrong = written(path.parent, "2026.yaml", text)
    assert [message for _, message in said(server.open(wrong))] == [
        'Incorrect type. Expected "integer".'
    ]


def test_a_schema_that_is_not_there_is_said_and_not_passed_over(
    server: LanguageServer, tmp_path: Path
) -> None:
    path = written(tmp_path, "2025.yaml", BROKEN.format(schema="nowhere/policy.schema.json"))
    ((line, message),) = said(server.open(path))
    assert line == 2
    assert message.startswith("Unable to load schema from")


def test_an_editor_may_be_told_in_its_settings_which_files_are_policies(
    command: list[str], tmp_path: Path
) -> None:
    """As docs/editor.md shows: a glob, and no first line in the files."""
    shown = (ROOT / "docs" / "editor.md").read_text("utf-8").split("```json\n", 1)[1]
    globs = json.loads(shown.split("```", 1)[0])["yaml.schemas"]
    assert main(["policy", "schema", "-o", str(tmp_path / "schemas")]) == 0
    text = BROKEN.format(schema="").replace("# yaml-language-server", "# no")
    path = written(tmp_path, "rules/broken/2025.yaml", text)
    other = written(tmp_path, "rules/broken/2025.cases.yaml", text)
    with LanguageServer(command, tmp_path, globs) as server:
        assert {line for line, _ in said(server.open(path))} == set(WRONG)
        assert said(server.open(other)) >= {(4, "Property title is not allowed.")}
        assert server.open(written(tmp_path, "rules/broken/other.yaml", text)) == []


def test_broken_cases_are_underlined_also_inside_a_form(
    server: LanguageServer, tmp_path: Path
) -> None:
    path = written(tmp_path, "2025.cases.yaml", CASES.format(schema=schema_of("cases", tmp_path)))
    assert said(server.open(path)) == {
        (5, "Property wieght is not allowed."),
        (6, "Incorrect type. Expected one of number, string, null."),
        (8, 'Missing property "project".'),
        (8, "Property anual is not allowed."),
    }
    assert "指标值" in server.hover(path, 4, 12)


def test_nothing_that_ships_is_underlined(server: LanguageServer) -> None:
    assert len(SHIPPED) >= 10
    assert {path.name: server.open(path) for path in SHIPPED} == {p.name: [] for p in SHIPPED}


def test_a_key_and_a_value_are_explained_in_both_languages(server: LanguageServer) -> None:
    path = ROOT / "rules" / "mof" / "2020.yaml"
    server.open(path)
    lines = path.read_text("utf-8").splitlines()

    def shown(text: str) -> str:
        line = next(number for number, found in enumerate(lines) if text in found)
        return server.hover(path, line, lines[line].index(text) + 1)

    assert "the first one that is given" in shown("inputs:")
    assert "先有者为准" in shown("inputs:")
    assert "适用对象" in shown("for: execution")
    assert "* `execution`: The budget row. 预算执行一行。" in shown("for: execution")
    assert "Ties away from zero" in shown("half-up}")
    assert "四舍五入" in shown("half-up}")
    assert "the bound itself included" in shown("at-least:")


def test_the_keys_of_a_rule_and_the_words_it_may_say_are_offered(
    server: LanguageServer, tmp_path: Path
) -> None:
    text = BROKEN.format(schema=schema_of("policy", tmp_path))
    path = written(tmp_path, "2025.yaml", text.replace("    score: weight\n", "    \n"))
    server.open(path)
    line = text.splitlines().index("    for: colums")
    words = server.completions(path, line, len("    for: "))
    assert list(words) == ["indicators", "execution", "rows"]
    assert words["execution"] == "The budget row. 预算执行一行。"
    keys = server.completions(path, line + 1, len("    "))
    assert {"when", "score", "drop", "undecided", "require", "because", "cites"} <= set(keys)
    assert "rule" not in keys, "it is there already"
    assert "says when the rule applies" in keys["when"]
    assert "规则何时适用" in keys["when"]


@pytest.mark.parametrize(
    ("program", "error"),
    [("import time; time.sleep(60)", TimeoutError), ("input(); exit(3)", AssertionError)],
)
def test_a_server_that_is_silent_or_ends_is_waited_for_no_longer_than_allowed(
    tmp_path: Path, program: str, error: type[Exception]
) -> None:
    silent = LanguageServer([sys.executable, "-c", program], tmp_path, patience=1)
    with pytest.raises(error, match=r"no answer|ended with 3"), silent:
        raise NotImplementedError
    assert silent.process.returncode is not None, "and it is stopped"
