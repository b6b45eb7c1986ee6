"""`pingfen batch`: exit codes, files that appear whole or not at all, what is shown meanwhile."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from pyarrow import feather

import pingfen
from pingfen.cli import main
from tabled import SEVEN, rows_of, scores, seven, totals
from test_batch import csv_rows, told, written_csv

POLICY = ["--policy", "zhangdian@2024"]
ZHANGDIAN = pingfen.load_policy("zhangdian@2024")


@pytest.fixture(scope="module")
def rows():
    return seven(ZHANGDIAN)


@pytest.fixture
def source(rows, tmp_path):
    path = tmp_path / "rows.parquet"
    pq.write_table(rows, path)
    return path


def batch(*arguments):
    return main(["batch", *map(str, arguments), *POLICY])


def test_a_table_is_written_with_scores_and_totals_and_a_line_says_so(source, tmp_path, capsys):
    output, sums = tmp_path / "o.csv", tmp_path / "t.csv"
    assert batch(source, "-o", output, "--totals", sums, "--engine", "duckdb") == 0
    assert told(output) == scores(ZHANGDIAN)
    assert [(Decimal(line["total"]), line["grade"], None) for line in csv_rows(sums)] == (
        totals(ZHANGDIAN)
    )
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == "不是评分栏目、原样保留的列：file、row"
    assert err.splitlines()[1].startswith("共 76 行，无法判断 0 行；引擎 duckdb，用时 0:0")


@pytest.mark.parametrize("ending", ["parquet", "csv", "arrow", "feather", "ipc"])
def test_the_ending_of_the_output_says_what_is_written(source, tmp_path, ending, capsys):
    output = tmp_path / f"o.{ending}"
    assert batch(source, "-o", output, "-q") == 0
    assert capsys.readouterr() == ("", "")
    if ending == "csv":
        assert told(output) == scores(ZHANGDIAN)
    else:
        read = pq.read_table if ending == "parquet" else feather.read_table
        assert rows_of(read(output)) == scores(ZHANGDIAN)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([output.name, source.name])


def test_sentences_are_in_the_language_that_is_asked_for(source, tmp_path):
    for lang in ("zh", "en"):
        assert batch(source, "-o", tmp_path / "o.csv", "--because", "--lang", lang) == 0
        card = pingfen.score_all(ZHANGDIAN, pingfen.read_forms(SEVEN)).cards[0]
        because = csv_rows(tmp_path / "o.csv")[4]["because"]
        assert because == card.rows[3].because.in_lang(lang)


def test_exit_code_1_says_that_something_is_undecided_and_the_line_why(rows, tmp_path, capsys):
    actual = [None, "多", *rows["actual"].cast("string").to_pylist()[2:]]
    at = rows.column_names.index("actual")
    path = written_csv(rows.set_column(at, "actual", [actual]), tmp_path / "rows.csv")
    assert batch(path, "-o", tmp_path / "o.csv", "--lang", "en") == 1
    err = capsys.readouterr().err
    assert "1 cells of 'actual' cannot be read, the first in row 2" in err
    assert "undecided 1 (by reason: cells that cannot be read: 1)" in err
    assert told(tmp_path / "o.csv")[1] == (None, None, "unparsed")


def wrong(*arguments, code, said, capsys, folder):
    """Run what cannot end well: it says why and leaves nothing."""
    before = sorted(folder.rglob("*"))
    assert batch(*arguments, "--lang", "en") == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("o.xlsx", "must end in one of: .parquet .csv .arrow"),
        ("rows.parquet", "rows.parquet"),
        ("none/o.csv", "No such file or directory"),
        ("folder.csv", "it is a folder"),
    ],
)
def test_exit_code_2_for_an_output_that_cannot_be(source, tmp_path, output, said, capsys):
    (tmp_path / "folder.csv").mkdir()
    arguments = (source, "-o", tmp_path / output)
    wrong(*arguments, code=2, said=said, capsys=capsys, folder=tmp_path)


def test_exit_code_2_for_totals_without_a_column_of_forms(rows, tmp_path, capsys):
    pq.write_table(rows.drop_columns(["form", "project"]), tmp_path / "r.parquet")
    arguments = (tmp_path / "r.parquet", "-o", tmp_path / "o.csv", "--totals", tmp_path / "t.csv")
    wrong(*arguments, code=2, said="which form a row is of", capsys=capsys, folder=tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.parquet", None, "No such file or directory"),
        ("none.csv", None, "No such file or directory"),
        ("rows.parquet", b"PAR1 and no more", "the table cannot be read"),
        ("rows.arrow", b"", "the table cannot be read"),
        ("rows.csv", b"", "the file is empty"),
        ("rows.csv", b"\xff\xfe\x00\xd8 weight", "rows.csv"),
        ("rows.csv", b"a,b\r\n1,2\r\n", "no heading is that of a field"),
        ("rows.csv", "分值,weight\r\n1,2\r\n".encode(), "are all 'weight'"),
    ],
)
def test_exit_code_3_for_a_table_that_cannot_be_read(tmp_path, name, content, said, capsys):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    arguments = (tmp_path / name, "-o", tmp_path / "o.csv")
    wrong(*arguments, code=3, said=said, capsys=capsys, folder=tmp_path)


def test_a_line_with_too_many_cells_at_the_end_leaves_the_old_output(rows, tmp_path, capsys):
    path, output = written_csv(rows, tmp_path / "rows.csv"), tmp_path / "o.csv"
    with open(path, "a", encoding="utf-8") as file:
        file.write("1,2,3\r\n")
    output.write_text("old")
    arguments = (path, "-o", output, "--engine", "python")
    wrong(*arguments, code=3, said="rows.csv", capsys=capsys, folder=tmp_path)
    assert output.read_text() == "old"


def test_a_folder_of_forms_becomes_the_table_that_pingfen_score_tells_of(tmp_path, capsys):
    output, sums = tmp_path / "o.csv", tmp_path / "t.csv"
    examples = SEVEN.parent
    code = batch(examples, "-o", output, "--totals", sums, "-q")
    capsys.readouterr()
    main(["score", str(examples), *POLICY, "--format", "json", "--numbers", "text"])
    document = json.loads(capsys.readouterr().out)
    assert code in {0, 1}
    want = [
        row["score"]
        for form in document["forms"]
        for row in ([form["execution"]] if form["execution"] else []) + form["rows"]
    ]
    assert [line["score"] or None for line in csv_rows(output)] == want
    got = [(line["total"] or None, line["grade"] or None) for line in csv_rows(sums)]
    assert got == [(form["total"], form["grade"]) for form in document["forms"]]


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("quiet", [False, True])
def test_a_terminal_shows_how_far_the_run_is_and_nothing_else_does(
    source, tmp_path, monkeypatch, quiet, capsys
):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("pingfen.cli.progress.PATIENCE", 0)
    monkeypatch.setattr("pingfen.cli.progress.PAUSE", 0)
    arguments = (source, "-o", tmp_path / "o.csv", "--lang", "en", *(["-q"] if quiet else []))
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", Terminal())
        assert batch(*arguments) == 0
        shown = sys.stderr.getvalue()
    if quiet:
        assert shown == ""
    else:
        assert "scoring [" in shown
        assert "76/76 rows" in shown
        assert shown.splitlines()[-1].startswith("rows 76, undecided 0; engine ")
    assert batch(*arguments) == 0
    assert "[" not in capsys.readouterr().err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_no_half_file(rows, tmp_path, number, code):
    """The run is stopped once its temporary file is there; the old output stays."""
    path = written_csv(rows, tmp_path / "rows.csv")
    with open(path, encoding="utf-8") as file:
        head, body = file.read().split("\n", 1)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{head}\n{body * 3_000}")
    (tmp_path / "out").mkdir()
    output = tmp_path / "out" / "o.csv"
    output.write_text("old")
    command = [sys.executable, "-m", "pingfen", "batch", path, "-o", str(output), *POLICY]
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background job may be deaf
    try:
        process = subprocess.Popen(
            [*command, "--lang", "en", "--engine", "python"],
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        end = time.monotonic() + 60
        while len(os.listdir(output.parent)) == 1:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.01)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == code
    assert err == "interrupted; nothing was written\n"
    assert os.listdir(output.parent) == ["o.csv"]
    assert output.read_text() == "old"


# Spark


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("rows.parquet -o o.csv", "a folder whose name ends in .parquet"),
        ("rows.parquet -o there.parquet", "it exists already"),
        ("rows.arrow -o o.parquet", "files or folders that end in .parquet or .csv"),
        ("rows.parquet -o o.parquet --totals t.csv", "without totals"),
    ],
)
@pytest.mark.usefixtures("source")
def test_what_spark_does_not_do_is_said_before_it_starts(
    tmp_path, monkeypatch, arguments, said, capsys
):
    pytest.importorskip("pyspark")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.parquet").write_text("old")
    given = (*arguments.split(), "--engine", "spark")
    wrong(*given, code=2, said=said, capsys=capsys, folder=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_spark_writes_a_folder_with_the_same_scores(rows, source, tmp_path, ending):
    """In a process of its own: a session of Spark stays until it ends."""
    path = source if ending == "parquet" else written_csv(rows, tmp_path / "r.csv", "utf-8-sig")
    output = tmp_path / "o.parquet"
    command = [sys.executable, "-m", "pingfen", "batch", str(path), "-o", str(output), *POLICY]
    ran = subprocess.run(
        [*command, "--engine", "spark", "--because", "--lang", "en"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "spark.sql.codegen.wholeStage of the Spark session was true" in ran.stderr
    assert "rows 76, undecided 0; engine spark" in ran.stderr
    found = pq.read_table(output)
    assert rows_of(found) == scores(ZHANGDIAN)
    want = pingfen.score_table(ZHANGDIAN, rows, because=True, lang="en").frame
    assert found["because"].to_pylist() == want["because"].to_pylist()
    assert (output / "_SUCCESS").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
