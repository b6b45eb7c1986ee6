"""Finds the files of policies: by name and year in folders, or by path."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from pingfen.bundled import bundled
from pingfen.errors import Place, PolicyError, Problem, nearest, problem
from pingfen.messages import Bilingual, Message

NAME = re.compile(r"(?P<id>[A-Za-z\u4e00-\u9fff][\w-]{0,63})(@(?P<year>[0-9]{4}))?")
FILE = re.compile(r"[0-9]{4}\.yaml")


@dataclass(frozen=True, slots=True)
class Located:
    """A policy's file; ``shipped`` if it travels with us; ``chosen`` says why this year."""

    path: Traversable
    shown: str
    shipped: bool = False
    chosen: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Folders:
    """Where policies are looked for, first match first; the shipped ones come last."""

    own: tuple[Path, ...] = ()

    def find(self, name: str, year: int, place: Place | None = None) -> Located:
        """Return the file of a policy for exactly that year, or raise ``PolicyError``."""
        years = self.years(name)
        if year not in years:
            known = "、".join(f"{name}@{other}" for other in sorted(years)) or "—"
            found = f"{name}@{year}"
            raise PolicyError([problem("missing-parent", place, found=found, known=known)])
        return years[year]

    def newest(self, name: str, year: int | None) -> Located:
        """Return the file of the newest policy that is not after the year."""
        years = self.years(name)
        fitting = [other for other in years if year is None or other <= year]
        if not fitting:
            raise PolicyError([self._unknown(name, year, sorted(years))])
        newest = max(fitting)
        located = years[newest]
        if newest == year:
            return located
        code = "chosen-latest" if year is None else "chosen-older"
        text = Message.of(code, name=f"{name}@{newest}", year=year)
        chosen = Bilingual(text.in_lang("zh"), text.in_lang("en"))
        return Located(located.path, located.shown, located.shipped, chosen)

    def years(self, name: str) -> dict[int, Located]:
        """Return the file of each year of a policy."""
        found: dict[int, Located] = {}
        for folder in self.own:
            for path in sorted((folder / name).glob("*.yaml")):
                if FILE.fullmatch(path.name):
                    found.setdefault(int(path.stem), Located(path, str(path)))
        shipped = bundled("rules") / name
        for file in shipped.iterdir() if shipped.is_dir() else ():
            if FILE.fullmatch(file.name):
                shown = f"rules/{name}/{file.name}"
                found.setdefault(int(file.name[:4]), Located(file, shown, shipped=True))
        return found

    def _unknown(self, name: str, year: int | None, years: Sequence[int]) -> Problem:

        wanted = name if year is None else f"{name}@{year}"
        if years:
            known = "、".join(f"{name}@{other}" for other in years)
            return problem("policy-year", None, found=wanted, known=known)
        names = self.names()
        hint = nearest(name, names) or Message.of("hint-one-of", names="、".join(names))
        return problem("policy-unknown", None, found=wanted, hint=hint)

    def names(self) -> list[str]:
        """Return the names of all policies that can be found."""
        own = [path.parent.name for folder in self.own for path in folder.glob("*/????.yaml")]
        shipped = [
            folder.name
            for folder in bundled("rules").iterdir()
            if folder.is_dir() and any(FILE.fullmatch(file.name) for file in folder.iterdir())
        ]
        return sorted({*own, *shipped})
