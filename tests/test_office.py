"""Tables as workbooks and documents: texts stay texts, numbers keep their digits."""

import io
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from pingfen.errors import UsageError
from pingfen.office import suffix_of, write_document, write_workbook
from pingfen.office.package import timeless
from pingfen.office.table import TALLEST, Box, Paragraph, Table, heights, placed
from pingfen.office.workbook import LONGEST_NAME, sheet_names

HEAD = (Box("项目", style="head"), Box("得分", style="head"))
ENDINGS = (".xlsx", ".docx")


def table(*rows: tuple[Box, ...], **given) -> Table:
    return Table(**{"name": "表", "widths": (20, 10), "rows": (HEAD, *rows), "head": 1, **given})


def written(path: Path, *tables: Table) -> Path:
    (write_workbook if path.suffix == ".xlsx" else write_document)(str(path), tables)
    return path


def sheet(path: Path):
    return openpyxl.load_workbook(path).worksheets[0]


@pytest.mark.parametrize(
    "text", ["=100%", "=2家", "=SUM(A1:A2)", "+1", "-1", "@x", "#N/A", "TRUE", "1e5", "012"]
)
def test_a_text_is_stored_as_a_text(text: str, tmp_path: Path) -> None:
    cell = sheet(written(tmp_path / "a.xlsx", table((Box(text), Box()))))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_text_that_would_be_typed_as_a_formula_is_quoted(tmp_path: Path) -> None:
    rows = (Box("=100%"), Box("100%")), (Box("=1", format="@"), Box())
    found = sheet(written(tmp_path / "a.xlsx", table(*rows)))
    assert [found[at].quotePrefix for at in ("A2", "B2", "A3")] == [True, False, False]


@pytest.mark.parametrize(
    ("number", "stored", "code"),
    [
        (Decimal("95.83"), "95.83", "0.00"),
        (Decimal("95.80"), "95.80", "0.00"),
        (Decimal("9.00000000000001"), "9.00000000000001", "0.00000000000000"),
        (Decimal("1E+3"), "1000", "General"),
        (7, "7", "General"),
        (Decimal("-0.5"), "-0.5", "0.0"),
    ],
)
def test_a_number_is_stored_with_its_digits(number, stored: str, code: str, tmp_path) -> None:
    path = written(tmp_path / "a.xlsx", table((Box("甲"), Box(number))))
    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert f"<v>{stored}</v>" in xml
    assert sheet(path)["B2"].number_format == code


def test_a_number_that_a_workbook_would_round_is_a_text(tmp_path: Path) -> None:
    number = Decimal("1234567890.1234567")
    cell = sheet(written(tmp_path / "a.xlsx", table((Box("甲"), Box(number)))))["B2"]
    assert (cell.value, cell.data_type) == (str(number), "s")


def test_a_number_is_printed_as_its_format_says() -> None:
    assert Box(Decimal("0.5465"), format="0.00%").shown == "54.65%"
    assert Box(Decimal("5.50")).shown == "5.50"
    assert Box(3).shown == "3"
    assert Box().shown == ""


def test_a_text_that_no_cell_holds_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(UsageError) as caught:
        written(path, table((Box("长" * 32_768), Box())))
    assert "表!A2" in caught.value.problems[0].show()
    assert list(tmp_path.iterdir()) == []


def test_what_xml_cannot_hold_ends_no_run(tmp_path: Path) -> None:
    text = "a\x01b\ud800c\r\nd"
    cell = sheet(written(tmp_path / "a.xlsx", table((Box(text), Box()))))["A2"]
    assert cell.value == "a_x0001_b\ufffdc\nd"  # as workbooks spell control characters
    document = docx.Document(written(tmp_path / "a.docx", table((Box(text), Box()))))
    assert document.tables[0].cell(1, 0).text == "a\ufffdb\ufffdc\nd"


def test_names_of_sheets_are_valid_and_unique() -> None:
    names = sheet_names(["History", "a" * 40, "A" * 40, "'x'", "[甲]", "", "甲乙" * 20, "😀" * 20])
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.lower() != "history"


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_tables_give_the_same_bytes(ending: str, tmp_path: Path, monkeypatch) -> None:
    first = written(tmp_path / f"a{ending}", table((Box("甲"), Box(1))))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000)
    second = written(tmp_path / f"b{ending}", table((Box("甲"), Box(1))))
    assert first.read_bytes() == second.read_bytes()
    assert {each.date_time[0] for each in zipfile.ZipFile(first).infolist()} == {2000}


