"""Checks that look at each group of rows: what people and programs see of their findings."""

import json
from pathlib import Path

import pytest

import pingfen
from pingfen.scorecard import Scorecard
from pingfen.writers import to_json, to_text

POLICY = pingfen.parse_policy("""
policy: grouped
year: 2024
title: 分组核对
extends: mof@2020
checks:
  - check: level-weights
    for: level1
    when: given(label_weight)
    expect: sum(weight) == label_weight
    severity: error
    because:
      zh: "{level1} 标注 {label_weight} 分，各行之和不符"
      en: "{level1} is said to weigh {label_weight}, its rows weigh otherwise"
  - check: level2-weights
    for: level2
    expect: sum(weight) == label2_weight
    severity: doubt
""")
HEAD = (
    "项目名称\t修桥\n预算执行\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
    "\t年度资金总额\t100\t100\t100\t10\t100%\t10\n"
    "一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\n"
)


def scored(tmp_path: Path, *rows: str) -> Scorecard:
    """Score a form given as text, its rows separated by tabs."""
    path = tmp_path / "form.txt"
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    return pingfen.score(POLICY, pingfen.read_forms(path)[0])


def groups(card: Scorecard, check: str) -> list[tuple[str | None, bool]]:
    """The groups that a check found, and whether it failed there or is open."""
    return [(found.level, found.failed) for found in card.checks if found.check == check]


ROWS = (
    "产出指标(50分)\t数量指标(15分)\t甲\t≥1座\t1座\t15\t15",
    "\t质量指标\t乙\t≥1座\t1座\t25\t25",
    "效益指标（40分）\t社会效益指标（40分）\t丙\t≥1座\t1座\t40\t40",
    "满意度指标\t满意度指标(9分)\t丁\t≥90%\t95%\t10\t10",
)


def test_a_label_that_differs_from_the_sum_of_its_rows_is_found_in_a_text(tmp_path: Path) -> None:
    card = scored(tmp_path, *ROWS)
    (found,) = [outcome for outcome in card.checks if outcome.check == "level-weights"]
    assert (found.level, found.row, found.failed) == ("产出指标", None, True)
    said = "产出指标 标注 50 分，各行之和不符"
    assert found.problem.text.in_lang("zh") == f"产出指标各行：{said}"
    english = found.problem.text.in_lang("en")
    assert english.startswith("rows of 产出指标: 产出指标 is said to weigh 50, ")


def test_each_second_level_is_compared_with_its_own_label(tmp_path: Path) -> None:
    card = scored(tmp_path, *ROWS)
    assert groups(card, "level2-weights") == [
        ("产出指标 / 质量指标", False),
        ("满意度指标 / 服务对象满意度指标", True),
    ]


def test_a_finding_of_a_group_stands_at_the_label_in_its_first_row(tmp_path: Path) -> None:
    card = scored(tmp_path, *ROWS)
    places = {found.level: found.problem.place for found in card.checks if found.level}
    # columns 1 and 2 hold the labels of the levels, with the weights that are compared
    assert places["产出指标"] == card.rows[0].place._replace(column=1)
    assert places["满意度指标 / 服务对象满意度指标"] == card.rows[3].place._replace(column=2)


def test_an_open_check_of_a_group_says_which_group(tmp_path: Path) -> None:
    card = scored(tmp_path, *ROWS)
    (found,) = [outcome for outcome in card.checks if not outcome.failed and outcome.level]
    assert found.causes == ("missing label2_weight",)
    said = found.problem.text.in_lang("zh")
    assert said == "产出指标 / 质量指标各行：核对 level2-weights 无法判断：缺少二级标注分值"


def test_the_text_shown_names_the_group(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_text(HEAD + "\n".join(ROWS) + "\n", "utf-8")
    results = pingfen.score_all(POLICY, pingfen.read_forms(path))
    assert "产出指标各行：产出指标 标注 50 分，各行之和不符" in to_text(results)
    problems = json.loads(to_json(results))["forms"][0]["problems"]
    found = {item["code"]: (item["row"], item["level"]) for item in problems if "level" in item}
    assert found["level-weights"] == (None, "产出指标")
    assert found["level2-weights"] == (None, "满意度指标 / 服务对象满意度指标")


@pytest.mark.parametrize(
    "levels",
    [
        ("产出指标(40分)", "产出指标(40分)"),
        ("产出指标（40分）", ""),
        ("产出指标 (40 分)", ""),
        ("产出指标", "(40分)"),
        ("产出\u3000指标", "（40分）"),
    ],
)
def test_a_label_gives_the_weight_of_its_level_however_it_is_split(
    tmp_path: Path, levels: tuple[str, str]
) -> None:
    card = scored(
        tmp_path,
        f"{levels[0]}\t数量指标\t甲\t≥1座\t1座\t15\t15",
        f"{levels[1]}\t质量指标\t乙\t≥1座\t1座\t20\t20",
    )
    assert [row.level1 for row in card.rows] == ["产出指标", "产出指标"]
    assert groups(card, "level-weights") == [("产出指标", True)]


def test_a_label_of_which_only_the_weight_is_left_is_a_group_of_its_own(tmp_path: Path) -> None:
    card = scored(
        tmp_path,
        "(50分)\t数量指标\t甲\t≥1座\t1座\t50\t50",
        "(50分)\t质量指标\t乙\t≥1座\t1座\t10\t10",
        "(30分)\t社会效益指标\t丙\t≥1座\t1座\t30\t30",
    )
    assert groups(card, "level-weights") == [("(50分)", True)]


def test_data_gives_the_weight_in_the_label_or_beside_it() -> None:
    row = {"name": "甲", "target": "≥1座", "actual": "1座", "weight": 5, "declared": 5}
    rows = [
        {**row, "level1": "产出指标(50分)", "level2": "数量指标（5分）"},
        {**row, "level1": "效益指标", "label_weight": 6, "level2": "社会效益", "label2_weight": 5},
        {**row, "level1": "满意度指标(7分)", "label_weight": 5, "level2": "满意度指标(5分)"},
    ]
    card = pingfen.score(POLICY, {"project": "修桥", "rows": rows})
    assert groups(card, "level-weights") == [("产出指标", True), ("效益指标", True)]
    assert groups(card, "level2-weights") == []
