"""Writes results for people and programs: text for a terminal, JSON and CSV."""

import os
import tempfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pingfen.errors import DataPlace, UsageError, problem, reason_of
from pingfen.scorecard import Results
from pingfen.writers.csv import to_csv
from pingfen.writers.json import to_json
from pingfen.writers.text import to_text

__all__ = ["FORMATS", "to_csv", "to_json", "to_text", "write_file"]
# name → from results and a language to text
FORMATS: Mapping[str, Callable[[Results, str], str]] = MappingProxyType(
    {"text": to_text, "json": to_json, "csv": to_csv}
)


def write_file(path: str, text: str) -> None:
    """Write a file under a temporary name beside it and rename it: never half a file.

    Raises ``UsageError`` if it cannot be written.
    """
    folder, name = os.path.split(path)
    try:
        handle, temporary = tempfile.mkstemp(dir=folder or ".", prefix=f".{name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except (OSError, ValueError) as error:
        found = reason_of(error)
        raise UsageError([problem("not-written", DataPlace(path), found=found)]) from None


def _umask() -> int:
    """Return the umask; a temporary file is made for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
