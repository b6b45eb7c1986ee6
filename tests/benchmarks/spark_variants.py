"""Ways to score a table in Spark: SQL by hand, with floats and with integers, and ours.

All run in one session with the settings that ours asks for, from a Parquet file to nowhere.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import by_hand_tables, ours, workloads
from benchmarks.exact import Answers
from benchmarks.table_variants import of_frame
from benchmarks.timing import Target, Variant

BASE = "Spark by hand, floats"
INTEGERS = "Spark by hand, integers"
OURS = "pingfen, Spark"
TARGETS = (Target(OURS, BASE, 1.1),)
SETTINGS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.ui.enabled": "false",
    "spark.driver.memory": "4g",
    "spark.sql.session.timeZone": "UTC",
}


def session(cores: int = 2) -> Any:
    """Start Spark on this machine."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{cores}]").appName("benchmark")
    for key, value in SETTINGS.items():
        builder = builder.config(key, value)
    found = builder.getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    return found


def written(of: workloads.Columns, folder: Path) -> dict[str, Path]:
    """Write the rows as files, one with floats and one with integers; texts are texts."""
    import polars as pl

    found = {}
    for numbers in ("floats", "integers"):
        found[numbers] = folder / f"{numbers}.parquet"
        frame = workloads.frame(of, numbers).with_columns(pl.col(workloads.TEXTS).cast(pl.String))
        frame.write_parquet(found[numbers], row_group_size=500_000)
    return found


def variants(
    name: str, of: workloads.Columns, spark: Any, files: dict[str, Path]
) -> Iterator[Variant]:
    """Yield the variants, for one of the policies."""
    for numbers, path in files.items():
        spark.read.parquet(str(path)).createOrReplaceTempView(numbers)
    floats = by_hand_tables.spark_float(name, "floats")
    yield _variant(BASE, lambda: spark.sql(floats), lambda table: of_frame(table, name, 100))
    integers = by_hand_tables.spark_integer(name, "integers")
    yield _variant(INTEGERS, lambda: spark.sql(integers), lambda table: of_frame(table, name, 1))
    for variant in ours.spark_variants(name, of, spark.table("integers")):
        yield _variant(*variant)


def nowhere(frame: Any) -> None:
    """Work a frame out and keep nothing."""
    frame.write.format("noop").mode("overwrite").save()


def _variant(title: str, made: Callable[[], Any], read: Callable[[Any], Answers]) -> Variant:
    def answers(_: Any) -> Answers:
        import polars as pl

        return read(pl.from_arrow(made().toArrow()))

    return Variant(title, lambda: nowhere(made()), answers)
