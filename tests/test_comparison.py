"""Two policies compared: every difference in what they say is found, and nothing else."""

import copy
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import conformance_cases
import pingfen
import strategies
from pingfen.comparison.order import moved
from pingfen.comparison.usage import EFFECTS
from pingfen.schema import load_schema
from pingfen.source import from_yaml, plain
from random_policies import Chance

SHIPPED = pingfen.list_policies()
LANGS = ("zh", "en")
BASE: dict[str, Any] = {
    "policy": "base",
    "year": 2024,
    "revision": 1,
    "title": {"zh": "基本办法", "en": "the base"},
    "sources": {
        "law": {"title": {"zh": "法", "en": "law"}, "status": "seen", "note": "全文"},
        "other": {"title": "其他", "status": "seen"},
    },
    "params": {
        "top": {
            "value": Decimal("1.2"),
            "label": {"zh": "起扣点", "en": "from"},
            "unit": "倍",
            "source": "law",
            "range": [1, 2],
            "variations": [Decimal("1.5")],
        },
        "phrases": ["达成", "完成"],
        "unused": 3,
    },
    "fields": {"core": {"type": "truth", "heading": ["核心", "重点"]}},
    "inputs": {"judged": ["judged", "declared"]},
    "direction": "'>='",
    "execution": {"weight": 10, "target": "annual", "actual": "executed"},
    "let": {"ratio": "actual / target", "due": "given(declared)", "said": "declared_total"},
    "rules": [
        {"rule": "open", "when": "not given(actual)", "undecided": {"zh": "缺数", "en": "none"}},
        {"rule": "gone", "when": "weight > 50", "drop": True},
        {
            "rule": "over",
            "for": "indicators",
            "when": "ratio > top and not core",
            "score": "weight * (1 - ratio / 10)",
            "require": "ratio >= 0",
            "unbounded": True,
            "because": {"zh": "为 {ratio:.1%}", "en": "at {ratio:.1%}"},
            "cites": "law",
        },
        {"rule": "word", "when": "actual_text in phrases", "score": "judged"},
        {
            "rule": "steps",
            "score": {"steps": "actual", "at-least": {"0.9": "5", "0.8": "4"}, "otherwise": "0"},
        },
        {"rule": "budget", "for": "execution", "score": "weight * min(rate, 1)"},
    ],
    "adjust": "min(score, weight)",
    "rounding": {"places": 2, "mode": "half-up", "row": {"places": 1}, "total": {"mode": "down"}},
    "tolerance": Decimal("0.01"),
    "total": "sum(score)",
    "grades": {"at-least": {"90": "优", "60": "中"}, "otherwise": "差"},
    "checks": [
        {
            "check": "weights",
            "for": "form",
            "when": "given(said)",
            "expect": "sum(weight) == 100",
            "severity": "error",
            "because": "不是 100",
            "remedy": "改为 100",
            "cites": "law",
        },
        {"check": "reason", "for": "indicators", "expect": "given(reason)", "severity": "note"},
    ],
    "findings": {"number-as-text": "error", "approximate": "none"},
    "properties": [
        {
            "property": "bounded",
            "for": "indicators",
            "when": "weight > 0",
            "expect": "score <= weight",
            "because": "不超过",
            "cites": "law",
        },
        {"property": "rising", "rises-with": "actual"},
        {"property": "falling", "falls-with": "target"},
    ],
}


def policy(data: dict[str, Any] | None = None) -> pingfen.Policy:
    return pingfen.parse_policy(data or BASE)


def edited(edit: Callable[[dict[str, Any]], object]) -> pingfen.Policy:
    data = copy.deepcopy(BASE)
    edit(data)
    return policy(data)


