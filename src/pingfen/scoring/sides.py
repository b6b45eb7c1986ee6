"""What a check that failed found, and what it expected instead, as short texts."""

import ast
from collections.abc import Callable, Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import NO_VALUE, show
from pingfen.expression.functions import COMPARISONS, GIVEN
from pingfen.expression.interpret import Unknown, Value
from pingfen.expression.names import called
from pingfen.expression.parse import Expression
from pingfen.expression.wording import HELD
from pingfen.kinds import SEVERITIES
from pingfen.messages import LANGS, Bilingual, Message, both, listed
from pingfen.policy import Check
from pingfen.scoring.filling import MEASURED, Filling
from pingfen.scoring.scope import RowScope
from pingfen.words import words

# how what is expected is written before its value, as the comparison stands and turned round
SIGNS = MappingProxyType(
    {
        ast.Lt: ("<", ">"),
        ast.LtE: ("≤", "≥"),
        ast.Gt: (">", "<"),
        ast.GtE: ("≥", "≤"),
    }
)
# what a cell is called whose text is missing
TEXTS = MappingProxyType({"target_text": "target", "actual_text": "actual"})
LIMITS = ast.Lt | ast.LtE | ast.Gt | ast.GtE
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
        self.must = check.severity == SEVERITIES[0]
        slots = check.because.slots if check.because else ()
        self.said = tuple(slot.name for slot in slots)
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
        name = TEXTS.get(name, name)
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
                yield Sides(*self._shown(expression, *self._as_said(*near)))
                return
            if not self._tells(op):
                return
            turned = self._is_fixed(left) and not self._is_fixed(right)
            stands, due = self._shown(expression, *((right, left) if turned else (left, right)))
            yield Sides(stands, _signed(op, due, turned=turned))

    def _as_said(self, one: ast.expr, other: ast.expr) -> tuple[ast.expr, ast.expr]:
        """Return two sides as the sentence of the check names them: first what is wrong."""
        numbers = [
            self.said.index(side.id) if isinstance(side, ast.Name) and side.id in self.said else -1
            for side in (one, other)
        ]
        return (other, one) if -1 < numbers[1] < numbers[0] else (one, other)

    def _tells(self, op: ast.cmpop) -> bool:
        """Tell whether what is expected says what should stand there.

        Of a limit only where it must be kept: one that is only unusual to cross is no demand.
        """
        if isinstance(op, ast.NotIn | ast.NotEq):
            return False
        return self.must or not isinstance(op, LIMITS)

    def _is_fixed(self, node: ast.expr) -> bool:
        """Tell whether a side is the same for all forms: a literal or a param."""
        return isinstance(node, ast.Constant) or (
            isinstance(node, ast.Name) and node.id in self.filling.policy.params
        )

    def _value(self, expression: Expression, node: ast.expr) -> Value:
        return self.filling.interpreter.node_value(expression, node, self.scope)

    def _shown(self, expression: Expression, *nodes: ast.expr) -> tuple[Bilingual, Bilingual]:
        """Return two sides in one format: that of the name which the check's sentence formats."""
        names = [node.id if isinstance(node, ast.Name) else "" for node in nodes]
        shown = next((self.formats[name] for name in names if name in self.formats), None)
        if shown is None:
            percent = self.scope.text("unit") == words().units.percent
            shown = _percent if percent and MEASURED & set(names) else _exact
        one, other = (_written(self._value(expression, node), shown) for node in nodes)
        return one, other


def _signed(op: ast.cmpop, due: Bilingual, *, turned: bool) -> Bilingual:
    """Return what is due with how it is compared: ``≤ 8``; alone where the two should be equal."""
    sign = f"{SIGNS[type(op)][turned]} " if type(op) in SIGNS else ""
    return Bilingual(sign + due.zh, sign + due.en)


def _written(value: Value, number: Callable[[Value], str]) -> Bilingual:
    if isinstance(value, Unknown):
        return Bilingual(NO_VALUE)
    if isinstance(value, tuple):
        return listed(_written(item, number) for item in value)  # type: ignore[arg-type]  # known
    if isinstance(value, Fraction):
        return Bilingual(number(value))
    return Bilingual(HELD.get(str(value), str(value)))


def _exact(value: Value) -> str:
    return show(value) if isinstance(value, Fraction) else NO_VALUE


def _percent(value: Value) -> str:
    return f"{show(value * 100)}%" if isinstance(value, Fraction) else NO_VALUE


def _near(op: ast.cmpop, left: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Return what is compared where it may be off by a little: a and b of ``abs(a - b) <= c``."""
    match left:
        case ast.Call(_, [ast.BinOp(one, ast.Sub(), other)]) if called(left) == "abs":
            return (one, other) if type(op) in NEAR else None
    return None
