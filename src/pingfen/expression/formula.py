"""A score's expression as people write it: ``8 × 63 ÷ 88``, lets expanded, the branch taken."""

import ast
from collections.abc import Callable, Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import show
from pingfen.expression.interpret import Interpreter, Scope, Value
from pingfen.expression.parse import Expression

Lets = Callable[[str], Expression | None]
# operator → its sign and how tightly it binds
SIGNS = MappingProxyType(
    {ast.Add: ("+", 1), ast.Sub: ("-", 1), ast.Mult: ("×", 2), ast.Div: ("÷", 2)}
)
SIGN, ATOM = 3, 4


class Writer(NamedTuple):
    """Writes an expression in one scope; ``figure`` prints the value of a name."""

    interpreter: Interpreter
    scope: Scope
    lets: Lets
    figure: Callable[[str, Value], str]

    def figures(self, expression: Expression) -> str:
        """Return the expression with the figures of the scope."""
        return self._write(expression, expression.tree, self._figure)[0]

    def names(self, expression: Expression, word: Callable[[str], str]) -> str:
        """Return the expression with a word for each of its names."""
        return self._write(expression, expression.tree, word)[0]

    def used(self, expression: Expression) -> dict[str, Value]:
        """Return the fields and params that the branch taken uses, with their values."""
        return {name: self._value(name) for name in self._leaves(expression, expression.tree)}

    def _value(self, name: str) -> Value:
        return self.scope.lookup(name, self.interpreter)

    def _figure(self, name: str) -> str:
        return self.figure(name, self._value(name))

    def _taken(self, expression: Expression, node: ast.IfExp) -> ast.expr:
        test = self.interpreter.node_value(expression, node.test, self.scope)
        return node.body if test is True else node.orelse

    def _leaves(self, expression: Expression, node: ast.expr) -> Iterator[str]:
        match node:
            case ast.Name(name):
                inner = self.lets(name)
                yield from self._leaves(inner, inner.tree) if inner else (name,)
            case ast.IfExp():
                yield from self._leaves(expression, self._taken(expression, node))
            case ast.BinOp(left, _, right):
                yield from self._leaves(expression, left)
                yield from self._leaves(expression, right)
            case ast.UnaryOp(_, operand):
                yield from self._leaves(expression, operand)
            case ast.Call(_, args):
                for arg in args:
                    yield from self._leaves(expression, arg)

    def _write(  # noqa: PLR0911  # one a construct
        self, expression: Expression, node: ast.expr, name_as: Callable[[str], str]
    ) -> tuple[str, int]:
        """Return a node's text and how tightly its outermost operator binds."""
        match node:
            case ast.Constant(Fraction() as value):
                return _number(show(value))
            case ast.Name(name):
                inner = self.lets(name)
                if inner:
                    return self._write(inner, inner.tree, name_as)
                return _number(name_as(name))
            case ast.IfExp():
                return self._write(expression, self._taken(expression, node), name_as)
            case ast.UnaryOp(_, operand):
                text, binds = self._write(expression, operand, name_as)
                return "-" + _within(text, binds, SIGN), SIGN
            case ast.BinOp(left, op, right):
                sign, binds = SIGNS[type(op)]
                first = _within(*self._write(expression, left, name_as), binds)
                text, own = self._write(expression, right, name_as)
                # a - (b - c) and a ÷ (b ÷ c) need their brackets, a × (b ÷ c) does not
                least = binds + 1 if isinstance(op, ast.Sub | ast.Div) else binds
                second = _within(text, own, ATOM if text.startswith("-") else least)
                return f"{first} {sign} {second}", binds
            case ast.Call(ast.Name(function), args):
                inner_texts = (self._write(expression, arg, name_as)[0] for arg in args)
                return f"{function}({', '.join(inner_texts)})", ATOM
            case _:
                return expression.source(node), ATOM


def _number(text: str) -> tuple[str, int]:
    return text, SIGN if text.startswith("-") else ATOM


def _within(text: str, binds: int, least: int) -> str:
    return text if binds >= least else f"({text})"
