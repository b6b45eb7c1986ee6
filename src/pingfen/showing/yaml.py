"""A resolved policy as YAML that scores alike, with the place of each part in comments."""

from collections.abc import Iterator, Mapping

from pingfen.expression.vocabulary import canonical
from pingfen.loading.digest import thawed
from pingfen.policy import Policy
from pingfen.resolved import LISTS, line_of, origin
from pingfen.source import to_yaml

BY_ENTRY = frozenset({"sources", "params", "inputs", "let", "findings"})


def to_commented_yaml(policy: Policy, lang: str = "zh") -> str:  # noqa: ARG001  # as all formats
    """Return the policy as YAML that extends nothing and has the same digest."""
    document = thawed(policy.document)
    parts = document.items() if isinstance(document, dict) else ()
    lines = (line for key, value in parts for line in _part(policy, str(key), value))
    return "\n".join((f"# {' < '.join(policy.lineage)}", *lines)) + "\n"


def _part(policy: Policy, key: str, value: object) -> Iterator[str]:
    if key in LISTS and isinstance(value, list) and value:
        yield f"{key}:"
        for item in value:
            yield from _comment(policy, "  ", key, str(item[LISTS[key]]))
            yield from _indented(to_yaml([item]))
    elif key in BY_ENTRY and isinstance(value, Mapping) and value:
        yield f"{key}:"
        for name, entry in value.items():
            yield from _comment(policy, "  ", key, canonical(str(name)))
            yield from _indented(to_yaml({name: entry}))
    else:
        yield from _comment(policy, "", key)
        yield to_yaml({key: value}).rstrip("\n")


def _comment(policy: Policy, indent: str, *path: str) -> Iterator[str]:
    """Yield the place of a part as a comment; nothing where no document says it."""
    if found := origin(policy, *path):
        yield f"{indent}# {line_of(found.place)}"


def _indented(text: str) -> Iterator[str]:
    """Yield the lines of a dumped value two columns in; the dumper writes no literal blocks."""
    yield from (f"  {line}" if line else "" for line in text.rstrip("\n").split("\n"))
