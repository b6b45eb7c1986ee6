"""A candidate: a policy as it is, or with other values of its params that it declares itself."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pingfen.policy import Constant, Param, Policy, plain, written


class ParamChange(NamedTuple):
    """A param that has another value than in the policy as it stands."""

    param: str
    value: Constant

    def __str__(self) -> str:
        """Return it as options write it: ``reverse=excess``."""
        return f"{self.param}={written(self.value)}"


class Candidate(NamedTuple):
    """A policy and what is changed in it; ``policy`` is the one as it stands."""

    policy: Policy
    changes: tuple[ParamChange, ...] = ()

    def __repr__(self) -> str:
        """Return the name: a policy holds pages."""
        return f"<Candidate {self.name}>"

    @property
    def name(self) -> str:
        """What it is called: ``zhangdian@2024``, ``mof@2020(reverse=excess)``."""
        changed = ", ".join(map(str, self.changes))
        return f"{self.base}({changed})" if changed else self.base

    @property
    def base(self) -> str:
        """What its policy is called, also one that was given with other params already."""
        first, *_ = (*self.policy.lineage, self.policy.name)
        name = self.policy.name
        return name if first == name else f"{name}.{first}"

    def value(self, param: str) -> Constant:
        """Return the value that a param has here."""
        return dict(self.changes).get(param, self.policy.params[param].value)

    def made(self) -> Policy:
        """Return the policy with the changes made."""
        if not self.changes:
            return self.policy
        return self.policy.with_params(**{name: plain(value) for name, value in self.changes})

    def other(self, param: str, value: Constant) -> "Candidate":
        """Return the candidate with another value of one param, changes in the policy's order."""
        values = {**dict(self.changes), param: value}
        changes = (
            ParamChange(name, values[name]) for name in self.policy.params if name in values
        )
        known = self.policy.params
        kept = tuple(change for change in changes if change.value != known[change.param].value)
        return Candidate(self.policy, kept)

    def differing(self, other: "Candidate") -> set[str]:
        """Return the params that have other values than in another candidate of the policy."""
        names = {change.param for change in (*self.changes, *other.changes)}
        return {name for name in names if self.value(name) != other.value(name)}

    def others(self, param: str) -> Iterator["Candidate"]:
        """Yield the candidate with each other value that the policy declares for a param."""
        for value in values_of(self.policy.params[param]):
            if value != self.value(param):
                yield self.other(param, value)


def simplest(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates, those that change least first, without what only changes more."""
    kept: dict[str, list[set[ParamChange]]] = {}
    for candidate in sorted(candidates, key=lambda one: len(one.changes)):
        changes = set(candidate.changes)
        smaller = kept.setdefault(candidate.policy.digest, [])
        if not any(other <= changes for other in smaller):
            smaller.append(changes)
            yield candidate


def values_of(param: Param) -> tuple[Constant, ...]:
    """Return the values that a param may have: its own, then its variations."""
    return tuple(dict.fromkeys((param.value, *param.variations)))
