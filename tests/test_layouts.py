"""The published forms in their own layouts: each row reads as a person reads it, or says why."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from layouts.all_forms import PAPERS, READ, WRITERS
from layouts.comparing import UNDERSTOOD, WRONG, head, outcomes, squeezed
from layouts.facts import PUBLISHED
from layouts.paper import Table
from pingfen import read_forms

# figures with a unit (5.8万) may be read or refused
MAY_SAY_SO = {"033": ["预算执行"]}
# no table at all: the scores stand in sentences
PROSE = "019"
ALL = [(key, kind) for key in PAPERS for kind in WRITERS if kind in READ]


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
