"""The policies that can be found, also those that do not load, as a table and as JSON."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pingfen.errors import PingfenError, Problem
from pingfen.loading import load_policy
from pingfen.loading.locate import AnyPath, Folders, Located, own_folders
from pingfen.messages import say
from pingfen.policy import Policy
from pingfen.showing.facts import DIGEST_SHOWN
from pingfen.width import aligned, one_line

COLUMNS = ("name", "title", "extends", "revision", "status", "rules", "digest", "where")
RIGHT = (3, 5)


class Entry(NamedTuple):
    """One policy: where it lies, and either what it is or what keeps it from loading."""

    name: str
    located: Located
    policy: Policy | None
    problems: tuple[Problem, ...] = ()

    @property
    def extends(self) -> str:
        """The parent's name; nothing where there is none."""
        return self.policy.lineage[1] if self.policy and self.policy.lineage[1:] else ""


def catalogue(rules: AnyPath | Iterable[AnyPath] = ()) -> tuple[Entry, ...]:
    """Return all policies that can be found, sorted; one that does not load keeps its problems."""
    folders = Folders(own_folders(rules))
    return tuple(
        _entry(f"{name}@{year}", located, folders)
        for name in folders.names()
        for year, located in sorted(folders.years(name).items())
    )


def _entry(name: str, located: Located, folders: Folders) -> Entry:
    try:
        return Entry(name, located, load_policy(name, rules=folders.own))
    except PingfenError as error:
        return Entry(name, located, None, error.problems)


def to_text(entries: Sequence[Entry], lang: str = "zh") -> str:
    """Return the policies as a table, those that do not load below it."""
    head = [say(f"list-{column}", lang) for column in COLUMNS]
    rows = [_cells(entry, entry.policy, lang) for entry in entries if entry.policy]
    broken = [_broken(entry, lang) for entry in entries if entry.problems]
    return "\n".join((*aligned([head, *rows], RIGHT), *broken)) + "\n"


def to_json(entries: Sequence[Entry], lang: str = "zh") -> str:
    """Return the policies as one JSON document; what does not load has ``problems``."""
    document = {"policies": [_data(entry, lang) for entry in entries]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


CATALOGUES: Mapping[str, Callable[[Sequence[Entry], str], str]] = MappingProxyType(
    {"text": to_text, "json": to_json}
)


def _cells(entry: Entry, policy: Policy, lang: str) -> list[str]:
    return [
        entry.name,
        one_line(policy.title.in_lang(lang)),
        entry.extends or "—",
        str(policy.revision),
        say(f"status-{policy.status}", lang),
        str(len(policy.rules)),
        policy.digest[:DIGEST_SHOWN],
        say("list-shipped", lang) if entry.located.shipped else one_line(entry.located.path),
    ]


def _broken(entry: Entry, lang: str) -> str:
    first = one_line(entry.problems[0].line(lang))
    path, count = one_line(entry.located.path), len(entry.problems)
    return say("list-broken", lang, name=entry.name, path=path, count=count, first=first)


def _data(entry: Entry, lang: str) -> dict[str, object]:
    place = {"path": entry.located.path, "shipped": entry.located.shipped}
    return {"name": entry.name, **dict(_found(entry, lang)), **place}


def _found(entry: Entry, lang: str) -> Iterator[tuple[str, object]]:
    """Yield what is known of a policy, or what keeps it from loading."""
    if policy := entry.policy:
        yield "title", policy.title.in_lang(lang)
        yield "extends", entry.extends or None
        yield "revision", policy.revision
        yield "status", policy.status
        yield "rules", len(policy.rules)
        yield "digest", policy.digest
    else:
        yield "problems", [{"code": p.code, "message": p.line(lang)} for p in entry.problems]
