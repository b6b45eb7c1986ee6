"""From the rows of one form to the form: its budget, its table of indicators, its footers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pingfen.errors import Place, Problem, problem
from pingfen.form import BudgetLine, Cell, ExecutionRow, Figure, Form, Indicator
from pingfen.readers.grid import Row
from pingfen.readers.headings import (
    Columns,
    Label,
    after,
    cell_of,
    columns_of,
    figure_of,
    is_named,
    label_of,
    others_of,
    target_headings,
    text_of,
)
from pingfen.understanding import figure, measured
from pingfen.words import compact, heading, words

Rows = Sequence[Row]


class Block:
    """The rows of one form."""

    def __init__(self, rows: Rows) -> None:
        """Keep the rows, from the label of the project on."""
        self.rows = rows

    def form(self, year: int | None) -> Form | Problem:
        """Return the form, or what keeps it from being read."""
        project = self.labelled("project")
        head = next((at for at, row in enumerate(self.rows) if _is_indicator_head(row)), None)
        if head is None:
            expected = "、".join(target_headings())
            return problem("no-heading", self.place(), found=project.text, expected=expected)
        columns = columns_of(self.rows[head], "indicators")
        table, footers = _parted(self.rows[head + 1 :], columns)
        return Form(
            project=project.text,
            year=year,
            unit=self.labelled("unit").text,
            execution=self.execution(),
            rows=tuple(_indicators(self.rows[head], columns, table)),
            declared_total=_total(footers, columns),
            declared_grade=self.labelled("grade").text,
            explanation=_explanation(footers),
            goal=self.below("goal"),
            outcome=self.below("outcome"),
            problems=() if project.text else (problem("project-missing", self.place()),),
            place=self.place(),
        )

    def place(self) -> Place | None:
        """Return where the form begins: at the label of its project."""
        return next((cell.place for cell in self.rows[0] if is_named(cell, "project")), None)

    def labelled(self, name: str) -> Cell:
        """Return the cell after a label."""
        for row in self.rows:
            for at, cell in enumerate(row):
                if is_named(cell, name):
                    return after(row, at)
        return Cell()

    def below(self, name: str) -> str:
        """Return the text in the row below a heading."""
        for row, following in zip(self.rows, self.rows[1:], strict=False):
            for at, cell in enumerate(row):
                if is_named(cell, name) and at < len(following):
                    return text_of(following[at])
        return ""

    def execution(self) -> ExecutionRow:
        """Return the budget block: its total line, its parts and what is printed beside."""
        for at, row in enumerate(self.rows):
            columns = columns_of(row, "budget")
            if {"annual", "executed"} <= set(columns):
                return _execution(row, columns, self.rows[at + 1 :])
        return ExecutionRow()


def _is_indicator_head(row: Row) -> bool:
    found = columns_of(row, "indicators")
    return {"target", "actual"} <= set(found) and len(found) > 2  # noqa: PLR2004  # not a label


def _parted(rows: Rows, columns: Columns) -> tuple[Rows, Rows]:
    """Part the rows below the heading into those of the table and the footers.

    A sum in between does not end the table, only one below the last row that was measured.
    """
    explained = next((at for at, row in enumerate(rows) if any(map(_explains, row))), len(rows))
    measured_rows = [at for at in range(explained) if _is_measured(rows[at], columns)]
    last = measured_rows[-1] + 1 if measured_rows else 0
    totals = (at for at in range(last, explained) if _is_total(rows[at], columns))
    end = next(totals, explained)
    return tuple(row for row in rows[:end] if not _is_total(row, columns)), rows[end:]


def _is_measured(row: Row, columns: Columns) -> bool:
    """Tell whether a row has a target and an actual: an indicator, whatever it is called."""
    return all(cell_of(row, columns, name).text for name in ("target", "actual"))


def _is_total(row: Row, columns: Columns) -> bool:
    return any(is_named(cell, "total") for cell in row) and not _is_measured(row, columns)


def _total(rows: Rows, columns: Columns) -> Figure:
    """Return the printed total: in the column of the scores, or else first after its label."""
    for row in rows:
        for at, cell in enumerate(row):
            if is_named(cell, "total"):
                found = cell_of(row, columns, "declared")
                found = found if found.text else after(row, at)
                return figure(found.text, found.place)
    return Figure()


def _explanation(rows: Rows) -> str:
    """Return the explanation of a low total, after its label or in the same cell."""
    for row in rows:
        for at, cell in enumerate(row):
            if _explains(cell):
                inside = re.split("[:：]", cell.text, maxsplit=1)[1:]
                return "".join(inside).strip() or text_of(after(row, at))
    return ""


def _explains(cell: Cell) -> bool:
    text = compact(cell.text)
    return any(text.startswith(label) for label in words().headings.single["explanation"])


def _execution(head: Row, columns: Columns, rows: Rows) -> ExecutionRow:
    found = ExecutionRow(label=next((cell.text for cell in head if cell.text), ""))
    first = min(columns.values())
    for row in rows:
        label = next((cell for cell in row[:first] if cell.text), None)
        line = BudgetLine(
            label.text if label else "",
            *(figure_of(row, columns, name) for name in ("initial", "annual", "executed")),
        )
        if label and is_named(label, "budget-total"):
            found = found._replace(
                total=line,
                weight=figure_of(row, columns, "weight"),
                declared=figure_of(row, columns, "declared"),
                declared_rate=figure_of(row, columns, "rate"),
                place=label.place,
            )
        elif label and (_is_part(label) or _has_figures(line)):
            found = found._replace(parts=(*found.parts, line))
        else:
            break
    return found


def _has_figures(line: BudgetLine) -> bool:
    return any(f.value is not None for f in (line.initial, line.annual, line.executed))


def _is_part(cell: Cell) -> bool:
    text = heading(cell.text)
    return any(text.startswith(label) for label in words().headings.single["budget-part"])


def _indicators(head: Row, columns: Columns, rows: Rows) -> Iterator[Indicator]:
    """Yield the rows of the table; a blank level is that of the row above."""
    level1, level2 = Label(), Label()
    others = others_of(head, columns)
    for row in rows:
        cells = {
            name: cell_of(row, columns, name)
            for name in words().headings.blocks["indicators"].values()
        }
        above, level1 = level1, label_of(level1, cells["level1"])
        if level1.cell is not above.cell:
            level2 = Label()
        level2 = label_of(level2, cells["level2"])
        if any(cells[name].text for name in ("name", "target", "actual", "weight", "declared")):
            extra = tuple((name, row[at]) for name, at in others if row[at : at + 1])
            yield _indicator(row, columns, cells, (level1, level2), extra)


def _indicator(
    row: Row,
    columns: Columns,
    cells: Mapping[str, Cell],
    levels: tuple[Label, Label],
    extra: tuple[tuple[str, Cell], ...],
) -> Indicator:
    level1, level2 = levels
    return Indicator(
        name=cells["name"].text,
        level1=level1.cell.text,
        level2=level2.cell.text,
        target=measured(cells["target"].text, cells["target"].place),
        actual=measured(cells["actual"].text, cells["actual"].place),
        weight=figure_of(row, columns, "weight"),
        declared=figure_of(row, columns, "declared"),
        label_weight=level1.weight,
        label2_weight=level2.weight,
        reason=text_of(cells["reason"]),
        place=cells["name"].place or (row[0].place if row else None),
        extra=extra,
    )
