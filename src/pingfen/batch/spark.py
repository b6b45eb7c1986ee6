"""Scores DataFrames of Spark: measured, bound and scored by Spark itself, wherever it runs."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from pingfen.compiled.program import Column
from pingfen.compiled.spark import DataFrame, named, settle
from pingfen.compiled.sql.dialects import SPARK
from pingfen.errors import DataPlace, Unsupported, problem
from pingfen.expression.vocabulary import EXECUTION, INDICATOR, Type
from pingfen.policy import Policy
from pingfen.tables.binding import Binding, bind
from pingfen.tables.layout import KIND, SAME_TEXT, SCORE, TEXTS, UNPARSED, At, layout_of
from pingfen.tables.measuring import SOME, Measure
from pingfen.tables.reading import WRONG, Read, reader_of, text

TABLE = "<DataFrame>"
PREFIX = "pingfen "
# so many different texts are looked up one by one; floats may have so many decimals
MOST_TEXTS, MOST_DECIMALS = 1_000, 8
# whole numbers of so many digits are exact in a float, and so is what is divided by a power of ten
FLOAT_DIGITS = 15
LONGEST, WIDE = 32, 38
INTEGERS = frozenset({"tinyint", "smallint", "int", "bigint"})
BLANKS = r"(?U)^\\s+|\\s+$"
SPELLED = r"^-?(0|[1-9][0-9]*)([.][0-9]+)?$"


class Told(NamedTuple):
    """A column as SQL: its value, with a blank for the scale of a number, and where it is wrong.

    ``decimals`` says how many decimals a value has, ``number`` what to measure.
    """

    value: str
    wrong: str = "FALSE"
    decimals: str = "0"
    number: str = "NULL"


def score_frame(policy: Policy, frame: DataFrame, because: str | None = None) -> DataFrame:
    """Return a DataFrame with score, rule and undecided after its own columns.

    Its columns are found by their names as ``score_table`` finds them; ``because`` is the language
    of sentences, in one more column. Measures the numbers first, which reads the DataFrame once,
    and settles its session (``compiled.spark.SETTINGS``). Raises ``Unsupported`` for numbers that
    do not fit in 64 bits, floats with more than eight decimals and free texts that would have to
    be compared.
    """
    settle(frame.sparkSession)
    layout = layout_of(policy, frame.columns, TABLE)
    told = _told(policy, frame, layout.fields)
    measures = _measured(frame, layout.fields, told)
    binding = bind(policy, layout, measures, because, None)
    fields = [
        f"{_Prepared(binding, told, measures).field(name)} AS {SPARK.column(PREFIX + name)}"
        for name in _needed(binding)
    ]
    scored = named(binding.exact, frame.selectExpr("*", *fields), PREFIX)
    places = binding.exact.places
    unit = f"CAST('{Decimal(1).scaleb(-places):f}' AS DECIMAL({places + 1}, {places}))"
    score = f"CAST({SCORE} * {unit} AS DECIMAL(18, {places})) AS {SCORE}"
    found = [column for column in scored.columns if not column.startswith(PREFIX)]
    return scored.selectExpr(
        *(score if column == SCORE else SPARK.column(column) for column in found)
    )


def _needed(binding: Binding) -> list[str]:
    """Return the fields that the program reads, for tests or for sentences."""
    spoken = (name for name in binding.layout.fields if name not in binding.exact.fields)
    return [*binding.exact.fields, *(spoken if any(binding.exact.sentences) else ())]


class _Prepared:
    """Writes the fields of a program over the columns of a table."""

    def __init__(
        self, binding: Binding, told: Mapping[str, Told], measures: Mapping[str, Measure]
    ) -> None:
        self.binding, self.told, self.measures = binding, told, measures

    def field(self, name: str) -> str:
        """Write one field."""
        if name in SPECIAL:
            return SPECIAL[name](self)
        if name in self.told:
            return self.number(name, name)
        if name in self.binding.instead:
            own = self.number(self.binding.instead[name], name)
            return f"CASE WHEN {self.kind()} = '{EXECUTION}' THEN {own} END"
        return "NULL"

    def number(self, column: str, name: str) -> str:
        """Write a column, a number with the decimals of a field of the program."""
        of = self.binding.exact.columns.get(name)
        value = self.told[column].value
        return value.format(by=10**of.scale, digits=_digits(of)) if of else value

    def kind(self) -> str:
        """Write which rows are those of the budget."""
        if KIND not in self.told:
            return f"'{INDICATOR}'"
        return f"coalesce({self.told[KIND].value}, '{INDICATOR}')"

    def same_text(self) -> str:
        """Write whether the two texts are the same."""
        if SAME_TEXT in self.told:
            return self.told[SAME_TEXT].value
        if not self.binding.same_text:
            return "CAST(NULL AS BOOLEAN)"
        return " = ".join(self.told[name].value for name in TEXTS)

    def unparsed(self) -> str:
        """Write which rows have something that cannot be read where it decides."""
        fields = self.binding.layout.fields
        found = [told.wrong for name, told in self.told.items() if fields[name].decides]
        if UNPARSED in self.told:
            found.append(f"coalesce({self.told[UNPARSED].value}, FALSE)")
        return " OR ".join(f"({text})" for text in found if text != "FALSE") or "FALSE"


SPECIAL: Mapping[str, Callable[[_Prepared], str]] = MappingProxyType(
    {KIND: _Prepared.kind, SAME_TEXT: _Prepared.same_text, UNPARSED: _Prepared.unparsed}
)


def _told(policy: Policy, frame: DataFrame, fields: Mapping[str, At]) -> dict[str, Told]:
    """Return how each field is written, over the columns of a table."""
    types = dict(frame.dtypes)
    told: dict[str, Told] = {}
    asked: dict[str, Callable[[object], Read]] = {}
    for name, at in fields.items():
        column, type_ = SPARK.column(at.heading), types[at.heading]
        reader = reader_of(policy, at.field, at.type)
        if at.type is Type.NUMBER:
            told[name] = _number(column, type_)
        elif at.type is Type.TRUTH and type_ == "boolean":
            told[name] = Told(column)
        elif reader is text and type_ == "string":
            told[name] = Told(f"nullif({_trimmed(column)}, '')")
        else:
            asked[name] = reader
    found = _distinct(frame, [fields[name] for name in asked])
    for (name, reader), values in zip(asked.items(), found, strict=True):
        told[name] = _looked_up(fields[name], reader, values)
    return {name: told[name] for name in fields}


def _digits(of: Column) -> int:
    """Return how many digits the numbers of a column have: few are much faster than many."""
    return max(len(str(abs(limit))) for limit in (of.low or 0, of.high or 0, 10**of.scale))


def _trimmed(column: str) -> str:
    return f"regexp_replace({column}, '{BLANKS}', '')"


def _number(column: str, type_: str) -> Told:
    """Return a column of numbers; the braces are for a power of ten, and for its digits."""
    if type_ in INTEGERS:
        return Told(f"CAST({column} AS BIGINT) * {{by}}", number=column)
    if type_.startswith("decimal("):
        scale = int(type_.removesuffix(")").split(",")[1])
        value = _of_decimal(f"CAST({column} AS DECIMAL({{digits}}, {scale}))")
        return Told(value, decimals=str(scale), number=column)
    if type_ in {"double", "float"}:
        return _float(f"CAST({column} AS DOUBLE)")
    if type_ == "string":
        return _spelled(column)
    return Told("CAST(NULL AS BIGINT)", wrong=f"{column} IS NOT NULL")


def _of_decimal(column: str) -> str:
    return f"CAST({column} * {{by}} AS BIGINT)"


def _float(column: str) -> Told:
    """Return a column of floats, each the decimal with the fewest digits that is none but it."""
    wrong = f"isnan({column}) OR abs({column}) = double('infinity')"
    number = f"CASE WHEN NOT ({wrong}) THEN {column} END"
    whens = " ".join(
        f"WHEN CAST(rint({column} * {10**places}) AS BIGINT) / {10**places} = {column} "
        f"AND abs({column}) < {10 ** (FLOAT_DIGITS - places)} THEN {places}"
        for places in range(MOST_DECIMALS + 1)
    )
    decimals = f"CASE WHEN {column} IS NULL OR {wrong} THEN 0 {whens} ELSE {MOST_DECIMALS + 1} END"
    value = f"CASE WHEN NOT ({wrong}) THEN CAST(rint({column} * {{by}}) AS BIGINT) END"
    return Told(value, f"coalesce({wrong}, FALSE)", decimals, number)


def _spelled(column: str) -> Told:
    """Return a column of texts that spell numbers."""
    trimmed = f"nullif({_trimmed(column)}, '')"
    good = f"coalesce({trimmed} RLIKE '{SPELLED}' AND length({trimmed}) <= {LONGEST}, FALSE)"
    number = f"CASE WHEN {good} THEN CAST({trimmed} AS DECIMAL({WIDE}, {MOST_DECIMALS + 1})) END"
    behind = f"length(regexp_extract({trimmed}, '[.]([0-9]*?)0*$', 1))"
    return Told(
        _of_decimal(f"CASE WHEN {good} THEN CAST({trimmed} AS DECIMAL(27, {MOST_DECIMALS})) END"),
        f"{trimmed} IS NOT NULL AND NOT {good}",
        f"CASE WHEN {good} THEN {behind} ELSE 0 END",
        number,
    )


def _looked_up(at: At, reader: Callable[[object], Read], values: Sequence[str]) -> Told:
    """Return a column of few different texts, each read here."""
    column = f"CAST({SPARK.column(at.heading)} AS STRING)"
    read = [(value, reader(value)) for value in values]
    whens = " ".join(
        f"WHEN {SPARK.text(found)} THEN {_literal(None if value is WRONG else value)}"
        for found, value in read
        if value != found
    )
    kept, none = (column, column) if at.type is Type.TEXT else ("NULL", "CAST(NULL AS BOOLEAN)")
    wrong = ", ".join(SPARK.text(found) for found, value in read if value is WRONG)
    return Told(
        f"CASE {column} {whens} ELSE {kept} END" if whens else none,
        f"coalesce({column} IN ({wrong}), FALSE)" if wrong else "FALSE",
    )


def _distinct(frame: DataFrame, columns: Sequence[At]) -> list[list[str]]:
    """Return the different texts of some columns, in one pass over them."""
    if not columns:
        return []
    pairs = ", ".join(
        f"named_struct('at', {at}, 'text', CAST({SPARK.column(of.heading)} AS STRING))"
        for at, of in enumerate(columns)
    )
    every = frame.selectExpr(f"inline(array({pairs}))").where("text IS NOT NULL").distinct()
    found: list[list[str]] = [[] for _ in columns]
    for at, value in every.limit(MOST_TEXTS * len(columns) + 1).collect():
        found[at].append(value)
    for of, values in zip(columns, found, strict=True):
        if len(values) > MOST_TEXTS:
            place = DataPlace(TABLE, of.heading)
            raise Unsupported([problem("texts-many", place, column=of.heading, most=MOST_TEXTS)])
    return found


def _literal(value: Any) -> str:  # noqa: ANN401  # a cell, or what it says
    if value is None:
        return "NULL"
    return SPARK.text(value) if isinstance(value, str) else str(value).upper()


def _measured(
    frame: DataFrame, fields: Mapping[str, At], told: Mapping[str, Told]
) -> dict[str, Measure]:
    numbers = [name for name, at in fields.items() if at.type is Type.NUMBER]
    asked = ["count(*)"]
    for name in numbers:
        of = told[name]
        asked += [f"count({of.number})", f"sum(CAST({of.wrong} AS INT))"]
        asked += [f"max({of.decimals})", f"min({of.number})", f"max({of.number})"]
    (row,) = frame.selectExpr(*asked).collect()
    measures = dict.fromkeys(fields, SOME)
    for at, name in enumerate(numbers):
        given, wrong, scale, low, high = row[5 * at + 1 : 5 * at + 6]
        if (scale or 0) > MOST_DECIMALS and not told[name].decimals.isdecimal():
            place = DataPlace(TABLE, fields[name].heading)
            column = fields[name].heading
            raise Unsupported([problem("decimals-many", place, column=column, most=MOST_DECIMALS)])
        measures[name] = Measure(
            given=given,
            blank=row[0] - given - (wrong or 0),
            wrong=wrong or 0,
            scale=scale or 0,
            low=_fraction(low),
            high=_fraction(high),
        )
    return measures


def _fraction(value: Any) -> Fraction | None:  # noqa: ANN401  # int, float or Decimal
    return None if value is None else Fraction(Decimal(str(value)))
