"""Where batches go: Parquet, Arrow and CSV files that appear whole or not at all."""

import io
import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol, cast

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.ipc as pa_ipc
import pyarrow.parquet as pq

from pingfen.writers import Output

FINE = 6  # decimals that Arrow prints without a power of ten
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # makes spreadsheets read a CSV file as UTF-8


class Writer(Protocol):
    """What writes batches in one format."""

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Write a batch."""

    def close(self) -> None:
        """Write the end."""


class Sink:
    """A file of batches, under a temporary name until it is kept."""

    def __init__(self, path: str, schema: pa.Schema) -> None:
        """Begin the file; its ending says in which format."""
        self._output = Output(path)
        try:
            self._writer = WRITERS[os.path.splitext(path)[1].lower()](_Raw(self._output), schema)
        except BaseException:
            self._output.drop()
            raise

    def write(self, batch: pa.RecordBatch) -> None:
        """Write a batch."""
        self._writer.write_batch(batch)

    def keep(self) -> None:
        """Write the end and put the file in its place."""
        self._writer.close()
        self._output.keep()

    def drop(self) -> None:
        """Leave no trace."""
        self._output.drop()


class _Raw(io.RawIOBase):
    """An output as a file of bytes."""

    def __init__(self, output: Output) -> None:
        super().__init__()
        self._output, self._at = output, 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, content: object) -> int:
        data = memoryview(cast("bytes", content))
        self._output.write_bytes(bytes(data))
        self._at += data.nbytes
        return data.nbytes


class _Csv:
    """Writes CSV; numbers of many decimals as they are, where Arrow would write 5E-8."""

    def __init__(self, file: _Raw, schema: pa.Schema) -> None:
        file.write(BYTE_ORDER_MARK)
        self._plain = [
            at for at, of in enumerate(schema) if _is_decimal(of.type) and of.type.scale > FINE
        ]
        for at in self._plain:
            schema = schema.set(at, schema.field(at).with_type(pa.string()))
        self._schema = schema
        options = pa_csv.WriteOptions(quoting_style="needed")
        self._writer = pa_csv.CSVWriter(file, schema, write_options=options)

    def write_batch(self, batch: pa.RecordBatch) -> None:
        arrays = list(batch.columns)
        for at in self._plain:
            values = arrays[at].to_pylist()
            texts = [None if value is None else f"{value:f}" for value in values]
            arrays[at] = pa.array(texts, pa.string())
        self._writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self._schema))

    def close(self) -> None:
        self._writer.close()


def _is_decimal(type_: pa.DataType) -> bool:
    return bool(pa.types.is_decimal(type_))


def _parquet(file: _Raw, schema: pa.Schema) -> Writer:
    return cast("Writer", pq.ParquetWriter(file, schema, compression="zstd"))


def _arrow(file: _Raw, schema: pa.Schema) -> Writer:
    return cast("Writer", pa_ipc.new_file(file, schema))


WRITERS: Mapping[str, Callable[[_Raw, pa.Schema], Writer]] = MappingProxyType(
    {".csv": _Csv, ".parquet": _parquet, ".arrow": _arrow, ".feather": _arrow, ".ipc": _arrow}
)
