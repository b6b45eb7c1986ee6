"""Rows on purpose at the edges of a policy: ties, thresholds, zeros, what is missing, odd words.

A row is a list of integers, texts and truths, as a program takes them. Rows are made by changing
one that is there in a field or two, and kept where they reach an end of the diagram that few rows
have reached yet: so they find their way to every end that there is a row for.
"""

from __future__ import annotations

import ast
import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from compiled_engine import number_fields
from pingfen.compiled import python
from pingfen.compiled.binding import program
from pingfen.compiled.plan import Among
from pingfen.compiled.program import Column, End, Fork, Program, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingfen.compiled.plan import Plan
    from pingfen.expression.parse import Expression
    from pingfen.policy import Policy

Integers: TypeAlias = list[Any]
# decimals and the largest number of each column: so large that all that is worked out fits
SCALES = {"weight": (2, 200), "judged": (2, 200), "declared": (2, 200), "late": (0, 1000)}
USUAL = ((4, 300_000), (2, 300_000), (2, 10_000), (1, 1_000), (0, 100))
WIDEST = 2**63 - 1
# a row is kept to be changed again while its end has been reached by fewer
WANTED = 60


def expressions(policy: Policy) -> Iterator[Expression]:
    """Yield all expressions that decide scores."""
    for rule in policy.rules:
        yield from (part for part in (rule.when, rule.require, rule.score) if part)
    yield from policy.lets.values()
    yield from (part for part in (policy.adjust, policy.direction) if part)


def constants(policy: Policy) -> tuple[list[Fraction], list[str]]:
    """Return the numbers and the texts that stand in a policy."""
    found = [
        node.value
        for expression in expressions(policy)
        for node in ast.walk(expression.tree)
        if isinstance(node, ast.Constant)
    ]
    for param in policy.params.values():
        found += param.value if isinstance(param.value, tuple) else [param.value]
    numbers = {value for value in found if isinstance(value, Fraction)} | {
        Fraction(0),
        Fraction(1),
    }
    return sorted(numbers), sorted({value for value in found if isinstance(value, str)})


def columns(policy: Policy, usual: tuple[int, int]) -> dict[str, Column]:
    """Return columns for the rows of a policy."""
    found = {}
    for name in number_fields(policy):
        scale, most = SCALES.get(name, usual)
        found[name] = Column(scale, -most * 10**scale, most * 10**scale)
    return found


def bound(plan: Plan) -> Program:
    """Return a plan over the largest columns with which all that is worked out has 63 bits."""
    for usual in USUAL:
        of = program(plan, columns(plan.policy, usual))
        if of.largest is not None and of.largest <= WIDEST:
            return of
    raise ValueError(f"too large: {plan.policy.name}")


def ends_apart(of: Program) -> Program:
    """Return a program whose outcomes are the numbers of its ends, whatever comes out there."""
    made: dict[int, Way] = {}
    for at, way in enumerate(of.ways):
        if isinstance(way, End):
            made[id(way)] = replace(way, outcome=at, score=None, limit=None)
        else:
            made[id(way)] = Fork(way.test, made[id(way.yes)], made[id(way.no)])
    return replace(of, ways=tuple(made.values()))


