"""From the cells of a form to the values of the language, and to what is doubtful about them."""

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR, date
from fractions import Fraction

from pingfen.errors import Problem, problem
from pingfen.exact import show
from pingfen.expression.interpret import Known
from pingfen.form import (
    LEAP,
    SHARED,
    Blank,
    BudgetLine,
    Cell,
    Date,
    ExecutionRow,
    Figure,
    Form,
    Indicator,
    Measured,
    Period,
    Quantity,
    Reading,
    Unparsed,
    Wording,
    last_day,
)
from pingfen.messages import Message
from pingfen.scoring.scope import Values
from pingfen.understanding.numerals import MYRIADS
from pingfen.words import compact, heading, stated, words

OF_WHICH = "其中"


def form_values(form: Form) -> dict[str, Known]:
    """Return the names of the form that its cells give."""
    budget, summary = form.execution, form.summary
    numbers = {
        "initial": budget.total.initial,
        "annual": budget.total.annual,
        "executed": budget.total.executed,
        "declared_rate": budget.declared_rate,
        "declared_total": form.declared_total,
        "summary_total": summary.total if summary else Figure(),
    }
    texts = {
        "project": form.project,
        "explanation": form.explanation,
        "declared_grade": form.declared_grade,
        "summary_grade": summary.grade if summary else "",
    }
    return {**_numbers(numbers), **_parts(budget.parts), **_texts(texts)}


def execution_values(execution: ExecutionRow) -> dict[str, Known]:
    """Return what the form prints for its budget row; ``unparsed`` if its weight is no number."""
    found = _numbers({"weight": execution.weight, "declared": execution.declared})
    return {**found, "unparsed": True} if execution.weight.unread else found


def row_values(row: Indicator, form: Form) -> tuple[Values, tuple[Problem, ...]]:
    """Return the values of a row, and what is doubtful about how its cells were read."""
    target, actual = row.target.reading, row.actual.reading
    texts = {
        "level1": words().level("level1", row.level1) if row.level1 else "",
        "level2": words().level("level2", row.level2) if row.level2 else "",
        "name": row.name,
        "target_text": _spoken(row.target),
        "actual_text": _spoken(row.actual),
        "reason": row.reason,
        "relation": _relation(target),
        "unit": _unit(target, actual),
    }
    numbers = {
        "weight": row.weight,
        "declared": row.declared,
        "judged": Figure(value=row.judgement.score) if row.judgement else row.judged,
        "label_weight": row.label_weight,
        "label2_weight": row.label2_weight,
    }
    values: dict[str, Known] = {**_texts(texts), **_numbers(numbers), **_pair(target, actual)}
    late = _late(target, _as_period(target, actual), form.year)
    if late is not None:
        values["late"] = late
    if texts["target_text"] and texts["actual_text"]:
        values["same_text"] = texts["target_text"] == texts["actual_text"]
    if isinstance(target, Unparsed) or isinstance(actual, Unparsed):
        values["unparsed"] = True
    return values, tuple(_doubts(row))


def _texts(texts: dict[str, str]) -> dict[str, Known]:
    return {name: text for name, text in texts.items() if text}


def _numbers(figures: dict[str, Figure]) -> dict[str, Known]:
    return {name: f.value for name, f in figures.items() if f.value is not None}


def _parts(parts: tuple[BudgetLine, ...]) -> dict[str, Known]:
    """Return the sums of the budget's parts, where each part is blank or a number.

    Where one but the first is called 其中 it is a part of a part, and nothing is summed.
    """
    if any(compact(part.label).startswith(OF_WHICH) for part in parts[1:]):
        return {}
    columns = {
        "initial_parts": [part.initial for part in parts],
        "annual_parts": [part.annual for part in parts],
        "executed_parts": [part.executed for part in parts],
    }
    return {
        name: sum((figure.value or Fraction(0) for figure in figures), Fraction(0))
        for name, figures in columns.items()
        if any(f.value is not None for f in figures) and not any(f.unread for f in figures)
    }


