"""Reads forms from PDFs: printed by office programs and browsers, or hostile ones."""

import logging
import random
import resource
import time
import zlib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

import seed
from pingfen import FormError, load_policy, read_forms, score
from pingfen.form import Form
from pingfen.readers.grid import Grid
from pingfen.readers.kinds import grids_of
from pingfen.readers.pdf.glyphs import Glyph, Written, joined, lines_of
from pingfen.readers.pdf.ruled import Box, Rule, TooManyLinesError, tables_of

FOLDER = Path(__file__).parent / "documents"
ROWS = (
    ("产出指标", "数量指标", "维护站点数量", "≥120个", "126个", "10", "10"),
    ("产出指标", "数量指标", "开展巡检次数", "≥48次", "48次", "10", "10"),
    ("产出指标", "质量指标", "设备完好率", "≥98.5%", "99.20%", "10", "10"),
    (
        *("产出指标", "时效指标", "新增站点完成调试的比例，按合同约定的时间和验收标准统计"),
        *("≥100%", "86.67%", "10", "8.67"),
    ),
    ("产出指标", "时效指标", "故障平均修复时间", "≤24小时", "20小时", "5", "5"),
    ("成本指标", "经济成本指标", "项目总成本", "≤62.73万元", "62.73万元", "10", "10"),
    ("效益指标", "社会效益指标", "服务覆盖的乡镇数", "≥15", "15", "10", "10"),
    ("效益指标", "可持续影响指标", "监测网络持续发挥作用", "持续有效", "持续有效", "15", "15"),
    ("满意度指标", "服务对象满意度指标", "使用单位满意度", "≥90%", "95%", "10", "10"),
)
LONG = (
    "受设备到货时间影响，部分站点的调试推迟到第四季度，下一步提前启动采购程序并按月督促供应商交货，"
    "确保全年任务按期完成。"
)
DOCUMENTS = ("form-writer", "form-calc", "form-chromium")


def grid_of(content: bytes) -> Grid:
    (grid,) = grids_of("pdf", content, "x.pdf")
    return grid


def printed(name: str) -> Grid:
    return grid_of((FOLDER / f"{name}.pdf").read_bytes())


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def codes(grid: Grid) -> list[str]:
    return [problem.text.code for problem in grid.problems]


def refused(content: bytes) -> str:
    """Expect a content to be refused with one problem that names the file."""
    with pytest.raises(FormError) as raised:
        grid_of(content)
    (problem,) = raised.value.problems
    assert "x.pdf" in problem.show("zh")
    return problem.text.code


class Pdf:
    """Writes the smallest PDF: objects by their numbers, a table of them, a trailer."""

    def __init__(self) -> None:
        self.objects: dict[int, bytes] = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
        self.font(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")

    def font(self, font: bytes) -> None:
        self.objects[3] = font

    def stream(self, number: int, data: bytes, keys: bytes = b"") -> None:
        length = str(len(data)).encode()
        self.objects[number] = (
            b"<<" + keys + b"/Length " + length + b">>stream\n" + data + b"\nendstream"
        )

    def pages(self, contents: Iterable[bytes], keys: bytes = b"/MediaBox[0 0 600 400]") -> None:
        kids = []
        for number, content in enumerate(contents):
            self.stream(11 + 2 * number, content)
            kids.append(b"%d 0 R" % (10 + 2 * number))
            self.objects[10 + 2 * number] = (
                b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>/XObject<</X 4 0 R>>>>"
                b"/Contents %d 0 R %s>>" % (11 + 2 * number, keys)
            )
        self.objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))

    def bytes(self, trailer: bytes = b"") -> bytes:
        out = b"%PDF-1.7\n"
        places = {}
        for number, found in self.objects.items():
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, found)
        table = b"".join(b"%d 1\n%010d 00000 n \n" % entry for entry in places.items())
        end = b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n"
        return out + b"xref\n" + table + end % (max(places) + 1, trailer, len(out))


