"""Evaluates expressions on the fields of a row that is not there: the interpreter's counterpart.

It does what the interpreter does, on quotients of polynomials. Where the row would have to say
what comes next, it asks the facts; a test that they do not answer stops it with ``Asked``.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from types import MappingProxyType
from typing import NamedTuple

from pingfen.compiled.plan import (
    ANY,
    MINUS,
    PLUS,
    ZERO,
    Alike,
    Among,
    Rounded,
    Sign,
    Signs,
    Test,
)
from pingfen.compiled.plan.facts import Facts, opposite, product, sign, variable
from pingfen.exact import ROUNDING
from pingfen.expression.functions import AGGREGATES, GIVEN
from pingfen.expression.interpret import Cause, Known, Unknown
from pingfen.expression.names import called
from pingfen.expression.parse import Expression
from pingfen.polynomial import Polynomial, Quotient, exactly, unknown

# the tests of signs that a plan has; of two that are each other's contrary it is the one
TESTED = frozenset({MINUS, MINUS | ZERO, ZERO})
COMPARED: Mapping[type[ast.cmpop], Signs] = MappingProxyType(
    {
        ast.Lt: MINUS,
        ast.LtE: MINUS | ZERO,
        ast.Gt: PLUS,
        ast.GtE: PLUS | ZERO,
        ast.Eq: ZERO,
        ast.NotEq: MINUS | PLUS,
    }
)
# from the least a number of terms that no sensible policy comes near
MOST_TERMS = 200


class Asked(Exception):  # noqa: N818  # no error: a question that only the row can answer
    """A test whose answer decides what comes next."""

    def __init__(self, test: Test) -> None:
        """Hold the test."""
        super().__init__(test)
        self.test = test


class TooMuch(Exception):  # noqa: N818  # caught by who knows which rule it is about
    """An expression comes to a polynomial that is too long to be worked with."""


class Text(NamedTuple):
    """The text of a field that is given."""

    field: str


Symbol = Quotient | Text | Known | Unknown
Lookup = Callable[[str], Symbol]
Done = dict[ast.expr, Symbol]
Aggregate = Callable[["Symbols", ast.Call], Symbol]


def joined(values: Sequence[Symbol]) -> Unknown:
    """Return the unknown value that several operands together make."""
    causes = (cause for value in values if isinstance(value, Unknown) for cause in value.causes)
    return Unknown(tuple(dict.fromkeys(causes)))


class Symbols:
    """Evaluates expressions where some facts are known.

    ``done`` remembers what was worked out on the way: an answer more changes none of it.
    ``asking`` counts the ``given`` that are being evaluated.
    """

    def __init__(
        self,
        facts: Facts,
        lookup: Lookup,
        rounded: dict[str, Rounded],
        done: Done,
        aggregate: "Aggregate | None" = None,
    ) -> None:
        """Take names from ``lookup``; note in ``rounded`` the numbers rounded on the way."""
        self.facts = facts
        self.lookup = lookup
        self.rounded = rounded
        self.done = done
        self.aggregate = aggregate
        self.asking = 0
        self.origin: Expression | None = None

    def value(self, expression: Expression) -> Symbol:
        """Return what an expression is worth. Raises ``Asked`` where that is open."""
        before, self.origin = self.origin, expression
        found = self.node(expression.tree)
        self.origin = before
        return found

    def node(self, node: ast.expr) -> Symbol:
        """Return what a node is worth."""
        kind = type(node)
        if kind is ast.Name:
            return self.lookup(node.id)  # type: ignore[attr-defined]  # as just asked
        if node not in self.done:
            self.done[node] = NODES[kind](self, node)
        return self.done[node]

    def holds(self, test: Test) -> bool:
        """Return the answer to a test. Raises ``Asked`` if it is not known."""
        answer = self.facts.answer(test)
        if answer is None:
            raise Asked(test)
        return answer

    def has_sign(self, of: Polynomial, signs: Signs) -> bool:
        """Tell whether a polynomial has one of some signs."""
        if of.constant is not None:
            return bool(sign(of.constant) & signs)
        common = of.common() if len(of.terms) > 1 else ()
        if common:  # what all terms share is asked for by itself: the rest is shorter
            shared = self._sign_of(Polynomial(((common, Fraction(1)),)))
            if shared == ZERO:
                return bool(signs & ZERO)
            of, signs = of.divided(common), signs if shared == PLUS else opposite(signs)
        test, turned = primitive(of)
        signs = opposite(signs) if turned else signs
        if signs in TESTED:
            return self.holds(Sign(test, signs))
        return not self.holds(Sign(test, ANY & ~signs))

    def may_be(self, of: Polynomial, signs: Signs) -> bool:
        """Tell whether a polynomial may have one of some signs, as far as is known."""
        common = of.common()
        factors = [of.divided(common), *(Polynomial((((part,), Fraction(1)),)) for part in common)]
        return bool(reduce(product, map(self._signs, factors)) & signs)

    def _signs(self, of: Polynomial) -> Signs:
        if of.constant is not None:
            return sign(of.constant)
        test, turned = primitive(of)
        return opposite(self.facts.signs(test)) if turned else self.facts.signs(test)

    def compared(self, op: type[ast.cmpop], left: Symbol, right: Symbol) -> bool:
        """Compare two known values."""
        if isinstance(left, Quotient) and isinstance(right, Quotient):
            off = left.top.times(right.bottom).minus(right.top.times(left.bottom))
            return self.has_sign(_bounded(off), COMPARED[op])
        return self._same(left, right) is (op is ast.Eq)

    def _same(self, left: Symbol, right: Symbol) -> bool:
        match left, right:
            case Text(one), Text(other):
                first, second = sorted((one, other))
                return one == other or self.holds(Alike(first, second))
            case (Text(field), str(value)) | (str(value), Text(field)):
                return self.holds(Among(field, frozenset({value})))
        return left == right

    def one_of(self, value: Symbol, listed: Symbol) -> bool:
        """Tell whether a value is one of a list."""
        items: tuple[Fraction | str, ...] = listed if type(listed) is tuple else ()  # type: ignore[assignment]  # no NamedTuple
        if isinstance(value, Text):
            return self.holds(Among(value.field, frozenset(items)))
        if isinstance(value, Quotient):
            numbers = (exactly(item) for item in items if isinstance(item, Fraction))
            return any(self.compared(ast.Eq, value, number) for number in numbers)
        return value in items

    def divided(self, left: Symbol, right: Symbol, divisor: str) -> Symbol:
        """Divide; a divisor that is zero makes the result unknown."""
        if isinstance(right, Quotient):
            of = self._sign_of(right.top)
            if of == ZERO:
                return joined([left, Unknown((Cause("zero", divisor),))])
            if isinstance(left, Quotient):
                return self.reduced(left.over(right, 1 if of == PLUS else -1))
        return joined([left, right])

    def reduced(self, value: Quotient) -> Quotient:
        """Divide both parts by the variables that they share: below, none of them is zero.

        One that is below zero turns both, so that the bottom stays above zero.
        """
        _bounded(value.top)
        below = dict(_bounded(value.bottom).common())
        shared = below and tuple(
            (n, min(p, below[n])) for n, p in value.top.common() if n in below
        )
        if not shared:
            return value
        odd = [self._one_sign(variable(name)) for name, power in shared if power % 2]
        turn = Fraction(-1 if odd.count(MINUS) % 2 else 1)
        return Quotient(*(part.divided(shared).scaled(turn) for part in value))

    def _sign_of(self, of: Polynomial) -> Signs:
        """Return the sign of a polynomial, that of each factor asked for by itself."""
        common = of.common()
        rest = of.divided(common)
        found = sign(rest.constant) if rest.constant is not None else self._one_sign(rest)
        for name, power in common:
            own = self._one_sign(variable(name))
            found = product(found, own if power % 2 else product(own, own))
        return found

    def _one_sign(self, of: Polynomial) -> Signs:
        if self.has_sign(of, PLUS):
            return PLUS
        return ZERO if self.has_sign(of, ZERO) else MINUS

    def least(self, values: Sequence[Quotient], op: type[ast.cmpop] = ast.LtE) -> Quotient:
        """Return the least of some numbers; the greatest for ``>=``."""
        found = values[0]
        for value in values[1:]:
            found = found if self.compared(op, found, value) else value
        return found

    def whole(self, value: Quotient, mode: str, places: int = 0) -> Quotient:
        """Return a number rounded to some decimals."""
        scaled = value.times(exactly(Fraction(10**places)))
        unit = exactly(Fraction(1, 10**places))
        number = constant(scaled)
        if number is not None:
            return exactly(Fraction(ROUNDING[mode](number))).times(unit)
        name = f"{mode}({scaled})"
        self.rounded.setdefault(name, Rounded(scaled, mode))
        return unknown(name).times(unit)


def constant(value: Quotient) -> Fraction | None:
    """Return the number that a quotient is, None where it depends on a variable."""
    top, bottom = value.top.constant, value.bottom.constant
    return None if top is None or bottom is None else top / bottom


def primitive(of: Polynomial) -> tuple[Polynomial, bool]:
    """Return a polynomial in the form in which it is tested, and whether its sign is the other.

    Its factors are whole and share no divisor, the first is above zero. They are integers: facts
    are looked up by them all the time, and a Fraction takes long to be told from others.
    """
    below = lcm(*[factor.denominator for _, factor in of.terms])
    whole = [factor.numerator * (below // factor.denominator) for _, factor in of.terms]
    turned = whole[0] < 0
    by = -gcd(*whole) if turned else gcd(*whole)
    names = [monomial for monomial, _ in of.terms]
    terms = tuple([(name, factor // by) for name, factor in zip(names, whole, strict=True)])
    return Polynomial(terms), turned  # type: ignore[arg-type]  # an integer is a rational


def _bounded(of: Polynomial) -> Polynomial:
    if len(of.terms) > MOST_TERMS:
        raise TooMuch
    return of


def _literal(_: Symbols, node: ast.Constant) -> Symbol:
    value: object = node.value
    return exactly(value) if isinstance(value, Fraction) else value  # type: ignore[return-value]  # a text


def _tuple(_: Symbols, node: ast.Tuple) -> Symbol:
    return tuple(element.value for element in node.elts)  # type: ignore[attr-defined]  # literals


def _unary(at: Symbols, node: ast.UnaryOp) -> Symbol:
    value = at.node(node.operand)
    if isinstance(value, Unknown):
        return value
    return value.negated() if isinstance(value, Quotient) else not value


ARITHMETIC: Mapping[type[ast.operator], Callable[[Quotient, Quotient], Quotient]] = (
    MappingProxyType({ast.Add: Quotient.plus, ast.Sub: Quotient.minus, ast.Mult: Quotient.times})
)


def _binary(at: Symbols, node: ast.BinOp) -> Symbol:
    left, right = at.node(node.left), at.node(node.right)
    if isinstance(node.op, ast.Div):
        return at.divided(left, right, at.origin.source(node.right) if at.origin else "")
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        return at.reduced(ARITHMETIC[type(node.op)](left, right))
    return joined([left, right])


def _logic(at: Symbols, node: ast.BoolOp) -> Symbol:
    decides = isinstance(node.op, ast.Or)
    values: list[Symbol] = []
    for operand in node.values:
        values.append(at.node(operand))
        if values[-1] is decides:
            return decides
    return joined(values) if _has_unknown(values) else not decides


def _comparison(at: Symbols, node: ast.Compare) -> Symbol:
    values = [at.node(operand) for operand in (node.left, *node.comparators)]
    found: list[Symbol] = []
    for op, left, right in zip(node.ops, values, values[1:], strict=False):
        found.append(_pair(at, type(op), left, right))
        if found[-1] is False:
            return False
    return joined(found) if _has_unknown(found) else True


def _pair(at: Symbols, op: type[ast.cmpop], left: Symbol, right: Symbol) -> Symbol:
    if _has_unknown((left, right)):
        return joined([left, right])
    if op in COMPARED:
        return at.compared(op, left, right)
    return at.one_of(left, right) is (op is ast.In)


def _conditional(at: Symbols, node: ast.IfExp) -> Symbol:
    test = at.node(node.test)
    if isinstance(test, Unknown):
        return test
    return at.node(node.body if test else node.orelse)


def _called(at: Symbols, node: ast.Call) -> Symbol:
    name = called(node)
    if at.aggregate and name in AGGREGATES:
        return at.aggregate(at, node)
    at.asking += name == GIVEN
    values = [at.node(arg) for arg in node.args]
    if name == GIVEN:
        at.asking -= 1
        return not isinstance(values[0], Unknown)
    if _has_unknown(values):
        return joined(values)
    return CALLS[name](at, [value for value in values if isinstance(value, Quotient)])


def _has_unknown(values: Sequence[Symbol]) -> bool:
    return any(type(value) is Unknown for value in values)


def _clamp(at: Symbols, values: list[Quotient]) -> Quotient:
    value, low, high = values
    return at.least([low, at.least([value, high])], ast.GtE)


def _round(at: Symbols, values: list[Quotient]) -> Quotient:
    places = constant(values[1]) if values[1:] else 0
    return at.whole(values[0], "half-up", int(places or 0))


def _abs(at: Symbols, values: list[Quotient]) -> Quotient:
    return values[0].negated() if at.has_sign(values[0].top, MINUS) else values[0]


CALLS: Mapping[str, Callable[[Symbols, list[Quotient]], Quotient]] = MappingProxyType(
    {
        "min": lambda at, values: at.least(values),
        "max": lambda at, values: at.least(values, ast.GtE),
        "abs": _abs,
        "round": _round,
        "floor": lambda at, values: at.whole(values[0], "floor"),
        "ceil": lambda at, values: at.whole(values[0].negated(), "floor").negated(),
        "clamp": _clamp,
    }
)
NODES: Mapping[type[ast.expr], Callable[..., Symbol]] = MappingProxyType(
    {
        ast.Constant: _literal,
        ast.Tuple: _tuple,
        ast.UnaryOp: _unary,
        ast.BinOp: _binary,
        ast.BoolOp: _logic,
        ast.Compare: _comparison,
        ast.IfExp: _conditional,
        ast.Call: _called,
    }
)
