"""Checks a document against one of the schemas that travel with this library.

The one place that knows jsonschema. Importing it takes longer than all the rest, so that happens
only where a document is checked: the policies that ship are checked by the test suite.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pingfen import keys
from pingfen.bundled import bundled_bytes
from pingfen.errors import MOST_PROBLEMS, PolicyError, Problem, TextPlace, enough, problem
from pingfen.exact import NUMBER
from pingfen.messages import Message, Text, either, is_message, listed
from pingfen.source import Entries, Items, Node, Path, Scalar, plain

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
NAME = re.compile(r"[^\W\d][\w-]*")
# what was meant is asked of so many keys: where more of a mapping are strange, it is no slip
MOST_SLIPS = 30


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
    """Compare a document with a schema.

    Raises ``PolicyError`` where there is more wrong than anybody will read.
    """
    written, node = node, _renamed(node, name)
    found = _validator(name).iter_errors(plain(node))  # type: ignore[arg-type]
    errors = list(islice(found, MOST_PROBLEMS))
    kinds = [tuple(error.absolute_path) for error in errors if error.validator == "type"]
    unknown = _unknown(written, load_schema(name)) if written is not node else iter(())
    problems = list(islice(unknown, MOST_PROBLEMS))
    lost: set[Path] = set()
    for error in errors:
        path = tuple(error.absolute_path)
        first = error.validator == "type" and problems_at(problems, _at(node, path)) == 0
        # a value of the wrong kind breaks other keywords too: one problem is enough
        if path in kinds and not first:
            continue
        if _in_braces(_at(node, path)):
            problems.append(_braces(_at(node, path)))
            lost.add(_whole(path))
            continue
        problems += islice(_problems(error, node), MOST_PROBLEMS)
        enough(problems)
        lost |= _wrong_parts(error, path, node)
    if len(errors) == MOST_PROBLEMS:  # what is wrong with the rest is not known
        raise PolicyError(dict.fromkeys(problems))
    return Shape(
        tuple(dict.fromkeys(problems)), _without(node, frozenset(lost), ()), frozenset(lost)
    )


def _renamed(node: Node, name: str) -> Node:
    """Return a document whose keys have the names that were meant, so that all is checked."""
    known = load_schema(name).get("properties", {})
    if not isinstance(node, Entries) or not 0 < _strange(node, known) <= MOST_SLIPS:
        return node
    pairs, given = [], set(node.index)
    for key, value in node.pairs:
        meant = None if key.text in known else keys.meant_key(key.text, known)
        right = key if meant is None or meant in given else replace(key, text=meant)
        given.add(right.text)
        pairs.append((right, value))
    return Entries(tuple(pairs), node.place)


def _strange(node: Entries, known: Mapping[str, object]) -> int:
    return sum(key.text not in known for key, _ in node.pairs)


def problems_at(problems: list[Problem], node: Node) -> int:
    """Return how many problems there already are at a node."""
    return sum(found.place == node.place for found in problems)


def _wrong_parts(error: "ValidationError", path: Path, root: Node) -> set[Path]:
    """Return the paths of what has to be left out for the rest to be sound."""
    node = _at(root, path)
    if error.validator == "additionalProperties" and isinstance(node, Entries):
        known = _given(error.schema).get("properties", {})
        unknown = [key.text for key, _ in node.pairs if key.text not in known]
        given, slips = set(node.index), unknown[:MOST_SLIPS]
        meant = [key for word in slips if (key := keys.meant_key(word, known)) not in given]
        torn = _torn([key.text for key, _ in node.pairs], unknown)
        return {_whole((*path, key)) for key in (*unknown, *meant, *torn) if key}
    if "propertyNames" in error.absolute_schema_path:
        return {_whole((*path, str(error.instance)))}
    return {_whole(path)}


def _torn(given: list[str], unknown: list[str]) -> list[str]:
    """Return the keys whose value a comma tore apart: ``{score: min(a, b)}``."""
    ends = [key for key in unknown if key.count(")") > key.count("(")]
    return [given[given.index(end) - 1] for end in ends if given.index(end)]


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
        yield _wrong_name(error, node.key(str(error.instance)))
        return
    make = _BY_KEYWORD.get(str(error.validator), _wrong_value)
    yield from make(error, node)


def _at(node: Node, path: Any) -> Node:  # noqa: ANN401  # jsonschema's own path
    for step in path:
        if isinstance(node, Entries):
            node = node.index[str(step)]
        elif isinstance(node, Items):
            node = node.items[int(step)]
    return node


def _wrong_name(error: "ValidationError", key: Scalar) -> Problem:
    """Return the problem of a key that is no name, or no number where a bound is due."""
    if str(_given(error.schema).get("pattern")).startswith(f"^{NUMBER.pattern}"):
        number, hint = Message.of("kind-number"), keys.number_hint(key.text)
        return problem("wrong-kind", key.place, hint=hint, found=key.text, expected=number)
    refused = _given(error.validator_value).get("enum", []) if error.validator == "not" else ()
    hint = keys.name_hint(key.text, refused)
    expected = Message.of("expected-pattern")
    return problem("wrong-value", key.place, hint=hint, found=key.text, expected=expected)


def _in_braces(node: Node) -> bool:
    """Tell whether a mapping is a text that begins with a brace: ``{ratio:.2%}``."""
    if not isinstance(node, Entries) or not isinstance(node.place, TextPlace):
        return False
    line = node.place.source.lines[node.place.line - 1]
    empty = all(isinstance(value, Scalar) and value.value is None for _, value in node.pairs)
    odd = any(not NAME.fullmatch(key.text) for key, _ in node.pairs)
    return empty and odd and line[node.place.column - 1] == "{"


def _braces(node: Node) -> Problem:
    inner = ", ".join(key.text for key, _ in node.pairs) if isinstance(node, Entries) else ""
    found, text = f"{{{inner}}}", Message.of("kind-string")
    hint = Message.of("hint-braces", found=f'"{found}"')
    return problem("wrong-kind", node.place, hint=hint, found=found, expected=text)


def _unknown_keys(error: "ValidationError", node: Node) -> Iterator[Problem]:
    yield from _unknown(node, _given(error.schema))


def _unknown(node: Node, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each key of a mapping that its schema does not know."""
    known = list(schema.get("properties", {}))
    pairs = node.pairs if isinstance(node, Entries) else ()
    unknown = [key for key, _ in pairs if key.text not in known]
    hint = Message.of("hint-one-of", names=listed(known))
    for number, key in enumerate(unknown):
        if number < MOST_SLIPS and len(key.text) <= keys.MOST_KEY:
            yield _unknown_key(key, known)
        else:
            yield problem("unknown-key", key.place, hint=hint, found=key.text)


