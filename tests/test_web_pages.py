"""Reads web pages, and what spreadsheets and word processors save as such under any name."""

import random
from collections.abc import Callable
from decimal import Decimal
from email.message import EmailMessage
from html import escape
from pathlib import Path

import pytest

import seed
from laid_out import Merged, Table, published
from pingfen import FormError, read_forms
from pingfen.form import Cell
from pingfen.places import ParagraphPlace, TablePlace
from pingfen.readers import forms_of, kinds
from pingfen.readers.grid import Grid
from pingfen.readers.web import html, page
from pingfen.readers.web.stored import manner
from test_word import plain
from word_files import noticed, texts

DOCUMENTS = Path(__file__).parent / "documents"


def grids_of(content: bytes | str, file: str = "a.html") -> tuple[Grid, ...]:
    """Return the grids of a page, chosen by its content as any file's."""
    raw = content if isinstance(content, bytes) else content.encode()
    kind = kinds.kind_of(raw) or kinds.kind_of_text(raw.decode("utf-8", "replace"))
    assert kind in {"html", "web-archive"}
    return kinds.grids_of(kind, raw, file)


def grid_of(content: bytes | str) -> Grid:
    (grid,) = grids_of(content)
    return grid


def refused(content: bytes | str) -> str:
    with pytest.raises(FormError) as raised:
        grids_of(content)
    return raised.value.show()


def written_by_hand(charset: str) -> bytes:
    """Return the published example as a web page with merged cells."""
    lines = [f'<html><head><meta charset="{charset}"><title>自评</title></head><body>']
    for part in published():
        if isinstance(part, Table):
            lines += ["<table>", *map(str, _rows(part)), "</table>"]
        else:
            lines.append(f"<p>{escape(part)}</p>")
    return "\n".join([*lines, "</body></html>"]).encode("gb18030")


def _rows(table: Table) -> list[str]:
    merged = {(each.row, each.column): each for each in table.merged}
    covered = {
        (row, column)
        for each in table.merged
        for row in range(each.row, each.row + each.rows)
        for column in range(each.column, each.column + each.columns)
    } - set(merged)
    return [
        "<tr>"
        + "".join(
            _cell(text, merged.get((at, column)))
            for column, text in enumerate(row)
            if (at, column) not in covered
        )
        for at, row in enumerate(table.rows)
    ]


def _cell(text: str, merged: Merged | None) -> str:
    spans = f" rowspan={merged.rows} colspan='{merged.columns}'" if merged else ""
    return f"<td{spans}>{escape(text) or '&nbsp;'}"


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "utf-8", "nonsense"])
def test_the_published_example_reads_the_same_from_a_web_page_called_xls(
    charset: str, tmp_path: Path
):
    file = tmp_path / "forms.xls"
    file.write_bytes(written_by_hand(charset))
    text, page = read_forms(seed.EXAMPLE), read_forms(file)
    assert plain(page) == plain(text)
    assert [Decimal(form.declared_total.cell.text) for form in page.forms] == [*seed.TOTALS]
    assert [line.total.value for line in page.summary] == [
        line.total.value for line in text.summary
    ]
    assert page.problems == ()


def test_a_sheet_saved_by_libreoffice_has_the_stored_values_and_the_shown_ones():
    (grid,) = grids_of((DOCUMENTS / "sheet.xls").read_bytes(), "a.xls")
    place = TablePlace("a.xls", 1, 3, 3)
    assert grid.rows[2][2] == Cell("99.9%", place, "100%", "number")
    assert [[cell.printed for cell in row] for row in grid.rows] == [
        ["项目支出绩效自评表", "", "", ""],
        ["指标", "年度指标值", "实际完成值", "得分"],
        ["合格率", "100%", "100%", "5.73"],
        ["人数", "≤88人", "63人", "1,234,567.89"],
    ]
    assert texts(grid)[2:] == [
        ["合格率", "100%", "99.9%", "5.725"],
        ["人数", "≤88人", "63人", "1234567.891"],
    ]
    assert grid.spans == {(0, 0): (1, 4)}


def test_a_document_saved_by_libreoffice_reads_as_the_document():
    grid = grid_of((DOCUMENTS / "form.html").read_bytes())
    assert texts(grid)[:3] == [["项目支出绩效自评表"], ["（2024年度）"], ["单位：万元"]]
    assert texts(grid)[5] == ["产出指标", "数量指标", "清扫面积", "≥105m²", "110m²", "50", "50"]
    assert grid.spans == {(3, 0): (1, 2), (3, 2): (1, 5), (5, 0): (3, 1), (5, 1): (2, 1)}
    assert noticed(grid) == [("hidden-text", "a.html[表1 行4 列7]")]


