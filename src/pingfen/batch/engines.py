"""The engines that score batches, by name, and which of them is there."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pingfen.compiled.limits import MOST
from pingfen.compiled.program import Program
from pingfen.errors import UsageError, problem
from pingfen.messages import Message

if TYPE_CHECKING:
    import pyarrow as pa

# scores as whole numbers and the number of each row's outcome
Scored = tuple["pa.Array | list[int | None]", "pa.Array"]
Scorer = Callable[["pa.Table"], Scored]
AUTO = "auto"
MOST_DUCKDB = 2**126  # it holds integers of 127 bits


class Engine(NamedTuple):
    """What an engine needs to be installed, and what makes it score a program.

    ``width`` is the largest integer that it holds, None where there is none.
    """

    library: str
    extra: str
    make: Callable[[Program], Scorer]
    width: int | None = MOST


def _python(program: Program) -> Scorer:
    import pyarrow as pa  # noqa: PLC0415  # an extra

    from pingfen.compiled.python import function  # noqa: PLC0415  # not before it is needed

    score = function(program)

    def scored(table: "pa.Table") -> Scored:
        columns = [column.to_pylist() for column in table.columns]
        found = [score(*row) for row in zip(*columns, strict=True)]
        return [each[0] for each in found], pa.array([each[1] for each in found], pa.int32())

    return scored


def _polars(program: Program) -> Scorer:
    from pingfen.compiled.polars import score  # noqa: PLC0415  # an extra
    from pingfen.tables.frames import from_polars, to_polars  # noqa: PLC0415  # an extra

    def scored(table: "pa.Table") -> Scored:
        found = from_polars(score(program, to_polars(table)))
        return _columns(found)

    return scored


def _duckdb(program: Program) -> Scorer:
    from pingfen.compiled.duckdb import Scorer as Queries  # noqa: PLC0415  # an extra

    queries = Queries(program)

    def scored(table: "pa.Table") -> Scored:
        return _columns(queries(table))

    return scored


def _columns(found: "pa.Table") -> Scored:
    whole = found.combine_chunks()
    scores, outcomes = (whole[name].combine_chunks() for name in ("score", "outcome"))
    return scores, outcomes


# it reads and writes by itself: ``clustered.py``
SPARK, PYTHON = "spark", "python"
ENGINES: Mapping[str, Engine] = MappingProxyType(
    {
        "polars": Engine("polars", "batch", _polars),
        "duckdb": Engine("duckdb", "duckdb", _duckdb, MOST_DUCKDB),
        PYTHON: Engine("", "batch", _python, None),
    }
)


def engine_named(name: str) -> str:
    """Return the engine to take: the one that is named, or the first that is installed.

    Raises ``UsageError`` for one that is not known or not installed.
    """
    if name == AUTO:
        arrow = _is_there("pyarrow")  # through which tables go to engines
        fast = [each for each, of in ENGINES.items() if arrow and of.library]
        return next((each for each in fast if _is_there(ENGINES[each].library)), PYTHON)
    if name != SPARK and name not in ENGINES:
        known = " ".join((AUTO, *ENGINES, SPARK))
        raise UsageError([problem("engine-unknown", None, found=name, known=known)])
    library, extra = ("pyspark", SPARK) if name == SPARK else ENGINES[name][:2]
    if not _is_there(library):
        hint = Message.of("hint-extra", extra=extra)
        raise UsageError([problem("extra-missing-engine", None, hint=hint, found=library)])
    return name


def _is_there(library: str) -> bool:
    return not library or find_spec(library) is not None
