"""Why a row has its score or none, as sentences whose figures are symbols."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pingfen.compiled.plan import Figure, Part, Spoken
from pingfen.compiled.plan.row import Row
from pingfen.compiled.plan.symbols import Symbol, Text, constant
from pingfen.exact import NO_VALUE, show
from pingfen.expression.interpret import Cause
from pingfen.expression.template import Slot, Template
from pingfen.policy import Rule
from pingfen.polynomial import Quotient
from pingfen.scoring.reasons import reason

# what stands for the score and the weight in a sentence until it is taken apart
SCORE, WEIGHT = "\ue000", "\ue001"


def filled(template: Template | None, row: Row, lang: str) -> tuple[Part, ...]:
    """Return the parts of a template with the symbols of a row."""
    if template is None:
        return ()
    parts = template.zh if lang == "zh" else template.en
    return _together(_part(part, row) for part in parts)


def undecided(
    code: str, rule: Rule | None, causes: Sequence[Cause], row: Row, lang: str
) -> tuple[Part, ...]:
    """Return why a row has no score."""
    if rule and rule.undecided and code == "left-open":
        return filled(rule.undecided, row, lang)
    name, execution = rule.name if rule else "", row.policy.execution if row.is_execution else None
    text = reason(code, name, causes, execution, SCORE, WEIGHT).in_lang(lang)
    return (text,)


def out_of_bounds(rule: Rule, score: Quotient, row: Row, lang: str) -> tuple[Part, ...]:
    """Return what is said of a score that is out of bounds once it is rounded."""
    rounding = row.policy.row_rounding
    rounded = row.symbols.whole(score, rounding.mode, rounding.places)
    text = reason("out-of-bounds", rule.name, (), None, SCORE, WEIGHT).in_lang(lang)
    before, _, rest = text.partition(SCORE)
    between, _, after = rest.partition(WEIGHT)
    weight = _shown(row.lookup("weight"), None)
    return _together((before, _shown(rounded, None), between, weight, after))


def _part(part: str | Slot, row: Row) -> Part:
    return part if isinstance(part, str) else _shown(row.lookup(part.name), part)


def _shown(value: Symbol, slot: Slot | None) -> Part:
    if isinstance(value, Text):
        return Spoken(value.field)
    if isinstance(value, str):
        return value
    if not isinstance(value, Quotient):
        return NO_VALUE
    number = constant(value)
    if number is None:
        places = slot.places if slot else None
        return Figure(value, places, percent=slot is not None and slot.style == "%")
    return _number(number, slot)


def _number(number: Fraction, slot: Slot | None) -> str:
    return slot.show(number) if slot else show(number)


def _together(parts: Iterator[Part] | Sequence[Part]) -> tuple[Part, ...]:
    """Join the texts that stand next to each other."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)
