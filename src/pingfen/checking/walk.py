"""Evaluates expressions for all rows at once: each result with the rows that lead to it.

The same semantics as the interpreter's (docs/language.md), with polynomials for numbers: where the
outcome of a comparison depends on the row, the walk goes both ways.
"""

import ast
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Protocol

from pingfen.checking.operating import (
    ARITHMETIC,
    FUNCTIONS,
    Results,
    compared,
    divided,
    joined_causes,
)
from pingfen.checking.state import Found, State
from pingfen.expression.functions import GIVEN
from pingfen.expression.interpret import Unknown, joined
from pingfen.expression.parse import Expression
from pingfen.polynomial import Quotient, exactly


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
                yield from divided(first, second, own.source(right), after)
            elif isinstance(first, Quotient) and isinstance(second, Quotient):
                after.effort.spend(first.size * second.size)
                yield after, ARITHMETIC[type(op)](first, second)
            else:
                yield after, joined_causes(first, second)

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
        if name not in FUNCTIONS:
            raise Aggregated
        for after, values in self._operands(own, args, state):
            numbers = [value for value in values if isinstance(value, Quotient)]
            if len(numbers) < len(values):
                yield after, joined_causes(*values)
            else:
                yield from FUNCTIONS[name](after, *numbers)


def _literal(node: ast.expr) -> Fraction | str:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, Fraction) else str(value)


def _unary(value: Found) -> Found:
    if isinstance(value, Quotient):
        return value.negated()
    return value if isinstance(value, Unknown) else not value
