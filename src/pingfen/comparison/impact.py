"""What a change of policies does to filled forms: each is scored by both, and compared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product, zip_longest

from pingfen.comparison.ladder import CutOff
from pingfen.comparison.result import (
    Comparison,
    FormImpact,
    GradeMove,
    Impact,
    NearCutOff,
    RowChange,
)
from pingfen.exact import difference
from pingfen.form import Forms
from pingfen.policy import Policy
from pingfen.scorecard import RowScore, Scorecard
from pingfen.scoring import score_form

Ladders = tuple[Sequence[CutOff], Sequence[CutOff]]


def impact(
    old: Policy, new: Policy, documents: Iterable[Forms], cut_offs: Ladders, within: Decimal
) -> Impact:
    """Return what the forms of some documents get under both policies.

    ``cut_offs`` are those of the old and of the new policy; a total that is within so many points
    of one of the new policy is near it.
    """
    read = list(documents)
    forms = tuple(
        _form(score_form(old, form), score_form(new, form), cut_offs[1], within)
        for document in read
        for form in document
    )
    problems = tuple(found for document in read for found in document.problems)
    return Impact(forms, _moves(forms, cut_offs), within, problems)


def _form(
    old: Scorecard, new: Scorecard, cut_offs: Sequence[CutOff], within: Decimal
) -> FormImpact:
    return FormImpact(old, new, tuple(_rows(old, new)), _near(new.total, cut_offs, within))


def _rows(old: Scorecard, new: Scorecard) -> Iterator[RowChange]:
    """Yield the rows whose rule or score is another; the rows of a form keep their numbers."""
    if old.execution or new.execution:
        yield from _row(old.execution, new.execution)
    for before, after in zip_longest(old.rows, new.rows):
        yield from _row(before, after)


def _row(old: RowScore | None, new: RowScore | None) -> Iterator[RowChange]:
    if _result(old) != _result(new):
        yield RowChange(old, new)


def _result(row: RowScore | None) -> object:
    """Return what counts of a row; ``8`` and ``8.00`` are one score.

    What is undecided is so, whichever rule it stopped at.
    """
    if row is None:
        return None
    return "undecided" if row.undecided else (row.rule, row.score, row.dropped)


def _near(total: Decimal | None, cut_offs: Sequence[CutOff], within: Decimal) -> NearCutOff | None:
    """Return the nearest cut-off, if it is near; of two as near the upper one."""
    if total is None or not cut_offs:
        return None
    nearest = min(reversed(cut_offs), key=lambda at: abs(difference(total, at.bound)))
    distance = difference(total, nearest.bound)
    if not -within <= distance <= within:
        return None
    reached = nearest.reached(total)
    return NearCutOff(nearest.bound, distance, reached, nearest.lower, nearest.upper)


def _moves(forms: Sequence[FormImpact], cut_offs: Ladders) -> tuple[GradeMove, ...]:
    """Return how many forms go from which grade to which, the best grades first."""
    counted = Counter((form.old.grade, form.new.grade) for form in forms)
    old = ranked({before for before, _ in counted}, cut_offs[0])
    new = ranked({after for _, after in counted}, cut_offs[1])
    pairs = (pair for pair in product(old, new) if counted[pair])
    return tuple(GradeMove(*pair, counted[pair]) for pair in pairs)


def ranked(grades: Iterable[str | None], cut_offs: Sequence[CutOff]) -> list[str | None]:
    """Return grades in the order of a policy, the best first and none last."""
    known = grades_of(cut_offs)[::-1]
    given = set(grades)
    return [
        *(grade for grade in dict.fromkeys(known) if grade in given),
        *sorted(given - {*known}, key=str),
    ]


def grades_given(
    comparison: Comparison, found: Impact
) -> tuple[list[str | None], list[str | None]]:
    """Return the grades that the old and the new policy give to some form, the best first."""
    old, new = comparison.cut_offs
    return (
        ranked((move.old for move in found.grades), old),
        ranked((move.new for move in found.grades), new),
    )


def grades_of(cut_offs: Sequence[CutOff]) -> list[str]:
    """Return the grades that cut-offs part, the lowest first."""
    return [at.lower for at in cut_offs[:1]] + [at.upper for at in cut_offs]
