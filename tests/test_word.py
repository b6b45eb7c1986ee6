"""Reads Word documents as they would be printed: by grid column, with what changes and hides."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

import seed
from laid_out import Table, published
from pingfen import FormError, Forms, read_forms
from pingfen.form import Form
from pingfen.places import ParagraphPlace, TablePlace
from word_files import (
    MAIN,
    cell,
    document,
    grid_of,
    noticed,
    of_body,
    packed,
    paragraph,
    row,
    run,
    saved,
    table,
    texts,
)

DOCUMENTS = Path(__file__).parent / "documents"
CHANGE = 'w:id="1" w:author="a" w:date="2024-12-01T00:00:00Z"'
UP = '<w:vertAlign w:val="superscript"/>'
GONE = f"<w:del {CHANGE}><w:r><w:delText>x</w:delText></w:r></w:del>"
MOVED = f"<w:moveFrom {CHANGE}>{run('9')}</w:moveFrom><w:moveTo {CHANGE}>{run('8')}</w:moveTo>"
BROKEN = (
    "<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t><w:noBreakHyphen/>"
    "<w:softHyphen/><w:t>4</w:t></w:r>"
)
FORMULA = (
    "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>5</m:t></m:r></m:sup>"
    "</m:sSup><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den>"
    "</m:f></m:oMath>"
)
ENTRIES = '<w:listEntry w:val="优"/><w:listEntry w:val="良"/>'


def field(data: str, instruction: str = "FORM") -> str:
    """Return a field without a result."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


FORM = [
    ["项目支出绩效自评表"],
    ["（2024年度）"],
    ["单位：万元"],
    ["项目名称", "", "道路清扫保洁", "", "", "", ""],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "清扫面积", "≥105m²", "110m²", "50", "50"],
    ["", "", "清扫次数", "≥2次", "2次", "20", "95.83"],
    ["", "质量指标", "合格率", "≥95%", "99.90%", "20", "20"],
    ["总分", "", "", "", "", "", "95.83"],
]
SPANS = {(3, 0): (1, 2), (3, 2): (1, 5), (5, 0): (3, 1), (5, 1): (2, 1)}


def plain(forms: Forms) -> list[object]:
    """Return what forms say, without the places."""
    return [what_it_says(form) for form in forms.forms]


def what_it_says(form: Form) -> object:
    rows = [
        ((row.level1, row.level2, row.name, row.reason), row.target.reading, row.actual.reading)
        for row in form.rows
    ]
    points = [(row.weight.value, row.declared.value) for row in form.rows]
    budget = form.execution
    figures = (budget.total.initial, budget.total.annual, budget.total.executed, budget.declared)
    said = (form.project, form.year, form.unit, form.declared_grade, form.goal, form.outcome)
    return said, [each.value for each in figures], form.declared_total.value, rows, points


def written_by_python_docx() -> bytes:
    """Return the published example as a Word document with merged cells."""
    made = docx.Document()
    for part in published():
        if not isinstance(part, Table):
            made.add_paragraph(part)
            continue
        laid = made.add_table(len(part.rows), len(part.rows[0]))
        cells = [row.cells for row in laid.rows]  # found anew each time they are asked for
        for line, said in zip(cells, part.rows, strict=True):
            for each, text in zip(line, said, strict=True):
                each.text = text
        for at, column, rows, columns in part.merged:
            cells[at][column].merge(cells[at + rows - 1][column + columns - 1])
    return saved(made)


def test_the_published_example_reads_the_same_from_a_word_document(tmp_path: Path):
    file = tmp_path / "forms.docx"
    file.write_bytes(written_by_python_docx())
    text, word = read_forms(seed.EXAMPLE), read_forms(file)
    assert plain(word) == plain(text)
    assert [form.declared_total.value for form in word.forms] == [*map(read, seed.TOTALS)]
    assert [line.total.value for line in word.summary] == [
        line.total.value for line in text.summary
    ]
    assert word.problems == ()


def read(number: object) -> object:
    from fractions import Fraction

    return Fraction(str(number))


def test_a_document_by_libreoffice_reads_with_its_merged_cells_and_changes():
    grid = grid_of((DOCUMENTS / "form.docx").read_bytes())
    assert texts(grid) == [*FORM, [""]]
    assert grid.spans == SPANS
    assert noticed(grid) == [
        ("tracked-changes", "a.docx[表1 行4 列7]"),
        ("hidden-text", "a.docx[表1 行4 列7]"),
    ]


