"""What breaks a mapping or a list in brackets: ``{places: 2，mode: half-up}``.

Imported only once a file is wrong.
"""

import re
from types import MappingProxyType

from pingfen.messages import Message
from pingfen.source.lines import Lines, Trap, quoted, trap

CLOSING = MappingProxyType({"{": "}", "[": "]"})
WIDE_COMMAS = "，、；"
# a line that begins another key: the bracket above it was to be closed
KEY = re.compile(r"\s*(?:- +)*[^\W\d_][\w-]*\s*:(?:\s|$)")


def in_brackets(text: Lines) -> Trap | None:
    """Explain what breaks a mapping or a list in brackets."""
    if text.since is None:
        return None
    opened, at = text.since, text.at
    sign = text.line(opened[0])[opened[1] - 1 : opened[1]]
    expected, found = CLOSING.get(sign, ""), text.rest()[:1]
    if at[0] != opened[0] and KEY.match(text.line(at[0])):
        hint = Message.of("hint-close", found=expected)
        return trap(*opened, Message.of("yaml-unclosed", found=sign), hint)
    if found and found in "]}":
        said = Message.of("yaml-mismatch", found=found, expected=expected)
        return trap(*at, said, Message.of("hint-write", found=expected))
    line = text.line(at[0])
    begin = opened[1] if at[0] == opened[0] else 0
    before = line[begin : at[1] - 1]
    wide = next((n for n, char in enumerate(before) if char in WIDE_COMMAS), None)
    if found == ":" and wide is not None and "," not in before[wide:]:
        said = Message.of("yaml-wide-comma", found=before[wide])
        return trap(at[0], begin + wide + 1, said, Message.of("hint-half-comma"))
    return _text_in_flow(text, line, begin, found)


def _text_in_flow(text: Lines, line: str, begin: int, found: str) -> Trap | None:
    """Explain a text inside brackets that would need quotes."""
    at = text.at[1] - 1
    start = max(line.rfind(": ", begin, at) + 2, begin)
    end = _end_of_text(line, at)
    hint = Message.of("hint-quote-or-lines", found=quoted(line[start:end].strip()))
    if found == ":":
        return trap(*text.at, Message.of("yaml-colon-inside"), hint)
    if found and found in CLOSING:
        return trap(*text.at, Message.of("yaml-bracket-inside", found=found), hint)
    if line[start : start + 1] in ("'", '"'):
        after = line[at:end].strip()
        return trap(*text.at, Message.of("yaml-after-quote", found=after), hint, len(after))
    return None


def _end_of_text(line: str, at: int) -> int:
    """Return where a text inside brackets was meant to end: at the next comma or bracket."""
    depth = 0
    for position in range(at, len(line)):
        char = line[position]
        if not depth and char in ",}]":
            return position
        depth += (char in "{[(") - (char in "}])")
    return len(line)


def end_of_bracket(text: str) -> int:
    """Return where the bracket that the text begins with is closed again."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "{[") - (char in "}]")
        if not depth:
            return at + 1
    return len(text)
