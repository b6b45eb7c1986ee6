"""Properties that a policy claims: what holds is silent, what does not is shown with rows."""

import pytest

import pingfen
from pingfen.checking import Finding, check_policy

HEAD = """\
policy: own
year: 2026
title: 某办法
extends: zhangdian@2024
"""


def findings(text: str, claim: str) -> list[Finding]:
    """What is said of a claim for rows without figures below zero."""
    found = check_policy(pingfen.parse_policy(HEAD + text)).findings
    return [f for f in found if f.about == claim and f.severity != "note"]


def claimed(claim: str, more: str = "") -> list[Finding]:
    return findings(f"{more}properties:\n  - property: claim\n    {claim}\n", "claim")


@pytest.mark.parametrize(
    "claim",
    [
        "expect: score <= weight",
        "expect: score >= 0",
        "expect: 0 <= score <= weight",
        "when: actual_text in missed\n    expect: score < 0.6 * weight or score >= 0",
        'when: relation == "<="\n    expect: score >= 0',
        'when: relation == "=" and actual <= target\n    rises-with: actual',
        'when: relation == ">=" and actual <= target\n    rises-with: actual',
        'when: relation == ">=" and actual > 1.3 * target and target > 0\n    falls-with: actual',
        "for: execution\n    rises-with: actual",
        "for: execution\n    expect: score <= 10 or weight != 10",
    ],
)
def test_a_property_that_holds_is_silent(claim: str) -> None:
    found = claimed(claim)
    assert found == [], [finding.show("en") for finding in found]


@pytest.mark.parametrize(
    ("claim", "scores"),
    [
        ("expect: score == weight", 1),
        ("expect: score > 0", 1),
        ('when: relation == ">="\n    rises-with: actual', 2),
        ('when: relation == "<="\n    falls-with: actual', 2),
        ("rises-with: target", 2),
        ("for: execution\n    falls-with: actual", 2),
    ],
)
def test_a_property_that_does_not_hold_is_shown_with_rows(claim: str, scores: int) -> None:
    (found,) = claimed(claim)
    assert found.severity == "error", found.show("en")
    assert found.problem.code == "property-fails"
    assert len(found.examples) == scores
    policy = pingfen.parse_policy(HEAD)
    for example in found.examples:
        again = pingfen.score(policy, example.form)
        assert (again.rows or again.all_rows)[0].score == example.row.score is not None


def test_the_rows_of_a_broken_order_differ_in_one_cell_only() -> None:
    (found,) = claimed('when: relation == ">="\n    rises-with: actual')
    first, second = (example.form["rows"][0] for example in found.examples)
    assert {key for key in first if first[key] != second[key]} == {"actual"}
    assert float(first["actual"]) < float(second["actual"])
    assert found.examples[0].row.score > found.examples[1].row.score


def test_what_only_figures_below_zero_break_is_a_note() -> None:
    text = "properties:\n  - {property: claim, for: execution, rises-with: actual}\n"
    found = check_policy(pingfen.parse_policy(HEAD + text)).findings
    (claim,) = (f for f in found if f.about == "claim")
    assert claim.severity == "note"
    assert "only with figures below zero" in claim.show("en")


def test_rounding_may_break_what_holds_before_it() -> None:
    claim = 'when: relation == ">=" and 0 < actual < target\n    expect: score > 0'
    (found,) = claimed(claim)
    assert found.severity in {"error", "open"}


def test_columns_of_its_own_and_choices_of_cells_are_told_apart() -> None:
    more = """\
fields: {系数: number, core: {type: truth, heading: [是否核心]}, 调整值: cell, 类别: text}
inputs: {target: [调整值, target]}
rules:
  - rule: by-coefficient
    when: given(系数) and core and 类别 == '重点'
    score: weight * 系数
  - rule: nonsense
    when: given(系数) and 系数 > 1 and 系数 < 1
    score: 0
"""
    head = HEAD.replace("zhangdian@2024", "mof@2020")
    report = check_policy(pingfen.parse_policy(head + more))
    said = {(f.severity, f.problem.code, f.about) for f in report.findings}
    assert ("error", "out-of-bounds", "by-coefficient high") in said
    assert ("doubt", "rule-unreachable", "nonsense") in said
    assert not [about for severity, _, about in said if severity == "open"]
    (high,) = (f for f in report.findings if f.about == "by-coefficient high")
    extra = high.examples[0].form["rows"][0]["extra"]
    assert extra["类别"] == "重点"
    assert extra["系数"] > 1
