"""The totals of the forms in a table: rows are added up batch by batch, then each form is graded.

What rows add and what comes of the sums are programs; here is only grouping and adding.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.batch.adding import Added, Part
from pingfen.batch.engines import Scored, Scorer
from pingfen.batch.naming import (
    COLUMNS,
    COUNT,
    FORM,
    GRADE,
    TOTAL,
    UNDECIDED,
    no_form,
    no_forms,
    why_not,
)
from pingfen.compiled.binding import program
from pingfen.compiled.plan.totals import lower_total
from pingfen.compiled.program import Column, Program
from pingfen.compiled.python import Function, function
from pingfen.errors import Problem
from pingfen.exact import UNBOUNDED
from pingfen.expression.vocabulary import EXECUTION, Type
from pingfen.tables.arrow.columns import Columns
from pingfen.tables.arrow.numbers import NARROW
from pingfen.tables.binding import Binding
from pingfen.tables.layout import KIND, Layout
from pingfen.tables.reading import number, reader_of

BUDGET = "budget"  # how many execution rows a form has
# so many lines of parts are put together before more are kept
MOST_LINES = 1 << 20
Line = Mapping[str, object]


class Totals:
    """Adds up the rows of each form, batch by batch, and gives each its total and grade."""

    def __init__(self, binding: Binding, make: Callable[[Program], Scorer]) -> None:
        """Lower the total of a policy; ``make`` makes an engine score a program.

        Raises ``UsageError`` where no column tells the forms apart, ``Unsupported`` for a total
        that cannot be lowered.
        """
        no_forms(binding.layout)
        totals = lower_total(binding.policy)
        self.binding = binding
        self.lost = 0  # rows that are of no form
        self.undecided = 0
        self._parts = [Part(binding, each, make) for each in totals.sums]
        columns = {**binding.exact.columns}
        columns |= {part.sum.name: Column(part.places) for part in self._parts}
        places = binding.policy.total_rounding.places
        self._program = program(totals.plan, columns, places)
        self._own = [name for name in self._program.fields if name in binding.layout.fields]
        self._kept: list[pa.Table] = []
        self._lines = 0
        self._causes: dict[str, dict[str, dict[str, None]]] = {}

    def take(self, columns: Columns, forms: pa.Array, scored: Scored) -> None:
        """Add the rows of a batch; ``forms`` says which form each is of."""
        self.lost += forms.null_count
        table = {FORM: forms, COUNT: pa.repeat(pa.scalar(1), len(forms))}
        if BUDGET in self._how():
            kind = columns[KIND].values if KIND in columns else pa.nulls(len(forms), pa.string())
            is_budget = pc.fill_null(pc.equal(kind, EXECUTION), fill_value=False)
            table[BUDGET] = is_budget.cast(pa.int64())
        table |= {name: columns[name].values.cast(pa.string()) for name in self._own}
        for part in self._parts:
            added = part.added(columns, scored)
            self._note(part, forms, added)
            table |= {part.sum.name: added.values, part.sum.open: added.is_open}
        self._keep(_grouped(pa.table(table).filter(forms.is_valid()), self._how()))

    def _note(self, part: Part, forms: pa.Array, added: Added) -> None:
        """Note why rows are open, of each form each cause once."""
        if not pc.any(added.is_open).as_py():
            return
        table = pa.table({FORM: forms, "outcome": added.outcomes}).filter(added.is_open)
        for line in table.group_by([FORM, "outcome"], use_threads=False).aggregate([]).to_pylist():
            of_form = self._causes.setdefault(line[FORM], {})
            causes = of_form.setdefault(part.sum.name, {})
            causes |= dict.fromkeys(part.outcomes[line["outcome"]].causes)

    def _keep(self, table: pa.Table) -> None:
        self._kept.append(table)
        self._lines += table.num_rows
        if self._lines > MOST_LINES:
            self._kept, self._lines = [self._together()], 0

    def _how(self) -> dict[str, str]:
        """Return how each column is put together."""
        how = {COUNT: "sum", **dict.fromkeys(self._own, "first")}
        how |= {BUDGET: "sum"} if self.binding.policy.execution else {}
        for part in self._parts:
            how |= {part.sum.name: "sum", part.sum.open: "max"}
        return how

    def _together(self) -> pa.Table:
        return _grouped(pa.concat_tables(self._kept), self._how())

    def result(self) -> pa.Table:
        """Return a line for each form: its rows, total, grade, and why there is no total."""
        score = function(self._program)
        lines = self._together().to_pylist() if self._kept else []
        found = [self._line(line, score) for line in lines]
        self.undecided = sum(line[UNDECIDED] is not None for line in found)
        total = pa.decimal128(NARROW, self._program.places)
        texts, count = pa.string(), pa.int64()
        schema = pa.schema(zip(COLUMNS, (texts, count, total, texts, texts), strict=True))
        return pa.Table.from_pylist(found, schema)

    def _line(self, line: Line, score: Function) -> dict[str, object]:
        total, at = score(*(self._argument(name, line.get(name)) for name in self._program.fields))
        outcome = self._program.outcomes[at]
        budgets = cast("int", line[BUDGET]) if self.binding.policy.execution else 1
        causes = self._causes.get(str(line[FORM]), {})
        why = why_not(budgets, outcome.code, outcome.causes, causes)
        places = self._program.places
        worth = None if total is None or why else Decimal(total).scaleb(-places, UNBOUNDED)
        grade = None if worth is None else outcome.grade
        return {
            FORM: line[FORM],
            COUNT: line[COUNT],
            TOTAL: worth,
            GRADE: grade,
            UNDECIDED: why,
        }

    def _argument(self, name: str, value: object) -> object:
        """Return a column of a form as the program takes it: sums are whole already."""
        if name not in self._own:
            return int(value) if isinstance(value, Decimal) else value
        at = self.binding.layout.fields[name]
        if at.type is not Type.NUMBER:
            return reader_of(self.binding.policy, name, at.type)(value)
        found = number(value)
        scale = self._program.columns[name].scale
        return int(found * 10**scale) if isinstance(found, Fraction) else None

    def problems(self) -> list[Problem]:
        """Return what keeps rows from being of a form."""
        return no_form(self.binding.layout, self.lost)


def forms_of(layout: Layout, rows: pa.RecordBatch) -> pa.Array:
    """Return which form each row is of."""
    if layout.form is None:
        return pa.nulls(rows.num_rows, pa.string())
    column = rows.column(layout.form.column)
    plain = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    trimmed = pc.utf8_trim_whitespace(plain.cast(pa.string()))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _grouped(table: pa.Table, how: Mapping[str, str]) -> pa.Table:
    """Group lines by form, in the order in which the forms first appear."""
    found = table.group_by(FORM, use_threads=False).aggregate(list(how.items()))
    columns = [found[FORM], *(found[f"{name}_{way}"] for name, way in how.items())]
    return pa.table(columns, names=[FORM, *how])
