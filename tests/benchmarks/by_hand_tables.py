"""The two policies as an engineer would write them for tables: polars, DuckDB, Spark.

polars and Spark have floats, DuckDB integers (numbers times 10^scale, scores in cents). Rules are
small numbers, places in ``RULES``; a row that a policy leaves open has neither score nor rule.
"""

from types import MappingProxyType
from typing import Any, NamedTuple

RULES = MappingProxyType(
    {
        "zhangdian": ("unpaid-cost", "planned-quantity", "overshoot", "met", "short", "over"),
        "sixteen": (
            *("blank", "unpaid-cost", "cost-saved", "cost-exceeded", "planned-quantity"),
            *("doubled", "overshoot", "late", "quality", "satisfaction", "met"),
            *("near", "missed-equal", "short", "over"),
        ),
    }
)


OPEN = None


class Columns(NamedTuple):
    """Expressions of polars: the rule's number, the score by that number, the score alone.

    To choose the rule first, in a column of its own, is faster than to choose twice.
    """

    rule: Any
    score: Any
    alone: Any

    def both(self, frame: Any) -> Any:
        """Return a lazy frame with score and rule beside what there is."""
        return frame.with_columns(self.rule).with_columns(self.score)


# polars


def polars_float(name: str) -> Columns:
    """Return the columns of a policy."""
    return {"zhangdian": _zhangdian, "sixteen": _sixteen}[name]()


def _met(pl: Any) -> Any:
    relation, target, actual = pl.col("relation"), pl.col("target"), pl.col("actual")
    return (
        ((relation == ">=") & (actual >= target))
        | ((relation == "<=") & (actual <= target))
        | ((relation == "=") & (actual == target))
        | ((relation == ">") & (actual > target))
        | ((relation == "<") & (actual < target))
    )


def _chosen(pl: Any, ways: list[tuple[Any, Any]]) -> Columns:
    """Return what the first condition that holds gives: its number, a score rounded to cents."""
    rule = score = alone = pl
    number = 0
    for when, value in ways:
        rule = rule.when(when).then(None if value is OPEN else pl.lit(number, pl.UInt8))
        alone = alone.when(when).then(value)
        if value is not OPEN:
            score = score.when(pl.col("rule") == number).then(value)
            number += 1
    # a row without an actual meets no condition that asks for one
    scores = [(each.otherwise(None) * 100 + 0.5).floor() / 100 for each in (score, alone)]
    return Columns(rule.otherwise(None).alias("rule"), *(each.alias("score") for each in scores))


def _zhangdian() -> Columns:
    import polars as pl

    level1, level2, relation = pl.col("level1"), pl.col("level2"), pl.col("relation")
    weight, target, actual = pl.col("weight"), pl.col("target"), pl.col("actual")
    ratio = actual / target
    upper, lower = (relation == "<=") & (target > 0), (relation == ">=") & (target > 0)
    short = weight * actual / target
    return _chosen(
        pl,
        [
            ((level1 == "成本指标") & upper & (actual == 0), 0.0),
            ((level2 == "数量指标") & upper & (actual <= target), short),
            (lower & (ratio > 1.3), (weight * (1 - (ratio - 1.3))).clip(0.0)),
            (_met(pl), weight),
            (actual < target, short),
            (actual > target, weight * target / actual),
        ],
    )


def _sixteen() -> Columns:
    import polars as pl

    level1, level2, relation = pl.col("level1"), pl.col("level2"), pl.col("relation")
    weight, target, actual = pl.col("weight"), pl.col("target"), pl.col("actual")
    ratio = actual / target
    gap = (actual - target).abs() / target
    upper = (relation == "<=") | (relation == "<")
    lower = (relation == ">=") | (relation == ">")
    cost = (level1 == "成本指标") & upper
    quantity, time = level2 == "数量指标", (level2 == "时效指标") & upper
    planned = (quantity | (level2 == "经济效益指标")) & lower
    below, above = actual < target, actual > target
    saved = pl.when(ratio >= 0.6).then(0.9).when(ratio >= 0.4).then(0.7).otherwise(0.5)
    late = (
        pl.when(gap <= 0.1).then(0.9).when(gap <= 0.25).then(0.6)
        .when(gap <= 0.5).then(0.3).otherwise(0.0)
    )  # fmt: skip
    quality = (
        pl.when(ratio >= 0.95).then(0.9).when(ratio >= 0.9).then(0.8)
        .when(ratio >= 0.8).then(0.6).otherwise(0.0)
    )  # fmt: skip
    satisfied = ((ratio - 0.6) / (1 - 0.6)).clip(0.0, 1.0)
    return _chosen(
        pl,
        [
            (actual.is_null(), 0.0),
            ((target == 0) & (~upper | (above & (cost | time))), OPEN),
            (cost & (actual == 0), 0.0),
            (cost & (actual < target * 0.8), weight * saved),
            (cost & above, (weight * (1 - 2 * (ratio - 1))).clip(0.0)),
            (quantity & upper & (target > 0) & ~above, weight * actual / target),
            (planned & (ratio > 2), weight * 0.5),
            (planned & (ratio > 1.3), (weight * (1 - (ratio - 1.3))).clip(0.0)),
            (time & above, weight * late),
            ((level2 == "质量指标") & lower & below, weight * quality),
            ((level1 == "满意度指标") & lower & below, weight * satisfied),
            (_met(pl), weight),
            ((relation == "=") & (gap <= 0.05), weight * 0.95),
            (relation == "=", (weight * (1 - gap)).clip(0.0)),
            (below, weight * actual / target),
            (above, weight * target / actual),
        ],
    )