def set_to(*path: str | int, to: Any) -> Callable[[dict[str, Any]], object]:
    """Return an edit that gives the value at a path another value."""

    def edit(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = to

    return edit


def without(*path: str | int) -> Callable[[dict[str, Any]], object]:
    """Return an edit that takes out the value at a path."""

    def edit(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return edit


def parts(old: pingfen.Policy, new: pingfen.Policy) -> dict[str, pingfen.Difference]:
    found = pingfen.diff_policies(old, new).differences
    assert len({(item.part, item.change) for item in found}) == len(found)
    return {item.part: item for item in found}


OPEN, GONE, OVER, WORD, STEPS = range(5)
STEP = {"steps": "actual", "at-least": {"0.9": "5", "0.8": "4"}, "otherwise": "0"}
# key of the schema → an edit of it, the part that it changes, and how far that may reach
EDITS: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "policy": (set_to("policy", to="other"), "policy", "reading"),
    "year": (set_to("year", to=2025), "year", "check"),
    "revision": (set_to("revision", to=2), "revision", "reading"),
    "title": (set_to("title", to={"zh": "另一办法", "en": "the base"}), "title zh", "reading"),
    "sources": (without("sources", "other"), "sources other", "reading"),
    "source.title": (
        set_to("sources", "law", "title", to="法"),
        "sources law title en",
        "reading",
    ),
    "source.status": (
        set_to("sources", "law", "status", to="inferred"),
        "sources law status",
        "reading",
    ),
    "source.note": (set_to("sources", "law", "note", to="节选"), "sources law note zh", "reading"),
    "params": (set_to("params", "unused", to=4), "params unused value", "reading"),
    "param.value": (set_to("params", "top", "value", to=1), "params top value", "score"),
    "param.label": (set_to("params", "top", "label", to="起点"), "params top label zh", "reading"),
    "param.unit": (set_to("params", "top", "unit", to="次"), "params top unit", "reading"),
    "param.source": (
        set_to("params", "top", "source", to="other"),
        "params top source",
        "reading",
    ),
    "param.range": (set_to("params", "top", "range", to=[1, 3]), "params top range", "reading"),
    "param.variations": (
        set_to("params", "top", "variations", to=[Decimal("1.6")]),
        "params top variations",
        "reading",
    ),
    "fields": (set_to("fields", "more", to="text"), "fields more", "reading"),
    "field.type": (
        set_to("fields", "core", to={"type": "truth", "heading": ["核心"]}),
        "fields core heading",
        "score",
    ),
    "field.heading": (
        set_to("fields", "core", "heading", to=["重点", "核心"]),
        "fields core heading",
        "score",
    ),
    "inputs": (
        set_to("inputs", "judged", to=["declared", "judged"]),
        "inputs judged",
        "score",
    ),
    "direction": (without("direction"), "direction", "score"),
    "execution": (set_to("execution", to="none"), "execution", "score"),
    "execution.weight": (set_to("execution", "weight", to=20), "execution weight", "score"),
    "execution.target": (
        set_to("execution", "target", to="initial"),
        "execution target",
        "score",
    ),
    "execution.actual": (
        set_to("execution", "actual", to="annual"),
        "execution actual",
        "score",
    ),
    "let": (set_to("let", "ratio", to="target / actual"), "let ratio", "score"),
    "rules": (without("rules", GONE), "rules gone", "score"),
    "rule.rule": (set_to("rules", WORD, "rule", to="words"), "rules words", "score"),
    "rule.for": (set_to("rules", OVER, "for", to="rows"), "rules over for", "score"),
    "rule.when": (set_to("rules", OVER, "when", to="ratio >= top"), "rules over when", "score"),
    "rule.score": (set_to("rules", WORD, "score", to="weight"), "rules word score", "score"),
    "rule.drop": (
        set_to("rules", GONE, to={"rule": "gone", "when": "weight > 50", "score": "0"}),
        "rules gone drop",
        "score",
    ),
    "rule.undecided": (
        set_to("rules", OPEN, "undecided", to={"zh": "缺少", "en": "none"}),
        "rules open undecided zh",
        "reading",
    ),
    "rule.require": (without("rules", OVER, "require"), "rules over require", "score"),
    "rule.unbounded": (without("rules", OVER, "unbounded"), "rules over unbounded", "score"),
    "rule.because": (
        set_to("rules", OVER, "because", to={"zh": "为 {ratio:.1%}", "en": "at {ratio:.2%}"}),
        "rules over because en",
        "reading",
    ),
    "rule.cites": (set_to("rules", OVER, "cites", to="other"), "rules over cites", "reading"),
    "steps.steps": (
        set_to("rules", STEPS, "score", "steps", to="ratio"),
        "rules steps score",
        "score",
    ),
    "steps.at-least": (
        set_to("rules", STEPS, "score", "at-least", to={"0.9": "5"}),
        "rules steps score",
        "score",
    ),
    **{
        f"steps.{side}": (
            set_to(
                "rules",
                STEPS,
                "score",
                to={"steps": "actual", side: STEP["at-least"], "otherwise": "0"},
            ),
            "rules steps score",
            "score",
        )
        for side in ("above", "at-most", "below")
    },
    "steps.otherwise": (
        set_to("rules", STEPS, "score", "otherwise", to="1"),
        "rules steps score",
        "score",
    ),
    "adjust": (set_to("adjust", to="max(score, 0)"), "adjust", "score"),
    "rounding": (
        set_to("rounding", to={"places": 2, "mode": "half-up", "total": {"mode": "down"}}),
        "rounding row places",
        "score",
    ),
    "rounding.places": (set_to("rounding", "places", to=3), "rounding total places", "total"),
    "rounding.mode": (set_to("rounding", "mode", to="floor"), "rounding row mode", "score"),
    "rounding.row": (set_to("rounding", "row", to={"places": 0}), "rounding row places", "score"),
    "rounding.total": (
        set_to("rounding", "total", to={"mode": "floor"}),
        "rounding total mode",
        "total",
    ),
    "tolerance": (without("tolerance"), "tolerance", "check"),
    "total": (set_to("total", to="sum(score) + 1"), "total", "total"),
    "grades": (set_to("grades", to="none"), "grades", "grade"),
    "grades.at-least": (
        set_to("grades", "at-least", to={"80": "优", "60": "中"}),
        "grades 优",
        "grade",
    ),
    "grades.above": (
        set_to("grades", to={"above": {"90": "优", "60": "中"}, "otherwise": "差"}),
        "grades side",
        "grade",
    ),
    "grades.at-most": (
        set_to("grades", to={"at-most": {"60": "差", "90": "中"}, "otherwise": "优"}),
        "grades side",
        "grade",
    ),
    "grades.below": (
        set_to("grades", to={"below": {"60": "差", "85": "中"}, "otherwise": "优"}),
        "grades 优",
        "grade",
    ),
    "grades.otherwise": (
        set_to("grades", "otherwise", to="不合格"),
        "grades otherwise",
        "grade",
    ),
    "checks": (without("checks", 1), "checks reason", "check"),
    "check.check": (set_to("checks", 1, "check", to="reasons"), "checks reasons", "check"),
    "check.for": (set_to("checks", 0, "for", to="level1"), "checks weights for", "check"),
    "check.when": (without("checks", 0, "when"), "checks weights when", "check"),
    "check.expect": (
        set_to("checks", 0, "expect", to="sum(weight) == 90"),
        "checks weights expect",
        "check",
    ),
    "check.severity": (
        set_to("checks", 0, "severity", to="doubt"),
        "checks weights severity",
        "check",
    ),
    "check.because": (
        set_to("checks", 0, "because", to="应为 100"),
        "checks weights because zh",
        "reading",
    ),
    "check.remedy": (
        set_to("checks", 0, "remedy", to="改分值"),
        "checks weights remedy zh",
        "reading",
    ),
    "findings": (
        set_to("findings", "number-as-text", to="none"),
        "findings number-as-text",
        "check",
    ),
    "check.cites": (set_to("checks", 0, "cites", to="other"), "checks weights cites", "reading"),
    "properties": (without("properties", 2), "properties falling", "check"),
    "property.property": (
        set_to("properties", 1, "property", to="growing"),
        "properties growing",
        "check",
    ),
    "property.for": (set_to("properties", 0, "for", to="rows"), "properties bounded for", "check"),
    "property.when": (without("properties", 0, "when"), "properties bounded when", "check"),
    "property.expect": (
        set_to("properties", 0, "expect", to="score < weight"),
        "properties bounded expect",
        "check",
    ),
    "property.rises-with": (
        set_to("properties", 1, "rises-with", to="judged"),
        "properties rising rises-with",
        "check",
    ),
    "property.falls-with": (
        set_to("properties", 2, "falls-with", to="late"),
        "properties falling falls-with",
        "check",
    ),
    "property.because": (
        set_to("properties", 0, "because", to="不多于"),
        "properties bounded because zh",
        "reading",
    ),
    "property.cites": (
        set_to("properties", 0, "cites", to="other"),
        "properties bounded cites",
        "reading",
    ),
}
# keys that say nothing of their own once a policy is resolved: each has a test of its own below
RESOLVED = {"language", "extends", "remove", "rule.before", "rule.after"}
BLOCKS = ("source", "param", "field", "rule", "steps", "rounding", "grades", "check", "property")


def keys_of_the_language() -> Iterator[str]:
    """Every key that the schema knows: those of the document, and those of what stands in it."""
    schema = load_schema("policy")
    yield from schema["properties"]
    blocks = {name: schema["$defs"][name] for name in BLOCKS}
    blocks |= {name: schema["properties"][name] for name in ("execution", "rounding")}
    for name, block in blocks.items():
        inner = block.get("properties") or block["then"]["properties"]
        yield from (f"{name}.{key}" for key in inner)


def test_there_is_an_edit_for_every_key_of_the_language() -> None:
    assert set(EDITS) | RESOLVED == set(keys_of_the_language())


@pytest.mark.parametrize("key", EDITS)
def test_a_policy_in_which_one_key_is_changed_differs_in_that_part(key: str) -> None:
    edit, part, effect = EDITS[key]
    old, new = policy(), edited(edit)
    found = parts(old, new)
    assert part in found
    assert found[part].affects == effect
    assert found[part].show("zh") != found[part].show("en") or found[part].kind == "text"
    top = {item.path[0] for item in found.values()}
    assert top == {part.split()[0]}, "and in no other section"
    assert pingfen.diff_policies(new, new).same


@pytest.mark.parametrize("key", EDITS)
def test_the_other_way_round_what_is_added_is_removed(key: str) -> None:
    mirrored(policy(), edited(EDITS[key][0]))


MIRROR = {"added": "removed", "removed": "added", "changed": "changed", "moved": "moved"}


def mirrored(old: pingfen.Policy, new: pingfen.Policy) -> None:
    """Assert that both directions tell the same."""
    there, back = (pingfen.diff_policies(*pair).differences for pair in ((old, new), (new, old)))
    assert sorted(map(facts, there)) == sorted(facts(item, back=True) for item in back)


def facts(item: pingfen.Difference, *, back: bool = False) -> tuple[str, ...]:
    """Return what a difference says, or what the same in the other direction must say."""
    old = (item.old, item.old_text, item.old_place)
    new = (item.new, item.new_text, item.new_place)
    sides = (new, old) if back else (old, new)
    change = MIRROR[item.change] if back else item.change
    return item.part, item.kind, change, item.affects, str(item.used_by), *map(repr, sides)


def test_a_policy_does_not_differ_from_itself_however_it_came_about() -> None:
    for name in SHIPPED:
        one = pingfen.load_policy(name)
        assert pingfen.diff_policies(one, pingfen.load_policy(name)).same
        alone = pingfen.parse_policy(pingfen.dump_policy(one))
        assert pingfen.diff_policies(one, alone).differences == ()


@pytest.mark.parametrize(
    ("old", "new"), [*pairwise(SHIPPED), *zip(SHIPPED, SHIPPED[::-1], strict=True)]
)
def test_policies_that_ship_mirror_each_other(old: str, new: str) -> None:
    mirrored(pingfen.load_policy(old), pingfen.load_policy(new))


@pytest.mark.parametrize(
    ("path", "spelt"),
    [
        (("rules", OVER, "when"), "(ratio>top) and (not (core))"),
        (("rules", OVER, "score"), "分值 * (1.0 - (ratio) / 10.00)"),
        (("rules", STEPS, "score"), "5 if actual >= 0.9 else 4 if actual >= 0.80 else 0"),
        (("rules", STEPS, "score"), {**STEP, "at-least": {"0.8": "4.0", "0.90": "5"}}),
        (("total",), "sum( 得分 )"),
        (("grades",), {"below": {"60": "差", "90": "中"}, "otherwise": "优"}),
        (("grades",), {"at-least": {"90.0": "优", "60": "中", "30": "差"}, "otherwise": "差"}),
        (("rounding",), {"row": {"places": 1, "mode": "half-up"}, "places": 2, "mode": "down"}),
        (("inputs",), {"评定得分": ["judged", "自评得分"], "reason": ["reason"]}),
        (("params", "top", "value"), Decimal("1.20")),
        (("title",), {"en": "the base", "zh": "基本办法"}),
    ],
)
def test_another_spelling_is_no_difference(path: tuple[str | int, ...], spelt: Any) -> None:
    assert pingfen.diff_policies(policy(), edited(set_to(*path, to=spelt))).differences == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0 < weight < 9", "0 < weight and weight < 9"),
        (
            "(given(actual) and given(target)) and weight > 1",
            "given(actual) and (given(target) and weight > 1)",
        ),
        ("level1 in ['产出指标', '成本指标']", "level1 in ('成本指标', '产出指标')"),
        ("weight + (actual + 1) > 2", "(weight + actual) + 1 > 2.0"),
        ("actual > -1", "actual > - 1.0"),
    ],
)
def test_brackets_and_chains_that_mean_the_same_are_no_difference(old: str, new: str) -> None:
    one, other = (edited(set_to("rules", WORD, "when", to=text)) for text in (old, new))
    assert pingfen.diff_policies(one, other).differences == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weight - (actual - 1) > 2", "weight - actual - 1 > 2"),
        ("weight / (actual / 2) > 2", "weight / actual / 2 > 2"),
        (
            "given(actual) and (weight > 1 or weight < 0)",
            "given(actual) and weight > 1 or weight < 0",
        ),
        ("weight > 1", "weight >= 1"),
        ("unit == '1'", "unit == '1.0'"),
        ("actual in [1, 2]", "actual in [1, 2, 3]"),
        ("not (weight > 1)", "weight > 1"),
        ("max(weight, 1) > 2", "min(weight, 1) > 2"),
        ("(1 if weight > 2 else 0) > 0", "(0 if weight > 2 else 1) > 0"),
        ("0 < weight or weight < 9", "0 < weight < 9"),
    ],
)
def test_brackets_and_signs_that_mean_something_are_a_difference(old: str, new: str) -> None:
    one, other = (edited(set_to("rules", WORD, "when", to=text)) for text in (old, new))
    assert list(parts(one, other)) == ["rules word when"]


