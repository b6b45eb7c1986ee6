"""A policy is lowered to a diagram: what it holds, what facts leave out, what it cannot be."""

from decimal import Decimal
from fractions import Fraction

import pytest

import pingfen
from pingfen.compiled.binding import program
from pingfen.compiled.plan import ELSEWHERE, Absent, Branch, Plan
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.plan.totals import lower_total
from pingfen.compiled.program import Column
from pingfen.compiled.python import function
from pingfen.errors import TextPlace

HEAD = """\
policy: small
year: 2025
title: t
sources: {s: {title: s, status: illustrative}}
execution: none
grades: none
"""
SMALL = f"""{HEAD}
rounding: {{places: 2, mode: half-up}}
total: sum(score)
rules:
  - {{rule: met, when: actual >= target, score: weight}}
  - rule: short
    when: level1 in ["产出指标", "效益指标"]
    score: weight * actual / target
"""
PRINTED = """\
small@2025
if unparsed is missing
  [1] if actual is missing
    if target is missing
      met: undecided, unknown-when: missing actual; missing target
    met: undecided, unknown-when: missing actual
  if target is missing
    met: undecided, unknown-when: missing target
  if actual < target
    if level1 is missing
      short: undecided, unknown-when: missing level1
    if level1 is '产出指标' or '效益指标'
      if weight is missing
        if target <= 0
          if target == 0
            short: undecided, unknown-score: missing weight; zero target
          short: undecided, unknown-score: missing weight
        short: undecided, unknown-score: missing weight
      if target <= 0
        if target == 0
          short: undecided, unknown-score: zero target
        short: (-actual * weight) / -target  (0 <= score <= weight)
      short: (actual * weight) / target  (0 <= score <= weight)
    undecided, no-rule
  if weight is missing
    met: undecided, unknown-score: missing weight
  met: weight  (0 <= score)
if unparsed
  undecided, unparsed
-> [1]"""


def small(text: str = SMALL) -> pingfen.Policy:
    return pingfen.parse_policy(text)


def test_a_plan_prints_itself() -> None:
    assert str(lower(small())) == PRINTED


def asked(plan: Plan) -> list[object]:
    return [node.test for node in plan.nodes() if isinstance(node, Branch)]


def test_nothing_is_asked_of_fields_that_every_row_has() -> None:
    plan = lower(small(), given=("actual", "target", "weight", "level1"))
    assert {test.field for test in asked(plan) if isinstance(test, Absent)} == {"unparsed"}


def test_fields_that_no_row_has_leave_no_formula_behind() -> None:
    plan = lower(small(), absent=("target", "unparsed"))
    causes = {leaf.outcome.undecided for leaf in plan.leaves()}
    assert causes == {
        "unknown-when: missing target",
        "unknown-when: missing actual; missing target",
    }


def test_numbers_that_are_never_negative_need_fewer_tests() -> None:
    signs = ("weight", "actual", "target")
    assert len(lower(small(), never_negative=signs).nodes()) < len(lower(small()).nodes())


def test_a_row_without_a_field_can_be_left_to_another_diagram() -> None:
    plan = lower(small(), elsewhere=("actual", "target", "weight", "level1"))
    outcomes = {leaf.outcome.undecided for leaf in plan.leaves()}
    assert ELSEWHERE in outcomes
    assert not any(outcome and "missing" in outcome for outcome in outcomes)


def test_a_field_that_the_policy_asks_for_is_not_left_to_another_diagram() -> None:
    text = SMALL.replace("when: actual >= target", "when: not given(actual) or actual >= target")
    plan = lower(small(text), elsewhere=("actual",))
    assert ELSEWHERE not in {leaf.outcome.code for leaf in plan.leaves()}


def test_what_two_rules_lead_to_alike_is_one_part_of_the_diagram() -> None:
    nodes = lower(pingfen.load_policy("zhangdian@2024")).nodes()
    assert len(nodes) == len(set(map(id, nodes)))
    branches = [(n.test, id(n.yes), id(n.no)) for n in nodes if isinstance(n, Branch)]
    assert len(branches) == len(set(branches))


MANY = " + ".join(f"min(weight, actual - {n}.5 * target)" for n in range(24))


def test_a_policy_with_too_many_ways_is_refused_with_the_place_of_the_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pingfen.compiled.plan.growing.MOST_NODES", 1_000)
    text = f"{HEAD}rounding: {{places: 2, mode: half-up}}\ntotal: sum(score)\nrules:\n"
    with pytest.raises(pingfen.Unsupported) as raised:
        lower(pingfen.parse_policy(f'{text}  - {{rule: many, score: "{MANY}"}}\n'))
    (found,) = raised.value.problems
    assert found.code == "plan-large"
    assert isinstance(found.place, TextPlace)
    assert found.place.line == 10
    assert "分支过多" in str(raised.value)


def test_a_formula_that_becomes_too_long_is_refused() -> None:
    factor = "(actual + target + weight + judged + declared + late + label_weight)"
    text = f"{HEAD}rounding: {{places: 2, mode: half-up}}\ntotal: sum(score)\nrules:\n"
    with pytest.raises(pingfen.Unsupported, match="算式过长"):
        lower(
            pingfen.parse_policy(
                f'{text}  - {{rule: long, score: "{" * ".join([factor] * 6)}"}}\n'
            )
        )


