"""Reads what only an office suite reads, through LibreOffice, and says what keeps it from that."""

import http.server
import io
import random
import shutil
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from compound_files import compound
from pingfen import FormError
from pingfen.readers.grid import Grid
from pingfen.readers.kinds import grids_of, kind_of, kind_of_text
from pingfen.readers.old import office, ole
from pingfen.readers.old.compound import Compound
from test_word import FORM, SPANS
from word_files import noticed, texts

DOCUMENTS = Path(__file__).parent / "documents"
DOC = (DOCUMENTS / "form.doc").read_bytes()
with_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def grid_of(content: bytes, file: str = "甲 'x'; $(touch y).doc") -> Grid:
    kind = kind_of(content)
    assert kind is not None
    (grid,) = grids_of(kind, content, file)
    return grid


def refused(content: bytes) -> str:
    with pytest.raises(FormError) as raised:
        grid_of(content, "a.doc")
    assert all(found.place and found.place.file == "a.doc" for found in raised.value.problems)
    return raised.value.show()


@with_office
@pytest.mark.parametrize("name", ["form.doc", pytest.param("form.odt", marks=pytest.mark.slow)])
def test_an_old_document_reads_as_the_new_one_and_is_named_by_its_own_name(name: str):
    grid = grid_of((DOCUMENTS / name).read_bytes(), name)
    assert texts(grid) == [*FORM, [""]]
    assert grid.spans == SPANS
    assert noticed(grid) == [
        ("tracked-changes", f"{name}[表1 行4 列7]"),
        ("hidden-text", f"{name}[表1 行4 列7]"),
    ]


@pytest.mark.slow
@with_office
def test_runs_side_by_side_do_not_meet():
    with ThreadPoolExecutor(2) as pool:
        grids = [*pool.map(grid_of, [DOC] * 3)]
    assert [texts(grid) for grid in grids] == [[*FORM, [""]]] * 3


