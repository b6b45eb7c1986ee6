"""The compiled engines as engines that the conformance suite judges: rows scored by a program.

A row of a table holds the values of its form, its own and its kind; numbers become integers with
the decimals that the values have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import polars as pl
import pyarrow as pa

from pingfen.compiled import duckdb, polars, python
from pingfen.compiled.binding import program
from pingfen.compiled.plan import Outcome, Plan
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.plan.row import types
from pingfen.compiled.plan.totals import OPEN, ROWS, lower_total
from pingfen.compiled.program import Column, Program
from pingfen.exact import decimals, to_decimal
from pingfen.expression.interpret import Interpreter
from pingfen.expression.vocabulary import EXECUTION, FIELDS, INDICATOR, Type
from pingfen.loading import parse_policy
from pingfen.scoring.outcome import FORM_FIELDS, decide_execution, decide_row, form_names

if TYPE_CHECKING:
    from pathlib import Path

    from pingfen.policy import Policy

Row: TypeAlias = Mapping[str, Any]
# what a form prints for its budget row
OF_BUDGET = ("weight", "declared", "unparsed")
# of each row its integer score and its outcome
Found: TypeAlias = tuple[int | None, Outcome]


class Run(Protocol):
    """Scores rows of a table; ``places`` are the decimals of scores, where not the policy's."""

    def __call__(
        self, plan: Plan, rows: Sequence[Row], places: int | None = None
    ) -> list[Found]: ...


# a program over rows as integers
Over: TypeAlias = Callable[[Program, Sequence[Row]], list[Found]]


def table_row(form: Row, row: Row, kind: str = INDICATOR) -> dict[str, Any]:
    """Return a row of a table: the names of its form and its own."""
    return {**form, **row, "kind": kind}


def table_of(policy: Policy, form: Row, execution: Row, rows: Iterable[Row]) -> list[Row]:
    """Return the rows of one form, that of its budget first where the policy scores it."""
    budget = [table_row(form, execution, EXECUTION)] if policy.execution else []
    return [*budget, *(table_row(form, row) for row in rows)]


def number_fields(policy: Policy) -> set[str]:
    """Return the names of the columns that hold numbers."""
    own = {name for name, column in policy.fields.items() if column.type in {"number", "cell"}}
    return own | {name for name, field in FIELDS.items() if field.type is Type.NUMBER}


def measured(policy: Policy, rows: Iterable[Row]) -> dict[str, Column]:
    """Return the columns that rows need, with as many decimals as their values have."""
    found: dict[str, list[Fraction]] = {name: [] for name in number_fields(policy)}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, Fraction | Decimal):
                found.setdefault(name, []).append(Fraction(value))
    return {name: _column(values) for name, values in found.items()}


def _column(values: Sequence[Fraction]) -> Column:
    places = [decimals(value) for value in values]
    if None in places:
        raise ValueError(f"no decimal: {values}")
    scale = max((place for place in places if place is not None), default=0)
    whole = [int(value * 10**scale) for value in values] or [0]
    return Column(scale, min(whole), max(whole))


def integers(row: Row, of: Program) -> dict[str, Any]:
    """Return a row with its numbers as integers; what it lacks is None."""
    return {name: _integer(row.get(name), of.columns.get(name)) for name in of.fields}


def _integer(value: Any, column: Column | None) -> Any:
    if isinstance(value, Fraction | Decimal) and column is not None:
        whole = Fraction(value) * 10**column.scale
        assert whole.denominator == 1
        return whole.numerator
    return value


def by_python(plan: Plan, rows: Sequence[Row], places: int | None = None) -> list[Found]:
    """Score rows with the generated Python."""
    of = program(plan, measured(plan.policy, rows), places)
    return python_over(of, [integers(row, of) for row in rows])


def python_over(of: Program, rows: Sequence[Row]) -> list[Found]:
    """Score rows of integers with the generated Python."""
    score = python.function(of)
    found = (score(*(row[name] for name in of.fields)) for row in rows)
    return [(number, of.outcomes[outcome]) for number, outcome in found]


def by_columns(over: Over, width: int) -> Run:
    """Return how an engine of columns scores rows: those that fit its width, others in Python."""

    def run(plan: Plan, rows: Sequence[Row], places: int | None = None) -> list[Found]:
        found: dict[int, Found] = {}
        for decimals_, most in FITTING:
            fitting = {
                at: row for at, row in enumerate(rows) if fits(row, decimals_, Fraction(most))
            }
            of = program(plan, measured(plan.policy, fitting.values()), places)
            if fitting and of.largest is not None and of.largest < width:
                answers = over(of, [integers(row, of) for row in fitting.values()])
                found = dict(zip(fitting, answers, strict=True))
                break
        others = [at for at in range(len(rows)) if at not in found]
        left = by_python(plan, [rows[at] for at in others], places)
        found |= dict(zip(others, left, strict=True))
        return [found[at] for at in range(len(rows))]

    return run


def fits(row: Row, places: int, most: Fraction) -> bool:
    """Tell whether no number of a row has more decimals than that or is larger."""
    numbers = [Fraction(n) for n in row.values() if isinstance(n, Fraction | Decimal)]
    return all(abs(n) <= most and (n * 10**places).denominator == 1 for n in numbers)


