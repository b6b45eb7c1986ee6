"""What an engine says of numbers that its integers cannot hold: which column it is."""

from typing import Any

from pingfen.compiled.program import Column, Compared, Fork, Program, Whole, names_of
from pingfen.errors import Unsupported, problem
from pingfen.messages import Message

# the largest of the integers that most engines have, those of 64 bits
MOST = 2**63 - 1


def too_large(program: Program, engine: str, bits: int, largest: int | None) -> Unsupported:
    """Return the error about numbers that do not fit in so many bits, the sign among them."""
    used = {name: program.columns.get(name, Column()) for name in numbers_of(program)}
    most = f"2^{bits - 1} - 1"
    values: dict[str, Any] = {"engine": engine, "most": most, "column": "—"}
    unknown = [name for name, of in used.items() if of.low is None or of.high is None]
    place, hint = program.plan.policy.rules[0].place, Message.of("hint-other-engine")
    if unknown or not used:
        values["column"] = ", ".join(unknown)
        return Unsupported([problem("no-limits", place, hint=hint, **values)])
    name = max(used, key=lambda name: max(abs(used[name].low or 0), abs(used[name].high or 0)))
    values |= {"column": name, "low": used[name].low, "high": used[name].high}
    values |= {"scale": used[name].scale, "largest": largest}
    return Unsupported([problem("too-large", place, hint=hint, **values)])


def numbers_of(program: Program) -> tuple[str, ...]:
    """Return the columns of numbers that a program reads, in the order of its fields."""
    sums: list[Whole] = [of for d in program.rounded.values() for of in (d.top, d.bottom)]
    for way in program.ways:
        if isinstance(way, Fork):
            sums += [way.test.left, way.test.right] if isinstance(way.test, Compared) else []
        elif way.score:
            sums += [way.score.top, way.score.bottom, (way.limit and way.limit.most) or ()]
    found = {name for of in sums for name in names_of(of)}
    return tuple(name for name in program.fields if name in found)
