"""Where batches come from: Parquet, Arrow and CSV files, tables in memory."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.ipc as pa_ipc
import pyarrow.parquet as pq

from pingfen.errors import DataPlace, FormError, problem, reason_of
from pingfen.tables.delimited import encoding_of, header_of
from pingfen.tables.layout import At
from pingfen.tables.measuring import Measure

# rows of a batch: enough for engines to be quick, few enough for a hundred columns of text
ROWS = 131_072
BLOCK = 1 << 24  # bytes of a CSV file that are read at once


class Source(Protocol):
    """A table that can be gone through more than once, batch by batch."""

    @property
    def name(self) -> str:
        """What the table is called in messages."""

    @property
    def schema(self) -> pa.Schema:
        """Its columns."""

    @property
    def rows(self) -> int | None:
        """How many rows it has, if that is known before they are read."""

    def batches(self, columns: Sequence[int] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield its rows, of all columns or of some."""

    def known(self, at: At) -> Measure | None:
        """Return what is known of a column of numbers without reading it."""


class ParquetSource:
    """A Parquet file; the limits of its integers and decimals stand beside them."""

    def __init__(self, path: str) -> None:
        """Open the file."""
        self.name = path
        with _readable(path):
            # read ahead, the whole file would stay in memory
            self._file = pq.ParquetFile(path, pre_buffer=False)
            self.schema = self._file.schema_arrow
        self.rows: int | None = self._file.metadata.num_rows

    def batches(self, columns: Sequence[int] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield its rows, of all columns or of some."""
        names = None if columns is None else [self.schema.names[at] for at in columns]
        with _readable(self.name):
            yield from self._file.iter_batches(ROWS, columns=names)

    def known(self, at: At) -> Measure | None:
        """Return what the file says of a column of integers or decimals."""
        type_ = self.schema.field(at.column).type
        if not (pa.types.is_integer(type_) or pa.types.is_decimal(type_)):
            return None
        return self._measured(at, type_.scale if pa.types.is_decimal(type_) else 0)

    def _measured(self, at: At, scale: int) -> Measure | None:
        found = Measure()
        data = self._file.metadata
        paths = [data.schema.column(index).path for index in range(data.num_columns)]
        if paths.count(at.heading) != 1:
            return None
        column = paths.index(at.heading)
        for group in range(data.num_row_groups):
            of = data.row_group(group).column(column).statistics
            if of is None or not of.has_null_count:
                return None
            if of.num_values and not of.has_min_max:
                return None
            limits = [Fraction(of.min), Fraction(of.max)] if of.num_values else [None, None]
            piece = Measure(of.num_values, of.null_count, 0, None, scale, *limits)
            found = found.and_then(piece)
        return found


class ArrowSource:
    """An Arrow file (.arrow, Feather), as it lies in memory."""

    def __init__(self, path: str) -> None:
        """Open the file."""
        self.name = path
        self.rows: int | None = None
        with _readable(path):
            self._mapped = pa.memory_map(path)
            self._file = pa_ipc.open_file(self._mapped)
            self.schema = self._file.schema

    def batches(self, columns: Sequence[int] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield its rows, of all columns or of some."""
        with _readable(self.name):
            for at in range(self._file.num_record_batches):
                yield from pieces(self._file.get_batch(at), columns)

    def known(self, at: At) -> Measure | None:  # noqa: ARG002  # as the protocol
        """Return nothing: no limits stand in the file."""
        return None


class CsvSource:
    """A CSV file with headings, in UTF-8 or gb18030; its cells are texts."""

    def __init__(self, path: str) -> None:
        """Look at the headings."""
        self.name = path
        self.rows: int | None = None
        encoding = encoding_of(path)
        self._headings = header_of(path, encoding)
        # a byte order mark is no trouble to what reads UTF-8
        self._encoding = "utf8" if encoding.startswith("utf") else encoding
        self.schema = pa.schema([(name, pa.string()) for name in self._headings])

    def batches(self, columns: Sequence[int] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield its rows, of all columns or of some."""
        names = [str(at) for at in range(len(self._headings))]  # headings may be there twice
        with _readable(self.name):
            reader = pa_csv.open_csv(
                self.name,
                pa_csv.ReadOptions(
                    block_size=BLOCK,
                    encoding=self._encoding,
                    column_names=names,
                    skip_rows_after_names=1,
                ),
                pa_csv.ParseOptions(newlines_in_values=True),
                pa_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    include_columns=None if columns is None else [names[at] for at in columns],
                    strings_can_be_null=False,
                ),
            )
            for batch in reader:
                yield from pieces(_named(batch, self.schema, columns))

    def known(self, at: At) -> Measure | None:  # noqa: ARG002  # as the protocol
        """Return nothing: a text says nothing of the others."""
        return None


class TableSource:
    """A table in memory."""

    def __init__(self, table: pa.Table, name: str) -> None:
        """Take the table and what it is called in messages."""
        self.name, self.schema, self._table = name, table.schema, table
        self.rows: int | None = table.num_rows

    def batches(self, columns: Sequence[int] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield its rows, of all columns or of some."""
        table = self._table if columns is None else self._table.select(list(columns))
        yield from table.combine_chunks().to_batches(ROWS)

    def known(self, at: At) -> Measure | None:  # noqa: ARG002  # as the protocol
        """Return nothing: looking at a column in memory takes no time."""
        return None


def pieces(
    batch: pa.RecordBatch, columns: Sequence[int] | None = None
) -> Iterator[pa.RecordBatch]:
    """Cut a large batch."""
    chosen = batch if columns is None else batch.select(list(columns))
    for start in range(0, chosen.num_rows, ROWS):
        yield chosen.slice(start, ROWS)


def _named(
    batch: pa.RecordBatch, schema: pa.Schema, columns: Sequence[int] | None
) -> pa.RecordBatch:
    chosen = schema if columns is None else pa.schema([schema.field(at) for at in columns])
    return pa.RecordBatch.from_arrays(batch.columns, schema=chosen)


@contextmanager
def _readable(path: str) -> Iterator[None]:
    """Say what keeps a file from being read."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        system = isinstance(error, OSError) and error.errno is not None
        found = reason_of(error) if isinstance(error, OSError) and system else error
        says = "file-missing" if system else "table-broken"
        raise FormError([problem("unreadable", DataPlace(path), says=says, found=found)]) from None


OPENERS: Mapping[str, Callable[[str], Source]] = MappingProxyType(
    {
        ".parquet": ParquetSource,
        ".csv": CsvSource,
        **dict.fromkeys((".arrow", ".feather", ".ipc"), ArrowSource),
    }
)


def open_source(path: str) -> Source:
    """Open a file by its ending."""
    return OPENERS[os.path.splitext(path)[1].lower()](path)
