"""What an author meant where the text is not YAML: the traps that policies fall into.

The parser says what it expected, in English and often a line too late. Its mark and the lines
around it tell more: a full-width colon, a quote that ends too soon, a text that begins with %.
Imported only once a file is wrong.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pingfen.messages import Message
from pingfen.source.brackets import CLOSING, end_of_bracket, in_brackets
from pingfen.source.lines import Lines, Trap, quoted, trap

KEY = r"(?P<lead>\s*(?:- +)*)(?P<key>[^\W\d_][\w-]*|\"[^\"]*\"|'[^']*')"
WIDE_COLON = re.compile(KEY + r"\s*(?P<found>：)")
COLON_SPACE = re.compile(KEY + r"(?P<found>:)(?P<value>[^\s:].*)")
DASH_SPACE = re.compile(r"(?P<lead>\s*)(?P<found>-)(?P<value>[^\W\d_][\w-]*:(?:\s.*)?)$")
VALUE = re.compile(KEY + r"\s*:\s+(?P<value>\S.*)$")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
NEVER_FIRST = tuple("%@`&*!?=,]}")


def explain(text: Lines, said: str) -> Trap:
    """Return what most likely went wrong, told from the parser's words and the lines."""
    for words, reading in READINGS.items():
        if words in said and (found := reading(text)):
            return found
    return _in_line(text, text.at[0]) or _unknown(text)


def _in_line(text: Lines, number: int) -> Trap | None:
    """Find what is wrong with one line, from its start to its end."""
    line = text.line(number)
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" in lead:
        found, hint = Message.of("yaml-tab"), Message.of("hint-spaces-for-tabs")
        return trap(number, lead.index("\t") + 1, found, hint)
    return _in_key(line, number) or _in_value(line, number) or _misaligned(text, number)


def _in_key(line: str, number: int) -> Trap | None:
    if match := WIDE_COLON.match(line):
        found = Message.of("yaml-wide-colon", key=match["key"], found=match["found"])
        right = f"{match['key']}: {line[match.end() :].strip()}".rstrip()
        return trap(number, match.start("found") + 1, found, Message.of("hint-write", found=right))
    if match := COLON_SPACE.match(line):
        right = f"{match['key']}: {match['value'].rstrip()}"
        hint = Message.of("hint-write", found=right)
        return trap(number, match.start("found") + 1, Message.of("yaml-colon-space"), hint)
    if match := DASH_SPACE.match(line):
        hint = Message.of("hint-write", found=f"- {match['value'].rstrip()}")
        return trap(number, match.start("found") + 1, Message.of("yaml-dash-space"), hint)
    return None


def _in_value(line: str, number: int) -> Trap | None:  # noqa: PLR0911  # one a mistake
    match = VALUE.match(line)
    if not match:
        return None
    value, start = match["value"].rstrip(), match.start("value") + 1
    hint = Message.of("hint-quote", found=f"{match['key']}: {quoted(value)}")
    if value[0] in "\"'" and (ended := QUOTED.match(value)):
        after = value[ended.end() :].strip()
        found = Message.of("yaml-after-quote", found=after)
        at = start + value.rindex(after)
        return trap(number, at, found, hint, len(after)) if _follows(after) else None
    if value[0] in CLOSING:
        return _after_bracket(value, number, start, hint)
    if value.startswith("- "):
        return trap(number, start, Message.of("yaml-dash-inside"), Message.of("hint-list-lines"))
    if value[0] in "|>" and value[1:].strip():
        return trap(number, start, Message.of("yaml-block-sign", found=value[0]), hint)
    if value[0] in NEVER_FIRST:
        return trap(number, start, Message.of("yaml-first-character", found=value[0]), hint)
    if ": " in value or value.endswith(":"):
        at = start + (value + " ").index(": ")
        return trap(number, at, Message.of("yaml-colon-inside"), hint)
    return None


def _after_bracket(value: str, number: int, start: int, hint: Message) -> Trap | None:
    end = end_of_bracket(value)
    after = value[end:].strip()
    if not _follows(after):
        return None
    opens = value[0]
    found = Message.of("yaml-after-bracket", opens=opens, closes=CLOSING[opens], found=after)
    return trap(number, start + value.index(after, end), found, hint, len(after))


def _follows(after: str) -> bool:
    return bool(after) and not after.startswith("#")