def _unknown_key(key: Scalar, known: list[str]) -> Problem:
    homes = _homes()
    # only the blocks of a policy have homes; other documents have schemas of their own
    others = {block: own for block, own in homes.items() if own != tuple(known)}
    hint = keys.key_hint(key.text, known, others if others != homes else {})
    return problem("unknown-key", key.place, hint=hint, found=key.text)


@cache
def _homes() -> Mapping[str, tuple[str, ...]]:
    """Return the blocks of a policy with the keys of each."""
    schema = load_schema("policy")
    top, parts = schema["properties"], schema["$defs"]
    blocks = {
        "top": top,
        "rules": parts["rule"]["properties"],
        "checks": parts["check"]["properties"],
        "steps": parts["steps"]["properties"],
        "rounding": top["rounding"]["properties"],
        "execution": top["execution"]["then"]["properties"],
        "params": parts["param"]["then"]["properties"],
        "sources": parts["source"]["properties"],
    }
    return {block: tuple(own) for block, own in blocks.items()}


def _missing_key(error: "ValidationError", node: Node) -> Iterator[Problem]:
    if not isinstance(node, Entries):
        return
    known = _given(error.schema).get("properties", {})
    unknown = [key.text for key, _ in node.pairs if key.text not in known]
    for key in _given(error.validator_value):
        if node.get(key) is None:
            hint = keys.missing_key_hint(key, unknown)
            yield problem("missing-key", node.place, hint=hint, expected=key)


