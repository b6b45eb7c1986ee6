"""The command line: what it prints, where it writes, and how it ends."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import pytest

import seed
from pingfen.cli import main
from pingfen.width import width

FINE, OPEN, WRONG, UNREADABLE = range(4)
EXAMPLE = str(seed.EXAMPLE)
ZHANGDIAN = ("--policy", "zhangdian@2024")
HEAD = "policy: reform\nyear: 2025\ntitle: reform\nextends: zhangdian@2024\n"
FORM = "项目名称\tp\n三级指标\t指标值\t完成值\t分值\t得分\n甲\t≥3个\t{actual}\t90\t9\n总分\t95.5\n"
TOTALS = [f"{total:f}" for total in seed.TOTALS]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command in this process."""

    def running(*arguments: object) -> Ran:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:  # argparse has the last word on wrong usage
            code = int(left.code or 0)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(code, printed.out, printed.err)

    return running


def spawn(*arguments: object, stdin: bytes = b"", **environment: str) -> Ran:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pingfen", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )
    assert b"Traceback" not in done.stderr
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file."""

    def putting(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return putting


class TestExitCodes:
    """0 fine, 1 something undecided, 2 wrong usage or a wrong policy, 3 unreadable input."""

    def test_all_is_fine(self, run: Callable[..., Ran]) -> None:
        ran = run("score", EXAMPLE, *ZHANGDIAN)
        assert (ran.code, ran.err) == (FINE, "")

    @pytest.mark.parametrize("output", ["text", "json", "csv", "html", "md"])
    def test_something_is_undecided(
        self, run: Callable[..., Ran], put: Callable[..., Path], output: str
    ) -> None:
        form = put("a.txt", FORM.format(actual="90%-95%"))
        ran = run("score", form, *ZHANGDIAN, "--format", output)
        assert ran.code == OPEN
        assert "90%-95%" in ran.out

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("scor", EXAMPLE),
            ("score",),
            ("score", EXAMPLE),
            ("score", *ZHANGDIAN),
            ("score", EXAMPLE, *ZHANGDIAN, "--format", "html5"),
            ("score", EXAMPLE, *ZHANGDIAN, "--lang", "fr"),
            ("score", EXAMPLE, *ZHANGDIAN, "--numbers", "roman"),
            ("score", EXAMPLE, *ZHANGDIAN, "--wrong"),
            ("score", EXAMPLE, "--policy", "zhangdain"),
            ("score", EXAMPLE, "--policy", "zhangdian@2019"),
            ("score", EXAMPLE, "--policy", "nowhere/2024.yaml"),
            ("score", EXAMPLE, "--policy", ""),
            ("explain", EXAMPLE, *ZHANGDIAN, "--row", "x"),
            ("explain", EXAMPLE, *ZHANGDIAN, "--row", "1"),
            ("explain", EXAMPLE, *ZHANGDIAN, "--form", "服装经费", "--row", "99"),
            ("explain", EXAMPLE, *ZHANGDIAN, "--form", "服装经费", "--row", "-1"),
            ("explain", EXAMPLE, *ZHANGDIAN, "--form", "没有", "--row", "1"),
        ],
    )
    def test_usage_is_wrong(self, run: Callable[..., Ran], arguments: Sequence[str]) -> None:
        ran = run(*arguments)
        assert (ran.code, ran.out) == (WRONG, "")
        assert ran.err

    @pytest.mark.parametrize("content", ["", "no form here", "{", "a\tb\nc\td"])
    @pytest.mark.parametrize("command", [("score",), ("explain", "--row", "1")])
    def test_input_cannot_be_read(
        self,
        run: Callable[..., Ran],
        put: Callable[..., Path],
        content: str,
        command: Sequence[str],
    ) -> None:
        file = put("a.txt", content)
        ran = run(*command, file, *ZHANGDIAN)
        assert (ran.code, ran.out) == (UNREADABLE, "")
        assert str(file) in ran.err

    def test_input_is_missing(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        for path in (tmp_path / "nowhere.txt", tmp_path, "n" * 5000):
            ran = run("score", path, *ZHANGDIAN)
            assert (ran.code, ran.out) == (UNREADABLE, "")
            assert str(path) in ran.err

    def test_help_and_version_are_fine(self, run: Callable[..., Ran]) -> None:
        assert run("--help").code == FINE
        assert run("score", "--help").code == FINE
        assert run("--version").out == f"pingfen {version('pingfen')}\n"

    def test_a_line_of_the_summary_without_its_form_is_undecided(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        """The summary table names a project that no form is for."""
        summary = "项目名称\t自评得分\t自评等级\nq\t90\t优\n\n"
        form = put("a.txt", summary + FORM.format(actual="3个"))
        assert run("score", form, *ZHANGDIAN).code == OPEN


def columns(line: str) -> Iterator[tuple[int, int]]:
    """Where the cells of a printed line begin and end, in columns of the terminal."""
    for match in re.finditer(r"\S+(?: \S+)*", line):
        yield width(line[: match.start()]), width(line[: match.end()])


def tables(out: str) -> Iterator[list[str]]:
    """The tables of the output as text: a line of headings and those that follow it."""
    lines = out.splitlines()
    for at, line in enumerate(lines):
        if line.startswith("━━"):
            table = []
            for row in lines[at + 1 :]:
                if not row or row.startswith(("总分", "total", "━━")):
                    break
                if not row.startswith("      "):
                    table.append(row)
            yield table


class TestText:
    """Results for a terminal."""

    @pytest.mark.parametrize(("lang", "total"), [("zh", "总分 "), ("en", "total ")])
    def test_totals_are_printed(self, run: Callable[..., Ran], lang: str, total: str) -> None:
        out = run("score", EXAMPLE, *ZHANGDIAN, "--lang", lang).out
        lines = [line for line in out.splitlines() if line.startswith(total)]
        assert [line.split()[1] for line in lines] == TOTALS
        assert [grade in line for grade, line in zip(seed.GRADES, lines, strict=True)] == [
            True
        ] * 7
        assert "zhangdian@2024" in out
        assert "5.73" in out

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_columns_stand_in_line(self, run: Callable[..., Ran], lang: str) -> None:
        """Texts begin, and numbers end, at one column of the terminal in all lines of a table."""
        found = list(tables(run("score", EXAMPLE, *ZHANGDIAN, "--lang", lang).out))
        assert [len(table) for table in found] == [*(len(rows) + 2 for rows in seed.SCORES), 8]
        for table in found:
            places = [list(columns(line)) for line in table]
            assert {len(line) for line in places} == {8 if len(table) > 8 else 6}
            numbers = {0, 4, 5, 6} if len(places[0]) == 8 else {1, 3}
            for at, column in enumerate(zip(*places, strict=True)):
                edges = {end if at in numbers else begin for begin, end in column}
                assert len(edges) == 1, (at, table)

    def test_a_rule_without_a_reason_leaves_no_blanks_behind(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        form = put("form.yaml", "project: p\nrows: [{target: ≥1, actual: 1, weight: 10}]")
        policy = put(
            "p.yaml",
            "{policy: p, year: 2025, title: t, extends: mof@2020, "
            "rules: [{rule: all, score: weight}]}",
        )
        lines = run("score", form, "--policy", policy).out.splitlines()
        assert "      all: 10" in lines

    def test_english_output_has_no_chinese_words_of_ours(self, run: Callable[..., Ran]) -> None:
        out = run("score", EXAMPLE, *ZHANGDIAN, "--lang", "en").out
        ours = ("得分", "一致", "汇总表", "评分办法", "错误", "提示", "依据", "结论", "算式")
        assert [
            word for word in ours if word in out.replace("绩效自评情况汇总表及自评表", "")
        ] == []
        assert "agrees" in out
        assert "judged" in out

    def test_the_finding_and_the_note_are_printed(self, run: Callable[..., Ran]) -> None:
        out = run("score", EXAMPLE, *ZHANGDIAN).out
        findings = [line for line in out.splitlines() if line.startswith("!")]
        (error,) = (line for line in findings if "错误" in line)
        assert "reason-due" in error
        assert "聘用人员数量" in error
        others = [line.split()[1:3] for line in findings if line != error]
        planned, low = ["提示", "upper-quantity"], ["存疑", "plausible"]
        assert others == [planned, low, planned, low]
        (note,) = [line for line in out.splitlines() if "※" in line]
        assert "平均在" in note


class TestJson:
    """Results for programs."""

    def test_totals_are_exact(self, run: Callable[..., Ran]) -> None:
        out = run("score", EXAMPLE, *ZHANGDIAN, "--format", "json").out
        document = json.loads(out, parse_float=Decimal)
        assert [str(form["total"]) for form in document["forms"]] == TOTALS
        assert [form["grade"] for form in document["forms"]] == list(seed.GRADES)
        scores = [[row["score"] for row in form["rows"]] for form in document["forms"]]
        assert scores == [list(form) for form in seed.SCORES]
        assert [line["verdict"] for line in document["summary"]] == ["agrees"] * 7
        assert document["policy"]["id"] == "zhangdian"
        assert out.endswith("}\n")

    def test_numbers_may_be_texts(self, run: Callable[..., Ran]) -> None:
        out = run("score", EXAMPLE, *ZHANGDIAN, "--format", "json", "--numbers", "text").out
        document = json.loads(out)
        assert [form["total"] for form in document["forms"]] == TOTALS
        assert document["forms"][0]["rows"][3]["score"] == "5.73"
        assert document["policy"]["year"] == 2024

    def test_what_is_undecided_is_null(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        form = put("a.txt", FORM.format(actual=""))
        document = json.loads(run("score", form, *ZHANGDIAN, "--format", "json").out)
        (found,) = document["forms"]
        assert (found["total"], found["grade"], found["rows"][0]["score"]) == (None, None, None)
        assert found["rows"][0]["undecided"]["code"] == "unknown-when"
        assert found["undecided"]["code"] == "unknown-total"


class TestCsv:
    """Results for spreadsheets."""

    def table(self, out: str) -> list[list[str]]:
        assert out.startswith("\ufeff")
        return list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))

    @pytest.mark.parametrize(("lang", "total"), [("zh", "总分"), ("en", "total")])
    def test_each_row_and_total_has_a_line(
        self, run: Callable[..., Ran], lang: str, total: str
    ) -> None:
        out = run("score", EXAMPLE, *ZHANGDIAN, "--format", "csv", "--lang", lang).out
        head, *lines = self.table(out)
        assert len(lines) == 69 + 7 + 7
        assert {len(line) for line in lines} == {len(head)}
        at = head.index("得分" if lang == "zh" else "score")
        assert [line[at] for line in lines if total in line] == TOTALS

    def test_no_cell_is_a_formula(self, run: Callable[..., Ran], put: Callable[..., Path]) -> None:
        name = "项目名称\t=cmd()\n三级指标\t指标值\t完成值\t分值\n+1\t=200元/套\t@a\t90\n"
        out = run("score", put("a.txt", name), *ZHANGDIAN, "--format", "csv").out
        cells = [cell for line in self.table(out) for cell in line]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
        assert "'=200元/套" in cells

    def test_lines_end_as_spreadsheets_write_them(
        self, run: Callable[..., Ran], tmp_path: Path
    ) -> None:
        run("score", EXAMPLE, *ZHANGDIAN, "--format", "csv", "-o", tmp_path / "o.csv")
        content = (tmp_path / "o.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n") == 84


class TestOutput:
    """`-o` writes a whole file or none."""

    @pytest.mark.parametrize("output", ["text", "json", "csv", "html", "md"])
    def test_the_file_holds_what_would_be_printed(
        self, run: Callable[..., Ran], tmp_path: Path, output: str
    ) -> None:
        printed = run("score", EXAMPLE, *ZHANGDIAN, "--format", output).out
        file = tmp_path / "out.txt"
        ran = run("score", EXAMPLE, *ZHANGDIAN, "--format", output, "-o", file)
        assert (ran.code, ran.out) == (FINE, "")
        assert file.read_bytes().decode("utf-8") == printed
        assert list(tmp_path.iterdir()) == [file]

    def test_an_existing_file_is_replaced(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        file = tmp_path / "out.json"
        file.write_text("old " * 100_000, "utf-8")
        assert run("score", EXAMPLE, *ZHANGDIAN, "--format", "json", "-o", file).code == FINE
        assert len(json.loads(file.read_text("utf-8"))["forms"]) == 7
        assert list(tmp_path.iterdir()) == [file]

    def test_a_file_is_readable_as_any_other(
        self, run: Callable[..., Ran], tmp_path: Path
    ) -> None:
        """A temporary file is for its owner alone; the written one is not."""
        other = tmp_path / "other"
        other.touch()
        run("score", EXAMPLE, *ZHANGDIAN, "-o", tmp_path / "out")
        assert (tmp_path / "out").stat().st_mode == other.stat().st_mode

    @pytest.mark.parametrize("where", ["nowhere/out.txt", "file/out.txt", "."])
    def test_what_cannot_be_written_is_said(
        self, run: Callable[..., Ran], tmp_path: Path, where: str
    ) -> None:
        (tmp_path / "file").touch()
        ran = run("score", EXAMPLE, *ZHANGDIAN, "-o", f"{tmp_path}/{where}")
        assert (ran.code, ran.out) == (WRONG, "")
        assert f"{tmp_path}/{where}" in ran.err
        assert [path.name for path in tmp_path.iterdir()] == ["file"]

    def test_an_old_file_is_kept_where_nothing_could_be_read(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        file = put("out.txt", "old")
        assert run("score", "nowhere.txt", *ZHANGDIAN, "-o", file).code == UNREADABLE
        assert file.read_text("utf-8") == "old"

    @pytest.mark.parametrize("output", ["text", "json", "csv", "html", "md"])
    def test_characters_that_no_encoding_has_end_no_run(
        self, run: Callable[..., Ran], put: Callable[..., Path], tmp_path: Path, output: str
    ) -> None:
        """JSON may name half a character (a lone surrogate)."""
        form = put("a.json", '{"project": "p\\ud800", "rows": []}')
        ran = run("score", form, *ZHANGDIAN, "--format", output, "-o", tmp_path / "out")
        assert ran.code in {OPEN, UNREADABLE}


class TestInput:
    """Several files, standard input."""

    def test_a_broken_file_leaves_the_others(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        broken, good = put("broken.txt", "nothing"), put("good.txt", FORM.format(actual="3个"))
        ran = run("score", EXAMPLE, broken, good, *ZHANGDIAN, "--format", "json")
        assert ran.code == UNREADABLE
        assert [form["project"] for form in json.loads(ran.out)["forms"]][-1] == "p"
        assert len(json.loads(ran.out)["forms"]) == 8
        assert str(broken) in ran.err
        assert str(good) not in ran.err

    def test_a_broken_form_leaves_the_others(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        file = put("a.txt", "项目名称\tq\n\n" + FORM.format(actual="3个"))
        ran = run("score", file, *ZHANGDIAN, "--format", "json")
        assert ran.code == UNREADABLE
        document = json.loads(ran.out)
        assert [form["project"] for form in document["forms"]] == ["p"]
        assert [problem["code"] for problem in document["problems"]] == ["no-heading"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
    def test_a_dash_is_standard_input(self, encoding: str) -> None:
        text = seed.EXAMPLE.read_text("utf-8").encode(encoding)
        ran = spawn("score", "-", *ZHANGDIAN, "--format", "json", stdin=text)
        assert ran.code == FINE
        assert [form["grade"] for form in json.loads(ran.out)["forms"]] == list(seed.GRADES)

    def test_nothing_on_standard_input_is_unreadable(self) -> None:
        ran = spawn("score", "-", *ZHANGDIAN)
        assert (ran.code, ran.out) == (UNREADABLE, "")
        assert "<stdin>" in ran.err

    def test_data_on_standard_input_is_read(self) -> None:
        data = json.dumps({"project": "p", "rows": [{"name": "a", "target": "优"}]})
        ran = spawn("explain", "-", "--row", "1", *ZHANGDIAN, stdin=data.encode())
        assert ran.code == OPEN


class TestExplain:
    """Why a row got its score."""

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize(
        ("form", "row", "said"),
        [
            (
                "行政审批服务工作经费",
                4,
                ("planned-quantity", "5.7272", "5.73", "63", "88", "2.27"),
            ),
            ("政务服务大厅费用", 0, ("execution", "5.465", "5.47", "10.93", "20")),
            ("服装经费", 1, ("unpaid-cost", "0.00", "5.00")),
            ("新办企业", 6, ("judged", "9.50", "平均在", "0.50")),
            ("硬件", 5, ("overshoot", "165", "6.50", "3.50")),
        ],
    )
    def test_a_row_is_explained(
        self, run: Callable[..., Ran], form: str, row: int, said: tuple[str, ...], lang: str
    ) -> None:
        arguments = ("--form", form, "--row", row, "--lang", lang)
        ran = run("explain", EXAMPLE, *ZHANGDIAN, *arguments)
        assert (ran.code, ran.err) == (FINE, "")
        assert [word for word in said if word not in ran.out] == []
        assert "zhangdian@2024" in ran.out

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_a_form_is_explained_with_what_would_reach_the_next_grade(
        self, run: Callable[..., Ran], lang: str
    ) -> None:
        ran = run("explain", EXAMPLE, *ZHANGDIAN, "--form", "服装经费", "--lang", lang)
        assert (ran.code, ran.err) == (FINE, "")
        assert [line.split()[0] for line in ran.out.splitlines()[3:6]] == ["10.00", "5.00", "3.63"]
        assert "8.63" in ran.out
        assert "0 → 60" in ran.out
        assert "≥59.5125" in ran.out

    def test_without_a_name_all_forms_are_explained(self, run: Callable[..., Ran]) -> None:
        ran = run("explain", EXAMPLE, *ZHANGDIAN)
        assert (ran.code, ran.err) == (FINE, "")
        assert ran.out.count("━━ 失分") == 7
        assert ran.out.count("已是最高等级") == 6

    def test_a_form_that_is_undecided_says_in_which_rows(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        ran = run("explain", put("a.txt", FORM.format(actual="—")), *ZHANGDIAN)
        assert ran.code == OPEN
        assert "无法判断的行" in ran.out
        assert "下一等级" not in ran.out

    def test_the_only_form_needs_no_name(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        ran = run("explain", put("a.txt", FORM.format(actual="3个")), *ZHANGDIAN, "--row", 1)
        assert ran.code == FINE
        assert "90.00" in ran.out

    def test_an_undecided_row_is_explained_too(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        ran = run("explain", put("a.txt", FORM.format(actual="—")), *ZHANGDIAN, "--row", 1)
        assert ran.code == OPEN
        assert "无法判断" in ran.out
        assert "完成值" in ran.out

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--form", "服装经费", "--row", "99"), ("99", "服装经费", "0、1、2")),
            (("--form", "没有", "--row", "1"), ("没有", "服装经费")),
            (("--form", "费用", "--row", "1"), ("3", "政务服务大厅费用", "证照办理费用")),
            (("--row", "1"), ("--form", "服装经费")),
        ],
    )
    def test_what_is_not_there_is_said_with_what_there_is(
        self, run: Callable[..., Ran], arguments: tuple[str, ...], said: tuple[str, ...]
    ) -> None:
        ran = run("explain", EXAMPLE, *ZHANGDIAN, *arguments)
        assert (ran.code, ran.out) == (WRONG, "")
        assert [word for word in said if word not in ran.err] == []


class TestPolicies:
    """Policies by name, path and folder."""

    def test_without_a_year_the_newest_is_taken_and_named(self, run: Callable[..., Ran]) -> None:
        ran = run("score", EXAMPLE, "--policy", "zhangdian")
        assert ran.code == FINE
        assert "zhangdian@2024" in ran.err

    def test_a_policy_may_be_a_file(
        self, run: Callable[..., Ran], put: Callable[..., Path]
    ) -> None:
        path = put("mine.yaml", HEAD + "params: {overshoot_from: 1.2}\n")
        ran = run("score", EXAMPLE, "--policy", path, "--format", "json", "--numbers", "text")
        totals = [form["total"] for form in json.loads(ran.out)["forms"]]
        assert totals == [*TOTALS[:-1], "95.50"]

    def test_a_policy_may_stand_in_a_folder_of_ones_own(
        self, run: Callable[..., Ran], put: Callable[..., Path], tmp_path: Path
    ) -> None:
        put("own/reform/2025.yaml", HEAD + "params: {overshoot_from: 1.2}\n")
        put("other/reform/2026.yaml", HEAD.replace("2025", "2026"))
        folders = ("--rules", tmp_path / "own", "--rules", tmp_path / "other")
        for name, total in (("reform@2025", "95.50"), ("reform@2026", "96.50")):
            ran = run("score", EXAMPLE, "--policy", name, *folders)
            assert ran.code == FINE
            assert f"总分 {total}" in ran.out

    def test_a_policy_of_ones_own_goes_before_the_one_that_ships(
        self, run: Callable[..., Ran], put: Callable[..., Path], tmp_path: Path
    ) -> None:
        text = HEAD.replace("reform", "mof").replace("2025", "2020")
        put("mof/2020.yaml", text.replace("zhangdian@2024", "base@2000") + "grades: none\n")
        base = "policy: base\nyear: 2000\ntitle: base\nrules: []\ntotal: '7'\n"
        put("base/2000.yaml", base + "execution: none\nrounding: {places: 0, mode: down}\n")
        ran = run("score", EXAMPLE, "--policy", "mof@2020", "--rules", tmp_path)
        assert ran.out.count("总分 7 ") == 7

    def test_a_name_that_is_nearly_right_gets_a_hint(self, run: Callable[..., Ran]) -> None:
        ran = run("score", EXAMPLE, "--policy", "zhangdain", "--lang", "en")
        assert "did you mean 'zhangdian'" in ran.err

    def test_a_year_that_is_not_there_is_answered_with_those_that_are(
        self, run: Callable[..., Ran]
    ) -> None:
        ran = run("score", EXAMPLE, "--policy", "zhangdian@2019")
        assert "zhangdian@2019" in ran.err
        assert "zhangdian@2024" in ran.err


BROKEN = [
    pytest.param("rules: ]", (5, 8), id="syntax"),
    pytest.param("paramz: {a: 1}", (5, 1), id="a key nobody knows"),
    pytest.param("params: {a: 1, a: 2}", (5, 16), id="a key twice"),
    pytest.param("total: summ(score)", (5, 8), id="a function nobody knows"),
    pytest.param("total: sum(scor)", (5, 12), id="a name nobody knows"),
    pytest.param("total: sum(score) ** 2", (5, None), id="a power"),
    pytest.param("total: sum(score).real", (5, None), id="an attribute"),
    pytest.param("total: (lambda: 1)()", (5, None), id="a lambda"),
    pytest.param("let: {比例: 分值 ÷ 完成值}", (5, None), id="a wrong sign after Chinese names"),
    pytest.param("total: sum(分值) + 完成", (5, 18), id="a name after Chinese ones"),
    pytest.param("total: __import__('os')", (5, None), id="an import"),
    pytest.param("extends: nowhere@1999", (4, 10), id="no such parent"),
    pytest.param("remove: [nothing]", (5, 10), id="no such rule"),
]


def broken(line: str) -> str:
    return HEAD.replace("extends: zhangdian@2024", line) if "extends" in line else HEAD + line


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("line", "place"), BROKEN)
def test_a_wrong_policy_is_shown_with_its_line_and_a_caret(
    run: Callable[..., Ran],
    put: Callable[..., Path],
    line: str,
    place: tuple[int, int | None],
    lang: str,
) -> None:
    path = put("mine.yaml", broken(line) + "\n")
    ran = run("score", EXAMPLE, "--policy", path, "--lang", lang)
    assert (ran.code, ran.out) == (WRONG, "")
    match = re.search(rf"^{re.escape(str(path))}:(\d+):(\d+): \S", ran.err, re.MULTILINE)
    assert match
    found = (int(match[1]), int(match[2]))
    assert found == (place[0], place[1] or found[1])
    shown, caret = ran.err.splitlines()[1:3]
    assert shown == f" | {line}"
    assert re.fullmatch(r" \| [.．]*[\^＾]+", caret)
    before = re.sub(r"[\^＾]+$", "", caret.removeprefix(" | "))
    assert len(before) == found[1] - 1
    assert width(before) == width(shown.removeprefix(" | ")[: len(before)])


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\0", b"a: b: c", b"- 1", b"policy: x", b"\0", b"%", b"x" * 2_000_000],
)
def test_what_is_no_policy_is_refused(
    run: Callable[..., Ran], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    ran = run("score", EXAMPLE, "--policy", path)
    assert (ran.code, ran.out) == (WRONG, "")
    assert str(path) in ran.err


def test_all_that_is_wrong_with_a_policy_is_said_at_once(
    run: Callable[..., Ran], put: Callable[..., Path]
) -> None:
    path = put("mine.yaml", HEAD + "paramz: 1\ntotal: sum(scor)\nremove: [nothing]\n")
    err = run("score", EXAMPLE, "--policy", path).err
    assert [line for line in (5, 6, 7) if f"{path}:{line}:" not in err] == []


class TestProcesses:
    """A few runs as the user starts them."""

    def test_python_m_pingfen_scores(self) -> None:
        ran = spawn("score", EXAMPLE, *ZHANGDIAN)
        assert ran.code == FINE
        assert re.findall(r"^总分 (\S+)", ran.out, re.MULTILINE) == TOTALS

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("score", EXAMPLE), WRONG),
            (("score", EXAMPLE, "--policy", "nobody"), WRONG),
            (("score", "nowhere.txt", *ZHANGDIAN), UNREADABLE),
            (("--version",), FINE),
        ],
    )
    def test_the_process_ends_with_the_code(self, arguments: Sequence[str], code: int) -> None:
        assert spawn(*arguments).code == code

    def test_a_terminal_of_another_encoding_ends_no_run(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "pingfen", "score", EXAMPLE, *ZHANGDIAN],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )
        assert (done.returncode, done.stderr) == (FINE, b"")
        assert b"95.83" in done.stdout

    def test_a_reader_that_goes_away_is_no_error(self, put: Callable[..., Path]) -> None:
        text = seed.EXAMPLE.read_text("utf-8")
        files = [str(put(f"{number}.txt", text)) for number in range(20)]
        command = [sys.executable, "-m", "pingfen", "score", *files, *ZHANGDIAN]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == FINE


def test_yaml_on_standard_input_is_read_as_yaml() -> None:
    text = "# 一张表\nproject: p\nrows:\n- {name: a, target: ≥1个, actual: 1个, weight: 90}\n"
    ran = spawn("score", "-", "--policy", "mof@2020", "--format", "json", stdin=text.encode())
    assert ran.code == OPEN, "there is no budget"
    assert json.loads(ran.out)["forms"][0]["rows"][0]["score"] == 90


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_is_full_is_said_and_not_raised() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pingfen", "score", EXAMPLE, *ZHANGDIAN],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == WRONG
    assert b"Traceback" not in done.stderr
    assert "<stdout>: 无法写入" in done.stderr.decode()


def test_an_output_that_nobody_reads_any_more_ends_quietly() -> None:
    command = f"'{sys.executable}' -m pingfen score '{EXAMPLE}' --policy zhangdian@2024 | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == FINE
    assert done.stderr == b""
