"""Shows the day and time that a workbook stores as a number of days, by a date format."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import UNBOUNDED
from pingfen.readers.workbook.format_codes import Section, Token

DAY, HOUR, MINUTE = 86_400, 3_600, 60
LAST = 2_958_465  # 9999-12-31, the last day that Excel knows
DAY_BEFORE, FIRST_1904 = date(1899, 12, 30), date(1904, 1, 1)
LEAP_THAT_WAS_NONE = 60  # Excel counts a 29 February in 1900
NOON = 12
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = "一二三四五六日"
SHORT_DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
LONG_DAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
NUMERALS: Mapping[str, str] = MappingProxyType(
    {"1": "〇一二三四五六七八九", "3": "０１２３４５６７８９"}
)
PLACES = re.compile(r"0+")


class _Writing(NamedTuple):
    """How all parts of a date are written."""

    half: bool  # hours to twelve, twice a day
    numerals: str
    chinese: bool


class _Moment(NamedTuple):
    """A day, and the seconds and parts of a second since it began."""

    day: date | None
    seconds: int
    rest: Decimal
    total: int  # seconds since the first day, for hours beyond a day


def date_text(section: Section, value: Decimal, *, since_1904: bool = False) -> str:
    """Return what a date format prints of a number of days; nothing if it is no date.

    ``1904`` is the first year of workbooks that were begun on an old Macintosh.
    """
    if not 0 <= value <= LAST or section.has("digit", "percent", "exponent", "other-years"):
        return ""
    tokens = _minutes(section.tokens)
    places = max((len(token.text) - 1 for token in tokens if token.kind == "fraction"), default=0)
    moment = _moment(value, places, since_1904=since_1904)
    dated = any(token.kind == "date" and token.text[0] not in "hHsS" for token in tokens)
    if section.numerals == "2" or (dated and moment.day is None):
        return ""
    half = any(token.kind == "half" for token in tokens)
    writing = _Writing(half, section.numerals, section.chinese)
    return "".join(_piece(token, moment, writing) for token in tokens).strip()


def _moment(value: Decimal, places: int, *, since_1904: bool) -> _Moment:
    unit = Decimal(1).scaleb(-places)
    seconds = (value * DAY).quantize(unit, ROUND_HALF_UP, UNBOUNDED)
    days, left = divmod(int(seconds), DAY)
    return _Moment(_day(days, since_1904=since_1904), left, seconds % 1, int(seconds))


def _day(days: int, *, since_1904: bool) -> date | None:
    """Return the day; there is none on 29 February 1900 and on day 0, as Excel has them."""
    if since_1904:
        return FIRST_1904 + timedelta(days) if days <= LAST - 1462 else None
    if days in {0, LEAP_THAT_WAS_NONE} or days > LAST:
        return None
    return DAY_BEFORE + timedelta(days + (days < LEAP_THAT_WAS_NONE))


def _minutes(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Tell minutes from months: those after hours or before seconds are minutes."""
    timed = [at for at, token in enumerate(tokens) if token.kind in {"date", "elapsed"}]
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind != "date" or token.text[0] not in "mM" or len(token.text) > 2:  # noqa: PLR2004  # mmm is a month's name
            continue
        before = next((tokens[n].text for n in reversed(timed) if n < at), "")
        after = next((tokens[n].text for n in timed if n > at), "")
        if before[:1] in {"h", "H"} or after[:1] in {"s", "S"}:
            found[at] = Token("minute", token.text)
    return tuple(found)


def _piece(token: Token, moment: _Moment, writing: _Writing) -> str:
    found = token.text  # a literal
    match token.kind:
        case "date":
            found = _part(token.text.lower(), moment, writing)
        case "minute":
            found = _digits(moment.seconds % HOUR // MINUTE, len(token.text), writing)
        case "elapsed":
            unit = {"h": HOUR, "m": MINUTE, "s": 1}[token.text[0].lower()]
            found = str(moment.total // unit).zfill(len(token.text))
        case "fraction":
            found = f"{moment.rest:f}"[1:]
        case "half":
            found = token.text.split("/")[moment.seconds >= NOON * HOUR]
    return found


def _part(code: str, moment: _Moment, writing: _Writing) -> str:
    size = len(code)
    if code[0] == "h":
        hour = moment.seconds // HOUR
        return _digits((hour - 1) % NOON + 1 if writing.half else hour, size, writing)
    if code[0] == "s":
        return _digits(moment.seconds % MINUTE, size, writing)
    day = moment.day or FIRST_1904
    if code[0] in "ye":
        short = code[0] == "y" and size <= 2  # noqa: PLR2004  # yy
        year = f"{day.year % 100:02}" if short else str(day.year)
        return year.translate(_table(writing.numerals))
    if code[0] == "m":
        return _month(day, size, writing)
    named = code[0] == "a" or size > 2  # noqa: PLR2004  # ddd
    return _weekday(code, day, writing) if named else _digits(day.day, size, writing)


def _month(day: date, size: int, writing: _Writing) -> str:
    if size <= 2:  # noqa: PLR2004  # mm
        return _digits(day.month, size, writing)
    if writing.chinese:
        return _digits(day.month, size, writing._replace(numerals="1")) + "月"
    name = MONTHS[day.month - 1]
    return {3: name[:3], 5: name[0]}.get(size, name)


def _weekday(code: str, day: date, writing: _Writing) -> str:
    at = day.weekday()
    if writing.chinese or code[0] == "a":
        return {"ddd": SHORT_DAYS, "aaa": WEEKDAYS}.get(code, LONG_DAYS)[at]
    return DAYS[at][: 3 if code == "ddd" else None]


def _digits(number: int, size: int, writing: _Writing) -> str:
    if writing.numerals != "1":
        return str(number).zfill(min(size, 2)).translate(_table(writing.numerals))
    tens, ones = divmod(number, 10)
    digits = NUMERALS["1"]
    if not tens:
        return digits[ones]
    return (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")


def _table(numerals: str) -> dict[int, str]:
    return dict(enumerate(NUMERALS.get(numerals, "0123456789"), ord("0")))
