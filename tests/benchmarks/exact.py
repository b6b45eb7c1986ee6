"""What is right for each row: every row once more by fractions, the open ones by the interpreter.

The rules stand here once more, written down plainly and not for speed; the tests compare them with
the interpreter, which takes too long for a million rows.
"""

# ruff: noqa: PLR0912, PLR0913, PLR0917  # a row's six values, a policy's branches

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from benchmarks.workloads import FIELDS, Columns, fractions, policy
from pingfen.scoring.outcome import outcome

HALF = Fraction(1, 2)
NONE = -1


class Expected(NamedTuple):
    """The score of a row in cents, its rule and, where it is undecided, why."""

    cents: int | None
    rule: str | None
    undecided: str | None = None


def met(relation: str, target: Fraction, actual: Fraction) -> bool:
    return {
        ">=": actual >= target,
        "<=": actual <= target,
        "=": actual == target,
        ">": actual > target,
        "<": actual < target,
    }[relation]


Score = tuple[Fraction, str] | None


def zhangdian(
    level1: str,
    level2: str,
    relation: str,
    weight: Fraction,
    target: Fraction,
    actual: Fraction | None,
) -> Score:
    if actual is None:
        return None
    if level1 == "成本指标" and relation == "<=" and target > 0 and actual == 0:
        return Fraction(0), "unpaid-cost"
    if level2 == "数量指标" and relation == "<=" and target > 0 and actual <= target:
        return weight * actual / target, "planned-quantity"
    if relation == ">=" and target > 0 and actual > Fraction("1.3") * target:
        return max(Fraction(0), weight * (1 - (actual / target - Fraction("1.3")))), "overshoot"
    if met(relation, target, actual):
        return weight, "met"
    if actual < target:
        return weight * actual / target, "short"
    if actual > target:
        return weight * target / actual, "over"
    return None


def step(value: Fraction, bounds: Sequence[tuple[str, str]]) -> Fraction:
    """Return the share of the first bound that is reached."""
    return next(
        (Fraction(share) for bound, share in bounds if value >= Fraction(bound)), 0 * value
    )


def sixteen(
    level1: str,
    level2: str,
    relation: str,
    weight: Fraction,
    target: Fraction,
    actual: Fraction | None,
) -> Score:
    if actual is None:
        return Fraction(0), "blank"
    upper, lower = relation in {"<=", "<"}, relation in {">=", ">"}
    cost = level1 == "成本指标" and upper
    planned = level2 in {"数量指标", "经济效益指标"} and lower
    late = level2 == "时效指标" and upper and actual > target
    if target == 0:
        if cost and actual == 0:
            return Fraction(0), "unpaid-cost"
        if not upper or cost or late:
            return None
        if met(relation, target, actual):
            return weight, "met"
        return (Fraction(0), "over") if actual else None
    ratio = actual / target
    gap = abs(actual - target) / target
    if cost and actual == 0:
        return Fraction(0), "unpaid-cost"
    if cost and ratio < Fraction("0.8"):
        return weight * max(step(ratio, [("0.6", "0.9"), ("0.4", "0.7")]), HALF), "cost-saved"
    if cost and ratio > 1:
        return max(Fraction(0), weight * (1 - 2 * (ratio - 1))), "cost-exceeded"
    if level2 == "数量指标" and upper and ratio <= 1:
        return weight * ratio, "planned-quantity"
    if planned and ratio > 2:
        return weight / 2, "doubled"
    if planned and ratio > Fraction("1.3"):
        return max(Fraction(0), weight * (1 - (ratio - Fraction("1.3")))), "overshoot"
    if late:
        return weight * step(-gap, [("-0.1", "0.9"), ("-0.25", "0.6"), ("-0.5", "0.3")]), "late"
    if level2 == "质量指标" and lower and ratio < 1:
        return weight * step(ratio, [("0.95", "0.9"), ("0.9", "0.8"), ("0.8", "0.6")]), "quality"
    if level1 == "满意度指标" and lower and ratio < 1:
        share = (ratio - Fraction("0.6")) / Fraction("0.4")
        return weight * min(max(share, Fraction(0)), Fraction(1)), "satisfaction"
    if met(relation, target, actual):
        return weight, "met"
    if relation == "=" and gap <= Fraction("0.05"):
        return weight * Fraction("0.95"), "near"
    if relation == "=":
        return max(Fraction(0), weight * (1 - gap)), "missed-equal"
    if ratio == 1:
        return None
    return (weight * ratio, "short") if ratio < 1 else (weight / ratio, "over")


BY_FRACTIONS = MappingProxyType({"zhangdian": zhangdian, "sixteen": sixteen})


def expected(name: str, rows: Iterable[tuple[Any, ...]]) -> list[Expected]:
    """Return what is right for rows of fractions."""
    score, asked = BY_FRACTIONS[name], policy(name)
    found = []
    for row in rows:
        scored = score(*row)
        if scored is None:
            found += by_interpreter(asked, [row])
        else:
            found.append(Expected(floor(scored[0] * 100 + HALF), scored[1]))
    return found


def by_interpreter(asked: Any, rows: Iterable[tuple[Any, ...]]) -> list[Expected]:
    """Return what the interpreter gives for rows of fractions."""
    values = [
        {name: value for name, value in zip(FIELDS, row, strict=True) if value is not None}
        for row in rows
    ]
    return [_expected(decision) for decision in outcome(asked, {}, {}, values).rows]


def _expected(decision: Any) -> Expected:
    rule = decision.rule.name if decision.rule else None
    if decision.score is not None:
        return Expected(int(decision.score * 100), rule)
    causes = "; ".join(map(str, decision.causes))
    return Expected(None, rule, f"{decision.code}: {causes}" if causes else decision.code)


# Answers as arrays


class Label(NamedTuple):
    """What a row comes to besides its score; ``OPEN`` is the answer of who cannot say why."""

    rule: str | None
    undecided: str | None = None


OPEN = Label("open", "for any reason")


class Answers(NamedTuple):
    """Cents (``NONE`` where there is no score) and, where they are given, places in ``labels``."""

    cents: Any
    label: Any = None
    labels: Sequence[Label] = ()

    def repeated(self, times: int) -> "Answers":
        """Return the same answers several times."""
        label = None if self.label is None else np.tile(self.label, times)
        return Answers(np.tile(self.cents, times), label, self.labels)


def answers(pairs: Iterable[tuple[int | None, Label | None]]) -> Answers:
    """Return rows' answers as arrays."""
    cents, label, labels = [], [], {}
    for score, said in pairs:
        cents.append(NONE if score is None else score)
        if said is not None:
            label.append(labels.setdefault(said, len(labels)))
    numbers = np.array(cents, np.int64)
    return (
        Answers(numbers, np.array(label, np.int64), tuple(labels)) if label else Answers(numbers)
    )


def truth(name: str, of: Columns) -> Answers:
    """Return what is right for each row."""
    found = expected(name, fractions(of))
    return answers((each.cents, Label(each.rule, each.undecided)) for each in found)


def wrong(right: Answers, given: Answers) -> Any:
    """Tell for each row whether its score is wrong or, where it is given, its label."""
    found = right.cents != given.cents
    if given.label is None:
        return found
    fits = [
        [said == label or (said is OPEN and label.undecided is not None) for label in right.labels]
        for said in given.labels
    ]
    return found | ~np.array(fits)[given.label, right.label]
