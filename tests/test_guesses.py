"""Which known formula gives a declared score that the policy does not give; luck explains none."""

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import pingfen
import seed
from pingfen.auditing import Guess
from pingfen.auditing.formulas import Formulas
from pingfen.auditing.neighbours import parents
from pingfen.exact import round_to, show
from pingfen.faces import document_of

PUBLISHED = Path(__file__).parent / "published"
MOF, ZHANGDIAN, BARE = map(
    pingfen.load_policy, ("mof@2020", "zhangdian@2024", "bare-targets@2020")
)
FORMULAS = {policy.name: Formulas(policy) for policy in (MOF, ZHANGDIAN, BARE)}
OWN = "按本办法计算，再"


def guessed(policy: pingfen.Policy, form: object, number: int) -> tuple[Guess, ...]:
    """What is guessed of one row of a form."""
    (found,) = document_of(form)  # type: ignore[arg-type]  # plain data or a document
    card = pingfen.score(policy, found)
    (row,) = [row for row in card.all_rows if row.number == number]
    return FORMULAS[policy.name].guesses(found, card, row)


def of_row(policy: pingfen.Policy = MOF, **row: object) -> tuple[Guess, ...]:
    """What is guessed of a row by itself."""
    return guessed(policy, {"project": "p", "rows": [{"name": "甲", **row}]}, 1)


def of_budget(policy: pingfen.Policy = MOF, **budget: object) -> tuple[Guess, ...]:
    given = {"weight": 10, **budget}
    return guessed(policy, {"project": "p", "execution": given, "rows": []}, 0)


def said(guesses: tuple[Guess, ...]) -> list[str]:
    """The label of the first guess, and those that tie with it."""
    return [label.zh for one in guesses[:1] for label in (one.label, *one.ties)]


def published(name: str, number: int, policy: pingfen.Policy = BARE) -> tuple[Guess, ...]:
    (path,) = PUBLISHED.glob(f"*{name}*.yaml")
    return guessed(policy, pingfen.read_forms(path), number)


class TestOnPublishedForms:
    """The rows of published forms of which a formula is known."""

    @pytest.mark.parametrize(
        ("name", "number", "labels", "formula"),
        [
            ("zhaidian", 12, ["截到一位小数"], "2 × 203 ÷ 214 = 1.8971… → 1.8"),
            (
                "zhaidian",
                15,
                ["四舍五入到一位小数", "截到一位小数"],
                "2 × 4044 ÷ 5662 = 1.4284… → 1.4",
            ),
            (
                "zhaidian",
                8,
                ["四舍五入到一位小数", "截到一位小数"],
                "2 × 97.3% ÷ 100% = 1.946 → 1.9",
            ),
            ("zhaidian", 14, ["四舍五入到整数", "向下取整"], "2 × 69 ÷ 120 = 1.15 → 1"),
            (
                "langfang",
                0,
                ["四舍五入到整数", "向上取整"],
                "10 × min(37.24 ÷ 43.2, 1) = 8.6203… → 9",
            ),
        ],
    )
    def test_the_own_score_rounded_otherwise_is_found(
        self, name: str, number: int, labels: list[str], formula: str
    ) -> None:
        guesses = published(name, number)
        assert said(guesses) == [OWN + label for label in labels]
        assert {guess.formula for guess in guesses} == {formula}

    @pytest.mark.parametrize("policy", [MOF, ZHANGDIAN, BARE], ids=str)
    def test_a_percentage_taken_of_the_weight_is_found_also_where_a_row_is_undecided(
        self, policy: pingfen.Policy
    ) -> None:
        (guess,) = published("huanggang", 3, policy)
        assert guess.label.zh == "完成值为百分数，直接乘分值，未与指标值相比"
        assert (guess.formula, guess.ties) == ("20 × 98% = 19.6", ())

    def test_a_row_that_its_policy_leaves_open_is_tried_in_proportion(self) -> None:
        assert said(published("zhaidian", 12, MOF)) == ["按完成值÷指标值计分，再截到一位小数"]

    @pytest.mark.parametrize("number", [16, 17, 18, 19, 20, 23, 25])
    def test_rows_that_follow_no_formula_get_no_guess(self, number: int) -> None:
        assert published("zhaidian", number) == ()

    @pytest.mark.parametrize(
        ("at", "number", "labels", "formula"),
        [
            (0, 4, ["按完成值÷指标值计分"], "8 × 63 ÷ 88 = 5.7272… → 5.73"),
            (2, 3, ["按完成值÷指标值计分"], "10 × 191 ÷ 300 = 6.3666… → 6.37"),
            (2, 1, ["按 0 分计"], ""),
            (6, 5, ["超过指标值 130% 的部分按比例扣分"], "10 × (1 - (330 ÷ 200 - 1.3)) = 6.5"),
        ],
    )
    def test_what_the_district_does_differently_is_found_under_the_common_measures(
        self, at: int, number: int, labels: list[str], formula: str
    ) -> None:
        guesses = guessed(MOF, pingfen.read_forms(seed.EXAMPLE)[at], number)
        assert said(guesses) == labels
        assert guesses[0].formula == formula

    def test_full_marks_are_said_first_and_the_parents_rule_beside_them(self) -> None:
        labels = said(published("handan", 3, ZHANGDIAN))
        assert labels[0] == "按满分计，未扣分"
        assert "按“项目支出绩效自评通用评分办法”计算：达到指标值，得满分" in labels
        assert "“超额完成的起扣点”按 1.5 计算" in labels


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ({"target": "≥95%", "actual": "93.4%", "declared": "8"}, "不足 1 个按 1 个计"),
        ({"target": "≥95%", "actual": "92%", "declared": "8.5"}, "每差 1 个百分点扣 0.5 分"),
        ({"target": "≥23个", "actual": "20个", "declared": "8.5"}, "每少 1 个扣 0.5 分"),
        (
            {"target": "≤20万元", "actual": "23万元", "declared": "8.5"},
            "按超出指标值的幅度",
        ),
        ({"target": "≥100个", "actual": "137个", "declared": "9.3"}, "超过指标值 130%"),
        ({"target": "≥100个", "actual": "131个", "declared": "8.9"}, "超过指标值 120%"),
        ({"target": "≥300个", "actual": "161个", "declared": "5.4"}, "四舍五入到一位小数"),
        ({"target": "≥300个", "actual": "161个", "declared": "5.36"}, "再截到两位小数"),
        ({"target": "≥7个", "actual": "9个", "declared": "7.78"}, "按指标值÷完成值计分"),
    ],
)
def test_a_formula_in_use_elsewhere_is_found(row: Mapping[str, str], label: str) -> None:
    first, *_ = said(of_row(**{**row, "declared": Decimal(row["declared"])}, weight=10))
    assert label in first


