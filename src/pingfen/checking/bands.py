"""Bands of one subject that leave holes or overlap: 80..89 and 90..100 lose 89.5."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pingfen.checking.conditions import Condition, conditions, meant
from pingfen.checking.finding import DOUBT, ERROR, Finding
from pingfen.errors import Place, problem
from pingfen.exact import decimals, show
from pingfen.expression.parse import Expression
from pingfen.policy import Policy

LOW_SIDES, HIGH_SIDES = (ast.Lt, ast.LtE), (ast.Gt, ast.GtE)


class Bound(NamedTuple):
    """One end of a band: a number, and whether it belongs to the band."""

    value: Fraction
    closed: bool


class Band(NamedTuple):
    """From where to where a subject is compared, one end may be open; and under what else."""

    subject: tuple[str, frozenset[str]]
    low: Bound | None
    high: Bound | None
    place: Place

    def show(self) -> str:
        """Return the band in the notation of intervals."""
        left, right = "(-∞", "+∞)"
        if self.low:
            left = ("[" if self.low.closed else "(") + show(self.low.value)
        if self.high:
            right = show(self.high.value) + ("]" if self.high.closed else ")")
        return f"{left}, {right}"

    def holds(self, value: Fraction) -> bool:
        """Tell whether a number lies in the band."""
        low, high = self.low, self.high
        above = low is None or value > low.value or (low.closed and value == low.value)
        return above and (
            high is None or value < high.value or (high.closed and value == high.value)
        )


def band_problems(policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each hole and each overlap between neighbouring bands."""
    seen: set[tuple[object, ...]] = set()
    for finding in (found for bands in _ladders(policy) for found in _on_ladder(bands)):
        key = finding.problem.code, finding.problem.place, finding.problem.text
        if key not in seen:
            seen.add(key)
            yield finding


def _ladders(policy: Policy) -> Iterator[list[Band]]:
    """Yield the bands that belong together: of one subject, in one expression or in all rules."""
    whens = [(rule.applies_to.value, rule.when) for rule in policy.rules if rule.when]
    others = (*policy.lets.values(), *(rule.score for rule in policy.rules if rule.score))
    for expressions in (whens, *([("", own)] for own in others)):
        found: dict[tuple[str, frozenset[str]], list[Band]] = {}
        for rows, expression in expressions:
            for condition in conditions(policy, expression, frozenset({rows})):
                for band in _bands(policy, expression, condition):
                    found.setdefault(band.subject, []).append(band)
        yield from (list(dict.fromkeys(bands)) for bands in found.values())


def _bands(policy: Policy, expression: Expression, condition: Condition) -> Iterator[Band]:
    """Yield the bands in which a condition holds, one for each of its subjects."""
    ends: dict[str, dict[str, tuple[Bound, ast.expr]]] = {}
    for node, (left, op, right) in condition.compared:
        subject, side, bound = _end(policy, left, op, right)
        if bound:
            ends.setdefault(subject, {}).setdefault(side, (bound, node))
    for subject, found in ends.items():
        low, high = (found.get(side, (None, None))[0] for side in ("low", "high"))
        if low and high and low.value > high.value:
            continue
        others = frozenset(
            ast.dump(part)
            for part, (left, op, right) in condition.compared
            if _end(policy, left, op, right)[0] != subject
        )
        node = next(node for _, node in found.values())
        place = expression.place(node)
        yield Band((subject, condition.beside | others), low, high, place)


def _end(
    policy: Policy, left: ast.expr, op: ast.cmpop, right: ast.expr
) -> tuple[str, str, Bound | None]:
    """Return what is compared with a number, on which side that is, and the number."""
    closed = isinstance(op, ast.LtE | ast.GtE)
    for subject, other, below in ((left, right, HIGH_SIDES), (right, left, LOW_SIDES)):
        value = _constant(policy, other)
        if value is not None and isinstance(op, (*LOW_SIDES, *HIGH_SIDES)):
            return (
                ast.dump(meant(policy, subject)),
                "low" if isinstance(op, below) else "high",
                Bound(value, closed),
            )
    return "", "", None


def _constant(policy: Policy, node: ast.expr) -> Fraction | None:
    value: object = node.value if isinstance(node, ast.Constant) else None
    if isinstance(node, ast.Name) and node.id in policy.params:
        value = policy.params[node.id].value
    return value if isinstance(value, Fraction) else None


def _on_ladder(bands: Sequence[Band]) -> Iterator[Finding]:
    """Compare each band with the next; one with a single end only counts close beside others."""
    whole = [(band.low, band.high, band) for band in bands if band.low and band.high]
    ordered = sorted(whole, key=lambda item: (item[0].value, item[1].value))
    for (_, high, first), (low, _, second) in pairwise(ordered):
        yield from _between(first, high, second, low, bands)
    if ordered:
        yield from _at_the_ends(bands, [band for _, _, band in ordered])


def _at_the_ends(bands: Sequence[Band], whole: Sequence[Band]) -> Iterator[Finding]:
    """Look for a hair's hole below a band without an upper end, and above one without a lower."""
    for band in bands:
        if band.low and not band.high:
            below = [b for b in whole if b.high and b.high.value <= band.low.value]
            first = max(below, key=lambda b: b.high.value if b.high else 0, default=None)
            if first and first.high and _narrow(first.high, band.low):
                yield from _hole(first, first.high, band, band.low, bands)
        elif band.high and not band.low:
            above = [b for b in whole if b.low and b.low.value >= band.high.value]
            second = min(above, key=lambda b: b.low.value if b.low else 0, default=None)
            if second and second.low and _narrow(band.high, second.low):
                yield from _hole(band, band.high, second, second.low, bands)


def _between(
    first: Band, high: Bound, second: Band, low: Bound, bands: Sequence[Band]
) -> Iterator[Finding]:
    """Compare the upper end of a band with the lower end of the next."""
    if high.value < low.value or (high.value == low.value and not (high.closed or low.closed)):
        whole = [band for band in bands if band.low and band.high]
        yield from _hole(first, high, second, low, whole)
    elif high.value > low.value or (high.closed and low.closed):
        least = min(bound.value for bound in (high, second.high) if bound)
        yield _finding("band-overlap", DOUBT, second, first, (low.value + least) / 2)


def _hole(
    first: Band, high: Bound, second: Band, low: Bound, bands: Iterable[Band]
) -> Iterator[Finding]:
    lost = (high.value + low.value) / 2
    if not any(band.holds(lost) for band in bands):
        severity = ERROR if _narrow(high, low) else DOUBT
        yield _finding("band-hole", severity, second, first, lost)


def _narrow(high: Bound, low: Bound) -> bool:
    """Tell whether two ends follow each other in their last decimal, as 89 and 90 do."""
    places = max(decimals(bound.value) or 0 for bound in (high, low))
    return 0 <= low.value - high.value <= Fraction(1, 10**places)


def _finding(code: str, severity: str, band: Band, other: Band, value: Fraction) -> Finding:
    first, second = other.show(), band.show()
    text = problem(
        code, band.place, severity=severity, first=first, second=second, value=show(value)
    )
    return Finding(text)
