"""Tells which files this library wrote itself as results: they often stay among the forms."""

import re
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pingfen.messages import LANGS, say

MAKER = "pingfen"  # stands in pages and workbooks that are results, not in forms and tables
PROPERTIES = "docProps/core.xml"
CREATOR = re.compile(rb"<dc:creator[^>]*>" + MAKER.encode() + rb"<")
HEAD = 2_000  # bytes; what tells them stands at the beginning
PAGE = re.compile(rf'<meta name="generator" content="{MAKER}">')
DATA = re.compile(r'\{\s*"policy":\s*\{\s*"id":')
TEXT = re.compile(r"\S+ \S+@[0-9]{4}.*\n\S+ .* · \S+ [0-9a-f]{12}\n")
ACCEPTED = re.compile(r"(?m)^accepted:")
COLUMNS = (("column-file", "column-project"), ("report-column-severity", "report-column-code"))
BY_ENDING: Mapping[str, Callable[[str], re.Match[str] | None]] = MappingProxyType(
    {
        ".html": PAGE.search,
        ".htm": PAGE.search,
        ".json": DATA.match,
        ".txt": TEXT.match,
        ".yaml": ACCEPTED.search,
        ".yml": ACCEPTED.search,
    }
)


def is_result(path: str, ending: str) -> bool:
    """Tell whether a file with that ending holds results: scores, an audit, accepted findings."""
    try:
        if ending == ".xlsx":
            return is_report(path)
        if ending == ".csv" or ending in BY_ENDING:
            with open(path, "rb") as file:
                head = file.read(HEAD).decode("utf-8-sig", errors="ignore")
            return _is_table(head) if ending == ".csv" else bool(BY_ENDING[ending](head))
    except (OSError, ValueError):  # reading it says what is wrong
        pass
    return False


def is_report(path: str) -> bool:
    """Tell whether a file is a workbook that was written as a report."""
    try:
        with zipfile.ZipFile(path) as package:
            return CREATOR.search(package.read(PROPERTIES)) is not None
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return False


def _is_table(head: str) -> bool:
    """Tell whether a table has the columns of scores or of findings, in either language."""
    heads = (",".join(say(code, lang) for code in codes) for codes in COLUMNS for lang in LANGS)
    return any(head.startswith(f"{columns},") for columns in heads)
