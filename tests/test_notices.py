"""Drafts of notices of return, and the folder that they and the marked copies are written to."""

import io
import os
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import audits
import pingfen
from pingfen.auditing import Audit, AuditedForm, Finding
from pingfen.form import Form
from pingfen.marking import mark_files, notice_of, write_notices
from pingfen.marking.folder import LIST
from pingfen.messages import Bilingual
from pingfen.places import ParagraphPlace, SheetPlace, TablePlace, TextPlace
from pingfen.scorecard import Undecided

PLACE = SheetPlace("甲/a.xlsx", "自评表", 12, 5)


def form(*findings: Finding, project: str = "道路清扫", **more: object) -> AuditedForm:
    return audits.audited(Form(project, 2024, "环卫所"), "甲/a.xlsx", findings, **more)


def told(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """Return the paragraphs of a notice, and the cells of its tables."""
    made = docx.Document(io.BytesIO(content))
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    return [line.text for line in made.paragraphs if line.text], cells


def test_a_notice_says_what_to_correct_to_explain_and_to_add() -> None:
    found = form(
        audits.finding(
            PLACE, "超出分值", row=3, name="次数", found="9", expected="8", remedy="更正"
        ),
        audits.finding(None, "未说明", severity="doubt", row=0),
        audits.finding(PLACE, "缺少完成值", severity="doubt")._replace(code="row-undecided"),
        audits.finding(PLACE, "仅供参考", severity="note"),
        audits.finding(PLACE, "已认可", accepted=audits.ACCEPTED),
        total=Decimal("88.50"),
        grade="良",
        declared_total=Decimal("95.83"),
        declared_grade="优",
    )
    lines, tables = told(notice_of(found, audits.POLICY))
    assert lines == [
        "关于退回“道路清扫”绩效自评表的意见（草稿）",
        "环卫所：",
        (
            "你单位报送的“道路清扫”2024 年度绩效自评表（a.xlsx）已按《评分办法》（mof@2020）核对，"
            "现将意见反馈如下，请对照补正后重新报送。"
        ),
        (
            "自评总分：95.83 分，等级“优”。按办法，目前的数据可得：88.50 分，等级“良”；"
            "补正后以重新核对的结果为准。"
        ),
        "一、需要更正的事项",
        "二、需要说明的事项",
        "三、暂不能判断、需要补充材料的事项",
        "请于____年__月__日前重新报送。",
        "审核人（签字）：____________",
        "____年__月__日",
        "本意见为核对程序生成的草稿，经审核人确认并签字后生效。",
    ]
    head = ["序号", "位置", "事项", "处理意见"]
    assert tables == [
        [head, ["1", "第 3 行“次数”\n自评表!E12", "超出分值\n现为 9 → 应为 8", "更正"]],
        [head, ["1", "预算执行行", "未说明", ""]],
        [head, ["1", "自评表!E12", "缺少完成值", ""]],
    ]


def test_a_total_that_is_undecided_is_said_with_its_reason() -> None:
    why = Undecided("unknown-total", Bilingual("第 4 行无法判断", "row 4 is undecided"))
    found = form(audits.finding(PLACE), undecided=why)
    lines, _ = told(notice_of(found, audits.POLICY))
    assert (
        "自评总分：未填写。按办法，总分暂不能确定（第 4 行无法判断），待补充材料后核对。" in lines
    )


def test_a_notice_is_english_on_request() -> None:
    found = form(audits.finding(PLACE, row=1, name="次数"), total=Decimal(90))
    lines, tables = told(notice_of(found, audits.POLICY, "en"))
    assert lines[0] == "Return of the self-evaluation form '道路清扫' (draft)"
    assert "1. To be corrected" in lines
    assert tables[0][1][1] == "row 1 '次数'\n自评表!E12"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (TablePlace("甲/a.xlsx", 2, 5, 4), "表2 行5 列4"),
        (ParagraphPlace("甲/a.xlsx", 3), "段3"),
        (TextPlace(pingfen.errors.Source("甲/a.xlsx", ()), 7, 3), "文本第 7 行"),
        (None, "全表"),
    ],
)
def test_a_place_is_named_without_its_file(place: object, shown: str) -> None:
    _, tables = told(notice_of(form(audits.finding(place)), audits.POLICY))
    assert tables[0][1][1] == shown


def test_only_forms_with_open_errors_or_doubts_get_a_notice(tmp_path: Path) -> None:
    found = Audit(
        audits.POLICY,
        (
            form(audits.finding(PLACE, severity="note"), project="提示"),
            form(audits.finding(PLACE, accepted=audits.ACCEPTED), project="认可"),
            form(project="无误"),
            form(audits.finding(PLACE), project="有误"),
        ),
    )
    written, problems = write_notices(found, str(tmp_path))
    assert [os.path.basename(path) for path in written] == ["退回意见-有误.docx"]
    assert problems == []


