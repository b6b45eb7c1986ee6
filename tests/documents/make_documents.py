"""Writes the documents of this folder with the programs that people use, once, by hand.

    python tests/documents/make_documents.py

They were written by LibreOffice 7.4.7 from what python-docx 1.2 and openpyxl 3.1 had written.
LibreOffice loses tables on its way from .docx straight to .doc, so it goes by way of .odt.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

HERE = Path(__file__).parent
CHANGE = 'w:id="1" w:author="a" w:date="2024-12-01T00:00:00Z"'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def form() -> Document:
    """Return a short form with merged levels and what readers like to lose."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2024年度）")
    document.add_paragraph("单位：万元")
    rows = (
        ("项目名称", "", "道路清扫保洁", "", "", "", ""),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "数量指标", "清扫面积", "≥105m²", "110m²", "50", "50"),
        ("", "", "清扫次数", "≥2次", "2次", "20", ""),
        ("", "质量指标", "合格率", "≥95%", "99.90%", "20", "20"),
        ("总分", "", "", "", "", "", "95.83"),
    )
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    for first, last in (((0, 0), (0, 1)), ((0, 2), (0, 6)), ((2, 0), (4, 0)), ((2, 1), (3, 1))):
        table.cell(*first).merge(table.cell(*last))
    score = table.cell(3, 6).paragraphs[0]._p
    for part in (
        f"<w:del {CHANGE}><w:r><w:delText>1</w:delText></w:r></w:del>",
        f"<w:ins {CHANGE}>{run('95')}</w:ins>",
        run(".83"),
        run("9", "<w:vanish/>"),
    ):
        score.append(parse_xml(f"<w:smartTag {nsdecls('w')}>{part}</w:smartTag>"))
    return document


def sheet() -> openpyxl.Workbook:
    """Return a sheet that shows other numbers than it stores."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["项目支出绩效自评表"])
    page.merge_cells("A1:D1")
    page.append(["指标", "年度指标值", "实际完成值", "得分"])
    page.append(["合格率", 1, 0.999, 5.725])
    page.append(["人数", 88, 63, 1234567.891])
    for cell, shown in {
        "B3": "0%",
        "C3": "0%",
        "D3": "0.00",
        "B4": '"≤"0"人"',
        "C4": '0"人"',
    }.items():
        page[cell].number_format = shown
    page["D4"].number_format = "#,##0.00"
    return book


def convert(source: Path, target: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True)
    return folder / f"{source.stem}.{target}"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form().save(str(folder / "form.docx"))
        free = convert(folder / "form.docx", "odt", folder)
        for target in ("docx", "doc", "odt", "html"):
            made = free if target == "odt" else convert(free, target, folder)
            shutil.copy(made, HERE / f"form.{target}")
        sheet().save(folder / "sheet.xlsx")
        for target in ("html", "ods"):
            made = convert(folder / "sheet.xlsx", target, folder)
            shutil.copy(made, HERE / f"sheet.{target}")
        (HERE / "sheet.html").rename(HERE / "sheet.xls")
    return 0


if __name__ == "__main__":
    sys.exit(main())
