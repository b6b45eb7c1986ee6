"""From the rows of one form to the form: its labels, its budget, its indicators, its footers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from pingfen.errors import Place, Problem, problem
from pingfen.form import Cell, ExecutionRow, Figure, Form, Indicator
from pingfen.readers.grid import Position
from pingfen.readers.layout.doubts import of_columns, of_footers
from pingfen.readers.layout.execution import execution_of, from_row
from pingfen.readers.layout.headings import (
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
from pingfen.readers.layout.summary import is_heading
from pingfen.readers.layout.table import EMPTY, LONGEST, Table, parted
from pingfen.readers.layout.total import total_after
from pingfen.understanding import figure_in, understand
from pingfen.words import compact, heading, words

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
            declared_total=self.total(footers, sections, _weights(rows, execution)),
            declared_grade=self.labelled("grade").text,
            explanation=self.explanation(footers),
            goal=self.below("goal"),
            outcome=self.below("outcome"),
            problems=(*self.problems(project, sections, rows), *doubts),
            place=self.place(),
        )

    def place(self) -> Place | None:
        """Return where the form begins: at the label of its project, or at its first cell."""
        for row, column in self.table.labels("project", self.rows):
            return self.table.cell(row, column).place
        return next((cell.place for _, cell in self.table.said[self.rows.start]), None)

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

    def total(self, footers: range, sections: Sequence[Section], weights: set[Fraction]) -> Figure:
        """Return the printed total: below the table after its label, above it, or in a title.

        Of 合计 and 总分 below one another, the first may be a sum without the budget. A 合计 above
        the table is one of amounts.
        """
        first, columns = sections[0].columns.first, sections[-1].columns
        labels = [at for at in self.table.labels("total", footers) if not self.holds_value(at)]
        labels.sort(key=self.is_sum)
        found = [total_after(self.table, at, columns, weights) for at in labels]
        if not found:
            above = self.table.labels("total", range(self.rows.start, first))
            values = (value_at(self.table, *at) for at in above if not self.is_sum(at))
            found = [each for each in map(printed_figure, values) if each.value is not None]
        told = (each for each in found if each.value is not None)
        return next(told, None) or next(iter(found), None) or self.said_total(first)

    def is_sum(self, at: Position) -> bool:
        """Tell whether a label of a total may be that of a sum of other things."""
        label = parted(self.table.cell(*at).text)[0]
        return heading(label) in words().headings.single["sum"]

    def holds_value(self, at: Position) -> bool:
        """Tell whether a label has its value in its own cell, or is a heading of a summary."""
        return bool(parted(self.table.cell(*at).text)[1]) or is_heading(self.table, at[0])

    def said_total(self, first: int) -> Figure:
        """Return the total that a short text of the form says with its label: 项目总得分99分."""
        for row in self.rows:
            for column, cell in self.table.said[row]:
                match = _said().search(compact(cell.text)) if len(cell.text) < LONGEST else None
                if match and (row >= first or not self.is_sum((row, column))):
                    # a number within a sentence is none that a workbook should hold as a number
                    return figure_in(cell._replace(text=match["number"], shown="", kind=""))
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


def _weights(rows: Sequence[Indicator], execution: ExecutionRow) -> set[Fraction]:
    """Return what the weights may add up to, with the budget and without."""
    found = sum((each.weight.value or Fraction(0) for each in rows), Fraction(0))
    return {WHOLE, found, found + (execution.weight.value or Fraction(0))}


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
