"""Checks a document against one of the schemas that travel with this library.

The one place that knows jsonschema. Importing it takes longer than all the rest, so that happens
only where a document is checked: the policies that ship are checked by the test suite.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pingfen import keys
from pingfen.errors import MOST_PROBLEMS, PolicyError, Problem, enough
from pingfen.schema.complaints import (
    MOST_SLIPS,
    at,
    braces,
    complaints,
    in_braces,
    of,
    unknown_keys,
)
from pingfen.schema.shipped import load_schema, validator
from pingfen.source import Entries, Items, Node, Path, plain

if TYPE_CHECKING:
    from jsonschema import ValidationError

__all__ = ["load_schema", "shape"]


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
    found = validator(name).iter_errors(plain(node))  # type: ignore[arg-type]
    errors = list(islice(found, MOST_PROBLEMS))
    kinds = [tuple(error.absolute_path) for error in errors if error.validator == "type"]
    unknown = unknown_keys(written, load_schema(name)) if written is not node else iter(())
    problems = list(islice(unknown, MOST_PROBLEMS))
    lost: set[Path] = set()
    for error in errors:
        path = tuple(error.absolute_path)
        first = error.validator == "type" and problems_at(problems, at(node, path)) == 0
        # a value of the wrong kind breaks other keywords too: one problem is enough
        if path in kinds and not first:
            continue
        if in_braces(at(node, path)):
            problems.append(braces(at(node, path)))
            lost.add(_whole(path))
            continue
        problems += islice(complaints(error, node), MOST_PROBLEMS)
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
    node = at(root, path)
    if error.validator == "additionalProperties" and isinstance(node, Entries):
        known = of(error.schema).get("properties", {})
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
