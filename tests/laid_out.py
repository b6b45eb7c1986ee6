"""The published example as people lay it out: paragraphs, and tables with merged cells.

The text copy leaves a cell blank where a merged one covers it; here these are merged again.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import seed

Rows = tuple[tuple[str, ...], ...]
LABELS = frozenset({"项目名称", "主管部门", "总分"})


class Merged(NamedTuple):
    """Where a merged cell begins, counted from 0, and how many rows and columns it covers."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Table(NamedTuple):
    """Rows of texts, all as long, and the merged cells in them."""

    rows: Rows
    merged: tuple[Merged, ...]


def published() -> Iterator[str | Table]:
    """Yield the paragraphs and tables of the published example in their order."""
    rows: list[list[str]] = []
    for line in [*seed.EXAMPLE.read_text("utf-8").split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            yield _table(rows)
            rows = []
        yield line


def _table(lines: list[list[str]]) -> Table:
    width = max(map(len, lines))
    rows = tuple((*line, *[""] * (width - len(line))) for line in lines)
    heading = next((at for at, row in enumerate(rows) if "三级指标" in row), len(rows))
    return Table(rows, (*_blocks(rows, heading), *_levels(rows, heading), *_labels(rows)))


def _blocks(rows: Rows, heading: int) -> Iterator[Merged]:
    """Yield the names of the blocks before the heading, which reach down to the next one."""
    starts = [at for at in range(heading) if rows[at][0]]
    for at, following in pairwise([*starts, heading]):
        if following - at > 1:
            yield Merged(at, 0, following - at)


def _levels(rows: Rows, heading: int) -> Iterator[Merged]:
    """Yield the names of levels, which reach down to the next one."""
    last = heading
    while last + 1 < len(rows) and not rows[last + 1][0]:
        last += 1
    for column in (1, 2):
        starts = [at for at in range(heading + 1, last + 1) if any(rows[at][1 : column + 1])]
        for at, following in pairwise([*starts, last + 1]):
            if following - at > 1:
                yield Merged(at, column, following - at)


def _labels(rows: Rows) -> Iterator[Merged]:
    """Yield the labels of some rows and what stands beside them, which reach to the right."""
    for at, row in enumerate(rows):
        if row[0] in LABELS:
            filled = [column for column, text in enumerate(row) if text]
            for column, following in pairwise([*filled, len(row)]):
                if following - column > 1:
                    yield Merged(at, column, 1, following - column)
