"""Findings from what reading and scoring noticed, each with the row that it stands in."""

from collections.abc import Hashable, Iterator

from pingfen.auditing.finding import Finding
from pingfen.auditing.telling import WHOLE, Spot, Telling
from pingfen.auditing.verdicts import causes_of, spot
from pingfen.errors import Place, Problem
from pingfen.form import Form
from pingfen.places import CellPlace, SheetPlace, TablePlace, TextPlace
from pingfen.scorecard import RowScore, Scorecard

# one label of a level stands for many rows
ONCE = frozenset({"level-unknown"})


def findings_of_reading(telling: Telling, form: Form, card: Scorecard) -> Iterator[Finding]:
    """Yield what reading the form noticed, then what is doubtful about scoring it and its rows.

    What a row is undecided for is said with that; a cell that two of them complain of, once.
    """
    told: set[Problem] = set()
    lines = {key: row for row in reversed(card.all_rows) for key in [_line(row.place)] if key}
    for problem in (*form.problems, *card.notes):
        if problem not in told:
            told.add(problem)
            row = lines.get(_line(problem.place))
            yield from telling.problem(problem, spot(row) if row else WHOLE)
    for row in card.all_rows:
        yield from _of_row(telling, row, told)


def _of_row(telling: Telling, row: RowScore, told: set[Problem]) -> Iterator[Finding]:
    said = causes_of(row) if telling.wants("row-undecided") else ()
    at: Spot = spot(row)
    for note in row.notes:
        alike = note._replace(place=None) if note.code in ONCE else note
        if alike not in told and note not in said:
            told.add(alike)
            yield from telling.problem(note, at)


def _line(place: Place | None) -> Hashable:
    """Return the line of a document that a place is in; None if nothing can be said."""
    if isinstance(place, TextPlace):
        return place.file, place.line
    if isinstance(place, CellPlace | SheetPlace | TablePlace):
        return place._replace(column=0)
    return None
