"""Reads forms from all the files they come in, and refuses what holds none."""

import csv
import io
import json
import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import seed
from pingfen import FormError, Forms, load_policy, read_forms, score, score_all
from pingfen.errors import CellPlace, DataPlace, TextPlace
from pingfen.form import Form, Quantity, Wording
from pingfen.readers import forms_from_data

TEXT = seed.EXAMPLE.read_text("utf-8")
GRID = [line.split("\t") for line in TEXT.split("\n")]
POLICY = load_policy("zhangdian", year=2024)
DATA = {
    "project": "p",
    "year": 2024,
    "execution": {
        "annual": 20,
        "executed": "10.93",
        "weight": 10,
        "parts": [{"label": "其中", "annual": 20, "executed": 10.93}],
    },
    "rows": [
        {"name": "a", "level1": "产出", "target": "≥21个", "actual": "16个", "weight": 90},
        {"name": "b", "target": 90, "relation": ">=", "unit": "%", "actual": 95.5, "weight": 0},
    ],
    "declared_total": "95.50",
    "declared_grade": "优",
}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Forms]:
    """Write some content to a file and read the forms in it."""

    def reading(content: str | bytes, name: str = "forms.txt", encoding: str = "utf-8") -> Forms:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_forms(file)

    return reading


@pytest.fixture
def refused(read: Callable[..., Forms]) -> Callable[..., FormError]:
    """Expect a content to be refused with problems that name the file."""

    def refusing(content: str | bytes, name: str = "forms.txt") -> FormError:
        with pytest.raises(FormError) as raised:
            read(content, name)
        assert raised.value.problems
        for problem in raised.value.problems:
            assert problem.place is not None
            assert problem.place.file.endswith(name)
            assert name in problem.show("zh")
            assert name in problem.show("en")
        return raised.value

    return refusing


def contents(form: Form) -> list[object]:
    """What a form says, without the places where it says so."""
    budget = form.execution
    return [
        *(form.project, form.year, form.unit, form.goal, form.outcome, form.explanation),
        [(n.cell.text, n.value) for n in (budget.weight, budget.declared, budget.declared_rate)],
        [
            (line.label, line.initial.value, line.annual.value, line.executed.value)
            for line in (budget.total, *budget.parts)
        ],
        [
            *(form.declared_total.value, form.declared_grade),
            (form.summary.project, form.summary.total.value, form.summary.grade)
            if form.summary
            else None,
        ],
        [
            *(
                (row.name, row.level1, row.level2, row.target.cell.text, row.target.reading)
                for row in form.rows
            ),
            *(
                (row.actual.cell.text, row.actual.reading, row.weight.value, row.declared.value)
                for row in form.rows
            ),
            *((row.reason, row.label_weight.value) for row in form.rows),
        ],
    ]


def all_contents(forms: Forms) -> list[object]:
    lines = [(line.project, line.total.value, line.grade) for line in forms.summary]
    return [[contents(form) for form in forms], lines, [p.code for p in forms.problems]]