def test_merged_cells_stand_once_where_python_docx_repeats_them():
    made = docx.Document()
    laid = made.add_table(3, 4)
    laid.cell(0, 1).merge(laid.cell(2, 2)).text = "同"
    laid.cell(0, 3).text = "右"
    content = saved(made)
    grid = grid_of(content)
    assert texts(grid) == [["", "同", "", "右"], ["", "", "", ""], ["", "", "", ""]]
    assert grid.spans == {(0, 1): (3, 2)}
    assert [each.text for each in docx.Document(io.BytesIO(content)).tables[0].rows[1].cells] == [
        *("", "同", "同", "")
    ]


def test_paragraphs_and_cells_are_placed_as_they_are_counted():
    grid = of_body(
        paragraph(run("一"))
        + table(row(cell("a"), cell("b")))
        + paragraph(run("二"))
        + table(row(cell("c")))
    )
    assert [[each.place for each in row] for row in grid.rows] == [
        [ParagraphPlace("a.docx", 1)],
        [TablePlace("a.docx", 1, 1, 1), TablePlace("a.docx", 1, 1, 2)],
        [ParagraphPlace("a.docx", 2)],
        [TablePlace("a.docx", 2, 1, 1)],
    ]


@pytest.mark.parametrize(
    ("runs", "said", "problems"),
    [
        (f"<w:ins {CHANGE}>{run('95')}</w:ins>{run('.83')}", "95.83", ["tracked-changes"]),
        (GONE + run("95.83"), "95.83", ["tracked-changes"]),
        (f"<w:ins {CHANGE}>{GONE}{run('1')}</w:ins>", "1", ["tracked-changes"]),
        (
            MOVED,
            "8",
            ["tracked-changes"],
        ),
        (run("1", f"<w:rPrChange {CHANGE}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "1", []),
        (run("95") + run("hid", "<w:vanish/>"), "95", ["hidden-text"]),
        (run("95") + run("seen", '<w:vanish w:val="0"/>'), "95seen", []),
        (run("96", "<w:strike/>") + run("95"), "95", ["struck-text"]),
        (run("10") + run("5", UP), "10⁵", []),
        (run("m") + run("2", UP) + run("次"), "m²次", []),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO₂", []),
        (run("95") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "95", []),
        (
            BROKEN,
            "1\t2\n3-4",
            [],
        ),
        ('<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' + run("1"), "1", []),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "√", []),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>98</w:t></w:r>', "≥98", []),
        (run("R", '<w:rFonts w:ascii="Wingdings 2"/>'), "☑", []),
        (run("\uf0a3", '<w:rFonts w:ascii="Symbol"/>') + run("5"), "≤5", []),
        ('<w:r><w:sym w:font="Wingdings" w:char="F03A"/></w:r>', "\ufffd", ["symbol-unknown"]),
        ('<w:r><w:sym w:font="X" w:char="zz"/></w:r>', "\ufffd", []),
        ('<w:fldSimple w:instr="=1+1">' + run("2") + "</w:fldSimple>", "2", []),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=1+1</w:instrText>'
            '<w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("2")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + run("个"),
            "2个",
            [],
        ),
        (field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), "☑", []),
        (field('<w:checkBox><w:default w:val="0"/></w:checkBox>'), "☐", []),
        (field(f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>'), "良", []),
        (field(f"<w:ddList>{ENTRIES}</w:ddList>"), "优", []),
        (field(f'<w:ddList><w:default w:val="1"/>{ENTRIES}</w:ddList>'), "良", []),
        (
            field(f'<w:ddList><w:result w:val="0"/><w:default w:val="1"/>{ENTRIES}</w:ddList>'),
            "优",
            [],
        ),
        (field('<w:textInput><w:default w:val="x"/></w:textInput>'), "", []),
        (field(f'<w:ddList><w:result w:val="7"/>{ENTRIES}</w:ddList>'), "", []),
        (field("", "EQ \\o\\ac(□,√)"), "", ["drawn-field"]),
        (field("", "PAGE"), "", []),
        (f"<w:hyperlink>{run('a')}</w:hyperlink><w:smartTag>{run('b')}</w:smartTag>", "ab", []),
        (f"<w:customXml>{run('a')}</w:customXml>", "a", []),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>{run('b')}", "ab", []),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("单击此处输入")
            + f"</w:sdtContent></w:sdt>{run('b')}",
            "b",
            ["placeholder"],
        ),
        (
            "<mc:AlternateContent><mc:Choice>"
            + run("新")
            + f"</mc:Choice><mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>",
            "新",
            [],
        ),
        ("<w:r><w:object/></w:r>", "", ["embedded"]),
        ("<w:r><w:drawing><a:blip/></w:drawing></w:r>", "", ["picture"]),
        (
            FORMULA,
            "10⁵1/2",
            [],
        ),
        ('<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' + run("条"), "条", []),
        (
            f"<w:ruby><w:rt>{run('ping')}</w:rt><w:rubyBase>{run('评')}</w:rubyBase></w:ruby>",
            "评",
            [],
        ),
    ],
)
def test_a_paragraph_says_what_would_be_printed(runs: str, said: str, problems: list[str]):
    alone = of_body(paragraph(runs))
    assert texts(alone) == [[said]]
    assert [code for code, _ in noticed(alone)] == problems
    inside = of_body(table(row(cell("0"), f"<w:tc>{paragraph(runs)}</w:tc>")))
    assert texts(inside) == [["0", said]]
    assert noticed(inside) == [(code, "a.docx[表1 行1 列2]") for code in problems]


