"""Formulas that are in use all over the country, whatever the policy says."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from math import ceil
from typing import NamedTuple

from pingfen.exact import round_to, show
from pingfen.expression.interpret import Known
from pingfen.messages import Message

HALF, POINT = Fraction(1, 2), Fraction(1)
# a target reached by so much: where other regions begin to take points off
OVERSHOOTS = (Fraction("1.3"), Fraction("1.2"))
# what is taken off for each percentage point or item that is missing
STEPS = (POINT, HALF, 2 * POINT)
# the bounds of the three phrases, and half of the weight
PARTS = (HALF, Fraction("0.8"), Fraction("0.6"))
HUNDRED = 100


class Given(NamedTuple):
    """The figures of a row that formulas are made of; ``names`` are all that are known of it."""

    weight: Fraction
    target: Fraction
    actual: Fraction
    percent: bool
    names: Mapping[str, Known]

    @property
    def ratio(self) -> Fraction:
        """What was reached of the target, which is never 0."""
        return self.actual / self.target

    def shown(self, value: Fraction) -> str:
        """Print a target or an actual in the unit of the row."""
        return f"{show(value * HUNDRED)}%" if self.percent else show(value)

    def filled(self, template: str) -> str:
        """Return a formula with the figures of the row: ``{w} × {a} ÷ {t}``."""
        figures = {"w": show(self.weight), "t": self.shown(self.target)}
        return template.format(**figures, a=self.shown(self.actual))


class Gives(NamedTuple):
    """What a formula gives before rounding, what it is called, and its figures."""

    value: Fraction
    label: Message
    figures: str


Formula = Callable[[Given], Iterator[Gives]]


def _share(row: Given) -> Iterator[Gives]:
    yield Gives(row.weight * row.ratio, Message.of("guess-share"), row.filled("{w} × {a} ÷ {t}"))


def _inverse(row: Given) -> Iterator[Gives]:
    if row.actual > 0:
        value = row.weight / row.ratio
        yield Gives(value, Message.of("guess-inverse"), row.filled("{w} × {t} ÷ {a}"))


def _excess(row: Given) -> Iterator[Gives]:
    if row.actual > row.target:
        value = row.weight * (2 - row.ratio)
        figures = row.filled("{w} × (1 - ({a} - {t}) ÷ {t})")
        yield Gives(value, Message.of("guess-excess"), figures)


def _overshoot(row: Given) -> Iterator[Gives]:
    for limit in OVERSHOOTS:
        if row.ratio > limit:
            value = row.weight * (1 - (row.ratio - limit))
            figures = row.filled("{w} × (1 - ({a} ÷ {t} - ") + f"{show(limit)}))"
            label = Message.of("guess-overshoot", limit=f"{show(limit * HUNDRED)}%")
            yield Gives(value, label, figures)
    if row.ratio >= OVERSHOOTS[0]:
        yield Gives(row.weight - 2, Message.of("guess-overshoot-fixed"), row.filled("{w} - 2"))


def _percent(row: Given) -> Iterator[Gives]:
    if row.percent and 0 <= row.actual <= 1:
        value = row.weight * row.actual
        yield Gives(value, Message.of("guess-percent"), row.filled("{w} × {a}"))


def _whole_percent(row: Given) -> Iterator[Gives]:
    ratio = round_to(row.ratio, 2)
    if ratio != row.ratio:
        label = Message.of("guess-whole-percent")
        figures = row.filled("{w} × ") + f"{show(ratio * HUNDRED)}%"
        yield Gives(row.weight * ratio, label, figures)


def _points(row: Given) -> Iterator[Gives]:
    """Yield what is left where points are taken off for each percentage point short."""
    short = (row.target - row.actual) * HUNDRED
    if not row.percent or short <= 0:
        return
    for step in STEPS:
        yield _taken_off(row, "guess-points", step, short)
        if short.denominator != 1:
            yield _taken_off(row, "guess-points-begun", step, Fraction(ceil(short)))


def _ratio_points(row: Given) -> Iterator[Gives]:
    short = (1 - row.ratio) * HUNDRED
    if short > 0 and not (row.percent and row.target == 1):
        for step in STEPS:
            if step * HUNDRED != row.weight:  # else it is the proportion
                yield _taken_off(row, "guess-ratio-points", step, short)


def _items(row: Given) -> Iterator[Gives]:
    short = row.target - row.actual
    if short > 0 and not row.percent and short.denominator == 1:
        for step in STEPS:
            yield _taken_off(row, "guess-items", step, short)


def _taken_off(row: Given, code: str, step: Fraction, count: Fraction) -> Gives:
    label = Message.of(code, points=show(step))
    return Gives(
        row.weight - step * count, label, f"{show(row.weight)} - {show(step)} × {show(count)}"
    )


def _printed_rate(row: Given) -> Iterator[Gives]:
    rate = row.names.get("declared_rate")
    if isinstance(rate, Fraction):
        figures = f"{show(row.weight)} × {show(rate * HUNDRED)}%"
        yield Gives(row.weight * rate, Message.of("guess-rate-printed"), figures)


def _rate_of(row: Given, budget: str) -> Iterator[Gives]:
    total, paid = row.names.get(budget), row.names.get("executed")
    if isinstance(total, Fraction) and isinstance(paid, Fraction) and total > 0:
        figures = f"{show(row.weight)} × {show(paid)} ÷ {show(total)}"
        yield Gives(row.weight * paid / total, Message.of(f"guess-rate-{budget}"), figures)


# the simplest first
OF_INDICATORS: tuple[Formula, ...] = (
    _share,
    _inverse,
    _excess,
    _percent,
    _overshoot,
    _points,
    _ratio_points,
    _items,
    _whole_percent,
)
OF_EXECUTION: tuple[Formula, ...] = (
    partial(_rate_of, budget="annual"),
    partial(_rate_of, budget="initial"),
    _printed_rate,
    _whole_percent,
)


def general(row: Given, *, execution: bool) -> Iterator[Gives]:
    """Yield what the general formulas give within the weight, the simplest first."""
    for formula in OF_EXECUTION if execution else OF_INDICATORS:
        for found in formula(row):
            if 0 <= found.value <= row.weight:
                yield found


def parts(weight: Fraction) -> Iterator[Gives]:
    """Yield the round shares of a weight."""
    for part in PARTS:
        label = Message.of("guess-part", part=f"{show(part * HUNDRED)}%")
        yield Gives(weight * part, label, f"{show(weight)} × {show(part * HUNDRED)}%")