def as_csv(grid: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(grid)
    return out.getvalue()


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> str:
    """The smallest form: a project and a table of indicators."""
    head = head or ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分")
    lines = [("项目名称", "p"), head, *rows, ("总分", "95.5")]
    return "\n".join("\t".join(line) for line in lines)


EXPECTED = all_contents(read_forms(seed.EXAMPLE))


class TestTheExample:
    """The published tables, read as they were published."""

    FORMS = read_forms(seed.EXAMPLE)

    def test_it_has_seven_forms_and_a_summary_of_seven_lines(self) -> None:
        assert len(self.FORMS) == 7
        assert [len(form.rows) for form in self.FORMS] == [len(row) for row in seed.SCORES]
        assert sum(len(form.rows) for form in self.FORMS) == 69
        assert len(self.FORMS.summary) == 7
        assert self.FORMS.problems == ()

    def test_each_form_knows_its_line_of_the_summary(self) -> None:
        for form, line, total, grade in zip(
            self.FORMS, self.FORMS.summary, seed.TOTALS, seed.GRADES, strict=True
        ):
            assert form.summary == line
            assert line.project == form.project
            assert (line.total.value, line.grade) == (Fraction(total), grade)

    def test_what_was_printed_is_kept(self) -> None:
        printed = [form.declared_total.value for form in self.FORMS]
        assert printed == [Fraction(total) for total in seed.TOTALS]
        for form, scores, execution in zip(self.FORMS, seed.SCORES, seed.EXECUTION, strict=True):
            assert [row.declared.value for row in form.rows] == [Fraction(s) for s in scores]
            assert form.execution.declared.value == Fraction(execution)
        assert self.FORMS[3].declared_total.cell.text == "99.50"
        assert self.FORMS[3].summary is not None
        assert self.FORMS[3].summary.total.cell.text == "99.5"

    def test_the_year_is_that_of_the_title(self) -> None:
        assert {form.year for form in self.FORMS} == {2024}

    def test_the_weights_of_each_form_add_up_to_a_hundred(self) -> None:
        for form in self.FORMS:
            weights = [form.execution.weight, *(row.weight for row in form.rows)]
            assert sum(weight.value or 0 for weight in weights) == 100

    def test_each_form_has_a_unit_a_goal_and_an_outcome_but_no_explanation(self) -> None:
        for form in self.FORMS:
            assert form.unit.endswith("服务局")
            assert form.goal.endswith("。")
            assert form.outcome.endswith("。")
            assert form.goal != form.outcome
            assert form.explanation == ""

    def test_the_budget_has_its_parts(self) -> None:
        budget = self.FORMS[3].execution
        assert (budget.total.initial.value, budget.total.annual.value) == (30, Fraction("63.1"))
        assert [part.label for part in budget.parts] == [
            *("其中：当年财政拨款", "上年结转资金", "其他资金"),
        ]
        assert [part.executed.value for part in budget.parts] == [Fraction("63.1"), 0, 0]
        rates = [form.execution.declared_rate.value for form in self.FORMS]
        assert rates == [Fraction(text) for text in ("1", "0.5465", "0", "1", "0.65", "1", "1")]

    def test_levels_are_inherited_from_the_row_above(self) -> None:
        levels = [(row.level1, row.level2) for row in self.FORMS[0].rows]
        assert levels == [
            *[("成本指标", "经济成本指标")] * 3,
            *[("产出指标", "数量指标")] * 2,
            *[("产出指标", "质量指标")] * 2,
            ("产出指标", "时效指标"),
            ("效益指标", "社会效益指标"),
            ("效益指标", "可持续发展影响指标"),
            ("满意度指标", "服务对象满意度指标"),
        ]

    def test_reasons_stand_where_they_were_given(self) -> None:
        given = [[bool(row.reason) for row in form.rows].count(True) for form in self.FORMS]
        assert given == [1, 0, 2, 1, 1, 1, 1]
        assert self.FORMS[0].rows[4].reason.endswith("。")

    def test_every_place_leads_back_to_the_cell(self) -> None:
        for form in self.FORMS:
            assert form.place is not None
            cells = [form.declared_total.cell, form.execution.total.annual.cell]
            for row in form.rows:
                cells += [row.target.cell, row.actual.cell, row.weight.cell, row.declared.cell]
            for cell in cells:
                place = cell.place
                assert isinstance(place, CellPlace)
                assert GRID[place.row - 1][place.column - 1].strip() == cell.text

    def test_a_place_is_written_with_file_row_and_column(self) -> None:
        at = next(n for n, line in enumerate(GRID, 1) if "聘用人员数量" in line)
        target = self.FORMS[0].rows[3].target
        column = GRID[at - 1].index(target.cell.text) + 1
        assert target.cell.place is not None
        assert target.cell.place.show() == f"{seed.EXAMPLE}[行{at} 列{column}]"
        assert target.cell.place.show("en") == f"{seed.EXAMPLE}[row {at} column {column}]"


COMMAS = as_csv(GRID).replace("\r\n", "\n")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda text: text.encode("utf-8"), id="utf-8"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param(lambda text: text.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(lambda text: text.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(lambda text: b"\xff\xfe" + text.encode("utf-16-le"), id="le with mark"),
        pytest.param(lambda text: b"\xfe\xff" + text.encode("utf-16-be"), id="be with mark"),
        pytest.param(lambda text: text.encode("gb18030"), id="gb18030"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, COMMAS], ids=["tabs", "commas"])
def test_encodings_line_ends_and_commas_give_the_same_forms(
    read: Callable[..., Forms], content: Callable[[str], bytes], ends: str, text: str
) -> None:
    assert all_contents(read(content(text.replace("\n", ends)))) == EXPECTED


@pytest.mark.parametrize("text", [TEXT, COMMAS], ids=["tabs", "commas"])
def test_line_ends_of_another_time_are_read_or_refused(
    read: Callable[..., Forms], text: str
) -> None:
    try:
        forms = read(text.replace("\n", "\r"))
    except FormError:
        return
    assert all_contents(forms) == EXPECTED


def test_quoted_commas_and_quotes_belong_to_the_cell(read: Callable[..., Forms]) -> None:
    row = ("", "", '甲,"乙"', "≥1,200个", "1,200个", "5", "5")
    grid = [line.split("\t") for line in table(row).split("\n")]
    (form,) = read(as_csv(grid), "forms.csv")
    assert form.rows[0].name == '甲,"乙"'
    assert form.rows[0].target.reading == Quantity(Fraction(1200), "个", ">=")


def test_the_name_of_the_file_does_not_decide_what_it_is(read: Callable[..., Forms]) -> None:
    assert all_contents(read(TEXT, "forms.xlsx")) == EXPECTED
    assert read(json.dumps(DATA), "forms.txt")[0].project == "p"


@pytest.mark.parametrize("name", ["forms.txt", "forms.xlsx", "forms"])
def test_yaml_is_told_by_its_first_key_under_any_name(
    read: Callable[..., Forms], name: str
) -> None:
    (form,) = read("# 草稿\nproject: p\nrows:\n- {name: a, weight: 5}\n", name)
    assert (form.project, form.rows[0].name) == ("p", "a")


@pytest.mark.parametrize("order", [range(7), range(6, -1, -1), (3, 0, 5, 2, 6, 1, 4)])
def test_columns_may_stand_in_any_order(read: Callable[..., Forms], order: range) -> None:
    head = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分")
    rows = [
        ("产出指标", "数量指标", "甲", "≥3个", "2个", "6", "4"),
        ("", "", "乙", "优", "优", "4", "4"),
    ]
    moved = [tuple(row[at] for at in order) for row in rows]
    (form,) = read(table(*moved, head=tuple(head[at] for at in order)))
    assert [(row.level2, row.name, row.actual.cell.text) for row in form.rows] == [
        ("数量指标", "甲", "2个"),
        ("数量指标", "乙", "优"),
    ]
    assert [(row.weight.value, row.declared.value) for row in form.rows] == [(6, 4), (4, 4)]


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("指标值", "年度指标值"),
        ("指标值", "目标值"),
        ("指标值", "绩效目标值"),
        ("指标值", "年初目标值（A）"),
        ("指标值", "预期指标值"),
        ("完成值", "实际完成值"),
        ("完成值", "实际完成指标值"),
        ("完成值", "全年实际值"),
        ("完成值", "全年实际完成值"),
        ("完成值", "全年完成值"),
        ("完成值", "实际值(B)"),
        ("完成值", " 完 成 值 ："),
        ("分值", "权重"),
        ("分值", "指标分值"),
        ("分值", "参考分值"),
        ("得分", "自评分"),
        ("得分", "自评得分"),
        ("得分", "指标得分(分)"),
        ("三级指标", "指标名称"),
    ],
)
def test_headings_have_synonyms(read: Callable[..., Forms], usual: str, other: str) -> None:
    head = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分")
    row = ("产出指标", "数量指标", "甲", "≥3个", "2个", "6", "4")
    (form,) = read(table(row, head=tuple(other if name == usual else name for name in head)))
    (found,) = form.rows
    cells = (found.name, found.target.cell.text, found.actual.cell.text)
    assert cells == ("甲", "≥3个", "2个")
    assert (found.weight.value, found.declared.value) == (6, 4)


