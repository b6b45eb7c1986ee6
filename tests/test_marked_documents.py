"""Marked copies of Word documents: comments at the right cells, and the text stays the same."""

import html
import io
import re
import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

import audits
import pingfen
import seed
import word_files
from pingfen.errors import FormError
from pingfen.marking import mark_files, marked
from pingfen.marking.spots import spots_of
from pingfen.places import ParagraphPlace, TablePlace
from pingfen.readers import forms_of
from word_files import cell, document, grid_of, packed, paragraph, row, run, table

HERE = Path(__file__).parent
AUTHOR = "评分核对 (pingfen)"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
CHANGED = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
NUMBER = re.compile(r'w:commentRangeStart (?:xmlns:w="[^"]+" )?w:id="(\d+)"')


def at(table_: int, row_: int, column: int) -> TablePlace:
    return TablePlace("a.docx", table_, row_, column)


def docx_comments(content: bytes) -> list[tuple[str, str]]:
    """Return the comments of a document by its part alone: number and text."""
    part = audits.parts(content).get("word/comments1.xml", b"").decode()
    notes = re.findall(r'<w:comment [^>]*w:id="(\d+)"[^>]*>(.*?)</w:comment>', part)
    return [(number, html.unescape(re.sub("<[^>]*>", "", text))) for number, text in notes]


def spots(*findings: tuple[object, str]) -> dict:
    found: dict = {}
    for place, text in findings:
        found.setdefault(place, []).append(audits.finding(place, text))
    return found


def marked_body(body: str, *findings: tuple[object, str], space: str = word_files.WORD) -> str:
    """Return the markup of a document with some body once it is marked."""
    content = packed(document(body, space))
    copy = marked(content, "a.docx", spots(*findings))
    assert word_files.texts(grid_of(copy)) == word_files.texts(grid_of(content))
    return audits.parts(copy)["word/document.xml"].decode()


def told(markup: str) -> dict[str, str]:
    """Return the text that each comment of a document is put at, by the number of the comment."""
    found = {}
    for number in NUMBER.findall(markup):
        start = re.search(rf'<w:commentRangeStart [^>]*w:id="{number}"/>', markup)
        end = re.search(rf'<w:commentRangeEnd [^>]*w:id="{number}"/>', markup)
        assert start
        assert end
        inner = markup[start.end() : end.start()]
        found[number] = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", inner))
    return found


@pytest.mark.parametrize("name", ["seven.docx", "form.docx"])
def test_a_marked_document_is_the_same_but_for_its_comments(name: str) -> None:
    content = (HERE / "documents" / name).read_bytes()
    forms = forms_of(content, "a.docx")
    found = audits.audit(forms, audits.rows_and_form)
    copy = marked(content, "a.docx", spots_of(found)["a.docx"])
    before, after = audits.parts(content), audits.parts(copy)
    assert {part for part in before if after.get(part) != before[part]} == CHANGED
    assert set(after) - set(before) == {"word/comments1.xml"}
    assert audits.same_forms(forms, forms_of(copy, "a.docx"))
    policy = pingfen.load_policy("zhangdian", year=2024)
    assert list(audits.scores(policy, forms)) == list(
        audits.scores(policy, forms_of(copy, "a.docx"))
    )
    notes = list(docx.Document(io.BytesIO(copy)).comments)
    assert sum(note.text.count("请更正") for note in notes) == sum(
        map(len, (f.rows for f in forms))
    )
    assert {note.author for note in notes} == {AUTHOR}


def test_what_is_said_of_a_row_stands_at_its_declared_score() -> None:
    content = (HERE / "documents" / "seven.docx").read_bytes()
    forms = forms_of(content, "a.docx")
    row_ = forms[0].rows[3]
    found = {row_.place: [audits.finding(row_.place, "得分不对", row=4)]}
    copy = marked(content, "a.docx", found)
    assert told(audits.parts(copy)["word/document.xml"].decode()) == {"0": "5.73"}
    assert seed.EXAMPLE.read_text("utf-8").count("5.73") == 1


def test_cells_are_found_by_grid_column() -> None:
    wide = cell("甲", '<w:gridSpan w:val="2"/>')
    before = '<w:gridBefore w:val="1"/>'
    body = table(
        row(wide, cell("乙"), cell("上", '<w:vMerge w:val="restart"/>')),
        row(cell("丙"), cell("丁"), properties=before),
        row(cell("戊"), cell("己"), cell("庚"), cell("", "<w:vMerge/>")),
    )
    markup = marked_body(
        body,
        (at(1, 1, 3), "乙"),
        (at(1, 2, 2), "丙"),
        (at(1, 3, 3), "庚"),
        (at(1, 1, 2), "甲"),
        (at(1, 1, 4), "上"),
    )
    assert told(markup) == {"0": "乙", "1": "丙", "2": "庚", "3": "甲", "4": "上"}


