"""Forms and summary tables in the published layout: what was written reads back the same."""

import shutil
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bare import bare
from layouts.libreoffice import convert
from pingfen import load_policy, read_forms, score_all
from pingfen.form import Cell, Figure
from pingfen.office import write_tables
from pingfen.publishing.blank import blank_of, stale_years
from pingfen.publishing.filling import fill
from pingfen.publishing.form import write_forms
from pingfen.publishing.layout import form_table
from pingfen.publishing.summary import Line, summary_table
from pingfen.readers import forms_from_data
from pingfen.source import from_yaml, plain
from seed import EXAMPLE, EXECUTION, GRADES, SCORES, TOTALS

TESTS = Path(__file__).parent
PUBLISHED = sorted((TESTS / "published").glob("*.yaml"))
ENDINGS = (".xlsx", ".docx")
# no file of Word holds control characters; that they are lost is said
READINGS = sorted(
    {
        line["cell"]
        for lines in plain(from_yaml((TESTS / "readings.yaml").read_text("utf-8"), "r")).values()
        for line in lines
        if isinstance(line, dict) and line.get("cell", "").strip() and line["cell"].isprintable()
    }
)
# what the layout has no place for: a target that takes its unit from a name written for two
# readings, a budget without a number in it, a crossed-out place, which is no row where it is read
LOSSY = {
    "baoshan-changning-gongxiao-2022",
    "chuzhou-tianchang-shuili-2022",
    "suining-jingkai-liangpinyixie-2021-noscore",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_seven_forms_are_the_same_once_written(ending: str, tmp_path: Path) -> None:
    forms = read_forms(EXAMPLE)
    path = tmp_path / f"forms{ending}"
    assert write_forms(str(path), forms.forms) == ()
    check_seven(path)


def check_seven(path: Path) -> None:
    read = read_forms(path)
    assert [bare(form) for form in read] == [bare(form) for form in read_forms(EXAMPLE)]
    cards = score_all(load_policy("zhangdian@2024"), [read]).cards
    assert [tuple(row.score for row in card.rows) for card in cards] == list(SCORES)
    assert tuple(card.execution.score for card in cards) == EXECUTION
    assert tuple(card.total for card in cards) == TOTALS
    assert tuple(card.grade for card in cards) == GRADES
    assert all(problem.severity != "error" for form in read for problem in form.problems)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_seven_forms_are_the_same_after_libreoffice_saved_them(
    ending: str, tmp_path: Path
) -> None:
    written = tmp_path / f"forms{ending}"
    write_forms(str(written), read_forms(EXAMPLE).forms)
    (tmp_path / "saved").mkdir()
    convert(written, tmp_path / "saved" / f"forms{ending}")
    check_seven(tmp_path / "saved" / f"forms{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_form_is_the_same_once_written(
    path: Path, ending: str, tmp_path: Path
) -> None:
    written = tmp_path / f"form{ending}"
    (form,) = read_forms(path)
    said = write_forms(str(written), [form])
    assert bool(said) is (path.stem in LOSSY)
    if not said:
        (copy,) = read_forms(written)
        assert bare(copy) == {**bare(form), "total": bare(copy)["total"]}
        assert [line.label for line in copy.execution.parts] == [
            line.label for line in form.execution.parts
        ]


# any text that is no heading and says something
PROSE = st.text("甲乙丙=+-@'\"<>&_x%，。；：01 \n", min_size=0, max_size=60).map(
    lambda text: f"甲方{text}乙方"
)
STARTS = st.sampled_from(["=", "+", "-", "@", "'", ""])
NAMES = st.builds(lambda start, text: f"{start}{text}", STARTS, PROSE)
LONG = st.integers(1, 300).map(lambda count: "办理情况良好，" * count)
POINTS = st.decimals(0, 100, places=2).map(str) | st.sampled_from(["10", "5.5", "", "十分"])
AMOUNTS = st.decimals(0, 10**9, places=4).map(lambda number: f"{number.normalize():f}")
MISSING = st.just("")
EXTRA = st.fixed_dictionaries(
    {}, optional={"测算依据": NAMES, "复核人意见": st.sampled_from(["12", "0.50", "同意", "012"])}
)


@st.composite
def rows(draw):
    found = []
    for number in range(draw(st.integers(1, 3))):
        level = {"level1": ["产出指标", "效益指标", "自设一级"][number]}
        if draw(st.booleans()):
            level["label_weight"] = draw(st.sampled_from(["50", "30", "12.5"]))
        for second in range(draw(st.integers(1, 2))):
            level2 = {"level2": f"二级第{'甲乙'[second]}类"}
            if draw(st.booleans()):
                level2["label2_weight"] = "20"
            found += [{**level, **level2, **draw(ROW)} for _ in range(draw(st.integers(1, 2)))]
    return found


ROW = st.fixed_dictionaries(
    {
        "name": NAMES,
        "target": st.sampled_from(READINGS),
        "actual": st.sampled_from(READINGS) | MISSING,
        "weight": POINTS,
        "declared": POINTS,
        "reason": NAMES | LONG | MISSING,
    },
    optional={"judged": POINTS, "extra": EXTRA},
)
BUDGET = {"initial": AMOUNTS | MISSING, "annual": AMOUNTS, "executed": AMOUNTS | MISSING}
FORM = st.fixed_dictionaries(
    {"project": PROSE, "rows": rows()},
    optional={
        "year": st.sampled_from(["2023", "2024"]),
        "unit": PROSE,
        "execution": st.fixed_dictionaries(
            BUDGET,
            optional={
                "weight": st.just("10"),
                "declared": POINTS,
                "declared_rate": st.sampled_from(["54.65%", "100%", "0.00%"]),
                "parts": st.lists(
                    st.fixed_dictionaries({"label": st.just("其中：当年财政拨款"), **BUDGET}),
                    max_size=2,
                ),
            },
        ),
        "declared_total": POINTS,
        "declared_grade": st.sampled_from(["优", "良"]),
        "explanation": PROSE | LONG,
        "goal": PROSE,
        "outcome": PROSE,
    },
)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=FORM)
def test_a_form_reads_the_same_once_written(ending: str, data, tmp_path: Path) -> None:
    (form,) = forms_from_data(data)
    path = tmp_path / f"form{ending}"
    assert [found.show() for found in write_forms(str(path), [form])] == []
    (copy,) = read_forms(path)
    assert bare(copy) == bare(form)