@pytest.mark.parametrize(
    "other",
    [
        *("偏差原因分析及改进措施", "偏差原因分析及拟采取的改进措施", "未完成原因分析"),
        *("未完成原因及拟采取的改进措施", "备注", "说明"),
    ],
)
def test_reasons_stand_under_many_headings(read: Callable[..., Forms], other: str) -> None:
    head = ("一级指标", "三级指标", "指标值", "完成值", "分值", "得分", other)
    (form,) = read(table(("产出指标", "甲", "优", "良", "5", "4", "缺人"), head=head))
    assert form.rows[0].reason == "缺人"


@pytest.mark.parametrize(
    ("annual", "executed"),
    [("全年预算数（A）", "全年执行数（B）"), ("调整后预算数", "预算执行数"), ("预算数", "执行数")],
)
def test_the_budget_block_has_synonyms(
    read: Callable[..., Forms], annual: str, executed: str
) -> None:
    budget = f"\t\t年初预算\t{annual}\t{executed}\t权重\n\t资金总额\t1\t2\t1.5\t20\n"
    text = table(("产出指标", "数量指标", "甲", "优", "优", "80", "80"))
    (form,) = read(text.replace("\n", "\n" + budget, 1))
    total = form.execution.total
    figures = (total.initial, total.annual, total.executed)
    assert [figure.value for figure in figures] == [1, 2, Fraction("1.5")]
    assert form.execution.weight.value == 20


