"""Reports as one JSON document; scores are texts, as cases write them."""

import json
from collections.abc import Sequence

from pingfen.cases.report import Boundary, Difference, Report, Result, RuleHits
from pingfen.errors import Problem


def to_json(reports: Sequence[Report], lang: str = "zh") -> str:
    """Return the document: all rules and boundaries, those of parents marked as not ``own``."""
    document = {"policies": [_report(report, lang) for report in reports]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _report(report: Report, lang: str) -> dict[str, object]:
    return {
        "policy": report.policy,
        "file": report.file,
        "passed": len(report.results) - len(report.failed),
        "failed": len(report.failed),
        "cases": [_result(result, lang) for result in report.results],
        "rules": [_rule(rule, lang) for rule in report.rules],
        "boundaries": [_boundary(found, lang) for found in report.boundaries],
        "problems": [_problem(found, lang) for found in report.stale],
    }


def _result(result: Result, lang: str) -> dict[str, object]:
    return {
        "case": result.case.name,
        "place": result.case.place.show(lang),
        "passed": result.passed,
        "differences": [_difference(found, lang) for found in result.differences],
        "problems": [_problem(found, lang) for found in result.problems],
    }


def _difference(found: Difference, lang: str) -> dict[str, object]:
    return {
        "what": found.what,
        "expected": found.expected,
        "found": found.found,
        "place": found.place.show(lang),
        "note": found.note.in_lang(lang) if found.note else None,
    }


def _rule(rule: RuleHits, lang: str) -> dict[str, object]:
    return {
        "rule": rule.rule,
        "place": rule.place.show(lang),
        "own": rule.own,
        "decided": rule.decided,
        "undecided": rule.undecided,
    }


def _boundary(found: Boundary, lang: str) -> dict[str, object]:
    return {
        "comparison": found.text,
        "part": found.part,
        "place": found.place.show(lang),
        "own": found.own,
        "seen": dict(found.seen),
        "open": list(found.open),
        "excused": list(found.excused),
    }


def _problem(found: Problem, lang: str) -> dict[str, object]:
    return {
        "code": found.code,
        "place": found.place.show(lang) if found.place else None,
        "message": found.text.in_lang(lang),
    }
