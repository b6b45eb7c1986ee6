"""From the rows of one form to the form: its labels, its budget, its indicators, its footers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from pingfen.errors import Place, Problem, problem
from pingfen.form import Cell, Figure, Form, Indicator
from pingfen.readers.layout.doubts import of_columns, of_footers
from pingfen.readers.layout.execution import execution_of, from_row
from pingfen.readers.layout.headings import (
    Columns,
    Line,
    after,
    printed_figure,
    target_headings,
    text_of,
    value_at,
)
from pingfen.readers.layout.indicators import (
    Section,
    explains,
    indicators_of,
    is_execution,
    lines_of,
    sections_of,
    straddling,
)
from pingfen.readers.layout.table import EMPTY, LONGEST, Table, parted
from pingfen.understanding import figure_in, understand
from pingfen.words import compact, words

WHOLE = Fraction(100)  # what the weights of a form add up to


class Block:
    """The rows of one form."""

    def __init__(self, table: Table, rows: range) -> None:
        """Keep the table and which of its rows are this form's."""
        self.table = table
        self.rows = rows

    def form(self, year: int | None) -> Form | Problem:
        """Return the form, or what keeps it from being read."""
        project = self.project()
        sections = sections_of(self.table, self.rows)
        if not sections:
            expected = "、".join(target_headings())
            return problem("no-heading", self.place(), found=project.text, expected=expected)
        execution = execution_of(self.table, range(self.rows.start, sections[0].columns.first))
        rows: list[Indicator] = []
        doubts: list[Problem] = []
        footers = self.rows
        for section in sections:
            lines, footers = lines_of(self.table, section)
            own = None if execution.weight.cell.text else _execution_row(lines)
            if own is not None:
                execution = from_row(execution, own)
            found = tuple(indicators_of(line for line in lines if line is not own))
            rows += found
            doubts += of_columns(self.table, section, found)
            doubts += of_footers(self.table, section, footers)
            doubts += (doubt for line in lines for doubt in _straddling(line))
        return Form(
            project=project.text,
            year=year,
            unit=self.labelled("unit", "whole-unit").text,
            execution=execution,
            rows=tuple(rows),
            declared_total=self.total(footers, sections, rows),
            declared_grade=self.labelled("grade").text,
            explanation=self.explanation(footers),
            goal=self.below("goal"),
            outcome=self.below("outcome"),
            problems=(*self.problems(project, sections, rows), *doubts),
            place=self.place(),
        )

    def place(self) -> Place | None:
        """Return where the form begins: at the label of its project, or at its first cell."""
        row, column = next(iter(self.table.labels("project", self.rows)), (self.rows.start, None))
        said = self.table.said[row]
        return (
            self.table.cell(row, column).place
            if column is not None
            else said[0][1].place
            if said
            else None
        )

    def project(self) -> Cell:
        """Return the name of the project; of a form without one the unit's that it is about."""
        return self.labelled("project", "whole-unit")

    def labelled(self, *names: str) -> Cell:
        """Return the cell after the first label of those names."""
        for name in names:
            for row, column in self.table.labels(name, self.rows):
                return value_at(self.table, row, column)
        return EMPTY

    def below(self, name: str) -> str:
        """Return the text in the row below a heading."""
        for row, column in self.table.labels(name, self.rows[:-1]):
            return text_of(self.table.cell(row + 1, column))
        return ""

    def total(
        self, footers: range, sections: Sequence[Section], rows: Sequence[Indicator]
    ) -> Figure:
        """Return the printed total: below the table after its label, above it, or in a title."""
        for row, column in self.table.labels("total", footers):
            if not parted(self.table.cell(row, column).text)[1]:
                return self.total_after(row, column, sections[-1].columns, rows)
        above = range(self.rows.start, sections[0].columns.first)
        labels = (value_at(self.table, *at) for at in self.table.labels("total", above))
        found = (printed_figure(cell) for cell in labels)
        return next((each for each in found if each.value is not None), None) or self.said_total()

    def total_after(
        self, row: int, column: int, columns: Columns, rows: Sequence[Indicator]
    ) -> Figure:
        """Return the total in a row with its label: below the scores, or else first after it.

        Below the weights stands their sum, unless the number cannot be that.
        """
        line = columns.line(self.table, row)
        found = line.cell("declared")
        if found.text:
            return printed_figure(found)
        number = printed_figure(after(self.table, row, column))
        if not any(cell is number.cell for cell in line.said.get("weight", ())):
            return number
        sums = {WHOLE, sum((each.weight.value or Fraction(0) for each in rows), Fraction(0))}
        at = columns.at["weight"][0]
        over = range(at, at + self.table.width(row, at))
        merged = any(each in over for each in columns.at.get("declared", ()))
        return number if merged or number.value not in sums else Figure()

    def said_total(self) -> Figure:
        """Return the total that a short text of the form says with its label: 项目总得分99分."""
        for row in self.rows:
            for _, cell in self.table.said[row]:
                match = _said().search(compact(cell.text)) if len(cell.text) < LONGEST else None
                if match:
                    return figure_in(cell._replace(text=match["number"], shown=""))
        return Figure()

    def explanation(self, rows: range) -> str:
        """Return the explanation of a low total, after its label or in the same cell."""
        for row in rows:
            for column, cell in self.table.said[row]:
                if explains(cell):
                    inside = re.split("[:：]", cell.text, maxsplit=1)[1:]
                    return "".join(inside).strip() or text_of(after(self.table, row, column))
        return ""

    def problems(
        self, project: Cell, sections: Sequence[Section], rows: Sequence[Indicator]
    ) -> Iterator[Problem]:
        """Yield what a reader of the form should know of how it was read."""
        if not project.text:
            yield problem("project-missing", self.place())
        if not any(
            name in section.columns for section in sections for name in ("weight", "declared")
        ):
            place = self.table.rows[sections[0].columns.first][0].place
            yield problem("unscored-form", place, severity="doubt")
        for indicator in rows:
            found = indicator.target.cell
            if indicator.target.reading != understand(found.text):
                yield problem("target-in-name", found.place, severity="note", found=found.text)
        shown = self.table.shown
        start = bisect_left(shown, self.rows.start, key=_row)
        for _, cell in shown[start : bisect_left(shown, self.rows.stop, key=_row)]:
            yield problem(
                "shown-otherwise", cell.place, severity="doubt", shown=cell.shown, found=cell.text
            )


def _straddling(line: Line) -> Iterator[Problem]:
    """Yield a doubt for each cell that stands under several headings."""
    for cell, headings in straddling(line):
        yield problem(
            "cell-over-columns",
            cell.place,
            severity="doubt",
            found=cell.text,
            headings="、".join(headings),
        )


def _row(item: tuple[int, Cell]) -> int:
    return item[0]


def _execution_row(lines: Sequence[Line]) -> Line | None:
    """Return the row of indicators that is the budget's."""
    return next((line for line in lines if is_execution(line)), None)


@cache
def _said() -> re.Pattern[str]:
    """Return the pattern of a total with its label in one cell, perhaps after the year."""
    labels = "|".join(map(re.escape, words().headings.single["total"]))
    points = "|".join(map(re.escape, words().headings.single["points"]))
    return re.compile(rf"(?:^|\))(?:{labels})[:为]?(?P<number>[0-9]+(?:\.[0-9]+)?)(?:{points})?$")
