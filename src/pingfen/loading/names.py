"""The names of one policy: its lets, in the order in which they need each other, typed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from pingfen.errors import Problem, TextPlace, problem
from pingfen.expression.functions import AGGREGATES, CHINESE_FUNCTIONS, FUNCTIONS, GIVEN
from pingfen.expression.names import Namespace, names_in, size_problem, uses
from pingfen.expression.parse import Expression
from pingfen.expression.typecheck import typed
from pingfen.expression.vocabulary import FIELDS, Field, Type, canonical
from pingfen.loading.merge import Merged
from pingfen.loading.nodes import pairs_of
from pingfen.messages import Message, Text
from pingfen.policy import Constant, Param
from pingfen.source import Scalar

TAKEN = frozenset({*FIELDS, *FUNCTIONS, *AGGREGATES, *CHINESE_FUNCTIONS, GIVEN})


def namespace(
    merged: Merged,
    params: Mapping[str, Param],
    lets: Mapping[str, Expression],
    lost: frozenset[str],
    fields: Mapping[str, Field],
) -> tuple[Namespace, list[Problem]]:
    """Return the names that expressions may use, and what is wrong with them."""
    keys = {canonical(key.text): key for key, _ in pairs_of(merged.keys.get("let"))}
    problems = [*_shadowed(merged), *_cycles(lets, keys)]
    names = Namespace(
        params={name: type_of(param.value) for name, param in params.items()},
        texts={name: _texts(param.value) for name, param in params.items()},
        lets=MappingProxyType(dict(_ordered(lets))),
        lost=lost,
        fields=fields,
    )
    if any(found.code == "let-cycle" for found in problems):
        return names, problems
    for name, expression in names.lets.items():
        type_, wrong = typed(expression, names)
        problems += wrong or size_problem(expression, names)
        names = replace(
            names,
            let_types={**names.let_types, name: type_},
            let_uses={**names.let_uses, name: uses(expression, names)},
        )
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


def _cycles(lets: Mapping[str, Expression], keys: Mapping[str, Scalar]) -> Iterator[Problem]:
    """Find lets that need themselves; each cycle is reported once, at its first let."""
    reported: set[str] = set()
    for name in lets:
        cycle = _way_back(name, lets)
        if cycle and not reported & set(cycle):
            way = " → ".join((*cycle, name))
            hint = Message.of("hint-cycle" if cycle[1:] else "hint-cycle-self", name=name)
            yield problem("let-cycle", keys[name].place, hint=hint, found=way)
        reported |= set(cycle)


def _way_back(start: str, lets: Mapping[str, Expression]) -> tuple[str, ...]:
    """Return the lets on a way from ``start`` back to it, or nothing."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        for name in names_in(lets[way[-1]]):
            if name == start:
                return way
            if name in lets and name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


def _ordered(lets: Mapping[str, Expression]) -> Iterator[tuple[str, Expression]]:
    """Yield the lets, those that others need before the others."""
    needs = {name: names_in(expression) & set(lets) for name, expression in lets.items()}
    done: set[str] = set()
    while len(done) < len(lets):
        ready = [name for name in lets if name not in done and needs[name] <= done]
        # what is left over stands on a cycle, which is reported elsewhere
        for name in ready or [name for name in lets if name not in done]:
            done.add(name)
            yield name, lets[name]


def type_of(value: Constant) -> Type:
    """Return the type of a param."""
    if isinstance(value, tuple):
        return Type.TEXTS if all(isinstance(item, str) for item in value) else Type.NUMBERS
    return Type.TEXT if isinstance(value, str) else Type.NUMBER


def _texts(value: Constant) -> tuple[str, ...]:
    items = value if isinstance(value, tuple) else (value,)
    return tuple(item for item in items if isinstance(item, str))
