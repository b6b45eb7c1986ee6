"""Which candidates are tried: each policy, then with one of its params changed, then two."""

from collections.abc import Iterator, Sequence

from pingfen.inference.candidate import Candidate, ParamChange, values_of
from pingfen.inference.evidence import Declared
from pingfen.inference.ranking import ranked
from pingfen.inference.trial import Trial, try_candidate
from pingfen.policy import Policy

# how many params of one policy are changed at a time, and how many candidates that may make
MOST_CHANGED = 2
MOST_CANDIDATES = 100
Key = tuple[str, tuple[ParamChange, ...]]


class Search:
    """Tries candidates on forms, each once.

    A param that no score asked for is not changed: that could change no score. What a param
    would do is only combined with other changes where it did something alone.
    """

    def __init__(self, forms: Sequence[Declared]) -> None:
        """Take the forms; nothing is tried yet. ``cut`` are policies of which some is left."""
        self.forms = forms
        self.trials: dict[Key, Trial] = {}
        self.cut: list[str] = []

    def run(self, policies: Sequence[Policy]) -> list[Trial]:
        """Try all policies with their variations, then what is near the best; the best first."""
        for policy in policies:
            self._policy(policy)
        found = ranked(self.trials.values())
        while found:
            best = found[0]
            known = len(self.trials)
            for candidate in neighbours(best):
                self.trial(candidate, best)
            if len(self.trials) == known:
                break
            found = ranked(self.trials.values())
            if found[0] is best:
                break
        return found

    def trial(self, candidate: Candidate, like: Trial | None = None) -> Trial:
        """Return what a candidate makes of the forms; ``like`` is one that differs little."""
        key = (candidate.policy.digest, candidate.changes)
        if key not in self.trials:
            self.trials[key] = try_candidate(candidate, self.forms, like)
        return self.trials[key]

    def _policy(self, policy: Policy) -> None:
        """Try a policy and its variations, those of one param before those of two."""
        level = [self.trial(Candidate(policy))]
        count = 1
        for _ in range(MOST_CHANGED):
            level, made = [], level
            for before in made:
                for candidate in _further(before):
                    if (policy.digest, candidate.changes) in self.trials:
                        continue
                    if count == MOST_CANDIDATES:
                        self.cut.append(policy.name)
                        return
                    count += 1
                    trial = self.trial(candidate, before)
                    if _does_something(trial, before):
                        level.append(trial)
        if any(True for trial in level for _ in _further(trial)):
            self.cut.append(policy.name)


def neighbours(trial: Trial) -> Iterator[Candidate]:
    """Yield the candidates that differ in one param which the scores asked for."""
    candidate = trial.candidate
    for name in candidate.policy.params:
        if name in trial.read:
            yield from candidate.others(name)


def _further(trial: Trial) -> Iterator[Candidate]:
    """Yield the candidates with one more param changed."""
    candidate = trial.candidate
    changed = {change.param for change in candidate.changes}
    for name, param in candidate.policy.params.items():
        if name in trial.read and name not in changed and values_of(param)[1:]:
            yield from candidate.others(name)


def _does_something(trial: Trial, before: Trial) -> bool:
    """Tell whether a change did anything: to a score, or to what the scores ask for."""
    return trial.read != before.read or trial.forms != before.forms
