"""What a failed check tells: found, expected and remedy; the severities of other findings."""

from collections.abc import Mapping
from typing import Any

import pytest

import pingfen
from pingfen.errors import PolicyError
from pingfen.kinds import KINDS
from pingfen.messages import Bilingual
from pingfen.readers.data import forms_from_data
from pingfen.scorecard import CheckOutcome
from seed import EXAMPLE

POLICY = """
policy: t
year: 2001
extends: mof@2020
remove: [reason-due, explanation-due, weights, execution-weight]
params: {most: 8}
let: {twice: declared * 2, small: declared < weight}
checks:
  - check: c
    for: indicators
    severity: SEVERITY
    expect: EXPECT
    because: BECAUSE
    remedy: REMEDY
"""
ROW = {"level1": "产出指标", "name": "a", "target": "≥90%", "actual": "85%", "weight": 8}


def outcome(
    expect: str,
    because: str = "x",
    remedy: str = "x",
    severity: str = "error",
    **row: object,
) -> CheckOutcome | None:
    text = POLICY.replace("EXPECT", f"'{expect}'").replace("BECAUSE", f"'{because}'")
    policy = pingfen.parse_policy(text.replace("REMEDY", remedy).replace("SEVERITY", severity))
    form = {"project": "p", "rows": [{**ROW, "declared": 9, **row}]}
    found = [item for item in pingfen.score(policy, form).checks if item.check == "c"]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("expect", "found", "expected"),
    [
        ("declared == weight", "9", "8"),
        ("declared <= weight", "9", "≤ 8"),
        ("0 <= declared <= weight", "9", "≤ 8"),
        ("10 <= declared <= 12", "9", "≥ 10"),
        ("most > declared", "9", "< 8"),
        ("weight == most + 1", "8", "9"),
        ("abs(declared - weight) <= 0.5", "9", "8"),
        ("abs(declared) <= weight", "9", "≤ 8"),
        ("twice == weight * 2", "18", "16"),
        ("declared / 3 == weight / 3", "3", "2.6666…"),
        ("small", "9", "< 8"),
        ("weight == 8 and declared == 8", "9", "8"),
        ("declared == 8 or weight == 9", "9", "8"),
        ("declared == 8 if weight == 8 else weight == 9", "9", "8"),
        ("actual >= target", "85%", "≥ 90%"),
        ('relation in ["<=", "="]', "≥", "≤、="),
        ('level1 == "效益指标"', "产出指标", "效益指标"),
        ("sum(declared, given(name)) == 8", "9", "8"),
        ("given(reason)", "空", "填写偏差原因"),
        ("given(level2)", "空", "填写二级指标"),
    ],
)
def test_a_failed_check_tells_what_it_found_and_what_it_expected(
    expect: str, found: str, expected: str
) -> None:
    item = outcome(expect)
    assert item is not None
    assert (str(item.found), str(item.expected)) == (found, expected)


@pytest.mark.parametrize(
    "expect",
    [
        *("not given(name)", "unparsed", "any(declared < 9, given(name))"),
        # what should stand there instead, nobody knows
        *("declared != 9", 'relation not in [">=", ">"]'),
    ],
)
def test_what_an_expression_does_not_say_shortly_is_left_out(expect: str) -> None:
    item = outcome(expect)
    assert item is not None
    assert item.failed
    assert (item.found, item.expected) == (None, None)


@pytest.mark.parametrize("severity", ["doubt", "note"])
@pytest.mark.parametrize(
    "expect", ["declared < 9", "0 <= declared <= weight", "abs(declared) < 9"]
)
def test_a_limit_that_is_only_unusual_to_cross_is_no_demand(expect: str, severity: str) -> None:
    item = outcome(expect, severity=severity)
    assert item is not None
    assert (item.found, item.expected) == (None, None)


def test_of_two_numbers_that_should_be_equal_the_one_that_is_named_first_is_found() -> None:
    item = outcome("abs(weight - declared) <= 0.5", because="{declared} {weight}")
    assert item is not None
    assert (str(item.found), str(item.expected)) == ("9", "8")
    item = outcome("abs(weight - declared) <= 0.5", because="{weight} {declared}")
    assert item is not None
    assert (str(item.found), str(item.expected)) == ("8", "9")


def test_both_sides_are_written_as_the_sentence_of_the_check_writes_one_of_them() -> None:
    item = outcome("declared <= weight", because="{declared:.1%}")
    assert item is not None
    assert (str(item.found), str(item.expected)) == ("900.0%", "≤ 800.0%")