# what resolving leaves nothing of


HEAD = {"policy": "child", "year": 2025, "title": "t"}


def child(**more: Any) -> pingfen.Policy:
    return pingfen.parse_policy({**HEAD, "extends": "mof@2020", **more})


def test_a_parent_is_no_difference_what_comes_from_it_is() -> None:
    assert pingfen.diff_policies(child(language=1), child()).same
    (only,) = pingfen.diff_policies(child(), child(remove=["missed"])).differences
    assert (only.part, only.change, only.affects) == ("rules missed", "removed", "score")
    found = parts(child(), child(extends="zhangdian@2024"))
    assert found["rules overshoot"].change == "added"


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_rule_that_is_moved_is_one_move_and_a_new_rule_before_others_is_none(where: str) -> None:
    mof = pingfen.load_policy("mof@2020")
    rule = {"rule": "short", "when": "actual < target", "score": "weight * ratio"}
    old, new = child(rules=[rule]), child(rules=[{**rule, where: "execution"}])
    assert [item.part for item in pingfen.diff_policies(old, old).differences] == []
    (only,) = pingfen.diff_policies(old, new).differences
    assert (only.part, only.change, only.kind) == ("rules short", "moved", "order")
    names = [rule.name for rule in mof.rules]
    assert (only.old, only.new) == (names.index("short") + 1, 1 if where == "before" else 2)
    assert only.affects == "score"
    first = child(rules=[{"rule": "first", "when": "weight > 99", "score": "0"}])
    assert [item.part for item in pingfen.diff_policies(child(), first).differences] == [
        "rules first"
    ]


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("abcd", "abcd", ""),
        ("abcd", "bcda", "a"),
        ("abcd", "dabc", "d"),
        ("abcd", "acbd", "c"),
        ("abcd", "xaybzcd", ""),
        ("abcde", "edcba", "edcb"),
        ("abc", "xyz", ""),
        ("", "abc", ""),
    ],
)
def test_the_fewest_names_move(old: str, new: str, names: str) -> None:
    assert "".join(moved(old, new)) == names


