"""Compiled engines give what the interpreter gives, to the last cause."""

from fractions import Fraction
from typing import Any

import pytest

from compiled_engine import ENGINES, Row, Run, interpreted
from pingfen import Policy, parse_policy
from pingfen.compiled.plan.lowering import lower
from pingfen.errors import Unsupported

HEAD = """\
policy: plain
year: 2025
title: plain
execution: {weight: 0.125, target: annual, actual: executed}
rounding: {places: 2, mode: half-up}
total: sum(score)
grades: none
"""


def plain(rules: str, **changes: str) -> Policy:
    """Return a policy of some rules, with other values for some of its lines."""
    lines = [line for line in HEAD.splitlines() if line.split(":")[0] not in changes]
    lines += [f"{key}: {value}" for key, value in changes.items()]
    return parse_policy("\n".join([*lines, "rules:", rules]))


def row(**values: Any) -> dict[str, Any]:
    """Return a row of a table, its numbers given as texts."""
    kind = values.pop("kind", "indicator")
    return {"kind": kind} | {
        name: Fraction(value)
        if name in {"weight", "target", "actual", "annual", "executed"}
        else value
        for name, value in values.items()
    }


def assert_same(policy: Policy, rows: list[Row], run: Run, **facts: Any) -> None:
    """Assert that an engine and the interpreter give the same for each row."""
    found = run(lower(policy, **facts), rows)
    for number, values in enumerate(rows):
        assert found[number] == interpreted(policy, values), values


@pytest.fixture(params=ENGINES.values(), ids=ENGINES.keys())
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.param
    return found


def test_a_tie_of_a_negative_number_goes_the_way_of_each_mode(run: Run) -> None:
    for mode in ("half-up", "half-even", "down", "floor"):
        policy = plain(
            '  - {rule: r, score: "actual / target", unbounded: true}',
            rounding=f"{{places: 1, mode: {mode}}}",
        )
        parts = [row(actual=str(tens), target="200") for tens in range(-45, 46, 5)]
        assert_same(policy, [*parts, *(r | {"target": Fraction(-200)} for r in parts)], run)


def test_what_a_source_of_the_budgets_target_is_worth_is_not_forgotten(run: Run) -> None:
    policy = plain(
        '  - {rule: r, for: execution, score: "weight * rate"}',
        inputs="{annual: [annual, initial]}",
    )
    rows = [
        row(kind="execution", executed="1", weight="2", **more)
        for more in ({"annual": "2"}, {"initial": Fraction(4)}, {})
    ]
    assert_same(policy, rows, run)


def test_a_budget_row_whose_weight_is_unread_lacks_it_and_is_scored(run: Run) -> None:
    policy = plain('  - {rule: r, for: rows, score: "weight * 0.5"}')
    rows = [
        row(kind=kind, unparsed=True, **more)
        for kind in ("indicator", "execution")
        for more in ({}, {"weight": "3"})
    ]
    assert_same(policy, rows, run)


def test_a_score_that_is_the_weight_may_be_rounded_above_it(run: Run) -> None:
    policy = plain('  - {rule: r, for: rows, score: "weight"}')
    assert_same(policy, [row(kind="execution"), row(weight="0.125"), row(weight="0.12")], run)
    down = plain('  - {rule: r, score: "weight"}', rounding="{places: 0, mode: down}")
    assert_same(down, [row(weight=weight) for weight in ("-0.3", "0.3", "1", "-1")], run)


def test_a_negative_variable_that_cancels_turns_the_sign(run: Run) -> None:
    policy = plain(
        '  - {rule: r, score: "(weight * actual) / (actual * target)", unbounded: true}',
        rounding="{places: 0, mode: down}",
    )
    rows = [
        row(weight=weight, actual=actual, target=target)
        for weight in ("5", "-5")
        for actual in ("-1", "0", "2")
        for target in ("-3", "0", "3")
    ]
    assert_same(policy, rows, run)


def test_own_fields_may_be_called_like_what_stands_in_generated_source(run: Run) -> None:
    names = ("way_0", "f0", "f1", "half_up", "down", "系数")
    fields = ", ".join(f"{name}: number" for name in names)
    rules = "".join(
        f'  - {{rule: r{at}, when: "{name} > {at}", score: "{name} / way_0", unbounded: true}}\n'
        for at, name in enumerate(names)
    )
    policy = plain(rules, fields=f"{{{fields}}}")
    values = [dict.fromkeys(names, Fraction(number)) for number in (-1, 0, 2, 3, 7)]
    rows = [
        {**some, "way_0": Fraction(way), "kind": "indicator"}
        for some in values
        for way in (-7, 0, 3)
    ]
    assert_same(policy, rows, run)


def test_an_unbounded_score_below_zero_is_rounded_as_its_sign_wants(run: Run) -> None:
    for mode in ("half-up", "down"):
        for bounds in ("true", "false"):
            policy = plain(
                f'  - {{rule: r, score: "actual / 8", unbounded: {bounds}}}',
                rounding=f"{{places: 1, mode: {mode}}}",
            )
            assert_same(policy, [row(actual=str(n), weight="1") for n in range(-12, 13)], run)


@pytest.mark.parametrize("op", ["<", "<=", "==", "!=", ">", ">="])
def test_a_policy_of_many_rules_is_compiled_whichever_way_most_rows_go(op: str, run: Run) -> None:
    rules = "".join(
        f'  - {{rule: r{at}, when: "actual {op} {at}", score: "{at}", unbounded: true}}\n'
        for at in (range(500) if op in {">", ">=", "!="} else reversed(range(500)))
    )
    policy = plain(rules)
    assert_same(
        policy, [row(actual=str(number)) for number in (-1, 0, 5, 150, 498, 499, 500)], run
    )


FIELDS = [f"a{at}" for at in range(24)]
# some seconds each, until they are refused
LARGE = {
    "least": {"score": " + ".join(f"min({name}, 1)" for name in FIELDS[:12])},
    "and": {"when": " and ".join(f"{name} > 1" for name in FIELDS)},
    "product": {
        "score": " * ".join(f"({a} + {b})" for a, b in zip(FIELDS, FIELDS[12:], strict=False))
    },
    "absolute": {"score": " + ".join(f"abs({name} - weight)" for name in FIELDS[:12])},
}


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"score": " + ".join(FIELDS)}, id="sum"),
        pytest.param({"score": " + ".join(f"weight / {x}" for x in FIELDS[:8])}, id="quotients"),
        *(
            pytest.param(
                {**rule, "score": rule.get("score", "1")}, marks=pytest.mark.slow, id=name
            )
            for name, rule in LARGE.items()
        ),
    ],
)
def test_a_policy_whose_ways_are_too_many_is_refused_with_its_place(rule: dict[str, str]) -> None:
    text = "  - rule: large\n" + "".join(f'    {key}: "{value}"\n' for key, value in rule.items())
    policy = plain(text, fields=f"{{{', '.join(f'{name}: number' for name in FIELDS)}}}")
    with pytest.raises(Unsupported) as caught:
        lower(policy)
    (problem,) = caught.value.problems
    assert problem.code in {"plan-large", "formula-long"}
    assert problem.place == policy.rules[0].place
