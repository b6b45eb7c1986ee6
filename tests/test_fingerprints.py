"""A finding is known again wherever it is read from, and no longer once its defect is another."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pingfen
import seed
from layouts.all_forms import PAPERS, WRITERS
from pingfen.auditing import audit_documents
from pingfen.auditing.finding import AuditedRow, Finding
from pingfen.auditing.fingerprint import fingerprint
from pingfen.messages import Bilingual, Message
from pingfen.places import CellPlace

POLICY = pingfen.load_policy("mof@2020")
DOCUMENTS = Path(__file__).parent / "documents"
# what only files of some kinds can show
OF_A_KIND = {"number-as-text", "cell-over-columns", "in-sentences"}
ROW = AuditedRow(
    number=3,
    kind="indicator",
    level1="产出指标",
    level2="数量指标",
    name="聘用人员 数量",
    target="≤1,088人",
    actual="63人",
    weight=Decimal(8),
    score=Decimal("8.00"),
    declared=Decimal("5.73"),
    verdict="differs",
    rule="met",
    because=Bilingual(""),
    formula="8",
    reason="",
)
FINDING = Finding(
    severity="doubt",
    code="score-differs",
    text=Message.of("score-differs", declared="5.73", score="8", formula="8"),
    place=CellPlace("甲.xlsx", 12, 5),
    found=Bilingual("5.73"),
    expected=Bilingual("8.00", "8"),
    file="甲.xlsx",
    unit="审批局",
    project="服装经费",
    row=3,
    name="聘用人员 数量",
)
KNOWN = fingerprint(FINDING, ROW, 2024)


def found(document: pingfen.Forms) -> dict[str, Finding]:
    return {each.fingerprint: each for each in audit_documents(POLICY, [document]).findings}


def test_a_fingerprint_is_sixteen_hexadecimal_digits_that_stay_over_the_years() -> None:
    assert KNOWN == "72d75960c0de6e3f"


@pytest.mark.parametrize(
    "name", ["seven.csv", "seven.xlsx", "seven.docx", "seven.html", "seven.xls"]
)
def test_the_example_has_the_same_findings_from_files_of_any_kind(name: str) -> None:
    known = found(pingfen.read_forms(seed.EXAMPLE))
    assert len(known) > 10
    assert found(pingfen.read_forms(DOCUMENTS / name)).keys() == known.keys()


@pytest.mark.parametrize("key", PAPERS)
def test_published_forms_have_the_same_findings_from_files_of_any_kind(
    key: str, tmp_path: Path
) -> None:
    every = []
    for kind, write in WRITERS.items():
        path = tmp_path / f"{key}.{kind}"
        write(PAPERS[key](), path)
        every.append(found(pingfen.read_forms(path)))
    shared = every[0].keys() & every[1].keys() & every[2].keys() & every[3].keys()
    others = [each for one in every for sign, each in one.items() if sign not in shared]
    assert {each.code for each in others} <= OF_A_KIND
    assert shared


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_rows_and_forms_in_another_order_have_the_same_findings(draw: Any) -> None:
    document = pingfen.read_forms(seed.EXAMPLE)
    forms = []
    for form in document:
        rows = list(form.rows)
        draw.shuffle(rows)
        forms.append(replace(form, rows=tuple(rows)))
    draw.shuffle(forms)
    other = replace(document, file="别处.xlsx", forms=tuple(forms))
    assert sorted(found(other)) == sorted(found(document))


def spaced(text: str) -> str:
    return " " + "\u3000".join(text) + "\n"


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


@pytest.mark.parametrize("spell", [spaced, full_width, lambda text: normalize("NFD", text)])
def test_white_space_and_full_width_characters_change_nothing(
    spell: Callable[[str], str],
) -> None:
    texts = ("level1", "level2", "name", "target", "actual")
    row = ROW._replace(**{name: spell(getattr(ROW, name)) for name in texts})
    finding = FINDING._replace(
        unit=spell(FINDING.unit),
        project=spell(FINDING.project),
        found=Bilingual(spell("5.73")),
        expected=Bilingual(spell("8.00")),
    )
    assert fingerprint(finding, row, 2024) == KNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"file": "乙.docx", "place": None},
        {"row": 7, "severity": "error"},
        {"text": Message.of("score-missing"), "remedy": Bilingual("改")},
        {"expected": Bilingual("8", "eight")},
        {"fingerprint": "0" * 16},
    ],
)
def test_where_it_stands_and_how_it_is_worded_change_nothing(change: Mapping[str, Any]) -> None:
    assert fingerprint(FINDING._replace(**change), ROW, 2024) == KNOWN
    other = ROW._replace(number=9, declared=Decimal("5.730"), weight=Decimal("8.0"))
    assert fingerprint(FINDING, other, 2024) == KNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"declared": Decimal("5.72")},
        {"weight": Decimal(10)},
        {"target": "≤1,089人"},
        {"target": "≥1,088人"},
        {"actual": "64人"},
        {"name": "聘用人员质量"},
        {"level2": "质量指标"},
    ],
)
def test_another_row_or_figure_is_another_defect(change: Mapping[str, Any]) -> None:
    assert fingerprint(FINDING, ROW._replace(**change), 2024) != KNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"code": "reason-due"},
        {"unit": "卫生院"},
        {"project": "设备经费"},
        {"found": Bilingual("5.72")},
        {"expected": Bilingual("7")},
        {"found": None, "expected": Bilingual("5.73")},
    ],
)
def test_another_kind_form_or_number_is_another_defect(change: Mapping[str, Any]) -> None:
    assert fingerprint(FINDING._replace(**change), ROW, 2024) != KNOWN
    assert fingerprint(FINDING, ROW, 2025) != KNOWN


def test_a_check_that_names_no_numbers_is_known_by_those_in_its_sentence() -> None:
    said = FINDING._replace(
        found=None, expected=None, text=Bilingual("总分 79.50 低于 80，未说明")
    )
    known = fingerprint(said)
    mended = Bilingual("总分为 79.5，低于 80 分，没有说明原因", "the total 79.5 is below 80")
    assert fingerprint(said._replace(text=mended)) == known
    assert fingerprint(said._replace(text=Bilingual("总分 78.50 低于 80，未说明"))) != known


def test_which_other_forms_say_the_same_depends_on_the_files_and_changes_nothing() -> None:
    values = {"count": 1, "others": Bilingual("“乙”第 3 行")}
    said = FINDING._replace(expected=None, text=Message.of("same-reason", **values))
    more = Message.of("same-reason", count=2, others=Bilingual("“乙”第 4 行、“丙”第 1 行"))
    assert fingerprint(said._replace(text=more)) == fingerprint(said)


def test_what_is_stored_as_text_is_told_apart_by_its_column() -> None:
    def stored(what: str, cells: str) -> str:
        values = {"what": Message.of(what), "count": 2, "cells": Bilingual(cells)}
        said = Message.of("number-as-text", **values)
        return fingerprint(FINDING._replace(expected=None, text=said))

    assert stored("stored-scores", "E1、E2") == stored("stored-scores", "F7、F8")
    assert stored("stored-scores", "E1、E2") != stored("stored-weights", "E1、E2")