@pytest.mark.parametrize(
    ("stored", "shown", "text"),
    [
        ("0.999", "100%", "99.9%"),
        ("0.999", "99.90%", "99.90%"),
        ("0.1", "10 %", "10 %"),
        ("5.7249999999999996", "5.72", "5.725"),
        ("0.30000000000000004", "0.3", "0.3"),
        ("-3.25", "-3.3", "-3.25"),
        ("0.0001", "0", "0.0001"),
        ("63", "63人", "63人"),
        ("1234.5", "￥1,235", "￥1234.5"),
        ("45657", "2024-12-31", None),
        ("45657", "2024年12月31日", None),
        ("123456", "12.35", None),
        ("1", "是", None),
        ("1", "", None),
    ],
)
def test_a_stored_value_is_written_in_the_manner_in_which_it_is_shown(stored, shown, text):
    assert manner(Decimal(stored), shown) == text


@pytest.mark.parametrize(
    ("attributes", "shown", "cell"),
    [
        ('x:num="0.999"', "100%", ("99.9%", "100%", "number")),
        ('x:num="0.999" x:fmla="=A1"', "100%", ("99.9%", "100%", "number")),
        ("x:num", "12", ("12", "", "number")),
        ('x:num="45657"', "2024-12-31", ("2024-12-31", "", "")),
        ('x:num="1e999999999"', "1", ("1", "", "number")),
        ('x:num="NaN"', "1", ("1", "", "number")),
        ('x:num="' + "9" * 1000 + '"', "1", ("1", "", "number")),
        ("x:str", "007", ("007", "", "text")),
        ('x:err="#DIV/0!"', "#DIV/0!", ("#DIV/0!", "", "error")),
        ('x:bool="TRUE"', "TRUE", ("TRUE", "", "truth")),
        ("style='mso-number-format:\"0%\"'", "100%", ("100%", "", "")),
    ],
)
def test_what_excel_writes_beside_a_cell_is_heeded(attributes, shown, cell):
    grid = grid_of(f"<table x:str><tr><td {attributes}>{shown}</td></tr></table>")
    (found,) = grid.rows[0]
    assert (found.text, found.shown, found.kind) == cell


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<p>a<p>b<div>c<div>d</div>e</div>", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        ("<h1>题</h1>一<br>二<ul><li>三<li>四</ul>", [["题"], ["一"], ["二"], ["三"], ["四"]]),
        ("<p>  a \n b&nbsp;c  </p><p>&nbsp;</p>", [["a b c"]]),
        ("<table><tr><td>a<td>b<tr><td>c<p>x<p>y</table>", [["a", "b"], ["c\nx\ny"]]),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [["a", "b"], ["", "c"]]),
        ("<table><tr><td>a<td rowspan=2>b<tr><td>c</table>", [["a", "b"], ["c", ""]]),
        ("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>",
         [["a", "b"], ["", "c"], ["", "d"]]),
        ("<table><tbody><tr><td rowspan=9>a<td>b</tbody><tbody><tr><td>c</table>",
         [["a", "b"], ["c"]]),
        ("<table><tr><td colspan=3>a<td>b</table>", [["a", "", "", "b"]]),
        ("<table><tr><td colspan=0 rowspan=-1>a<td colspan=x>b</table>", [["a", "b"]]),
        ("<table><td>a<td>b</table>", [["a", "b"]]),
        ("<table><tr><td>a</tr><td>b</table>", [["a", "b"]]),
        ("<table>外<tr><td>a</table>", [["外"], ["a"]]),
        ("<table><tr><td>1<table><tr><td>内</table>2<td>3<tr><td>4</table>",
         [["1\n2", "3"], ["内"], ["4"]]),
        ("<td>a</td>b", [["a"], ["b"]]),
        ("<table><tr><td>a</body></html><p>b", [["a"], ["b"]]),
        ("10<sup>5</sup>个，CO<sub>2</sub>", [["10⁵个，CO₂"]]),
        ("<!-- <p>x</p> -->a<script>if (a<b) '</td>'</script><style>p{}</style>b", [["ab"]]),
        ("<head><title>t</title></head><body>a", [["a"]]),
        ('<table><tr><td><input value="95.83"><input type=hidden value=1></table>', [["95.83"]]),
        ("<select><option>1<option selected>2</select>", [["2"]]),
        ("<input type=checkbox checked>是<input type=checkbox>否", [["☑是☐否"]]),
        ("<![if !supportMisalignedColumns]><p>a</p><![endif]>", [["a"]]),
        ("<o:p>&nbsp;</o:p><span>a</span><xml><w:x>1</w:x></xml>", [["a"]]),
        ("&lt;b&gt;&hellip;&#8805;98%&ge;", [["<b>…≥98%≥"]]),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_is_shown(markup: str, rows: list[list[str]]):
    grid = grid_of(f"<div>{markup}" if not markup.startswith("<head") else markup)
    assert texts(grid) == rows


