"""The two policies as an engineer would write them in Python: with floats and with integers.

Each function takes the texts and numbers of a row in the order of ``workloads.FIELDS`` and gives
the score and the rule; the float ones stand here a second time without the rule. Integers are
numbers times 10^scale (2 for the weight, 4 for target and actual) and scores are cents. Where a
policy leaves a row open there is no score, and in place of the rule it says so.
"""

# ruff: noqa: PLR0912, PLR0913, PLR0917  # a row's six values, a policy's branches

from collections.abc import Callable
from math import floor
from types import MappingProxyType
from typing import Any

OPEN = (None, "undecided")

Scored = tuple[Any, str]


# zhangdian@2024, for rows whose target is a number


def zhangdian_float(
    level1: str, level2: str, relation: str, weight: float, target: float, actual: float | None
) -> Scored:
    if actual is None:
        return OPEN
    if relation == "<=" and target > 0:
        if level1 == "成本指标" and actual == 0:
            return 0.0, "unpaid-cost"
        if level2 == "数量指标" and actual <= target:
            return floor(weight * actual / target * 100 + 0.5) / 100, "planned-quantity"
    if relation == ">=" and target > 0:
        ratio = actual / target
        if ratio > 1.3:
            score = max(0.0, weight * (1 - (ratio - 1.3)))
            return floor(score * 100 + 0.5) / 100, "overshoot"
    if (
        (relation == ">=" and actual >= target)
        or (relation == "<=" and actual <= target)
        or (relation == "=" and actual == target)
        or (relation == ">" and actual > target)
        or (relation == "<" and actual < target)
    ):
        return weight, "met"
    if actual < target:
        return floor(weight * actual / target * 100 + 0.5) / 100, "short"
    if actual > target:
        return floor(weight * target / actual * 100 + 0.5) / 100, "over"
    return OPEN


def zhangdian_score(
    level1: str, level2: str, relation: str, weight: float, target: float, actual: float | None
) -> float | None:
    if actual is None:
        return None
    if relation == "<=" and target > 0:
        if level1 == "成本指标" and actual == 0:
            return 0.0
        if level2 == "数量指标" and actual <= target:
            return floor(weight * actual / target * 100 + 0.5) / 100
    if relation == ">=" and target > 0:
        ratio = actual / target
        if ratio > 1.3:
            return floor(max(0.0, weight * (1 - (ratio - 1.3))) * 100 + 0.5) / 100
    if (
        (relation == ">=" and actual >= target)
        or (relation == "<=" and actual <= target)
        or (relation == "=" and actual == target)
        or (relation == ">" and actual > target)
        or (relation == "<" and actual < target)
    ):
        return weight
    if actual < target:
        return floor(weight * actual / target * 100 + 0.5) / 100
    if actual > target:
        return floor(weight * target / actual * 100 + 0.5) / 100
    return None


def zhangdian_integer(
    level1: str, level2: str, relation: str, weight: int, target: int, actual: int | None
) -> Scored:
    if actual is None:
        return OPEN
    if relation == "<=" and target > 0:
        if level1 == "成本指标" and actual == 0:
            return 0, "unpaid-cost"
        if level2 == "数量指标" and actual <= target:
            return (2 * weight * actual + target) // (2 * target), "planned-quantity"
    if relation == ">=" and target > 0 and 10 * actual > 13 * target:
        left = 23 * target - 10 * actual
        if left <= 0:
            return 0, "overshoot"
        return (weight * left + 5 * target) // (10 * target), "overshoot"
    if (
        (relation == ">=" and actual >= target)
        or (relation == "<=" and actual <= target)
        or (relation == "=" and actual == target)
        or (relation == ">" and actual > target)
        or (relation == "<" and actual < target)
    ):
        return weight, "met"
    if actual < target:
        return (2 * weight * actual + target) // (2 * target), "short"
    if actual > target:
        return (2 * weight * target + actual) // (2 * actual), "over"
    return OPEN


# The policy of sixteen rules