def test_the_fewest_names_move_in_any_order_and_the_same_both_ways() -> None:
    draw = random.Random(11)
    for _ in range(300):
        old = draw.sample("abcdefgh", draw.randint(0, 7))
        new = draw.sample("abcdefgh", draw.randint(0, 7))
        found = moved(old, new)
        assert set(found) == set(moved(new, old))
        common = [name for name in new if name in old]
        stays = [name for name in common if name not in found]
        assert stays == [name for name in old if name in stays], "what stays keeps its order"
        longer = combinations(common, len(stays) + 1)
        assert not any(list(c) == [n for n in old if n in c] for c in longer)


# words, params, grades


def test_a_list_gains_and_loses_words_one_by_one() -> None:
    new = edited(set_to("params", "phrases", to=["完成", "达成", "基本达成"]))
    found = parts(policy(), new)
    gained = found["params phrases value 基本达成"]
    assert (gained.kind, gained.change, gained.new) == ("word", "added", "基本达成")
    assert gained.used_by == ("rules word",)
    assert gained.affects == "score"
    assert "基本达成" in gained.show("en")
    turned = next(item for item in found.values() if item.change == "moved")
    assert turned.affects == "reading", "of words nobody asks for the order"


def test_a_param_names_the_rules_that_use_it_through_lets_too() -> None:
    new = edited(set_to("let", "ratio", to="actual / target * 1"))
    (only,) = pingfen.diff_policies(policy(), new).differences
    assert only.used_by == ("rules over",)
    direct = edited(set_to("params", "top", "value", to=1))
    assert parts(policy(), direct)["params top value"].used_by == ("rules over",)


