"""Which policy the scores of forms follow: what explains them, what stays open, and drafts."""

import doctest
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import documents as guides
import seed
from pingfen import (
    FormError,
    Forms,
    Inference,
    Policy,
    PolicyError,
    UsageError,
    infer_policy,
    load_policy,
    parse_policy,
    read_forms,
    score,
    show_inference,
)
from pingfen.cli import main
from pingfen.inference import Choice, Limit, RowFits, Span, trial
from pingfen.inference.draft import draft_inferred
from pingfen.inference.search import MOST_CHANGED
from strategies import SHIPPED

ROOT = Path(__file__).parent.parent
PUBLISHED = sorted((ROOT / "tests" / "published").glob("*.yaml"))
EXAMPLE = read_forms(seed.EXAMPLE)
BOTH = ("zhangdian@2024", "mof@2020")
GUIDES = ("inferring.md", "inferring.zh.md")
SCHEMA = json.loads((ROOT / "schemas" / "inference.schema.json").read_text("utf-8"))
HEAD = "policy: own\nyear: 2025\ntitle: 办法\nextends: mof@2020\n"


def own(text: str) -> Policy:
    return parse_policy(HEAD + text)


def row(target: str, actual: str, declared: object, weight: object = 10, **more: object) -> Any:
    return {"name": "r", "target": target, "actual": actual, "weight": weight} | (
        {"declared": declared} | more
    )


def form(*rows: Mapping[str, object], **more: object) -> dict[str, object]:
    return {"project": "p", "rows": list(rows), **more}


def best(found: Inference) -> str:
    assert found.best
    return found.best.candidate.name


def choice(found: Inference, param: str) -> Choice:
    (one,) = (item for item in found.choices if item.param.name == param)
    return one


def at(found: Inference, project: str, number: int) -> RowFits:
    (one,) = (r for r in found.rows if (r.row.project, r.row.number) == (project, number))
    return one


@pytest.fixture(scope="module")
def example() -> Inference:
    return infer_policy(EXAMPLE, BOTH)


# the published example


@pytest.mark.parametrize("policies", [BOTH, BOTH[::-1], None])
def test_the_published_scores_are_explained_by_the_policy_made_from_them(policies: Any) -> None:
    found = infer_policy(EXAMPLE, policies)
    assert best(found) == "zhangdian@2024"
    assert found.best
    counts = found.best.tally
    assert (counts.declared, counts.by_rule, counts.judged) == (76, 75, 1)
    assert (counts.totals, counts.totals_declared, counts.grades, counts.grades_declared) == (
        *(7, 7),
        *(7, 7),
    )
    assert found.explained
    assert not found.unfitted


def test_the_common_measures_miss_the_four_rows_whose_rules_differ(example: Inference) -> None:
    (counts,) = (s.tally for s in example.standings if s.candidate.name == "mof@2020")
    assert (counts.by_rule, counts.judged, counts.differs, counts.undecided) == (71, 1, 4, 0)
    # each declared grade is that of the declared total by the common bands
    assert (counts.totals, counts.grades) == (4, 7)


def test_both_formulas_of_an_exceeded_target_fit_and_the_row_that_tells_is_named(
    example: Inference,
) -> None:
    reverse = choice(example, "reverse")
    (other,) = reverse.open
    assert (reverse.value, other.value, reverse.ruled_out) == ("inverse", "excess", ())
    (effect,) = other.effects
    assert effect.row
    assert (effect.row.number, effect.row.declared) == (2, Decimal("2.99"))
    assert (effect.best, effect.other) == ("2.9871…", "2.9870…")
    assert "zhangdian@2024(reverse=excess)" in [c.name for c in example.standings[0].ties]


def test_a_param_that_no_score_asks_for_is_open_and_not_tried(example: Inference) -> None:
    partly = choice(example, "partly_from")
    assert not partly.asked
    assert [(o.value, o.effects) for o in partly.open] == [(Fraction(1, 2), ())]
    tried = [c for s in example.standings for c in (s.candidate, *s.ties)]
    assert len(tried) == example.tried
    assert not any("partly_from" in candidate.name for candidate in tried)