def test_a_cell_that_continues_another_is_marked_where_that_begins() -> None:
    body = table(
        row(cell("左"), cell("上", '<w:vMerge w:val="restart"/>')),
        row(cell("下"), cell("", "<w:vMerge/>")),
    )
    assert told(marked_body(body, (at(1, 2, 2), "合并"))) == {"0": "上"}


def test_nested_tables_controls_and_changes_do_not_move_the_marks() -> None:
    inner = table(row(cell("内")))
    outer = f"<w:tc><w:tcPr/>{paragraph(run('外'))}{inner}{paragraph()}</w:tc>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell('控件')}</w:sdtContent></w:sdt>"
    mark = 'w:id="7" w:author="a"'
    old = f"<w:del {mark}><w:r><w:delText>旧</w:delText></w:r></w:del>"
    inserted = f"<w:tc>{paragraph(f'<w:ins {mark}>', run('新'), '</w:ins>', old)}</w:tc>"
    body = table(row(cell("删"), properties=f"<w:del {mark}/>"), row(outer, control, inserted))
    markup = marked_body(
        body, (at(1, 2, 1), "外"), (at(2, 1, 1), "内"), (at(1, 2, 2), "控件"), (at(1, 2, 3), "新")
    )
    assert told(markup) == {"0": "外内", "1": "内", "2": "控件", "3": "新"}


def test_an_empty_cell_and_an_empty_paragraph_can_be_marked() -> None:
    body = table(row("<w:tc><w:p/></w:tc>", "<w:tc><w:p><w:pPr/></w:p></w:tc>"))
    markup = marked_body(body, (at(1, 1, 1), "一"), (at(1, 1, 2), "二"))
    assert told(markup) == {"0": "", "1": ""}
    assert markup.count("<w:pPr/><w:commentRangeStart") == 1


def test_a_comment_follows_the_properties_of_its_paragraph() -> None:
    properties = '<w:pPr><w:jc w:val="center"/><w:rPr><w:b/></w:rPr></w:pPr>'
    body = f"<w:p>{properties}{run('标题')}</w:p>"
    markup = marked_body(body, (ParagraphPlace("a.docx", 1), "不对"))
    assert f"{properties}<w:commentRangeStart" in markup
    assert markup.index("commentReference") < markup.index("</w:p>")


def test_paragraphs_are_counted_as_the_reader_does() -> None:
    framed = f"<w:txbxContent>{paragraph(run('框'))}</w:txbxContent>"
    picture = f"<w:r><w:pict><v:textbox>{framed}</v:textbox></w:pict></w:r>"
    box = paragraph(run("前"), picture)
    body = paragraph(run("一")) + box + table(row(cell("格"))) + paragraph(run("二"))
    places = [cell_.place for found in grid_of(packed(document(body))).rows for cell_ in found]
    markup = marked_body(body, *((place, "不对") for place in places))
    assert sorted(set(told(markup).values())) == ["一", "二", "前框", "格"]


def test_no_finding_is_lost_where_its_cell_is_gone() -> None:
    body = paragraph(run("头")) + table(row(cell("甲"), cell("乙")))
    markup = marked_body(
        body, (at(1, 1, 9), "右"), (at(9, 1, 1), "别的表"), (None, "全表"), (at(1, 7, 1), "下")
    )
    assert set(told(markup).values()) == {"乙", "头"}


def commented() -> Document:
    made = docx.Document()
    first = made.add_paragraph("第一段")
    made.add_comment(first.runs, "请核对", "科室", "k")
    made.add_paragraph("第二段")
    return made


def test_comments_that_are_there_are_kept() -> None:
    content = word_files.saved(commented())
    copy = marked(content, "a.docx", spots((ParagraphPlace("a.docx", 1), "不对")))
    notes = [(note.author, note.text) for note in docx.Document(io.BytesIO(copy)).comments]
    assert notes == [("科室", "请核对"), (AUTHOR, "错误：不对")]
    ids = NUMBER.findall(audits.parts(copy)["word/document.xml"].decode())
    assert len(set(ids)) == 2


def test_marking_again_leaves_only_what_is_found_now() -> None:
    content = word_files.saved(commented())
    first = marked(content, "a.docx", spots((ParagraphPlace("a.docx", 1), "旧")))
    second = marked(first, "a.docx", spots((ParagraphPlace("a.docx", 2), "新")))
    assert audits.parts(second) == audits.parts(
        marked(content, "a.docx", spots((ParagraphPlace("a.docx", 2), "新")))
    )


