"""Audits of single forms: one error planted at a time, and what nearly is one and is not."""

from pathlib import Path

import openpyxl
import pytest

import pingfen
from audited import ROWS, Data, codes, form, found, policy, row, with_budget, with_row
from pingfen.auditing import audit_form
from pingfen.places import without_text
from pingfen.readers.data import forms_from_data
from pingfen.source import from_yaml, plain
from seed import EXAMPLE
from workbooks import published

PUBLISHED = sorted((Path(__file__).parent / "published").glob("*.yaml"))
SEEN = """
language: 1
policy: known
year: 2020
extends: mof@2020
sources: {measures: {title: 办法原文, status: seen}, practice: {title: 做法, status: seen}}
"""

UNDECIDED = "[relation-missing, actual-blank, target-blank, unparsed-full]"
# 240 of 320 are 15 of 20
SHORT = with_row(0, actual="240公里", declared=17, reason="河段移交")


def audited(data: Data, by: pingfen.Policy | None = None) -> pingfen.Audit:
    return pingfen.audit(by or policy(), data)


def one(data: Data, code: str, by: pingfen.Policy | None = None) -> pingfen.Finding:
    (finding,) = found(audited(data, by), code)
    return finding


def seen() -> pingfen.Policy:
    return pingfen.parse_policy(SEEN)


def without(check: str) -> pingfen.Policy:
    """Return the policy without one of its checks."""
    return pingfen.parse_policy(
        f"language: 1\npolicy: p\nyear: 2020\nextends: mof@2020\nremove: [{check}]\n"
    )


def test_a_form_without_any_error_has_no_finding() -> None:
    audit = audited(form())
    assert list(audit.findings) == []
    assert [row.verdict for row in audit.forms[0].rows] == ["agrees"] * (len(ROWS) + 1)


# scores, total, grade


def test_a_score_that_differs_says_what_the_policy_gives_and_how() -> None:
    finding = one(SHORT, "score-differs")
    assert (finding.row, finding.name, finding.severity) == (1, "巡河里程", "doubt")
    assert (str(finding.found), str(finding.expected)) == ("17", "15")
    assert "20 × 240 ÷ 320" in str(finding.text)


def test_a_score_that_agrees_after_rounding_is_no_finding() -> None:
    rows = with_row(0, actual="213公里", declared="13.31", reason="河段移交")
    assert not found(audited(rows), "score-differs")


def test_a_difference_is_an_error_only_under_a_source_that_was_seen() -> None:
    assert one(SHORT, "score-differs").severity == "doubt"
    assert one(SHORT, "score-differs", seen()).severity == "error"


@pytest.mark.parametrize(
    ("changes", "check", "declared", "expected"),
    [
        ({"actual": "240公里", "reason": "河段移交"}, "full-though-missed", "20", "15"),
        ({"declared": 18, "reason": "河段移交"}, "lost-though-met", "18", "20"),
        ({"declared": 21}, "score-above-weight", "21", "20"),
    ],
)
def test_what_a_check_says_of_a_row_is_not_said_again_but_what_is_due_is(
    changes: Data, check: str, declared: str, expected: str
) -> None:
    audit = audited(with_row(0, **changes))
    assert not found(audit, "score-differs")
    (finding,) = found(audit, check)
    assert (str(finding.found), str(finding.expected)) == (declared, expected)


def test_the_budget_row_has_a_code_of_its_own() -> None:
    finding = one(with_budget(executed=40), "execution-score")
    assert (finding.row, str(finding.found), str(finding.expected)) == (0, "10", "8")
    assert not found(audited(with_budget(executed=40)), "score-differs")


def test_a_difference_says_which_other_formula_gives_the_declared_score() -> None:
    wrong = with_row(0, actual="213公里", declared="13.32", reason="河段移交")
    audit = audited(wrong)
    (finding,) = found(audit, "score-differs")
    guess = audit.forms[0].rows[1].guesses[0]
    assert guess.label.zh in str(finding.text)
    assert not audit.forms[0].rows[2].guesses


