"""Columns that are a policy's own, through real forms: given as data and as text."""

import json
import pickle
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import pingfen
from pingfen.explanation import explain
from pingfen.form import Indicator
from pingfen.policy import Policy
from pingfen.scorecard import RowScore, Scorecard
from pingfen.writers import to_json

HEAD = "policy: {name}\nyear: 2024\ntitle: 自定义栏目\nextends: mof@2020\n"
# scores by a coefficient, targets that were adjusted during the year
COEFFICIENT = """
fields:
  coefficient: {type: number, heading: [得分系数, 系数]}
  core: {type: truth, heading: [是否核心指标]}
  adjusted_target: {type: cell, heading: [调整指标值]}
inputs: {target: [adjusted_target, target]}
direction: ("<=" if level2 == "成本指标" else ">=")
rules:
  - rule: coefficient
    when: given(coefficient)
    score: weight * min(coefficient, 1)
    because: 得分系数 {coefficient:.0%}
checks:
  - check: core-met
    for: indicators
    when: core
    expect: score == weight
    severity: doubt
    because: 核心指标未得满分
"""
# what a column says is taken off the score of every row
DEDUCTED = """
fields: {扣分: number}
adjust: max(0, score - (扣分 if given(扣分) else 0))
checks:
  - {check: cut, for: indicators, when: 扣分 > 0, expect: given(reason), severity: error}
"""
# single scores out of a hundred, judged within limits that each row gives
LIMITS = """
fields: {单项得分: number, 优: number, 良: number, 中: number}
let:
  low: 90 if actual >= 优 else 80 if actual >= 良 else 60 if actual >= 中 else 0
rules:
  - rule: by-limits
    when: given(优)
    score: weight * 单项得分 / 100
    require: low <= 单项得分 <= 100
    because: 单项得分 {单项得分}，权重 {weight}
"""


def policy(text: str) -> Policy:
    return pingfen.parse_policy(HEAD.format(name="own") + text)


def from_data(text: str, *rows: Mapping[str, Any]) -> Scorecard:
    full = [{"name": f"第{n}项", "weight": 10, **row} for n, row in enumerate(rows, 1)]
    return pingfen.score(policy(text), {"project": "修桥", "rows": full})


def from_text(tmp_path: Path, text: str, *lines: Sequence[str]) -> Scorecard:
    path = tmp_path / "form.txt"
    rows = [("项目名称", "修桥"), *lines]
    path.write_text("".join("\t".join(line) + "\n" for line in rows), "utf-8")
    return pingfen.score(policy(text), pingfen.read_forms(path)[0])


def scores(card: Scorecard) -> list[tuple[str | None, Decimal | None]]:
    return [(row.rule, row.score) for row in card.rows]


def only(text: str, **row: Any) -> RowScore:
    return from_data(text, row).rows[0]


def codes(row: RowScore) -> list[tuple[str, str]]:
    return [(note.code, note.severity) for note in row.notes]


# Policies with columns of their own


def test_a_coefficient_and_an_adjusted_target_score_a_form_given_as_data() -> None:
    card = from_data(
        COEFFICIENT,
        {"target": "10个", "actual": "2个", "extra": {"得分系数": "85%", "是否核心指标": "是"}},
        {"target": "10个", "actual": "9个", "extra": {"coefficient": 1.3}},
        {
            "target": "10个",
            "actual": "9个",
            "level2": "数量指标",
            "extra": {"调整指标值": "12个"},
        },
        {
            "target": "10万元",
            "actual": "11万元",
            "level2": "成本指标",
            "extra": {"adjusted_target": "12万元", "core": "否"},
        },
        {"target": "≥10个", "actual": "10个", "extra": {"系数": None, "core": True}},
    )
    assert scores(card) == [
        ("coefficient", Decimal("8.50")),
        ("coefficient", Decimal("10.00")),
        ("short", Decimal("7.50")),
        ("met", Decimal("10.00")),
        ("met", Decimal("10.00")),
    ]
    assert card.rows[0].because.zh == "得分系数 85%"
    assert [row.target for row in card.rows] == ["10个", "10个", "12个", "12万元", "≥10个"]
    failed = [(found.check, found.row) for found in card.checks if found.failed]
    assert [found for found in failed if found[0] == "core-met"] == [("core-met", 1)]


