"""What an error of jsonschema says to an author: which key or value, and what to write instead."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pingfen import keys
from pingfen.errors import Problem, TextPlace, problem
from pingfen.exact import NUMBER
from pingfen.messages import Message, Text, either, is_message, listed
from pingfen.schema.shipped import load_schema
from pingfen.source import Entries, Items, Node, Scalar, plain

if TYPE_CHECKING:
    from jsonschema import ValidationError

# what a keyword asks for → how that is said, where the keyword itself says little to an author
EXPECTED: Mapping[str, str] = MappingProxyType(
    {
        "^[0-9A-Fa-f]{12,64}$": "expected-digest",
        "100000000000": "expected-digest",
        "\\S": "expected-filled",
        "^[0-9a-f]{16}$": "expected-fingerprint",
    }
)
# what they ask for is said in full; no hint about names belongs there
PLAIN = frozenset({"expected-filled", "expected-fingerprint"})
NAME = re.compile(r"[^\W\d][\w-]*")
# what was meant is asked of so many keys: where more of a mapping are strange, it is no slip
MOST_SLIPS = 30


def complaints(error: "ValidationError", root: Node) -> Iterator[Problem]:
    """Yield what one error of jsonschema says, with its place and a hint."""
    node = at(root, error.absolute_path)
    if "propertyNames" in error.absolute_schema_path and isinstance(node, Entries):
        yield _wrong_name(error, node.key(str(error.instance)))
        return
    make = _BY_KEYWORD.get(str(error.validator), _wrong_value)
    yield from make(error, node)


def at(node: Node, path: Any) -> Node:  # noqa: ANN401  # jsonschema's own path
    """Return the node that a path leads to."""
    for step in path:
        if isinstance(node, Entries):
            node = node.index[str(step)]
        elif isinstance(node, Items):
            node = node.items[int(step)]
    return node


def _wrong_name(error: "ValidationError", key: Scalar) -> Problem:
    """Return the problem of a key that is no name, or no number where a bound is due."""
    if str(of(error.schema).get("pattern")).startswith(f"^{NUMBER.pattern}"):
        number, hint = Message.of("kind-number"), keys.number_hint(key.text)
        return problem("wrong-kind", key.place, hint=hint, found=key.text, expected=number)
    refused = of(error.validator_value).get("enum", []) if error.validator == "not" else ()
    hint = keys.name_hint(key.text, refused)
    expected = Message.of("expected-pattern")
    return problem("wrong-value", key.place, hint=hint, found=key.text, expected=expected)


def in_braces(node: Node) -> bool:
    """Tell whether a mapping is a text that begins with a brace: ``{ratio:.2%}``."""
    if not isinstance(node, Entries) or not isinstance(node.place, TextPlace):
        return False
    line = node.place.source.lines[node.place.line - 1]
    empty = all(isinstance(value, Scalar) and value.value is None for _, value in node.pairs)
    odd = any(not NAME.fullmatch(key.text) for key, _ in node.pairs)
    return empty and odd and line[node.place.column - 1] == "{"


def braces(node: Node) -> Problem:
    """Return the problem of a text that begins with a brace and was read as a mapping."""
    inner = ", ".join(key.text for key, _ in node.pairs) if isinstance(node, Entries) else ""
    found, text = f"{{{inner}}}", Message.of("kind-string")
    hint = Message.of("hint-braces", found=f'"{found}"')
    return problem("wrong-kind", node.place, hint=hint, found=found, expected=text)


def _more_keys(error: "ValidationError", node: Node) -> Iterator[Problem]:
    yield from unknown_keys(node, of(error.schema))


def unknown_keys(node: Node, schema: Mapping[str, Any]) -> Iterator[Problem]:
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
    known = of(error.schema).get("properties", {})
    unknown = [key.text for key, _ in node.pairs if key.text not in known]
    for key in of(error.validator_value):
        if node.get(key) is None:
            hint = keys.missing_key_hint(key, unknown)
            yield problem("missing-key", node.place, hint=hint, expected=key)


def _wrong_kind(error: "ValidationError", node: Node) -> Iterator[Problem]:
    value = of(error.validator_value)
    kinds = value if isinstance(value, list) else [value]
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
    value, keyword = of(error.validator_value), str(error.validator)
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
    elif says in PLAIN:
        hint = None
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
    choice = [key for branch in of(error.validator_value) for key in branch.get("required", [])]
    given = [key for key in choice if node.get(key) is not None]
    expected = either(choice)
    if not given:
        known = of(error.schema).get("properties", {})
        unknown = [key.text for key, _ in node.pairs if key.text not in known]
        hint = keys.missing_one_hint(choice, unknown)
        yield problem("missing-key", node.place, hint=hint, expected=expected)
    else:
        place, hint = node.key(given[:2][-1]).place, Message.of("hint-one-only")
        found = " + ".join(given)
        yield problem("wrong-value", place, hint=hint, found=found, expected=expected)


_BY_KEYWORD: Mapping[str, Callable[["ValidationError", Node], Iterator[Problem]]] = {
    "additionalProperties": _more_keys,
    "required": _missing_key,
    "type": _wrong_kind,
    "oneOf": _one_of_keys,
}


def of(value: Any) -> Any:  # noqa: ANN401  # jsonschema's types allow for errors without one
    """Return a value of an error, which its types allow to be missing."""
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
