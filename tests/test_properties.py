"""What holds for all rows, numbers and policies, not only for those that somebody thought of."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import oracle
from pingfen import dump_policy, parse_policy, read_forms, score
from pingfen.exact import ROUNDING, fixed, read, round_to, show, to_decimal
from pingfen.form import Quantity
from pingfen.policy import Policy
from pingfen.scoring.decision import Decision
from pingfen.scoring.outcome import Outcome, outcome
from pingfen.understanding import figure, understand
from pingfen.words import words
from seed import EXAMPLE, EXECUTION, GRADES, SCORES, TOTALS
from strategies import (
    ACHIEVED,
    AMOUNTS,
    COMMON,
    MISSED,
    MODES,
    NAMES,
    NUMBER_RELATIONS,
    PARTLY,
    RELATIONS,
    RULES,
    SHIPPED,
    TEXTS,
    WEIGHTS,
    WORDINGS,
    RandomRows,
    Row,
    children,
    judgements,
    legal_rows,
    short_numbers,
    spelt_figures,
    spelt_quantities,
    ties_and_others,
)

COST = "成本指标"


def decided(policy: Policy, row: Row) -> Decision:
    """Return the decision for one row."""
    return outcome(policy, {}, {}, [row]).rows[0]


# 1 The order of rows

FORMS = tuple(read_forms(EXAMPLE))


@pytest.mark.parametrize("number", range(len(TOTALS)))
@settings(max_examples=15)
@given(data=st.data())
def test_the_published_scores_do_not_depend_on_the_order_of_rows(number, data):
    form = FORMS[number]
    order = data.draw(st.permutations(range(len(form.rows))))
    card = score(SHIPPED["zhangdian@2024"], replace(form, rows=tuple(form.rows[n] for n in order)))
    assert [row.score for row in card.rows] == [SCORES[number][n] for n in order]
    assert card.execution is not None
    found = (card.execution.score, card.total, card.grade)
    assert found == (EXECUTION[number], TOTALS[number], GRADES[number])


# 2 The bounds of scores, and what policies leave open


def band(text: str) -> tuple[Fraction, Fraction] | None:
    """Return from and to below which share of the weight a phrase is judged, if it is one."""
    bands = {ACHIEVED: ("0.8", "2"), PARTLY: ("0.6", "0.8"), MISSED: ("0", "0.6")}
    for phrases, (low, high) in bands.items():
        if text in phrases:
            return Fraction(low), Fraction(high)
    return None


def wording_open(row: Row) -> bool:
    """Tell whether the common measures leave a wording or a deadline open.

    It is in time or the same text, and met. Else it has to be known that it is not, and what was
    achieved; then a judgement is due, within the band of one of the three phrases.
    """
    if row.get("same_text") or ("late" in row and row["late"] <= 0):
        return False
    if "same_text" not in row or "actual_text" not in row:
        return True
    judged = row.get("judged", row.get("declared"))
    if judged is None:
        return True
    within = band(row["actual_text"])
    return within is not None and not within[0] <= judged / row["weight"] < within[1]


def open_in_mof(row: Row) -> bool:
    """Tell whether the common measures leave a legal row open.

    Of rows with numbers only the equality of a strict relation is: a target of 0 is met, or the
    actual is above it, and then nothing is divided by the target.
    """
    if row["relation"] in WORDINGS:
        return wording_open(row)
    return row["relation"] in {">", "<"} and row["actual"] == row["target"]


def open_in_zhangdian(row: Row) -> bool:
    """Tell whether Zhangdian leaves a legal row open.

    Beyond the common measures: a ≤ row that kept to its target, where it takes a level that is
    missing to tell whether it is an unpaid cost or a planned quantity.
    """
    if row["relation"] == "<=" and row["target"] > 0 and row["actual"] <= row["target"]:
        unpaid = row["actual"] == 0
        if "level1" not in row and unpaid:
            return True
        return "level2" not in row and not (unpaid and row["level1"] == COST)
    return open_in_mof(row)


LEFT_OPEN = {"mof@2020": open_in_mof, "zhangdian@2024": open_in_zhangdian}


def left_open(policy: Policy, row: Row) -> bool:
    """Tell whether a policy does not decide a legal row."""
    return LEFT_OPEN[policy.name](row)


def test_the_shipped_policies_are_found():
    assert set(COMMON) < set(NAMES)
    assert all("mof@2020" in SHIPPED[name].lineage for name in NAMES)


@pytest.mark.parametrize("name", COMMON)
@settings(max_examples=300)
@given(row=legal_rows())
def test_a_legal_row_scores_from_0_to_its_weight_or_the_policy_leaves_it_open(name, row):
    found = decided(SHIPPED[name], row)
    if left_open(SHIPPED[name], row):
        assert found.score is None
        assert found.code in {"no-rule", "require", "unknown-when", "unknown-require"}
    else:
        assert found.code is None
        assert found.score is not None
        assert 0 <= found.score <= row["weight"]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40)
@given(row=legal_rows())
def test_a_legal_row_scores_from_0_to_its_weight_under_each_policy_or_it_says_why_not(name, row):
    found = decided(SHIPPED[name], row)
    rounding = SHIPPED[name].row_rounding
    if found.score is not None:
        assert 0 <= found.score <= row["weight"]
    elif not found.dropped:
        assert found.code
        if round_to(row["weight"], rounding.places, rounding.mode) <= row["weight"]:
            assert found.code != "out-of-bounds"


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("text", TEXTS)
@settings(max_examples=80)
@given(weight=WEIGHTS, data=st.data())
def test_a_phrase_that_is_not_the_target_earns_what_is_judged_within_its_band(
    name, text, weight, data
):
    judged = data.draw(judgements(weight))
    row = {"relation": "text", "weight": weight, "actual_text": text, "same_text": False}
    found = decided(SHIPPED[name], {**row, "judged": judged})
    within = band(text) or (Fraction(0), Fraction(2))
    if within[0] * weight <= judged < within[1] * weight:
        assert found.score == round_to(judged, 2)
    else:
        assert (found.score, found.code) == (None, "require")


@pytest.mark.parametrize("name", COMMON)
@given(annual=AMOUNTS, executed=AMOUNTS, weight=st.none() | WEIGHTS)
def test_a_budget_scores_from_0_to_its_weight_and_one_of_0_is_open(name, annual, executed, weight):
    form, printed = {"annual": annual, "executed": executed}, {"weight": weight} if weight else {}
    found = outcome(SHIPPED[name], form, printed, []).execution
    assert found is not None
    if annual == 0:
        assert (found.score, found.code) == (None, "unknown-score")
        assert [str(cause) for cause in found.causes] == ["zero target"]
    else:
        assert found.score is not None
        assert 0 <= found.score <= found.scope.values["weight"]


# 3 Full marks

EXCEPTIONS = {"planned-quantity", "unpaid-cost", "overshoot"}


def is_met(row: Row) -> bool:
    """Tell whether a row reached its target."""
    target, actual = row.get("target"), row.get("actual")
    match row["relation"]:
        case ">=":
            return actual >= target
        case "<=":
            return actual <= target
        case "=":
            return actual == target
        case ">":
            return actual > target
        case "<":
            return actual < target
    return row.get("same_text", False) or ("late" in row and row["late"] <= 0)


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("relation", RELATIONS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_met_target_earns_full_marks_where_no_exception_decides(name, relation, data):
    row = data.draw(legal_rows((relation,), may_lack=()).filter(is_met))
    found = decided(SHIPPED[name], row)
    assert found.rule is not None
    assert found.score == row["weight"] or found.rule.name in EXCEPTIONS


@given(row=legal_rows(may_lack=()).filter(is_met))
def test_a_met_target_earns_full_marks_under_the_common_measures(row):
    assert decided(SHIPPED["mof@2020"], row).score == row["weight"]


# 4 More is never worth less

PARTS = st.integers(0, 1000).map(lambda n: Fraction(n, 1000))


@pytest.mark.parametrize("name", COMMON)
@settings(max_examples=200)
@given(
    row=legal_rows((">=",), may_lack=("level1", "level2", "judged")),
    shares=st.tuples(PARTS, PARTS),
    near=st.booleans(),
)
def test_more_of_what_is_to_be_reached_never_earns_less(name, row, shares, near):
    policy, (less, more) = SHIPPED[name], sorted(shares)
    threshold = policy.params.get("overshoot_from")
    most = threshold.value if threshold and near else Fraction(1)
    actuals = [row["target"] * share * most for share in (less, more)]
    pair = [{**row, "actual": actual} for actual in actuals]
    first, second = outcome(policy, {}, {}, pair).rows
    assert first.score is not None
    assert second.score is not None
    assert first.score <= second.score


# 5 Rounding


def whole(top: int, bottom: int, mode: str) -> int:
    """Round top / bottom to a whole number; integers only, `bottom` above 0."""
    sign = -1 if top < 0 else 1
    match mode:
        case "floor":
            return top // bottom
        case "down":
            return sign * (abs(top) // bottom)
        case "half-up":
            return sign * ((2 * abs(top) + bottom) // (2 * bottom))
    nearest, tied = divmod(2 * top + bottom, 2 * bottom)
    return nearest - nearest % 2 if tied == 0 else nearest


def in_units(value: Fraction, places: int, mode: str) -> int:
    """Round to so many decimals, counted in units of the last one."""
    return whole(value.numerator * 10**places, value.denominator, mode)


def test_the_modes_of_the_reference_are_those_of_the_engine():
    assert set(MODES) == set(ROUNDING)


@pytest.mark.parametrize("mode", sorted(ROUNDING))
@settings(max_examples=200)
@given(data=st.data(), places=st.integers(0, 12))
def test_rounding_equals_integer_arithmetic(mode, data, places):
    value = data.draw(ties_and_others(places))
    assert round_to(value, places, mode) * 10**places == in_units(value, places, mode)


ONE_RULE = """
policy: quotient
year: 2024
title: 一条规则
execution: none
rules: [{{rule: only, score: {score}, unbounded: true}}]
rounding: {{places: {places}, mode: {mode}}}
total: sum({score})
grades: none
checks: []
"""


@cache
def one_rule(score: str, places: int = 2, mode: str = "half-up") -> Policy:
    """Return a policy with one rule; its total adds the scores before they are rounded."""
    return parse_policy(ONE_RULE.format(score=score, places=places, mode=mode))


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=100)
@given(data=st.data(), places=st.sampled_from([0, 1, 2, 5, 12]), target=AMOUNTS.filter(bool))
def test_a_score_and_a_total_are_rounded_like_integers(mode, data, places, target):
    value = data.draw(ties_and_others(places))
    row = {"weight": Fraction(1), "target": target, "actual": value * target}
    found = outcome(one_rule("actual / target", places, mode), {}, {}, [row])
    wanted = in_units(value, places, mode)
    assert found.rows[0].score is not None
    assert found.total is not None
    assert found.rows[0].score * 10**places == wanted
    assert found.total * 10**places == wanted


# 6 Two readings of the norm

COMPARED = ("mof@2020", "zhangdian@2024")
ROWS_IN_ALL, ROWS_A_FORM, BLOCKS = 100_000, 100, 10
ROWS_A_BLOCK = ROWS_IN_ALL // (len(COMPARED) * BLOCKS)


@cache
def read_by_oracle(name: str) -> oracle.OraclePolicy:
    """Return a shipped policy as the independent evaluator reads it."""
    policy, year = name.split("@")
    return oracle.load(RULES / policy / f"{year}.yaml", RULES)


def as_oracle_says(policy: Policy, decision: Decision) -> Mapping[str, Any]:
    """Return what the interpreter decided in the words of the oracle, without reasons."""
    rule = decision.rule.name if decision.rule else None
    if decision.code:
        causes = [str(cause) for cause in decision.causes]
        return {"undecided": decision.code, "rule": rule, "causes": causes}
    assert decision.score is not None
    return {"score": to_decimal(decision.score, policy.row_rounding.places), "rule": rule}


def without_reason(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the oracle decided without its reason."""
    return {key: value for key, value in result.items() if key != "because"}