def sixteen_float(
    level1: str, level2: str, relation: str, weight: float, target: float, actual: float | None
) -> Scored:
    if actual is None:
        return 0.0, "blank"
    upper = relation in {"<=", "<"}
    if target == 0 and not upper:
        return OPEN
    if upper:
        if level1 == "成本指标":
            if actual == 0:
                return 0.0, "unpaid-cost"
            if actual < target * 0.8:
                ratio = actual / target
                share = 0.9 if ratio >= 0.6 else 0.7 if ratio >= 0.4 else 0.5
                return floor(weight * share * 100 + 0.5) / 100, "cost-saved"
            if actual > target:
                if target == 0:
                    return OPEN
                score = max(0.0, weight * (1 - 2 * (actual / target - 1)))
                return floor(score * 100 + 0.5) / 100, "cost-exceeded"
        if level2 == "数量指标" and 0 < target >= actual:
            return floor(weight * actual / target * 100 + 0.5) / 100, "planned-quantity"
        if level2 == "时效指标" and actual > target:
            if target == 0:
                return OPEN
            gap = (actual - target) / target
            share = 0.9 if gap <= 0.1 else 0.6 if gap <= 0.25 else 0.3 if gap <= 0.5 else 0.0
            return floor(weight * share * 100 + 0.5) / 100, "late"
    elif relation in {">=", ">"}:
        if level2 in {"数量指标", "经济效益指标"}:
            ratio = actual / target
            if ratio > 2:
                return floor(weight * 0.5 * 100 + 0.5) / 100, "doubled"
            if ratio > 1.3:
                score = max(0.0, weight * (1 - (ratio - 1.3)))
                return floor(score * 100 + 0.5) / 100, "overshoot"
        if actual < target:
            if level2 == "质量指标":
                ratio = actual / target
                share = (
                    0.9 if ratio >= 0.95 else 0.8 if ratio >= 0.9 else 0.6 if ratio >= 0.8 else 0.0
                )
                return floor(weight * share * 100 + 0.5) / 100, "quality"
            if level1 == "满意度指标":
                share = max(0.0, min((actual / target - 0.6) / (1 - 0.6), 1.0))
                return floor(weight * share * 100 + 0.5) / 100, "satisfaction"
    if (
        (relation == ">=" and actual >= target)
        or (relation == "<=" and actual <= target)
        or (relation == "=" and actual == target)
        or (relation == ">" and actual > target)
        or (relation == "<" and actual < target)
    ):
        return weight, "met"
    if relation == "=":
        gap = abs(actual - target) / target
        if gap <= 0.05:
            return floor(weight * 0.95 * 100 + 0.5) / 100, "near"
        return floor(max(0.0, weight * (1 - gap)) * 100 + 0.5) / 100, "missed-equal"
    if actual < target:
        return floor(weight * actual / target * 100 + 0.5) / 100, "short"
    if actual > target:
        return floor(weight * target / actual * 100 + 0.5) / 100, "over"
    return OPEN


def sixteen_score(
    level1: str, level2: str, relation: str, weight: float, target: float, actual: float | None
) -> float | None:
    if actual is None:
        return 0.0
    upper = relation in {"<=", "<"}
    if target == 0 and not upper:
        return None
    if upper:
        if level1 == "成本指标":
            if actual == 0:
                return 0.0
            if actual < target * 0.8:
                ratio = actual / target
                share = 0.9 if ratio >= 0.6 else 0.7 if ratio >= 0.4 else 0.5
                return floor(weight * share * 100 + 0.5) / 100
            if actual > target:
                if target == 0:
                    return None
                score = max(0.0, weight * (1 - 2 * (actual / target - 1)))
                return floor(score * 100 + 0.5) / 100
        if level2 == "数量指标" and 0 < target >= actual:
            return floor(weight * actual / target * 100 + 0.5) / 100
        if level2 == "时效指标" and actual > target:
            if target == 0:
                return None
            gap = (actual - target) / target
            share = 0.9 if gap <= 0.1 else 0.6 if gap <= 0.25 else 0.3 if gap <= 0.5 else 0.0
            return floor(weight * share * 100 + 0.5) / 100
    elif relation in {">=", ">"}:
        if level2 in {"数量指标", "经济效益指标"}:
            ratio = actual / target
            if ratio > 2:
                return floor(weight * 0.5 * 100 + 0.5) / 100
            if ratio > 1.3:
                return floor(max(0.0, weight * (1 - (ratio - 1.3))) * 100 + 0.5) / 100
        if actual < target:
            if level2 == "质量指标":
                ratio = actual / target
                share = (
                    0.9 if ratio >= 0.95 else 0.8 if ratio >= 0.9 else 0.6 if ratio >= 0.8 else 0.0
                )
                return floor(weight * share * 100 + 0.5) / 100
            if level1 == "满意度指标":
                share = max(0.0, min((actual / target - 0.6) / (1 - 0.6), 1.0))
                return floor(weight * share * 100 + 0.5) / 100
    if (
        (relation == ">=" and actual >= target)
        or (relation == "<=" and actual <= target)
        or (relation == "=" and actual == target)
        or (relation == ">" and actual > target)
        or (relation == "<" and actual < target)
    ):
        return weight
    if relation == "=":
        gap = abs(actual - target) / target
        if gap <= 0.05:
            return floor(weight * 0.95 * 100 + 0.5) / 100
        return floor(max(0.0, weight * (1 - gap)) * 100 + 0.5) / 100
    if actual < target:
        return floor(weight * actual / target * 100 + 0.5) / 100
    if actual > target:
        return floor(weight * target / actual * 100 + 0.5) / 100
    return None


