"""Bands of one subject that leave holes or overlap: 80..89 and 90..100 lose 89.5."""

import ast
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pingfen.checking.finding import DOUBT, ERROR, Finding
from pingfen.errors import Place, problem
from pingfen.exact import show
from pingfen.expression.parse import Expression
from pingfen.policy import Policy

LOW_SIDES, HIGH_SIDES = (ast.Lt, ast.LtE), (ast.Gt, ast.GtE)
MOST_PLACES = 12


class Band(NamedTuple):
    """From where to where a subject is compared, and which ends belong to it."""

    subject: str
    low: Fraction
    high: Fraction
    closed_low: bool
    closed_high: bool
    place: Place

    def show(self) -> str:
        """Return the band in the notation of intervals."""
        ends = "[" if self.closed_low else "(", "]" if self.closed_high else ")"
        return f"{ends[0]}{show(self.low)}, {show(self.high)}{ends[1]}"


def band_problems(policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each hole and each overlap between neighbouring bands."""
    for bands in _ladders(policy):
        for first, second in pairwise(sorted(bands, key=lambda band: (band.low, band.high))):
            yield from _between(first, second)


def _ladders(policy: Policy) -> Iterator[list[Band]]:
    """Yield the bands that belong together: of one subject, in one expression or in all rules."""
    whens = [rule.when for rule in policy.rules if rule.when]
    scores = [rule.score for rule in policy.rules if rule.score]
    for expressions in (whens, *([own] for own in (*policy.lets.values(), *scores))):
        found: dict[str, list[Band]] = {}
        for expression in expressions:
            for band in _bands(policy, expression):
                found.setdefault(band.subject, []).append(band)
        yield from (list(dict.fromkeys(bands)) for bands in found.values() if len(bands) > 1)


def _bands(policy: Policy, expression: Expression) -> Iterator[Band]:
    for node in ast.walk(expression.tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 2:  # noqa: PLR2004  # low < x < high
            yield from _band(policy, expression, node)


def _band(policy: Policy, expression: Expression, node: ast.Compare) -> Iterator[Band]:
    first, second = node.ops
    left, right = _constant(policy, node.left), _constant(policy, node.comparators[1])
    if left is None or right is None:
        return
    closed = isinstance(first, ast.LtE | ast.GtE), isinstance(second, ast.LtE | ast.GtE)
    place, subject = expression.place(node), ast.dump(node.comparators[0])
    if isinstance(first, LOW_SIDES) and isinstance(second, LOW_SIDES):
        yield Band(subject, left, right, *closed, place)
    elif isinstance(first, HIGH_SIDES) and isinstance(second, HIGH_SIDES):
        yield Band(subject, right, left, closed[1], closed[0], place)


def _constant(policy: Policy, node: ast.expr) -> Fraction | None:
    value: object = node.value if isinstance(node, ast.Constant) else None
    if isinstance(node, ast.Name) and node.id in policy.params:
        value = policy.params[node.id].value
    return value if isinstance(value, Fraction) else None


def _between(first: Band, second: Band) -> Iterator[Finding]:
    """Compare the upper end of a band with the lower end of the next."""
    shared = first.closed_high and second.closed_low
    if first.high < second.low or (first.high == second.low and not _meets(first, second)):
        lost = (first.high + second.low) / 2
        yield _finding("band-hole", ERROR, second, first, lost)
    elif first.high > second.low or shared:
        both_in = (max(first.low, second.low) + min(first.high, second.high)) / 2
        yield _finding("band-overlap", DOUBT, second, first, both_in)


def _meets(first: Band, second: Band) -> bool:
    return first.closed_high or second.closed_low


def _finding(code: str, severity: str, band: Band, other: Band, value: Fraction) -> Finding:
    first, second = other.show(), band.show()
    text = problem(
        code, band.place, severity=severity, first=first, second=second, value=show(value)
    )
    return Finding(text)


def grade_problems(policy: Policy) -> Iterator[Finding]:
    """Yield a finding for grades whose bounds look like the upper ends of whole-number bands."""
    steps = list(_steps(policy))
    if not steps or not policy.total_rounding.places:
        return
    uppers = [bound for op, bound, _, _ in steps if isinstance(op, ast.LtE | ast.Gt)]
    whole = [bound for bound in uppers if bound.denominator == 1 and bound % 10 == 9]  # noqa: PLR2004  # 89, 79, 59
    if len(whole) > 1:
        lost = max(whole) + Fraction(1, 2)
        yield Finding(
            problem(
                "whole-bands",
                steps[0][3],
                severity=DOUBT,
                bounds="、".join(map(show, sorted(whole))),
                value=show(lost),
                grade=_grade(steps, lost, policy),
            )
        )
    yield from _repeated(steps)


Step = tuple[ast.cmpop, Fraction, str, Place]


def _steps(policy: Policy) -> Iterator[Step]:
    """Yield the comparison, bound and grade of each step, in the order in which they are tried."""
    grades = policy.grades
    node = grades.tree if grades else None
    while grades and isinstance(node, ast.IfExp):
        test, result = node.test, node.body
        if isinstance(test, ast.Compare) and isinstance(result, ast.Constant):
            bound = test.comparators[0]
            if isinstance(bound, ast.Constant) and isinstance(bound.value, Fraction):
                yield test.ops[0], bound.value, str(result.value), grades.place(bound)
        node = node.orelse


def _grade(steps: Sequence[Step], total: Fraction, policy: Policy) -> str:
    holds = {
        ast.LtE: total.__le__,
        ast.Lt: total.__lt__,
        ast.GtE: total.__ge__,
        ast.Gt: total.__gt__,
    }
    for op, bound, grade, _ in steps:
        if holds[type(op)](bound):
            return grade
    node = policy.grades.tree if policy.grades else None
    while isinstance(node, ast.IfExp):
        node = node.orelse
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _repeated(steps: Sequence[Step]) -> Iterator[Finding]:
    """Yield a finding for a grade that stands twice with another one between."""
    for number, (_, _, grade, place) in enumerate(steps):
        before = [other for _, _, other, _ in steps[:number]]
        if grade in before and before[-1] != grade:
            yield Finding(problem("grade-repeated", place, severity=DOUBT, grade=grade))