# SQL: each policy as the conditions and scores of its rules, first with integers, then with floats

MET = (
    "(relation = '>=' AND actual >= target OR relation = '<=' AND actual <= target"
    " OR relation = '=' AND actual = target"
    " OR relation = '>' AND actual > target OR relation = '<' AND actual < target)"
)
UPPER, LOWER = "relation IN ('<=', '<')", "relation IN ('>=', '>')"
COST, TIME = f"level1 = '成本指标' AND {UPPER}", f"level2 = '时效指标' AND {UPPER}"
PLANNED = f"level2 IN ('数量指标', '经济效益指标') AND {LOWER}"
NO_TARGET = f"target = 0 AND (NOT {UPPER} OR actual > target AND ({COST} OR {TIME}))"
LIMIT = "relation = '<=' AND target > 0"
INTEGER_SHORT = "(2 * weight * actual + target) // (2 * target)"
INTEGER_OVER = "(2 * weight * target + actual) // (2 * actual)"
INTEGER_OVERSHOOT = (
    "greatest(0, weight * (23 * target - 10 * actual) + 5 * target) // (10 * target)"
)
FLOAT_SHORT, FLOAT_OVER = "weight * actual / target", "weight * target / actual"
FLOAT_OVERSHOOT = "greatest(0D, weight * (1 - (actual / target - 1.3D)))"
INTEGER_WAYS = {
    "zhangdian": (
        (f"level1 = '成本指标' AND {LIMIT} AND actual = 0", "0"),
        (f"level2 = '数量指标' AND {LIMIT} AND actual <= target", INTEGER_SHORT),
        ("relation = '>=' AND target > 0 AND 10 * actual > 13 * target", INTEGER_OVERSHOOT),
        (MET, "weight"),
        ("actual < target", INTEGER_SHORT),
        ("actual > target", INTEGER_OVER),
    ),
    "sixteen": (
        ("actual IS NULL", "0"),
        (NO_TARGET, OPEN),
        (f"{COST} AND actual = 0", "0"),
        (
            f"{COST} AND 10 * actual < 8 * target",
            (
                "(weight * CASE WHEN 10 * actual >= 6 * target THEN 9"
                " WHEN 10 * actual >= 4 * target THEN 7 ELSE 5 END + 5) // 10"
            ),
        ),
        (
            f"{COST} AND actual > target",
            "greatest(0, 2 * weight * (3 * target - 2 * actual) + target) // (2 * target)",
        ),
        (f"level2 = '数量指标' AND {UPPER} AND target > 0 AND actual <= target", INTEGER_SHORT),
        (f"{PLANNED} AND actual > 2 * target", "(weight + 1) // 2"),
        (f"{PLANNED} AND 10 * actual > 13 * target", INTEGER_OVERSHOOT),
        (
            f"{TIME} AND actual > target",
            (
                "(weight * CASE WHEN 10 * actual <= 11 * target THEN 9"
                " WHEN 4 * actual <= 5 * target THEN 6"
                " WHEN 2 * actual <= 3 * target THEN 3 ELSE 0 END + 5) // 10"
            ),
        ),
        (
            f"level2 = '质量指标' AND {LOWER} AND actual < target",
            (
                "(weight * CASE WHEN 20 * actual >= 19 * target THEN 9"
                " WHEN 10 * actual >= 9 * target THEN 8"
                " WHEN 10 * actual >= 8 * target THEN 6 ELSE 0 END + 5) // 10"
            ),
        ),
        (
            f"level1 = '满意度指标' AND {LOWER} AND actual < target",
            "greatest(0, weight * (5 * actual - 3 * target) + target) // (2 * target)",
        ),
        (MET, "weight"),
        ("relation = '=' AND 20 * abs(actual - target) <= target", "(weight * 95 + 50) // 100"),
        (
            "relation = '='",
            "greatest(0, 2 * weight * (target - abs(actual - target)) + target) // (2 * target)",
        ),
        ("actual < target", INTEGER_SHORT),
        ("actual > target", INTEGER_OVER),
    ),
}
FLOAT_WAYS = {
    "zhangdian": (
        (f"level1 = '成本指标' AND {LIMIT} AND actual = 0", "0D"),
        (f"level2 = '数量指标' AND {LIMIT} AND actual <= target", FLOAT_SHORT),
        ("relation = '>=' AND target > 0 AND actual / target > 1.3D", FLOAT_OVERSHOOT),
        (MET, "weight"),
        ("actual < target", FLOAT_SHORT),
        ("actual > target", FLOAT_OVER),
    ),
    "sixteen": (
        ("actual IS NULL", "0D"),
        (NO_TARGET, OPEN),
        (f"{COST} AND actual = 0", "0D"),
        (
            f"{COST} AND actual < target * 0.8D",
            (
                "weight * CASE WHEN actual / target >= 0.6D THEN 0.9D"
                " WHEN actual / target >= 0.4D THEN 0.7D ELSE 0.5D END"
            ),
        ),
        (
            f"{COST} AND actual > target",
            "greatest(0D, weight * (1 - 2 * (actual / target - 1)))",
        ),
        (f"level2 = '数量指标' AND {UPPER} AND target > 0 AND actual <= target", FLOAT_SHORT),
        (f"{PLANNED} AND actual / target > 2", "weight * 0.5D"),
        (f"{PLANNED} AND actual / target > 1.3D", FLOAT_OVERSHOOT),
        (
            f"{TIME} AND actual > target",
            (
                "weight * CASE WHEN (actual - target) / target <= 0.1D THEN 0.9D"
                " WHEN (actual - target) / target <= 0.25D THEN 0.6D"
                " WHEN (actual - target) / target <= 0.5D THEN 0.3D ELSE 0D END"
            ),
        ),
        (
            f"level2 = '质量指标' AND {LOWER} AND actual < target",
            (
                "weight * CASE WHEN actual / target >= 0.95D THEN 0.9D"
                " WHEN actual / target >= 0.9D THEN 0.8D"
                " WHEN actual / target >= 0.8D THEN 0.6D ELSE 0D END"
            ),
        ),
        (
            f"level1 = '满意度指标' AND {LOWER} AND actual < target",
            "weight * least(1D, greatest(0D, (actual / target - 0.6D) / (1 - 0.6D)))",
        ),
        (MET, "weight"),
        ("relation = '=' AND abs(actual - target) / target <= 0.05D", "weight * 0.95D"),
        ("relation = '='", "greatest(0D, weight * (1 - abs(actual - target) / target))"),
        ("actual < target", FLOAT_SHORT),
        ("actual > target", FLOAT_OVER),
    ),
}


