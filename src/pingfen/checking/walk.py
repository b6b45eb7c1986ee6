"""Evaluates expressions for all rows at once: each result with the rows that lead to it.

The same semantics as the interpreter's (docs/language.md), with polynomials for numbers: where the
outcome of a comparison depends on the row, the walk goes both ways.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import Protocol

from pingfen.checking.deciding import Limit
from pingfen.checking.polynomial import Quotient, exactly
from pingfen.checking.state import HALF, Found, State, below_zero, parted
from pingfen.exact import round_to
from pingfen.expression.functions import GIVEN
from pingfen.expression.interpret import Cause, Unknown, joined
from pingfen.expression.parse import Expression

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


class Lookup(Protocol):
    """Gives names their values."""

    def __call__(self, name: str, state: State, walk: "Walk") -> Results:
        """Yield what a name may be worth, each with the state in which it is."""


class Aggregated(Exception):  # noqa: N818  # the caller says that it cannot decide
    """An aggregate over rows, which a walk through one row knows nothing of."""


class Walk:
    """Walks through expressions; ``lookup`` knows the fields, params and lets.

    Raises ``Exhausted`` where the effort that a state allows is spent.
    """

    def __init__(self, lookup: Lookup) -> None:
        """Take where names get their values from."""
        self.lookup = lookup

    def value(self, expression: Expression, state: State) -> Results:
        """Yield what an expression may be worth in a state."""
        yield from self._node(expression, expression.tree, state)

    def _node(self, own: Expression, node: ast.expr, state: State) -> Results:
        state.effort.spend(1)
        match node:
            case ast.Constant(literal):
                yield state, exactly(literal) if isinstance(literal, Fraction) else str(literal)
            case ast.Name(name):
                yield from self.lookup(name, state, self)
            case ast.Tuple(elements):
                yield state, tuple(_literal(element) for element in elements)
            case ast.UnaryOp(_, operand):
                for after, value in self._node(own, operand, state):
                    yield after, _unary(value)
            case ast.BinOp(left, op, right):
                yield from self._binary(own, left, op, right, state)
            case ast.BoolOp(op, values):
                yield from self._logic(own, isinstance(op, ast.Or), values, state, ())
            case _:
                yield from self._choice(own, node, state)

    def _choice(self, own: Expression, node: ast.expr, state: State) -> Results:
        match node:
            case ast.Compare(left, ops, comparators):
                links = tuple(zip(ops, comparators, strict=True))
                for after, value in self._node(own, left, state):
                    yield from self._chain(own, value, links, after, ())
            case ast.IfExp(test, body, orelse):
                for after, truth in self._node(own, test, state):
                    if isinstance(truth, Unknown):
                        yield after, truth
                    else:
                        yield from self._node(own, body if truth else orelse, after)
            case ast.Call(ast.Name(name), args):
                yield from self._called(own, name, args, state)

    def _operands(
        self, own: Expression, nodes: Sequence[ast.expr], state: State
    ) -> Iterator[tuple[State, tuple[Found, ...]]]:
        """Yield the values of several operands together."""
        if not nodes:
            yield state, ()
            return
        for after, value in self._node(own, nodes[0], state):
            for last, values in self._operands(own, nodes[1:], after):
                yield last, (value, *values)

    def _binary(
        self, own: Expression, left: ast.expr, op: ast.operator, right: ast.expr, state: State
    ) -> Results:
        for after, (first, second) in self._operands(own, (left, right), state):
            if isinstance(op, ast.Div) and isinstance(second, Quotient):
                yield from _divided(first, second, own.source(right), after)
            elif isinstance(first, Quotient) and isinstance(second, Quotient):
                after.effort.spend(first.size * second.size)
                yield after, _ARITHMETIC[type(op)](first, second)
            else:
                yield after, _joined(first, second)

    def _logic(
        self,
        own: Expression,
        decisive: bool,  # noqa: FBT001  # true for `or`
        nodes: Sequence[ast.expr],
        state: State,
        open_: tuple[Unknown, ...],
    ) -> Results:
        """Follow `and` and `or`; once one operand decides, the others do not matter."""
        if not nodes:
            yield state, joined(open_) if open_ else not decisive
            return
        for after, value in self._node(own, nodes[0], state):
            if value is decisive:
                yield after, decisive
            else:
                more = (*open_, value) if isinstance(value, Unknown) else open_
                yield from self._logic(own, decisive, nodes[1:], after, more)

    def _chain(
        self,
        own: Expression,
        left: Found,
        links: Sequence[tuple[ast.cmpop, ast.expr]],
        state: State,
        open_: tuple[Unknown, ...],
    ) -> Results:
        """Follow a chain of comparisons, which is their `and`."""
        if not links:
            yield state, joined(open_) if open_ else True
            return
        (op, node), rest = links[0], links[1:]
        for after, right in self._node(own, node, state):
            for last, truth in compared(left, op, right, after):
                if truth is False:
                    yield last, False
                else:
                    more = (*open_, truth) if isinstance(truth, Unknown) else open_
                    yield from self._chain(own, right, rest, last, more)

    def _called(
        self, own: Expression, name: str, args: Sequence[ast.expr], state: State
    ) -> Results:
        if name == GIVEN:
            for after, value in self._node(own, args[0], state):
                yield after, not isinstance(value, Unknown)
            return
        if name not in _FUNCTIONS:
            raise Aggregated
        for after, values in self._operands(own, args, state):
            numbers = [value for value in values if isinstance(value, Quotient)]
            if len(numbers) < len(values):
                yield after, _joined(*values)
            else:
                yield from _FUNCTIONS[name](after, *numbers)


def _literal(node: ast.expr) -> Fraction | str:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, Fraction) else str(value)


def _unary(value: Found) -> Found:
    if isinstance(value, Quotient):
        return value.negated()
    return value if isinstance(value, Unknown) else not value


def _joined(*values: Found) -> Unknown:
    return joined([value for value in values if isinstance(value, Unknown)])


_ARITHMETIC: Mapping[type[ast.AST], Callable[[Quotient, Quotient], Quotient]] = MappingProxyType(
    {ast.Add: Quotient.plus, ast.Sub: Quotient.minus, ast.Mult: Quotient.times}
)


def _divided(first: Found, second: Quotient, divisor: str, state: State) -> Results:
    for after, sign in parted(state, second):
        if sign and isinstance(first, Quotient):
            after.effort.spend(first.size * second.size)
            yield after, first.over(second, sign)
        else:
            zero = () if sign else (Unknown((Cause("zero", divisor),)),)
            yield after, _joined(first, *zero)


def compared(left: Found, op: ast.cmpop, right: Found, state: State) -> Results:
    """Yield the truth of one comparison, each with the state in which it is."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        yield state, _joined(left, right)
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


_FUNCTIONS: Mapping[str, Callable[..., Results]] = MappingProxyType(
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
