"""What `policy check` says of policies: each planted hole is found, with a row that shows it."""

import ast
import json
import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pingfen
from pingfen.checking import Report, check_policy
from pingfen.checking.deciding import Limit, decide
from pingfen.checking.linear import Row, solution
from pingfen.cli import main
from pingfen.policy import Policy
from pingfen.polynomial import Polynomial, number, variable
from pingfen.scorecard import RowScore
from random_policies import Chance

HEAD = """\
policy: own
year: 2026
title: 某办法
execution: none
rounding: {places: 2, mode: half-up}
total: sum(score)
grades: none
"""
A, B, W = variable("a"), variable("b"), variable("w")
ONE = number(Fraction(1))


def checked(rules: str, more: str = "", head: str = HEAD) -> Report:
    """Check a policy given as text; that it has no cases is no matter here."""
    report = check_policy(pingfen.parse_policy(head + more + "rules:\n" + rules))
    rest = (finding for finding in report.findings if finding.problem.code != "cases-missing")
    return report._replace(findings=tuple(rest))


def codes(report: Report) -> set[tuple[str, str]]:
    return {(finding.severity, finding.problem.code) for finding in report.findings}


def found(report: Report, code: str, about: str = "") -> list[str]:
    """What is said under a code, in English."""
    return [
        finding.show("en")
        for finding in report.findings
        if finding.problem.code == code and about in finding.show("en")
    ]


# Polynomials and what they can be


def below(polynomial: Polynomial) -> Limit:
    return Limit(polynomial, "<")


def test_linear_limits_are_decided_with_plain_numbers() -> None:
    answer = decide(frozenset({below(A.minus(B)), below(ONE.minus(A))}))
    assert answer.possible
    assert 1 < answer.values["a"] < answer.values["b"]
    assert decide(frozenset({below(A.minus(B)), below(B.minus(A))})).possible is False


def test_a_shared_factor_is_divided_out_whatever_its_sign() -> None:
    product = W.times(A).minus(W.times(B))
    for side, expected in ((ONE.minus(W), False), (W.plus(ONE), True)):
        limits = frozenset({below(side), below(product), below(B.minus(A))})
        assert decide(limits).possible is expected, side


def test_an_equality_stands_in_for_its_variable() -> None:
    line = Limit(A.minus(B).minus(ONE), "=")
    limits = frozenset({line, below(A.times(B).minus(number(Fraction(2))))})
    answer = decide(limits)
    assert answer.possible
    assert all(limit.holds(answer.values) for limit in limits)


def test_what_cannot_be_decided_is_open() -> None:
    root = Limit(A.times(A).minus(number(Fraction(2))), "=")
    assert decide(frozenset({root})).possible is None


def test_a_square_below_zero_is_impossible() -> None:
    assert decide(frozenset({below(A.times(A).plus(ONE))})).possible is False


LINEAR = st.lists(
    st.tuples(*[st.integers(-3, 3)] * 4, st.sampled_from(["<", "<=", "="])), min_size=1, max_size=6
)


def polynomial(*parts: int) -> Polynomial:
    total = number(Fraction(parts[-1]))
    for name, factor in zip("abw", parts, strict=False):
        total = total.plus(variable(name).scaled(Fraction(factor)))
    return total


@given(LINEAR)
def test_a_solution_fulfils_every_row_and_none_is_overlooked(parts: list[tuple]) -> None:
    limits = [Limit(polynomial(*numbers), op) for *numbers, op in parts]
    values = solution([Row.of(limit.polynomial, limit.op) for limit in limits])
    if values is not None:
        free = {"a": Fraction(0), "b": Fraction(0), "w": Fraction(0), **values}
        assert all(limit.holds(free) for limit in limits)
        return
    grid = [Fraction(n, 2) for n in range(-6, 7)]
    assert not any(
        all(limit.holds({"a": a, "b": b, "w": w}) for limit in limits)
        for a in grid
        for b in grid
        for w in grid
    )


PRODUCTS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(["a", "b", "w", "ab", "aw", ""]), st.integers(-2, 2))),
        st.sampled_from(["<", "<=", "="]),
    ),
    min_size=1,
    max_size=4,
)


