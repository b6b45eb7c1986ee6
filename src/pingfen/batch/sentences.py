"""Why each row has its score or none, as a column of sentences: put together, never guessed.

A sentence without figures is looked up; of one with figures each part is a column of its own.
"""

from collections.abc import Sequence
from contextlib import suppress

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.batch.engines import Scored
from pingfen.batch.figures import Figures
from pingfen.compiled.plan import Spoken
from pingfen.compiled.program import Fixed, Plain, Program, Said, Whole, names_of
from pingfen.compiled.saying import because
from pingfen.tables.arrow.columns import Columns
from pingfen.tables.arrow.preparing import prepare
from pingfen.tables.arrow.singles import cells_of
from pingfen.tables.binding import Binding
from pingfen.tables.rows import arguments


class Sentences:
    """Says why, in one language."""

    def __init__(self, binding: Binding) -> None:
        """Take the sentences of a binding."""
        self.binding = binding
        self.said = binding.sentences
        whole = ["".join(said) if _is_whole(said) else None for said in self.said]  # type: ignore[arg-type]  # texts
        self._whole = pa.array([text or None for text in whole], pa.string())
        self._made = {at for at, said in enumerate(self.said) if not _is_whole(said)}

    def column(self, columns: Columns, scored: Scored, beyond: Sequence[int]) -> pa.Array:
        """Return the sentence of each row; ``beyond`` are rows with a number that is too long."""
        outcomes = scored[1]
        found = self._whole.take(outcomes)
        present = sorted(set(pc.unique(outcomes).to_pylist()) & self._made)
        if not present:
            return found
        rows = [pc.indices_nonzero(pc.equal(outcomes, at)) for at in present]
        long = set(beyond)
        texts = [self._texts(at, of, columns, long) for at, of in zip(present, rows, strict=True)]
        mask = pc.is_in(outcomes, pa.array(present, outcomes.type))
        order = pc.sort_indices(pa.concat_arrays(rows))
        return pc.replace_with_mask(found, mask, pa.concat_arrays(texts).take(order))

    def _texts(self, outcome: int, rows: pa.Array, columns: Columns, long: set[int]) -> pa.Array:
        """Return the sentences of the rows that have an outcome."""
        exact = self.binding.exact is not self.binding.program
        listed = rows.to_pylist() if long else []
        if outcome < self.binding.first_exact or not exact:
            with suppress(pa.ArrowInvalid, _TooLong):
                if long.isdisjoint(listed):
                    return self._at_once(self.said[outcome], rows, columns)
        singles = [self._single(outcome, row, columns) for row in rows.to_pylist()]
        return pa.array(singles, pa.string())

    def _at_once(self, said: Sequence[Said], rows: pa.Array, columns: Columns) -> pa.Array:
        """Put together the sentences of some rows, each part for all of them."""
        taken = {
            name: column._replace(values=column.values.take(rows), wrong=None)
            for name, column in columns.items()
        }
        names = sorted(_names(said, self.binding.program))
        prepared = prepare(taken, self.binding, len(rows), names)
        if prepared.beyond:
            raise _TooLong
        arrays = {name: _flat(prepared.table[name]) for name in names}
        figures = Figures(self.binding.program, arrays)
        parts = [_flat_text(figures.text(part), len(rows)) for part in said]
        return pc.binary_join_element_wise(*parts, "")

    def _single(self, outcome: int, row: int, columns: Columns) -> str:
        """Return one sentence, worked out with integers that have no limit."""
        binding = self.binding
        first = binding.first_exact
        of = binding.exact if outcome >= first else binding.program
        names = sorted(_names(self.said[outcome], of))
        cells = cells_of(columns, row, binding.policy)
        values = arguments(cells, binding, names, of.columns)
        at = outcome - first if of is binding.exact else outcome
        return because(of, at, dict(zip(names, values, strict=True)))


class _TooLong(Exception):  # noqa: N818  # no error: the rows are said one by one
    """A number does not fit in 64 bits."""


def _flat_text(text: "pa.Array | str", count: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), count) if isinstance(text, str) else text


def _is_whole(said: Sequence[Said]) -> bool:
    return all(isinstance(part, str) for part in said)


def _flat(column: pa.ChunkedArray) -> pa.Array:
    found = column.combine_chunks()
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


def _names(said: Sequence[Said], program: Program) -> set[str]:
    """Return the columns that a sentence needs."""
    found: set[str] = set()
    for part in said:
        if isinstance(part, Spoken):
            found.add(part.field)
        elif isinstance(part, Plain):
            found |= _of(part.top, program) | _of(part.bottom, program)
        elif isinstance(part, Fixed):
            found |= _of(part.value.top, program) | _of(part.value.bottom, program)
    return found


def _of(whole: Whole, program: Program) -> set[str]:
    found: set[str] = set()
    for name in names_of(whole):
        of = program.rounded.get(name)
        found |= {name} if of is None else _of(of.top, program) | _of(of.bottom, program)
    return found