def pdf_of(*contents: bytes, keys: bytes = b"/MediaBox[0 0 600 400]") -> bytes:
    pdf = Pdf()
    pdf.pages(contents, keys)
    return pdf.bytes()


def text(words: str, x: float, y: float, size: int = 10) -> bytes:
    return b"BT /F %d Tf %f %f Td (%s) Tj ET\n" % (size, x, y, words.encode("cp1252"))


def lines(*ends: tuple[float, float, float, float]) -> bytes:
    return b"".join(b"%f %f m %f %f l S\n" % end for end in ends)


def ruled(xs: Iterable[float], ys: Iterable[float]) -> bytes:
    xs, ys = list(xs), list(ys)
    across = [(xs[0], y, xs[-1], y) for y in ys]
    return lines(*across, *[(x, ys[0], x, ys[-1]) for x in xs])


class TestPrintedForms:
    """One form with merged cells, printed by three programs."""

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_a_form_over_pages_reads_as_it_was_written(self, name: str) -> None:
        (form,) = read_forms(FOLDER / f"{name}.pdf")
        assert (form.project, form.year, form.unit) == ("水文监测站点运行维护", 2023, "水文站")
        found = [
            (
                *(row.level1, row.level2, row.name, row.target.cell.text, row.actual.cell.text),
                *(row.weight.cell.text, row.declared.cell.text),
            )
            for row in form.rows
        ]
        assert found == list(ROWS)
        assert [row.reason for row in form.rows] == ["", "", "", LONG, "", "", "", "", ""]
        assert form.declared_total.value == Decimal("98.32")
        assert form.execution.total.executed.value == Decimal("62.73")
        assert form.execution.declared_rate.cell.text == "96.51%"
        assert form.problems == ()

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_merged_cells_are_spans(self, name: str) -> None:
        grid = printed(name)
        (row,) = (at for at, cells in enumerate(texts(grid)) if "维护站点数量" in cells)
        assert grid.rows[row][0].text == "产出指标"
        assert grid.spans[row, 0] == (5, 1)
        assert [cells[0] for cells in texts(grid)[row + 1 : row + 5]] == [""] * 4
        assert [span for (_, column), span in grid.spans.items() if column == 2][:2] == [
            (1, 6),
            (1, 3),
        ]

    def test_a_row_that_a_page_break_cuts_is_one_row_with_the_place_of_its_beginning(self) -> None:
        grid = printed("form-writer")
        (row,) = (cells for cells in grid.rows if cells[-1].text.startswith("受设备"))
        assert row[-1].text == LONG
        assert row[-1].place is not None
        assert row[-1].place.show() == "x.pdf[页1 表1 行12 列8]"
        assert [len(cells) for cells in texts(grid)[2:]] == [8] * (len(grid.rows) - 2)

    def test_a_level_goes_on_over_a_page_break(self) -> None:
        grid = printed("form-chromium")
        (row,) = (at for at, cells in enumerate(texts(grid)) if "服务覆盖的乡镇数" in cells)
        places = [grid.rows[at][2].place.show() for at in (row, row + 1)]
        assert [place[:9] for place in places] == ["x.pdf[页2 ", "x.pdf[页3 "]
        assert grid.spans[row, 0] == (2, 1)

    def test_a_heading_that_is_printed_again_and_page_numbers_are_left_out(self) -> None:
        grid = printed("heading-writer")
        found = texts(grid)
        assert found[:2] == [["项目支出绩效自评表"], ["项目名称：水文监测站点运行维护"]]
        assert [cells[2] for cells in found[2:]] == ["三级指标", *(row[2] for row in ROWS)]
        assert found[6][-1] == LONG

    def test_a_number_that_goes_on_in_the_next_line_is_read_with_a_doubt(self) -> None:
        grid = printed("heading-writer")
        (problem,) = grid.problems
        assert (problem.text.code, problem.severity) == ("number-broken", "doubt")
        assert "≤62.73万元" in problem.show()

    def test_text_that_lies_on_other_text_is_not_read_as_one(self) -> None:
        grid = printed("overlap-calc")
        assert codes(grid) == ["text-overlaps"] * 2
        (row,) = (cells for cells in texts(grid) if "≥98.5%" in cells)
        assert row[2].endswith("\ufffd")

    @pytest.mark.parametrize("name", ["example-writer", "example-chromium"])
    def test_the_published_example_gives_the_published_scores(self, name: str) -> None:
        forms = read_forms(FOLDER / f"{name}.pdf")
        expected = read_forms(seed.EXAMPLE)
        assert [contents(form) for form in forms] == [contents(form) for form in expected]
        policy = load_policy("zhangdian", year=2024)
        cards = [score(policy, form) for form in forms]
        assert [card.total for card in cards] == list(seed.TOTALS)
        assert [tuple(row.score for row in card.rows) for card in cards] == list(seed.SCORES)
        lines = [(line.project, line.total.value, line.grade) for line in forms.summary]
        assert lines == [
            (form.project, total, grade)
            for form, total, grade in zip(
                expected, map(Decimal, seed.TOTALS), seed.GRADES, strict=True
            )
        ]

    def test_a_page_that_is_a_picture_needs_recognition(self) -> None:
        assert refused((FOLDER / "scan.pdf").read_bytes()) == "no-printed-text"