def form_of(**given):
    row = {"name": "受益户数", "target": "≥90户", "actual": "80户", "weight": "100"}
    data = {"project": "甲", "year": "2024", "rows": [row | given.pop("row", {})]} | given
    return forms_from_data(data)[0]


def said(form, path: Path) -> list[str]:
    return [found.show() for found in write_forms(str(path), [form])]


def test_what_the_layout_cannot_say_is_said(tmp_path: Path) -> None:
    rows = [
        {"level1": "产出指标", "name": "甲", "target": "≥1个", "actual": "1个", "weight": "50"},
        {"name": "乙", "target": "≥1个", "actual": "1个", "weight": "50"},
    ]
    (lost,) = said(forms_from_data({"project": "甲", "rows": rows})[0], tmp_path / "a.xlsx")
    assert "第 2 行的一级指标写不成原样：应为“—”，读回“产出指标”" in lost


def test_a_form_that_does_not_read_as_one_is_said_to_be_lost(tmp_path: Path) -> None:
    form = form_of(row={"name": "项目名称"})
    assert any("三级指标写不成原样" in line for line in said(form, tmp_path / "a.docx"))


def test_a_control_character_that_word_cannot_hold_is_said(tmp_path: Path) -> None:
    form = form_of(row={"actual": "95%\x01"})
    assert any("实际完成值写不成原样" in line for line in said(form, tmp_path / "a.docx"))


def test_numbers_are_numbers_and_targets_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    form = form_of(row={"target": "=100%", "actual": "99.90%", "declared": "99.50"})
    assert said(form, path) == []
    cells = [cell for line in openpyxl.load_workbook(path).active for cell in line]
    (target,) = (cell for cell in cells if cell.value == "=100%")
    assert (target.data_type, target.number_format) == ("s", "@")
    (score,) = (cell for cell in cells if cell.value == 99.5)
    assert (score.data_type, score.number_format) == ("n", "0.00")
    (actual,) = (cell for cell in cells if cell.number_format == "0.00%")
    assert (actual.value, actual.data_type) == (0.999, "n")


def test_a_number_that_shows_less_is_written_as_it_counts(tmp_path: Path) -> None:
    form = form_of()
    shown = Figure(Cell("5.727", shown="5.73"), Fraction("5.73"))
    rows = (replace(form.rows[0], declared=shown),)
    path = tmp_path / "a.docx"
    assert said(replace(form, rows=rows), path) == []
    assert read_forms(path)[0].rows[0].declared.cell.text == "5.73"


