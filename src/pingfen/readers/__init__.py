"""Reads filled forms, whatever file they came in: what it is, its content says."""

import re
import sys
from collections.abc import Callable
from os import PathLike, fspath

from pingfen.errors import DataPlace, FormError, problem, reason_of
from pingfen.form import Forms
from pingfen.readers.data import (
    Document,
    document_of,
    forms_from_data,
    forms_from_json,
    forms_from_yaml,
)
from pingfen.readers.decode import decode
from pingfen.readers.delimited import grid_of
from pingfen.readers.grid import MOST_BYTES, unreadable
from pingfen.readers.kinds import grids_of, kind_of, kind_of_text
from pingfen.readers.layout import forms_in

__all__ = ["Document", "document_of", "forms_from_data", "read_forms"]
STANDARD_INPUT = "-"
SHOWN_INPUT = "<stdin>"
# comments, then a key of ours: no table begins so
YAML_START = re.compile(r"(\s*#.*\n)*\s*(-\s+)?(project|forms|summary|year|unit|rows):\s")
JSON = re.compile(r"\s*(\{|\[\s*[{\]\[])")
YAML = (".yaml", ".yml")


def read_forms(path: str | PathLike[str]) -> Forms:
    """Read the forms and the summary table of a document; ``-`` is standard input.

    Workbooks (.xlsx .xls .et), Word documents (.docx .doc .wps), .pdf, .html, tab- or
    comma-separated text in UTF-8, UTF-16 or gb18030, YAML and JSON are read, and told apart by
    their content. Raises ``FormError`` if the file is missing, cannot be read or holds no form; a
    form that cannot be read beside others that can is a problem of the result.
    """
    file = fspath(path)
    try:
        content = sys.stdin.buffer.read() if file == STANDARD_INPUT else _content(file)
    except (OSError, ValueError) as error:
        found = reason_of(error)
        raise FormError(
            [problem("unreadable", DataPlace(file), says="file-missing", found=found)]
        ) from None
    return forms_of(content, SHOWN_INPUT if file == STANDARD_INPUT else file)


def forms_of(content: bytes, file: str) -> Forms:
    """Read the forms in the content of a file, as ``read_forms`` does; errors name ``file``."""
    if len(content) > MOST_BYTES:
        raise unreadable("bytes-too-large", file, most=MOST_BYTES)
    if not content.strip():
        raise unreadable("file-empty", file)
    kind = kind_of(content)
    if kind is not None:
        return forms_in(grids_of(kind, content, file), file)
    text = decode(content, file)
    kind = kind_of_text(text)
    if kind is not None:
        return forms_in(grids_of(kind, content, file), file)
    return _reader(text, file)(text, file)


def _content(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _reader(text: str, file: str) -> Callable[[str, str], Forms]:
    """Choose the reader: braces begin JSON, a key of ours YAML; else only its name tells YAML."""
    if JSON.match(text) or file.endswith(".json"):
        return forms_from_json
    written = YAML_START.match(text) or file.endswith(YAML)
    return forms_from_yaml if written else _forms_from_text


def _forms_from_text(text: str, file: str) -> Forms:
    return forms_in((grid_of(text, file),), file)
