"""Writes results for people and programs: text for a terminal, JSON, CSV, a page, Markdown."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pingfen.writers.csv import CsvWriter, to_csv
from pingfen.writers.json import JsonWriter, to_json
from pingfen.writers.output import Output, write_file
from pingfen.writers.pieces import Writer, whole
from pingfen.writers.text import TextWriter, to_text

__all__ = [
    "FORMATS",
    "JsonWriter",
    "Output",
    "TextWriter",
    "Writer",
    "to_csv",
    "to_json",
    "to_text",
    "whole",
    "write_file",
]


def _page(lang: str) -> Writer:
    from pingfen.writers.page import PageWriter  # noqa: PLC0415  # most runs write no page

    return PageWriter(lang)


def _markdown(lang: str) -> Writer:
    from pingfen.writers.markdown import MarkdownWriter  # noqa: PLC0415  # as above

    return MarkdownWriter(lang)


# name → from a language to what writes results in it
FORMATS: Mapping[str, Callable[[str], Writer]] = MappingProxyType(
    {
        "text": TextWriter,
        "json": JsonWriter,
        "csv": CsvWriter,
        "html": _page,
        "md": _markdown,
    }
)
