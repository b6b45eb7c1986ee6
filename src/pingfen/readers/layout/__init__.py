"""From grids of cells to forms: blocks and columns are found by their headings.

The headings are data (``rules/words/headings.yaml``); no column number is fixed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pingfen.errors import DataPlace, FormError, Problem, problem
from pingfen.form import Cell, Form, Forms, SummaryLine
from pingfen.readers.grid import Grid
from pingfen.readers.layout.block import Block
from pingfen.readers.layout.doubts import of_headless
from pingfen.readers.layout.headings import target_headings
from pingfen.readers.layout.indicators import sections_of
from pingfen.readers.layout.prose import form_of
from pingfen.readers.layout.straight import straightened
from pingfen.readers.layout.summary import by_project, is_heading, line_of, summary_of
from pingfen.readers.layout.table import Table
from pingfen.words import compact, words

__all__ = ["forms_in", "line_of"]
TITLES = 3  # titles that stand closer together are of one form
Said = list[tuple[int, Cell]]  # the cells of a row that say something


def forms_in(grids: Sequence[Grid], file: str) -> Forms:
    """Return the forms and the summary table in the grids of a document.

    A form lies in one grid; the summary table may lie in another. Raises ``FormError`` where there
    is neither. A form that cannot be read becomes a problem and leaves the others alone.
    """
    found: list[Form | Problem] = []
    summary: list[SummaryLine] = []
    problems = [noticed for grid in grids for noticed in grid.problems]
    for grid in grids:
        table = Table(straightened(grid))
        starts = _starts(table)
        lines = tuple(summary_of(table, frozenset(starts)))
        summary += lines
        problems += () if starts or lines else of_headless(table)
        found += _forms(table, starts) if starts else _in_sentences(table)
        problems += _lost(table, starts)
    if not found and not summary:
        expected = "、".join((*words().headings.single["project"][:1], *target_headings()))
        raise FormError([problem("no-form", DataPlace(file), expected=expected), *problems])
    left = by_project(summary)
    forms = tuple(
        replace(form, summary=line_of(form.project, left))
        for form in found
        if isinstance(form, Form)
    )
    problems += (form for form in found if isinstance(form, Problem))
    return Forms(file, forms, tuple(summary), tuple(problems))


def _forms(table: Table, starts: Sequence[int]) -> Iterator[Form | Problem]:
    """Yield the forms of a grid, each with the year of the nearest title above it."""
    named = {row for row, _ in table.all_named("project")}
    titles = [
        _title_above(table, start, before, named) for before, start in pairwise([-1, *starts])
    ]
    ends = [*titles[1:], len(table.rows)]
    before = 0
    for start, begin, end in zip(starts, titles, ends, strict=True):
        year = _year(table.said[before:start]) or _year(table.said[: starts[0]])
        before = start + 1
        yield Block(table, range(begin, end)).form(year)


def _lost(table: Table, starts: Sequence[int]) -> Iterator[Problem]:
    """Yield a doubt for each title of a form that no form follows before the next title."""
    for row, following in pairwise([*_titles(table), len(table.rows) + TITLES]):
        if following - row >= TITLES and not any(row <= start < following for start in starts):
            cell = table.said[row][0][1]
            yield problem("title-without-table", cell.place, severity="doubt", found=cell.text)


def _in_sentences(table: Table) -> Iterator[Form]:
    """Yield the form of a grid without tables whose sentences name indicators."""
    if not any(is_heading(table, row) for row in range(len(table.rows))):
        found = form_of(table, _year(table.said))
        if found:
            yield found


def _starts(table: Table) -> list[int]:
    """Return the rows where forms start: at the label of the project's name.

    A table of indicators without such a label above it is a form too, and so is one below a title
    that stands behind another table.
    """
    named = [
        row
        for row in dict.fromkeys(row for row, _ in table.all_named("project"))
        if not is_heading(table, row)
    ]
    first = range(named[0] if named else len(table.rows))
    starts = [section.columns.first for section in sections_of(table, first)[:1]]
    return sorted({*starts, *named, *_untold(table, named)})


def _untold(table: Table, named: list[int]) -> Iterator[int]:
    """Yield the tables below titles that stand behind another table, and above no label."""
    before, behind = 0, False  # where was looked for a table last, and whether one was found
    for title, following in pairwise([*_titles(table), len(table.rows)]):
        at = bisect_left(named, title)
        label = named[at - 1] if at else 0
        behind = (behind and label < before) or _has_table(table, range(max(before, label), title))
        before = title
        if behind and at == bisect_left(named, following):
            yield from (
                section.columns.first
                for section in sections_of(table, range(title, following))[:1]
            )


def _has_table(table: Table, rows: range) -> bool:
    return bool(sections_of(table, rows))


def _titles(table: Table) -> list[int]:
    """Return the rows that are the title of a form."""
    end = words().headings.single["title"][0]
    return [row for row, said in enumerate(table.said) if _title(said).endswith(end)]


def _title_above(table: Table, start: int, before: int, named: set[int]) -> int:
    """Return the row of the nearest title above the start of a form, below the one before.

    Without a title a form begins at its project's name; one without a name at the first row.
    """
    for row in range(start, before, -1):
        if _title(table.said[row]):
            return row
        if is_heading(table, row):
            break  # what stands further up belongs to the summary table
    return start if start in named else 0


def _title(said: Said) -> str:
    """Return the compact text of a row that is a title; nothing for other rows."""
    one = compact(said[0][1].text) if len(said) == 1 else ""
    return one if one and any(word in one for word in words().headings.single["title"]) else ""


def _year(rows: Sequence[Said]) -> int | None:
    """Return the fiscal year of the last title in some rows: (2024年度), 2024年度…汇总表."""
    for said in reversed(rows):
        if len(said) != 1:
            found = (_alone().fullmatch(compact(cell.text)) for _, cell in said)
            year = next((int(match[1]) for match in found if match), None)
            if year:
                return year
            continue
        match = _dated().match(compact(said[0][1].text)) or _dated().search(_title(said))
        if match:
            return int(match[1])
    return None


@cache
def _dated() -> re.Pattern[str]:
    years = "|".join(map(re.escape, words().headings.single["fiscal-year"]))
    return re.compile(rf"\(?(?<![0-9])([12][0-9]{{3}})(?:{years})")


@cache
def _alone() -> re.Pattern[str]:
    """Return the pattern of a fiscal year beside other cells: (2024年度), but no mere 2024年."""
    return re.compile(rf"\(?([12][0-9]{{3}}){words().headings.single['fiscal-year'][0]}\)?")
