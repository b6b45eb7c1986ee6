"""What a check found, as text for people and as plain data for programs."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pingfen.checking.examples import Example
from pingfen.checking.finding import NOTE, SEVERITIES, Finding
from pingfen.exact import printed
from pingfen.messages import say
from pingfen.policy import Policy


class Report(NamedTuple):
    """What a check of a policy found, the worst first."""

    policy: Policy
    findings: tuple[Finding, ...]

    def at_least(self, severity: str) -> tuple[Finding, ...]:
        """Return the findings that are as bad as a severity or worse."""
        worst = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return tuple(found for found in self.findings if found.severity in worst)

    def text(self, lang: str = "zh", *, everything: bool = False) -> str:
        """Return the report as lines of text.

        Notes about what is inherited are counted only, unless ``everything`` is asked for.
        """
        title = self.policy.title.in_lang(lang)
        head = say("check-head", lang, name=self.policy.name, title=title)
        folded = [] if everything else [found for found in self.findings if self._folds(found)]
        shown = [found.show(lang) for found in self.findings if found not in folded]
        more = [say("check-inherited", lang, count=len(folded))] if folded else []
        return "\n".join([head, *shown, *more, self._summary(lang)]) + "\n"

    def _folds(self, found: Finding) -> bool:
        """Tell whether a finding is a note about what a parent wrote."""
        place = found.problem.place
        return found.severity == NOTE and place is not None and place.file != self.policy.file

    def _summary(self, lang: str) -> str:
        counts = {
            severity: sum(found.severity == severity for found in self.findings)
            for severity in SEVERITIES
        }
        return say("check-summary", lang, **counts)

    def to_data(self, lang: str = "zh") -> dict[str, object]:
        """Return the report as plain data; its shape is written in docs/embedding.md."""
        return {
            "policy": self.policy.name,
            "digest": self.policy.digest,
            "findings": [_finding(found, lang) for found in self.findings],
        }


def to_json(reports: Iterable[Report], lang: str = "zh") -> str:
    """Return reports as one JSON document; numbers of examples are texts with all their digits."""
    document = {"policies": [report.to_data(lang) for report in reports]}
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _finding(found: Finding, lang: str) -> dict[str, object]:
    problem = found.problem
    return {
        "severity": found.severity,
        "code": problem.code,
        "file": problem.place.file if problem.place else None,
        "place": problem.place.show(lang) if problem.place else None,
        "message": problem.text.in_lang(lang),
        "hint": problem.hint.in_lang(lang) if problem.hint else None,
        "examples": [_example(example, lang) for example in found.examples],
    }


def _example(example: Example, lang: str) -> dict[str, object]:
    row = example.row
    return {
        "form": example.form,
        "score": None if row.score is None else printed(row.score),
        "rule": row.rule,
        "undecided": row.undecided.code if row.undecided else None,
        "text": example.text().in_lang(lang),
    }


def _plain(value: object) -> object:
    return printed(value) if isinstance(value, Decimal) else dict(value)  # type: ignore[call-overload]
