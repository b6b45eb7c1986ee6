"""The benchmarks run and compare like with like; what they measure is no test."""

import subprocess
import sys
from pathlib import Path

from benchmarks import analysis, hostile, measure

SCRIPT = Path(measure.__file__)


def test_the_script_prints_a_row_for_everything_that_it_measures():
    command = [sys.executable, str(SCRIPT), "--rounds", "1"]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    names = [*measure.PROGRAMS, *measure.scorers([])]
    heads = [line[:38].strip() for line in printed.splitlines()]
    assert set(names) <= set(heads)
    assert "jsonschema imported: " in printed


def test_the_script_prints_a_row_for_each_analysis():
    command = [sys.executable, str(Path(analysis.__file__)), "--rounds", "1"]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    assert all(name in printed for name in analysis.calls())


def test_the_rules_written_by_hand_agree_with_the_library_on_every_row():
    rows = measure.lines()
    assert len(rows) == measure.LINES
    assert measure.disagreements(rows) == []


def test_the_rows_try_every_rule_for_numbers():
    policy = measure.pingfen.load_policy(measure.POLICY)
    values = [measure.as_values(line) for line in measure.lines()]
    found = measure.outcome(policy, {}, {}, values).rows
    rules = {row.rule.name if row.rule else row.code for row in found}
    assert rules == {
        *("unpaid-cost", "planned-quantity", "overshoot"),
        *("met", "short", "over", "no-rule"),
    }


def test_floats_and_fractions_differ_by_a_cent_at_most():
    for line in measure.lines():
        exact, near = measure.by_fractions(line), measure.by_floats(measure.as_floats(line))
        assert (exact is None) is (near is None)
        assert exact is None or abs(float(exact) - near) < 0.0101


def test_the_script_measures_hostile_policies_and_says_what_is_over_the_bounds():
    command = [sys.executable, str(Path(hostile.__file__)), "billion laughs", "chain of a hundred"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.stdout.startswith("2 inputs; ")
    assert "document: billion laughs" in done.stdout
    assert "anchor" in done.stdout
    # how long it took on this machine is no test, but the sum is
    assert done.returncode == ("OVER THE BOUNDS" in done.stdout)
    late = hostile.Measured("late", 0.6, 0.6, 1.0, "syntax")
    large = hostile.Measured("large", 0.1, 0.1, 201.0, "syntax")
    loaded = hostile.Measured("loaded", 0.1, 0.1, 1.0, "")
    fine = hostile.Measured("fine", 0.1, 0.1, 1.0, "syntax")
    assert [one.fits for one in (late, large, loaded, fine)] == [False, False, False, True]
