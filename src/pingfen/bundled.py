"""The policies, word lists and schemas that travel with this library.

They lie beside the package in a wheel, at the root of a checkout, or inside a zip file. pathlib
and importlib.resources are left alone: importing them takes longer than loading a policy.
"""

import os
from functools import cache

HERE = os.path.dirname(os.path.abspath(__file__))
ROOTS = (HERE, os.path.dirname(os.path.dirname(HERE)))


def bundled_names(folder: str) -> list[str]:
    """Return the names in a shipped folder such as ``rules/mof``; none if there is no such one."""
    root = _root()
    if root is None:
        return _zipped_names(folder)
    path = os.path.join(root, *folder.split("/"))
    return sorted(os.listdir(path)) if os.path.isdir(path) else []


def bundled_path(path: str) -> str | None:
    """Return where a shipped file lies; None where it is inside a zip file."""
    root = _root()
    return os.path.join(root, *path.split("/")) if root is not None else None


def bundled_bytes(path: str) -> bytes:
    """Return the content of a shipped file such as ``rules/mof/2020.yaml``."""
    root = _root()
    if root is None:
        return _zipped_bytes(path)
    with open(os.path.join(root, *path.split("/")), "rb") as file:
        return file.read()


@cache
def _root() -> str | None:
    return next((root for root in ROOTS if os.path.isdir(os.path.join(root, "rules"))), None)


def _zipped_names(folder: str) -> list[str]:
    from importlib.resources import files  # noqa: PLC0415  # only for a zipped package

    found = files(__package__).joinpath(*folder.split("/"))
    return sorted(item.name for item in found.iterdir()) if found.is_dir() else []


def _zipped_bytes(path: str) -> bytes:
    from importlib.resources import files  # noqa: PLC0415  # only for a zipped package

    return files(__package__).joinpath(*path.split("/")).read_bytes()
