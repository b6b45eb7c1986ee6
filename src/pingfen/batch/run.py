"""One run: a file or a frame is scored, and goes to a file or becomes a frame."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pingfen.batch.engines import SPARK, engine_named
from pingfen.batch.result import ScoredTable
from pingfen.errors import DataPlace, Problem, UsageError, problem
from pingfen.messages import Message
from pingfen.policy import Policy
from pingfen.scoring.card import policy_name
from pingfen.writers import Output

if TYPE_CHECKING:
    from pingfen.batch.clustered import Clustered
    from pingfen.batch.flow import Flow, Tick
    from pingfen.tables.arrow.sinks import Sink
    from pingfen.tables.frames import Kind

SUFFIXES = (".parquet", ".csv", ".arrow", ".feather", ".ipc")
CSV = ".csv"
MEMORY = "<table>"


def silent(phase: str, done: int, total: int | None) -> None:
    """Show nothing of how far a run has come."""


class Run:
    """Scores one table; what it writes appears whole or not at all."""

    def __init__(  # noqa: PLR0913  # what a run is made of
        self,
        policy: Policy,
        engine: str = "auto",
        because: str | None = None,
        *,
        output: str | None = None,
        totals: bool | str = False,
        tick: "Tick" = silent,
    ) -> None:
        """Take the policy, the language of the sentences if they are wanted, and where to write.

        Raises ``UsageError`` for an engine or an ending that is not known.
        """
        self._policy, self._because, self._tick = policy, because, tick
        self._output, self._totals = output, totals
        self._opened: list[Sink | Output | Clustered] = []
        for path in self._written():
            writable(path)
        self.engine = engine_named(engine)

    def file(self, path: str) -> ScoredTable:
        """Score a table in a file, or the forms in a file or a folder.

        Without an output the result is an Arrow table.
        """
        if self.engine == SPARK:
            return self._clustered(path)
        if not path.lower().endswith(SUFFIXES):
            return self._forms(path)
        if self._is_plain(path) and find_spec("pyarrow") is None:
            return self._plainly(path, path)
        with needed(path):
            from pingfen.tables.arrow.sources import open_source  # noqa: PLC0415  # an extra

            flow = self._flow(open_source(path))
        return self._finished(flow)

    def _clustered(self, path: str) -> ScoredTable:
        """Let Spark read and write."""
        from pingfen.batch.clustered import Clustered  # noqa: PLC0415  # an extra

        if self._output is None or self._totals:
            raise UsageError([problem("spark-only-files", DataPlace(path))])
        run = Clustered(self._policy, self._because, self._output, self._tick)
        self._opened = [run]
        with self._kept():
            return run.file(path)

    def _finished(
        self,
        flow: "Flow",
        problems: tuple[Problem, ...] = (),
        forms: int | None = None,
        kind: "Kind | None" = None,
    ) -> ScoredTable:
        """Run a flow to its end: its rows go to a file or become a frame, and so do the totals."""
        made = kind.made if kind else _same
        frame = totals = None
        with self._kept():
            if self._output is None:
                frame = _columns(flow) if kind else _collected(flow)
            else:
                self._write(self._output, flow.schema, flow.joined())
            if flow.totals:
                table = flow.totals.result()
                if isinstance(self._totals, str):
                    self._write(self._totals, table.schema, table.to_batches())
                else:
                    totals = made(table)
        return ScoredTable(
            policy_name(flow.policy),
            flow.engine,
            flow.counts.rows,
            flow.counts.undecided,
            () if forms else flow.layout.unknown,
            (*problems, *flow.problems()),
            frame,
            totals,
            forms,
            flow.totals.undecided if flow.totals else 0,
        )

    def _forms(self, path: str) -> ScoredTable:
        from pingfen.batch.forms import read_forms_in  # noqa: PLC0415  # tables need no readers

        table = read_forms_in(self._policy, [path], self._written(), self._tick)
        try:
            if self._is_plain(CSV):
                return self._plainly(table.path, path, tuple(table.problems), table.forms)
            with needed(path):
                from pingfen.batch.spooled import FormSource  # noqa: PLC0415  # an extra

                flow = self._flow(FormSource(table, path))
            return self._finished(flow, tuple(table.problems), table.forms)
        finally:
            table.drop()

    def _is_plain(self, path: str) -> bool:
        """Tell whether a run needs no library: CSV in and out, by generated Python."""
        sums = self._totals is False or str(self._totals).lower().endswith(CSV)
        ends = path.lower().endswith(CSV) and (self._output or "").lower().endswith(CSV)
        return self.engine == "python" and ends and sums

    def _plainly(
        self, path: str, name: str, problems: tuple[Problem, ...] = (), forms: int | None = None
    ) -> ScoredTable:
        from pingfen.batch.plain import PlainFlow, write_lines  # noqa: PLC0415  # one way of two

        wanted = isinstance(self._totals, str)
        flow = PlainFlow(self._policy, path, name, self._because, self._tick, totals=wanted)
        written: list[tuple[str, Iterator[Sequence[object]]]]
        written = [(str(self._output), flow.written())]
        written += [(str(self._totals), flow.totals.lines())] if flow.totals else []
        outputs = [Output(to) for to, _ in written]
        self._opened = [*outputs]
        with self._kept():
            for output, (_, lines) in zip(outputs, written, strict=True):
                write_lines(output, lines)
        return ScoredTable(
            policy_name(self._policy),
            self.engine,
            flow.rows,
            dict(flow.undecided.most_common()),
            () if forms else flow.layout.unknown,
            (*problems, *flow.problems()),
            forms=forms,
            totals_undecided=flow.totals.undecided if flow.totals else 0,
        )

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Keep what is open once it is written; leave no trace of it where that fails."""
        try:
            yield
            for each in self._opened:
                each.keep()
        except BaseException:
            self.drop()
            raise

    def frame(self, frame: Any) -> ScoredTable:  # noqa: ANN401  # of any library
        """Score a frame; without an output the result is a frame of its kind."""
        if self.engine == SPARK:
            raise UsageError([problem("spark-only-files", DataPlace(MEMORY))])
        with needed(MEMORY):
            from pingfen.tables.arrow.sources import TableSource  # noqa: PLC0415  # an extra
            from pingfen.tables.frames import kind_of  # noqa: PLC0415  # an extra

            kind = kind_of(frame)
            flow = self._flow(TableSource(kind.to_arrow(frame), MEMORY))
        found = self._finished(flow, kind=kind)
        if self._output is not None:
            return found
        return replace(found, frame=kind.joined(frame, found.frame))

    def _written(self) -> list[str]:
        """Return the files to write."""
        return [path for path in (self._output, self._totals) if isinstance(path, str)]

    def drop(self) -> None:
        """Leave no half-written file behind."""
        for each in self._opened:
            each.drop()

    def _flow(self, source: Any) -> "Flow":  # noqa: ANN401  # a source, which needs an extra
        from pingfen.batch.flow import Flow  # noqa: PLC0415  # an extra

        wanted = bool(self._totals)
        return Flow(self._policy, source, self.engine, self._because, self._tick, totals=wanted)

    def _write(self, path: str, schema: Any, batches: Iterable[Any]) -> None:  # noqa: ANN401  # of pyarrow
        from pingfen.tables.arrow.sinks import Sink  # noqa: PLC0415  # an extra

        sink = Sink(path, schema)
        self._opened.append(sink)
        for batch in batches:
            sink.write(batch)


