"""Which formulas give the declared score of each row, over all candidates."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pingfen.exact import plain_decimal
from pingfen.inference.candidate import Candidate, simplest
from pingfen.inference.evidence import Declared
from pingfen.inference.ranking import explained
from pingfen.inference.result import Fit, RowFits
from pingfen.inference.trial import Mark, Trial
from pingfen.messages import Bilingual
from pingfen.scorecard import JUDGED

Key = tuple[bool, Bilingual]


class _Found(NamedTuple):
    """A formula of one row, while its candidates are gathered."""

    roundings: dict[tuple[int, str], None]
    candidates: list[Candidate]


def row_fits(trials: Sequence[Trial], forms: Sequence[Declared]) -> Iterator[RowFits]:
    """Yield each declared row with the formulas that give its score; the first trial is the best.

    The smallest explanation comes first: fewer changes, then the shorter formula.
    """
    for at, form in enumerate(forms):
        for number, row in enumerate(form.rows):
            marks = [(trial.candidate, trial.forms[at].marks[number]) for trial in trials]
            best = marks[0][1]
            score = None if best.score is None else plain_decimal(best.score)
            yield RowFits(row, best.status, best.rule, score, best.open, tuple(_fits(marks)))


def _fits(marks: Sequence[tuple[Candidate, Mark]]) -> list[Fit]:
    found: dict[Key, _Found] = {}
    for candidate, mark in marks:
        if mark.formula is None or not explained(mark.status):
            continue
        key = (mark.status == JUDGED, mark.formula.expression)
        entry = found.setdefault(key, _Found({}, []))
        if rounding := mark.formula.rounding:
            entry.roundings[rounding.places, rounding.mode] = None
        entry.candidates.append(candidate)
    ordered = sorted(found.items(), key=_smallness)
    return [
        Fit(
            text,
            judged,
            tuple(entry.roundings),
            tuple(one.name for one in simplest(entry.candidates)),
        )
        for (judged, text), entry in ordered
    ]


def _smallness(item: tuple[Key, _Found]) -> tuple[bool, int, int, str]:
    (judged, text), found = item
    changes = min(len(candidate.changes) for candidate in found.candidates)
    return judged, changes, len(text.en), text.en
