"""Where the reports of an audit go: one or several, each in a format of its own."""

import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pingfen.auditing import Audit
from pingfen.cli.output import Printed, open_output
from pingfen.errors import DataPlace, Problem, UsageError, problem
from pingfen.messages import listed
from pingfen.office import needs
from pingfen.reports import pieces_of

if TYPE_CHECKING:
    from pingfen.writers import Output

ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text",
        ".json": "json",
        ".csv": "csv",
        ".html": "html",
        ".htm": "html",
        ".xlsx": "xlsx",
        ".yaml": "accept",
        ".yml": "accept",
    }
)
PRINTED = "-"
WORKBOOK = "xlsx"  # no text: it is written to files only


class Destination(NamedTuple):
    """A report: its format, and the file, or ``-`` for standard output."""

    format: str
    path: str = PRINTED


def destinations(outputs: Sequence[str], format: str | None) -> tuple[Destination, ...]:  # noqa: A002  # as the option
    """Return the reports that are wanted; the format follows from the ending if it is not given.

    Raises ``UsageError`` for what can be known to fail before thousands of files are read.
    """
    if format and len(outputs) > 1:
        raise UsageError([problem("one-format", None)])
    wanted = tuple(
        Destination(format or ("text" if path == PRINTED else _format_of(path)), path)
        for path in outputs or (PRINTED,)
    )
    problems = [wrong for each in wanted if (wrong := _wrong(each))]
    files = [os.path.realpath(each.path) for each in wanted if each.path != PRINTED]
    twice = [each.path for each in wanted if files.count(os.path.realpath(each.path)) > 1]
    problems += [problem("output-twice", DataPlace(path)) for path in twice[:1]]
    if problems:
        raise UsageError(problems)
    for each in wanted:
        if each.format == WORKBOOK:
            with needs("xlsx", each.path):
                import pingfen.office.workbook  # noqa: F401, PLC0415  # an extra, perhaps missing
    return wanted


def _format_of(path: str) -> str:
    ending = os.path.splitext(path)[1].lower()
    if ending not in ENDINGS:
        known = listed(ENDINGS)
        raise UsageError([problem("ending-unknown", DataPlace(path), known=known)])
    return ENDINGS[ending]


def _wrong(wanted: Destination) -> Problem | None:
    """Return why a report cannot be written there, as far as that shows beforehand."""
    place = DataPlace(wanted.path)
    if wanted.path == PRINTED:
        if wanted.format == WORKBOOK:
            return problem("not-to-terminal", None, format=wanted.format)
        return None
    folder = os.path.dirname(wanted.path)
    if folder and not os.path.isdir(folder):
        return problem("folder-missing", place, found=folder)
    return problem("a-folder", place) if os.path.isdir(wanted.path) else None


class Reports:
    """Writes an audit to all its destinations; a file appears whole or not at all."""

    def __init__(self, wanted: Sequence[Destination], lang: str, numbers: str) -> None:
        """Take where to, in which language, and how numbers are written in JSON."""
        self.wanted, self._lang, self._numbers = wanted, lang, numbers
        self._opened: Output | Printed | None = None

    def write(self, audit: Audit) -> list[UsageError]:
        """Write all reports; what keeps one of them from being written does not keep others."""
        failed = []
        for each in self.wanted:
            try:
                self._write(each, audit)
            except UsageError as error:
                failed.append(error)
        return failed

    def _write(self, wanted: Destination, audit: Audit) -> None:
        if wanted.format == WORKBOOK:
            from pingfen.reports.workbook import write_report  # noqa: PLC0415  # an extra

            write_report(wanted.path, audit, self._lang)
            return
        pieces = pieces_of(audit, wanted.format, self._lang, self._numbers)
        self._opened = open_output(wanted.path)
        try:
            for piece in pieces:
                self._opened.write(piece)
            self._opened.keep()
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Leave no half-written file behind."""
        if self._opened:
            self._opened.drop()
