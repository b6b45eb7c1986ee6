"""Compiled engines score whole forms as the interpreter does: rows, total, causes and grade."""

from fractions import Fraction

import pytest

import pingfen
from compiled_engine import ENGINES, Run, by_python, interpreted, table_of, totalled
from pingfen.cases import read_cases
from pingfen.compiled.plan.lowering import lower
from pingfen.scoring import read_form
from pingfen.scoring.outcome import outcome

SOME = 3


def forms_of_cases(policy: pingfen.Policy) -> list[pingfen.Form]:
    return [case.form for case in read_cases(policy) if case.form]


TOTAL_OF_WEIGHTS = """\
policy: small
year: 2025
title: t
execution: {weight: 10, target: annual, actual: executed}
rounding: {places: 2, mode: half-up}
total: sum(score) + sum(weight, not unparsed)
grades: none
rules:
  - {rule: budget, for: execution, score: "3", unbounded: true}
  - {rule: row, score: "1", unbounded: true}
"""


@pytest.mark.parametrize("unparsed", [True, False])
def test_a_total_lacks_the_weight_of_a_budget_row_that_is_unread(*, unparsed: bool) -> None:
    policy = pingfen.parse_policy(TOTAL_OF_WEIGHTS)
    budget, rows = {"unparsed": unparsed}, [{"weight": Fraction(2)}]
    table = table_of(policy, {}, budget, rows)
    total, end = totalled(policy, {}, table, by_python(lower(policy), table), by_python)
    wanted = outcome(policy, {}, budget, rows)
    assert (total, end.causes) == (wanted.total, tuple(map(str, wanted.causes)))
    assert total == (None if unparsed else 16)


@pytest.mark.parametrize("run", ENGINES.values(), ids=ENGINES.keys())
@pytest.mark.parametrize("name", pingfen.list_policies())
def test_the_cases_of_a_policy_come_out_as_the_interpreter_says(name: str, run: Run) -> None:
    policy = pingfen.load_policy(name)
    plan = lower(policy)
    forms = forms_of_cases(policy)
    assert forms
    read = [read_form(policy, form) for form in forms]
    tables = [table_of(policy, each.names, each.execution, each.rows) for each in read]
    # all rows at once, as a table has them
    found = iter(run(plan, [row for table in tables for row in table]))
    for number, (each, table) in enumerate(zip(read, tables, strict=True)):
        scored = [next(found) for _ in table]
        assert scored == [interpreted(policy, row) for row in table]
        wanted = outcome(policy, each.names, each.execution, each.rows)
        # one form at a time is slow work for an engine of columns
        adds = run if number < SOME else by_python
        total, end = totalled(policy, each.names, table, scored, adds)
        causes = tuple(map(str, wanted.causes))
        assert (total, end.causes, end.grade) == (wanted.total, causes, wanted.grade)
