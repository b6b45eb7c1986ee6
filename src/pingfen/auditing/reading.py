"""Findings from what reading and scoring noticed, each with the row that it stands in."""

from collections.abc import Iterator

from pingfen.auditing.causes import causes_of
from pingfen.auditing.finding import Finding
from pingfen.auditing.owners import line_of
from pingfen.auditing.telling import WHOLE, Telling
from pingfen.auditing.verdicts import spot
from pingfen.errors import Problem
from pingfen.form import Form
from pingfen.scorecard import RowScore, Scorecard

# one label of a level stands for many rows
ONCE = frozenset({"level-unknown"})
ERROR_VALUE, SHOWN = "error-value", "shown-otherwise"
UNREADABLE = frozenset({"unparsed", "figure"})


def findings_of_reading(telling: Telling, form: Form, card: Scorecard) -> Iterator[Finding]:
    """Yield what reading the form noticed, then what is doubtful about scoring it and its rows.

    What a row is undecided for is said with that; a cell that two of them complain of, once.
    """
    told: set[Problem] = set()
    lines = {key: row for row in reversed(card.all_rows) for key in [line_of(row.place)] if key}
    unreadable = {note.place for note in card.doubts if note.code in UNREADABLE}
    for problem in (*form.problems, *card.notes):
        again = problem.code == ERROR_VALUE and problem.place in unreadable
        if problem not in told and not again:
            told.add(problem)
            row = lines.get(line_of(problem.place))
            yield from telling.problem(_weighed(problem, form), spot(row) if row else WHOLE)
    for row in card.all_rows:
        yield from _of_row(telling, row, told)


def _weighed(problem: Problem, form: Form) -> Problem:
    """Return a problem as serious as it is here: most rates are quotients, shown rounded."""
    rate = form.execution.declared_rate.cell.place
    if problem.code == SHOWN and problem.place == rate:
        return problem._replace(severity="note")
    return problem


def _of_row(telling: Telling, row: RowScore, told: set[Problem]) -> Iterator[Finding]:
    said = causes_of(row) if telling.wants("row-undecided") else ()
    for note in row.notes:
        alike = note._replace(place=None) if note.code in ONCE else note
        if alike not in told and note not in said:
            told.add(alike)
            yield from telling.problem(note, spot(row))
