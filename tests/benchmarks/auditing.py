"""Measure what auditing many forms costs, and whether planted errors are found.

Folders of one form a file (half of them text, a quarter each .xlsx and .docx) are scored and
audited by the command line, in turn: to one CSV, then to all four reports. Counted are the CPU
time of all processes and, ten times a second, the memory that is their own. What the JSON says is
compared with what was planted, and the HTML is opened in a headless Chromium if there is one.
"""

import argparse
import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

if __name__ == "__main__":
    # the folder of this script would hide the package that it is in
    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks import generated, planted
from benchmarks.growing import FOLDER, POLICY, Grown, linked, watched

SIZES = (100, 1_000, 10_000)
REPORTS = ("r.html", "r.xlsx", "r.csv", "r.json")
A_FILE = {".txt": 5_000, ".xlsx": 1_000, ".docx": 1_000}  # forms in each of a few large files
ANSWERS = "planted.json"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
# what the browser does with the page; each waits until the next frame but one was painted
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
OPENED = f"""async () => {{
  const all = performance.getEntriesByType("navigation")[0];
  const first = () => performance.getEntriesByName("first-contentful-paint")[0];
  while (!first()) await {PAINTED};
  return [all.loadEventEnd, first().startTime];
}}"""
FILTERED = f"""async () => {{
  const start = performance.now(), chosen = document.querySelector("#severity");
  chosen.value = "error";
  chosen.dispatchEvent(new Event("change", {{bubbles: true}}));
  await {PAINTED};
  return performance.now() - start;
}}"""
SORTED = f"""async () => {{
  const start = performance.now();
  document.querySelector("#findings thead th button").click();
  await {PAINTED};
  return performance.now() - start;
}}"""


class Answer(NamedTuple):
    """The error that was planted in a form, and the codes that it brings besides."""

    code: str
    row: int | None
    follows: frozenset[str]


class Checked(NamedTuple):
    """How many errors were planted and found, and what was found besides, by severity and code."""

    planted: int
    found: int
    besides: Counter[tuple[str, str]]


# Files


def written(folder: Path, count: int) -> None:
    """Write a pool of files with one form each, and what was planted in which."""
    pool, answers = folder / "pool", folder / ANSWERS
    if answers.exists() and len(json.loads(answers.read_text("utf-8"))) >= count:
        return
    pool.mkdir(exist_ok=True)
    known = {}
    for number, each in enumerate(planted.forms(count, FOLDER)):
        path = pool / f"{number}{FOLDER[number % len(FOLDER)]}"
        if not path.exists():
            generated.write([each.form], path)
        known[each.project] = (each.code, each.row, sorted(each.follows))
    answers.write_text(json.dumps(known, ensure_ascii=False), "utf-8")


def few_files(folder: Path, count: int) -> Path:
    """Return a folder with the same forms in a few large files."""
    files = folder / f"large-{count}"
    if files.exists():
        return files
    files.mkdir()
    by_ending: dict[str, list[generated.Filled]] = {ending: [] for ending in A_FILE}
    for number, each in enumerate(planted.forms(count, FOLDER)):
        by_ending[FOLDER[number % len(FOLDER)]].append(each.form)
    for ending, forms in by_ending.items():
        write = generated.few_sheets if ending == ".xlsx" else generated.write
        for at in range(0, len(forms), A_FILE[ending]):
            write(forms[at : at + A_FILE[ending]], files / f"{at}{ending}")
    return files


# What was found


def checked(folder: Path, report: Path, count: int) -> Checked:
    """Compare the findings of a report with what was planted in the first forms."""
    known = json.loads((folder / ANSWERS).read_text("utf-8"))
    answers = {
        project: Answer(code, row, frozenset(follows))
        for project, (code, row, follows) in list(known.items())[:count]
    }
    findings = json.loads(report.read_text("utf-8"))["findings"]
    seen = {(each["project"], each["code"], each["row"]) for each in findings}
    due = [(project, answer) for project, answer in answers.items() if answer.code]
    found = sum((project, answer.code, answer.row) in seen for project, answer in due)
    return Checked(len(due), found, Counter(_besides(answers, findings)))


