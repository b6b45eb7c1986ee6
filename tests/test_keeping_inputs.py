"""What a run reads is not written over by what it writes, and what it writes does no harm."""

import csv
import sys
from io import StringIO
from pathlib import Path

import pytest

from audited import form
from pingfen.cli import main
from pingfen.publishing.form import write_forms
from pingfen.readers.data import forms_from_data
from pingfen.scorecard import SummaryVerdict
from pingfen.writers.csv import safe, written
from pingfen.writers.text import summary_lines

AUDIT = ("audit", "--policy", "mof@2020", "--quiet")
SCORE = ("score", "--policy", "mof@2020", "--quiet")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    handed = tmp_path / "报送"
    handed.mkdir()
    write_forms(str(handed / "河道.xlsx"), list(forms_from_data(form())))
    return handed


@pytest.mark.parametrize("command", [AUDIT, (*SCORE, "--format", "csv")])
@pytest.mark.parametrize("named", ["", "河道.xlsx"])
def test_a_form_is_not_written_over_by_the_report_about_it(
    folder: Path, command: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "河道.xlsx"
    before = path.read_bytes()
    assert main([*command, str(folder / named), "-o", str(path)]) == 2
    assert "不会覆盖" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_summary_table_is_not_written_over_by_a_report(folder: Path) -> None:
    path = folder / "汇总表.xlsx"
    summary = ["summary", "--policy", "mof@2020", "--quiet", str(folder), "-o", str(path)]
    assert main(summary) == 0
    before = path.read_bytes()
    assert main([*AUDIT, str(folder), "-o", str(path)]) == 2
    assert path.read_bytes() == before
    assert main(summary) == 0  # a table may be written again


@pytest.mark.parametrize("name", ["r.txt", "r.json", "r.csv", "r.html", "r.xlsx", "r.yaml"])
def test_an_old_report_is_written_over_by_a_new_one(folder: Path, name: str) -> None:
    assert (
        main(["summary", "--policy", "mof@2020", "-q", str(folder), "-o", str(folder / "s.xlsx")])
        == 0
    )
    for _ in range(2):
        assert main([*AUDIT, str(folder), "-o", str(folder / name)]) == 0


def test_a_file_of_accepted_findings_is_not_written_over_by_a_draft(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "accepted.yaml"
    path.write_text("accepted:\n  - {fingerprint: 0123456789abcdef, reason: 已核, by: 复核人}\n")
    before = path.read_bytes()
    assert main([*AUDIT, str(folder), "--accept", str(path), "-o", str(path)]) == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", [" =1+1", "\t=1", "\n=1", "\u3000=1", "＝1+1", "＠x", "\ufeff=1"])
def test_no_text_of_a_table_starts_a_formula_behind_blanks_or_with_wide_signs(text: str) -> None:
    assert str(safe(text)).startswith("'")


def test_a_table_holds_no_character_that_makes_it_no_text() -> None:
    line = written([[safe("甲\x00乙\x1b丙")]])
    assert next(csv.reader(StringIO(line))) == ["甲 乙 丙"]


def test_a_project_of_a_summary_table_cannot_turn_a_terminal_round() -> None:
    line = SummaryVerdict("\u202e甲\x1b[2J\x00", None, "\x07优", None, None, "undecided", None)
    text = "\n".join(summary_lines([line], "zh"))
    assert all(char.isprintable() or char == "\n" for char in text)


def test_a_summary_that_cannot_be_written_is_refused_before_anything_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK no workbook")
    summary = ["summary", "--policy", "mof@2020", str(folder), "-o"]
    assert main([*summary, str(folder / "无此文件夹" / "s.xlsx")]) == 2
    assert main([*summary, str(folder)]) == 2
    assert "坏.xlsx" not in capsys.readouterr().err


@pytest.mark.parametrize(("name", "module"), [("s.xlsx", "openpyxl"), ("s.docx", "docx")])
def test_a_library_that_is_missing_is_named_before_anything_is_read(
    folder: Path,
    name: str,
    module: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for known in [known for known in sys.modules if known.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, known)
    for room in ("workbook", "document"):
        monkeypatch.delitem(sys.modules, f"pingfen.office.{room}", raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    output = ["-o", str(folder / name)]
    assert main(["summary", "--policy", "mof@2020", str(folder), *output]) == 2
    told = capsys.readouterr().err
    assert module in told
    assert "河道.xlsx" not in told