def contents(form: Form) -> list[object]:
    budget = form.execution
    return [
        (form.project, form.year, form.unit, form.goal, form.outcome, form.explanation),
        [figure.value for figure in (budget.weight, budget.declared, budget.declared_rate)],
        [
            (line.label, line.initial.value, line.annual.value, line.executed.value)
            for line in (budget.total, *budget.parts)
        ],
        (form.declared_total.value, form.declared_grade),
        [
            (
                *(row.level1, row.level2, row.name, row.target.reading, row.actual.reading),
                *(row.weight.value, row.declared.value, row.reason),
            )
            for row in form.rows
        ],
    ]


class TestDrawing:
    """What a page draws, by the smallest files."""

    def test_a_table_by_lines_between_lines_of_text(self) -> None:
        content = text("title", 20, 380) + ruled((10, 110, 210), (300, 330, 360))
        content += text("a", 20, 340) + text("b", 120, 340) + text("d", 120, 310)
        grid = grid_of(pdf_of(content + text("below", 20, 200)))
        assert texts(grid) == [["title"], ["a", "b"], ["", "d"], ["below"]]
        places = [cell.place.show() for row in grid.rows for cell in row if cell.text]
        assert places == [
            "x.pdf[页1 第1行]",
            "x.pdf[页1 表1 行1 列1]",
            "x.pdf[页1 表1 行1 列2]",
            "x.pdf[页1 表1 行2 列2]",
            "x.pdf[页1 第2行]",
        ]

    def test_without_lines_each_line_is_a_row_of_one_cell(self) -> None:
        grid = grid_of(pdf_of(text("one", 20, 300) + text("two", 20, 280) + text("2b", 200, 280)))
        assert texts(grid) == [["one"], ["two 2b"]]

    @pytest.mark.parametrize(
        ("turn", "matrix"),
        [(90, b"0 1 -1 0 400 0 cm"), (180, b"-1 0 0 -1 600 400 cm"), (270, b"0 -1 1 0 0 600 cm")],
    )
    def test_a_page_is_read_as_it_is_turned(self, turn: int, matrix: bytes) -> None:
        content = ruled((10, 110, 210), (300, 330)) + text("a", 20, 310) + text("b", 120, 310)
        box = b"0 0 600 400" if turn == 180 else b"0 0 400 600"
        keys = b"/Rotate %d/MediaBox[%s]" % (turn, box)
        expected = [["a", "b"]]
        assert (
            texts(grid_of(pdf_of(b"q " + matrix + b"\n" + content + b"Q", keys=keys))) == expected
        )
        unturned = b"/MediaBox[%s]" % box
        assert (
            texts(grid_of(pdf_of(b"q " + matrix + b"\n" + content + b"Q", keys=unturned)))
            == expected
        )

    def test_characters_drawn_twice_to_look_bold_count_once(self) -> None:
        content = text("55", 20, 300) + text("55", 20.3, 300)
        assert texts(grid_of(pdf_of(content))) == [["55"]]

    def test_text_drawn_as_single_characters_is_one_text(self) -> None:
        content = b"".join(text(char, 20 + 5.56 * at, 300) for at, char in enumerate("1234"))
        assert texts(grid_of(pdf_of(content))) == [["1234"]]

    def test_numbers_apart_stay_apart(self) -> None:
        assert texts(grid_of(pdf_of(text("50", 20, 300) + text("50", 36, 300)))) == [["50 50"]]

    @pytest.mark.parametrize(
        "font",
        [
            b"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>",
            b"<</Type/Font/Subtype/TrueType/BaseFont/AB+X/FontDescriptor<</FontFile2 4 0 R>>>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[51/g17]>>>>",
            (
                b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts"
                b"[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor<<>>>>]>>"
            ),
        ],
    )
    def test_a_character_that_its_font_does_not_explain_stays_unknown(self, font: bytes) -> None:
        pdf = Pdf()
        pdf.font(font)
        pdf.pages([text("33", 20, 300)])
        grid = grid_of(pdf.bytes())
        assert set(texts(grid)[0][0]) == {"\ufffd"}
        assert codes(grid) == ["glyph-unknown"]

    def test_a_character_for_private_use_stays_unknown(self) -> None:
        pdf = Pdf()
        pdf.stream(4, b"1 beginbfchar <33> <F0B3> endbfchar 1 beginbfchar <35> <2265> endbfchar")
        pdf.font(b"<</Type/Font/Subtype/Type1/BaseFont/X/ToUnicode 4 0 R>>")
        pdf.pages([text("35", 20, 300)])
        assert texts(grid_of(pdf.bytes())) == [["\ufffd≥"]]

    def test_invisible_text_is_read_with_a_doubt(self) -> None:
        grid = grid_of(pdf_of(b"BT 3 Tr /F 10 Tf 20 300 Td (90%) Tj ET"))
        assert texts(grid) == [["90%"]]
        assert codes(grid) == ["text-recognised"]

    def test_fields_over_a_page_are_not_read_and_this_is_said(self) -> None:
        keys = b"/MediaBox[0 0 600 400]/Annots[<</Subtype/Link>> <</Subtype/Widget/V(90%)>>]"
        grid = grid_of(pdf_of(text("a", 20, 300), keys=keys))
        assert texts(grid) == [["a"]]
        assert codes(grid) == ["fields-unread"]

    def test_text_aslant_is_no_part_of_the_form(self) -> None:
        mark = b"BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (COPY) Tj ET\n"
        assert texts(grid_of(pdf_of(mark + text("a", 20, 300)))) == [["a"]]

    def test_text_cut_off_at_the_side_of_its_cell_stays_in_it(self) -> None:
        content = ruled((10, 60, 110), (300, 330)) + text("5", 80, 310)
        content += b"q 10 300 50 30 re W n\n" + text("a long name", 20, 310) + b"Q\n"
        grid = grid_of(pdf_of(content))
        assert texts(grid) == [["a long name", "5"]]

    def test_text_that_runs_over_the_side_of_its_cell_is_not_read(self) -> None:
        content = ruled((10, 60, 110), (300, 330)) + text("a longish name", 20, 310)
        grid = grid_of(pdf_of(content))
        assert codes(grid) == ["text-overlaps"] * 2
        assert all("\ufffd" in cell for cell in texts(grid)[0])

    def test_two_numbers_in_one_cell_are_not_glued(self) -> None:
        content = ruled((10, 110, 210), (300, 340)) + text("50", 20, 325) + text("50", 20, 310)
        assert texts(grid_of(pdf_of(content))) == [["50\n50", ""]]