def test_the_row_that_rules_a_value_out_is_named_with_what_it_would_get(
    example: Inference,
) -> None:
    overshoot = choice(example, "overshoot_from")
    found = {o.value: [e for e in o.effects if e.row] for o in overshoot.ruled_out}
    assert {value: [e.other for e in effects] for value, effects in found.items()} == {
        Fraction("1.2"): ["5.5"],
        Fraction("1.5"): ["8.5"],
    }
    (effect,) = found[Fraction("1.2")]
    assert effect.row
    assert (effect.row.number, effect.row.actual, effect.best) == (5, "330台/套", "6.5")


def test_the_span_of_a_number_is_exact(example: Inference) -> None:
    overshoot = choice(example, "overshoot_from")
    low, high = Fraction("1.2995"), Fraction("1.3005")
    assert overshoot.span == Span(Limit(low, closed=True), Limit(high, closed=False))
    assert not overshoot.free


def test_rules_that_decided_no_row_are_named(example: Inference) -> None:
    assert example.idle == ("achieved", "partly", "missed")


def test_a_formula_is_named_once_however_many_candidates_have_it(example: Inference) -> None:
    shop = "综合设备采购及审批业务经费"
    inverse, excess = at(example, shop, 2).fits
    assert inverse.expression.en == "weight × target ÷ actual"
    assert inverse.roundings == ((2, "half-up"),)
    assert inverse.candidates == ("zhangdian@2024", "mof@2020")
    assert excess.expression.zh == "分值 × max(0, 1 - (完成值 - 指标值) ÷ 指标值)"
    assert excess.candidates == ("zhangdian@2024(reverse=excess)", "mof@2020(reverse=excess)")
    (full,) = at(example, shop, 5).fits
    assert (full.expression.en, full.roundings) == ("weight", ())


def test_a_judgement_is_a_formula_that_any_number_fits(example: Inference) -> None:
    found = at(example, "新办企业刻制印章费用", 6)
    assert found.status == "judged"
    assert [fit.judged for fit in found.fits] == [True]


def test_params_stand_in_formulas_with_their_values(example: Inference) -> None:
    (fit,) = at(example, "政务服务中心软硬件设施维保项目", 5).fits
    assert fit.expression.en == "max(0, weight × (1 - (actual ÷ target - 1.3)))"


# what explains


def test_a_score_that_nothing_gives_is_listed_with_what_the_best_gives() -> None:
    found = infer_policy(form(row("≥10个", "9个", "8.5"), row("≥10个", "8个", 8)), BOTH)
    (odd,) = found.unfitted
    assert (odd.row.number, odd.score, odd.off, odd.share) == (
        *(1, Decimal("9.00"), Decimal("-0.50")),
        Decimal("0.85"),
    )
    assert not found.explained
    assert "mof@2020 gives 9, which is off by -0.5; declared is 85% of the weight" in (
        show_inference(found, lang="en").replace("9.00", "9").replace("-0.50", "-0.5")
    )


def test_a_judgement_that_is_not_the_declared_score_does_not_explain_it() -> None:
    found = infer_policy(form(row("提高", "有所提高", 8, judged="6.5")), ["mof@2020"])
    assert [r.status for r in found.rows] == ["differs"]
    assert found.unfitted


def test_a_rule_counts_for_more_than_a_judgement() -> None:
    judging = own("rules: [{rule: own, score: judged, before: met}]\n")
    found = infer_policy(form(row("≥10个", "8个", 8)), [judging, "mof@2020"])
    assert best(found) == "mof@2020"
    assert found.standings[1].tally.judged == 1


def test_a_rule_that_looks_at_the_declared_score_explains_no_more_than_a_judgement() -> None:
    policy = own(
        "rules: [{rule: own, when: declared < weight, score: weight * 0.7, before: met}]\n"
    )
    found = infer_policy(form(row("≥10个", "10个", 7)), [policy])
    assert [r.status for r in found.rows] == ["judged"]


