"""Ways to score a whole table from what a database holds: texts, and numbers as decimals.

In memory a frame of polars becomes a frame with score and rule beside its columns; in files a
Parquet file becomes another. What is counted includes reading decimals, writing results and, where
it is asked for, a sentence for each row.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pingfen
from benchmarks import by_hand_tables, workloads
from benchmarks.exact import NONE, Answers, Label
from benchmarks.table_variants import of_frame
from benchmarks.timing import Target, Variant

BASE = "polars by hand, decimals to floats"
ENGINES = {"polars": "polars", "DuckDB": "duckdb"}
TARGETS = tuple(
    Target(f"score_table, {name}, because", f"score_table, {name}", 2.0) for name in ENGINES
)


class Way(NamedTuple):
    """A way to score a frame or a file; ``scored`` takes the policy's name and what to score."""

    name: str
    scored: Callable[[str, Any], Any]
    read: Callable[[str, Any], Answers]


def _by_hand(name: str, table: Any) -> Any:
    """Score a frame that may be lazy; floats of the decimals, score and rule beside the rest."""
    import polars as pl

    columns = by_hand_tables.polars_float(name)
    floats = [pl.col(field).cast(pl.Float64) for field in workloads.SCALES]
    return columns.both(table.lazy().with_columns(floats))


def _by_score_table(engine: str, *, because: bool) -> Callable[[str, Any], Any]:
    def scored(name: str, table: Any) -> Any:
        policy = workloads.policy(name)
        return pingfen.score_table(policy, table, engine=engine, because=because).frame

    return scored


def _of_result(_: str, table: Any) -> Answers:
    """Read what ``score_table`` gives: texts for rules and for why a row is undecided."""
    import polars as pl

    cents = (table["score"].cast(pl.Decimal(38, 2)) * 100).cast(pl.Int64).fill_null(NONE)
    rows = table.select("rule", "undecided")
    labels = rows.unique()
    number = rows.join(
        labels.with_row_index("at"), ["rule", "undecided"], "left", nulls_equal=True
    )
    made = tuple(Label(*row) for row in labels.rows())
    return Answers(cents.to_numpy(), number["at"].cast(int).to_numpy(), made)


def ways() -> Iterator[Way]:
    """Yield the ways that there are here."""
    yield Way(
        BASE,
        lambda name, table: _by_hand(name, table).collect(engine="streaming"),
        lambda name, table: of_frame(table, name, 100),
    )
    for title, engine in ENGINES.items():
        if has(engine):
            for because in (False, True):
                name = f"score_table, {title}{', because' if because else ''}"
                yield Way(name, _by_score_table(engine, because=because), _of_result)


def has(engine: str) -> bool:
    """Tell whether the library scores tables with an engine."""
    from pingfen.batch.engines import ENGINES as THERE

    return engine in THERE


def variants(name: str, of: workloads.Columns) -> Iterator[Variant]:
    """Yield the variants for a frame in memory, for one of the policies."""
    import polars as pl

    frame = workloads.frame(of, "decimals").with_columns(pl.col(workloads.TEXTS).cast(pl.String))
    for way in ways():
        yield Variant(
            way.name,
            lambda way=way: way.scored(name, frame),
            lambda table, way=way: way.read(name, table),
        )


def written(of: workloads.Columns, path: Path) -> None:
    """Write a table as a file."""
    import polars as pl

    frame = workloads.frame(of, "decimals").with_columns(pl.col(workloads.TEXTS).cast(pl.String))
    frame.write_parquet(path, row_group_size=200_000)


def file_variants(name: str, source: Path, folder: Path) -> Iterator[Variant]:
    """Yield the variants that go from file to file."""
    for number, way in enumerate(ways()):
        output = folder / f"scored-{number}.parquet"
        yield Variant(
            way.name,
            lambda way=way, output=output: score_file(way.name, name, source, output),
            lambda _, way=way, output=output: way.read(name, _read(output)),
        )


def score_file(title: str, name: str, source: Path, output: Path) -> None:
    """Score a file to another by one of the ways."""
    import polars as pl

    if title == BASE:
        _by_hand(name, pl.scan_parquet(source)).sink_parquet(output)
        return
    _, engine, *because = title.split(", ")
    pingfen.score_table(
        workloads.policy(name),
        source,
        engine=ENGINES[engine],
        because=bool(because),
        output=output,
    )


def _read(path: Path) -> Any:
    import polars as pl

    return pl.read_parquet(path)
