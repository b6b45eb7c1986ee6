"""A compiled policy scores rows of plain data as the interpreter scores those of a form."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import pingfen
from pingfen.compiled.functions import MOST_REMEMBERED
from pingfen.scoring import read_form

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "zhangdian-2024.txt"
POLICY = pingfen.load_policy("zhangdian@2024")
COMPILED = pingfen.compile(POLICY)
FIELDS = ("level1", "level2", "relation", "weight", "target", "actual")
ROW = dict(
    zip(
        FIELDS,
        ("产出指标", "数量指标", ">=", Decimal(10), Decimal(200), Decimal(330)),
        strict=True,
    )
)


def rows_of(form: pingfen.Form) -> list[dict[str, Any]]:
    """Return the budget row and the indicators of a form as plain data."""
    found = read_form(POLICY, form)
    shared = {name: found.names[name] for name in ("annual", "executed") if name in found.names}
    budget = {"kind": "execution", **shared, **found.execution}
    return [budget, *({**shared, **row} for row in found.rows)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_rows_of_the_seven_forms_come_out_as_in_their_scorecards(lang: str) -> None:
    compiled = pingfen.compile(POLICY, because=lang)
    compared = 0
    for form in pingfen.read_forms(EXAMPLE):
        card = pingfen.score(POLICY, form)
        for row, data in zip([card.execution, *card.rows], rows_of(form), strict=True):
            found = compiled.score(data)
            assert (found.score, found.rule) == (row.score, row.rule)
            assert found.because == row.because.in_lang(lang)
            compared += 1
    assert compared == 76


def test_fields_go_by_their_chinese_names_too() -> None:
    row = {"方向": ">=", "指标值": 200, "完成值": 330, "分值": 10, "一级指标": "产出指标"}
    assert COMPILED.score({**row, "二级指标": "数量指标"}).score == Decimal("6.50")


@pytest.mark.parametrize("value", [330, "330", 330.0, Decimal("330.000"), Fraction(330)])
def test_a_number_may_be_of_any_exact_type(value: object) -> None:
    assert COMPILED.score({**ROW, "actual": value}).score == Decimal("6.50")


def test_a_float_is_the_decimal_that_is_printed_for_it() -> None:
    row = {**ROW, "relation": "<=", "level2": "其他", "target": 0.1, "actual": 0.3}
    assert COMPILED.score(row)[:3] == (Decimal("3.33"), "over", None)


def test_a_number_with_many_decimals_is_taken_as_it_is() -> None:
    just_below = Decimal("259.99999999999999999999")
    assert COMPILED.score({**ROW, "actual": just_below}).rule == "met"
    assert (
        COMPILED.score({**ROW, "actual": Decimal("260.00000000000000000001")}).rule == "overshoot"
    )
    assert COMPILED.score(ROW).score == Decimal("6.50")


def test_a_fraction_whose_decimals_never_end_is_scored_all_the_same() -> None:
    found = COMPILED.score({**ROW, "actual": Fraction(200, 3)})
    assert found[:3] == (Decimal("3.33"), "short", None)


@pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN"), "many", "1e3"])
def test_what_is_no_number_leaves_the_row_undecided(value: object) -> None:
    assert COMPILED.score({**ROW, "actual": value})[:3] == (None, None, "unparsed")


def test_why_a_row_is_undecided_is_said_with_its_causes() -> None:
    found = COMPILED.score({"relation": ">=", "weight": 10})
    assert found[:3] == (None, "overshoot", "unknown-when: missing target; missing actual")


def test_a_name_that_is_no_field_is_refused() -> None:
    with pytest.raises(pingfen.UsageError, match="tragte"):
        COMPILED.score({"tragte": 1})


@pytest.mark.parametrize(
    ("field", "value"), [("level1", 3), ("same_text", "yes"), ("level1", True)]
)
def test_a_value_of_another_type_is_refused(field: str, value: object) -> None:
    with pytest.raises(pingfen.UsageError, match=field):
        COMPILED.score({field: value})


def test_integers_are_scored_by_a_function_with_its_source() -> None:
    scales = {"weight": 2, "target": 4, "actual": 4}
    score = COMPILED.integers(scales, fields=FIELDS, given=FIELDS)
    found, outcome = score("产出指标", "数量指标", ">=", 1000, 2_000_000, 3_300_000)
    assert (found, outcome.rule, outcome.undecided) == (650, "overshoot", None)
    assert score.fields == FIELDS
    assert "10 * actual <= 13 * target" in score.source


def test_integers_have_no_limit() -> None:
    score = COMPILED.integers({"weight": 2, "target": 4, "actual": 4}, fields=FIELDS)
    huge = 10**60
    assert score("产出指标", "数量指标", "=", 1000, 3 * huge, huge)[0] == 333


def test_all_fields_that_a_policy_asks_for_are_arguments_if_none_are_named() -> None:
    score = COMPILED.integers({"weight": 2})
    assert {"kind", "unparsed", "annual", "executed", "judged"} <= set(score.fields)


def test_decimals_go_in_and_come_out() -> None:
    score = COMPILED.decimals({"weight": 2, "target": 4, "actual": 4}, fields=FIELDS)
    found, outcome = score(*ROW.values())
    assert (found, str(found), outcome.rule) == (Decimal("6.50"), "6.50", "overshoot")
    assert score(*list(ROW.values())[:-1], None)[1].undecided == "unknown-when: missing actual"


def test_decimals_are_exact_whatever_the_context_of_the_thread() -> None:
    score = COMPILED.decimals({"weight": 2, "target": 4, "actual": 4}, fields=FIELDS)
    row = (
        "产出指标",
        "质量指标",
        ">=",
        Decimal("12.50"),
        Decimal("123456.7891"),
        Decimal("61728.3946"),
    )
    wanted = score(*row)
    with localcontext(prec=3):
        assert score(*row) == wanted


@pytest.mark.parametrize("field", ["weight", "actual"])
def test_a_decimal_with_more_decimals_than_its_scale_is_refused(field: str) -> None:
    score = COMPILED.decimals({"weight": 2, "target": 4, "actual": 4}, fields=FIELDS)
    with pytest.raises(ValueError, match="1"):
        score(*{**ROW, field: Decimal("1.00001")}.values())


def test_numbers_that_are_remembered_do_not_fill_the_memory() -> None:
    score = COMPILED.decimals({"weight": 6, "target": 4, "actual": 4}, fields=FIELDS)
    for number in range(MOST_REMEMBERED + 10):
        weight = Decimal(number + 1).scaleb(-6)
        assert score("产出指标", "", "=", weight, 1, 1)[1].rule in {"met", None}
    known = score.__globals__["known_6"]  # type: ignore[attr-defined]  # a function has them
    assert len(known) <= MOST_REMEMBERED + 1


def test_a_compiled_policy_prints_its_plan() -> None:
    lines = str(COMPILED).splitlines()
    assert lines[:2] == ["zhangdian@2024", "if kind is missing"]
    assert any(line.strip().startswith("over: (target * weight) / actual") for line in lines)
