"""The word lists that travel with this library: relations, units, levels, headings and so on.

They are data, in ``rules/words``; this module reads them once and gives them names.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from pingfen.bundled import bundled_bytes
from pingfen.source import Entries, Items, Node, Scalar, from_yaml

# white space, and what stands in a text unseen: control characters, soft hyphens, joiners, marks
# of direction, variation selectors. What turns the order of characters round is not among
# them: a number behind it is not the one that is seen.
UNSEEN = (
    r"\s\x00-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202c"
    r"\u2060-\u206f\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
SPACES = re.compile(f"[{UNSEEN}]+")
MINUS = "\N{MINUS SIGN}"
BRACKETS = re.compile(r"\([^()]*\)")
Spellings = Mapping[str, str]


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """Return the text in its comparable form: NFKC, with - as its minus, without any space."""
    return SPACES.sub("", normalize("NFKC", text)).replace(MINUS, "-")


def stated(text: str) -> str:
    """Return what a cell states: compact, without a final stop and a marker of its kind."""
    content = compact(text).rstrip("。；;.")
    for marker in words().qualifiers.markers:
        content = content.removeprefix(marker).removesuffix(marker)
    return content


@lru_cache(maxsize=4096)
def heading(text: str) -> str:
    """Return a heading in its comparable form: compact, without brackets and a final colon.

    >>> heading("全年预算数（A）"), heading("其中：")
    ('全年预算数', '其中')
    """
    return BRACKETS.sub("", compact(text)).rstrip(":")


class Relations(NamedTuple):
    """Spelling → relation, before and after a number; what wordings and deadlines are called.

    ``lead`` may stand before a relation, ``inclusive`` after a number; both add nothing.
    """

    before: Spellings
    after: Spellings
    wording: str
    deadline: str
    names: tuple[str, ...]
    lead: tuple[str, ...]
    inclusive: tuple[str, ...]


class Units(NamedTuple):
    """Spelling → unit, the unit that means hundredths, the units that hold a numeral.

    ``currency`` are the signs of money before a number.
    """

    percent: str
    same: Spellings
    numerals: frozenset[str]
    currency: Spellings


class Periods(NamedTuple):
    """The words of dates and periods; ``days`` are the units counted in days."""

    words: Mapping[str, tuple[str, ...]]
    same: Spellings
    days: Mapping[str, Fraction]


class Qualifiers(NamedTuple):
    """What makes a reading approximate, what says nothing, numerals that count nothing.

    ``marks`` are the characters of which any number says nothing; ``slots`` and a number name an
    empty place of the printed form; ``markers`` say of what kind a cell is.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    inside: tuple[str, ...]
    blank: frozenset[str]
    marks: str
    slots: tuple[str, ...]
    markers: tuple[str, ...]
    idioms: tuple[str, ...]


class Headings(NamedTuple):
    """Heading → what it is, for each block of a form; single headings under their own name."""

    blocks: Mapping[str, Spellings]
    single: Mapping[str, tuple[str, ...]]


class Words(NamedTuple):
    """All word lists. ``levels`` maps ``level1`` and ``level2`` to spelling → canonical word.

    ``simplified`` turns traditional characters into simplified ones, as a table for translating.
    """

    levels: Mapping[str, Spellings]
    relations: Relations
    units: Units
    periods: Periods
    qualifiers: Qualifiers
    headings: Headings
    simplified: Mapping[int, str]

    def level(self, which: str, text: str) -> str:
        """Return the canonical word for a level name, or the text itself where none is known."""
        return self.levels[which].get(heading(text), text)

    def unit(self, text: str) -> str:
        """Return the canonical word for a unit."""
        return self.units.same.get(text, text)

    def period(self, unit: str) -> str:
        """Return the canonical word for a unit of time."""
        return self.periods.same.get(unit, unit)

    def known(self, name: str) -> frozenset[str] | None:
        """Return the words that a text field is limited to, or None where it is free."""
        if name in self.levels:
            return frozenset(self.levels[name].values())
        return frozenset(self.relations.names) if name == "relation" else None


@cache
def words() -> Words:
    """Return the shipped word lists."""
    return Words(
        levels=MappingProxyType(
            {key: _spellings(value) for key, value in _pairs(_read("levels")) if key != "words"}
        ),
        relations=_relations(_read("relations")),
        units=_units(_read("units")),
        periods=_periods(_read("periods")),
        qualifiers=_qualifiers(_read("qualifiers")),
        headings=_headings(_read("headings")),
        simplified=MappingProxyType(
            str.maketrans(_reversed(_read("traditional").index["simplified"]))
        ),
    )


@cache
def truths() -> Mapping[str, bool]:
    """Return what the words of a column of yes and no mean, in small letters."""
    lists = _read("truths")
    named = (("holds", True), ("fails", False))
    return MappingProxyType(
        {compact(word).lower(): truth for key, truth in named for word in _texts(lists.index[key])}
    )