def differing(name: str, form: Row, printed: Row, rows: Sequence[Row]) -> list[Any]:
    """Return what the interpreter and the oracle decide differently in one form."""
    policy = SHIPPED[name]
    found = outcome(policy, form, printed, rows)
    answer = oracle.score(read_by_oracle(name), form, printed, rows)
    budget = [printed] if policy.execution else []
    assert bool(found.execution) is ("execution" in answer) is bool(budget)
    decisions_ = [decision for decision in (found.execution, *found.rows) if decision]
    mine = [as_oracle_says(policy, decision) for decision in decisions_]
    results = (answer.get("execution"), *answer["rows"])
    others = [without_reason(result) for result in results if result]
    pairs = zip([*budget, *rows], mine, others, strict=True)
    return [(row, own, other) for row, own, other in pairs if own != other]


def test_the_blocks_hold_100_000_rows():
    assert ROWS_A_BLOCK * BLOCKS * len(COMPARED) == 100_000
    assert ROWS_A_BLOCK % ROWS_A_FORM == 0


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_interpreter_and_the_oracle_do_not_differ_on_random_rows(name, block):
    made = RandomRows(seed=block)
    for _ in range(ROWS_A_BLOCK // ROWS_A_FORM):
        form, printed = made.form()
        assert differing(name, form, printed, made.rows(ROWS_A_FORM)) == []


def with_own_columns(policy: Policy, rows: Sequence[Row], made: random.Random) -> list[Row]:
    """Return the rows with something in the policy's own columns of numbers and texts."""
    texts = ["另有说明", *(p.value for p in policy.params.values() if isinstance(p.value, str))]
    draws = {
        "number": lambda: Fraction(made.randint(-20, 120), made.choice([1, 2, 100])),
        "text": lambda: made.choice(texts),
        "truth": lambda: made.random() < 0.5,
    }
    return [
        row
        | {
            name: draws[column.type]()
            for name, column in policy.fields.items()
            if column.type in draws and made.random() < 0.5
        }
        for row in rows
    ]


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(COMPARED)))
def test_the_interpreter_and_the_oracle_do_not_differ_on_random_rows_of_an_example(name):
    made, columns = RandomRows(seed=1), random.Random(1)
    for _ in range(5):
        form, printed = made.form()
        rows = with_own_columns(SHIPPED[name], made.rows(ROWS_A_FORM), columns)
        assert differing(name, form, printed, rows) == []