def test_a_form_is_audited_by_itself_as_well() -> None:
    (read,) = pingfen.read_forms(PUBLISHED[0])
    (among,) = pingfen.audit_files(policy(), PUBLISHED[0]).forms
    alone = audit_form(policy(), read, str(PUBLISHED[0]))
    assert alone.rows == among.rows
    assert alone.findings == tuple(each._replace(fingerprint="") for each in among.findings)


def test_a_judged_row_is_no_finding_within_its_bounds() -> None:
    worded = {"target": "明显下降", "actual": "有所下降", "declared": 27, "reason": "雨季反弹"}
    audit = audited(with_row(3, **worded) | {"declared_total": 97})
    assert audit.forms[0].rows[4].verdict == "judged"
    assert list(audit.findings) == []


def test_a_judgement_outside_its_bounds_is_undecided_and_says_so() -> None:
    worded = {"target": "明显下降", "actual": "达成预期指标", "declared": 15, "reason": "雨季反弹"}
    finding = one(with_row(3, **worded), "row-undecided")
    assert finding.row == 4
    assert "achieved" in str(finding.text)


def test_a_blank_score_beside_others_is_a_finding_and_blank_scores_alone_are_none() -> None:
    finding = one(with_row(1, declared=None), "score-missing")
    assert (finding.row, finding.severity) == (2, "doubt")
    budget = {"initial": 50, "annual": 50, "executed": 50, "weight": 10}
    blank = form(
        rows=[row(n, declared=None) for n in range(len(ROWS))],
        execution=budget,
        declared_total=None,
        declared_grade=None,
    )
    assert not {"score-missing", "total-missing"} & codes(audited(blank)).keys()


def test_a_total_that_does_not_follow_from_the_rows_is_a_doubt() -> None:
    assert not found(audited(form(declared_total=98)), "total-differs")  # a check says it
    finding = one(form(declared_total=98), "total-differs", without("sum-is-total"))
    assert (finding.severity, str(finding.found), str(finding.expected)) == ("doubt", "98", "100")


def test_a_total_that_follows_from_a_wrong_row_is_only_noted() -> None:
    finding = one({**SHORT, "declared_total": 97}, "total-differs")
    assert finding.severity == "note"
    assert "第 1 行" in str(finding.text)


def test_a_total_that_is_not_filled_in_is_noted() -> None:
    assert one(form(declared_total=None), "total-missing").severity == "note"
    assert not found(audited(form()), "total-missing")


def test_a_grade_that_the_total_of_the_policy_does_not_have_is_a_finding() -> None:
    wrong = with_row(3, actual="5%", reason="雨季反弹")
    finding = one(wrong, "grade-differs")
    assert (str(finding.found), str(finding.expected)) == ("优", "良")
    assert not found(audited(with_row(0, actual="315公里", reason="移交")), "grade-differs")


# what cannot be judged


@pytest.mark.parametrize(
    ("changes", "code", "said", "remedy"),
    [
        ({"actual": "2810810人次50"}, "unparsed-full", "2810810", "写成一个数"),
        ({"actual": "340米"}, "row-undecided", "单位不一致", "换算成指标值的单位"),
        ({"target": "320公里"}, "relation-missing", "没有方向", "写明 ≥"),
        ({"actual": None}, "actual-blank", "完成值空白", "补填完成值"),
        ({"weight": None}, "row-undecided", "缺少分值", "补填该行的分值"),
        ({"actual": "约330公里"}, "row-undecided", "约数", "准确数"),
    ],
)
def test_an_undecided_row_says_why_and_what_to_do_once(
    changes: Data, code: str, said: str, remedy: str
) -> None:
    audit = audited(with_row(0, **changes))
    (finding,) = [each for each in audit.findings if each.row == 1]
    assert finding.code == code
    assert said in str(finding.text)
    assert remedy in str(finding.remedy)
    assert audit.forms[0].undecided is not None


@pytest.mark.parametrize(
    ("changes", "said", "remedy"),
    [
        ({"actual": "2810810人次50"}, "读不出", "只写一个数和单位"),
        ({"target": "320公里"}, "缺少方向", "补写方向"),
        ({"actual": None}, "缺少完成值", "补填实际完成值"),
    ],
)
def test_where_no_check_says_it_the_undecided_row_does(
    changes: Data, said: str, remedy: str
) -> None:
    bare = pingfen.parse_policy(f"{SEEN}\nremove: {UNDECIDED}")
    finding = one(with_row(0, **changes), "row-undecided", bare)
    assert said in str(finding.text)
    assert remedy in str(finding.remedy)


