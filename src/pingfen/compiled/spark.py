"""The Spark engine: a program as columns of a Spark DataFrame; executors need nothing of ours."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from pyspark.sql import DataFrame, SparkSession

from pingfen.compiled.program import Program
from pingfen.compiled.sql import Stages, stages
from pingfen.compiled.sql.dialects import SPARK
from pingfen.compiled.sql.telling import because

__all__ = ["SETTINGS", "DataFrame", "named", "score", "settle"]
SCORE, OUTCOME, RULE, UNDECIDED, BECAUSE = "score", "outcome", "rule", "undecided", "because"
# What a session needs. A number that does not fit must raise and never wrap: ANSI. Code that is
# generated for a whole stage at once grows beyond what Java compiles, and is then interpreted:
# without it each step is compiled by itself.
SETTINGS: Mapping[str, str] = MappingProxyType(
    {"spark.sql.ansi.enabled": "true", "spark.sql.codegen.wholeStage": "false"}
)


def settle(session: SparkSession) -> Mapping[str, str | None]:
    """Give a session the settings that it needs; return those that were others before."""
    found = {name: session.conf.get(name) for name in SETTINGS}
    for name, value in SETTINGS.items():
        session.conf.set(name, value)
    return {name: value for name, value in found.items() if value != SETTINGS[name]}


def score(program: Program, frame: DataFrame) -> DataFrame:
    """Return a frame with the columns ``score`` and ``outcome`` after its own.

    It has the columns ``program.fields``: numbers as the integers (BIGINT) that the program is
    bound to, texts, truths, null where a field is missing. The score is the integer ``score *
    10**program.places``, null where there is none; the outcome says which of ``program.outcomes``
    is the row's. Settles the session of the frame. Raises ``Unsupported`` where the numbers do not
    fit in 64 bits.
    """
    of = stages(program, SPARK)
    return _added(frame, of, {SCORE: of.score, OUTCOME: _looked_up(of, of.outcomes, str)})


def named(program: Program, frame: DataFrame, prefix: str = "") -> DataFrame:
    """Return a frame with ``score``, ``rule``, ``undecided`` after its own columns.

    ``because`` comes last, if the program was asked for sentences. The columns of the program may
    have a prefix. Else as ``score``.
    """
    of = stages(program, SPARK, prefix)
    outcomes = [program.outcomes[outcome] for outcome in of.outcomes]
    columns = {
        SCORE: of.score,
        RULE: _looked_up(of, [outcome.rule for outcome in outcomes], _text),
        UNDECIDED: _looked_up(of, [outcome.undecided for outcome in outcomes], _text),
    }
    if any(program.sentences):
        columns[BECAUSE] = because(program, SPARK, of, prefix)
    return _added(frame, of, columns)


def _added(frame: DataFrame, of: Stages, columns: Mapping[str, str]) -> DataFrame:
    settle(frame.sparkSession)
    own = [SPARK.column(name) for name in frame.columns]
    for name, expression in of.added:
        frame = frame.selectExpr("*", f"{expression} AS {SPARK.column(name)}")
    made = [f"{text} AS {SPARK.column(name)}" for name, text in columns.items()]
    return frame.selectExpr(*own, *made)


def _looked_up(of: Stages, values: Iterable[object], written: Callable[[object], str]) -> str:
    """Return what stands in a list at the end that a row reaches."""
    return f"element_at(array({', '.join(map(written, values))}), {of.end} + 1)"


def _text(value: object) -> str:
    return "NULL" if value is None else SPARK.text(str(value))
