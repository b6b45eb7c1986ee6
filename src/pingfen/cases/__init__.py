"""Runs the cases of a policy: worked examples that lie beside it in ``<year>.cases.yaml``.

``schemas/cases.schema.json`` describes the file. A run says which cases fail and in what, which
rules no case reaches, and which comparisons no case has tried below, at and above their bound.
"""

from pingfen.cases.case import Case, Cases
from pingfen.cases.json import to_json
from pingfen.cases.reading import parse_cases, read_cases
from pingfen.cases.report import Boundary, Difference, Report, Result, RuleHits
from pingfen.cases.running import run_case, run_cases
from pingfen.cases.text import failure, gaps, to_text

__all__ = [
    "Boundary",
    "Case",
    "Cases",
    "Difference",
    "Report",
    "Result",
    "RuleHits",
    "failure",
    "gaps",
    "parse_cases",
    "read_cases",
    "run_case",
    "run_cases",
    "to_json",
    "to_text",
]
