"""Measure how time and memory grow with the number of forms: in one file, and in a folder.

Each file is read in a process of its own that has read a small one of its kind before. Counted is
the CPU time of reading and how far the memory grows at its peak (from /proc, so on Linux only).
Folders of one form a file, half of them text, a quarter each .xlsx and .docx, are scored by the
command line; counted are the CPU time of all its processes and, ten times a second, the memory
that is their own: of the process that writes, and of all together.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

if __name__ == "__main__":
    # the folder of this script would hide the package that it is in
    sys.path[0] = str(Path(__file__).parents[1])

import psutil

import pingfen
from benchmarks import generated

POLICY = "zhangdian@2024"
SIZES = (100, 300, 1_000, 3_000, 10_000)
ENDINGS = (".txt", ".xlsx", ".docx")
FOLDER = (".txt", ".xlsx", ".txt", ".docx")  # the endings of its files, in turn
FEW = 5
MOST = {
    ".xlsx": 3_000
}  # more takes openpyxl minutes to write, and is refused: over a million cells
SECONDS = 0.1  # between two looks at the memory


class Grown(NamedTuple):
    """What a number of forms took: seconds, megabytes, and what was said if it was refused."""

    what: str
    count: int
    cpu: float
    first: float
    all: float
    said: str = ""


# In the process that reads


def megabytes(line: str) -> float:
    """Return what Linux says of the memory of this process: now (VmRSS), at most (VmHWM)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split(f"{line}:")[1].split()[0]) / 1024


def read(small: str, file: str) -> None:
    """Read a file after a small one, and print the seconds, the megabytes and what was said."""
    pingfen.read_forms(small)
    before, start = megabytes("VmRSS"), time.process_time()
    said = ""
    try:
        pingfen.read_forms(file)
    except pingfen.FormError as error:
        said = error.problems[0].text.code
    taken = time.process_time() - start
    print(taken, megabytes("VmHWM") - before, said, sep="\t")


# Files


def one_file(folder: Path, count: int, ending: str) -> Path:
    """Return a file with so many forms, written unless it is there."""
    path = folder / f"forms-{count}{ending}"
    if not path.exists():
        chosen = list(generated.forms(count))
        (generated.few_sheets if ending == ".xlsx" else generated.write)(chosen, path)
    return path


def many_files(folder: Path, counts: Sequence[int]) -> list[Path]:
    """Return folders with so many files of one form each; they share their files."""
    pool = folder / "pool"
    pool.mkdir(exist_ok=True)
    for number, form in enumerate(generated.forms(max(counts))):
        path = pool / f"{number}{FOLDER[number % len(FOLDER)]}"
        if not path.exists():
            generated.write([form], path)
    return [linked(pool, folder / f"files-{count}", count) for count in counts]


def linked(pool: Path, folder: Path, count: int) -> Path:
    """Return a folder with the first files of the pool."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        name = f"{number}{FOLDER[number % len(FOLDER)]}"
        if not (folder / name).exists():
            os.link(pool / name, folder / name)
    return folder


# Measuring


def in_one_file(folder: Path, counts: Iterable[int], rounds: int) -> Iterator[Grown]:
    """Yield what reading one file takes, for each kind and number of forms."""
    for ending in ENDINGS:
        small = one_file(folder, FEW, ending)
        for count in counts:
            if count > MOST.get(ending, count):
                continue
            path = one_file(folder, count, ending)
            yield min((reading(small, path, count) for _ in range(rounds)), key=cpu)


def reading(small: Path, path: Path, count: int) -> Grown:
    """Return what reading a file takes in a new process."""
    command = [sys.executable, str(Path(__file__)), "--read", str(small), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    cpu, more, said = done.stdout.rstrip("\n").split("\t")
    return Grown(f"one {path.suffix}", count, float(cpu), float(more), float(more), said)


def in_a_folder(folder: Path, counts: Sequence[int], jobs: Iterable[int]) -> Iterator[Grown]:
    """Yield what scoring a folder takes, for each number of files and of processes."""
    folders = many_files(folder, counts)
    for number in jobs:
        for files, count in zip(folders, counts, strict=True):
            yield scoring(files, count, number, folder / "scores.csv")


def scoring(files: Path, count: int, jobs: int, out: Path) -> Grown:
    """Return what scoring a folder takes from the command line."""
    command = [sys.executable, "-m", "pingfen", "score", str(files), "--policy", POLICY]
    command += ["--format", "csv", "-o", str(out), "--jobs", str(jobs), "--quiet"]
    return watched(f"folder, --jobs {jobs}", count, command)


def watched(what: str, count: int, command: Sequence[str]) -> Grown:
    """Return what a command with its children takes for so many forms."""
    before = os.times()
    running = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    first = most = 0.0
    while running.poll() is None:
        own, together = memory(running.pid)
        first, most = max(first, own), max(most, together)
        time.sleep(SECONDS)
    after = os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])
    said = running.stderr.read().strip()
    return Grown(what, count, cpu, first, most, said)


def memory(process: int) -> tuple[float, float]:
    """Return the megabytes that a process has for itself, and those with its children."""
    try:
        first = psutil.Process(process)
        own = [one.memory_full_info().uss / 2**20 for one in [first, *first.children()]]
    except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
        return 0.0, 0.0
    return own[0], sum(own)


def cpu(grown: Grown) -> float:
    """Return the CPU time."""
    return grown.cpu


def show(grown: Grown) -> None:
    """Print what was measured as a line."""
    each, size = f"{grown.cpu / grown.count * 1e3:8.2f}", f"{grown.first:8.1f}  {grown.all:8.1f}"
    print(f"{grown.what:16}  {grown.count:6}  {grown.cpu:8.2f}  {each}  {size}  {grown.said}")


def main() -> None:
    """Measure and print, each line when it is known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many forms")
    parser.add_argument("--rounds", type=int, default=2, help="how often each file is read")
    parser.add_argument("--jobs", type=int, nargs="*", default=(1, 2), help="for the folders")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the generated files")
    parser.add_argument("--write", action="store_true", help="only write the files")
    parser.add_argument("--read", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read(*options.read)
        return
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        if options.write:
            many_files(folder, options.sizes)
            return
        print(f"{'':16}  {'forms':>6}  {'CPU s':>8}  {'ms each':>8}  {'MB':>8}  {'MB all':>8}")
        for grown in in_one_file(folder, options.sizes, options.rounds):
            show(grown)
        for grown in in_a_folder(folder, options.sizes, options.jobs):
            show(grown)


if __name__ == "__main__":
    main()
