"""Finds the files of policies: by name and year in folders, or by path."""

import os
import re
import stat
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pingfen.bundled import bundled_bytes, bundled_names
from pingfen.errors import (
    DataPlace,
    Place,
    PolicyError,
    Problem,
    nearest,
    nearest_or_all,
    problem,
    reason_of,
)
from pingfen.messages import Bilingual, Message, Text, both, listed
from pingfen.source import MOST_CHARACTERS

AnyPath = str | os.PathLike[str]
NAME = re.compile(r"(?P<id>[^\W\d_][\w-]{0,63})(@(?P<year>[0-9]{4}))?")
# a character takes four bytes in UTF-8 at most
MOST_BYTES = 4 * MOST_CHARACTERS
FILE = re.compile(r"[0-9]{4}\.yaml")


class Located(NamedTuple):
    """A policy's file; ``shipped`` if it travels with us; ``chosen`` says why this year.

    ``folder`` is the one of the user's folders in which it was found by its name.
    """

    path: str
    shipped: bool = False
    chosen: Bilingual | None = None
    folder: str = ""

    @property
    def stem(self) -> str:
        """The file's name without folder and ending: for a policy in a folder, its year."""
        return os.path.splitext(os.path.basename(self.path))[0]

    def within(self, place: Place | None = None) -> "Located":
        """Return it, or raise ``PolicyError`` if links lead out of the folder it was found in."""
        folder = os.path.realpath(self.folder)
        if not self.folder or os.path.commonpath([folder, os.path.realpath(self.path)]) == folder:
            return self
        where = place or DataPlace(self.path)
        raise PolicyError([problem("outside", where, found=self.path, folder=self.folder)])

    def content(self) -> bytes:
        """Return what the file holds, but never more than one byte too many."""
        if self.shipped:
            return bundled_bytes(self.path)
        with open(self.path, "rb", opener=_opened) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise PolicyError([problem("unreadable", DataPlace(self.path), says="no-file")])
            return file.read(MOST_BYTES + 1)


class Folders(NamedTuple):
    """Where policies are looked for, first match first; the shipped ones come last."""

    own: tuple[str, ...] = ()

    def find(self, name: str, year: int, place: Place | None = None) -> Located:
        """Return the file of a policy for exactly that year, or raise ``PolicyError``.

        ``place`` is where a child names it as its parent.
        """
        years = self.years(name)
        if year in years:
            return years[year].within(place)
        if place is None:
            raise PolicyError([self._unknown(name, year, sorted(years))])
        found, known = f"{name}@{year}", [f"{name}@{other}" for other in sorted(years)]
        near = Message.of("hint-years", names=listed(known)) if years else self._named_alike(name)
        raise PolicyError([problem("missing-parent", place, hint=near, found=found)])

    def _named_alike(self, name: str) -> Text:
        """Return a hint that names the policies whose name is most alike, with their years."""
        known = {f"{other}@{year}": other for other in self.names() for year in self.years(other)}
        close = [full for full, other in known.items() if nearest(name, [other])]
        return Message.of("hint-policies", names=listed(close or known))

    def newest(self, name: str, year: int | None) -> Located:
        """Return the file of the newest policy that is not after the year."""
        years = self.years(name)
        fitting = [other for other in years if year is None or other <= year]
        if not fitting:
            raise PolicyError([self._unknown(name, year, sorted(years))])
        newest = max(fitting)
        located = years[newest].within()
        if newest == year:
            return located
        code = "chosen-latest" if year is None else "chosen-older"
        text = Message.of(code, name=f"{name}@{newest}", year=year)
        return located._replace(chosen=both(text))

    def years(self, name: str) -> dict[int, Located]:
        """Return the file of each year of a policy."""
        found: dict[int, Located] = {}
        for folder in self.own:
            for file in _names(os.path.join(folder, name)):
                path = os.path.join(folder, name, file)
                found.setdefault(int(file[:4]), Located(path, folder=folder))
        for file in filter(FILE.fullmatch, bundled_names(f"rules/{name}")):
            found.setdefault(int(file[:4]), Located(f"rules/{name}/{file}", shipped=True))
        return found

    def _unknown(self, name: str, year: int | None, years: Sequence[int]) -> Problem:
        wanted = name if year is None else f"{name}@{year}"
        if years:
            known = listed(f"{name}@{other}" for other in years)
            return problem("missing-policy", None, says="policy-year", found=wanted, known=known)
        names = self.names()
        hint = nearest_or_all(name, names)
        return problem("missing-policy", None, says="policy-unknown", found=wanted, hint=hint)

    def names(self) -> list[str]:
        """Return the names of all policies that can be found."""
        found = {
            name
            for folder in self.own
            for name in _listing(folder)
            if _names(os.path.join(folder, name))
        }
        shipped = (name for name in bundled_names("rules") if self.years(name))
        return sorted({*found, *shipped})


def own_folders(rules: AnyPath | Iterable[AnyPath]) -> tuple[str, ...]:
    """Return the folders that a user names, one or several; each must be there."""
    several = [rules] if isinstance(rules, str | os.PathLike) else rules
    folders = tuple(os.fspath(folder) for folder in several)
    for folder in folders:
        if not os.path.isdir(folder):
            raise PolicyError([problem("unreadable", DataPlace(folder), says="no-folder")])
    return folders


def _names(folder: str) -> list[str]:
    """Return the names of the policy files in a folder; none if there is no such one."""
    return [name for name in sorted(_listing(folder)) if FILE.fullmatch(name)]


def _listing(folder: str) -> list[str]:
    """Return what lies in a folder; nothing if there is no such one."""
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return []
    except OSError as error:
        found = problem(
            "unreadable", DataPlace(folder), says="file-missing", found=reason_of(error)
        )
        raise PolicyError([found]) from None


def _opened(path: str, flags: int) -> int:
    """Open a file without waiting for anybody to write into it, as a pipe would."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
