"""What all parts of a new policy are written with: its names, its comments, its lines of YAML."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pingfen.characters import escaped
from pingfen.loading.digest import thawed
from pingfen.messages import Bilingual, say
from pingfen.policy import Policy
from pingfen.resolved import line_of, origin
from pingfen.source import to_flow, to_yaml
from pingfen.width import one_line


class Writing(NamedTuple):
    """What is written: name and year of the policy, its parent, how commands name its file.

    ``values`` are params that the new policy sets itself, ``notes`` what its head says besides.
    """

    id: str
    year: int
    parent: Policy
    file: str
    lang: str
    values: Mapping[str, object] = MappingProxyType({})
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the new policy is called."""
        return f"{self.id}@{self.year}"

    @property
    def document(self) -> dict[str, object]:
        """The resolved parent as plain data."""
        document = thawed(self.parent.document)
        return document if isinstance(document, dict) else {}

    def say(self, code: str, **values: object) -> str:
        """Return a message as a comment; a comment is one line whatever it holds."""
        return f"# {escaped(one_line(say(code, self.lang, **values)))}"

    def place(self, *path: str) -> str:
        """Return where a part of the parent was written, as ``file:line``."""
        found = origin(self.parent, *path)
        return line_of(found.place) if found else self.parent.name


def entry(key: str, value: object) -> str:
    """Return ``key: value`` in one line, as it stands between braces."""
    return to_flow({key: value}).removeprefix("{").removesuffix("}")


def dumped(data: object) -> list[str]:
    """Return plain data as lines of YAML."""
    return to_yaml(data).rstrip("\n").split("\n")


def bilingual(text: Bilingual) -> dict[str, str]:
    """Return a text in two languages as a policy writes it."""
    return {"zh": text.zh, "en": text.en}