def writable(path: str) -> None:
    """Raise ``UsageError`` for a file to write whose ending is not known, or which is a folder."""
    if not path.lower().endswith(SUFFIXES):
        known = " ".join(SUFFIXES)
        raise UsageError([problem("table-suffix", DataPlace(path), known=known)])
    if os.path.isdir(path):
        raise UsageError([problem("output-folder", DataPlace(path))])


@contextmanager
def needed(path: str) -> Iterator[None]:
    """Do what tables need an extra for; where it is not installed, a ``UsageError`` says so."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pingfen"):
            raise
        hint = Message.of("hint-extra", extra="batch")
        found = problem("extra-missing-table", DataPlace(path), hint=hint, found=error.name)
        raise UsageError([found]) from None


def _collected(flow: "Flow") -> object:
    """Return the rows with what became of them as one Arrow table."""
    import pyarrow as pa  # noqa: PLC0415  # an extra

    return pa.Table.from_batches(flow.joined(), flow.schema)


def _columns(flow: "Flow") -> Any:  # noqa: ANN401  # an Arrow table
    """Return the columns of the result alone."""
    import pyarrow as pa  # noqa: PLC0415  # an extra

    schema = flow.results.schema(because=flow.because is not None)
    batches = [
        pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in flow.batches()
    ]
    return pa.Table.from_batches(batches, schema)


def _same(table: object) -> object:
    return table
