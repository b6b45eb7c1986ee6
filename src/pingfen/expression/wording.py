"""Expressions as text: in English as the language writes them, in Chinese in words and signs.

Brackets stand exactly where the reading would change without them, so what is printed in English
reads back to the same tree.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import decimals, fixed
from pingfen.expression.functions import CHINESE_FUNCTIONS
from pingfen.expression.vocabulary import FIELDS
from pingfen.messages import LANGS

# how tightly the constructs bind, the loosest first
IF, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, ATOM = range(9)
ARITHMETIC: Mapping[type[ast.AST], int] = MappingProxyType(
    {ast.Add: SUM, ast.Sub: SUM, ast.Mult: PRODUCT, ast.Div: PRODUCT}
)
LOGIC: Mapping[type[ast.AST], int] = MappingProxyType({ast.Or: OR, ast.And: AND})
# how each operator is spelt, in Chinese and in English
SPELT: Mapping[type[ast.AST], tuple[str, str]] = MappingProxyType(
    {
        ast.Or: ("或", "or"),
        ast.And: ("且", "and"),
        ast.Not: ("非 ", "not "),
        ast.Eq: ("=", "=="),
        ast.NotEq: ("≠", "!="),
        ast.Lt: ("<", "<"),
        ast.LtE: ("≤", "<="),
        ast.Gt: (">", ">"),
        ast.GtE: ("≥", ">="),
        ast.In: ("属于", "in"),
        ast.NotIn: ("不属于", "not in"),
        ast.Add: ("+", "+"),
        ast.Sub: ("-", "-"),
        ast.Mult: ("×", "*"),
        ast.Div: ("÷", "/"),
        ast.USub: ("-", "-"),
    }
)
CALLED: Mapping[str, str] = MappingProxyType(
    {name: chinese for chinese, name in CHINESE_FUNCTIONS.items()}
)
# what the fields of few words hold, in the words of a form
HELD: Mapping[str, str] = MappingProxyType(
    {
        ">=": "≥",
        "<=": "≤",
        "text": "文字",
        "deadline": "期限",
        "indicator": "指标",
        "execution": "预算执行",
    }
)
FEW_WORDS = frozenset({"relation", "kind"})


class Branch(NamedTuple):
    """One branch of a conditional: its condition (None for «otherwise») and its value."""

    test: ast.expr | None
    value: ast.expr


class Wording(NamedTuple):
    """Writes expressions in a language; ``labels`` are what a policy calls its params."""

    lang: str = "zh"
    labels: Mapping[str, str] = MappingProxyType({})

    def write(self, node: ast.expr) -> str:
        """Return an expression as text.

        >>> from pingfen.expression.parse import parse
        >>> from pingfen.source import from_data
        >>> tree = parse(from_data("weight * (1 - ratio) >= 0 and given(judged)", "")).tree
        >>> Wording("en").write(tree)
        'weight * (1 - ratio) >= 0 and given(judged)'
        >>> Wording("zh").write(tree)
        '分值 × (1 - ratio) ≥ 0 且 已填(评定得分)'
        """
        return self._write(node)[0]

    def name(self, name: str) -> str:
        """Return what a field or a param is called; any other name as it is."""
        if self.lang != "zh":
            return name
        if label := self.labels.get(name):
            return label if label.isidentifier() else f"「{label}」"
        return FIELDS[name].chinese if name in FIELDS else name

    def text(self, text: str) -> str:
        """Return a text between quotation marks; English ones that the language reads."""
        if self.lang == "zh":
            return f"“{text}”"
        return f"'{text}'" if '"' in text else f'"{text}"'

    def _write(self, node: ast.expr) -> tuple[str, int]:  # noqa: PLR0911  # one a construct
        """Return a node's text and how tightly its outermost construct binds."""
        match node:
            case ast.Constant(value):
                return self._constant(value)
            case ast.Name(name):
                return self.name(name), ATOM
            case ast.Tuple(elements):
                return f"[{self._listed(elements, '、')}]", ATOM
            case ast.UnaryOp(op, operand):
                binds = SIGN if isinstance(op, ast.USub) else NOT
                return self._sign(op) + self._within(operand, binds), binds
            case ast.BinOp(left, op, right):
                binds = ARITHMETIC[type(op)]
                sides = self._within(left, binds), self._within(right, binds + 1)
                return f" {self._sign(op)} ".join(sides), binds
            case ast.BoolOp(op, values):
                binds = LOGIC[type(op)]
                parts = (self._within(value, binds + 1) for value in values)
                return f" {self._sign(op)} ".join(parts), binds
            case ast.Compare():
                return self._compare(node), COMPARE
            case ast.IfExp():
                return self._conditional(node), IF
            case ast.Call(ast.Name(function), args):
                return f"{self._called(function)}({self._listed(args, '，')})", ATOM
        raise TypeError(node)

    def _constant(self, value: object) -> tuple[str, int]:
        if isinstance(value, Fraction):
            return number(value), SIGN if value < 0 else ATOM
        return self.text(str(value)), ATOM

    def _sign(self, op: ast.AST) -> str:
        return SPELT[type(op)][LANGS.index(self.lang)]

    def _called(self, function: str) -> str:
        return CALLED.get(function, function) if self.lang == "zh" else function

    def _listed(self, nodes: Sequence[ast.expr], chinese: str) -> str:
        return (chinese if self.lang == "zh" else ", ").join(map(self.write, nodes))

    def _within(self, node: ast.expr, least: int) -> str:
        text, binds = self._write(node)
        return text if binds >= least else f"({text})"

    def _compare(self, node: ast.Compare) -> str:
        operands = [node.left, *node.comparators]
        few = any(isinstance(item, ast.Name) and item.id in FEW_WORDS for item in operands)
        parts = [self._operand(item, held=few) for item in operands]
        signs = (self._sign(op) for op in node.ops)
        return " ".join((parts[0], *(f"{s} {p}" for s, p in zip(signs, parts[1:], strict=True))))

    def _operand(self, node: ast.expr, *, held: bool) -> str:
        """Return one side of a comparison; ``held``: its texts are those of a field of few."""
        if held and self.lang == "zh":
            if isinstance(node, ast.Tuple):
                return f"[{'、'.join(self._operand(item, held=True) for item in node.elts)}]"
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                return self.text(HELD.get(node.value, node.value))
        return self._within(node, COMPARE + 1)

    def _conditional(self, node: ast.IfExp) -> str:
        test, body = self._within(node.test, OR), self._within(node.body, OR)
        otherwise = self._within(node.orelse, IF)
        if self.lang == "zh":
            return f"若 {test} 则 {body}，否则 {otherwise}"
        return f"{body} if {test} else {otherwise}"


def number(value: Fraction) -> str:
    """Return a number with all its decimals; those of a policy always end."""
    places = decimals(value)
    return str(value) if places is None else fixed(value, places)


def branches(node: ast.expr) -> Iterator[Branch]:
    """Yield the branches of a chain of conditionals in order; one for any other expression."""
    while isinstance(node, ast.IfExp):
        yield Branch(node.test, node.body)
        node = node.orelse
    yield Branch(None, node)