def test_a_policy_given_with_other_params_is_called_by_them() -> None:
    policy = load_policy("mof@2020").with_params(reverse="excess")
    found = infer_policy(form(row("≤10个", "15个", 5)), [policy, "mof@2020"])
    assert best(found) == "mof@2020.with_params(reverse=excess)"
    assert len(found.standings) == 2


def test_a_variation_is_found_and_two_together_too() -> None:
    rows = [row("≤10个", "15个", 5), row("效果", "部分达成预期指标并具有一定效果", "5.5")]
    one = infer_policy(form(rows[0]), ["mof@2020"])
    assert best(one) == "mof@2020(reverse=excess)"
    both = infer_policy(form(*rows), ["mof@2020"])
    assert best(both) == "mof@2020(partly_from=0.5, reverse=excess)"
    assert both.explained


def test_more_changes_than_are_combined_are_still_found_from_the_best_and_said() -> None:
    params = ", ".join(f"p{n}: {{value: 0, variations: [{n}]}}" for n in (1, 2, 3))
    rules = "".join(
        f"  - {{rule: r{n}, when: weight == {n}, score: 'weight * p{n} / {n}'}}\n"
        for n in (1, 2, 3)
    )
    policy = own(f"params: {{{params}}}\nrules:\n{rules}")
    data = form(*(row("≥1个", "1个", n, weight=n) for n in (1, 2, 3)))
    found = infer_policy(data, [policy])
    assert MOST_CHANGED == 2
    assert best(found) == "own@2025(p1=1, p2=2, p3=3)"
    assert found.cut == ("own@2025",)
    assert "at most 2 params" in show_inference(found, lang="en")


def test_a_param_of_checks_only_is_not_tried() -> None:
    policy = own("params: {explain_below: {value: 80, variations: [70, 60]}}\n")
    found = infer_policy(form(row("≥10个", "8个", 8)), [policy])
    assert found.tried == 1
    assert not choice(found, "explain_below").asked


def test_each_form_is_scored_once_a_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    score_one = trial.outcome

    def counted(*given: Any) -> Any:
        calls.append(given)
        return score_one(*given)

    monkeypatch.setattr(trial, "outcome", counted)
    monkeypatch.setattr("pingfen.inference.choices.span_of", lambda *_: (None, False))
    found = infer_policy(EXAMPLE, BOTH)
    # `reverse` was asked for by one form, so that only this one was scored again for it
    assert len(calls) < found.tried * len(EXAMPLE)
    assert len(calls) >= len(BOTH) * len(EXAMPLE)


def test_policies_that_explain_the_same_are_tied_the_simplest_first() -> None:
    found = infer_policy(form(row("≥10个", "8个", 8)), BOTH)
    assert best(found) == "mof@2020"
    assert found.best
    assert found.best.ties[0].name == "zhangdian@2024"
    assert "these explain exactly the same: zhangdian@2024" in show_inference(found, lang="en")


def test_roundings_that_give_the_same_are_one_formula() -> None:
    even = own("rounding: {places: 2, mode: half-even}\n")
    found = infer_policy(form(row("≥21个", "16个", "6.1", weight=8)), [even, "mof@2020"])
    (fit,) = found.rows[0].fits
    assert set(fit.roundings) == {(2, "half-up"), (2, "half-even")}


def test_totals_and_grades_count_and_may_stand_in_the_summary_only() -> None:
    one = form(row("≥10个", "8个", 80, weight=100))
    data = {"forms": [one], "summary": [{"project": "p", "total": 80, "grade": "良"}]}
    strict = own("grades: {at-least: {85: 良}, otherwise: 差}\nexecution: none\n")
    plain = parse_policy(HEAD.replace("own", "plain") + "execution: none\n")
    found = infer_policy(data, [strict, plain])
    assert best(found) == "plain@2025"
    assert found.best
    assert (found.best.tally.totals, found.best.tally.grades) == (1, 1)
    assert found.standings[1].tally.grades == 0


# several forms


