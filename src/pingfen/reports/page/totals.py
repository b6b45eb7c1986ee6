"""The chart of how totals lie, with the cut-offs of the grades and the forms that are near one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from math import floor

from pingfen.auditing.finding import AuditedForm
from pingfen.exact import difference, printed
from pingfen.messages import listed, say
from pingfen.reports.page.axis import (
    WIDE,
    Axis,
    drawn,
    marks_below,
    marks_left,
    picture,
    round_step,
    spanned,
)
from pingfen.reports.page.texts import key_of, named
from pingfen.width import shortened

Cuts = Sequence[tuple[Decimal, str]]
LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 70, 30, 40, 270, 316
MOST_BARS = 50
NEAR = 1
MOST_GRADE = 12
# of more forms near a cut-off the rest is counted
MOST_NAMED = 30


def totals_chart(totals: Sequence[Decimal], cuts: Cuts, lang: str) -> str:
    """Return the chart of totals, of which there is at least one."""
    below = Axis(*spanned([*totals, *(bound for bound, _ in cuts)]), LEFT, WIDE - RIGHT)
    step = round_step(below.high - below.low, MOST_BARS)
    counts = _counted(totals, below, step)
    left = Axis(0, max(counts.values()), BOTTOM, TOP)
    content = (
        *_near_bands(cuts, below),
        *marks_below(below, TOP, BOTTOM, say("chart-totals-axis", lang)),
        *marks_left(left, LEFT, WIDE - RIGHT, say("chart-forms-axis", lang)),
        *_bars(counts, below, left, step),
        *_cuts(cuts, below),
    )
    names = listed(f"{key_of(grade)} {printed(bound)}" for bound, grade in cuts).in_lang(lang)
    described = say(
        "chart-totals-said",
        lang,
        count=len(totals),
        lowest=printed(min(totals)),
        highest=printed(max(totals)),
        cuts=names or say("chart-no-cuts", lang),
    )
    return picture("chart-totals", (WIDE, HEIGHT), (say("chart-totals", lang), described), content)


def _counted(totals: Iterable[Decimal], axis: Axis, step: int) -> Counter[int]:
    """Return how many totals each bar stands for; those beyond the scale are in the last ones."""
    last = (axis.high - axis.low - 1) // step
    places = (floor((Fraction(total) - axis.low) / step) for total in totals)
    return Counter(max(0, min(last, place)) for place in places)


def _bars(counts: Counter[int], below: Axis, left: Axis, step: int) -> Iterator[str]:
    for at, count in sorted(counts.items()):
        start = below.low + at * step
        x, end, y = below.at(start), below.at(start + step), left.at(count)
        yield (
            f'<rect x="{drawn(x + 1)}" y="{drawn(y)}" width="{drawn(end - x - 2)}" '
            f'height="{drawn(BOTTOM - y)}" class="bar">'
            f"<title>{start}–{start + step}: {count}</title></rect>"
        )


def _near_bands(cuts: Cuts, axis: Axis) -> Iterator[str]:
    for bound, _ in cuts:
        x, end = (axis.at(Fraction(bound) + by) for by in (-NEAR, NEAR))
        yield (
            f'<rect x="{drawn(x)}" y="{TOP}" width="{drawn(end - x)}" '
            f'height="{BOTTOM - TOP}" class="near"/>'
        )


def _cuts(cuts: Cuts, axis: Axis) -> Iterator[str]:
    for bound, grade in cuts:
        if axis.holds(bound):
            x = drawn(axis.at(bound))
            yield f'<line x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{BOTTOM}" class="cut"/>'
            name = escape(f"{shortened(key_of(grade), MOST_GRADE)} {printed(bound)}")
            yield f'<text x="{x}" y="{TOP - 12}" class="mid">{name}</text>'


def near_cuts(forms: Sequence[AuditedForm], cuts: Cuts, lang: str) -> str:
    """Return the forms whose total is near a cut-off, by name, or counted where they are many."""
    lines = []
    for bound, grade in cuts:
        near = [form for form in forms if _is_near(form, bound)]
        if near:
            values = {"grade": key_of(grade), "bound": printed(bound), "count": len(near)}
            head = escape(say("chart-near", lang, within=NEAR, **values))
            lines.append(f"<li>{head}{_named(near, lang)}</li>")
    if lines or not cuts:
        return f"<ul>{''.join(lines)}</ul>" if lines else ""
    return f'<p class="quiet">{escape(say("chart-near-none", lang, within=NEAR))}</p>'


def _is_near(form: AuditedForm, bound: Decimal) -> bool:
    return form.total is not None and abs(difference(form.total, bound)) <= NEAR


def _named(forms: Sequence[AuditedForm], lang: str) -> str:
    names = listed(
        f"{named(form.project or say('nameless', lang), lang)} <b>{printed(form.total)}</b>"
        for form in forms[:MOST_NAMED]
    )
    left = len(forms) - MOST_NAMED
    more = escape(say("chart-near-more", lang, count=left)) if left > 0 else ""
    return f"{names.in_lang(lang)} {more}".rstrip()