def test_only_times_are_taken_out_of_an_archive() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("docProps/core.xml", '<dcterms:created x="1">2026</dcterms:created>')
        archive.writestr("other.xml", '<dcterms:created x="1">2026</dcterms:created>')
    found = zipfile.ZipFile(io.BytesIO(timeless(made.getvalue())))
    assert b"2026" not in found.read("docProps/core.xml")
    assert b"2026" in found.read("other.xml")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_cannot_be_written_stays_as_it_was(ending: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        written(tmp_path / "none" / f"a{ending}", table())
    assert caught.value.problems[0].code == "not-written"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ending", "library", "extra"),
    [(".xlsx", "openpyxl", "xlsx"), (".docx", "docx", "docx")],
)
def test_a_missing_extra_is_named(ending, library, extra, tmp_path, monkeypatch) -> None:
    for module in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    for module in ("workbook", "document"):
        monkeypatch.delitem(sys.modules, f"pingfen.office.{module}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError) as caught:
        written(tmp_path / f"a{ending}", table())
    (problem,) = caught.value.problems
    assert (problem.code, library in problem.show()) == ("extra-missing-writing", True)
    assert f"pingfen[{extra}]" in problem.show()


def test_only_two_endings_are_written() -> None:
    assert (suffix_of("A.XLSX"), suffix_of("b.docx")) == (".xlsx", ".docx")
    for name in ("a.csv", "a", "-", "a.xlsx.txt"):
        with pytest.raises(UsageError) as caught:
            suffix_of(name)
        assert ".xlsx .docx" in caught.value.problems[0].show()


def test_headings_stay_in_sight_and_on_each_page(tmp_path: Path) -> None:
    titles = (Paragraph("标题", "title"),)
    made = table(
        (Box("甲"), Box(1)), titles=titles, frozen=True, fixed=1, filtered=True, landscape=True
    )
    found = sheet(written(tmp_path / "a.xlsx", made))
    assert (found.freeze_panes, found.auto_filter.ref) == ("B3", "A2:B3")
    assert found.print_title_rows == "$2:$2"
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (1, 0)
    document = docx.Document(written(tmp_path / "a.docx", made))
    assert document.sections[0].page_width > document.sections[0].page_height
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    assert "w:tblHeader" not in document.tables[0].rows[1]._tr.xml


def test_boxes_are_merged_as_they_stand(tmp_path: Path) -> None:
    rows = ((Box("甲", down=2), Box(1)), (Box(2),), (Box("合计", across=2),))
    made = table(*rows)
    assert [(each.row, each.column) for each in placed(made)][2:] == [
        *((1, 0), (1, 1), (2, 1)),
        (3, 0),
    ]
    found = sheet(written(tmp_path / "a.xlsx", made))
    assert sorted(map(str, found.merged_cells.ranges)) == ["A2:A3", "A4:B4"]
    grid = docx.Document(written(tmp_path / "a.docx", made)).tables[0]
    assert grid.cell(1, 0)._tc is grid.cell(2, 0)._tc
    assert grid.cell(3, 0)._tc is grid.cell(3, 1)._tc


@pytest.mark.parametrize(
    "rows",
    [((Box(across=3),),), ((Box(down=3), Box()),), ((Box(), Box(down=2)), (Box(across=2),))],
)
def test_boxes_that_do_not_fit_are_a_mistake_of_the_program(rows) -> None:
    with pytest.raises(ValueError, match="row"):
        list(placed(table(*rows)))


def test_rows_are_as_tall_as_their_texts_need() -> None:
    low, tall, most = heights(table((Box("文字" * 40), Box()), (Box("字" * 9_999), Box())))
    assert low < tall < most == TALLEST
    alone = heights(table((Box("文字" * 40), Box())))
    merged = heights(table((Box("文字" * 40, down=2), Box()), (Box(),)))
    assert sum(merged[1:]) >= alone[1] > merged[1]


def test_paper_turns_where_a_table_lies_across(tmp_path: Path) -> None:
    made = written(tmp_path / "a.docx", table(), table(landscape=True), table(new_page=True))
    sections = docx.Document(made).sections
    assert [section.page_width > section.page_height for section in sections] == [
        *(False, True),
        False,
    ]


def test_a_document_may_be_of_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write_document(str(path), [Paragraph("退回意见", "title"), Paragraph("请补充说明。")])
    document = docx.Document(path)
    assert [line.text for line in document.paragraphs] == ["退回意见", "请补充说明。"]
    assert 'w:eastAsia="仿宋"' in document.paragraphs[1]._p.xml
    names = zipfile.ZipFile(path).read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋"><w:altName w:val="FangSong"/>' in names
