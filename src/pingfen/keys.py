"""What an author meant by a key or a value that a policy does not have, and what is missing.

Authors write keys in Chinese, in the words of other tools, or one level too high. Imported only
once the shape of a document is wrong.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from unicodedata import normalize

from pingfen.errors import nearest_name, nearest_or_all
from pingfen.exact import NUMBER, decimals, fixed, read
from pingfen.messages import Message, Text
from pingfen.source import Entries, Items, Node, Scalar
from pingfen.words import authors_words

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "policy": "policy: zhangdian",
        "year": "year: 2026",
        "title": "title: 项目支出绩效自评办法",
        "execution": "execution: {weight: 10, target: annual, actual: executed}",
        "rules": "rules: [{rule: full, score: weight}]",
        "rounding": "rounding: {places: 2, mode: half-up}",
        "total": "total: sum(score)",
        "grades": "grades: {at-least: {90: 优, 80: 良, 60: 中}, otherwise: 差}",
        "places": "places: 2",
        "mode": "mode: half-up",
        "weight": "weight: 10",
        "target": "target: annual",
        "actual": "actual: executed",
        "rule": "rule: met",
        "check": "check: weights",
        "expect": "expect: sum(weight) == 100",
        "severity": "severity: error",
        "otherwise": "otherwise: 0",
        "steps": "steps: actual",
        "value": "value: 1.2",
        "status": "status: unverified",
        "zh": "zh: 达到指标值",
        "revision": "revision: 1",
        "tolerance": "tolerance: 0.01",
        "range": "range: [0, 1]",
        "variations": "variations: [1.2, 1.5]",
        "at-least": "at-least: {0.9: 5, 0.8: 4}",
        "above": "above: {0.9: 5, 0.8: 4}",
        "at-most": "at-most: {0.1: 5, 0.2: 4}",
        "below": "below: {0.1: 5, 0.2: 4}",
        "judged": "judged: [judged, declared]",
        "remedy": "remedy: 补填偏差原因",
    }
)
ITEMS = MappingProxyType({"-rules": "rule", "-checks": "check"})
TRUTHS = MappingProxyType(
    {"yes": "true", "on": "true", "是": "true", "y": "true", "1": "true"}
    | {"no": "false", "off": "false", "否": "false", "n": "false", "0": "false"}
)
MOST_KEY = 100
LOOSE = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<sign>[%％分年]?)")


def meant_key(written: str, allowed: Iterable[str]) -> str | None:
    """Return the key that was meant, of those allowed where it stands.

    >>> meant_key("得分", ["rule", "score"]), meant_key("scoer", ["rule", "score"])
    ('score', 'score')
    """
    if len(written) > MOST_KEY:  # nobody slips like that
        return None
    known = list(allowed)
    word = _plain(written).lower().replace("_", "-")
    if word in known:
        return word
    called = authors_words()["keys"]
    for key in called.get(_plain(written), called.get(word, ())):
        if key in known:
            return key
    close = nearest_name(word, known)
    return close if close and _alike(word, close) else None


def _plain(written: str) -> str:
    """Return a key without the quotes and the width that an input method gives it."""
    return normalize("NFKC", written).strip(" “”‘’\"'「」")


def _alike(word: str, other: str) -> bool:
    """Tell whether two words begin alike and are about as long: scoer is score, but not source."""
    return word[:2] == other[:2] and abs(len(word) - len(other)) <= 2  # noqa: PLR2004  # a slip or two


def key_hint(written: str, allowed: Sequence[str], homes: Mapping[str, Sequence[str]]) -> Text:
    """Return which key was meant, or where a key belongs that stands in the wrong mapping.

    ``homes`` are the other blocks of a policy with the keys of each.
    """
    if ":" in written or "：" in written:
        key, _, value = written.replace("：", ":").partition(":")
        return Message.of("hint-write", found=f"{key.strip()}: {value.strip()}".strip())
    if "(" in written or ")" in written:
        return Message.of("hint-comma-splits")
    word = _plain(written)
    if word in allowed:
        return Message.of("hint-write", found=f"{word}: …")
    elsewhere = [key for keys in homes.values() for key in keys]
    meant = word if word in elsewhere else meant_key(word, allowed)
    meant = meant or next(
        (key for key in authors_words()["keys"].get(word, ()) if key in elsewhere), None
    )
    meant = meant or nearest_name(word, [*allowed, *elsewhere])
    if meant in allowed:
        return Message.of("hint-did-you-mean", name=meant)
    if meant in elsewhere:
        block = next(block for block, keys in homes.items() if meant in keys)
        return Message.of("hint-belongs", name=meant, block=Message.of(f"block-{block}"))
    return nearest_or_all(written, allowed)


def missing_hint(key: str) -> Text | None:
    """Return an example of a key that is missing."""
    example = EXAMPLES.get(key)
    return Message.of("hint-for-example", found=example) if example else None


def missing_key_hint(key: str, written: Iterable[str]) -> Text | None:
    """Return an example of a key that is missing, or the unknown key that was meant for it."""
    for other in written:
        if meant_key(other, [key]) == key:
            return Message.of("hint-meant-by", name=other)
    return missing_hint(key)


def missing_one_hint(choice: Sequence[str], written: Iterable[str]) -> Text:
    """Return how to choose between keys of which exactly one is due, or which one was meant."""
    for other in written:
        if meant_key(other, choice):
            return Message.of("hint-meant-by", name=other)
    return Message.of("hint-one-outcome" if "score" in choice else "hint-one-side")


def name_hint(name: str, allowed: Sequence[str] = ()) -> Text:
    """Return how the names of one's own are spelled; ``allowed`` excludes words of expressions."""
    if name in allowed:
        return Message.of("hint-python-word", name=name)
    return Message.of("hint-names-of-keys")