class Edges:
    """Makes rows for one policy."""

    def __init__(self, plan: Plan, seed: int = 0) -> None:
        """Start with an empty row."""
        policy = plan.policy
        self.random = random.Random(seed)
        self.program = bound(plan)
        self.fields = self.program.fields
        self.end_of = python.function(ends_apart(self.program))
        self.reached: Counter[int] = Counter()
        self.numbers, texts = constants(policy)
        self.words = self._words(texts)
        self.kinds = [self._kind(name) for name in self.fields]
        self.numeric = [at for at, kind in enumerate(self.kinds) if kind == "number"]
        self.places = policy.row_rounding.places
        self.kept: list[Integers] = [[None] * len(self.fields)]

    def _words(self, texts: list[str]) -> Mapping[str, list[str]]:
        """Return the words that tests of each field look for, and others."""
        found: dict[str, set[str]] = {}
        for way in self.program.ways:
            if isinstance(way, Fork) and isinstance(way.test, Among):
                values = {value for value in way.test.values if isinstance(value, str)}
                found.setdefault(way.test.field, set()).update(values)
        return {
            name: sorted(
                {*found.get(name, ()), "甲", "乙", *self.random.sample(texts, min(2, len(texts)))}
            )
            for name in self.fields
        }

    def _kind(self, name: str) -> str:
        if name in self.program.columns:
            return "number"
        tests = (way.test for way in self.program.ways if isinstance(way, Fork))
        truth = any(isinstance(t, Among) and t.field == name and t.values <= {True} for t in tests)
        return "truth" if truth else "text"

    def rows(self, count: int) -> Iterator[Integers]:
        """Yield so many rows."""
        for _ in range(count):
            row = list(self.random.choice(self.kept))
            for _ in range(self.random.choice((1, 1, 2, 3, len(row)))):
                self.change(row)
            end = self.end_of(*row)[1]
            self.reached[end] += 1
            if self.reached[end] <= WANTED:
                self.kept.append(row)
            yield row

    def change(self, row: Integers) -> None:
        """Change one field of a row, or two that make a tie."""
        chance = self.random.random()
        if chance < 0.05 and self.numeric:
            self.tie(row)
            return
        at = self.random.randrange(len(row))
        kind = self.kinds[at]
        if chance < 0.15:
            row[at] = None
        elif kind == "truth":
            row[at] = self.random.random() < 0.5
        elif kind == "text":
            row[at] = self.random.choice(self.words[self.fields[at]])
            if self.fields[at] == "kind" and row[at] != "execution":
                row[at] = "indicator"
        else:
            row[at] = self.number(row, at)

    def number(self, row: Integers, at: int) -> int:
        """Return a number for a column: a constant of the policy, or near another number."""
        scale, low, high = self.program.columns[self.fields[at]]
        pick = self.random.choice
        other = pick(self.numeric)
        value = row[other]
        if value is None or self.random.random() < 0.4:
            found = pick(self.numbers) * pick((1, 1, 1, 10, 100, -1)) * 10**scale
        else:
            base = Fraction(value, 10 ** self.program.columns[self.fields[other]].scale)
            factor = pick((1, 1, 1, *self.numbers))
            found = base * pick((factor, factor, 1 / factor if factor else 0, -1)) * 10**scale
            if self.random.random() < 0.2:
                found += pick(self.numbers) * 10**scale
        if self.random.random() < 0.1:
            found = Fraction(self.random.randint(low or 0, high or 0))
        whole = round(found) + pick((0, 0, 0, 1, -1))
        return max(low or 0, min(high or 0, whole))

    def tie(self, row: Integers) -> None:
        """Make weight * one / other a tie: an odd number of half units of the last decimal."""
        one, other = self.random.choice(self.numeric), self.random.choice(self.numeric)
        if "weight" not in self.fields or one == other:
            return
        weight = row[self.fields.index("weight")] or 1000
        row[self.fields.index("weight")] = weight
        scales = [self.program.columns[self.fields[at]].scale for at in (one, other)]
        times = self.random.choice((1, 2, 5))
        below = abs(Fraction(weight, 100)) * 2 * 10**self.places * times
        above = Fraction(times * (2 * self.random.randint(0, 60) + 1))
        for at, scale, value in zip((one, other), scales, (above, below), strict=True):
            _, low, high = self.program.columns[self.fields[at]]
            shrunk = value * 10**scale / self.random.choice((1, 1, 100))
            row[at] = max(low or 0, min(high or 0, int(shrunk)))


def values_of(row: Integers, of: Program) -> dict[str, Any]:
    """Return a row as values of the language."""
    found = {}
    for name, value in zip(of.fields, row, strict=True):
        if value is not None:
            column = of.columns.get(name)
            found[name] = Fraction(value, 10**column.scale) if column else value
    return found
