"""The seven forms written by other means than ours: whatever the file, the same 76 scores."""

import shutil
from pathlib import Path

import pytest

from layouts.libreoffice import KEPT, MADE_ANEW, convert
from pingfen import load_policy, read_forms, score_all
from seed import EXAMPLE, EXECUTION, GRADES, SCORES, TOTALS

DOCUMENTS = Path(__file__).parent / "documents"
WRITTEN = ("seven.xlsx", "seven.docx", "seven.html", "seven.csv")


def check(path: Path) -> None:
    """All that is scored and all that was declared must be as in the text that was published."""
    read, given = read_forms(path), read_forms(EXAMPLE)
    cards = score_all(load_policy("zhangdian@2024"), [read]).cards
    assert [tuple(row.score for row in card.rows) for card in cards] == list(SCORES)
    assert tuple(card.execution.score for card in cards) == EXECUTION
    assert sum(len(card.all_rows) for card in cards) == 76
    assert tuple(card.total for card in cards) == TOTALS
    assert tuple(card.grade for card in cards) == GRADES
    assert tuple(form.declared_total.value for form in read) == TOTALS
    for form, other in zip(read, given, strict=True):
        assert facts_of(form) == facts_of(other)
    assert [(line.project, line.total.value, line.grade) for line in read.summary] == [
        (line.project, line.total.value, line.grade) for line in given.summary
    ]


def facts_of(form):
    rows = [
        (row.level1, row.level2, row.name, row.reason, row.target.reading, row.actual.reading)
        for row in form.rows
    ]
    given = [(row.weight.value, row.declared.value) for row in form.rows]
    line = form.execution
    lines = [(one.initial.value, one.annual.value, one.executed.value) for one in line.parts]
    money = (line.total.initial.value, line.total.annual.value, line.total.executed.value)
    points = (line.weight.value, line.declared.value, line.declared_rate.value)
    head = (form.project, form.year, form.unit, form.goal, form.outcome)
    return head, rows, given, money, points, lines


@pytest.mark.parametrize("name", [*WRITTEN, *KEPT])
def test_the_seven_forms_score_the_same_from_any_file(name: str) -> None:
    check(DOCUMENTS / name)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", MADE_ANEW)
def test_the_seven_forms_score_the_same_from_what_libreoffice_writes(
    name: str, tmp_path: Path
) -> None:
    convert(DOCUMENTS / MADE_ANEW[name], tmp_path / name)
    check(tmp_path / name)