def _wrong_kind(error: "ValidationError", node: Node) -> Iterator[Problem]:
    given = _given(error.validator_value)
    kinds = given if isinstance(given, list) else [given]
    expected = either(Message.of(f"kind-{kind}") for kind in kinds)
    key = _key_of(error)
    hint = keys.kind_hint(node, kinds, key)
    yield problem("wrong-kind", node.place, hint=hint, found=_short(node), expected=expected)


def _key_of(error: "ValidationError") -> str:
    """Return the key of what is wrong; for an item of a list the list's, with a dash."""
    path = [step for step in error.absolute_path if isinstance(step, str)]
    whole = bool(path) and error.absolute_path[-1] == path[-1]
    return (path[-1] if whole else f"-{path[-1]}") if path else ""


def _wrong_value(error: "ValidationError", node: Node) -> Iterator[Problem]:
    value, keyword = _given(error.validator_value), str(error.validator)
    if keyword == "not":
        either_one = Message.of("hint-before-or-after")
        yield problem("wrong-value", node.place, hint=either_one, says="before-and-after")
        return
    allowed = [_word(item) for item in value] if isinstance(value, list) else [_word(value)]
    says = EXPECTED.get(str(value), f"expected-{keyword}")
    hint = _value_hint(keyword, node, allowed, _key_of(error))
    if keyword == "pattern" and "@" in str(value):
        says, hint = "expected-extends", Message.of("hint-extends-form")
    elif keyword == "pattern" and str(value).startswith("^-?"):
        says, hint = "kind-number", None
    expected = Message.of(says, value=listed(allowed)) if is_message(says) else either(allowed)
    yield problem("wrong-value", node.place, hint=hint, found=_short(node), expected=expected)


def _value_hint(keyword: str, node: Node, allowed: list[str], key: str) -> Text | None:
    if keyword in {"enum", "const"}:
        return keys.value_hint(node, allowed)
    if keyword == "pattern":
        return keys.name_hint("")
    return keys.missing_hint(key)


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _one_of_keys(error: "ValidationError", node: Node) -> Iterator[Problem]:
    """Yield the problem of a choice between keys, of which none or several are given."""
    if not isinstance(node, Entries):
        return
    choice = [
        key for branch in _given(error.validator_value) for key in branch.get("required", [])
    ]
    given = [key for key in choice if node.get(key) is not None]
    expected = either(choice)
    if not given:
        known = _given(error.schema).get("properties", {})
        unknown = [key.text for key, _ in node.pairs if key.text not in known]
        hint = keys.missing_one_hint(choice, unknown)
        yield problem("missing-key", node.place, hint=hint, expected=expected)
    else:
        place, hint = node.key(given[:2][-1]).place, Message.of("hint-one-only")
        found = " + ".join(given)
        yield problem("wrong-value", place, hint=hint, found=found, expected=expected)


_BY_KEYWORD: Mapping[str, Callable[["ValidationError", Node], Iterator[Problem]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "type": _wrong_kind,
    "oneOf": _one_of_keys,
}


def _given(value: Any) -> Any:  # noqa: ANN401  # jsonschema's types allow for errors without one
    return value


def _short(node: Node) -> object:
    if isinstance(node, Scalar) and not node.text and not node.quoted:
        return Message.of("kind-nothing")
    text = _written(plain(node))
    return text if len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004  # fits in a message


def _written(value: object) -> str:
    """Return plain data as JSON, its decimals with all their digits."""
    match value:
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case dict():
            pairs = (f"{_written(key)}: {_written(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"
        case Decimal():
            return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)