def test_forms_that_follow_different_policies_are_told_apart() -> None:
    quantity = {"level1": "产出指标", "level2": "数量指标"}
    planned = form(row("≤88人", "63人", "5.73", weight=8, **quantity), project="a")
    met = form(row("≤88人", "63人", 8, weight=8, **quantity), project="b")
    more = form(row("≥10个", "5个", 5), project="c")
    found = infer_policy([planned, met, more], BOTH)
    assert [one.better for one in found.forms].count(True) == 1
    names = [one.best.candidate.name for one in found.forms]
    assert names == ["zhangdian@2024", "mof@2020", "mof@2020"]


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(len(EXAMPLE))))
def test_the_order_of_the_forms_does_not_matter(order: Sequence[int]) -> None:
    forms = replace(EXAMPLE, forms=tuple(EXAMPLE[n] for n in order))
    found, wanted = infer_policy(forms, BOTH), infer_policy(EXAMPLE, BOTH)
    assert [(s.candidate.name, s.tally) for s in found.standings] == [
        (s.candidate.name, s.tally) for s in wanted.standings
    ]
    assert [(c.param.name, c.span) for c in found.choices] == [
        (c.param.name, c.span) for c in wanted.choices
    ]


def test_files_are_put_with_what_explains_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    quantity = {"level1": "产出指标", "level2": "数量指标"}
    files = {
        "a.json": form(row("≤88人", "63人", "5.73", weight=8, **quantity), row("≥9", "3", "3.33")),
        "b.json": form(row("≤88人", "63人", 8, weight=8, **quantity), row("≥4", "4", 10)),
        "c.json": form(row("≥10个", "5个", None)),
        "d.json": form(row("≥10个", "5个", "4.99")),
        "e.json": form(row("≥10个", "10个", 10)),
    }
    paths = []
    for name, data in files.items():
        (tmp_path / name).write_text(json.dumps(data), "utf-8")
        paths.append(str(tmp_path / name))
    names = ("--policy", "zhangdian@2024", "--policy", "mof@2020")
    code, out, _ = run(capsys, *paths, *names, "--lang", "en")
    assert code == 1
    assert "no declared scores" in out
    lines = out.split("No candidate explains all of them; file by file:\n", 1)[1].splitlines()
    assert lines[:4] == [
        f"    explained in full by zhangdian@2024 alone: {paths[0]}",
        f"    explained in full by mof@2020 alone: {paths[1]}",
        f"    explained in full by several policies alike: {paths[4]}",
        f"    explained in full by none: {paths[3]}",
    ]
    assert "没有一种办法能解释全部" in run(capsys, *paths, *names)[1]
    report = json.loads(run(capsys, *paths, *names, "--format", "json")[1])
    assert [one["another_is_better"] for one in report["forms"]] == [
        *(True, False, False, False, False)
    ]
    assert [one["others_as_good"] for one in report["files"]] == [0, 0, 1, 1, 1]


def test_a_long_list_of_variations_is_cut_and_that_is_said() -> None:
    values = ", ".join(str(n) for n in range(2, 150))
    policy = own(
        f"params: {{p: {{value: 1, variations: [{values}]}}}}\n"
        "rules: [{rule: own, score: weight / p, before: met}]\n"
    )
    found = infer_policy(form(row("≥1个", "1个", 5)), [policy])
    assert best(found) == "own@2025(p=2)"
    assert found.cut == ("own@2025",)
    assert "at most 2 params at a time and 100 candidates" in show_inference(found, lang="en")


def test_what_adjusts_a_score_is_part_of_its_formula_where_it_changes_it() -> None:
    policy = own("adjust: 'score - 1 if weight > 5 else score'\n")
    found = infer_policy(form(row("≥1个", "1个", 9), row("≥1个", "1个", 5, weight=5)), [policy])
    formulas = [[fit.expression.en for fit in one.fits] for one in found.rows]
    assert formulas == [["weight; score - 1"], ["weight"]]


