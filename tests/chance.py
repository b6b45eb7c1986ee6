"""Compares engines over policies, rows and forms that chance draws from a seed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from compiled_engine import OF_BUDGET, Found, Row, Run, by_python, interpreted, totalled
from nested_policies import Nested, is_column
from pingfen.compiled.plan import ELSEWHERE, Plan
from pingfen.compiled.plan.lowering import lower
from pingfen.errors import Unsupported
from pingfen.expression.interpret import Interpreter
from pingfen.expression.vocabulary import EXECUTION, FIELDS, INDICATOR
from pingfen.scoring.decision import UNPARSED
from pingfen.scoring.outcome import FORM_FIELDS, outcome

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from pingfen.policy import Policy

# what rows are drawn with
ALL = frozenset(name for name in FIELDS if is_column(name)) - {UNPARSED}
TRIES = 20
# so many rows of a table are one form
ROWS_OF_FORM = 5


class Drawn(NamedTuple):
    """A policy with its plan, rows of a table, and what the interpreter makes of each."""

    policy: Policy
    plan: Plan
    rows: list[dict[str, Any]]
    wanted: list[Found]
    chance: random.Random


@lru_cache(maxsize=64)
def drawn(seed: int, count: int, depth: int) -> Drawn:
    """Draw a policy that can be lowered, and rows."""
    for number in range(TRIES):
        nested = Nested(seed + number * 1_000_003)
        nested.depth = depth
        policy = nested.policy()
        try:
            plan = lower(policy)
        except Unsupported:
            continue
        rows = nested.rows(policy, count)
        interpreter = Interpreter()
        wanted = [interpreted(policy, row, interpreter) for row in rows]
        return Drawn(policy, plan, rows, wanted, nested.random)
    raise ValueError(f"no policy: {seed}")


def drawn_by(chance: random.Random, count: int) -> Drawn | None:
    """Draw a policy and rows by choices that others make; None if it cannot be lowered."""
    nested = Nested(0)
    nested.random, nested.depth = chance, 1
    policy = nested.policy()
    try:
        plan = lower(policy)
    except Unsupported:
        return None
    rows = nested.rows(policy, count)
    wanted = [interpreted(policy, row, Interpreter()) for row in rows]
    return Drawn(policy, plan, rows, wanted, chance)


def differing(run: Run, of: Drawn, plan: Plan | None = None) -> list[Row]:
    """Return the rows of which an engine makes something else than the interpreter.

    A plan that knows something of rows may leave some to another one.
    """
    found = run(plan or of.plan, of.rows)
    pairs = zip(of.rows, found, of.wanted, strict=True)
    return [row for row, one, other in pairs if one != other and one[1].code != ELSEWHERE]


def facts(of: Drawn) -> Mapping[str, list[str]]:
    """Return what holds for rows, or some of it; ``elsewhere`` may be any fields."""
    names = sorted({name for row in of.rows for name in row})
    some = [name for name in names if of.chance.random() < 0.7]
    given = [name for name in some if all(name in row for row in of.rows)]
    signed = {
        name
        for row in of.rows
        for name, value in row.items()
        if isinstance(value, str | bool) or value < 0
    }
    lacking = sorted(ALL - set(names))
    return {
        "given": given,
        "absent": lacking,
        "never_negative": [name for name in some if name not in signed],
        "elsewhere": of.chance.sample(names, of.chance.randint(0, 4)),
    }


def left_alone(of: Drawn, plan: Plan, elsewhere: Sequence[str]) -> list[Row]:
    """Return the rows that a plan leaves to another one, though they lack nothing."""
    found = zip(of.rows, by_python(plan, of.rows), strict=True)
    return [
        row
        for row, one in found
        if one[1].code == ELSEWHERE and all(name in row for name in elsewhere)
    ]


def first(of: Drawn, count: int) -> Drawn:
    """Return a policy with its first rows only."""
    return of._replace(rows=of.rows[:count], wanted=of.wanted[:count])


def forms_differing(run: Run, of: Drawn) -> tuple[int, list[Any]]:
    """Return how many forms were totalled, and those whose total, causes or grade differ.

    A total that adds what has no end of decimals cannot be lowered: of it there are none.
    """
    wrong: list[Any] = []
    starts = range(0, len(of.rows), ROWS_OF_FORM)
    for start in starts:
        table = form_of(of.rows[start : start + ROWS_OF_FORM], of.policy)
        form = {name: value for name, value in table[0].items() if name in FORM_FIELDS}
        own = [
            {n: v for n, v in row.items() if n not in FORM_FIELDS and n != "kind"} for row in table
        ]
        budget = {}
        if of.policy.execution:
            budget = {n: v for n, v in own.pop(0).items() if n in OF_BUDGET}
        wanted = outcome(of.policy, form, budget, own)
        interpreter = Interpreter()
        scored = [interpreted(of.policy, row, interpreter) for row in table]
        try:
            total, end = totalled(of.policy, form, table, scored, run)
        except Unsupported:
            return 0, []
        causes = tuple(map(str, wanted.causes))
        if (total, end.causes, end.grade) != (wanted.total, causes, wanted.grade):
            wrong.append((table, total, end, wanted.total, causes, wanted.grade))
    return len(starts), wrong


def form_of(rows: Sequence[Row], policy: Policy) -> list[dict[str, Any]]:
    """Return rows as those of one form, that of its budget first."""
    form = {name: value for name, value in rows[0].items() if name in FORM_FIELDS}
    found = [
        {n: v for n, v in row.items() if n not in FORM_FIELDS} | form | {"kind": INDICATOR}
        for row in rows
    ]
    if policy.execution:
        found[0]["kind"] = EXECUTION
    return found
