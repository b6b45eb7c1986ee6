"""Keeps what a run reads from being written over by what it writes."""

import os
from collections.abc import Iterable, Sequence

from pingfen.errors import DataPlace, FormError, UsageError, problem


def keep_inputs(
    outputs: Iterable[str | None],
    paths: Sequence[str],
    settings: Iterable[str | None] = (),
    *,
    tables: bool = True,
) -> None:
    """Refuse outputs that are read by the same run. Raises ``UsageError``.

    ``paths`` are the files and folders of the forms, ``settings`` the other files that are read,
    such as one of accepted findings. An old report in a folder of forms is written over; a
    document that has forms is not, nor one with a summary table as long as ``tables`` is true.
    """
    read = {os.path.realpath(path) for path in (*paths, *filter(None, settings))}
    folders = [os.path.realpath(path) for path in paths if os.path.isdir(path)]
    wrong = [path for path in filter(None, outputs) if _is_input(path, read, folders, tables)]
    if wrong:
        raise UsageError([problem("output-is-input", DataPlace(path)) for path in wrong])


def _is_input(path: str, read: set[str], folders: Sequence[str], tables: bool) -> bool:  # noqa: FBT001  # as given
    real = os.path.realpath(path)
    if path == "-" or not os.path.isfile(real):
        return False
    within = any(_is_below(real, folder) for folder in folders)
    return real in read or (within and _has_forms(real, tables))


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _has_forms(path: str, tables: bool) -> bool:  # noqa: FBT001  # as given
    from pingfen.readers import read_forms  # noqa: PLC0415  # seldom needed
    from pingfen.writers.made import is_report  # noqa: PLC0415  # as above

    if is_report(path):
        return False
    try:
        found = read_forms(path)
    except FormError:
        return False
    return bool(len(found) or (tables and found.summary and not found.problems))
