"""The cases of policies: reading them, running them, what they try, the command and pytest."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import seed
from pingfen import Policy, PolicyError, UsageError, load_policy, parse_policy, read_forms
from pingfen.cases import (
    Boundary,
    Report,
    failure,
    gaps,
    parse_cases,
    read_cases,
    run_case,
    run_cases,
)
from pingfen.cases.watching import Watcher
from pingfen.cli import main
from pingfen.schema import load_schema
from pingfen.scoring import score_form
from pingfen.testing import policy_test
from pingfen.width import width

FINE, FAILED, WRONG = range(3)
OWN = """\
policy: own
year: 2025
title: 自己的办法
extends: mof@2020
rules:
  - rule: generous
    when: level1 == "效益指标" and actual * 2 >= target
    score: weight
"""
CASES = """\
policy: own@2025
cases:
  - case: half is enough
    row: {level1: 效益指标, target: ≥10个, actual: 5个, weight: 8}
    expect: {score: 8.00, rule: generous}
  - case: less than half is in proportion
    row: {level1: 效益指标, target: ≥10个, actual: 4个, weight: 8}
    expect: {score: 3.20, rule: short}
"""
FAILING = """\
policy: own@2025
cases:
  - case: 一半即可
    row: {level1: 效益指标, target: ≥10个, actual: 4个, weight: 8}
    expect: {score: 8.00, rule: generous}
