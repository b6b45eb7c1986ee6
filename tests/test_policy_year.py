"""A form that is scored by a policy of an earlier year says so, and is scored all the same."""

import json
from dataclasses import replace

import pytest

import pingfen
import seed
from pingfen.cli import main

POLICY = pingfen.load_policy("zhangdian@2024")
ROW = {"name": "r", "target": "≥4个", "actual": "3个", "weight": 90}
FORM = {"project": "p", "execution": {"annual": 2, "executed": 1}, "rows": [ROW]}


@pytest.mark.parametrize("year", [2025, 2026, 2099])
def test_a_form_of_a_later_year_than_the_policys_gets_one_doubt(year: int) -> None:
    card = pingfen.score(POLICY, {**FORM, "year": year})
    (found,) = [note for note in card.problems if note.code == "policy-older"]
    assert found.severity == "doubt"
    assert found.place is not None
    assert found.place.show() == "<data>"
    for lang in ("zh", "en"):
        assert str(year) in found.line(lang)
        assert "2024" in found.line(lang)
    assert card.notes == (found,)


@pytest.mark.parametrize("year", [None, 2024, 2023, 1999])
def test_a_form_of_the_policys_year_or_of_an_earlier_or_unknown_one_gets_none(
    year: int | None,
) -> None:
    assert pingfen.score(POLICY, {**FORM, "year": year}).notes == ()


def test_nothing_else_of_the_scorecard_changes() -> None:
    now, later = (pingfen.score(POLICY, {**FORM, "year": year}) for year in (2024, 2025))
    assert now.total is not None
    assert replace(later, notes=()) == now


@pytest.mark.parametrize("wanted", ["text", "json"])
def test_the_command_prints_it_once_a_form_and_ends_as_it_would_without(
    wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["score", str(seed.EXAMPLE), "--format", wanted]
    assert main([*arguments, "--policy", "mof@2020"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("policy-older") == 7
    assert printed.count("自评表为 2024 年度，评分办法 mof@2020 为 2020 年度") == 7
    if wanted == "json":
        found = json.loads(printed)["forms"][0]["problems"][0]
        assert (found["code"], found["severity"]) == ("policy-older", "doubt")
        assert "zhangdian-2024.txt" in found["place"]
    assert main([*arguments, "--policy", "zhangdian@2024"]) == 0
    assert "policy-older" not in capsys.readouterr().out