def test_an_undecided_row_leaves_no_note_of_each_check_behind() -> None:
    assert not found(audited(with_row(0, actual=None)), "check-undecided")


def test_a_form_without_any_weight_says_so_once() -> None:
    rows = [row(n, weight=None, declared=None) for n in range(len(ROWS))]
    audit = audited(form(rows=rows, declared_total=None, declared_grade=None))
    assert codes(audit)["unscored-form"] == 1
    assert not found(audit, "row-undecided")


def test_money_spent_without_a_budget_is_said_once() -> None:
    told = [each for each in audited(with_budget(annual=0)).findings if each.row == 0]
    assert not [each for each in told if each.code == "row-undecided"]
    assert one(with_budget(annual=0), "zero-budget").severity == "error"


def test_a_budget_of_zero_cannot_be_judged() -> None:
    finding = one(with_budget(annual=0, executed=0), "row-undecided")
    assert (finding.row, finding.severity) == (0, "doubt")
    assert "为零" in str(finding.text)


# what reading noticed


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"target": "≥95%", "actual": "97"}, "percent-lost", "doubt"),
        ({"actual": "≥97%"}, "bound-actual", "note"),
        ({"level2": "清洁指标"}, "level-unknown", "note"),
        ({"declared": "二十"}, "figure", "error"),
    ],
)
def test_what_reading_noticed_is_a_finding_of_its_row(
    changes: Data, code: str, severity: str
) -> None:
    finding = one(with_row(1, **changes), code)
    assert (finding.row, finding.severity) == (2, severity)
    assert finding.remedy is not None


def test_an_unknown_level_name_of_many_rows_is_said_once() -> None:
    rows = [row(n, level1="其他") for n in range(len(ROWS))]
    assert codes(audited(form(rows=rows)))["level-unknown"] == 1


def test_a_policy_of_an_earlier_year_is_a_doubt_about_the_whole_form() -> None:
    finding = one(form(year=2023), "policy-older")
    assert (finding.row, finding.severity) == (None, "doubt")


# what expressions cannot say


def test_scores_stored_as_text_are_one_finding_that_names_the_cells(tmp_path: Path) -> None:
    book = published(EXAMPLE.read_text("utf-8").splitlines()[15:50])
    sheet = book.active
    scores = [
        cell
        for line in sheet.iter_rows()
        for cell in line
        if cell.column == 8 and isinstance(cell.value, int | float)
    ]
    assert len(scores) > 5
    for cell in scores[:3]:
        cell.value, cell.data_type = str(cell.value), "s"
    finding = one_of_file(book, tmp_path, "number-as-text")
    assert finding.severity == "doubt"
    assert all(cell.coordinate in str(finding.text) for cell in scores[:3])
    assert scores[3].coordinate not in str(finding.text)


def test_scores_stored_as_numbers_are_no_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    published(EXAMPLE.read_text("utf-8").splitlines()[15:50]).save(path)
    audit = pingfen.audit_files(policy("zhangdian@2024"), path)
    assert not found(audit, "number-as-text")


def test_what_a_sheet_hides_is_a_finding_of_the_form_and_row_that_it_is_in(
    tmp_path: Path,
) -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()[15:50]
    book = published(lines)
    at = next(n for n, line in enumerate(lines, 1) if "聘用人员数量" in line)
    book.active.row_dimensions[at].hidden = True
    finding = one_of_file(book, tmp_path, "hidden-rows")
    assert (finding.project, finding.row) == ("行政审批服务工作经费", 4)


