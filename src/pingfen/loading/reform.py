"""A loaded policy with other values of its params: the reform of next year, in memory."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from pingfen.errors import PolicyError, Problem, UsageError, nearest, problem
from pingfen.exact import read
from pingfen.expression.names import type_problem
from pingfen.expression.vocabulary import Type, canonical
from pingfen.loading.build import build
from pingfen.loading.merge import Merged
from pingfen.loading.names import type_of
from pingfen.loading.nodes import constant, pairs_of
from pingfen.messages import Message, listed
from pingfen.policy import Param, Policy, written
from pingfen.source import Entries, Items, Node, Scalar, from_data

SHOWN = "with_params"
NUMBERS = frozenset({Type.NUMBER, Type.NUMBERS})
# whether a param holds numbers → the type of one value, that of a list of them
TYPES = MappingProxyType({True: (Type.NUMBER, Type.NUMBERS), False: (Type.TEXT, Type.TEXTS)})
KINDS = MappingProxyType({Items: "kind-array", Entries: "kind-object"})


def reformed(merged: Merged, policy: Policy, values: Mapping[str, object]) -> Policy:
    """Return a policy with other values, built from the documents it was merged from.

    Raises ``UsageError`` for names that are no params, ``PolicyError`` for values that do not fit.
    """
    given = _named(policy, values)
    nodes, problems = _nodes(policy, given)
    if problems:
        raise PolicyError(problems)
    if not nodes:
        return policy
    other = merged._replace(keys={**merged.keys, "params": _with_values(merged, nodes)})
    changed = [
        f"{name}={written(constant(node))}"
        for name, node in nodes.items()
        if constant(node) != policy.params[name].value
    ]
    said = (f"{SHOWN}({', '.join(changed)})",) if changed else ()
    built = build(other, [], frozenset(), said + policy.lineage, policy.chosen)
    return replace(
        built,
        remake=partial(reformed, other),
        file=policy.file,
        shipped=policy.shipped,
        documents=policy.documents,
    )


def _named(policy: Policy, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values by the names of the params; a label names its param too."""
    known = _names_of(policy.params)
    given: dict[str, object] = {}
    problems = []
    for said, value in values.items():
        name = known.get(canonical(said))
        if name is None:
            every = Message.of("hint-one-of", names=listed(policy.params))
            hint = nearest(said, known) or every
            problems.append(problem("usage", None, says="no-param", found=said, hint=hint))
        elif name in given:
            problems.append(problem("usage", None, says="param-twice", found=name))
        else:
            given[name] = value
    if problems:
        raise UsageError(problems)
    return given


def _names_of(params: Mapping[str, Param]) -> dict[str, str]:
    """Return the param for each of its names: its own, and labels that only one param has."""
    labels = [
        (canonical(text), name)
        for name, param in params.items()
        for text in dict.fromkeys(param.label or ())
        if text
    ]
    several = [label for label, _ in labels]
    single = {label: name for label, name in labels if several.count(label) == 1}
    return {**single, **{name: name for name in params}}


def _nodes(policy: Policy, given: Mapping[str, object]) -> tuple[dict[str, Node], list[Problem]]:
    """Return the values as nodes of the type that each param has, and what does not fit."""
    nodes: dict[str, Node] = {}
    problems: list[Problem] = []
    for name, value in given.items():
        try:
            nodes[name] = _node(value, name, type_of(policy.params[name].value))
        except PolicyError as error:
            problems += error.problems
    return nodes, problems


def _node(value: object, name: str, due: Type) -> Node:
    """Return a value as a node. Raises ``PolicyError`` if it is of another type."""
    whole = from_data({name: value}, SHOWN)
    node = whole.index[name] if isinstance(whole, Entries) else whole
    items = node.items if isinstance(node, Items) else (node,)
    many = isinstance(node, Items)
    single, several = TYPES[due in NUMBERS]
    found = tuple(_scalar(item, single) for item in items)
    if many is not (due is several):
        raise PolicyError([type_problem(node.place, due, several if many else single)])
    if not found:
        least = Message.of("expected-minItems", value=1)
        raise PolicyError([problem("wrong-value", node.place, found="[]", expected=least)])
    return Items(found, node.place) if many else found[0]


def _scalar(node: Node, due: Type) -> Scalar:
    """Return a number or a text; decimal text is a number where one is due."""
    value = node.value if isinstance(node, Scalar) else None
    if not isinstance(node, Scalar) or value is None or isinstance(value, bool):
        kinds = listed([Message.of("kind-number"), Message.of("kind-string")])
        found = node.text if isinstance(node, Scalar) else Message.of(KINDS[type(node)])
        raise PolicyError([problem("wrong-kind", node.place, found=found, expected=kinds)])
    if due is Type.NUMBER and read(node.text.strip()) is not None:
        return Scalar(node.text.strip(), node.place)
    if isinstance(value, str) is not (due is Type.TEXT):
        other = Type.TEXT if due is Type.NUMBER else Type.NUMBER
        raise PolicyError([type_problem(node.place, due, other)])
    return node


def _with_values(merged: Merged, nodes: Mapping[str, Node]) -> Entries:
    """Return the params with other values; what describes them stays."""
    params = merged.keys["params"]
    pairs = (
        (key, _with_value(node, nodes[name]) if (name := canonical(key.text)) in nodes else node)
        for key, node in pairs_of(params)
    )
    return Entries(tuple(pairs), params.place)


def _with_value(before: Node, value: Node) -> Node:
    if not isinstance(before, Entries):
        return value
    pairs = ((key, value if key.text == "value" else old) for key, old in before.pairs)
    return Entries(tuple(pairs), before.place)