def test_columns_nobody_knows_are_left_aside(read: Callable[..., Forms]) -> None:
    """The budget of the example has a column less than its indicators, so both are widened."""
    wider = [[*line[:5], "备用", *line[5:]] if len(line) > 5 else line for line in GRID]
    forms = read("\n".join("\t".join(line) for line in wider))
    assert [contents(form)[-1] for form in forms] == [form[-1] for form in EXPECTED[0]]
    scored = [card.total for card in score_all(POLICY, forms).cards]
    assert scored == list(seed.TOTALS)


def test_a_new_level_1_does_not_keep_the_level_2_above(read: Callable[..., Forms]) -> None:
    (form,) = read(
        table(
            ("产出指标", "数量指标", "甲", "优", "优", "5", "5"),
            ("", "", "乙", "优", "优", "5", "5"),
            ("满意度指标", "", "丙", "优", "优", "5", "5"),
        )
    )
    assert [(row.level1, row.level2) for row in form.rows] == [
        *[("产出指标", "数量指标")] * 2,
        ("满意度指标", ""),
    ]


@pytest.mark.parametrize("label", ["产出指标(50分)", "产出指标（50分）", "产出指标 （ 50 分 ）"])
def test_a_label_may_hold_the_weight_of_its_level(read: Callable[..., Forms], label: str) -> None:
    (form,) = read(
        table(
            (label, "数量指标", "甲", "优", "优", "25", "25"),
            ("", "质量指标", "乙", "优", "优", "25", "25"),
            ("效益指标", "社会效益", "丙", "优", "优", "25", "25"),
        )
    )
    assert [row.label_weight.value for row in form.rows] == [50, 50, None]
    card = score(POLICY, form)
    assert [row.level1 for row in card.rows] == ["产出指标", "产出指标", "效益指标"]
    assert [row.level2 for row in card.rows] == ["数量指标", "质量指标", "社会效益指标"]
    assert not [problem for problem in card.problems if problem.code == "level-unknown"]


def test_a_level_nobody_knows_is_noted(read: Callable[..., Forms]) -> None:
    (form,) = read(table(("其他指标", "数量指标", "甲", "优", "优", "5", "5")))
    (note,) = [p for p in score(POLICY, form).problems if p.code == "level-unknown"]
    assert note.severity == "note"
    assert "其他指标" in note.text.in_lang("zh")


def test_a_form_without_a_table_of_indicators_leaves_the_others(
    read: Callable[..., Forms],
) -> None:
    """The heading of the third table is damaged: six forms are left, and it is said why."""
    third = [at for at, line in enumerate(GRID) if "实际完成指标值" in line][2]
    damaged = [["?" if at == third else cell for cell in line] if at == third else line
               for at, line in enumerate(GRID)]  # fmt: skip
    forms = read("\n".join("\t".join(line) for line in damaged))
    assert [contents(form) for form in forms] == [EXPECTED[0][n] for n in (0, 1, 3, 4, 5, 6)]
    (problem,) = forms.problems
    assert (problem.code, problem.severity) == ("no-heading", "error")
    assert "服装经费" in problem.show()
    assert isinstance(problem.place, CellPlace)


def test_a_form_without_a_name_is_not_lost(read: Callable[..., Forms]) -> None:
    """Its rows must not disappear: it is a form, or a problem."""
    text = TEXT.replace("项目名称\t\t服装经费", "项目名称\t\t", 1)
    forms = read(text)
    assert len(forms) + len(forms.problems) == 7


def test_a_summary_table_alone_is_read(read: Callable[..., Forms]) -> None:
    forms = read("\n".join("\t".join(line) for line in GRID[:14]))
    assert len(forms) == 0
    assert [line.total.value for line in forms.summary] == [Fraction(t) for t in seed.TOTALS]


def test_an_explanation_may_stand_in_the_cell_of_its_label_or_after_it(
    read: Callable[..., Forms],
) -> None:
    label = "总分在80分以下的项目未实现绩效目标的原因分析及拟采取的措施说明："
    text = table(("产出指标", "数量指标", "甲", "优", "优", "5", "5"))
    assert read(f"{text}\n{label}资金未到位")[0].explanation == "资金未到位"
    assert read(f"{text}\n{label}\t\t资金未到位")[0].explanation == "资金未到位"
    assert read(f"{text}\n{label}\t\t—")[0].explanation == ""


