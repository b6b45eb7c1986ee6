"""What was written, read again: a form that says something else afterwards is named."""

from collections.abc import Iterator, Sequence

from pingfen.errors import DataPlace, Problem, problem
from pingfen.exact import NO_VALUE, plain_decimal
from pingfen.form import (
    Blank,
    BudgetLine,
    Cell,
    ExecutionRow,
    Figure,
    Form,
    Indicator,
    Measured,
    Quantity,
    Unparsed,
    Wording,
)
from pingfen.messages import Message, Text
from pingfen.readers.layout.headings import is_named, text_of
from pingfen.words import compact, heading

Said = tuple[Text, str]  # where in the form, and what stands there


def differences(path: str, forms: Sequence[Form], read: Sequence[Form]) -> Iterator[Problem]:
    """Yield a problem for each thing that a form says and its written copy does not."""
    if len(forms) != len(read):
        place = DataPlace(path)
        yield problem("written-count", place, found=len(read), expected=len(forms))
        return
    for form, copy in zip(forms, read, strict=True):
        before, after = dict(contents(form)), dict(contents(copy))
        for where in {**before, **after}:
            expected, found = before.get(where, ""), after.get(where, "")
            if expected != found:
                yield problem(
                    "written-otherwise",
                    DataPlace(path),
                    project=form.project,
                    where=where,
                    found=found or NO_VALUE,
                    expected=expected or NO_VALUE,
                )


def contents(form: Form) -> Iterator[Said]:
    """Yield all that a form says, each with where it stands; what is blank is left out."""
    return ((where, text) for where, text in _contents(form) if text)


def _contents(form: Form) -> Iterator[Said]:
    yield Message.of("field-project"), _plain(form.project)
    yield Message.of("field-year"), str(form.year or "")
    yield Message.of("field-unit"), _plain(form.unit)
    yield Message.of("field-goal"), _prose(form.goal)
    yield Message.of("field-outcome"), _prose(form.outcome)
    yield from _budget(form.execution)
    yield Message.of("field-rows"), str(len(form.rows))
    for number, row in enumerate(form.rows, 1):
        yield from _row(number, row)
    yield Message.of("field-total"), _figure(form.declared_total)
    yield Message.of("field-grade"), _plain(form.declared_grade)
    yield Message.of("field-explanation"), _prose(form.explanation)


def _budget(execution: ExecutionRow) -> Iterator[Said]:
    for number, line in enumerate((execution.total, *execution.parts)):
        label = _plain(line.label) if number else ""
        for name, text in (("label", label), *_amounts(line)):
            yield Message.of("field-budget", line=number + 1, what=_column(name)), text
    printed = ("weight", "declared", "declared_rate")
    for name in printed:
        text = _figure(getattr(execution, name))
        yield Message.of("field-budget", line=1, what=_column(name)), text


def _amounts(line: BudgetLine) -> Iterator[tuple[str, str]]:
    for name in ("initial", "annual", "executed"):
        yield name, _figure(getattr(line, name))


def _row(number: int, row: Indicator) -> Iterator[Said]:
    texts = {
        "level1": heading(row.level1),
        "level2": heading(row.level2),
        "name": _plain(row.name),
        "target": _plain(row.target.cell.text),
        "actual": _plain(row.actual.cell.text),
        "target-reading": _meaning(row.target),
        "actual-reading": _meaning(row.actual),
        "reason": "" if is_named(Cell(row.reason), "no-reason") else _prose(row.reason),
    }
    figures = ("weight", "declared", "judged", "label_weight", "label2_weight")
    texts |= {name: _figure(getattr(row, name)) for name in figures}
    for name, text in texts.items():
        yield Message.of("field-row", row=number, what=_column(name)), text
    for title, cell in row.extra:
        yield Message.of("field-row", row=number, what=title), _plain(cell.printed)


def _column(name: str) -> Text:
    return Message.of(f"field-{name}")


def _plain(text: str) -> str:
    """Return a text without what no reader keeps: blanks at its ends, ways of ending a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _prose(text: str) -> str:
    return text_of(Cell(_plain(text)))


def _meaning(found: Measured) -> str:
    """Return what was understood of a target or an actual, as a text to be compared."""
    reading = found.reading
    if isinstance(reading, Quantity):
        number = f"{reading.relation}{reading.value}{reading.unit}"
        return f"{reading.qualifier}{number}"
    return "" if isinstance(reading, Blank | Wording | Unparsed) else str(reading)


def _figure(found: Figure) -> str:
    """Return a number, or the text that is none."""
    return compact(found.cell.text) if found.value is None else f"{plain_decimal(found.value):f}"
