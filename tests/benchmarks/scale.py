"""Measure how batches grow: from 1e5 to 1e8 rows of a Parquet file, scored into another one.

    python tests/benchmarks/scale.py --engines polars duckdb spark --rows 1e5 1e6 1e7

Each run is a process of its own that has scored a small file before. Counted are the seconds from
the file to the file, and the largest memory of the process; Spark runs on this machine with two
cores and one session, and its memory is that of Java, which is told how much it may take. Rows are
those of the other benchmarks, as decimals and texts; from a million on they are repeated.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    # the folder of this script would hide the package that it is in
    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks import workloads

ROWS = ("1e5", "1e6", "1e7")
GROUP = 500_000
SMALL = 100_000


def written(folder: Path, count: int) -> Path:
    """Write a table of so many rows, unless it is there; row groups are written one by one."""
    import polars as pl
    import pyarrow.parquet as pq

    path = folder / f"rows-{count}.parquet"
    if path.exists():
        return path
    drawn = workloads.frame(workloads.table(min(count, workloads.DISTINCT)), "decimals")
    piece = drawn.with_columns(pl.col(workloads.TEXTS).cast(pl.String)).to_arrow()
    with pq.ParquetWriter(path, piece.schema) as writer:
        for start in range(0, count, piece.num_rows):
            writer.write_table(piece.slice(0, count - start), row_group_size=GROUP)
    return path


def by_library(engine: str, name: str) -> Callable[[Path, Path], None]:
    """Return what scores a file with an engine of the library."""
    from pingfen.batch import score_table

    policy = workloads.policy(name)

    def run(table: Path, output: Path) -> None:
        score_table(policy, table, engine=engine, output=output)

    return run


def by_spark(name: str) -> Callable[[Path, Path], None]:
    """Return what scores a file with Spark on this machine."""
    from benchmarks.spark_variants import session
    from pingfen.batch.spark import score_frame

    policy, spark = workloads.policy(name), session()

    def run(table: Path, output: Path) -> None:
        frame = score_frame(policy, spark.read.parquet(str(table)))
        frame.write.mode("overwrite").parquet(str(output))

    return run


def one(engine: str, name: str, table: Path, small: Path) -> None:
    """Score a file in this process and print rows a second and megabytes."""
    run = by_spark(name) if engine == "spark" else by_library(engine, name)
    with TemporaryDirectory(dir=table.parent) as folder:
        run(small, Path(folder) / "small.parquet")
        started = time.perf_counter()
        run(table, Path(folder) / "scored.parquet")
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:10.2f} s {peak:8.0f} MB", flush=True)


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", nargs="+", default=["polars", "duckdb"])
    parser.add_argument("--rows", nargs="+", default=ROWS)
    parser.add_argument("--policy", default="zhangdian", choices=sorted(workloads.POLICIES))
    parser.add_argument("--folder", type=Path, default=Path("/tmp/pingfen-scale"))  # noqa: S108  # large files
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "TABLE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.folder.mkdir(exist_ok=True)
    small = written(args.folder, SMALL)
    if args.one:
        one(args.one[0], args.policy, Path(args.one[1]), small)
        return
    for rows in args.rows:
        table = written(args.folder, int(float(rows)))
        size = os.path.getsize(table) / 1e6
        for engine in args.engines:
            print(f"{engine:8} {rows:>6} rows {size:8.1f} MB", end="", flush=True)
            command = [sys.executable, __file__, "--policy", args.policy]
            command += ["--folder", str(args.folder), "--one", engine, str(table)]
            subprocess.run(command, check=False, env=os.environ)


if __name__ == "__main__":
    main()
