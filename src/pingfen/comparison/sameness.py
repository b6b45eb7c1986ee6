"""What an expression or a text says, apart from how it is spelt."""

import ast
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from pingfen.expression.parse import Expression
from pingfen.expression.template import Parts, Slot

# operations whose operands may be grouped as one likes, since numbers are exact
GROUPED = (ast.Add, ast.Mult)


def meaning(expression: Expression | None) -> Hashable:
    """Return what an expression means; spaces, words, needless brackets and ``1.30`` vanish."""
    return None if expression is None else _meaning(expression.tree)


def said(parts: Parts) -> Hashable:
    """Return what a template says: its texts, joined, and its names with their formats."""
    found: list[Hashable] = []
    for part in parts:
        if isinstance(part, Slot):
            found.append((part.name, part.places, part.style))
        elif found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def of_data(value: object) -> Hashable:
    """Return plain data as a value that is equal for equal data, numbers whatever their zeros."""
    if isinstance(value, Mapping):
        return frozenset((str(key), of_data(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(of_data, value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    return value if isinstance(value, Hashable) else str(value)


def _meaning(node: ast.expr) -> Hashable:  # noqa: PLR0911  # one a construct
    match node:
        case ast.Constant(value):
            return "value", value
        case ast.Name(name):
            return "name", name
        case ast.Tuple(elements):  # what a list is for is whether something is in it
            return "list", frozenset(map(_meaning, elements))
        case ast.UnaryOp() | ast.BinOp():
            return _operation(node)
        case ast.BoolOp() | ast.Compare():
            return _truth(node)
        case ast.IfExp(test, body, orelse):
            return "if", _meaning(test), _meaning(body), _meaning(orelse)
        case ast.Call(ast.Name(function), args):
            return "call", function, tuple(map(_meaning, args))
    raise TypeError(node)


def _operation(node: ast.UnaryOp | ast.BinOp) -> Hashable:
    match node:
        case ast.UnaryOp(ast.USub(), ast.Constant(Fraction() as value)):
            return "value", -value
        case ast.UnaryOp(op, operand):
            return _sign(op), _meaning(operand)
        case ast.BinOp(left, op, right):
            if isinstance(op, GROUPED):
                return _sign(op), tuple(map(_meaning, _grouped(node, type(op))))
            return _sign(op), _meaning(left), _meaning(right)
    raise TypeError(node)


def _truth(node: ast.BoolOp | ast.Compare) -> Hashable:
    """Return the meaning of a truth; ``x < y < z`` is ``x < y and y < z``."""
    op = type(node.op) if isinstance(node, ast.BoolOp) else ast.And
    found = tuple(_operands(node, op))
    return found[0] if len(found) == 1 else (op.__name__, found)


def _operands(node: ast.expr, op: type[ast.boolop]) -> Iterator[Hashable]:
    """Yield the operands of one operation, however they are bracketed."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, op):
        for value in node.values:
            yield from _operands(value, op)
    elif isinstance(node, ast.Compare) and (op is ast.And or len(node.ops) == 1):
        sides = pairwise((node.left, *node.comparators))
        for sign, (left, right) in zip(node.ops, sides, strict=True):
            yield _sign(sign), _meaning(left), _meaning(right)
    else:
        yield _meaning(node)


def _grouped(node: ast.expr, op: type[ast.operator]) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, op):
        yield from _grouped(node.left, op)
        yield from _grouped(node.right, op)
    else:
        yield node


def _sign(op: ast.AST) -> str:
    return type(op).__name__
