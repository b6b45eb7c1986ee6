"""Rows at the edges of the policies that ship: all engines give what the norm says."""

import pytest

from adversarial import Judging
from pingfen import list_policies


@pytest.mark.parametrize("name", list_policies())
def test_rows_at_the_edges_are_scored_by_all_engines_as_the_norm_says(name: str) -> None:
    found = Judging(name, seed=7).judged(2_000, 100)
    assert (found.rows, found.interpreted) == (2_000, 100)
    assert (found.differences, found.missed) == (0, 0), found.shown


@pytest.mark.long
@pytest.mark.parametrize("name", list_policies())
def test_many_rows_at_the_edges_reach_most_ends(name: str) -> None:
    found = Judging(name, seed=8).judged(100_000, 3_000)
    assert (found.differences, found.missed) == (0, 0), found.shown
    assert found.reached * 2 > found.ends
