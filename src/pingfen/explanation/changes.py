"""Which single change of a form would reach its next grade, exactly.

Of an actual, of the execution or of a judgement, each the smallest that does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from pingfen.along import Distance, Says, TooManyPieces, Trail, smallest
from pingfen.exact import decimals
from pingfen.explanation.figures import EXECUTED, Figures, Worth, only_by_score, taken_from
from pingfen.explanation.goal import Goal, next_goal
from pingfen.form import Figure, Form, Indicator, Quantity
from pingfen.policy import Policy
from pingfen.scoring import FormValues
from pingfen.scoring.scope import Values
from pingfen.words import words

UP, DOWN = 1, -1
ACTUAL, LATE, JUDGED, TEXT = "actual", "late", "judged", "text"
ZERO = Fraction(0)
# kind, row, name and unit of a change; what it was, its limit, whether closed, what it becomes
Where = tuple[str, int, str, str]
Ends = tuple[Fraction | None, Fraction | None, bool, Fraction | None]
# a figure with more decimals than the form's reaches what lies between two of those
MORE_PLACES = 12


class Change(NamedTuple):
    """One figure of a form, and what it would have to be for the next grade.

    ``what`` is ``actual``, ``late`` (days), ``judged``, ``text`` (the actual says what the target
    says) or ``executed``; ``row`` the number of the row, 0 for the execution. From ``limit`` on
    (at it too if ``closed``) in the direction of the change the grade is reached; ``to`` is the
    first figure with the decimals of the form that does. 95% is 0.95, its ``unit`` ``%``. A change
    of words has no figures.
    """

    what: str
    row: int
    name: str
    unit: str
    before: Fraction | None
    limit: Fraction | None
    closed: bool
    to: Fraction | None
    score: Fraction | None
    total: Fraction
    grade: str

    @property
    def share(self) -> Fraction | None:
        """How large the change is as a share of the figure; None of a figure that is 0."""
        if self.before is None or self.limit is None or not self.before:
            return None
        return abs(self.limit - self.before) / abs(self.before)


class Variable(NamedTuple):
    """A figure that may change: where it stands, its value, its limits, its decimals.

    Days and points that are given by judgement come in steps: nothing lies between them.
    """

    what: str
    row: int
    name: str
    unit: str
    before: Fraction
    low: Fraction
    high: Fraction | None
    places: int
    stepped: bool = False


@dataclass(frozen=True, slots=True)
class Chances:
    """What a form lacks for its next grade, and the changes that would reach it.

    ``changes`` stand smallest first: by their share of the figure, then those of figures that
    are 0, then those of words. ``goal`` is None where there is no higher grade.
    """

    goal: Goal | None
    changes: tuple[Change, ...] = ()


def chances(policy: Policy, form: Form) -> Chances:
    """Return what a form lacks for its next grade; nothing where its total is undecided."""
    figures = Figures(policy, form)
    now = figures.as_it_is()
    goal = next_goal(figures, now)
    if goal is None or now.total is None:
        return Chances(goal)
    rows = range(1, len(figures.read.rows) + 1)
    narrow = only_by_score(policy)  # else there is no telling by the scores of the rows
    able = {0, *(row for row in rows if not narrow or _may_reach(figures, goal, row))}
    found = [
        change
        for variable in _variables(policy, figures.read)
        if variable.row in able
        and _changed(figures, variable, variable.before)[0].total == now.total
        and (change := _change(figures, goal, variable))
    ]
    words_ = list(_words(figures, goal))
    # to be in time is to say what the target says; one of the two is enough
    in_time = {change.row for change in words_}
    found = [c for c in found if c.what != LATE or c.to or c.row not in in_time] + words_
    return Chances(goal, tuple(sorted(found, key=_size)))


def _size(change: Change) -> tuple[bool, bool, Fraction]:
    return change.limit is None, change.share is None, change.share or ZERO


def _variables(policy: Policy, read: FormValues) -> Iterator[Variable]:
    """Yield the figures that may change."""
    executed = read.names.get(taken_from(policy, read.names, EXECUTED))
    if policy.execution and isinstance(executed, Fraction):
        budget = read.form.execution.total
        places = max(_places(figure) for figure in (budget.annual, budget.executed))
        yield Variable(EXECUTED, 0, budget.label, "", executed, ZERO, None, places)
    for number, (row, values) in enumerate(zip(read.form.rows, read.rows, strict=True), 1):
        yield from _of_row(policy, number, row, values)


def _of_row(policy: Policy, number: int, row: Indicator, values: Values) -> Iterator[Variable]:
    actual, late, weight = (
        values.get(taken_from(policy, values, name)) for name in (ACTUAL, LATE, "weight")
    )
    if isinstance(actual, Fraction):
        unit = str(values.get("unit", ""))
        readings = (row.target.reading, row.actual.reading)
        shown = [reading.value for reading in readings if isinstance(reading, Quantity)]
        places = max((decimals(value * hundred(unit)) or 0 for value in shown), default=0)
        low = ZERO if actual >= 0 else actual * 2
        yield Variable(ACTUAL, number, row.name, unit, actual, low, None, places)
    elif isinstance(late, Fraction) and late > 0:
        yield Variable(LATE, number, row.name, "", late, ZERO, late, 0, stepped=True)
    judged = values.get(taken_from(policy, values, JUDGED), values.get("declared"))
    if isinstance(judged, Fraction) and isinstance(weight, Fraction):
        places = policy.row_rounding.places
        yield Variable(JUDGED, number, row.name, "", judged, ZERO, weight, places, stepped=True)


def hundred(unit: str) -> int:
    """Return by what a figure is larger where it is written: 0.95 is written 95%."""
    return 100 if unit == words().units.percent else 1


def _places(figure: Figure) -> int:
    return (decimals(figure.value) or 0) if figure.value is not None else 0


def _change(figures: Figures, goal: Goal, variable: Variable) -> Change | None:
    """Return the smaller of the changes up and down that reach the goal, if one does."""
    found: list[tuple[Distance, int]] = []
    for way, end in ((UP, variable.high), (DOWN, variable.low)):
        most = None if end is None else abs(end - variable.before)
        reaching = _reaching(figures, goal, variable, way)
        if most != 0 and (distance := _first(reaching, most)):
            found.append((distance, way))
    if not found:
        return None
    distance, way = min(found, key=lambda item: item[0].value)
    limit = variable.before + way * distance.value
    for to in _written(variable, limit, way):
        ends = (variable.before, to, True, to)
        if not variable.stepped:
            ends = (variable.before, limit, distance.closed, to)
        change = _made(goal, variable[:4], ends, _changed(figures, variable, to))
        if change:
            return change
    return None


def _made(goal: Goal, where: Where, ends: Ends, worth: Worth) -> Change | None:
    """Return the change from what the form is worth with it; None where that is not enough."""
    graded, score = worth
    if graded.total is None or not graded.grade or not goal.reached(graded.total):
        return None
    own = score if isinstance(score, Fraction) else None
    return Change(*where, *ends, own, graded.total, graded.grade)


def _may_reach(figures: Figures, goal: Goal, row: int) -> bool:
    """Tell whether some score of a row would do; most rows could not, whatever their figures."""
    at = figures.scored[row - 1 + figures.first]
    score, weight = at.get("score"), at.get("weight")
    if not isinstance(score, Fraction) or not isinstance(weight, Fraction):
        return True

    def reaching(way: int) -> Says:
        return lambda trail: goal.reached(figures.with_score(row, trail.figure(score, way)))

    ends = ((UP, weight - score), (DOWN, score))
    return any(most and _first(reaching(way), most) for way, most in ends)


def _first(reaching: Says, most: Fraction | None) -> Distance | None:
    try:
        return smallest(reaching, wanted=True, most=most)
    except TooManyPieces:
        return None


def _reaching(figures: Figures, goal: Goal, variable: Variable, way: int) -> Says:
    def reaching(trail: Trail) -> bool | None:
        figure = trail.figure(variable.before, way)
        return goal.reached(_changed(figures, variable, figure)[0].total)

    return reaching


def _changed(figures: Figures, variable: Variable, value: Fraction) -> Worth:
    if variable.what == EXECUTED:
        return figures.with_executed(value)
    return figures.with_row(variable.row, {variable.what: value})


def _written(variable: Variable, limit: Fraction, way: int) -> Iterator[Fraction]:
    """Yield figures from a limit on, with the decimals of the form first."""
    most = variable.places + (1 if variable.stepped else MORE_PLACES)
    for places in range(variable.places, most):
        scale = 10**places * hundred(variable.unit)
        first = ceil(limit * scale) if way == UP else floor(limit * scale)
        yield from (Fraction(first, scale), Fraction(first + way, scale))


def _words(figures: Figures, goal: Goal) -> Iterator[Change]:
    """Yield the rows whose actual would reach the goal by saying what the target says."""
    for number, (row, values) in enumerate(
        zip(figures.read.form.rows, figures.read.rows, strict=True), 1
    ):
        if values.get("same_text") is not False or isinstance(values.get(ACTUAL), Fraction):
            continue
        said = {"same_text": True, "actual_text": values["target_text"]}
        late = {LATE: ZERO} if LATE in values else {}
        worth = figures.with_row(number, {**said, **late})
        where = (TEXT, number, row.name, "")
        if change := _made(goal, where, (None, None, True, None), worth):
            yield change
