"""XML that is heard element by element, so that a large or hostile part fills no memory."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from xml.parsers import expat

from pingfen.readers.grid import unreadable

Attributes = Mapping[str, str]
T = TypeVar("T")
Action = Callable[[Attributes], object]
Starts = Mapping[str, Action]
Ends = Mapping[str, Callable[[], object]]
MOST_TAGS = 10_000_000


class Markup:
    """One part of a document, with what is to be done where an element starts and ends.

    Elements are named ``namespace local``; those without an action are passed over, but what
    stands in them is heard.
    """

    starts: Starts
    ends: Ends

    def __init__(self, file: str, part: str) -> None:
        """Start without any action."""
        self.file = file
        self.part = part
        self.starts = {}
        self.ends = {}
        self.depth = 0  # inside something that is skipped
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        self._listen()

    def hear(self, content: bytes) -> None:
        """Do what is to be done. Raises ``FormError`` if the part is broken or declares types."""
        if content.count(b"<") > MOST_TAGS:
            raise unreadable("markup-too-much", self.file, part=self.part, most=MOST_TAGS)
        try:
            self.parser.Parse(content, True)  # noqa: FBT003  # takes no keyword
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise unreadable("broken-part", self.file, part=self.part, found=error) from None

    def skip(self, _: Attributes | None = None) -> None:
        """Leave out the element that starts, with all that stands in it."""
        self.depth = 1
        self.parser.StartElementHandler = self._deeper
        self.parser.EndElementHandler = self._higher

    def take(self, taking: Callable[[str], object] | None) -> None:
        """Let someone take the text that follows, or nobody."""
        self.parser.CharacterDataHandler = taking

    def _refuse(self, *_: object) -> None:
        raise unreadable("entities", self.file, part=self.part)

    def _listen(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: Attributes) -> None:
        act = self.starts.get(name)
        if act is not None:
            act(attributes)

    def _end(self, name: str) -> None:
        act = self.ends.get(name)
        if act is not None:
            act()

    def _deeper(self, _: str, __: Attributes) -> None:
        self.depth += 1

    def _higher(self, _: str) -> None:
        self.depth -= 1
        if not self.depth:
            self._listen()


def named(spaces: Iterable[str], actions: Mapping[str, T]) -> dict[str, T]:
    """Return actions by the full names of elements, in each of some namespaces."""
    return {f"{space} {name}": act for space in spaces for name, act in actions.items()}


def value(attributes: Attributes, name: str = "val") -> str:
    """Return an attribute, whatever namespace it is written with; empty where it is missing."""
    return next((v for key, v in attributes.items() if key.rpartition(" ")[2] == name), "")


def is_on(attributes: Attributes) -> bool:
    """Tell whether a property that is mentioned holds: ``<w:vanish/>`` does."""
    return value(attributes) not in {"0", "false", "off"}


def count(attributes: Attributes) -> int:
    """Return the number that an element says, 1 where it says none."""
    text = value(attributes)
    return int(text[:9]) if text.isascii() and text.isdigit() else 1
