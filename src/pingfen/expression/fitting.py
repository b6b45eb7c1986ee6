"""What to write where an expression does not fit its place: another type, another part of a form.

Imported only once an expression is wrong.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from pingfen.errors import nearest_or_all
from pingfen.expression.functions import FUNCTIONS
from pingfen.expression.habits import hundredth
from pingfen.expression.vocabulary import FIELDS, Type, Where
from pingfen.expression.wording import FEW_WORDS, HELD
from pingfen.messages import Message, Text
from pingfen.words import words

QUOTED_NUMBER = re.compile(
    r"['\"]\s*(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?P<sign>[%％]?)\s*['\"]"
)
NUMBER_OF = {"target_text": "target", "actual_text": "actual"}
MANY = FUNCTIONS["min"].most
SIGNATURES: Mapping[str, str] = MappingProxyType(
    {"min": "min(x, y)", "max": "max(x, y)", "round": "round(x, 2)"}
    | {"clamp": "clamp(x, low, high)", "sum": "sum(x, cond)", "count": "count(cond)"}
    | {"any": "any(x, cond)", "all": "all(x, cond)"}
)
LISTS = frozenset({Type.NUMBERS, Type.TEXTS})


def type_hint(expected: Type, found: Type, written: str) -> Text:  # noqa: PLR0911  # one a mistake
    """Return what to write where one type is due and another was found."""
    if {expected, found} & LISTS:
        return Message.of("hint-list-of-one-kind")
    match expected, found:
        case Type.TRUTH, Type.NUMBER:
            return Message.of("hint-truth-due", name=written)
        case Type.TRUTH, _:
            return Message.of("hint-truth-due-text", name=written)
        case Type.NUMBER, Type.TRUTH:
            return Message.of("hint-number-from-truth", name=written)
        case Type.NUMBER, _:
            return _number(written)
        case _, Type.NUMBER if written[:1].isdigit():
            return Message.of("hint-quote-number", name=written)
    return Message.of("hint-text-due")


def _number(written: str) -> Text:
    if match := QUOTED_NUMBER.fullmatch(written):
        number = hundredth(match["number"]) if match["sign"] else match["number"]
        return Message.of("hint-unquote", found=number)
    for text, number in NUMBER_OF.items():
        if written in {text, FIELDS[text].chinese}:
            same = FIELDS[number].chinese if written != text else number
            return Message.of("hint-number-of-text", name=written, other=same)
    return Message.of("hint-text-no-number")


def scope_hint(
    name: str, needed: frozenset[Where], *, aggregates: bool, aggregates_here: bool
) -> Text:
    """Return where a name has its meaning; ``needed`` are the parts it lacks."""
    if aggregates:
        return Message.of("hint-scope-aggregate")
    if Where.GRADE in needed:
        return Message.of("hint-scope-grade", name=name)
    if Where.TOTAL in needed:
        return Message.of("hint-scope-total", name=name)
    if Where.ROW in needed or (Where.SCORED in needed and aggregates_here):
        says = "hint-scope-row" if aggregates_here else "hint-scope-row-only"
        return Message.of(says, name=name)
    return Message.of("hint-scope-scored", name=name)


def word_hint(name: str, text: str, known: frozenset[str] | None) -> Text:
    """Return the word of the word lists that was meant, or all that there are."""
    lists = words()
    meant = lists.level(name, text) if name in lists.levels else lists.relations.before.get(text)
    meant = lists.unit(text) if name == "unit" else meant
    if name in FEW_WORDS:  # what `policy show` prints for them: 期限 is deadline
        meant = meant or next((word for word, shown in HELD.items() if shown == text), None)
        meant = meant if meant in (known or ()) else None
    if meant and meant != text:
        return Message.of("hint-did-you-mean", name=meant)
    return nearest_or_all(text, sorted(known or ()))


def signature(name: str) -> str:
    """Return how a function is called."""
    return SIGNATURES.get(name, f"{name}(x)")


def count_said(least: int, most: int) -> str:
    """Return how many arguments are due, as a sentence says it."""
    if most == MANY:
        return f"≥ {least}"
    return str(least) if least == most else f"{least}–{most}"