def _spoken(cell: Measured) -> str:
    return "" if isinstance(cell.reading, Blank) else stated(cell.cell.text)


def _relation(target: Reading) -> str:
    match target:
        case Quantity(relation=relation):
            return relation
        case Date() | Period():
            return words().relations.deadline
        case Wording():
            return words().relations.wording
    return ""


def _unit(target: Reading, actual: Reading) -> str:
    """Return the unit of the two: that of the target, or the longer one where one is short."""
    units = [reading.unit for reading in (target, actual) if isinstance(reading, Quantity)]
    if len(units) == 2 and _is_short(*units):  # noqa: PLR2004  # a target and an actual
        return units[1]
    return next(filter(None, units), "")


def _is_short(unit: str, full: str) -> bool:
    """Tell whether a unit is a mere 万 or 亿, and the other the same of something: 万元."""
    return bool(unit) and unit in MYRIADS and full.startswith(unit)


def _pair(target: Reading, actual: Reading) -> dict[str, Known]:
    """Return the two numbers in one unit; one that is approximate or of another is missing."""
    found: dict[str, Known] = {}
    unit = _unit(target, actual)
    if isinstance(target, Quantity) and _is_certain(target, unit):
        found["target"] = _in_unit(target, unit)
    fits = not _mismatch(target, actual)
    if isinstance(actual, Quantity) and fits and _is_certain(actual, unit):
        found["actual"] = _in_unit(actual, unit)
    return found


def _is_certain(quantity: Quantity, unit: str) -> bool:
    return not quantity.qualifier and not _may_be_share(quantity, unit)


def _may_be_share(quantity: Quantity, unit: str) -> bool:
    """Tell whether a bare number may be a share or a percentage: 1 beside % is 1% or 100%."""
    bare = not quantity.unit and unit == words().units.percent
    return bare and 0 < abs(quantity.value) <= 1


def _in_unit(quantity: Quantity, unit: str) -> Fraction:
    """Return the value, a bare number taken in the unit of the other cell."""
    bare_percent = not quantity.unit and unit == words().units.percent
    return quantity.value / 100 if bare_percent else quantity.value


def _mismatch(target: Reading, actual: Reading) -> bool:
    if not isinstance(target, Quantity) or not isinstance(actual, Quantity):
        return False
    one, other = target.unit, actual.unit
    if not one or not other or one == other:
        return False
    return not _is_short(one, other) and not _is_short(other, one)


def _as_period(target: Reading, actual: Reading) -> Reading:
    """Read 8个工作日 as a period where the target is one."""
    if isinstance(target, Period) and isinstance(actual, Quantity) and not actual.relation:
        return Period(actual.value, words().period(actual.unit), "", actual.qualifier)
    return actual


def _late(target: Reading, actual: Reading, year: int | None) -> Fraction | None:
    """Return by how many days a deadline was missed, or None where that cannot be said."""
    match target, actual:
        case Date(qualifier=""), Date(qualifier=""):
            return _late_date(target, actual, year)
        case Period(qualifier=""), Period(qualifier=""):
            return _late_period(target, actual)
    return None


def _late_period(target: Period, actual: Period) -> Fraction | None:
    if target.unit != actual.unit or actual.event not in {"", target.event}:
        return None
    over = actual.length - target.length
    days = words().periods.days.get(target.unit)
    if days is None:
        return over if over == 0 else None
    return over * days


def _late_date(target: Date, actual: Date, year: int | None) -> Fraction | None:
    """Compare two dates; one without a year is of the form's year.

    An actual that names only its month is in time if the whole month is, or it is the same month.
    """
    known = year if year is not None and MINYEAR <= year <= MAXYEAR else None
    first, second = target.year or known, actual.year or known
    if (first is None) != (second is None):
        return None
    due = _day(target, first or LEAP)
    done = _day(actual, second or LEAP)
    over = Fraction((done - due).days)
    if actual.day is None and over > 0:
        return None
    # without any year only the same day can be compared: the years may differ
    return over if first is not None or over == 0 else None


