"""Formulas as people write them: brackets only where they are needed, the branch taken."""

from decimal import Decimal

import pytest

import pingfen

POLICY = """\
policy: p
year: 2024
title: t
execution: none
params: {{half: {{value: 0.5, label: {{zh: 折扣}}}}, plain: 2, over: 1.3}}
let: {{ratio: actual / target, twice: ratio * 2}}
rules:
  - rule: r
    score: "{score}"
    unbounded: true
    because: 甲
{more}rounding: {{places: 2, mode: half-up}}
total: sum(score)
grades: none
"""
SCORED = 'score: "0"\n    unbounded: true'
ROW = {"name": "r", "target": "≥80个", "actual": "63个", "weight": 8}


def card_of(score: str, more: str = "", **row: object) -> pingfen.Scorecard:
    policy = pingfen.parse_policy(POLICY.format(score=score, more=more))
    return pingfen.score(policy, {"project": "p", "rows": [{**ROW, **row}]})


@pytest.mark.parametrize(
    ("score", "figures", "words"),
    [
        ("weight", "8", "分值"),
        ("weight * ratio", "8 × 63 ÷ 80 = 6.3", "分值 × 完成值 ÷ 指标值"),
        ("weight * (actual / target)", "8 × 63 ÷ 80 = 6.3", "分值 × 完成值 ÷ 指标值"),
        ("weight / ratio", "8 ÷ (63 ÷ 80) = 10.1587… → 10.16", "分值 ÷ (完成值 ÷ 指标值)"),
        ("weight - (plain - half)", "8 - (2 - 0.5) = 6.5", "分值 - (plain - 折扣)"),
        ("weight + (plain - half)", "8 + 2 - 0.5 = 9.5", "分值 + plain - 折扣"),
        ("(weight + plain) * half", "(8 + 2) × 0.5 = 5", "(分值 + plain) × 折扣"),
        (
            "weight * (1 - twice)",
            "8 × (1 - 63 ÷ 80 × 2) = -4.6",
            "分值 × (1 - 完成值 ÷ 指标值 × 2)",
        ),
        ("-weight * half", "-8 × 0.5 = -4", "-分值 × 折扣"),
        ("weight - -plain", "8 - (-2) = 10", "分值 - (-plain)"),
        ("-(weight + plain)", "-(8 + 2) = -10", "-(分值 + plain)"),
        (
            "weight if actual > target else weight * half if actual > 60 else 0",
            "8 × 0.5 = 4",
            "分值 × 折扣",
        ),
        ("max(0, min(weight, plain))", "max(0, min(8, 2)) = 2", "max(0, min(分值, plain))"),
        ("clamp(weight, 0, plain)", "clamp(8, 0, 2) = 2", "clamp(分值, 0, plain)"),
    ],
)
def test_a_formula_shows_the_figures_and_the_words(score: str, figures: str, words: str) -> None:
    row = card_of(score).rows[0]
    assert row.formula == figures
    assert row.expression.zh == words
    assert row.expression.en.count("分值") == 0


def test_percentages_are_shown_as_percentages() -> None:
    row = card_of("weight * ratio", target="≥80%", actual="63%").rows[0]
    assert row.formula == "8 × 63% ÷ 80% = 6.3"


def test_the_figures_that_a_formula_used_are_kept() -> None:
    row = card_of("weight * half if ratio < 1 else plain").rows[0]
    assert row.inputs == (("weight", Decimal(8)), ("half", Decimal("0.5")))


def test_an_adjustment_is_a_second_step_of_the_formula() -> None:
    card = card_of("weight * ratio", "adjust: min(score, 5) / 3\n")
    row = card.rows[0]
    assert row.formula == "8 × 63 ÷ 80 = 6.3; min(6.3, 5) ÷ 3 = 1.6666… → 1.67"
    assert card.total == Decimal("1.67")


def test_what_a_policy_leaves_open_says_so_in_its_own_words() -> None:
    open_rule = 'undecided: {zh: "完成 {ratio:.0%}", en: open}'
    text = POLICY.format(score="0", more="").replace(SCORED, open_rule)
    policy = pingfen.parse_policy(text)
    row = pingfen.score(policy, {"project": "p", "rows": [ROW]}).rows[0]
    assert row.undecided is not None
    assert row.undecided.code == "left-open"
    assert (row.because.zh, row.because.en) == ("完成 79%", "open")


def test_a_total_without_a_value_says_why() -> None:
    text = POLICY.format(score="0", more="").replace(
        "sum(score)", "sum(score) / (executed - annual)"
    )
    policy = pingfen.parse_policy(text)
    form = {"project": "p", "rows": [ROW], "execution": {"annual": 1, "executed": 1}}
    card = pingfen.score(policy, form)
    assert card.total is None
    assert card.undecided is not None
    assert card.undecided.text.in_lang("zh") == "总分无法计算：除数 executed - annual 为零"
    assert card.verdict == "undecided"


def test_a_direction_must_be_a_relation() -> None:
    text = POLICY.format(score="0", more="direction: ('=>' if weight > 1 else '<=')\n")
    with pytest.raises(pingfen.PolicyError, match="=>") as caught:
        pingfen.parse_policy(text)
    assert [problem.code for problem in caught.value.problems] == ["unknown-word"]


def test_a_dropped_row_counts_nothing_and_says_so() -> None:
    text = POLICY.format(score="0", more="").replace(SCORED, "drop: true")
    row = pingfen.score(pingfen.parse_policy(text), {"project": "p", "rows": [ROW]}).rows[0]
    assert row.dropped
    assert row.score is None
    assert row.undecided is None


def test_a_rule_that_leaves_open_does_not_hide_that_its_condition_is_unknown() -> None:
    open_rule = "when: actual > 5\n    undecided: 未定"
    text = POLICY.format(score="0", more="").replace(SCORED, open_rule)
    row = {**ROW, "actual": ""}
    found = pingfen.score(pingfen.parse_policy(text), {"project": "p", "rows": [row]}).rows[0]
    assert found.undecided is not None
    assert (found.undecided.code, found.undecided.causes) == ("unknown-when", ("missing actual",))
    assert found.because.zh == "规则 r 是否适用无法判断：缺少完成值"
