"""The rows of forms as Arrow batches, their numbers as decimals."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.batch.forms import FormTable
from pingfen.expression.vocabulary import Type
from pingfen.tables.arrow.sources import CsvSource
from pingfen.tables.layout import At
from pingfen.tables.measuring import Measure

DIGITS = 38


class FormSource:
    """The table of forms that were read; what its numbers are is known."""

    def __init__(self, table: FormTable, name: str) -> None:
        """Take the table, and what it is called in messages."""
        self.name, self._table = name, table
        self._lines = CsvSource(table.path)
        self.rows: int | None = table.rows
        self.schema = pa.schema([(head, self._type(head)) for head in table.headings])

    def _type(self, heading: str) -> pa.DataType:
        table = self._table
        if table.is_number(heading):
            found = table.measures.get(heading, Measure())
            most = max(abs(found.low or Fraction(0)), abs(found.high or Fraction(0)))
            digits = len(str(int(most))) + found.scale
            return pa.decimal128(18 if digits <= 18 else DIGITS, found.scale)  # noqa: PLR2004  # of 64 bits
        return pa.bool_() if table.type_of(heading) is Type.TRUTH else pa.string()

    def batches(self, columns: Sequence[int] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield its rows, of all columns or of some."""
        at = range(len(self.schema)) if columns is None else columns
        schema = pa.schema([self.schema.field(index) for index in at])
        for rows in self._lines.batches(columns):
            arrays = [
                pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array).cast(of.type)
                for array, of in zip(rows.columns, schema, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    def known(self, at: At) -> Measure | None:
        """Return what is known of a column of numbers."""
        found = self._table.measures.get(at.field, Measure())
        return found._replace(blank=self._table.rows - found.given)