def test_what_is_blank_is_said_in_both_languages() -> None:
    item = outcome("given(actual_text)", actual="")
    assert item is not None
    assert item.found == Bilingual("空", "blank")
    assert item.expected == Bilingual("填写完成值", "actual filled in")


def test_a_remedy_is_filled_in_in_both_languages() -> None:
    item = outcome("declared <= weight", remedy='{zh: "改为 {weight}", en: "make it {weight}"}')
    assert item is not None
    assert item.remedy == Bilingual("改为 8", "make it 8")


def test_a_check_that_nobody_can_decide_finds_nothing_and_expects_nothing() -> None:
    item = outcome("judged <= weight", declared=None)
    assert item is not None
    assert not item.failed
    assert (item.found, item.expected, item.remedy) == (None, None, None)


def test_each_check_of_the_policies_that_ship_says_what_to_do_in_both_languages() -> None:
    for name in ("mof@2020", "zhangdian@2024"):
        for check in pingfen.load_policy(name).checks:
            assert check.remedy is not None, check.name
            assert check.remedy.zh != check.remedy.en, check.name
            assert check.because is not None, check.name
            assert check.cites is not None, check.name


def test_the_seed_has_one_error_and_two_notes_on_planned_quantities() -> None:
    policy = pingfen.load_policy("zhangdian@2024")
    cards = [pingfen.score(policy, form) for form in pingfen.read_forms(EXAMPLE)]
    found = [
        (number, item.row, item.check, item.problem.severity)
        for number, card in enumerate(cards, 1)
        for item in card.checks
    ]
    assert found == [
        (1, 4, "reason-due", "error"),
        (1, 4, "upper-quantity", "note"),
        (2, None, "plausible", "doubt"),
        (3, 3, "upper-quantity", "note"),
        (3, None, "plausible", "doubt"),
    ]


def test_the_note_on_a_planned_quantity_says_how_it_is_scored() -> None:
    policy = pingfen.load_policy("zhangdian@2024")
    card = pingfen.score(policy, next(iter(pingfen.read_forms(EXAMPLE))))
    (note,) = (item for item in card.checks if item.check == "upper-quantity")
    assert "≤88人" in str(note.problem.text)
    assert "按计划数计分" in str(note.problem.text)


FORM: Mapping[str, object] = {
    "project": "p",
    "execution": {"annual": 10, "executed": 10, "weight": 10, "declared": 10},
    "rows": [{**ROW, "weight": 90, "actual": "95%", "declared": 90}],
    "declared_total": 100,
}


def summary_findings(line: Mapping[str, object], **form: object) -> list[tuple[Any, ...]]:
    data = {
        "forms": [{**FORM, **form}],
        "summary": [{"project": "p", **line}],
    }
    (read,) = forms_from_data(data)
    card = pingfen.score(pingfen.load_policy("mof@2020"), read)
    return [(item.check, str(item.found), str(item.expected)) for item in card.checks]


@pytest.mark.parametrize(
    ("line", "form", "findings"),
    [
        ({"total": 100}, {}, []),
        ({"total": "99.995"}, {}, []),
        ({"total": "99.99"}, {}, [("summary-total", "99.99", "100")]),
        ({"total": 100}, {"declared_total": None}, []),
        ({"grade": "优"}, {}, []),
        ({"grade": "优秀"}, {}, []),
        ({"grade": "良好"}, {}, [("summary-grade", "良", "优")]),
        ({"grade": "合格"}, {}, [("summary-grade", "中", "优")]),
        ({"grade": "不合格"}, {}, [("summary-grade", "差", "优")]),
        ({"grade": "优"}, {"declared_grade": "优秀"}, []),
        ({"grade": "达标"}, {}, []),
        ({"grade": "优"}, {"declared_total": None}, []),
    ],
)
def test_a_line_of_the_summary_table_is_compared_with_its_form(
    line: Mapping[str, object], form: Mapping[str, object], findings: list[tuple[str, str, str]]
) -> None:
    assert summary_findings(line, **form) == findings


def test_a_grade_of_the_form_goes_before_the_one_that_its_total_gives() -> None:
    found = summary_findings({"grade": "良"}, declared_grade="良")
    assert found == [("grade-fits", "良", "优")]


