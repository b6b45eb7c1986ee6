"""From a grid of cells to forms: blocks and columns are found by their headings.

The headings are data (``rules/words/headings.yaml``); no column number is fixed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pingfen.errors import DataPlace, FormError, Problem, problem
from pingfen.form import Forms, SummaryLine
from pingfen.readers.block import Block
from pingfen.readers.grid import Grid, Row, stacked
from pingfen.readers.headings import (
    Columns,
    cell_of,
    columns_of,
    is_named,
    target_headings,
)
from pingfen.understanding import figure
from pingfen.words import compact, words


def forms_in(grids: Sequence[Grid], file: str) -> Forms:
    """Return the forms and the summary table in the grids of a document.

    Raises ``FormError`` where there is neither. A form that cannot be read becomes a problem and
    leaves the others alone.
    """
    whole = stacked(grids)
    grid = whole.rows
    summary = tuple(_summary(grid))
    starts = [at for at, row in enumerate(grid) if _is_start(row)]
    if not starts and not summary:
        expected = "、".join((*words().headings.single["project"], *target_headings()))
        raise FormError([problem("no-form", DataPlace(file), expected=expected)])
    left = list(summary)
    forms, problems, before = [], list(whole.problems), 0
    for start, end in pairwise([*starts, len(grid)]):
        year = _year(grid[before:start]) or _year(grid[: starts[0]])
        form = Block(grid[start:end]).form(year)
        before = start + 1
        if isinstance(form, Problem):
            problems.append(form)
            continue
        line = line_of(form.project, left)
        forms.append(replace(form, summary=line))
    return Forms(file, tuple(forms), summary, tuple(problems))


def line_of(project: str, left: list[SummaryLine]) -> SummaryLine | None:
    """Take the first line of a summary table that is about a project."""
    for line in left:
        if compact(line.project) == compact(project):
            left.remove(line)
            return line
    return None


def _is_start(row: Row) -> bool:
    """Tell whether a form starts here: the label of the project's name, not a heading."""
    return "total" not in columns_of(row, "summary") and any(
        is_named(cell, "project") for cell in row
    )


def _year(rows: Sequence[Row]) -> int | None:
    """Return the fiscal year of the last title in some rows: (2024年度), 2024年度…汇总表."""
    pattern = re.compile(
        rf"\(?([12][0-9]{{3}})({'|'.join(words().headings.single['fiscal-year'])})"
    )
    for row in reversed(rows):
        texts = [compact(cell.text) for cell in row if cell.text]
        match = pattern.match(texts[0]) if len(texts) == 1 else None
        if match:
            return int(match[1])
    return None


def _summary(grid: Sequence[Row]) -> Iterator[SummaryLine]:
    """Yield the lines of the summary table."""
    columns: Columns = {}
    for row in grid:
        found = columns_of(row, "summary")
        if {"project", "total"} <= set(found) and "target" not in columns_of(row, "indicators"):
            columns = found
        elif columns:
            project, total = cell_of(row, columns, "project"), cell_of(row, columns, "total")
            if not project.text or _is_start(row):
                columns = {}
                continue
            grade = cell_of(row, columns, "grade").text
            yield SummaryLine(project.text, figure(total.text, total.place), grade, project.place)
