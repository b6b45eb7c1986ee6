"""Audits filled forms: what is wrong, what is doubtful, what cannot be judged, and where."""

from pingfen.auditing.finding import (
    SEVERITIES,
    Acceptance,
    Audit,
    AuditedForm,
    AuditedRow,
    Finding,
    Guess,
)

__all__ = [
    "SEVERITIES",
    "Acceptance",
    "Audit",
    "AuditedForm",
    "AuditedRow",
    "Finding",
    "Guess",
]
