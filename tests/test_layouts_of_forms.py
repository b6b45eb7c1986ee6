"""One layout reader for all grids: each test is a way in which people lay out a form."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from pingfen import load_policy, score
from pingfen.errors import FormError, problem
from pingfen.form import Cell, Figure, Form, Quantity
from pingfen.places import SheetPlace
from pingfen.readers.grid import Grid
from pingfen.readers.layout import forms_in
from pingfen.readers.layout.headings import columns_of
from pingfen.readers.layout.indicators import Section
from pingfen.readers.layout.indicators import lines_of as lines_of_section
from pingfen.readers.layout.table import Table

HEAD = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施"
ROW = "产出指标|数量指标|甲|≥3个|3个|50|50|"
TOTAL = "总分||||||100"


def grid(*lines: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Grid:
    """Rows of cells parted by bars, and what merged cells cover."""
    rows = tuple(
        tuple(
            Cell(text.strip(), SheetPlace("f.xlsx", "表", row, column))
            for column, text in enumerate(line.split("|"), 1)
        )
        for row, line in enumerate(lines, 1)
    )
    return Grid(rows, spans or {})


def form(*lines: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Form:
    """The form of a project with some rows below its name."""
    (found,) = forms_in([grid("项目名称|甲项目", *lines, spans=spans)], "f.xlsx")
    return found


def read(found: Form) -> list[tuple[str, ...]]:
    """Levels, name, target, actual, weight and score of each row, as read."""
    return [
        (
            *(row.level1, row.level2, row.name, row.target.cell.text, row.actual.cell.text),
            *(row.weight.cell.text, row.declared.cell.text),
        )
        for row in found.rows
    ]


PLAIN = ("产出指标", "数量指标", "甲", "≥3个", "3个", "50", "50")


def test_levels_merged_downwards_are_those_of_each_row() -> None:
    found = form(HEAD, ROW, "||乙|≥5个|6个|30|30|", TOTAL, spans={(2, 0): (2, 1), (2, 1): (2, 1)})
    assert [(row.level1, row.level2) for row in found.rows] == [("产出指标", "数量指标")] * 2


@pytest.mark.parametrize(
    ("column", "values"), [(3, ["≥3个", "≥3个"]), (4, ["3个", "3个"])], ids=["target", "actual"]
)
def test_a_target_or_an_actual_merged_over_rows_is_that_of_each(
    column: int, values: list[str]
) -> None:
    cells = ["", "", "乙", "≥4个", "4个", "30", "30", ""]
    cells[column] = ""
    found = form(HEAD, ROW, "|".join(cells), TOTAL, spans={(2, column): (2, 1)})
    assert [row[column] for row in read(found)] == values


def test_a_weight_merged_over_rows_is_of_none_of_them_and_says_so() -> None:
    found = form(HEAD, ROW, "||乙|≥4个|4个||30|", TOTAL, spans={(2, 5): (2, 1)})
    card = score(load_policy("mof@2020"), found)
    for row, scored in zip(found.rows, card.rows, strict=True):
        assert row.weight.value is None
        assert scored.score is None
        assert any("合并单元格" in note.line() for note in scored.notes)
    assert [row.weight.cell.text for row in found.rows] == ["50", "50"]


def test_a_score_merged_over_the_empty_rows_of_a_template_is_that_of_its_row() -> None:
    found = form(HEAD, ROW, "||指标2：||||", TOTAL, spans={(2, 5): (2, 1), (2, 6): (2, 1)})
    assert read(found) == [PLAIN]
    assert found.rows[0].weight.value == 50


@pytest.mark.parametrize("slot", ["指标2：", "指标2:", "指标2", "……", "..."])
def test_empty_places_of_a_template_are_no_rows(slot: str) -> None:
    assert read(form(HEAD, ROW, f"||{slot}||||", TOTAL)) == [PLAIN]


def test_a_name_without_anything_else_is_a_row() -> None:
    assert [row.name for row in form(HEAD, ROW, "||不合格产品处置率||||", TOTAL).rows] == [
        "甲",
        "不合格产品处置率",
    ]


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        ("≥|98|%", "≥98%"),
        (">=|98|%(百分比)", ">=98%(百分比)"),
        ("≤|30|万元", "≤30万元"),
        ("|100|%", "100%"),
        ("=|100|", "=100"),
        ("≥|≥98|%", "≥98%"),
        ("≥|98%|%", "≥98%"),
        ("定性|有效|", "有效"),
        ("|提高|文字描述", "提高"),
        ("≥|50 60|个", "≥50 60个"),
    ],
)
@pytest.mark.parametrize("heads", ["符号|预期指标值|单位（文字描述）", "年度指标值||"])
def test_a_target_over_three_cells_is_one(cells: str, target: str, heads: str) -> None:
    """Below three headings of their own, or below one."""
    head = f"一级指标|二级指标|三级指标|{heads}|实际完成值|分值|得分"
    found = form(head, f"产出指标|数量指标|甲|{cells}|99%|50|50", "总分|||||||50")
    assert found.rows[0].target.cell.text == target


def test_two_numbers_below_one_heading_are_never_one() -> None:
    found = form(
        "一级指标|二级指标|三级指标|年度指标值||实际完成值|分值|得分",
        "产出指标|数量指标|甲|50|60|50|50|50",
    )
    assert found.rows[0].target.cell.text == "50 60"
    assert score(load_policy("mof@2020"), found).rows[0].score is None


def test_a_heading_of_two_rows_is_read_from_both() -> None:
    found = form(
        "绩效指标|一级指标|二级指标|三级指标|预期指标值|||实际完成值|分值|得分",
        "||||符号|数值|单位|||",
        "|产出指标|数量指标|甲|≥|3|个|3个|50|50",
        spans={(1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (2, 1), (1, 4): (1, 3), (1, 7): (2, 1)},
    )
    assert read(found) == [PLAIN]
    same = form(
        "绩效指标|一级指标|二级指标|三级指标|预期指标值|||实际完成值|分值|得分",
        "||||符号|数值|单位|||",
        "|产出指标|数量指标|甲|≥|3|个|3个|50|50",
    )
    assert read(same) == [PLAIN]


def test_target_and_actual_may_stand_below_one_heading() -> None:
    found = form(
        "一级指标|二级指标|三级指标|绩效指标值||分值|得分",
        "|||年初目标值|实际完成值||",
        "产出指标|数量指标|甲|≥3个|3个|50|50",
    )
    assert read(found) == [PLAIN]


def test_a_name_over_two_columns_is_one() -> None:
    found = form(
        "一级指标|二级指标|三级指标||年度指标值|实际完成值|分值|得分",
        "产出指标|数量指标|甲||≥3个|3个|50|50",
        "||指标2：|乙|≥3个|3个|50|50",
    )
    assert [row.name for row in found.rows] == ["甲", "指标2： 乙"]


def test_a_unit_of_the_row_is_that_of_a_bare_actual_too() -> None:
    found = form(
        "指标名称|计量单位|指标性质|指标值|指标权重（分）|全年完成值|指标得分（分）|说明",
        "甲|%|≥|90|10|100|10|",
        "乙|万亩|≥|28|8|30万亩|8|",
    )
    assert [(row[3], row[4]) for row in read(found)] == [("≥90%", "100%"), ("≥28万亩", "30万亩")]


def test_a_name_may_leave_room_for_the_number_of_its_target() -> None:
    found = form(HEAD, "产出指标|数量指标|公猪舍(≥**平方米)|22.8|22.8|50|50|")
    reading = found.rows[0].target.reading
    assert reading == Quantity(Fraction(114, 5), "平方米", ">=")
    assert found.rows[0].target.cell.text == "22.8"
    assert [item.code for item in found.problems] == ["target-in-name"]


def test_the_budget_may_be_a_row_of_the_indicators() -> None:
    found = form(
        "预算数|执行数",
        "6.84|6.50",
        HEAD,
        ROW,
        "预算执行率|||100%|95.03%|10|9.50|",
        TOTAL,
    )
    budget = found.execution
    assert read(found) == [PLAIN]
    assert (budget.weight.value, budget.declared.value) == (10, Fraction("9.5"))
    assert budget.declared_rate.cell.text == "95.03%"
    assert (budget.total.annual.value, budget.total.executed.value) == (
        Fraction("6.84"),
        Fraction("6.5"),
    )


def test_an_indicator_called_like_the_budget_is_one_where_the_budget_has_its_weight() -> None:
    found = form(
        "|全年预算数|全年执行数|分值|得分",
        "年度资金总额|10|9|10|9",
        HEAD,
        "产出指标|时效指标|预算执行率|≥90%|90%|50|50|",
    )
    assert [row.name for row in found.rows] == ["预算执行率"]
    assert found.execution.weight.value == 10


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("预算执行情况（20分）|预算数（A）|执行数（B）|执行率（B/A）|得分", "总额|50|10|20%|4"),
        ("预算执行|预算数（A）|执行数（B）|执行率|得分（20分*执行率）", "总额|50|10|20%|4"),
        ("|全年预算数|全年执行数|执行率|执行率权重|执行率得分", "总额|50|10|20%|20|4"),
    ],
)
def test_the_weight_of_the_budget_may_stand_in_its_headings(head: str, line: str) -> None:
    budget = form(head, line, HEAD, ROW).execution
    assert (budget.weight.value, budget.declared.value) == (20, 4)
    assert (budget.total.annual.value, budget.total.executed.value) == (50, 10)


def test_the_budget_may_be_labels_with_their_values() -> None:
    budget = form("预算数|30|执行数|29.5|执行率|98.33%", HEAD, ROW).execution
    assert (budget.total.annual.value, budget.total.executed.value) == (30, Fraction("29.5"))
    assert budget.declared_rate.cell.text == "98.33%"


def test_weights_may_stand_before_the_targets() -> None:
    head = "一级指标|二级指标|三级指标|分值|年度指标值|全年实际完成值|得分"
    assert read(form(head, "产出指标|数量指标|甲|50|≥3个|3个|50")) == [PLAIN]


def test_several_goals_have_tables_of_their_own_in_one_form() -> None:
    goal = "年度绩效目标{}（40分）|" + HEAD.removesuffix("|偏差原因分析及改进措施")
    found = form(
        goal.format(1),
        "|" + ROW,
        goal.format(2),
        "|产出指标|质量指标|乙|100%|100%|30|30",
        "总分|||||||80|",
    )
    assert [(row.level2, row.name) for row in found.rows] == [
        ("数量指标", "甲"),
        ("质量指标", "乙"),
    ]
    assert found.declared_total.value == 80


def test_the_heading_of_a_goal_is_no_indicator() -> None:
    found = form(
        HEAD, ROW, "年度绩效目标2（40分）||建成使用|||", "产出指标|质量指标|乙|优|优|30|30|"
    )
    assert [row.name for row in found.rows] == ["甲", "乙"]


@pytest.mark.parametrize(
    "footer",
    [
        "评价结论|按计划完成",
        "存在问题：无",
        "改进措施||无",
        "注：1.得分一档最高不能超过该指标分值上限。",
        "注1：定量指标按比例",
        "填报人：|||联系电话：",
        "其他需要说明的问题|无",
    ],
)
def test_footers_end_the_table(footer: str) -> None:
    assert read(form(HEAD, ROW, footer, "||又一行||||")) == [PLAIN]


def test_a_name_that_begins_like_a_footer_is_a_row() -> None:
    assert [row.name for row in form(HEAD, ROW, "||注册企业数|≥3家|3家|50|50|").rows] == [
        "甲",
        "注册企业数",
    ]


def test_an_unscored_form_is_called_so() -> None:
    head = "一级指标|二级指标|三级指标|年度指标值|全年实际完成值|未完成原因和改进措施"
    found = form(head, "产出指标|数量指标|甲|≥3个|4个|")
    assert [(item.code, item.severity) for item in found.problems] == [("unscored-form", "doubt")]
    card = score(load_policy("mof@2020"), found)
    assert card.total is None
    assert "不计分" in found.problems[0].line()


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        (("合计|||||100|",), None),  # the sum of the weights
        (("总分|||||99.6|",), "99.6"),  # no sum of weights
        (("合计|||||100|99.6",), "99.6"),
        (("总分|||99.6|||",), "99.6"),
        (("自评总分：99.6分",), "99.6"),
    ],
)
def test_a_sum_of_weights_is_no_total(lines: tuple[str, ...], total: str | None) -> None:
    found = form(HEAD, ROW, *lines).declared_total.value
    assert found == (Fraction(total) if total else None)


def test_a_total_merged_below_weights_and_scores_is_one() -> None:
    found = form(HEAD, ROW, "总分|||||100|", spans={(3, 5): (1, 2)})
    assert found.declared_total.value == 100


@pytest.mark.parametrize(
    "above", ["（2022年度） 项目总得分99分", "自评总分（分）|99", "自评总分：99"]
)
def test_the_total_may_stand_above_the_table(above: str) -> None:
    found = forms_in([grid("绩效自评表", above, "项目名称|甲项目", HEAD, ROW)], "f.xlsx")
    assert [each.declared_total.value for each in found] == [99]


def test_labels_may_hold_their_values() -> None:
    (found,) = forms_in([grid("项目名称：甲项目", "实施单位：某局", HEAD, ROW)], "f.xlsx")
    assert (found.project, found.unit) == ("甲项目", "某局")


def test_a_label_is_never_the_value_of_the_label_before_it() -> None:
    (found,) = forms_in([grid("项目名称||主管部门|某局", HEAD, ROW)], "f.xlsx")
    assert found.project == ""
    assert [item.code for item in found.problems] == ["project-missing"]


def test_a_form_without_a_label_of_its_project_is_not_lost() -> None:
    (found,) = forms_in([grid("2023年度项目支出绩效自评表", HEAD, ROW, TOTAL)], "f.xlsx")
    assert read(found) == [PLAIN]
    assert found.year == 2023
    assert [item.code for item in found.problems] == ["project-missing"]


def test_each_sheet_has_its_forms_and_the_summary_may_be_in_another() -> None:
    summary = grid("序号|项目名称|自评得分|自评等级", "1|甲项目|50|差")
    found = forms_in([summary, grid("项目名称|甲项目", HEAD, ROW), grid("说明")], "f.xlsx")
    assert [(each.project, each.summary and each.summary.grade) for each in found] == [
        ("甲项目", "差")
    ]


def test_a_score_counts_as_shown_and_an_actual_as_stored() -> None:
    plain = grid("项目名称|甲项目", HEAD, "产出指标|数量指标|甲|≥99%|99.9%|50|49.957|")
    cells = list(plain.rows[2])
    cells[4] = cells[4]._replace(shown="100%")
    cells[6] = cells[6]._replace(shown="49.96")
    (found,) = forms_in([Grid((*plain.rows[:2], tuple(cells)))], "f.xlsx")
    (row,) = found.rows
    assert row.actual.reading == Quantity(Fraction("0.999"), "%")
    assert row.declared.value == Fraction("49.96")
    assert [(item.code, item.place.show()) for item in found.problems] == [
        ("shown-otherwise", "f.xlsx[表!E3]"),
        ("shown-otherwise", "f.xlsx[表!G3]"),
    ]


def test_what_a_reader_notices_is_a_problem_of_the_document() -> None:
    noticed = problem("unscored-form", None, severity="doubt")
    one = grid("项目名称|甲项目", HEAD, ROW)
    assert forms_in([Grid(one.rows, problems=(noticed,))], "f.xlsx").problems == (noticed,)
    with pytest.raises(FormError) as raised:
        forms_in([Grid((), problems=(noticed,))], "f.xlsx")
    assert {item.code for item in raised.value.problems} == {"no-form", "unscored-form"}


SENTENCES = (
    "2021年防疫经费项目支出绩效自评报告",
    "1.群体免疫密度,年初目标值≥90%,实际完成值95%,分值20分,自评得分20分;",
    "2.满意率，年初目标值≥90%，实际完成值≥90%，自评得分20分；",
    "经自评，本项目得分40分，等级为优秀。",
)


def test_a_form_may_be_told_in_sentences() -> None:
    (found,) = forms_in([grid(*SENTENCES)], "f.docx")
    assert (found.project, found.year) == ("2021年防疫经费", 2021)
    assert read(found) == [
        ("", "", "群体免疫密度", "≥90%", "95%", "20", "20"),
        ("", "", "满意率", "≥90%", "≥90%", "", "20"),
    ]
    assert (found.declared_total.value, found.declared_grade) == (40, "优秀")
    assert [item.code for item in found.problems] == ["in-sentences"]


def overlapping(count: int) -> dict[tuple[int, int], tuple[int, int]]:
    return {(row, column): (10**6, 10**6) for row in range(count) for column in range(count)}


@pytest.mark.parametrize("spans", [{(0, 0): (10**9, 10**9)}, overlapping(8)], ids=["one", "many"])
def test_absurd_merged_cells_cost_no_more_than_the_grid(
    spans: dict[tuple[int, int], tuple[int, int]],
) -> None:
    found = forms_in([grid("项目名称|甲项目", HEAD, ROW, TOTAL, spans=spans)], "f.xlsx")
    assert len(found) + len(found.problems) >= 1


def lines_of(count: int) -> Sequence[str]:
    return ["项目名称|甲项目", HEAD, *[ROW] * count]


def test_a_table_of_many_rows_is_read_row_by_row() -> None:
    (found,) = forms_in([grid(*lines_of(500))], "f.xlsx")
    assert len(found.rows) == 500


TWO_SCORES = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|"
LEVELS_DOWN = {(1, column): (2, 1) for column in range(6)} | {(1, 6): (1, 2)}


@pytest.mark.parametrize(
    ("lower", "scores"),
    [("自评得分|主管部门评分", "50|45"), ("主管部门评分|自评得分", "45|50")],
)
def test_of_two_scores_below_one_heading_the_form_s_own_counts(lower: str, scores: str) -> None:
    row = f"产出指标|数量指标|甲|≥3个|3个|50|{scores}"
    found = form(TWO_SCORES, f"||||||{lower}", row, spans=LEVELS_DOWN)
    assert read(found) == [PLAIN]
    assert [(text, cell.text) for text, cell in found.rows[0].extra] == [("主管部门评分", "45")]


def test_two_targets_below_one_heading_are_never_one() -> None:
    found = form(
        "一级指标|二级指标|三级指标|年度指标值||实际完成值|分值|得分",
        "|||年初指标值|调整后指标值|||",
        "产出指标|数量指标|甲|≥3个|≥2个|2个|50|50",
        spans={(1, column): (2, 1) for column in (0, 1, 2, 5, 6, 7)} | {(1, 3): (1, 2)},
    )
    assert found.rows[0].target.cell.text == "≥3个 ≥2个"
    assert score(load_policy("mof@2020"), found).rows[0].score is None


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("年初指标值|调整后指标值|实际完成值|分值|得分", "≥3个|≥2个|2个|50|50"),
        ("年度指标值|目标值|实际完成值|分值|得分", "≥3个|≥2个|2个|50|50"),
        ("年度指标值|实际完成值|分值|得分|得分", "≥3个|2个|50|50|45"),
    ],
)
def test_a_second_column_of_one_meaning_is_a_doubt_where_it_differs(head: str, row: str) -> None:
    found = form(f"三级指标|{head}", f"甲|{row}")
    assert [item.code for item in found.problems] == ["column-unused"]
    second = row.replace("|45", "|50").replace("≥2", "≥3")
    assert form(f"三级指标|{head}", f"甲|{second}").problems == ()


def test_a_table_beside_another_is_not_lost_without_a_word() -> None:
    found = form(f"{HEAD}|{HEAD}", f"{ROW}|{ROW.replace('甲', '乙')}")
    assert [item.code for item in found.problems] == ["tables-side-by-side"]


@pytest.mark.parametrize("end", ["合计|||||50|50|", "备注：以下为效益指标", "注：略"])
def test_an_indicator_below_the_end_of_its_table_is_not_lost_without_a_word(end: str) -> None:
    found = form(HEAD, ROW, "备注|", end, "效益指标|社会效益指标|乙|≥3个|3个|30|30|")
    assert read(found) == [PLAIN]
    assert [item.code for item in found.problems] == ["row-after-table"]


@pytest.mark.parametrize(
    "lines",
    [
        ("产出指标|小计||||50|50|", "|小计||||50|50|"),
        ("产出指标小计|||||50|50|", "得分小计|||||50|50|"),
    ],
)
def test_sums_in_between_are_no_indicators(lines: tuple[str, str]) -> None:
    first, second = lines
    found = form(HEAD, ROW, first, ROW.replace("甲", "乙"), second, TOTAL)
    assert [row.name for row in found.rows] == ["甲", "乙"]
    assert found.declared_total.value == 100


MONEY = "资金|年初预算数|全年预算数|全年执行数|分值|执行率|得分"


@pytest.mark.parametrize("lines", [("合计|30|30|20|10|67%|6.67",), ("合计：30|30|30|20|10||6",)])
def test_the_sum_of_the_budget_is_never_the_total(lines: tuple[str, ...]) -> None:
    assert form(MONEY, *lines, HEAD, ROW).declared_total == Figure()
    assert form(MONEY, *lines, HEAD, ROW, TOTAL).declared_total.value == 100


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        (("合计|||||50|50", "总分||||||59"), "59"),  # the first without the budget
        (("合计|||||60|",), None),  # the sum of the weights with the budget's
        (("总分|100|95",), None),  # one of them: which is not known
        (("总分|95|95",), "95"),
        (("自评总分||||||59", "复核总分||||||49"), "59"),
    ],
)
def test_the_total_is_that_of_the_whole_form(lines: tuple[str, ...], total: str | None) -> None:
    found = form(MONEY, "资金总额|30|30|20|10|67%|6.67", HEAD, ROW, *lines).declared_total
    assert found.value == (Fraction(total) if total else None)


def test_the_total_that_others_gave_is_not_the_form_s_own() -> None:
    head = "三级指标|年度指标值|实际完成值|复核得分|自评得分"
    assert form(head, "甲|≥3个|3个|45|50", "总分|||45|").declared_total == Figure()


def test_a_total_below_does_not_come_from_a_summary() -> None:
    lines = ("合计|||||50|50", "序号|项目名称|总分|等级", "1|甲项目|88|良")
    found = form(HEAD, ROW, *lines)
    assert found.declared_total.value == 50


TITLE = "2024年度项目支出绩效自评表"


@pytest.mark.parametrize("first", ["项目名称|甲", "某种名目|甲"])
def test_a_form_below_a_title_is_never_part_of_the_one_above(first: str) -> None:
    """Whatever the label of its project is called."""
    second = ("某种名目|乙", HEAD, ROW.replace("甲", "乙"), "总分||||||88")
    found = forms_in([grid(TITLE, first, HEAD, ROW, TOTAL, TITLE, *second)], "f.xlsx")
    assert [[row.name for row in each.rows] for each in found] == [["甲"], ["乙"]]
    assert [each.declared_total.value for each in found] == [100, 88]
    assert [item.code for item in found[1].problems] == ["project-missing"]


@pytest.mark.parametrize("row", ["（2024年度）||填报日期：2025年1月10日", "|2024年度|单位：万元"])
def test_a_fiscal_year_may_stand_beside_other_cells(row: str) -> None:
    (found,) = forms_in([grid("绩效自评表", row, "项目名称|甲", HEAD, ROW)], "f.xlsx")
    assert found.year == 2024


@pytest.mark.parametrize("row", ["填报日期|2025年", "填报日期：2025年1月10日", "日期|2025年1月"])
def test_the_day_of_filling_in_is_no_fiscal_year(row: str) -> None:
    (found,) = forms_in([grid("绩效自评表", row, "项目名称|甲", HEAD, ROW)], "f.xlsx")
    assert found.year is None


def test_the_headings_of_amounts_may_have_marks_in_a_row_of_their_own() -> None:
    budget = form(MONEY, "||（A）|（B）||（B/A）|", "资金总额|30|30|20|10|67%|6.67", HEAD, ROW)
    assert budget.execution.total.annual.value == 30
    assert budget.execution.declared.value == Fraction("6.67")


def test_scores_may_have_their_unit_and_weights_a_percent_sign() -> None:
    lines = (
        "产出指标|数量指标|甲|≥3个|3个|10|5.73分|",
        "||乙|≥3个|3个|10%|9|",
        "总分||||||95分",
    )
    found = form(HEAD, *lines)
    assert [row.weight.value for row in found.rows] == [10, 10]
    assert [row.declared.value for row in found.rows] == [Fraction("5.73"), 9]
    assert [row.declared.cell.text for row in found.rows] == ["5.73分", "9"]
    assert found.declared_total.value == 95


def test_rows_that_go_on_in_another_sheet_without_headings_are_a_doubt() -> None:
    sheets = [
        grid("项目名称|甲", HEAD, ROW),
        grid(ROW.replace("甲", "乙"), TOTAL),
        grid("说明|≥3"),
    ]
    found = forms_in(sheets, "f.xlsx")
    assert [item.code for item in found.problems] == ["row-without-heading"]


def test_each_line_of_a_summary_is_taken_once_and_in_order() -> None:
    summary = grid("序号|项目名称|自评得分|自评等级", "1|甲|50|差", "2|甲|60|良")
    sheets = [grid("项目名称|甲", HEAD, ROW)] * 3
    found = forms_in([summary, *sheets], "f.xlsx")
    assert [each.summary and each.summary.grade for each in found] == ["差", "良", None]


def test_rows_that_say_nothing_cost_no_more_than_being_passed_over() -> None:
    """A sheet may have a million of them above one forgotten cell."""
    plain = grid("项目名称|甲", HEAD, ROW)

    section = Section(columns_of(Table(plain), 1, "indicators"), range(2, 50_003))
    table = Table(Grid((*plain.rows, *[()] * 50_000)))
    lines, footers = lines_of_section(table, section)
    assert [line.row for line in lines] == [2]
    assert footers == range(50_003, 50_003)


def test_a_summary_table_may_have_columns_that_nobody_knows() -> None:
    summary = grid(
        "序号|部门|项目名称|金额（万元）|自评得分|自评等级",
        "1|某局|甲项目|20|50|差",
        "2|某局|乙项目|30|90|优",
    )
    found = forms_in([summary], "f.xlsx")
    assert [(line.project, line.grade) for line in found.summary] == [
        ("甲项目", "差"),
        ("乙项目", "优"),
    ]
    assert found.problems == ()


def test_a_form_that_prints_its_total_beside_its_name_is_no_summary_table() -> None:
    (found,) = forms_in(
        [grid("项目名称|甲项目|自评得分|50", "主管部门|某局||60", HEAD, ROW)], "f.xlsx"
    )
    assert found.project == "甲项目"


@pytest.mark.parametrize("name", ["/", "指标1:/", "指标1：—", "……"])
def test_a_place_that_is_crossed_out_is_no_row(name: str) -> None:
    found = form(HEAD, ROW, f"|生态效益指标|{name}|||/|/|", TOTAL)
    assert [row.name for row in found.rows] == ["甲"]


def test_a_named_row_with_crossed_out_cells_stays_a_row() -> None:
    found = form(HEAD, ROW, "|生态效益指标|绿化面积|/|/|/|/|", TOTAL)
    assert [row.name for row in found.rows] == ["甲", "绿化面积"]


def test_a_total_within_a_sentence_is_no_number_stored_as_text() -> None:
    typed = grid("项目支出绩效自评表", "（2022年度）项目总得分99分", "项目名称|甲项目", HEAD, ROW)
    rows = tuple(tuple(cell._replace(kind="text") for cell in row) for row in typed.rows)
    (found,) = forms_in([Grid(rows, {})], "f.xlsx")
    assert (found.declared_total.value, found.declared_total.cell.kind) == (99, "")