class TestPageBreaks:
    """Tables that go on over a page break, and those that do not."""

    HEAD = ("name", "target", "actual")

    def pages(self, *tables: list[tuple[str, ...]], between: str = "") -> Grid:
        contents = []
        for rows in tables:
            ys = [380 - 30 * at for at in range(len(rows) + 1)]
            content = ruled((10, 110, 210, 310), ys)
            for row, y in zip(rows, ys, strict=False):
                for at, word in enumerate(row):
                    content += text(word, 20 + 100 * at, y - 20) if word else b""
            contents.append(content + (text(between, 300, 20) if between else b""))
        return grid_of(pdf_of(*contents))

    def test_a_repeated_heading_is_left_out(self) -> None:
        grid = self.pages([self.HEAD, ("a", "5", "5")], [self.HEAD, ("b", "6", "6")])
        assert texts(grid) == [[*self.HEAD], ["a", "5", "5"], ["b", "6", "6"]]

    def test_equal_rows_with_numbers_are_no_heading(self) -> None:
        row = ("a", "5", "5")
        grid = self.pages([self.HEAD, row], [row, row])
        assert texts(grid)[1:] == [[*row]] * 3

    def test_a_page_number_is_left_out_and_another_number_is_not(self) -> None:
        for found, kept in (("- 1 -", False), ("1/2", False), ("7", True), ("page 1", True)):
            rows = texts(self.pages([self.HEAD], between=found))
            assert rows == [[*self.HEAD], *([[found]] * kept)]

    def test_complete_rows_on_two_pages_are_not_joined(self) -> None:
        grid = self.pages([self.HEAD, ("a", "5", "5")], [("", "6", "6"), ("c", "7", "7")])
        assert texts(grid)[2:] == [["", "6", "6"], ["c", "7", "7"]]

    def test_a_table_of_another_width_is_another_table(self) -> None:
        one = ruled((10, 110, 210), (300, 330)) + text("a", 20, 310)
        two = ruled((10, 210, 410), (300, 330)) + text("b", 20, 310)
        assert texts(grid_of(pdf_of(one, two))) == [["a", ""], ["b", ""]]


