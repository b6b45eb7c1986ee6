"""What a filled form is: frozen data, the cells as written beside what was understood of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, overload

from pingfen.errors import Place, Problem
from pingfen.exact import NO_VALUE, show
from pingfen.messages import say

SHARED = "shared"  # the kind of a cell that stands merged over several rows


class Cell(NamedTuple):
    """A text as written, and where.

    A workbook may store another value than it shows: ``text`` is what is stored, with as many
    digits as it has, and ``shown`` what is printed, given only where that says something else.
    ``kind`` is how a workbook stores the cell: number, text, date, truth, formula or error; or
    ``shared`` where one number stands merged over several rows, and so is of none of them.
    """

    text: str = ""
    place: Place | None = None
    shown: str = ""
    kind: str = ""

    @property
    def printed(self) -> str:
        """The text that people see."""
        return self.shown or self.text


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell that says nothing."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit, for a target also with a relation; 99% is 0.99 with the unit ``%``.

    ``qualifier`` is the word that makes it approximate, if there is one.
    """

    value: Fraction
    unit: str = ""
    relation: str = ""
    qualifier: str = ""


LONG_MONTHS = frozenset({1, 3, 5, 7, 8, 10, 12})
LEAP = 2000  # stands in where no year is given: every day that exists is in it


def last_day(year: int, month: int) -> int:
    """Return the number of the last day of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == 2 else 30 + (month in LONG_MONTHS)  # noqa: PLR2004  # February


@dataclass(frozen=True, slots=True)
class Date:
    """A day, or a month where ``day`` is None; without a year that of the form is meant."""

    year: int | None
    month: int
    day: int | None
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time, counted from an event if one is named."""

    length: Fraction
    unit: str
    event: str = ""
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words without a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A cell with digits that nothing could read; never taken for words.

    ``reason`` is the code of the message that says why, such as ``unparsed-range``.
    """

    text: str
    reason: str = ""


Reading = Blank | Quantity | Date | Period | Wording | Unparsed
BLANK = Blank()


class Measured(NamedTuple):
    """A cell of a target or an actual, and what it means."""

    cell: Cell = Cell()
    reading: Reading = BLANK


class Figure(NamedTuple):
    """A cell that should hold a number; ``unread`` if it holds something else."""

    cell: Cell = Cell()
    value: Fraction | None = None
    unread: bool = False


class Judgement(NamedTuple):
    """Points that somebody gave a row by judgement, and why; they win over the form's own.

    The row is named by its number, from 1 as printed, or else by its indicator.
    """

    project: str
    score: Fraction
    reason: str
    by: str
    row: int | None = None
    indicator: str = ""
    place: Place | None = None
    row_place: Place | None = None

    def show(self, lang: str = "zh") -> str:
        """Return the points, why, by whom and where that is written, as one line."""
        place = self.place.show(lang) if self.place else NO_VALUE
        values = {"score": show(self.score), "reason": self.reason, "by": self.by}
        return say("judged-by", lang, **values, place=place)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the form.

    ``label_weight`` and ``label2_weight`` are the weights in the labels of its levels. ``extra``
    are the cells of columns that the form itself does not know, each with its heading as written;
    what they mean is a policy's business.
    """

    name: str
    level1: str = ""
    level2: str = ""
    target: Measured = Measured()
    actual: Measured = Measured()
    weight: Figure = Figure()
    declared: Figure = Figure()
    judged: Figure = Figure()
    label_weight: Figure = Figure()
    label2_weight: Figure = Figure()
    reason: str = ""
    place: Place | None = None
    judgement: Judgement | None = None
    extra: tuple[tuple[str, Cell], ...] = ()


class BudgetLine(NamedTuple):
    """One line of the budget: the total, or a part of it (其中…)."""

    label: str = ""
    initial: Figure = Figure()
    annual: Figure = Figure()
    executed: Figure = Figure()


class ExecutionRow(NamedTuple):
    """The budget row (预算执行) with its parts, its weight and what the form printed for it."""

    total: BudgetLine = BudgetLine()
    parts: tuple[BudgetLine, ...] = ()
    weight: Figure = Figure()
    declared: Figure = Figure()
    declared_rate: Figure = Figure()
    label: str = ""
    place: Place | None = None


class SummaryLine(NamedTuple):
    """A line of the summary table (汇总表)."""

    project: str
    total: Figure = Figure()
    grade: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One project's filled self-evaluation form.

    ``problems`` are what the reader could not understand, with places.
    """

    project: str
    year: int | None = None
    unit: str = ""
    execution: ExecutionRow = ExecutionRow()
    rows: tuple[Indicator, ...] = ()
    declared_total: Figure = Figure()
    declared_grade: str = ""
    explanation: str = ""
    goal: str = ""
    outcome: str = ""
    summary: SummaryLine | None = None
    problems: tuple[Problem, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Forms(Sequence[Form]):
    """The forms of one document, and its summary table if it has one."""

    file: str
    forms: tuple[Form, ...]
    summary: tuple[SummaryLine, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @overload
    def __getitem__(self, index: int) -> Form: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Form, ...]: ...
    def __getitem__(self, index: int | slice) -> Form | tuple[Form, ...]:
        """Return one form, counted from 0, or a slice of them."""
        return self.forms[index]

    def __len__(self) -> int:
        """Return how many forms there are."""
        return len(self.forms)

    def __iter__(self) -> Iterator[Form]:
        """Go through the forms in the order of the document."""
        return iter(self.forms)
