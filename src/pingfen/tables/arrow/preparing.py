"""From the columns of a batch to those that engines take: integers, texts, truths."""

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.expression.vocabulary import EXECUTION, INDICATOR, Type
from pingfen.tables.arrow.columns import Column, Columns
from pingfen.tables.arrow.numbers import integers_of
from pingfen.tables.binding import Binding
from pingfen.tables.layout import KIND, SAME_TEXT, TEXTS, UNPARSED, type_of


class Prepared(NamedTuple):
    """The fields of a program, in its order; ``beyond`` are rows with too long a number."""

    table: pa.Table
    beyond: tuple[int, ...] = ()


def prepare(
    columns: Columns,
    binding: Binding,
    count: int,
    fields: Sequence[str] | None = None,
) -> Prepared:
    """Return what an engine takes for a batch of so many rows: the fields of the program, or some.

    They are in their order.
    """
    names = binding.program.fields if fields is None else fields
    preparing = _Preparing(columns, binding, count)
    arrays = [preparing.field(name) for name in names]
    return Prepared(pa.table(arrays, names=list(names)), preparing.rows_beyond())


class _Preparing:
    def __init__(self, columns: Columns, binding: Binding, count: int) -> None:
        self.columns, self.binding, self.count = columns, binding, count
        self.beyond: pa.Array | None = None

    def field(self, name: str) -> pa.Array:
        if name in SPECIAL:
            return SPECIAL[name](self)
        column = self.columns.get(name) or self.instead(name)
        if column is None:
            return pa.nulls(self.count, self.type_of(name))
        if column.at.type is not Type.NUMBER:
            return column.values
        found = integers_of(column.numbers, self.binding.program.columns[name])
        self._note(found.beyond)
        return found.values

    def type_of(self, name: str) -> pa.DataType:
        types = {Type.NUMBER: pa.int64(), Type.TRUTH: pa.bool_()}
        return types.get(type_of(self.binding.policy, name), pa.string())

    def instead(self, name: str) -> Column | None:
        """Return the column that stands in for a figure of the budget, in execution rows only."""
        if name not in self.binding.instead:
            return None
        column = self.columns[self.binding.instead[name]]
        own = pc.equal(self.kind(), EXECUTION)
        none = pa.scalar(None, column.values.type)
        return column._replace(values=pc.if_else(own, column.values, none))

    def kind(self) -> pa.Array:
        if KIND not in self.columns:
            return pa.repeat(pa.scalar(INDICATOR), self.count)
        return pc.fill_null(self.columns[KIND].values, INDICATOR)

    def same_text(self) -> pa.Array:
        if SAME_TEXT in self.columns:
            return self.columns[SAME_TEXT].values
        if not self.binding.same_text:
            return pa.nulls(self.count, pa.bool_())
        return pc.equal(*(self.columns[name].values for name in TEXTS))

    def unparsed(self) -> pa.Array:
        found = pa.repeat(pa.scalar(False), self.count)  # noqa: FBT003  # a value
        if UNPARSED in self.columns:
            found = pc.fill_null(self.columns[UNPARSED].values, fill_value=False)
        for column in self.columns.values():
            if column.at.decides and column.wrong is not None:
                found = pc.or_(found, column.wrong)
        return found

    def rows_beyond(self) -> tuple[int, ...]:
        if self.beyond is None:
            return ()
        return tuple(pc.indices_nonzero(self.beyond).to_pylist())

    def _note(self, beyond: pa.Array | None) -> None:
        if beyond is not None:
            self.beyond = beyond if self.beyond is None else pc.or_(self.beyond, beyond)


SPECIAL = {
    KIND: _Preparing.kind,
    SAME_TEXT: _Preparing.same_text,
    UNPARSED: _Preparing.unparsed,
}
