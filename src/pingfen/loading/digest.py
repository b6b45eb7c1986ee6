"""The resolved policy as plain data, and its digest."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from pingfen.exact import plain_decimal
from pingfen.loading.merge import Merged
from pingfen.source import Entries, plain

MOVED_BY = ("before", "after")


def document_of(merged: Merged) -> dict[str, object]:
    """Return the policy as one document that extends nothing and scores alike."""
    head = {key: plain(merged.start.index[key]) for key in ("policy", "year")}
    revision = merged.start.get("revision")
    # a policy without properties keeps the digest that it had before there were any
    properties = [_settled(item) for item in merged.properties]
    return {
        "language": 1,
        **head,
        "revision": plain(revision) if revision else 1,
        **{key: plain(node) for key, node in merged.keys.items()},
        "rules": [_settled(rule) for rule in merged.rules],
        "checks": [_settled(check) for check in merged.checks],
        **({"properties": properties} if properties else {}),
    }


def digest_of(document: Mapping[str, object]) -> str:
    """Return the SHA-256 of a document, whatever the order of its keys, ``1.30`` as ``1.3``."""
    text = json.dumps(_canonical(document), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _settled(item: Entries) -> dict[str, object]:
    """Return a rule without the keys that only moved it to its place."""
    return {key.text: plain(value) for key, value in item.pairs if key.text not in MOVED_BY}


def _canonical(value: object) -> object:
    """Tell numbers from texts, and write equal numbers alike."""
    if isinstance(value, Mapping):
        return {key: _canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return {"number": f"{plain_decimal(Fraction(value)):f}"}
    return value


def frozen(value: object) -> object:
    """Return plain data that nobody can change any more."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def thawed(value: object) -> object:
    """Return frozen data as dicts and lists."""
    if isinstance(value, Mapping):
        return {key: thawed(item) for key, item in value.items()}
    return list(map(thawed, value)) if isinstance(value, tuple) else value
