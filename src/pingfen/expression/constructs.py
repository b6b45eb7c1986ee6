"""What to write instead of a construct that Python has and this language has not.

Imported only once an expression is wrong.
"""

import ast
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from pingfen.exact import MOST_DIGITS
from pingfen.expression.habits import MOST_REWRITTEN, hundredth
from pingfen.expression.vocabulary import FIELDS, canonical
from pingfen.messages import Message, Text

UNIT = re.compile(r"(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?P<unit>[^\W\d_a-zA-Z]+)")
THOUSANDS = re.compile(r"\(?\s*[1-9][0-9]{0,2}(?:\s*,\s*[0-9]{3})+\s*\)?")
PERCENT = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*%\s*(?=[-+])")
BASES = MappingProxyType({"0x": 16, "0o": 8, "0b": 2})
TENS = MappingProxyType({"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000})


def thousands(text: str, at: int) -> tuple[int, str] | None:
    """Return where a number with commas begins that holds a position, and the number itself."""
    for match in re.finditer(r"(?<![\w.])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![\w.,])", text):
        if match.start() <= at < match.end():
            return match.start(), match[0]
    return None


def number_hint(found: str) -> Text:
    """Return how a number in another spelling is written here.

    >>> [str(number_hint(text)) for text in ("1e9", "0x10", "1_000", ".5", "5.", "012", "3万")]
    ... # doctest: +ELLIPSIS
    ['请写作 1000000000', '请写作 16', '请写作 1000', '请写作 0.5', '请写作 5', '请写作 12', ...]
    """
    if match := UNIT.fullmatch(found):
        times = TENS.get(match["unit"], 1)
        return Message.of("hint-number-unit", found=f"{Decimal(match['number']) * times:f}")
    base = BASES.get(found[:2].lower())
    try:
        value = Decimal(int(found, base)) if base else Decimal(re.sub("[_,]", "", found))
    except (ValueError, InvalidOperation):
        return Message.of("hint-number-forms")
    if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
        return Message.of("hint-number-forms")
    return Message.of("hint-number", found=f"{value:f}")


def construct_hint(node: ast.AST, found: str) -> Text:
    """Return what to write instead of a node that the language does not know."""
    make = HINTS.get(type(node)) if len(found) <= MOST_REWRITTEN else None
    return (make(node, found) if make else None) or Message.of("hint-grammar")


def _binary(node: ast.AST, found: str) -> Text | None:  # noqa: PLR0911  # one a mistake
    if not isinstance(node, ast.BinOp):
        return None
    # people let ^ bind as tightly as a power: of a * b ^ 2 only b is meant
    tight = isinstance(node.op, ast.BitXor) and isinstance(node.left, ast.BinOp)
    base = node.left.right if tight and isinstance(node.left, ast.BinOp) else node.left
    left, right = ast.unparse(base), ast.unparse(node.right)
    match node.op:
        case ast.Pow() | ast.BitXor():
            return _power(left, right)
        case ast.FloorDiv():
            return Message.of("hint-floor", found=f"{left} / {right}")
        case ast.Mod() if PERCENT.search(found):
            whole = PERCENT.sub(lambda match: hundredth(match["number"]) + " ", found)
            return Message.of("hint-whole", whole=whole)
        case ast.Mod():
            return Message.of("hint-no-remainder")
        case ast.BitAnd():
            return Message.of("hint-instead-part", found="&", name="and")
        case ast.BitOr():
            return Message.of("hint-instead-part", found="|", name="or")
    return None


def _power(base: str, exponent: str) -> Text:
    if exponent not in {"2", "3"}:
        return Message.of("hint-power-none")
    return Message.of("hint-power", found=" * ".join([base] * int(exponent)))


def _unary(node: ast.AST, _: str) -> Text | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd):
        return Message.of("hint-no-plus")
    return Message.of("hint-instead-part", found="~", name="not")


def _attribute(node: ast.AST, found: str) -> Text:
    if isinstance(node, ast.Attribute) and canonical(node.attr) in FIELDS:
        before = found.removesuffix(node.attr)
        return Message.of("hint-fields-alone", found=before, name=node.attr)
    return Message.of("hint-no-parts")


def _constant(node: ast.AST, _: str) -> Text:
    value = getattr(node, "value", None)
    if value is None:
        return Message.of("hint-given", name="…")
    if isinstance(value, bool):
        return Message.of("hint-no-truth")
    return Message.of("hint-one-text" if isinstance(value, str | bytes) else "hint-grammar")


def _compared(node: ast.AST, found: str) -> Text:
    if isinstance(node, ast.Compare) and re.search(r"\b(None|null|NULL|空)\s*$", found):
        return Message.of("hint-given", name=ast.unparse(node.left))
    return Message.of("hint-equal")


def _sequence(_: ast.AST, found: str) -> Text:
    if THOUSANDS.fullmatch(found):
        return Message.of("hint-number", found=re.sub(r"[\s,()]", "", found))
    return Message.of("hint-list")


def _keyword(node: ast.AST, _: str) -> Text | None:
    return Message.of("hint-no-keyword", found=f"{getattr(node, 'arg', None)}=")


def _says(code: str) -> Callable[[ast.AST, str], Text]:
    return lambda _node, _found: Message.of(code)


LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
HINTS: Mapping[type[ast.AST], Callable[[ast.AST, str], Text | None]] = MappingProxyType(
    {
        ast.BinOp: _binary,
        ast.UnaryOp: _unary,
        ast.Attribute: _attribute,
        ast.Call: _says("hint-no-parts"),
        ast.Subscript: _says("hint-no-parts"),
        ast.Constant: _constant,
        ast.Compare: _compared,
        ast.List: _sequence,
        ast.Tuple: _sequence,
        ast.Set: _sequence,
        ast.Lambda: _says("hint-no-functions"),
        ast.JoinedStr: _says("hint-text-with-values"),
        ast.NamedExpr: _says("hint-name-in-let"),
        ast.keyword: _keyword,
        **dict.fromkeys(LOOPS, _says("hint-no-loops")),
    }
)
