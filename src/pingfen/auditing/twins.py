"""Forms that have more in common than chance gives: reasons word for word, the same project.

Of a reason that thousands of forms share each of them has a finding, so what all say alike is
gathered once.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import category

from pingfen.auditing.finding import AuditedForm, Finding
from pingfen.auditing.telling import Spot, Telling
from pingfen.messages import LANGS, Bilingual, Message, Text, both, listed
from pingfen.words import compact

# a shorter reason (按实际需求) is no one's own
LEAST_REASON = 10
MOST_NAMED = 3
EXPLANATION = -1  # stands for the row of the explanation below the table


class Project(NamedTuple):
    """What forms of one project have in common."""

    name: str
    unit: str
    year: int | None


class Named(NamedTuple):
    """A form as others name it, and its number; they sort by what is said."""

    name: Bilingual
    form: int


class Twins:
    """Finds among many forms those with identical reasons, and those of one project."""

    def __init__(self, forms: Sequence[AuditedForm]) -> None:
        """Note what each form says and whose it is."""
        self.forms = forms
        self.projects: dict[Project, list[Named]] = {}
        self.reasons: dict[str, dict[Project, list[Named]]] = {}
        for at, form in enumerate(forms):
            own = project_of(form)
            if own.name:
                self.projects.setdefault(own, []).append(Named(_where(form), at))
            for reason, rows in _reasons(form).items():
                sharing = self.reasons.setdefault(reason, {})
                sharing.setdefault(own, []).append(Named(_told(form, rows[0]), at))
        self.first = {own: _few(named) for own, named in self.projects.items()}
        self.sharing = {
            reason: sorted((min(named), own) for own, named in sharing.items())
            for reason, sharing in self.reasons.items()
            if len(sharing) > 1
        }

    def findings(self, at: int, telling: Telling) -> Iterator[Finding]:
        """Yield the findings about one form; each names a few of the others."""
        yield from self._same_project(at, telling)
        for reason, rows in _reasons(self.forms[at]).items():
            if reason in self.sharing:
                yield from self._same_reason(self.forms[at], reason, rows, telling)

    def _same_project(self, at: int, telling: Telling) -> Iterator[Finding]:
        form = self.forms[at]
        own = project_of(form)
        count = len(self.projects.get(own, ())) - 1
        if count > 0:
            names = [named.name for named in self.first[own] if named.form != at]
            text = Message.of("project-twice", count=count, others=_some(names, count))
            yield from telling.find("project-twice", text, form.place)

    def _same_reason(
        self, form: AuditedForm, reason: str, rows: Sequence[int], telling: Telling
    ) -> Iterator[Finding]:
        """Yield that others say the same; that two forms of one project do is no news."""
        own = project_of(form)
        sharing = self.reasons[reason]
        count = sum(map(len, sharing.values())) - len(sharing[own])
        first = (named.name for named, project in self.sharing[reason] if project != own)
        names = [name for name, _ in zip(first, range(MOST_NAMED), strict=False)]
        values = {"count": count, "others": _some(names, count)}
        text = Message.of("same-reason", **values)
        if len(rows) > 1:
            text = Message.of("same-reason-rows", **values, numbers=listed(rows))
        row = next((each for each in form.rows if each.number == rows[0]), None)
        at = Spot(row.number, row.name) if row else Spot()
        found = Bilingual(row.reason if row else form.explanation)
        yield from telling.find(
            "same-reason", text, row.place if row else form.place, at=at, found=found
        )


def project_of(form: AuditedForm) -> Project:
    """Return which project a form is of."""
    return Project(compact(form.project), compact(form.unit), form.year)


def _told(form: AuditedForm, row: int) -> Bilingual:
    if row == EXPLANATION:
        return both(Message.of("shared-note", project=form.project))
    return both(Message.of("shared-row", project=form.project, number=row))


def _where(form: AuditedForm) -> Bilingual:
    place = form.place
    return Bilingual(*(place.show(lang) if place else form.file for lang in LANGS))


def _few(named: Iterable[Named]) -> list[Named]:
    """Return the first of some forms: one more than are named, as one of them is spoken of."""
    return sorted(named)[: MOST_NAMED + 1]


def _some(names: Sequence[Bilingual], count: int) -> Text:
    told = listed(names[:MOST_NAMED])
    return Message.of("and-others", named=told) if count > len(names[:MOST_NAMED]) else told


def _reasons(form: AuditedForm) -> dict[str, list[int]]:
    """Return what a form explains and in which rows, where it says enough.

    Spaces and punctuation do not make it another reason.
    """
    found: dict[str, list[int]] = {}
    told = [*((row.number, row.reason) for row in form.rows), (EXPLANATION, form.explanation)]
    for number, text in told:
        if len(text) >= LEAST_REASON:
            reason = "".join(char for char in compact(text) if category(char)[0] not in "PSZ")
            if len(reason) >= LEAST_REASON:
                found.setdefault(reason, []).append(number)
    return found