def test_weights_stand_in_the_labels_of_levels(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    row = {"level1": "产出指标", "label_weight": "50", "level2": "数量指标(20分)"}
    assert said(form_of(row=row), path) == []
    values = {cell.value for line in openpyxl.load_workbook(path).active for cell in line}
    assert {"产出指标(50分)", "数量指标(20分)"} <= values


def test_a_number_merged_over_rows_stays_one(tmp_path: Path) -> None:
    (form,) = read_forms(TESTS / "published" / PUBLISHED[0].name)
    shared = Figure(Cell("20", place=form.place, kind="shared"), None, unread=True)
    rows = tuple(replace(row, weight=shared) for row in form.rows[:2]) + form.rows[2:]
    for ending in ENDINGS:
        path = tmp_path / f"a{ending}"
        assert said(replace(form, rows=rows), path) == []
        assert [row.weight.cell.kind for row in read_forms(path)[0].rows[:2]] == ["shared"] * 2


def test_a_blank_form_keeps_the_plan_and_nothing_else(tmp_path: Path) -> None:
    form = read_forms(EXAMPLE)[2]
    blank = blank_of(form, 2025)
    for ending in ENDINGS:
        path = tmp_path / f"blank{ending}"
        assert said(blank, path) == []
        (copy,) = read_forms(path)
        assert (copy.project, copy.year, copy.unit, copy.goal) == (
            *(form.project, 2025, form.unit, form.goal),
        )
        plan = [(row.level1, row.level2, row.name, row.target.reading) for row in form.rows]
        assert [(r.level1, r.level2, r.name, r.target.reading) for r in copy.rows] == plan
        assert [row.weight.value for row in copy.rows] == [row.weight.value for row in form.rows]
        empty = [(row.actual.cell.text, row.declared.cell.text, row.reason) for row in copy.rows]
        assert set(empty) == {("", "", "")}
        assert copy.execution.weight.value == 10
        assert [part.label for part in copy.execution.parts] == [
            part.label for part in form.execution.parts
        ]
        line = copy.execution.total
        assert [each.cell.text for each in (line.initial, line.annual, line.executed)] == [""] * 3
        assert (copy.outcome, copy.declared_total.cell.text) == ("", "")


def test_a_blank_form_that_names_another_year_is_doubted() -> None:
    old = blank_of(form_of(row={"target": "2024年12月31日前"}), 2025)
    (doubt,) = stale_years(old)
    assert (doubt.severity, "第 1 行" in doubt.show()) == ("doubt", True)
    assert stale_years(blank_of(form_of(row={"target": "12月31日前"}), 2025)) == ()
    assert stale_years(blank_of(form_of(goal="2024年建成"), 2025))


def emptied(form):
    rows = tuple(replace(row, declared=Figure()) for row in form.rows)
    execution = form.execution._replace(declared=Figure(), declared_rate=Figure())
    return replace(form, rows=rows, execution=execution, declared_total=Figure())


def test_a_policy_fills_what_is_empty() -> None:
    policy = load_policy("zhangdian@2024")
    for form, total in zip(read_forms(EXAMPLE), TOTALS, strict=True):
        wanted = emptied(form)
        if form.project == "新办企业刻制印章费用":  # one row is judged by the unit itself
            continue
        filled = fill(policy, wanted).form
        assert [row.declared.value for row in filled.rows] == [
            row.declared.value for row in form.rows
        ]
        assert filled.execution.declared_rate == replace_place(form.execution.declared_rate)
        assert filled.declared_total.value == total


def replace_place(figure: Figure) -> Figure:
    return figure._replace(cell=Cell(figure.cell.text))


def test_a_policy_changes_nothing_that_was_declared() -> None:
    form = read_forms(EXAMPLE)[0]
    wrong = replace(form.rows[3], declared=Figure(Cell("8"), Fraction(8)))
    rows = (*form.rows[:3], wrong, *form.rows[4:])
    found = fill(load_policy("zhangdian@2024"), replace(emptied(form), rows=rows))
    assert found.form.rows == rows
    assert found.form.declared_total == Figure()
    assert any("第 4 行" in problem.show() for problem in found.problems)


def test_a_summary_table_reads_as_one(tmp_path: Path) -> None:
    lines = [
        Line("甲项目", "一局", 2024, Decimal("95.80"), "优"),
        Line("=乙项目", "二局", 2024, None, None),
    ]
    for ending in ENDINGS:
        path = tmp_path / f"summary{ending}"
        write_tables(str(path), [summary_table(lines)])
        read = read_forms(path)
        assert [(line.project, line.total.cell.text, line.grade) for line in read.summary] == [
            ("甲项目", "95.80", "优"),
            ("=乙项目", "", ""),
        ]


def test_a_summary_table_is_titled_by_what_all_forms_share() -> None:
    one, two = (Line("甲", "一局", year, None, None) for year in (2023, 2024))
    assert [line.text for line in summary_table([one]).titles] == [
        "2023 年度项目绩效自评情况汇总表",
        "部门（单位）：一局",
    ]
    assert summary_table([one, two]).titles[0].text == "项目绩效自评情况汇总表"
    given = summary_table([one], title="区级汇总表", department="财政局").titles
    assert [line.text for line in given] == ["区级汇总表", "部门（单位）：财政局"]


def test_many_columns_lie_across_the_paper() -> None:
    extra = {f"附加第{number}列": "有" for number in "一二三四"}
    assert form_table(form_of(row={"extra": extra})).landscape
    assert not form_table(form_of()).landscape
