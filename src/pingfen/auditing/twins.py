"""Forms that have more in common than chance gives: reasons word for word, the same project."""

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import category

from pingfen.auditing.finding import AuditedForm, Finding
from pingfen.auditing.telling import Spot, Telling
from pingfen.messages import Bilingual, Message, Text, both, listed
from pingfen.words import compact

# a shorter reason (按实际需求) is no one's own
LEAST_REASON = 10
MOST_NAMED = 3
EXPLANATION = -1  # stands for the row of the explanation below the table
Key = tuple[str, ...]
Said = tuple[int, int]  # a form and its row


class Twins:
    """Finds among many forms those with identical reasons, and those of one project."""

    def __init__(self, forms: Sequence[AuditedForm]) -> None:
        """Note what each form says and whose it is."""
        self.forms = forms
        self.projects: dict[Key, list[int]] = {}
        self.reasons: dict[str, list[Said]] = {}
        for at, form in enumerate(forms):
            if compact(form.project):
                self.projects.setdefault(project_of(form), []).append(at)
            for number, reason in _reasons(form):
                self.reasons.setdefault(reason, []).append((at, number))

    def findings(self, at: int, telling: Telling) -> Iterator[Finding]:
        """Yield the findings about one form; it names a few of the others."""
        yield from self._same_project(at, telling)
        yield from self._same_reasons(at, telling)

    def _same_project(self, at: int, telling: Telling) -> Iterator[Finding]:
        form = self.forms[at]
        others = [n for n in self.projects.get(project_of(form), ()) if n != at]
        if not others:
            return
        names = [_where(self.forms[other]) for other in others]
        text = Message.of("project-twice", count=len(others), others=_some(names))
        yield from telling.find("project-twice", text, form.place)

    def _same_reasons(self, at: int, telling: Telling) -> Iterator[Finding]:
        """Yield one finding, however many reasons are shared with however many forms.

        That two forms of one project say the same is no news.
        """
        form, own = self.forms[at], project_of(self.forms[at])
        mine: list[int] = []
        shared: dict[int, int] = {}
        for number, reason in _reasons(form):
            others = [
                (n, row)
                for n, row in self.reasons[reason]
                if n != at and (not own[0] or project_of(self.forms[n]) != own)
            ]
            if others:
                mine.append(number)
                for n, row in others:
                    shared.setdefault(n, row)
        if mine:
            yield from self._told(form, mine, shared, telling)

    def _told(
        self, form: AuditedForm, mine: Sequence[int], shared: dict[int, int], telling: Telling
    ) -> Iterator[Finding]:
        rows = {row.number: row for row in form.rows}
        numbers = [number for number in mine if number != EXPLANATION]
        named = [self._named(n, row) for n, row in shared.items()]
        values = {"count": len(shared), "others": _some(named)}
        text = Message.of("same-reason", **values)
        if len(numbers) > 1:
            text = Message.of("same-reason-rows", **values, numbers=listed(numbers))
        first = rows[numbers[0]] if numbers else None
        at = Spot(first.number, first.name) if first and len(numbers) == 1 else Spot()
        place = first.place if first else form.place
        found = Bilingual(first.reason if first else form.explanation)
        yield from telling.find("same-reason", text, place, at=at, found=found)

    def _named(self, at: int, row: int) -> Bilingual:
        project = self.forms[at].project
        if row == EXPLANATION:
            return both(Message.of("shared-note", project=project))
        return both(Message.of("shared-row", project=project, number=row))


def project_of(form: AuditedForm) -> Key:
    """Return what two forms of one project have in common: its name, the unit and the year."""
    return compact(form.project), compact(form.unit), str(form.year or "")


def _where(form: AuditedForm) -> Bilingual:
    place = form.place
    return Bilingual(*(place.show(lang) if place else form.file for lang in ("zh", "en")))


def _some(names: Iterable[Bilingual]) -> Text:
    """Return the first few of some names, in an order that does not depend on that of files."""
    ordered = sorted(names)
    told = listed(ordered[:MOST_NAMED])
    return Message.of("and-others", named=told) if len(ordered) > MOST_NAMED else told


def _reasons(form: AuditedForm) -> Iterator[tuple[int, str]]:
    """Yield what a form explains, without spaces and punctuation, where it says enough."""
    told = [*((row.number, row.reason) for row in form.rows), (EXPLANATION, form.explanation)]
    for number, text in told:
        reason = "".join(char for char in compact(text) if category(char)[0] not in "PSZ")
        if len(reason) >= LEAST_REASON:
            yield number, reason
