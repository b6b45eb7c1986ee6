"""Rows of integers drawn for a program: gaps, zeros, limits, ties, texts that no rule knows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pingfen.compiled.plan import Alike, Among, Spoken
from pingfen.compiled.program import Column, Fixed, Fork, Plain, Program, Whole
from pingfen.exact import ROUNDING, fixed, show
from pingfen.expression.vocabulary import FIELDS, Type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from pingfen.policy import Policy

Row = dict[str, Any]
# quotes and backslashes are not what they seem in SQL
OTHERS = ("其他", "it's", '"', "\\", "\\'", "a\nb")


def numbers_of(policy: Policy) -> list[str]:
    """The fields that are numbers, the policy's own too."""
    own = [name for name, of in policy.fields.items() if of.type in {"number", "cell"}]
    return [name for name, of in FIELDS.items() if of.type is Type.NUMBER] + own


def columns_of(policy: Policy, limit: int, *, signed: bool) -> dict[str, Column]:
    """Columns with four decimals up to a limit, points with two."""
    columns = {name: Column(4, -limit * signed, limit) for name in numbers_of(policy)}
    points = Column(2, -10_000 * signed, 10_000)
    return columns | dict.fromkeys(("weight", "judged", "declared", "late"), points)


def texts_of(program: Program) -> dict[str, set[Any]]:
    """What the tests of a program ask of texts and truths."""
    found: dict[str, set[Any]] = {}
    for way in program.ways:
        if isinstance(way, Fork) and isinstance(way.test, Among):
            found.setdefault(way.test.field, set()).update(way.test.values)
        elif isinstance(way, Fork) and isinstance(way.test, Alike):
            for name in way.test:
                found.setdefault(name, set()).update(("同", "异"))
    for said in program.sentences:
        for part in said:
            if isinstance(part, Spoken):
                found.setdefault(part.field, set())
    return found


def draw(program: Program, count: int, chance: Random, gaps: float = 0.05) -> list[Row]:
    """Draw rows."""
    texts = texts_of(program)
    words = {name: [*sorted(map(str, of)), *OTHERS] for name, of in texts.items()}
    return [_row(program, texts, words, chance, gaps) for _ in range(count)]


def _row(
    program: Program, texts: Mapping[str, set[Any]], words: Any, chance: Random, gaps: float
) -> Row:
    row: Row = {}
    for name in program.fields:
        if chance.random() < gaps:
            row[name] = None
        elif name in texts:
            truth = True in texts[name]
            row[name] = chance.random() < 0.5 if truth else chance.choice(words[name])
        else:
            row[name] = _number(program.columns[name], row, name, chance)
    return row


def _number(column: Column, row: Row, name: str, chance: Random) -> int:
    low, high = column.low or 0, column.high or 0
    value = chance.choice(
        [
            low,
            high,
            0,
            1,
            chance.randint(low, high),
            chance.randint(0, 300),
            chance.randint(0, 9999),
        ]
    )
    target = row.get("target" if name == "actual" else "annual" if name == "executed" else "")
    if target is not None and chance.random() < 0.6:
        by = chance.choice([(1, 1), (13, 10), (1, 2), (3, 5), (4, 5), (2, 1), (9, 10)])
        value = target * by[0] // by[1] + chance.choice([0, 0, 1, -1])
    return min(max(value, low), high)


def arrow_of(program: Program, rows: Sequence[Row]) -> pa.Table:
    """Rows as a table of integers, texts and truths."""
    texts = texts_of(program)
    types = {
        name: pa.int64()
        if name not in texts
        else pa.bool_()
        if True in texts[name]
        else pa.string()
        for name in program.fields
    }
    return pa.table(
        {name: pa.array([row[name] for row in rows], type_) for name, type_ in types.items()}
    )


def sentence(program: Program, row: Row, outcome: int) -> str | None:
    """The sentence of a row, put together from exact numbers."""
    return "".join(_part(program, row, part) for part in program.sentences[outcome]) or None


def _part(program: Program, row: Row, part: Any) -> str:
    match part:
        case Spoken(field):
            return str(row[field])
        case Fixed(value, places, percent):
            whole = ROUNDING[value.mode](_quotient(program, row, value.top, value.bottom))
            return fixed(Fraction(whole, 10**places), places) + "%" * percent
        case Plain(top, bottom):
            return show(_quotient(program, row, top, bottom))
    return str(part)


def _quotient(program: Program, row: Row, top: Whole, bottom: Whole) -> Fraction:
    return Fraction(_sum(program, row, top), _sum(program, row, bottom))


def _sum(program: Program, row: Row, of: Whole) -> int:
    total = 0
    for term in of:
        product = term.factor
        for name in term.fields:
            product *= row[name] if name not in program.rounded else _rounded(program, row, name)
        total += product
    return total


def _rounded(program: Program, row: Row, name: str) -> int:
    of = program.rounded[name]
    return ROUNDING[of.mode](_quotient(program, row, of.top, of.bottom))
