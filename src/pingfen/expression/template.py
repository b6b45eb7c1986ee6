"""Templates: texts with ``{name}``, ``{name:.2f}`` and ``{name:.1%}``, in one or two languages.

A grammar of its own, checked at load; ``str.format`` would let a policy reach into objects.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from pingfen.errors import Place, PolicyError, Problem, problem
from pingfen.exact import NO_VALUE, fixed, show
from pingfen.expression.interpret import Value
from pingfen.expression.vocabulary import canonical
from pingfen.source import Scalar, imitation, place_within

PART = re.compile(
    r"\{\{|\}\}|\{(?P<name>[^{}:.]+)(?::\.(?P<places>[0-9]{1,2})(?P<style>[f%]))?\}|[{}]"
)
MOST_PLACES = 12
MOST_CHARACTERS = 2_000


class Slot(NamedTuple):
    """A name in a template; ``places`` and ``style`` (``f`` or ``%``) if it has a format.

    Where it stands is worked out only when somebody asks: a template may have hundreds of names.
    """

    name: str
    within: Scalar
    offset: int
    length: int
    places: int | None = None
    style: str = ""

    @property
    def place(self) -> Place:
        """Where the name was written."""
        return place_within(self.within, self.offset, self.length)

    def show(self, value: Value) -> str:
        """Print a value in the slot's format, exactly, ties away from zero."""
        if isinstance(value, str):
            return value
        if not isinstance(value, Fraction):
            return NO_VALUE
        if self.places is None:
            return show(value)
        if self.style == "%":
            return fixed(value * 100, self.places) + "%"
        return fixed(value, self.places)


Parts = tuple[str | Slot, ...]


class Template(NamedTuple):
    """The parts of a template in Chinese and in English (the Chinese ones if none are given)."""

    zh: Parts
    en: Parts

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All names, in order."""
        return tuple(part for part in self.zh + self.en if isinstance(part, Slot))

    def fill(self, lang: str, value: Callable[[str], Value]) -> str:
        """Return the text with the values in their slots."""
        parts = self.zh if lang == "zh" else self.en
        return "".join(
            part if isinstance(part, str) else part.show(value(part.name)) for part in parts
        )


def parse_template(scalar: Scalar) -> Parts:
    """Return the parts of a template. Raises ``PolicyError`` for braces that make no slot."""
    if len(scalar.text) > MOST_CHARACTERS:
        long = problem("too-large", scalar.place, says="template-long", most=MOST_CHARACTERS)
        raise PolicyError([long])
    parts: list[str | Slot] = []
    end = 0
    for match in PART.finditer(scalar.text):
        parts.append(scalar.text[end : match.start()])
        end = match.end()
        if match[0] in ("{{", "}}"):
            parts.append(match[0][0])
        elif not _is_slot(match):
            raise PolicyError([_wrong(scalar, match)])
        else:
            parts.append(_slot(match, scalar))
    parts.append(scalar.text[end:])
    return tuple(part for part in parts if part != "")


def _wrong(scalar: Scalar, match: re.Match[str]) -> Problem:
    from pingfen.expression.slots import slot_hint  # noqa: PLC0415  # only once something is wrong

    rest = scalar.text[match.start() :]
    end = rest.find("}") + 1
    length = end if match[0] == "{" and end else len(match[0])
    place = place_within(scalar, match.start(), length)
    return problem("template", place, hint=slot_hint(rest, length), found=rest[:20])


def _is_slot(match: re.Match[str]) -> bool:
    name, places = match["name"], match["places"]
    return (
        bool(name) and canonical(name.strip()).isidentifier() and int(places or 0) <= MOST_PLACES
    )


def _slot(match: re.Match[str], scalar: Scalar) -> Slot:
    places = None if match["places"] is None else int(match["places"])
    name = match["name"].strip()
    offset = match.start("name") + len(match["name"]) - len(match["name"].lstrip())
    if wrong := imitation(scalar, name, offset):
        raise PolicyError([wrong])
    return Slot(canonical(name), scalar, offset, len(name), places, match["style"] or "")