def sixteen_integer(
    level1: str, level2: str, relation: str, weight: int, target: int, actual: int | None
) -> Scored:
    if actual is None:
        return 0, "blank"
    upper = relation in {"<=", "<"}
    if target == 0 and not upper:
        return OPEN
    if upper:
        if level1 == "成本指标":
            if actual == 0:
                return 0, "unpaid-cost"
            if 10 * actual < 8 * target:
                tenths = 9 if 10 * actual >= 6 * target else 7 if 10 * actual >= 4 * target else 5
                return (weight * tenths + 5) // 10, "cost-saved"
            if actual > target:
                if target == 0:
                    return OPEN
                left = 3 * target - 2 * actual
                if left <= 0:
                    return 0, "cost-exceeded"
                return (2 * weight * left + target) // (2 * target), "cost-exceeded"
        if level2 == "数量指标" and 0 < target >= actual:
            return (2 * weight * actual + target) // (2 * target), "planned-quantity"
        if level2 == "时效指标" and actual > target:
            if target == 0:
                return OPEN
            tenths = (
                9
                if 10 * actual <= 11 * target
                else 6
                if 4 * actual <= 5 * target
                else 3
                if 2 * actual <= 3 * target
                else 0
            )
            return (weight * tenths + 5) // 10, "late"
    elif relation in {">=", ">"}:
        if level2 in {"数量指标", "经济效益指标"}:
            if actual > 2 * target:
                return (weight + 1) // 2, "doubled"
            if 10 * actual > 13 * target:
                left = 23 * target - 10 * actual
                if left <= 0:
                    return 0, "overshoot"
                return (weight * left + 5 * target) // (10 * target), "overshoot"
        if actual < target:
            if level2 == "质量指标":
                tenths = (
                    9
                    if 20 * actual >= 19 * target
                    else 8
                    if 10 * actual >= 9 * target
                    else 6
                    if 10 * actual >= 8 * target
                    else 0
                )
                return (weight * tenths + 5) // 10, "quality"
            if level1 == "满意度指标":
                more = 5 * actual - 3 * target
                if more <= 0:
                    return 0, "satisfaction"
                return (weight * more + target) // (2 * target), "satisfaction"
    if (
        (relation == ">=" and actual >= target)
        or (relation == "<=" and actual <= target)
        or (relation == "=" and actual == target)
        or (relation == ">" and actual > target)
        or (relation == "<" and actual < target)
    ):
        return weight, "met"
    if relation == "=":
        gap = abs(actual - target)
        if 20 * gap <= target:
            return (weight * 95 + 50) // 100, "near"
        if gap >= target:
            return 0, "missed-equal"
        return (2 * weight * (target - gap) + target) // (2 * target), "missed-equal"
    if actual < target:
        return (2 * weight * actual + target) // (2 * target), "short"
    if actual > target:
        return (2 * weight * target + actual) // (2 * actual), "over"
    return OPEN


FLOATS: MappingProxyType[str, Callable[..., Scored]] = MappingProxyType(
    {"zhangdian": zhangdian_float, "sixteen": sixteen_float}
)
SCORES: MappingProxyType[str, Callable[..., float | None]] = MappingProxyType(
    {"zhangdian": zhangdian_score, "sixteen": sixteen_score}
)
INTEGERS: MappingProxyType[str, Callable[..., Scored]] = MappingProxyType(
    {"zhangdian": zhangdian_integer, "sixteen": sixteen_integer}
)
