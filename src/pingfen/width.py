"""How wide text stands on a terminal, where Chinese takes two columns a character."""

from unicodedata import combining, east_asian_width


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