class TestGeometry:
    """Tables by lines alone."""

    def test_missing_lines_merge_cells(self) -> None:
        rules = [Rule(0, y, 3000, y) for y in (0, 2000)]
        rules += [Rule(x, 0, x, 2000) for x in (0, 1000, 3000)]
        rules += [Rule(1000, 1000, 3000, 1000), Rule(2000, 1000, 2000, 2000)]
        (table,) = tables_of(rules)
        assert (table.xs, table.ys) == ((0, 1000, 2000, 3000), (0, 1000, 2000))
        assert table.boxes == (
            Box(0, 0, 2, 1),
            Box(0, 1, 1, 2),
            Box(1, 1, 1, 1),
            Box(1, 2, 1, 1),
        )

    def test_open_sides_are_closed_by_the_ends_of_lines(self) -> None:
        rules = [Rule(0, y, 2000, y) for y in (0, 1000)] + [Rule(1000, 0, 1000, 1500)]
        (table,) = tables_of(rules)
        assert (table.xs, table.ys) == ((0, 1000, 2000), (0, 1000, 1500))
        assert (2, 0) not in table.ruled

    def test_double_and_broken_lines_are_one(self) -> None:
        rules = [Rule(x, y, x + 900, y) for x in (0, 1000) for y in (0, 100, 1000)]
        rules += [Rule(x, 0, x, 1000) for x in (0, 950, 1900)]
        (table,) = tables_of(rules)
        assert len(table.boxes) == 2

    def test_a_frame_and_an_underline_are_no_table(self) -> None:
        frame = [Rule(0, y, 2000, y) for y in (0, 1000)] + [Rule(x, 0, x, 1000) for x in (0, 2000)]
        assert tables_of([*frame, Rule(500, 500, 900, 500)]) == ()

    def test_too_many_lines_are_not_compared(self) -> None:
        with pytest.raises(TooManyLinesError):
            tables_of(Rule(0, 1000 * at, 9, 1000 * at) for at in range(3000))

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            ("产", "出", "产出"),
            ("≥", "90%", "≥90%"),
            ("63", "人", "63人"),
            ("99.9", "%", "99.9%"),
            ("90%", "95%", "90%95%"),
            ("50", "50", "50\n50"),
            ("5.", "5", "5.\n5"),
            ("big", "data", "big\ndata"),
        ],
    )
    def test_lines_of_a_wide_cell_are_joined(self, first: str, second: str, expected: str) -> None:
        found = [Written(word, 0, 0, 500 * len(word), 900, 500) for word in (first, second)]
        assert joined(found, 9000).text == expected

    def test_vertical_text_runs_down_and_turned_text_up(self) -> None:
        down = [Glyph(char, 0, 1000 * at, 900, 1000 * at + 900) for at, char in enumerate("产出")]
        up = [glyph._replace(turn=1) for glyph in down]
        assert [line.text for line in lines_of(down)] == ["产", "出"]
        assert [line.text for line in lines_of(up)] == ["出", "产"]


