"""Scores rows at the edges of a policy with every engine, and counts where two differ.

All rows are scored by the generated Python, polars and DuckDB; some of them, each another row,
also by the interpreter and by the second reading of the norm, which know nothing of diagrams.
"""

from __future__ import annotations

import random
import time
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

import oracle
from compiled_engine import Found, interpreted, table_over
from edges import Edges, Integers, values_of
from pingfen.compiled import duckdb, polars, python
from pingfen.compiled.binding import program
from pingfen.compiled.plan import Outcome
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.program import Column, End, Program
from pingfen.expression.interpret import Interpreter
from pingfen.expression.vocabulary import EXECUTION
from pingfen.loading import load_policy
from pingfen.scoring.outcome import FORM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingfen.compiled.plan import Plan
    from pingfen.policy import Policy

# where the policies lie that ship
RULES = Path(__file__).parent.parent / "rules"
Scored = list[tuple[int | None, int]]
# so many rows are made and scored at once
BATCH = 100_000
HUGE = (10**15, 10**21 + 1, -(10**40), 94_906_267**2)
# of the rows that are also interpreted so many have huge numbers, and so many are read twice
HUGE_SHARE, READ_TWICE = 10, 4


class Judged(NamedTuple):
    """What came of the rows of one policy.

    ``differences`` are the rows that two engines score differently, ``missed`` those where the
    generated Python is not what the interpreter or the second reading gives; a few are shown.
    """

    rows: int
    interpreted: int
    read: int
    reached: int
    ends: int
    differences: int
    missed: int
    shown: tuple[object, ...]
    seconds: int


class Judging:
    """Scores the rows of one policy."""

    def __init__(self, name: str, seed: int = 0) -> None:
        """Lower a policy by its name."""
        self.policy = load_policy(name)
        self.plan: Plan = lower(self.policy)
        self.edges = Edges(self.plan, seed)
        self.of = self.edges.program
        self.score = python.function(self.of)
        self.columns = duckdb.Scorer(self.of)
        self.second = SecondReading(self.policy, name)
        self.random = random.Random(seed)
        self.found: list[object] = []
        self.differences = 0

    def judged(self, rows: int, most: int) -> Judged:
        """Return what comes of so many rows, of which so many at most are also interpreted."""
        start, done = time.monotonic(), 0
        different: dict[tuple[Any, ...], None] = {}
        while done < rows:
            batch = list(self.edges.rows(min(BATCH, rows - done)))
            done += len(batch)
            found = [self.score(*row) for row in batch]
            self.compare("polars", batch, found, self.by_polars(batch))
            self.compare("DuckDB", batch, found, self.by_duckdb(batch))
            part = self.random.sample(
                range(len(batch)), min(len(batch), 2 * most * len(batch) // rows)
            )
            different |= {tuple(batch[at]): None for at in part}
        sample = list(different)[:most]
        missed, read = self.against_the_norm(sample)
        return Judged(
            rows=done,
            interpreted=len(sample),
            read=read,
            reached=len(self.edges.reached),
            ends=sum(isinstance(way, End) for way in self.of.ways),
            differences=self.differences,
            missed=missed,
            shown=tuple(self.found[:5]),
            seconds=round(time.monotonic() - start),
        )

    def by_polars(self, rows: Sequence[Integers]) -> Scored:
        frame = pl.DataFrame(table_over(self.of, rows))
        return list(polars.score(self.of, frame).iter_rows())

    def by_duckdb(self, rows: Sequence[Integers]) -> Scored:
        found = self.columns(table_over(self.of, rows))
        return list(zip(found["score"].to_pylist(), found["outcome"].to_pylist(), strict=True))

    def compare(self, what: str, rows: Sequence[Integers], wanted: Scored, found: Scored) -> None:
        """Count the rows that an engine scores differently."""
        assert len(wanted) == len(found)
        if wanted != found:
            apart = [at for at, pair in enumerate(wanted) if pair != found[at]]
            self.differences += len(apart)
            self.found += [(what, rows[at], wanted[at], found[at]) for at in apart[:2]]

    def against_the_norm(self, rows: Sequence[Sequence[Any]]) -> tuple[int, int]:
        """Return how many rows are missed, and how many the second reading read."""
        interpreter, missed, read = Interpreter(), 0, 0
        for number, row in enumerate(rows):
            values = values_of(list(row), self.of)
            if number % HUGE_SHARE == 0:
                values = self.made_huge(values)
                found = self.unbounded(values)
            else:
                score, outcome = self.score(*row)
                found = score, self.of.outcomes[outcome]
            wanted = [interpreted(self.policy, values, interpreter)]
            if number % READ_TWICE == 0 and not values.get("unparsed"):
                wanted.append(self.second.read(values))
                read += 1
            if any(one != found for one in wanted):
                missed += 1
                self.found.append((values, found, wanted))
        return missed, read

    def made_huge(self, values: dict[str, Any]) -> dict[str, Any]:
        """Multiply some numbers of a row."""
        numbers = [name for name, value in values.items() if isinstance(value, Fraction)]
        chosen = self.random.sample(numbers, min(len(numbers), self.random.randint(1, 3)))
        by = self.random.choice(HUGE)
        return values | {name: values[name] * by for name in chosen}

    def unbounded(self, values: dict[str, Any]) -> Found:
        """Score a row of any size with the generated Python."""
        of, score = self.wide
        cells = []
        for name in of.fields:
            value = values.get(name)
            is_number = isinstance(value, Fraction)
            cells.append(int(value * 10 ** of.columns[name].scale) if is_number else value)
        found, outcome = score(*cells)
        return found, of.outcomes[outcome]

    @cached_property
    def wide(self) -> tuple[Program, python.Function]:
        """The same for numbers without limits."""
        columns = {name: Column(column.scale) for name, column in self.of.columns.items()}
        of = program(self.plan, columns)
        return of, python.function(of)


class SecondReading:
    """The second reading of the norm, for rows of a table."""

    def __init__(self, policy: Policy, name: str) -> None:
        """Read a policy that ships, by its name."""
        folder, year = name.split("@")
        self.policy = oracle.load(RULES / folder / f"{year}.yaml", RULES)
        self.has_execution = policy.execution is not None
        self.places = policy.row_rounding.places

    def read(self, row: dict[str, Any]) -> Found:
        """Score a row."""
        form = oracle.read_form(
            self.policy, {name: value for name, value in row.items() if name in FORM_FIELDS}
        )
        own = {n: v for n, v in row.items() if n not in FORM_FIELDS and n != "kind"}
        if row.get("kind") == EXECUTION and self.has_execution:
            prepared = oracle.execution_row(self.policy, form, own)
        else:
            prepared = oracle.indicator_row(self.policy, form, own)
        result = oracle.decide(oracle.Scope(self.policy, form, prepared)).result
        outcome = Outcome(
            result.get("rule"),
            result.get("undecided"),
            tuple(result.get("causes", ())),
            result.get("dropped", False),
        )
        score = result.get("score")
        return None if score is None else int(Fraction(score) * 10**self.places), outcome
