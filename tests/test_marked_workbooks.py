"""Marked copies of workbooks: comments at the right cells, and nothing else is changed."""

import io
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

import audits
import pingfen
import seed
import workbooks
from pingfen.errors import FormError
from pingfen.marking import mark, mark_files, marked
from pingfen.marking.drawing import BLOCK
from pingfen.places import SheetPlace
from pingfen.readers import forms_of

HERE = Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
AUTHOR = "评分核对 (pingfen)"
# what a marked copy may have changed or new
CHANGED = re.compile(
    r"\[Content_Types\]\.xml|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?|xl/comments.*|.*\.vml"
)


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def published() -> bytes:
    return saved(workbooks.published(seed.EXAMPLE.read_text("utf-8").split("\n")))


def at(cell: str, sheet: str = "Sheet") -> SheetPlace:
    found = openpyxl.Workbook().active[cell]
    return SheetPlace("a.xlsx", sheet, found.row, found.column)


def spots(*findings: tuple[SheetPlace | None, str]) -> dict:
    found: dict = {}
    for place, text in findings:
        found.setdefault(place, []).append(audits.finding(place, text))
    return found


def comments(content: bytes) -> dict[str, dict[str, str]]:
    """Return the texts of the comments of each sheet by their cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: {
            cell.coordinate: cell.comment.text
            for row in sheet.iter_rows()
            for cell in row
            if cell.comment
        }
        for sheet in book.worksheets
    }


@pytest.mark.parametrize("name", ["seven.xlsx", "typed.xlsx", ""])
def test_a_marked_workbook_is_the_same_but_for_its_comments(name: str) -> None:
    content = (HERE / "documents" / name).read_bytes() if name else published()
    forms = forms_of(content, "a.xlsx")
    found = audits.audit(forms, audits.rows_and_form)
    from pingfen.marking.spots import spots_of

    copy = marked(content, "a.xlsx", spots_of(found)["a.xlsx"])
    before, after = audits.parts(content), audits.parts(copy)
    assert [part for part in before if after.get(part) != before[part]]
    assert all(CHANGED.fullmatch(part) for part in after if before.get(part) != after[part])
    assert before.keys() <= after.keys()
    assert audits.same_forms(forms, forms_of(copy, "a.xlsx"))
    count = sum(len(form.rows) + 2 for form in forms)
    assert sum(map(len, comments(copy).values())) == count
    policy = pingfen.load_policy("zhangdian", year=2024)
    assert list(audits.scores(policy, forms)) == list(
        audits.scores(policy, forms_of(copy, "a.xlsx"))
    )


def test_only_the_legacy_drawing_is_new_in_a_sheet() -> None:
    content = published()
    copy = marked(content, "a.xlsx", spots((at("H29"), "不对")))
    (name,) = [part for part in audits.parts(content) if part.startswith("xl/worksheets/sheet")]
    after = audits.parts(copy)[name]
    drawing = re.search(rb'<legacyDrawing xmlns:r="[^"]+" r:id="rId2"/>', after)
    assert drawing
    assert after.replace(drawing[0], b"") == audits.parts(content)[name]


def test_what_is_said_of_a_row_stands_at_its_declared_score() -> None:
    content = published()
    forms = forms_of(content, "a.xlsx")
    row = forms[0].rows[3]
    assert row.place != row.declared.cell.place
    found = {row.place: [audits.finding(row.place, "得分不对", row=4)]}
    (cells,) = comments(marked(content, "a.xlsx", found)).values()
    assert cells == {"H32": "错误：得分不对"}


def test_the_findings_of_a_cell_are_one_comment_the_worst_first() -> None:
    place = at("B2")
    found = {
        place: [
            audits.finding(place, "提一句", severity="note"),
            audits.finding(place, "不对", found="9", expected="10", remedy="请更正"),
        ]
    }
    (cells,) = comments(marked(saved(openpyxl.Workbook()), "a.xlsx", found)).values()
    assert cells == {"B2": "错误：不对\n现为 9 → 应为 10\n处理：请更正\n\n提示：提一句"}
    (english,) = comments(marked(saved(openpyxl.Workbook()), "a.xlsx", found, "en")).values()
    assert english["B2"].startswith("error: 不对\nfound 9 → expected 10\nto do: 请更正")


def test_a_finding_without_a_cell_stands_at_the_first_cell() -> None:
    (cells,) = comments(marked(saved(openpyxl.Workbook()), "a.xlsx", spots((None, "x")))).values()
    assert list(cells) == ["A1"]


def test_a_comment_inside_a_merged_cell_stands_where_it_is_seen() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "合并"
    book.active.merge_cells("B2:D4")
    (cells,) = comments(
        marked(saved(book), "a.xlsx", spots((at("C3"), "一"), (at("B2"), "二")))
    ).values()
    assert cells == {"B2": "错误：一\n\n错误：二"}


def commented() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"].comment = Comment("请核对", "科室")
    book.active["B1"].comment = Comment("已核对", "科室")
    book.create_sheet("二")["A1"] = 1
    return saved(book)


def test_comments_that_are_there_are_kept_and_extended() -> None:
    copy = marked(
        commented(), "a.xlsx", spots((at("A1"), "一"), (at("C1"), "二"), (at("A1", "二"), "三"))
    )
    found = comments(copy)
    assert found["Sheet"] == {
        "A1": f"请核对\n\n{AUTHOR}\n错误：一",
        "B1": "已核对",
        "C1": "错误：二",
    }
    assert found["二"] == {"A1": "错误：三"}
    boxes = [part for name, part in audits.parts(copy).items() if name.endswith(".vml")]
    ids = [each for part in boxes for each in re.findall(rb'id="(_x0000_s\d+)"', part)]
    assert len(ids) == len(set(ids)) == 4


def test_marking_again_leaves_only_what_is_found_now() -> None:
    content = marked(commented(), "a.xlsx", spots((at("A1"), "一"), (at("C1"), "二")))
    again = marked(content, "a.xlsx", spots((at("A1"), "一"), (at("D1"), "三")))
    assert comments(again)["Sheet"] == {
        "A1": f"请核对\n\n{AUTHOR}\n错误：一",
        "B1": "已核对",
        "D1": "错误：三",
    }
    boxes = b"".join(part for name, part in audits.parts(again).items() if name.endswith(".vml"))
    assert boxes.count(b'ObjectType="Note"') == 3
    once_more = marked(again, "a.xlsx", spots((at("A1"), "一"), (at("D1"), "三")))
    assert comments(once_more) == comments(again)


def test_a_thread_keeps_its_cell() -> None:
    book = openpyxl.Workbook()
    book.active["A1"].comment = Comment("[Threaded comment]", "tc={A0B1}")
    found = comments(marked(saved(book), "a.xlsx", spots((at("A1"), "一"), (at("B1"), "二"))))
    assert found["Sheet"] == {
        "A1": "[Threaded comment]",
        "B1": "错误：二",
        "C1": "（关于 A1）\n错误：一",
    }


def sheet_with(text: str) -> bytes:
    """Return a workbook whose only sheet has some markup."""
    found = audits.parts(saved(openpyxl.Workbook()))
    return audits.packed({**found, "xl/worksheets/sheet1.xml": text.encode()})


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', "<sheetData/><legacyDrawing"),
        (
            f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/><x:extLst/></x:worksheet>',
            "<x:sheetData/><x:legacyDrawing",
        ),
        (
            (
                f'<worksheet xmlns="{MAIN}"><sheetData/><pageMargins left="1" right="1" top="1"'
                ' bottom="1" header="1" footer="1"/><tableParts count="0"/></worksheet>'
            ),
            'footer="1"/><legacyDrawing',
        ),
        (
            (
                f"<worksheet xmlns='{MAIN}' xmlns:mc='http://schemas.openxmlformats.org/"
                "markup-compatibility/2006'><sheetData></sheetData><mc:AlternateContent>"
                "<mc:Choice Requires='x14'/></mc:AlternateContent></worksheet >"
            ),
            "<sheetData></sheetData><legacyDrawing",
        ),
        (
            (
                f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetData/>'
                '<legacyDrawing r:id="rId9"/></worksheet>'
            ),
            "<sheetData/><legacyDrawing",
        ),
    ],
)
def test_the_drawing_is_named_where_it_belongs(sheet: str, expected: str) -> None:
    copy = marked(sheet_with(sheet), "a.xlsx", spots((at("B2"), "不对")))
    after = audits.parts(copy)["xl/worksheets/sheet1.xml"].decode()
    assert expected in after
    assert after.count("legacyDrawing") == 1
    assert comments(copy) == {"Sheet": {"B2": "错误：不对"}}


def test_a_strict_workbook_stays_strict() -> None:
    found = audits.parts(saved(openpyxl.Workbook()))
    strict = {
        name: part.replace(MAIN.encode(), STRICT.encode()).replace(
            REL.encode(), STRICT_REL.encode()
        )
        for name, part in found.items()
    }
    copy = audits.parts(marked(audits.packed(strict), "a.xlsx", spots((at("B2"), "不对"))))
    assert STRICT.encode() in copy["xl/comments1.xml"]
    assert f"{STRICT_REL}/comments".encode() in copy["xl/worksheets/_rels/sheet1.xml.rels"]
    assert all(MAIN.encode() not in part for part in copy.values())


def test_hundreds_of_findings_are_as_many_boxes() -> None:
    places = [SheetPlace("a.xlsx", "Sheet", row, 2) for row in range(1, BLOCK + 500)]
    copy = marked(
        saved(openpyxl.Workbook()), "a.xlsx", spots(*((place, "不对") for place in places))
    )
    assert len(comments(copy)["Sheet"]) == len(places)
    (box,) = [part for name, part in audits.parts(copy).items() if name.endswith(".vml")]
    numbers = [int(each) for each in re.findall(rb'id="_x0000_s(\d+)"', box)]
    blocks = re.search(rb'idmap [^>]*data="([\d,]+)"', box)
    assert blocks
    assert {number // BLOCK for number in numbers} <= set(map(int, blocks[1].split(b",")))
    assert len(set(numbers)) == len(places)


def test_a_comment_is_never_longer_than_a_workbook_holds() -> None:
    place = at("A1")
    found = {place: [audits.finding(place, f"{n}" + "长" * 5_000) for n in range(100)]}
    (cells,) = comments(marked(saved(openpyxl.Workbook()), "a.xlsx", found)).values()
    assert len(cells["A1"]) < 32_767
    shown = cells["A1"].count("错误：")
    assert shown > 10
    assert cells["A1"].endswith(f"另有 {100 - shown} 条，见核对报告。")


def test_hostile_texts_are_shown_as_they_are() -> None:
    text = "<a>&\x00\x1b\ud800\ufffe\u202e ]]> _x0041_ \U0001f600"
    copy = marked(saved(openpyxl.Workbook()), "a.xlsx", spots((at("A1"), text)))
    assert comments(copy)["Sheet"]["A1"] == (
        "错误：<a>&\\x00\\x1b\\ud800\\ufffe\\u202e ]]> _x005F_x0041_ \U0001f600"
    )


def test_a_sheet_that_is_gone_is_said() -> None:
    with pytest.raises(FormError) as raised:
        marked(saved(openpyxl.Workbook()), "a.xlsx", spots((at("A1", "别处"), "不对")))
    assert [found.code for found in raised.value.problems] == ["sheet-gone"]


def test_the_same_findings_give_the_same_bytes() -> None:
    content = published()
    first, second = (marked(content, "a.xlsx", spots((at("A1"), "不对"))) for _ in range(2))
    assert first == second


def test_an_office_program_sees_the_comments(tmp_path: Path) -> None:
    copy = tmp_path / "a.xlsx"
    copy.write_bytes(marked(commented(), "a.xlsx", spots((at("A1"), "一"), (at("B3"), "二"))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*order, str(copy)], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "a.fods").read_text("utf-8")
    assert text.count("<office:annotation ") == 3
    assert "错误：一" in text
    assert "错误：二" in text


def test_a_bomb_is_not_unpacked() -> None:
    sheet = f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(FormError) as raised:
        marked(sheet_with(sheet), "a.xlsx", spots((at("A1"), "不对")))
    assert "实体" in raised.value.show()


def test_a_copy_of_one_file_is_written_where_nothing_is(tmp_path: Path) -> None:
    file, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    file.write_bytes(saved(openpyxl.Workbook()))
    place = SheetPlace(str(file), "Sheet", 1, 1)
    mark(audits.one(place), str(file), str(out))
    assert comments(out.read_bytes()) == {"Sheet": {"A1": "错误：不对"}}
    with pytest.raises(pingfen.UsageError):
        mark(audits.one(place), str(file), str(out))


def test_accepted_findings_are_not_marked(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(saved(openpyxl.Workbook()))
    place = SheetPlace(str(file), "Sheet", 1, 1)
    found = audits.one(place, accepted=audits.ACCEPTED)
    assert mark_files(found, str(tmp_path / "out")) == ([], [])
    assert not (tmp_path / "out").exists()


def test_a_drawing_that_is_cut_off_is_said() -> None:
    found = audits.parts(commented())
    (name,) = [name for name in found if name.endswith(".vml")]
    found[name] = found[name][:-6]
    with pytest.raises(FormError) as raised:
        marked(audits.packed(found), "a.xlsx", spots((at("C1"), "不对")))
    assert "vmlDrawing" in raised.value.show()


def test_comments_without_their_list_are_said() -> None:
    found = audits.parts(commented())
    found["xl/comments/comment1.xml"] = f'<comments xmlns="{MAIN}"/>'.encode()
    with pytest.raises(FormError) as raised:
        marked(audits.packed(found), "a.xlsx", spots((at("C1"), "不对")))
    assert "commentList" in raised.value.show()


@given(st.sets(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1), st.booleans())
def test_every_cell_is_marked_once_and_boxes_are_as_many(
    cells: set[tuple[int, int]], merged: bool
) -> None:
    book = openpyxl.Workbook()
    if merged:
        book.active.merge_cells("C3:E5")
    places = [SheetPlace("a.xlsx", "Sheet", *cell) for cell in cells]
    copy = marked(saved(book), "a.xlsx", spots(*((place, "不对") for place in places)))
    seen = {
        (3, 3) if merged and 3 <= row <= 5 and 3 <= column <= 5 else (row, column)
        for row, column in cells
    }
    names = {openpyxl.utils.get_column_letter(column) + str(row) for row, column in seen}
    assert set(comments(copy)["Sheet"]) == names
    (box,) = [part for name, part in audits.parts(copy).items() if name.endswith(".vml")]
    at_cells = re.findall(rb"<x:Row>(\d+)</x:Row><x:Column>(\d+)</x:Column>", box)
    assert {(int(row) + 1, int(column) + 1) for row, column in at_cells} == seen
    assert len(at_cells) == len(seen)
