"""What can be said of a policy whose parent is not there: whether its expressions can be read.

Names and types depend on the parent; the spelling of an expression does not. Imported only once
a parent is missing.
"""

from collections.abc import Callable, Iterator

from pingfen.errors import PolicyError, Problem
from pingfen.expression.parse import parse
from pingfen.expression.template import parse_template
from pingfen.loading.nodes import entries_of, pairs_of
from pingfen.loading.steps import SIDES
from pingfen.source import Entries, Node, Scalar

WHOLE = ("direction", "adjust", "total")
EXPRESSIONS = ("when", "score", "require", "expect")
TEMPLATES = ("because", "undecided")


def unreadable(document: Entries) -> list[Problem]:
    """Return what is wrong with the spelling of a document's expressions and templates."""
    return [
        found
        for read, node in _texts(document)
        if isinstance(node, Scalar)
        for found in _wrong(read, node)
    ]


def _texts(document: Entries) -> Iterator[tuple[Callable[[Scalar], object], Node | None]]:
    yield from ((parse, document.get(key)) for key in WHOLE)
    yield from ((parse, node) for _, node in pairs_of(document.get("let")))
    for block in ("rules", "checks"):
        for item in entries_of(document.get(block)):
            for key in EXPRESSIONS:
                yield from ((parse, node) for node in _steps(item.get(key)))
            for key in TEMPLATES:
                node = item.get(key)
                yield parse_template, node
                yield from ((parse_template, text) for _, text in pairs_of(node))


def _steps(node: Node | None) -> Iterator[Node | None]:
    yield node
    if isinstance(node, Entries):
        yield from (node.get("steps"), node.get("otherwise"))
        for side in SIDES:
            yield from (value for _, value in pairs_of(node.get(side)))


def _wrong(read: Callable[[Scalar], object], node: Scalar) -> tuple[Problem, ...]:
    try:
        read(node)
    except PolicyError as error:
        return error.problems
    return ()
