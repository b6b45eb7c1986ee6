"""`pingfen audit`: what it reads and writes, how it ends, and that nothing stops it half way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

import seed
from pingfen.cli import main
from pingfen.schema.shipped import validator

FINE, OPEN, WRONG, UNREADABLE = range(4)
ZHANGDIAN = ("--policy", "zhangdian@2024")
PATIENCE = 60  # seconds for what takes a fraction of one, on a machine that is busy
ROWS = "产出指标\t数量指标\t窗口数量\t≥3个\t{actual}\t90\t{score}\t{reason}"
FORM = f"""项目名称\t{{name}}
实施单位\t政务中心
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
{ROWS}
"""


def form(name: str, actual: str = "2个", score: str = "60", reason: str = "") -> str:
    """A form; two of three without a reason is an error."""
    return FORM.format(name=name, actual=actual, score=score, reason=reason)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    def codes(self) -> list[str]:
        return [found["code"] for found in json.loads(self.out)["findings"]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run `audit` in this process, and in others if it starts any."""

    def running(*arguments: object) -> Ran:
        code = main(["audit", *map(str, arguments), *ZHANGDIAN])
        printed = capfd.readouterr()
        assert "Traceback" not in printed.err
        return Ran(code, printed.out, printed.err)

    return running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "表"
    made.mkdir()
    return made


def fill(folder: Path, count: int) -> None:
    for number in range(1, count + 1):
        (folder / f"p{number}.txt").write_text(form(f"项目{number}"), "utf-8")


