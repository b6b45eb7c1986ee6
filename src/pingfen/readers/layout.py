"""From a grid of cells to forms: blocks and columns are found by their headings.

The headings are data (``rules/words/headings.yaml``); no column number is fixed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pingfen.errors import DataPlace, FormError, Problem, problem
from pingfen.form import (
    BudgetLine,
    Cell,
    ExecutionRow,
    Figure,
    Form,
    Forms,
    Indicator,
    SummaryLine,
)
from pingfen.readers.grid import Grid, Row
from pingfen.understanding import figure, is_blank, measured
from pingfen.words import compact, heading, words

Columns = Mapping[str, int]
LABEL_WEIGHT = re.compile(r"\(([0-9]+(?:\.[0-9]+)?)分\)")


def forms_in(grid: Grid, file: str) -> Forms:
    """Return the forms and the summary table in a grid.

    Raises ``FormError`` where there is neither. A form that cannot be read becomes a problem and
    leaves the others alone.
    """
    summary = tuple(_summary(grid))
    starts = [at for at, row in enumerate(grid) if _is_start(row)]
    if not starts and not summary:
        expected = "、".join((*words().headings.single["project"], *_targets()))
        raise FormError([problem("no-form", DataPlace(file), expected=expected)])
    lines = {compact(line.project): line for line in summary}
    forms, problems = [], []
    for start, end in zip(starts, [*starts[1:], len(grid)], strict=True):
        form = _Block(grid[start:end]).form(_year(grid[:start]))
        if isinstance(form, Problem):
            problems.append(form)
        else:
            forms.append(replace(form, summary=lines.get(compact(form.project))))
    return Forms(file, tuple(forms), summary, tuple(problems))


def columns_of(row: Row, block: str) -> Columns:
    """Return which column of a heading row is what in a block; the first of equal ones."""
    spellings = words().headings.blocks[block]
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = spellings.get(heading(cell.text))
        if name:
            found.setdefault(name, at)
    return found


def _targets() -> list[str]:
    spellings = words().headings.blocks["indicators"]
    return [spelling for spelling, name in spellings.items() if name == "target" != spelling][:1]


def _is(cell: Cell, name: str) -> bool:
    return heading(cell.text) in words().headings.single[name]


def _after(row: Row, at: int) -> Cell:
    """Return the first cell after a label that says something."""
    return next((cell for cell in row[at + 1 :] if cell.text), Cell())


def _is_start(row: Row) -> bool:
    """Tell whether a form starts here: its project's name after the label."""
    if "total" in columns_of(row, "summary"):
        return False
    return any(_is(cell, "project") and _after(row, at).text for at, cell in enumerate(row))


def _year(rows: Sequence[Row]) -> int | None:
    """Return the fiscal year that the last title before a form names."""
    pattern = re.compile(rf"([12][0-9]{{3}})({'|'.join(words().headings.single['fiscal-year'])})")
    for row in reversed(rows):
        texts = [compact(cell.text) for cell in row if cell.text]
        match = pattern.search(texts[0]) if len(texts) == 1 else None
        if match:
            return int(match[1])
    return None


def _summary(grid: Grid) -> Iterator[SummaryLine]:
    """Yield the lines of the summary table."""
    columns: Columns = {}
    for row in grid:
        found = columns_of(row, "summary")
        if {"project", "total"} <= set(found) and "target" not in columns_of(row, "indicators"):
            columns = found
        elif columns:
            project, total = _cell(row, columns, "project"), _cell(row, columns, "total")
            if not project.text or not total.text:
                columns = {}
                continue
            grade = _cell(row, columns, "grade").text
            yield SummaryLine(project.text, figure(total.text, total.place), grade, project.place)


def _cell(row: Row, columns: Columns, name: str) -> Cell:
    at = columns.get(name)
    return row[at] if at is not None and at < len(row) else Cell()


def _figure(row: Row, columns: Columns, name: str) -> Figure:
    cell = _cell(row, columns, name)
    return Figure(cell) if is_blank(cell.text) else figure(cell.text, cell.place)


def _text(cell: Cell) -> str:
    return "" if is_blank(cell.text) else cell.text


