"""How the totals of many forms lie before and after, with the cut-offs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from html import escape
from math import floor

from pingfen.comparison.picture import frame
from pingfen.comparison.result import Comparison
from pingfen.comparison.scale import LEFT, Scale, scale_of, svg
from pingfen.exact import fixed
from pingfen.messages import say

HALF, TOP = 110, 44
FOOT = 40
MOST_BARS = 60


def histogram(comparison: Comparison, lang: str) -> str:
    """Return the picture: the new totals upwards, the old ones downwards."""
    forms = comparison.impact.forms if comparison.impact else ()
    old = [form.old.total for form in forms if form.old.total is not None]
    new = [form.new.total for form in forms if form.new.total is not None]
    if not old and not new:
        return ""
    scale = scale_of([*old, *new], [*comparison.cut_offs[0], *comparison.cut_offs[1]])
    step = _step(scale.high - scale.low)
    counts = [_counted(totals, scale, step) for totals in (new, old)]
    most = max(count for found in counts for count in found.values())
    bottom = TOP + 2 * HALF
    content = [
        *frame(comparison, scale, (TOP, bottom), lang),
        *_bars(counts[0], scale, step, most, up=True),
        *_bars(counts[1], scale, step, most, up=False),
        *_sides(most, lang),
    ]
    return svg(bottom + FOOT, say("picture-histogram", lang), content)


def _step(length: int) -> int:
    """Return how many points a bar stands for: 1, 2, 5, 10, 20, 50 and so on."""
    tens = 1
    while length > MOST_BARS * tens * 5:
        tens *= 10
    return next(step for step in (tens, 2 * tens, 5 * tens) if length <= MOST_BARS * step)


def _counted(totals: Iterable[Decimal], scale: Scale, step: int) -> Counter[int]:
    """Return how many totals lie in each step of the scale; the end of the scale in the last."""
    last = (scale.high - scale.low - 1) // step
    return Counter(min(last, floor((Fraction(total) - scale.low) / step)) for total in totals)


def _bars(counts: Counter[int], scale: Scale, step: int, most: int, *, up: bool) -> Iterator[str]:
    middle, kind = TOP + HALF, "new-bar" if up else "old-bar"
    for at, count in sorted(counts.items()):
        start = scale.low + at * step
        left, right = (Fraction(scale.at(edge)) for edge in (start, start + step))
        height = Fraction(count * (HALF - 8), most)
        top = middle - height if up else Fraction(middle)
        yield (
            f'<rect x="{fixed(left + Fraction(1, 2), 1)}" y="{fixed(top, 1)}" '
            f'width="{fixed(right - left - 1, 1)}" height="{fixed(height, 1)}" class="{kind}">'
            f"<title>{start}–{start + step}: {count}</title></rect>"
        )


def _sides(most: int, lang: str) -> Iterator[str]:
    """Yield which side is which, and how many forms the longest bar stands for."""
    middle = TOP + HALF
    for code, y in (("picture-new-totals", middle - 40), ("picture-old-totals", middle + 50)):
        yield f'<text x="{LEFT - 10}" y="{y}" class="end">{escape(say(code, lang))}</text>'
    longest = say("picture-most", lang, count=most)
    yield f'<text x="{LEFT - 10}" y="{middle + 4}" class="end quiet">{escape(longest)}</text>'
