"""`pingfen score` on folders: what is read, in which order, and what ends a run and what not."""

import csv
import io
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import psutil
import pytest
from jsonschema import Draft202012Validator

import pingfen
import seed
from pingfen.cli import main
from pingfen.cli.interruption import Interruption, Stopped
from pingfen.cli.progress import Progress
from pingfen.errors import FormError, UsageError
from pingfen.files import Job, find_files, worker_count
from pingfen.files.running import usable_cpus
from pingfen.files.tasks import Scoring
from pingfen.files.walking import natural
from pingfen.files.workers import Workers
from pingfen.schema import load_schema
from pingfen.width import width

pty = pytest.importorskip("pty", reason="needs terminals and named pipes")
FINE, OPEN, WRONG, UNREADABLE = range(4)
ZHANGDIAN = ("--policy", "zhangdian@2024")
POLICY = pingfen.load_policy("zhangdian@2024")
FORM = "项目名称\t{name}\n三级指标\t指标值\t完成值\t分值\n甲\t≥3个\t{actual}\t90\n"
PATIENCE = 60  # seconds for what takes a fraction of one, on a machine that is busy


def form(name: str, actual: str = "3个") -> str:
    return FORM.format(name=name, actual=actual)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run `score` in this process, and in others if it starts any."""

    def running(*arguments: object) -> Ran:
        code = main(["score", *map(str, arguments), *ZHANGDIAN])
        printed = capfd.readouterr()
        assert "Traceback" not in printed.err
        return Ran(code, printed.out, printed.err)

    return running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "表"
    made.mkdir()
    return made


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")


def fill(folder: Path, count: int) -> None:
    put(folder, **{f"p{n}": form(f"项目{n}") for n in range(1, count + 1)})


def projects(out: str) -> list[str]:
    return [found["project"] for found in json.loads(out)["forms"]]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "pingfen", "score", *map(str, arguments), *ZHANGDIAN]


@contextmanager
def started(*arguments: object, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run `score` beside this process; nothing of it may be left when the test ends."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background job may inherit deaf ears
    try:
        process = subprocess.Popen(command(*arguments), **pipes)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield process
        finally:
            process.kill()


def children(process: subprocess.Popen[bytes], at_least: int = 1) -> list[psutil.Process]:
    """The processes that work for a run, once there are so many."""

    def workers() -> list[psutil.Process]:
        every = psutil.Process(process.pid).children(recursive=True)
        return [child for child in every if "spawn_main" in " ".join(child.cmdline())]

    wait_for(lambda: len(workers()) >= at_least)
    return workers()


def wait_for(what: Callable[[], object]) -> None:
    for _ in range(PATIENCE * 50):
        if what():
            return
        time.sleep(0.02)
    pytest.fail("it did not happen")


def read_some(process: subprocess.Popen[bytes], until: bytes) -> bytes:
    """What a run has printed so far, up to a text."""
    found = b""
    assert process.stdout
    while until not in found:
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        piece = os.read(process.stdout.fileno(), 65536) if ready else b""
        assert piece, found
        found += piece
    return found


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A file that nobody can read to its end until somebody writes it."""
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    return path


