"""Points given by judgement, from a file of their own: who gave which row how many, and why.

``schemas/judgements.schema.json`` describes it. Reading a file and laying what it says over forms
are apart; neither scores anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from os import PathLike

from pingfen.errors import (
    JudgementError,
    Place,
    Problem,
    nearest,
    problem,
)
from pingfen.exact import NO_VALUE
from pingfen.form import Form, Forms, Judgement
from pingfen.loading.entries import entries_of, read_entries
from pingfen.loading.nodes import number_of, text_of
from pingfen.messages import LANGS, Bilingual, Message, listed
from pingfen.source import Entries
from pingfen.words import compact

Judgements = Sequence[Judgement] | Sequence[Mapping[str, object]] | Mapping[str, object]
# document, form and row, each counted from 0
Spot = tuple[int, int, int]
KEY, SHOWN = "judgements", "<judgements>"


def read_judgements(path: str | PathLike[str]) -> tuple[Judgement, ...]:
    """Read a judgements file, YAML or JSON in UTF-8.

    Raises ``JudgementError`` with all that is wrong with it.
    """
    entries = read_entries(path, KEY, JudgementError, "judgements-not-utf-8")
    return tuple(map(_judgement, entries))


def judgements_of(given: Judgements) -> tuple[Judgement, ...]:
    """Return judgements that were read, or those in plain data of the shape of a file.

    Of a file that holds nothing else the list is enough. Raises ``JudgementError``.
    """
    if not isinstance(given, Mapping):
        read = tuple(item for item in given if isinstance(item, Judgement))
        if len(read) == len(given):
            return read
    return tuple(map(_judgement, entries_of(given, KEY, JudgementError, SHOWN)))


def _judgement(item: Entries) -> Judgement:
    row = item.get("row")
    return Judgement(
        project=text_of(item.get("project")),
        score=number_of(item.get("score")),
        reason=text_of(item.get("reason")),
        by=text_of(item.get("by")),
        row=int(text_of(row)) if row else None,
        indicator=text_of(item.get("indicator")),
        place=item.place,
        row_place=(row or item.index["indicator"]).place,
    )


def with_judgements(
    documents: Sequence[Forms], judgements: Sequence[Judgement]
) -> tuple[list[Forms], list[Problem]]:
    """Return the forms with the judgements in their rows, and a problem for each that has none.

    Of several judgements for one row none counts: which is meant is for people to say.
    """
    known = _by_project(documents)
    fitting: dict[Spot, list[Judgement]] = {}
    problems = []
    for judgement in judgements:
        spots = list(_spots(judgement, known))
        if len(spots) == 1:
            fitting.setdefault(spots[0], []).append(judgement)
        else:
            problems.append(_misfit(judgement, spots, documents, known))
    problems += [found for several in fitting.values() for found in _repeated(several)]
    single = {spot: several[0] for spot, several in fitting.items() if len(several) == 1}
    return [_laid_over(document, n, single) for n, document in enumerate(documents)], problems


def _by_project(documents: Sequence[Forms]) -> dict[str, list[tuple[int, int, Form]]]:
    """Return the forms of each project, with document and form counted from 0."""
    found: dict[str, list[tuple[int, int, Form]]] = {}
    for at, document in enumerate(documents):
        for number, form in enumerate(document):
            found.setdefault(compact(form.project), []).append((at, number, form))
    return found


def _spots(
    judgement: Judgement, known: Mapping[str, list[tuple[int, int, Form]]]
) -> Iterator[Spot]:
    """Yield the rows that a judgement may mean."""
    wanted = compact(judgement.indicator)
    for at, number, form in known.get(compact(judgement.project), ()):
        for n, row in enumerate(form.rows):
            if n + 1 == judgement.row or (judgement.row is None and compact(row.name) == wanted):
                yield at, number, n


def _misfit(
    judgement: Judgement,
    spots: Sequence[Spot],
    documents: Sequence[Forms],
    known: Mapping[str, list[tuple[int, int, Form]]],
) -> Problem:
    """Return why a judgement has no row of its own."""
    project, forms = judgement.project, known.get(compact(judgement.project), ())
    if not forms:
        projects = [form.project for document in documents for form in document]
        hint = nearest(project, projects)
        return problem("judgement-project", judgement.place, found=project, hint=hint)
    found = judgement.indicator or Message.of("row-number", number=judgement.row)
    here = judgement.row_place or judgement.place
    if spots:
        rows = (documents[at][form].rows[n].place for at, form, n in spots)
        places = listed(map(_said, rows))
        return problem("judgement-several", here, project=project, found=found, places=places)
    names = [row.name for _, _, form in forms for row in form.rows]
    hint = nearest(judgement.indicator, names) if judgement.indicator else None
    count = max(len(form.rows) for _, _, form in forms)
    return problem("judgement-row", here, project=project, found=found, count=count, hint=hint)


def _repeated(several: Sequence[Judgement]) -> Iterator[Problem]:
    """Yield a problem for each judgement of a row after its first."""
    first, *others = several
    where = _said(first.place)
    for judgement in others:
        yield problem("judgement-twice", judgement.place, project=first.project, first=where)


def _said(place: Place | None) -> Bilingual:
    """Return a place in both languages."""
    return Bilingual(*(place.show(lang) if place else NO_VALUE for lang in LANGS))


def _laid_over(document: Forms, at: int, judgements: Mapping[Spot, Judgement]) -> Forms:
    """Return a document with the judgements of its rows."""
    touched = {form for number, form, _ in judgements if number == at}
    if not touched:
        return document
    forms = list(document.forms)
    for number in touched:
        rows = tuple(
            replace(row, judgement=judgements.get((at, number, n), row.judgement))
            for n, row in enumerate(forms[number].rows)
        )
        forms[number] = replace(forms[number], rows=rows)
    return replace(document, forms=tuple(forms))
