"""Which name or function an author meant who wrote another, in either language.

The headings of forms are known in many spellings (``rules/words``): 权重 leads to 分值.
It is said in the language that the author wrote, with the other beside it.
Imported only once a name is wrong.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from pingfen.errors import likely
from pingfen.expression.functions import AGGREGATES, CHINESE_FUNCTIONS, FUNCTIONS, GIVEN
from pingfen.expression.names import Namespace
from pingfen.expression.vocabulary import CHINESE, FIELDS, canonical
from pingfen.messages import Message, Text, listed
from pingfen.words import authors_words, heading, words

CLOSE = 3, 5  # the share of two words that must agree, as a fraction
HAN = re.compile("[\u4e00-\u9fff]")
JOINED = re.compile("(?P<left>.+?)(?P<word>并且|而且|或者|且|或)(?P<right>.+)")
AND, OR = "and", "or"
NOTHING = frozenset({"null", "NULL", "nil", "none", "NaN", "空", "空值", "未填"})
TRUTHS = frozenset({"true", "false", "TRUE", "FALSE", "真", "假", "是", "否"})
RATIOS = frozenset({"完成率", "完成比例", "完成度", "ratio", "completion", "达成率"})
CONVERSIONS = frozenset({"float", "number", "value", "str", "text", "decimal", "fraction", "bool"})
CONDITIONALS = frozenset({"if", "iif", "iff", "ifs", "如果", "若", "when"})
MEAN = "average"
BLANKS = frozenset({"isnull", "isblank", "isna", "is_null", "为空", "是空"})
DEFAULTS = frozenset({"ifnull", "coalesce", "nvl", "iferror", "isnull2", "默认"})
CHINESE_NAMES = MappingProxyType({name: chinese for chinese, name in CHINESE_FUNCTIONS.items()})


def name_hint(written: str, names: Namespace, *, text_due: bool = False) -> Text:  # noqa: PLR0911  # one a mistake
    """Return what a name should have been; ``text_due`` where a text is compared with it."""
    if written in NOTHING:
        return Message.of("hint-given", name="…")
    if written in TRUTHS:
        return Message.of("hint-no-truth")
    if _is_function(written):
        return Message.of("hint-brackets-due", name=written)
    if meant := _field_called(written):
        return _meant(written, meant)
    if written in RATIOS:
        own = [let for let in names.lets if let in RATIOS]
        return _said(own[0]) if own else Message.of("hint-formula", found=_in_tongue(written))
    if joined := _joined(written, names):
        return Message.of("hint-spaces-around", found=joined)
    if text_due:
        return Message.of("hint-quote-text", name=written)
    columns = (name for name in names.fields if name not in FIELDS)
    own = [*columns, *names.params, *names.lets]
    return near_name(written, own) or Message.of("hint-define")


def near_name(
    written: str, own: Iterable[str] = (), fields: Iterable[str] = FIELDS
) -> Text | None:
    """Return the field or the name of one's own that is spelled most alike, if one is."""
    allowed = set(fields)
    known = {**_called(), **CHINESE, **dict(zip(FIELDS, FIELDS, strict=True))}
    spellings = {spelling: name for spelling, name in known.items() if name in allowed}
    spellings |= dict.fromkeys(own, "")
    close = _close(written, [*spellings])
    if close is None:
        return None
    return _meant(written, spellings[close]) if spellings[close] else _said(close)


def field_hint(written: str, fields: Iterable[str]) -> Text | None:
    """Return which of some fields was meant, if that can be told."""
    allowed = set(fields)
    meant = _field_called(written)
    return _meant(written, meant) if meant in allowed else near_name(written, (), allowed)


def function_hint(written: str, args: Sequence[str], names: Namespace) -> Text:
    """Return which function was meant, or what does its work here; ``args`` as written."""
    lower = written.lower()
    if special := _special(lower, args):
        return special
    if canonical(written) in names:
        return Message.of("hint-no-function", name=written)
    known = [*FUNCTIONS, *AGGREGATES, GIVEN]
    called = _functions_called()
    meant = lower if lower in known else called.get(lower)
    if meant is None:
        close = _close(lower, [*known, *CHINESE_FUNCTIONS, *called])
        meant = CHINESE_FUNCTIONS.get(close or "") or called.get(close or "", close)
    if meant is None:
        return Message.of("hint-functions", names=listed(known))
    if meant == MEAN:
        return Message.of("hint-whole", whole=f"sum({args[0] if args else '…'}) / count()")
    return _pair(written, meant, CHINESE_NAMES[meant])


