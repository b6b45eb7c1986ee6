"""Spark scores policies and rows that chance draws, and the cases that ship, to the last cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pingfen
from chance import differing, drawn
from compiled_engine import Found, Row, Run, by_columns, interpreted, table_of, table_over
from edges import Edges
from pingfen.cases import read_cases
from pingfen.compiled import python, spark
from pingfen.compiled.plan.lowering import lower
from pingfen.scoring import read_form
from test_compiled_spark import session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyspark.sql import SparkSession

    from pingfen.compiled.program import Program

# what pyspark warns about is its own
pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def here() -> Iterator[SparkSession]:
    found = session("local[1]")
    yield found
    found.stop()


@pytest.fixture
def run(here: SparkSession) -> Run:
    def over(of: Program, rows: Sequence[Row]) -> list[Found]:
        frame = here.createDataFrame(table_over(of, [list(row.values()) for row in rows]))
        found = spark.score(of, frame).collect()
        return [(row["score"], of.outcomes[row["outcome"]]) for row in found]

    return by_columns(over, 2**63)


@pytest.mark.parametrize("seed", range(12))
def test_spark_scores_policies_drawn_by_chance(seed: int, run: Run) -> None:
    assert differing(run, drawn(seed, 40, 1)) == []


@pytest.mark.parametrize("name", ["mof@2020", "zhangdian@2024", "deduction-column@2023"])
def test_spark_scores_rows_at_the_edges(name: str, here: SparkSession) -> None:
    edges = Edges(lower(pingfen.load_policy(name)), seed=5)
    rows, score = list(edges.rows(20_000)), python.function(edges.program)
    frame = here.createDataFrame(table_over(edges.program, rows))
    found = [(row["score"], row["outcome"]) for row in spark.score(edges.program, frame).collect()]
    assert found == [score(*row) for row in rows]


@pytest.mark.parametrize("name", pingfen.list_policies())
def test_spark_scores_the_cases_that_ship(name: str, run: Run) -> None:
    policy = pingfen.load_policy(name)
    read = [read_form(policy, case.form) for case in read_cases(policy) if case.form]
    rows = [row for of in read for row in table_of(policy, of.names, of.execution, of.rows)]
    assert run(lower(policy), rows) == [interpreted(policy, row) for row in rows]