def test_cells_and_lines_of_a_page_have_places():
    grid = grid_of("<p>a</p><table><tr><td>b<td rowspan=2>c<tr><td>d</table><p>e</p>")
    assert [[cell.place for cell in row] for row in grid.rows] == [
        [ParagraphPlace("a.html", 1)],
        [TablePlace("a.html", 1, 1, 1), TablePlace("a.html", 1, 1, 2)],
        [TablePlace("a.html", 1, 2, 1), TablePlace("a.html", 1, 2, 2)],
        [ParagraphPlace("a.html", 2)],
    ]
    assert grid.spans == {(1, 1): (2, 1)}


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ('<span style="DISPLAY : none">9</span>', "hidden-text"),
        ("<span style='mso-hide:all'>9</span>", "hidden-text"),
        ("<b hidden>9<i>8</i></b>", "hidden-text"),
        ("<table style='display:none'><tr><td>9</table>", "hidden-text"),
        ("<del>9</del>", "tracked-changes"),
        ("<s>9</s>", "struck-text"),
        ("<object>9</object>", "embedded"),
    ],
)
def test_what_is_not_shown_is_not_read_and_said(markup: str, code: str):
    grid = grid_of(f"<table><tr><td>95{markup}.83</table>")
    assert texts(grid)[0][0].replace("\n", "") == "95.83"
    assert noticed(grid) == [(code, "a.html[表1 行1 列1]")]


def test_what_was_inserted_counts_and_is_said():
    grid = grid_of("<table><tr><td>a<td><ins>95</ins>.83</table>")
    assert texts(grid) == [["a", "95.83"]]
    assert noticed(grid) == [("tracked-changes", "a.html[表1 行1 列2]")]


def test_what_is_hidden_but_empty_is_not_worth_a_word():
    grid = grid_of("<table><tr style='display:none'><td>&nbsp;<td></tr><tr><td>1</table>")
    assert texts(grid) == [["1"]]
    assert grid.problems == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<p>评分</p>".encode(), "评分"),
        ("\ufeff<p>评分</p>".encode(), "评分"),
        ("<p>评分</p>".encode("gb18030"), "评分"),
        ("<html><p>评分</p>".encode("utf-16"), "评分"),
        ('<html><meta charset="gb2312"><p>评分㐂</p>'.encode("gb18030"), "评分㐂"),
        ('<html><meta charset="gb2312"><p>评分</p>'.encode(), "评分"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>評分</p>'.encode(
                "big5"
            ),
            "評分",
        ),
        ('<?xml version="1.0" encoding="GB2312"?><html><p>评分</p>'.encode("gbk"), "评分"),
        ('<meta charset="hex"><p>评分</p>'.encode("gbk"), "评分"),
    ],
)
def test_a_page_is_decoded_by_what_it_is_before_what_it_says(content: bytes, said: str):
    (grid,) = kinds.grids_of("html", content, "a.html")
    assert texts(grid) == [[said]]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("<!DOCTYPE html><html>", "html"),
        ("\ufeff\n <HTML xmlns:x='u'>", "html"),
        ("<!-- saved from url=(0014)about:internet -->\n<html>", "html"),
        ("<!--x--><table>", "html"),
        ("<?xml version='1.0'?><!DOCTYPE html>", "html"),
        ("<meta http-equiv=Content-Type>", "html"),
        ("<tr><td>", "html"),
        ("<title>x</title>", "html"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", "web-archive"),
        ("From: <x>\nSubject: a\n b\nMIME-Version: 1.0\n", "web-archive"),
        ("项目名称\t道路", None),
        ("<项目>\t道路", None),
        ("<tablet>", None),
        ("序号,说明: MIME-Version:\n", None),
    ],
)
def test_a_page_is_told_by_its_start(start: str, kind: str | None):
    assert kinds.kind_of_text(start) == kind


