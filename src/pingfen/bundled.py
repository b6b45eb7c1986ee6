"""The policies, word lists and schemas that travel with this library."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def bundled(folder: str) -> Traversable:
    """Return the shipped ``folder``: inside the wheel, or at the root of a checkout."""
    shipped = files(__package__) / folder
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / folder
