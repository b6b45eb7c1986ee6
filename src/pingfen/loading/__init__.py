"""Loads policies: from a name, a path, a text or plain data, or says all that is wrong."""

import copyreg
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from os import fspath
from typing import Any

from pingfen.errors import DataPlace, PolicyError, UsageError, problem
from pingfen.loading.build import build
from pingfen.loading.digest import thawed
from pingfen.loading.intake import policy_from_data, policy_from_text
from pingfen.loading.locate import NAME, AnyPath, Folders, Located, own_folders
from pingfen.loading.merge import Merged, merge
from pingfen.loading.read import (
    Document,
    chain_of,
    checked,
    folders_for,
    identity,
    read_file,
    read_named,
)
from pingfen.messages import Bilingual
from pingfen.policy import Policy
from pingfen.source import Entries, Path, to_yaml

__all__ = ["dump_policy", "list_policies", "load_policy", "parse_policy"]


def load_policy(
    policy: AnyPath,
    year: int | None = None,
    *,
    rules: AnyPath | Iterable[AnyPath] = (),
    digest: str | None = None,
) -> Policy:
    """Load a policy by name (``zhangdian``, ``zhangdian@2024``) or from a YAML file.

    ``year`` goes with a bare name and asks for the newest policy that is not after it; without a
    year the newest is taken. ``rules`` are folders of your own, searched before those that ship;
    ``digest``, all of it or its first 12 digits or more, refuses any other content. Raises
    ``PolicyError`` with all problems.
    """
    if digest is not None:
        from pingfen.loading.pins import checked_pin, fits  # noqa: PLC0415  # most pin nothing

        digest = checked_pin(digest)
    own = own_folders(rules)
    match = NAME.fullmatch(str(policy))
    if year is not None and not (match and match["year"] is None):
        raise UsageError([problem("usage", None, says="year-twice", found=policy)])
    if match:
        folders = Folders(own)
        located = _named(match, year, folders)
        document = read_named(located, match["id"])
    else:
        folders, located = folders_for(fspath(policy), own), Located(fspath(policy))
        document = read_file(located)
    loaded = _resolved(document, folders, located.chosen)
    if digest is not None and not fits(loaded.digest, digest):
        place = DataPlace(located.path)
        raise PolicyError([problem("digest", place, found=loaded.digest, expected=digest)])
    return loaded


def _named(match: re.Match[str], year: int | None, folders: Folders) -> Located:
    if match["year"]:
        return folders.find(match["id"], int(match["year"]))
    return folders.newest(match["id"], year)


def parse_policy(
    source: str | Mapping[str, object],
    *,
    rules: AnyPath | Iterable[AnyPath] = (),
    file: str = "<policy>",
) -> Policy:
    """Load a policy from YAML text or from plain data; ``file`` names it in messages.

    Raises ``PolicyError`` with all problems.
    """
    if isinstance(source, str):
        document = checked(policy_from_text(source, file))
    else:
        document = checked(policy_from_data(source, file))
    return _resolved(document, Folders(own_folders(rules)))


def list_policies(
    *, rules: AnyPath | Iterable[AnyPath] = (), shipped: bool = True
) -> tuple[str, ...]:
    """Return the names of all policies that can be found, such as ``mof@2020``, sorted.

    Without ``shipped`` only those in the folders that are named.
    """
    folders = Folders(own_folders(rules))
    return tuple(
        f"{name}@{year}"
        for name in folders.names()
        for year, located in sorted(folders.years(name).items())
        if shipped or not located.shipped
    )


def dump_policy(policy: Policy) -> str:
    """Return the resolved policy as YAML text: it extends nothing and scores alike."""
    return to_yaml(thawed(policy.document))


def _resolved(document: Document, folders: Folders, chosen: Bilingual | None = None) -> Policy:
    try:
        chain = chain_of(document, folders)
    except PolicyError as error:
        from pingfen.loading.alone import unreadable  # noqa: PLC0415  # only without a parent

        own = (*document.problems, *unreadable(document.node))
        raise PolicyError([*error.problems, *own]) from None
    merged, problems = merge([link.node for link in chain])
    problems += [found for link in chain for found in link.problems]
    if any(isinstance(link.node.get("extends"), Entries) for link in chain):
        from pingfen.loading.pins import pin_problems  # noqa: PLC0415  # few parents are pinned

        problems += pin_problems(chain)
    lost = frozenset[Path]().union(*(link.lost for link in chain))
    lineage = tuple(identity(link.node) for link in chain)
    policy = build(merged, problems, lost, lineage, chosen)
    return replace(
        policy,
        file=document.node.place.file,
        shipped=document.shipped,
        remake=partial(_reformed, merged),
        documents=tuple(link.node for link in chain),
    )


def _reformed(merged: Merged, policy: Policy, values: Mapping[str, object]) -> Policy:
    from pingfen.loading.reform import reformed  # noqa: PLC0415  # most policies stay as they are

    return reformed(merged, policy, values)


# what a policy knows besides what its documents say
KEPT = ("lineage", "chosen", "file", "shipped", "documents")
Kept = tuple[object, dict[str, object]]


def _pickled(policy: Policy) -> tuple[Callable[..., Policy], Kept]:
    """Let policies travel between processes: as what they were merged from, built anew there."""
    if policy.remake is None:
        raise UsageError([problem("usage", None, says="not-loaded", found=policy.name)])
    return _unpickled, (policy.remake, {name: getattr(policy, name) for name in KEPT})


def _unpickled(remake: partial[Policy], kept: dict[str, Any]) -> Policy:
    built = build(remake.args[0], [], frozenset(), (), None)
    return replace(built, remake=remake, **kept)


copyreg.pickle(Policy, _pickled)
