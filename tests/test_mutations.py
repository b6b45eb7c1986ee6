"""Policies damaged in every way at random: they load, or all that is wrong is said. No crash."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pingfen
from pingfen.source import from_yaml, plain

ROOT = Path(__file__).parent.parent
TEXTS = [
    (ROOT / f"rules/{name}.yaml").read_text("utf-8") for name in ("mof/2020", "zhangdian/2024")
]
BASE = """
policy: whole
year: 2020
title: {zh: 全, en: all}
sources: {a: {title: t, status: seen, note: n}}
params: {k: {value: 1.5, label: {zh: 甲}, unit: 元, source: a, range: [0, 2]}, l: [x, y], n: 3}
fields: {f: number, g: {type: cell, heading: [调整值]}, h: truth, o: text}
inputs: {judged: [judged, declared], 全年预算数: [annual, initial], target: [g, target]}
direction: ('<=' if level1 == '成本指标' else '>=')
execution: {weight: 10, target: annual, actual: executed}
let: {r: actual / target, s: r * k}
rules:
  - {rule: e, for: execution, score: "weight * min(r, 1)", because: "{r:.1%}", cites: a}
  - rule: st
    when: kind == 'indicator' and weight > 5
    score: {steps: s, at-least: {0.9: weight, 0.5: weight / 2}, otherwise: 0}
  - {rule: d, when: actual_text in l, drop: true}
  - {rule: u, when: actual > 99, undecided: {zh: 未定, en: open}, after: d}
  - {rule: j, score: judged, require: 0 <= judged <= weight, unbounded: false, before: u}
adjust: min(score, weight)
rounding: {places: 2, mode: half-up, row: {places: 1}, total: {mode: down}}
tolerance: 0.01
total: sum(score, not dropped) + 0 * count()
grades: {at-least: {90: 优, 80: 良}, otherwise: 差}
checks:
  - check: c
    for: rows
    when: given(declared)
    expect: declared <= weight
    severity: error
    because: "{declared}"
  - {check: t, expect: "any(score > 0) or all(score == 0, dropped)", severity: note, cites: a}
  - {check: g1, for: level1, expect: sum(weight) == label_weight, severity: note}
  - {check: g2, for: level2, expect: count(h) < 3, severity: doubt, because: "{level2}"}
properties:
  - {property: p, for: rows, when: f > 0 or o in l, expect: score <= weight, because: "{score}"}
  - {property: q, rises-with: g}
"""
JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**40, "", "none", "x", "weight", "(", "a b", "\r", "\u202e", "分值 ×"),
    *([], [1, "a"], ["x", ["y"]], {}, {"a": 1}, {"value": None}, {"at-least": 5}, {"zh": 1}),
    *("level2 in ['数量指标'] == 1", "1 in [1] in [2]", "k in l", "r(1)", "sum(sum(1))", "s.x"),
)
FORM = {
    "project": "p",
    "execution": {"annual": 3, "executed": 2},
    "rows": [
        {
            "name": "a",
            "level1": "成本指标",
            "target": "10个",
            "actual": "9个",
            "weight": 10,
            "extra": {"f": 1, "调整值": "12个", "h": "是", "o": "x"},
        }
    ],
}
ROUNDS = 600


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a document."""
    if not isinstance(node, dict | list):
        return
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield (*path, key)
        yield from places(value, (*path, key))


def damaged(document: Any, chance: random.Random) -> Any:
    """Replace, remove or rename one value."""
    path = chance.choice(list(places(document)))
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    match chance.randrange(4):
        case 0:
            del holder[path[-1]]
        case 1 if isinstance(holder, dict):
            holder[chance.choice(["x", "value", "otherwise", "", "let"])] = holder.pop(path[-1])
        case _:
            holder[path[-1]] = chance.choice(JUNK)
    return document