def test_the_year_is_that_of_the_nearest_title(read: Callable[..., Forms]) -> None:
    text = table(("产出指标", "数量指标", "甲", "优", "优", "5", "5"))
    years = [form.year for form in read(f"（2023年度）\n{text}\n( 2024 年度)\n{text}")]
    assert years == [2023, 2024]
    assert read(text)[0].year is None


def as_yaml(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)  # JSON is YAML


@pytest.mark.parametrize("shape", [lambda d: d, lambda d: [d], lambda d: {"forms": [d]}])
def test_data_in_json_yaml_and_python_is_the_same(
    read: Callable[..., Forms], shape: Callable[[object], object]
) -> None:
    data = shape(DATA)
    ways = (
        forms_from_data(data),
        read(json.dumps(data), "forms.json"),
        read(json.dumps(data, ensure_ascii=False), "forms.json", "gb18030"),
        read("# a form\n" + as_yaml(data), "forms.yaml"),
        read("---\n" + as_yaml(data), "forms.yml"),
    )
    first, *others = (all_contents(way) for way in ways)
    assert others == [first] * 4
    (form,) = ways[0]
    assert [row.weight.value for row in form.rows] == [90, 0]
    assert form.rows[1].target.reading == Quantity(Fraction(9, 10), "%", ">=")
    assert form.rows[1].actual.reading == Quantity(Fraction("0.955"), "%")
    assert form.execution.total.executed.value == Fraction("10.93")
    assert form.execution.parts[0].executed.value == Fraction("10.93")
    assert (form.declared_total.cell.text, form.declared_grade) == ("95.50", "优")


def test_a_block_of_yaml_is_read_as_it_is_written(read: Callable[..., Forms]) -> None:
    (form,) = read(
        "project: 012\nyear: 2024\nrows:\n"
        "- name: on\n  target: 10:30\n  actual: ≥99%\n  weight: 5.10\n  reason: ~\n",
        "forms.yaml",
    )
    row = form.rows[0]
    assert (form.project, row.name, row.target.cell.text) == ("012", "on", "10:30")
    assert (row.weight.cell.text, row.weight.value) == ("5.10", Fraction("5.1"))
    assert row.reason == ""


def test_a_summary_in_data_is_joined_with_its_forms() -> None:
    lines = [{"project": " p ", "total": 95.5, "grade": "优"}, {"project": "q", "total": "80"}]
    forms = forms_from_data({"forms": [DATA], "summary": lines})
    assert [line.project.strip() for line in forms.summary] == ["p", "q"]
    assert forms[0].summary is not None
    assert forms[0].summary.total.value == Fraction("95.5")
    verdicts = [line.verdict for line in score_all(POLICY, forms).summary]
    assert verdicts == ["differs", "undecided"]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (0.1, "0.1"),
        (5.73, "5.73"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (Decimal("5.465"), "5.465"),
        (Decimal("1E+2"), "100"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 3), "1/3"),
        ("5.730", "5.73"),
        (-3, "-3"),
    ],
)
def test_a_number_is_the_decimal_that_python_prints_for_it(number: object, value: str) -> None:
    form = forms_from_data({"project": "p", "rows": [{"name": "a", "weight": number}]})[0]
    assert form.rows[0].weight.value == Fraction(value)


def test_json_keeps_the_digits_of_its_numbers(read: Callable[..., Forms]) -> None:
    digits = "0.12345678901234567890123"
    (form,) = read(f'{{"project": "p", "rows": [{{"name": "a", "weight": {digits}}}]}}')
    assert form.rows[0].weight.value == Fraction(digits)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), Decimal("NaN"), b"1"])
def test_what_is_no_finite_decimal_is_refused_with_its_place(bad: object) -> None:
    with pytest.raises(FormError) as raised:
        forms_from_data({"project": "p", "rows": [{"name": "a", "weight": bad}]})
    (problem,) = raised.value.problems
    assert problem.place == DataPlace("<data>", ".rows[0].weight")


@pytest.mark.parametrize(
    ("path", "data", "meant"),
    [
        (".projct", {"projct": 1}, "project"),
        (".rows[0].wieght", {"rows": [{"wieght": 1}]}, "weight"),
        (".execution.anual", {"execution": {"anual": 1}}, "annual"),
        (".execution.parts[0].exected", {"execution": {"parts": [{"exected": 1}]}}, "executed"),
        (".rows[0].zzzz", {"rows": [{"zzzz": 1}]}, "level1"),
    ],
)
def test_a_key_nobody_knows_is_an_error_with_a_hint(
    path: str, data: dict[str, object], meant: str
) -> None:
    with pytest.raises(FormError) as raised:
        forms_from_data({"project": "p", **data})
    (problem,) = raised.value.problems
    assert (problem.code, problem.place) == ("unknown-key", DataPlace("<data>", path))
    assert problem.hint is not None
    assert meant in problem.hint.in_lang("zh")