def test_a_total_rules_a_value_out_where_no_row_does() -> None:
    policy = own(
        "params: {p: {value: 1, variations: [2, 3]}}\ntotal: sum(score) - p\n"
        "execution: none\ngrades: {at-least: {5: 合格}, otherwise: 不合格}\n"
    )
    data = {**form(row("≥1个", "1个", 10)), "declared_total": 8}
    found = infer_policy(data, [policy])
    assert best(found) == "own@2025(p=2)"
    assert "p · total  declared 8: 2 gives 8, 1 gives 9" in show_inference(found, lang="en")
    graded = infer_policy(
        {**form(row("≥1个", "1个", 6, weight=6)), "declared_grade": "合格"}, [policy]
    )
    assert "p · grade  declared 合格: 1 gives 合格, 2 gives 不合格" in show_inference(
        graded, lang="en"
    )


# what holds for all


@st.composite
def numbers(draw: st.DrawFn) -> dict[str, object]:
    """A row whose target and actual are numbers, near each other or not."""
    target = draw(st.integers(0, 40))
    near = st.integers(0, 2 * target + 2)
    actual = draw(near | st.just(target))
    sign = draw(st.sampled_from("≥≤="))
    levels = {
        "level1": draw(st.sampled_from(["产出指标", "成本指标"])),
        "level2": draw(st.sampled_from(["数量指标", "质量指标"])),
    }
    weight = draw(st.integers(1, 30))
    found = row(f"{sign}{target}个", f"{actual}个", None, weight=weight, **levels)
    assert isinstance(found, dict)
    return found


@st.composite
def varied(draw: st.DrawFn) -> tuple[Policy, str]:
    """A shipped policy, perhaps with another value of one param that it declares."""
    policy = SHIPPED[draw(st.sampled_from(sorted(SHIPPED)))]
    variations = [(p.name, value) for p in policy.params.values() for value in p.variations]
    change = draw(st.none() | st.sampled_from(variations)) if variations else None
    if change is None:
        return policy, policy.name
    value = list(change[1]) if isinstance(change[1], tuple) else change[1]
    return policy.with_params(**{change[0]: value}), policy.name


def declared_by(policy: Policy, data: dict[str, Any]) -> dict[str, Any]:
    """A form with the scores, the total and the grade that a policy gives it."""
    card = score(policy, data)
    rows = [
        {**given, "declared": found.score}
        for given, found in zip(data["rows"], card.rows, strict=True)
    ]
    execution = {**data["execution"], "declared": card.execution.score if card.execution else None}
    whole = {"declared_total": card.total, "declared_grade": card.grade}
    return {**data, "rows": rows, "execution": execution, **whole}


@settings(max_examples=40, deadline=None)
@given(
    varied(),
    st.sampled_from(sorted(SHIPPED)),
    st.lists(st.lists(numbers(), max_size=4), max_size=3),
)
def test_scores_of_a_policy_are_explained_by_it_or_by_what_gives_the_same(
    true: tuple[Policy, str], other: str, drawn: list[list[dict[str, object]]]
) -> None:
    policy, name = true
    budget = {"annual": 20, "executed": 13, "weight": 10}
    data = [
        declared_by(policy, {"project": f"p{n}", "execution": budget, "rows": rows})
        for n, rows in enumerate(drawn)
    ]
    again = [declared_by(policy, one) for one in data]
    if again != data:
        return  # the policy makes its scores of those that the form declares
    found = infer_policy(data, [name, other, "mof@2020"])
    assert found.best
    made = found.best.candidate.made()
    for one in data:
        card, same = score(policy, one), score(made, one)
        assert [(r.score, r.dropped) for r in card.rows if r.score is not None] == [
            (mine.score, mine.dropped)
            for mine, r in zip(same.rows, card.rows, strict=True)
            if r.score is not None
        ]
        assert card.total is None or card.total == same.total
        assert card.grade is None or card.grade == same.grade
    if not found.best.tally.judged:
        tied = (found.best.candidate, *found.best.ties)
        assert name in {candidate.policy.name for candidate in tied}


