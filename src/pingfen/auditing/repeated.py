"""The same thing scored twice in one form: as an output and again as a benefit."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pingfen.auditing.finding import Finding
from pingfen.auditing.telling import Spot, Telling
from pingfen.form import Form, Indicator, Quantity
from pingfen.messages import Bilingual, Message
from pingfen.words import compact, words

NUMBERED = re.compile(r"指标[0-9]+[:、.]?")
# shorter names (数量, 合格率) say too little to be the same thing
LEAST_NAME = 4
# two wordings of one thing share half of their pairs of characters
ALIKE = 2
FEW = (0, 1)  # 1 个 of this and 1 个 of that is nothing unusual


def scored_twice(telling: Telling, form: Form) -> Iterator[Finding]:
    """Yield a finding for each row that is about the same thing as one above it."""
    scored = [(n, row) for n, row in enumerate(form.rows, 1) if row.weight.value != 0]
    for at, (number, row) in enumerate(scored):
        for earlier, other in scored[:at]:
            if _is_same(other, row):
                text = Message.of("scored-twice", number=earlier, name=other.name)
                where, name = Spot(number, row.name), Bilingual(row.name)
                yield from telling.find("scored-twice", text, row.place, at=where, found=name)
                break


def _is_same(one: Indicator, other: Indicator) -> bool:
    """Tell whether two rows score one thing.

    Either they are called the same and want the same; or they stand under different levels, are
    called alike, and want and reached the same quantity.
    """
    first, second = (NUMBERED.sub("", compact(row.name)) for row in (one, other))
    targets = compact(one.target.cell.text) == compact(other.target.cell.text)
    if first == second:
        return targets and len(first) >= LEAST_NAME
    actuals = compact(one.actual.cell.text) == compact(other.actual.cell.text)
    apart = words().level("level1", one.level1) != words().level("level1", other.level1)
    return targets and actuals and apart and _tells(other) and _alike(first, second)


def _tells(row: Indicator) -> bool:
    """Tell whether a target is a quantity that two things do not have by chance."""
    match row.target.reading:
        case Quantity(value, unit):
            return bool(unit) and unit != words().units.percent and value not in FEW
    return False


def _alike(one: str, other: str) -> bool:
    """Tell whether one of two names has half of the other's pairs of characters."""
    first, second = ({a + b for a, b in pairwise(name)} for name in (one, other))
    return ALIKE * len(first & second) >= min(len(first), len(second)) > 0