def table_over(of: Program, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Return rows, their values in the order of the program's fields, as an Arrow table."""
    if not of.fields:  # without any column a table has no rows
        return pa.table({"": pa.nulls(len(rows))})
    columns = list(zip(*rows, strict=True)) or [()] * len(of.fields)
    kinds = types(of.plan.policy)
    return pa.table(
        {
            name: pa.array(
                values, _kind(values) if name in of.columns else _other(name, values, kinds)
            )
            for name, values in zip(of.fields, columns, strict=True)
        }
    )


def _kind(values: Sequence[Any]) -> pa.DataType:
    is_wide = any(value is not None and abs(value) >= 2**63 for value in values)
    return pa.decimal128(38) if is_wide else pa.int64()


def _other(name: str, values: Sequence[Any], kinds: Mapping[str, Type]) -> pa.DataType:
    truth = kinds.get(name) is Type.TRUTH or any(isinstance(value, bool) for value in values)
    return pa.bool_() if truth else pa.string()


def polars_over(of: Program, rows: Sequence[Row]) -> list[Found]:
    """Score rows of integers with polars."""
    frame = pl.DataFrame(table_over(of, [list(row.values()) for row in rows]))
    found = polars.score(of, frame)
    return [(number, of.outcomes[outcome]) for number, outcome in found.iter_rows()]


def duckdb_over(of: Program, rows: Sequence[Row]) -> list[Found]:
    """Score rows of integers with DuckDB."""
    found = duckdb.score(of, table_over(of, [list(row.values()) for row in rows])).to_pylist()
    return [(_whole(row["score"]), of.outcomes[row["outcome"]]) for row in found]


def _whole(score: Any) -> int | None:
    """Return a score as an integer: DuckDB gives those above 64 bits as decimals."""
    return None if score is None else int(score)


# with which decimals and up to which numbers a column is tried, until its program fits
FITTING = ((18, 10**18), (4, 10**9), (4, 10**6), (3, 10**4), (3, 100), (1, 10), (0, 1))
# A new compiled engine is added here and nowhere else.
ENGINES: Mapping[str, Run] = MappingProxyType(
    {
        "generated Python": by_python,
        "polars": by_columns(polars_over, 2**63),
        "DuckDB": by_columns(duckdb_over, 2**127),
    }
)


def score_with(run: Run) -> Callable[[str, Path, Row, Row, Sequence[Row]], Mapping[str, Any]]:
    """Return how an engine scores a form, in the shape of ``expect``."""

    def score(
        text: str, folder: Path, form: Row, execution: Row, rows: Sequence[Row]
    ) -> Mapping[str, Any]:
        policy = parse_policy(text, rules=[folder])
        table = table_of(policy, form, execution, rows)
        places = policy.row_rounding.places
        scored = run(lower(policy), table)
        found = [shown(*one, places) for one in scored]
        budget = found.pop(0) if policy.execution else None
        total, outcome = totalled(policy, form, table, scored, run)
        ends = {"undecided": outcome.code, "causes": list(outcome.causes)}
        decimal = None if total is None else to_decimal(total, policy.total_rounding.places)
        return {
            "execution": budget,
            "rows": found,
            "total": ends if decimal is None else decimal,
            "grade": outcome.grade,
        }

    return score


def totalled(
    policy: Policy, form: Row, table: Sequence[Row], scored: Sequence[Found], run: Run
) -> tuple[Fraction | None, Outcome]:
    """Return the total of rows that were scored, and its outcome with causes and grade."""
    lowered = lower_total(policy)
    rows = [
        _earned(row, *one, policy.row_rounding.places)
        for row, one in zip(table, scored, strict=True)
    ]
    line: dict[str, Any] = dict(form)
    causes: dict[str, list[str]] = {}
    for part in lowered.sums:
        places = part.places(measured(policy, rows))
        added = run(part.plan, rows, places)
        line[part.name] = Fraction(sum(number or 0 for number, _ in added), 10**places)
        line[part.open] = any(outcome.code == OPEN for _, outcome in added)
        causes[f"{ROWS} {part.name}"] = [cause for _, one in added for cause in one.causes]
    places = policy.total_rounding.places
    ((number, outcome),) = run(lowered.plan, [line], places)
    said = (cause for one in outcome.causes for cause in causes.get(one, [one]))
    outcome = outcome._replace(causes=tuple(dict.fromkeys(said)))
    return (None if number is None else Fraction(number, 10**places)), outcome


def _earned(row: Row, number: int | None, outcome: Outcome, places: int) -> Row:
    """Return a row with what came of it; what is dropped counts as nothing."""
    worth = 0 if outcome.dropped else number
    return {**row, "dropped": outcome.dropped} | (
        {} if worth is None else {"score": Fraction(worth, 10**places)}
    )


def shown(number: int | None, outcome: Outcome, places: int) -> dict[str, Any]:
    """Return what became of a row, in the shape of ``expect``."""
    rule = {"rule": outcome.rule} if outcome.rule else {}
    if outcome.code:
        return {"undecided": outcome.code, **rule, "causes": list(outcome.causes)}
    if outcome.dropped:
        return {"dropped": True, **rule}
    assert number is not None
    return {"score": to_decimal(Fraction(number, 10**places), places), **rule}


def interpreted(policy: Policy, row: Row, interpreter: Interpreter | None = None) -> Found:
    """Return what the interpreter makes of a row of a table, in the shape of a compiled one."""
    interpreter = interpreter or Interpreter()
    form = form_names(policy, {name: row[name] for name in row if name in FORM_FIELDS})
    own = {name: row[name] for name in row if name not in FORM_FIELDS and name != "kind"}
    if row.get("kind") == EXECUTION and policy.execution:
        printed = {name: own[name] for name in OF_BUDGET if name in own}
        (decision,) = decide_execution(policy, form, printed, interpreter)
    else:
        decision = decide_row(policy, form, own, interpreter)
    rule = decision.rule.name if decision.rule else None
    causes = tuple(map(str, decision.causes))
    outcome = Outcome(rule, decision.code, causes, decision.dropped)
    if decision.score is None:
        return None, outcome
    return int(decision.score * 10**policy.row_rounding.places), outcome
