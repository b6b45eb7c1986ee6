"""Measure how long each hostile policy takes to be refused, and how much memory that needs.

Each is loaded in a process of its own, forked from one that has imported pingfen, loaded a policy
and refused a wrong one, so that everything is imported that a refusal needs. Counted is what comes
on top of that: the CPU time of loading and of saying what is wrong, and the growth of the memory
at its peak. What an input consists of is written to a folder before, by another process.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from select import select
from signal import SIGKILL
from time import perf_counter, process_time
from traceback import print_exc
from typing import NamedTuple

if __name__ == "__main__":
    # the folder of this script, where `hostile` would be this script itself
    sys.path[0] = str(Path(__file__).parents[1])

import pingfen
from hostile.inputs import INPUTS

MOST_SECONDS, MOST_MEGABYTES = 0.5, 200.0
# what waits instead of working does not show in CPU time
PATIENCE = 20


class Measured(NamedTuple):
    """What refusing one input took."""

    name: str
    seconds: float
    waited: float
    megabytes: float
    codes: str

    @property
    def fits(self) -> bool:
        """Tell whether it was refused within the bounds."""
        return bool(self.codes) and (
            self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MEGABYTES
        )


# In the process that loads


def megabytes(line: str) -> float:
    """Return what Linux says of the memory of this process: now (VmRSS), at most (VmHWM)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split(f"{line}:")[1].split()[0]) / 1024


def refused(name: str, folder: Path) -> str:
    """Load one input, and return what that took and what was said, between tabs."""
    before, start, started = megabytes("VmRSS"), process_time(), perf_counter()
    codes = ""
    try:
        INPUTS[name].load(folder)
    except (pingfen.PolicyError, pingfen.UsageError) as error:
        error.show()
        codes = ",".join(dict.fromkeys(found.code for found in error.problems))
    seconds, waited = process_time() - start, perf_counter() - started
    return f"{seconds}\t{waited}\t{max(0.0, megabytes('VmHWM') - before)}\t{codes}"


# In the process that measures


def start_up() -> None:
    """Have everything imported and read that any refusal needs."""
    pingfen.load_policy("mof@2020")
    try:
        pingfen.parse_policy("policy: p\nyear: 2024\nlett: {}\n")
    except pingfen.PolicyError as error:
        error.show("en")


def in_a_fork(call: Callable[[], str | None]) -> str | None:
    """Return what a call returns in a process of its own, or None if it does not end."""
    out, into = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.write(into, (call() or "").encode())
        except Exception:  # noqa: BLE001  # whatever it is, the copy of this process must end
            print_exc()
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as answer:
        ended, _, _ = select([answer], [], [], PATIENCE)
        if not ended:
            os.kill(process, SIGKILL)
        os.waitpid(process, 0)
        return answer.read().decode() if ended else None


def measured(name: str) -> Measured:
    """Return what loading an input takes in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        in_a_fork(lambda: INPUTS[name].prepare(path) and None)
        answer = in_a_fork(lambda: refused(name, path))
    if not answer:
        return Measured(name, PATIENCE, PATIENCE, 0.0, "")
    seconds, waited, more, codes = answer.split("\t")
    return Measured(name, float(seconds), float(waited), float(more), codes)


def chosen(words: Iterable[str]) -> Iterator[str]:
    """Yield the names that hold one of the words; all without any word."""
    wanted = tuple(words)
    return (name for name in INPUTS if not wanted or any(word in name for word in wanted))


def print_table(found: Iterable[Measured], title: str) -> None:
    """Print what was measured."""
    print(f"\n{title:60}  {'CPU s':>6}  {'s':>6}  {'MB':>6}  code")
    for one in found:
        row = f"{one.seconds:6.3f}  {one.waited:6.3f}  {one.megabytes:6.1f}"
        print(f"{one.name[:60]:60}  {row}  {one.codes or 'NOT REFUSED'}")


def main() -> int:
    """Measure, print the worst, and return 1 if any is over the bounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="measure inputs whose name holds one of these")
    parser.add_argument("--worst", type=int, default=10, help="how many to print of each")
    options = parser.parse_args()
    start_up()
    found = [measured(name) for name in chosen(options.words)]
    by_time = sorted(found, key=lambda one: one.seconds, reverse=True)
    by_memory = sorted(found, key=lambda one: one.megabytes, reverse=True)
    print(f"{len(found)} inputs; at most {MOST_SECONDS} s and {MOST_MEGABYTES} MB are due")
    print_table(by_time[: options.worst], "the slowest")
    print_table(by_memory[: options.worst], "the largest")
    over = [one for one in found if not one.fits]
    if over:
        print_table(over, "OVER THE BOUNDS")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
