"""From the text of a YAML file to nodes, or to everything that is wrong with it."""

import re
from typing import Any

import yaml

from pingfen.errors import DataPlace, Place, PolicyError, Problem, Source, TextPlace, problem
from pingfen.exact import MOST_DIGITS, NUMBER
from pingfen.messages import Message
from pingfen.source.nodes import MOST_DEPTH, Entries, Items, Node, Scalar

MOST_CHARACTERS = 1_000_000
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# The C parser gives the same events many times faster; PyYAML is sometimes built without it.
LOADER = getattr(yaml, "CLoader", yaml.Loader)


def from_yaml(text: str, file: str) -> Node:
    """Return a YAML document as nodes.

    Raises ``PolicyError`` for text that is no YAML or uses what this library does not take:
    duplicate keys, anchors, aliases, tags, several documents, more than a million characters.
    """
    if len(text) > MOST_CHARACTERS:
        raise PolicyError(
            [problem("too-large", DataPlace(file), says="file-too-large", most=MOST_CHARACTERS)]
        )
    return _Composer(text, Source(file, tuple(LINE_BREAK.split(text)))).compose()


class _Composer:
    """Turns the events of the parser into nodes, and collects what is wrong on the way."""

    def __init__(self, text: str, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.depth = 0
        # any: marks and events are typed loosely, the two parsers have classes of their own
        self.events: Any = yaml.parse(text, Loader=LOADER)

    def compose(self) -> Node:
        start = TextPlace(self.source, 1, 1)
        found: list[Node] = []
        try:
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent) and found:
                    self.wrong("documents", self.place(event))
                elif isinstance(event, yaml.NodeEvent):
                    found.append(self.node(event))
        except yaml.MarkedYAMLError as error:
            raise PolicyError([*self.problems, self.syntax(error)]) from None
        except (yaml.YAMLError, UnicodeError) as error:
            message = str(error).splitlines()[0]
            raise PolicyError([problem("syntax", start, found=message)]) from None
        if self.problems:
            raise PolicyError(self.problems)
        return found[0] if found else Scalar("", start)

    def place(self, event: Any, length: int = 1) -> TextPlace:  # noqa: ANN401
        mark = event.start_mark
        return TextPlace(self.source, mark.line + 1, mark.column + 1, length)

    def wrong(self, code: str, place: Place, says: str = "", **values: object) -> None:
        self.problems.append(Problem(code, Message.of(says or code, **values), place))

    def syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        place = TextPlace(self.source, mark.line + 1, mark.column + 1) if mark else None
        return problem("syntax", place, found=error.problem or error.context or "")

    def node(self, event: Any) -> Node:  # noqa: ANN401
        place = self.place(event)
        if event.anchor:
            self.wrong("anchor", place, found=event.anchor)
        if getattr(event, "tag", None):
            self.wrong("tag", place, found=event.tag)
        match event:
            case yaml.ScalarEvent():
                return self.scalar(event)
            case yaml.AliasEvent():
                return Scalar("", place)
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise PolicyError([*self.problems, problem("too-deep", place, most=MOST_DEPTH)])
        sequence = isinstance(event, yaml.SequenceStartEvent)
        node = self.items(place) if sequence else self.entries(place)
        self.depth -= 1
        return node

    def scalar(self, event: Any) -> Scalar:  # noqa: ANN401
        one_line = event.start_mark.line == event.end_mark.line
        length = event.end_mark.column - event.start_mark.column if one_line else 1
        place = self.place(event, max(1, length))
        if not event.style and len(event.value) > MOST_DIGITS and NUMBER.fullmatch(event.value):
            hint = Message.of("hint-quote-digits")
            long = problem("too-large", place, says="number-long", hint=hint, most=MOST_DIGITS)
            self.problems.append(long)
            return Scalar("0", place)
        return Scalar(event.value, place, quoted=bool(event.style))

    def items(self, place: TextPlace) -> Items:
        found = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.node(event))
        return Items(tuple(found), place)

    def entries(self, place: TextPlace) -> Entries:
        found: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event)
            value = self.node(next(self.events))
            if not isinstance(key, Scalar):
                self.wrong("wrong-kind", self.place(event), says="key-kind")
            elif key.text in found:
                self.wrong("duplicate-key", key.place, found=key.text)
            else:
                found[key.text] = (key, value)
        return Entries(tuple(found.values()), place)