@pytest.mark.parametrize(
    ("budget", "label"),
    [
        (
            {"initial": 40, "annual": 30, "executed": 25, "declared": 6.25},
            "执行率按年初预算数计算",
        ),
        (
            {"annual": 33, "executed": 25, "declared_rate": "80.5%", "declared": 8.05},
            "按表中所填执行率计分",
        ),
        ({"annual": 30, "executed": 25, "declared": 8.3}, OWN + "四舍五入到一位小数"),
        ({"annual": 35, "executed": 25, "declared": 7.2}, OWN + "进到一位小数"),
        ({"annual": 30, "executed": 25, "declared": 10}, "按满分计，未扣分"),
    ],
)
def test_the_budget_row_has_formulas_of_its_own(budget: Mapping[str, object], label: str) -> None:
    assert said(of_budget(**budget))[0] == label


def test_a_row_that_agrees_or_declares_nothing_or_too_much_gets_no_guess() -> None:
    row = {"target": "≥4个", "actual": "3个", "weight": 10}
    assert of_row(**row, declared=7.5) == ()
    assert of_row(**row) == ()
    assert of_row(**row, declared=11) == ()


def test_full_marks_or_none_of_an_undecided_row_are_no_puzzle() -> None:
    row = {"target": "4个", "actual": "3个", "weight": 10}
    assert of_row(**row, declared=10) == of_row(**row, declared=0) == ()
    assert said(of_row(**row, declared=7.5)) == ["按完成值÷指标值计分"]


def test_the_parents_of_a_policy_are_made_as_they_are_without_it() -> None:
    (mof,) = parents(ZHANGDIAN)
    assert mof.policy.digest == MOF.digest
    changed = ZHANGDIAN.with_params(overshoot_from="1.2")
    assert [near.policy.digest for near in parents(changed)] == [MOF.digest]


def test_of_many_formulas_with_the_same_number_some_are_named_and_the_rest_counted() -> None:
    guesses = of_row(target="≥100%", actual="99%", weight=100, declared=99.5)
    assert all(len(guess.ties) <= 5 for guess in guesses)
    assert [guess.ties for guess in guesses[1:]] == [()] * len(guesses[1:])


