"""Prints the .pdf files of this folder; run once, its results are committed.

They were printed by LibreOffice 7.4.7 (Writer, Calc) and Chromium 156 from documents written by
python-docx 1.2.0, openpyxl 3.1.5 and as HTML, with the font Noto Sans CJK SC. Afterwards pikepdf
10.17 took the outlines of the glyphs out, which only a screen needs, so that the files are small.

    python tests/documents/make_printed.py   # with python-docx, openpyxl and pikepdf
"""

import base64
import html
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from openpyxl.styles import Alignment, Border, Font, Side

FOLDER = Path(__file__).parent
EXAMPLE = FOLDER.parent.parent / "docs" / "examples" / "zhangdian-2024.txt"
FONT = "Noto Sans CJK SC"
LONG = (
    "受设备到货时间影响，部分站点的调试推迟到第四季度，下一步提前启动采购程序并按月督促供应商交货，"
    "确保全年任务按期完成。"
)
LONG_NAME = "新增站点完成调试的比例，按合同约定的时间和验收标准统计"
COLUMNS = 8
NO_HEADER = "--no-pdf-header-footer"
# row, column, text, rows, columns: one form with merged cells, as people make them
TOP = (
    (0, 0, "项目名称", 1, 2),
    (0, 2, "水文监测站点运行维护", 1, 6),
    (1, 0, "主管部门", 1, 2),
    (1, 2, "水务局", 1, 3),
    (1, 5, "实施单位", 1, 1),
    (1, 6, "水文站", 1, 2),
    (2, 0, "项目资金（万元）", 3, 1),
    *(
        (2, at, text, 1, 1)
        for at, text in enumerate(
            ("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"), 1
        )
    ),
    *(
        (3, at, text, 1, 1)
        for at, text in enumerate(("年度资金总额", "60", "65", "62.73", "10", "96.51%", "9.65"), 1)
    ),
    *(
        (4, at, text, 1, 1)
        for at, text in enumerate(("其中：当年财政拨款", "60", "65", "62.73", "—", "—", "—"), 1)
    ),
    (5, 0, "年度总体目标", 2, 1),
    (5, 1, "年初预期目标", 1, 4),
    (5, 5, "目标实际完成情况", 1, 3),
    (6, 1, "保障监测站点全年正常运行，数据及时准确。", 1, 4),
    (6, 5, "站点运行正常，数据报送及时。", 1, 3),
)
HEADING = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
ROWS = (
    ("产出指标", "数量指标", "维护站点数量", "≥120个", "126个", "10", "10", ""),
    ("", "", "开展巡检次数", "≥48次", "48次", "10", "10", ""),
    ("", "质量指标", "设备完好率", "≥98.5%", "99.20%", "10", "10", ""),
    ("", "时效指标", LONG_NAME, "≥100%", "86.67%", "10", "8.67", LONG),
    ("", "", "故障平均修复时间", "≤24小时", "20小时", "5", "5", ""),
    ("成本指标", "经济成本指标", "项目总成本", "≤62.73万元", "62.73万元", "10", "10", ""),
    ("效益指标", "社会效益指标", "服务覆盖的乡镇数", "≥15", "15", "10", "10", ""),
    ("", "可持续影响指标", "监测网络持续发挥作用", "持续有效", "持续有效", "15", "15", ""),
    ("满意度指标", "服务对象满意度指标", "使用单位满意度", "≥90%", "95%", "10", "10", ""),
)  # fmt: skip


def cells() -> Iterator[tuple[int, int, str, int, int]]:
    """Yield the cells of the form, each level over the rows that it is said for."""
    yield from TOP
    start = 1 + max(row for row, *_ in TOP)
    yield from ((start, at, text, 1, 1) for at, text in enumerate(HEADING))
    for column in range(COLUMNS):
        row = 0
        while row < len(ROWS):
            rows = 1
            while column < 2 and row + rows < len(ROWS) and not ROWS[row + rows][column]:
                rows += 1
            yield start + 1 + row, column, ROWS[row][column], rows, 1
            row += rows
    yield start + 1 + len(ROWS), 0, "总分", 1, 6
    yield start + 1 + len(ROWS), 6, "98.32", 1, 2


def page(width: int, height: int) -> Docx:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(12)
    return document


def put(table: Table, place: tuple[int, int], text: str, size: tuple[int, int] = (1, 1)) -> None:
    (row, column), (rows, columns) = place, size
    cell = table.cell(row, column)
    if (rows, columns) != (1, 1):
        cell = cell.merge(table.cell(row + rows - 1, column + columns - 1))
    cell.text = text
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def form_docx() -> Docx:
    """A form over two pages: one row and two levels are cut by the page break."""
    document = page(210, 148)
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("(2023年度)")
    found = [*cells()]
    table = document.add_table(1 + max(row for row, *_ in found), COLUMNS)
    table.style = "Table Grid"
    for row, column, text, rows, columns in found:
        put(table, (row, column), text, (rows, columns))
    return document