def test_a_coefficient_and_an_adjusted_target_score_a_form_given_as_text(tmp_path: Path) -> None:
    card = from_text(
        tmp_path,
        COEFFICIENT,
        (
            *("一级指标", "二级指标", "三级指标", "年初指标值", "调整 指标值", "指标值", "完成值"),
            *("分值", "得分系数（%）", "得分", "是否核心指标"),
        ),
        ("产出指标", "数量指标", "桥", "10座", "—", "10座", "2座", "10", "85%", "8.5", "是"),
        ("", "", "路", "10公里", "≥12公里", "10公里", "9公里", "10", "", "7.5", "×"),
        ("", "成本指标", "造价", "", "12万元", "10万元", "11万元", "10", "/", "10", "√"),
    )
    assert scores(card) == [
        ("coefficient", Decimal("8.50")),
        ("short", Decimal("7.50")),
        ("met", Decimal("10.00")),
    ]
    assert [row.target for row in card.rows] == ["10座", "≥12公里", "12万元"]
    assert [row.verdict for row in card.rows] == ["agrees"] * 3
    assert not [note for row in card.rows for note in row.notes]


def test_deductions_are_taken_off_in_data_and_in_text(tmp_path: Path) -> None:
    expected = [("met", Decimal("8.50")), ("short", Decimal("0.00")), ("met", Decimal("10.00"))]
    card = from_data(
        DEDUCTED,
        {"target": "≥1个", "actual": "1个", "extra": {"扣分": 1.5}, "reason": "迟报"},
        {"target": "≥10个", "actual": "1个", "extra": {"扣分": "3"}},
        {"target": "≥1个", "actual": "1个"},
    )
    assert scores(card) == expected
    assert card.rows[0].formula == "10; max(0, 10 - 1.5) = 8.5"
    text = from_text(
        tmp_path,
        DEDUCTED,
        ("三级指标", "指标值", "完成值", "分值", "扣分", "得分", "备注"),
        ("桥", "≥1个", "1个", "10", "1.5", "8.5", "迟报"),
        ("路", "≥10个", "1个", "10", "3", "0", ""),
        ("渠", "≥1个", "1个", "10", "", "10", ""),
    )
    assert scores(text) == expected
    for found in (card, text):
        assert [(f.check, f.row) for f in found.checks if f.check == "cut" and f.failed] == [
            ("cut", 2)
        ]


def test_single_scores_within_limits_score_in_data_and_in_text(tmp_path: Path) -> None:
    limits = {"优": 100, "良": 90, "中": 80}
    card = from_data(
        LIMITS,
        {"target": "100", "actual": "100", "extra": {**limits, "单项得分": 95}, "weight": 20},
        {"target": "100", "actual": "85", "extra": {**limits, "单项得分": 59}},
        {"target": "≥100", "actual": "100"},
    )
    text = from_text(
        tmp_path,
        LIMITS,
        ("三级指标", "指标值", "优", "良", "中", "完成值", "分值", "单项得分"),
        ("桥", "100", "100", "90", "80", "100", "20", "95"),
        ("路", "100", "100", "90", "80", "85", "10", "59"),
        ("渠", "≥100", "", "", "", "100", "10", ""),
    )
    for found in (card, text):
        assert scores(found) == [
            ("by-limits", Decimal("19.00")),
            ("by-limits", None),
            ("met", Decimal("10.00")),
        ]
        assert found.rows[1].undecided is not None
        assert found.rows[1].undecided.code == "require"


# What a column holds, by its type


NUMBER = "fields: {n: number}\nrules: [{rule: n, score: n, unbounded: true}]\n"
TEXT = "fields: {t: text}\nrules: [{rule: t, score: 1, because: '{t}'}]\n"
TRUTH = "fields: {b: truth}\nrules: [{rule: b, score: 1 if b else 0}]\n"
CELL = "fields: {c: cell}\nrules: [{rule: c, score: c, unbounded: true}]\n"


@pytest.mark.parametrize(
    ("written", "points"),
    [("0.85", "0.85"), ("85%", "0.85"), ("1,200", "1200"), ("２", "2"), (3, "3"), (0.5, "0.5")],
)
def test_a_number_column_is_read_like_other_figures(written: object, points: str) -> None:
    row = only(NUMBER, extra={"n": written}, target="≥1", actual="1")
    assert row.score == Decimal(points)
    assert codes(row) == []


@pytest.mark.parametrize("written", ["", "—", None, "/"])
@pytest.mark.parametrize("text", [NUMBER, CELL, TRUTH])
def test_a_blank_column_is_missing_and_no_problem(text: str, written: object) -> None:
    name = text[9]
    row = only(text, extra={name: written}, target="≥1", actual="1")
    assert row.undecided is not None
    assert row.undecided.causes == (f"missing {name}",)
    assert codes(row) == []


