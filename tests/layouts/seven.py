"""The seven forms of the example and their summary table as they lie on paper, merges and all.

The published text keeps nine columns, with nothing where a merged cell goes on; here each kind of
line gets back the merges that offices draw.
"""

from itertools import groupby

from layouts.paper import C, Line, Row, Table, beside
from seed import EXAMPLE

WIDTHS = (6, 11, 13, 34, 15, 15, 7, 9, 24)
SUMMARY_WIDTHS = (6, 34, 34, 11, 11)


def parts() -> tuple[list[list[str]], list[list[list[str]]]]:
    """Return the lines of the summary and those of each form, each as its cells."""
    lines = [line.split("\t") for line in EXAMPLE.read_text("utf-8").splitlines()]
    starts = [at for at, line in enumerate(lines) if line == ["项目支出绩效自评表"]]
    ends = [*starts[1:], len(lines)]
    pairs = zip(starts, ends, strict=True)
    return lines[: starts[0]], [lines[start:end] for start, end in pairs]


def summary() -> list[Line | Table]:
    """The summary table: a title, the department, one line for each project."""
    lines, _ = parts()
    title, department = (line[0] for line in lines if len(line) == 1 and line[0])
    table = [[C(text) for text in line] for line in lines if len(line) > 1]
    return [Line(title, "title"), Line(department), Table(table, SUMMARY_WIDTHS)]


def forms() -> list[list[Line | Table]]:
    """The seven forms, each a page: title, year, 单位：万元, table."""
    return [[*titles(lines), Table(table(lines), WIDTHS)] for lines in parts()[1]]


def titles(lines: list[list[str]]) -> list[Line]:
    title, year, unit = (line[0] for line in lines if len(line) == 1 and line[0])
    return [Line(title, "title"), Line(year, "centre"), Line(unit, "right")]


def table(lines: list[list[str]]) -> list[Row]:
    name, office, *rest = (line for line in lines if len(line) > 1)
    budget, goals, others = rest[:5], rest[5:7], rest[7:]
    *rows, total, why = others
    return [
        [C(name[0], 2), C(name[2], 7)],
        [C(office[0], 2), C(office[2], 3), C(office[5]), C(office[6], 3)],
        *beside(C(budget[0][0]), [money(line) for line in budget]),
        *beside(C(goals[0][0], 2), [[C(line[2], 3), C(line[5], 4)] for line in goals]),
        *beside(C("绩效指标"), [[C(text) for text in rows[0][1:]], *indicators(rows[1:])]),
        [C(total[0], 3), C(total[3], 6)],
        [C(why[0], 9)],
    ]


def money(line: list[str]) -> Row:
    return [*(C(text) for text in line[1:7]), C(line[7], 2)]


def indicators(rows: list[list[str]]) -> list[Row]:
    """Merge both levels downwards, each over the lines where the text has nothing below it."""
    heights = [down(rows, column) for column in (1, 2)]
    found = []
    for at, row in enumerate(rows):
        levels = [C(row[1 + n], down=high[at]) for n, high in enumerate(heights) if at in high]
        found.append([*levels, *(C(text) for text in row[3:])])
    return found


def down(rows: list[list[str]], column: int) -> dict[int, int]:
    """Return at which lines a cell begins, and over how many lines it goes."""
    starts = [at for at, row in enumerate(rows) if row[column]]
    grouped = groupby(range(len(rows)), lambda at: max(one for one in starts if one <= at))
    return {start: len(list(lines)) for start, lines in grouped}
