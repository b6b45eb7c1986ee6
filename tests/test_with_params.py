"""A reform in memory: a loaded policy with other values of its params."""

import pickle
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import pingfen
import seed

POLICY = pingfen.load_policy("zhangdian@2024")
OWN = """\
policy: own
year: 2024
title: t
extends: mof@2020
params:
  起扣点: 1
  ｌimit: {value: 2.50, label: {zh: 上限, en: limit}, range: [0, 3]}
  units: [件, 套]
  marks: [1, 2.5]
  word: 数量指标
  a: {value: 1, label: 相同}
  b: {value: 1, label: 相同}
rules:
  - {rule: q, when: level2 == word and unit in units and actual in marks, score: 起扣点}
  - {rule: l, when: actual > limit, score: a - b}
"""
LOADED = pingfen.parse_policy(OWN)


def value(policy: pingfen.Policy, name: str) -> object:
    return policy.params[name].value


@pytest.mark.parametrize("kind", ["1.2", " 1.20 ", 1.2, Decimal("1.20"), Fraction(6, 5)])
def test_a_number_of_any_exact_kind_is_the_same_reform(kind: object) -> None:
    reform = POLICY.with_params(overshoot_from=kind)
    assert value(reform, "overshoot_from") == Fraction(6, 5)
    text = pingfen.dump_policy(POLICY)
    before = "  overshoot_from:\n    value: 1.3\n"
    assert text.count(before) == 1
    text = text.replace(before, before.replace("1.3", "1.2"))
    assert reform == pingfen.parse_policy(text), "the same as writing it into the file"
    assert reform != POLICY
    assert reform.lineage == ("with_params(overshoot_from=1.2)", "zhangdian@2024", "mof@2020")


def test_the_reform_scores_otherwise_and_the_policy_as_before() -> None:
    forms = pingfen.read_forms(seed.EXAMPLE)
    reform = POLICY.with_params(overshoot_from="1.2")
    totals = [pingfen.score(reform, form).total for form in forms]
    expected = list(seed.TOTALS)
    expected[6] -= 1  # 330 of at least 200 sets: 5.5 of 10 in place of 6.5
    assert totals == expected
    card = pingfen.score(POLICY, forms[6])
    assert (card.total, card.policy.digest) == (seed.TOTALS[6], POLICY.digest)
    assert pingfen.load_policy("zhangdian@2024") == POLICY
    assert POLICY.lineage == ("zhangdian@2024", "mof@2020")


@pytest.mark.parametrize("same", ["1.3", "1.30", 1.3, Decimal("1.300"), Fraction(13, 10)])
def test_an_equal_value_gives_an_equal_policy(same: object) -> None:
    reform = POLICY.with_params(overshoot_from=same)
    assert reform == POLICY
    assert reform.digest == POLICY.digest
    assert reform.lineage == POLICY.lineage


def test_no_values_change_nothing() -> None:
    assert POLICY.with_params() == POLICY
    assert POLICY.with_params().lineage == POLICY.lineage


def test_there_and_back_is_the_same_policy() -> None:
    there = POLICY.with_params(overshoot_from=2)
    back = there.with_params(overshoot_from="1.3")
    assert back == POLICY
    assert back.lineage[:2] == ("with_params(overshoot_from=1.3)", "with_params(overshoot_from=2)")


@pytest.mark.parametrize(
    ("given", "name", "wanted"),
    [
        ({"起扣点": 2}, "起扣点", Fraction(2)),
        ({"limit": "0.5"}, "limit", Fraction(1, 2)),
        ({"ｌｉｍｉｔ": 3}, "limit", Fraction(3)),
        ({"上限": 0}, "limit", Fraction(0)),
        ({"units": ["个"]}, "units", ("个",)),
        ({"units": ("1.5", "套")}, "units", ("1.5", "套")),
        (
            {"marks": [Decimal(3), "4.5", 0.1]},
            "marks",
            (Fraction(3), Fraction(9, 2), Fraction(1, 10)),
        ),
        ({"word": "质量指标"}, "word", "质量指标"),
    ],
)
def test_a_param_goes_by_its_name_or_label_in_either_language(
    given: dict[str, Any], name: str, wanted: object
) -> None:
    reform = LOADED.with_params(**given)
    assert value(reform, name) == wanted
    assert reform.digest != LOADED.digest
    others = set(LOADED.params) - {name}
    assert all(reform.params[other] == LOADED.params[other] for other in others)
    assert (reform.params[name].label, reform.params[name].place) == (
        LOADED.params[name].label,
        LOADED.params[name].place,
    )


