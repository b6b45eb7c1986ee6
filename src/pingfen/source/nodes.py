"""A tree of nodes, each of which knows where it was written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pingfen.characters import LOOK_ALIKES, described, look_alike
from pingfen.errors import Place, Problem, TextPlace, problem
from pingfen.exact import NUMBER
from pingfen.messages import Message

MOST_CHARACTERS = 1_000_000
MOST_DEPTH = 40
# keys and values of a policy and its parents together
MOST_NODES = 7_500
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


def imitation(scalar: Scalar, name: str, offset: int = 0) -> Problem | None:
    """Return the problem of a name in a scalar if it has a letter that looks like a Latin one."""
    if not (letter := look_alike(name)):
        return None
    position, char = letter
    place = place_within(scalar, offset + position)
    hint = Message.of("hint-latin-letter", name=LOOK_ALIKES[char])
    values = {"found": name, "char": char, "point": described(char)}
    return Problem("look-alike", Message.of("look-alike", **values), place, hint)


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