def test_a_bound_holds_for_all_that_columns_may_hold() -> None:
    plan = lower(small(), given=("actual", "target", "weight", "level1"))
    columns = {name: Column(2, 0, 100_00) for name in ("actual", "target", "weight")}
    found = program(plan, columns).largest
    assert found is not None
    assert found >= 2 * 100_00 * 100_00 + 100_00
    assert program(plan, {**columns, "actual": Column(2)}).largest is None


def test_a_plan_is_bound_to_columns_of_any_scale() -> None:
    plan = lower(small(), given=("actual", "target", "weight", "level1"))
    for scale in (0, 2, 7):
        unit = 10**scale
        columns = {name: Column(scale) for name in ("actual", "target", "weight")}
        made = program(plan, columns)
        values = {"level1": "产出指标", "weight": 10 * unit, "target": 3 * unit, "actual": unit}
        score, outcome = function(made)(*map(values.get, made.fields))
        assert (score, made.outcomes[outcome].rule) == (333, "short")


# Totals


def totals(
    policy: pingfen.Policy, rows: list[dict[str, Fraction | str | bool]]
) -> tuple[object, ...]:
    """Return total, undecided reason and grade of scored rows, by the lowered total."""
    lowered = lower_total(policy)
    scale = Column(2)
    form: dict[str, object] = {}
    causes: dict[str, list[str]] = {}
    columns = {}
    for part in lowered.sums:
        names = dict.fromkeys(("score", "weight", "judged"), scale)
        made = program(part.plan, names, places=part.places(names))
        added = [function(made)(*(scaled(row.get(name)) for name in made.fields)) for row in rows]
        open_ = [made.outcomes[number] for value, number in added if value is None]
        form[part.name] = sum(value for value, _ in added if value is not None)
        form[part.open] = bool(open_)
        columns[part.name] = Column(made.places)
        causes[part.name] = [cause for outcome in open_ for cause in outcome.causes]
    made = program(lowered.plan, columns, places=policy.total_rounding.places)
    value, number = function(made)(*(form.get(name) for name in made.fields))
    outcome = made.outcomes[number]
    said = [
        c for cause in outcome.causes for c in causes.get(cause.removeprefix("rows "), [cause])
    ]
    return value, outcome.code, tuple(dict.fromkeys(said)), outcome.grade


def scaled(value: object) -> object:
    return int(value * 100) if isinstance(value, Fraction | Decimal) else value


BONUS = pingfen.load_policy("bonus@2020")
RESCALED = pingfen.load_policy("rescaled@2020")
MOF = pingfen.load_policy("mof@2020")


def test_a_total_adds_what_rows_earned_and_has_a_grade() -> None:
    rows = [{"score": Fraction(45), "weight": Fraction(50)}, {"score": Fraction("44.5")}]
    assert totals(MOF, rows) == (8950, None, (), "良")


def test_a_row_without_a_score_leaves_no_total() -> None:
    rows = [{"score": Fraction(45)}, {"weight": Fraction(50)}]
    assert totals(MOF, rows) == (None, "unknown-total", ("missing score",), None)


def test_sums_take_the_rows_that_their_conditions_want() -> None:
    rows = [
        {"score": Fraction(40), "level1": "产出指标"},
        {"score": Fraction(9), "level1": "附加分"},
        {"score": Fraction(3)},
    ]
    assert totals(BONUS, rows)[0] == 4800  # 40 + 3 + at most 5


def test_a_dropped_row_does_not_count_in_a_sum_of_the_others() -> None:
    rows = [
        {"score": Fraction(45), "weight": Fraction(50), "dropped": False},
        {"score": Fraction(0), "weight": Fraction(50), "dropped": True},
    ]
    assert totals(RESCALED, rows)[0] == 9000


def test_a_total_over_nothing_is_undecided() -> None:
    rows = [{"score": Fraction(0), "weight": Fraction(50), "dropped": True}]
    assert totals(RESCALED, rows)[1:3] == ("unknown-total", ("zero sum(weight, not dropped)",))


@pytest.mark.parametrize(
    ("total", "wanted"),
    [
        ("sum(score) if any(score == 0) else 1", 3),
        ("1 if all(score > 1) else sum(score, score > 1)", 2),
        ("count(score > 0) * 10", 20),
        ("1 if all(score > 0, weight > 5) else 0", 0),
    ],
)
def test_any_all_and_count_are_sums_too(total: str, wanted: int) -> None:
    policy = small(SMALL.replace("total: sum(score)", f'total: "{total}"'))
    rows = [
        {"score": Fraction(2), "weight": Fraction(5)},
        {"score": Fraction(1), "weight": Fraction(5)},
        {"score": Fraction(0), "weight": Fraction(6)},
    ]
    assert totals(policy, rows)[0] == wanted * 100


def test_one_row_that_decides_outweighs_those_that_are_open() -> None:
    policy = small(SMALL.replace("total: sum(score)", "total: 1 if any(score > 1) else 0"))
    open_ = {"weight": Fraction(5)}
    assert totals(policy, [open_, {"score": Fraction(2)}])[0] == 100
    assert totals(policy, [open_, {"score": Fraction(1)}])[1:3] == (
        "unknown-total",
        ("missing score",),
    )


def test_a_sum_of_quotients_by_what_differs_is_refused_with_its_place() -> None:
    policy = small(SMALL.replace("total: sum(score)", "total: sum(score / weight)"))
    with pytest.raises(pingfen.Unsupported) as raised:
        lower_total(policy)
    (found,) = raised.value.problems
    assert found.code == "fractional-sum"
    assert isinstance(found.place, TextPlace)
    assert found.place.source.lines[found.place.line - 1][found.place.column - 1 :].startswith(
        "sum("
    )