def test_a_let_that_only_checks_use_can_change_only_checks() -> None:
    new = edited(set_to("let", "said", to="declared_total + 0"))
    assert parts(policy(), new)["let said"].affects == "check"
    unused = edited(set_to("let", "due", to="given(judged)"))
    assert parts(policy(), unused)["let due"].affects == "reading"


def graded(grades: Any) -> pingfen.Policy:
    return edited(set_to("grades", to=grades))


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ({"at-least": {"80": "优", "60": "中"}, "otherwise": "差"}, {"grades 优": (90, 80)}),
        ({"at-least": {"90": "甲", "60": "中"}, "otherwise": "差"}, {"grades 90": ("优", "甲")}),
        (
            {"at-least": {"90": "优", "75": "良", "60": "中"}, "otherwise": "差"},
            {"grades 良": (None, 75)},
        ),
        ({"at-least": {"90": "优"}, "otherwise": "差"}, {"grades 中": (60, None)}),
        (
            {"above": {"95": "优", "60": "中"}, "otherwise": "差"},
            {"grades 优": (90, 95), "grades side": ("at-least", "above")},
        ),
        (
            {"at-least": {"60": "中", "40": "差"}, "otherwise": "极差"},
            {"grades 优": (90, None), "grades 差": (None, 40), "grades 极差": (None, None)},
        ),
    ],
)
def test_each_cut_off_is_compared_by_its_grade(grades: Any, expected: dict[str, Any]) -> None:
    found = parts(policy(), graded(grades))
    assert {name: (item.old, item.new) for name, item in found.items()} == expected
    assert all(item.affects == "grade" for item in found.values())
    assert {item.kind for item in found.values()} <= {"grade", "side"}


