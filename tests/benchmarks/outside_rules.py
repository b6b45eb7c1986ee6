"""The two policies for the engines of others: one table of rules, written in each one's language.

The conditions and scores stand in Python's syntax. ``written`` spells one in the language of an
engine, as somebody who knows it would.
"""

import ast
from collections.abc import Callable, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple


class Way(NamedTuple):
    """A rule: where it stands in the levels, its relations, what else must hold, its score."""

    rule: str
    score: str | None
    when: str = ""
    level1: Sequence[str] = ()
    level2: Sequence[str] = ()
    relation: Sequence[str] = ()

    def condition(self) -> str:
        """Return everything that must hold, in Python's syntax."""
        parts = [
            f"{name} == {values[0]!r}" if len(values) == 1 else f"{name} in {tuple(values)!r}"
            for name, values in zip(self._fields[3:], self[3:], strict=True)
            if values
        ]
        return " and ".join([*parts, *([f"({self.when})"] if self.when else [])])


LESS, MORE = ("<=", "<"), (">=", ">")
COST, QUANTITY, TIME, QUALITY = ("成本指标",), ("数量指标",), ("时效指标",), ("质量指标",)
PLANNED, CONTENT = ("数量指标", "经济效益指标"), ("满意度指标",)
RATIO, GAP = "actual / target", "abs(actual - target) / target"
OVERSHOOT = "max(0, weight * (1 - (actual / target - 1.3)))"
MET = (
    "relation == '>=' and actual >= target or relation == '<=' and actual <= target"
    " or relation == '=' and actual == target"
    " or relation == '>' and actual > target or relation == '<' and actual < target"
)
SAVED = f"weight * (0.9 if {RATIO} >= 0.6 else 0.7 if {RATIO} >= 0.4 else 0.5)"
BY_TIME = (
    f"weight * (0.9 if {GAP} <= 0.1 else 0.6 if {GAP} <= 0.25 else 0.3 if {GAP} <= 0.5 else 0)"
)
BY_QUALITY = (
    f"weight * (0.9 if {RATIO} >= 0.95 else 0.8 if {RATIO} >= 0.9"
    f" else 0.6 if {RATIO} >= 0.8 else 0)"
)
SATISFIED = f"weight * max(0, min(1, ({RATIO} - 0.6) / 0.4))"
SHORT = Way("short", "weight * actual / target", "actual < target")
OVER = Way("over", "weight * target / actual", "actual > target")
WAYS = MappingProxyType(
    {
        "zhangdian": (
            Way("open", None, "actual == None"),
            Way("unpaid-cost", "0", "target > 0 and actual == 0", COST, (), ("<=",)),
            Way(
                "planned-quantity",
                "weight * actual / target",
                "target > 0 and actual <= target",
                (),
                QUANTITY,
                ("<=",),
            ),
            Way("overshoot", OVERSHOOT, f"target > 0 and {RATIO} > 1.3", (), (), (">=",)),
            Way("met", "weight", MET),
            SHORT,
            OVER,
        ),
        "sixteen": (
            Way("blank", "0", "actual == None"),
            Way("open", None, "target == 0", (), (), (">=", ">", "=")),
            Way("open", None, "target == 0 and actual > 0", COST, (), LESS),
            Way("open", None, "target == 0 and actual > 0", (), TIME, LESS),
            Way("unpaid-cost", "0", "actual == 0", COST, (), LESS),
            Way("cost-saved", SAVED, "actual < target * 0.8", COST, (), LESS),
            Way(
                "cost-exceeded",
                f"max(0, weight * (1 - 2 * ({RATIO} - 1)))",
                "actual > target",
                COST,
                (),
                LESS,
            ),
            Way(
                "planned-quantity",
                "weight * actual / target",
                "target > 0 and actual <= target",
                (),
                QUANTITY,
                LESS,
            ),
            Way("doubled", "weight * 0.5", f"{RATIO} > 2", (), PLANNED, MORE),
            Way("overshoot", OVERSHOOT, f"{RATIO} > 1.3", (), PLANNED, MORE),
            Way("late", BY_TIME, "actual > target", (), TIME, LESS),
            Way("quality", BY_QUALITY, "actual < target", (), QUALITY, MORE),
            Way("satisfaction", SATISFIED, "actual < target", CONTENT, (), MORE),
            Way("met", "weight", MET),
            Way("near", "weight * 0.95", f"{GAP} <= 0.05", (), (), ("=",)),
            Way("missed-equal", f"max(0, weight * (1 - {GAP}))", "", (), (), ("=",)),
            SHORT,
            OVER,
        ),
    }
)


def chain(name: str, rounded: str = "({})", left_open: str = "None") -> str:
    """Return the score as one expression, the first rule that holds decides."""
    found = left_open
    for way in reversed(WAYS[name]):
        score = rounded.format(way.score) if way.score else left_open
        found = f"{score} if {way.condition()} else ({found})"
    return found


# Spelling

Spelled = Any
SYMBOLS = MappingProxyType(
    {
        ast.Add: "+",
        ast.Sub: "-",
        ast.Mult: "*",
        ast.Div: "/",
        ast.Eq: "==",
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.In: "in",
        ast.And: "and",
        ast.Or: "or",
    }
)


