"""Results as a table in CSV: a line for each row of each form, and one for its total."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from pingfen.messages import say
from pingfen.scorecard import PolicyName, Results, RowScore, Scorecard
from pingfen.writers.pieces import whole

COLUMNS = (
    *("file", "project", "number", "level1", "level2", "name", "target", "actual", "weight"),
    *("score", "rule", "formula", "because", "declared", "verdict", "grade"),
)
# full-width signs start a formula as well where people type Chinese
FORMULA_STARTS = ("=", "+", "-", "@")
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
# a file with such characters is no text to most programs
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BLANKS = ("\t", "\r", "\n")  # a spreadsheet may drop them, and a formula comes to the front


class CsvWriter:
    """Writes the table piece by piece; a byte order mark makes spreadsheets read it as UTF-8."""

    def __init__(self, lang: str = "zh") -> None:
        """Take the language of headings and sentences."""
        self.lang = lang

    def head(self, policy: PolicyName) -> str:  # noqa: ARG002  # a table says nothing of its policy
        """Return the line of headings."""
        return "\ufeff" + written([[say(f"column-{name}", self.lang) for name in COLUMNS]])

    def lead(self, number: int) -> str:  # noqa: ARG002  # lines have no numbers
        """Return nothing."""
        return ""

    def form(self, card: Scorecard) -> str:
        """Return the lines of one form."""
        return written([safe(cell) for cell in line] for line in _lines(card, self.lang))

    def foot(self, results: Results, count: int) -> str:  # noqa: ARG002  # nothing stands below
        """Return nothing: each line of a table stands for itself."""
        return ""


def to_csv(results: Results, lang: str = "zh") -> str:
    """Return the whole table."""
    return whole(CsvWriter(lang), results)


def written(lines: Iterable[Iterable[object]]) -> str:
    """Return lines of cells as CSV, quoted where they must be."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _lines(card: Scorecard, lang: str) -> Iterator[list[object]]:
    for row in card.all_rows:
        yield [card.file, card.project, *_row(row, lang)]
    because = card.undecided.text.in_lang(lang) if card.undecided else ""
    yield [
        *(card.file, card.project, "", "", "", say("total", lang), "", "", "", card.total),
        *("", "", because, card.declared_total, _verdict(card.verdict, lang), card.grade),
    ]


def _row(row: RowScore, lang: str) -> list[object]:
    return [
        *(row.number, row.level1, row.level2, row.name, row.target, row.actual),
        *(row.weight, row.score, row.rule, row.formula, row.because.in_lang(lang)),
        *(row.declared, _verdict(row.verdict, lang), ""),
    ]


def _verdict(verdict: str | None, lang: str) -> str:
    return say(f"verdict-{verdict}", lang) if verdict else ""


def safe(cell: object) -> object:
    r"""Keep a spreadsheet from running a text such as ``=200元/套`` as a formula.

    >>> safe("=1+1"), safe("≥3个"), safe(-2)
    ("'=1+1", '≥3个', -2)
    >>> safe(" ＝1+1"), safe("甲\x00乙")
    ("' ＝1+1", '甲 乙')
    """
    if not isinstance(cell, str):
        return cell
    text = _NEVER.sub(" ", cell)
    bare = normalize("NFKC", text.lstrip().lstrip(INVISIBLE).lstrip()[:1])
    return f"'{text}" if text.startswith(BLANKS) or bare.startswith(FORMULA_STARTS) else text
