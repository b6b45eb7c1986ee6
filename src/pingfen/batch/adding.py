"""What each row of a batch adds to the sums of its form's total."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.batch.engines import Scored, Scorer
from pingfen.compiled.binding import program
from pingfen.compiled.limits import MOST
from pingfen.compiled.plan.totals import OPEN, Sum
from pingfen.compiled.program import Column, Program
from pingfen.compiled.python import Function, function
from pingfen.tables.arrow.columns import Columns
from pingfen.tables.arrow.numbers import NARROW
from pingfen.tables.arrow.preparing import prepare
from pingfen.tables.arrow.singles import cells_of
from pingfen.tables.binding import Binding
from pingfen.tables.rows import arguments

SCORE, DROPPED = "score", "dropped"


class Added(NamedTuple):
    """What the rows of a batch add, as whole decimals, and the outcomes: which are open."""

    values: pa.Array
    outcomes: pa.Array
    is_open: pa.Array


class Part:
    """One sum of a total, bound to a table."""

    def __init__(self, binding: Binding, of: Sum, make: Callable[[Program], Scorer]) -> None:
        """Bind a sum; ``make`` makes an engine score a program."""
        self.binding, self.sum = binding, of
        limit = binding.exact.largest
        bounds = (-limit, limit) if limit is not None and limit <= MOST else (None, None)
        score = {SCORE: Column(binding.exact.places, *bounds)}
        exact = {**binding.exact.columns, **score}
        self.places = of.places(exact)
        self._exact = program(of.plan, exact, self.places)
        narrow = program(of.plan, {**binding.program.columns, **score}, self.places)
        self._fits = narrow.largest is not None and narrow.largest <= MOST
        self._score = make(narrow) if self._fits else None
        self._single: Function | None = None
        self.outcomes = (*narrow.outcomes, *self._exact.outcomes)
        self._first_exact = len(narrow.outcomes)
        self._fields = narrow.fields
        self._open = pa.array([outcome.code == OPEN for outcome in self.outcomes])

    def added(self, columns: Columns, scored: Scored) -> Added:
        """Return what the rows of a batch add."""
        found = self._at_once(columns, scored)
        values, outcomes = found or self._one_by_one(columns, scored)
        worth = pc.fill_null(values.cast(pa.decimal128(NARROW, 0)), Decimal(0))
        return Added(worth, outcomes, self._open.take(outcomes))

    def _at_once(self, columns: Columns, scored: Scored) -> tuple[pa.Array, pa.Array] | None:
        """Score a batch by the engine; None where some number is too long for it."""
        scores, outcomes = scored
        if self._score is None:
            return None
        try:
            whole = scores if isinstance(scores, pa.Array) else pa.array(scores, pa.int64())
        except (OverflowError, pa.ArrowInvalid):
            return None
        settled = self._settled(whole, outcomes)
        rest = [name for name in self._fields if name not in settled]
        prepared = prepare(columns, self.binding, len(outcomes), rest)
        if prepared.beyond:
            return None
        arrays = [settled.get(name) or prepared.table[name] for name in self._fields]
        if not arrays:
            arrays, names = [pa.nulls(len(outcomes))], [""]
        else:
            names = list(self._fields)
        found, numbers = self._score(pa.table(arrays, names=names))
        values = found if isinstance(found, pa.Array) else pa.array(found, pa.int64())
        return values, numbers

    def _settled(self, scores: pa.Array, outcomes: pa.Array) -> dict[str, pa.Array]:
        """Return what is known of rows once they were scored; what is dropped counts as 0."""
        flags = [each.dropped for each in self.binding.outcomes]
        dropped = pa.array(flags, pa.bool_()).take(outcomes)
        zero = pa.scalar(0, scores.type)
        return {
            SCORE: pc.if_else(dropped, zero, scores),
            DROPPED: dropped,
        }

    def _one_by_one(self, columns: Columns, scored: Scored) -> tuple[pa.Array, pa.Array]:
        self._single = self._single or function(self._exact)
        scores = scored[0].to_pylist() if isinstance(scored[0], pa.Array) else scored[0]
        known, found = self.binding.outcomes, []
        for row, (score, number) in enumerate(zip(scores, scored[1].to_pylist(), strict=True)):
            outcome, fields = known[number], self._exact.fields
            values = arguments(cells_of(columns, row, self.binding.policy), self.binding, fields)
            given = dict(zip(fields, values, strict=True))
            given |= {SCORE: 0 if outcome.dropped else score, DROPPED: outcome.dropped}
            found.append(self._single(*(given[name] for name in fields)))
        worth = [None if value is None else Decimal(value) for value, _ in found]
        numbers = [number + self._first_exact for _, number in found]
        return pa.array(worth, pa.decimal128(NARROW, 0)), pa.array(numbers, pa.int32())
