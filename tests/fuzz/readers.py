"""Fuzzes one reader with atheris: any content gives forms or a ``FormError``, soon and in bounds.

    pip install atheris
    python tests/fuzz/readers.py xlsx [FOLDER] -max_total_time=300 -len_control=0

The kinds are those of ``TARGETS``. What libFuzzer mutates of a .xlsx or .docx is one XML part, in
a zip file made anew around it, since random changes of packed bytes only break the packing. What
it finds is mended and kept in ``tests/fuzz/corpus``, beside some of the contents by which it
reached new lines; ``tests/test_fuzz.py`` reads all of them.
"""

import contextlib
import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl

if TYPE_CHECKING:
    from pingfen import Policy

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent / "documents"
CORPUS = HERE / "corpus"
sys.path.insert(0, str(HERE.parent.parent / "src"))

# which part of a document is fuzzed, the rest of it stays as it is
PARTS = {
    "xlsx": ("xlsx", "xl/worksheets/sheet1.xml"),
    "xlsx-styles": ("xlsx", "xl/styles.xml"),
    "xlsx-strings": ("xlsx", "xl/sharedStrings.xml"),
    "xlsx-workbook": ("xlsx", "xl/workbook.xml"),
    "xlsx-links": ("xlsx", "xl/_rels/workbook.xml.rels"),
    "docx": ("docx", "word/document.xml"),
    "docx-types": ("docx", "[Content_Types].xml"),
}
TARGETS = (*PARTS, "text", "html", "zip", "xls", "ole", "pdf")


@cache
def document(kind: str) -> bytes:
    """Return a document of one small form, as openpyxl or python-docx write it."""
    rows = (
        ("项目名称", "甲项目", "", "", "", "", ""),
        ("", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""),
        ("年度资金总额", 20, 10.93, 10, 0.5465, 5.47, ""),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "数量指标", "甲", "≥21个", "16个", 50, 38.1),
        ("", "", "乙", "≥95%", 0.999, 40, 40),
        ("总分", "", "", "", "", "", 83.57),
    )
    out = io.BytesIO()
    if kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(row)
        sheet["E6"].number_format = "0%"
        for merged in ("A5:A6", "B5:B6", "A7:F7", "B1:G1"):
            sheet.merge_cells(merged)
        book.save(out)
    else:
        file = docx.Document()
        table = file.add_table(rows=len(rows), cols=7)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = str(text)
        table.cell(4, 0).merge(table.cell(5, 0))
        file.save(out)
    return out.getvalue()


def zipped(kind: str, part: str) -> Callable[[bytes], bytes]:
    """Return what packs a part of a document of that kind anew."""
    with zipfile.ZipFile(io.BytesIO(document(kind))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def packed(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, old in {**parts, part: content}.items():
                archive.writestr(name, old)
        return out.getvalue()

    return packed


def unchanged(content: bytes) -> bytes:
    return content


def target(kind: str) -> Callable[[bytes], bytes]:
    """Return how the content of a file is made of what the fuzzer gives."""
    return zipped(*PARTS[kind]) if kind in PARTS else unchanged


def read(content: bytes) -> None:
    """Read and score some content; only a ``FormError`` may come of it."""
    from pingfen import FormError, score_all
    from pingfen.readers import forms_of

    with contextlib.suppress(FormError):
        score_all(policy(), forms_of(content, "fuzz"))


@cache
def policy() -> "Policy":
    """Return the policy by which all is scored."""
    from pingfen import load_policy

    return load_policy("zhangdian@2024")


def seeds(kind: str) -> list[bytes]:
    """Return what to begin with."""
    if kind in PARTS:
        document_kind, part = PARTS[kind]
        with zipfile.ZipFile(io.BytesIO(document(document_kind))) as archive:
            return [archive.read(part) if part in archive.namelist() else b"<sst/>"]
    endings = {"text": ("txt", "csv"), "zip": ("xlsx", "docx"), "ole": ("doc", "xls")}
    found = [
        path for end in endings.get(kind, (kind,)) for path in sorted(DOCUMENTS.glob(f"*.{end}"))
    ]
    return [path.read_bytes() for path in found if path.stat().st_size < 100_000]


def main(kind: str, arguments: list[str]) -> None:
    import atheris

    os.environ["PATH"] = ""  # an installed LibreOffice is not what is tested here
    with atheris.instrument_imports(include=["pingfen", "openpyxl", "xlrd", "pdfminer"]):
        from pingfen.readers import kinds

        for reader in kinds.READERS.values():
            __import__(reader.module)
    corpus = Path(next((each for each in arguments if each[0] != "-"), tempfile.mkdtemp()))
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds(kind)):
        (corpus / f"seed-{number}").write_bytes(content)
    packed = target(kind)
    flags = [each for each in arguments if each[0] == "-"]
    atheris.Setup([sys.argv[0], str(corpus), *flags], lambda content: read(packed(content)))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