class TestFinding:
    """Which files a path stands for."""

    def test_a_folder_is_read_with_all_below_it_in_the_order_in_which_people_count(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        below = folder / "表9"
        below.mkdir()
        put(folder, 表10=form("十"), 表2=form("二"), 表1=form("一"))
        put(below, a=form("九"))
        ran = run(folder, "--format", "json")
        assert ran.code == OPEN, "these forms have no budget"
        assert projects(ran.out) == ["一", "二", "九", "十"]

    def test_names_with_huge_numbers_are_sorted_too(self) -> None:
        names = [f"{'9' * 5000}.txt", "10.txt", "9.txt", "010.txt", "²x.txt"]
        assert sorted(names, key=natural)[:3] == ["9.txt", "010.txt", "10.txt"]

    def test_what_is_no_document_is_passed_over_and_counted(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        put(folder, a=form("甲"))
        names = ("b.jpg", "c.JPG", "d.exe", "~$a.docx", ".~lock.a.ods#", "Thumbs.db", ".a.txt")
        for name in (*names, "desktop.ini", "README"):
            (folder / name).write_text(form("不读"), "utf-8")
        for name in ("__MACOSX", ".git"):
            (folder / name).mkdir()
            put(folder / name, x=form("不读"))
        os.mkfifo(folder / "pipe.txt")
        ran = run(folder, "--format", "json", "--lang", "en")
        assert projects(ran.out) == ["甲"]
        assert ran.err.startswith("files 1, forms 1, undecided 1, broken 0, time 0:0")
        (skipped,) = re.findall(r"· 12 skipped \((.*)\)\n", ran.err)
        assert skipped.startswith("system files 3, .jpg 2, lock files 2, hidden files 2, .exe 1")
        assert skipped.endswith("others 1")

    def test_what_is_named_itself_is_read_whatever_it_is_called(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        for name in (".a.txt", "~$b.docx", "c.jpg"):
            (folder / name).write_text(form(name), "utf-8")
        ran = run(*sorted(folder.iterdir()), "--format", "json")
        assert projects(ran.out) == [".a.txt", "c.jpg", "~$b.docx"]
        assert ran.err == ""

    def test_a_file_is_read_once_however_often_it_is_named(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        put(folder, a=form("甲"), b=form("乙"))
        (folder / "c.txt").symlink_to("a.txt")
        again = f"{folder}/../{folder.name}/b.txt"
        ran = run(folder / "b.txt", folder, again, folder / "b.txt", folder, "--format", "json")
        assert projects(ran.out) == ["乙", "甲"]

    def test_folders_that_lead_back_to_themselves_end(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        put(folder, a=form("甲"))
        (folder / "again").symlink_to(folder)
        (folder / "up").symlink_to("..")
        (folder / "self").symlink_to("self")
        ran = run(folder, "--format", "json")
        assert projects(ran.out) == ["甲"]

    def test_a_link_to_nowhere_is_an_error_of_its_own(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        put(folder, b=form("乙"))
        (folder / "a.txt").symlink_to("nowhere")
        ran = run(folder, "--format", "json")
        assert ran.code == UNREADABLE
        assert projects(ran.out) == ["乙"]
        assert ran.err.startswith(f"{folder}/a.txt: ")

    @pytest.mark.parametrize("name", ["empty", "b.jpg"])
    def test_a_folder_without_a_document_is_an_error(
        self, run: Callable[..., Ran], folder: Path, name: str
    ) -> None:
        (folder / name).mkdir()
        ran = run(folder)
        assert (ran.code, ran.out) == (UNREADABLE, "")
        assert ran.err.startswith(f"{folder}: 文件夹中没有可读的文件")

    def test_a_folder_without_a_document_leaves_the_others(
        self, run: Callable[..., Ran], folder: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "empty").mkdir()
        put(folder, a=form("甲"))
        ran = run(tmp_path / "empty", folder, "--format", "json")
        assert ran.code == UNREADABLE
        assert projects(ran.out) == ["甲"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
    def test_a_folder_that_may_not_be_opened_is_an_error_and_the_rest_is_read(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        put(folder, b=form("乙"))
        (folder / "a").mkdir(mode=0)
        ran = run(folder, "--format", "json")
        assert ran.code == UNREADABLE
        assert projects(ran.out) == ["乙"]
        assert f"{folder}/a: 文件夹打不开" in ran.err

    def test_a_folder_that_cannot_be_listed_is_an_error_and_the_rest_is_read(
        self, run: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(folder, b=form("乙"))
        (folder / "a").mkdir()
        listed = os.listdir

        def refusing(path: str) -> list[str]:
            if path.endswith("/a"):
                raise PermissionError(13, "Permission denied")
            return listed(path)

        monkeypatch.setattr("os.listdir", refusing)
        ran = run(folder, "--format", "json")
        assert ran.code == UNREADABLE
        assert projects(ran.out) == ["乙"]
        assert f"{folder}/a: 文件夹打不开：Permission denied" in ran.err

    def test_the_policy_the_judgements_and_the_output_of_a_run_are_no_forms(
        self, folder: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        put(folder, a=form("甲"))
        text = "policy: own\nyear: 2025\ntitle: t\nextends: zhangdian@2024\n"
        policy, judgements, output = (folder / name for name in ("p.yaml", "j.yaml", "o.json"))
        policy.write_text(text, "utf-8")
        judgements.write_text(
            "judgements:\n- {project: 甲, row: 1, score: 1, reason: r, by: b}\n", "utf-8"
        )
        arguments = ("--policy", policy, "--judgements", judgements, "-o", output)
        for _ in range(2):  # the second time the output is there
            code = main([*map(str, ("score", folder, *arguments, "--format", "json"))])
            assert code == OPEN
            assert projects(output.read_text("utf-8")) == ["甲"]
        assert "本次所用的文件 3 个" in capfd.readouterr().err


class TestParallel:
    """Several processes give what one gives."""

    @pytest.mark.parametrize("output", ["text", "json", "csv", "html", "md"])
    def test_several_processes_write_what_one_writes_to_the_byte(
        self, run: Callable[..., Ran], folder: Path, output: str
    ) -> None:
        fill(folder, 300)
        put(folder, p7="nothing", p100="", p299="{")
        one, two = (run(folder, "--format", output, "--jobs", jobs) for jobs in (1, 2))
        assert one.out == two.out
        assert one.code == two.code == UNREADABLE
        errors = [re.findall(r"^(.*\.txt): ", ran.err, re.MULTILINE) for ran in (one, two)]
        assert errors[0] == errors[1] == [f"{folder}/p{n}.txt" for n in (7, 100, 299)]
        assert "300 个文件，297 张表，无法判断 297，读不出 3，" in two.err
        if output == "json":
            wanted = [n for n in range(1, 301) if n not in {7, 100, 299}]
            assert projects(one.out) == [f"项目{n}" for n in wanted]
        if output == "csv":
            assert len(list(csv.reader(io.StringIO(one.out)))) == 1 + 3 * 297

    def test_many_files_are_written_as_a_single_call_would_write_them(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        fill(folder, 12)
        (folder / "p13.txt").write_text(seed.EXAMPLE.read_text("utf-8"), "utf-8")
        files = sorted(map(str, folder.iterdir()), key=natural)
        results = pingfen.score_all(POLICY, map(pingfen.read_forms, files))
        assert run(folder, "--format", "json", "--jobs", 2).out == pingfen.to_json(results)

    def test_few_files_start_no_process(self) -> None:
        def count(number: int, **asked: int) -> int:
            jobs = [Job(f"{n}.txt") for n in range(number)]
            return worker_count(jobs, asked.get("jobs"), asked.get("timeout"))

        assert [count(1), count(1, jobs=4), count(7), count(7, jobs=1)] == [0, 0, 0, 0]
        assert [count(7, jobs=3), count(2, jobs=8), count(1, timeout=9)] == [3, 2, 1]
        assert [count(8), count(10**4)] == [min(2, usable_cpus()), usable_cpus()]
        assert worker_count([Job("-")], 4, 9) == 0

    def test_standard_input_is_read_among_other_files(self, folder: Path) -> None:
        fill(folder, 3)
        files = sorted(folder.iterdir())
        arguments = command(files[0], "-", *files[1:], "--jobs", 2, "--format", "json")
        done = subprocess.run(
            arguments, input=form("输入").encode(), capture_output=True, check=False
        )
        assert projects(done.stdout.decode()) == ["项目1", "输入", "项目2", "项目3"]

    def test_a_summary_table_is_compared_with_forms_in_other_files(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        data = {"项目甲": 100, "项目乙": 98}
        lines = [f"{name}\t{total}\t优\n" for name, total in data.items()]
        put(folder, **{"0汇总表": "项目名称\t自评得分\t自评等级\n" + "".join(lines)})
        for name in data:
            row = {"name": "a", "target": "≥3个", "actual": "3个", "weight": 90}
            budget = {"annual": 10, "executed": 10, "weight": 10}
            filled = {"project": name, "execution": budget, "rows": [row]}
            (folder / f"{name}.json").write_text(json.dumps(filled), "utf-8")
        for jobs in (1, 2):
            ran = run(folder, "--format", "json", "--jobs", jobs)
            assert ran.code == FINE
            found = json.loads(ran.out)["summary"]
            assert [(line["total"], line["verdict"]) for line in found] == [
                (100, "agrees"),
                (100, "differs"),
            ]

    def test_judgements_find_their_files_and_count_for_none_where_two_fit(
        self, run: Callable[..., Ran], folder: Path, tmp_path: Path
    ) -> None:
        fill(folder, 9)
        put(folder, p5=form("项目4"))
        given = [
            {"project": f"项目{n}", "row": 1, "score": n, "reason": "r", "by": "b"}
            for n in (2, 4, 99)
        ]
        path = tmp_path / "judgements.json"
        path.write_text(json.dumps({"judgements": given}), "utf-8")
        ran = run(folder, "--judgements", path, "--format", "json", "--jobs", 2)
        files = sorted(map(str, folder.iterdir()), key=natural)
        read = pingfen.read_judgements(path)
        documents = map(pingfen.read_forms, files)
        results = pingfen.score_all(POLICY, documents, judgements=read)
        assert ran.out == pingfen.to_json(results)
        assert [found.code for found in results.problems] == [
            "judgement-several",
            "judgement-project",
        ]
        noted = [card.project for card in results.cards if card.rows[0].notes]
        assert noted == ["项目2"], "of a judgement that its rule does not use"
        assert ran.code == WRONG


class TestTrouble:
    """No file ends a run."""

    def test_a_file_that_takes_too_long_is_given_up(
        self, run: Callable[..., Ran], folder: Path, pipe: Path
    ) -> None:
        fill(folder, 3)
        ran = run(pipe, folder, "--timeout", 1, "--format", "json")
        assert ran.code == UNREADABLE
        assert projects(ran.out) == ["项目1", "项目2", "项目3"]
        assert f"{pipe}: 1 秒内没有读完" in ran.err

    def test_a_process_that_dies_is_an_error_of_its_file_alone(
        self, folder: Path, pipe: Path
    ) -> None:
        fill(folder, 20)
        arguments = (folder / "p1.txt", pipe, folder, "--jobs", 1, "--format", "json")
        with started(*arguments) as process:
            out = read_some(process, "项目1".encode())
            (worker,) = children(process)
            wait_for(lambda: psutil.Process(worker.pid).status() == psutil.STATUS_SLEEPING)
            time.sleep(0.2)  # it waits for the pipe, not for a file any more
            worker.kill()
            rest, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == UNREADABLE
        assert projects((out + rest).decode()) == [f"项目{n}" for n in range(1, 21)]
        assert f"{pipe}: 读取它的进程意外结束（SIGKILL）" in err.decode()
        assert b"Traceback" not in err

    def test_what_no_reader_expects_is_an_error_of_its_file_alone(
        self, run: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill(folder, 3)

        def failing(file: str) -> pingfen.Forms:
            if file.endswith("p2.txt"):
                raise RecursionError("too deep")
            return pingfen.read_forms(file)

        monkeypatch.setattr("pingfen.files.tasks.read_forms", failing)
        ran = run(folder, "--format", "json")
        assert ran.code == UNREADABLE
        assert projects(ran.out) == ["项目1", "项目3"]
        assert f"{folder}/p2.txt: 读取时出错" in ran.err
        assert "RecursionError: too deep" in ran.err

    def test_processes_that_cannot_start_end_the_run_with_a_reason(self) -> None:
        class Deadly(Scoring):
            """What ends the process that receives it."""

            def __reduce__(self) -> tuple[object, ...]:
                return os._exit, (3,)

        with (
            Workers(Deadly(POLICY), 2, 10) as workers,
            pytest.raises(UsageError, match="无法启动工作进程（3）"),
        ):
            list(workers.results([Job("a.txt"), Job("b.txt")]))

    def test_an_output_that_cannot_be_written_ends_the_run(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        fill(folder, 20)
        with pytest.raises(SystemExit):
            main(["score", str(folder), *ZHANGDIAN, "--jobs", "0"])
        ran = run(folder, "--jobs", 2, "-o", folder / "nowhere" / "out.txt")
        assert ran.code == WRONG
        assert f"{folder}/nowhere/out.txt: 无法写入" in ran.err


class TestStreaming:
    """What is done is written before the rest is read."""

    @pytest.mark.parametrize("jobs", [1, 2])
    @pytest.mark.parametrize("output", ["text", "json", "csv"])
    def test_results_come_before_the_last_file_is_read(
        self, folder: Path, pipe: Path, jobs: int, output: str
    ) -> None:
        fill(folder, 10)
        with started(folder, pipe, "--jobs", jobs, "--format", output) as process:
            found = read_some(process, "项目10".encode())
            assert process.poll() is None
            pipe.write_text(form("最后"), "utf-8")
            rest, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == OPEN, err
        assert "最后" in rest.decode()
        assert "最后" not in found.decode()

    def test_memory_does_not_grow_with_the_files(self, tmp_path: Path) -> None:
        peaks = []
        code = (
            "import resource, sys\n"
            "from pingfen.cli import main\n"
            "if __name__ == '__main__':\n"
            "    main(sys.argv[1:])\n"
            "    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):\n"
            "        print(resource.getrusage(who).ru_maxrss, file=sys.stderr)\n"
        )
        script = tmp_path / "run.py"
        script.write_text(code, "utf-8")
        for count in (50, 500):
            folder = tmp_path / str(count)
            folder.mkdir()
            fill(folder, count)
            arguments = ("score", folder, *ZHANGDIAN, "--jobs", 2, "--format", "json", "-q")
            done = subprocess.run(
                [sys.executable, script, *map(str, arguments)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                check=True,
            )
            peaks.append([int(line) for line in done.stderr.split()])
        for few, many in zip(*peaks, strict=True):
            assert many / few < 1.15, peaks


class TestInterrupted:
    """A run that is ended says what was done and how to go on."""

    def stopped(self, number: int, *arguments: object) -> tuple[subprocess.Popen[bytes], str]:
        """End a run once its workers are at work, and return what it said."""
        with started(*arguments) as process:
            workers = children(process)
            wait_for(lambda: all(w.status() == psutil.STATUS_SLEEPING for w in workers))
            time.sleep(1)
            process.send_signal(number)
            out, err = process.communicate(timeout=PATIENCE)
        _, alive = psutil.wait_procs(workers, timeout=PATIENCE)
        assert alive == []
        assert out == b""
        assert b"Traceback" not in err
        return process, err.decode()

    @pytest.mark.parametrize(
        ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "term"]
    )
    def test_what_was_done_is_kept_and_the_next_file_is_named(
        self, run: Callable[..., Ran], folder: Path, pipe: Path, number: int, code: int
    ) -> None:
        fill(folder, 12)
        out = folder.parent / "out.json"
        arguments = (folder, pipe, seed.EXAMPLE, "--jobs", 2, "--format", "json")
        process, err = self.stopped(number, *arguments, "-o", out)
        assert process.returncode == code
        document = json.loads(out.read_text("utf-8"))
        assert list(Draft202012Validator(load_schema("scorecard")).iter_errors(document)) == []
        assert projects(out.read_text("utf-8")) == [f"项目{n}" for n in range(1, 13)]
        assert [found["code"] for found in document["problems"]] == ["interrupted"]
        assert "14 个文件只评了 12 个" in err
        assert f"已有的结果在 {out}" in err
        (next_file,) = re.findall(r"--from (\S+)", err)
        assert next_file == str(pipe)
        assert sorted(path.name for path in folder.parent.iterdir()) == [
            *("out.json", "pipe.txt", folder.name)
        ]
        ran = run(*arguments, "--from", seed.EXAMPLE)
        assert len(projects(ran.out)) == 7

    def test_what_was_printed_is_closed(self, folder: Path, pipe: Path) -> None:
        fill(folder, 12)
        with started(folder, pipe, "--jobs", 2, "--format", "json") as process:
            out = read_some(process, "项目12".encode())
            process.send_signal(signal.SIGINT)
            rest, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        assert len(projects((out + rest).decode())) == 12
        assert "已有的结果已全部输出" in err.decode()

    def test_a_reader_that_is_interrupted_too_is_no_error(self, folder: Path, pipe: Path) -> None:
        fill(folder, 12)
        with started(folder, pipe, "--jobs", 2, "--format", "json") as process:
            read_some(process, "项目12".encode())
            assert process.stdout
            process.stdout.close()
            process.send_signal(signal.SIGINT)
            assert process.stderr
            err = process.stderr.read().decode()
            assert process.wait(PATIENCE) == 130
        assert "13 个文件只评了 12 个" in err
        assert "Traceback" not in err
        assert "Exception" not in err

    def test_without_other_processes_a_run_is_ended_alike(self, folder: Path, pipe: Path) -> None:
        fill(folder, 2)
        with started(folder, pipe) as process:
            read_some(process, "项目2".encode())
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        assert "3 个文件只评了 2 个" in err.decode()
        assert b"Traceback" not in err

    def test_where_nothing_was_done_an_old_output_stays(self, folder: Path, pipe: Path) -> None:
        out = folder / "out.txt"
        out.write_text("old", "utf-8")
        process, err = self.stopped(signal.SIGINT, pipe, "--timeout", 99, "-o", out)
        assert process.returncode == 130
        assert out.read_text("utf-8") == "old"
        assert "没有写出任何结果" in err
        assert list(folder.iterdir()) == [out]

    def test_a_second_interrupt_ends_a_run_that_waits_for_its_reader(self, folder: Path) -> None:
        fill(folder, 300)
        with started(folder, "--jobs", 2) as process:
            workers = children(process)
            assert process.stdout
            process.stdout.read(1)
            ours = psutil.Process(process.pid)
            wait_for(lambda: all(p.status() == psutil.STATUS_SLEEPING for p in (ours, *workers)))
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
            assert process.poll() is None, "it is writing, and nobody reads"
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 130
            _, alive = psutil.wait_procs(workers, timeout=PATIENCE)
            assert alive == []
            assert process.stderr
            assert b"Traceback" not in process.stderr.read()

    def test_workers_end_with_the_run_even_if_it_is_killed(self, pipe: Path) -> None:
        with started(pipe, "--timeout", 99) as process:
            workers = children(process)
            time.sleep(1)
            process.kill()
            process.wait()
            _, alive = psutil.wait_procs(workers, timeout=PATIENCE)
        assert alive == []

    def test_a_file_to_go_on_from_must_be_one_of_those_given(
        self, run: Callable[..., Ran], folder: Path
    ) -> None:
        fill(folder, 3)
        ran = run(folder, "--from", folder / "p2.txt", "--format", "json")
        assert projects(ran.out) == ["项目2", "项目3"]
        ran = run(folder, "--from", folder / "p4.txt")
        assert (ran.code, ran.out) == (WRONG, "")
        assert f"{folder}/p4.txt: --from" in ran.err


class TestProgress:
    """One line on a terminal, and nothing anywhere else."""

    def drawn(self, folder: Path, pipe: Path, *options: str, **environment: str) -> str:
        """What a terminal of 60 columns is sent while a run waits for its last file."""
        ours, theirs = pty.openpty()
        os.set_blocking(ours, False)
        subprocess.run(["stty", "cols", "60"], stdin=theirs, check=True)
        environ = {**os.environ, "TERM": "xterm", **environment}
        arguments = (folder, pipe, *options)
        with started(*arguments, stdout=subprocess.DEVNULL, stderr=theirs, env=environ) as process:
            children(process)
            time.sleep(2.5)
            pipe.write_text("nothing", "utf-8")
            process.wait(PATIENCE)
        os.close(theirs)
        found = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            found += piece
        os.close(ours)
        return found.decode()

    def test_a_terminal_shows_how_far_the_run_is(self, folder: Path, pipe: Path) -> None:
        fill(folder, 12)
        long = pipe.rename(pipe.with_name("很长很长的文件名称很长很长的文件名称.txt"))
        found = self.drawn(folder, long, "--lang", "en")
        lines = [line for line in re.split(r"[\r\n]+", found) if line.strip()]
        drawn = [line for line in lines if line.startswith("scoring [")]
        assert len(drawn) >= 2
        assert max(width(line) for line in drawn) <= 59
        assert "12/13 files 12 forms" in drawn[-1]
        assert drawn[-1].endswith("…")
        # the last line was erased before what follows it
        assert re.search(r"\r +\r\S+\.txt: ", found)
        assert re.search(r"files 13, forms 12, undecided 12, broken 1, time 0:0\d", lines[-1])
        assert "\x1b" not in found

    def test_a_terminal_that_cannot_go_back_and_a_quiet_run_show_no_line(
        self, folder: Path, pipe: Path
    ) -> None:
        fill(folder, 12)
        assert "[#" not in self.drawn(folder, pipe, TERM="dumb")
        pipe.unlink()
        os.mkfifo(pipe)
        quiet = self.drawn(folder, pipe, "-q")
        assert quiet.count("\n") == 1
        assert quiet.startswith(f"{pipe}: ")

    def test_the_line_fits_any_width(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for columns in (1, 5, 20, 61, 200):
            monkeypatch.setattr("pingfen.cli.progress._columns", lambda: columns)  # noqa: B023
            progress = Progress("zh")
            progress.begin("progress-scoring", 10)
            progress.count(done=3, forms=20, undecided=1, broken=0)
            line = progress._line(time.monotonic_ns(), "文件夹/汇总表\n（终稿）.xlsx")
            assert width(line) <= max(1, columns - 1)
            assert "\n" not in line


class TestLibrary:
    """`score_files` for programs."""

    def test_files_come_one_by_one_with_their_results_or_their_error(self, folder: Path) -> None:
        fill(folder, 9)
        put(folder, p3="nothing")
        for jobs in (1, 2):
            found = list(pingfen.score_files(POLICY, folder, jobs=jobs))
            assert [Path(file).name for file, _ in found] == [f"p{n}.txt" for n in range(1, 10)]
            assert [type(results) for _, results in found].count(FormError) == 1
            file, results = found[0]
            assert results == pingfen.score_all(POLICY, pingfen.read_forms(file))

    def test_a_file_is_read_when_its_results_are_asked_for(self, folder: Path) -> None:
        fill(folder, 2)
        results = pingfen.score_files(POLICY, [folder / "p1.txt", str(folder / "p2.txt")])
        next(results)
        put(folder, p2=seed.EXAMPLE.read_text("utf-8"))
        _, second = next(results)
        assert [card.total for card in second.cards][:2] == [Decimal("95.83"), Decimal("95.47")]
        assert [line.verdict for line in second.summary] == ["agrees"] * 7

    def test_a_folder_without_documents_is_an_error_too(self, folder: Path) -> None:
        ((where, error),) = pingfen.score_files(POLICY, folder)
        assert where == str(folder)
        assert isinstance(error, FormError)

    def test_nothing_is_found_twice(self, folder: Path) -> None:
        fill(folder, 2)
        found = find_files([str(folder), str(folder / "p1.txt")])
        assert len(found.files) == 2
        assert found.folders == 1


def test_a_hint_that_many_files_want_is_given_once(folder: Path, run: Callable[..., Ran]) -> None:
    for name in ("a.xlsx", "b.xlsx", "c.pdf"):
        (folder / name).write_bytes(b"\0\1\2")
    put(folder, d=form("d"))
    ran = run(folder)
    assert ran.code == 3
    assert ran.err.count("不是文本") == 3
    assert ran.err.count("提示") == 1


def test_web_pages_in_one_file_are_found_in_folders(folder: Path, run: Callable[..., Ran]) -> None:
    cells = "".join(f"<tr><td>{line.replace(chr(9), '<td>')}" for line in form("甲").split("\n"))
    page = (
        f'MIME-Version: 1.0\nContent-Type: text/html; charset="utf-8"\n\n<table>{cells}</table>\n'
    )
    (folder / "甲.mht").write_text(page, "utf-8")
    ran = run(folder, "--format", "json")
    assert projects(ran.out) == ["甲"]


@pytest.mark.parametrize(("lang", "left"), [("zh", "约剩 7:30"), ("en", "7:30 left")])
def test_the_time_left_of_a_large_run_fits_in_eighty_columns(
    lang: str, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pingfen.cli.progress._columns", lambda: 80)
    progress = Progress(lang)
    progress.begin("progress-scoring", 1000)
    progress.count(done=625, forms=900, undecided=30, broken=4)
    line = progress._line(progress._since + 750 * 10**9, "汇总表.xlsx")
    assert left in line
    assert width(line) <= 79


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_that_comes_while_an_object_is_cleared_away_is_not_lost() -> None:
    """What a finalizer raises goes nowhere; the run asks again when it next waits."""
    interruption = Interruption(lambda: None)

    class Object:
        def __del__(self) -> None:
            interruption._first(signal.SIGINT, None)

    interruption.check()
    Object()
    with pytest.raises(Stopped) as raised:
        interruption.check()
    assert raised.value.code == 130
