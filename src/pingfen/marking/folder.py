"""The folder that copies and notices are written to, without overwriting what is not ours.

A list in the folder says what was written there and how it was: a file that still is so is ours
and may be written anew; any other stays as it is.
"""

import os
import re
from collections.abc import Iterable

from pingfen.errors import DataPlace, UsageError, problem, reason_of
from pingfen.writers.output import write_bytes

LIST = ".pingfen.sha256"  # as sha256sum writes and checks it
LINE = re.compile(r"([0-9a-f]{64})  (.+)")
MOST_LIST = 10_000_000


class Folder:
    """A folder for what is made from an audit; it is made when the first file is written."""

    def __init__(self, path: str) -> None:
        """Remember what an earlier run wrote there."""
        self.path = path
        self.ours = dict(_listed(os.path.join(path, LIST)))

    def names_of(self, files: Iterable[str]) -> dict[str, str]:
        """Return the names of the copies of some files, without two that are the same.

        Where several have one name, it begins with the folders in which they differ.
        """
        same: dict[str, list[str]] = {}
        for file in files:
            same.setdefault(os.path.basename(file).casefold(), []).append(file)
        return {file: name for group in same.values() for file, name in _apart(group).items()}

    def write(self, name: str, content: bytes) -> str:
        """Write a file; return its path. Raises ``UsageError`` if it cannot be written.

        What is there already must be ours, as we wrote it, or the same.
        """
        path = os.path.join(self.path, *name.split("/"))
        new = _digest(content)
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            there = _digest_of(path)
            if there not in {"", new, self.ours.get(name)}:
                raise UsageError([problem("file-exists", DataPlace(path))])
            if there != new:
                write_bytes(path, content)
            if self.ours.get(name) != new:
                self.ours[name] = new
                self._list()
        except (OSError, ValueError) as error:
            raise _not_written(path, error) from None
        return path

    def _list(self) -> None:
        """Write down what is ours; a name that is no line is never taken for ours."""
        lines = (f"{digest}  {name}" for name, digest in sorted(self.ours.items()))
        said = "".join(f"{line}\n" for line in lines if LINE.fullmatch(line))
        write_bytes(os.path.join(self.path, LIST), said.encode(errors="surrogateescape"))


def write_new(path: str, content: bytes) -> None:
    """Write a file that is not there yet. Raises ``UsageError``."""
    if os.path.lexists(path):
        raise UsageError([problem("file-exists", DataPlace(path))])
    write_bytes(path, content)


def _not_written(path: str, error: OSError | ValueError) -> UsageError:
    return UsageError([problem("not-written", DataPlace(path), found=reason_of(error))])


def _apart(files: list[str]) -> dict[str, str]:
    """Return names for files of one name: the name alone, or after the folders they differ in."""
    if len(files) == 1:
        return {files[0]: os.path.basename(files[0])}
    whole = {file: os.path.abspath(file) for file in files}
    common = os.path.commonpath([os.path.dirname(path) for path in whole.values()])
    return {
        file: os.path.relpath(path, common).replace(os.sep, "/") for file, path in whole.items()
    }


def _digest(content: bytes) -> str:
    import hashlib  # noqa: PLC0415  # most runs write no folder

    return hashlib.sha256(content).hexdigest()


def _digest_of(path: str) -> str:
    """Return what is there: nothing, a file by its digest, anything else as what is never ours."""
    if not os.path.lexists(path):
        return ""
    if os.path.islink(path) or not os.path.isfile(path):
        return "other"
    with open(path, "rb") as file:
        return _digest(file.read())


def _listed(path: str) -> Iterable[tuple[str, str]]:
    """Yield names and digests of what an earlier run wrote; nothing where there is no list."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read(MOST_LIST).split("\n")
    except (OSError, ValueError):
        return
    for line in lines:
        match = LINE.fullmatch(line)
        if match:
            yield match[2], match[1]
