"""What would reach the next grade: exact limits, compared with trying figure after figure."""

import random
from collections.abc import Iterator
from fractions import Fraction
from textwrap import dedent
from typing import Any

import pytest

import pingfen
from pingfen.explanation.changes import Variable, _changed, _variables, chances
from pingfen.explanation.figures import Figures
from pingfen.explanation.goal import next_goal
from pingfen.readers import forms_from_data
from random_policies import Chance

EXAMPLE = "docs/examples/zhangdian-2024.txt"
ZHANGDIAN = pingfen.load_policy("zhangdian@2024")
MOF = pingfen.load_policy("mof@2020")


def form(*rows: dict[str, Any], execution: Any = ("100", "100"), **more: Any) -> pingfen.Form:
    annual, executed = execution
    data = {"project": "示例", "year": 2024, "rows": list(rows), **more}
    return forms_from_data({**data, "execution": {"annual": annual, "executed": executed}})[0]


def row(target: str, actual: str, weight: object = 90, **more: Any) -> dict[str, Any]:
    return {"name": "某项", "target": target, "actual": actual, "weight": weight, **more}


def only(policy: pingfen.Policy, one: pingfen.Form) -> pingfen.Change:
    (change,) = pingfen.explain_form(policy, one).changes
    return change


def child(text: str) -> pingfen.Policy:
    """A policy that extends the common one."""
    return pingfen.parse_policy(
        f"policy: p\nyear: 2024\ntitle: t\nextends: mof@2020\n{dedent(text)}"
    )


class TestTheExample:
    def test_the_points_lost_stand_most_first(self):
        found = pingfen.explain_form(ZHANGDIAN, pingfen.read_forms(EXAMPLE)[2])
        assert [(r.number, str(r.lost)) for r in found.lost] == [
            (0, "10.00"),
            (1, "5.00"),
            (3, "3.63"),
        ]

    def test_the_executed_amount_that_reaches_the_next_grade_is_exact(self):
        found = pingfen.explain_form(ZHANGDIAN, pingfen.read_forms(EXAMPLE)[2])
        assert found.goal == pingfen.Goal("优", Fraction(90), closed=True)
        (change,) = found.changes
        # 8.63 points are lacking; 10 × 59.5125 ÷ 69 is 8.625, a tie that goes up
        assert (change.what, change.row, change.limit) == ("executed", 0, Fraction("59.5125"))
        assert (change.closed, change.to, change.score) == (True, 60, Fraction("8.70"))
        assert (change.total, change.grade) == (Fraction("90.07"), "优")

    def test_the_highest_grade_has_no_next_one(self):
        found = pingfen.explain_form(ZHANGDIAN, pingfen.read_forms(EXAMPLE)[0])
        assert (found.goal, found.changes) == (None, ())
        assert "已是最高等级" in str(found)


