"""Dates and periods: 12月31日前, 2024年底, 合同签订后10个工作日内, 一小时内."""

import re
from fractions import Fraction
from functools import cache

from pingfen.form import LEAP, Date, Period, last_day
from pingfen.understanding.numerals import ARABIC, CHINESE, number
from pingfen.understanding.qualified import qualifier_of
from pingfen.words import words

MONTHS = 12
MILLENNIUM = 1000
SEPARATED = re.compile(
    r"(?P<year>[1-9][0-9]{3})(?P<mark>[-./])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
)


def date(content: str) -> Date | None:
    """Return the day or the month that a compact text names, or None."""
    if not _dated().search(content):
        return None
    rest, qualifier = qualifier_of(_led(content))
    rest = _without(_without(rest, "done"), "before", "within")
    if match := _year_end_pattern().fullmatch(rest):
        return Date(_int(match["year"]), MONTHS, 31, qualifier)
    match = _date_pattern().fullmatch(rest) or SEPARATED.fullmatch(rest)
    if not match:
        return None
    year, month, day = _int(match["year"]), int(match["month"]), _int(match["day"])
    if match.groupdict().get("last"):
        day = _last(year, month)
    return _real(Date(year, month, day, qualifier))


def period(content: str) -> Period | None:
    """Return the length of time that a compact text names, or None.

    A length alone (2年) is a number with a unit; it is a period where it ends like a deadline
    (2年内) or counts from an event (验收后2年). 2024年内 is a year and no length.
    """
    if not _timed().search(content):
        return None
    rest, qualifier = qualifier_of(_led(content))
    bare = _without(rest, "within")
    match = _period_pattern().fullmatch(bare)
    if not match or (bare == rest and not match["event"]):
        return None
    length = number(match["length"])
    unit = match["unit"]
    if length is None or is_year(length, unit):
        return None
    return Period(length, words().period(unit), match["event"] or "", qualifier)


def is_year(number: Fraction, unit: str) -> bool:
    """Tell whether a number of years is a year of the calendar and no length: 2024年."""
    return number >= MILLENNIUM and unit in words().periods.words["year"]


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def looks_like_date(content: str) -> bool:
    """Tell whether a compact text is written as a date, be it one that no calendar has."""
    rest = _without(_without(qualifier_of(_led(content))[0], "done"), "before", "within")
    return bool(_date_pattern().fullmatch(rest) or SEPARATED.fullmatch(rest))


def _led(content: str) -> str:
    """Return the text without words at its start that add nothing: 于12月31日前."""
    for word in words().periods.words["lead"]:
        if content.startswith(word):
            return content.removeprefix(word)
    return content


def _without(content: str, *kinds: str) -> str:
    """Return the text without a word of those kinds at its end."""
    for word in (word for kind in kinds for word in words().periods.words[kind]):
        if content.endswith(word) and len(content) > len(word):
            return content.removesuffix(word)
    return content


def _real(found: Date) -> Date | None:
    """Return the date if the calendar has it; 29 February counts where no year is given."""
    if not 1 <= found.month <= MONTHS:
        return None
    if found.day is not None and not 1 <= found.day <= _last(found.year, found.month):
        return None
    return found


def _last(year: int | None, month: int) -> int:
    return last_day(year or LEAP, month) if 1 <= month <= MONTHS else 0


@cache
def _dated() -> re.Pattern[str]:
    """Return what every date has, so that most cells need no closer look."""
    at = _alternatives()
    return re.compile(f"{at['year']}|{at['month']}|[0-9][-./][0-9]")


@cache
def _timed() -> re.Pattern[str]:
    """Return what every period has."""
    at = _alternatives()
    return re.compile(f"{at['within']}|{at['event']}")


@cache
def _date_pattern() -> re.Pattern[str]:
    at = _alternatives()
    year = f"(?P<year>[1-9][0-9]{{3}})(?:{at['year']})"
    day = f"(?:(?P<day>[0-9]{{1,2}})(?:{at['day']})|(?P<last>{at['last-day']}))"
    return re.compile(f"(?:{year})?(?P<month>[0-9]{{1,2}})(?:{at['month']}){day}?")


@cache
def _year_end_pattern() -> re.Pattern[str]:
    at = _alternatives()
    return re.compile(
        f"(?:(?P<year>[1-9][0-9]{{3}})(?:{at['year']})|{at['year']})(?:{at['last-day']})"
    )


@cache
def _period_pattern() -> re.Pattern[str]:
    at = _alternatives()
    event = f"(?P<event>[^0-9]*?(?:{at['event']}))"
    return re.compile(f"{event}?(?P<length>{ARABIC}|{CHINESE})(?P<unit>{at['units']})")


@cache
def _alternatives() -> dict[str, str]:
    """Return the words of each kind as a choice in a regular expression."""
    return {kind: "|".join(map(re.escape, at)) for kind, at in words().periods.words.items()}
