"""A form laid out in any manner reads back as it was: columns in any order, merged or repeated."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from pingfen.form import Cell, Form
from pingfen.places import SheetPlace
from pingfen.readers.grid import Grid
from pingfen.readers.layout import forms_in

HEADINGS = {
    "level1": ["一级指标", "一级\n指标"],
    "level2": ["二级指标", "二 级 指 标"],
    "name": ["三级指标", "指标名称"],
    "target": ["年度指标值", "指标值", "年初目标值(A)"],
    "actual": ["实际完成值", "全年完成值", "实际完成值（B）"],
    "weight": ["分值", "权重", "指标分值"],
    "declared": ["得分", "自评得分", "得 分"],
    "reason": ["偏差原因分析及改进措施", "备注"],
}
OTHERS = ["指标解释", "评分标准", "复核得分", "完成率", "序号"]
LEVELS = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")]
MANNERS = ["merged", "blank", "repeated"]
NUMBERS = st.integers(1, 99).map(str)


class Printed(NamedTuple):
    """What a row says, as its cells are written."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: str
    declared: str
    reason: str


class Laid(NamedTuple):
    """A form's rows and its total, and the grid in which they stand."""

    rows: list[Printed]
    total: str
    grid: Grid


@st.composite
def printed(draw: st.DrawFn, number: int, level: int) -> Printed:
    unit = draw(st.sampled_from(["个", "%", "万元", ""]))
    relation = draw(st.sampled_from(["≥", "≤", "=", ""]))
    return Printed(
        *LEVELS[level],
        f"指{'甲乙丙丁戊'[number]}",
        relation + draw(NUMBERS) + unit,
        draw(NUMBERS) + unit,
        draw(NUMBERS),
        draw(NUMBERS),
        draw(st.sampled_from(["", "受疫情影响"])),
    )


@st.composite
def laid(draw: st.DrawFn) -> Laid:
    """Draw a form, the order of its columns, and how cells above one another are the same."""
    levels = sorted(draw(st.lists(st.integers(0, 2), min_size=1, max_size=5)))
    rows = [draw(printed(number, level)) for number, level in enumerate(levels)]
    order = draw(st.permutations(list(HEADINGS)[2:]))
    others = draw(st.lists(st.sampled_from(OTHERS), unique=True, max_size=2))
    columns = ["level1", "level2", *order]
    for other in others:
        columns.insert(draw(st.integers(2, len(columns))), other)
    manner = draw(st.sampled_from(MANNERS))
    heads = [
        draw(st.sampled_from(HEADINGS[name])) if name in HEADINGS else name for name in columns
    ]
    left = draw(st.sampled_from([[], [""], ["绩效指标"]]))
    lines = [["项目名称", "甲项目"], [*left, *heads]]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(rows):
        values = [row._asdict().get(name, "7") for name in columns]
        for at in (0, 1):
            same = number and rows[number - 1][: at + 1] == row[: at + 1]
            if same and manner != "repeated":
                values[at] = ""
            elif manner == "merged":
                height = sum(other[: at + 1] == row[: at + 1] for other in rows)
                spans[len(lines), len(left) + at] = (height, 1)
        lines.append([*[""] * len(left), *values])
    total = draw(NUMBERS)
    declared = columns.index("declared")
    sums = ["总分", *[""] * (len(left) + declared - 1), total]
    lines += [sums, ["注：本表由项目单位填报。"]]
    cells = tuple(
        tuple(Cell(text, SheetPlace("f.xlsx", "表", y, x)) for x, text in enumerate(line, 1))
        for y, line in enumerate(lines, 1)
    )
    return Laid(rows, total, Grid(cells, spans))


def said(form: Form) -> list[Printed]:
    return [
        Printed(
            *(row.level1, row.level2, row.name, row.target.cell.text, row.actual.cell.text),
            *(row.weight.cell.text, row.declared.cell.text, row.reason),
        )
        for row in form.rows
    ]


@settings(max_examples=100, deadline=None)
@given(laid())
def test_a_form_laid_out_in_any_manner_reads_back(drawn: Laid) -> None:
    (form,) = forms_in([drawn.grid], "f.xlsx")
    assert said(form) == drawn.rows
    assert form.project == "甲项目"
    assert str(form.declared_total.value) == drawn.total
    assert [row.weight.value for row in form.rows] == [int(row.weight) for row in drawn.rows]


@settings(max_examples=40, deadline=None)
@given(st.lists(laid(), min_size=2, max_size=3))
def test_forms_below_one_another_read_as_each_alone(drawn: list[Laid]) -> None:
    rows: list[tuple[Cell, ...]] = []
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for each in drawn:
        start = len(rows)
        spans |= {(row + start, column): size for (row, column), size in each.grid.spans.items()}
        rows += each.grid.rows
    found = forms_in([Grid(tuple(rows), spans)], "f.xlsx")
    assert [said(form) for form in found] == [each.rows for each in drawn]
    assert [str(form.declared_total.value) for form in found] == [each.total for each in drawn]
