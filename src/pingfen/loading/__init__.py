"""Loads policies: from a name, a path, a text or plain data, or says all that is wrong."""

import copyreg
import re
from collections.abc import Callable, Iterable, Mapping
from os import fspath

from pingfen.errors import DataPlace, PolicyError, UsageError, problem
from pingfen.loading.build import build
from pingfen.loading.digest import thawed
from pingfen.loading.intake import policy_from_data, policy_from_text
from pingfen.loading.locate import NAME, AnyPath, Folders, Located, own_folders
from pingfen.loading.merge import merge
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
from pingfen.source import Path, to_yaml

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
    ``digest`` refuses any other content. Raises ``PolicyError`` with all problems.
    """
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
    if digest is not None and loaded.digest != digest:
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


def list_policies(*, rules: AnyPath | Iterable[AnyPath] = ()) -> tuple[str, ...]:
    """Return the names of all policies that can be found, such as ``mof@2020``, sorted."""
    folders = Folders(own_folders(rules))
    return tuple(
        f"{name}@{year}" for name in folders.names() for year in sorted(folders.years(name))
    )


def dump_policy(policy: Policy) -> str:
    """Return the resolved policy as YAML text: it extends nothing and scores alike."""
    return to_yaml(thawed(policy.document))


def _resolved(document: Document, folders: Folders, chosen: Bilingual | None = None) -> Policy:
    chain = chain_of(document, folders)
    merged, problems = merge([link.node for link in chain])
    problems += [found for link in chain for found in link.problems]
    lost = frozenset[Path]().union(*(link.lost for link in chain))
    lineage = tuple(identity(link.node) for link in chain)
    return build(merged, problems, lost, lineage, chosen)


def _pickled(policy: Policy) -> tuple[Callable[[str], Policy], tuple[str]]:
    """Let policies travel between processes: as their resolved document, loaded anew there."""
    return parse_policy, (dump_policy(policy),)


copyreg.pickle(Policy, _pickled)
