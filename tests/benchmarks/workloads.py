"""Rows for the benchmarks of the compiled engines, the same each time.

They are what makes exact scoring hard: two fifths exactly on the target, one in twenty exactly at
1.3 times it, one in nine with a score that ends in exactly half a cent (three tenths of those a
unit of the last decimal beside it), a few zero targets and missing actuals. Weights have two
decimals, targets and actuals none to four.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import pingfen

POLICIES = {
    "zhangdian": "zhangdian@2024",
    "sixteen": str(Path(__file__).with_name("sixteen.yaml")),
}
LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("成本指标", "经济成本指标"),
    ("成本指标", "社会成本指标"),
    ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
RELATIONS = (">=", "<=", "=", ">", "<")
SHARES = (0.45, 0.3, 0.15, 0.05, 0.05)
TEXTS = ("level1", "level2", "relation")
SCALES = {"weight": 2, "target": 4, "actual": 4}
FIELDS = (*TEXTS, *SCALES)
ON_TARGET, OVERSHOT, TIED, SHIFTED = 0.4, 0.05, 0.11, 0.3
ZERO_TARGETS, NO_ACTUALS = 0.002, 0.003
LARGEST = 130_000
SEED = 2024
DISTINCT = 1_000_000


class Columns(NamedTuple):
    """Rows as arrays of integers: places in ``LEVELS`` and ``RELATIONS``, numbers times 10^scale.

    ``blank`` says where the actual is missing.
    """

    level: Any
    relation: Any
    weight: Any
    target: Any
    actual: Any
    blank: Any

    def first(self, count: int) -> "Columns":
        """Return the first rows."""
        return Columns(*(column[:count] for column in self))

    def repeated(self, times: int) -> "Columns":
        """Return all rows several times."""
        return Columns(*(np.tile(column, times) for column in self))


def policy(name: str) -> Any:
    """Load one of the two policies."""
    return pingfen.load_policy(POLICIES[name])


def columns(count: int, seed: int = SEED) -> Columns:
    """Draw rows."""
    chance = np.random.default_rng(seed)
    # a unit of the last decimal, as a whole number of ten-thousandths
    unit = 10 ** (4 - chance.integers(0, 5, count))
    weight = chance.choice([100, 200, 250, 300, 500, 600, 750, 800, 1000, 1250, 1500, 2000], count)
    weight = np.where(chance.random(count) < 0.2, chance.integers(50, 2001, count), weight)
    size = 10 ** chance.integers(1, 6, count)
    target = chance.integers(1, np.minimum(size, LARGEST) * 10_000 // unit + 1, count) * unit
    percent = chance.integers(0, 221, count)
    actual = np.maximum(target * percent // 100 // unit, 0) * unit
    kind = chance.random(count)
    tied = kind >= 1 - TIED
    whole, part = _tied(chance, weight, unit)
    target, actual = np.where(tied, whole, target), np.where(tied, part, actual)
    overshot = (kind >= ON_TARGET) & (kind < ON_TARGET + OVERSHOT)
    target = np.where(overshot, np.maximum(target // (10 * unit), 1) * 10 * unit, target)
    actual = np.where(kind < ON_TARGET, target, np.where(overshot, target * 13 // 10, actual))
    target = np.where(chance.random(count) < ZERO_TARGETS, 0, target)
    return Columns(
        level=chance.integers(0, len(LEVELS), count),
        relation=chance.choice(len(RELATIONS), count, p=SHARES),
        weight=weight.astype(np.int64),
        target=target.astype(np.int64),
        actual=actual.astype(np.int64),
        blank=chance.random(count) < NO_ACTUALS,
    )


def table(count: int, distinct: int = DISTINCT) -> Columns:
    """Return the rows of a table: from a million on they are repeated."""
    if count <= distinct:
        return columns(count)
    return columns(distinct).repeated(-(-count // distinct)).first(count)


def _tied(chance: Any, weight: Any, unit: Any) -> tuple[Any, Any]:
    """Draw targets and actuals with weight * actual / target = k + 1/2 cents, some just beside."""
    count = len(weight)
    odd = 2 * chance.integers(0, weight * 23 // 10, count) + 1
    common = chance.integers(1, 21, count) * unit
    beside = np.where(chance.random(count) < SHIFTED, chance.choice([-1, 1], count), 0) * unit
    return 2 * weight * common, np.maximum(odd * common + beside, 0)


# Rows for Python


def texts(of: Columns) -> Iterator[tuple[str, str, str]]:
    """Yield the texts of each row."""
    for level, relation in zip(of.level.tolist(), of.relation.tolist(), strict=True):
        yield (*LEVELS[level], RELATIONS[relation])


def integers(of: Columns) -> list[tuple[Any, ...]]:
    """Return rows as ``FIELDS``, numbers times 10^scale; a missing actual is None."""
    numbers = zip(of.weight.tolist(), of.target.tolist(), _actuals(of), strict=True)
    return [(*words, *row) for words, row in zip(texts(of), numbers, strict=True)]


def _actuals(of: Columns) -> list[int | None]:
    pairs = zip(of.actual.tolist(), of.blank.tolist(), strict=True)
    return [None if blank else actual for actual, blank in pairs]


def _with_numbers(of: Columns, made: Any) -> list[tuple[Any, ...]]:
    return [
        (*row[:3], made(row[3], 2), made(row[4], 4), None if row[5] is None else made(row[5], 4))
        for row in integers(of)
    ]


def floats(of: Columns) -> list[tuple[Any, ...]]:
    """Return rows with floats; a quotient of integers is the float nearest to the decimal."""
    return _with_numbers(of, lambda value, scale: value / 10**scale)


def fractions(of: Columns) -> list[tuple[Any, ...]]:
    """Return rows with fractions."""
    return _with_numbers(of, lambda value, scale: Fraction(value, 10**scale))


def decimals(of: Columns) -> list[tuple[Any, ...]]:
    """Return rows with decimals as a database gives them: 2 and 4 places."""
    return _with_numbers(of, lambda value, scale: Decimal(value).scaleb(-scale))


def named(rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Return rows by the names of their fields."""
    return [dict(zip(FIELDS, row, strict=True)) for row in rows]


