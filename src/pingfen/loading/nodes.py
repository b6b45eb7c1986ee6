"""From nodes of a document to plain values."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pingfen.messages import Bilingual
from pingfen.policy import Constant
from pingfen.source import Entries, Items, Node, Scalar


def pairs_of(node: Node | None) -> list[tuple[Scalar, Node]]:
    """Return the keys and values of a mapping; nothing for anything else."""
    return list(node.pairs) if isinstance(node, Entries) else []


def scalars_of(node: Node | None) -> Iterator[Scalar]:
    """Yield the scalars of a list; nothing for anything else."""
    for item in node.items if isinstance(node, Items) else ():
        if isinstance(item, Scalar):
            yield item


def entries_of(node: Node | None) -> Iterator[Entries]:
    """Yield the mappings of a list; nothing for anything else."""
    for item in node.items if isinstance(node, Items) else ():
        if isinstance(item, Entries):
            yield item


def text_of(node: Node | None, default: str = "") -> str:
    """Return the text of a scalar."""
    return node.text if isinstance(node, Scalar) else default


def number_of(node: Node | None) -> Fraction:
    """Return the number that a scalar holds; 0 where there is none."""
    value = node.value if isinstance(node, Scalar) else None
    return Fraction(value) if isinstance(value, int | Decimal) else Fraction(0)


def bilingual(node: Node | None) -> Bilingual:
    """Return a text that may be given in two languages."""
    if isinstance(node, Entries):
        return Bilingual(text_of(node.get("zh")), text_of(node.get("en")))
    return Bilingual(text_of(node))


def constant(node: Node) -> Constant:
    """Return the value of a param: a number, a text, or a list of them."""
    if isinstance(node, Items):
        return tuple(_single(item) for item in scalars_of(node))
    return _single(node)


def _single(node: Node) -> Fraction | str:
    value = node.value if isinstance(node, Scalar) else None
    return Fraction(value) if isinstance(value, int | Decimal) else text_of(node)
