"""How wide text stands on a terminal, where Chinese takes two columns a character."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from unicodedata import combining, east_asian_width

# what must not be parted: a word, or a wide character, with its brackets, stops and spaces
WIDE = r"\u2e80-\u3007\u3012-\u9fff\uf900-\ufaff"
OPENING = "（“「《〔"


@lru_cache(4096)  # of so many different characters most texts consist
def char_width(char: str) -> int:
    """Return the columns that one character takes: 0, 1 or 2."""
    if combining(char) or char in "\u200b\u200d\ufeff":
        return 0
    return 1 + is_wide(char)


def is_wide(char: str) -> bool:
    """Tell whether a character takes two columns."""
    return east_asian_width(char) in "WF"


def width(text: str) -> int:
    """Return the columns that the text takes.

    >>> width("≥99%"), width("满意度")
    (4, 6)
    """
    return sum(map(char_width, text))


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill the text with spaces up to a number of columns, to the left of it if ``right``."""
    spaces = " " * max(0, columns - width(text))
    return spaces + text if right else text + spaces


def caret_line(text: str, column: int, length: int) -> str:
    """Return a line with carets under ``length`` characters from ``column``, counted from 1.

    Full-width characters get full-width dots and carets, so that the carets stand right whatever
    the width that the terminal's font gives them.

    >>> caret_line("分值 * x", 6, 1)
    '．．...^'
    """
    before, marked = text[: column - 1], text[column - 1 : column - 1 + length] or " "
    dots = "".join(("", ".", "．")[char_width(char)] for char in before)
    carets = "".join(("", "^", "＾")[char_width(char)] for char in marked)
    return dots + (carets or "^")


def shortened(text: str, columns: int) -> str:
    """Return a text of at most so many columns; one that is wider is cut and ends in ``…``.

    >>> shortened("满意度指标", 6), shortened("满意度", 6)
    ('满意…', '满意度')
    """
    taken, end = 0, 0
    for at, char in enumerate(text, 1):
        taken += char_width(char)
        if taken < columns:
            end = at
        if taken > columns:
            return text[:end] + "…"
    return text


def aligned(table: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Return the lines of a table; ``right`` are the columns that end at the same place."""
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            pad(cell, columns, right=at in right)
            for at, (cell, columns) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in table
    ]


def one_line(text: str) -> str:
    """Return the text with a space for each line break and each character that does not print."""
    return "".join(char if char.isprintable() else " " for char in text)


def wrapped(text: str, columns: int) -> list[str]:
    """Return the text as lines of at most so many columns, broken at spaces and after wide text.

    >>> wrapped("分值 × (1 - 完成率)", 12)
    ['分值 × (1 -', '完成率)']
    """
    lines, line, taken = [], "", 0
    for piece in _pieces().findall(one_line(text)):
        if line and taken + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, taken = "", 0
        line, taken = line + piece, taken + width(piece)
        while taken > columns and width(line.rstrip()) > columns:  # longer than a line
            head = _fitting(line, columns)
            lines.append(line[:head])
            line = line[head:]
            taken = width(line)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _fitting(text: str, columns: int) -> int:
    """Return how many characters of the text fit into so many columns, at least one."""
    taken = 1
    while width(text[: taken + 1]) <= columns:
        taken += 1
    return taken


@cache
def _pieces() -> re.Pattern[str]:
    """Return what finds the pieces of a text; compiling it takes longer than most commands."""
    return re.compile(
        rf"[{OPENING}]*(?:[{WIDE}][，。；：、）”」》〕！？]*|[^\s{WIDE}{OPENING}]+)\s*|[{OPENING}]+\s*|\s+"
    )