ODD: tuple[dict[str, Any], ...] = (
    {"project": "nothing"},
    form(),
    form({"name": "no cells", "declared": 5}),
    form(row("≥10个", "50件50件", 5), row("", "", "/"), row("90%-95%", "—", 3)),
    form(row("100%", "100%", 10), row("≥3", "3", 1, weight=None)),
    {**form(row("≥10个", "8个", 8)), "execution": {"annual": 0, "executed": 0, "declared": 10}},
    {**form(row("≥10个", "8个", None)), "declared_total": "x", "declared_grade": "无"},
)
POLICIES = (
    "execution: none\n",
    "grades: none\n",
    "rules: [{rule: empty, when: not given(target), drop: true}]\n",
    """\
fields: {coefficient: {heading: [得分系数], type: number}}
rules: [{rule: own, when: given(coefficient), score: weight * coefficient}]
""",
    "adjust: score - 1\n",
    """\
params: {p: {value: 2, variations: [0, 1]}}
rules: [{rule: own, when: actual * p > 3, score: weight / p}]
""",
)


@pytest.mark.parametrize("text", POLICIES)
def test_nothing_that_forms_and_policies_may_hold_stops_it(text: str) -> None:
    policy = own(text)
    for data in (*ODD, list(ODD)):
        found = infer_policy(data, [policy, "zhangdian@2024"])
        for lang in ("zh", "en"):
            assert show_inference(found, lang=lang)
            assert show_inference(found, lang=lang, everything=True)
            assert fits_schema(json.loads(show_inference(found, "json", lang)))


def test_a_dropped_row_that_declares_nothing_to_lose_is_explained() -> None:
    policy = own("rules: [{rule: empty, when: not given(target), drop: true}]\n")
    found = infer_policy(form({"name": "r", "declared": 0}), [policy])
    assert [r.status for r in found.rows] == ["by-rule"]
    assert [fit.expression.en for fit in found.rows[0].fits] == ["not counted"]


def test_columns_of_a_policy_decide_for_that_policy_only() -> None:
    policy = own(POLICIES[3])
    data = form(row("≥10个", "10个", 9, extra={"得分系数": "0.9"}))
    found = infer_policy(data, [policy, "mof@2020"])
    assert best(found) == "own@2025"
    assert found.standings[1].tally.differs == 1


def test_forms_that_declare_nothing_are_said_to_tell_nothing() -> None:
    found = infer_policy(form(row("≥10个", "8个", None)), BOTH)
    assert not found.explained
    assert "nothing to infer" in show_inference(found, lang="en")
    with pytest.raises(UsageError, match="没有推断"):
        draft_inferred(found, "mine@2025")


def test_no_policies_and_no_forms_are_fine() -> None:
    assert "no policies" in show_inference(infer_policy(EXAMPLE, []), lang="en")
    assert not infer_policy([], BOTH).explained


def test_wrong_data_and_wrong_policies_are_errors() -> None:
    with pytest.raises(FormError):
        infer_policy({"rows": 3}, BOTH)
    with pytest.raises(PolicyError):
        infer_policy(EXAMPLE, ["nowhere@2024"])


# output


def wrong_data(document: object) -> list[str]:
    found = Draft202012Validator(SCHEMA).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in found]


def fits_schema(document: object) -> bool:
    assert wrong_data(document) == []
    return True


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_document_fits_its_schema_and_keeps_the_digits(lang: str, example: Inference) -> None:
    document = json.loads(show_inference(example, "json", lang), parse_float=Decimal)
    (overshoot,) = (c for c in document["choices"] if c["param"] == "overshoot_from")
    assert overshoot["span"] == {
        "from": {"at": Decimal("1.2995"), "included": True},
        "to": {"at": Decimal("1.3005"), "included": False},
    }
    assert fits_schema(json.loads(show_inference(example, "json", lang)))
    forms = infer_policy([read_forms(path) for path in PUBLISHED])
    assert fits_schema(json.loads(show_inference(forms, "json", lang)))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("best"),
        lambda d: d.update(more=1),
        lambda d: d["standings"][0].update(status="known"),
        lambda d: d["standings"][0]["explains"].pop("by_rule"),
        lambda d: d["choices"][0].pop("asked"),
        lambda d: d["rows"][0].update(explained_as="perhaps"),
        lambda d: d["rows"][0]["fits"][0].update(judged=True),
        lambda d: d["forms"][0]["best_of_form"].pop("ties"),
    ],
)
def test_the_schema_refuses_what_is_never_printed(change: Any, example: Inference) -> None:
    document = json.loads(show_inference(example, "json"))
    assert fits_schema(document)
    change(document)
    assert wrong_data(document) != []