@given(PRODUCTS)
def test_an_answer_about_products_is_never_wrong(parts: list[tuple]) -> None:
    limits = set()
    for terms, op in parts:
        total = Polynomial()
        for names, factor in terms:
            term = number(Fraction(factor))
            for name in names:
                term = term.times(variable(name))
            total = total.plus(term)
        limits.add(Limit(total, op))
    answer = decide(frozenset(limits))
    free = dict.fromkeys("abw", Fraction(1))
    if answer.possible:
        assert all(limit.holds({**free, **answer.values}) for limit in limits)
    elif answer.possible is False:
        chance = random.Random(1)
        for _ in range(300):
            values = {name: Fraction(chance.randint(-4, 4), 2) for name in "abw"}
            assert not all(limit.holds(values) for limit in limits)


# Planted holes

PLANTED = {
    "a rule behind one that takes everything": (
        """\
  - rule: full
    score: weight
  - rule: late
    when: actual > target
    score: 0
""",
        ("doubt", "rule-unreachable"),
        "full decide all its rows first",
    ),
    "a condition that contradicts itself": (
        """\
  - rule: never
    when: actual > 95 and actual < 90
    score: 0
  - rule: full
    score: weight
""",
        ("doubt", "rule-unreachable"),
        "is never true",
    ),
    "a text that no row has": (
        """\
  - rule: never
    when: same_text and actual_text == '未达成' and target_text == '已达成'
    score: 0
  - rule: full
    score: weight
""",
        ("doubt", "rule-unreachable"),
        "is never true",
    ),
    "equality that nobody decides": (
        """\
  - rule: above
    when: actual > target
    score: weight
  - rule: under
    when: actual < target
    score: 0
""",
        ("doubt", "rows-undecided"),
        "actual a number (both equal) stay undecided: no rule applies",
    ),
    "a target of zero that is divided by": (
        """\
  - rule: share
    when: actual < 5
    score: weight * clamp(actual / target, 0, 1)
  - rule: full
    score: weight
""",
        ("doubt", "zero-divisor"),
        "(target zero) divide by zero",
    ),
    "a score over the weight": (
        """\
  - rule: share
    score: weight * actual / 100
""",
        ("error", "out-of-bounds"),
        "rule share may give more than the weight",
    ),
    "a score below zero": (
        """\
  - rule: less
    score: weight - 0.5 * actual
""",
        ("error", "out-of-bounds"),
        "rule less may give less than 0",
    ),
    "a score below zero where the actual is": (
        """\
  - rule: share
    score: min(weight * actual / 100, weight)
""",
        ("note", "out-of-bounds"),
        "rule share may give less than 0 (only with figures below zero)",
    ),
    "whole-number bands in one expression": (
        """\
  - rule: bands
    score: 5 if 90 <= actual <= 100 else 4 if 80 <= actual <= 89 else 0
""",
        ("error", "band-hole"),
        "[80, 89] and [90, 100]: 89.5 is in neither",
    ),
    "whole-number bands over several rules": (
        """\
  - rule: top
    when: 90 <= actual <= 100
    score: weight
  - rule: good
    when: 80 <= actual <= 89
    score: 0.8 * weight
  - rule: rest
    score: 0
""",
        ("error", "band-hole"),
        "[80, 89] and [90, 100]: 89.5 is in neither",
    ),
    "bands that share an end": (
        """\
  - rule: top
    when: 90 <= actual <= 100
    score: weight
  - rule: good
    when: 80 <= actual <= 90
    score: 0.8 * weight
  - rule: rest
    score: 0
""",
        ("doubt", "band-overlap"),
        "[80, 90] and [90, 100] overlap: 90 is in both",
    ),
    "bands that both leave out their common end": (
        """\
  - rule: top
    when: 90 < actual <= 100
    score: weight
  - rule: good
    when: 80 <= actual < 90
    score: 0.8 * weight
  - rule: rest
    score: 0
""",
        ("error", "band-hole"),
        "[80, 90) and (90, 100]: 90 is in neither",
    ),
    "a threshold": (
        """\
  - rule: pass
    when: actual >= 0.6 * target
    score: weight
  - rule: fail
    score: 0
""",
        ("note", "jump"),
        "(fail → pass)",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_hole_is_found(name: str) -> None:
    rules, code, text = PLANTED[name]
    report = checked(rules)
    assert code in codes(report)
    assert found(report, code[1], text), report.text("en")


@pytest.mark.parametrize("name", PLANTED)
def test_every_example_is_what_the_scorer_says(name: str) -> None:
    policy = pingfen.parse_policy(HEAD + "rules:\n" + PLANTED[name][0])
    for finding in check_policy(policy).findings:
        assert finding.problem.place
        for example in finding.examples:
            again = pingfen.score(policy, example.form)
            assert again.all_rows[0].score == example.row.score
            undecided = finding.problem.code in {"rows-undecided", "zero-divisor", "out-of-bounds"}
            assert (again.all_rows[0].undecided is not None) is undecided


SOUND = """\
  - rule: share
    when: given(actual) and given(target) and target > 0
    score: weight * clamp(actual / target, 0, 1)
  - rule: rest
    undecided: 由评审组评定
"""


def test_a_policy_without_holes_gets_no_finding() -> None:
    report = checked(SOUND)
    assert report.findings == (), report.text("en")


def test_mending_a_hole_takes_its_finding_away() -> None:
    broken = checked(SOUND.replace("clamp(actual / target, 0, 1)", "actual / target"))
    assert codes(broken) == {("error", "out-of-bounds"), ("note", "out-of-bounds")}
    assert [len(finding.examples) for finding in broken.findings] == [1, 1]


def test_integer_bands_written_as_upper_ends_lose_a_grade() -> None:
    grades = "grades: {at-most: {100: 优, 89: 良, 79: 中, 59: 差}, otherwise: 超}\n"
    report = checked(SOUND, head=HEAD.replace("grades: none\n", grades))
    (text,) = found(report, "whole-bands")
    assert "89.5 becomes '优'" in text


def test_the_same_bands_written_from_below_are_fine() -> None:
    grades = "grades: {at-least: {90: 优, 80: 良, 60: 中}, otherwise: 差}\n"
    assert checked(SOUND, head=HEAD.replace("grades: none\n", grades)).findings == ()


def test_a_grade_that_comes_twice_is_doubtful() -> None:
    grades = "grades: {at-least: {90: 优, 80: 良, 60: 优}, otherwise: 差}\n"
    report = checked(SOUND, head=HEAD.replace("grades: none\n", grades))
    assert codes(report) == {("doubt", "grade-repeated")}


def test_params_and_lets_that_nothing_uses_are_named() -> None:
    more = "params: {起扣点: 1.3, used: 2}\nlet: {spare: used + 1}\n"
    report = checked(SOUND, more)
    assert codes(report) == {
        ("doubt", "param-unused"),
        ("note", "let-unused"),
    }
    assert len(found(report, "param-unused")) == 2, "a param is used where a rule needs it"


def test_a_total_that_divides_by_nothing_is_found_or_open() -> None:
    rules = "  - {rule: none, when: not given(actual), drop: true}\n" + SOUND
    head = HEAD.replace("sum(score)", "100 * sum(score) / sum(weight, not dropped)")
    report = checked(rules, head=head)
    assert ("doubt", "form-no-total") in codes(report)
    assert found(report, "form-no-total", "one dropped row only")
    safe = HEAD.replace("sum(score)", "sum(score) / 100")
    report = checked(SOUND, head=safe)
    assert codes(report) == {("open", "total-open")}


def test_a_policy_that_forks_too_often_is_open_and_not_fine() -> None:
    report = check_policy(pingfen.load_policy("zhangdian@2024"), most=2_000)
    assert ("open", "ways-open") in codes(report)
    assert {("open", "rule-open")} <= codes(report)
    assert not found(report, "rule-unreachable")


def test_rounding_inside_an_expression_is_open_unless_a_row_shows_it() -> None:
    rules = "  - {rule: whole, when: target > 0, score: weight * floor(actual / target)}\n" + SOUND
    report = checked(rules)
    assert found(report, "out-of-bounds", "rule whole may give more than the weight")


def test_a_rule_that_no_case_hits_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "own" / "2026.yaml"
    path.parent.mkdir()
    path.write_text(HEAD + "rules:\n" + SOUND, "utf-8")
    assert found(check_policy(pingfen.load_policy(path)), "cases-missing")
    case = "{case: half, row: {target: ≥10, actual: '5', weight: 10}, expect: {score: 5.00}}"
    cases = path.with_suffix(".cases.yaml")
    cases.write_text(f"policy: own@2026\ncases:\n  - {case}\n", "utf-8")
    report = check_policy(pingfen.load_policy(path))
    assert codes(report) == {("note", "rule-untested")}
    assert found(report, "rule-untested", "rule rest")
    cases.write_text("policy: own@2026\ncases: 3\n", "utf-8")
    assert codes(check_policy(pingfen.load_policy(path))) == {("doubt", "wrong-kind")}


# What ships


def test_what_is_said_of_the_common_measures() -> None:
    report = check_policy(pingfen.load_policy("mof@2020"))
    bad = [finding for finding in report.findings if finding.severity != "note"]
    assert [(f.severity, f.problem.code) for f in bad] == [
        ("doubt", "rows-undecided"),
        ("doubt", "zero-divisor"),
    ]
    assert "'>', '<' and actual a number (both equal)" in bad[0].show("en")
    assert "execution rows (the budget zero)" in bad[1].show("en")


def test_the_unpaid_cost_is_a_jump() -> None:
    report = check_policy(pingfen.load_policy("zhangdian@2024"))
    (jump,) = (finding for finding in report.findings if finding.problem.code == "jump")
    assert [str(example.row.score) for example in jump.examples] == ["0.00", "10.00"]
    assert not [finding for finding in report.findings if finding.severity == "error"]


# Rows that are easily forgotten: rule `odd` decides each of them

ROW = {"name": "某项", "weight": 10}
FORGOTTEN = {
    "a named text beside a deadline": (
        "relation == 'deadline' and actual_text == '按期完成'",
        "",
        {**ROW, "target": "2024年12月1日前", "actual": "按期完成"},
    ),
    "a named text beside a blank target": (
        "actual_text == '已建成' and not given(target_text)",
        "",
        {**ROW, "target": "", "actual": "已建成"},
    ),
    "a named text as the target": (
        "target_text == '达标' and actual_text != '达标'",
        "",
        {**ROW, "target": "达标", "actual": "部分建成"},
    ),
    "a named text in both cells": (
        "same_text and actual_text == '达标'",
        "",
        {**ROW, "target": "达标", "actual": "达标"},
    ),
    "a named text that is a number": (
        "actual_text == '100%' and actual == 1",
        "",
        {**ROW, "target": "≥95%", "actual": "100%"},
    ),
    "every text but the one that stands for others": (
        "same_text and relation == 'text' and actual_text != '如期完成'",
        "",
        {**ROW, "target": "达标", "actual": "达标"},
    ),
    "an approximate target": (
        "relation == '>=' and not given(target) and given(actual)",
        "",
        {**ROW, "target": "约≥100", "actual": "99"},
    ),
    "the same approximate deadline": (
        "same_text and relation == 'deadline' and not given(late)",
        "",
        {**ROW, "target": "约2024年12月1日前", "actual": "约2024年12月1日前"},
    ),
    "a number beside a deadline": (
        "relation == 'deadline' and given(actual) and not given(late)",
        "",
        {**ROW, "target": "2024年12月1日前", "actual": "80"},
    ),
    "a length of time that is late": (
        "given(actual) and late > 0",
        "",
        {**ROW, "target": "10天内", "actual": "12天"},
    ),
    "half a day late": (
        "0 < late < 1",
        "",
        {**ROW, "target": "10天内", "actual": "10.5天内"},
    ),
    "a number that the form says is words": (
        "relation == 'text' and same_text and given(actual)",
        "",
        {**ROW, "target": "100", "actual": "100", "relation": "text"},
    ),
    "the second of two sources": (
        "given(judged) and not given(declared)",
        "inputs: {judged: [declared, judged]}\n",
        {**ROW, "judged": "8"},
    ),
    "an actual that is taken from the target": (
        "actual == target and actual_text == '达标'",
        "inputs: {actual: [actual, target]}\n",
        {**ROW, "target": "≥100", "actual": "达标"},
    ),
    "a let that a direction needs without the relation": (
        "not bare",
        "let: {bare: not given(relation)}\ndirection: \"'>=' if bare else '<='\"\n",
        {**ROW, "target": "100", "actual": "80"},
    ),
    "two texts that differ": (
        "given(name) and name != project",
        "",
        {**ROW, "target": "≥100", "actual": "80"},
    ),
    "two levels of one name": (
        "level1 == level2",
        "",
        {**ROW, "level1": "某项", "level2": "某项"},
    ),
    "a weight of zero": ("weight <= 0", "", {**ROW, "weight": 0}),
    "no weight": ("not given(weight)", "", {"name": "某项"}),
    "a budget below zero": (
        "executed < 0",
        "",
        {**ROW, "execution": {"annual": 100, "executed": -5}},
    ),
    "the sum of parts": (
        "annual_parts > annual",
        "",
        {**ROW, "execution": {"annual": 100, "parts": [{"annual": 120}]}},
    ),
}


@pytest.mark.parametrize("name", FORGOTTEN)
def test_a_rule_that_some_row_reaches_is_not_called_unreachable(name: str) -> None:
    when, more, row = FORGOTTEN[name]
    rules = f'  - {{rule: odd, when: "{when}", drop: true}}\n' + SOUND
    policy = pingfen.parse_policy(HEAD + more + "rules:\n" + rules)
    cells = {key: cell for key, cell in row.items() if key != "execution"}
    form = {"project": "另一个", "year": 2024, "rows": [cells]}
    form |= {key: cell for key, cell in row.items() if key == "execution"}
    assert pingfen.score(policy, form).rows[0].rule == "odd"
    said = {"rule-unreachable", "rule-open"}
    findings = check_policy(policy).findings
    assert not [f for f in findings if f.problem.code in said and f.about == "odd"]


def test_a_text_in_a_spelling_that_no_cell_has_is_never_reached() -> None:
    rules = "  - {rule: odd, when: actual_text == '基本 完成', drop: true}\n" + SOUND
    assert found(checked(rules), "rule-unreachable", "is never true")


def test_the_declared_score_of_the_budget_is_no_input() -> None:
    more = "inputs: {declared: [judged]}\n"
    head = HEAD.replace("none", "{weight: 10, target: annual, actual: executed}", 1)
    rules = "  - {rule: own, for: execution, when: given(declared), score: weight}\n" + SOUND
    assert not found(checked(rules, more, head), "rule-unreachable")


def test_weights_of_more_decimals_than_scores_are_noted() -> None:
    rules = SOUND + "  - {rule: full, score: weight}\n"
    whole = HEAD.replace("places: 2", "places: 0")
    (text,) = found(checked(rules, head=whole), "out-of-bounds")
    assert "weight 10.6" in text
    assert "gives 11, outside 0 to 10.6" in text
    assert not found(checked(rules, head=whole.replace("half-up", "down")), "out-of-bounds")
    assert not found(checked(rules), "out-of-bounds")


def test_only_with_figures_below_zero_is_said_of_rows_that_have_one() -> None:
    report = checked("  - {rule: over, when: actual > 0, score: weight}\n")
    for finding in report.findings:
        row = finding.examples[0].form["rows"][0] if finding.examples else {}
        if "below zero" in finding.show("en"):
            assert "-" in f"{row['target']}{row['actual']}"


def test_the_levels_that_are_meant_are_said() -> None:
    rules = """\
  - {rule: cost, when: level1 == '成本指标', score: weight}
  - {rule: few, when: level1 == '产出指标' and actual > target, score: weight}
  - {rule: less, when: level1 != '产出指标', score: 0}
  - {rule: more, when: actual < target, score: 0}
"""
    assert found(checked(rules), "rows-undecided", "(both equal) (only 产出指标)")
    rules = "  - {rule: cost, when: level1 == '成本指标' or actual != target, score: weight}\n"
    assert found(checked(rules), "rows-undecided", "(both equal) (all but 成本指标)")


# Bands


def bands(rules: str) -> set[tuple[str, str]]:
    return {item for item in codes(checked(rules)) if item[1].startswith("band")}


def test_bands_joined_by_and_or_written_backwards_are_bands_too() -> None:
    joined = "5 if actual >= 90 and actual <= 100 else 4 if actual >= 80 and 89 >= actual else 0"
    assert bands(f"  - {{rule: all, score: {joined}}}\n") == {("error", "band-hole")}
    chains = "4 if 89 >= actual >= 80 else 5 if 100 >= actual >= 90 else 0"
    assert bands(f"  - {{rule: all, score: {chains}}}\n") == {("error", "band-hole")}


def test_a_hole_below_an_open_band_is_found() -> None:
    ladder = "5 if actual >= 90 else 4 if 80 <= actual <= 89 else 3 if 60 <= actual < 80 else 0"
    assert bands(f"  - {{rule: all, score: {ladder}}}\n") == {("error", "band-hole")}
    assert not bands(f"  - {{rule: all, score: {ladder.replace('<= 89', '< 90')}}}\n")


def test_bands_of_different_conditions_are_not_compared() -> None:
    rules = """\
  - {rule: a, when: level2 == '数量指标' and 90 <= actual <= 100, score: weight}
  - {rule: b, when: level2 == '质量指标' and 80 <= actual <= 89, score: weight}
  - {rule: c, when: level2 == '质量指标' and 70 <= actual <= 95 and same_text, score: weight}
  - {rule: d, score: 0}
"""
    assert not bands(rules)
    same = rules.replace(
        "level2 == '质量指标' and 80", "given(actual) and level2 == '数量指标' and 80"
    )
    assert bands(same) == {("error", "band-hole")}
    split = "(5 if 90 <= actual <= 100 else 0) if same_text else (4 if 80 <= actual <= 89 else 0)"
    assert not bands(f"  - {{rule: all, score: {split}}}\n")


def test_bands_are_found_behind_lets() -> None:
    more = "let: {done: actual * 100, top: 90 <= done <= 100, good: 80 <= actual * 100 <= 89}\n"
    rules = """\
  - {rule: a, when: top, score: weight}
  - {rule: b, when: good, score: 0.8 * weight}
  - {rule: c, score: 0}
"""
    assert ("error", "band-hole") in codes(checked(rules, more))
    assert len(found(checked(rules, more), "band-hole")) == 1


def test_what_a_wide_band_covers_is_no_hole() -> None:
    wide = (
        "1 if 10 <= actual <= 20 else 2 if 30 <= actual <= 40 else 3 if 0 <= actual <= 100 else 0"
    )
    assert bands(f"  - {{rule: all, score: {wide}}}\n") == {("doubt", "band-overlap")}
    apart = "1 if 0 <= actual <= 10 else 2 if 90 <= actual <= 100 else 3"
    assert bands(f"  - {{rule: all, score: {apart}}}\n") == {("doubt", "band-hole")}


# Jumps


def test_every_step_of_a_rule_is_a_jump() -> None:
    rules = (
        "  - {rule: all, score: weight if actual >= 90 else 0.5 * weight if actual >= 60 else 0}\n"
    )
    texts = found(checked(rules), "jump")
    assert len(texts) == 2
    assert any("5.00 → 10.00" in text for text in texts)
    assert any("0.00 → 5.00" in text for text in texts)


def test_a_jump_of_just_the_share_is_none() -> None:
    policy = pingfen.parse_policy(
        HEAD + "rules:\n  - {rule: all, score: weight if actual >= 90 else 0.8 * weight}\n"
    )
    jumps = [f for f in check_policy(policy).findings if f.problem.code == "jump"]
    assert not jumps
    assert [
        f for f in check_policy(policy, jump=Fraction(1, 6)).findings if f.problem.code == "jump"
    ]


def test_a_score_that_rounds_inside_may_jump() -> None:
    rules = "  - {rule: all, score: 'weight * min(1, floor(actual / 10) / 10)'}\n"
    assert not found(checked(rules), "jump-rounded"), "steps of a tenth"
    rules = "  - {rule: all, score: 'weight * min(1, floor(actual / 50) / 2)'}\n"
    assert found(checked(rules), "jump-rounded")


# Effort


def test_a_policy_of_many_rules_ends_and_says_what_is_open() -> None:
    many = "".join(
        f"  - {{rule: r{n}, when: name == '甲{chr(0x4E8C + n)}' and actual > {n}, score: 0}}\n"
        for n in range(120)
    )
    assert ("open", "ways-open") in codes(
        check_policy(pingfen.parse_policy(HEAD + "rules:\n" + many), most=5_000)
    )


# Chance


# those whose policies are checked in a moment
SEEDS = (
    *(3, 5, 6, 9, 14, 15, 19, 24, 35, 38, 52, 58, 71, 72, 74, 75, 78, 90, 97, 99, 106, 126, 143),
    *(147, 154, 163, 181, 197, 206, 210, 234, 237, 241, 243, 263, 270, 274, 284, 293, 295),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_happens_to_a_row_was_called_impossible(seed: int) -> None:
    chance = Chance(seed)
    policy = chance.policy()
    report = check_policy(policy)
    assert ("open", "ways-open") not in codes(report)
    for _ in range(60):
        form = chance.form()
        said: dict[str, list[str]] = {}
        for finding in report.findings:
            if "below zero" not in finding.show("en") or "-5" in f"{form}":
                said.setdefault(finding.problem.code, []).append(finding.about)
        for row in pingfen.score(policy, form).all_rows:
            assert row.rule not in said.get("rule-unreachable", ()) or asked(row), form
            assert expected(policy, row, said), form


def asked(row: RowScore) -> bool:
    """Whether a row stopped at a rule without reaching it."""
    return row.undecided is not None and row.undecided.code == "unknown-when"


def expected(policy: Policy, row: RowScore, said: dict[str, list[str]]) -> bool:
    """Whether what became of a row was found before."""
    code = row.undecided.code if row.undecided else ""
    if code in {"", "require", "unparsed"}:
        return True
    if code == "out-of-bounds":
        about = said.get(code, ())
        fine = Fraction(str(row.weight)) * 10**policy.row_rounding.places
        odd = fine.denominator != 1 and (policy.row_rounding.places >= 2 or "decimals" in about)
        return odd or any(finding.startswith(f"{row.rule} ") for finding in about)
    causes = {*row.undecided.causes} if row.undecided else set()
    zero = {cause for cause in causes if cause.startswith("zero")}
    about = [
        a for a in said.get("zero-divisor" if zero else "rows-undecided", ()) if row.kind in a
    ]
    if zero:
        return any(f"rule='{row.rule}'" in a and lacking(a) == zero for a in about)
    return any(lacking(a) <= causes if causes else f"code='{code}'" in a for a in about)


def lacking(about: str) -> set[str]:
    """The causes that the rows of a finding have in common."""
    return {*ast.literal_eval(about[about.index("causes=") + len("causes=") : -1])}


# The command


def test_the_command_says_what_was_found_and_fails_on_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["policy", "check", "mof@2020", "zhangdian@2024"]) == 0
    text = capsys.readouterr().out
    assert text.count("评分办法 ") == 2
    assert "存疑  rules/mof/2020.yaml:175:11: " in text
    assert main(["policy", "check", "mof@2020", "--fail-on", "doubt"]) == 1
    assert main(["policy", "check", "mof@2020", "--lang", "en"]) == 0
    assert "errors 0, doubts 2, open 0" in capsys.readouterr().out


def test_notes_about_what_is_inherited_are_counted_and_listed_on_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = check_policy(pingfen.load_policy("zhangdian@2024"))
    inherited = [
        found
        for found in report.findings
        if found.severity == "note" and "rules/mof" in found.show("en")
    ]
    assert main(["policy", "check", "zhangdian@2024", "--lang", "en"]) == 0
    folded = capsys.readouterr().out
    assert f"note  {len(inherited)} more notes about what is inherited" in folded
    assert "doubt  rules/mof/2020.yaml" in folded
    assert "note  rules/mof/2020.yaml" not in folded
    assert main(["policy", "check", "zhangdian@2024", "--lang", "en", "--all"]) == 0
    assert capsys.readouterr().out.count("note  rules/mof/2020.yaml") == len(inherited)


def test_a_broken_policy_does_not_take_the_others_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "2026.yaml"
    broken.write_text("policy: own\nyear: 2026\nrules: 3\n", "utf-8")
    assert main(["policy", "check", str(broken), "mof@2020"]) == 2
    printed = capsys.readouterr()
    assert "2026.yaml:3:8" in printed.err
    assert "mof@2020" in printed.out


def test_findings_as_data_have_their_place_and_their_example(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["policy", "check", "mof@2020", "--format", "json", "--lang", "en"]) == 0
    (policy,) = json.loads(capsys.readouterr().out)["policies"]
    first = policy["findings"][0]
    assert policy["policy"] == "mof@2020"
    assert (first["severity"], first["code"]) == ("doubt", "rows-undecided")
    assert first["place"] == "rules/mof/2020.yaml:175:11"
    (example,) = first["examples"]
    assert example["form"]["rows"][0]["target"] == ">100"
    assert example["undecided"] == "no-rule"


def test_a_share_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for share in ("3", "-1", "x", "1e-3"):
        with pytest.raises(SystemExit) as caught:
            main(["policy", "check", "mof@2020", "--jump", share])
        assert caught.value.code == 2
        assert "--jump" in capsys.readouterr().err


def test_a_smaller_share_finds_more_jumps() -> None:
    policy = pingfen.load_policy("zhangdian@2024").name
    report = check_policy(pingfen.load_policy(policy), jump=Fraction(1))
    assert not [finding for finding in report.findings if finding.problem.code == "jump"]