class TestEnding:
    def test_an_error_that_nobody_accepted_ends_with_1(self, run: Callable[..., Ran]) -> None:
        ran = run(seed.EXAMPLE, "--format", "json")
        assert "reason-due" in ran.codes()
        assert ran.code == OPEN

    def test_the_severity_from_on_which_it_fails_can_be_chosen(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        path = folder / "a.txt"
        path.write_text(form("甲", "3个", "90", "无"), "utf-8")
        ran = run(path, "--format", "json")
        found = json.loads(ran.out)["counts"]
        assert (found["error"], ran.code) == (0, FINE), ran.codes()
        assert found["doubt"] > 0
        assert run(path, "-q", "--fail-on", "doubt").code == OPEN
        assert run(path, "-q", "--fail-on", "note").code == OPEN

    def test_a_file_that_cannot_be_read_ends_with_3_and_stands_in_the_report(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        fill(folder, 2)
        (folder / "坏.xlsx").write_bytes(b"PK no workbook")
        ran = run(folder, "--format", "json")
        document = json.loads(ran.out)
        assert ran.code == UNREADABLE
        assert len(document["forms"]) == 2
        assert any("坏.xlsx" in found["place"] for found in document["problems"])
        assert "坏.xlsx" in ran.err
        assert "读不出 1" in ran.err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("-o", "a.pdf"), "看不出格式"),
            (("--format", "xlsx"), "不能写到标准输出"),
            (("--format", "json", "-o", "a.json", "-o", "b.json"), "只用于一个输出"),
            (("-o", "a.json", "-o", "./a.json"), "写了两次"),
            (("-o", "没有/a.json"), "没有文件夹"),
            (("--accept", "没有.yaml"), "没有.yaml"),
            (("--marked", __file__), "这不是文件夹"),
        ],
    )
    def test_wrong_usage_is_said_before_anything_is_read(
        self,
        run: Callable[..., Ran],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        arguments: tuple[str, ...],
        said: str,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        ran = run(seed.EXAMPLE, *arguments)
        assert (ran.code, ran.out) == (WRONG, "")
        assert said in ran.err
        assert list(tmp_path.iterdir()) == []

    def test_a_wrong_policy_ends_with_2(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert main(["audit", str(seed.EXAMPLE), "--policy", "没有@2024"]) == WRONG
        assert "没有" in capfd.readouterr().err

    def test_an_output_that_cannot_be_written_ends_with_2_and_the_others_are_written(
        self, run: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from pingfen.cli import reporting
        from pingfen.errors import problem

        def full(_path: str) -> None:
            raise reporting.UsageError([problem("not-written", None, found="磁盘已满")])

        opened = reporting.open_output
        monkeypatch.setattr(
            reporting, "open_output", lambda path: full(path) if "a." in path else opened(path)
        )
        ran = run(seed.EXAMPLE, "-o", folder / "a.json", "-o", folder / "b.csv")
        assert ran.code == WRONG
        assert "磁盘已满" in ran.err
        assert [path.name for path in folder.iterdir()] == ["b.csv"]


class TestOutputs:
    def test_the_ending_says_the_format_and_files_are_read_once_for_all(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        names = ("报告.html", "问题.xlsx", "a.json", "a.csv", "a.txt", "认可.yaml")
        outputs = [part for name in names for part in ("-o", folder / name)]
        ran = run(seed.EXAMPLE, *outputs)
        assert (ran.code, ran.out) == (OPEN, "")
        assert {path.name for path in folder.iterdir()} == set(names)
        starts = {name: (folder / name).read_bytes()[:9] for name in names}
        assert starts["报告.html"] == b"<!DOCTYPE"
        assert starts["a.csv"][:3] == b"\xef\xbb\xbf"
        assert starts["a.txt"].decode("utf-8", "ignore").startswith("评分")
        assert "fingerprint" in (folder / "认可.yaml").read_text("utf-8")
        assert openpyxl.load_workbook(folder / "问题.xlsx").sheetnames[0] == "概览"
        assert validator("audit").is_valid(json.loads((folder / "a.json").read_text("utf-8")))

    def test_reports_beside_the_forms_are_not_read_the_next_time(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        (folder / "a.txt").write_text(form("甲"), "utf-8")
        arguments = (folder, "-o", folder / "报告.html", "-o", folder / "b.xlsx", "--notices")
        first = run(*arguments, folder / "退回", "--marked", folder / "批注")
        assert (folder / "退回").is_dir()
        second = run(*arguments, folder / "退回", "--marked", folder / "批注")
        assert (first.code, second.code) == (OPEN, OPEN)
        assert "1 个文件，1 张表" in second.err

    def test_marked_copies_are_not_written_among_the_forms_that_are_read(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        (folder / "a.txt").write_text(form("甲"), "utf-8")
        ran = run(folder, "--marked", f"{folder}/")
        assert ran.code == WRONG
        assert "副本请写到别处" in ran.err
        assert [path.name for path in folder.iterdir()] == ["a.txt"]

    def test_an_old_report_stays_where_nothing_can_be_read(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        old = folder / "old.json"
        old.write_text("old", "utf-8")
        ran = run(folder / "没有.txt", "-o", old)
        assert ran.code == UNREADABLE
        assert old.read_text("utf-8") == "old"

    def test_processes_change_no_byte(self, run: Callable[..., Ran], folder: Path) -> None:
        fill(folder, 12)
        outs = []
        for jobs in ("1", "3"):
            made = [folder.parent / f"{jobs}.{end}" for end in ("json", "txt", "csv", "xlsx")]
            outputs = [part for path in made for part in ("-o", path)]
            assert run(folder, "--jobs", jobs, *outputs).code == OPEN
            outs.append([path.read_bytes() for path in made])
        assert outs[0] == outs[1]

    def test_english_is_spoken_on_request(self, run: Callable[..., Ran]) -> None:
        ran = run(seed.EXAMPLE, "--lang", "en")
        assert "findings by code" in ran.out
        assert "没有" not in ran.err


class TestAccepting:
    def test_what_was_drafted_filled_in_and_given_back_is_open_no_more(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        accepted = folder / "认可.yaml"
        assert run(seed.EXAMPLE, "-o", accepted).code == OPEN
        ran = run(seed.EXAMPLE, "--accept", accepted)
        assert ran.code == WRONG, "a draft that nobody filled in accepts nothing"
        text = accepted.read_text("utf-8")
        filled = text.replace('reason: ""', 'reason: "已核实"').replace('by: ""', 'by: "评审组"')
        accepted.write_text(filled, "utf-8")
        ran = run(seed.EXAMPLE, "--accept", accepted, "--fail-on", "note", "--format", "json")
        assert ran.code == FINE
        findings = json.loads(ran.out)["findings"]
        assert {found["accepted"]["reason"] for found in findings} == {"已核实"}
        assert json.loads(ran.out)["stale"] == []

    def test_an_acceptance_that_nothing_needs_any_more_is_said(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        accepted = folder / "认可.yaml"
        entry = '- {fingerprint: "00112233445566ff", reason: 已说明, by: 评审组}'
        accepted.write_text(f"accepted:\n  {entry}\n", "utf-8")
        ran = run(seed.EXAMPLE, "--accept", accepted)
        assert "00112233445566ff" in ran.out
        assert "不再出现" in ran.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
class TestInterruption:
    """A run waits for a named pipe that nobody writes to, so it is known how far it has come."""

    def stopped(self, folder: Path, *arguments: object) -> tuple[int, str]:
        """Interrupt a run once it waits for the pipe; return how it ended and what it said."""
        pipe = folder.parent / "pipe.txt"
        os.mkfifo(pipe)
        command = [sys.executable, "-m", "pingfen", "audit", folder, pipe, *arguments, *ZHANGDIAN]
        before = signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background job may be deaf
        try:
            process = subprocess.Popen(
                [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        finally:
            signal.signal(signal.SIGINT, before)
        with process:
            try:
                self.wait_for_reader(pipe)
                process.send_signal(signal.SIGINT)
                _, err = process.communicate(timeout=PATIENCE)
            finally:
                process.kill()
        return process.returncode, err.decode()

    def wait_for_reader(self, pipe: Path) -> None:
        """Wait until somebody has opened the pipe to read it."""
        for _ in range(PATIENCE * 20):
            try:
                self.writer = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:
                time.sleep(0.05)
            else:
                time.sleep(0.3)
                return
        pytest.fail("nobody reads the pipe")

    @pytest.fixture(autouse=True)
    def _closed(self):
        yield
        os.close(self.writer)

    def test_what_was_audited_is_reported_and_said_to_be_not_all(self, folder: Path) -> None:
        fill(folder, 2)
        table = "项目名称\t得分\t等级\n项目1\t66.67\t中\n绿化\t90\t优\n"
        (folder / "p3.txt").write_text(f"绩效自评汇总表\n{table}", "utf-8")
        out, page = folder.parent / "a.json", folder.parent / "a.html"
        code, err = self.stopped(folder, "-o", out, "-o", page)
        assert code == 130
        assert "Traceback" not in err
        document = json.loads(out.read_text("utf-8"))
        assert list(validator("audit").iter_errors(document)) == []
        assert {found["project"] for found in document["forms"]} == {"项目1", "项目2"}
        assert [found["code"] for found in document["problems"]][-1] == "audit-interrupted"
        assert "summary-alone" not in {found["code"] for found in document["findings"]}
        assert page.read_bytes()[:9] == b"<!DOCTYPE"
        assert "已中断" in err
        assert str(out) in err
        assert sorted(path.name for path in folder.parent.iterdir()) == [
            *("a.html", "a.json", "pipe.txt", folder.name)
        ]

    def test_where_nothing_was_done_an_old_report_stays(self, folder: Path) -> None:
        out = folder.parent / "a.json"
        out.write_text("old", "utf-8")
        code, err = self.stopped(folder.parent / "missing.json", "-o", out)
        assert code in {130, UNREADABLE}
        assert "Traceback" not in err
