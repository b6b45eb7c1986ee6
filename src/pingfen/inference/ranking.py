"""Which candidate explains best, and which explain exactly the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pingfen.inference.trial import BY_RULE, EXPLAINED, FormTrial, Trial
from pingfen.scorecard import DIFFERS, JUDGED, UNDECIDED

Key = tuple[int, ...]


class Tally(NamedTuple):
    """How much of what forms declare a candidate explains: scores, totals and grades."""

    by_rule: int = 0
    judged: int = 0
    differs: int = 0
    undecided: int = 0
    totals: int = 0
    totals_declared: int = 0
    grades: int = 0
    grades_declared: int = 0

    @property
    def declared(self) -> int:
        """How many scores are declared."""
        return self.by_rule + self.judged + self.differs + self.undecided

    @property
    def anything(self) -> bool:
        """Whether anything is declared at all."""
        return bool(self.declared or self.totals_declared or self.grades_declared)

    @property
    def some(self) -> bool:
        """Whether any of it is explained."""
        return bool(self.by_rule or self.judged or self.totals or self.grades)

    @property
    def whole(self) -> bool:
        """Whether there is something declared, and all of it explained, by rule or as judged."""
        scores = self.by_rule + self.judged == self.declared
        others = (self.totals, self.grades) == (self.totals_declared, self.grades_declared)
        return self.anything and scores and others

    def key(self) -> Key:
        """Return what tells the better of two: smaller is better."""
        return (-self.by_rule, -self.totals - self.grades, self.differs, -self.judged)


def tally(forms: Iterable[FormTrial]) -> Tally:
    """Count what became of all that some forms declare."""
    found = list(forms)
    scores = Counter(mark.status for form in found for mark in form.marks)
    totals = [form.total for form in found if form.total]
    grades = [form.grade for form in found if form.grade]
    return Tally(
        scores[BY_RULE],
        scores[JUDGED],
        scores[DIFFERS],
        scores[UNDECIDED],
        totals.count(BY_RULE),
        len(totals),
        grades.count(BY_RULE),
        len(grades),
    )


def simplicity(trial: Trial) -> tuple[int, int, int, str]:
    """Return how much a candidate says beyond what decided something, then its name."""
    policy = trial.candidate.policy
    idle = sum(rule.name not in trial.decided for rule in policy.rules)
    return (len(trial.candidate.changes), len(policy.lineage), idle, trial.candidate.name)


def ranked(trials: Iterable[Trial]) -> list[Trial]:
    """Return the trials, the best first: what explains most, then the smallest explanation."""
    return sorted(trials, key=lambda trial: (tally(trial.forms).key(), simplicity(trial)))


def tied(trials: Sequence[Trial]) -> list[list[Trial]]:
    """Group ranked trials that explain exactly the same; the groups keep the order."""
    groups: dict[tuple[str | None, ...], list[Trial]] = {}
    for trial in trials:
        groups.setdefault(trial.statuses(), []).append(trial)
    return list(groups.values())


def explained(status: str | None) -> bool:
    """Tell whether a declared score counts as explained."""
    return status in EXPLAINED
