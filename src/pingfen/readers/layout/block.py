"""From the rows of one form to the form: its labels, its budget, its indicators, its footers."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from pingfen.errors import Place, Problem, problem
from pingfen.form import Cell, ExecutionRow, Figure, Form, Indicator
from pingfen.readers.layout.execution import execution_of, from_row
from pingfen.readers.layout.headings import (
    LONGEST,
    Columns,
    after,
    is_named,
    names_project,
    printed_figure,
    target_headings,
    text_of,
    value_of,
)
from pingfen.readers.layout.indicators import (
    Section,
    explains,
    indicators_of,
    is_execution,
    parted,
    sections_of,
)
from pingfen.readers.layout.table import Table
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
        footers = self.rows
        for section in sections:
            body, footers = parted(self.table, section)
            own = self.execution_row(execution, body, section.columns)
            if own is not None:
                execution = from_row(execution, self.table, own, section.columns)
            left = [row for row in body if row != own]
            rows += indicators_of(self.table, left, section.columns)
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
            problems=tuple(self.problems(project, sections, rows)),
            place=self.place(),
        )

    def place(self) -> Place | None:
        """Return where the form begins: at the label of its project, or at its first cell."""
        cells = [cell for row in self.rows for cell in self.table.rows[row] if cell.text]
        named = (cell for cell in cells if names_project(cell))
        return next((cell.place for cell in (*named, *cells)), None)

    def project(self) -> Cell:
        """Return the name of the project; of a form without one the unit's that it is about."""
        return self.labelled("project", "whole-unit")

    def labelled(self, *names: str) -> Cell:
        """Return the cell after the first label of those names."""
        for name in names:
            for row in self.rows:
                found = value_of(self.table.rows[row], name)
                if found is not None:
                    return found
        return Cell()

    def below(self, name: str) -> str:
        """Return the text in the row below a heading."""
        for row in self.rows[:-1]:
            for at, cell in enumerate(self.table.rows[row]):
                if cell.text and is_named(cell, name):
                    return text_of(self.table.cell(row + 1, at))
        return ""

    def execution_row(self, found: ExecutionRow, rows: range, columns: Columns) -> int | None:
        """Return the row of indicators that is the budget's, if the budget has no weight yet."""
        if found.weight.cell.text:
            return None
        return next((row for row in rows if is_execution(self.table, row, columns)), None)

    def total(
        self, footers: range, sections: Sequence[Section], rows: Sequence[Indicator]
    ) -> Figure:
        """Return the printed total: below the table after its label, above it, or in a title."""
        for row in footers:
            for at, cell in enumerate(self.table.rows[row]):
                if cell.text and is_named(cell, "total"):
                    return self.total_after(row, at, sections[-1].columns, rows)
        above = range(self.rows.start, sections[0].columns.first)
        labels = (value_of(self.table.rows[row], "total") for row in above)
        found = (printed_figure(cell) for cell in labels if cell is not None)
        return next((each for each in found if each.value is not None), None) or self.said_total()

    def total_after(
        self, row: int, at: int, columns: Columns, rows: Sequence[Indicator]
    ) -> Figure:
        """Return the total in a row with its label: below the scores, or else first after it.

        Below the weights stands their sum, unless the number cannot be that.
        """
        cells = self.table.rows[row]
        found = columns.cell(self.table, row, "declared")
        if found.text:
            return printed_figure(found)
        number = printed_figure(after(cells, at))
        column = next(
            (c for c in columns.at.get("weight", ()) if self.table.cell(row, c).text), None
        )
        if column is None or (
            cells[column] is not number.cell and cells[column].text != number.cell.text
        ):
            return number
        over = range(column, column + self.table.width(row, column))
        sums = {WHOLE, sum((each.weight.value or Fraction(0) for each in rows), Fraction(0))}
        merged = any(c in over for c in columns.at.get("declared", ()))
        return number if merged or number.value not in sums else Figure()

    def said_total(self) -> Figure:
        """Return the total that a short text of the form says with its label: 项目总得分99分."""
        for row in self.rows:
            for cell in self.table.rows[row]:
                short = 0 < len(cell.text) < LONGEST
                match = _said().search(compact(cell.text)) if short else None
                if match:
                    return figure_in(cell._replace(text=match["number"], shown=""))
        return Figure()

    def explanation(self, rows: range) -> str:
        """Return the explanation of a low total, after its label or in the same cell."""
        for row in rows:
            cells = self.table.rows[row]
            for at, cell in enumerate(cells):
                if explains(cell):
                    inside = re.split("[:：]", cell.text, maxsplit=1)[1:]
                    return "".join(inside).strip() or text_of(after(cells, at))
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
        for row in self.rows:
            for cell in self.table.rows[row]:
                if cell.shown:
                    yield problem(
                        "shown-otherwise",
                        cell.place,
                        severity="doubt",
                        shown=cell.shown,
                        found=cell.text,
                    )


@cache
def _said() -> re.Pattern[str]:
    """Return the pattern of a total with its label in one cell, perhaps after the year."""
    labels = "|".join(map(re.escape, words().headings.single["total"]))
    points = "|".join(map(re.escape, words().headings.single["points"]))
    return re.compile(rf"(?:^|\))(?:{labels})[:为]?(?P<number>[0-9]+(?:\.[0-9]+)?)(?:{points})?$")
