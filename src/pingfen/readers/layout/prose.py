"""Forms in sentences: 1.群众满意度，年初目标值≥90%，实际完成值95%，自评得分20分；."""

import re
from collections.abc import Sequence
from functools import cache

from pingfen.errors import problem
from pingfen.form import Cell, Figure, Form, Indicator
from pingfen.readers.layout.headings import printed_figure, together
from pingfen.readers.layout.table import Table
from pingfen.understanding import figure_in, measured_in
from pingfen.words import compact, heading, words

STOPS = re.compile(r"[，,；;。]")
NUMBERED = re.compile(r"\s*[（(]?[0-9一二三四五六七八九十]+[)）.、．]\s*")
NUMBER = r"(?P<number>[0-9]+(?:\.[0-9]+)?)"


def form_of(table: Table, year: int | None) -> Form | None:
    """Return the form that the sentences of a document are, or None if they say no indicator.

    What a comma parted as if it were a table is one sentence again.
    """
    cells = [together([cell for _, cell in said], "，") for said in table.said if said]
    found = [(cell, _indicator(cell)) for cell in cells]
    rows = tuple(row for _, row in found if row is not None)
    if not rows:
        return None
    others = [cell for cell, row in found if row is None]
    title = next((cell for cell in cells if _project(cell)), Cell())
    note = problem("in-sentences", rows[0].place, severity="note")
    return Form(
        project=_project(title),
        year=year,
        rows=rows,
        declared_total=_total(others),
        declared_grade=_grade(others),
        problems=(note,) if title.text else (note, problem("project-missing", cells[0].place)),
        place=title.place or cells[0].place,
    )


def _indicator(cell: Cell) -> Indicator | None:
    """Return the indicator of a sentence that names a target, and an actual or a score."""
    name, *clauses = STOPS.split(NUMBERED.sub("", cell.text, count=1))
    said: dict[str, str] = {}
    for clause in clauses:
        match = _clause().match(clause.strip())
        if match:
            said.setdefault(_columns()[heading(match["label"])], match["value"].strip())
    if "target" not in said or not {"actual", "declared"} & set(said) or not name.strip():
        return None
    at = {key: Cell(said.get(key, ""), cell.place) for key in ("target", "actual")}
    return Indicator(
        name=name.strip(),
        target=measured_in(at["target"]),
        actual=measured_in(at["actual"]),
        weight=_points(said.get("weight", ""), cell),
        declared=_points(said.get("declared", ""), cell),
        place=cell.place,
    )


def _points(text: str, cell: Cell) -> Figure:
    for word in words().headings.single["points"]:
        text = text.removesuffix(word)
    return printed_figure(Cell(text, cell.place if text else None))


def _project(cell: Cell) -> str:
    """Return the name of the project in the title of a report: 2021年…经费项目支出绩效自评报告."""
    text = compact(cell.text)
    for end in words().headings.single["report"]:
        if text.endswith(end) and text != end:
            return text.removesuffix(end)
    return ""


def _total(cells: Sequence[Cell]) -> Figure:
    labels = "|".join(map(re.escape, words().headings.single["said-total"]))
    points = "|".join(map(re.escape, words().headings.single["points"]))
    for cell in reversed(cells):
        match = re.search(rf"(?:{labels})[:为]?{NUMBER}(?:{points})", compact(cell.text))
        if match:
            return figure_in(Cell(match["number"], cell.place))
    return Figure()


def _grade(cells: Sequence[Cell]) -> str:
    labels = "|".join(map(re.escape, words().headings.single["said-grade"]))
    for cell in reversed(cells):
        match = re.search(rf"(?:{labels})[:为是]+(?P<grade>[^\W0-9]{{1,4}})", compact(cell.text))
        if match:
            return match["grade"]
    return ""


@cache
def _columns() -> dict[str, str]:
    """Return the headings of columns that may begin a clause, with what they mean."""
    known = ("target", "actual", "weight", "declared")
    spellings = words().headings.blocks["indicators"]
    return {text: name for text, name in spellings.items() if name in known}


@cache
def _clause() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, sorted(_columns(), key=len, reverse=True)))
    return re.compile(rf"(?P<label>{labels})\s*[:：为是]?(?P<value>.+)")
