"""`pingfen summary` and `pingfen form`: what they write, what they say, how they end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pingfen import read_forms
from seed import EXAMPLE, GRADES, TOTALS
from test_cli import FINE, OPEN, UNREADABLE, WRONG, Ran, run

__all__ = ["run"]
Run = Callable[..., Ran]
POLICY = ("--policy", "zhangdian@2024")
FORM = "项目名称\tp\n(2024年度)\n三级指标\t指标值\t完成值\t分值\t得分\n甲\t≥3个\t{actual}\t90\t\n"


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_summary_table_has_the_totals_and_grades_of_the_policy(
    run: Run, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"汇总表{ending}"
    ran = run("summary", EXAMPLE, *POLICY, "-o", path)
    assert (ran.code, ran.out) == (FINE, "")
    assert "7 个项目，0 个无法判断，0 个的自评总分或等级" in ran.err
    lines = read_forms(path).summary
    assert tuple(line.total.value for line in lines) == TOTALS
    assert tuple(line.grade for line in lines) == GRADES
    assert [line.project for line in lines] == [form.project for form in read_forms(EXAMPLE)]


def test_a_summary_of_a_folder_lists_undecided_forms_without_a_total(
    run: Run, tmp_path: Path
) -> None:
    forms = tmp_path / "forms"
    forms.mkdir()
    for name, actual in (("a", "3个"), ("b", "2810人次50")):
        (forms / f"{name}.txt").write_text(FORM.format(actual=actual), "utf-8")
    ran = run("summary", forms, *POLICY, "-o", forms / "汇总表.xlsx", "--jobs", "2")
    assert ran.code == OPEN
    assert "“p”的总分无法判断，表中留空" in ran.err
    assert len(read_forms(forms / "汇总表.xlsx").summary) == 2
    again = run("summary", forms, *POLICY, "-o", forms / "汇总表.xlsx", "-q", "--lang", "en")
    assert again.code == OPEN
    assert len(read_forms(forms / "汇总表.xlsx").summary) == 2  # its own output is no input


def test_a_summary_goes_on_without_a_broken_file(run: Run, tmp_path: Path) -> None:
    broken, path = tmp_path / "b.xlsx", tmp_path / "汇总表.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    assert run("summary", EXAMPLE, broken, *POLICY, "-o", path).code == UNREADABLE
    assert len(read_forms(path).summary) == 7
    path.unlink()
    assert run("summary", broken, *POLICY, "-o", path).code == WRONG
    assert not path.exists()


def test_a_summary_takes_judgements(run: Run, tmp_path: Path) -> None:
    judgements = tmp_path / "j.yaml"
    row = "{project: 新办企业刻制印章费用, indicator: 申请免费刻章企业等待时间, score: 8, "
    judgements.write_text(f"judgements:\n  - {row}reason: 等待偏长, by: 复核人}}\n", "utf-8")
    path = tmp_path / "a.xlsx"
    assert run("summary", EXAMPLE, *POLICY, "--judgements", judgements, "-o", path).code == FINE
    assert read_forms(path).summary[3].total.cell.text == "98.00"


def test_another_ending_is_refused_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    for command in (("summary", "nowhere", *POLICY), ("form", "nowhere")):
        ran = run(*command, "-o", tmp_path / "a.pdf")
        assert (ran.code, ".xlsx .docx" in ran.err) == (WRONG, True)


def test_one_form_of_a_document_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    ran = run("form", EXAMPLE, "--form", "服装", "-o", path)
    assert (ran.code, ran.err) == (FINE, f"已写出 1 张自评表：{path}\n")
    assert [form.project for form in read_forms(path)] == ["服装经费"]


def test_scores_are_filled_in_by_a_policy(run: Run, tmp_path: Path) -> None:
    source, path = tmp_path / "a.txt", tmp_path / "a.xlsx"
    source.write_text(FORM.format(actual="2个"), "utf-8")
    ran = run("form", source, *POLICY, "-o", path)
    assert "“p”：按 zhangdian@2024 填入得分 1 处；已有的未改动" in ran.err
    assert read_forms(path)[0].rows[0].declared.value == 60
    assert ran.code == OPEN  # the budget is missing, so nobody knows the total


def test_a_blank_form_is_for_the_next_year_or_the_one_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert run("form", EXAMPLE, "-o", path, "--blank").code == FINE
    assert {form.year for form in read_forms(path)} == {2025}
    assert run("form", EXAMPLE, "--blank", "2027", "-o", path).code == FINE
    assert {form.year for form in read_forms(path)} == {2027}
    wrong = run("form", EXAMPLE, "--blank", "27", "-o", path)
    assert (wrong.code, "不是年度" in wrong.err) == (WRONG, True)


def test_a_blank_form_needs_a_year_and_no_policy(run: Run, tmp_path: Path) -> None:
    source, path = tmp_path / "a.txt", tmp_path / "a.xlsx"
    source.write_text(FORM.format(actual="2个").replace("(2024年度)\n", ""), "utf-8")
    ran = run("form", source, "--blank", "-o", path)
    assert (ran.code, "没有年度" in ran.err) == (WRONG, True)
    both = run("form", EXAMPLE, "--blank", *POLICY, "-o", path)
    assert (both.code, "--blank" in both.err) == (WRONG, True)
    assert not path.exists()


def test_the_file_that_is_read_is_not_written_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    run("form", EXAMPLE, "-o", path)
    before = path.read_bytes()
    ran = run("form", path, "--blank", "-o", tmp_path / "." / "a.xlsx")
    assert (ran.code, "不会覆盖" in ran.err) == (WRONG, True)
    assert path.read_bytes() == before


def test_what_a_written_form_lost_ends_with_1(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    rows = '[{"level1": "产出指标", "name": "甲", "target": "1"}, {"name": "乙", "target": "1"}]'
    source.write_text(f'{{"project": "p", "rows": {rows}}}', "utf-8")
    ran = run("form", source, "-o", tmp_path / "a.docx", "--lang", "en")
    assert ran.code == OPEN
    assert "'p', row 2, level 1: '—' reads '产出指标' once it is written" in ran.err