def test_full_marks_are_listed_on_request_only(example: Inference) -> None:
    row_of_full_marks = "row 6 人员管理体系完善度"
    assert row_of_full_marks not in show_inference(example, lang="en")
    assert row_of_full_marks in show_inference(example, lang="en", everything=True)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["policy", "infer", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_command_ends_with_0_where_the_best_explains_all(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    names = ("--policy", "zhangdian@2024", "--policy", "mof@2020")
    code, out, err = run(capsys, str(seed.EXAMPLE), *names, "--lang", "en")
    assert (code, err) == (0, "")
    assert out == show_inference(infer_policy(EXAMPLE, BOTH), lang="en")
    report = tmp_path / "report.json"
    code, out, _ = run(capsys, str(seed.EXAMPLE), *names, "--format", "json", "-o", str(report))
    assert (code, out) == (0, "")
    assert json.loads(report.read_text("utf-8"))["best"] == "zhangdian@2024"


def test_the_command_ends_with_1_where_something_is_not_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, str(seed.EXAMPLE), "--policy", "mof@2020")[0] == 1
    assert run(capsys, str(PUBLISHED[-1]), "--all")[0] == 1


def test_forms_of_which_nothing_is_explained_name_no_policy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(form(row("100%", "100%", 10))), "utf-8")
    code, out, err = run(capsys, str(path), "--policy", "mof", "--lang", "en")
    assert code == 1
    assert out.startswith("No candidate explains any of what the forms declare\n")
    assert "mof leaves" not in out
    assert "relation is missing" in out
    assert "mof@2020" in err, "and says which year was taken"
    _, out, _ = run(capsys, str(path), str(seed.EXAMPLE), "--policy", "mof@2020", "--lang", "en")
    assert "none explains any" in out


def test_a_file_that_cannot_be_read_is_reported_and_the_others_go_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nothing = str(tmp_path / "nothing.txt")
    code, out, err = run(capsys, nothing, str(seed.EXAMPLE), "--policy", "mof@2020")
    assert code == 3
    assert "nothing.txt" in err
    assert "mof@2020" in out
    assert run(capsys, nothing)[0] == 3


