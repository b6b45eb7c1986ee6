"""The parts of a resolved policy: where each was written, what it replaced, what it is called."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from pingfen.errors import Place, TextPlace
from pingfen.exact import read
from pingfen.expression.vocabulary import canonical
from pingfen.expression.wording import Wording
from pingfen.loading.steps import SIDES
from pingfen.policy import Param, Policy
from pingfen.source import Entries, Items, Node, Scalar

LISTS: Mapping[str, str] = {"rules": "rule", "checks": "check", "properties": "property"}

# a child does not have these from its parent
OF_ONE_FILE = frozenset({"language", "policy", "year", "revision"})


class Written(NamedTuple):
    """A part as one document writes it: the place of its key or name, and what stands there."""

    place: Place
    node: Node


class GradeSteps(NamedTuple):
    """The steps of the grades: which side of a bound is meant, bounds with grades ascending."""

    side: str
    steps: tuple[tuple[Fraction, str], ...]
    otherwise: str


class Origin(NamedTuple):
    """Where a part of a policy came from, and what it replaced, the youngest first."""

    place: Place
    replaced: tuple[Written, ...] = ()


class Removed(NamedTuple):
    """A rule or check that a child left out: where it says so, and where the parent's stands."""

    name: str
    place: Place
    parent: Place


def origin(policy: Policy, *path: str) -> Origin | None:
    """Return where a part was written: ``title``, ``params overshoot_from``, ``rules met``.

    None where no document names it, as for a key that has a default.
    """
    first, *replaced = [*written(policy, path), None]
    return first and Origin(first.place, tuple(filter(None, replaced)))


def written_key(policy: Policy, path: tuple[str, ...], key: str) -> Place | None:
    """Return where a key of an entry was written: that of the youngest document that says it.

    None where none says it, as for a rule that applies to indicators without saying so.
    """
    for found in written(policy, path):
        for scalar, _ in found.node.pairs if isinstance(found.node, Entries) else ():
            if scalar.text == key:
                return scalar.place
        if path[0] in LISTS:  # a rule is replaced whole
            return None
    return None


def origin_of_param(policy: Policy, param: Param) -> Origin:
    """Return where a param's value was written, also one that no document gives."""
    found = written(policy, ("params", param.name))
    return Origin(param.place, tuple(item for item in found if item.place != param.place))


def removals(policy: Policy) -> Iterator[Removed]:
    """Yield the rules and checks that a document left out for good, the oldest first."""
    kept = {rule.name for rule in policy.rules} | {check.name for check in policy.checks}
    kept |= {claim.name for claim in policy.properties}
    for at in reversed(range(len(policy.documents))):
        removed = policy.documents[at].get("remove")
        for item in removed.items if isinstance(removed, Items) else ():
            if isinstance(item, Scalar) and item.text not in kept:
                older = policy.documents[at + 1 :]
                found = [w for key in LISTS for w in _listed(older, key, item.text)]
                yield from (Removed(item.text, item.place, w.place) for w in found[:1])


def wording(policy: Policy, lang: str) -> Wording:
    """Return how the policy's expressions are written: params by their labels."""
    labels = {
        name: param.label.in_lang(lang) for name, param in policy.params.items() if param.label
    }
    return Wording(lang, labels)


def described(policy: Policy, block: str, name: str) -> Mapping[str, object]:
    """Return an entry of a block of the resolved document where it is a mapping; else nothing."""
    document = policy.document if isinstance(policy.document, Mapping) else {}
    entries = document.get(block)
    for key, value in entries.items() if isinstance(entries, Mapping) else ():
        if canonical(str(key)) == name and isinstance(value, Mapping):
            return value
    return {}


def grade_steps(policy: Policy) -> GradeSteps | None:
    """Return the steps of the grades as the resolved document has them; None without grades."""
    document = policy.document if isinstance(policy.document, Mapping) else {}
    grades = document.get("grades")
    if not isinstance(grades, Mapping):
        return None
    side = next(key for key in grades if key in SIDES)
    steps = sorted(
        (read(str(key)) or Fraction(0), str(text)) for key, text in grades[side].items()
    )
    return GradeSteps(side, tuple(steps), str(grades["otherwise"]))


def line_of(place: Place) -> str:
    """Return ``file:line``; for plain data the way to the value."""
    text = f"{place.file}:{place.line}" if isinstance(place, TextPlace) else place.show()
    return text if text.isprintable() else repr(text)[1:-1]


def written(policy: Policy, path: tuple[str, ...]) -> Iterator[Written]:
    """Yield each writing of a part, the youngest first: ``("params", "overshoot_from")``."""
    if path[0] in LISTS and path[1:]:
        yield from _listed(policy.documents, *path)
        return
    own = path[0] in OF_ONE_FILE
    for document in policy.documents[:1] if own else policy.documents:
        block = document.get(path[0])
        if block is None:
            continue
        if not path[1:]:
            yield Written(document.key(path[0]).place, block)
        elif not isinstance(block, Entries):
            return  # `none` leaves nothing of what the parents say
        else:
            yield from (
                Written(key.place, node)
                for key, node in block.pairs
                if canonical(key.text) == path[1]
            )


def _listed(documents: tuple[Entries, ...], key: str, name: str) -> Iterator[Written]:
    for document in documents:
        if name in _names(document.get("remove")):
            return
        items = document.get(key)
        for item in items.items if isinstance(items, Items) else ():
            found = item.get(LISTS[key]) if isinstance(item, Entries) else None
            if isinstance(found, Scalar) and found.text == name:
                yield Written(found.place, item)


def _names(node: Node | None) -> set[str]:
    items = node.items if isinstance(node, Items) else ()
    return {item.text for item in items if isinstance(item, Scalar)}
