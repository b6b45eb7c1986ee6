"""Keeps equal texts of many forms once: what comes from other processes is a copy each time."""

from collections.abc import Hashable
from dataclasses import replace
from typing import TypeVar

from pingfen.auditing.finding import AuditedForm, AuditedRow, Finding
from pingfen.messages import Message

Value = TypeVar("Value", bound=Hashable)


class Sharing:
    """Remembers values; gives for each the equal one that it has seen first."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._known: dict[Hashable, Hashable] = {}

    def one(self, value: Value) -> Value:
        """Return the value, or an equal one of the same type that is kept already."""
        return self._known.setdefault((type(value), value), value)  # type: ignore[return-value]  # the key has its type

    def form(self, form: AuditedForm) -> AuditedForm:
        """Return a form that shares what many forms have in common."""
        return replace(
            form,
            unit=self.one(form.unit),
            grade=self.one(form.grade),
            declared_grade=self.one(form.declared_grade),
            verdict=self.one(form.verdict),
            rows=tuple(map(self._row, form.rows)),
            findings=tuple(map(self._finding, form.findings)),
        )

    def _row(self, row: AuditedRow) -> AuditedRow:
        return row._replace(
            kind=self.one(row.kind),
            level1=self.one(row.level1),
            level2=self.one(row.level2),
            name=self.one(row.name),
            target=self.one(row.target),
            actual=self.one(row.actual),
            verdict=self.one(row.verdict),
            rule=self.one(row.rule),
            because=self.one(row.because),
            formula=self.one(row.formula),
            reason=self.one(row.reason),
        )

    def _finding(self, finding: Finding) -> Finding:
        return finding._replace(
            severity=self.one(finding.severity),
            code=self.one(finding.code),
            remedy=self.one(finding.remedy)
            if isinstance(finding.remedy, Message)
            else finding.remedy,
            unit=self.one(finding.unit),
            name=self.one(finding.name),
        )
