"""`--engine spark`: a table that Spark reads, scored by Spark, as a folder of Parquet files."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from pingfen.batch.result import ScoredTable
from pingfen.batch.spark import score_frame
from pingfen.compiled.spark import SETTINGS, DataFrame, settle
from pingfen.errors import DataPlace, FormError, Problem, UsageError, problem
from pingfen.messages import Message
from pingfen.policy import Policy
from pingfen.scoring.card import policy_name
from pingfen.tables.delimited import encoding_of, missing
from pingfen.tables.layout import UNDECIDED, layout_of

if TYPE_CHECKING:
    from pingfen.batch.flow import Tick

ENGINE = "spark"
PARQUET, CSV = ".parquet", ".csv"
REMOTE = "://"
PROGRESS = "spark.ui.showConsoleProgress"
# a quote within a cell is written twice, and a cell may have several lines
CSV_OPTIONS: Mapping[str, str] = {"header": "true", "multiLine": "true", "escape": '"'}


class Clustered:
    """Scores one table by Spark; a local output appears whole or not at all."""

    def __init__(self, policy: Policy, because: str | None, output: str, tick: "Tick") -> None:
        """Take where to write: a folder of Parquet files, which must not be there yet.

        Raises ``UsageError`` for another ending, and for what is there already.
        """
        if not output.lower().endswith(PARQUET):
            raise UsageError([problem("spark-output", DataPlace(output))])
        if os.path.lexists(output):
            raise UsageError([problem("spark-exists", DataPlace(output))])
        self._policy, self._because, self._output, self._tick = policy, because, output, tick
        self._temporary: str | None = None

    def file(self, path: str) -> ScoredTable:
        """Score a table in Parquet or CSV files; a path without a scheme is a local one."""
        if not path.rstrip("/").lower().endswith((PARQUET, CSV)):
            raise UsageError([problem("spark-table", DataPlace(path))])
        if REMOTE not in path:
            try:
                os.stat(path)
            except (OSError, ValueError) as error:
                raise missing(path, error) from None
        with _session(path) as session:
            found = settle(session)
            frame = _read(session, path)
            unknown = layout_of(self._policy, frame.columns, path).unknown
            scored = score_frame(self._policy, frame, self._because)
            self._tick("progress-batch", 0, None)
            counts = _counted(session, self._written(scored))
        rows = sum(counts.values())
        undecided = {str(why): count for why, count in counts.items() if why is not None}
        problems = tuple(_settings(found, path))
        name = policy_name(self._policy)
        return ScoredTable(name, ENGINE, rows, undecided, unknown, problems)

    def _written(self, scored: DataFrame) -> str:
        """Write the result, a local one under a temporary name; return where it is."""
        if REMOTE in self._output:
            scored.write.parquet(self._output)
            return self._output
        folder, name = os.path.split(os.path.abspath(self._output))
        try:
            self._temporary = tempfile.mkdtemp(dir=folder, prefix=f".{name[:20]}.")
        except OSError as error:
            found = error.strerror
            raise UsageError([problem("not-written", DataPlace(folder), found=found)]) from None
        to = f"file://{self._temporary}/{name}"
        scored.write.parquet(to)
        return to

    def keep(self) -> None:
        """Put what was written in its place."""
        if self._temporary is not None:
            name = os.path.basename(self._output)
            os.rename(os.path.join(self._temporary, name), self._output)
            self.drop()

    def drop(self) -> None:
        """Leave no half-written folder behind."""
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)


@contextmanager
def _session(path: str) -> Iterator[SparkSession]:
    """Take the session that is there, or make one and end it; what Spark says is about a table."""
    there = SparkSession.getActiveSession()
    session = there or _begun()
    try:
        yield session
    except PySparkException as error:
        said = str(error).strip().partition("\n")[0]
        found = problem("unreadable", DataPlace(path), says="spark-failed", found=said)
        raise FormError([found]) from None
    finally:
        if there is None:
            with suppress(Exception):  # it may be gone already
                session.stop()


def _begun() -> SparkSession:
    # Spark would hear Ctrl-C in our place
    with suppress(ValueError):  # in a thread nobody listens
        heard = signal.getsignal(signal.SIGINT)
    seen = str(sys.stderr is not None and sys.stderr.isatty()).lower()
    try:
        session = SparkSession.builder.appName("pingfen").config(PROGRESS, seen).getOrCreate()
    except (PySparkException, OSError) as error:
        said = str(error).strip().partition("\n")[0]
        hint = Message.of("hint-java")
        raise UsageError([problem("spark-failed", None, hint=hint, found=said)]) from None
    with suppress(ValueError):
        signal.signal(signal.SIGINT, heard)
    session.sparkContext.setLogLevel("ERROR")
    return session


def _read(session: SparkSession, path: str) -> DataFrame:
    local = path if REMOTE in path else f"file://{os.path.abspath(path)}"
    if path.rstrip("/").lower().endswith(PARQUET):
        return session.read.parquet(local)
    reader = session.read.options(**CSV_OPTIONS)
    # Spark reads no gb18030
    if os.path.isfile(path) and not encoding_of(path).startswith("utf"):
        raise FormError([problem("spark-encoding", DataPlace(path))])
    return reader.csv(local)


def _counted(session: SparkSession, path: str) -> dict[str | None, int]:
    """Return how many rows are undecided for which reason, most first."""
    counts = session.read.parquet(path).groupBy(UNDECIDED).count().collect()
    return {row[0]: row[1] for row in sorted(counts, key=lambda row: (-row[1], row[0] or ""))}


def _settings(before: Mapping[str, str | None], path: str) -> Iterator[Problem]:
    """Yield a note for each setting of the session that was another before."""
    for name, value in before.items():
        yield problem(
            "spark-setting",
            DataPlace(path),
            severity="note",
            name=name,
            value=SETTINGS[name],
            before=value,
        )