@pytest.mark.parametrize(
    ("text", "written", "problem"),
    [
        (NUMBER, "八成", ("figure", "error")),
        (NUMBER, "12 3", ("figure", "error")),
        (TRUTH, "也许", ("not-truth", "error")),
        (TRUTH, "1", ("not-truth", "error")),
        (CELL, "2810人次50", ("unparsed", "doubt")),
        (CELL, "约5个", ("approximate", "note")),
    ],
)
def test_what_cannot_be_read_is_missing_and_named_with_its_place(
    text: str, written: str, problem: tuple[str, str]
) -> None:
    name = text[9]
    row = only(text, extra={name: written}, target="≥1", actual="1")
    assert row.undecided is not None
    assert row.undecided.causes == (f"missing {name}",)
    assert codes(row) == [problem]
    place = row.notes[0].place
    assert place is not None
    assert place.show().endswith(f".rows[0].extra.{name}")
    assert written in row.notes[0].text.in_lang("en")


@pytest.mark.parametrize(
    ("written", "points"),
    [
        *((word, "1.00") for word in ("是", "√", "✔", "true", "TRUE", "Ｙes", " 是 ", True)),
        *((word, "0.00") for word in ("否", "×", "✗", "false", "No", "不 是", False)),
    ],
)
def test_a_truth_column_holds_a_word_for_yes_or_no(written: object, points: str) -> None:
    row = only(TRUTH, extra={"b": written}, target="≥1", actual="1")
    assert row.score == Decimal(points)


def test_a_text_column_is_compared_in_normal_form() -> None:
    row = only(TEXT, extra={"t": " 重 点。"}, target="≥1", actual="1")
    assert row.because.zh == "重点"
    assert only(TEXT, extra={"t": "—"}, target="≥1", actual="1").because.zh == "—"


@pytest.mark.parametrize(
    ("written", "points"), [("≥90%", "0.9"), ("12万元", "12"), ("不少于3个", "3"), (7, "7")]
)
def test_a_cell_is_its_number(written: object, points: str) -> None:
    assert only(CELL, extra={"c": written}, target="≥1", actual="1").score == Decimal(points)


def test_words_in_a_cell_are_no_number_and_no_problem() -> None:
    row = only(CELL, extra={"c": "提高"}, target="≥1", actual="1")
    assert row.undecided is not None
    assert codes(row) == []


# A cell in the place of the target or of the actual


STANDS = """
fields: {adjusted: cell, checked: cell}
inputs: {target: [adjusted, target], actual: [checked, actual]}
rules:
  - rule: seen
    score: 0
    because: >-
      {relation}|{target}|{adjusted}|{actual}|{unit}|{target_text}|{actual_text}|{late}
"""


def seen(target: str, actual: str, **extra: str) -> str:
    return only(STANDS, target=target, actual=actual, extra=extra).because.zh


def test_all_that_is_read_from_the_target_comes_from_the_cell_that_stands_for_it() -> None:
    assert seen("≥10个", "9个") == ">=|10|—|9|个|≥10个|9个|—"
    assert seen("≥10个", "9个", adjusted="≤8套") == "<=|8|8|—|套|≤8套|9个|—"
    assert seen("≥10个", "9", adjusted="8套") == "—|8|8|9|套|8套|9|—"


def test_a_bare_number_takes_the_unit_of_the_other_cell_also_as_a_name_of_its_own() -> None:
    assert seen("≥80%", "95%", adjusted="90") == "—|0.9|0.9|0.95|%|90|95%|—"


def test_words_that_stand_for_a_number_leave_no_number() -> None:
    assert seen("≥10个", "提高", adjusted="提高") == "text|—|—|—|—|提高|提高|—"


def test_a_deadline_that_was_moved_decides_what_is_late() -> None:
    assert seen("2024年6月30日前", "2024年7月5日").endswith("|5")
    assert seen("2024年6月30日前", "2024年7月5日", adjusted="2024年7月31日前").endswith("|-26")


def test_an_actual_that_was_checked_stands_for_the_declared_one() -> None:
    assert seen("≥10个", "9个", checked="7个") == ">=|10|—|7|个|≥10个|7个|—"
    assert seen("≥10个", "9个", checked="7个", adjusted="8个") == "—|8|8|7|个|8个|7个|—"


def test_a_blank_cell_stands_for_nothing() -> None:
    assert seen("≥10个", "9个", adjusted="—", checked="") == ">=|10|—|9|个|≥10个|9个|—"


def test_a_cell_that_cannot_be_read_leaves_the_row_open_and_the_one_it_stands_for_does_not() -> (
    None
):
    row = only(STANDS, target="≥10个", actual="9个", extra={"adjusted": "2810810人次50"})
    assert row.undecided is not None
    assert row.undecided.code == "unparsed"
    assert codes(row) == [("unparsed", "doubt")]
    saved = only(STANDS, target="28人次50", actual="9个", extra={"adjusted": "≥8个"})
    assert saved.undecided is None
    assert codes(saved) == []


def test_without_the_own_target_in_the_list_a_blank_cell_leaves_none() -> None:
    text = STANDS.replace("[adjusted, target]", "[adjusted]")
    row = only(text, target="≥10个", actual="9个")
    assert row.because.zh == "—|—|—|9|个|—|9个|—"