WEIGHED = """
policy: t
year: 2001
extends: mof@2020
findings: {number-as-text: error, approximate: none}
"""


def test_a_policy_weighs_the_kinds_of_findings_that_are_no_checks() -> None:
    policy = pingfen.parse_policy(WEIGHED)
    assert dict(policy.findings) == {"number-as-text": "error", "approximate": "none"}
    assert dict(pingfen.load_policy("mof@2020").findings) == {}


def test_the_weights_of_findings_are_part_of_the_digest_and_of_what_is_shown() -> None:
    policy = pingfen.parse_policy(WEIGHED)
    other = pingfen.parse_policy(WEIGHED.replace("none", "note"))
    assert policy.digest != other.digest
    again = pingfen.parse_policy(pingfen.dump_policy(policy))
    assert again.digest == policy.digest
    assert again.findings == policy.findings


def test_the_kind_that_was_meant_is_named() -> None:
    with pytest.raises(PolicyError) as caught:
        pingfen.parse_policy(WEIGHED.replace("number-as-text", "number-as-txt"))
    (found,) = caught.value.problems
    assert found.code == "unknown-kind"
    assert found.hint is not None
    assert "number-as-text" in found.hint.in_lang("zh")


def test_no_check_that_ships_means_another_thing_than_a_kind_of_finding() -> None:
    checks = {check.name for check in pingfen.load_policy("mof@2020").checks}
    assert not checks & KINDS.keys()


@pytest.mark.parametrize(
    ("check", "change", "cell"),
    [
        ("score-above-weight", {"declared": 91}, "declared"),
        ("relation-missing", {"target": "90%"}, "target"),
        ("upper-quantity", {"target": "≤90%"}, "target"),
        ("actual-blank", {"actual": ""}, "actual"),
        ("full-though-missed", {"actual": "80%"}, "actual"),
    ],
)
def test_a_failed_check_of_a_row_points_at_the_cell_that_it_is_about(
    check: str, change: dict[str, object], cell: str
) -> None:
    row = {"level1": "产出指标", "level2": "数量指标", "name": "a"}
    row |= {"target": "≥90%", "actual": "95%", "weight": 90, "declared": 90, **change}
    (form,) = forms_from_data({"project": "p", "rows": [row]})
    card = pingfen.score(pingfen.load_policy("mof@2020"), form)
    (item,) = (item for item in card.checks if item.check == check)
    own = getattr(form.rows[0], cell).cell.place
    assert own is not None
    assert item.problem.place == own != form.rows[0].place


def test_a_failed_check_of_a_form_points_at_the_cell_that_it_is_about() -> None:
    budget = {"initial": 10, "annual": 10, "executed": 5, "weight": 10, "declared_rate": "60%"}
    parts = [{"label": "财政拨款", "initial": 9, "annual": 9, "executed": 9}]
    data = {
        "project": "p",
        "execution": {**budget, "parts": parts, "declared": 10},
        "declared_total": 95,
        "declared_grade": "良",
        "rows": [{**ROW, "declared": 6}],
    }
    (form,) = forms_from_data(data)
    found = {
        item.check: item for item in pingfen.score(pingfen.load_policy("mof@2020"), form).checks
    }
    total = form.execution.total
    wanted = {
        "initial-parts": total.initial,
        "annual-parts": total.annual,
        "executed-parts": total.executed,
        "rate-printed": form.execution.declared_rate,
        "sum-is-total": form.declared_total,
        "grade-fits": form.declared_total,
    }
    for check, figure in wanted.items():
        assert figure.cell.place is not None, check
        assert found[check].problem.place == figure.cell.place, check
    # the total is what is found, and what its parts add up to is expected beside it
    assert (str(found["initial-parts"].found), str(found["initial-parts"].expected)) == ("10", "9")
    assert found["weights"].problem.place == form.place


def test_what_is_missing_in_a_column_of_the_policy_is_called_by_its_heading() -> None:
    text = POLICY.replace("EXPECT", "given(remark)").replace("BECAUSE", "x").replace("REMEDY", "x")
    fields = "fields: {remark: {type: text, heading: [评分说明, 说明]}}\n"
    policy = pingfen.parse_policy(fields + text.replace("SEVERITY", "error"))
    form = {"project": "p", "rows": [{**ROW, "declared": 9}]}
    (item,) = (item for item in pingfen.score(policy, form).checks if item.check == "c")
    assert item.expected == Bilingual("填写评分说明", "remark filled in")
