"""Finds the files that paths stand for: files as they are named, of folders all documents."""

import os
from collections.abc import Iterable
from typing import NamedTuple

from pingfen.errors import DataPlace, Problem, problem
from pingfen.messages import Message, Text, listed

STANDARD_INPUT = "-"
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


class _Finder:
    """Collects files, each once, whatever it is called."""

    def __init__(self, own: Iterable[str]) -> None:
        self.files: list[str] = []
        self.skipped: dict[Text | str, int] = {}
        self.problems: list[Problem] = []
        self.folders = 0
        self._seen: set[str] = set()
        self._own = tuple(own)

    def add(self, path: str) -> None:
        """Add what a path stands for."""
        if path == STANDARD_INPUT:
            self._take(path, path)
        elif not os.path.isdir(path):
            self._take(path, _real(path))
        else:
            self._add_folder(path)

    def _add_folder(self, path: str) -> None:
        from pingfen.files.walking import Walk  # noqa: PLC0415  # a single file needs none

        self.folders += 1
        walk, found = Walk(self._own, self.skipped), False
        for file, real in walk.documents(path):
            found = True
            self._take(file, real)
        if not found and not walk.problems:
            walk.problems.append(problem("no-documents", DataPlace(path)))
        self.problems += walk.problems

    def _take(self, path: str, real: str) -> None:
        if real not in self._seen:
            self._seen.add(real)
            self.files.append(path)


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # reading it says what is wrong
        return path


def skipped_text(listing: Listing) -> Text:
    """Return what was passed over, most first: ``.jpg 12、临时文件 2``."""
    shown = [Message.of("skipped-kind", kind=kind, count=n) for kind, n in listing.skipped]
    more = sum(count for _, count in listing.skipped[MOST_SUFFIXES:])
    rest = [Message.of("skipped-more", count=more)] if more else []
    return listed([*shown[:MOST_SUFFIXES], *rest])
