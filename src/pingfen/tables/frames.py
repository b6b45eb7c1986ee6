"""Tables in memory, of whatever library: in as Arrow, out as what they were."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pyarrow as pa

from pingfen.errors import UsageError, problem
from pingfen.tables.reading import text

Frame = Any
ARROW, POLARS, PANDAS, DUCKDB = "pyarrow", "polars", "pandas", "duckdb"


class Kind(NamedTuple):
    """How a library's tables become Arrow, and get columns more."""

    to_arrow: Callable[[Frame], pa.Table]
    joined: Callable[[Frame, pa.Table], Frame]
    made: Callable[[pa.Table], Frame]


def kind_of(frame: Frame) -> Kind:
    """Return what to do with a table. Raises ``UsageError`` for something else."""
    library = type(frame).__module__.partition(".")[0].lstrip("_")
    name = type(frame).__name__
    kind = KINDS.get((library, name))
    if kind is None:
        raise UsageError([problem("no-table", None, found=f"{type(frame).__module__}.{name}")])
    return kind


def _batch_to_arrow(batch: pa.RecordBatch) -> pa.Table:
    return pa.Table.from_batches([batch])


def _joined_arrow(table: pa.Table, more: pa.Table) -> pa.Table:
    for name, column in zip(more.column_names, more.columns, strict=True):
        table = table.append_column(name, column)
    return table


def _joined_batch(batch: pa.RecordBatch, more: pa.Table) -> pa.RecordBatch:
    joined = _joined_arrow(_batch_to_arrow(batch), more)
    return joined.combine_chunks().to_batches(joined.num_rows or None)[0]


def _same(table: pa.Table) -> pa.Table:
    return table


def from_polars(frame: Frame) -> pa.Table:
    """Return a polars frame as an Arrow table."""
    return frame.to_arrow()


def to_polars(table: pa.Table) -> Frame:
    """Return an Arrow table as a polars frame."""
    import polars  # noqa: ICN001, PLC0415  # an extra

    return polars.from_arrow(table)


def _joined_polars(frame: Frame, more: pa.Table) -> Frame:
    return frame.with_columns(to_polars(more).get_columns())


def _lazy_to_arrow(frame: Frame) -> pa.Table:
    return frame.collect().to_arrow()


def _joined_lazy(frame: Frame, more: pa.Table) -> Frame:
    return _joined_polars(frame.collect(), more).lazy()


def _from_lazy(table: pa.Table) -> Frame:
    return to_polars(table).lazy()


def _pandas_to_arrow(frame: Frame) -> pa.Table:
    """Take each column by itself; one of several types is read value by value."""
    names = [str(name) for name in frame.columns]
    arrays = [_pandas_column(frame.iloc[:, at]) for at in range(len(names))]
    return pa.table(arrays, names=names) if names else pa.table({})


def _pandas_column(series: Frame) -> pa.Array:
    try:
        found = pa.Array.from_pandas(series)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        found = pa.array([_spelled(value) for value in series], pa.string())
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _spelled(value: object) -> str | None:
    """Return a value as text; what pandas takes for missing is so."""
    return None if value is None or value != value else text(value)  # noqa: PLR0124  # NaN


def _joined_pandas(frame: Frame, more: pa.Table) -> Frame:
    columns = {
        name: _from_pandas_column(column, frame)
        for name, column in zip(more.column_names, more.columns, strict=True)
    }
    return frame.assign(**columns)


def _from_pandas_column(column: pa.ChunkedArray, frame: Frame) -> Frame:
    found = column.to_pandas()
    found.index = frame.index
    return found


def _to_pandas(table: pa.Table) -> Frame:
    return table.to_pandas()


def _relation_to_arrow(relation: Frame) -> pa.Table:
    return relation.to_arrow_table()


def _from_duckdb(table: pa.Table) -> Frame:
    import duckdb  # noqa: PLC0415  # an extra

    return duckdb.from_arrow(table)


def _joined_duckdb(relation: Frame, more: pa.Table) -> Frame:
    return _from_duckdb(_joined_arrow(_relation_to_arrow(relation), more))


KINDS: Mapping[tuple[str, str], Kind] = MappingProxyType(
    {
        (ARROW, "Table"): Kind(_same, _joined_arrow, _same),
        (ARROW, "RecordBatch"): Kind(_batch_to_arrow, _joined_batch, _same),
        (POLARS, "DataFrame"): Kind(from_polars, _joined_polars, to_polars),
        (POLARS, "LazyFrame"): Kind(_lazy_to_arrow, _joined_lazy, _from_lazy),
        (PANDAS, "DataFrame"): Kind(_pandas_to_arrow, _joined_pandas, _to_pandas),
        (DUCKDB, "DuckDBPyRelation"): Kind(_relation_to_arrow, _joined_duckdb, _from_duckdb),
    }
)