def test_a_grade_may_come_twice_and_be_called_like_anything() -> None:
    old = graded({"at-least": {"90": "side", "80": "total", "70": "side"}, "otherwise": "zh"})
    new = graded({"at-least": {"95": "side", "80": "total", "75": "side"}, "otherwise": "zh"})
    found = parts(old, new)
    values = {name: (item.old, item.new) for name, item in found.items()}
    assert values == {"grades side": (90, 95), "grades side 2": (70, 75)}
    assert found["grades side"].show("zh").startswith("等级 · side：")
    mirrored(old, new)
    above = graded({"above": {"90": "side", "80": "total", "70": "side"}, "otherwise": "zh"})
    (only,) = pingfen.diff_policies(old, above).differences
    assert (only.kind, only.old, only.new) == ("side", "at-least", "above")


def test_a_cut_off_is_said_with_the_side_that_is_closed() -> None:
    found = parts(policy(), graded({"at-least": {"80": "优", "60": "中"}, "otherwise": "差"}))
    assert found["grades 优"].show("en") == "grades · 优: ≥ 90 → ≥ 80"
    assert found["grades 优"].show("zh") == "等级 · 优：由“≥ 90”改为“≥ 80”"


# places and words


def test_a_difference_says_in_words_what_was_and_what_is_and_where() -> None:
    old, new = (pingfen.load_policy(name) for name in ("mof@2020", "zhangdian@2024"))
    found = parts(old, new)
    rule = found["rules overshoot"]
    assert rule.old is rule.old_place is None
    assert str(rule.new_place).startswith("rules/zhangdian/2024.yaml:")
    assert isinstance(rule.new, dict)
    assert rule.new["rule"] == "overshoot"
    assert "before execution" in rule.show("en")
    assert "在 execution 之前" in rule.show("zh")
    assert "方向 = “≥”" in rule.show("zh")
    assert 'relation == ">="' in rule.show("en")
    checks = ("checks lost-though-met", "checks over-uncommented")
    assert set(found["params overshoot_from"].used_by) == {"rules overshoot", *checks}


