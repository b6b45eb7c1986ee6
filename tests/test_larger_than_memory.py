"""A table that does not fit in the memory that a process may have is scored all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

resource = pytest.importorskip("resource", reason="limits of memory are those of Linux")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="as above"),
]
MB = 1 << 20
PIECE, PIECES = 100_000, 24
NOTE = 240  # letters of a column that passes through
ROOM = 256 * MB  # what a run may take beyond what is loaded once a small table was scored
BEGUN = """
import resource, sys
import pyarrow.parquet as pq
import pingfen

def taken():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) << 10 for line in file if line.startswith("VmData"))

folder, engine = sys.argv[1:3]
policy = pingfen.load_policy("zhangdian@2024")
pingfen.score_table(policy, f"{folder}/small.parquet", engine=engine, output=f"{folder}/s.parquet")
limit = taken() + int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
"""
READ = "pq.read_table(f'{folder}/large.parquet', use_threads=False)"
SCORED = """
found = pingfen.score_table(
    policy, f"{folder}/large.parquet", engine=engine, output=f"{folder}/o.parquet"
)
print(found.rows, sum(found.undecided.values()))
"""


def piece(at):
    """Return rows whose score is 10, 5 or undecided in turn."""
    count = range(PIECE)
    return pa.table(
        {
            "备注": [f"{at}-{row}".ljust(NOTE, "x") for row in count],
            "一级指标": ["产出指标"] * PIECE,
            "二级指标": ["质量指标"] * PIECE,
            "方向": [">="] * PIECE,
            "分值": [10] * PIECE,
            "指标值": [4] * PIECE,
            "完成值": pa.array([(4, 2, None)[row % 3] for row in count], pa.int64()),
        }
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a small table and one of some 600 MB, written piece by piece."""
    found = tmp_path_factory.mktemp("tables")
    first = piece(0)
    pq.write_table(first, found / "small.parquet")
    how = {"compression": "none", "use_dictionary": False}
    with pq.ParquetWriter(found / "large.parquet", first.schema, **how) as writer:
        for at in range(PIECES):
            writer.write_table(piece(at))
    assert (found / "large.parquet").stat().st_size > 2 * ROOM
    return found


def limited(folder, engine, code):
    return subprocess.run(
        [sys.executable, "-c", BEGUN + code, str(folder), engine, str(ROOM)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "POLARS_MAX_THREADS": "2"},
        check=False,
    )


def test_the_limit_is_one_that_the_table_does_not_fit_in(folder):
    ran = limited(folder, "python", READ)
    assert ran.returncode != 0
    assert "ArrowMemoryError" in ran.stderr or "MemoryError" in ran.stderr


@pytest.mark.parametrize("engine", ["polars", "duckdb", "python"])
def test_a_table_larger_than_memory_is_scored(folder, engine):
    ran = limited(folder, engine, SCORED)
    assert ran.returncode == 0, ran.stderr
    rows = PIECE * PIECES
    assert ran.stdout.split() == [str(rows), str((PIECE // 3) * PIECES)]
    scores = pq.ParquetFile(folder / "o.parquet")
    assert scores.metadata.num_rows == rows
    last = scores.read_row_group(scores.num_row_groups - 1, ["完成值", "score"]).to_pylist()
    given = {(line["完成值"], line["score"]) for line in last}
    assert {actual: float(score) for actual, score in given if score is not None} == {4: 10, 2: 5}