def test_a_key_nobody_knows_in_yaml_is_shown_with_its_line(
    refused: Callable[..., FormError],
) -> None:
    error = refused("project: p\nrows:\n- name: a\n  wieght: 5\n", "forms.yaml")
    (problem,) = error.problems
    assert isinstance(problem.place, TextPlace)
    assert (problem.place.line, problem.place.column) == (4, 3)
    assert "\n |   wieght: 5\n | ..^^^^^^" in error.show()


@pytest.mark.parametrize("data", [3, None, "x", [], {}, [[]], {"forms": None}, {"forms": []}])
def test_data_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(FormError):
        forms_from_data(data)


@pytest.mark.parametrize(
    "data",
    [
        {"rows": 3},
        {"rows": "abc"},
        {"rows": {"a": 1}},
        {"rows": [3]},
        {"execution": 3},
        {"execution": {"parts": 3}},
        {"rows": [{"name": []}]},
        {"rows": [{"weight": {}}]},
        {"project": ["p"]},
        {"project": ""},
        {"project": None},
    ],
)
def test_a_form_of_another_shape_is_refused_with_its_place(data: dict[str, object]) -> None:
    with pytest.raises(FormError) as raised:
        score(POLICY, {"project": "p", **data})
    assert all(problem.place for problem in raised.value.problems)


@pytest.mark.parametrize("year", ["二〇二四", "2024.5", 99999, -3])
def test_a_year_that_is_none_is_not_passed_over(year: object) -> None:
    """It decides which day a deadline is: the form says what is wrong, or is refused."""
    try:
        form = forms_from_data({"project": "p", "year": year})[0]
    except FormError as error:
        assert error.problems[0].place == DataPlace("<data>", ".year")
    else:
        assert any(str(year) in problem.show() for problem in form.problems)


def test_a_relation_may_be_any_word_of_the_language() -> None:
    """What scoring calls `text` and `deadline` may be written so: it adds nothing to the words."""
    rows = [
        {"name": "a", "target": "提高", "relation": "text", "actual": "提高", "weight": 1},
        {"name": "b", "target": "5月1日前", "relation": "deadline", "actual": "5月1日"},
    ]
    try:
        form = forms_from_data({"project": "p", "rows": rows})[0]
    except FormError as error:
        assert {p.place for p in error.problems} == {
            DataPlace("<data>", f".rows[{n}].relation") for n in (0, 1)
        }
    else:
        assert form.rows[0].target.reading == Wording("提高")
        assert score(POLICY, form).rows[0].rule == "met"
        assert score(POLICY, form).rows[1].rule == "met"


def test_one_form_that_is_wrong_leaves_the_others() -> None:
    forms = forms_from_data(
        [DATA, {"project": "q", "rows": [{"wieght": 1}]}, {**DATA, "year": 2025}]
    )
    assert [form.project for form in forms] == ["p", "p"]
    (problem,) = forms.problems
    assert problem.place == DataPlace("<data>", "[1].rows[0].wieght")
    assert problem.severity == "error"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.json", '{"project": "p", "project": "q"}', "json"),
        ("a.json", '{"project": "p", "rows": [{"name": "a", "name": "b"}]}', "json"),
        ("a.json", '{"project": "p", "year": NaN}', "json"),
        ("a.json", '{"project": "p", "year": -Infinity}', "json"),
        ("a.json", '{"project": "p"', "json"),
        ("a.json", '{"project": "p"} x', "json"),
        ("a.json", "[", "json"),
        ("a.json", "[" * 500 + "]" * 500, None),
        ("a.json", "[" * 950 + "]" * 950, None),
        ("a.json", "[" * 100_000, "json"),
        ("a.json", '{"project": "p", "year": 1e400}', None),
        ("a.json", '{"project": "p", "year": 1e9999999999999999999}', None),
        ("a.json", '{"project": "p", "year": %s}' % ("9" * 5000), None),
        ("a.yaml", "project: p\nproject: q\n", "duplicate-key"),
        ("a.yaml", "project: &x p\n", "anchor"),
        ("a.yaml", "project: !!str p\n", "tag"),
        ("a.yaml", "project: p\n---\nproject: q\n", "documents"),
        ("a.yaml", "project: [p\n", "syntax"),
        ("a.yaml", "", None),
        ("a.yaml", "just words", None),
    ],
)
def test_broken_data_is_refused(
    refused: Callable[..., FormError], name: str, content: str, code: str | None
) -> None:
    found = refused(content, name).problems[0].code
    assert code in {found, None}