def test_several_params_change_at_once_and_only_those_that_differ_are_named() -> None:
    reform = LOADED.with_params(units=["个", "台"], limit="2.5", 起扣点=3)
    assert reform.lineage[0] == "with_params(units=[个, 台], 起扣点=3)"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("overshoot_form", "overshoot_from"), ("超额完成的起点", "超额完成的起扣点")],
)
def test_an_unknown_param_is_wrong_usage_with_a_hint(name: str, hint: str) -> None:
    with pytest.raises(
        pingfen.UsageError, match=f"没有名为“{name}”的参数\n 提示：是否为“{hint}”？"
    ):
        POLICY.with_params(**{name: 1})


def test_unknown_params_are_said_all_at_once_with_those_that_there_are() -> None:
    with pytest.raises(pingfen.UsageError) as caught:
        LOADED.with_params(zzzz=1, 什么=2)
    assert len(caught.value.problems) == 2
    assert "limit" in caught.value.show("en")


def test_a_label_that_two_params_share_names_neither() -> None:
    with pytest.raises(pingfen.UsageError, match="相同"):
        LOADED.with_params(相同=1)


def test_a_param_that_is_named_twice_is_wrong_usage() -> None:
    with pytest.raises(pingfen.UsageError, match="给了两次"):
        LOADED.with_params(limit=1, 上限=2)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"limit": "abc"}, "type"),
        ({"limit": "1e3"}, "type"),
        ({"limit": ""}, "type"),
        ({"limit": None}, "wrong-kind"),
        ({"limit": True}, "wrong-kind"),
        ({"limit": {"value": 1}}, "wrong-kind"),
        ({"limit": [1]}, "type"),
        ({"limit": object()}, "wrong-kind"),
        ({"limit": float("nan")}, "number-form"),
        ({"limit": Fraction(1, 3)}, "number-form"),
        ({"limit": Decimal("3.01")}, "out-of-range"),
        ({"上限": -1}, "out-of-range"),
        ({"units": "件"}, "type"),
        ({"units": []}, "wrong-value"),
        ({"units": [1]}, "type"),
        ({"units": ["件", ["套"]]}, "wrong-kind"),
        ({"marks": [1, "x"]}, "type"),
        ({"word": 5}, "type"),
        ({"word": "数量"}, "unknown-word"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_as_at_load(given: dict[str, Any], code: str) -> None:
    before = LOADED.digest
    with pytest.raises(pingfen.PolicyError) as caught:
        LOADED.with_params(**given)
    assert code in {found.code for found in caught.value.problems}
    (place,) = {found.place and found.place.file for found in caught.value.problems}
    assert place == ("<policy>" if code == "unknown-word" else "with_params")
    assert LOADED.digest == before


def test_values_that_do_not_fit_are_said_all_at_once() -> None:
    with pytest.raises(pingfen.PolicyError) as caught:
        LOADED.with_params(limit="x", units=[], word=None)
    assert len(caught.value.problems) == 3


def test_a_reform_can_be_pickled_copied_dumped_and_reformed_again() -> None:
    reform = LOADED.with_params(limit="0.5")
    for same in (pickle.loads(pickle.dumps(reform)), deepcopy(reform)):
        assert same == reform
        assert same.lineage == reform.lineage
        assert same.with_params(limit="2.5") == LOADED
    assert pingfen.parse_policy(pingfen.dump_policy(reform)) == reform
    chosen = pingfen.load_policy("zhangdian", year=2030)
    assert pickle.loads(pickle.dumps(chosen)).chosen == chosen.chosen
    assert chosen.with_params(overshoot_from=2).chosen == chosen.chosen


def test_a_reform_says_where_its_rules_come_from_as_before() -> None:
    reform = POLICY.with_params(overshoot_from=2)
    assert [rule.place.show() for rule in reform.rules] == [
        rule.place.show() for rule in POLICY.rules
    ]
    assert "remake" not in repr(reform)


def test_a_policy_that_was_not_loaded_says_so() -> None:
    from dataclasses import replace

    with pytest.raises(pingfen.UsageError, match="不是加载得来的办法"):
        replace(POLICY, remake=None).with_params(overshoot_from=1)


def test_loading_does_not_import_what_reforms() -> None:
    import subprocess
    import sys

    code = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "import pingfen; pingfen.load_policy('zhangdian')\n"
        "print('pingfen.loading.reform' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_a_reform_is_tried_on_the_cases_of_its_policy() -> None:
    report = pingfen.run_cases(pingfen.load_policy("zhangdian@2024"))
    assert report.passed
    reform = pingfen.load_policy("zhangdian@2024").with_params(overshoot_from="1.2")
    tried = pingfen.run_cases(reform)
    assert tried.file == report.file
    assert len(tried.results) == len(report.results) > 0
    assert not tried.passed
