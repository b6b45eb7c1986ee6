"""A policy as a tree of parts that can be compared: each with its value, its words, its place."""

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from pingfen.comparison.usage import READING
from pingfen.messages import Bilingual, is_message, say
from pingfen.width import pad, width

Path = tuple[str, ...]
NOTHING = Bilingual("")


class Part(NamedTuple):
    """One part of a policy.

    ``same`` is equal where two parts say the same apart from their ``parts``; ``data`` is the
    value as plain data, ``text`` in words. ``ordered``: the order of its parts means something.
    """

    name: str
    kind: str
    same: Hashable = None
    data: object = None
    text: Bilingual = NOTHING
    place: str = ""
    affects: str = READING
    used_by: tuple[str, ...] = ()
    label: Bilingual = NOTHING
    parts: tuple["Part", ...] = ()
    ordered: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts, in order."""
        return tuple(part.name for part in self.parts)


def bilingual(make: Callable[[str], str]) -> Bilingual:
    """Return what a call gives for each language."""
    return Bilingual(make("zh"), make("en"))


def key_label(key: str, lang: str) -> str:
    """Return what a key is called; a key that nobody has named is called by itself."""
    return say(f"diffkey-{key}", lang) if is_message(f"diffkey-{key}") else key


def described(parts: Iterable[Part]) -> Bilingual:
    """Return parts as lines, each after what it is called."""
    found = list(parts)
    return bilingual(lambda lang: "\n".join(_lines(found, lang)))


def _lines(parts: list[Part], lang: str) -> Iterable[str]:
    labels = [key_label(part.name, lang) for part in parts]
    column = max(map(width, labels), default=0) + 2
    for label, part in zip(labels, parts, strict=True):
        first, *more = part.text.in_lang(lang).split("\n")
        yield pad(label, column) + first
        yield from (" " * column + line for line in more)