def bomb(size: int) -> bytes:
    return zlib.compress(b"q Q " * (size // 4), 9)


def hostile() -> Iterable[tuple[str, bytes]]:
    """Yield files that make a trusting parser run for hours or out of memory."""
    good = pdf_of(text("a", 20, 300))
    yield "truncated", good[: len(good) // 2]
    yield "random", b"%PDF-1.7\n" + random.Random(7).randbytes(100_000)
    yield "only a signature", b"%PDF-"
    yield "nulls", b"%PDF-1.7\n" + bytes(1_000_000)
    pdf = Pdf()
    pdf.pages([b""])
    pdf.stream(11, bomb(300_000_000), b"/Filter/FlateDecode")
    yield "bomb", pdf.bytes()
    pdf.stream(11, zlib.compress(bomb(300_000_000)), b"/Filter[/FlateDecode/FlateDecode]")
    yield "bomb in a bomb", pdf.bytes()
    pdf.stream(11, b"\x80\x0b", b"/Filter/LZWDecode")
    yield "packed as nobody does", pdf.bytes()
    keys = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 99999999999>>"
    pdf.stream(11, zlib.compress(b"a"), keys)
    yield "a row without end", pdf.bytes()
    yield "many arguments", pdf_of(b"1 " * 2_000_000)
    yield "many states", pdf_of(b"q " * 2_000_000)
    yield "much text", pdf_of(b"BT /F 1 Tf " + b"(aaaaaaaaaa) Tj " * 100_000 + b"ET")
    yield "many lines", pdf_of(lines(*((0, y, 9, y) for y in range(0, 60_000, 4))))
    pdf = Pdf()
    pdf.pages([b"/X Do " * 10])
    for at in range(4, 10):
        keys = b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X %d 0 R>>>>"
        pdf.stream(at, b"/X Do " * 20, keys % (at + 1 if at < 9 else 4))
    yield "parts of parts of parts", pdf.bytes()
    pdf = Pdf()
    pdf.pages([text("a", 20, 300)])
    for code in (b"<00000000> <FFFFFFFF> <0041>", rb"(\0\0\0\0) (\377\377\377\377) <0041>"):
        pdf.stream(4, b"1 beginbfrange " + code + b" endbfrange")
        pdf.font(b"<</Type/Font/Subtype/Type1/BaseFont/X/ToUnicode 4 0 R>>")
        yield "four thousand million codes", pdf.bytes()
    pdf.font(
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/X/FontDescriptor<<>>/W[0 4000000000 5]>>]>>"
    )
    yield "four thousand million widths", pdf.bytes()
    pdf = Pdf()
    pdf.pages([text("a", 20, 300)])
    pdf.objects[4] = b"5 0 R"
    pdf.objects[5] = b"4 0 R"
    pdf.objects[10] = pdf.objects[10].replace(b"11 0 R", b"4 0 R")
    yield "an object that is another that is it", pdf.bytes()
    pdf = Pdf()
    pdf.pages([b""])
    pdf.objects[2] = b"<</Type/Pages/Kids[" + b"2 0 R " * 1000 + b"]>>"
    yield "pages that are their own", pdf.bytes()
    pdf.objects[2] = (
        b"<</Type/Pages/Kids[" + b"".join(b"%d 0 R " % n for n in range(20, 900)) + b"]>>"
    )
    for at in range(20, 900):
        pdf.objects[at] = b"<</Type/Page/MediaBox[0 0 9 9]>>"
    yield "many pages", pdf.bytes()
    yield "no pages", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>"
    yield "tables in circles", pdf_of(b"").replace(b"/Size", b"/Prev 9/Size")
    yield "fonts in circles", pdf_of(text("a", 20, 300)).replace(b"/Type1", b"/Type0")
    yield "deep", pdf_of(b"[" * 1_000_000)


def most_memory() -> int:
    """Return the most that this process has used, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize(("name", "content"), [pytest.param(*one, id=one[0]) for one in hostile()])
def test_a_hostile_file_ends_in_a_message_in_little_time_and_memory(
    name: str, content: bytes
) -> None:
    start, memory = time.perf_counter(), most_memory()
    assert refused(content), name
    assert time.perf_counter() - start < 60
    assert most_memory() - memory < 500_000_000


def test_an_absurd_size_and_what_is_attached_do_no_harm() -> None:
    pdf = Pdf()
    pdf.objects[1] = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
        b"/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>>>"
    )
    pdf.pages([text("a", 20, 300)], b"/MediaBox[0 0 1%s 1%s]" % (b"0" * 99, b"0" * 99) + b"")
    assert texts(grid_of(pdf.bytes())) == [["a"]]
    far = b"BT /F 1 Tf 9%s.0 0 Td (far) Tj ET " % (b"9" * 400)
    assert texts(grid_of(pdf_of(far + text("a", 20, 300)))) == [["a"]]


@pytest.mark.parametrize(("lost", "code"), [(b"11 0 R", "broken-zip"), (b"10 0 R", "broken-zip")])
def test_a_page_that_is_lost_is_not_passed_over(lost: bytes, code: str) -> None:
    content = pdf_of(text("a", 20, 300), text("b", 20, 300))
    assert refused(content.replace(lost, b"99 0 R")) == code


def test_a_part_of_a_page_that_is_lost_is_not_passed_over() -> None:
    assert refused(pdf_of(text("a", 20, 300) + b"/X Do ")) == "broken-zip"


def test_text_in_a_font_that_is_lost_stays_unknown() -> None:
    content = pdf_of(text("5", 20, 300)).replace(b"/Font<</F 3 0 R>>", b"/Font<</F 9 0 R>>")
    assert texts(grid_of(content)) == [["\ufffd"]]


def test_a_file_with_a_password_is_called_encrypted() -> None:
    key = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (
        b"o" * 32,
        b"u" * 32,
    )
    pdf = Pdf()
    pdf.pages([text("a", 20, 300)])
    assert refused(pdf.bytes(key)) == "encrypted"


def test_the_parser_says_nothing_itself(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        printed("form-chromium")
    assert capfd.readouterr() == ("", "")


def test_damaged_copies_of_a_printed_form_never_end_in_a_traceback() -> None:
    content = (FOLDER / "form-writer.pdf").read_bytes()
    chance = random.Random(5)
    ends = set()
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            ends.add(type(grid_of(bytes(damaged))))
        except FormError as error:
            ends.add(type(error))
            assert "x.pdf" in str(error)
    assert ends == {Grid, FormError}
