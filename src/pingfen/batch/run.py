"""One run: a file or a frame is scored, and goes to a file or becomes a frame."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pingfen.batch.engines import engine_named
from pingfen.batch.result import ScoredTable
from pingfen.errors import DataPlace, Problem, UsageError, problem
from pingfen.messages import Message
from pingfen.policy import Policy
from pingfen.scoring.card import policy_name

if TYPE_CHECKING:
    from pingfen.batch.flow import Flow, Tick
    from pingfen.tables.arrow.sinks import Sink

SUFFIXES = (".parquet", ".csv", ".arrow", ".feather", ".ipc")
MEMORY = "<table>"


def silent(phase: str, done: int, total: int | None) -> None:
    """Show nothing of how far a run has come."""


class Run:
    """Scores one table; what it writes appears whole or not at all."""

    def __init__(
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
        self._sink: Sink | None = None
        for path in self._written():
            suffix_of(path)
        self.engine = engine_named(engine)

    def file(self, path: str) -> ScoredTable:
        """Score a table in a file, or the forms in a file or a folder.

        Without an output the result is an Arrow table.
        """
        if not path.lower().endswith(SUFFIXES):
            return self._forms(path)
        with needed(path):
            from pingfen.tables.arrow.sources import open_source  # noqa: PLC0415  # an extra

            flow = self._flow(open_source(path))
        return self._finished(flow)

    def _finished(
        self, flow: "Flow", problems: tuple[Problem, ...] = (), forms: int | None = None
    ) -> ScoredTable:
        frame = _collected(flow) if self._output is None else self._write(flow, self._output)
        return self._result(flow, frame, problems, forms)

    def _forms(self, path: str) -> ScoredTable:
        from pingfen.batch.forms import read_forms_in  # noqa: PLC0415  # tables need no readers

        table = read_forms_in(self._policy, [path], self._written(), self._tick)
        try:
            with needed(path):
                from pingfen.batch.spooled import FormSource  # noqa: PLC0415  # an extra

                flow = self._flow(FormSource(table, path))
            return self._finished(flow, tuple(table.problems), table.forms)
        finally:
            table.drop()

    def frame(self, frame: Any) -> ScoredTable:  # noqa: ANN401  # of any library
        """Score a frame; without an output the result is a frame of its kind."""
        with needed(MEMORY):
            from pingfen.tables.arrow.sources import TableSource  # noqa: PLC0415  # an extra
            from pingfen.tables.frames import kind_of  # noqa: PLC0415  # an extra

            kind = kind_of(frame)
            flow = self._flow(TableSource(kind.to_arrow(frame), MEMORY))
        if self._output is None:
            return self._result(flow, kind.joined(frame, _columns(flow)), made=kind.made)
        return self._result(flow, self._write(flow, self._output), made=kind.made)

    def _written(self) -> list[str]:
        """Return the files to write."""
        return [path for path in (self._output, self._totals) if isinstance(path, str)]

    def drop(self) -> None:
        """Leave no half-written file behind."""
        if self._sink:
            self._sink.drop()

    def _flow(self, source: Any) -> "Flow":  # noqa: ANN401  # a source, which needs an extra
        from pingfen.batch.flow import Flow  # noqa: PLC0415  # an extra

        wanted = bool(self._totals)
        return Flow(
            self._policy, source, self.engine, self._because, self._tick, totals=wanted
        )

    def _write(self, flow: "Flow", output: str) -> None:
        self._put(output, flow.schema, flow.joined())

    def _put(self, path: str, schema: Any, batches: Iterable[Any]) -> None:  # noqa: ANN401  # of pyarrow
        from pingfen.tables.arrow.sinks import Sink  # noqa: PLC0415  # an extra

        self._sink = Sink(path, schema)
        try:
            for batch in batches:
                self._sink.write(batch)
            self._sink.keep()
        except BaseException:
            self._sink.drop()
            raise

    def _summed(self, flow: "Flow", made: Callable[[Any], Any]) -> object:
        """Return the totals of the forms as a frame, unless they go to a file."""
        if flow.totals is None:
            return None
        table = flow.totals.result()
        if not isinstance(self._totals, str):
            return made(table)
        self._put(self._totals, table.schema, table.to_batches())
        return None

    def _result(
        self,
        flow: "Flow",
        frame: object,
        problems: tuple[Problem, ...] = (),
        forms: int | None = None,
        made: Callable[[Any], Any] = lambda table: table,
    ) -> ScoredTable:
        counts, totals = flow.counts, self._summed(flow, made)
        return ScoredTable(
            policy_name(flow.policy),
            self.engine,
            counts.rows,
            counts.undecided,
            flow.layout.unknown,
            (*problems, *counts.problems(), *(flow.totals.problems() if flow.totals else ())),
            frame,
            totals,
            forms,
            flow.totals.undecided if flow.totals else 0,
        )


def suffix_of(path: str) -> str:
    """Return the ending of a table's file. Raises ``UsageError`` for one that is not known."""
    found = next((suffix for suffix in SUFFIXES if path.lower().endswith(suffix)), None)
    if found is None:
        known = " ".join(SUFFIXES)
        raise UsageError([problem("table-suffix", DataPlace(path), known=known)])
    return found


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
