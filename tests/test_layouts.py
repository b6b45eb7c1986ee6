"""The published forms in their own layouts: each row reads as a person reads it, or says why."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from layouts.all_forms import PAPERS, WRITERS
from layouts.comparing import UNDERSTOOD, WRONG, head, outcomes, squeezed
from layouts.facts import PUBLISHED
from layouts.habits import HABITS
from layouts.paper import Table
from pingfen import read_forms

# figures with a unit (5.8万) may be read or refused
MAY_SAY_SO = {"033": ["预算执行"]}
ROWS = 167  # of 17 published forms and one beside them, the budgets among them
# no table at all: the scores stand in sentences
PROSE = "019"
ALL = [(key, kind) for key in PAPERS for kind in WRITERS]


@pytest.mark.parametrize(("key", "kind"), ALL)
def test_each_row_of_a_published_layout_is_understood_or_says_why_not(
    key: str, kind: str, tmp_path: Path
) -> None:
    paper = PAPERS[key]()
    results = outcomes(paper, kind, tmp_path)
    assert [one for one in results if one.outcome == WRONG] == []
    undecided = [one.row for one in results if one.outcome != UNDERSTOOD]
    nobody = [form.data["rows"][at]["name"] for form in paper.forms for at in form.undecided]
    assert undecided in (nobody, [*nobody, *MAY_SAY_SO.get(key, [])])
    forms = read_forms(tmp_path / f"{key}.{kind}")
    assert [head(*pair) for pair in zip(paper.forms, forms, strict=True)] == [[]] * len(forms)


DRAWN = ("in-one-table", "full-width", "dragged")
# of each habit the forms that differ most; `python tests/layouts/table.py HABIT` tries them all
MANNERS = [
    (habit, key, "docx" if habit in DRAWN else "xlsx")
    for habit in HABITS
    for key in ("001", "007", "011", "013", "025", "027", "033")
]


@pytest.mark.parametrize(("habit", "key", "kind"), MANNERS)
def test_how_a_form_is_drawn_does_not_change_what_it_says(
    habit: str, key: str, kind: str, tmp_path: Path
) -> None:
    results = outcomes(PAPERS[key](), kind, tmp_path)
    drawn = outcomes(HABITS[habit](PAPERS[key]()), kind, tmp_path)
    assert [(one.row, one.outcome) for one in drawn] == [(one.row, one.outcome) for one in results]


CHANGES = {
    "name": "另一指标",
    "level1": "效益指标(50分)",
    "level2": "成本指标",
    "target": "≥51个",
    "actual": "51",
    "weight": "9",
    "declared": "7",
    "reason": "不存在的原因",
    "extra": {"另一列": "1"},
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_comparison_sees_any_difference(what: str, tmp_path: Path) -> None:
    paper = PAPERS["001"]()
    assert [one.outcome for one in outcomes(paper, "txt", tmp_path)] == [UNDERSTOOD] * 10
    paper.forms[0].data["rows"][0][what] = CHANGES[what]
    first, *others = outcomes(paper, "txt", tmp_path)
    assert first.outcome == WRONG
    assert [one.outcome for one in others] == [UNDERSTOOD] * 9


def test_the_comparison_sees_rows_that_are_missing_or_too_many(tmp_path: Path) -> None:
    paper = PAPERS["001"]()
    more = paper.forms[0].data["rows"].pop(3)
    results = outcomes(paper, "txt", tmp_path)
    assert [one.row for one in results if one.outcome == WRONG] == [more["name"]]
    paper.forms[0].data["rows"] += [more, {**more, "name": "没有印出的指标"}]
    results = outcomes(paper, "txt", tmp_path)
    assert [one.row for one in results if one.outcome == WRONG] == ["没有印出的指标"]


def test_the_comparison_sees_another_budget(tmp_path: Path) -> None:
    for key, value in (("annual", "1"), ("weight", "20"), ("declared", "9"), ("parts", [])):
        paper = PAPERS["031"]()
        paper.forms[0].data["execution"][key] = value
        *_, budget = outcomes(paper, "txt", tmp_path)
        assert (budget.outcome == WRONG) is (key != "parts")


@pytest.mark.parametrize("key", PAPERS)
def test_a_layout_prints_every_cell_that_was_published(key: str) -> None:
    paper = PAPERS[key]()
    printed = "\n".join(
        squeezed(cell.text) if isinstance(part, Table) else squeezed(part.text)
        for page in paper.pages
        for part in page
        for cell in ([c for _, _, c in part.placed()] if isinstance(part, Table) else [part])
    )
    for form in paper.forms:
        for number, row in enumerate(form.data["rows"]):
            wanted = [row["name"], *(row.get(one, "") for one in ("level1", "level2"))]
            if number not in form.undecided and key not in SPLIT:
                wanted += [row.get(one, "") for one in ("actual", "weight", "declared")]
                wanted += [] if key == "021" else [row.get("target", "")]
            assert [one for one in wanted if squeezed(one) not in printed] == []
    assert len(PAPERS) == len(list(PUBLISHED.glob("*.yaml")))


def test_as_many_rows_are_compared_as_were_laid_out(tmp_path: Path) -> None:
    papers = [make() for make in PAPERS.values()]
    assert sum(len(outcomes(paper, "txt", tmp_path)) for paper in papers) == ROWS


SPLIT = {"003", "005", "011", "027"}  # a target over three cells


@pytest.mark.parametrize("key", [key for key in PAPERS if key != PROSE])
def test_both_writers_merge_what_is_merged_on_paper(key: str, tmp_path: Path) -> None:
    paper = PAPERS[key]()
    for kind in ("xlsx", "docx"):
        WRITERS[kind](paper, tmp_path / f"form.{kind}")
    tables = [part for page in paper.pages for part in page if isinstance(part, Table)]
    lines = sum(len(page) for page in paper.pages) - len(tables)
    merged = [c for table in tables for _, _, c in table.placed() if c.across + c.down > 2]
    sheet = load_workbook(tmp_path / "form.xlsx").worksheets[0]
    assert len(sheet.merged_cells.ranges) == len(merged) + lines
    for table, drawn in zip(tables, Document(str(tmp_path / "form.docx")).tables, strict=True):
        cells = [row.cells for row in drawn.rows]
        for row, column, cell in table.placed():
            covered = cells[row + cell.down - 1][column + cell.across - 1]
            assert squeezed(covered.text) == squeezed(cell.text)