def heading_docx() -> Docx:
    """Indicators over several pages with the heading on each, fake bold, and page numbers."""
    document = page(148, 105)
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("项目名称：水文监测站点运行维护")
    table = document.add_table(1 + len(ROWS), COLUMNS)
    table.style = "Table Grid"
    for row, texts in enumerate((HEADING, *ROWS)):
        for column, text in enumerate(texts):
            put(table, (row, column), text)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("第 ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)
    footer.add_run(" 页")
    return document


def example_docx() -> Docx:
    document = page(216, 279)
    for rows in blocks():
        if len(rows[0]) == 1:
            document.add_paragraph(rows[0][0])
            continue
        table = document.add_table(len(rows), max(map(len, rows)))
        table.style = "Table Grid"
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    return document


def form_xlsx(path: Path, *, high: bool) -> None:
    """A sheet with merged cells; where rows are not high enough, long text runs over others."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["项目支出绩效自评表"])
    sheet.append(["(2023年度)"])
    side = Side(style="thin")
    found = [*cells()]
    for row in range(3, 4 + max(row for row, *_ in found)):
        for column in range(1, COLUMNS + 1):
            sheet.cell(row, column).border = Border(side, side, side, side)
    for row, column, text, rows, columns in found:
        cell = sheet.cell(row + 3, column + 1, text)
        cell.data_type = "s"
        cell.alignment = Alignment("center", "center", wrap_text=True)
        if (rows, columns) != (1, 1):
            sheet.merge_cells(None, row + 3, column + 1, row + rows + 2, column + columns)
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(FONT, 9)
    for column, width in zip("ABCDEFGH", (10, 12, 18, 10, 10, 6, 6, 22), strict=True):
        sheet.column_dimensions[column].width = width
    for row in range(3, 1 + sheet.max_row if high else 3):
        sheet.row_dimensions[row].height = (
            75 if "新增站点" in str(sheet.cell(row, 3).value) else 26
        )
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    book.save(path)


def blocks() -> Iterator[list[list[str]]]:
    """Yield the published example: each paragraph, and the rows of each table."""
    table: list[list[str]] = []
    for line in EXAMPLE.read_text("utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) > 1:
            table.append(cells)
            continue
        if table:
            yield table
            table = []
        if line:
            yield [cells]


STYLE = (
    f"<meta charset=utf-8><style>body{{font:9pt '{FONT}'}}"
    "table{border-collapse:collapse;width:100%}td{border:1px solid black;padding:2px}</style>"
)


def example_html() -> str:
    out = [STYLE]
    for rows in blocks():
        if len(rows[0]) == 1:
            out.append(f"<p>{html.escape(rows[0][0])}</p>")
            continue
        width = max(map(len, rows))
        out.append("<table>")
        for row in rows:
            texts = [*row, *[""] * (width - len(row))]
            out.append("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in texts))
        out.append("</table>")
    return "\n".join(out)


def form_html() -> str:
    out = [
        STYLE,
        "<style>@page{size:210mm 148mm}</style><p>项目支出绩效自评表<p>(2023年度)<table>",
    ]
    found = sorted(cells())
    for row in range(1 + found[-1][0]):
        out.append("<tr>")
        out += [
            f"<td rowspan={rows} colspan={columns}>{html.escape(text)}</td>"
            for at, _, text, rows, columns in found
            if at == row
        ]
    return "\n".join([*out, "</table>"])


def scan_html() -> str:
    """A page that is a picture, as a scanner makes it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + bytes(range(64)) for _ in range(64)))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return f'<img width=500 src="data:image/png;base64,{base64.b64encode(png).decode()}">'


def run(*command: object) -> None:
    subprocess.run([*map(str, command)], check=True, capture_output=True)


def by_office(source: Path, target: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        run(
            "soffice",
            f"-env:UserInstallation=file://{profile}",
            *("--headless", "--convert-to", "pdf", "--outdir", source.parent, source),
        )
    shrink(source.with_suffix(".pdf"), target)


def by_chromium(source: Path, text: str, target: str, *options: str) -> None:
    source.write_text(text, "utf-8")
    printed = source.with_suffix(".pdf")
    run("chromium", "--headless", "--no-sandbox", *options, f"--print-to-pdf={printed}", source)
    shrink(printed, target)


def shrink(source: Path, target: str) -> None:
    """Take out the outlines of the glyphs; everything else stays as it was printed."""
    import pikepdf  # only here: tests that go through all files of this folder need none of it

    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(source) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Dictionary):
                for name in ("/FontFile", "/FontFile2", "/FontFile3"):
                    if name in found:
                        found[name].write(b"")
                if "/CharProcs" in found:
                    found.CharProcs = pikepdf.Dictionary()
                    found.Encoding.Differences = pikepdf.Array()
        for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Metadata"):
            if name in pdf.Root:
                del pdf.Root[name]
        pdf.remove_unreferenced_resources()
        pdf.save(
            FOLDER / target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, made in (
            ("form-writer", form_docx()),
            ("heading-writer", heading_docx()),
            ("example-writer", example_docx()),
        ):
            made.save(str(work / f"{name}.docx"))
            by_office(work / f"{name}.docx", f"{name}.pdf")
        for name, high in (("form-calc", True), ("overlap-calc", False)):
            form_xlsx(work / f"{name}.xlsx", high=high)
            by_office(work / f"{name}.xlsx", f"{name}.pdf")
        by_chromium(work / "form.html", form_html(), "form-chromium.pdf")
        by_chromium(work / "example.html", example_html(), "example-chromium.pdf", NO_HEADER)
        by_chromium(work / "scan.html", scan_html(), "scan.pdf", NO_HEADER)


if __name__ == "__main__":
    main()
