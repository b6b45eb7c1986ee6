"""Policies that chance draws are scored by compiled engines as by the interpreter."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import randoms

from chance import differing, drawn, drawn_by, facts, first, forms_differing, left_alone
from compiled_engine import ENGINES, Run, by_python
from pingfen.compiled.plan.lowering import lower
from pingfen.errors import Unsupported

FEW, MANY = 10, 100


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse large diagrams, so that policies are drawn that take no time to lower."""
    monkeypatch.setattr("pingfen.compiled.plan.growing.MOST_NODES", 500)


def assert_same(seed: int, count: int, depth: int) -> int:
    """Assert that rows and forms come out alike, and return how many rows were compared."""
    of = drawn(seed, count, depth)
    assert differing(by_python, of) == [], seed
    part = seed % 3
    if part == 0:
        assert forms_differing(by_python, first(of, 20))[1] == [], seed
    if part != 1:
        return count
    known = facts(of)
    try:
        plan = lower(of.policy, **known)
    except Unsupported:  # knowing more does not always make a diagram smaller on the way
        return count
    assert differing(by_python, of, plan) == [], (seed, known)
    assert left_alone(of, plan, known["elsewhere"]) == [], (seed, known)
    return 2 * count


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("start", range(0, 200, FEW))
def test_a_policy_drawn_by_chance_scores_as_the_interpreter_does(start: int) -> None:
    for seed in range(start, start + FEW):
        assert_same(seed, 20, depth=1)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(randoms(use_true_random=False))
def test_whatever_policy_hypothesis_draws_scores_as_the_interpreter_does(chance: Random) -> None:
    of = drawn_by(chance, 5)
    assert of is None or differing(by_python, of) == []


@pytest.mark.parametrize("run", list(ENGINES.values())[1:], ids=list(ENGINES)[1:])
@pytest.mark.parametrize("seed", range(8))
def test_engines_of_columns_score_as_the_interpreter_does(seed: int, run: Run) -> None:
    of = drawn(seed, 40, 1)
    assert differing(run, of) == []
    assert forms_differing(run, first(of, 5))[1] == []


@pytest.mark.long
@pytest.mark.parametrize("start", range(10_000, 13_000, MANY))
def test_many_policies_of_deep_expressions_score_as_the_interpreter_does(start: int) -> None:
    for seed in range(start, start + MANY):
        assert_same(seed, 60, depth=3)


@pytest.mark.long
@pytest.mark.parametrize("run", list(ENGINES.values())[1:], ids=list(ENGINES)[1:])
@pytest.mark.parametrize("start", range(10_000, 10_100, FEW))
def test_engines_of_columns_score_deep_expressions_too(start: int, run: Run) -> None:
    for seed in range(start, start + FEW):
        assert differing(run, drawn(seed, 60, 3)) == [], seed