def test_an_error_value_is_said_once(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()[15:50]
    book = published(lines)
    at = next(n for n, line in enumerate(lines, 1) if "聘用人员数量" in line)
    cell = next(c for c in book.active[at] if c.value == "63人")
    cell.value, cell.data_type = "#DIV/0!", "e"
    path = tmp_path / "a.xlsx"
    book.save(path)
    audit = pingfen.audit_files(policy("zhangdian@2024"), path)
    told = [each.code for each in audit.findings if "#DIV/0!" in str(each.text)]
    assert told == ["row-undecided"]


def test_a_rate_that_shows_rounded_is_noted_and_an_actual_that_does_is_a_doubt() -> None:
    book = Path(__file__).parent.parent / "docs" / "examples" / "河道保洁.xlsx"
    shown = found(pingfen.audit_files(policy("zhangdian@2024"), book), "shown-otherwise")
    assert {(each.row, each.severity) for each in shown} == {(0, "note"), (3, "doubt")}


def test_a_form_that_cannot_be_read_beside_others_is_a_finding_of_the_document() -> None:
    whole = {"forms": [form(), {"rows": []}]}
    audit = pingfen.audit(policy(), whole)
    (finding,) = audit.others
    assert (finding.code, finding.severity, len(audit.forms)) == ("missing-key", "error", 1)


def one_of_file(book: openpyxl.Workbook, folder: Path, code: str) -> pingfen.Finding:
    path = folder / "a.xlsx"
    book.save(path)
    (finding,) = found(pingfen.audit_files(policy("zhangdian@2024"), path), code)
    return finding


def test_an_output_that_is_a_benefit_too_is_scored_twice() -> None:
    finding = one(with_benefit("全年巡河里程"), "scored-twice")
    assert finding.row == 4
    assert "第 1 行" in str(finding.text)


def test_a_benefit_of_the_same_size_under_quite_another_name_is_not_scored_twice() -> None:
    assert not found(audited(with_benefit("沿河绿道受益长度")), "scored-twice")


def with_benefit(name: str) -> Data:
    """Return the form with a benefit that wants and reached what its first output does."""
    rows = [row(n) for n in range(len(ROWS))]
    levels = {"level1": "效益指标", "level2": "社会效益指标"}
    rows[3] = row(0, **levels, name=name, weight=30, declared=30)
    return form(rows=rows)


def test_the_same_name_with_the_same_target_is_scored_twice() -> None:
    rows = [row(n) for n in range(len(ROWS))]
    rows[4] = row(3, weight=10, declared=10, level1="满意度指标", level2="服务对象满意度指标")
    (finding,) = found(audited(form(rows=rows)), "scored-twice")
    assert finding.row == 5


def test_two_rows_that_only_have_the_same_percentage_are_not_scored_twice() -> None:
    rows = [row(n) for n in range(len(ROWS))]
    rows[3] = row(3, target="≥95%", actual="97%")
    assert not found(audited(form(rows=rows)), "scored-twice")


# what a policy says of kinds of findings

LENIENT = SEEN + "findings: {score-differs: note, grade-differs: none}"


def test_a_policy_weighs_kinds_of_findings_and_switches_them_off() -> None:
    wrong = with_row(3, actual="5%", declared=29, reason="雨季反弹") | {"declared_total": 99}
    assert {"score-differs", "grade-differs"} <= codes(audited(wrong)).keys()
    lenient = pingfen.parse_policy(LENIENT)
    assert one(wrong, "score-differs", lenient).severity == "note"
    assert not found(audited(wrong, lenient), "grade-differs")


def test_a_difference_stands_at_the_cell_of_the_declared_score(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()[15:50]
    book = published(lines)
    at = next(n for n, line in enumerate(lines, 1) if "聘用人员数量" in line)
    cell = next(c for c in book.active[at] if c.value == 5.73)
    cell.value = 5.7
    finding = one_of_file(book, tmp_path, "score-differs")
    assert finding.place is not None
    assert f"!{cell.coordinate}]" in finding.place.show()


# the published example


def test_the_seven_forms_have_no_error_but_points_lost_without_a_reason() -> None:
    audit = pingfen.audit_files(policy("zhangdian@2024"), EXAMPLE)
    (error,) = [each for each in audit.findings if each.severity == "error"]
    assert (error.project, error.row, error.name) == ("行政审批服务工作经费", 4, "聘用人员数量")
    assert error.code == "reason-due"
    assert audit.files == 1
    assert [line.verdict for line in audit.summary] == ["agrees"] * 7
    assert [form.verdicts()["differs"] for form in audit.forms] == [0] * 7
    assert [(f"{cut}", grade) for cut, grade in audit.cuts] == [
        ("90", "优"),
        ("80", "良"),
        ("60", "中"),
    ]


def test_the_judged_wait_of_the_seven_forms_is_an_approximate_value() -> None:
    audit = pingfen.audit_files(policy("zhangdian@2024"), EXAMPLE)
    (finding,) = found(audit, "approximate")
    assert (finding.severity, finding.row) == ("note", 6)
    assert finding.project == "新办企业刻制印章费用"


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_each_finding_about_a_published_form_can_be_acted_on(path: Path) -> None:
    audit = pingfen.audit_files(policy(), path)
    data = plain(from_yaml(path.read_text("utf-8"), path.name))
    assert isinstance(data, dict)
    for finding in audit.findings:
        assert finding.severity in {"error", "doubt", "note"}
        assert finding.project == data["project"]
        assert finding.place is not None
        for lang in ("zh", "en"):
            assert finding.text.in_lang(lang)
    if not found(audit, "unscored-form"):
        rows = [each for each in audit.forms[0].rows if each.verdict == "undecided"]
        assert {each.number for each in rows} <= {each.row for each in audit.findings}


# the right cell, the right words


def test_words_where_a_number_is_due_are_said_and_not_called_missing() -> None:
    finding = one(with_row(0, actual="完成"), "row-undecided")
    assert str(finding.text) == "无法判断：完成值“完成”不是数，无法与指标值“≥320公里”比较"
    assert "改填" in str(finding.remedy)


def test_a_budget_without_amounts_is_not_told_to_fill_in_an_actual() -> None:
    finding = one(form(execution={"weight": 10, "declared": 10}), "row-undecided")
    assert (finding.row, str(finding.remedy)) == (0, "补填预算数和执行数")


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"target": "≥95%", "actual": "97"}, "actual"),
        ({"target": "≥95", "actual": "97%"}, "target"),
    ],
)
def test_a_lost_percent_sign_is_said_of_the_cell_that_lost_it(changes: Data, cell: str) -> None:
    data = with_row(1, **changes)
    (read,) = forms_from_data(data)
    finding = one(data, "percent-lost")
    assert finding.place == without_text(getattr(read.rows[1], cell).cell.place)


