"""What a condition asks for before anything is evaluated, told from its tree alone."""

import ast
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import NamedTuple

from pingfen.expression.functions import GIVEN
from pingfen.expression.interpret import Known
from pingfen.expression.names import called
from pingfen.expression.parse import Expression

Texts = frozenset[Known]


class Screen(NamedTuple):
    """A condition taken apart, so that most rows need no evaluating.

    It is false unless the fields of ``needs`` are given and those of ``lacks`` are not, and those
    of ``wants`` have one of the values there, if they are given. Where all that holds, it is worth
    what ``rest`` is; true, where there is none.
    """

    needs: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    wants: tuple[tuple[str, Texts], ...] = ()
    rest: Expression | None = None

    def lets_pass(self, values: Mapping[str, Known]) -> bool:
        """Tell whether the condition may be true where fields have these values."""
        if not self.needs <= values.keys() or not self.lacks.isdisjoint(values.keys()):
            return False
        for name, wanted in self.wants:
            if name in values and values[name] not in wanted:
                return False
        return True


def screen(condition: Expression | None, fields: Container[str]) -> Screen:
    """Take a condition apart; ``fields`` are the names that are no params and no lets."""
    if condition is None:
        return Screen()
    parts = _parts(condition.tree)
    given = {part: name for part in parts if (name := _given(part, fields))}
    lacking = {part: name for part in parts if (name := _lacking(part, fields))}
    wanted = {part: found for part in parts if (found := _wanted(part, fields))}
    needs = frozenset(given.values())
    # whether a field has one of some values is settled if it is given, and else unknown
    settled = {part for part, (name, _) in wanted.items() if name in needs}
    left = [part for part in parts if part not in {*given, *lacking, *settled}]
    rest = _joined(condition, left) if left else None
    return Screen(needs, frozenset(lacking.values()), tuple(wanted.values()), rest)


def _parts(tree: ast.expr) -> list[ast.expr]:
    """Return the conditions that must all hold; what is unknown beside a false one is false."""
    match tree:
        case ast.BoolOp(ast.And(), values):
            return values
    return [tree]


def _joined(condition: Expression, parts: list[ast.expr]) -> Expression:
    tree = parts[0] if len(parts) == 1 else ast.BoolOp(ast.And(), parts)
    return replace(condition, tree=tree)


def _given(part: ast.expr, fields: Container[str]) -> str:
    """Return x of ``given(x)``."""
    match part:
        case ast.Call(_, [ast.Name(name)]) if called(part) == GIVEN and name in fields:
            return name
    return ""


def _lacking(part: ast.expr, fields: Container[str]) -> str:
    """Return x of ``not given(x)``."""
    match part:
        case ast.UnaryOp(ast.Not(), operand):
            return _given(operand, fields)
    return ""


def _wanted(part: ast.expr, fields: Container[str]) -> tuple[str, Texts] | None:
    """Return the values of ``x == "a"``, of ``x in ["a", "b"]`` and of a truth ``x``."""
    match part:
        case ast.Name(name) if name in fields:
            return name, frozenset({True})
        case ast.Compare(ast.Name(name), [ast.Eq()], [ast.Constant(str(text))]) if name in fields:
            return name, frozenset({text})
        case ast.Compare(ast.Name(name), [ast.In()], [ast.Tuple(items)]) if name in fields:
            return name, frozenset(item.value for item in items)  # type: ignore[attr-defined]  # literals
    return None