def archive(*pages: tuple[str, str], charset: str = "gb2312") -> bytes:
    """Return pages as Excel and Word save them in one file."""
    mail = EmailMessage()
    mail.set_type("multipart/related")
    for location, text in pages:
        part = EmailMessage()
        part.set_content(text, subtype="html", charset=charset, cte="quoted-printable")
        part["Content-Location"] = f"file:///C:/{location}"
        mail.attach(part)
    return b"MIME-Version: 1.0\n" + bytes(mail).replace(b"MIME-Version: 1.0\n", b"", 1)


def test_a_web_archive_gives_the_pages_that_its_frames_show():
    frames = '<html><frameset><frame src="sheet001.htm"></frameset></html>'
    content = archive(("a.htm", frames), ("1.htm", "<td>评分</td>"), ("2.htm", "<p>表"))
    assert [texts(grid) for grid in grids_of(content, "a.mht")] == [[["评分"]], [["表"]]]
    assert "没有内容" in refused(archive(("a.htm", frames)))
    assert "没有内容" in refused(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx")


def test_a_page_of_frames_says_that_its_content_is_elsewhere():
    assert "内容在另外的文件中" in refused('<html><frameset><frame src="x.htm"></frameset>')


def test_wide_and_tall_cells_are_bounded_as_in_browsers():
    grid = grid_of("<table><tr><td colspan=1000000 rowspan=1000000>a<td>b<tr><td>c</table>")
    assert [len(row) for row in grid.rows] == [1001, 1001]
    assert grid.spans == {(0, 0): (2, 1000)}
    assert "超过 16384 列" in refused("<table><tr>" + "<td colspan=1000>" * 17)
    assert "单元格超过" in refused("<table>" + ("<tr>" + "<td colspan=1000>" * 16) * 70)
    assert "单元格超过" in refused("<table><tr>" + "<td rowspan=0 colspan=1000>" * 16
                                + "<tr>" * 70)  # fmt: skip


@pytest.mark.parametrize("name", ["div", "b", "font", "ul"])
def test_elements_that_are_too_deep_are_refused(name: str):
    assert f"超过 {page.MOST_OPEN} 层" in refused("<p>" + f"<{name}>" * 100_000)


def test_tables_that_are_too_deep_are_refused():
    assert "嵌套超过 40 层" in refused("<table><tr><td>" * 100_000)


def test_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(html, "MOST_TAGS", 1_000)
    assert "标记超过 1000 个" in refused("<p>" + "<br>" * 1_000)


def test_what_is_hidden_may_be_as_long_as_it_likes():
    grid = grid_of("<p hidden>" + "<b>9</b>" * 100_000)
    assert len(grid.problems) == 1
    assert len(grid.problems[0].show()) < 1_000


@pytest.mark.parametrize(
    "content",
    [b"<html>\0<td>\0a", b"<html><td \0x=1>a", b"<p>" + b"<" * 100_000, b"<p>" + b"&" * 100_000,
     b"<p " + b"a=1 " * 100_000, b"<p>&#0;&#x110000;&#xD800;", b"<table>" * 10, b"<!--", b"<p"]
)  # fmt: skip
def test_odd_bytes_are_read_or_refused_but_never_a_traceback(content: bytes):
    try:
        assert forms_of(content, "a.html").forms
    except FormError as error:
        assert error.problems


@pytest.fixture
def damaged() -> Callable[[random.Random], bytes]:
    """Return the published page with some of its tags lost, doubled or moved."""
    whole = written_by_hand("gb2312")

    def damaging(chance: random.Random) -> bytes:
        content = bytearray(whole)
        for _ in range(chance.choice((1, 5, 50))):
            at = chance.randrange(len(content))
            kind = chance.randrange(3)
            tag = chance.choice((b"<table>", b"</table>", b"<td rowspan=0>", b"<tr>", b"</td>"))
            content[at : at + chance.randrange(20)] = (b"", tag, bytes([chance.randrange(256)]))[
                kind
            ]
        return bytes(content)

    return damaging


def test_a_damaged_page_is_read_or_refused_but_never_a_traceback(damaged):
    chance = random.Random(3)
    read = 0
    for _ in range(60):
        try:
            read += bool(forms_of(damaged(chance), "a.html").forms)
        except FormError as error:
            assert error.problems
    assert read > 5