def test_a_key_of_a_rule_is_placed_at_its_own_line(tmp_path: Path) -> None:
    text = (
        "policy: p\nyear: 2024\ntitle: t\nextends: mof@2020\n"
        "rules:\n- rule: met\n  when: {when}\n  score: weight\n"
    )
    files = {}
    for name, when in (("a", "met"), ("b", "met and weight > 0")):
        files[name] = tmp_path / f"{name}.yaml"
        files[name].write_text(text.replace("{when}", when), "utf-8")
    old, new = map(pingfen.load_policy, files.values())
    (only,) = pingfen.diff_policies(old, new).differences
    assert only.part == "rules met when"
    assert (only.old_place, only.new_place) == tuple(f"{path}:7" for path in files.values())
    assert (only.old, only.new) == ("met", "met and weight > 0")


def test_a_reform_in_memory_says_that_it_is_one() -> None:
    old = pingfen.load_policy("zhangdian@2024")
    new = old.with_params(overshoot_from="1.2")
    (only,) = pingfen.diff_policies(old, new).differences
    assert (only.part, only.old, only.new) == (
        "params overshoot_from value",
        Decimal("1.3"),
        Decimal("1.2"),
    )
    assert only.new_place == "with_params(overshoot_from=1.2)"
    assert only.show("en").endswith("(over-fulfilment loses points from here): 1.3 → 1.2")


