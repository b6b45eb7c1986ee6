"""Evaluates expressions on the fields of a row that is not there: the interpreter's counterpart.

It does what the interpreter does, on quotients of polynomials. Where the row would have to say
what comes next, it asks a question of the facts; one without an answer stops it with ``Fork``.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from pingfen.compiled.facts import Facts, opposite, product
from pingfen.compiled.plan import Absent, Alike, Among, Rounded, Sign, Signs, Test
from pingfen.errors import Problem
from pingfen.expression.functions import AGGREGATES, GIVEN
from pingfen.expression.interpret import Cause, Known, Unknown, joined, missing
from pingfen.expression.names import called
from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import Type
from pingfen.polynomial import ONE, Polynomial, Quotient, exactly, number, unknown

MOST_TERMS = 200


class Fork(Exception):  # noqa: N818  # no error: a question that the row has to answer
    """A test whose answer decides what comes next."""

    def __init__(self, test: Test) -> None:
        """Hold the test."""
        super().__init__(test)
        self.test = test


class Text(NamedTuple):
    """The text of a field that is given."""

    field: str


Symbol = Quotient | Text | Known | Unknown
Lookup = Callable[[str], Symbol]


class Symbols:
    """Evaluates expressions where some facts are known."""

    def __init__(self, facts: Facts, lookup: Lookup, rounded: dict[str, Rounded]) -> None:
        """Take names from ``lookup``; note in ``rounded`` the numbers that are rounded on the way."""
        self.facts = facts
        self.lookup = lookup
        self.rounded = rounded
        self.origin: Expression | None = None

    def value(self, expression: Expression) -> Symbol:
        """Return what an expression is worth."""
        before, self.origin = self.origin, expression
        try:
            return self.node(expression.tree)
        finally:
            self.origin = before

    def holds(self, test: Test) -> bool:
        """Return the answer to a test. Raises ``Fork`` if it is not known."""
        answer = self.facts.answer(test)
        if answer is None:
            raise Fork(test)
        return answer

    def node(self, node: ast.expr) -> Symbol:
        """Return what a node is worth."""
        return NODES[type(node)](self, node)

    def sign(self, of: Polynomial, signs: Signs) -> bool:
        """Tell whether a polynomial has one of some signs."""
        constant = of.constant
        if constant is not None:
            return (Signs.PLUS if constant > 0 else Signs.MINUS if constant else Signs.ZERO) in signs
        if of.terms[0][1] < 0:
            of, signs = of.scaled(Fraction(-1)), opposite(signs)
        of = _primitive(of)
        if self.facts.answer(Sign(of, signs)) is None:
            common = of.common()
            for name, power in common:  # what is above zero changes no sign
                if self.facts.answer(Sign(_variable(name), Signs.PLUS)):
                    of = of.divided(((name, power),))
        if signs in QUESTIONS:
            return self.holds(Sign(of, signs))
        return not self.holds(Sign(of, Signs.ANY & ~signs))

    def may_be(self, of: Polynomial, signs: Signs) -> bool:
        """Tell whether a polynomial may have one of some signs, as far as is known."""
        common = of.common()
        factors = [of.divided(common), *(_power(*factor) for factor in common)]
        found = reduce(product, map(self.signs, factors))
        return found & signs != Signs(0)

    def signs(self, of: Polynomial) -> Signs:
        """Return the signs that a polynomial may have."""
        if of.constant is not None:
            return _sign(of.constant)
        if of.terms[0][1] < 0:
            return opposite(self.facts.signs(_primitive(of.scaled(Fraction(-1)))))
        return self.facts.signs(_primitive(of))

    def compared(self, op: type[ast.cmpop], left: Symbol, right: Symbol) -> bool:
        """Compare two known values."""
        if isinstance(left, Quotient) and isinstance(right, Quotient):
            off = left.top.times(right.bottom).minus(right.top.times(left.bottom))
            return self.sign(off, COMPARED[op])
        return self._same(left, right) is (op is ast.Eq)

    def _same(self, left: Symbol, right: Symbol) -> bool:
        match left, right:
            case Text(one), Text(other):
                first, second = sorted((one, other))
                return one == other or self.holds(Alike(first, second))
            case (Text(field), value) | (value, Text(field)):
                return self.holds(Among(field, frozenset({value})))  # type: ignore[arg-type]  # a text
        return left == right

    def one_of(self, value: Symbol, listed: Symbol) -> bool:
        """Tell whether a value is one of a list."""
        items = listed if isinstance(listed, tuple) else ()
        if isinstance(value, Text):
            return self.holds(Among(value.field, frozenset(items)))
        if isinstance(value, Quotient):
            return any(self.compared(ast.Eq, value, exactly(item)) for item in items)  # type: ignore[arg-type]  # numbers
        return value in items

    def divided(self, left: Symbol, right: Symbol, divisor: str) -> Symbol:
        """Divide; a divisor that is zero makes the result unknown."""
        if isinstance(right, Quotient):
            sign = self._sign_of(right.top)
            if sign is Signs.ZERO:
                return joined([left, Unknown((Cause("zero", divisor),))])  # type: ignore[list-item]  # only unknown ones count
            if isinstance(left, Quotient):
                return self.reduced(left.over(right, 1 if sign is Signs.PLUS else -1))
        return joined([left, right])  # type: ignore[list-item]  # as above

    def reduced(self, value: Quotient) -> Quotient:
        """Divide both parts by the variables that they share: below, none of them is zero.

        One below zero turns the signs of both, so that the bottom stays above zero.
        """
        below = dict(value.bottom.common())
        shared = tuple((n, min(p, below[n])) for n, p in value.top.common() if n in below)
        if not shared:
            return value
        odd = [self._one_sign(_variable(name)) for name, power in shared if power % 2]
        turn = Fraction(-1 if odd.count(Signs.MINUS) % 2 else 1)
        top, bottom = (part.divided(shared).scaled(turn) for part in value)
        return Quotient(top, bottom)

    def _sign_of(self, of: Polynomial) -> Signs:
        """Return the sign of a polynomial, that of each factor asked for by itself."""
        common = of.common()
        found = of.divided(common)
        signs = [self._one_sign(found)] if found.constant is None else [_sign(found.constant)]
        for name, power in common:
            own = self._one_sign(_variable(name))
            signs.append(own if power % 2 else Signs.PLUS if own is not Signs.ZERO else own)
        if Signs.ZERO in signs:
            return Signs.ZERO
        return Signs.MINUS if signs.count(Signs.MINUS) % 2 else Signs.PLUS

    def _one_sign(self, of: Polynomial) -> Signs:
        if self.sign(of, Signs.PLUS):
            return Signs.PLUS
        return Signs.ZERO if self.sign(of, Signs.ZERO) else Signs.MINUS

    def least(self, values: Sequence[Quotient], op: type[ast.cmpop] = ast.LtE) -> Quotient:
        """Return the least of some numbers; the greatest for ``>=``."""
        found = values[0]
        for value in values[1:]:
            found = found if self.compared(op, found, value) else value
        return found

    def whole(self, value: Quotient, mode: str, places: int = 0) -> Quotient:
        """Return a number rounded."""
        scaled = value.times(exactly(Fraction(10**places)))
        constant = _constant(scaled)
        if constant is not None:
            from pingfen.exact import ROUNDING

            return exactly(Fraction(ROUNDING[mode](constant), 10**places))
        name = f"{mode}({spelled(scaled)})"
        self.rounded.setdefault(name, Rounded(scaled, mode))
        return unknown(name).times(exactly(Fraction(1, 10**places)))


def spelled(value: Quotient) -> str:
    """Write a quotient as a text that tells it from every other."""
    top, bottom = (_spelled(part) for part in (value.top, value.bottom))
    return top if bottom == "1" else f"({top}) / ({bottom})"


def _spelled(of: Polynomial) -> str:
    return " + ".join(
        "*".join([str(factor), *(f"{name}^{power}" for name, power in monomial)])
        for monomial, factor in of.terms
    ) or "0"


def _variable(name: str) -> Polynomial:
    return Polynomial(((((name, 1),), Fraction(1)),))


def _power(name: str, power: int) -> Polynomial:
    return Polynomial(((((name, power),), Fraction(1)),))


def _sign(value: Fraction) -> Signs:
    return Signs.PLUS if value > 0 else Signs.MINUS if value < 0 else Signs.ZERO


def _constant(value: Quotient) -> Fraction | None:
    top, bottom = value.top.constant, value.bottom.constant
    return None if top is None or bottom is None else top / bottom


def _primitive(of: Polynomial) -> Polynomial:
    """Return a polynomial with whole factors that have no common divisor."""
    from math import gcd, lcm

    below = lcm(*(factor.denominator for _, factor in of.terms))
    above = gcd(*(int(factor * below) for _, factor in of.terms))
    return of.scaled(Fraction(below, above)) if below != above else of


QUESTIONS = frozenset({Signs.MINUS, Signs.MINUS | Signs.ZERO, Signs.ZERO})
COMPARED: Mapping[type[ast.cmpop], Signs] = MappingProxyType(
    {
        ast.Lt: Signs.MINUS,
        ast.LtE: Signs.MINUS | Signs.ZERO,
        ast.Gt: Signs.PLUS,
        ast.GtE: Signs.PLUS | Signs.ZERO,
        ast.Eq: Signs.ZERO,
        ast.NotEq: Signs.MINUS | Signs.PLUS,
    }
)


def _known(values: Sequence[Symbol]) -> bool:
    return not any(type(value) is Unknown for value in values)


def _name(at: Symbols, node: ast.Name) -> Symbol:
    return at.lookup(node.id)


def _literal(_: Symbols, node: ast.Constant) -> Symbol:
    return exactly(node.value) if isinstance(node.value, Fraction) else node.value


def _tuple(_: Symbols, node: ast.Tuple) -> Symbol:
    return tuple(element.value for element in node.elts)


def _unary(at: Symbols, node: ast.UnaryOp) -> Symbol:
    value = at.node(node.operand)
    if isinstance(value, Unknown):
        return value
    return value.negated() if isinstance(value, Quotient) else not value


def _binary(at: Symbols, node: ast.BinOp) -> Symbol:
    left, right = at.node(node.left), at.node(node.right)
    if isinstance(node.op, ast.Div):
        return at.divided(left, right, at.origin.source(node.right))
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        return at.reduced(ARITHMETIC[type(node.op)](left, right))
    return joined([left, right])


ARITHMETIC = MappingProxyType(
    {ast.Add: Quotient.plus, ast.Sub: Quotient.minus, ast.Mult: Quotient.times}
)


def _logic(at: Symbols, node: ast.BoolOp) -> Symbol:
    decides = isinstance(node.op, ast.Or)
    values = []
    for operand in node.values:
        values.append(at.node(operand))
        if values[-1] is decides:
            return decides
    return (not decides) if _known(values) else joined(values)


def _comparison(at: Symbols, node: ast.Compare) -> Symbol:
    values = [at.node(operand) for operand in (node.left, *node.comparators)]
    found = []
    for op, left, right in zip(node.ops, values, values[1:], strict=False):
        found.append(_pair(at, type(op), left, right))
        if found[-1] is False:
            return False
    return True if _known(found) else joined(found)


def _pair(at: Symbols, op: type[ast.cmpop], left: Symbol, right: Symbol) -> Symbol:
    if not _known((left, right)):
        return joined([left, right])
    if op in (ast.In, ast.NotIn):
        return at.one_of(left, right) is (op is ast.In)
    return at.compared(op, left, right)


def _conditional(at: Symbols, node: ast.IfExp) -> Symbol:
    test = at.node(node.test)
    if isinstance(test, Unknown):
        return test
    return at.node(node.body if test else node.orelse)


def _called(at: Symbols, node: ast.Call) -> Symbol:
    name = called(node)
    values = [at.node(arg) for arg in node.args]
    if name == GIVEN:
        return type(values[0]) is not Unknown
    if not _known(values):
        return joined(values)
    return CALLS[name](at, *values)


def _half_up(at: Symbols, value: Quotient, places: Quotient | None = None) -> Quotient:
    return at.whole(value, "half-up", int(_constant(places)) if places else 0)


CALLS = MappingProxyType(
    {
        "min": lambda at, *values: at.least(values),
        "max": lambda at, *values: at.least(values, ast.GtE),
        "abs": lambda at, value: value.negated() if at.sign(value.top, Signs.MINUS) else value,
        "round": _half_up,
        "floor": lambda at, value: at.whole(value, "floor"),
        "ceil": lambda at, value: at.whole(value.negated(), "floor").negated(),
        "clamp": lambda at, value, low, high: at.least((low, at.least((value, high))), ast.GtE),
    }
)
NODES = MappingProxyType(
    {
        ast.Constant: _literal,
        ast.Name: _name,
        ast.Tuple: _tuple,
        ast.UnaryOp: _unary,
        ast.BinOp: _binary,
        ast.BoolOp: _logic,
        ast.Compare: _comparison,
        ast.IfExp: _conditional,
        ast.Call: _called,
    }
)
