"""What forms declare: the scores, totals and grades that a policy is to explain."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pingfen.exact import plain_decimal
from pingfen.form import Form, Forms
from pingfen.policy import Policy
from pingfen.readers import Document, document_of
from pingfen.scoring import FormValues, read_form, read_plain

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
    """One form with what it declares; the scores in the order of its rows, the budget's first.

    ``values`` are its cells as every policy reads them that has no columns of its own.
    """

    form: Form
    file: str
    rows: tuple[RowRef, ...]
    scores: tuple[Fraction, ...]
    total: Fraction | None
    grade: str
    values: FormValues

    def read_by(self, policy: Policy) -> FormValues:
        """Return the cells as a policy reads them."""
        return read_form(policy, self.form) if policy.fields else self.values


def evidence(documents: Document | Iterable[Document]) -> tuple[Declared, ...]:
    """Return the forms of documents with what they declare, in the order in which they come.

    Raises ``FormError`` for plain data of another shape.
    """
    items = [documents] if isinstance(documents, Forms | Form | Mapping) else documents
    found = [(form, document.file) for document in map(document_of, items) for form in document]
    return tuple(_declared(at, form, file) for at, (form, file) in enumerate(found))


def _declared(at: int, form: Form, file: str) -> Declared:
    pairs = tuple(_rows(at, form, file))
    total = form.declared_total.value
    if total is None and form.summary:
        total = form.summary.total.value
    grade = form.declared_grade or (form.summary.grade if form.summary else "")
    rows = tuple(ref for ref, _ in pairs)
    scores = tuple(score for _, score in pairs)
    return Declared(form, file, rows, scores, total, grade, read_plain(form))


def _rows(at: int, form: Form, file: str) -> Iterator[tuple[RowRef, Fraction]]:
    """Yield the rows that declare a score, the budget row first."""
    budget = form.execution
    total = budget.total
    written = (total.annual.cell.text, total.executed.cell.text)
    given = (EXECUTION_ROW, total.label or budget.label, *written)
    lines = [(given, budget.weight, budget.declared)]
    for number, row in enumerate(form.rows, 1):
        given = (number, row.name, row.target.cell.text, row.actual.cell.text)
        lines.append((given, row.weight, row.declared))
    for given, weight, declared in lines:
        if declared.value is not None:
            points = None if weight.value is None else plain_decimal(weight.value)
            score = plain_decimal(declared.value)
            yield RowRef(at, file, form.project, *given, points, score), declared.value
