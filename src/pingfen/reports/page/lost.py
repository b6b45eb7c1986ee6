"""The chart of the points that forms lost, by the kind of the indicators."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import escape
from math import ceil
from typing import NamedTuple

from pingfen.auditing.finding import AuditedForm, AuditedRow
from pingfen.exact import fixed
from pingfen.messages import say
from pingfen.reports.page.axis import WIDE, Axis, drawn, legend, marks_below, picture
from pingfen.reports.page.texts import key_of
from pingfen.width import shortened

# of more kinds the rest is drawn as one
MOST = 20
LEFT, RIGHT = 230, 70
TOP, ROW, BAR, FOOT = 34, 34, 12, 46
MOST_NAME = 32
PLACES = 2


class Lost(NamedTuple):
    """The points that the rows of a kind lost, as declared and as the policy gives them."""

    kind: str
    declared: Fraction
    computed: Fraction


def lost_points(forms: Iterable[AuditedForm], lang: str) -> tuple[tuple[Lost, ...], int]:
    """Return what each kind lost, the most first, and how many rows could not be counted."""
    declared: Counter[str] = Counter()
    computed: Counter[str] = Counter()
    left = 0
    for row in (row for form in forms for row in form.rows if not row.dropped):
        if row.weight is None or row.score is None or row.declared is None:
            left += 1
            continue
        kind, weight = _kind(row, lang), Fraction(row.weight)
        declared[kind] += weight - Fraction(row.declared)  # type: ignore[assignment]  # exact
        computed[kind] += weight - Fraction(row.score)  # type: ignore[assignment]  # exact
    found = (Lost(kind, Fraction(declared[kind]), Fraction(computed[kind])) for kind in declared)
    order = sorted(found, key=lambda each: (-max(each.declared, each.computed), each.kind))
    return _bounded(order, lang), left


def _kind(row: AuditedRow, lang: str) -> str:
    if row.kind == "execution":
        return say("row-execution", lang)
    levels = dict.fromkeys(filter(None, (row.level1, row.level2)))
    return key_of(" · ".join(levels)) or say("chart-no-kind", lang)


def _bounded(found: list[Lost], lang: str) -> tuple[Lost, ...]:
    if len(found) <= MOST:
        return tuple(found)
    rest = found[MOST - 1 :]
    others = Lost(
        say("chart-lost-others", lang, count=len(rest)),
        sum((each.declared for each in rest), Fraction(0)),
        sum((each.computed for each in rest), Fraction(0)),
    )
    return (*found[: MOST - 1], others)


def lost_chart(found: tuple[Lost, ...], lang: str) -> str:
    """Return the chart: two bars for each kind, with their figures."""
    most = max((max(each.declared, each.computed) for each in found), default=Fraction(0))
    axis = Axis(0, max(1, ceil(most)), LEFT, WIDE - RIGHT)
    bottom = TOP + ROW * len(found)
    content = (
        *legend(_signs(lang), LEFT + 8, 14, 90),
        *marks_below(axis, TOP, bottom, say("chart-lost-axis", lang)),
        *(
            line
            for number, each in enumerate(found)
            for line in _bars(each, axis, TOP + ROW * number + ROW // 2)
        ),
    )
    values = "；".join(_described(each, lang) for each in found)
    described = say("chart-lost-said", lang, values=values)
    title = say("chart-lost", lang)
    return picture("chart-lost", (WIDE, bottom + FOOT), (title, described), content)


def _signs(lang: str) -> Iterator[tuple[str, str]]:
    for kind in ("declared", "computed"):
        sign = f'<rect x="{{x}}" y="{{y}}" width="10" height="10" class="{kind}" />'
        yield sign.replace('y="{y}"', 'y="9"'), say(f"chart-{kind}", lang)


def _bars(lost: Lost, axis: Axis, middle: int) -> Iterator[str]:
    name = escape(shortened(lost.kind, MOST_NAME))
    yield f'<text x="{LEFT - 10}" y="{middle + 4}" class="end">{name}</text>'
    for kind, value, y in (
        ("declared", lost.declared, middle - BAR),
        ("computed", lost.computed, middle),
    ):
        end = axis.at(value)
        yield (
            f'<rect x="{LEFT}" y="{y}" width="{drawn(end - LEFT)}" height="{BAR - 1}" '
            f'class="{kind}"/><text x="{drawn(end + 6)}" y="{y + 10}" class="quiet">'
            f"{fixed(value, PLACES)}</text>"
        )


def _described(lost: Lost, lang: str) -> str:
    declared, computed = fixed(lost.declared, PLACES), fixed(lost.computed, PLACES)
    return say("chart-lost-value", lang, kind=lost.kind, declared=declared, computed=computed)
