"""One run: a file or a frame is scored, and goes to a file or becomes a frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pingfen.batch.engines import engine_named
from pingfen.batch.result import ScoredTable
from pingfen.errors import DataPlace, UsageError, problem
from pingfen.messages import Message
from pingfen.policy import Policy
from pingfen.scoring.card import policy_name

if TYPE_CHECKING:
    from pingfen.batch.flow import Flow, Tick

SUFFIXES = (".parquet", ".csv", ".arrow", ".feather", ".ipc")
MEMORY = "<table>"


def silent(phase: str, done: int, total: int | None) -> None:
    """Show nothing of how far a run has come."""


def score_file(
    policy: Policy,
    path: str,
    engine: str,
    because: str | None,
    *,
    output: str | None = None,
    totals: str | None = None,
    tick: "Tick" = silent,
) -> ScoredTable:
    """Score a file; without an output the result is an Arrow table."""
    name = engine_named(engine)
    for each in filter(None, (path, output, totals)):
        suffix_of(each)
    with needed(path):
        from pingfen.batch.flow import Flow  # noqa: PLC0415  # an extra
        from pingfen.tables.arrow.sources import open_source  # noqa: PLC0415  # an extra
    flow = Flow(policy, open_source(path), name, because, tick)
    if output is None:
        return _result(flow, name, _collected(flow))
    _write(flow, output)
    return _result(flow, name, None)


def score_frame(
    policy: Policy,
    frame: Any,  # noqa: ANN401  # of any library
    engine: str,
    because: str | None,
    *,
    output: str | None = None,
    totals: str | None = None,
) -> ScoredTable:
    """Score a frame; without an output the result is a frame of its kind."""
    name = engine_named(engine)
    for each in filter(None, (output, totals)):
        suffix_of(each)
    with needed(MEMORY):
        from pingfen.batch.flow import Flow  # noqa: PLC0415  # an extra
        from pingfen.tables.arrow.sources import TableSource  # noqa: PLC0415  # an extra
        from pingfen.tables.frames import kind_of  # noqa: PLC0415  # an extra
    kind = kind_of(frame)
    flow = Flow(policy, TableSource(kind.to_arrow(frame), MEMORY), name, because, silent)
    if output is not None:
        _write(flow, output)
        return _result(flow, name, None)
    return _result(flow, name, kind.joined(frame, _columns(flow)))


def suffix_of(path: str) -> str:
    """Return the ending of a table's file. Raises ``UsageError`` for one that is not known."""
    found = next((suffix for suffix in SUFFIXES if path.lower().endswith(suffix)), None)
    if found is None:
        known = " ".join(SUFFIXES)
        raise UsageError([problem("table-suffix", DataPlace(path), known=known)])
    return found


@contextmanager
def needed(path: str) -> Iterator[None]:
    """Import inside what tables need; where it is not installed, a ``UsageError`` says so."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pingfen"):
            raise
        hint = Message.of("hint-extra", extra="batch")
        found = problem("extra-missing-table", DataPlace(path), hint=hint, found=error.name)
        raise UsageError([found]) from None


def _write(flow: "Flow", output: str) -> None:
    import pyarrow as pa  # noqa: PLC0415  # an extra

    from pingfen.tables.arrow.sinks import Sink  # noqa: PLC0415  # an extra

    sink = Sink(output, flow.schema)
    try:
        for batch in flow.batches():
            arrays = [*batch.rows.columns, *batch.columns]
            sink.write(pa.RecordBatch.from_arrays(arrays, schema=flow.schema))
        sink.keep()
    except BaseException:
        sink.drop()
        raise


def _collected(flow: "Flow") -> object:
    """Return the rows with what became of them as one Arrow table."""
    import pyarrow as pa  # noqa: PLC0415  # an extra

    batches = [
        pa.RecordBatch.from_arrays([*batch.rows.columns, *batch.columns], schema=flow.schema)
        for batch in flow.batches()
    ]
    return pa.Table.from_batches(batches, flow.schema)


def _columns(flow: "Flow") -> Any:  # noqa: ANN401  # an Arrow table
    """Return the columns of the result alone."""
    import pyarrow as pa  # noqa: PLC0415  # an extra

    schema = flow.results.schema(because=flow.because is not None)
    batches = [
        pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in flow.batches()
    ]
    return pa.Table.from_batches(batches, schema)


def _result(flow: "Flow", engine: str, frame: object) -> ScoredTable:
    counts = flow.counts
    return ScoredTable(
        policy_name(flow.policy),
        engine,
        counts.rows,
        counts.undecided,
        flow.layout.unknown,
        tuple(counts.problems()),
        frame,
    )
