"""The summary table (汇总表): a line for each project, with its total and grade."""

from collections.abc import Iterator

from pingfen.form import SummaryLine
from pingfen.readers.layout.headings import Columns, columns_of, name_in, printed_figure
from pingfen.readers.layout.table import Table
from pingfen.words import compact


def summary_of(table: Table, starts: frozenset[int]) -> Iterator[SummaryLine]:
    """Yield the lines of the summary tables; a form that starts ends one."""
    columns: Columns | None = None
    for row in range(len(table.rows)):
        if is_heading(table, row):
            columns = columns_of(table, row, "summary")
        elif columns:
            project = columns.cell(table, row, "project")
            if not project.text or row in starts:
                columns = None
                continue
            total = printed_figure(columns.cell(table, row, "total"))
            grade = columns.cell(table, row, "grade").text
            yield SummaryLine(project.text, total, grade, project.place)


def is_heading(table: Table, row: int) -> bool:
    """Tell whether a row is the heading of a summary table: names of columns side by side."""
    cells = [cell for cell in table.rows[row] if cell.text]
    names = [name_in(cell, "summary") for cell in cells]
    if "project" not in names or "total" not in names:
        return False
    beside = names[names.index("project") + 1 :][:1]
    indicators = {name_in(cell, "indicators") for cell in cells}
    return beside != [None] and "target" not in indicators


def line_of(project: str, left: list[SummaryLine]) -> SummaryLine | None:
    """Take the first line of a summary table that is about a project."""
    for line in left:
        if compact(line.project) == compact(project):
            left.remove(line)
            return line
    return None