def _besides(
    answers: Mapping[str, Answer], findings: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield what was found and neither planted nor follows from that."""
    for each in findings:
        answer = answers.get(each["project"])
        if answer is None or each["code"] not in {answer.code, *answer.follows}:
            yield each["severity"], each["code"]


# Measuring


def commands(files: Path, folder: Path, jobs: int) -> Mapping[str, list[str]]:
    """Return what is measured of a folder, by name."""
    start = [sys.executable, "-m", "pingfen"]
    end = [str(files), "--policy", POLICY, "--jobs", str(jobs), "--quiet"]
    reports = [part for name in REPORTS for part in ("-o", str(folder / name))]
    csv = str(folder / "scores.csv")
    return {
        "score": [*start, "score", *end, "--format", "csv", "-o", csv],
        "audit": [*start, "audit", *end, "-o", str(folder / "audit.csv")],
        "audit, 4 reports": [*start, "audit", *end, *reports],
    }


def measured(files: Path, folder: Path, count: int, jobs: int, rounds: int) -> None:
    """Run each command in turn and print the medians, and what they are beside scoring."""
    taken: dict[str, list[tuple[Grown, float]]] = {}
    for _ in range(rounds):
        for name, command in commands(files, folder, jobs).items():
            start = time.perf_counter()
            grown = watched(name, count, command)
            taken.setdefault(name, []).append((grown, time.perf_counter() - start))
    base = median(grown.cpu for grown, _ in taken["score"])
    for name, runs in taken.items():
        cpu, wall = median(grown.cpu for grown, _ in runs), median(wall for _, wall in runs)
        first = median(grown.first for grown, _ in runs)
        together = median(grown.all for grown, _ in runs)
        print(
            f"{files.name:12}  {jobs:4}  {name:16}  {cpu:7.1f}  {wall:7.1f}  {count / wall:7.0f}"
            f"  {cpu / base:6.2f}  {first:7.0f}  {together:7.0f}  {runs[0][0].said}",
            flush=True,
        )


def show_found(folder: Path, count: int) -> None:
    """Print how much of what was planted was found, what was found besides, and all sizes."""
    found = checked(folder, folder / "r.json", count)
    besides = (
        f"{severity} {code} {number}" for (severity, code), number in found.besides.most_common()
    )
    print(f"  planted {found.planted}, found {found.found}; besides: {', '.join(besides)}")
    sizes = (f"{name} {(folder / name).stat().st_size / 2**20:.2f} MB" for name in REPORTS)
    print(f"  {', '.join(sizes)}", flush=True)


def opened(page: Path, rounds: int) -> None:
    """Open a page in a headless Chromium and print how long that and its parts take."""
    from playwright.sync_api import sync_playwright

    taken: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        for _ in range(rounds):
            with browser.new_context(offline=True) as context:
                tab = context.new_page()
                tab.goto(page.as_uri(), timeout=600_000)
                loaded, painted = tab.evaluate(OPENED)
                times = {"painted": painted, "loaded": loaded}
                times |= {"filter": tab.evaluate(FILTERED), "sort": tab.evaluate(SORTED)}
                for name, each in times.items():
                    taken.setdefault(name, []).append(each)
        browser.close()
    told = (f"{name} {median(times):.0f} ms" for name, times in taken.items())
    print(f"  in Chromium: {', '.join(told)}", flush=True)


def main() -> None:
    """Measure and print, each line when it is known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many forms")
    parser.add_argument("--jobs", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--rounds", type=int, default=1, help="how often each command is run")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the generated files")
    parser.add_argument("--write", action="store_true", help="only write the files")
    parser.add_argument("--large", action="store_true", help="the same forms in large files, too")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        written(folder, max(options.sizes))
        if options.write:
            return
        print(f"{'':12}  jobs  {'':16}    CPU s   wall s  forms/s  ÷score       MB   MB all")
        for count in options.sizes:
            folders = [linked(folder / "pool", folder / f"files-{count}", count)]
            folders += [few_files(folder, count)] if options.large else []
            for files in folders:
                for jobs in options.jobs:
                    measured(files, folder, count, jobs, options.rounds)
                show_found(folder, count)
            if BROWSER:
                opened(folder / "r.html", options.rounds)


if __name__ == "__main__":
    main()