class Language(NamedTuple):
    """How an engine spells what Python spells: constants, operations, lists, choices, calls."""

    constant: Callable[[Any], Spelled]
    infix: Callable[[str, list[Spelled]], Spelled]
    listed: Callable[[list[Spelled]], Spelled]
    choice: Callable[[Spelled, Spelled, Spelled], Spelled]
    call: Callable[[str, list[Spelled]], Spelled]
    name: Callable[[str], Spelled] = str


def written(text: str, language: Language) -> Spelled:
    """Spell an expression in the language of an engine."""
    return _spelled(ast.parse(text, mode="eval").body, language)


def _spelled(node: Any, to: Language) -> Spelled:
    match node:
        case ast.Constant(value):
            return to.constant(value)
        case ast.Name(name):
            return to.name(name)
        case ast.Tuple(items):
            return to.listed([_spelled(item, to) for item in items])
        case ast.BoolOp(op, values):
            return to.infix(SYMBOLS[type(op)], [_spelled(value, to) for value in values])
        case ast.BinOp(left, op, right):
            return to.infix(SYMBOLS[type(op)], [_spelled(left, to), _spelled(right, to)])
        case ast.Compare(left, [op], [right]):
            return to.infix(SYMBOLS[type(op)], [_spelled(left, to), _spelled(right, to)])
        case ast.IfExp(test, body, orelse):
            return to.choice(_spelled(test, to), _spelled(body, to), _spelled(orelse, to))
        case ast.Call(ast.Name(name), items):
            return to.call(name, [_spelled(item, to) for item in items])
    raise ValueError(ast.dump(node))


def _text(value: str) -> str:
    return f'"{value}"'


def _plain(value: Any) -> str:
    return "null" if value is None else _text(value) if isinstance(value, str) else str(value)


def _infix(symbol: str, operands: list[str]) -> str:
    return "(" + f" {symbol} ".join(operands) + ")"


def _brackets(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def _ternary(test: str, yes: str, no: str) -> str:
    return f"({test} ? {yes} : {no})"


def _apart(item: str) -> str:
    return f"({item})" if " ? " in item else item


def _by_choice(name: str, items: list[str]) -> str:
    """Spell min, max and abs where there are no such functions."""
    if name not in {"min", "max", "abs"}:
        return f"{name}({', '.join(items)})"
    if name == "abs":
        return _ternary(f"{items[0]} < 0.0", f"-({items[0]})", items[0])
    symbol = "<" if name == "min" else ">"
    return _ternary(f"{items[0]} {symbol} {items[1]}", items[0], items[1])


ZEN = Language(
    constant=_plain,
    infix=_infix,
    listed=_brackets,
    choice=_ternary,
    call=lambda name, items: (
        f"{name}({_brackets(items) if name in {'max', 'min'} else ', '.join(items)})"
    ),
)
CEL = Language(
    # there is no arithmetic between whole numbers and floats
    constant=lambda value: str(float(value)) if isinstance(value, int | float) else _plain(value),
    infix=lambda symbol, items: _infix(
        {"and": "&&", "or": "||"}.get(symbol, symbol), [_apart(item) for item in items]
    ),
    listed=_brackets,
    # brackets would count as levels, of which 32 are allowed
    choice=lambda test, yes, no: f"{test} ? {_apart(yes)} : {no}",
    call=_by_choice,
)
RULE_ENGINE = Language(
    constant=_plain,
    infix=_infix,
    listed=_brackets,
    choice=_ternary,
    call=lambda name, items: f"${name}({items[0] if name == 'abs' else _brackets(items)})",
)


def _json_call(name: str, items: list[Any]) -> Any:
    if name == "abs":
        return {"if": [{"<": [items[0], 0]}, {"-": [items[0]]}, items[0]]}
    return {name: items}


JSON_LOGIC = Language(
    constant=lambda value: value,
    # == would take null for 0
    infix=lambda symbol, items: {"===" if symbol == "==" else symbol: items},
    listed=lambda items: items,
    choice=lambda test, yes, no: {"if": [test, yes, no]},
    call=_json_call,
    name=lambda name: {"var": name},
)


def _array_infix(symbol: str, items: list[Any]) -> str:
    if symbol == "in":
        return _infix("|", [f"({items[0]} == {each})" for each in items[1]])
    if items[-1] == "None":
        return f"isnan({items[0]})"
    return _infix({"and": "&", "or": "|"}.get(symbol, symbol), items)


ARRAYS = {"max": "maximum", "min": "minimum"}
NUMPY = Language(
    constant=lambda value: f"words[{value!r}]" if isinstance(value, str) else repr(value),
    infix=_array_infix,
    listed=lambda items: items,
    choice=lambda test, yes, no: f"where({test}, {yes}, {no})",
    call=lambda name, items: f"{ARRAYS.get(name, name)}({', '.join(items)})",
)


def exact_names(text: str) -> tuple[str, dict[str, Fraction]]:
    """Put names for the numbers of an expression, and return them with their fractions."""
    names: dict[str, Fraction] = {}

    def named(value: Any) -> str:
        if not isinstance(value, int | float):
            return repr(value)
        name = f"n{str(value).replace('.', '_')}"
        names[name] = Fraction(str(value))
        return name

    return written(text, _python(named)), names


def _python(constant: Callable[[Any], str]) -> Language:
    return Language(
        constant=constant,
        infix=_infix,
        listed=lambda items: f"({', '.join(items)})",
        choice=lambda test, yes, no: f"({yes} if {test} else {no})",
        call=lambda name, items: f"{name}({', '.join(items)})",
    )