@pytest.mark.slow
@with_office
def test_what_is_no_document_inside_is_refused_with_what_libreoffice_says():
    assert "LibreOffice 无法转换此文件" in refused(b"{\\rtf" + bytes(range(256)))


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Let a script of ours stand in for LibreOffice."""

    def standing_in(script: str) -> Path:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(office, "found_program", lambda: str(path))
        return tmp_path

    return standing_in


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(office, "USUAL", ())
    monkeypatch.setenv("PATH", "")
    said = refused(DOC)
    assert "需要 LibreOffice" in said
    assert "另存为 .docx" in said


def test_a_run_that_takes_too_long_is_ended_with_all_that_it_started(program, monkeypatch):
    folder = program("(sleep 1.2; echo alive > $0.late) & wait")
    monkeypatch.setattr(office, "SECONDS", 0.5)
    started = time.monotonic()
    assert "超过 0.5 秒" in refused(DOC)
    assert time.monotonic() - started < 1.2
    time.sleep(1)
    assert not (folder / "soffice.late").exists()


def test_the_name_of_a_file_never_reaches_the_program(program):
    folder = program('echo "$@" > $0.said; echo "Error: nothing" >&2')
    with pytest.raises(FormError, match="Error: nothing"):
        grid_of(DOC, "a'; touch x #.doc")
    said = (folder / "soffice.said").read_text("utf-8")
    assert "touch" not in said
    assert "-env:UserInstallation=file:///" in said
    assert said.split()[-1].endswith("/document.doc")
    assert not Path(said.split()[-1]).exists()


def test_a_program_that_cannot_start_is_no_traceback(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(office, "found_program", lambda: "/nowhere/soffice")
    assert "LibreOffice 无法转换" in refused(DOC)


def test_a_converted_document_that_is_too_large_is_refused(program, monkeypatch):
    program("mkdir out; echo 12345678 > out/document.docx")
    monkeypatch.setattr(office, "MOST_BYTES", 5)
    with pytest.raises(FormError, match="超过 5 字节"):
        office.grids_of(DOC, "a.doc")


@pytest.mark.parametrize(
    ("content", "turn"),
    [
        (b"{\\rtf1", ("rtf", "docx")),
        (DOC, ("doc", "docx")),
        ((DOCUMENTS / "form.odt").read_bytes(), ("odt", "docx")),
        ((DOCUMENTS / "sheet.ods").read_bytes(), ("ods", "xlsx")),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', ("xml", "docx")),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', ("xml", "xlsx")),
    ],
)
def test_each_kind_is_turned_into_what_holds_it(program, monkeypatch, content, turn):
    given: list[tuple[str, bytes]] = []
    program(f"mkdir out; cp document.* out/document.{turn[1]}")
    monkeypatch.setattr(office, "grids_of_kind", lambda kind, made, _: given.append((kind, made)))
    office.grids_of(content, "a")
    assert given == [(turn[1], content)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "office"),
        ('\ufeff<?xml version="1.0"?>\n<!-- x -->\n<ss:Workbook xmlns:ss="u"/>', "office"),
        ('<?xml version="1.0"?><w:wordDocument/>', "office"),
        ('<?xml version="1.0"?><html/>', "html"),
    ],
)
def test_xml_of_an_old_office_is_left_to_the_office(text: str, kind: str):
    assert kind_of_text(text) == kind


@pytest.mark.parametrize(
    ("streams", "expected"),
    [
        ({"Workbook": b""}, "xls"),
        ({"Book": b"", "ETExtData": b""}, "xls"),
        ({"WordDocument": b"", "1Table": b""}, "office"),
        ({"WordDocument": b"", "Objects__Workbook": b""}, "office"),
        ({"Workbook": b"", "Objects__WordDocument": b""}, "xls"),
        ({"EncryptedPackage": b"", "EncryptionInfo": b""}, "文件已加密"),
        ({"WordDocument": bytes(10) + b"\x00\x01"}, "文件已加密"),
        ({"PowerPoint Document": b""}, "既不是 .xls 也不是 .doc"),
        ({"Nested__Workbook": b""}, "既不是 .xls 也不是 .doc"),
    ],
    ids=str,
)
def test_an_ole_file_is_told_by_the_streams_that_lie_in_no_folder(streams, expected, monkeypatch):
    def chosen(kind: str, *_: object) -> str:
        return kind

    monkeypatch.setattr(ole, "grids_of_kind", chosen)
    try:
        assert ole.grids_of(compound(**streams), "a") == expected
    except FormError as error:
        assert expected in error.show()


def test_a_stream_is_taken_out_whole():
    content = bytes(range(256)) * 40
    assert Compound(compound(One=b"x", Workbook=content)).stream("workbook") == content


def test_a_truncated_ole_file_is_refused_at_any_length(program):
    program("echo cannot >&2")
    for cut in range(8, len(DOC), len(DOC) // 20):
        assert refused(DOC[:cut])


def test_an_ole_file_that_has_lost_its_directory_is_called_damaged():
    """And not a file of another kind: its end was never copied."""
    with pytest.raises(FormError) as raised:
        ole.grids_of(DOC[:9000], "a")
    assert raised.value.problems[0].text.code == "broken-ole"


def test_a_damaged_ole_file_is_refused_whatever_is_damaged(program):
    program("echo cannot >&2")
    chance = random.Random(5)
    for _ in range(60):
        damaged = bytearray(DOC)
        for at in chance.sample(range(8, 1536), 8):
            damaged[at] = chance.randrange(256)
        assert refused(bytes(damaged))


def linked(address: str) -> bytes:
    """Return a document that shows a picture from elsewhere."""
    content = io.BytesIO()
    picture = (
        '<draw:frame svg:width="1cm" svg:height="1cm" text:anchor-type="as-char"><draw:image '
        f'xlink:href="{address}" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    )
    with (
        zipfile.ZipFile(DOCUMENTS / "form.odt") as written,
        zipfile.ZipFile(content, "w") as changed,
    ):
        for name in written.namelist():
            text = written.read(name)
            if name == "content.xml":
                inside = text.index(b">", text.index(b"<text:p")) + 1
                text = text[:inside] + picture.encode() + text[inside:]
            changed.writestr(name, text)
    return content.getvalue()


@pytest.mark.slow
@with_office
@pytest.mark.parametrize("guarded", [True, False])
def test_libreoffice_follows_no_link_to_the_network(guarded: bool, monkeypatch):
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def parse_request(self) -> bool:
            asked.append(str(self.raw_requestline))
            return False

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    if not guarded:  # without our settings it would: so the test can fail
        monkeypatch.setattr(office, "SETTINGS", ())
    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        grid = grid_of(linked(f"http://127.0.0.1:{server.server_port}/x.png"), "a.odt")
        server.shutdown()
    assert texts(grid) == [*FORM, [""]]
    assert (asked == []) is guarded