@pytest.mark.parametrize("content", ["", "\n", " \r\n\t"])
def test_an_empty_file_is_called_so_whatever_its_name(
    refused: Callable[..., FormError], content: str
) -> None:
    assert refused(content, "form.xlsx").show().endswith("form.xlsx: 文件是空的")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"\x7fELF\x02\x01\x01\0",
        b"\x1f\x8b\x08\0\0\0\0\0",
        b"\0",
        b"\0" * 1000,
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff\xfea",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\x80",
        b"",
        b"\n",
        b"\r",
        b"\r\r\n",
        b"a,b\r\rc",
        b'"',
        b'"a\nb',
        b'a"b,"c',
        "项目名称".encode(),
        "项目名称\t".encode(),
        "项目名称\tp".encode(),
        "项目名称\tp\n指标值\t完成值".encode("utf-16"),
        "没有表格的说明".encode("gb18030"),
        b"a,b,c\n1,2,3\n",
    ],
    ids=lambda content: repr(content[:12]),
)
def test_a_file_without_a_form_is_refused(read: Callable[..., Forms], content: bytes) -> None:
    """A project without a table may also be a problem beside no forms at all."""
    try:
        forms = read(content)
    except FormError as error:
        assert all(p.place and p.place.file.endswith("forms.txt") for p in error.problems)
    else:
        assert len(forms) == 0
        assert [problem.severity for problem in forms.problems] == ["error"]


def test_random_bytes_are_refused(read: Callable[..., Forms]) -> None:
    chance = random.Random(20240610)
    for length in (1, 2, 3, 10, 100, 1000, 10_000):
        for _ in range(20):
            with pytest.raises(FormError):
                read(chance.randbytes(length))


@pytest.mark.parametrize("name", ["nowhere.txt", "no/where.txt", "a\0b.txt", "n" * 5000])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormError) as raised:
        read_forms(f"{tmp_path}/{name}")
    (problem,) = raised.value.problems
    assert problem.place is not None
    assert problem.place.file == f"{tmp_path}/{name}"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FormError) as raised:
        read_forms(tmp_path)
    assert raised.value.problems[0].place == DataPlace(str(tmp_path))


def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    file = tmp_path / "loop.txt"
    file.symlink_to(file)
    with pytest.raises(FormError) as raised:
        read_forms(file)
    assert raised.value.problems[0].place == DataPlace(str(file))


FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = st.sampled_from(
    [
        "项目名称",
        "指标值",
        "完成值",
        "分值",
        "总分",
        "\t",
        "\n",
        "\r",
        ",",
        '"',
        "{",
        "[",
        "≥9%",
        "\0",
        "年",
    ]
)
CONTENT = st.binary(max_size=300) | st.lists(PIECES | st.text(max_size=3), max_size=40).map(
    "".join
).map(lambda text: text.encode("utf-8", "ignore"))


def assert_scored_or_refused(file: Path) -> None:
    """Nothing but forms or an error that names its file, and scoring never fails."""
    try:
        forms = read_forms(file)
    except FormError as error:
        assert all(p.place and p.place.file == str(file) for p in error.problems)
        return
    results = score_all(POLICY, forms)
    assert len(results.cards) == len(forms)
    for card, form in zip(results.cards, forms, strict=True):
        assert len(card.rows) == len(form.rows)
        assert (card.total is None) == (card.undecided is not None)


@FUZZ
@given(CONTENT, st.sampled_from(["a.txt", "a.yaml", "a.json"]))
def test_any_bytes_give_forms_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    file = tmp_path_factory.mktemp("fuzz") / name
    file.write_bytes(content)
    assert_scored_or_refused(file)


CELL = st.tuples(st.integers(0, len(GRID) - 1), st.integers(0, 9))
CHANGES = st.lists(
    st.tuples(st.sampled_from(["delete", "blank", "double", "swap", "cut"]), CELL, CELL),
    min_size=1,
    max_size=30,
)


def changed(grid: list[list[str]], change: str, at: tuple[int, int], to: tuple[int, int]) -> None:
    """Damage one cell of a grid."""
    line, other = grid[at[0]], grid[to[0]]
    column, column_to = at[1] % len(line or " "), to[1] % len(other or " ")
    if change == "cut":
        line[column:] = []
    elif not line or not other:
        return
    elif change == "delete":
        del line[column]
    elif change == "blank":
        line[column] = ""
    elif change == "double":
        other.insert(column_to, line[column])
    else:
        line[column], other[column_to] = other[column_to], line[column]