def test_names_of_projects_make_safe_names_of_files(tmp_path: Path) -> None:
    names = ("../../etc/a", "CON", "", "a:b?", "A:B*", "长" * 300, "长" * 300, ".", "甲\n乙\x00")
    forms = tuple(form(audits.finding(PLACE), project=name) for name in names)
    written, problems = write_notices(Audit(audits.POLICY, forms), str(tmp_path / "退回"))
    assert problems == []
    assert [os.path.basename(path) for path in written] == [
        "退回意见-etc_a.docx",
        "退回意见-CON.docx",
        "退回意见-未命名项目.docx",
        "退回意见-a_b.docx",
        "退回意见-A_B-2.docx",
        f"退回意见-{'长' * 50}.docx",
        f"退回意见-{'长' * 50}-2.docx",
        "退回意见-未命名项目-2.docx",
        "退回意见-甲_乙.docx",
    ]
    assert sorted(os.listdir(tmp_path / "退回")) == sorted([*map(os.path.basename, written), LIST])


@given(st.text(max_size=300), st.text(max_size=50), st.text(max_size=2_000))
def test_whatever_a_form_says_a_notice_can_be_opened(project: str, unit: str, text: str) -> None:
    found = form(audits.finding(PLACE, text, name=project, row=1), project=project, unit=unit)
    lines, tables = told(notice_of(found, audits.POLICY))
    assert lines[0].startswith("关于退回“")
    assert len(tables) == 1


def test_a_notice_that_somebody_changed_is_not_overwritten(tmp_path: Path) -> None:
    first = Audit(audits.POLICY, (form(audits.finding(PLACE, "一")),))
    second = Audit(audits.POLICY, (form(audits.finding(PLACE, "二")),))
    (path,), _ = write_notices(first, str(tmp_path))
    before = Path(path).read_bytes()
    assert write_notices(first, str(tmp_path)) == ([path], [])
    assert Path(path).read_bytes() == before
    assert write_notices(second, str(tmp_path)) == ([path], [])  # as we left it, so ours
    assert "二" in str(told(Path(path).read_bytes()))
    Path(path).write_bytes(before)
    written, problems = write_notices(second, str(tmp_path))
    assert written == []
    assert [found.code for found in problems] == ["file-exists"]
    assert Path(path).read_bytes() == before


def book(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = openpyxl.Workbook()
    made.save(path)
    return str(path)


def of_files(*files: str) -> Audit:
    places = [SheetPlace(file, "Sheet", 1, 1) for file in files]
    return Audit(audits.POLICY, (), others=tuple(audits.finding(place) for place in places))


def test_files_of_one_name_keep_the_folders_in_which_they_differ(tmp_path: Path) -> None:
    files = [book(tmp_path / "各单位" / name) for name in ("甲/a.xlsx", "乙/A.xlsx", "丙/b.xlsx")]
    out = tmp_path / "out"
    written, problems = mark_files(of_files(*files), str(out))
    assert problems == []
    assert [os.path.relpath(path, out) for path in written] == ["甲/a.xlsx", "乙/A.xlsx", "b.xlsx"]


def test_an_original_is_never_overwritten(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx")
    before = Path(file).read_bytes()
    written, problems = mark_files(of_files(file), str(tmp_path))
    assert written == []
    assert [found.code for found in problems] == ["file-exists"]
    assert Path(file).read_bytes() == before
    link = tmp_path / "out" / "a.xlsx"
    link.parent.mkdir()
    link.symlink_to(file)
    written, problems = mark_files(of_files(file), str(tmp_path / "out"))
    assert [found.code for found in problems] == ["file-exists"]
    assert Path(file).read_bytes() == before


def test_one_file_that_cannot_be_marked_leaves_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    good = book(tmp_path / "good.xlsx")
    missing = str(tmp_path / "missing.xlsx")
    written, problems = mark_files(of_files(str(broken), missing, good), str(tmp_path / "out"))
    assert [os.path.basename(path) for path in written] == ["good.xlsx"]
    assert {found.place.file for found in problems if found.place} == {str(broken), missing}


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    for written, problems in (
        mark_files(of_files(book(tmp_path / "a.xlsx")), str(blocked / "out")),
        write_notices(Audit(audits.POLICY, (form(audits.finding(PLACE)),)), str(blocked)),
    ):
        assert written == []
        assert [found.code for found in problems] == ["not-written"]


def test_a_notice_needs_python_docx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pingfen.office.document", None)
    error = ModuleNotFoundError("no", name="docx")

    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "pingfen.office.document":
                raise error

    monkeypatch.delitem(sys.modules, "pingfen.office.document")
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    forms = (form(audits.finding(PLACE)), form(audits.finding(PLACE), project="二"))
    written, problems = write_notices(Audit(audits.POLICY, forms), str(tmp_path))
    assert written == []
    assert [found.code for found in problems] == ["extra-missing-writing"]
    assert "docx" in problems[0].show()
