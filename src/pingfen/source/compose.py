"""From the text of a YAML file to nodes, or to everything that is wrong with it."""

import re
from typing import Any

import yaml

from pingfen.errors import (
    DataPlace,
    Place,
    PolicyError,
    Problem,
    Source,
    TextPlace,
    enough,
    first_at,
    problem,
)
from pingfen.exact import MOST_DIGITS, NUMBER
from pingfen.messages import Message
from pingfen.source.nodes import (
    MOST_CHARACTERS,
    MOST_DEPTH,
    Entries,
    Items,
    Node,
    Scalar,
    too_long,
    too_many,
)

MOST_DIRECTIVES = 10
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# a plain text, and a comment that is glued to its sign as in 第 #3 项
GLUED_ANYWHERE = re.compile(r"[ \t]#[^\s#!]")
GLUED = re.compile(r"[ \t]+(?P<cut>#[^\s#!].*?)\s*$")
CONTROL = re.compile("[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PERCENT = re.compile("(?:\\A\ufeff?|[\r\n\x85\u2028\u2029])%")
# The C parser gives the same events many times faster; PyYAML is sometimes built without it.
LOADER = getattr(yaml, "CLoader", yaml.Loader)


def from_yaml(text: str, file: str, *, most_nodes: int | None = None) -> Node:
    """Return a YAML document as nodes.

    Raises ``PolicyError`` for text that is no YAML or uses what this library does not take:
    duplicate keys, anchors, aliases, tags, directives, several documents, more than a million
    characters or more than ``most_nodes`` keys and values.
    """
    if len(text) > MOST_CHARACTERS:
        raise PolicyError([too_long(DataPlace(file), MOST_CHARACTERS)])
    source = Source(file, tuple(LINE_BREAK.split(text)))
    directive = _directive(source) if PERCENT.search(text) else None
    if directive:
        hint = Message.of("hint-directive")
        raise PolicyError([problem("directive", directive, hint=hint)])
    return _Composer(text, source, most_nodes).compose()


def _directive(source: Source) -> TextPlace | None:
    """Return where a directive (``%YAML``, ``%TAG``) stands.

    The parser compares each with all those before it, so it must not see many: those that stand
    after the start, where they would begin a second document, are counted.
    """
    found = [
        number for number, line in enumerate(source.lines, 1) if line.lstrip("\ufeff")[:1] == "%"
    ]
    if not found or (
        len(found) < MOST_DIRECTIVES and any(map(_says, source.lines[: found[0] - 1]))
    ):
        return None
    return TextPlace(source, found[0], 1)


def _says(line: str) -> bool:
    """Tell whether a line is more than a comment."""
    return line.strip()[:1] not in {"", "#", "\ufeff"}


class _Composer:
    """Turns the events of the parser into nodes, and collects what is wrong on the way."""

    def __init__(self, text: str, source: Source, most_nodes: int | None) -> None:
        self.source = source
        self.most_nodes = most_nodes
        self.nodes = 0
        self.problems: list[Problem] = []
        self.depth = 0
        self.glued = " #" in text and GLUED_ANYWHERE.search(text) is not None
        # any: marks and events are typed loosely, the two parsers have classes of their own
        self.events: Any = yaml.parse(text, Loader=LOADER)

    def compose(self) -> Node:
        start = TextPlace(self.source, 1, 1)
        found: list[Node] = []
        try:
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent) and found:
                    hint = Message.of("hint-one-document")
                    again = problem("documents", self.place(event), hint=hint)
                    raise PolicyError([*self.problems, again])
                if isinstance(event, yaml.NodeEvent):
                    found.append(self.node(event))
        except yaml.MarkedYAMLError as error:
            raise PolicyError([*self.problems, self.syntax(error)]) from None
        except (yaml.YAMLError, UnicodeError) as error:
            raise PolicyError([*self.problems, self.unreadable(error)]) from None
        if self.problems:
            raise PolicyError(self.problems)
        return found[0] if found else Scalar("", start)

    def place(self, event: Any, length: int = 1) -> TextPlace:  # noqa: ANN401
        mark = event.start_mark
        return TextPlace(self.source, mark.line + 1, mark.column + 1, length)

    def wrong(
        self,
        code: str,
        place: Place,
        hint: Message | None = None,
        says: str = "",
        **values: object,
    ) -> None:
        self.problems.append(Problem(code, Message.of(says or code, **values), place, hint))
        enough(self.problems)

    def syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        from pingfen.source.lines import Lines  # noqa: PLC0415  # only for broken files
        from pingfen.source.traps import explain  # noqa: PLC0415  # as above

        at = _mark(error.problem_mark or error.context_mark) or (1, 1)
        text = Lines(self.source.lines, at, _mark(error.context_mark))
        trap = explain(text, error.problem or "")
        place = self.inside(trap.line, trap.column)._replace(length=trap.length)
        return problem("syntax", place, found=trap.found, hint=trap.hint)

    def unreadable(self, error: Exception) -> Problem:
        """Return the problem of a character that no YAML file may hold."""
        for number, line in enumerate(self.source.lines, 1):
            if found := CONTROL.search(line):
                place = TextPlace(self.source, number, found.start() + 1)
                hint = Message.of("hint-remove-character")
                return problem("syntax", place, found=Message.of("yaml-control"), hint=hint)
        found_by_parser = str(error).splitlines()[0]
        return problem("syntax", TextPlace(self.source, 1, 1), found=found_by_parser)

    def inside(self, line: int, column: int) -> TextPlace:
        """Return a place in the text; the parser puts its end a line too far."""
        lines = self.source.lines
        if line <= len(lines):
            return TextPlace(self.source, line, column)
        return TextPlace(self.source, len(lines), len(lines[-1]) + 1)

    def node(self, event: Any) -> Node:  # noqa: ANN401
        place = self.place(event)
        self.nodes += 1
        if self.most_nodes is not None and self.nodes > self.most_nodes:
            raise PolicyError([*self.problems, too_many(place)])
        if event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            hint = Message.of("hint-anchor", found=sign)
            self.wrong("anchor", place, hint, found=event.anchor)
        if getattr(event, "tag", None):
            self.wrong("tag", place, Message.of("hint-tag"), found=event.tag)
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

    def uncut(self, event: Any) -> None:  # noqa: ANN401
        """Refuse a plain text that ends at a ``#`` which may well be part of it."""
        mark = event.end_mark
        line = self.source.lines[mark.line] if mark.line < len(self.source.lines) else ""
        if found := GLUED.match(line, mark.column):
            place = TextPlace(
                self.source, mark.line + 1, found.start("cut") + 1, len(found["cut"])
            )
            self.wrong("cut-text", place, Message.of("hint-comment"), found=found["cut"])

    def scalar(self, event: Any) -> Scalar:  # noqa: ANN401
        one_line = event.start_mark.line == event.end_mark.line
        length = event.end_mark.column - event.start_mark.column if one_line else 1
        place = self.place(event, max(1, length))
        if not event.style and self.glued:
            self.uncut(event)
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
                self.wrong(
                    "wrong-kind",
                    self.place(event),
                    Message.of("hint-braces", found='"{…}"'),
                    says="key-kind",
                )
            elif key.text in found:
                hint = first_at(found[key.text][0].place)
                self.wrong("duplicate-key", key.place, hint, found=key.text)
            else:
                found[key.text] = (key, value)
        return Entries(tuple(found.values()), place)


def _mark(mark: Any) -> tuple[int, int] | None:  # noqa: ANN401  # each parser has its own marks
    return (mark.line + 1, mark.column + 1) if mark else None