@FUZZ
@given(CHANGES)
def test_a_damaged_copy_of_the_example_is_scored_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[str, tuple[int, int], tuple[int, int]]],
) -> None:
    grid = [list(line) for line in GRID]
    for change in changes:
        changed(grid, *change)
    file = tmp_path_factory.mktemp("fuzz") / "forms.txt"
    file.write_text("\n".join("\t".join(line) for line in grid), "utf-8")
    assert_scored_or_refused(file)


TABLE = "项目名称\tp\n一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\n"
ROWS = "产出指标\t数量指标\t甲\t≥3个\t3个\t50\t50\n"


def test_the_total_is_taken_from_the_column_of_the_scores(read: Callable[..., Forms]) -> None:
    (form,) = read(f"{TABLE}{ROWS}总分\t\t\t\t\t100\t95\n")
    assert form.declared_total.value == 95


def test_rows_after_a_sum_in_between_are_not_lost(read: Callable[..., Forms]) -> None:
    more = "效益指标\t社会效益指标\t乙\t≥3个\t3个\t40\t40\n"
    (form,) = read(f"{TABLE}{ROWS}\t合计\t\t\t\t50\t50\n{more}总分\t\t\t\t\t90\t90\n")
    assert [row.name for row in form.rows] == ["甲", "乙"]
    assert form.declared_total.value == 90


def test_rows_without_an_actual_before_the_total_are_kept(read: Callable[..., Forms]) -> None:
    (form,) = read(f"{TABLE}{ROWS}\t\t丙\t≥3个\t\t40\t\n总分\t\t\t\t\t90\t50\n")
    assert [row.name for row in form.rows] == ["甲", "丙"]


def test_a_summary_line_without_a_score_does_not_end_the_table(read: Callable[..., Forms]) -> None:
    forms = read("序号\t项目名称\t自评得分\t自评等级\n1\t甲\t10\t差\n2\t乙\t\t\n3\t丙\t10\t差\n")
    assert [line.project for line in forms.summary] == ["甲", "乙", "丙"]
    assert [line.verdict for line in score_all(POLICY, forms).summary] == ["undecided"] * 3


def test_projects_of_one_name_take_the_lines_of_the_summary_in_order(
    read: Callable[..., Forms],
) -> None:
    summary = "项目名称\t自评得分\t自评等级\np\t10\t差\np\t15\t差\n\n"
    forms = read(f"{summary}{TABLE}{ROWS}\n{TABLE}{ROWS}")
    assert [form.summary and form.summary.total.value for form in forms] == [10, 15]


def test_a_year_in_a_note_is_no_fiscal_year(read: Callable[..., Forms]) -> None:
    note = "说明：本项目2019年度立项\n"
    assert read(f"{note}{TABLE}{ROWS}")[0].year is None
    forms = read(f"（2024年度）\n{TABLE}{ROWS}{note}{TABLE}{ROWS}（2023年度）\n{TABLE}{ROWS}")
    assert [form.year for form in forms] == [2024, 2024, 2023]


def test_a_part_of_the_budget_with_any_name_is_a_part(read: Callable[..., Forms]) -> None:
    budget = "\t年初预算数\t全年预算数\t全年执行数\n年度资金总额\t20\t20\t20\n"
    parts = "其中：当年财政拨款\t10\t10\t10\n中央补助资金\t10\t10\t10\n"
    (form,) = read(f"项目名称\tp\n{budget}{parts}{TABLE.split(chr(10), 1)[1]}{ROWS}")
    assert [part.label for part in form.execution.parts] == ["其中：当年财政拨款", "中央补助资金"]


def test_a_grade_that_a_form_prints_is_read(read: Callable[..., Forms]) -> None:
    (form,) = read(f"{TABLE}{ROWS}总分\t\t\t\t\t90\t90\n自评等级\t优\n")
    assert form.declared_grade == "优"


def test_quoted_cells_of_a_spreadsheet_are_read_in_tab_separated_text_too(
    read: Callable[..., Forms],
) -> None:
    (form,) = read(f'{TABLE}产出指标\t数量指标\t"甲\n""乙"""\t≥3个\t3个\t50\t50\n总分\t50\n')
    assert form.rows[0].name == '甲\n"乙"'
    assert form.declared_total.cell.place == CellPlace(form.place.file, 5, 2)
