"""The comparisons of a policy, and an interpreter that notes on which side each was seen."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.cases.report import NUMBERS, TRUTHS
from pingfen.errors import Place
from pingfen.expression.functions import AGGREGATES, COMPARISONS, EQUALITY, MEMBERSHIP
from pingfen.expression.interpret import Interpreter, Unknown, Value
from pingfen.expression.names import called, names_in, operands
from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import EXECUTION, FIELDS, INDICATOR, Type
from pingfen.policy import Policy, Rule

SIGNS: Mapping[type[ast.cmpop], str] = MappingProxyType(
    {
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.Eq: "==",
        ast.NotEq: "!=",
        ast.In: "in",
        ast.NotIn: "not in",
    }
)
# a comparison, and which of its pairs: `a <= b < c` has two
Pair = tuple[ast.Compare, int]


class Watcher(Interpreter):
    """An interpreter that counts the sides on which it sees each comparison."""

    thorough = True

    def __init__(self) -> None:
        """Start with nothing seen."""
        super().__init__()
        self.seen: Counter[tuple[Pair, str]] = Counter()

    def _comparison(self, node: ast.Compare) -> Value:
        """Note the sides, then let the values be compared; unknown ones are on no side."""
        values = [self._value(operand) for operand in (node.left, *node.comparators)]
        pairs = zip(node.ops, values, values[1:], strict=False)
        for number, (op, left, right) in enumerate(pairs):
            if not isinstance(left, Unknown) and not isinstance(right, Unknown):
                self.seen[(node, number), _side(op, left, right)] += 1
        # a literal is worth whatever it holds, so nothing is evaluated twice
        held: list[ast.expr] = [ast.Constant(value) for value in values]  # type: ignore[arg-type]
        return super()._comparison(ast.Compare(held[0], node.ops, held[1:]))


def _side(op: ast.cmpop, left: Value, right: Value) -> str:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return NUMBERS[(left > right) - (left < right) + 1]
    return TRUTHS[not COMPARISONS[type(op)](left, right)]


class Comparison(NamedTuple):
    """A pair of values that a policy compares; ``of_row`` where the score of a row depends on it.

    ``sides`` are those on which it can be seen.
    """

    pair: Pair
    text: str
    part: str
    place: Place
    of_row: bool
    sides: tuple[str, ...]


def comparisons(policy: Policy) -> tuple[Comparison, ...]:
    """Return the comparisons that can be reached and can come out either way, as they stand."""
    found = [
        comparison
        for part, expression, of_row in _reached(policy)
        for comparison in _within(policy, part, expression, of_row=of_row)
    ]
    return tuple(sorted(found, key=_order))


def _order(comparison: Comparison) -> tuple[str, int, int]:
    place = comparison.place
    return place.file, getattr(place, "line", 0), getattr(place, "column", 0)


def _reached(policy: Policy) -> Iterator[tuple[str, Expression, bool]]:
    """Yield the expressions that scoring may evaluate, each let once."""
    waiting = [part for part in _parts(policy) if part[1] is not None]
    known: set[str] = set()
    while waiting:
        part, expression, of_row = waiting.pop(0)
        if expression is None:
            continue
        yield part, expression, of_row
        # rows come first, so that a let which both a rule and a check use counts for rows
        names = sorted(names_in(expression) & set(policy.lets) - known)
        waiting += [(f"let.{name}", policy.lets[name], of_row) for name in names]
        waiting.sort(key=lambda item: not item[2])
        known |= set(names)


def _parts(policy: Policy) -> Iterator[tuple[str, Expression | None, bool]]:
    yield "direction", policy.direction, True
    for rule in _reachable(policy):
        yield f"rules.{rule.name}.when", rule.when, True
        yield f"rules.{rule.name}.require", rule.require, True
        yield f"rules.{rule.name}.score", rule.score, True
    yield "adjust", policy.adjust, True
    yield "total", policy.total, False
    yield "grades", policy.grades, False
    for check in policy.checks:
        yield f"checks.{check.name}.when", check.when, False
        yield f"checks.{check.name}.expect", check.expect, False


def _reachable(policy: Policy) -> Iterator[Rule]:
    """Yield the rules that no rule before them, which always applies, keeps from being tried."""
    kinds = {INDICATOR} | ({EXECUTION} if policy.execution else set())
    for rule in policy.rules:
        mine = {kind for kind in kinds if rule.applies_to.fits(kind)}
        if mine:
            yield rule
        if rule.when is None:
            kinds -= mine


def _within(
    policy: Policy, part: str, expression: Expression, *, of_row: bool
) -> Iterator[Comparison]:
    for node in dict.fromkeys(ast.walk(expression.tree)):  # steps share their subject
        if not isinstance(node, ast.Compare):
            continue
        operands = (node.left, *node.comparators)
        for number, op in enumerate(node.ops):
            left, right = operands[number : number + 2]
            if not _varies(left, policy) and not _varies(right, policy):
                continue
            text = f"{expression.source(left)} {SIGNS[type(op)]} {expression.source(right)}"
            place = _place(expression, node, left, right)
            sides = _sides(op, left, right, policy)
            yield Comparison((node, number), text, part, place, of_row, sides)


def _place(expression: Expression, node: ast.Compare, left: ast.expr, right: ast.expr) -> Place:
    """Return where a pair stands; in steps, where its bound does."""
    stepped = expression.origins[node] is not expression.origins[left]
    return expression.place(right if stepped else left)


def _sides(op: ast.cmpop, left: ast.expr, right: ast.expr, policy: Policy) -> tuple[str, ...]:
    if type(op) in MEMBERSHIP:
        return TRUTHS
    text = type(op) in EQUALITY and (_is_text(left, policy) or _is_text(right, policy))
    return TRUTHS if text else NUMBERS


def _is_text(node: ast.expr, policy: Policy) -> bool:  # noqa: PLR0911  # one a construct
    match node:
        case ast.Constant(value):
            return isinstance(value, str)
        case ast.IfExp(_, body, _):
            return _is_text(body, policy)
        case ast.Name(name) if name in policy.lets:
            return _is_text(policy.lets[name].tree, policy)
        case ast.Name(name) if name in policy.params:
            return isinstance(policy.params[name].value, str)
        case ast.Name(name) if name in policy.fields:
            return policy.fields[name].type == Type.TEXT
        case ast.Name(name):
            return name in FIELDS and FIELDS[name].type is Type.TEXT
    return False


def _varies(node: ast.expr, policy: Policy) -> bool:
    """Tell whether a value depends on the form; what holds for every form has one side only."""
    if called(node) in AGGREGATES:
        return True
    if isinstance(node, ast.Name):
        let = policy.lets.get(node.id)
        return _varies(let.tree, policy) if let else node.id not in policy.params
    return any(_varies(part, policy) for part in operands(node))
