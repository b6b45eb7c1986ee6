"""The summary table (汇总表) of many forms, with the totals and grades that a policy gives."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pingfen.errors import Place, Problem
from pingfen.files.tasks import Job, judged_forms
from pingfen.form import Form
from pingfen.messages import Text
from pingfen.office.table import Box, Paragraph, Table
from pingfen.policy import Policy
from pingfen.scorecard import DIFFERS, Scorecard
from pingfen.scoring import score_form

TITLE, DEPARTMENT = "项目绩效自评情况汇总表", "部门（单位）："
COLUMNS = ("序号", "项目名称", "资金使用单位", "自评得分", "自评等级")
WIDTHS = (7, 40, 33, 11, 11)


class Line(NamedTuple):
    """A line of the table; ``why`` says why it has no total, ``place`` where its form is."""

    project: str
    unit: str
    year: int | None
    total: Decimal | None
    grade: str | None
    why: Text | None = None
    differs: bool = False
    place: Place | None = None


class Summed(NamedTuple):
    """The lines of one file, and what is wrong beside its forms."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


class Summing:
    """Scores the forms of a file and keeps a line of each."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy; it is sent to each process once."""
        self.policy = policy

    def __call__(self, job: Job) -> Summed:
        """Return the lines; raises ``FormError`` if the file cannot be read."""
        forms = judged_forms(job)
        lines = tuple(_line(form, score_form(self.policy, form)) for form in forms)
        return Summed(lines, forms.problems)


def _line(form: Form, card: Scorecard) -> Line:
    why = card.undecided.text if card.undecided else None
    differs = card.verdict == DIFFERS
    return Line(
        form.project, form.unit, form.year, card.total, card.grade, why, differs, card.place
    )


def summary_table(lines: Sequence[Line], *, title: str = "", department: str = "") -> Table:
    """Return the table as it is published; forms without a total have blanks.

    Without a title or a department the year and the unit of the forms stand there, if all forms
    have the same.
    """
    years = {line.year for line in lines}
    year = years.pop() if len(years) == 1 else None
    units = {line.unit for line in lines}
    unit = department or (units.pop() if len(units) == 1 else "")
    heading = title or (f"{year} 年度{TITLE}" if year else TITLE)
    head = tuple(Box(text, style="head") for text in COLUMNS)
    rows = (_row(number, line) for number, line in enumerate(lines, 1))
    return Table(
        name="汇总表",
        widths=WIDTHS,
        rows=(head, *rows),
        titles=(Paragraph(heading, "title"), Paragraph(f"{DEPARTMENT}{unit}", "left")),
        head=1,
        frozen=True,
    )


def _row(number: int, line: Line) -> tuple[Box, ...]:
    return (
        Box(number, style="center"),
        Box(line.project),
        Box(line.unit),
        Box(line.total, style="center"),
        Box(line.grade, style="center"),
    )
