"""Takes the code of a number format apart: ``#,##0.00;[Red]-0"元"`` is two sections of tokens."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

GENERAL = "General"
MOST_CODE = 255  # Excel allows no longer one
# What a Chinese Excel shows for the formats that a file names by number only; 14, 22 and those
# from 27 on are other formats in each country.
BUILTIN: Mapping[int, str] = MappingProxyType(
    {
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        5: '"¥"#,##0;-"¥"#,##0',
        6: '"¥"#,##0;-"¥"#,##0',
        7: '"¥"#,##0.00;-"¥"#,##0.00',
        8: '"¥"#,##0.00;-"¥"#,##0.00',
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        12: "# ?/?",
        13: "# ??/??",
        14: "yyyy/m/d",
        15: "d-mmm-yy",
        16: "d-mmm",
        17: "mmm-yy",
        18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM",
        20: "h:mm",
        21: "h:mm:ss",
        22: "yyyy/m/d h:mm",
        **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
        **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
        30: "m-d-yy",
        31: 'yyyy"年"m"月"d"日"',
        32: 'h"时"mm"分"',
        33: 'h"时"mm"分"ss"秒"',
        **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
        **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
        37: "#,##0;-#,##0",
        38: "#,##0;-#,##0",
        39: "#,##0.00;-#,##0.00",
        40: "#,##0.00;-#,##0.00",
        41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
        42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
        43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
        44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss.0",
        48: "##0.0E+0",
        49: "@",
    }
)
TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | (?P<pad>_.) | (?P<fill>\*.)
    | \[\$(?P<currency>[^\]\-]*)(-(?P<locale>[0-9a-f]*)[^\]]*)?\]
    | \[(?P<elapsed>h+|m+|s+)\] | \[DBNum(?P<numerals>[1-3])\]
    | \[(?P<condition>(?:[<>]=?|=|<>)\s*-?[0-9.]+)\]
    | \[(?P<colour>[a-z]+\s*[0-9]*|[黑蓝绿红白黄青洋品紫色]+[0-9]*|颜色\s*[0-9]+)\]
    | (?P<general>General|G/通用格式) | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-]) | (?P<fraction>(?<=s)\.0{1,3})
    | (?P<date>y+|m+|d+|h+|s+|aaaa|aaa|e+)
    | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<text>@)
    | (?P<end>;)
    | (?P<slash>/) | (?P<plain>[^\x00-\x7f]|[1-9\s$\-+():^&'~{}<>=])
    | (?P<unknown>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
CONDITION = re.compile(r"([<>=]+)\s*(-?(?:\d+\.?\d*|\.\d+))")
SYSTEM = re.compile(r"\[\$-(F800|F400|x-sysdate|x-systime)\]", re.IGNORECASE)
SYSTEM_FORMATS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("f800", "x-sysdate"), BUILTIN[31]),
        **dict.fromkeys(("f400", "x-systime"), BUILTIN[21]),
    }
)
CHINESE = re.compile(r"\[\$[^\]-]*-([0-9a-f]*0)?804", re.IGNORECASE)
# calendars that count other years, and their signs would be taken for those of ours
OTHER_YEARS = frozenset({"404", "411", "412", "41e"})


class Token(NamedTuple):
    """A piece of a format: what it is, such as ``digit`` or ``literal``, and its text."""

    kind: str
    text: str


class Section(NamedTuple):
    """What a format says of some values: of those that meet its condition, if it has one."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: str = ""  # 1, 2 or 3: in which kind of Chinese numerals
    chinese: bool = False  # names of months and weekdays
    unknown: bool = False

    def has(self, *kinds: str) -> bool:
        """Tell whether any token is of one of these kinds."""
        return any(token.kind in kinds for token in self.tokens)


@lru_cache(maxsize=4096)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a format, in their order.

    >>> [token.text for token in sections_of('0.0"人"')[0].tokens]
    ['0', '.', '0', '人']
    """
    if len(code) > MOST_CODE:
        return (Section((), unknown=True),)
    system = SYSTEM.match(code)
    if system:  # the date or the time as the computer is set to show it
        code = SYSTEM_FORMATS[system[1].lower()]
    chinese = CHINESE.search(code) is not None
    found: list[Section] = []
    tokens: list[Token] = []
    for match in TOKEN.finditer(code):
        if match.lastgroup == "end":
            found.append(_section(tokens, chinese=chinese))
            tokens = []
        else:
            tokens.append(_token(match))
    return (*found, _section(tokens, chinese=chinese))


def _token(match: re.Match[str]) -> Token:
    for kind in ("quoted", "escaped", "plain", "currency"):
        if match[kind] is not None:
            other = kind == "currency" and (match["locale"] or "").lower()[-3:] in OTHER_YEARS
            return Token("other-years" if other else "literal", match[kind])
    kind = match.lastgroup or "unknown"
    if kind == "pad":
        return Token("literal", " ")
    return Token(kind, match[kind])


def _section(tokens: list[Token], *, chinese: bool) -> Section:
    """Take out of the tokens what is no part of the text."""
    condition = numerals = None
    unknown = False
    kept = []
    for token in tokens:
        match token.kind:
            case "condition":
                condition = CONDITION.fullmatch(token.text)
                unknown |= condition is None
            case "numerals":
                numerals = token.text
            case "unknown":
                unknown = True
            case "colour" | "fill":
                continue
            case _:
                kept.append(token)
    limit = (condition[1], Decimal(condition[2])) if condition else None
    return Section(tuple(kept), limit, numerals or "", chinese, unknown)
