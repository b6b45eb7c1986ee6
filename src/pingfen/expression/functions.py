"""The operators and functions that an expression may use, on exact numbers."""

import ast
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import round_to

Operator = Callable[..., object]


def _clamp(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return max(low, min(value, high))


def _round(value: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    return round_to(value, int(places))


class Function(NamedTuple):
    """A function of numbers, with the least and the most arguments it takes."""

    name: str
    chinese: str
    least: int
    most: int
    call: Callable[..., Fraction]


_FUNCTIONS = (
    Function("min", "最小", 2, 100, min),
    Function("max", "最大", 2, 100, max),
    Function("abs", "绝对值", 1, 1, abs),
    Function("round", "四舍五入", 1, 2, _round),
    Function("floor", "向下取整", 1, 1, lambda value: Fraction(floor(value))),
    Function("ceil", "向上取整", 1, 1, lambda value: Fraction(ceil(value))),
    Function("clamp", "限于", 3, 3, _clamp),
)
FUNCTIONS: Mapping[str, Function] = MappingProxyType({f.name: f for f in _FUNCTIONS})
GIVEN = "given"
# Aggregates take an expression and a condition, evaluated once a row; `count` only the latter.
AGGREGATES: Mapping[str, str] = MappingProxyType(
    {"sum": "合计", "count": "计数", "any": "任一", "all": "全部"}
)
CHINESE_FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {f.chinese: f.name for f in _FUNCTIONS}
    | {"已填": GIVEN}
    | {chinese: name for name, chinese in AGGREGATES.items()}
)

ARITHMETIC: Mapping[type[ast.AST], Operator] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.USub: operator.neg,
    }
)
ORDER: Mapping[type[ast.AST], Operator] = MappingProxyType(
    {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge}
)
EQUALITY: Mapping[type[ast.AST], Operator] = MappingProxyType(
    {ast.Eq: operator.eq, ast.NotEq: operator.ne}
)
MEMBERSHIP: Mapping[type[ast.AST], Operator] = MappingProxyType(
    {ast.In: lambda x, y: x in y, ast.NotIn: lambda x, y: x not in y}
)
LOGIC: Mapping[type[ast.AST], Operator] = MappingProxyType({ast.Not: operator.not_})
OPERATORS = MappingProxyType({**ARITHMETIC, **ORDER, **EQUALITY, **MEMBERSHIP, **LOGIC})
COMPARISONS = MappingProxyType({**ORDER, **EQUALITY, **MEMBERSHIP})


def function_name(name: str) -> str:
    """Return the English name of a function."""
    return CHINESE_FUNCTIONS.get(name, name)
