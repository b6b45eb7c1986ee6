"""The interpreter: evaluates checked trees with simpleeval, on exact and possibly unknown values.

The one place that knows simpleeval. It is given only our operators and functions, and for each
construct of the language a handler that lets unknown values travel.
"""

import ast
import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol

from simpleeval import SimpleEval

from pingfen.expression.functions import AGGREGATES, FUNCTIONS, GIVEN, OPERATORS
from pingfen.expression.parse import Expression

Known = Fraction | str | bool | tuple[Fraction | str, ...]


class Cause(NamedTuple):
    """Why a value is unknown: a name that is missing, or a divisor that is zero."""

    kind: str
    what: str

    def __str__(self) -> str:
        """Return it as the norm writes it: ``missing actual``."""
        return f"{self.kind} {self.what}"


class Unknown(NamedTuple):
    """A value that the data does not give, with its causes, each once."""

    causes: tuple[Cause, ...]


Value = Known | Unknown


def missing(name: str) -> Unknown:
    """Return the unknown value of a missing name."""
    return Unknown((Cause("missing", name),))


def joined(values: Sequence[Value]) -> Unknown:
    """Return the unknown value that several operands together make."""
    causes = (cause for value in values if isinstance(value, Unknown) for cause in value.causes)
    return Unknown(tuple(dict.fromkeys(causes)))


class Scope(Protocol):
    """Gives names their values; knows the scopes of the rows for aggregates."""

    def lookup(self, name: str, interpreter: "Interpreter") -> Value:
        """Return the value of a name."""

    def rows(self) -> Sequence["Scope"]:
        """Return the scopes that aggregates run over."""


LITERALS = frozenset({Fraction, str})


class _Nowhere:
    """The scope outside of any evaluation: it knows no name."""

    def lookup(self, name: str, interpreter: "Interpreter") -> Value:  # noqa: ARG002
        return missing(name)

    def rows(self) -> Sequence[Scope]:
        return ()


class Interpreter(SimpleEval):  # type: ignore[misc]  # simpleeval has no types
    """Evaluates expressions in one scope after the other; not shared between threads.

    It leaves out what cannot change a value, unless it is ``thorough``.
    """

    thorough = False

    def __init__(self) -> None:
        """Take only our operators, and only the constructs of the language."""
        super().__init__(operators=OPERATORS, functions={}, names={})
        self.scope: Scope = _Nowhere()
        self.origin: Expression | None = None
        self.nodes = {
            ast.Constant: lambda node: node.value,
            ast.Name: lambda node: self.scope.lookup(node.id, self),
            ast.Tuple: lambda node: tuple(element.value for element in node.elts),
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.BoolOp: self._logic,
            ast.Compare: self._comparison,
            ast.IfExp: self._conditional,
            ast.Call: self._called,
        }

    def value(self, expression: Expression, scope: Scope) -> Value:
        """Return what an expression is worth in a scope."""
        return self.node_value(expression, expression.tree, scope)

    def node_value(self, expression: Expression, node: ast.expr, scope: Scope) -> Value:
        """Return what one node of an expression is worth in a scope."""
        before = self.scope, self.origin
        self.scope, self.origin = scope, expression
        try:
            return self._value(node)
        finally:
            self.scope, self.origin = before

    def _value(self, node: ast.expr) -> Value:
        # most nodes are names and literals: the way to their handlers is long
        if type(node) is ast.Name:
            return self.scope.lookup(node.id, self)
        if type(node) is ast.Constant and type(node.value) in LITERALS:
            return node.value  # type: ignore[return-value]  # as just asked
        value: Value = self.eval("", previously_parsed=node)
        return value

    def _apply(self, call: Callable[..., object], values: list[Value]) -> Value:
        for value in values:  # a generator would cost more than most operators
            if type(value) is Unknown:
                return joined(values)
        result = call(*values)
        return Fraction(result) if type(result) is int else result  # type: ignore[return-value]

    def _unary(self, node: ast.UnaryOp) -> Value:
        return self._apply(OPERATORS[type(node.op)], [self._value(node.operand)])

    def _binary(self, node: ast.BinOp) -> Value:
        left, right = self._value(node.left), self._value(node.right)
        if isinstance(node.op, ast.Div) and right == 0:
            divisor = self.origin.source(node.right) if self.origin else ""
            return joined([left, Unknown((Cause("zero", divisor),))])
        return self._apply(OPERATORS[type(node.op)], [left, right])

    def _logic(self, node: ast.BoolOp) -> Value:
        """Evaluate operands until one decides: what comes after it changes nothing."""
        decides = isinstance(node.op, ast.Or)
        values: list[Value] = []
        for operand in node.values:
            values.append(self._value(operand))
            if values[-1] is decides and not self.thorough:
                return decides
        return _any(values) if decides else _all(values)

    def _comparison(self, node: ast.Compare) -> Value:
        if len(node.ops) == 1:
            only = [self._value(node.left), self._value(node.comparators[0])]
            return self._apply(OPERATORS[type(node.ops[0])], only)
        values = [self._value(operand) for operand in (node.left, *node.comparators)]
        pairs = zip(node.ops, values, values[1:], strict=False)
        return _all([self._apply(OPERATORS[type(op)], [a, b]) for op, a, b in pairs])

    def _conditional(self, node: ast.IfExp) -> Value:
        test = self._value(node.test)
        if isinstance(test, Unknown):
            return test
        return self._value(node.body if test else node.orelse)

    def _called(self, node: ast.Call) -> Value:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in AGGREGATES:
            return self._aggregate(name, node.args)
        values = [self._value(arg) for arg in node.args]
        if name == GIVEN:
            return not isinstance(values[0], Unknown)
        return self._apply(FUNCTIONS[name].call, values)

    def _aggregate(self, name: str, args: list[ast.expr]) -> Value:
        """Evaluate the arguments once for every row and put them together."""
        counted = [] if name == "count" else args[:1]
        conditions = args if name == "count" else args[1:]
        found: list[tuple[Value, Value]] = []
        outer = self.scope
        for row in outer.rows():
            self.scope = row
            condition = self._value(conditions[0]) if conditions else True
            found.append((condition, self._value(counted[0]) if counted else Fraction(1)))
            if _decides(name, *found[-1]) and not self.thorough:
                break
        self.scope = outer
        if name == "any":
            return _any([_all([condition, value]) for condition, value in found])
        if name == "all":
            return _all([_any([_not(condition), value]) for condition, value in found])
        return _sum(found)


def _decides(name: str, condition: Value, value: Value) -> bool:
    """Tell whether one row decides an aggregate, whatever the others are."""
    return condition is True and value is {"any": True, "all": False}.get(name)


def _sum(found: list[tuple[Value, Value]]) -> Value:
    """Add the values whose condition is true; one that is unknown makes the sum unknown."""
    needed = [c if isinstance(c, Unknown) else v for c, v in found if c is not False]
    if any(isinstance(value, Unknown) for value in needed):
        return joined(needed)
    return sum((value for value in needed if isinstance(value, Fraction)), Fraction(0))


def _all(values: list[Value]) -> Value:
    known = True
    for value in values:
        if value is False:
            return False
        known = known and type(value) is not Unknown
    return True if known else joined(values)


def _any(values: list[Value]) -> Value:
    known = True
    for value in values:
        if value is True:
            return True
        known = known and type(value) is not Unknown
    return False if known else joined(values)


def _not(value: Value) -> Value:
    return value if isinstance(value, Unknown) else operator.not_(value)
