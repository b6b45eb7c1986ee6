"""Finds the files that paths stand for: files as they are named, of folders all documents."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pingfen.errors import DataPlace, Problem, problem, reason_of
from pingfen.messages import Message, Text, listed

# What is read in folders. By name, and only there: opening every picture and every program to see
# what it is takes long, and a text that is none of ours would be an error each time.
DOCUMENTS = frozenset(
    {
        *(".txt", ".tsv", ".csv", ".yaml", ".yml", ".json"),
        *(".xlsx", ".xlsm", ".xls", ".et", ".docx", ".doc", ".wps", ".rtf"),
        *(".pdf", ".html", ".htm", ".ods", ".odt"),
    }
)
STANDARD_INPUT = "-"
# what Office, LibreOffice and WPS leave beside a document that is open, and what systems leave
LOCK = re.compile(r"~\$.*|\.~lock\..*#|\.~.*")
SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
DIGITS = re.compile(r"([0-9]+)")
MOST_SUFFIXES = 6


class Listing(NamedTuple):
    """The files to read, in order, each once; what was passed over; folders that hold nothing.

    ``skipped`` is how many entries of folders were passed over, by suffix or by why.
    """

    files: tuple[str, ...]
    folders: int
    skipped: tuple[tuple[Text | str, int], ...]
    problems: tuple[Problem, ...]


def find_files(paths: Iterable[str], own: Iterable[str] = ()) -> Listing:
    """Find the files that paths stand for.

    A folder stands for the documents in it and below, in the order in which people number files;
    hidden and system files, files of other kinds and ``own`` are passed over there. What is named
    itself is always read.
    """
    finder = _Finder(own)
    for path in paths:
        finder.add(path)
    skipped = sorted(finder.skipped.items(), key=lambda item: (-item[1], str(item[0])))
    return Listing(tuple(finder.files), finder.folders, tuple(skipped), tuple(finder.problems))


def natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return what sorts names as people count: 表2 before 表10.

    >>> sorted(["表10.txt", "表2.txt", "B.txt", "a.txt"], key=natural)
    ['a.txt', 'B.txt', '表2.txt', '表10.txt']
    """
    # of a number of thousands of digits only the length counts: Python refuses to read it
    parts = tuple(
        (0, len(part.lstrip("0")), part.lstrip("0")) if at % 2 else (1, 0, part.casefold())
        for at, part in enumerate(DIGITS.split(name))
        if part
    )
    return parts, name


class _Finder:
    """Collects files, each once, whatever it is called."""

    def __init__(self, own: Iterable[str]) -> None:
        self.files: list[str] = []
        self.skipped: dict[Text | str, int] = {}
        self.problems: list[Problem] = []
        self.folders = 0
        self._seen: set[str] = set()
        self._own = {os.path.realpath(path) for path in own}

    def add(self, path: str) -> None:
        """Add what a path stands for."""
        if path == STANDARD_INPUT:
            self._take(path, path)
        elif not _is_folder(path):
            self._take(path, _real(path))
        else:
            self._add_folder(path)

    def _add_folder(self, path: str) -> None:
        self.folders += 1
        wrong, found = len(self.problems), False
        for file, real in self._documents(path):
            found = True
            self._take(file, real)
        if not found and len(self.problems) == wrong:
            self.problems.append(problem("no-documents", DataPlace(path)))

    def _take(self, path: str, real: str) -> None:
        if real not in self._seen:
            self._seen.add(real)
            self.files.append(path)

    def _documents(self, folder: str) -> Iterator[tuple[str, str]]:
        """Yield the documents in a folder and below, with their real paths.

        A folder is entered once, so links that lead back end nowhere.
        """
        entered: set[str] = set()
        left = [(folder, True)]
        while left:
            path, is_folder = left.pop()
            real = os.path.realpath(path)
            if not is_folder:
                yield path, real
            elif real not in entered:
                entered.add(real)
                left += reversed(list(self._within(path)))

    def _within(self, folder: str) -> Iterator[tuple[str, bool]]:
        """Yield the documents and the folders in a folder, each with whether it is one."""
        try:
            names = sorted(os.listdir(folder), key=natural)
        except OSError as error:
            found = reason_of(error)
            place = DataPlace(folder)
            self.problems.append(problem("folder-unreadable", place, found=found))
            return
        for name in names:
            path = os.path.join(folder, name)
            is_folder = _is_folder(path)
            why = self._passed_over(path, name, is_folder=is_folder)
            if why is None:
                yield path, is_folder
            else:
                self.skipped[why] = self.skipped.get(why, 0) + 1

    def _passed_over(self, path: str, name: str, *, is_folder: bool) -> Text | str | None:
        """Return why an entry of a folder is not read; None if it is."""
        left = _left_behind(name)
        if left is not None or is_folder:
            return left
        suffix = os.path.splitext(name)[1].lower()
        if suffix not in DOCUMENTS:
            return suffix or Message.of("skipped-no-suffix")
        if self._own and os.path.realpath(path) in self._own:
            return Message.of("skipped-own")
        return None if _may_be_read(path) else Message.of("skipped-device")


def _left_behind(name: str) -> Text | None:
    """Return what an entry is that no person made as a document; None for all others."""
    if LOCK.fullmatch(name):
        return Message.of("skipped-lock")
    if name.lower() in SYSTEM:
        return Message.of("skipped-system")
    return Message.of("skipped-hidden") if name.startswith(".") else None


def _is_folder(path: str) -> bool:
    """Tell whether a path is a folder; a name that no file can have is none."""
    try:
        return os.path.isdir(path)
    except ValueError:  # a NUL in it, before Python 3.12
        return False


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # reading it says what is wrong
        return path


def _may_be_read(path: str) -> bool:
    """Tell whether a path is no pipe and no device; a link to nowhere is read, and so reported."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True


def skipped_text(listing: Listing) -> Text:
    """Return what was passed over, most first: ``.jpg 12、临时文件 2``."""
    shown = [Message.of("skipped-kind", kind=kind, count=n) for kind, n in listing.skipped]
    more = sum(count for _, count in listing.skipped[MOST_SUFFIXES:])
    rest = [Message.of("skipped-more", count=more)] if more else []
    return listed([*shown[:MOST_SUFFIXES], *rest])
