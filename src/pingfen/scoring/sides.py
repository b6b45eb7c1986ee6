"""What a check that failed found, and what it expected instead, as short texts."""

import ast
from collections.abc import Callable, Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import show
from pingfen.expression.functions import COMPARISONS, GIVEN
from pingfen.expression.interpret import Value
from pingfen.expression.names import called
from pingfen.expression.parse import Expression
from pingfen.messages import LANGS, Bilingual, Message, both, listed
from pingfen.policy import Check
from pingfen.scoring.filling import MEASURED, Filling
from pingfen.scoring.scope import RowScope
from pingfen.words import words

# how what is expected is written before its value, also for the two sides turned round
SIGNS = MappingProxyType(
    {
        ast.Eq: ("", ""),
        ast.NotEq: ("≠ ", "≠ "),
        ast.Lt: ("< ", "> "),
        ast.LtE: ("≤ ", "≥ "),
        ast.Gt: ("> ", "< "),
        ast.GtE: ("≥ ", "≤ "),
        ast.In: ("", ""),
        ast.NotIn: ("≠ ", "≠ "),
    }
)
NEAR = frozenset({ast.Lt, ast.LtE})


class Sides(NamedTuple):
    """What stands there and what should; None where an expression does not say it so shortly."""

    found: Bilingual | None = None
    expected: Bilingual | None = None


def sides(check: Check, scope: RowScope, filling: Filling) -> Sides:
    """Return what a check that failed in a scope found and what it expected."""
    return _Reader(check, scope, filling).of(check.expect, check.expect.tree) or Sides()


class _Reader:
    """Finds, in an expression that is false, the comparison that makes it so."""

    def __init__(self, check: Check, scope: RowScope, filling: Filling) -> None:
        self.scope = scope
        self.filling = filling
        slots = check.because.slots if check.because else ()
        # a number is shown as the sentence of the check shows it
        self.formats: dict[str, Callable[[Value], str]] = {
            slot.name: slot.show for slot in slots if slot.places is not None
        }

    def of(self, expression: Expression, node: ast.expr) -> Sides | None:
        """Return the sides of an expression that is false."""
        match node:
            case ast.Name(name) if name in self.filling.policy.lets:
                let = self.filling.policy.lets[name]
                return self.of(let, let.tree)
            case ast.BoolOp(op, values):
                # of all that must hold the first that does not, of several ways the first
                wrong = (part for part in values if self._value(expression, part) is False)
                first = next(wrong, None) if isinstance(op, ast.And) else values[0]
                return self.of(expression, first) if first else None
            case ast.IfExp(test, body, orelse):
                holds = self._value(expression, test)
                return self.of(expression, body if holds else orelse)
            case ast.Compare():
                return next(self._compared(expression, node), None)
            case ast.Call(_, [ast.Name(name)]) if called(node) == GIVEN:
                return self._given(name)
        return None

    def _given(self, name: str) -> Sides:
        chinese = self.filling.word(LANGS[0])(name)
        filled = Message.of("expected-given", name=Bilingual(chinese, name))
        return Sides(both(Message.of("found-nothing")), both(filled))

    def _compared(self, expression: Expression, node: ast.Compare) -> Iterator[Sides]:
        """Yield the sides of each pair that does not hold: of ``0 <= x <= 8`` one or the other."""
        operands = (node.left, *node.comparators)
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
            values = self._value(expression, left), self._value(expression, right)
            if COMPARISONS[type(op)](*values) is not False:
                continue
            if near := _near(op, left):
                yield Sides(*(self._shown(expression, part) for part in near))
                return
            turned = self._is_fixed(left) and not self._is_fixed(right)
            stands, due = (right, left) if turned else (left, right)
            sign = SIGNS[type(op)][turned]
            text = self._shown(expression, due)
            yield Sides(self._shown(expression, stands), Bilingual(sign + text.zh, sign + text.en))

    def _is_fixed(self, node: ast.expr) -> bool:
        """Tell whether a side is the same for all forms: a literal or a param."""
        return isinstance(node, ast.Constant) or (
            isinstance(node, ast.Name) and node.id in self.filling.policy.params
        )

    def _value(self, expression: Expression, node: ast.expr) -> Value:
        return self.filling.interpreter.node_value(expression, node, self.scope)

    def _shown(self, expression: Expression, node: ast.expr) -> Bilingual:
        value = self._value(expression, node)
        if isinstance(value, tuple):
            return listed(show(item) if isinstance(item, Fraction) else item for item in value)
        if not isinstance(value, Fraction):
            return Bilingual(str(value))
        name = node.id if isinstance(node, ast.Name) else ""
        if name in self.formats:
            return Bilingual(self.formats[name](value))
        percent = self.scope.text("unit") == words().units.percent
        return Bilingual(f"{show(value * 100)}%" if percent and name in MEASURED else show(value))


def _near(op: ast.cmpop, left: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Return what is compared where it may be off by a little: a and b of ``abs(a - b) <= c``."""
    match left:
        case ast.Call(_, [ast.BinOp(one, ast.Sub(), other)]) if called(left) == "abs":
            return (one, other) if type(op) in NEAR else None
    return None
