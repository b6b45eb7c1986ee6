"""Files that hold one list of entries under a key: judgements, accepted findings."""

from collections.abc import Mapping
from os import PathLike, fspath

from pingfen.errors import DataPlace, PingfenError, PolicyError, problem, reason_of
from pingfen.schema import shape
from pingfen.source import Entries, Items, Node, from_data, from_yaml


def read_entries(
    path: str | PathLike[str], key: str, error: type[PingfenError], not_utf8: str
) -> tuple[Entries, ...]:
    """Return the entries of a file, YAML or JSON in UTF-8, in the shape of the key's schema.

    Raises ``error`` with all that is wrong with it; ``not_utf8`` is what is said of another
    encoding.
    """
    file = fspath(path)
    place = DataPlace(file)
    try:
        with open(file, "rb") as opened:
            text = opened.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise error([problem("unreadable", place, says=not_utf8)]) from None
    except (OSError, ValueError) as why:
        found = problem("unreadable", place, says="file-missing", found=reason_of(why))
        raise error([found]) from None
    try:
        return _entries(from_yaml(text, file), key, error)
    except PolicyError as wrong:  # the YAML itself is wrong
        raise error(wrong.problems) from None


def entries_of(
    given: object, key: str, error: type[PingfenError], shown: str
) -> tuple[Entries, ...]:
    """Return the entries of plain data in the shape of such a file; the list alone is enough.

    Raises ``error``; ``shown`` stands in places for the name of a file.
    """
    data = given if isinstance(given, Mapping | str) else {key: given}
    try:
        return _entries(from_data(data, shown), key, error)
    except PolicyError as wrong:  # a value that is no data
        raise error(wrong.problems) from None


def _entries(node: Node, key: str, error: type[PingfenError]) -> tuple[Entries, ...]:
    found = shape(node, key)
    if found.problems or not isinstance(node, Entries):
        raise error(found.problems)
    items = node.index[key]
    entries = items.items if isinstance(items, Items) else ()
    return tuple(item for item in entries if isinstance(item, Entries))