def test_a_key_that_nobody_knows_is_compared_too() -> None:
    from dataclasses import replace
    from types import MappingProxyType

    old = policy()
    new = replace(old, document=MappingProxyType({**old.document, "later": ("a", 1)}))
    (only,) = pingfen.diff_policies(old, new).differences
    assert (only.part, only.kind, only.new) == ("later", "other", ["a", 1])


# properties


@given(strategies.children(), strategies.children())
def test_any_two_children_mirror_each_other(one: Any, other: Any) -> None:
    old, new = (pingfen.parse_policy({"title": "t", **child}) for child in (one, other))
    mirrored(old, new)
    found = pingfen.diff_policies(old, new)
    assert not found.same or old.digest == new.digest or one["extends"] == other["extends"]
    assert pingfen.diff_policies(old, old).same


def test_every_policy_of_the_norm_is_the_same_as_itself_alone_and_mirrors_its_neighbour() -> None:
    found = {}
    for case in conformance_cases.read_cases():
        if not case.problems:
            one = pingfen.parse_policy(case.policy, rules=conformance_cases.POLICIES)
            found[one.digest] = one
    policies = list(found.values())
    assert len(policies) > 100
    for one, other in pairwise(policies):
        alone = pingfen.parse_policy(pingfen.dump_policy(one))
        assert pingfen.diff_policies(one, alone).differences == ()
        mirrored(one, other)


def document(one: pingfen.Policy) -> dict[str, Any]:
    found = plain(from_yaml(pingfen.dump_policy(one), "p"))
    assert isinstance(found, dict)
    return found


def drawn(chance: Chance) -> pingfen.Policy:
    while True:
        try:
            return chance.policy()
        except pingfen.PolicyError:  # chance compared a let with a word of another field
            continue


PARTS = ("inputs", "direction", "adjust", "rounding", "execution", "rules")


def test_another_score_always_comes_with_a_difference_that_may_change_scores() -> None:
    """Of two policies that chance draws one takes over a single part of the other."""
    chance = Chance(7)
    differing = 0
    for number in range(800):
        old, other, form = drawn(chance), document(drawn(chance)), chance.form()
        key = PARTS[number % len(PARTS)]
        taken = {key: other[key]} if key in other else {}
        kept = {name: value for name, value in document(old).items() if name != key}
        new = pingfen.parse_policy({**kept, **taken})
        found = pingfen.diff_policies(old, new, form)
        assert found.impact is not None
        (one,) = found.impact.forms
        if one.rows:
            differing += 1
            assert found.affecting("score"), (key, [item.part for item in found.differences])
        if one.old.total != one.new.total:
            assert found.affecting("score") or found.affecting("total")
    assert differing > 100


@pytest.mark.parametrize("key", EDITS)
def test_an_edit_that_is_said_not_to_change_scores_changes_none(key: str) -> None:
    chance = Chance(len(key))
    forms = [chance.form() for _ in range(20)]
    found = pingfen.diff_policies(policy(), edited(EDITS[key][0]), forms)
    assert found.impact is not None
    reach = min(EFFECTS.index(item.affects) for item in found.differences)
    if reach > EFFECTS.index("score"):
        assert not any(form.rows for form in found.impact.forms)
    if reach > EFFECTS.index("total"):
        assert not any(form.gain for form in found.impact.forms)
    if reach > EFFECTS.index("grade"):
        assert not found.impact.changed