# A score that was made by a known formula is guessed by it, or it is named among the ties.
# label → what the formula gives of weight, target and actual
MADE: Mapping[str, Callable[[Fraction, Fraction, Fraction], Fraction]] = {
    "按完成值÷指标值计分": lambda w, t, a: w * a / t,
    "按指标值÷完成值计分（反向指标的算法）": lambda w, t, a: w * t / a,
    "按超出指标值的幅度扣分：1－（完成值－指标值）÷指标值": lambda w, t, a: w * (2 - a / t),
    "超过指标值 130% 的部分按比例扣分": lambda w, t, a: w * (Fraction("2.3") - a / t),
    "超过指标值 120% 的部分按比例扣分": lambda w, t, a: w * (Fraction("2.2") - a / t),
    "完成率先四舍五入到整数百分比再计分": lambda w, t, a: w * round_to(a / t, 2),
    "每少 1 个扣 1 分": lambda w, t, a: w - (t - a),
    "完成率每差 1 个百分点扣 0.5 分": lambda w, t, a: w - 50 * (1 - a / t),
}
APPLIES: Mapping[str, Callable[[Fraction], bool]] = {
    "按超": lambda ratio: ratio > 1,
    "超过指标值 130%": lambda ratio: ratio > Fraction("1.3"),
    "超过指标值 120%": lambda ratio: ratio > Fraction("1.2"),
    "每少": lambda ratio: ratio < 1,
    "完成率每": lambda ratio: ratio < 1,
}


# most formulas are for one side of the target only, and give points within the weight only there
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.sampled_from(sorted(MADE)),
    st.integers(5, 30),
    st.integers(2, 3000),
    st.integers(1, 4000),
    st.sampled_from(["≥", "≤"]),
    st.sampled_from([MOF, ZHANGDIAN]),
)
def test_a_score_made_by_a_known_formula_is_guessed_or_named(  # noqa: PLR0913, PLR0917  # drawn
    label: str, weight: int, target: int, actual: int, sign: str, policy: pingfen.Policy
) -> None:
    ratio = Fraction(actual, target)
    fits = next((fits for start, fits in APPLIES.items() if label.startswith(start)), None)
    assume(fits is None or fits(ratio))
    made = MADE[label](Fraction(weight), Fraction(target), Fraction(actual))
    declared = round_to(made, 2)
    # fewer decimals are too easily met by luck
    assume(0 < declared < weight and (declared * 10).denominator != 1 and made <= weight)
    row = {"target": f"{sign}{target}个", "actual": f"{actual}个", "weight": weight}
    labels = said(of_row(policy, **row, declared=Decimal(show(declared))))
    own = pingfen.score(policy, {"project": "p", "rows": [{"name": "甲", **row}]}).rows[0]
    if own.score == Decimal(show(declared)):
        assert labels == []
        return
    more = any(each.startswith("另有") for each in labels)
    # a formula that gives the policy's own raw score is told as that one, rounded otherwise
    assert label in labels or more or any(each.startswith(OWN) for each in labels)


ROUNDED: Mapping[str, Callable[[Fraction], Fraction]] = {
    "四舍五入到一位小数": lambda raw: round_to(raw, 1),
    "截到两位小数": lambda raw: round_to(raw, 2, "down"),
    "截到一位小数": lambda raw: round_to(raw, 1, "down"),
    "四舍五入到整数": lambda raw: round_to(raw, 0),
    "向下取整": lambda raw: round_to(raw, 0, "down"),
    "向上取整": lambda raw: Fraction(ceil(raw)),
}


@given(
    st.sampled_from(sorted(ROUNDED)),
    st.integers(2, 30),
    st.integers(2, 3000),
    st.integers(1, 3000),
)
def test_the_own_score_rounded_otherwise_is_guessed_with_that_rounding_or_a_finer_one(
    label: str, weight: int, target: int, actual: int
) -> None:
    assume(actual < target)
    raw = Fraction(weight * actual, target)
    declared = ROUNDED[label](raw)
    assume(declared != round_to(raw, 2) and 0 < declared < weight)
    row = {"target": f"≥{target}个", "actual": f"{actual}个", "weight": weight}
    guesses = of_row(**row, declared=Decimal(show(declared)))
    assert guesses[0].label.zh.startswith(OWN)
    ways = {each.removeprefix(OWN) for each in said(guesses) if each.startswith(OWN)}
    assert {mode for mode, made in ROUNDED.items() if made(raw) == declared} & ways
    assert guesses[0].formula.endswith(f" → {show(declared)}")


def test_few_numbers_that_were_made_up_are_explained() -> None:
    """Of two decimals hardly any, of one decimal one in seven at most."""
    draw = random.Random(20)  # made up, not kept secret
    for places, most in ((2, 30), (1, 140)):
        explained = sum(bool(_made_up(draw, places)) for _ in range(1000))
        assert explained <= most, (places, explained)


def _made_up(draw: random.Random, places: int) -> tuple[Guess, ...]:
    weight, target = draw.choice([2, 3, 5, 8, 10, 15, 20]), draw.randint(5, 400)
    actual = draw.randint(0, target * 9 // 5)
    declared = Decimal(draw.randint(1, weight * 10**places - 1)).scaleb(-places)
    cells = {"target": f"{draw.choice('≥≤')}{target}个", "actual": f"{actual}个"}
    return of_row(ZHANGDIAN, **cells, weight=weight, declared=declared)
