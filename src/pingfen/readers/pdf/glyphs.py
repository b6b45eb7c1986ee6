"""From the characters drawn on a page to lines of text, and from the lines of a cell to its text.

All is in hundredths of a point, counted from the top left corner of the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

UNKNOWN = "\ufffd"
# A gap as wide as this part of a character's height parts two words, between Chinese ones a whole.
GAP_PARTS = 4
# The same character this near is the same one drawn twice, to look bold.
TWICE = 200
CHINESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# of a number: digits of either width, the point, the comma and, before it, a sign
NUMERIC = re.compile(r"[0-9.,０-９．]")
# what is not parted at the end of a line: a word or a number, and the mark after a character
UNIT = re.compile(r"(?:[0-9A-Za-z.,%]+|.)[,.;:!?%)，。；：！？、％）》」』”’]*")
LATIN = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")


class Glyph(NamedTuple):
    """A character as drawn; ``turn`` says in quarters, against the clock, how its line runs.

    ``spot`` is where it counts, if not in its middle: text that is too long for its cell is drawn
    over others and cut off there.
    """

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    turn: int = 0
    spot: tuple[int, int] | None = None

    @property
    def middle(self) -> tuple[int, int]:
        """The point that says in which cell it is."""
        return self.spot or ((self.x0 + self.x1) // 2, (self.y0 + self.y1) // 2)


class Written(NamedTuple):
    """A line of text and where it stands.

    ``first`` is how wide its first character is, ``unit`` what cannot be parted from it too;
    ``mixed`` where characters lie on one another, so that nobody can tell what it says.
    """

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    first: int = 0
    unit: int = 0
    mixed: bool = False

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.x1 - self.x0


class Joined(NamedTuple):
    """The text of several lines; ``guessed`` where a number went on in the next line.

    ``mixed`` where characters lie on one another: the text then ends in one that nobody knows.
    """

    text: str
    guessed: bool = False
    mixed: bool = False


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return glyphs without those drawn again at nearly the same place.

    >>> digit = Glyph("5", 0, 0, 600, 1000)
    >>> len(once([digit, digit._replace(x0=20, x1=620), digit._replace(x0=600, x1=1200)]))
    2
    """
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if not any(_is_again(glyph, other) for other in _around(glyph, seen)):
            kept.append(glyph)
            key = glyph.text, glyph.x0 // TWICE, glyph.y0 // TWICE
            seen.setdefault(key, []).append(glyph)
    return kept


def _around(glyph: Glyph, seen: dict[tuple[str, int, int], list[Glyph]]) -> Iterator[Glyph]:
    x, y = glyph.x0 // TWICE, glyph.y0 // TWICE
    for across in (x - 1, x, x + 1):
        for down in (y - 1, y, y + 1):
            yield from seen.get((glyph.text, across, down), ())


def _is_again(glyph: Glyph, other: Glyph) -> bool:
    far = min(TWICE, (glyph.x1 - glyph.x0) // 3)
    return abs(glyph.x0 - other.x0) <= far and abs(glyph.y0 - other.y0) <= far


def lines_of(glyphs: Iterable[Glyph]) -> list[Written]:
    """Return the lines that glyphs make, from the top down; blanks alone make none."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.y0 + glyph.y1, glyph.x0)):
        if rows and _is_beside(rows[-1][0], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [_written(sorted(row, key=lambda glyph: glyph.x0)) for row in rows]
    lines = [line for line in lines if line.text]
    upwards = [glyph for row in rows for glyph in row if glyph.turn == 1]
    return lines[::-1] if 2 * len(upwards) > sum(map(len, rows)) else lines


def _is_beside(glyph: Glyph, other: Glyph) -> bool:
    """Tell whether two glyphs stand on one line: the middles are at most half a height apart."""
    height = max(glyph.y1 - glyph.y0, other.y1 - other.y0)
    return abs(glyph.y0 + glyph.y1 - other.y0 - other.y1) < height


def _written(row: Sequence[Glyph]) -> Written:
    shown = [glyph for glyph in row if not glyph.text.isspace()]
    if not shown:
        return Written("", 0, 0, 0, 0)
    blanks = iter([glyph.x0 for glyph in row if glyph.text.isspace()])
    blank = next(blanks, None)
    unit = UNIT.match("".join(glyph.text[0] for glyph in shown))
    text = shown[0].text
    for before, glyph in pairwise(shown):
        between = False
        while blank is not None and blank < glyph.x0:
            between = between or blank >= before.x0
            blank = next(blanks, None)
        text += " " * (between or _is_apart(before, glyph)) + glyph.text
    return Written(
        text,
        shown[0].x0,
        min(glyph.y0 for glyph in shown),
        max(glyph.x1 for glyph in shown),
        max(glyph.y1 for glyph in shown),
        shown[0].x1 - shown[0].x0,
        shown[unit.end() - 1 if unit else 0].x1 - shown[0].x0,
        any(_is_over(before, glyph) for before, glyph in pairwise(shown)),
    )


def _is_over(glyph: Glyph, other: Glyph) -> bool:
    """Tell whether a glyph lies on another; marks are often set closer than they are wide."""
    narrower = min(glyph.x1 - glyph.x0, other.x1 - other.x0)
    over = (glyph.x1 - other.x0) * 3 > narrower
    return over and glyph.text.isalnum() and other.text.isalnum()


def _is_apart(before: Glyph, glyph: Glyph) -> bool:
    gap, height = glyph.x0 - before.x1, glyph.y1 - glyph.y0
    both = CHINESE.match(before.text) and CHINESE.match(glyph.text)
    return gap >= height if both else gap * GAP_PARTS > height


def joined(lines: Sequence[Written], width: int) -> Joined:
    r"""Return the text of the lines of a cell in which a line may be so wide.

    Chinese text wraps anywhere, so lines are joined as they are. Between two Latin words the line
    break stays, and between two numbers too: 50 above 50 is not 5050. Only where a number fills
    its line to the end does it go on in the next one, and then that was a guess.

    >>> [joined([Written(a, 0, 0, 2000, 900), Written(b, 0, 999, 600, 1900, 500)], 2200).text
    ...  for a, b in (("产出", "指标"), ("100.0", "0%"), ("≥", "90%"), ("big", "data"))]
    ['产出指标', '100.00%', '≥90%', 'big\ndata']
    >>> joined([Written("50", 0, 0, 1000, 900), Written("50", 0, 999, 1000, 1900, 500)], 2200)
    Joined(text='50\n50', guessed=False, mixed=False)
    """
    text, guessed = "", False
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        mark = ""
        if before and LATIN.match(line.text[0]) and LATIN.match(before.text[-1]):
            mark = "\n"
        if before and NUMERIC.match(line.text[0]) and NUMERIC.match(before.text[-1]):
            full = before.width + line.first > width
            guessed = guessed or full
            mark = "" if full else "\n"
        text += mark + line.text
    mixed = any(line.mixed for line in lines)
    return Joined(text + UNKNOWN * mixed, guessed, mixed)
