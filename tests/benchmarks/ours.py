"""The calls of pingfen's own engines, in one place.

What the library does not have is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from time import perf_counter
from typing import Any

import pingfen
from benchmarks import workloads
from benchmarks.exact import Answers, Label, answers
from benchmarks.timing import Variant
from pingfen.compiled import python
from pingfen.compiled.lowering import lower
from pingfen.compiled.program import Column, Program, program
from pingfen.expression.vocabulary import FIELDS

# what is known of the tables: no other columns, no numbers below zero, only actuals are missing
ABSENT = tuple(name for name in FIELDS if name not in workloads.FIELDS)
GIVEN = tuple(name for name in workloads.FIELDS if name != "actual")


def lowered(policy: pingfen.Policy) -> Program:
    """Lower a policy for the tables of the benchmark."""
    plan = lower(policy, absent=ABSENT, given=GIVEN, never_negative=workloads.SCALES)
    return program(plan, {field: Column(scale) for field, scale in workloads.SCALES.items()})


def lowering_seconds(name: str) -> float:
    """Return how long it takes to lower a policy that is loaded."""
    policy = workloads.policy(name)
    start = perf_counter()
    lowered(policy)
    return perf_counter() - start


def row_variants(name: str, of: workloads.Columns) -> Iterator[Variant]:
    """Yield the generated Python: from prepared integers, and from decimals to decimals."""
    found = lowered(workloads.policy(name))
    score = python.function(found)
    named = workloads.named(workloads.integers(of))
    rows = [tuple(row.get(field) for field in found.fields) for row in named]
    labels = [_label(outcome) for outcome in found.outcomes]
    yield Variant(
        "pingfen, integers",
        lambda: [score(*row) for row in rows],
        lambda scored: answers((cents, labels[outcome]) for cents, outcome in scored),
    )
    if hasattr(pingfen, "compile"):
        compiled = pingfen.compile(workloads.policy(name))
        decimals = workloads.named(workloads.decimals(of))
        yield Variant(
            "pingfen, Decimal to Decimal",
            lambda: [compiled.score(row) for row in decimals],
            _of_decimals,
        )


def _label(outcome: Any) -> Label:
    causes = "; ".join(map(str, outcome.causes))
    return Label(outcome.rule, f"{outcome.code}: {causes}" if causes else outcome.code)


def _of_decimals(scored: list[Any]) -> Answers:
    return answers((_cents(one.score), Label(one.rule, one.undecided)) for one in scored)


def _cents(score: Decimal | None) -> int | None:
    return None if score is None else int(score * 100)


def table_variants() -> Mapping[str, Callable[[str, workloads.Columns], Variant]]:
    """Return how the variants for tables are made, by their names."""
    return {}


def spark_variants(_name: str, _spark: Any, _view: str) -> Iterator[Variant]:
    """Yield the variants for Spark."""
    return iter(())
