"""Numbers with a unit, and for a target a relation: ≥99%, 2300元/套, 98%以上, 28万亩."""

import re
from functools import cache

from pingfen.form import Quantity
from pingfen.understanding.numerals import ARABIC, CHINESE, HAS_NUMERAL, arabic, number
from pingfen.understanding.periods import is_year
from pingfen.understanding.qualified import qualifier_of
from pingfen.words import words

SPLIT = re.compile(rf"(?P<number>{ARABIC}|{CHINESE})(?P<unit>[^0-9]{{0,16}})")
# a unit is words, perhaps divided or multiplied: 元/人*月, 台/套, 元/人、天, %(百分比)
UNIT = re.compile(r"%|[^\W0-9_]+([/*、·.][^\W0-9_]+)*|")
NUMERAL_UNIT = re.compile(rf"[万亿]?(?!.*(?:{HAS_NUMERAL.pattern})).*")


def quantity(content: str) -> Quantity | None:
    """Return the quantity that a compact text says, or None."""
    rest, qualifier = qualifier_of(content)
    relation, rest = _relation(rest)
    match = SPLIT.fullmatch(_without_digits(rest))
    if not match or not _is_unit(match["unit"]):
        return None
    value, unit = number(match["number"]), words().unit(match["unit"])
    if value is None or (arabic(match["number"]) is None and unit not in _counted()):
        return None
    if not relation and is_year(value, unit):
        return None
    if unit == words().units.percent:
        value /= 100
    return Quantity(value, unit, relation, qualifier)


def _relation(content: str) -> tuple[str, str]:
    """Split the relation off, before the number or after its unit; one of the two, not both."""
    before, after = _spellings()
    for spelling, relation in before:
        if content.startswith(spelling):
            return relation, content.removeprefix(spelling)
    for spelling, relation in after:
        if content.endswith(spelling):
            return relation, content.removesuffix(spelling)
    return "", content


def _is_unit(text: str) -> bool:
    """Tell whether a text can be a unit: a listed one, or words without a numeral inside.

    What ends like a deadline or a relation (天后, 种以上) or begins like a year (年度) is none.
    """
    if text in words().units.same or text in words().units.numerals:
        return True
    at = words().periods.words
    ends = (*words().relations.after, *at["before"], *at["within"], *at["event"], *at["done"])
    year = text.startswith(at["year"]) and text not in at["units"]
    return bool(
        UNIT.fullmatch(text)
        and NUMERAL_UNIT.fullmatch(text)
        and not text.endswith(ends)
        and not year
    )


def _without_digits(content: str) -> str:
    """Return the text with a unit such as m2 in its canonical word, which has no digit."""
    for spelling, unit in words().units.same.items():
        if spelling[-1].isdigit() and content.endswith(spelling):
            return content.removesuffix(spelling) + unit
    return content


@cache
def _counted() -> frozenset[str]:
    """Return the units that may follow Chinese numerals; after others they may be mere words."""
    return frozenset(words().periods.words["units"])


@cache
def _spellings() -> tuple[tuple[tuple[str, str], ...], ...]:
    relations = words().relations
    return tuple(relations.before.items()), tuple(relations.after.items())
