"""From a source to scored batches: measured once, bound, then read, scored and passed on."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.batch.counting import Counts
from pingfen.batch.engines import ENGINES, Scored
from pingfen.batch.sentences import Sentences
from pingfen.batch.totals import Totals, forms_of
from pingfen.compiled.python import Function, function
from pingfen.errors import Problem
from pingfen.expression.vocabulary import EXECUTION, Type
from pingfen.policy import Policy
from pingfen.tables.arrow.columns import Columns, read_columns
from pingfen.tables.arrow.preparing import Prepared, prepare
from pingfen.tables.arrow.results import Results
from pingfen.tables.arrow.singles import cells_of
from pingfen.tables.arrow.sources import Source
from pingfen.tables.binding import Binding, bind
from pingfen.tables.layout import KIND, Layout, layout_of
from pingfen.tables.measuring import NOTHING, SOME, Measure
from pingfen.tables.rows import arguments

UNLIMITED = "python"  # the engine whose integers have no limit
Tick = Callable[[str, int, int | None], None]


class Batch(NamedTuple):
    """Some rows of a table and what became of them: the columns of the result."""

    rows: pa.RecordBatch
    columns: list[pa.Array]


class Flow:
    """Scores a table batch by batch."""

    def __init__(  # noqa: PLR0913  # what a run is made of
        self,
        policy: Policy,
        source: Source,
        engine: str,
        because: str | None,
        tick: Tick,
        *,
        totals: bool = False,
    ) -> None:
        """Measure a table and bind the policy to it; ``because`` is the language of sentences.

        ``totals`` if those of the forms are wanted.
        """
        self.source, self.policy, self._tick = source, policy, tick
        self.layout = layout_of(policy, source.schema.names, source.name)
        self.total, measures = measured(policy, source, self.layout, tick)
        width = ENGINES[engine].width
        self.binding: Binding = bind(policy, self.layout, measures, because, width)
        self.results = Results(self.binding)
        self.counts = Counts(self.binding)
        self.because = because
        self._sentences = Sentences(self.binding) if because else None
        # where even the least of numbers would be too large, integers without limits do it
        self.engine = engine if self.binding.fits(width) else UNLIMITED
        make = ENGINES[self.engine].make
        self._score = make(self.binding.program)
        self.totals = Totals(self.binding, make) if totals else None
        self._single: Function | None = None

    @property
    def schema(self) -> pa.Schema:
        """The columns of the table and of the result."""
        found = self.results.schema(because=self.because is not None)
        return pa.schema([*self.source.schema, *found])

    def batches(self) -> Iterator[Batch]:
        """Yield the rows of the table with what became of them."""
        fields = tuple(self.layout.fields.values())
        for rows in self.source.batches():
            columns = read_columns(rows, self.policy, fields)
            prepared = prepare(columns, self.binding, rows.num_rows)
            scored = self._one_by_one(columns, prepared, self._score(prepared.table))
            scored = self._passed_over(columns, scored)
            self.counts.take(columns, scored[1], rows.num_rows)
            if self.totals:
                self.totals.take(columns, forms_of(self.layout, rows), scored)
            found = self.results.columns(*scored)
            if self._sentences:
                found.append(self._sentences.column(columns, scored, prepared.beyond))
            yield Batch(rows, found)
            self._tick("progress-batch", self.counts.rows, self.total)

    def joined(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows of the table with the columns of the result beside their own."""
        schema = self.schema
        for batch in self.batches():
            arrays = [*batch.rows.columns, *batch.columns]
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    def problems(self) -> list[Problem]:
        """Return what cannot be read, and which rows are of no form."""
        return [*self.counts.problems(), *(self.totals.problems() if self.totals else ())]

    def _passed_over(self, columns: Columns, scored: Scored) -> Scored:
        """Leave rows of the budget without a score where the policy scores none."""
        if not self.binding.passes_over:
            return scored
        budget = pc.fill_null(pc.equal(columns[KIND].values, EXECUTION), fill_value=False)
        if not pc.any(budget).as_py():
            return scored
        scores, outcomes = scored
        none = pa.scalar(len(self.binding.outcomes) - 1, pa.int32())
        found = pc.if_else(budget, none, outcomes.cast(pa.int32()))
        if isinstance(scores, pa.Array):
            return pc.if_else(budget, pa.scalar(None, scores.type), scores), found
        listed = zip(scores, budget.to_pylist(), strict=True)
        return [None if of_budget else score for score, of_budget in listed], found

    def _one_by_one(self, columns: Columns, prepared: Prepared, scored: Scored) -> Scored:
        """Score the rows again whose numbers do not fit in 64 bits."""
        if not prepared.beyond:
            return scored
        scores, outcomes = scored
        self._single = self._single or function(self.binding.exact)
        every = scores.to_pylist() if isinstance(scores, pa.Array) else list(scores)
        found = outcomes.to_pylist()
        for at in prepared.beyond:
            cells = cells_of(columns, at, self.policy)
            every[at], number = self._single(*arguments(cells, self.binding))
            found[at] = number + self.binding.first_exact
        return every, pa.array(found, pa.int32())


def measured(
    policy: Policy, source: Source, layout: Layout, tick: Tick
) -> tuple[int | None, dict[str, Measure]]:
    """Return how many rows a table has, if that is known, and the measures of its fields.

    They are what its file says of them, or else its numbers are read for them.
    """
    known = {
        name: source.known(at) if at.type is Type.NUMBER else SOME
        for name, at in layout.fields.items()
    }
    left = [at for at in layout.fields.values() if known[at.field] is None]
    found = {name: of for name, of in known.items() if of is not None}
    if not left:
        return source.rows, found
    narrow = [at._replace(column=column) for column, at in enumerate(left)]
    read, total = 0, dict.fromkeys((at.field for at in left), NOTHING)
    for rows in source.batches([at.column for at in left]):
        columns = read_columns(rows, policy, narrow)
        total = {
            name: total[name].and_then(column.measure(read)) for name, column in columns.items()
        }
        read += rows.num_rows
        tick("progress-measuring", read, source.rows)
    return read, found | total
