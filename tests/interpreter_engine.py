"""The interpreter as one of the engines that the conformance suite judges."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from conformance_cases import Problem
from pingfen.errors import PolicyError, TextPlace
from pingfen.exact import to_decimal
from pingfen.loading import parse_policy
from pingfen.policy import Policy
from pingfen.scoring.decision import Decision
from pingfen.scoring.filling import Filling
from pingfen.scoring.outcome import Checked, Outcome, outcome

Fields = Mapping[str, Any]


def score(
    text: str, folder: Path, form: Fields, execution: Fields, rows: Sequence[Fields]
) -> Mapping[str, Any]:
    """Score values with the interpreter, in the shape of ``expect``."""
    policy = parse_policy(text, rules=[folder])
    found = outcome(policy, _exact(form), _exact(execution), [_exact(row) for row in rows])
    places = policy.total_rounding.places
    total = {"undecided": "unknown-total", "causes": [str(cause) for cause in found.causes]}
    return {
        "execution": _row(policy, found.execution) if found.execution else None,
        "rows": [_row(policy, row) for row in found.rows],
        "total": total if found.total is None else to_decimal(found.total, places),
        "grade": found.grade,
        "findings": [_finding(item) for item in found.checks if item.failed],
        "undecided_checks": [_open(item) for item in found.checks if not item.failed],
    }


def problems(text: str, folder: Path) -> Sequence[Problem]:
    """Return the load errors of a policy."""
    try:
        parse_policy(text, rules=[folder])
    except PolicyError as error:
        return [
            Problem(found.code, found.place.line, found.place.column)
            for found in error.problems
            if isinstance(found.place, TextPlace)
        ]
    return []


def _exact(fields: Fields) -> dict[str, Any]:
    return {
        name: Fraction(value) if isinstance(value, Decimal) else value
        for name, value in fields.items()
    }


def _row(policy: Policy, decision: Decision) -> dict[str, Any]:
    rule = {"rule": decision.rule.name} if decision.rule else {}
    if decision.code:
        causes = {"causes": [str(cause) for cause in decision.causes]}
        left = decision.rule.undecided if decision.rule else None
        because = {"because": Filling(policy).filled(left, decision.scope).zh} if left else {}
        return {"undecided": decision.code, **rule, **causes, **because}
    said = decision.rule.because if decision.rule else None
    because = Filling(policy).filled(said, decision.scope).zh
    if decision.dropped or decision.score is None:
        return {"dropped": True, **rule, "because": because}
    places = policy.row_rounding.places
    return {"score": to_decimal(decision.score, places), **rule, "because": because}


def _finding(item: Checked) -> dict[str, Any]:
    filling, check = Filling(item.scope.policy), item.check
    found = {
        "check": check.name,
        "severity": check.severity,
        "because": filling.filled(check.because, item.scope).zh,
        "remedy": filling.filled(check.remedy, item.scope).zh,
    }
    return {**found, **_where(item)}


def _open(item: Checked) -> dict[str, Any]:
    found = {"check": item.check.name, "causes": [str(cause) for cause in item.causes]}
    return {**found, **_where(item)}


def _where(item: Checked) -> dict[str, Any]:
    return {"row": item.row, "level": item.group.level if item.group else None}


__all__ = ["Outcome", "problems", "score"]
