"""Loads policies: from a name, a path, a text or plain data, or says all that is wrong."""

from collections.abc import Iterable, Mapping
from os import PathLike, fspath

from pingfen.errors import DataPlace, PolicyError, problem
from pingfen.loading.build import build
from pingfen.loading.locate import NAME, Folders, Located
from pingfen.loading.merge import merge
from pingfen.loading.read import (
    Document,
    chain_of,
    checked,
    folders_for,
    identity,
    misnamed,
    read_file,
)
from pingfen.messages import Bilingual
from pingfen.policy import Policy
from pingfen.source import Path, from_data, from_yaml, to_yaml

__all__ = ["dump_policy", "load_policy", "parse_policy"]
AnyPath = str | PathLike[str]


def load_policy(
    policy: AnyPath,
    year: int | None = None,
    *,
    rules: Iterable[AnyPath] = (),
    digest: str | None = None,
) -> Policy:
    """Load a policy by name (``zhangdian``, ``zhangdian@2024``) or from a YAML file.

    ``year`` asks for the newest policy of that name that is not after it; without a year the
    newest is taken. ``rules`` are folders of your own, searched before those that ship;
    ``digest`` refuses any other content. Raises ``PolicyError`` with all problems.
    """
    own = tuple(fspath(folder) for folder in rules)
    match = NAME.fullmatch(str(policy))
    if match:
        folders = Folders(own)
        asked = int(match["year"]) if match["year"] else year
        located = folders.newest(match["id"], asked)
        if match["year"] and located.chosen:
            located = folders.find(match["id"], int(match["year"]))
        document = read_file(located)
        wrong = misnamed(document.node, match["id"], located.stem)
        if wrong:
            raise PolicyError([wrong])
    else:
        path = fspath(policy)
        folders, located = folders_for(path, own), Located(path)
        document = read_file(located)
    loaded = _resolved(document, folders, located.chosen)
    if digest is not None and loaded.digest != digest:
        place = DataPlace(located.path)
        raise PolicyError([problem("digest", place, found=loaded.digest, expected=digest)])
    return loaded


def parse_policy(
    source: str | Mapping[str, object], *, rules: Iterable[AnyPath] = (), file: str = "<policy>"
) -> Policy:
    """Load a policy from YAML text or from plain data; ``file`` names it in messages.

    Raises ``PolicyError`` with all problems.
    """
    node = from_yaml(source, file) if isinstance(source, str) else from_data(source, file)
    return _resolved(checked(node), Folders(tuple(fspath(folder) for folder in rules)))


def dump_policy(policy: Policy) -> str:
    """Return the resolved policy as YAML text: it extends nothing and scores alike."""
    return to_yaml(dict(policy.document))


def _resolved(document: Document, folders: Folders, chosen: Bilingual | None = None) -> Policy:
    chain = chain_of(document, folders)
    merged, problems = merge([link.node for link in chain])
    problems += [found for link in chain for found in link.problems]
    lost = frozenset[Path]().union(*(link.lost for link in chain))
    lineage = tuple(identity(link.node) for link in chain)
    return build(merged, problems, lost, lineage, chosen)
