"""Reads .xlsx and .xls workbooks as openpyxl and LibreOffice write them.

How the files of tests/documents were made, make_workbooks.py beside them says.
"""

import io
import sys
import warnings
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import seed
from pingfen import FormError, Forms, load_policy, read_forms, score_all
from pingfen.form import Cell, Quantity
from pingfen.places import SheetPlace
from pingfen.readers.grid import Grid
from pingfen.readers.layout import forms_in
from pingfen.readers.old import ole
from pingfen.readers.workbook import xlsx
from pingfen.readers.workbook.number_formats import number_text
from workbooks import published, put

DOCUMENTS = Path(__file__).parent / "documents"
LINES = seed.EXAMPLE.read_text("utf-8").split("\n")
STARTS = [at for at, line in enumerate(LINES) if line.startswith("项目支出绩效自评表")]
EXPECTED = read_forms(seed.EXAMPLE)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def written(fill: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook of one sheet, filled and saved by openpyxl."""
    book = Workbook()
    fill(book.active)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, **parts: str | None) -> bytes:
    """Return a workbook with some parts written anew, or left out."""
    out = io.BytesIO()
    names = {"sheet": "xl/worksheets/sheet1.xml", "book": "xl/workbook.xml"}
    names |= {"styles": "xl/styles.xml", "types": "[Content_Types].xml"}
    names |= {"links": "xl/_rels/workbook.xml.rels"}
    new = {names[key]: text for key, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            text = new.get(name, old.read(name))
            if text is not None:
                made.writestr(name, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


ONE = written(lambda sheet: sheet.append(["甲"]))


def of_rows(rows: str, after: str = "", before: str = "") -> bytes:
    """Return a workbook whose sheet has these rows, written by hand."""
    xml = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return changed(ONE, sheet=xml)


def of_cell(cell: str) -> Cell:
    """Read a workbook with one cell, written by hand."""
    (grid,) = xlsx.grids_of(of_rows(f'<row r="1">{cell}</row>'), "x.xlsx")
    return grid.rows[0][0]


def only(content: bytes) -> Grid:
    (grid,) = xlsx.grids_of(content, "x.xlsx")
    return grid


def cells(grid: Grid) -> dict[str, Cell]:
    """Return the cells that hold something, by their places in the sheet."""
    return {
        cell.place.show().partition("!")[2].rstrip("]"): cell
        for row in grid.rows
        for cell in row
        if cell.text and isinstance(cell.place, SheetPlace)
    }


def noticed(grid: Grid) -> list[tuple[str, str, str]]:
    return [
        (found.code, found.severity, found.place.show().partition("!")[2].rstrip("]"))
        for found in grid.problems
        if found.place
    ]


def seen(cell: Cell) -> tuple[str, str, str]:
    return cell.text, cell.shown, cell.kind


def rows_of(forms: Forms) -> list[object]:
    """What forms say: texts and figures, however many zeros these have at their ends."""
    return [
        [
            (form.project, form.year, form.declared_total.value, form.execution.declared.value),
            [
                (row.level1, row.level2, row.name, row.target.reading, row.actual.reading)
                for row in form.rows
            ],
            [(row.weight.value, row.declared.value, row.reason) for row in form.rows],
        ]
        for form in forms
    ]


class TestTheExample:
    """The published forms as workbooks."""

    def test_one_sheet_by_openpyxl_reads_as_the_text(self, tmp_path: Path) -> None:
        file = tmp_path / "forms.xlsx"
        published(LINES).save(file)
        forms = read_forms(file)
        assert forms.problems == ()
        assert rows_of(forms) == rows_of(EXPECTED)
        cards = score_all(load_policy("zhangdian", year=2024), forms).cards
        assert [card.total for card in cards] == list(seed.TOTALS)

    def test_a_sheet_for_each_form_reads_as_the_text(self, tmp_path: Path) -> None:
        book = Workbook()
        for start, end in zip([0, *STARTS], [*STARTS, len(LINES)], strict=True):
            sheet = book.create_sheet(f"表{start}")
            for row, line in enumerate(LINES[start:end], 1):
                for column, text in enumerate(line.split("\t"), 1):
                    put(sheet.cell(row, column), text)
        book.remove(book.worksheets[0])
        file = tmp_path / "forms.xlsx"
        book.save(file)
        forms = read_forms(file)
        assert rows_of(forms) == rows_of(EXPECTED)
        place = forms[6].rows[0].target.cell.place
        assert isinstance(place, SheetPlace)
        assert place.sheet == f"表{STARTS[6]}"

    def test_typed_into_libreoffice_it_reads_as_the_text(self) -> None:
        """Its formulas =200元/套, =100% and =2家 among them."""
        forms = read_forms(DOCUMENTS / "typed.xlsx")
        assert rows_of(forms) == rows_of(EXPECTED)
        assert forms[3].rows[0].target.cell.text == "=200元/套"
        assert forms[3].rows[0].target.reading == Quantity(200, "元/套", "=")

    def test_as_xls_by_libreoffice_it_reads_as_the_text(self) -> None:
        file = str(DOCUMENTS / "example.xls")
        forms = forms_in(ole.grids_of(Path(file).read_bytes(), file), file)
        assert len(forms) == 2
        assert rows_of(forms) == rows_of(EXPECTED)[:2]

    def test_merged_levels_span_their_rows(self) -> None:
        lines = LINES[STARTS[0] : STARTS[1]]
        head = next(at for at, line in enumerate(lines, 1) if "三级指标" in line)

        def fill(sheet: Worksheet) -> None:
            for row, line in enumerate(lines, 1):
                for column, text in enumerate(line.split("\t"), 1):
                    put(sheet.cell(row, column), text)
            sheet.merge_cells(f"B{head + 1}:B{head + 3}")

        grid = only(written(fill))
        assert grid.spans == {(head, 1): (3, 1)}
        assert grid.rows[head][1].text == "成本指标"
        assert [grid.rows[head + at][1].text for at in (1, 2)] == ["", ""]


LIBREOFFICE = {
    kind: reader.grids_of((DOCUMENTS / f"libreoffice.{kind}").read_bytes(), f"x.{kind}")
    for kind, reader in (("xlsx", xlsx), ("xls", ole))
}


class TestWhatLibreOfficeSaves:
    """One sheet with every trap, as .xlsx and as .xls."""

    @pytest.mark.parametrize("kind", ["xlsx", "xls"])
    def test_cells_have_what_is_stored_and_what_is_shown(self, kind: str) -> None:
        found = cells(LIBREOFFICE[kind][0])
        assert seen(found["A4"]) == ("0.3", "", "number")
        assert seen(found["B4"]) == ("99.9%", "100%", "number")
        assert seen(found["B5"]) == ("63人", "", "number")
        assert seen(found["A7"]) == ("2024年12月31日", "", "date")
        assert seen(found["A9"]) == ("12月31日", "", "date")
        assert seen(found["E4"]) == ("质量\n指标", "", "text")
        assert seen(found["E6"]) == ("5.73", "", "text")
        assert seen(found["E7"]) == ("1,234.50", "", "number")
        assert seen(found["A6"]) == ("#N/A", "", "error")
        assert found["A5"].text == "TRUE"
        assert "A8" not in found

    def test_formulas_of_xlsx_keep_their_stored_values(self) -> None:
        found = cells(LIBREOFFICE["xlsx"][0])
        assert seen(found["A1"]) == ("=100%", "100%", "text")
        assert seen(found["A2"]) == ("6", "", "formula")
        assert seen(found["A3"]) == ("63.999", "", "formula")

    def test_formulas_of_xls_are_what_they_show(self) -> None:
        found = cells(LIBREOFFICE["xls"][0])
        assert seen(found["A1"]) == ("100%", "", "number")
        assert seen(found["A3"]) == ("63.999", "", "number")

    @pytest.mark.parametrize("kind", ["xlsx", "xls"])
    def test_what_is_hidden_is_read_and_told(self, kind: str) -> None:
        sheet, hidden, empty = LIBREOFFICE[kind]
        assert noticed(sheet) == [
            ("hidden-rows", "doubt", "A4"),
            ("hidden-columns", "doubt", "B1"),
            ("error-value", "doubt", "A6"),
        ]
        assert noticed(hidden) == [("hidden-sheet", "doubt", "A1")]
        assert [cell.text for row in hidden.rows for cell in row] == ["5"]
        assert (empty.rows, empty.problems) == ((), ())

    @pytest.mark.parametrize("kind", ["xlsx", "xls"])
    def test_merged_cells_are_spans(self, kind: str) -> None:
        sheet = LIBREOFFICE[kind][0]
        assert sheet.spans == {(0, 1): (2, 3)}
        assert [cell.text for cell in sheet.rows[0]] == ["=100%", "产出指标", "", ""][
            ::1
        ] or kind == "xls"
        assert [cell.text for cell in sheet.rows[1][1:4]] == ["", "", ""]


class TestFormulas:
    """A target spelled as a formula is the target; any other formula is its stored value."""

    @pytest.mark.parametrize(
        "text", ["=100%", "=2家", "=200元/套", "=0件", "=2", "=-5", "=99.5%", "=1,200人", "=25TB"]
    )
    def test_openpyxl_takes_a_target_for_a_formula(self, text: str) -> None:
        grid = only(written(lambda sheet: sheet.append([text])))
        assert seen(grid.rows[0][0]) == (text, "", "text")
        assert grid.problems == ()

    @pytest.mark.parametrize(
        "text",
        [
            *("=SUM(A1:A2)", "=B2", "=1+1", "=2*3", "=2/B3", "=100%*B1", "=1-1", '="优"', "=A1"),
            *("=TRUE", "=IF(1,2,3)", "=2*rate", "=(2)", "=1=1", "=2^2", "=1&2"),
        ],
    )
    def test_a_formula_without_a_stored_value_is_told(self, text: str) -> None:
        grid = only(written(lambda sheet: sheet.append([text, "x"])))
        assert seen(grid.rows[0][0]) == ("", "", "formula")
        assert noticed(grid) == [("formula-no-value", "doubt", "A1")]
        assert f"“{text}”没有保存结果" in grid.problems[0].show()

    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("<f>SUM(B1)</f><v>0.57999999999999996</v>", ("0.58", "", "formula")),
            ('<f t="shared" ref="A1" si="0">100%</f><v>1</v>', ("=100%", "1", "text")),
            ("<f>2家</f><v/>", ("=2家", "", "text")),
        ],
    )
    def test_a_stored_value_counts(self, cell: str, expected: tuple[str, str, str]) -> None:
        assert seen(of_cell(f'<c r="A1">{cell}</c>')) == expected

    def test_a_target_that_was_filled_down_is_written_once(self) -> None:
        shared = '<row r="{0}"><c r="A{0}"><f t="shared" si="0">{1}</f><v>1</v></c></row>'
        grid = only(of_rows(shared.format(1, "100%") + shared.format(2, "")))
        assert [row[0].text for row in grid.rows] == ["=100%", "=100%"]

    def test_an_error_that_a_target_gave_is_no_problem(self) -> None:
        found = of_cell('<c r="A1" t="e"><f>2家</f><v>#NAME?</v></c>')
        assert seen(found) == ("=2家", "", "text")

    @pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#NAME?", "#REF!", "#VALUE!"])
    def test_an_error_value_is_told(self, error: str) -> None:
        grid = only(of_rows(f'<row><c t="e"><f>B1</f><v>{error}</v></c></row>'))
        assert seen(grid.rows[0][0]) == (error, "", "error")
        assert noticed(grid) == [("error-value", "doubt", "A1")]

    def test_an_empty_text_is_a_stored_value(self) -> None:
        grid = only(of_rows('<row><c t="str"><f>T("")</f><v></v></c><c><v>1</v></c></row>'))
        assert grid.problems == ()
        assert [seen(cell) for cell in grid.rows[0]] == [("1", "", "number")]


class TestCells:
    """What a cell stores and shows, however it was written."""

    @pytest.mark.parametrize(
        ("value", "code", "expected"),
        [
            (0.1 + 0.2, "General", ("0.3", "", "number")),
            (0.58, "0.0%", ("58.0%", "", "number")),
            (0.999, "0%", ("99.9%", "100%", "number")),
            (63, '0"人"', ("63人", "", "number")),
            (99.5, "0.00", ("99.50", "", "number")),
            ("5.73", "General", ("5.73", "", "text")),
            ("5.73", "@", ("5.73", "", "text")),
            (63, "@", ("63", "", "number")),
            ("63", '@"人"', ("63人", "", "text")),
            (True, "General", ("TRUE", "", "truth")),
            (False, "General", ("FALSE", "", "truth")),
            (date(2024, 12, 31), 'yyyy"年"m"月"d"日"', ("2024年12月31日", "", "date")),
            (datetime(2024, 12, 31, 14, 30), "yyyy/m/d h:mm", ("2024/12/31 14:30", "", "date")),  # noqa: DTZ001  # workbooks know no zones
            (date(2024, 12, 31), "mm-dd-yy", ("2024/12/31", "", "date")),
        ],
    )
    def test_openpyxl_writes(
        self, value: object, code: str, expected: tuple[str, str, str]
    ) -> None:
        def fill(sheet: Worksheet) -> None:
            sheet["B3"], sheet["B3"].number_format = value, code

        found = cells(only(written(fill)))
        assert {at: seen(cell) for at, cell in found.items()} == {"B3": expected}

    @pytest.mark.parametrize("number", [27, 28, 31, 57, 58, 14, 22])
    def test_formats_that_only_have_a_number_are_those_of_a_chinese_excel(
        self, number: int
    ) -> None:
        styles = (
            f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
        )
        content = of_rows('<row r="1"><c r="A1" s="0"><v>45657</v></c></row>')
        (row,) = only(changed(content, styles=styles)).rows
        shown = {27: "2024年12月", 57: "2024年12月", 31: "2024年12月31日", 14: "2024/12/31"}
        shown |= {28: "12月31日", 58: "12月31日", 22: "2024/12/31 0:00"}
        assert number in shown
        assert seen(row[0]) == (shown[number], "", "date")

    def test_days_are_counted_from_1904_where_the_workbook_says_so(self) -> None:
        book = Workbook()
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book.active["A1"] = date(2024, 12, 31)
        assert only(saved(book)).rows[0][0].text == "2024-12-31"

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ('t="inlineStr"><is><t> 产出指标 </t></is>', "产出指标"),
            ('t="inlineStr"><is><r><t>产出</t></r><r><t>指标</t></r></is>', "产出指标"),
            (
                't="inlineStr"><is><t>产出</t><rPh sb="0" eb="2"><t>chǎn chū</t></rPh></is>',
                "产出",
            ),
            ('t="inlineStr"><is><t>产出_x000D_\n指标</t></is>', "产出\n指标"),
            ('t="str"><v>≥９８％\u200b</v>', "≥９８％\u200b"),
            ('t="str"><v>  </v>', ""),
            ('t="b"><v>1</v>', "TRUE"),
            ('t="d"><v>2024-12-31</v>', "2024-12-31"),
            ("><v>1E-3</v>", "0.001"),
            ("><v> 7 </v>", "7"),
        ],
    )
    def test_texts_are_stored_in_many_ways(self, cell: str, text: str) -> None:
        grid = only(of_rows(f'<row r="1"><c r="A1" {cell}</c><c r="B1"><v>1</v></c></row>'))
        assert (cells(grid)["A1"].text if text else "A1" in cells(grid)) == (text or False)

    def test_a_text_in_several_fonts_is_one_text(self) -> None:
        text = CellRichText("≥", TextBlock(InlineFont(b=True), "98"), "%")
        assert only(written(lambda sheet: sheet.append([text]))).rows[0][0].text == "≥98%"

    def test_shared_texts_leave_out_how_they_are_spoken(self) -> None:
        strings = (
            f'<sst xmlns="{MAIN}"><si><t>产出</t><rPh sb="0" eb="1"><t>chǎn</t></rPh></si></sst>'
        )
        types = (
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
        )
        with zipfile.ZipFile(io.BytesIO(ONE)) as archive:
            known = archive.read("[Content_Types].xml").decode()
        content = changed(
            of_rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
            types=known.replace("</Types>", types),
        )
        out = io.BytesIO(content)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("xl/sharedStrings.xml", strings)
        assert only(out.getvalue()).rows[0][0].text == "产出"

    def test_a_format_nobody_knows_is_a_doubt(self) -> None:
        def fill(sheet: Worksheet) -> None:
            sheet["A1"], sheet["A1"].number_format = 5, "[$-404]e"
            sheet["A2"], sheet["A2"].number_format = 5, ";;;"

        grid = only(written(fill))
        assert [row[0].text for row in grid.rows] == ["5", "5"]
        assert noticed(grid) == [
            ("format-unknown", "doubt", "A1"),
            ("format-hides", "doubt", "A2"),
        ]

    def test_a_number_that_is_none_is_an_error(self) -> None:
        grid = only(of_rows('<row r="1"><c r="A1"><v>NaN</v></c></row>'))
        assert noticed(grid) == [("figure", "error", "A1")]


class TestSheets:
    """Where cells stand, what is merged and what is hidden."""

    def test_the_grid_begins_and_ends_with_text(self) -> None:
        def fill(sheet: Worksheet) -> None:
            sheet["C3"], sheet["E4"], sheet["H9"] = "a", "b", " "

        grid = only(written(fill))
        assert [[cell.text for cell in row] for row in grid.rows] == [["a"], ["", "", "b"]]
        assert [cell.place and cell.place.show() for cell in grid.rows[1]] == [
            *("x.xlsx[Sheet!C4]", "x.xlsx[Sheet!D4]", "x.xlsx[Sheet!E4]"),
        ]

    @pytest.mark.parametrize("claimed", ["A1", "A1:XFD1048576", "Z9:A1", "nonsense"])
    def test_a_claimed_dimension_is_not_believed(self, claimed: str) -> None:
        rows = '<row r="2"><c r="B2"><v>1</v></c></row>'
        grid = only(of_rows(rows, before=f'<dimension ref="{claimed}"/>'))
        assert list(cells(grid)) == ["B2"]

    def test_cells_without_references_follow_one_another(self) -> None:
        grid = only(of_rows("<row/><row><c><v>1</v></c><c><v>2</v></c></row>"))
        assert list(cells(grid)) == ["A2", "B2"]

    def test_what_a_merged_cell_covers_is_told(self) -> None:
        rows = (
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
        )
        grid = only(of_rows(rows, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
        assert [cell.text for cell in grid.rows[0]] == ["1", "", "3"]
        assert grid.spans == {(0, 0): (1, 2)}
        assert noticed(grid) == [("covered", "doubt", "B1")]

    def test_a_merged_cell_ends_with_the_texts(self) -> None:
        def fill(sheet: Worksheet) -> None:
            sheet["A1"], sheet["B2"] = "题", "x"
            sheet.merge_cells("A1:F1")

        grid = only(written(fill))
        assert grid.spans == {(0, 0): (1, 2)}
        assert [len(row) for row in grid.rows] == [2, 2]

    def test_hidden_rows_and_columns_without_text_are_nothing(self) -> None:
        def fill(sheet: Worksheet) -> None:
            sheet["A1"], sheet["D5"], sheet["E6"], sheet["F7"] = "a", "b", "c", "d"
            for row in (2, 5, 6):
                sheet.row_dimensions[row].hidden = True
            sheet.column_dimensions["B"].hidden = True

        found = only(written(fill)).problems
        assert [problem.line() for problem in found] == [
            "x.xlsx[Sheet!D5]: 第 5-6 行被隐藏，其内容仍计入"
        ]
        assert found[0].line("en").endswith("hidden rows 5-6: what they hold is read all the same")

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_hidden_sheets_are_read_in_their_order(self, state: str) -> None:
        book = Workbook()
        book.active["A1"] = "1"
        for name in ("乙", "丙"):
            book.create_sheet(name)["A1"] = name
        book["乙"].sheet_state = state
        grids = xlsx.grids_of(saved(book), "x.xlsx")
        assert [grid.rows[0][0].text for grid in grids] == ["1", "乙", "丙"]
        assert [noticed(grid) for grid in grids] == [[], [("hidden-sheet", "doubt", "A1")], []]

    def test_other_spellings_of_the_namespace_are_read(self) -> None:
        xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v>'
        xml += "</x:c></x:row></x:sheetData></x:worksheet>"
        assert list(cells(only(changed(ONE, sheet=xml)))) == ["A1"]

    def test_styles_that_openpyxl_refuses_do_not_matter(self) -> None:
        """Other writers leave fills and fonts empty."""
        styles = (
            f'<styleSheet xmlns="{MAIN}"><fills><fill/></fills>'
            '<cellXfs><xf numFmtId="9" fontId="70"/></cellXfs></styleSheet>'
        )
        content = of_rows('<row r="1"><c r="A1" s="0"><v>0.5</v></c></row>')
        content = changed(content, styles=styles)
        with pytest.raises(Exception, match=r"Fill|index|NoneType"):
            openpyxl.load_workbook(io.BytesIO(content))
        assert only(content).rows[0][0].text == "50%"


def test_the_library_reads_the_same_values() -> None:
    """openpyxl, asked for the stored values of the same cells."""
    content = (DOCUMENTS / "typed.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    (sheet,) = book.worksheets
    found = cells(only(content))
    expected = {
        c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None
    }
    assert len(expected) > 800
    assert set(found) == set(expected)
    for at, value in expected.items():
        if found[at].kind == "number":
            number = number_text(Decimal(repr(value)), sheet[at].number_format)
            assert found[at].text == number.text
        elif not found[at].text.startswith("="):
            assert found[at].text == value.strip()


def test_every_built_in_format_of_the_library_is_one_of_ours() -> None:
    from pingfen.readers.workbook.format_codes import BUILTIN

    assert set(BUILTIN_FORMATS) - {0} <= set(BUILTIN)


@pytest.mark.parametrize("name", ["forms.xls", "forms.txt", "forms.docx", "forms"])
def test_the_name_does_not_decide(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes((DOCUMENTS / "typed.xlsx").read_bytes())
    assert rows_of(read_forms(file)) == rows_of(EXPECTED)


def test_a_workbook_without_a_form_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(ONE)
    with pytest.raises(FormError) as raised:
        read_forms(file)
    assert [problem.code for problem in raised.value.problems] == ["no-form"]


def test_threads_that_read_side_by_side_leave_the_filters_of_warnings_as_they_were() -> None:
    """openpyxl warns, and what silences it is of the whole process."""
    content = (DOCUMENTS / "libreoffice.xlsx").read_bytes()
    before = list(warnings.filters)
    alone = xlsx.grids_of(content, "x.xlsx")
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(xlsx.grids_of, [content] * 64, ["x.xlsx"] * 64))
    finally:
        sys.setswitchinterval(switching)
    assert found == [alone] * 64
    assert list(warnings.filters) == before