def test_the_same_words_in_the_cells_that_stand_for_others_are_met() -> None:
    text = "fields: {adjusted: cell}\ninputs: {target: [adjusted, target]}\n"
    row = only(text, target="提高", actual="显著提高", extra={"adjusted": "显著 提高"})
    assert (row.rule, row.score) == ("met", Decimal("10.00"))
    assert row.target == "显著 提高"


# Columns in documents


def rows_of(tmp_path: Path, *lines: Sequence[str]) -> tuple[Indicator, ...]:
    path = tmp_path / "form.txt"
    every = [("项目名称", "修桥"), *lines]
    path.write_text("".join("\t".join(line) + "\n" for line in every), "utf-8")
    return pingfen.read_forms(path)[0].rows


def test_no_column_of_the_table_is_lost(tmp_path: Path) -> None:
    (row,) = rows_of(
        tmp_path,
        ("三级指标", "指标值", "完成值", "分值", "系数（甲）", "得分", "自评得分", "", "系数"),
        ("桥", "≥1座", "1座", "10", "0.9", "9", "10", "无表头", "0.8"),
    )
    assert [(name, cell.text) for name, cell in row.extra] == [
        ("系数（甲）", "0.9"),
        ("自评得分", "10"),
        ("系数", "0.8"),
    ]
    place = row.extra[0][1].place
    assert place is not None
    assert place.show("en").endswith("[row 3 column 5]")


def test_of_several_columns_the_first_given_one_counts(tmp_path: Path) -> None:
    text = "fields: {系数: {type: number, heading: [折扣]}}\nrules: [{rule: r, score: 系数}]\n"
    lines = (
        ("三级指标", "指标值", "完成值", "分值", "折扣", "系数（甲）", "系数（乙）"),
        ("桥", "1", "1", "10", "1", "", "3"),
        ("路", "1", "1", "10", "1", "2", "3"),
        ("渠", "1", "1", "10", "1", "—", ""),
    )
    card = from_text(tmp_path, text, *lines)
    assert [row.score for row in card.rows] == [Decimal("3.00"), Decimal("2.00"), Decimal("1.00")]


def test_a_row_that_ends_early_has_no_cell_there(tmp_path: Path) -> None:
    (row,) = rows_of(
        tmp_path, ("三级指标", "指标值", "完成值", "分值", "系数"), ("桥", "≥1座", "1座", "10")
    )
    assert row.extra == ()


def test_a_policy_without_fields_takes_no_notice_of_columns() -> None:
    row = {"name": "桥", "target": "≥1座", "actual": "1座", "weight": 10, "extra": {"系数": "?"}}
    with_, without = (
        pingfen.score(pingfen.load_policy("mof@2020"), {"project": "修桥", "rows": [item]})
        for item in (row, {key: value for key, value in row.items() if key != "extra"})
    )
    assert with_.rows[0].notes == without.rows[0].notes == ()
    assert with_.total == without.total


@pytest.mark.parametrize("extra", [3, ["系数"], {"系数": {"甲": 1}}, {"系数": [1]}])
def test_columns_of_another_shape_are_refused(extra: object) -> None:
    with pytest.raises(pingfen.FormError) as caught:
        only(NUMBER, extra=extra)
    assert [found.code for found in caught.value.problems] == ["wrong-kind"]


# Beyond the score


def test_the_formula_and_the_explanation_name_the_column() -> None:
    card = from_data(
        COEFFICIENT, {"target": "10个", "actual": "2个", "extra": {"coefficient": "0.85"}}
    )
    assert card.rows[0].formula == "10 × min(0.85, 1) = 8.5"
    assert "取值  coefficient = 0.85" in explain(card, 1).text()
    document = json.loads(to_json(pingfen.score_all(policy(COEFFICIENT), [])))
    assert document["forms"] == []


def test_a_policy_with_fields_survives_its_own_document_and_a_pickle() -> None:
    first = policy(COEFFICIENT)
    again = pingfen.parse_policy(pingfen.dump_policy(first))
    assert again == first == pickle.loads(pickle.dumps(first))
    assert list(again.fields) == ["coefficient", "core", "adjusted_target"]
    assert again.fields["coefficient"].headings == ("coefficient", "得分系数", "系数")
    assert first.digest != policy("").digest


def test_an_order_of_fields_or_of_headings_is_told_apart_where_it_matters() -> None:
    one = policy("fields: {a: number, b: text}\n")
    other = policy("fields: {b: text, a: number}\n")
    assert one.digest == other.digest
    first, second = (
        policy(f"fields: {{a: {{type: number, heading: [{names}]}}}}\n")
        for names in ("甲, 乙", "乙, 甲")
    )
    assert first.digest != second.digest