def value_hint(node: Node, allowed: Sequence[str]) -> Text:
    """Return which of the allowed values was meant."""
    written = node.text if isinstance(node, Scalar) else ""
    called = authors_words()["values"]
    for meant in called.get(written, called.get(written.lower(), ())):
        if meant in allowed:
            return Message.of("hint-number", found=meant)
    return nearest_or_all(written, allowed)


def kind_hint(  # noqa: PLR0911  # one a kind
    node: Node, kinds: Sequence[str], key: str
) -> Text:
    """Return what to write where a value of another kind is due; ``key`` is its key."""
    match node:
        case Scalar():
            return _scalar_hint(node, kinds, key)
        case Items() if "string" not in kinds:
            return Message.of("hint-mapping-not-list", name=key)
        case Items((Scalar() as only,)) if key:
            return Message.of("hint-write", found=f"{key}: {only.text}")
        case Items():
            return Message.of("hint-text-not-list")
        case Entries() if "string" not in kinds and "array" not in kinds:
            return Message.of("hint-one-value", name=key)
        case Entries() if "array" in kinds:
            return Message.of("hint-list-not-mapping", name=key)
    return Message.of("hint-text-not-mapping")


def _scalar_hint(node: Scalar, kinds: Sequence[str], key: str) -> Text:  # noqa: PLR0911  # one a mistake
    text = node.text
    if item := ITEMS.get(key):
        return Message.of("hint-item", found=f"- {item}: {text}")
    if not text and not node.quoted:
        return Message.of("hint-nothing-there", name=key)
    if "array" in kinds and "string" not in kinds:
        return Message.of("hint-number", found=f"{key}: [{text}]" if key else f"[{text}]")
    if "boolean" in kinds:
        return Message.of("hint-number", found=TRUTHS.get(text.lower(), "true"))
    if "string" in kinds and not node.quoted:
        return Message.of("hint-number", found=f'"{text}"')
    if {"number", "integer"} & set(kinds):
        return number_hint(text)
    if "object" in kinds:
        return Message.of("hint-mapping-not-text", name=key or "…")
    return Message.of("hint-grammar")


def number_hint(text: str) -> Text:
    """Return how a number is written that has quotes, a unit or a percent sign."""
    if NUMBER.fullmatch(text):
        return Message.of("hint-unquote", found=text)
    if match := LOOSE.fullmatch(text):
        value = read(match["number"])
        if value is not None:
            value = value / 100 if match["sign"] in {"%", "％"} else value
            return Message.of("hint-number", found=fixed(value, decimals(value) or 0))
    return Message.of("hint-number-forms")
