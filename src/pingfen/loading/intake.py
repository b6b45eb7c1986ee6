"""What is taken in as a policy: text and data that hide nothing and are not too large.

What a reader sees must be what is read, so characters that hide, reorder or imitate others are
refused wherever they stand, in comments too.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pingfen.characters import described, hidden
from pingfen.errors import (
    MOST_PROBLEMS,
    DataPlace,
    Place,
    PolicyError,
    Problem,
    Source,
    TextPlace,
    problem,
)
from pingfen.messages import Message
from pingfen.source import (
    MOST_CHARACTERS,
    MOST_NODES,
    Entries,
    Items,
    Node,
    Path,
    Scalar,
    from_data,
    from_yaml,
    imitation,
    too_long,
)

LINE_BREAK = re.compile("\r\n|[\r\n]")
# keys whose values are names too, so that nothing in them may look like something else
NAMING = frozenset(
    {"policy", "extends", "remove", "rule", "check", "before", "after", "cites", "source", "for"}
)
HOLDS_TEXTS = frozenset({"params", "let"})
VALUE_OF_ITS_OWN = 2
# stands for a key in a path
KEY = "<key>"


class Room(NamedTuple):
    """How much a policy may still hold: its parents share what the child leaves."""

    characters: int = MOST_CHARACTERS
    nodes: int = MOST_NODES


def policy_from_text(text: str, file: str, room: Room = Room()) -> Node:  # noqa: B008  # immutable
    """Return the document in a YAML text. Raises ``PolicyError`` with all that is wrong."""
    if len(text) > room.characters:
        raise PolicyError([too_long(DataPlace(file), MOST_CHARACTERS)])
    if found := list(islice(hidden(text), MOST_PROBLEMS)):
        source = Source(file, tuple(LINE_BREAK.split(text)))
        raise PolicyError([_hidden(char, at) for at, char in _placed(text, source, found)])
    return _showing(from_yaml(text, file, most_nodes=room.nodes))


def policy_from_data(data: object, file: str) -> Node:
    """Return the document in plain data. Raises ``PolicyError`` with all that is wrong."""
    return _showing(from_data(data, file, most_nodes=MOST_NODES, most_characters=MOST_CHARACTERS))


def _placed(
    text: str, source: Source, found: list[tuple[int, str]]
) -> Iterator[tuple[TextPlace, str]]:
    """Yield each hidden character with its place; their offsets ascend."""
    line, before = 1, 0
    for offset, char in found:
        between = (text.count(mark, before, offset) for mark in ("\n", "\r", "\r\n"))
        newlines, returns, both = between
        line, before = line + newlines + returns - both, offset
        start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
        yield TextPlace(source, line, offset - start + 1), char


def _hidden(char: str, place: Place) -> Problem:
    hint = Message.of("hint-remove-character")
    return problem("hidden-character", place, hint=hint, found=described(char))


def _showing(node: Node) -> Node:
    """Return a document whose texts and names show what they are, or raise ``PolicyError``."""
    found = list(islice(_misleading(node, ()), MOST_PROBLEMS))
    if found:
        raise PolicyError(found)
    return node


def _misleading(node: Node, path: Path) -> Iterator[Problem]:
    match node:
        case Scalar(text, place):
            yield from (_hidden(char, place) for _, char in hidden(text))
            if _is_name(path) and (wrong := imitation(node, text)):
                yield wrong
        case Items(items):
            for number, item in enumerate(items):
                yield from _misleading(item, (*path, number))
        case Entries(pairs):
            for key, value in pairs:
                yield from _misleading(key, (*path, KEY))
                yield from _misleading(value, (*path, key.text))


def _is_name(path: Path) -> bool:
    """Tell whether a scalar is a key, or a value that names a policy, a rule, a source."""
    names = [step for step in path if isinstance(step, str)]
    if not names or names[-1] == KEY:
        return bool(names)
    # under params and lets the keys are the policy's own, and the values are not names
    return names[-1] in NAMING and not (names[0] in HOLDS_TEXTS and len(names) == VALUE_OF_ITS_OWN)