@pytest.mark.parametrize(("declared", "severity"), [(None, "doubt"), (20, "error")])
def test_a_row_without_a_weight_is_an_error_only_if_it_has_a_score(
    declared: int | None, severity: str
) -> None:
    finding = one(with_row(0, weight=None, declared=declared), "row-undecided")
    assert finding.severity == severity


@pytest.mark.parametrize("grade", ["优秀", "优 ", "优"])
def test_a_grade_in_other_words_is_no_other_grade(grade: str) -> None:
    assert codes(audited(form(declared_grade=grade))) == {}


@pytest.mark.parametrize("grade", ["A", "一等", "达标"])
def test_a_grade_of_another_scale_is_only_noted(grade: str) -> None:
    assert one(form(declared_grade=grade), "grade-differs").severity == "note"


def test_a_part_of_a_part_of_the_budget_is_not_summed_with_it() -> None:
    parts = [
        {"label": "财政拨款", "initial": 50, "annual": 50, "executed": 50},
        {"label": "其中：中央", "initial": 30, "annual": 30, "executed": 30},
        {"label": "地方", "initial": 20, "annual": 20, "executed": 20},
    ]
    assert codes(audited(with_budget(parts=parts))) == {}
    first = [{**parts[0], "label": "其中：财政拨款"}, {**parts[2], "label": "其他资金"}]
    assert codes(audited(with_budget(parts=first)))["annual-parts"] == 1


def test_a_total_that_counts_a_budget_which_the_policy_does_not_score_is_no_error() -> None:
    by = pingfen.parse_policy(
        "policy: t\nyear: 2020\nextends: mof@2020\nremove: [execution, execution-weight]\n"
        "execution: none\nparams: {full_score: 90}\n"
    )
    found = audited(form(), by).findings
    assert [(each.code, each.severity) for each in found] == [("total-differs", "doubt")]