def test_the_random_rows_reach_every_rule_and_many_codes():
    policy, made = SHIPPED["zhangdian@2024"], RandomRows(seed=0)
    found = outcome(policy, *made.form(), made.rows(5_000)).rows
    wanted = {rule.name for rule in policy.rules} - {"execution"}
    assert {row.rule.name for row in found if row.rule and not row.code} == wanted
    codes = {row.code for row in found}
    unknown = {f"unknown-{what}" for what in ("when", "require", "score", "bounds")}
    assert codes == {None, "unparsed", "no-rule", "require", "out-of-bounds"} | unknown


# 7 Ties

TIES = [(w, k) for w in range(1, 31) for k in range(1, 10_001) if w * k % 100 == 50]


def test_7900_weights_and_percentages_tie_at_the_third_decimal():
    assert len(TIES) == 7_900
    assert all(Fraction(w * k, 10_000) % Fraction(1, 100) == Fraction(5, 1000) for w, k in TIES)


@pytest.mark.parametrize("written", ["weight * actual / target", "weight * (actual / target)"])
def test_every_tie_of_a_weight_and_a_percentage_is_rounded_up(written):
    rows = [
        {"weight": Fraction(w), "actual": Fraction(k, 10_000), "target": Fraction(1)}
        for w, k in TIES
    ]
    rows += [{**row, "actual": row["actual"] * 88, "target": Fraction(88)} for row in rows]
    found = outcome(one_rule(written), {}, {}, rows).rows
    cents = [(w * k + 50) // 100 for w, k in TIES]
    assert [row.score and row.score * 100 for row in found] == cents * 2


# 8 Numbers printed and read


@given(number=short_numbers(), more=st.integers(0, 6))
def test_a_number_printed_reads_back_equal(number, more):
    value, places = number
    assert read(show(value)) == value
    assert read(fixed(value, places + more)) == value
    printed = to_decimal(value, places + more)
    assert (Fraction(printed), printed.as_tuple().exponent) == (value, -places - more)


@settings(max_examples=200)
@given(figure_=spelt_figures())
def test_a_figure_reads_back_equal_however_it_is_written(figure_):
    text, value = figure_
    assert figure(text).value == value


@settings(max_examples=400)
@given(quantity=spelt_quantities())
@example(quantity=("　≥　－１２,３４５.6７ ％。", Quantity(Fraction("-123.4567"), "%", ">=")))
def test_a_quantity_reads_back_equal_however_it_is_written(quantity):
    text, wanted = quantity
    assert understand(text) == wanted


@pytest.mark.parametrize("spelling", sorted(words().units.same))
def test_a_quantity_is_read_in_every_unit_that_the_word_list_spells(spelling):
    unit = words().units.same[spelling]
    value = Fraction("12.5") / (100 if unit == words().units.percent else 1)
    assert understand(f"≥12.5{spelling}") == Quantity(value, unit, ">=")


# 9 Policies written and read


def decisions(policy: Policy, seed: int) -> list[Any]:
    """Return all that a policy says of a random form."""
    made = RandomRows(seed)
    found: Outcome = outcome(policy, *made.form(), made.rows(20))
    assert (found.execution is None) is (policy.execution is None)
    rows = [
        (row.score, row.rule.name if row.rule else None, row.code, row.causes, row.dropped)
        for row in (found.execution, *found.rows)
        if row is not None
    ]
    checks = [(item.check.name, item.row, item.causes) for item in found.checks]
    return [rows, found.total, found.grade, checks]


def head(policy: Policy) -> list[Any]:
    """Return what a policy says besides rules and checks."""
    return [policy.name, policy.revision, policy.title, policy.status, policy.tolerance]


def assert_alike(policy: Policy, seed: int) -> None:
    """Assert that a policy is the same after it was written and read."""
    again = parse_policy(dump_policy(policy))
    assert again.digest == policy.digest
    assert again.document == policy.document
    assert head(again) == head(policy)
    assert dump_policy(again) == dump_policy(policy)
    assert decisions(again, seed) == decisions(policy, seed)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_policy_reads_back_the_same(name):
    assert_alike(SHIPPED[name], seed=1)


@settings(max_examples=40)
@given(child=children(), seed=st.integers(0, 2**32))
def test_a_child_policy_reads_back_the_same(child, seed):
    assert_alike(parse_policy(child), seed)


def as_constant(value: Any) -> Any:
    """Return a param's value as a policy keeps it."""
    return tuple(value) if isinstance(value, list) else Fraction(value)


@settings(max_examples=40)
@given(child=children(), seed=st.integers(0, 2**32))
def test_a_child_policy_has_the_params_and_the_rounding_that_it_gives(child, seed):
    policy = parse_policy(child)
    values = {name: policy.params[name].value for name in child["params"]}
    assert values == {name: as_constant(value) for name, value in child["params"].items()}
    for part, found in (("row", policy.row_rounding), ("total", policy.total_rounding)):
        rounding = {"places": 2, "mode": "half-up", **child["rounding"]}
        rounding |= child["rounding"].get(part, {})
        assert (found.places, found.mode) == (rounding["places"], rounding["mode"])
    numbers = [row.score for row in outcome(policy, {}, {}, RandomRows(seed).rows(10)).rows]
    places = policy.row_rounding.places
    assert all((number * 10**places).denominator == 1 for number in numbers if number is not None)


def test_all_relations_are_drawn():
    assert {*NUMBER_RELATIONS, *WORDINGS} == set(words().relations.names)
