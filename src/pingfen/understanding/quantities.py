"""Numbers with a unit, and for a target a relation: ≥99%, 2300元/套, 98%以上, 28万亩."""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache, lru_cache

from pingfen.form import Quantity
from pingfen.understanding.numerals import (
    ARABIC,
    CHINESE,
    HAS_NUMERAL,
    MYRIADS,
    arabic,
    number,
)
from pingfen.understanding.periods import is_year
from pingfen.understanding.qualified import qualifier_inside, qualifier_of
from pingfen.words import words

SPLIT = re.compile(rf"(?P<number>{ARABIC}|{CHINESE})(?P<unit>[^0-9]{{0,16}})")
NAME = r"[^\W0-9_]+"
# a unit is words, perhaps divided or multiplied: 元/人*月, 台/套, 元/人、天, 人(次), %(百分比)
UNIT = re.compile(rf"[%‰]|°C?|{NAME}(?:[/*、·.]{NAME})*(?:\([^\W0-9_]{{1,2}}\))?|")
ENCLOSED = re.compile(r"\(.+\)")
NUMERAL_UNIT = re.compile(rf"[万亿]?(?!.*(?:{HAS_NUMERAL.pattern})).*")


def quantity(content: str) -> Quantity | None:
    """Return the quantity that a compact text says, or None."""
    rest, qualifier = qualifier_of(content)
    relation, rest = _relation(rest)
    currency, rest = _currency(rest)
    match = SPLIT.fullmatch(_without_digits(rest))
    if not match:
        return None
    written, inside = qualifier_inside(_bare(match["unit"]))
    unit = _unit(written, currency)
    value = None if unit is None else _value(match["number"], unit)
    if unit is None or value is None or (not relation and is_year(value, unit)):
        return None
    return Quantity(value, unit, relation, qualifier or inside)


def _value(text: str, unit: str) -> Fraction | None:
    """Return the number, 99% as 0.99; Chinese numerals count only what is a time."""
    value = number(text)
    if value is None or (arabic(text) is None and unit not in _counted()):
        return None
    return value / 100 if unit == words().units.percent else value


def _relation(content: str) -> tuple[str, str]:
    """Split the relation off, before the number or after its unit; one of the two, not both.

    Words such as 达到 go with it; without a relation they say nothing about a number.
    """
    known = words().relations
    lead = _starts().match(content)
    rest = content[lead.end() :] if lead else content
    if found := _befores().match(rest):
        relation = known.before[found[0]]
        return relation, _without_inclusive(rest[found.end() :], relation)
    if rest.endswith(_afters()):
        spelling = next(filter(rest.endswith, _afters()))
        return known.after[spelling], rest.removesuffix(spelling)
    return "", content


def _currency(content: str) -> tuple[str, str]:
    """Split a sign or word of money off: the unit that it means, and the rest."""
    for sign, unit in words().units.currency.items():
        if content.startswith(sign):
            return unit, content.removeprefix(sign)
    return "", content


@lru_cache(maxsize=1024)
def _unit(text: str, currency: str) -> str | None:
    """Return the canonical unit, or None where the text is none; ¥5 is 5元 and ¥5人 is nothing."""
    if not _is_unit(text):
        return None
    unit = words().unit(text)
    if not currency or currency in unit:
        return unit
    return unit + currency if unit in MYRIADS else None


def _without_inclusive(content: str, relation: str) -> str:
    """Return the text without the (含) at its end, which says what the relation says anyway."""
    words_for_it = words().relations.inclusive
    if relation not in {">=", "<="} or not content.endswith(words_for_it):
        return content
    return content.removesuffix(next(filter(content.endswith, words_for_it)))


def _bare(unit: str) -> str:
    """Return a unit without brackets around it: 90(人)."""
    return unit[1:-1] if ENCLOSED.fullmatch(unit) else unit


def _is_unit(text: str) -> bool:
    """Tell whether a text can be a unit: a listed one, or words without a numeral inside.

    What ends like a deadline or a relation (天后, 种以上), begins like a date (年度, 月中旬, 号楼)
    or says that a bound belongs to itself (含) is none.
    """
    if text in words().units.same or text in words().units.numerals:
        return True
    return bool(
        UNIT.fullmatch(text)
        and NUMERAL_UNIT.fullmatch(text)
        and not text.endswith(_no_end())
        and not (text.startswith(_no_start()) and text not in _counted())
        and "含" not in text
    )


def _without_digits(content: str) -> str:
    """Return the text with a unit such as m2 in its canonical word, which has no digit."""
    bare = content.removesuffix(")")
    if not bare[-1:].isdigit():
        return content
    for spelling, unit in _digit_units():
        if bare.endswith(spelling):
            return bare.removesuffix(spelling) + unit + content[len(bare) :]
    return content


@cache
def _digit_units() -> tuple[tuple[str, str], ...]:
    """Return the spellings that end with a digit, longest first: km2 is not k and m2."""
    found = [(text, unit) for text, unit in words().units.same.items() if text[-1].isdigit()]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _counted() -> frozenset[str]:
    """Return the units that may follow Chinese numerals; after others they may be mere words."""
    return frozenset(words().periods.words["units"])


@cache
def _no_end() -> tuple[str, ...]:
    at = words().periods.words
    relations, qualifiers = words().relations, words().qualifiers
    ends = (*relations.after, *qualifiers.after, *at["before"], *at["within"])
    bracketed = (f"({word})" for word in (*ends, *qualifiers.before))
    return (*ends, *at["event"], *at["done"], *bracketed)


@cache
def _no_start() -> tuple[str, ...]:
    at = words().periods.words
    return (*at["year"], *at["month"], *at["day"], "季度")


@cache
def _starts() -> re.Pattern[str]:
    return _choice(words().relations.lead)


@cache
def _befores() -> re.Pattern[str]:
    return _choice(words().relations.before)


@cache
def _afters() -> tuple[str, ...]:
    return tuple(words().relations.after)


def _choice(spellings: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, spellings)))
