"""The columns of one batch, read by what their fields are."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.errors import DataPlace, FormError, problem
from pingfen.expression.vocabulary import Type
from pingfen.policy import Policy
from pingfen.tables.arrow.numbers import WIDE, Numbers, numbers_of
from pingfen.tables.layout import At
from pingfen.tables.measuring import Flaw, Measure, shown
from pingfen.tables.reading import WRONG, Read, reader_of, text


class Column(NamedTuple):
    """A column that was read: numbers, texts or truths; ``wrong`` marks what cannot be read."""

    at: At
    raw: pa.Array
    values: pa.Array
    wrong: pa.Array | None = None

    @property
    def numbers(self) -> Numbers:
        """The column as numbers."""
        return Numbers(self.values, self.wrong)

    def measure(self, before: int) -> Measure:
        """Measure the column; ``before`` is how many rows came before its first."""
        wrong = pc.sum(self.wrong).as_py() or 0 if self.wrong is not None else 0
        found = self.numbers.measure() if self.at.type is Type.NUMBER else Measure()
        given = len(self.values) - self.values.null_count
        blank = len(self.values) - given - wrong
        return found._replace(
            given=given, blank=blank, wrong=wrong, first=self._first(before) if wrong else None
        )

    def _first(self, before: int) -> Flaw:
        at = pc.index(self.wrong, pa.scalar(value=True)).as_py()
        return Flaw(before + at + 1, shown(self.raw[at].as_py()))


Columns = Mapping[str, Column]


def read_columns(batch: pa.RecordBatch, policy: Policy, fields: Iterable[At]) -> Columns:
    """Read the fields of a batch."""
    return {at.field: _column(at, batch.column(at.column), policy) for at in fields}


def _column(at: At, raw: pa.Array, policy: Policy) -> Column:
    if at.type is Type.NUMBER:
        try:
            found = numbers_of(raw)
        except pa.ArrowInvalid:  # 1e30 and 1e-30 in one column
            said = problem("table-span", DataPlace(at.heading), most=WIDE)
            raise FormError([said]) from None
        return Column(at, raw, found.values, found.wrong)
    if at.type is Type.TRUTH and pa.types.is_boolean(raw.type):
        return Column(at, raw, raw)
    reader = reader_of(policy, at.field, at.type)
    if reader is text and not pa.types.is_dictionary(raw.type):
        return Column(at, raw, _trimmed(raw))
    return _mapped(at, raw, reader)


def _trimmed(raw: pa.Array) -> pa.Array:
    if pa.types.is_floating(raw.type) or pa.types.is_nested(raw.type):
        return pa.array(map(text, raw.to_pylist()), pa.string())
    trimmed = pc.utf8_trim_whitespace(raw.cast(pa.string()))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _mapped(at: At, raw: pa.Array, reader: Callable[[object], Read]) -> Column:
    """Read each of the different values once."""
    coded = raw if pa.types.is_dictionary(raw.type) else raw.dictionary_encode()
    read = [reader(value) for value in coded.dictionary.to_pylist()]
    type_ = pa.bool_() if at.type is Type.TRUTH else pa.string()
    meant = pa.array([None if value is WRONG else value for value in read], type_)
    values = meant.take(coded.indices)
    blank = reader(None)
    if blank is not None:
        values = pc.if_else(coded.indices.is_null(), pa.scalar(blank, type_), values)
    if WRONG not in read:
        return Column(at, raw, values)
    wrong = pa.array([value is WRONG for value in read]).take(coded.indices)
    return Column(at, raw, values, pc.fill_null(wrong, fill_value=False))
