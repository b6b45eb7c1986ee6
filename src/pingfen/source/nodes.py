"""A tree of nodes, each of which knows where it was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from pingfen.errors import DataPlace, Place, PolicyError, TextPlace, problem
from pingfen.exact import NUMBER, Numeric, decimals, exact, fixed

MOST_DEPTH = 40
MOST_PLACES = 60
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


def from_data(data: object, file: str, path: str = "", *, fractions: bool = False) -> Node:
    """Return plain Python data as nodes; places name the way to each value.

    ``fractions`` takes a Fraction whose decimals do not end. Raises ``PolicyError`` for values
    that are no text, number, truth, list or mapping.
    """
    place = DataPlace(file, path)
    if path.count(".") + path.count("[") > MOST_DEPTH:
        raise PolicyError([problem("too-deep", place, most=MOST_DEPTH)])
    if isinstance(data, Mapping):
        return Entries(tuple(_entries(data, file, path, fractions=fractions)), place)
    if isinstance(data, Sequence) and not isinstance(data, str | bytes):
        items = (
            from_data(item, file, f"{path}[{n}]", fractions=fractions)
            for n, item in enumerate(data)
        )
        return Items(tuple(items), place)
    return _scalar_from_data(data, place, fractions=fractions)


def _entries(
    data: Mapping[object, object], file: str, path: str, *, fractions: bool
) -> Iterator[tuple[Scalar, Node]]:
    for key, value in data.items():
        inner = f"{path}.{key}"
        name = _scalar_from_data(str(key), DataPlace(file, inner), fractions=False)
        yield name, from_data(value, file, inner, fractions=fractions)


def _scalar_from_data(data: object, place: DataPlace, *, fractions: bool) -> Scalar:
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
        number = exact(data)
    except (ValueError, ArithmeticError):
        number = None
    places = decimals(number) if number is not None else None
    if number is None or places is None or places > MOST_PLACES:
        raise PolicyError([problem("number-form", place, says="not-a-number", found=data)])
    return fixed(number, places)


def place_within(scalar: Scalar, offset: int, length: int = 1) -> Place:
    """Return the place of a character inside a scalar, also one that is folded over lines."""
    start = scalar.place
    if not isinstance(start, TextPlace):
        return start
    for line, column, first, text in _segments(scalar, start):
        if first <= offset <= first + len(text):
            return TextPlace(start.source, line, column + offset - first, length)
    return start


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