@cache
def authors_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return word → what an author may mean by it: a key, a value, a field or a function.

    Only the hints of errors ask for them.
    """
    blocks = [(name, _pairs(at)) for name, at in _pairs(_read("authors")) if name != "words"]
    return MappingProxyType({name: _by_word(pairs) for name, pairs in blocks})


def _by_word(pairs: list[tuple[str, Node]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for meant, node in pairs:
        for word in _texts(node):
            found[word] = (*found.get(word, ()), meant)
    return MappingProxyType(found)


def _read(name: str) -> Entries:
    file = f"rules/words/{name}.yaml"
    return _entries(from_yaml(bundled_bytes(file).decode(), file))


def _relations(node: Entries) -> Relations:
    listed = [(name, dict(_pairs(at))) for name, at in _pairs(node.index["relations"])]
    before = {word: name for name, at in listed for word in _texts(at["before"])}
    after = {word: name for name, at in listed if "after" in at for word in _texts(at["after"])}
    wording, deadline = _text(node.index["wording"]), _text(node.index["deadline"])
    return Relations(
        before=_longest_first(before),
        after=_longest_first(after),
        wording=wording,
        deadline=deadline,
        names=(*(name for name, _ in listed), wording, deadline),
        lead=_by_length(_texts(node.index["lead"])),
        inclusive=_by_length(map(compact, _texts(node.index["inclusive"]))),
    )


def _units(node: Entries) -> Units:
    listed = [(word, [word, *_texts(at)]) for word, at in _pairs(node.index["same"])]
    same = {compact(spelling): word for word, spellings in listed for spelling in spellings}
    return Units(
        percent=_text(node.index["percent"]),
        same=MappingProxyType(same),
        numerals=frozenset(_texts(node.index["numerals"])),
        currency=MappingProxyType(_reversed(node.index["currency"])),
    )


def _periods(node: Entries) -> Periods:
    lists = {key: value for key, value in _pairs(node) if isinstance(value, Items)}
    return Periods(
        words=MappingProxyType({key: _by_length(_texts(value)) for key, value in lists.items()}),
        same=MappingProxyType({key: _text(value) for key, value in _pairs(node.index["same"])}),
        days=MappingProxyType(
            {key: Fraction(_text(value)) for key, value in _pairs(node.index["days"])}
        ),
    )


def _qualifiers(node: Entries) -> Qualifiers:
    approximate = dict(_pairs(node.index["approximate"]))
    blank = [compact(text) for text in _texts(node.index["blank"])]
    return Qualifiers(
        before=_by_length(_texts(approximate["before"])),
        after=_by_length(_texts(approximate["after"])),
        inside=_by_length(_texts(approximate["inside"])),
        blank=frozenset(blank),
        marks="".join(text for text in blank if len(text) == 1),
        slots=_by_length(_texts(node.index["slots"])),
        markers=_by_length(_texts(node.index["markers"])),
        idioms=_by_length(_texts(node.index["idioms"])),
    )


def _headings(node: Entries) -> Headings:
    blocks = {key: value for key, value in _pairs(node) if isinstance(value, Entries)}
    single = {key: value for key, value in _pairs(node) if isinstance(value, Items)}
    return Headings(
        blocks=MappingProxyType({key: _spellings(value) for key, value in blocks.items()}),
        single=MappingProxyType(
            {key: tuple(map(heading, _texts(value))) for key, value in single.items()}
        ),
    )


def _spellings(node: Node) -> Spellings:
    """Turn ``{word: [spelling, …]}`` into spelling → word, the word itself included."""
    found = {}
    for word, spellings in _pairs(node):
        found[heading(word)] = word
        found.update({heading(spelling): word for spelling in _texts(spellings)})
    return MappingProxyType(found)


def _reversed(node: Node) -> dict[str, str]:
    """Turn ``{word: [spelling, …]}`` into spelling → word, without the word itself."""
    return {spelling: word for word, at in _pairs(node) for spelling in _texts(at)}


def _longest_first(spellings: Mapping[str, str]) -> Spellings:
    compacted = {compact(spelling): word for spelling, word in spellings.items()}
    return MappingProxyType({key: compacted[key] for key in _by_length(compacted)})


def _by_length(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(texts, key=len, reverse=True))


def _pairs(node: Node) -> list[tuple[str, Node]]:
    return [(key.text, value) for key, value in _entries(node).pairs]


def _texts(node: Node) -> list[str]:
    if not isinstance(node, Items):
        raise TypeError(node)
    return [_text(item) for item in node.items]


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise TypeError(node)
    return node.text


def _entries(node: Node) -> Entries:
    if not isinstance(node, Entries):
        raise TypeError(node)
    return node
