"""Writes the policy of a new year: a file that extends the old one, all else in comments."""

import os
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pingfen.bundled import bundled_path
from pingfen.drafting.cases import first_cases
from pingfen.drafting.text import policy_text
from pingfen.drafting.writing import Writing
from pingfen.errors import DataPlace, UsageError, problem
from pingfen.loading import load_policy
from pingfen.loading.locate import NAME, Folders, Located, own_folders
from pingfen.messages import Message
from pingfen.policy import Policy
from pingfen.schema import load_schema

__all__ = ["Draft", "draft", "searched"]
CASES = ".cases.yaml"


class Draft(NamedTuple):
    """A new policy and its first cases as texts; ``path`` is None for standard output."""

    path: str | None
    policy: str
    cases: str = ""

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The files to write, each with its text; no cases where the parent has none."""
        if self.path is None:
            return ()
        beside = os.path.splitext(self.path)[0] + CASES
        return ((self.path, self.policy), *([(beside, self.cases)] if self.cases else []))


def draft(  # noqa: PLR0913  # what a file of its own needs, by name
    name: str,
    parent: Policy,
    *,
    rules: Sequence[str] = (),
    output: str | None = None,
    lang: str = "zh",
    values: Mapping[str, object] = MappingProxyType({}),
    notes: Sequence[str] = (),
) -> Draft:
    """Return the policy ``name@year`` that extends a parent and as yet scores exactly like it.

    ``values`` are params that it sets to other values, ``notes`` are said in its head; with
    other values the parent's cases may not hold, so there are none then.

    ``rules`` are the folders where the parent was found; the file goes to the first of them or
    to ``./rules``, to ``output`` if given, ``-`` being standard output. Nothing is written here.
    Raises ``UsageError`` for a name that is none or taken, and for a year before the parent's.
    """
    folders = Folders(own_folders(searched(rules, output)))
    identity, year = _named(name, parent)
    located = _findable(parent, folders)
    if taken := folders.years(identity).get(year):
        raise UsageError([problem("draft-taken", None, found=name, path=taken.path)])
    path = output or os.path.join(*(rules[:1] or ["rules"]), identity, f"{year}.yaml")
    printed = path == "-"
    shown = os.path.join("rules", identity, f"{year}.yaml") if printed else path
    options = "".join(f" --rules {_quoted(folder)}" for folder in rules)
    file = f"{_quoted(shown)}{options}"
    writing = Writing(identity, year, parent, file, lang, values, tuple(notes))
    text = policy_text(writing, _schema("policy", shown), located.path)
    beside = _schema("cases", shown)
    cases = "" if values else first_cases(writing, beside, _cases_of(located))
    return Draft(None if printed else path, text, cases)


def searched(rules: Sequence[str], output: str | None = None) -> Sequence[str]:
    """Return the folders to look in: the one that the first policy will make is not there yet."""
    makes_first = output is None and rules and not os.path.lexists(rules[0])
    return rules[1:] if makes_first else rules


def _named(name: str, parent: Policy) -> tuple[str, int]:
    """Return id and year of a new policy, which must be new and not older than its parent."""
    match = NAME.fullmatch(name)
    pattern = load_schema("policy")["properties"]["policy"]["pattern"]
    if not match or not match["year"] or not re.search(pattern, match["id"]):
        example = f"{parent.id}@{parent.year + 1}"
        raise UsageError([problem("draft-name", None, found=name, example=example)])
    year = int(match["year"])
    if year < parent.year:
        hint = Message.of("draft-older-hint", year=year)
        wrong = problem("draft-older", None, found=name, parent=parent.name, hint=hint)
        raise UsageError([wrong])
    return match["id"], year


def _findable(parent: Policy, folders: Folders) -> Located:
    """Return the parent's file as a child will find it by name, or raise ``UsageError``."""
    located = folders.years(parent.id).get(parent.year)
    if located and load_policy(parent.name, rules=folders.own) == parent:
        return located
    raise UsageError([problem("draft-parent", None, found=parent.name)])


def _cases_of(located: Located) -> Located:
    return located._replace(path=os.path.splitext(located.path)[0] + CASES)


def _schema(name: str, path: str) -> str:
    """Return the way from a file to a schema; the editor checks against it while one writes."""
    schema = bundled_path(f"schemas/{name}.schema.json")
    if schema is None:
        return ""
    try:
        way = os.path.relpath(schema, os.path.dirname(os.path.abspath(path)))
    except ValueError:  # on another drive
        way = schema
    if " " in way:  # where the name of a schema ends for an editor; only a URL can spell a space
        from pathlib import Path  # noqa: PLC0415  # only for such a folder

        return Path(schema).absolute().as_uri()
    return way.replace(os.sep, "/")


def _quoted(path: str) -> str:
    """Return a path as one word of a command."""
    return path if re.fullmatch(r"[\w./\\:-]+", path) else f'"{DataPlace(path).show()}"'