# Tables


def frame(of: Columns, numbers: str = "integers") -> Any:
    """Return a polars frame with texts as Enum and numbers as integers, floats or decimals."""
    import polars as pl

    words = zip(TEXTS, zip(*LEVELS, strict=True), strict=False)
    made = {name: _words(of.level, values) for name, values in words}
    made["relation"] = _words(of.relation, RELATIONS)
    for name, scale in SCALES.items():
        column = pl.Series(name, getattr(of, name))
        if numbers == "floats":
            column = pl.Series(name, getattr(of, name) / 10**scale)
        made[name] = column
    table = pl.DataFrame(made).with_columns(
        actual=pl.when(pl.lit(pl.Series(of.blank))).then(None).otherwise(pl.col("actual"))
    )
    if numbers != "decimals":
        return table
    # an integer times 10^-scale is a decimal with the same digits
    return table.with_columns(
        pl.col(name).cast(pl.Decimal(38, 0)).mul(pl.lit(Decimal(1).scaleb(-scale)))
        .cast(pl.Decimal(18, scale))
        for name, scale in SCALES.items()
    )  # fmt: skip


def duckdb_table(of: Columns, name: str = "rows") -> Any:
    """Return a connection with the rows in a table, texts as enumerations."""
    import duckdb

    connection = duckdb.connect()
    table = frame(of, "integers")
    connection.register("frame", table)
    made = []
    for field in TEXTS:
        words = ", ".join(f"'{word}'" for word in table[field].dtype.categories)
        connection.execute(f"CREATE TYPE of_{field} AS ENUM ({words})")
        made.append(f"CAST({field} AS of_{field}) AS {field}")
    columns = ", ".join([*made, *SCALES])
    connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM frame")  # noqa: S608  # ours
    connection.unregister("frame")
    return connection


def _words(places: Any, values: tuple[str, ...]) -> Any:
    import polars as pl

    kinds = pl.Enum(sorted(set(values)))
    return pl.Series(values, dtype=kinds).gather(pl.Series(places))
