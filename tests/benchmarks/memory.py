"""How much memory a way to score a table needs, in a process of its own.

The process makes its table, says so, and goes on when it is told to; what its memory grows by from
then on, at its peak, is what the scoring needs, its result included.
"""

import subprocess
import sys
from pathlib import Path
from time import sleep

if __name__ == "__main__":
    # the folder of this script would hide the package that it is in
    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks import table_variants, workloads

MEGA = 10**6
PAUSE = 0.002


def megabytes(variant: str, policy: str, rows: int) -> float:
    """Return what scoring a table needs at its peak."""
    import psutil

    command = [sys.executable, __file__, variant, policy, str(rows)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        looked = psutil.Process(process.pid)
        if process.stdout.readline() != "ready\n":
            raise RuntimeError(variant)
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


def main() -> None:
    """Score one table by one variant."""
    variant, policy, rows = sys.argv[1:]
    run = table_variants.made()[variant](policy, workloads.table(int(rows))).run
    print("ready", flush=True)
    sys.stdin.readline()
    kept = run()
    sleep(10 * PAUSE)
    del kept


if __name__ == "__main__":
    main()
