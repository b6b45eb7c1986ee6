"""The documents' own steps: what a block writes, changes and runs is checked to the letter."""

from pathlib import Path

import pytest

import documents
from documents import Step


def ran(code: int, printed: str) -> documents.Run:
    return lambda _: (code, printed)


def test_blocks_with_titles_are_files_and_changes_and_the_others_are_only_read():
    text = (
        '```yaml title="a/b.yaml"\nx: 1\n```\n\n```yaml\ny: 2\n```\n\n'
        '```diff title="a/b.yaml"\n-x: 1\n+x: 2\n```\n\n'
        "```console\n$ pingfen one\nout\n$ pingfen two\n```\n"
    )
    assert [*documents.steps(text)] == [
        Step("write", "a/b.yaml", "x: 1\n"),
        Step("change", "a/b.yaml", "-x: 1\n+x: 2\n"),
        Step("run", "pingfen one", "out\n"),
        Step("run", "pingfen two", ""),
    ]


def test_a_change_keeps_what_stands_around_it(tmp_path: Path):
    path = tmp_path / "f"
    path.write_text("a\nb\nc\n", "utf-8")
    documents.change(path, " a\n-b\n+d\n+e\n")
    assert path.read_text("utf-8") == "a\nd\ne\nc\n"


@pytest.mark.parametrize("before", ["a\n", "b\na\nb\n", "ab\n"])
def test_lines_that_are_changed_must_stand_there_once(tmp_path: Path, before: str):
    path = tmp_path / "f"
    path.write_text(before, "utf-8")
    with pytest.raises(AssertionError, match="has not once"):
        documents.change(path, "-b\n+c\n")


@pytest.mark.parametrize(
    ("shown", "code", "printed"),
    [
        ("a\n", 0, "a\n"),
        ("a\n# 退出码 2\n", 2, "a\n"),
        ("# exit code 1\n", 1, ""),
        ("a\n...\nz\n", 0, "a\nb\nc\nz\n"),
        ("a\n...\nz\n", 0, "a\nz\n"),
        ("total...\nz\n", 0, "total 95 (DIGEST)\nz\n"),
        ("of DIGEST\n", 0, "of 0123456789ab\n"),
    ],
)
def test_what_a_command_prints_and_returns_is_as_shown(shown: str, code: int, printed: str):
    Step("run", "pingfen x", shown).check(ran(code, printed))


@pytest.mark.parametrize(
    ("shown", "code", "printed"),
    [
        ("a\n", 0, "b\n"),
        ("a\n", 1, "a\n"),
        ("a\n# 退出码 2\n", 0, "a\n"),
        ("a\n...\nz\n", 0, "a\nb\n"),
        ("a...\n", 0, "a\nb\n"),
        ("of DIGEST\n", 0, "of 0123\n"),
    ],
)
def test_what_is_not_as_shown_fails(shown: str, code: int, printed: str):
    with pytest.raises(AssertionError):
        Step("run", "pingfen x", shown).check(ran(code, printed))
