"""Where the parts of a policy were written, for people: ``file:line``."""

from pingfen.expression.vocabulary import canonical
from pingfen.loading.nodes import constant
from pingfen.policy import Param, Policy
from pingfen.resolved import LISTS, line_of, origin, written, written_key
from pingfen.source import Entries


def place_of(policy: Policy, *path: str) -> str:
    """Return where a part, or else the entry it belongs to, was written; nothing if nowhere."""
    head, *rest = path if path[0] in LISTS else (path[0], *map(canonical, path[1:]))
    if rest[1:] and (place := written_key(policy, (head, rest[0]), path[2])):
        return line_of(place)
    found = (origin(policy, head, rest[0]) if rest else None) or origin(policy, head)
    return line_of(found.place) if found else ""


def place_of_value(policy: Policy, param: Param) -> str:
    """Return where the value of a param was written: what made it, where no document gives it."""
    given = next(written(policy, ("params", param.name)), None)
    if given is not None:
        node = given.node
        value = node.index["value"] if isinstance(node, Entries) and node.get("value") else node
        if isinstance(value, Entries) or constant(value) != param.value:
            return policy.lineage[0]
    return line_of(param.place)
