"""The names of one policy: its lets, in the order in which they need each other, typed."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import NamedTuple

from pingfen.errors import Problem, TextPlace, enough, problem
from pingfen.expression.functions import AGGREGATES, CHINESE_FUNCTIONS, FUNCTIONS, GIVEN
from pingfen.expression.names import Namespace, Uses, names_in, size_problem, uses
from pingfen.expression.parse import Expression
from pingfen.expression.typecheck import typed
from pingfen.expression.vocabulary import FIELDS, Field, Type, canonical
from pingfen.loading.load import Load
from pingfen.loading.merge import Merged
from pingfen.loading.nodes import pairs_of
from pingfen.messages import Message, Text
from pingfen.policy import Constant, Param
from pingfen.source import Scalar

TAKEN = frozenset({*FIELDS, *FUNCTIONS, *AGGREGATES, *CHINESE_FUNCTIONS, GIVEN})


class Own(NamedTuple):
    """The names that a policy gives: params, lets, columns; ``lost`` are those that are wrong."""

    params: Mapping[str, Param]
    lets: Mapping[str, Expression]
    fields: Mapping[str, Field]
    lost: frozenset[str]


def namespace(merged: Merged, own: Own, load: Load) -> tuple[Namespace, list[Problem]]:
    """Return the names that expressions may use, and what is wrong with them."""
    params, lets, fields, lost = own
    keys = {canonical(key.text): key for key, _ in pairs_of(merged.keys.get("let"))}
    needs = {name: names_in(expression) & set(lets) for name, expression in lets.items()}
    ordered = _ordered(needs)
    problems = [*_shadowed(merged), *_cycles(needs, ordered, keys)]
    let_types: dict[str, Type | None] = {}
    let_uses: dict[str, Uses] = {}
    names = Namespace(
        params={name: type_of(param.value) for name, param in params.items()},
        texts={name: _texts(param) for name, param in params.items()},
        lets=MappingProxyType({name: lets[name] for name in (*ordered, *lets)}),
        let_types=let_types,
        let_uses=let_uses,
        lost=lost,
        fields=fields,
    )
    if any(found.code == "let-cycle" for found in problems):
        return names, problems
    for name, expression in names.lets.items():
        size = uses(expression, names)
        load.expand(size, expression.place)
        let_types[name], wrong = typed(expression, names)
        let_uses[name] = size
        problems += wrong or size_problem(expression, size)
        enough(problems)
    return names, problems


def _shadowed(merged: Merged) -> Iterator[Problem]:
    """Find fields, params and lets that take a name which already means something."""
    seen: dict[str, Scalar | None] = dict.fromkeys(TAKEN)
    for block in ("fields", "params", "let"):
        for key, _ in pairs_of(merged.keys.get(block)):
            name = canonical(key.text)
            if name in seen:
                hint = _meaning(name, seen[name])
                yield problem("shadowed", key.place, hint=hint, found=key.text)
            seen.setdefault(name, key)


def _meaning(name: str, first: Scalar | None) -> Text:
    """Return what a name that is taken means already."""
    if first and isinstance(first.place, TextPlace):
        return Message.of("hint-shadowed-own", file=first.place.file, line=first.place.line)
    if name in FIELDS:
        return Message.of("hint-shadowed-field", name=name, other=FIELDS[name].chinese)
    return Message.of("hint-shadowed-function" if name in TAKEN else "hint-shadowed")


def _cycles(
    needs: Mapping[str, AbstractSet[str]], ordered: Sequence[str], keys: Mapping[str, Scalar]
) -> Iterator[Problem]:
    """Find lets that need themselves; each cycle is reported once, at its first let."""
    reported: set[str] = set(ordered)
    for name in needs:
        cycle = () if name in reported else _way_back(name, needs)
        if cycle and not reported & set(cycle):
            way = " → ".join((*cycle, name))
            hint = Message.of("hint-cycle" if cycle[1:] else "hint-cycle-self", name=name)
            yield problem("let-cycle", keys[name].place, hint=hint, found=way)
        reported |= set(cycle)


def _way_back(start: str, needs: Mapping[str, AbstractSet[str]]) -> tuple[str, ...]:
    """Return the lets on a way from ``start`` back to it, or nothing."""
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        last = waiting.pop()
        for name in needs[last]:
            if name == start:
                way = [last]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way))
            if name not in came_from:
                came_from[name] = last
                waiting.append(name)
    return ()


def _ordered(needs: Mapping[str, AbstractSet[str]]) -> tuple[str, ...]:
    """Return the lets, those that others need before the others, without those on cycles."""
    users: dict[str, list[str]] = {name: [] for name in needs}
    for name, needed in needs.items():
        for other in needed:
            users[other].append(name)
    left = {name: len(needed) for name, needed in needs.items()}
    found = [name for name in needs if not left[name]]
    for name in found:  # which grows on the way
        for user in users[name]:
            left[user] -= 1
            if not left[user]:
                found.append(user)
    return tuple(found)


def type_of(value: Constant) -> Type:
    """Return the type of a param."""
    if isinstance(value, tuple):
        return Type.TEXTS if all(isinstance(item, str) for item in value) else Type.NUMBERS
    return Type.TEXT if isinstance(value, str) else Type.NUMBER


def _texts(param: Param) -> tuple[str, ...]:
    """Return the texts that a param holds or may hold."""
    values = (param.value, *param.variations)
    items = (item for value in values for item in (value if isinstance(value, tuple) else [value]))
    return tuple(item for item in items if isinstance(item, str))
