"""Programs in Spark, here and on two executor processes, against the generated Python."""

from __future__ import annotations

import os
import random
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import drawn_rows
from pingfen import list_policies, load_policy
from pingfen.batch import score_table
from pingfen.compiled import python
from pingfen.compiled.binding import program
from pingfen.compiled.plan.lowering import lower
from pingfen.errors import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

    from pingfen.compiled.program import Program

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


def cells(chance: random.Random, kind: str) -> dict[str, Any]:
    """Raw columns of a table, as people have them: words, gaps, numbers of one kind."""
    target = [chance.choice([None, 0, chance.randint(0, 10**6)]) for _ in range(1_000)]
    actual = [None if of is None else chance.choice([of, of // 2, of * 13 // 10]) for of in target]
    words = ["≥", "<=", "=", "大于等于", None, "text", "≈"]
    return {
        "行类": [chance.choice(["指标", "预算执行率", None, "不知道"]) for _ in target],
        "一级指标": [chance.choice(["产出指标", "成本", None, "it's\\"]) for _ in target],
        "level2": [chance.choice(["数量指标", "质量", "{x}"]) for _ in target],
        "方向": [chance.choice(words) for _ in target],
        "分值": [Decimal(chance.randint(0, 3_000)).scaleb(-2) for _ in target],
        "指标值": [NUMBERS[kind](of, chance) for of in target],
        "完成值": [NUMBERS[kind](of, chance) for of in actual],
        "annual": [NUMBERS[kind](of, chance) for of in target],
        "executed": [NUMBERS[kind](of, chance) for of in actual],
        "备注 {0}": ["passed on {1}"] * len(target),
    }


def as_decimal(value: int | None, _: random.Random) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-4)


def as_float(value: int | None, chance: random.Random) -> float | None:
    if value is None:
        return None
    return chance.choice([float("nan"), float("inf")]) if chance.random() < 0.01 else value / 100


def as_text(value: int | None, chance: random.Random) -> str | None:
    odd = ["1e3", "　", "-0.50", "007", "１", "0.10", "3\n"]
    if value is None:
        return None
    return chance.choice(odd) if chance.random() < 0.1 else f" {Decimal(value).scaleb(-2)} "


NUMBERS = {
    "integers": lambda value, _: value,
    "decimals": as_decimal,
    "floats": as_float,
    "texts": as_text,
}


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("name", ["zhangdian@2024", "third-party@2024"])
def test_a_table_as_people_have_it_is_scored_as_on_one_machine(
    name: str, kind: str, spark: SparkSession
) -> None:
    from pingfen.batch.spark import score_frame

    table = pa.table(cells(random.Random(3), kind))
    policy = load_policy(name)
    expected = score_table(policy, table, engine="python").frame
    found = score_frame(policy, spark.createDataFrame(table)).toArrow()
    assert found.column_names == expected.column_names
    columns = ["score", "rule", "undecided"]
    assert found.select(columns).to_pylist() == expected.select(columns).to_pylist()
    assert len(set(expected["undecided"].to_pylist())) > 4


def test_floats_with_too_many_decimals_and_too_many_words_are_refused(
    spark: SparkSession,
) -> None:
    from pingfen.batch.spark import score_frame

    policy = load_policy("mof@2020")
    fine = pa.table({"分值": [1.0], "指标值": [0.1 + 0.2], "完成值": [0.3], "方向": ["="]})
    with pytest.raises(Unsupported, match=r"指标值.*DECIMAL"):
        score_frame(policy, spark.createDataFrame(fine))
    words = pa.table({"分值": [1] * 1_001, "方向": [str(at) for at in range(1_001)]})
    with pytest.raises(Unsupported, match=r"方向.*1000"):
        score_frame(policy, spark.createDataFrame(words))


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
