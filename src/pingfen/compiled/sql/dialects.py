"""How engines that speak SQL write numbers, texts and tests: their differences are one table."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pingfen.compiled.ordering import Test
from pingfen.compiled.plan import Absent, Alike, Among
from pingfen.compiled.program import Compared, Division, Program, Term, Whole, with_half

ONE: Whole = (Term(1),)


class Dialect(NamedTuple):
    """What differs between the engines.

    ``divided`` cuts towards zero; ``integers`` are the types of whole numbers by their bits, the
    narrow ones first; ``wide`` is exact for some more digits, ``string`` the type of texts. These
    are written with ``escapes``.
    """

    name: str
    quote: str
    divided: str
    escapes: Mapping[str, str]
    integers: Mapping[int, str]
    string: str
    wide: str

    def column(self, name: str) -> str:
        """Return the name of a column as it is written."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def text(self, value: str) -> str:
        """Return a text as it is written."""
        return "'" + "".join(self.escapes.get(sign, sign) for sign in value) + "'"


DUCKDB = Dialect(
    *("DuckDB", '"', "//"),
    escapes=MappingProxyType({"'": "''"}),
    integers=MappingProxyType({64: "BIGINT", 127: "HUGEINT"}),
    string="VARCHAR",
    wide="HUGEINT",
)
SPARK = Dialect(
    *("Spark", "`", "div"),
    escapes=MappingProxyType({"'": "\\'", "\\": "\\\\"}),
    integers=MappingProxyType({64: "BIGINT"}),
    string="STRING",
    wide="DECIMAL(20, 0)",
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
        """Return a sum; what is taken away comes last."""
        text = ""
        for term in sorted(of, key=lambda term: term.factor < 0):
            size = abs(term.factor)
            factor = [str(size)] if size != 1 or not term.fields else []
            product = " * ".join([*factor, *map(self.number, term.fields)])
            sign = "-" if term.factor < 0 else "+"
            text += f" {sign} {product}" if text else product if sign == "+" else f"-{product}"
        return text or "0"

    def factor(self, of: Whole) -> str:
        """Return a sum to be multiplied or divided."""
        text = self.whole(of)
        return f"({text})" if " " in text else text

    def never_negative(self, of: Whole) -> bool:
        """Tell whether a sum is known not to be below zero."""
        return all(
            term.factor > 0
            and all(
                term.fields.count(name) % 2 == 0 or name in self.positive for name in term.fields
            )
            for term in of
        )

    def division(self, of: Division, *, positive: bool = False, bottom: str = "{}") -> str:
        """Return a rounded quotient; ``positive`` if it is known not to be below zero.

        What is below the line is put into ``bottom``, a format.
        """
        if of.bottom == ONE:
            return self.whole(of.top)
        return ROUNDED[of.mode](self, of, positive or self.never_negative(of.top), bottom)

    def cut(self, top: Whole, below: Whole, bottom: str) -> str:
        """Return a quotient cut towards zero."""
        return f"{self.factor(top)} {self.dialect.divided} {bottom.format(self.factor(below))}"

    def half_up(self, of: Division, positive: bool, bottom: str) -> str:  # noqa: FBT001  # a fact
        """Return a quotient rounded to the nearest whole number, of two that away from zero."""
        more, below = with_half(of)
        up = self.cut(more, below, bottom)
        less = (*more[: len(of.top)], *map(_negative, more[len(of.top) :]))
        down = self.cut(less, below, bottom)
        return up if positive else f"CASE WHEN {self.whole(of.top)} < 0 THEN {down} ELSE {up} END"

    def half_even(self, of: Division, positive: bool, bottom: str) -> str:  # noqa: FBT001  # a fact
        """Return the same with ties at even numbers: rounded half up, an odd one goes back."""
        up, (more, below) = f"({self.half_up(of, positive, bottom)})", with_half(of)
        tie = f"{self.factor(more)} % {bottom.format(self.factor(below))} = 0 AND {up} % 2 <> 0"
        back = "1" if positive else f"CASE WHEN {self.whole(of.top)} < 0 THEN -1 ELSE 1 END"
        return f"CASE WHEN {tie} THEN {up} - {back} ELSE {up} END"

    def down(self, of: Division, positive: bool, bottom: str) -> str:  # noqa: ARG002, FBT001  # as the others
        """Return a quotient cut towards zero."""
        return self.cut(of.top, of.bottom, bottom)

    def floor(self, of: Division, positive: bool, bottom: str) -> str:  # noqa: FBT001  # a fact
        """Return a quotient cut downwards."""
        down = self.cut(of.top, of.bottom, bottom)
        low = self.cut((*of.top, *map(_negative, of.bottom), *ONE), of.bottom, bottom)
        return (
            down if positive else f"CASE WHEN {self.whole(of.top)} < 0 THEN {low} ELSE {down} END"
        )

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
        return among(self.column(name), map(self.dialect.text, sorted(map(str, values))))


def among(column: str, values: Iterable[object]) -> str:
    """Return the test whether a column is one of some values, as they are written.

    It is no ``IN``: DuckDB makes a join of a list of five and more, and after that the rows come
    in another order.
    """
    tests = [f"{column} = {value}" for value in values]
    return tests[0] if len(tests) == 1 else f"({' OR '.join(tests)})"


def _negative(term: Term) -> Term:
    return Term(-term.factor, term.fields)


ROUNDED = MappingProxyType(
    {
        "half-up": Sums.half_up,
        "half-even": Sums.half_even,
        "down": Sums.down,
        "floor": Sums.floor,
    }
)
