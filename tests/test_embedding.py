"""The guide for programmers: its examples run, and it leaves nothing public out."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDES = ("embedding.md", "embedding.zh.md")


def guide(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize("name", GUIDES)
def test_the_examples_run_as_shown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / name), module_relative=False, encoding="utf-8")
    assert result.attempted >= 50
    assert result.failed == 0
