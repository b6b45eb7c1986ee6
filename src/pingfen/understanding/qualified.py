"""Words around a number or a period that make it approximate."""

import re
from functools import cache

from pingfen.words import words


def qualifier_of(content: str) -> tuple[str, str]:
    """Return a compact text without its qualifier, and the qualifier.

    >>> qualifier_of("平均在一小时内"), qualifier_of("30人左右"), qualifier_of("30人")
    (('一小时内', '平均在'), ('30人', '左右'), ('30人', ''))
    """
    known = words().qualifiers
    if content.startswith(known.before):
        word = next(filter(content.startswith, known.before))
        return content.removeprefix(word), word
    if content.endswith(known.after):
        word = next(filter(content.endswith, known.after))
        return content.removesuffix(word), word
    return content, ""


def qualifier_inside(unit: str) -> tuple[str, str]:
    """Return what follows a number without the qualifier before its unit, and that qualifier.

    >>> qualifier_inside("余人"), qualifier_inside("万余元"), qualifier_inside("人")
    (('人', '余'), ('万元', '余'), ('人', ''))
    """
    match = _inside().match(unit)
    return (match[1] + unit[match.end() :], match[2]) if match else (unit, "")


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(f"([万亿]?)({'|'.join(map(re.escape, words().qualifiers.inside))})")