def test_a_strict_document_with_another_prefix_is_marked() -> None:
    body = f'<x:p xmlns:x="{STRICT}"><x:r><x:t>字</x:t></x:r></x:p>'
    part = f'<x:document xmlns:x="{STRICT}"><x:body>{body}</x:body></x:document>'
    copy = audits.parts(marked(packed(part), "a.docx", spots((None, "不对"))))
    assert (
        f'<w:commentRangeStart xmlns:w="{STRICT}" w:id="0"/><x:r>'
        in copy["word/document.xml"].decode()
    )
    assert STRICT.encode() in copy["word/comments1.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in copy["word/_rels/document.xml.rels"]
    )


def test_a_part_with_entities_is_refused() -> None:
    part = f'<!DOCTYPE a [<!ENTITY b "c">]>{document(paragraph())}'
    with pytest.raises(FormError):
        marked(packed(part), "a.docx", spots((None, "不对")))


def test_hostile_texts_are_shown_as_they_are() -> None:
    content = packed(document(paragraph(run("字"))))
    copy = audits.parts(marked(content, "a.docx", spots((None, "<w:p>&\x00\ud800\"'"))))
    assert (
        "错误：&lt;w:p&gt;&amp;\\x00\\ud800\"'".encode("ascii", "xmlcharrefreplace")
        in (copy["word/comments1.xml"])
    )


def test_an_office_program_prints_the_comments(tmp_path: Path) -> None:
    file = HERE / "documents" / "seven.docx"
    forms = forms_of(file.read_bytes(), "a.docx")
    found = audits.audit(forms, audits.rows_and_form)
    copy = tmp_path / "a.docx"
    copy.write_bytes(marked(file.read_bytes(), "a.docx", spots_of(found)["a.docx"]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path)]
    subprocess.run([*order, str(copy)], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "a.fodt").read_text("utf-8")
    assert text.count("<office:annotation ") == sum(len(form.rows) + 2 for form in forms)
    assert AUTHOR in text


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx"),
        ("a.txt", "项目名称\t甲".encode(), ".xlsx 和 .docx"),
        ("a.pdf", b"%PDF-1.4", ".xlsx 和 .docx"),
        ("a.yaml", b"project: x", ".xlsx 和 .docx"),
    ],
)
def test_other_kinds_of_files_are_said_not_to_be_marked(
    tmp_path: Path, name: str, content: bytes, hint: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    place = ParagraphPlace(str(file), 1)
    written, problems = mark_files(audits.one(place), str(tmp_path / "out"))
    assert written == []
    assert [found.code for found in problems] == ["not-marked"]
    assert hint in problems[0].show()


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table as people merge its cells: across, down, left out at the start, one inside."""
    width = draw(st.integers(1, 5))
    rows, names = [], iter(range(1_000))
    for _ in range(draw(st.integers(1, 5))):
        column = draw(st.integers(0, width - 1))
        before = f'<w:gridBefore w:val="{column}"/>' if column else ""
        cells = []
        while column < width:
            span = draw(st.integers(1, width - column))
            merge = draw(st.sampled_from(["", '<w:vMerge w:val="restart"/>', "<w:vMerge/>"]))
            text = "" if merge == "<w:vMerge/>" else f"格{next(names)}。"
            properties = f'<w:gridSpan w:val="{span}"/>{merge}'
            found = cell(text, properties)
            if draw(st.integers(0, 5)) == 0:
                inner = table(row(cell(f"内{next(names)}。")))
                found = found.replace("</w:tc>", f"{inner}<w:p/></w:tc>")
            cells.append(found)
            column += span
        rows.append(row(*cells, properties=before))
    return table(*rows)


@given(st.lists(tables(), min_size=1, max_size=3))
def test_every_cell_that_is_read_is_marked_at_its_text(found: list[str]) -> None:
    body = "".join(f"{each}<w:p/>" for each in found)
    cells = [each for row_ in grid_of(packed(document(body))).rows for each in row_ if each.text]
    content = packed(document(body))
    copy = marked(content, "a.docx", spots(*((each.place, each.text) for each in cells)))
    assert word_files.texts(grid_of(copy)) == word_files.texts(grid_of(content))
    notes = dict(docx_comments(copy))
    at_text = told(audits.parts(copy)["word/document.xml"].decode())
    assert notes.keys() == at_text.keys()
    for number, text in at_text.items():
        assert notes[number].removeprefix("错误：") == text.split("。")[0] + "。"