"""
PLAIN = """\
policy: plain
year: 2025
title: plain
execution: none
rules: [{rule: all, score: "weight"}]
rounding: {places: 2, mode: half-up}
total: sum(score)
grades: none
"""


def own(text: str = OWN) -> Policy:
    return parse_policy(text, file="own.yaml")


def plain(**changes: object) -> Policy:
    keys = {
        "policy": "plain",
        "year": 2025,
        "title": "plain",
        "execution": "none",
        "rules": [{"rule": "all", "score": "weight"}],
        "rounding": {"places": 2, "mode": "half-up"},
        "total": "sum(score)",
        "grades": "none",
    }
    return parse_policy({**keys, **changes})


def row_case(expect: Mapping[str, object], **row: object) -> dict[str, object]:
    return {"case": f"{row} {expect}", "row": {"weight": 10, **row}, "expect": expect}


def run(policy: Policy, *cases: Mapping[str, object], **more: object) -> Report:
    return run_cases(policy, parse_cases({"policy": policy.name, "cases": list(cases), **more}))


def wrong(text: str) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as caught:
        parse_cases(text, file="c.yaml")
    return [(found.code, found.place.show()) for found in caught.value.problems if found.place]


def boundary(report: Report, text: str) -> Boundary:
    (found,) = [found for found in report.boundaries if found.text == text]
    return found


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    (folder / "own").mkdir(parents=True)
    (folder / "own" / "2025.yaml").write_text(OWN, "utf-8")
    (folder / "own" / "2025.cases.yaml").write_text(CASES, "utf-8")
    return folder


class TestReading:
    @pytest.mark.parametrize("name", ["mof@2020", "zhangdian@2024"])
    def test_the_cases_of_a_policy_that_ships_are_found_wherever_one_stands(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        cases = read_cases(load_policy(name))
        assert cases.policy == name
        assert len(cases) > 30

    def test_a_policy_of_ones_own_of_the_same_name_has_its_own_cases(self, tmp_path: Path) -> None:
        (tmp_path / "mof").mkdir()
        (tmp_path / "mof" / "2020.yaml").write_text(
            PLAIN.replace("plain\n", "mof\n", 1).replace("2025", "2020"), "utf-8"
        )
        cases = read_cases(load_policy("mof@2020", rules=tmp_path))
        assert len(cases) == 0
        assert cases.file == str(tmp_path / "mof" / "2020.cases.yaml")

    @pytest.mark.parametrize("by", ["name", "path", "file of cases"])
    def test_the_cases_of_a_policy_in_a_folder_lie_beside_it(self, rules: Path, by: str) -> None:
        path = rules / "own" / "2025.yaml"
        source: Policy | Path = {
            "name": lambda: load_policy("own", rules=rules),
            "path": lambda: load_policy(path),
            "file of cases": lambda: path.with_suffix(".cases.yaml"),
        }[by]()
        first, second = read_cases(source)
        assert (first.name, second.name) == ("half is enough", "less than half is in proportion")
        assert first.place.show() == f"{path.with_suffix('.cases.yaml')}:3:11"
        assert first.alone

    def test_a_year_beside_a_row_is_the_years_of_its_dates(self) -> None:
        row = {"target": "12月27日前", "actual": "2024年12月28日", "declared": 9}
        case = {**row_case({"score": "9.00", "rule": "judged"}, **row), "year": 2024}
        assert run(load_policy("mof@2020"), case).passed
        late = {**case, "year": 2025, "expect": {"score": "10.00", "rule": "met"}}
        assert run(load_policy("mof@2020"), late).passed

    def test_all_that_is_wrong_with_a_file_is_said_at_once_with_its_place(self) -> None:
        text = (
            "policy: own\n"
            "cases:\n"
            "  - case: a\n"
            "    row: {weight: 1}\n"
            "    expect: {scoer: 1.00}\n"
            "  - case: b\n"
            "    expect: {score: 1.00}\n"
            "  - case: a\n"
            "    row: {weight: 1}\n"
            "    form: {project: p}\n"
            "    expect: {}\n"
            "  - {row: {weight: 1}, expect: {score: much}}\n"
            "  - case: c\n"
            "    row: {weight: 1}\n"
            "    expect: {total: 1.00}\n"
            "  - {case: d, form: {project: p}, expect: {rule: met}}\n"
            "  - {case: e, form: {project: p}, expect: {rows: [x, {undecided: met}]}}\n"
        )
        assert wrong(text) == [
            ("wrong-value", "c.yaml:1:9"),
            ("unknown-key", "c.yaml:5:14"),
            ("missing-key", "c.yaml:6:5"),
            ("duplicate-case", "c.yaml:8:11"),
            ("wrong-value", "c.yaml:10:5"),
            ("wrong-value", "c.yaml:11:13"),
            ("missing-key", "c.yaml:12:5"),
            ("wrong-value", "c.yaml:12:40"),
            ("unknown-key", "c.yaml:15:14"),
            ("unknown-key", "c.yaml:16:44"),
            ("wrong-value", "c.yaml:17:51"),
            ("wrong-value", "c.yaml:17:66"),
        ]

    def test_a_misspelt_key_gets_a_hint(self) -> None:
        text = CASES.replace("score: 8.00", "scroe: 8.00")
        with pytest.raises(PolicyError) as caught:
            parse_cases(text, file="c.yaml")
        assert caught.value.show("en") == (
            "c.yaml:5:14: unknown key 'scroe'\n"
            " |     expect: {scroe: 8.00, rule: generous}\n"
            " | .............^^^^^\n"
            " hint: did you mean 'score'?"
        )

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "wrong-kind"),
            ("- 1", "wrong-kind"),
            ("cases: []", "missing-key"),
            ("policy: own@2025\ncases: {}", "wrong-kind"),
            ("policy: own@2025\ncases: [3]", "wrong-kind"),
            ("policy: own@2025\ncases: &a []", "anchor"),
            ("policy: [", "syntax"),
        ],
    )
    def test_what_holds_no_cases_is_refused(self, text: str, code: str) -> None:
        assert code in [found for found, _ in wrong(text)]

    @pytest.mark.parametrize(
        ("expect", "message"),
        [
            ({"score": {}}, "expect.score: found {}, expected a number or text or null"),
            ({"score": "much"}, 'expect.score: found "much", expected a number'),
            ({"rule": []}, "expect.rule: found [], expected text or null"),
            ({"causes": {}}, "expect.causes: found {}, expected a list"),
            ({"verdict": "x"}, "agrees, differs, judged, undecided, null"),
            (None, "expect: found null, expected a mapping"),
        ],
    )
    def test_what_cannot_be_expected_says_what_can(self, expect: object, message: str) -> None:
        case = {"case": "c", "row": {"weight": 1}, "expect": expect}
        with pytest.raises(PolicyError) as caught:
            parse_cases({"policy": "own@2025", "cases": [case]})
        assert message in caught.value.show("en")

    @pytest.mark.parametrize(
        ("case", "code"),
        [
            ({"row": [1]}, "wrong-kind"),
            ({"row": {"weight": [1]}}, "wrong-kind"),
            ({"row": {"weight": 1}, "year": 99}, "wrong-value"),
            ({"row": {"weight": 1, "relation": "≈"}}, "wrong-value"),
        ],
    )
    def test_a_row_of_another_shape_is_a_case_that_fails(
        self, case: dict[str, object], code: str
    ) -> None:
        (result,) = run(plain(), {"case": "c", **case, "expect": {"score": 1}}).failed
        assert [found.code for found in result.problems] == [code]

    def test_a_file_that_cannot_be_read_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "none.cases.yaml"
        with pytest.raises(PolicyError, match=r"none\.cases\.yaml"):
            read_cases(path)
        path.write_bytes("policy: 办法".encode("gb18030"))
        with pytest.raises(PolicyError, match="UTF-8"):
            read_cases(path)

    def test_cases_that_lie_beside_a_policy_and_cannot_be_read_are_not_passed_over(
        self, rules: Path
    ) -> None:
        path = rules / "own" / "2025.cases.yaml"
        path.unlink()
        path.mkdir()
        with pytest.raises(PolicyError, match=r"2025\.cases\.yaml"):
            read_cases(load_policy("own", rules=rules))

    def test_the_cases_of_another_policy_are_refused_where_they_name_it(self) -> None:
        with pytest.raises(PolicyError) as caught:
            run_cases(load_policy("mof@2020"), parse_cases(CASES, file="c.yaml"))
        assert caught.value.show("en").startswith(
            "c.yaml:1:9: found own@2025, expected mof@2020\n"
        )

    def test_a_form_that_cannot_be_read_fails_its_case_and_no_other(self) -> None:
        text = CASES + (
            "  - case: broken\n"
            "    row: {weight: 8, traget: 1}\n"
            "    expect: {score: 8.00}\n"
            "  - case: no form at all\n"
            "    form: 3\n"
            "    expect: {total: 8.00}\n"
        )
        report = run_cases(own(), parse_cases(text, file="c.yaml"))
        assert [result.passed for result in report.results] == [True, True, False, False]
        assert failure(report.failed[0], "en") == (
            "× c.yaml:9:11: broken\n"
            "    c.yaml:10:22: unknown key 'traget'\n"
            "     |     row: {weight: 8, traget: 1}\n"
            "     | .....................^^^^^^\n"
            "     hint: did you mean 'target'?"
        )
        assert [found.code for found in report.failed[1].problems] == ["wrong-kind", "missing-key"]


ROW = {"target": "≥10个", "actual": "4个", "weight": 8, "declared": 4}
OPEN = {"target": "≥10个", "weight": 8}
FORM = {
    "project": "p",
    "execution": {"annual": 10, "executed": 5, "weight": 20},
    "rows": [{**ROW, "weight": 80, "reason": "说明"}],
    "declared_total": 42,
}


class TestDifferences:
    @pytest.mark.parametrize(
        ("row", "right", "differing"),
        [
            (ROW, {"score": "3.20"}, {"score": "3.2"}),
            (ROW, {"score": "3.20"}, {"score": "3.200"}),
            (ROW, {"score": "3.20"}, {"score": "3.21"}),
            (ROW, {"rule": "short"}, {"rule": "met"}),
            (ROW, {"rule": "short"}, {"rule": None}),
            (ROW, {"verdict": "differs"}, {"verdict": "agrees"}),
            (ROW, {"dropped": False}, {"dropped": True}),
            (ROW, {"causes": []}, {"causes": ["missing actual"]}),
            (
                ROW,
                {"because": "完成指标值的 40.00%，按比例得分"},
                {"because": "完成指标值的 40%，按比例得分"},
            ),
            (
                ROW,
                {"because": {"en": "40.00% of the target, in proportion"}},
                {"because": {"en": "in proportion"}},
            ),
            (ROW, {"formula": "8 × 4 ÷ 10 = 3.2"}, {"formula": "8 × 4"}),
            (OPEN, {"undecided": "unknown-when"}, {"undecided": "no-rule"}),
            (
                OPEN,
                {"undecided": "unknown-when", "causes": ["missing actual"]},
                {"undecided": "unknown-when", "causes": ["missing target"]},
            ),
            (OPEN, {"undecided": "unknown-when", "score": None}, {"score": None}),
        ],
    )
    def test_a_row_is_compared_by_all_that_is_expected(
        self, row: dict[str, object], right: dict[str, object], differing: dict[str, object]
    ) -> None:
        policy = load_policy("mof@2020")
        assert run(policy, {"case": "right", "row": row, "expect": right}).passed
        (result,) = run(policy, {"case": "wrong", "row": row, "expect": differing}).failed
        assert len(result.differences) == 1

    @pytest.mark.parametrize(
        ("right", "differing", "what"),
        [
            ({"execution": "10.00"}, {"execution": "10.0"}, "execution"),
            (
                {"execution": {"score": "10.00", "rule": "execution"}},
                {"execution": {"score": "10.00", "rule": "met"}},
                "execution.rule",
            ),
            ({"rows": ["32.00"]}, {"rows": ["32"]}, "rows[1]"),
            ({"rows": [{"rule": "short"}]}, {"rows": [{"rule": "met"}]}, "rows[1].rule"),
            ({"rows": ["32.00"]}, {"rows": ["32.00", None]}, "rows"),
            ({"total": "42.00"}, {"total": None}, "total"),
            ({"grade": "差"}, {"grade": "中"}, "grade"),
            ({"verdict": "agrees"}, {"verdict": None}, "verdict"),
            (
                {"findings": ["explanation-due", "execution-weight"]},
                {"findings": ["execution-weight", "explanation-due"]},
                "findings",
            ),
            ({"undecided_checks": []}, {"undecided_checks": ["weights"]}, "undecided_checks"),
            ({"causes": []}, {"causes": ["missing score"]}, "causes"),
        ],
    )
    def test_a_form_is_compared_by_all_that_is_expected(
        self, right: dict[str, object], differing: dict[str, object], what: str
    ) -> None:
        policy = load_policy("mof@2020")
        assert run(policy, {"case": "right", "form": FORM, "expect": right}).passed
        (result,) = run(policy, {"case": "wrong", "form": FORM, "expect": differing}).failed
        assert [found.what for found in result.differences] == [what]

    def test_an_open_total_has_causes_and_open_checks(self) -> None:
        form = {**FORM, "rows": [{**OPEN, "weight": None}]}
        expect = {
            "rows": [{"undecided": "unknown-when", "causes": ["missing actual"]}],
            "total": None,
            "grade": None,
            "causes": ["missing score"],
            "undecided_checks": ["weights"],
        }
        report = run(load_policy("mof@2020"), {"case": "open", "form": form, "expect": expect})
        assert report.failed == ()

    def test_a_row_that_nobody_expects_to_be_undecided_says_why_it_is(self) -> None:
        (result,) = run(load_policy("mof@2020"), row_case({"rule": "met"}, target="≥1个")).failed
        (found,) = result.differences
        assert (found.what, found.expected, found.found) == ("undecided", None, "unknown-when")
        assert found.note is not None
        assert found.note.in_lang("en") == "whether rule met applies is unknown: actual is missing"

    def test_a_policy_without_an_execution_has_none_to_expect(self) -> None:
        case = {"case": "c", "form": {"project": "p"}, "expect": {"execution": {"rule": "all"}}}
        (result,) = run(plain(), case).failed
        assert [found.found for found in result.differences] == [None]

    def test_a_dropped_row_has_no_score_and_is_decided(self) -> None:
        policy = plain(rules=[{"rule": "empty", "drop": True}])
        assert run(policy, row_case({"score": None, "rule": "empty", "dropped": True})).passed

    @pytest.mark.parametrize("given", [Decimal("5.730"), "5.730"])
    def test_decimals_of_plain_data_count_as_they_are_given(self, given: object) -> None:
        exact = plain(rounding={"places": 3, "mode": "half-up"})
        assert run(exact, row_case({"score": given}, weight=Decimal("5.73"))).passed
        (result,) = run(plain(), row_case({"score": given}, weight="5.73")).failed
        (found,) = result.differences
        assert (found.expected, found.found) == ("5.730", "5.73")

    def test_a_difference_knows_where_its_expected_value_stands(self) -> None:
        text = CASES.replace("score: 3.20, rule: short", "rule: short, score: 3.2")
        report = run_cases(own(), parse_cases(text, file="c.yaml"))
        (found,) = report.failed[0].differences
        assert found.place.show() == "c.yaml:8:34"
        assert found.note is not None
        assert found.note.in_lang("zh") == "8 × 4 ÷ 10 = 3.2"


class TestCoverage:
    def test_watching_changes_no_score(self) -> None:
        policy = load_policy("zhangdian@2024")
        for form in read_forms(seed.EXAMPLE):
            watcher = Watcher()
            assert score_form(policy, form, watcher) == score_form(policy, form)
            assert watcher.seen

    def test_rules_are_counted_by_the_cases_they_decide(self) -> None:
        mof = load_policy("mof@2020")
        two = {**FORM, "rows": [ROW, ROW]}
        report = run(
            mof,
            {"case": "two rows at once", "form": two, "expect": {"rows": ["3.20", "3.20"]}},
            row_case({"rule": "short"}, **ROW),
            row_case({"undecided": "unknown-when", "rule": "met"}, **OPEN),
        )
        hits = {rule.rule: (rule.decided, rule.undecided) for rule in report.rules}
        assert hits["short"] == (2, 0)
        assert hits["met"] == (0, 1)
        assert hits["execution"] == (1, 0)
        assert [rule.rule for rule in report.unhit()] == [
            *("met", "achieved", "partly", "missed", "judged", "over"),
        ]

    def test_a_rule_that_leaves_its_score_open_is_hit_by_doing_so(self) -> None:
        policy = plain(rules=[{"rule": "open", "undecided": "{weight} 分由评审组定"}])
        report = run(policy, row_case({"undecided": "left-open", "rule": "open"}))
        assert report.unhit() == ()

    def test_a_number_is_seen_below_at_and_above_a_bound(self) -> None:
        policy = plain(rules=[{"rule": "all", "score": "weight if actual >= target else 0"}])
        cases = [
            row_case({"score": score}, target="≥3个", actual=f"{actual}个")
            for actual, score in ((1, "0.00"), (2, "0.00"), (3, "10.00"))
        ]
        found = boundary(run(policy, *cases), "actual >= target")
        assert dict(found.seen) == {"below": 2, "equal": 1, "above": 0}
        assert found.open == ("above",)

    def test_a_chain_is_two_comparisons_and_each_has_its_place(self) -> None:
        text = PLAIN.replace('score: "weight"', 'score: weight, require: "0 < actual <= 5"')
        policy = parse_policy(text, file="p.yaml")
        found = run(policy, row_case({"score": "10.00"}, target="≥1", actual=5)).boundaries
        assert [(each.text, each.place.show(), dict(each.seen)) for each in found] == [
            ("0 < actual", "p.yaml:5:46", {"below": 1, "equal": 0, "above": 0}),
            ("actual <= 5", "p.yaml:5:50", {"below": 0, "equal": 1, "above": 0}),
        ]
        assert {each.part for each in found} == {"rules.all.require"}

    def test_texts_and_lists_are_seen_true_and_false(self) -> None:
        policy = plain(
            params={"paid": ["效益指标"], "word": "万元"},
            let={"mine": "unit"},
            rules=[
                {"rule": "a", "when": "level1 in paid or mine != word", "score": "weight"},
                {"rule": "b", "score": "0 if level2 == '数量指标' else 1"},
            ],
        )
        report = run(
            policy, row_case({"rule": "a"}, level1="效益指标", target="≥1个", actual="1个")
        )
        assert dict(boundary(report, "level1 in paid").seen) == {"true": 1, "false": 0}
        assert dict(boundary(report, "mine != word").seen) == {"true": 1, "false": 0}
        assert dict(boundary(report, "level2 == '数量指标'").seen) == {"true": 0, "false": 0}

    def test_equal_numbers_are_seen_on_three_sides(self) -> None:
        policy = plain(rules=[{"rule": "a", "score": "0 if actual == 0 else weight"}])
        report = run(policy, row_case({"score": "0.00"}, target="=0", actual=0))
        assert boundary(report, "actual == 0").open == ("below", "above")

    def test_unknown_values_are_on_no_side(self) -> None:
        policy = plain(rules=[{"rule": "a", "when": "actual > 0", "score": "weight"}])
        report = run(policy, row_case({"undecided": "unknown-when", "rule": "a"}))
        assert boundary(report, "actual > 0").open == ("below", "equal", "above")

    def test_steps_and_grades_are_comparisons_that_stand_at_their_bounds(self) -> None:
        text = PLAIN.replace(
            'score: "weight"', "score: {steps: actual, below: {0.5: 0}, otherwise: weight}"
        ).replace("grades: none", "grades:\n  at-least: {90: 优, 60.0: 良}\n  otherwise: 差")
        form = {"project": "p", "rows": [{"target": "≥1", "actual": 1, "weight": 60}]}
        policy = parse_policy(text, file="p.yaml")
        report = run(policy, {"case": "c", "form": form, "expect": {"grade": "良"}})
        assert [(each.text, each.place.show(), each.open) for each in report.boundaries] == [
            ("actual < 0.5", "p.yaml:5:52", ("below", "equal")),
            ("total >= 90", "p.yaml:9:14", ("equal", "above")),
            ("total >= 60.0", "p.yaml:9:21", ("below", "above")),
        ]

    def test_every_part_of_a_policy_with_comparisons_is_watched(self) -> None:
        policy = plain(
            execution={"weight": 10, "target": "annual", "actual": "executed"},
            direction="'>=' if level1 == '产出指标' else '<='",
            let={"many": "actual > 100"},
            rules=[
                {
                    "rule": "all",
                    "for": "rows",
                    "when": "many or actual > 1",
                    "require": "actual > 2",
                    "score": "5 if actual > 3 else 6",
                }
            ],
            adjust="score if score > 4 else 0",
            total="sum(score, weight > 5)",
            grades={"at-least": {"6": "甲"}, "otherwise": "乙"},
            checks=[
                {"check": "c", "severity": "note", "when": "total > 7", "expect": "total > 8"},
                {"check": "r", "for": "rows", "severity": "note", "expect": "weight > 9"},
            ],
        )
        found = {each.part: each.text for each in run(policy).boundaries}
        assert found == {
            "direction": "level1 == '产出指标'",
            "let.many": "actual > 100",
            "rules.all.when": "actual > 1",
            "rules.all.require": "actual > 2",
            "rules.all.score": "actual > 3",
            "adjust": "score > 4",
            "total": "weight > 5",
            "grades": "total >= 6",
            "checks.c.when": "total > 7",
            "checks.c.expect": "total > 8",
            "checks.r.expect": "weight > 9",
        }
        form = {
            "project": "p",
            "execution": {"annual": 10, "executed": 10},
            "rows": [{"level1": "产出指标", "target": "5个", "actual": "9个", "weight": 80}],
        }
        report = run(policy, {"case": "c", "form": form, "expect": {"total": "10.00"}})
        assert report.passed
        assert [each.part for each in report.boundaries if not any(each.seen.values())] == []

    def test_what_cannot_be_reached_or_never_varies_is_not_counted(self) -> None:
        policy = plain(
            params={"cap": 5},
            let={"unused": "actual > 1", "used": "actual > 2", "doubled": "cap * 2"},
            rules=[
                {"rule": "first", "score": "0 if used or cap > 3 or doubled > min(cap, 4) else 1"},
                {"rule": "never", "when": "actual > 4", "score": "weight"},
            ],
        )
        report = run(policy, row_case({"score": "0.00"}, target="≥1", actual=3))
        assert [each.text for each in report.boundaries] == ["actual > 2"]
        assert [rule.rule for rule in report.unhit()] == ["never"]

    def test_a_rule_for_the_execution_keeps_no_indicator_from_the_rules_after_it(self) -> None:
        policy = plain(
            execution={"weight": 10, "target": "annual", "actual": "executed"},
            rules=[
                {"rule": "money", "for": "execution", "score": "weight"},
                {"rule": "late", "for": "execution", "when": "actual > 1", "score": "weight"},
                {"rule": "rest", "when": "actual > 2", "score": "weight"},
            ],
        )
        assert [each.text for each in run(policy).boundaries] == ["actual > 2"]

    def test_a_row_that_is_scored_alone_tries_no_total_and_no_check(self) -> None:
        mof = load_policy("mof@2020")
        report = run(mof, row_case({"score": "10.00"}, target="≥1个", actual="1个", weight=10))
        assert set(boundary(report, "weight == expected_weight").seen.values()) == {0}
        assert set(boundary(report, "due_total < explain_below").seen.values()) == {0}
        assert dict(boundary(report, "actual >= target").seen)["equal"] == 1

    def test_a_child_counts_what_its_own_file_writes_and_its_parents_on_request(self) -> None:
        report = run_cases(own(), parse_cases(CASES))
        assert [rule.rule for rule in report.counted_rules()] == ["generous"]
        assert len(report.counted_rules(inherited=True)) == 9
        assert [found.text for found in report.counted_boundaries()] == [
            'level1 == "效益指标"',
            "actual * 2 >= target",
        ]
        assert len(report.counted_boundaries(inherited=True)) == 93
        assert report.unhit() == ()
        assert [found.open for found in report.open()] == [("false",), ("above",)]
        assert not report.covered()
        assert "execution" in [rule.rule for rule in report.unhit(inherited=True)]

    def test_a_side_that_cannot_be_seen_may_be_excused(self) -> None:
        policy = plain(rules=[{"rule": "a", "when": "weight > 0", "score": "weight"}])
        case = row_case({"score": "10.00"})
        excuse = {"comparison": "weight > 0", "sides": ["below", "equal"], "because": "no such"}
        report = run(policy, case, unseen=[excuse])
        assert report.covered()
        assert report.passed
        assert [found.excused for found in report.boundaries] == [("below", "equal")]
        assert "1 of them with a side that cannot be seen" in gaps(report, "en")

    @pytest.mark.parametrize(
        "change",
        [
            {"sides": ["above"]},
            {"sides": [True]},
            {"comparison": "weight >= 0"},
            {"part": "rules.a.score"},
        ],
    )
    def test_an_excuse_that_excuses_nothing_fails(self, change: dict[str, object]) -> None:
        policy = plain(rules=[{"rule": "a", "when": "weight > 0", "score": "weight"}])
        excuse = {"comparison": "weight > 0", "sides": ["below"], "because": "no such", **change}
        report = run(policy, row_case({"score": "10.00"}), unseen=[excuse])
        assert report.failed == ()
        assert not report.passed
        assert [found.code for found in report.stale] == ["excused-in-vain"]


def properties(node: object, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for name, value in node.get("properties", {}).items():
            yield f"{at}.{name}", value
        for key, value in node.items():
            yield from properties(value, f"{at}.{key}")
    elif isinstance(node, list):
        for item in node:
            yield from properties(item, at)


class TestSchema:
    def test_the_schema_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(load_schema("cases"))

    def test_every_property_is_described_in_chinese_and_in_english(self) -> None:
        found = dict(properties(load_schema("cases")))
        found = {name: value for name, value in found.items() if ".then." not in name}
        assert len(found) >= 30
        for name, value in found.items():
            text = value.get("description", "")
            assert any(char >= "\u4e00" for char in text), name
            assert any(char.isascii() and char.isalpha() for char in text.split(" ", 1)[-1]), name

    @pytest.mark.parametrize(
        ("case", "fits"),
        [
            (row_case({"score": 1, "rule": "a", "causes": []}), True),
            (row_case({"score": "1.00"}), True),
            (row_case({"score": "one"}), False),
            (row_case({"score": True}), False),
            (row_case({"total": 1}), False),
            (row_case({"verdict": "perhaps"}), False),
            (row_case({"undecided": "perhaps"}), False),
            (row_case({"score": 1}, wieght=3), False),
            ({"case": "f", "form": FORM, "expect": {"total": 1, "rows": [1, None]}}, True),
            ({"case": "f", "form": FORM, "expect": {"rows": [{"score": 1}, "1.0"]}}, True),
            ({"case": "f", "form": FORM, "expect": {"score": 1}}, False),
            ({"case": "f", "form": FORM, "expect": {}}, False),
            ({"case": "f", "form": {"rows": []}, "expect": {"total": 1}}, False),
            ({"case": "f", "expect": {"total": 1}}, False),
        ],
    )
    def test_an_editor_accepts_what_is_run_and_refuses_the_rest(
        self, case: dict[str, object], *, fits: bool
    ) -> None:
        forms = load_schema("form")
        registry = Registry().with_resource(forms["$id"], Resource.from_contents(forms))
        validator = Draft202012Validator(load_schema("cases"), registry=registry)
        assert validator.is_valid({"policy": "p@2025", "cases": [case]}) is fits


SHOWN = (
    "× {file}:3:11: 一半即可\n"
    "    score  应为  8.00      {file}:5:21\n"
    "           实为  3.20      8 × 4 ÷ 10 = 3.2\n"
    "    rule   应为  generous  {file}:5:33\n"
    "           实为  short     rules/mof/2020.yaml:170:11\n"
    "own@2025：通过 0 例，失败 1 例（{file}）\n"
    "  规则：1 条中 0 条有算例\n"
    "    {policy}:6:11:  generous  没有算例\n"
    "  边界：2 处中 0 处各侧都有算例\n"
    '    {policy}:7:11:  level1 == "效益指标"  未见：不成立\n'
    "    {policy}:7:32:  actual * 2 >= target  未见：相等、左大于右\n"
    "  另有继承的规则 8 条、边界 91 处，--all 一并计入\n"
)
SHOWN_IN_ENGLISH = (
    "× {file}:3:11: 一半即可\n"
    "    score  expected  8.00      {file}:5:21\n"
    "           found     3.20      8 × 4 ÷ 10 = 3.2\n"
    "    rule   expected  generous  {file}:5:33\n"
    "           found     short     rules/mof/2020.yaml:170:11\n"
    "own@2025: 0 passed, 1 failed ({file})\n"
    "  rules: 0 of 1 decide a case\n"
    "    {policy}:6:11:  generous  decides no case\n"
    "  boundaries: 0 of 2 seen on every side\n"
    '    {policy}:7:11:  level1 == "效益指标"  never seen: false\n'
    "    {policy}:7:32:  actual * 2 >= target  never seen: equal, left above right\n"
    "  inherited: 8 rules and 91 boundaries more, counted by --all\n"
)


class TestCommand:
    def run(self, capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
        code = main(["policy", "test", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    def test_all_policies_that_ship_pass_and_are_covered(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = self.run(capsys, "--require-coverage", "--lang", "en")
        assert (code, err) == (FINE, "")
        assert "zhangdian@2024: 41 passed, 0 failed (rules/zhangdian/2024.cases.yaml)\n" in out
        assert "never seen" not in out

    def test_with_a_folder_all_policies_of_that_folder_are_tested(
        self, capsys: pytest.CaptureFixture[str], rules: Path
    ) -> None:
        code, out, _ = self.run(capsys, "--rules", rules)
        assert code == FINE
        assert "own@2025：通过 2 例，失败 0 例" in out
        assert "mof@2020：" not in out

    @pytest.mark.parametrize("name", ["2025.yaml", "2025.cases.yaml"])
    def test_a_policy_may_be_named_by_either_of_its_files(
        self, capsys: pytest.CaptureFixture[str], rules: Path, name: str
    ) -> None:
        both = [rules / "own" / "2025.yaml", rules / "own" / name]
        code, out, _ = self.run(capsys, *both, "--lang", "en")
        assert code == FINE
        assert out.count("own@2025: 2 passed, 0 failed") == 1

    @pytest.mark.parametrize(("lang", "expected"), [("zh", SHOWN), ("en", SHOWN_IN_ENGLISH)])
    def test_a_failed_case_is_shown_as_a_diff_and_gaps_with_their_places(
        self, capsys: pytest.CaptureFixture[str], rules: Path, lang: str, expected: str
    ) -> None:
        file, policy = rules / "own" / "2025.cases.yaml", rules / "own" / "2025.yaml"
        file.write_text(FAILING, "utf-8")
        code, out, _ = self.run(capsys, policy, "--lang", lang)
        assert code == FAILED
        assert out == expected.format(file=file, policy=policy)

    def test_values_stand_below_each_other_also_where_they_are_chinese(self) -> None:
        expect = {"grade": "良好以上", "total": "1.00"}
        (result,) = run(
            load_policy("mof@2020"), {"case": "c", "form": FORM, "expect": expect}
        ).failed
        lines = failure(result).splitlines()[1:]
        starts = [
            width(line[: line.index(at)])
            for line, at in zip(lines, ("良好以上", "差", "1.00", "42.00"), strict=True)
        ]
        assert len(set(starts)) == 1

    def test_a_long_list_of_gaps_is_cut_unless_all_is_asked_for(
        self, capsys: pytest.CaptureFixture[str], rules: Path
    ) -> None:
        _, out, _ = self.run(capsys, "own", "--rules", rules, "--all", "--lang", "en")
        assert "rules: 2 of 9 decide a case" in out
        assert out.count("never seen") > 20
        assert "more, shown by --all" not in out
        (rules / "own" / "2025.yaml").write_text(
            OWN
            + "".join(
                f"  - {{rule: r{n}, when: weight > {n + 100}, score: weight}}\n" for n in range(15)
            ),
            "utf-8",
        )
        _, out, _ = self.run(capsys, "own", "--rules", rules, "--lang", "en")
        assert out.count("decides no case") == 10
        assert "… and 5 more, shown by --all" in out

    def test_coverage_fails_only_where_it_is_required(
        self, capsys: pytest.CaptureFixture[str], rules: Path
    ) -> None:
        assert self.run(capsys, "own@2025", "--rules", rules)[0] == FINE
        assert self.run(capsys, "own@2025", "--rules", rules, "--require-coverage")[0] == FAILED
        zhangdian = ("zhangdian@2024", "--require-coverage")
        assert self.run(capsys, *zhangdian)[0] == FINE
        assert self.run(capsys, *zhangdian, "--all")[0] == FAILED

    def test_a_policy_without_cases_says_so(
        self, capsys: pytest.CaptureFixture[str], rules: Path
    ) -> None:
        file = rules / "own" / "2025.cases.yaml"
        file.unlink()
        code, out, _ = self.run(capsys, "own@2025", "--rules", rules)
        assert (code, out) == (FINE, f"own@2025：没有算例（{file}）\n")
        assert self.run(capsys, "own@2025", "--rules", rules, "--require-coverage")[0] == FAILED

    def test_another_file_of_cases_may_be_given_for_one_policy(
        self, capsys: pytest.CaptureFixture[str], rules: Path, tmp_path: Path
    ) -> None:
        other = tmp_path / "other.yaml"
        other.write_text(FAILING, "utf-8")
        arguments = ("--rules", rules, "--cases", other, "--lang", "en")
        code, out, _ = self.run(capsys, "own@2025", *arguments)
        assert code == FAILED
        assert f"× {other}:3:11" in out
        code, _, err = self.run(capsys, "own@2025", "mof@2020", *arguments)
        assert (code, err) == (WRONG, "--cases goes with one policy only\n")
        code, _, err = self.run(capsys, "mof@2020", *arguments)
        assert code == WRONG
        assert f"{other}:1:9: found own@2025, expected mof@2020" in err

    def test_a_broken_policy_or_file_of_cases_does_not_take_the_others_down(
        self, capsys: pytest.CaptureFixture[str], rules: Path
    ) -> None:
        for name, text in (
            ("bad", OWN.replace("own", "bad").replace("weight\n", "wieght\n")),
            ("worse", OWN.replace("own", "worse")),
        ):
            (rules / name).mkdir()
            (rules / name / "2025.yaml").write_text(text, "utf-8")
        (rules / "worse" / "2025.cases.yaml").write_text("policy: worse@2025\ncase: []\n")
        code, out, err = self.run(capsys, "--rules", rules, "--lang", "en")
        assert code == WRONG
        assert "own@2025: 2 passed, 0 failed" in out
        assert "unknown name 'wieght'" in err
        assert "unknown key 'case'" in err

    def test_an_empty_folder_has_nothing_to_test(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        code, _, err = self.run(capsys, "--rules", tmp_path, "--lang", "en")
        assert (code, err) == (WRONG, "there is no policy to test\n")

    def test_a_policy_named_without_its_year_says_which_was_taken(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, _, err = self.run(capsys, "mof", "--lang", "en")
        assert (code, err) == (FINE, "no year was given: the newest, mof@2020\n")

    def test_json_has_all_that_the_text_shows_and_the_parents(
        self, capsys: pytest.CaptureFixture[str], rules: Path
    ) -> None:
        file = rules / "own" / "2025.cases.yaml"
        file.write_text(
            FAILING + "  - {case: broken, row: {traget: 1}, expect: {score: 1.00}}\n", "utf-8"
        )
        code, out, _ = self.run(
            capsys, "own@2025", "--rules", rules, "--format", "json", "--lang", "en"
        )
        (report,) = json.loads(out)["policies"]
        first, second = report["cases"]
        assert code == FAILED
        assert (report["policy"], report["passed"], report["failed"]) == ("own@2025", 0, 2)
        assert first["differences"][0] == {
            "what": "score",
            "expected": "8.00",
            "found": "3.20",
            "place": f"{file}:5:21",
            "note": "8 × 4 ÷ 10 = 3.2",
        }
        assert second["problems"] == [
            {"code": "unknown-key", "place": f"{file}:6:26", "message": "unknown key 'traget'"}
        ]
        assert [rule["own"] for rule in report["rules"]] == [True] + [False] * 8
        assert report["boundaries"][0].keys() == {
            *("comparison", "part", "place", "own", "seen", "open", "excused"),
        }


TEST_FILE = """\
from pingfen.testing import policy_test
test_cases = policy_test("own@2025", rules=["rules"])
"""


class TestPytest:
    def spawn(self, folder: Path, *arguments: str) -> tuple[int, str]:
        """Run pytest in a folder of its own, as an author of a policy would."""
        source = Path(__file__).parent.parent / "src"
        # options that this run was given are not the author's
        own = {key: value for key, value in os.environ.items() if key != "PYTEST_ADDOPTS"}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v", *arguments],
            cwd=folder,
            env={**own, "PYTHONPATH": str(source), "PYTHONUTF8": "1", "COLUMNS": "120"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def write(self, rules: Path, cases: str = CASES, test: str = TEST_FILE) -> Path:
        folder = rules.parent
        (folder / "tests").mkdir()
        (folder / "tests" / "test_own_policy.py").write_text(test, "utf-8")
        (rules / "own" / "2025.cases.yaml").write_text(cases, "utf-8")
        return folder

    def test_two_lines_make_a_test_of_each_case(self, rules: Path) -> None:
        code, out = self.spawn(self.write(rules))
        assert code == 0, out
        at = "tests/test_own_policy.py::test_cases"
        assert f"{at}[half is enough] PASSED" in out
        assert f"{at}[less than half is in proportion] PASSED" in out
        assert "2 passed" in out

    def test_a_case_that_fails_shows_its_diff_and_nothing_else(self, rules: Path) -> None:
        cases = CASES + FAILING.split("cases:\n")[1]
        code, out = self.spawn(self.write(rules, cases))
        file = "rules/own/2025.cases.yaml"
        assert code == 1
        assert (
            f"× {file}:9:11: 一半即可\n"
            f"    score  应为  8.00      {file}:11:21\n"
            "           实为  3.20      8 × 4 ÷ 10 = 3.2\n"
        ) in out
        assert "Traceback" not in out
        assert "pytest.fail" not in out
        assert "1 failed, 2 passed" in out

    def test_the_rule_coverage_is_a_test_of_its_own_if_asked(self, rules: Path) -> None:
        test = TEST_FILE.replace('["rules"]', '["rules"], coverage=True, lang="en"')
        code, out = self.spawn(self.write(rules, test=test))
        assert code == 1
        assert "test_cases[coverage] FAILED" in out
        assert "actual * 2 >= target  never seen: left above right" in out
        assert "1 failed, 2 passed" in out

    def test_a_policy_that_is_wrong_is_said_when_tests_are_collected(self, rules: Path) -> None:
        folder = self.write(rules)
        (rules / "own" / "2025.yaml").write_text(OWN.replace("weight\n", "wieght\n"), "utf-8")
        code, out = self.spawn(folder)
        assert code == 2
        assert "rules/own/2025.yaml:8:12: 未知的名称“wieght”" in out

    def collected(self, test: object) -> list[tuple[str, object]]:
        (mark,) = test.pytestmark  # type: ignore[attr-defined]
        return [(param.id, *param.values) for param in mark.args[1]]

    def test_a_covered_policy_passes_its_coverage(self) -> None:
        test = policy_test("mof@2020", coverage=True)
        *cases, (name, last) = self.collected(test)
        assert (name, last) == ("coverage", None)
        assert len(cases) == len(read_cases(load_policy("mof@2020")))
        test(None)

    def test_a_policy_without_cases_fails_rather_than_tests_nothing(self, rules: Path) -> None:
        (rules / "own" / "2025.cases.yaml").unlink()
        test = policy_test(load_policy("own", rules=rules), lang="en")
        ((_, only),) = self.collected(test)
        with pytest.raises(pytest.fail.Exception, match="there are no cases"):
            test(only)  # type: ignore[arg-type]

    def test_another_file_of_cases_may_be_given(self, rules: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.yaml"
        other.write_text(FAILING, "utf-8")
        test = policy_test("own@2025", rules=rules, cases=other, lang="en")
        ((name, case),) = self.collected(test)
        assert name == "一半即可"
        with pytest.raises(pytest.fail.Exception, match=r"expected  8\.00"):
            test(case)  # type: ignore[arg-type]
        with pytest.raises(PolicyError, match="own@2025"):
            policy_test("mof@2020", cases=other)

    def test_without_pytest_it_says_what_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pytest", None)
        with pytest.raises(UsageError, match="pip install pytest"):
            policy_test("mof@2020")


def test_a_single_case_can_be_run() -> None:
    policy = load_policy("mof@2020")
    assert all(run_case(policy, case).passed for case in read_cases(policy))
