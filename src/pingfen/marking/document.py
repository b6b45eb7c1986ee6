"""Puts comments at the cells and paragraphs of a Word document."""

from pingfen.marking.package import Package
from pingfen.marking.spots import Spots


def mark_document(package: Package, spots: Spots, lang: str) -> None:
    """Put a comment at each spot."""
