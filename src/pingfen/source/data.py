"""From plain Python data to nodes, whose places name the way to each value."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from pingfen.characters import clipped
from pingfen.errors import DataPlace, Place, PolicyError, problem
from pingfen.exact import Numeric, decimals, exact, fixed
from pingfen.source.nodes import MOST_DEPTH, Entries, Items, Node, Scalar, too_long, too_many

MOST_PLACES = 60
MOST_BITS = 1_000
# how much of a key a path shows
MOST_KEY = 80


def from_data(
    data: object,
    file: str,
    *,
    fractions: bool = False,
    most_nodes: int | None = None,
    most_characters: int | None = None,
) -> Node:
    """Return plain Python data as nodes; places name the way to each value.

    ``fractions`` takes a Fraction whose decimals do not end. Raises ``PolicyError`` for values
    that are no text, number, truth, list or mapping, and for more than ``most_nodes`` of them or
    ``most_characters`` in them.
    """
    return _Reader(file, most_nodes, most_characters, fractions=fractions).node(data, "", 0)


class _Reader:
    """Turns plain data into nodes and counts them: data may hold itself, or itself many times."""

    def __init__(
        self,
        file: str,
        most_nodes: int | None,
        most_characters: int | None,
        *,
        fractions: bool,
    ) -> None:
        self.file = file
        self.fractions = fractions
        self.most_nodes = most_nodes
        self.most_characters = most_characters
        self.nodes = 0
        self.characters = 0

    def node(self, data: object, path: str, depth: int) -> Node:
        place = DataPlace(self.file, path)
        self.count(place, data)
        if depth > MOST_DEPTH:
            raise PolicyError([problem("too-deep", place, most=MOST_DEPTH)])
        if isinstance(data, Mapping):
            return Entries(tuple(self.entries(data, path, depth)), place)
        if isinstance(data, Sequence) and not isinstance(data, str | bytes):
            items = (
                self.node(item, f"{path}[{number}]", depth + 1) for number, item in enumerate(data)
            )
            return Items(tuple(items), place)
        return _scalar(data, place, fractions=self.fractions)

    def entries(
        self, data: Mapping[object, object], path: str, depth: int
    ) -> Iterator[tuple[Scalar, Node]]:
        for key, value in data.items():
            text = _key_text(key, DataPlace(self.file, path))
            inner = f"{path}.{clipped(text, MOST_KEY)}"
            place = DataPlace(self.file, inner)
            self.count(place, text)
            yield _scalar(text, place, fractions=False), self.node(value, inner, depth + 1)

    def count(self, place: Place, data: object) -> None:
        self.nodes += 1
        if self.most_nodes is not None and self.nodes > self.most_nodes:
            raise PolicyError([too_many(place)])
        self.characters += len(data) if isinstance(data, str) else 0
        if self.most_characters is not None and self.characters > self.most_characters:
            raise PolicyError([too_long(place, self.most_characters)])


def _key_text(key: object, place: DataPlace) -> str:
    try:
        return str(key)
    except ValueError:  # Python writes no whole number of more than some thousand digits
        raise PolicyError([problem("wrong-kind", place, says="key-kind")]) from None


def _scalar(data: object, place: DataPlace, *, fractions: bool) -> Scalar:
    if isinstance(data, str):
        if any("\ud800" <= char <= "\udfff" for char in data):
            raise PolicyError([problem("wrong-kind", place, says="half-character")])
        return Scalar(data, place, quoted=True)
    if data is None or isinstance(data, bool):
        return Scalar({None: "null", True: "true", False: "false"}[data], place)
    if isinstance(data, Fraction) and fractions and decimals(data) is None:
        return Scalar(str(data), place, rational=True)
    if isinstance(data, int | float | Decimal | Fraction):
        return Scalar(_number_text(data, place), place)
    raise PolicyError([problem("wrong-kind", place, says="not-data", found=type(data).__name__)])


def _number_text(data: Numeric, place: DataPlace) -> str:
    try:
        number = exact(data) if _few_digits(data) else None
    except (ValueError, ArithmeticError):
        number = None
    places = decimals(number) if number is not None else None
    if number is None or places is None or places > MOST_PLACES:
        found = data if _few_digits(data) else type(data).__name__
        raise PolicyError([problem("number-form", place, says="not-a-number", found=found)])
    return fixed(number, places)


def _few_digits(data: Numeric) -> bool:
    """Tell whether a number is short enough to be worked on and written out at all."""
    parts = (data.numerator, data.denominator) if isinstance(data, int | Fraction) else ()
    return all(part.bit_length() <= MOST_BITS for part in parts)
