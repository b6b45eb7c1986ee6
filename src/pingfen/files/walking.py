"""Goes through a folder and all below it, and says what of it is a document."""

import os
import re
import stat
from collections.abc import Iterable, Iterator

from pingfen.errors import DataPlace, Problem, problem, reason_of
from pingfen.messages import Message, Text
from pingfen.writers.made import is_result

# What is read in folders. By name, and only there: opening every picture and every program to see
# what it is takes long, and a text that is none of ours would be an error each time.
DOCUMENTS = frozenset(
    {
        *(".txt", ".tsv", ".csv", ".yaml", ".yml", ".json"),
        *(".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".docx", ".doc", ".wps", ".rtf"),
        *(".pdf", ".html", ".htm", ".mht", ".mhtml", ".ods", ".odt"),
    }
)
# what Office, LibreOffice and WPS leave beside a document that is open, and what systems leave
LOCK = re.compile(r"~\$.*|\.~lock\..*#|\.~.*")
SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
DIGITS = re.compile(r"([0-9]+)")


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


class Walk:
    """A walk through folders; ``problems`` are the folders that cannot be opened."""

    def __init__(self, own: Iterable[str], skipped: dict[Text | str, int]) -> None:
        """Take what is not for reading, and the counts of what is passed over."""
        self.problems: list[Problem] = []
        self._skipped = skipped
        self._own = {os.path.realpath(path) for path in own}

    def documents(self, folder: str) -> Iterator[tuple[str, str]]:
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
            is_folder = os.path.isdir(path)
            why = self._passed_over(path, name, is_folder=is_folder)
            if why is None:
                yield path, is_folder
            else:
                self._skipped[why] = self._skipped.get(why, 0) + 1

    def _passed_over(self, path: str, name: str, *, is_folder: bool) -> Text | str | None:
        """Return why an entry of a folder is not read; None if it is."""
        left = _left_behind(name)
        if left is not None:
            return left
        if is_folder:
            return Message.of("skipped-own") if self._is_own(path) else None
        suffix = os.path.splitext(name)[1].lower()
        if suffix not in DOCUMENTS:
            return suffix or Message.of("skipped-no-suffix")
        if self._is_own(path):
            return Message.of("skipped-own")
        if not _may_be_read(path):
            return Message.of("skipped-device")
        return Message.of("skipped-result") if is_result(path, suffix) else None

    def _is_own(self, path: str) -> bool:
        """Tell whether a file or a folder is one of the run itself."""
        return bool(self._own) and os.path.realpath(path) in self._own


def _left_behind(name: str) -> Text | None:
    """Return what an entry is that no person made as a document; None for all others."""
    if LOCK.fullmatch(name):
        return Message.of("skipped-lock")
    if name.lower() in SYSTEM:
        return Message.of("skipped-system")
    return Message.of("skipped-hidden") if name.startswith(".") else None


def _may_be_read(path: str) -> bool:
    """Tell whether a path is no pipe and no device; a link to nowhere is read, and so reported."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True
