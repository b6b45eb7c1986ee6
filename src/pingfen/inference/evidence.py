"""What forms declare: the scores, totals and grades that a policy is to explain."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pingfen.exact import plain_decimal
from pingfen.form import Form, Forms
from pingfen.readers import forms_from_data

Document = Forms | Form | Mapping[str, object]
EXECUTION_ROW = 0


class RowRef(NamedTuple):
    """A row of a form that declares a score; ``number`` is 0 for the budget row.

    ``form`` counts the forms from 0 as they were given; ``weight`` is what the form prints.
    """

    form: int
    file: str
    project: str
    number: int
    name: str
    target: str
    actual: str
    weight: Decimal | None
    declared: Decimal

    @property
    def lost(self) -> bool:
        """Whether the form says that points were lost."""
        return self.weight is not None and self.declared < self.weight


class Declared(NamedTuple):
    """One form with what it declares; the scores in the order of its rows, the budget's first."""

    form: Form
    file: str
    rows: tuple[RowRef, ...]
    scores: tuple[Fraction, ...]
    total: Fraction | None
    grade: str


def evidence(documents: Document | Iterable[Document]) -> tuple[Declared, ...]:
    """Return the forms of documents with what they declare, in the order in which they come.

    Raises ``FormError`` for plain data of another shape.
    """
    items = [documents] if isinstance(documents, Forms | Form | Mapping) else documents
    found = [(form, file) for item in items for form, file in _forms(item)]
    return tuple(_declared(at, form, file) for at, (form, file) in enumerate(found))


def _forms(item: Document) -> Iterator[tuple[Form, str]]:
    if isinstance(item, Form):
        yield item, item.place.file if item.place else ""
        return
    forms = item if isinstance(item, Forms) else forms_from_data(item)
    yield from ((form, forms.file) for form in forms)


def _declared(at: int, form: Form, file: str) -> Declared:
    pairs = tuple(_rows(at, form, file))
    total = form.declared_total.value
    if total is None and form.summary:
        total = form.summary.total.value
    grade = form.declared_grade or (form.summary.grade if form.summary else "")
    rows = tuple(ref for ref, _ in pairs)
    return Declared(form, file, rows, tuple(score for _, score in pairs), total, grade)


def _rows(at: int, form: Form, file: str) -> Iterator[tuple[RowRef, Fraction]]:
    budget = form.execution
    label = budget.total.label or budget.label
    lines = [
        (EXECUTION_ROW, label, budget.total.annual.cell, budget.total.executed.cell, budget),
        *(
            (number, row.name, row.target.cell, row.actual.cell, row)
            for number, row in enumerate(form.rows, 1)
        ),
    ]
    for number, name, target, actual, line in lines:
        score = line.declared.value
        if score is None:
            continue
        points = line.weight.value
        weight = None if points is None else plain_decimal(points)
        cells = (target.text, actual.text)
        ref = RowRef(
            at, file, form.project, number, name, *cells, weight, plain_decimal(score)
        )
        yield ref, score
