"""The summary table (汇总表): a line for each project, with its total and grade."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from pingfen.form import SummaryLine
from pingfen.readers.layout.headings import Columns, columns_of, printed_figure
from pingfen.readers.layout.table import Table
from pingfen.understanding import figure_in
from pingfen.words import compact

Left = dict[str, deque[SummaryLine]]  # the lines that no form has taken, by project


def summary_of(table: Table, starts: frozenset[int]) -> Iterator[SummaryLine]:
    """Yield the lines of the summary tables; a form that starts ends one."""
    columns: Columns | None = None
    for row in range(len(table.rows)):
        if is_heading(table, row):
            columns = columns_of(table, row, "summary")
        elif columns:
            line = columns.line(table, row)
            project = line.cell("project")
            if not project.text or row in starts:
                columns = None
                continue
            total = printed_figure(line.cell("total"))
            yield SummaryLine(project.text, total, line.cell("grade").text, project.place)


def is_heading(table: Table, row: int) -> bool:
    """Tell whether a row is the heading of a summary table: names of columns side by side."""
    names = table.names(row, "summary")
    at = next((column for column, name in names.items() if name == "project"), None)
    if at is None or "total" not in names.values():
        return False
    beside = next((column for column, _ in table.said[row] if column > at), at)
    if "target" in table.names(row, "indicators").values():
        return False
    return beside in names or _is_above_lines(table, row, names)


def by_project(lines: Iterable[SummaryLine]) -> Left:
    """Return the lines of summary tables by their projects, in order."""
    found: Left = {}
    for line in lines:
        found.setdefault(compact(line.project), deque()).append(line)
    return found


def _is_above_lines(table: Table, row: int, names: Mapping[int, str]) -> bool:
    """Tell whether a row without numbers has a name and a number below where it wants them."""
    if row + 1 == len(table.rows) or any(
        not figure_in(cell).unread for _, cell in table.said[row]
    ):
        return False
    at = {name: table.cell(row + 1, column) for column, name in names.items()}
    return bool(at["project"].text) and figure_in(at["total"]).value is not None


def line_of(project: str, left: Left) -> SummaryLine | None:
    """Take the first line of a summary table that is about a project."""
    lines = left.get(compact(project))
    return lines.popleft() if lines else None
