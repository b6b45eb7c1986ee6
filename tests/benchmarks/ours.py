"""The calls of pingfen's own engines, in one place."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from time import process_time
from typing import Any

import pingfen
from benchmarks import outside, workloads
from benchmarks.exact import NONE, Answers, Label, answers
from benchmarks.timing import Variant, by_blocks
from pingfen.compiled.binding import program
from pingfen.compiled.plan import Outcome
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.program import Column, Program
from pingfen.expression.vocabulary import FIELDS

# what is known of the tables: no other columns, no numbers below zero, only actuals are missing
ABSENT = tuple(name for name in FIELDS if name not in workloads.FIELDS)
GIVEN = tuple(name for name in workloads.FIELDS if name != "actual")
FACTS: Mapping[str, Any] = {"given": GIVEN, "never_negative": tuple(workloads.SCALES)}


def lowered(policy: pingfen.Policy, of: workloads.Columns) -> Program:
    """Lower a policy for a table, of which that much is known as measuring it would tell."""
    plan = lower(policy, absent=ABSENT, **FACTS)
    columns = {
        name: Column(scale, int(getattr(of, name).min()), int(getattr(of, name).max()))
        for name, scale in workloads.SCALES.items()
    }
    return program(plan, columns)


def lowering_seconds(name: str) -> float:
    """Return the CPU time that lowering a policy takes which is loaded."""
    policy, of = workloads.policy(name), workloads.columns(1000)
    start = process_time()
    lowered(policy, of)
    return process_time() - start


def _label(outcome: Outcome) -> Label:
    return Label(outcome.rule, outcome.undecided)


# Row by row


def row_variants(name: str, of: workloads.Columns) -> Iterator[Variant]:
    """Yield the generated Python: from prepared integers, and from decimals to decimals."""
    compiled = pingfen.compile(workloads.policy(name))
    fields, scales = workloads.FIELDS, workloads.SCALES
    whole, ten = workloads.integers(of), workloads.decimals(of)
    known = compiled.integers(scales, fields=fields, **FACTS)
    unknown = compiled.integers(scales, fields=fields)
    decimals = compiled.decimals(scales, fields=fields, **FACTS)
    rows = workloads.named(ten)
    yield by_blocks(
        "pingfen, integers", lambda block: [known(*row) for row in block], whole, _of_integers
    )
    yield by_blocks(
        "pingfen, integers of any sign, any missing",
        lambda block: [unknown(*row) for row in block],
        whole,
        _of_integers,
    )
    yield by_blocks(
        "pingfen, Decimal to Decimal",
        lambda block: [decimals(*row) for row in block],
        ten,
        _of_decimals,
    )
    yield by_blocks(
        "pingfen, mapping", lambda block: [compiled.score(row) for row in block], rows, _of_scores
    )


def _of_integers(scored: list[Any]) -> Answers:
    return answers((cents, _label(outcome)) for cents, outcome in scored)


def _of_decimals(scored: list[Any]) -> Answers:
    return answers((_cents(score), _label(outcome)) for score, outcome in scored)


def _of_scores(scored: list[Any]) -> Answers:
    return answers((_cents(one.score), Label(one.rule, one.undecided)) for one in scored)


def _cents(score: Decimal | None) -> int | None:
    return None if score is None else int(score * 100)


# Tables

Made = Callable[[str, workloads.Columns], Variant]


def table_variants() -> Mapping[str, Made]:
    """Return how the variants for tables are made, by their names."""
    found: dict[str, Made] = {"pingfen, polars": _polars}
    if outside.installed("duckdb"):
        found |= {"pingfen, DuckDB": _duckdb, "pingfen, DuckDB on Arrow": _arrow}
    return found


def _polars(name: str, of: workloads.Columns) -> Variant:
    from pingfen.compiled import polars

    found, frame = lowered(workloads.policy(name), of), workloads.frame(of)

    def read(table: Any) -> Answers:
        return _of_columns(found, table["score"], table["outcome"])

    return Variant("pingfen, polars", lambda: polars.score(found, frame), read)


def _duckdb(name: str, of: workloads.Columns) -> Variant:
    from pingfen.compiled.duckdb import TABLE, Scorer

    found, connection = lowered(workloads.policy(name), of), workloads.duckdb_table(of, TABLE)
    scorer = Scorer(found)
    query = scorer.query

    def read(table: Any) -> Answers:
        import polars as pl

        outcomes = pl.Series(scorer.outcomes).cast(int)
        ends = pl.Series(table["end"]).cast(int)
        return _of_columns(found, pl.Series(table["score"]), outcomes.gather(ends))

    return Variant("pingfen, DuckDB", lambda: connection.sql(query).to_arrow_table(), read)


def _arrow(name: str, of: workloads.Columns) -> Variant:
    from pingfen.compiled.duckdb import Scorer

    found, table = lowered(workloads.policy(name), of), workloads.frame(of).to_arrow()
    scorer = Scorer(found)

    def read(scored: Any) -> Answers:
        import polars as pl

        return _of_columns(found, pl.Series(scored["score"]), pl.Series(scored["outcome"]))

    return Variant("pingfen, DuckDB on Arrow", lambda: scorer(table), read)


def _of_columns(found: Program, score: Any, outcome: Any) -> Answers:
    cents = score.cast(int).fill_null(NONE).to_numpy()
    labels = tuple(_label(each) for each in found.outcomes)
    return Answers(cents, outcome.cast(int).to_numpy(), labels)


def spark_variants(
    name: str, of: workloads.Columns, frame: Any
) -> Iterator[tuple[str, Callable[[], Any], Callable[[Any], Answers]]]:
    """Yield the name, what makes a frame and what reads it, of each variant for Spark."""
    from pingfen.compiled import spark

    found = lowered(workloads.policy(name), of)

    def read(table: Any) -> Answers:
        return _of_columns(found, table["score"], table["outcome"])

    columns = ("score", "outcome")
    yield "pingfen, Spark", lambda: spark.score(found, frame).select(*columns), read