class TestWhatMayChange:
    def test_an_actual_rises_in_proportion_up_to_the_tie_that_is_rounded_up(self):
        change = only(MOF, form(row("≥21个", "16个")))
        # beside the 10 of the execution, 90 × x ÷ 21 must be 69.995 at least
        assert (change.what, change.limit) == ("actual", Fraction("69.995") * 21 / 90)
        assert (change.closed, change.to, change.unit) == (True, 17, "个")

    def test_an_actual_falls_where_less_is_better(self):
        change = only(MOF, form(row("≤100元", "160元")))
        assert change.limit == Fraction(90 * 100) / Fraction("69.995")
        assert (change.to, change.before) == (128, 160)

    def test_a_percentage_keeps_the_decimals_of_its_cell(self):
        change = only(MOF, form(row("≥99%", "75.5%")))
        assert (change.to, change.unit) == (Fraction("0.77"), "%")
        assert "75.5% → 77%" in str(pingfen.explain_form(MOF, form(row("≥99%", "75.5%"))))

    def test_a_jump_that_opens_just_above_a_figure_is_open(self):
        policy = child(
            """
            rules:
              - {rule: more, when: actual > 10, score: weight}
              - {rule: less, when: actual <= 10, score: 0}
            """
        )
        change = only(policy, form(row("≥1个", "5个")))
        assert (change.limit, change.closed, change.to) == (10, False, 11)

    def test_an_actual_between_two_limits_is_found_from_both_sides(self):
        policy = child(
            """
            rules:
              - {rule: near, when: abs(actual - target) <= 2, score: weight}
              - {rule: far, score: 0, when: relation == ">="}
            """
        )
        for actual, limit in (("3", 8), ("17", 12)):
            change = only(policy, form(row("≥10", actual)))
            assert (change.limit, change.closed) == (limit, True)

    def test_a_judgement_is_changed_within_its_bounds(self):
        found = pingfen.explain_form(MOF, form(row("提高", "有所提高", judged=60)))
        change, text = found.changes
        # 69.995 would be rounded up to enough; judgements are given in hundredths
        assert (change.what, change.before, change.limit) == ("judged", 60, 70)
        assert (change.to, text.what) == (70, "text")

    def test_a_judgement_in_a_band_of_its_own_does_not_leave_it(self):
        one = form(
            row("提高", "部分达成预期指标并具有一定效果", 100, judged=70), execution=(10, 0)
        )
        found = pingfen.explain_form(MOF, one)
        assert found.goal == pingfen.Goal("良", Fraction(80), closed=True)
        assert [change.what for change in found.changes] == ["executed", "text"]

    def test_a_grade_that_no_figure_reaches_alone_is_said_to_be_so(self):
        rows = [row("≥100", "10", 30), row("≤10", "100", 30), row("=5", "0", 30)]
        found = pingfen.explain_form(MOF, form(*rows))
        assert found.goal == pingfen.Goal("中", Fraction(60), closed=True)
        assert found.changes == ()
        assert "没有哪一处单独改动就能达到" in str(found)

    def test_words_may_become_those_of_the_target(self):
        policy = child(
            """
            rules: [{rule: judged, when: wording, score: 0}]
            """
        )
        found = pingfen.explain_form(policy, form(row("提高", "有所提高")))
        (change,) = found.changes
        assert (change.what, change.to, change.total) == ("text", None, 100)
        assert "有所提高 → 提高" in str(found)

    def test_days_late_are_whole_and_only_become_fewer(self):
        policy = child(
            """
            rules:
              - rule: late
                when: relation == "deadline" and late > 0
                score: max(0, weight - 4 * late)
            """
        )
        found = pingfen.explain_form(policy, form(row("12月1日前", "12月7日")))
        change = next(c for c in found.changes if c.what == "late")
        assert (change.before, change.limit, change.to) == (6, 5, 5)

    def test_the_smallest_share_of_a_figure_comes_first(self):
        rows = [row("≥100", "70", 45), row("≤100", "110", 45)]
        found = pingfen.explain_form(MOF, form(*rows, execution=("100", "40")))
        shares = [change.share for change in found.changes]
        assert len(shares) == 3
        assert shares == sorted(shares)

    def test_the_execution_counts_where_it_caps_the_total(self):
        policy = child(
            """
            total: min(sum(score), 59 if rate < 0.5 else 100)
            """
        )
        change = only(policy, form(row("≥1", "1"), execution=("200", "80")))
        assert (change.what, change.limit, change.grade) == ("executed", 100, "优")

    def test_a_policy_without_grades_has_no_next_one(self):
        text = pingfen.dump_policy(MOF)
        grades = text[text.index("grades:") : text.index("rules:")]
        policy = pingfen.parse_policy(text.replace(grades, "grades: none\n"))
        found = pingfen.explain_form(policy, form(row("≥2", "1")))
        assert found.goal is None
        assert "本办法不分等级" in str(found)

    def test_an_undecided_form_names_its_open_rows_and_claims_nothing(self):
        found = pingfen.explain_form(MOF, form(row("≥2", "")))
        assert (found.goal, found.changes) == (None, ())
        assert [one.number for one in found.open_rows] == [1]

    def test_a_judgement_beside_the_form_is_the_one_that_changes(self):
        judged = [{"project": "示例", "row": 1, "score": 75, "reason": "说明", "by": "评审组"}]
        data = {
            "project": "示例",
            "execution": {"annual": 10, "executed": 10},
            "rows": [row("提高", "有所提高", judged=60)],
        }
        found = pingfen.explain_form(MOF, data, judgements=judged)
        change = found.changes[0]
        assert (change.what, change.before, change.limit) == ("judged", 75, 80)

    def test_a_tie_of_half_even_is_no_obstacle(self):
        rows = [row("≥50个", "9个", 58), row("≥1个", "1个", 32)]
        found = pingfen.explain_form(pingfen.load_policy("half-even@2024"), form(*rows))
        # 58 × x ÷ 50 must be 17.995 at least; the tie goes up to the even 18.00
        assert found.changes[0].limit == Fraction("17.995") * 50 / 58
        assert found.changes[0].to == 16

    @pytest.mark.parametrize(
        ("inputs", "extra", "before"),
        [
            ("actual: [verified, actual]", {"核实值": "40个"}, 40),
            ("actual: [actual, verified]", {"核实值": "7个"}, 40),
        ],
    )
    def test_a_figure_that_is_taken_from_another_column_is_changed_there(
        self, inputs: str, extra: dict[str, str], before: int
    ):
        policy = child(
            f"""
            fields: {{verified: {{type: cell, heading: [核实值]}}}}
            inputs: {{{inputs}}}
            """
        )
        actual = "100个" if before == 40 and extra["核实值"] == "40个" else "40个"
        one = form(row("≥100个", actual, 50, extra=extra), row("≥1个", "1个", 40))
        change = pingfen.explain_form(policy, one).changes[0]
        assert (change.before, change.to) == (before, 60)

    def test_points_of_an_own_column_are_the_judgement_that_changes(self):
        policy = child(
            """
            fields: {pts: number}
            inputs: {judged: [pts, judged, declared]}
            """
        )
        one = form(row("提高", "有所提高", judged=70, extra={"pts": "55"}))
        change = pingfen.explain_form(policy, one).changes[0]
        assert (change.what, change.before, change.to) == ("judged", 55, 70)

    def test_the_executed_amount_may_come_from_its_parts(self):
        policy = child(
            """
            inputs: {executed: [executed_parts, executed]}
            """
        )
        data = {
            "project": "示例",
            "execution": {"annual": 100, "executed": 100, "parts": [{"executed": 5}]},
            "rows": [row("≥10", "8.8")],
        }
        change = next(
            c for c in pingfen.explain_form(policy, data).changes if c.what == "executed"
        )
        assert (change.before, change.limit) == (5, Fraction("7.95"))

    def test_a_limit_at_the_present_figure_points_the_way_that_the_change_goes(self):
        policy = child(
            """
            rules:
              - rule: above
                when: relation == ">="
                score: {steps: actual, above: {0.9: weight}, otherwise: 0}
            """
        )
        found = pingfen.explain_form(policy, form(row("≥95%", "90%")))
        assert "90% → 91%" in str(found)
        assert ">90%" in str(found)

    def test_a_dropped_row_counts_neither_as_full_marks_nor_in_whole_points(self):
        policy = child(
            """
            rules:
              - {rule: dropped, when: relation == ">=" and actual < 10, drop: true}
              - {rule: big, when: relation == ">=", score: "weight * min(1, actual / target)"}
            """
        )
        found = pingfen.explain_form(
            policy, form(row("≥101个", "5个", 70), row("≥3个", "1个", 20))
        )
        assert "各项均得满分" not in str(found)
        assert "→ 50.59" in str(found)

    def test_rows_that_follow_the_rate_change_with_the_executed_amount(self):
        policy = child(
            """
            let: {spent: rate}
            rules: [{rule: short, when: actual < target, score: weight * ratio * spent}]
            """
        )
        one = form(row("≥100个", "90个"), execution=("100", "60"))
        change = next(c for c in pingfen.explain_form(policy, one).changes if c.what == "executed")
        card = pingfen.score(policy, form(row("≥100个", "90个"), execution=("100", change.to)))
        assert (Fraction(card.total or 0), card.grade) == (change.total, change.grade)
        assert change.total >= 60 > Fraction(pingfen.score(policy, one).total or 0)

    def test_an_actual_that_drops_its_row_may_reach_more_than_its_points(self):
        policy = child(
            """
            rules: [{rule: far, when: relation == ">=" and actual < 5, drop: true}]
            total: 100 * sum(score) / sum(weight, not dropped)
            """
        )
        rows = [row("≥100个", "7个", 45), row("≤5个", "5个", 45)]
        found = pingfen.explain_form(policy, form(*rows))
        # with the row dropped all others are met
        change = found.changes[0]
        assert (change.before, change.limit, change.closed, change.to) == (7, 5, False, 4)

    def test_bonus_points_are_no_points_lost(self):
        policy = child(
            """
            rules:
              - rule: bonus
                when: relation == ">="
                score: weight * actual / target
                unbounded: true
            """
        )
        found = pingfen.explain_form(
            policy, form(row("≥10个", "12个", 50), row("≥50%", "25%", 40))
        )
        assert [one.number for one in found.lost] == [2]

    def test_bands_narrower_than_the_totals_are_passed_over_by_none(self):
        text = pingfen.dump_policy(MOF)
        grades = text[text.index("grades:") : text.index("rules:")]
        narrow = "grades: {above: {79.99: 优, 79.985: 良}, otherwise: 差}\n"
        policy = pingfen.parse_policy(text.replace(grades, narrow))
        found = pingfen.explain_form(policy, form(row("≥2", "1.5")))
        assert found.goal == pingfen.Goal("良", Fraction("79.985"), closed=False)

    def test_a_judgement_that_fits_nothing_is_said(self):
        judged = [{"project": "示例", "row": 9, "score": 75, "reason": "说明", "by": "评审组"}]
        found = pingfen.explain_form(MOF, {"project": "示例", "rows": []}, judgements=judged)
        assert [note.severity for note in found.card.notes] == ["error"]