def _misaligned(text: Lines, number: int) -> Trap | None:
    """Find a line that stands under none of the keys above it."""
    line = text.line(number)
    own = len(line) - len(line.lstrip())
    above = [
        starts
        for other in text.lines[: number - 1]
        if other.strip() and not other.lstrip().startswith("#")
        for starts in _levels(other)
    ]
    if not line.strip() or not above or own in _open(text, number):
        return None
    near = min(_open(text, number), key=lambda columns: (abs(columns - own), -columns))
    found, hint = Message.of("yaml-indent"), Message.of("hint-align", columns=near)
    return trap(number, own + 1, found, hint, len(line.strip()))


def _levels(line: str) -> list[int]:
    """Return the columns at which a line opens a level: its own and that after each dash."""
    starts = [len(line) - len(line.lstrip())]
    while line[starts[-1] :].startswith("- "):
        inner = line[starts[-1] + 1 :]
        starts.append(len(line) - len(inner.lstrip()))
    return starts


def _open(text: Lines, number: int) -> list[int]:
    """Return the columns at which a line may begin: those of the levels still open above it."""
    least, found = None, list[int]()
    for other in reversed(text.lines[: number - 1]):
        levels = _levels(other) if other.strip() and not other.lstrip().startswith("#") else []
        for level in reversed(levels):
            if least is None or level < least:
                found.append(level)
                least = level
    return found or [0]


def _unclosed_quote(text: Lines) -> Trap | None:
    if text.since is None:
        return None
    line, column = text.since
    sign = text.line(line)[column - 1 : column]
    found, hint = (
        Message.of("yaml-unclosed-quote", found=sign),
        Message.of("hint-close", found=sign),
    )
    return trap(line, column, found, hint)


def _without_colon(text: Lines) -> Trap | None:
    """Explain a line that should be a key: the one that the parser began before it stopped."""
    number = text.since[0] if text.since else text.at[0]
    if found := _in_line(text, number):
        return found
    word = text.line(number).strip()
    column = text.line(number).index(word) + 1 if word else 1
    return trap(number, column, Message.of("yaml-no-key"), _continued(word), len(word))


def _continued(word: str) -> Message:
    if re.fullmatch(r"[\w -]+", word):
        return Message.of("hint-continue", found=f"{word}: …")
    return Message.of("hint-continue-only")


def _escape(text: Lines) -> Trap | None:
    line = text.line(text.at[0])
    at = line.rfind("\\", 0, text.at[1] + 1)
    found = Message.of("yaml-escape", found=line[at : at + 2])
    return trap(text.at[0], at + 1, found, Message.of("hint-single-quotes"), 2)


def _second_document(text: Lines) -> Trap | None:
    return trap(*text.at, Message.of("yaml-document"), Message.of("hint-one-document"))


def _colon(text: Lines) -> Trap | None:
    """Explain a colon too many: in a text, or of a key that stands too far to the right."""
    line = text.line(text.at[0])
    key = VALUE.match(line + " …")
    if key and key.start("value") - 1 > text.at[1] - 1 and line[: text.at[1] - 1].strip():
        above = text.at[0] - 1
        while above and not text.line(above).strip():
            above -= 1
        return _in_key(text.line(above), above) or _too_deep(text, above)
    return None


def _too_deep(text: Lines, above: int) -> Trap | None:
    own = text.line(text.at[0])
    indent, level = len(own) - len(own.lstrip()), _levels(text.line(above))
    if indent <= level[-1]:
        return trap(above, *_whole(text, above))
    found, hint = Message.of("yaml-indent"), Message.of("hint-align", columns=level[-1])
    return trap(text.at[0], indent + 1, found, hint, len(own.strip()))


def _whole(text: Lines, number: int) -> tuple[int, Message, Message, int]:
    line = text.line(number)
    word = line.strip().removeprefix("- ")
    return line.index(word) + 1, Message.of("yaml-no-key"), _continued(word), len(word)


def _unknown(text: Lines) -> Trap:
    return trap(*text.at, Message.of("yaml-structure"), Message.of("hint-check-above"))


# a piece of what either of PyYAML's parsers says → how to read it
READINGS: Mapping[str, Callable[[Lines], Trap | None]] = MappingProxyType(
    {
        "unexpected end of stream": _unclosed_quote,
        "could not find expected ':'": _without_colon,
        "expected ',' or '}'": in_brackets,
        "expected ',' or ']'": in_brackets,
        "unknown escape": _escape,
        "<document start>": _second_document,
        "mapping values are not allowed": _colon,
    }
)
