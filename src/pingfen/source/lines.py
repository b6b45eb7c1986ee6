"""The lines around the place where a file stops being YAML, and what was found in them."""

from collections.abc import Sequence
from typing import NamedTuple

from pingfen.messages import Message

Mark = tuple[int, int]


class Trap(NamedTuple):
    """What is wrong in a line, both counted from 1, and what to do about it."""

    line: int
    column: int
    length: int
    found: Message
    hint: Message


class Lines(NamedTuple):
    """The lines of the file, where the parser stopped and where what it was reading began."""

    lines: Sequence[str]
    at: Mark
    since: Mark | None

    def line(self, number: int) -> str:
        """Return a line, or nothing where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def rest(self) -> str:
        """Return the line from where the parser stopped."""
        return self.line(self.at[0])[self.at[1] - 1 :]


def quoted(text: str) -> str:
    """Return a text in quotes, as YAML reads it back.

    >>> print(quoted("完成 5%"), quoted('">=" == relation'), quoted("'unit == 'x''"))
    "完成 5%" '">=" == relation' "unit == 'x'"
    """
    sign = text[:1]
    if sign and sign in "\"'" and text.endswith(sign) and text.count(sign) > 3:  # noqa: PLR2004  # its own quotes and those inside
        text = text[1:-1]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def trap(line: int, column: int, found: Message, hint: Message, length: int = 1) -> Trap:
    """Return what is wrong in a line from a column on."""
    return Trap(line, column, max(1, length), found, hint)
