"""How much memory a way to score a table needs, in a process of its own.

The process makes its table, says so, and goes on when it is told to; what its memory grows by from
then on, at its peak, is what the scoring needs, its result included.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import sleep
from typing import Any

if __name__ == "__main__":
    # the folder of this script would hide the package that it is in
    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks import table_variants, whole_variants, workloads

MEGA = 10**6
PAUSE = 0.002
FILES = "files"


def of_table(variant: str, policy: str, rows: int) -> float:
    """Return what scoring a table in memory needs at its peak."""
    return megabytes(variant, policy, str(rows))


def of_file(variant: str, policy: str, source: Path, output: Path) -> float:
    """Return what scoring a file to another needs at its peak."""
    return megabytes(FILES, variant, policy, str(source), str(output))


def megabytes(*arguments: str) -> float:
    """Start the process, and return by how much its memory grows."""
    import psutil

    command = [sys.executable, __file__, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        looked = psutil.Process(process.pid)
        if process.stdout.readline() != "ready\n":
            raise RuntimeError(arguments)
        before = peak = looked.memory_info().rss
        process.stdin.write("go\n")
        process.stdin.flush()
        while process.poll() is None:
            try:
                peak = max(peak, looked.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            sleep(PAUSE)
    return (peak - before) / MEGA


def task(arguments: Sequence[str]) -> Callable[[], Any]:
    """Return what to do, with the table made."""
    if arguments[0] == FILES:
        _, variant, policy, source, output = arguments
        return lambda: whole_variants.score_file(variant, policy, Path(source), Path(output))
    variant, policy, rows = arguments
    return table_variants.made()[variant](policy, workloads.table(int(rows))).run


def main() -> None:
    """Score one table by one variant."""
    run = task(sys.argv[1:])
    print("ready", flush=True)
    sys.stdin.readline()
    kept = run()
    sleep(10 * PAUSE)
    del kept


if __name__ == "__main__":
    main()