def test_a_superscript_number_is_never_glued_to_the_one_before():
    from pingfen.form import Unparsed
    from pingfen.understanding import understand

    grid = of_body(paragraph(run("10"), run("5", UP), run("个")))
    assert isinstance(understand(grid.rows[0][0].text), Unparsed)


def test_character_styles_hide_and_raise_their_text():
    styles = (
        f'<w:styles xmlns:w="{document("").split(chr(34))[1]}">'
        '<w:style w:type="character" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        f'<w:style w:type="character" w:styleId="C"><w:rPr>{UP}</w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="D"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="E"><w:basedOn w:val="E"/></w:style></w:styles>'
    )
    runs = [run(style, f'<w:rStyle w:val="{style}"/>') for style in "ABDE"]
    raised = run("2", '<w:rStyle w:val="C"/>')
    seen = run("x", '<w:rStyle w:val="B"/><w:vanish w:val="0"/>')
    grid = grid_of(packed(document(paragraph(*runs, raised, seen)), styles=styles))
    assert texts(grid) == [["DE²x"]]
    assert [found.text.in_lang("zh") for found in grid.problems] == ["隐藏的内容“AB”未读取"]


def test_styles_that_neither_hide_nor_raise_are_not_gone_through(monkeypatch):
    from pingfen.readers.word import styles as module

    monkeypatch.setattr(module, "_Sheet", None)
    styles = f'<w:styles xmlns:w="{document("").split(chr(34))[1]}"><w:style/></w:styles>'
    runs = run("95", '<w:rStyle w:val="A"/>'), run("2", f'<w:rStyle w:val="A"/>{UP}')
    grid = grid_of(packed(document(paragraph(*runs)), styles=styles))
    assert texts(grid) == [["95²"]]


def test_a_deleted_mark_joins_two_paragraphs():
    mark = f"<w:pPr><w:rPr><w:del {CHANGE}/></w:rPr></w:pPr>"
    grid = of_body(paragraph(mark, run("95")) + paragraph(run(".83")) + paragraph(run("后")))
    assert texts(grid) == [["95.83"], ["后"]]
    ends = of_body(table(row(f"<w:tc>{paragraph(mark, run('1'))}</w:tc>", cell("2"))))
    assert texts(ends) == [["1", "2"]]


def test_a_text_box_is_read_once_and_after_the_table_that_it_hangs_on():
    box = f"<w:txbxContent>{paragraph(run('盒'))}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    grid = of_body(table(row(f"<w:tc>{paragraph(twice, run('1'))}</w:tc>"), row(cell("2"))))
    assert texts(grid) == [["1"], ["盒"], ["2"]]
    assert noticed(grid) == [("text-box", "a.docx[表1 行1 列1]")]
    assert texts(of_body(paragraph(twice, run("1")))) == [["盒"], ["1"]]


def test_cells_stand_at_their_grid_columns():
    grid = of_body(
        table(
            row(
                cell("b", '<w:gridSpan w:val="2"/>'),
                properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="2"/>',
            ),
            row(cell("1"), cell("2"), cell("3"), cell("4"), cell("5")),
        )
    )
    assert texts(grid) == [["", "b", "", "", ""], ["1", "2", "3", "4", "5"]]
    assert grid.spans == {(0, 1): (1, 2)}
    assert grid.rows[0][1].place == TablePlace("a.docx", 1, 1, 2)


