"""Grades that look like whole-number bands, or that come twice."""

import ast
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pingfen.checking.finding import DOUBT, Finding
from pingfen.errors import Place, problem
from pingfen.exact import show
from pingfen.policy import Policy


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