def test_a_policy_that_does_not_load_is_reported_and_the_others_are_tried(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "rules" / "broken"
    folder.mkdir(parents=True)
    (folder / "2024.yaml").write_text("policy: broken\nyear: 2024\n", "utf-8")
    code, out, err = run(capsys, str(seed.EXAMPLE), "--rules", str(tmp_path / "rules"))
    assert code == 2
    assert "2024.yaml" in err
    assert "zhangdian@2024" in out
    assert run(capsys, str(seed.EXAMPLE), "--policy", "nowhere")[0] == 2


# drafts


def test_a_draft_loads_and_scores_as_the_candidate_did(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = form(row("≤10个", "15个", 5), row("≥10个", "8个", "7.5"), year=2024)
    Path("form.json").write_text(json.dumps(data), "utf-8")
    given = ("form.json", "--policy", "mof@2020", "--draft", "mine@2025", "--lang", "en")
    code, out, err = run(capsys, *given)
    assert code == 1
    assert out.startswith("mof@2020(reverse=excess) explains most")
    assert "mine" in err
    text = Path("rules/mine/2025.yaml").read_text("utf-8")
    assert not Path("rules/mine/2025.cases.yaml").exists()
    assert "# left open: partly_from" in text
    assert "# explained by nothing: p · row 2 r, declared 7.5, this policy gives 8" in text
    mine = load_policy("mine@2025", rules="rules")
    wanted = load_policy("mof@2020").with_params(reverse="excess")
    assert mine.params["reverse"].value == "excess"
    assert [r.score for r in score(mine, data).rows] == [r.score for r in score(wanted, data).rows]
    for one in EXAMPLE:
        assert score(mine, one).total == score(wanted, one).total
    before = Path("rules/mine/2025.yaml").read_bytes()
    assert run(capsys, *given)[0] == 2
    assert Path("rules/mine/2025.yaml").read_bytes() == before


def test_a_draft_of_an_unchanged_policy_keeps_its_cases_and_goes_where_it_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "new.yaml"
    given = (str(seed.EXAMPLE), "--policy", "zhangdian@2024", "--draft", "mine@2025")
    assert run(capsys, *given, "-o", str(path))[0] == 0
    mine = load_policy(path)
    assert [str(score(mine, one).total) for one in EXAMPLE] == [str(t) for t in seed.TOTALS]
    assert main(["policy", "test", str(path)]) == 0
    capsys.readouterr()
    code, out, err = run(capsys, *given, "-o", "-")
    assert code == 0
    assert parse_policy(out).name == "mine@2025"
    assert "zhangdian@2024" in err


def test_a_draft_of_an_older_year_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    given = (str(seed.EXAMPLE), "--policy", "zhangdian@2024", "--draft", "mine@2020")
    assert run(capsys, *given)[0] == 2
    assert run(capsys, *given[:3], "--draft", "mine")[0] == 2


# the guide


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_runs_as_shown_in_python(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / name), module_relative=False, encoding="utf-8")
    assert result.attempted >= 7
    assert result.failed == 0


def test_the_guide_takes_the_same_steps_in_both_languages() -> None:
    english, chinese = (
        [
            (step.what, step.name.removesuffix(" --lang en"))
            for step in guides.steps((ROOT / "docs" / name).read_text("utf-8"))
        ]
        for name in GUIDES
    )
    assert english == chinese
    assert len(english) >= 7


# published forms


def documents() -> Iterator[Forms]:
    yield from map(read_forms, PUBLISHED)


def test_the_published_forms_are_read_with_all_their_declared_scores() -> None:
    found = infer_policy(documents(), ["mof@2020"])
    assert len(found.rows) == 126
    assert len(found.forms) == 17
    assert found.best
    assert found.best.tally.by_rule >= 31


def test_a_grade_that_another_total_happens_to_have_explains_nothing() -> None:
    data = form(
        row("≥10个", "9个", 9), declared_total=93.5, declared_grade="优", execution={}, year=2024
    )
    found = infer_policy(data, ["grades-80@2021", "mof@2020"])
    assert best(found) == "mof@2020"
    assert {standing.tally.grades for standing in found.standings} == {1}
    (unmatched,) = found.forms[0].unmatched
    assert (unmatched.what, str(unmatched.declared)) == ("total", "93.5")
    text = show_inference(found)
    assert "没有解释的总分、等级" in text
    assert "总分：自评 93.5，mof@2020 得" in text


def test_where_nothing_is_explained_nothing_is_said_to_be_open() -> None:
    found = infer_policy(form(row("≥10个", "9个", 3)), ["mof@2020"])
    text = show_inference(found, lang="en")
    assert "No candidate explains any" in text
    assert "evidence" not in text
    assert "What the forms leave open" not in text


def test_a_judgement_that_gives_the_same_rules_no_value_out_by_it() -> None:
    policy = own(
        "params: {words: {value: [好], variations: [[一般]]}, cut: 10, bad: 10}\n"
        "rules:\n  - {rule: known, when: actual_text in words, score: weight * cut / bad}\n"
    )
    found = infer_policy(form(row("良好", "一般", 10)), [policy])
    assert all(not other.effects for c in found.choices for other in c.ruled_out)


def test_a_hidden_character_in_a_name_does_not_keep_the_draft_from_loading(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = form(row("≥10个", "8个", "7.5", name="a\u3164b"), row("≥10个", "8个", 8), year=2024)
    (tmp_path / "form.json").write_text(json.dumps(data), "utf-8")
    path = tmp_path / "new.yaml"
    given = (str(tmp_path / "form.json"), "--policy", "mof@2020", "--draft", "zz@2024")
    assert run(capsys, *given, "-o", str(path))[0] == 1
    assert load_policy(path).name == "zz@2024"
    assert "\\u3164" in path.read_text("utf-8")