def duckdb_integer(name: str, table: str) -> str:
    """Return the query of a policy for DuckDB, with integers."""
    return _query(INTEGER_WAYS[name], table, "{}")


def spark_integer(name: str, table: str) -> str:
    """Return the query of a policy for Spark, with integers."""
    # a division of whole numbers is called div; the rows that reach it have no zero below
    ways = [(when, score and score.replace("//", "div")) for when, score in INTEGER_WAYS[name]]
    return _query(ways, table, "{}")


def spark_float(name: str, table: str) -> str:
    """Return the query of a policy for Spark, with floats."""
    return _query(FLOAT_WAYS[name], table, "floor({} * 100 + 0.5D) / 100")


def _query(ways: Any, table: str, rounded: str) -> str:
    """Choose the rule first and then, by its number, the score: faster than to choose twice."""
    rules, scores, number = [], [], 0
    for when, score in ways:
        rules.append(f"    WHEN {when} THEN {'NULL' if score is OPEN else number}")
        if score is not OPEN:
            scores.append(f"  WHEN {number} THEN {score}")
            number += 1
    score = rounded.format("\n".join(["CASE rule", *scores, "END"]))
    inner = "\n".join(
        ["  SELECT *, CAST(CASE", *rules, "    END AS TINYINT) AS rule", f"  FROM {table}"]
    )
    return f"SELECT {score} AS score, rule\nFROM (\n{inner}\n) AS chosen"