def _day(found: Date, year: int) -> date:
    """Return the day; the last one of a month, also for 29 February in a common year."""
    last = last_day(year, found.month)
    return date(year, found.month, min(found.day or last, last))


def _doubts(row: Indicator) -> Iterator[Problem]:
    target, actual = row.target.reading, row.actual.reading
    yield from _unreadable(row)
    yield from _overruled(row)
    for cell in (row.target, row.actual):
        if qualifier := getattr(cell.reading, "qualifier", ""):
            text, place = cell.cell.text, cell.cell.place
            yield problem("approximate", place, severity="note", found=text, word=qualifier)
    if not isinstance(target, Quantity) or not isinstance(actual, Quantity):
        return
    place = row.actual.cell.place
    if _mismatch(target, actual):
        yield problem(
            "unit-mismatch", place, severity="doubt", target=target.unit, actual=actual.unit
        )
    bare = actual if not actual.unit else target
    if _unit(target, actual) == words().units.percent and not bare.unit and bare.value:
        bared = row.actual.cell if bare is actual else row.target.cell
        says = "percent-unsure" if _may_be_share(bare, words().units.percent) else "percent-lost"
        yield problem("percent-lost", bared.place, says=says, severity="doubt", found=bared.text)
    if actual.relation:
        yield problem("bound-actual", place, severity="note", found=row.actual.cell.text)


def _unreadable(row: Indicator) -> Iterator[Problem]:
    """Yield a problem for each cell that should hold a number and does not."""
    for cell in (row.target, row.actual):
        if isinstance(cell.reading, Unparsed):
            yield unparsed(cell.cell, cell.reading)
    yield from _unread(row.weight, row.declared, row.judged)
    if row.weight.value is None and not row.weight.unread:
        # a row without points of either kind may be a part of the one above it
        severity = "doubt" if row.declared.value is None else "error"
        yield problem("weight-missing", row.weight.cell.place or row.place, severity=severity)
    yield from _unknown_levels(row)


def unparsed(cell: Cell, reading: Unparsed) -> Problem:
    """Return the doubt about a cell that could not be read, with the reason if it is known."""
    if not reading.reason:
        return problem("unparsed", cell.place, severity="doubt", found=cell.text)
    says, why = "unparsed-because", Message.of(reading.reason)
    return problem("unparsed", cell.place, says=says, severity="doubt", found=cell.text, why=why)


def _overruled(row: Indicator) -> Iterator[Problem]:
    """Yield a note where the form's own judged points are others than those that are taken."""
    judgement, own = row.judgement, row.judged.value
    if judgement and own is not None and own != judgement.score:
        values = {"found": show(own), "score": show(judgement.score)}
        yield Problem(
            "judgement-differs",
            Message.of("judgement-differs", **values),
            judgement.place,
            severity="note",
        )


def budget_doubts(form: Form) -> tuple[Problem, ...]:
    """Return a problem for each figure of the budget row that should be a number and is not."""
    budget = form.execution
    figures = (budget.total.initial, budget.total.annual, budget.total.executed, budget.weight)
    printed = (budget.declared, budget.declared_rate, form.declared_total)
    return tuple(_unread(*figures, *printed))


def _unread(*figures: Figure) -> Iterator[Problem]:
    for figure in figures:
        if figure.unread:
            says = "figure-shared" if figure.cell.kind == SHARED else "figure"
            yield problem("figure", figure.cell.place, says=says, found=figure.cell.text)


def _unknown_levels(row: Indicator) -> Iterable[Problem]:
    for which, text in (("level1", row.level1), ("level2", row.level2)):
        if text and heading(text) not in words().levels[which]:
            yield problem("level-unknown", row.place, severity="note", found=text)
