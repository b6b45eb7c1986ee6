"""How engines that speak SQL write numbers, texts and tests: their differences are one table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pingfen.compiled.ordering import Test
from pingfen.compiled.plan import Absent, Alike, Among
from pingfen.compiled.program import Compared, Division, Program, Term, Whole

ONE: Whole = (Term(1),)


class Dialect(NamedTuple):
    """What differs between the engines.

    ``divided`` cuts towards zero; ``integers`` are the types of whole numbers by their bits, the
    narrow ones first. Texts are written with ``escapes``.
    """

    name: str
    quote: str
    divided: str
    escapes: Mapping[str, str]
    integers: Mapping[int, str]

    def column(self, name: str) -> str:
        """Return the name of a column as it is written."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def text(self, value: str) -> str:
        """Return a text as it is written."""
        return "'" + "".join(self.escapes.get(sign, sign) for sign in value) + "'"


DUCKDB = Dialect(
    *("DuckDB", '"', "//"),
    escapes=MappingProxyType({"'": "''"}),
    integers=MappingProxyType({64: "BIGINT", 128: "HUGEINT"}),
)
SPARK = Dialect(
    *("Spark", "`", "div"),
    escapes=MappingProxyType({"'": "\\'", "\\": "\\\\"}),
    integers=MappingProxyType({64: "BIGINT"}),
)


class Sums:
    """Writes the sums, quotients and tests of a program."""

    def __init__(self, program: Program, dialect: Dialect, prefix: str, cast: str = "") -> None:
        """Write columns with a prefix before their names, numbers as a type if one is named."""
        self.dialect = dialect
        self.prefix = prefix
        self.cast = cast
        self.rounded = {name: f"rounded {at}" for at, name in enumerate(program.rounded)}
        self.positive = {
            name for name, of in program.columns.items() if of.low is not None and of.low >= 0
        }

    def column(self, name: str) -> str:
        """Return a column, or a number that was rounded before."""
        return self.dialect.column(self.prefix + self.rounded.get(name, name))

    def number(self, name: str) -> str:
        """Return a column of numbers."""
        column = self.column(name)
        return f"CAST({column} AS {self.cast})" if self.cast else column

    def whole(self, of: Whole) -> str:
        """Return a sum."""
        parts = []
        for term in of:
            factor = [str(term.factor)] if term.factor != 1 or not term.fields else []
            parts.append(" * ".join([*factor, *map(self.number, term.fields)]))
        return " + ".join(parts) or "0"

    def factor(self, of: Whole) -> str:
        """Return a sum to be multiplied or divided."""
        text = self.whole(of)
        return f"({text})" if " " in text else text

    def never_negative(self, of: Whole) -> bool:
        """Tell whether a sum is known not to be below zero."""
        return all(
            term.factor > 0
            and all(term.fields.count(name) % 2 == 0 or name in self.positive for name in term.fields)
            for term in of
        )

    def division(self, of: Division, *, positive: bool = False, bottom: str = "{}") -> str:
        """Return a rounded quotient; ``positive`` if it is known not to be below zero."""
        if of.bottom == ONE:
            return self.whole(of.top)
        top, below = self.factor(of.top), bottom.format(self.factor(of.bottom))
        rounded = _Rounding(top, below, self.dialect.divided)
        return ROUNDED[of.mode](rounded, positive or self.never_negative(of.top))

    def test(self, test: Test) -> str:
        """Return a test."""
        match test:
            case Absent(name):
                return f"{self.column(name)} IS NULL"
            case Among(name, values):
                return self.among(name, values)
            case Alike(name, other):
                return f"{self.column(name)} = {self.column(other)}"
            case Compared(left, op, right):
                return f"{self.whole(left)} {op[0] if op == '==' else op} {self.whole(right)}"

    def among(self, name: str, values: frozenset[object]) -> str:
        """Return the test whether a text or a truth is one of some."""
        if True in values:
            return self.column(name)
        texts = [self.dialect.text(text) for text in sorted(map(str, values))]
        if len(texts) == 1:
            return f"{self.column(name)} = {texts[0]}"
        return f"{self.column(name)} IN ({', '.join(texts)})"


class _Rounding(NamedTuple):
    """A quotient of two texts, the lower one above zero."""

    top: str
    bottom: str
    by: str

    def half_up(self, positive: bool) -> str:  # noqa: FBT001  # a fact
        up = f"(2 * {self.top} + {self.bottom}) {self.by} (2 * {self.bottom})"
        down = f"(2 * {self.top} - {self.bottom}) {self.by} (2 * {self.bottom})"
        return up if positive else f"CASE WHEN {self.top} < 0 THEN {down} ELSE {up} END"

    def half_even(self, positive: bool) -> str:  # noqa: FBT001  # a fact
        """A tie goes away from zero first, and back again from an odd number."""
        up, twice = f"({self.half_up(positive)})", f"(2 * {self.bottom})"
        tie = f"(2 * {self.top} + {self.bottom}) % {twice} = 0 AND {up} % 2 <> 0"
        step = "1" if positive else f"CASE WHEN {self.top} < 0 THEN -1 ELSE 1 END"
        return f"CASE WHEN {tie} THEN {up} - {step} ELSE {up} END"

    def down(self, positive: bool) -> str:  # noqa: ARG002, FBT001  # as the others are called
        return f"{self.top} {self.by} {self.bottom}"

    def floor(self, positive: bool) -> str:  # noqa: FBT001  # a fact
        down = self.down(positive)
        low = f"({self.top} - ({self.bottom} - 1)) {self.by} {self.bottom}"
        return down if positive else f"CASE WHEN {self.top} < 0 THEN {low} ELSE {down} END"


ROUNDED = MappingProxyType(
    {
        "half-up": _Rounding.half_up,
        "half-even": _Rounding.half_even,
        "down": _Rounding.down,
        "floor": _Rounding.floor,
    }
)