def _special(lower: str, args: Sequence[str]) -> Text | None:  # noqa: PLR0911  # one a mistake
    if lower in CONDITIONALS and len(args) == 3:  # noqa: PLR2004  # condition, value, other value
        return Message.of("hint-whole", whole=f"{args[1]} if {args[0]} else {args[2]}")
    if lower in CONDITIONALS:
        return Message.of("hint-else")
    if lower in {AND, OR, "且", "或"} and args:
        word = AND if lower in {AND, "且"} else OR
        return Message.of("hint-whole", whole=f" {word} ".join(args))
    if lower in {"not", "非"} and args:
        return Message.of("hint-whole", whole=f"not {args[0]}")
    if lower in BLANKS and args:
        return Message.of("hint-whole", whole=f"not given({args[0]})")
    if lower in DEFAULTS and len(args) > 1:
        return Message.of("hint-whole", whole=f"{args[0]} if given({args[0]}) else {args[1]}")
    if lower in {"pow", "power"} and args:
        return Message.of("hint-power", found=f"{args[0]} * {args[0]}")
    if lower in {"sqrt", "exp", "log", "ln"}:
        return Message.of("hint-power-none")
    if lower in CONVERSIONS and args:
        return Message.of("hint-no-conversion", name=args[0])
    return None


def _is_function(name: str) -> bool:
    return any(name in known for known in (FUNCTIONS, AGGREGATES, CHINESE_FUNCTIONS, (GIVEN,)))


@cache
def _called() -> Mapping[str, str]:
    """Return heading → field, as the word lists and the table above know them."""
    lists = words().headings
    found = {
        spelling: name
        for block in ("budget", "indicators")
        for spelling, name in lists.blocks[block].items()
    }
    singles = ("total", "grade", "explanation", "project")
    found |= {spelling: name for name in singles for spelling in lists.single[name]}
    return {spelling: name for spelling, name in found.items() if name in FIELDS}


def _functions_called() -> dict[str, str]:
    return {word: names[0] for word, names in authors_words()["functions"].items()}


def _field_called(written: str) -> str | None:
    """Return the field that goes by that name elsewhere, or in other case."""
    others = authors_words()["fields"]
    called = {**{word: meant[0] for word, meant in others.items()}, **_called()}
    lower = canonical(written).lower()
    return (
        called.get(heading(written)) or called.get(lower) or (lower if lower in FIELDS else None)
    )


def _meant(written: str, name: str) -> Text:
    return _pair(written, name, FIELDS[name].chinese)


def _pair(written: str, english: str, chinese: str) -> Text:
    """Say a word in the language that the author wrote, with the other beside it."""
    pair = (chinese, english) if HAN.search(written) else (english, chinese)
    return Message.of("hint-did-you-mean-both", name=pair[0], other=pair[1])


def _said(name: str) -> Text:
    return Message.of("hint-did-you-mean", name=name)


def _in_tongue(written: str) -> str:
    return "完成值 / 指标值" if HAN.search(written) else "actual / target"


def _joined(written: str, names: Namespace) -> str | None:
    """Return two names with the word between them set apart, where they were written as one."""
    match = JOINED.fullmatch(written)
    if not match:
        return None
    left, right = match["left"], match["right"]
    if canonical(left) in names and canonical(right) in names:
        return f"{left} {OR if match['word'] in {'或', '或者'} else AND} {right}"
    return None


def _close(written: str, known: Sequence[str]) -> str | None:
    """Return the most similar word, whatever its case."""
    lower = {word.lower(): word for word in reversed(known)}
    # of two characters, one must do: 得份 is 得分
    least = CLOSE[0] / CLOSE[1] if len(written) > len(CLOSE) else 1 / 2
    found = get_close_matches(written.lower(), likely(written.lower(), lower), n=1, cutoff=least)
    return lower[found[0]] if found else None
