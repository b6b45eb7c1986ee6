"""Totals and grades for policies that chance draws: all aggregates, conditions and steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

CONDITIONS = (
    *("score > 0", "not dropped", "kind == 'indicator'", "level1 == '成本指标'", "not unparsed"),
    *("given(score)", "given(judged) and judged > 1", "core", "actual >= target", "类别 == name"),
    *("ratio > 0.5", "weight > 2", "same_text or score == 0"),
)
TERMS = (
    *("score", "score", "weight", "judged", "min(score, 2)", "round(score, 0)", "weight * 系数"),
    *("score if score > 0 else 0", "1", "max(score, weight) - 0.5", "late", "scored"),
    *("score / 2", "floor(actual)", "0.125 * target", "ratio", "abs(slack)"),
)
GRADES = (
    *("none", "{at-least: {10: 优, 2.5: 良}, otherwise: 差}"),
    *("{above: {0: 正}, otherwise: 非正}", "{below: {0: 负, 1: 小}, otherwise: 大}"),
)


def aggregate(chance: Random) -> str:
    """Return one aggregate that is a number."""
    where = chance.choice(("", "", chance.choice(CONDITIONS)))
    kind = chance.choice(("sum", "sum", "sum", "count", "any", "all"))
    if kind == "sum":
        return f"sum({', '.join(filter(None, (chance.choice(TERMS), where)))})"
    if kind == "count":
        return f"count({where})"
    parts = ", ".join(filter(None, (chance.choice(CONDITIONS), where)))
    return f"(1 if {kind}({parts}) else 0)"


def total(chance: Random) -> str:
    """Return an expression for a total."""
    one, two = aggregate(chance), aggregate(chance)
    return chance.choice(
        (
            *("sum(score)", "sum(score)", one, f"{one} + {two}", f"{one} - {two}"),
            *(f"{one} * {two}", f"{one} / {two}", f"min({one}, {two})", f"max({one}, 2.5)"),
            *(f"clamp({one}, 0, {two})", f"round({one} / 3, 1)", f"{one} + annual / executed"),
            *(f"({one} if {two} > 1 else initial)", f"{one} * 10 / count(not dropped)"),
            f"({one} if given({two}) else {two})",
        )
    )


def rounding(chance: Random, places: int, mode: str) -> str:
    """Return how rows and totals are rounded, now and then not alike."""
    other = chance.choice(("half-up", "half-even", "down", "floor"))
    more = chance.choice(
        (
            *("", "", f", total: {{mode: {other}}}", f", row: {{mode: {other}}}"),
            f", total: {{places: {chance.randint(0, 4)}}}",
        )
    )
    return f"{{places: {places}, mode: {mode}{more}}}"


def grades(chance: Random) -> str:
    """Return grades, or that there are none."""
    return chance.choice(GRADES)