def test_cells_merge_down_by_column_and_across_as_old_documents_write_it():
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    grid = of_body(
        table(
            row(
                cell("甲", begins),
                cell("乙", '<w:hMerge w:val="restart"/>'),
                cell("", "<w:hMerge/>"),
            ),
            row(cell("", goes_on), cell("1"), cell("2", begins)),
            row(cell("盖", goes_on), cell("3"), cell("", '<w:vMerge w:val="continue"/>')),
            row(cell("丙", begins), cell("", goes_on), cell("4")),
        )
    )
    assert texts(grid) == [["甲", "乙", ""], ["", "1", "2"], ["", "3", ""], ["丙", "", "4"]]
    assert grid.spans == {(0, 0): (3, 1), (0, 1): (1, 2), (1, 2): (2, 1)}
    assert noticed(grid) == [("covered-text", "a.docx[表1 行3 列1]")]


def test_old_formatting_of_a_cell_merges_nothing():
    old = f'<w:tcPrChange {CHANGE}><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>'
    assert texts(of_body(table(row(cell("1", old), cell("2"))))) == [["1", "2"]]


def test_rows_and_cells_in_content_controls_are_there():
    def controlled(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    inner = controlled(cell("2")) + f"<w:customXml>{cell('3')}</w:customXml>"
    rows = row(cell("1") + inner) + controlled(row(cell("4"), cell("5"), cell("6")))
    grid = of_body(controlled(table(rows)) + controlled(paragraph(run("段"))))
    assert texts(grid) == [["1", "2", "3"], ["4", "5", "6"], ["段"]]


def test_rows_that_were_deleted_or_hidden_do_not_count_but_keep_their_number():
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    grid = of_body(
        table(
            row(cell("a", begins), cell("1")),
            row(cell("", goes_on), cell("2"), properties=f"<w:del {CHANGE}/>"),
            row(cell("", goes_on), cell("3"), properties="<w:hidden/>"),
            row(cell("", goes_on), cell("4"), properties=f"<w:ins {CHANGE}/>"),
        )
    )
    assert texts(grid) == [["a", "1"], ["", "4"]]
    assert grid.spans == {(0, 0): (2, 1)}
    assert grid.rows[1][1].place == TablePlace("a.docx", 1, 4, 2)
    assert noticed(grid) == [
        ("deleted-row", "a.docx[表1 行2 列1]"),
        ("hidden-table-row", "a.docx[表1 行3 列1]"),
        ("tracked-changes", "a.docx[表1 行4 列1]"),
    ]


def test_a_table_in_a_cell_follows_its_row_and_cuts_no_merged_cell():
    inner = f"<w:tc>{paragraph(run('外'))}{table(row(cell('内')))}{paragraph()}</w:tc>"
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    apart = of_body(table(row(cell("1"), inner), row(cell("2"), cell("3"))))
    assert texts(apart) == [["1", "外"], ["内"], ["2", "3"]]
    assert apart.rows[1][0].place == TablePlace("a.docx", 2, 1, 1)
    across = of_body(table(row(cell("1", begins), inner), row(cell("", goes_on), cell("3"))))
    assert texts(across) == [["1", "外"], ["", "3"], ["内"]]
    assert across.spans == {(0, 0): (2, 1)}


def test_a_cell_with_several_paragraphs_has_several_lines():
    made = docx.Document()
    laid = made.add_table(1, 1)
    laid.cell(0, 0).text = "产出"
    laid.cell(0, 0).add_paragraph("指标")
    assert texts(grid_of(saved(made))) == [["产出\n指标"]]


def test_headers_and_footers_are_not_read():
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.add_paragraph("正文")
    assert texts(grid_of(saved(made))) == [["正文"]]


def test_strict_documents_and_documents_with_another_main_part_are_read():
    strict = document(paragraph(run("严")), "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert texts(grid_of(packed(strict))) == [["严"]]
    assert texts(grid_of(packed(strict, "word/document2.xml"))) == [["严"]]


def test_a_zip_file_whose_types_name_no_part_of_ours_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr("[Content_Types].xml", f'<Override ContentType="{MAIN}" PartName="/x"/>')
    with pytest.raises(FormError, match="既不是"):
        grid_of(content.getvalue())
