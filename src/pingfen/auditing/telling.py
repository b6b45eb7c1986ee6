"""Makes findings: severity by the policy, remedy by the catalogue, places without their texts."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pingfen.auditing.catalogue import kind, remedy_of, severity_of
from pingfen.auditing.finding import Finding
from pingfen.errors import Place, Problem
from pingfen.exact import exact, show
from pingfen.kinds import KINDS
from pingfen.messages import Bilingual, Text
from pingfen.places import without_text

SEEN = "seen"


class Subject(NamedTuple):
    """What findings are about: a form of a file, or a file as a whole."""

    file: str = ""
    unit: str = ""
    project: str = ""


class Spot(NamedTuple):
    """Where in a form: the number of a row and what it is called, or a group of rows."""

    row: int | None = None
    name: str = ""
    level: str = ""


WHOLE = Spot()


class Telling:
    """Makes the findings about one subject; a kind that the policy switches off makes none."""

    def __init__(self, chosen: Mapping[str, str], subject: Subject) -> None:
        """Take the severities that a policy chose, by code."""
        self.chosen, self.subject = chosen, subject

    def wants(self, code: str) -> bool:
        """Tell whether findings of that kind are made at all."""
        return severity_of(self.chosen, code, KINDS.get(code, "")) is not None

    def find(  # noqa: PLR0913  # the parts of a finding, by name
        self,
        code: str,
        text: Text,
        place: Place | None = None,
        *,
        at: Spot = WHOLE,
        severity: str = "",
        remedy: Text | None = None,
        found: Text | None = None,
        expected: Text | None = None,
    ) -> Iterator[Finding]:
        """Yield the finding, or nothing if the policy wants none of its kind.

        Without ``severity`` and ``remedy`` they are those of the catalogue.
        """
        own = severity_of(self.chosen, code, severity or kind(code).severity)
        if own is None:
            return
        yield Finding(
            severity=own,
            code=code,
            text=text,
            place=without_text(place),
            found=found,
            expected=expected,
            remedy=remedy or remedy_of(code),
            file=self.subject.file,
            unit=self.subject.unit,
            project=self.subject.project,
            row=at.row,
            name=at.name,
            level=at.level,
        )

    def problem(self, problem: Problem, at: Spot = WHOLE) -> Iterator[Finding]:
        """Yield the finding that a problem of reading or scoring is."""
        yield from self.find(
            problem.code, problem.text, problem.place, at=at, severity=problem.severity
        )


def number(value: Decimal) -> Bilingual:
    """Return a number as a text, without zeros at its end."""
    return Bilingual(show(exact(value)))


def severity_by(status: str | None) -> str:
    """Return how serious a difference from a policy is: an error only if its source was seen."""
    return "error" if status == SEEN else "doubt"
