"""The policies beside one: with its declared variations, and its parents."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pingfen.inference.candidate import Candidate
from pingfen.loading.build import build
from pingfen.loading.merge import merge
from pingfen.messages import Bilingual, Message
from pingfen.policy import Param, Policy, written


class Neighbour(NamedTuple):
    """A policy that might have been meant; ``changed`` is what is said where a param differs."""

    policy: Policy
    changed: Message | None = None


def variations(policy: Policy, *, numbers: bool) -> Iterator[Neighbour]:
    """Yield the policy with each other value that it declares for a param.

    A number says what it does where the param has a label; a word stands for another formula.
    """
    if policy.remake is None:
        return
    for name, param in policy.params.items():
        if not param.variations or isinstance(param.value, Fraction) is not numbers:
            continue
        for changed in Candidate(policy).others(name):
            value = written(changed.value(name))
            said = Message.of("guess-param", param=_called(param), value=value)
            yield Neighbour(changed.made(), said)


def _called(param: Param) -> Bilingual:
    return param.label or Bilingual(param.name)


def parents(policy: Policy) -> Iterator[Neighbour]:
    """Yield the policies that it extends, the nearest first, as they are without it."""
    lineage = policy.lineage[len(policy.lineage) - len(policy.documents) :]
    for at in range(1, len(policy.documents)):
        merged, problems = merge(policy.documents[at:])
        yield Neighbour(build(merged, problems, frozenset(), lineage[at:], None))
