"""Hostile and damaged workbooks are read or refused with a message, in bounded time and memory."""

import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from pingfen import FormError
from pingfen.readers.grid import Grid
from pingfen.readers.old import ole
from pingfen.readers.workbook import xlsx

DOCUMENTS = Path(__file__).parent / "documents"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LONGEST = 30  # seconds, on a machine that does other things too; most take some hundredths


def plain() -> dict[str, bytes]:
    """Return the parts of a workbook with one empty sheet."""
    out = io.BytesIO()
    Workbook().save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = plain()


def workbook(changes: dict[str, str | bytes | None]) -> bytes:
    """Return a workbook with some parts written anew, added, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (PARTS | changes).items():
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


def sheet(rows: str, after: str = "") -> bytes:
    start = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
    return workbook({"xl/worksheets/sheet1.xml": f"{start}{rows}</sheetData>{after}</worksheet>"})


def related(target: str) -> bytes:
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" {target}/>'
    xml = f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'
    return workbook({"xl/_rels/workbook.xml.rels": xml})


def with_strings(strings: str) -> bytes:
    types = PARTS["[Content_Types].xml"].decode().replace("</Types>", STRINGS)
    xml = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return workbook({"[Content_Types].xml": types, "xl/sharedStrings.xml": xml})


def inline(text: str) -> bytes:
    return sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')


def outcome(
    content: bytes, read: Callable[[bytes, str], tuple[Grid, ...]] = xlsx.grids_of
) -> object:
    """Return the grids, or the code of the refusal; both must come soon and can be shown."""
    start = time.monotonic()
    try:
        grids = read(content, "x.xlsx")
    except FormError as error:
        (problem,) = error.problems
        assert "x.xlsx" in error.show()
        assert "x.xlsx" in error.show("en")
        return problem.text.code
    finally:
        assert time.monotonic() - start < LONGEST
    for grid in grids:
        assert all(found.show() and found.show("en") for found in grid.problems)
    return grids


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(
            lambda: sheet('<row r="1">' + "<c><v>1</v></c>" * 1_000_000 + "</row>"),
            "bad-reference",
            id="a million columns",
        ),
        pytest.param(lambda: sheet("<row/>" * 1_100_000), "bad-reference", id="rows without end"),
        pytest.param(
            lambda: sheet('<row r="1"/>' * 3_100_000),
            "part-too-large",
            id="one row, again and again",
        ),
        pytest.param(
            lambda: sheet('<row r="0"><c><v>1</v></c></row>'), "bad-reference", id="row 0"
        ),
        pytest.param(lambda: sheet('<row r="x"/>'), "broken-cell", id="row x"),
        pytest.param(lambda: sheet("<c><v>1</v></c>"), "bad-reference", id="no row"),
        pytest.param(lambda: sheet('<row r="1"><c r="1A"/></row>'), "bad-reference", id="1A"),
        pytest.param(lambda: sheet('<row r="1"><c r="ZZZ1"/></row>'), "bad-reference", id="ZZZ1"),
        pytest.param(
            lambda: sheet('<row r="1"><c r="A9999999"/></row>'), "bad-reference", id="A9999999"
        ),
        pytest.param(
            lambda: sheet('<row r="1"><c r="A1" s="99"><v>1</v></c></row>'),
            "broken-cell",
            id="style 99",
        ),
        pytest.param(
            lambda: sheet('<row r="1"><c r="A1" s="x"><v>1</v></c></row>'),
            "broken-cell",
            id="style x",
        ),
        pytest.param(
            lambda: sheet('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
            "broken-cell",
            id="text 9",
        ),
        pytest.param(
            lambda: sheet(ONE, '<mergeCells><mergeCell ref="A1:x"/></mergeCells>'),
            "bad-reference",
            id="merged x",
        ),
        pytest.param(
            lambda: sheet(ONE + FAR, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
            "cells-too-many",
            id="all merged",
        ),
        pytest.param(
            lambda: sheet(
                ONE, "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 100_001 + "</mergeCells>"
            ),
            "part-too-large",
            id="merged without end",
        ),
        pytest.param(lambda: sheet("<a>" * 1_000_000), "broken-part", id="deep"),
        pytest.param(lambda: inline("a\0b"), "broken-part", id="NUL"),
        pytest.param(lambda: inline("甲" * 40_000), "cell-too-long", id="long text"),
        pytest.param(
            lambda: workbook({"xl/worksheets/sheet1.xml": DOCTYPE}),
            "entities",
            id="entities in the sheet",
        ),
        pytest.param(
            lambda: workbook({"xl/worksheets/sheet1.xml": DOCTYPE.encode("utf-16")}),
            "entities",
            id="entities in utf-16",
        ),
        pytest.param(
            lambda: workbook({"xl/styles.xml": DOCTYPE}), "entities", id="entities in styles"
        ),
        pytest.param(
            lambda: workbook({"xl/workbook.xml": DOCTYPE}), "entities", id="entities in the book"
        ),
        pytest.param(
            lambda: workbook({"xl/workbook.xml": DOCTYPE.encode("utf-16-le")}),
            "entities",
            id="entities in utf-16 without a mark",
        ),
        pytest.param(
            lambda: workbook({"xl/_rels/workbook.xml.rels": DOCTYPE}),
            "entities",
            id="entities in relations",
        ),
        pytest.param(
            lambda: workbook({"[Content_Types].xml": DOCTYPE}), "entities", id="entities in types"
        ),
        pytest.param(
            lambda: workbook({"xl/styles.xml": "<a/>" * 400_001}),
            "part-too-large",
            id="styles without end",
        ),
        pytest.param(
            lambda: workbook({"xl/workbook.xml": "<a>" * 400_001}),
            "part-too-large",
            id="a deep book",
        ),
        pytest.param(
            lambda: workbook({"xl/workbook.xml": "<a>" * 300_000}),
            "broken-workbook",
            id="a less deep book",
        ),
        pytest.param(
            lambda: with_strings("<si/>" * 1_600_001), "part-too-large", id="texts without end"
        ),
        pytest.param(
            lambda: workbook({"xl/worksheets/sheet1.xml": None}), "no-sheets", id="no sheet"
        ),
        pytest.param(
            lambda: workbook({"xl/_rels/workbook.xml.rels": None}),
            "broken-workbook",
            id="no relations",
        ),
        pytest.param(
            lambda: workbook({"[Content_Types].xml": None}), "broken-workbook", id="no types"
        ),
        pytest.param(
            lambda: workbook({"xl/media/a.bin": b"\0" * 200_000_001}), "bomb", id="zip bomb"
        ),
        pytest.param(
            lambda: workbook({f"xl/{at}": "" for at in range(5_001)}), "bomb", id="many parts"
        ),
        pytest.param(
            lambda: related('Target="file:///etc/passwd" TargetMode="External"'),
            "no-sheets",
            id="a sheet elsewhere",
        ),
        pytest.param(
            lambda: related('Target="../../../etc/passwd"'), "no-sheets", id="a sheet above"
        ),
    ],
)
def test_what_is_hostile_is_refused(content: Callable[[], bytes], code: str) -> None:
    assert outcome(content()) == code


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        pytest.param(lambda: sheet(FAR), 1, id="the last cell"),
        pytest.param(lambda: sheet(ONE + FAR), 1_048_576, id="two corners"),
        pytest.param(lambda: sheet("<row/>" * 1_000_000 + ONE), 1, id="a million empty rows"),
        pytest.param(
            lambda: sheet(ONE + '<row r="1048576"><c r="B1048576"><v>1</v></c></row>'),
            1_048_576,
            id="the last row",
        ),
        pytest.param(
            lambda: sheet(ONE, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
            1,
            id="all merged",
        ),
        pytest.param(
            lambda: sheet(
                ONE, '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
            ),
            1,
            id="all linked",
        ),
        pytest.param(
            lambda: sheet(
                ONE, "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 100_000 + "</cols>"
            ),
            1,
            id="hidden again and again",
        ),
        pytest.param(
            lambda: sheet('<row r="1"><c r="A1"><v>' + "9" * 1_000_000 + "</v></c></row>"),
            1,
            id="a long number",
        ),
        pytest.param(
            lambda: sheet('<row r="1"><c r="A1"><v>1e999</v></c></row>'), 1, id="a large number"
        ),
        pytest.param(
            lambda: sheet('<row r="1"><c r="A1"><f>1' + "a/a" * 300_000 + "</f></c></row>"),
            1,
            id="a long formula",
        ),
        pytest.param(lambda: inline("a_x0000_b"), 1, id="NUL as Excel writes it"),
        pytest.param(lambda: with_strings("<si><t>x</t></si>" * 100_000), 0, id="many texts"),
        pytest.param(lambda: workbook({"xl/styles.xml": None}), 0, id="no styles"),
        pytest.param(
            lambda: workbook({"docProps/core.xml": "<broken", "xl/theme/theme1.xml": "<"}),
            0,
            id="broken parts that nobody needs",
        ),
        pytest.param(
            lambda: workbook({"xl/externalLinks/externalLink1.xml": DOCTYPE}),
            0,
            id="external links are not opened",
        ),
        pytest.param(lambda: related('Target="/xl/workbook.xml"'), 0, id="a circle"),
    ],
)
def test_what_is_only_odd_is_read(content: Callable[[], bytes], rows: int) -> None:
    grids = outcome(content())
    assert isinstance(grids, tuple)
    assert sum(len(grid.rows) for grid in grids) == rows


READERS = {"libreoffice.xlsx": xlsx.grids_of, "typed.xlsx": xlsx.grids_of}
READERS |= {"libreoffice.xls": ole.grids_of, "example.xls": ole.grids_of}


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_was_cut_is_read_or_refused(name: str) -> None:
    content = (DOCUMENTS / name).read_bytes()
    found = [outcome(content[: len(content) * part // 20], READERS[name]) for part in range(20)]
    refused = [code for code in found if isinstance(code, str)]
    assert set(refused) <= {"broken-zip", "broken-workbook", "broken-ole", "ole-of-something"}
    assert len(refused) > 10


@pytest.mark.parametrize("name", READERS)
def test_a_file_with_wrong_bytes_is_read_or_refused(name: str) -> None:
    content = (DOCUMENTS / name).read_bytes()
    chance = random.Random(name)
    found = []
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 1, 2, 5, 20])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        found.append(isinstance(outcome(bytes(damaged), READERS[name]), str))
    assert any(found)


def test_parts_with_wrong_characters_are_read_or_refused() -> None:
    """The zip file is whole, so that all of it reaches the XML."""
    with zipfile.ZipFile(DOCUMENTS / "libreoffice.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [
        name for name in parts if re.match(r"xl/(worksheets/s|styles|workbook|shared|_rels)", name)
    ]
    chance = random.Random(5)
    found = []
    for _ in range(300):
        name = chance.choice(names)
        damaged = bytearray(parts[name])
        at = chance.randrange(len(damaged))
        numbers = list(re.finditer(rb'(?<=")\d+(?=")|(?<=>)\d+(?=<)', damaged))
        if not numbers or chance.random() < 0.5:
            damaged[at] = chance.choice(b'0123456789"<>/ =azAZ-.;#@%')
        else:
            number = chance.choice(numbers)
            wrong = chance.choice([b"-1", b"99999999999", b"0", b"1e9", b"", b"3.5", b"nan"])
            damaged[number.start() : number.end()] = wrong
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, bytes(damaged) if part == name else content)
        found.append(isinstance(outcome(out.getvalue()), str))
    assert any(found)
    assert not all(found)


def test_nothing_is_printed_about_what_is_damaged(capsys: pytest.CaptureFixture[str]) -> None:
    content = (DOCUMENTS / "libreoffice.xls").read_bytes()
    for at in range(0, len(content), 97):
        outcome(content[:at] + b"\xff" + content[at + 1 :], ole.grids_of)
    assert capsys.readouterr() == ("", "")
