"""Word documents and web pages that were damaged or made to do harm end in a message, soon."""

import io
import random
import zipfile
import zlib

import pytest

from pingfen import FormError
from pingfen.readers import archive, flow, forms_of, markup
from pingfen.readers.grid import Grid
from test_word import written_by_python_docx
from word_files import SPACES, WORD, cell, document, grid_of, packed, row, table, texts

WHOLE = written_by_python_docx()
ENTITY = '<!DOCTYPE d [<!ENTITY a "{}">]>'


def refused(content: bytes) -> str:
    with pytest.raises(FormError) as raised:
        grid_of(content)
    assert all(found.place and found.place.file == "a.docx" for found in raised.value.problems)
    return raised.value.show()


def tried(content: bytes, name: str = "a.docx") -> bool:
    """Read some damaged content: forms, or a message; anything else fails the test."""
    try:
        forms_of(content, name)
    except FormError as error:
        assert error.problems
        return False
    return True


@pytest.mark.parametrize("twentieth", range(1, 20))
def test_a_truncated_document_is_refused(twentieth: int):
    assert "已损坏" in refused(WHOLE[: len(WHOLE) * twentieth // 20])


def test_markup_with_wrong_bytes_is_read_or_refused_but_never_a_traceback():
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as opened:
        whole = opened.read("word/document.xml")
    chance = random.Random(7)
    start = whole.index(b"<w:body>")
    part = whole[: start + 30_000]
    results = set()
    for _ in range(150):
        damaged = bytearray(part + b"</w:tbl></w:body></w:document>")
        for at in chance.sample(range(start, len(part)), chance.choice((1, 3, 20))):
            damaged[at] = chance.randrange(256)
        results.add(tried(packed(bytes(damaged))))
    assert results == {False}


def test_structure_with_elements_left_out_or_doubled_is_read_or_refused():
    """Unlike bytes at random, these stay well-formed and reach every step of the reader."""
    body = table(
        row(cell("项目名称", '<w:gridSpan w:val="2"/>'), cell("x", '<w:vMerge w:val="restart"/>')),
        row(cell("1", "<w:hMerge/>"), cell("", "<w:vMerge/>"), cell(table(row(cell("2"))))),
    )
    names = ("tbl", "tr", "tc", "p", "r", "t", "tcPr", "gridSpan", "vMerge", "sdt", "txbxContent")
    chance = random.Random(11)
    for _ in range(300):
        changed = body
        for _ in range(3):
            old, new = chance.sample(names, 2)
            changed = changed.replace(f"<w:{old}>", f"<w:{new}>").replace(
                f"</w:{old}>", f"</w:{new}>"
            )
        try:
            assert isinstance(grid_of(packed(document(changed))), Grid)
        except FormError as error:
            assert error.problems


@pytest.mark.parametrize(
    "text",
    [
        ENTITY.format("x"),
        '<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE d>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_no_entity_is_ever_declared(text: str, encoding: str):
    """Two of these have no mark at their start, and only the parser knows that they are UTF-16."""
    named = encoding.removesuffix("-le").removesuffix("-be")
    whole = f'<?xml version="1.0" encoding="{named}"?>{text}{document("<w:p/>")}'
    assert "声明了实体" in refused(packed(whole.encode(encoding)))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1_000_000)
    assert "解压后超过" in refused(packed(document("<w:p/>" * 200_000)))


def test_a_part_that_unpacks_to_more_than_it_says_is_broken():
    content = bytearray(packed(document("<w:p/>" * 10_000)))
    size = len(document("<w:p/>" * 10_000)).to_bytes(4, "little")
    assert content.count(size) == 2
    lying = bytes(content).replace(size, (100).to_bytes(4, "little"))
    assert "无法读取" in refused(lying)


def test_too_much_markup_is_refused_before_it_is_heard(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(markup, "MOST_TAGS", 1_000)
    assert "标记超过 1000 个" in refused(packed(document("<w:r/>" * 1_000)))


def test_a_million_columns_are_refused():
    assert "超过 16384 列" in refused(
        packed(document(table(row(cell("1", '<w:gridSpan w:val="1000000"/>')))))
    )
    before = '<w:gridBefore w:val="99999999999999999999"/>'
    assert "超过 16384 列" in refused(packed(document(table(row(cell("1"), properties=before)))))


def test_many_wide_rows_are_refused_once_they_are_too_many_cells():
    wide = row(cell("1", '<w:gridSpan w:val="16000"/>'))
    assert "单元格超过" in refused(packed(document(table(wide * 70))))


@pytest.mark.parametrize("width", ["-5", "0", "1.5", "x", "", "٣"])
def test_a_width_that_is_none_is_one(width: str):
    wide = cell("1", f'<w:gridSpan w:val="{width}"/>')
    assert texts(grid_of(packed(document(table(row(wide, cell("2"))))))) == [["1", "2"]]


def test_tables_in_tables_are_bounded():
    depth = 100_000
    whole = "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth
    assert f"超过 {flow.MOST_NESTED} 层" in refused(packed(document(whole)))


def test_other_elements_may_be_as_deep_as_they_like():
    depth = 200_000
    deep = "<w:sdt>" * depth + "<w:p><w:r><w:t>深</w:t></w:r></w:p>" + "</w:sdt>" * depth
    assert texts(grid_of(packed(document(deep)))) == [["深"]]


@pytest.mark.parametrize(
    "body",
    [
        "<w:tc><w:p/></w:tc>",
        "<w:tr><w:tc><w:p/></w:tc></w:tr>",
        "<w:tbl><w:tc><w:p/></w:tc></w:tbl>",
        "<w:tbl><w:p/></w:tbl>",
        "<w:tbl><w:tr><w:p/></w:tr></w:tbl>",
        "<w:tbl/>",
        "<w:r><w:t>x</w:t></w:r>",
        "<w:txbxContent/>",
        "<w:tbl><w:tr><w:tc><w:txbxContent><w:tr/></w:txbxContent></w:tc></w:tr></w:tbl>",
        "<w:p><w:p/></w:p>",
        "<w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:p>",
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:hMerge/></w:tc></w:tr></w:tbl>",
        '<w:tc><w:tcPr><w:vMerge/><w:hMerge/><w:gridSpan w:val="3"/></w:tcPr></w:tc>',
        '<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>',
        "<mc:Choice><w:p/></mc:Choice><mc:AlternateContent/><mc:Fallback/>",
        "<w:trPr><w:del/><w:gridAfter w:val='2'/></w:trPr><w:showingPlcHdr/>",
    ],
)
def test_elements_in_the_wrong_place_are_no_traceback(body: str):
    assert isinstance(grid_of(packed(document(body))), Grid)


def test_a_field_that_never_ends_does_not_swallow_the_rest():
    begins = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    grid = grid_of(packed(document(begins + "<w:p><w:r><w:t>后</w:t></w:r></w:p>")))
    assert texts(grid) == [[""], ["后"]]


def test_nulls_in_a_document_are_refused():
    assert "无法读取" in refused(packed(document("<w:p><w:r><w:t>\0</w:t></w:r></w:p>")))
    spaced = f'<w:document xmlns:w="{WORD}" {SPACES}>'.encode() + b"\0" * 50
    assert "无法读取" in refused(packed(spaced))


def test_a_document_with_a_wrong_checksum_is_refused():
    content = packed(document("<w:p/>"))
    checksum = zlib.crc32(document("<w:p/>").encode()).to_bytes(4, "little")
    assert content.count(checksum) == 2
    assert "无法读取" in refused(content.replace(checksum, b"\1\2\3\4"))