def loads_or_says_why(source: Any) -> bool:
    """Load a policy; if it loads, it must also score."""
    try:
        policy = pingfen.parse_policy(source)
    except pingfen.PolicyError as error:
        assert error.problems
        assert error.show("en")
        return False
    card = pingfen.score(policy, FORM)
    assert card.decided or not card.decided
    pingfen.explain(card, row=1).text()
    return True


def test_the_whole_language_loads_before_it_is_damaged() -> None:
    assert loads_or_says_why(BASE)


@pytest.mark.parametrize("seed", range(4))
def test_a_document_with_wrong_values_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    loaded = 0
    for _ in range(ROUNDS):
        text = chance.choice([BASE, BASE, *TEXTS])
        document = plain(from_yaml(text, "whole"))
        for _ in range(chance.randint(1, 2)):
            document = damaged(document, chance)
        loaded += loads_or_says_why(document)
    assert 0 < loaded < ROUNDS


def test_a_text_with_characters_changed_never_crashes() -> None:
    chance = random.Random(7)
    loaded = 0
    for _ in range(ROUNDS):
        text = chance.choice([BASE, *TEXTS])
        at = chance.randrange(len(text))
        cut = chance.choice([0, 0, 1, 3])
        put = chance.choice(
            ["", "{", "}", "'", '"', ":", "- ", "\n", "&a ", "*a", "!t ", "（", "9", "x"]
        )
        loaded += loads_or_says_why(text[:at] + put + text[at + cut :])
    assert 0 < loaded < ROUNDS


@pytest.mark.parametrize(
    "changes",
    [
        {"params": {"n": {"value": None, "label": "x"}}},
        {"params": {"n": {"value": True}}},
        {"params": {"n": {"value": 1, "range": [0, "x"]}}},
        {"params": {"n": [1, "a"]}},
        {"params": {"n": []}},
        {"params": {"n": {"value": 1, "source": "nowhere"}}},
        {"rules": [{"rule": "q", "score": {"steps": "actual", "at-least": 5, "otherwise": 0}}]},
        {"rules": [{"rule": "q", "score": {"steps": "actual", "at-least": {}, "otherwise": 0}}]},
        {"grades": {"at-least": {"90": "优"}, "otherwise": None}},
        {"sources": ["a"]},
        {"sources": {"\ud800": {"title": "t", "status": "seen"}}},
        {"rules": [{"rule": "q", "when": "level2 in ['数量指标'] == 1", "score": 0}]},
        {"let": {"q": "'数量'", "w": "level2 == q"}},
        {"let": {"w": "level2 == ('数量' if weight > 1 else '质量指标')"}},
        {"let": {"q": "level2", "w": "q == '数量'"}},
        {"inputs": {"rate": ["declared_rate"]}},
        {"inputs": {"kind": ["name"]}},
        {"inputs": {"judged": ["declared"], "评定得分": ["declared"]}},
        {"let": {"a0": "weight"} | {f"a{n}": f"a{n - 1}" for n in range(1, 150)}},
    ],
)
def test_a_policy_is_refused_with_a_place(changes: dict[str, Any]) -> None:
    with pytest.raises(pingfen.PolicyError) as caught:
        pingfen.parse_policy({**plain(from_yaml(BASE, "whole")), **changes})
    assert all(problem.place is not None for problem in caught.value.problems)
    assert str(caught.value).encode(), "it can be printed"


def test_a_number_of_too_many_digits_is_refused() -> None:
    with pytest.raises(pingfen.PolicyError, match="超过 30 位"):
        pingfen.parse_policy(BASE.replace("tolerance: 0.01", "tolerance: " + "9" * 5000))


def test_branches_that_double_in_every_let_are_refused_and_not_followed_one_by_one() -> None:
    lets = {f"a{n}": f"a{n - 1} if weight > 1 else a{n - 1}" for n in range(1, 60)}
    lets |= {"a0": "'数量'", "q": "level2 == a59"}
    with pytest.raises(pingfen.PolicyError) as caught:
        pingfen.parse_policy({**plain(from_yaml(BASE, "whole")), "let": lets})
    assert {"too-large", "unknown-word"} <= {found.code for found in caught.value.problems}
