"""The operators and functions of the language on polynomials, which fork where rows differ."""

import ast
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType

from pingfen.checking.deciding import Limit
from pingfen.checking.state import HALF, Found, State, below_zero, parted
from pingfen.exact import round_to
from pingfen.expression.interpret import Cause, Unknown, joined
from pingfen.polynomial import Quotient, exactly

Results = Iterator[tuple[State, Found]]
# comparison → sign of the left minus the right side → its truth
BY_SIGN: Mapping[type[ast.AST], frozenset[int]] = MappingProxyType(
    {
        ast.Lt: frozenset({-1}),
        ast.LtE: frozenset({-1, 0}),
        ast.Gt: frozenset({1}),
        ast.GtE: frozenset({0, 1}),
        ast.Eq: frozenset({0}),
        ast.NotEq: frozenset({-1, 1}),
    }
)
ALL_SIGNS = frozenset({-1, 0, 1})


def joined_causes(*values: Found) -> Unknown:
    """Return the unknown value that several values together make."""
    return joined([value for value in values if isinstance(value, Unknown)])


ARITHMETIC: Mapping[type[ast.AST], Callable[[Quotient, Quotient], Quotient]] = MappingProxyType(
    {ast.Add: Quotient.plus, ast.Sub: Quotient.minus, ast.Mult: Quotient.times}
)


def divided(first: Found, second: Quotient, divisor: str, state: State) -> Results:
    """Yield a quotient of two values, each with the state in which it is."""
    for after, sign in parted(state, second):
        if sign and isinstance(first, Quotient):
            after.effort.spend(first.size * second.size)
            yield after, first.over(second, sign)
        else:
            zero = () if sign else (Unknown((Cause("zero", divisor),)),)
            yield after, joined_causes(first, *zero)


def compared(left: Found, op: ast.cmpop, right: Found, state: State) -> Results:
    """Yield the truth of one comparison, each with the state in which it is."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        yield state, joined_causes(left, right)
    elif isinstance(op, ast.In | ast.NotIn):
        yield from _member(left, right, state, isinstance(op, ast.In))
    elif isinstance(left, Quotient) and isinstance(right, Quotient):
        yield from _ordered(left.minus(right), BY_SIGN[type(op)], state)
    else:
        yield state, (left == right) is isinstance(op, ast.Eq)


def _ordered(difference: Quotient, signs: frozenset[int], state: State) -> Results:
    for wanted, truth in ((signs, True), (ALL_SIGNS - signs, False)):
        for limit in _limits(difference, wanted):
            after = state.within(limit)
            if after:
                yield after, truth


def _limits(difference: Quotient, signs: frozenset[int]) -> tuple[Limit, ...]:
    """Return what says that a number has one of some signs, in as few cases as possible."""
    over = difference.negated()
    cases = {
        frozenset({-1}): (below_zero(difference, "<"),),
        frozenset({-1, 0}): (below_zero(difference, "<="),),
        frozenset({1}): (below_zero(over, "<"),),
        frozenset({0, 1}): (below_zero(over, "<="),),
        frozenset({0}): (below_zero(difference, "="),),
    }
    return cases.get(signs) or (below_zero(difference, "<"), below_zero(over, "<"))


def _member(left: Found, items: Found, state: State, truth: bool) -> Results:  # noqa: FBT001
    if not isinstance(left, Quotient):
        yield state, (isinstance(items, tuple) and left in items) is truth
        return
    found = (
        [item for item in items if isinstance(item, Fraction)] if isinstance(items, tuple) else []
    )
    if not found:
        yield state, not truth
        return
    for after, equal in compared(left, ast.Eq(), exactly(found[0]), state):
        if equal:
            yield after, truth
        else:
            yield from _member(left, tuple(found[1:]), after, truth)


def _least(state: State, first: Quotient, *others: Quotient) -> Results:
    yield from _extreme(state, ast.LtE(), first, *others)


def _most(state: State, first: Quotient, *others: Quotient) -> Results:
    yield from _extreme(state, ast.GtE(), first, *others)


def _extreme(state: State, op: ast.cmpop, first: Quotient, *others: Quotient) -> Results:
    if not others:
        yield state, first
        return
    for after, kept in compared(first, op, others[0], state):
        yield from _extreme(after, op, first if kept else others[0], *others[1:])


def _absolute(state: State, value: Quotient) -> Results:
    for after, sign in parted(state, value):
        yield after, value if sign >= 0 else value.negated()


def _clamped(state: State, value: Quotient, low: Quotient, high: Quotient) -> Results:
    for after, least in _least(state, value, high):
        if isinstance(least, Quotient):
            yield from _most(after, low, least)


def _rounded(state: State, value: Quotient, places: Quotient | None = None) -> Results:
    digits = int(places.top.constant or 0) if places else 0
    constant = value.top.constant if value.bottom.constant else None
    if constant is not None:
        yield state, exactly(round_to(constant, digits))
    else:
        slack = HALF / 10**digits
        yield state.rounded(value, slack, slack)


def _whole(
    least: Fraction, most: Fraction, exact: Callable[[Fraction], int]
) -> Callable[..., Results]:
    def whole(state: State, value: Quotient) -> Results:
        constant = value.top.constant if value.bottom.constant else None
        if constant is not None:
            yield state, exactly(Fraction(exact(constant)))
        else:
            yield state.rounded(value, least, most)

    return whole


FUNCTIONS: Mapping[str, Callable[..., Results]] = MappingProxyType(
    {
        "min": _least,
        "max": _most,
        "abs": _absolute,
        "clamp": _clamped,
        "round": _rounded,
        "floor": _whole(Fraction(1), Fraction(0), floor),
        "ceil": _whole(Fraction(0), Fraction(1), ceil),
    }
)
