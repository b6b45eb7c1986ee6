"""Programs in Spark, here and on two executor processes, against the generated Python."""

from __future__ import annotations

import os
import random
import sys
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

import drawn_rows
from pingfen import list_policies, load_policy
from pingfen.compiled import python
from pingfen.compiled.lowering import lower
from pingfen.compiled.program import Program, program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

# what pyspark warns about is its own
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
LIMIT = 10**7
ROWS = 100_000


def session(master: str) -> SparkSession:
    from pyspark.sql import SparkSession

    # executors start the Python that runs the tests, if any at all
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).appName("tests")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.memory": "1g",
        "spark.sql.session.timeZone": "UTC",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    return found


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    found = session("local[2]")
    yield found
    found.stop()


def bound(name: str, because: str | None = None) -> Program:
    policy = load_policy(name)
    columns = drawn_rows.columns_of(policy, LIMIT, signed=True)
    return program(lower(policy, because=because), columns)


def results(of: Program, rows: list[Any]) -> list[tuple[int | None, int]]:
    score = python.function(of)
    return [score(*(row[name] for name in of.fields)) for row in rows]


@pytest.mark.parametrize("name", list_policies())
def test_spark_scores_as_the_generated_python_does(name: str, spark: SparkSession) -> None:
    from pingfen.compiled import spark as engine

    of = bound(name)
    rows = drawn_rows.draw(of, 2_000, random.Random(4))
    frame = spark.createDataFrame(drawn_rows.arrow_of(of, rows))
    found = [(row["score"], row["outcome"]) for row in engine.score(of, frame).collect()]
    assert found == results(of, rows)


@pytest.mark.parametrize("name", ["mof@2020", "rescaled@2020", "third-party@2024"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_spark_names_rules_and_reasons_and_tells_sentences(
    name: str, lang: str, spark: SparkSession
) -> None:
    from pingfen.compiled import spark as engine

    of = bound(name, because=lang)
    rows = drawn_rows.draw(of, 1_000, random.Random(8))
    frame = spark.createDataFrame(drawn_rows.arrow_of(of, rows))
    told = engine.named(of, frame).collect()
    assert [*told[0].asDict()] == [*of.fields, "score", "rule", "undecided", "because"]
    for row, given, (score, number) in zip(told, rows, results(of, rows), strict=True):
        outcome = of.outcomes[number]
        assert (row["score"], row["rule"], row["undecided"]) == (
            *(score, outcome.rule, outcome.undecided),
        )
        assert row["because"] == drawn_rows.sentence(of, given, number)
    assert len({row["because"] for row in told}) > 50


def test_the_settings_that_a_session_needs_are_set_and_reported(spark: SparkSession) -> None:
    from pingfen.compiled import spark as engine

    spark.conf.set("spark.sql.ansi.enabled", "false")
    spark.conf.set("spark.sql.codegen.wholeStage", "true")
    assert engine.settle(spark) == {
        "spark.sql.ansi.enabled": "false",
        "spark.sql.codegen.wholeStage": "true",
    }
    assert engine.settle(spark) == {}


def test_a_number_beyond_what_was_declared_raises_and_never_wraps(spark: SparkSession) -> None:
    from pingfen.compiled import spark as engine

    of = bound("mof@2020")
    row = dict.fromkeys(of.fields) | {"kind": "execution", "unparsed": False}
    row |= {"weight": 2**40, "annual": 2**40, "executed": 2**40}
    table = drawn_rows.arrow_of(of, [row])
    with pytest.raises(Exception, match="ARITHMETIC_OVERFLOW"):
        engine.score(of, spark.createDataFrame(table)).collect()


def test_two_executors_score_as_the_generated_python_does(tmp_path: Path) -> None:
    from pyspark.sql import SparkSession

    from pingfen.compiled import spark as engine

    before = SparkSession.getActiveSession()
    if before:
        before.stop()
    of = bound("zhangdian@2024")
    rows = drawn_rows.draw(of, ROWS, random.Random(12))
    table = drawn_rows.arrow_of(of, rows).append_column("row", [[*range(ROWS)]])
    pq.write_table(table, tmp_path / "rows.parquet", row_group_size=ROWS // 8)
    cluster = session("local-cluster[2,1,1024]")
    try:
        cluster.conf.set("spark.sql.files.maxPartitionBytes", "128k")
        frame = cluster.read.parquet(str(tmp_path / "rows.parquet"))
        assert frame.rdd.getNumPartitions() >= 4
        found = engine.score(of, frame).select("row", "score", "outcome").toArrow()
        worked = tasks_by_executor(cluster)
    finally:
        cluster.stop()
    scored = found.sort_by("row")
    pairs = zip(scored["score"].to_pylist(), scored["outcome"].to_pylist(), strict=True)
    assert [*pairs] == results(of, rows)
    assert len(worked) == 2
    assert all(tasks > 0 for tasks in worked.values()), worked


def tasks_by_executor(cluster: SparkSession) -> dict[str, int]:
    """How many tasks each executor process has finished; the driver runs none."""
    listed = cluster.sparkContext._jsc.sc().statusStore().executorList(True)
    executors = [listed.apply(at) for at in range(listed.size())]
    return {each.id(): each.completedTasks() for each in executors if each.id() != "driver"}