# By trying


def drawn(seed: int) -> Iterator[tuple[pingfen.Policy, pingfen.Form]]:
    """A random policy with grades, and forms for it."""
    chance = Chance(seed)
    try:
        policy = chance.policy()
    except pingfen.PolicyError:
        return
    steps = "grades: {at-least: {0.3: C, 1: B, 4: A}, otherwise: D}"
    text = pingfen.dump_policy(policy).replace("grades: none", steps)
    policy = pingfen.parse_policy(text)
    for _ in range(3):
        yield policy, forms_from_data(chance.form())[0]


def tried(chance: random.Random, variable: Variable, limit: Fraction | None) -> Iterator[Fraction]:
    """Figures to try: anywhere, and close to what is said to be the limit."""
    before = variable.before
    for _ in range(60):
        yield before + Fraction(chance.randint(-1000, 1000), chance.choice([1, 7, 10, 100, 1000]))
        yield Fraction(chance.randint(0, 300), chance.choice([1, 3, 10, 100]))
    if limit is not None:
        for share in (Fraction(1, 10**9), Fraction(1, 1000), Fraction(1, 10), Fraction(1, 2)):
            yield limit + (before - limit) * share
            yield before + (before - limit) * (1 - share)


@pytest.mark.parametrize("seeds", range(0, 700, 50))
def test_no_figure_that_was_tried_reaches_the_next_grade_by_a_smaller_change(seeds: int):
    for seed in range(seeds, seeds + 50):
        for policy, one in drawn(seed):
            found = chances(policy, one)
            figures = Figures(policy, one)
            goal = next_goal(figures, figures.as_it_is())
            assert goal == found.goal
            if goal is None:
                continue
            changes = {(change.what, change.row): change for change in found.changes}
            for variable in _variables(policy, figures.read):
                change = changes.get((variable.what, variable.row))
                if _changed(figures, variable, variable.before)[0] != figures.as_it_is():
                    continue
                limit = change.limit if change else None
                for value in tried(random.Random(seed), variable, limit):
                    if value < variable.low or (variable.high and value > variable.high):
                        continue
                    if variable.stepped and (value * 10**variable.places).denominator != 1:
                        continue
                    if goal.reached(_changed(figures, variable, value)[0].total):
                        assert change, (seed, variable, value)
                        assert limit is not None
                        near, far = abs(limit - variable.before), abs(value - variable.before)
                        assert far > near or (far == near and change.closed), (seed, change, value)


@pytest.mark.parametrize("number", range(7))
def test_the_changed_form_really_gets_what_is_said(number: int):
    """The smallest change of an actual, written into the form, is scored by the whole library."""
    actuals = ("16", "70.5%", "130", "0", "5.25", "95%", "61")
    targets = ("≥21", "≥99%", "≤100", "≥3", "=6", "≥99.5%", "≥80")
    one = row(targets[number], actuals[number])
    explained = pingfen.explain_form(MOF, form(one))
    for change in explained.changes:
        assert change.to is not None
        percent = change.unit == "%"
        text = f"{float(change.to * 100):g}%" if percent else f"{float(change.to):g}"
        card = pingfen.score(MOF, form({**one, "actual": text}))
        assert card.total is not None
        assert (Fraction(card.total), card.grade) == (change.total, change.grade)
    assert explained.goal is None or explained.changes
