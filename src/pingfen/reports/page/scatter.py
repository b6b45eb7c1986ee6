"""The chart of declared against computed totals: on the diagonal those that agree."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from math import floor, isqrt

from pingfen.exact import printed
from pingfen.messages import say
from pingfen.reports.page.axis import (
    Axis,
    drawn,
    legend,
    marks_below,
    marks_left,
    picture,
    spanned,
)

Pair = tuple[Decimal, Decimal, str]
LEFT, RIGHT, TOP, BOTTOM = 80, 640, 34, 454
SIZE = (680, 500)
# so many forms are drawn one by one, of more those that lie together as one mark
MOST = 400
DOT, LARGEST = 4, 9


def scatter_chart(pairs: Sequence[Pair], lang: str) -> str:
    """Return the chart of pairs of a declared and a computed total, each with its project."""
    low, high = spanned([total for pair in pairs for total in pair[:2]])
    across, up = Axis(low, high, LEFT, RIGHT), Axis(low, high, BOTTOM, TOP)
    many = len(pairs) > MOST
    content = (
        *marks_below(across, TOP, BOTTOM, say("chart-declared-axis", lang)),
        *marks_left(up, LEFT, RIGHT, say("chart-totals-axis", lang)),
        f'<line x1="{LEFT}" y1="{BOTTOM}" x2="{RIGHT}" y2="{TOP}" class="same"/>',
        *legend(_signs(lang), LEFT + 8, 14, 80),
        *(_bins(pairs, across, up) if many else _dots(pairs, across, up, lang)),
    )
    described = said_of(pairs, lang)
    return picture("chart-scatter", SIZE, (say("chart-scatter", lang), described), content)


def said_of(pairs: Sequence[Pair], lang: str) -> str:
    """Return in words what the chart shows."""
    higher = sum(declared > computed for declared, computed, _ in pairs)
    lower = sum(declared < computed for declared, computed, _ in pairs)
    same = len(pairs) - higher - lower
    values = {"same": same, "higher": higher, "lower": lower}
    return say("chart-scatter-said", lang, count=len(pairs), **values)


def beyond(pairs: Sequence[Pair]) -> int:
    """Return how many pairs lie outside the picture and are drawn at its edge."""
    axis = Axis(*spanned([total for pair in pairs for total in pair[:2]]), LEFT, RIGHT)
    return sum(
        not (axis.holds(declared) and axis.holds(computed)) for declared, computed, _ in pairs
    )


def _signs(lang: str) -> Iterator[tuple[str, str]]:
    yield '<circle cx="{x}" cy="{y}" r="4" class="agree"/>', say("chart-agrees", lang)
    yield (
        '<path d="M{x} {y}m-5 0l5 -5l5 5l-5 5z" class="differ"/>',
        say("chart-differs", lang),
    )


def _mark(x: Fraction, y: Fraction, size: int, title: str, *, differs: bool) -> str:
    said = f"<title>{escape(title)}</title>"
    if differs:
        path = f"M{drawn(x - size)} {drawn(y)}l{size} -{size}l{size} {size}l-{size} {size}z"
        return f'<path d="{path}" class="differ">{said}</path>'
    return f'<circle cx="{drawn(x)}" cy="{drawn(y)}" r="{size}" class="agree">{said}</circle>'


def _dots(pairs: Sequence[Pair], across: Axis, up: Axis, lang: str) -> Iterator[str]:
    for declared, computed, project in sorted(pairs, key=lambda pair: pair[0] != pair[1]):
        inside = across.holds(declared) and up.holds(computed)
        edge = "" if inside else say("chart-at-edge", lang)
        title = f"{project}: {printed(declared)} → {printed(computed)}{edge}"
        differs = declared != computed
        yield _mark(across.at(declared), up.at(computed), DOT, title, differs=differs)


def _bins(pairs: Sequence[Pair], across: Axis, up: Axis) -> Iterator[str]:
    """Yield one mark for all pairs of the same square of the scale, larger where they are more."""
    step = Fraction(max(1, (across.high - across.low) // 50))
    counts = Counter(
        (_bin(declared, across, step), _bin(computed, up, step), declared != computed)
        for declared, computed, _ in pairs
    )
    most = max(counts.values())
    for (x, y, differs), count in sorted(counts.items(), key=lambda item: -item[1]):
        size = 2 + isqrt(count * (LARGEST - 2) ** 2 // most)
        middle = across.at(x + step / 2), up.at(y + step / 2)
        title = f"{x}–{x + step} → {y}–{y + step}: {count}"
        yield _mark(*middle, size, title, differs=differs)


def _bin(total: Decimal, axis: Axis, step: Fraction) -> Fraction:
    within = min(max(Fraction(total), Fraction(axis.low)), axis.high - step)
    return axis.low + floor((within - axis.low) / step) * step
