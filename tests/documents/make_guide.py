"""Writes the two documents that docs/reading.md reads, as clerks save them.

    python tests/documents/make_guide.py [FOLDER]

openpyxl writes the workbook and LibreOffice saves it anew, with the values of its formulas;
python-docx writes the other. Run once by hand; each cell of them is there for a line of the guide.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).parent.parent))

from layouts.libreoffice import convert  # the path is set a line before

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
MARK = 'w:author="a" w:date="2024-12-01T00:00:00Z"'
SHEET = (
    ("项目支出绩效自评表", "", "", "", "", "", ""),
    ("（2024年度）", "", "", "", "", "", ""),
    ("项目名称", "", "河道保洁", "", "", "", ""),
    ("项目资金（万元）", "", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", 80, 75.5, 10, "=D5/C5", 9.44),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "保洁河道长度", "≥120公里", "126公里", 15, 15),
    ("", "", "打捞次数", "≥48", 45, 15, 14.06),
    ("", "质量指标", "断面水质达标率", "=100%", 0.986, 20, 19.72),
    ("", "时效指标", "完成时间", date(2024, 12, 31), date(2024, 11, 20), 10, 10),
    ("", "成本指标", "每公里成本", "≤0.6万元", "=D5/0", 10, 10),
    ("效益指标", "社会效益指标", "沿河环境", "改善", "改善", "", 10),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "95%", 10, 10),
    ("总分", "", "", "", "", "", "=SUM(G5,G7:G13)"),
)
MERGED = ("A1:G1", "A2:G2", "A3:B3", "C3:G3", "A4:A5", "A7:A11", "B7:B8", "A14:F14")
FORMATS = {
    "F5": "0.00%",
    "E8": '0"次"',
    "D9": "0%",
    "E9": "0%",
    "D10": 'm"月"d"日"',
    "E10": 'm"月"d"日"',
}
WORDS = (
    ("项目名称", "", "公园绿化养护", "", "", "", ""),
    ("资金情况（万元）", "", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "50", "50", "10", "100%", "10"),
    ("一级指标", "二级指标", "三级指标", "分值", "指标值", "完成值", "得分"),
    ("产出指标(50分)", "数量指标", "养护面积", "30", "≥8公顷", "8公顷", "30"),
    ("", "质量指标", "成活率", "20", "≥95%", "", "20"),
    ("效益指标(30分)", "生态效益指标", "绿地景观", "30", "提升", "", "30"),
    ("满意度指标(10分)", "满意度指标", "游客满意度", "10", "≥90%", "92%", "10"),
    ("总分", "", "", "", "", "", "100"),
)
JOINED = (
    ((0, 0), (0, 1)),
    ((0, 2), (0, 6)),
    ((1, 0), (2, 0)),
    ((4, 0), (5, 0)),
    ((8, 0), (8, 5)),
)


def workbook() -> Workbook:
    """Return a form with what workbooks hide: formulas, formats, dates, a hidden row."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    for cells in SHEET:
        sheet.append([cell or None for cell in cells])
    for merged in MERGED:
        sheet.merge_cells(merged)
    for at, form in FORMATS.items():
        sheet[at].number_format = form
    sheet["F12"] = "10"  # typed as a text, as after an apostrophe
    sheet.row_dimensions[12].hidden = True
    return book


def document() -> Document:
    """Return a form with a change that nobody accepted, and a control that nobody filled."""
    made = docx.Document()
    made.add_paragraph("项目支出绩效自评表")
    made.add_paragraph("（2024年度）")
    table = made.add_table(len(WORDS), len(WORDS[0]), "Table Grid")
    for row, texts in zip(table.rows, WORDS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in JOINED:
        table.cell(*first).merge(table.cell(*last))
    for part in (
        f'<w:del {nsdecls("w")} w:id="1" {MARK}><w:r><w:delText>96%</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} w:id="2" {MARK}><w:r><w:t>97%</w:t></w:r></w:ins>',
    ):
        table.cell(5, 5).paragraphs[0]._p.append(parse_xml(part))
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>单击此处填写</w:t></w:r></w:sdtContent></w:sdt>"
    )
    table.cell(6, 5).paragraphs[0]._p.append(parse_xml(control))
    return made


def main(folder: Path) -> None:
    """Write both."""
    with tempfile.TemporaryDirectory() as name:
        typed = Path(name) / "typed.xlsx"
        workbook().save(typed)
        convert(typed, folder / "河道保洁.xlsx")
    document().save(str(folder / "公园绿化.docx"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else EXAMPLES)
