"""What one cell of a table says: a number, a text, yes or no; or nothing that can be read."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from pingfen.exact import exact
from pingfen.expression.interpret import Known
from pingfen.expression.vocabulary import EXECUTION, INDICATOR, Type
from pingfen.policy import Policy
from pingfen.tables.layout import KIND, TEXTS
from pingfen.words import compact, stated, truths, words


class Wrong:
    """What a cell is worth that holds something else than its column should."""

    __slots__ = ()


WRONG: Final = Wrong()
Read = Known | Wrong | None
# what tells the two kinds of rows apart; a blank cell is an indicator
KINDS: Mapping[str, str] = MappingProxyType(
    {
        INDICATOR: INDICATOR,
        "指标": INDICATOR,
        EXECUTION: EXECUTION,
        "预算执行": EXECUTION,
        "预算执行率": EXECUTION,
    }
)


def number(value: object) -> Fraction | Wrong | None:
    """Return a number; a float is the decimal that Python prints for it.

    Text is stripped of blanks and must spell a number; NaN and infinity are none.

    >>> number(" 0.50 "), number(0.1), number("")
    (Fraction(1, 2), Fraction(1, 10), None)
    >>> number("1e3") is WRONG, number(True) is WRONG
    (True, True)
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return exact(value)  # type: ignore[arg-type]  # what is no number raises
    except (ValueError, TypeError):
        return WRONG


def text(value: object) -> str | None:
    """Return a text without blanks around it; numbers as they are written."""
    if value is None:
        return None
    return _written(value).strip() or None


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else str(value)


def truth(value: object) -> bool | Wrong | None:
    """Return yes or no, by the words of ``rules/words/truths.yaml``; 1 and 0 are such too.

    >>> truth("是"), truth("×"), truth(""), truth(0)
    (True, False, None, False)
    """
    if value is None or isinstance(value, bool):
        return value
    said = text(value)
    if said is None:
        return None
    return TRUTHS.get(said, truths().get(compact(said).lower(), WRONG))


TRUTHS: Mapping[str, bool] = MappingProxyType({"1": True, "0": False})


def kind(value: object) -> str | Wrong:
    """Return the kind of a row; an indicator where nothing is said."""
    said = text(value)
    return INDICATOR if said is None else KINDS.get(compact(said).lower(), WRONG)


def _level(which: str) -> Callable[[object], Read]:
    return lambda value: (said := text(value)) and words().level(which, said)


def relation(value: object) -> str | Wrong | None:
    """Return a relation: one of the language's, or a sign or word that stands for it: ``≥``."""
    said = text(value)
    if said is None:
        return None
    known, spelled = words().relations, compact(said)
    found = spelled if spelled in known.names else known.before.get(spelled, "")
    return found or WRONG


def normal(value: object) -> str | None:
    """Return a text as the form reader compares it: NFKC, no spaces, no final stop."""
    said = text(value)
    return stated(said) or None if said else None


OF_FIELD: Mapping[str, Callable[[object], Read]] = MappingProxyType(
    {
        KIND: kind,
        "level1": _level("level1"),
        "level2": _level("level2"),
        "relation": relation,
        **dict.fromkeys(TEXTS, normal),
    }
)
OF_TYPE: Mapping[Type, Callable[[object], Read]] = MappingProxyType(
    {Type.NUMBER: number, Type.TEXT: text, Type.TRUTH: truth}
)


def reader_of(policy: Policy, field: str, type_: Type) -> Callable[[object], Read]:
    """Return what reads the cells of a field."""
    if field in policy.fields and type_ is Type.TEXT:
        return normal
    return OF_FIELD.get(field, OF_TYPE[type_])
