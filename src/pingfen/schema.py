"""Checks a document against one of the schemas that travel with this library.

The one place that knows jsonschema. Importing it takes longer than all the rest, so that happens
only where a document is checked: the policies that ship are checked by the test suite.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pingfen.bundled import bundled_bytes
from pingfen.errors import Place, Problem, nearest, nearest_or_all, problem
from pingfen.exact import NUMBER
from pingfen.messages import Message, is_message, listed
from pingfen.source import Entries, Items, Node, Path, plain

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

# the schemas that another one refers to
REFERS: Mapping[str, tuple[str, ...]] = MappingProxyType({"cases": ("form",)})
# what a keyword asks for → how that is said, where the keyword itself says little to an author
EXPECTED: Mapping[str, str] = MappingProxyType(
    {
        "^[0-9A-Fa-f]{12,64}$": "expected-digest",
        "100000000000": "expected-digest",
        "\\S": "expected-filled",
    }
)


@cache
def load_schema(name: str) -> Mapping[str, Any]:
    """Return one of the shipped schemas: ``policy``, ``form``, ``judgements`` and so on."""
    schema: Mapping[str, Any] = json.loads(bundled_bytes(f"schemas/{name}.schema.json"))
    return schema


@cache
def _validator(name: str) -> "Validator":
    from jsonschema import Draft202012Validator  # noqa: PLC0415  # see the module's docstring
    from referencing import Registry, Resource  # noqa: PLC0415  # as jsonschema, whose own it is

    others: list[Mapping[str, Any]] = [load_schema(other) for other in REFERS.get(name, ())]
    known = [(other["$id"], Resource.from_contents(other)) for other in others]
    registry: Registry[Any] = Registry().with_resources(known)
    return Draft202012Validator(load_schema(name), registry=registry)


class Shape(NamedTuple):
    """What a schema says of a document: the problems, and what is left without the wrong parts.

    ``lost`` are the paths that were left out, so that nobody complains that they are missing.
    """

    problems: tuple[Problem, ...]
    sound: Node | None
    lost: frozenset[Path] = frozenset()


def shape(node: Node, name: str) -> Shape:
    """Compare a document with a schema."""
    errors = list(_validator(name).iter_errors(plain(node)))  # type: ignore[arg-type]
    kinds = [tuple(error.absolute_path) for error in errors if error.validator == "type"]
    problems: list[Problem] = []
    lost: set[Path] = set()
    for error in errors:
        path = tuple(error.absolute_path)
        first = error.validator == "type" and problems_at(problems, _at(node, path)) == 0
        # a value of the wrong kind breaks other keywords too: one problem is enough
        if path in kinds and not first:
            continue
        problems += _problems(error, node)
        lost |= _wrong_parts(error, path, node)
    return Shape(
        tuple(dict.fromkeys(problems)), _without(node, frozenset(lost), ()), frozenset(lost)
    )


def problems_at(problems: list[Problem], node: Node) -> int:
    """Return how many problems there already are at a node."""
    return sum(found.place == node.place for found in problems)


def _wrong_parts(error: "ValidationError", path: Path, root: Node) -> set[Path]:
    """Return the paths of what has to be left out for the rest to be sound."""
    node = _at(root, path)
    if error.validator == "additionalProperties" and isinstance(node, Entries):
        known = _given(error.schema).get("properties", {})
        return {_whole((*path, key.text)) for key, _ in node.pairs if key.text not in known}
    if "propertyNames" in error.absolute_schema_path:
        return {_whole((*path, str(error.instance)))}
    return {_whole(path)}


def _whole(path: Path) -> Path:
    """Return the path of what means nothing any more once the value at a path is gone."""
    match path:
        case ("params" | "sources" | "fields", _, *_):
            return path[:2]
        case ("rules", _, "score", *_):
            return path[:3]
        case ("grades", *_):
            return path[:1]
    return path


def _without(node: Node, lost: frozenset[Path], path: Path) -> Node | None:
    if path in lost:
        return None
    match node:
        case Entries():
            kept = [(key, _without(value, lost, (*path, key.text))) for key, value in node.pairs]
            return Entries(tuple((key, value) for key, value in kept if value), node.place)
        case Items():
            left = (_without(item, lost, (*path, n)) for n, item in enumerate(node.items))
            return Items(tuple(item for item in left if item), node.place)
    return node


def _problems(error: "ValidationError", root: Node) -> Iterator[Problem]:
    node = _at(root, error.absolute_path)
    if "propertyNames" in error.absolute_schema_path and isinstance(node, Entries):
        place = node.key(str(error.instance)).place
        yield _wrong_key(error, place)
        return
    make = _BY_KEYWORD.get(str(error.validator), _wrong_value)
    yield from make(error, node)


def _wrong_key(error: "ValidationError", place: Place) -> Problem:
    """Return the problem of a key that is no name, or no number where a bound is due."""
    if str(_given(error.schema).get("pattern")).startswith(f"^{NUMBER.pattern}"):
        number = Message.of("kind-number")
        return problem("wrong-kind", place, found=error.instance, expected=number)
    expected = Message.of("expected-pattern")
    return problem("wrong-value", place, found=error.instance, expected=expected)


def _at(node: Node, path: Any) -> Node:  # noqa: ANN401  # jsonschema's own path
    for step in path:
        if isinstance(node, Entries):
            node = node.index[str(step)]
        elif isinstance(node, Items):
            node = node.items[int(step)]
    return node


def _unknown_keys(error: "ValidationError", node: Node) -> Iterator[Problem]:
    if not isinstance(node, Entries):
        return
    known = list(_given(error.schema).get("properties", {}))
    for key, _ in node.pairs:
        if key.text not in known:
            hint = nearest_or_all(key.text, known)
            yield problem("unknown-key", key.place, found=key.text, hint=hint)


def _missing_key(error: "ValidationError", node: Node) -> Iterator[Problem]:
    for key in _given(error.validator_value):
        if isinstance(node, Entries) and node.get(key) is None:
            yield problem("missing-key", node.place, expected=key)


def _wrong_kind(error: "ValidationError", node: Node) -> Iterator[Problem]:
    kinds = _given(error.validator_value)
    names = [
        Message.of(f"kind-{kind}") for kind in (kinds if isinstance(kinds, list) else [kinds])
    ]
    yield problem("wrong-kind", node.place, found=_short(node), expected=listed(names))


def _wrong_value(error: "ValidationError", node: Node) -> Iterator[Problem]:
    value = _given(error.validator_value)
    if error.validator == "not":
        yield problem("wrong-value", node.place, says="before-and-after")
        return
    values = value if isinstance(value, list) else [value]
    allowed = [item if isinstance(item, str) else json.dumps(item) for item in values]
    hint = nearest(_short(node), allowed) if error.validator == "enum" else None
    says = EXPECTED.get(str(value), f"expected-{error.validator}")
    if error.validator == "pattern" and "@" in str(value):
        says, allowed = "", ["NAME@YEAR"]
    elif error.validator == "pattern" and str(value).startswith("^-?"):
        says = "kind-number"
    expected = Message.of(says, value=listed(allowed)) if is_message(says) else listed(allowed)
    yield problem("wrong-value", node.place, found=_short(node), expected=expected, hint=hint)


def _one_of_keys(error: "ValidationError", node: Node) -> Iterator[Problem]:
    """Yield the problem of a choice between keys, of which none or several are given."""
    choice = [
        key for branch in _given(error.validator_value) for key in branch.get("required", [])
    ]
    given = [key for key in choice if isinstance(node, Entries) and node.get(key) is not None]
    expected = listed(choice)
    if not given:
        yield problem("missing-key", node.place, expected=expected)
    elif isinstance(node, Entries):
        place = node.key(given[1] if len(given) > 1 else given[0]).place
        yield problem("wrong-value", place, found=" + ".join(given), expected=expected)


_BY_KEYWORD: Mapping[str, Callable[["ValidationError", Node], Iterator[Problem]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "type": _wrong_kind,
    "oneOf": _one_of_keys,
}


def _given(value: Any) -> Any:  # noqa: ANN401  # jsonschema's types allow for errors without one
    return value


def _short(node: Node) -> str:
    text = json.dumps(plain(node), ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004  # fits in a message