@dataclass(slots=True)
class _Block:
    """The rows of one form."""

    rows: Grid

    def form(self, year: int | None) -> Form | Problem:
        """Return the form, or what keeps it from being read."""
        project = self.labelled("project")
        head = next((at for at, row in enumerate(self.rows) if _is_indicator_head(row)), None)
        if head is None:
            expected = "、".join(_targets())
            return problem("no-heading", project.place, found=project.text, expected=expected)
        end = next(
            (at for at in range(head + 1, len(self.rows)) if self.is_end(at)), len(self.rows)
        )
        return Form(
            project=project.text,
            year=year,
            unit=self.labelled("unit").text,
            execution=self.execution(),
            rows=tuple(_indicators(self.rows[head], self.rows[head + 1 : end])),
            declared_total=self.total(self.rows[end:]),
            explanation=self.explanation(self.rows[end:]),
            goal=self.below("goal"),
            outcome=self.below("outcome"),
            place=project.place,
        )

    def is_end(self, at: int) -> bool:
        """Tell whether the table of indicators ends before this row."""
        return any(_is(cell, "total") or _explains(cell) for cell in self.rows[at])

    def labelled(self, name: str) -> Cell:
        """Return the cell after a label."""
        for row in self.rows:
            for at, cell in enumerate(row):
                if _is(cell, name):
                    return _after(row, at)
        return Cell()

    def below(self, name: str) -> str:
        """Return the text in the row below a heading."""
        for row, following in zip(self.rows, self.rows[1:], strict=False):
            for at, cell in enumerate(row):
                if _is(cell, name) and at < len(following):
                    return _text(following[at])
        return ""

    def total(self, rows: Grid) -> Figure:
        """Return the printed total: the first cell after its label that says something."""
        for row in rows:
            for at, cell in enumerate(row):
                if _is(cell, "total"):
                    found = _after(row, at)
                    return figure(found.text, found.place)
        return Figure()

    def explanation(self, rows: Grid) -> str:
        """Return the explanation of a low total, after its label or in the same cell."""
        for row in rows:
            for at, cell in enumerate(row):
                if _explains(cell):
                    inside = re.split("[:：]", cell.text, maxsplit=1)[1:]
                    return "".join(inside).strip() or _text(_after(row, at))
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


def _explains(cell: Cell) -> bool:
    text = compact(cell.text)
    return any(text.startswith(label) for label in words().headings.single["explanation"])


def _execution(head: Row, columns: Columns, rows: Grid) -> ExecutionRow:
    found = ExecutionRow(label=next((cell.text for cell in head if cell.text), ""))
    first = min(columns.values())
    for row in rows:
        label = next((cell for cell in row[:first] if cell.text), None)
        line = BudgetLine(
            label.text if label else "",
            *(_figure(row, columns, name) for name in ("initial", "annual", "executed")),
        )
        if label and _is(label, "budget-total"):
            found = replace(
                found,
                total=line,
                weight=_figure(row, columns, "weight"),
                declared=_figure(row, columns, "declared"),
                declared_rate=_figure(row, columns, "rate"),
                place=label.place,
            )
        elif label and _is_part(label):
            found = replace(found, parts=(*found.parts, line))
        else:
            break
    return found


def _is_part(cell: Cell) -> bool:
    text = heading(cell.text)
    return any(text.startswith(label) for label in words().headings.single["budget-part"])


def _indicators(head: Row, rows: Grid) -> Iterator[Indicator]:
    """Yield the rows of the table; a blank level is that of the row above."""
    columns = columns_of(head, "indicators")
    level1, level2 = Cell(), Cell()
    for row in rows:
        cells = {
            name: _cell(row, columns, name)
            for name in words().headings.blocks["indicators"].values()
        }
        if cells["level1"].text:
            level1, level2 = cells["level1"], Cell()
        level2 = cells["level2"] if cells["level2"].text else level2
        if any(cells[name].text for name in ("name", "target", "actual", "weight", "declared")):
            yield _indicator(row, columns, cells, (level1, level2))


def _indicator(
    row: Row, columns: Columns, cells: Mapping[str, Cell], levels: tuple[Cell, Cell]
) -> Indicator:
    label = LABEL_WEIGHT.search(compact(levels[0].text))
    return Indicator(
        name=cells["name"].text,
        level1=levels[0].text,
        level2=levels[1].text,
        target=measured(cells["target"].text, cells["target"].place),
        actual=measured(cells["actual"].text, cells["actual"].place),
        weight=_figure(row, columns, "weight"),
        declared=_figure(row, columns, "declared"),
        label_weight=figure(label[1], levels[0].place) if label else Figure(),
        reason=_text(cells["reason"]),
        place=cells["name"].place or (row[0].place if row else None),
    )
