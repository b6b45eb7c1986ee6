"""Ways to score a table in memory: by hand in polars and DuckDB, by OpenFisca, by ours.

Each starts from a table of its own kind, with the columns that suit it (floats for floats,
integers for integers, texts as enumerations), and leaves a table with scores and, where it is
said, the number of the rule.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from benchmarks import by_hand_tables, in_openfisca, ours, outside, workloads
from benchmarks.exact import NONE, OPEN, Answers, Label
from benchmarks.timing import Target, Variant

BASE = "polars by hand, floats"
DUCKDB = "DuckDB by hand, integers"
DUCKDB_ON_ARROW = f"{DUCKDB}, on Arrow"
POLARS_OURS, DUCKDB_OURS = "pingfen, polars", "pingfen, DuckDB"
TARGETS = (
    Target(POLARS_OURS, BASE, 1.2),
    Target(DUCKDB_OURS, BASE, 1.2),
)
Made = Callable[[str, workloads.Columns], Variant]


def _polars(name: str, of: workloads.Columns) -> Variant:
    frame, columns = workloads.frame(of, "floats"), by_hand_tables.polars_float(name)
    return Variant(
        BASE,
        lambda: columns.both(frame.lazy()).select("score", "rule").collect(engine="streaming"),
        lambda table: of_frame(table, name, 100),
    )


def _polars_score(name: str, of: workloads.Columns) -> Variant:
    frame, columns = workloads.frame(of, "floats"), by_hand_tables.polars_float(name)
    return Variant(
        f"{BASE}, score only",
        lambda: frame.lazy().select(columns.alone).collect(engine="streaming"),
        lambda table: Answers(_cents(table["score"], 100)),
    )


def _duckdb(name: str, of: workloads.Columns) -> Variant:
    connection, query = workloads.duckdb_table(of), by_hand_tables.duckdb_integer(name, "rows")

    def read(table: Any) -> Answers:
        import polars as pl

        return of_frame(pl.from_arrow(table), name, 1)

    return Variant(DUCKDB, lambda: connection.sql(query).to_arrow_table(), read)


def _openfisca(name: str, of: workloads.Columns) -> Variant:
    score, arrays = in_openfisca.scorer(name), in_openfisca.arrays(of)

    def read(scores: Any) -> Answers:
        cents = np.round(scores.astype(np.float64) * 100)
        return Answers(np.where(np.isnan(cents), NONE, cents).astype(np.int64))

    return Variant("OpenFisca, score only", lambda: score(arrays), read)


def _cents(scores: Any, scale: int) -> Any:
    """Return a column of scores as whole cents."""
    import polars as pl

    cents = scores if scale == 1 else (scores * scale).round()
    return cents.cast(pl.Int64).fill_null(NONE).to_numpy()


def of_frame(table: Any, name: str, scale: int) -> Answers:
    rules = by_hand_tables.RULES[name]
    labels = (*(Label(rule) for rule in rules), OPEN)
    label = table["rule"].cast(int).fill_null(len(rules)).to_numpy()
    return Answers(_cents(table["score"], scale), label, labels)


def _duckdb_on_arrow(name: str, of: workloads.Columns) -> Variant:
    import duckdb

    connection = duckdb.connect()
    connection.register("rows", workloads.frame(of).to_arrow())
    query = by_hand_tables.duckdb_integer(name, "rows")

    def read(table: Any) -> Answers:
        import polars as pl

        return of_frame(pl.from_arrow(table), name, 1)

    return Variant(DUCKDB_ON_ARROW, lambda: connection.sql(query).to_arrow_table(), read)


PEERS: Mapping[str, tuple[str, Made]] = MappingProxyType(
    {
        DUCKDB: ("duckdb", _duckdb),
        DUCKDB_ON_ARROW: ("duckdb", _duckdb_on_arrow),
        "OpenFisca, score only": ("openfisca-core", _openfisca),
    }
)


def made() -> Mapping[str, Made]:
    """Return how each variant is made, by its name; without those that cannot run here."""
    own: dict[str, Made] = {BASE: _polars, f"{BASE}, score only": _polars_score}
    peers = PEERS.items()
    found = {name: make for name, (needed, make) in peers if outside.installed(needed)}
    return MappingProxyType({**own, **ours.table_variants(), **found})


def variants(name: str, of: workloads.Columns) -> Iterator[Variant]:
    """Yield the variants that can be run here, for one of the policies."""
    for make in made().values():
        yield make(name, of)


def missing() -> list[str]:
    """Return the engines that are not installed."""
    return [name for name, (needed, _) in PEERS.items() if not outside.installed(needed)]
