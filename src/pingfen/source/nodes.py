"""A tree of nodes, each of which knows where it was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from pingfen.characters import clipped
from pingfen.errors import DataPlace, Place, PolicyError, Problem, TextPlace, problem
from pingfen.exact import NUMBER, Numeric, decimals, exact, fixed

MOST_CHARACTERS = 1_000_000
MOST_DEPTH = 40
MOST_PLACES = 60
MOST_BITS = 1_000
# keys and values of a policy and its parents together
MOST_NODES = 10_000
# how much of a key a path of plain data shows
MOST_KEY = 80
PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; ``quoted`` tells ``"12"`` from ``12``.

    ``rational`` marks a number of Python that no decimal text can hold, written ``1/3``.
    """

    text: str
    place: Place
    quoted: bool = False
    rational: bool = False

    @property
    def value(self) -> str | int | Decimal | bool | None:
        """What the scalar means: plain numbers are numbers, read exactly; quoted ones text."""
        if self.quoted:
            return self.text
        if self.text in PLAIN:
            return PLAIN[self.text]
        if NUMBER.fullmatch(self.text):
            return Decimal(self.text) if "." in self.text else int(self.text)
        return self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping, in the order of the file."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    place: Place
    index: Mapping[str, "Node"] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the entries quick to find."""
        object.__setattr__(self, "index", {key.text: value for key, value in self.pairs})

    def get(self, key: str) -> "Node | None":
        """Return the value under a key, or None."""
        return self.index.get(key)

    def key(self, name: str) -> Scalar:
        """Return the key itself, for its place."""
        return next(key for key, _ in self.pairs if key.text == name)


Node = Scalar | Items | Entries
# the way to a node: keys and positions
Path = tuple[str | int, ...]


def plain(node: Node) -> object:
    """Return the node as plain data: dicts, lists, text, int, Decimal, bool and None."""
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Entries():
            return {key.text: plain(value) for key, value in node.pairs}


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


def too_many(place: Place) -> Problem:
    """Return the problem of a policy that has more keys and values than one may have."""
    return problem("too-large", place, says="nodes-many", most=MOST_NODES)


def too_long(place: Place, most: int) -> Problem:
    """Return the problem of a policy that has more characters than one may have."""
    return problem("too-large", place, says="file-too-large", most=most)


def count_nodes(node: Node) -> int:
    """Return how many keys and values a document has."""
    match node:
        case Items(items):
            return 1 + sum(map(count_nodes, items))
        case Entries(pairs):
            return 1 + sum(1 + count_nodes(value) for _, value in pairs)
    return 1


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


def place_within(scalar: Scalar, offset: int, length: int = 1) -> Place:
    """Return the place of a character inside a scalar, also one that is folded over lines."""
    start = scalar.place
    if not isinstance(start, TextPlace):
        return start
    if (column := _in_one_line(scalar, start, offset + length)) is not None:
        return TextPlace(start.source, start.line, column + offset, length)
    for line, column, first, text in _segments(scalar, start):
        if first <= offset <= first + len(text):
            return TextPlace(start.source, line, column + offset - first, length)
    return start


def _in_one_line(scalar: Scalar, start: TextPlace, end: int) -> int | None:
    """Return the column where a scalar begins whose text stands in its line as far as needed."""
    if start.line > len(start.source.lines):
        return None
    line, begin = start.source.lines[start.line - 1], start.column - 1
    if scalar.quoted and line[begin : begin + 1] in tuple("|>"):
        return None
    begin += scalar.quoted and line[begin : begin + 1] in tuple("'\"")
    return begin + 1 if line.startswith(scalar.text[:end], begin) else None


def _segments(scalar: Scalar, start: TextPlace) -> Iterator[tuple[int, int, int, str]]:
    """Yield line, column, offset and text of each run of the scalar that stands in one line."""
    lines, offset = start.source.lines, 0
    for number in range(start.line, len(lines) + 1):
        begin = start.column - 1 if number == start.line else 0
        line = lines[number - 1][begin:]
        if number == start.line and scalar.quoted and line[:1] in tuple("|>"):
            continue
        if number == start.line and scalar.quoted and line[:1] in tuple("'\""):
            begin, line = begin + 1, line[1:]
        stripped = line.strip()
        run = _shared(stripped, scalar.text[offset:])
        if not run:
            return
        yield number, begin + line.index(stripped) + 1, offset, run
        offset += len(run)
        if offset < len(scalar.text) and scalar.text[offset] in " \n":
            offset += 1


def _shared(line: str, text: str) -> str:
    """Return how far the line and the text agree."""
    ends = (n for n, (a, b) in enumerate(zip(line, text, strict=False)) if a != b)
    return line[: next(ends, min(len(line), len(text)))]
