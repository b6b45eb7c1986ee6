"""Tables whose numbers an engine cannot hold: the rows that it can go to it, the others do not."""

from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest

import pingfen
from pingfen.batch.flow import Flow
from pingfen.batch.run import silent
from pingfen.compiled.limits import MOST
from pingfen.compiled.program import Column
from pingfen.tables.arrow.numbers import integers_of, numbers_of
from pingfen.tables.arrow.sources import TableSource

ZHANGDIAN = pingfen.load_policy("zhangdian@2024")
SQUARES = pingfen.parse_policy(
    {
        "policy": "squares",
        "year": 2024,
        "title": "x",
        "execution": "none",
        "rounding": {"places": 2, "mode": "half-up"},
        "total": "sum(score)",
        "grades": "none",
        "rules": [
            {"rule": "power", "score": "target * target * target / actual", "unbounded": True}
        ],
    }
)
ENGINES = ("python", "polars", "duckdb")


def flow(policy, engine, **columns):
    return Flow(policy, TableSource(pa.table(columns), "x"), engine, None, silent)


def numbers(count, digits):
    """Return numbers of all lengths up to so many digits, none of them zero, none below it."""
    return [str(7 ** (at % digits + 1) % 10 ** (at % digits + 1) or 1) for at in range(count)]


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_of_all_sizes_are_scored_exactly_in_one_table(engine):
    targets, actuals = numbers(60, 11), list(reversed(numbers(60, 23)))
    given = pa.table({"weight": ["1"] * 60, "target": targets, "actual": actuals})
    found = pingfen.score_table(SQUARES, given, engine=engine)
    for line in found.frame.to_pylist():
        target, actual = Fraction(line["target"]), Fraction(line["actual"])
        want = (target**3 / actual * 100 + Fraction(1, 2)).__floor__()
        assert line["score"] == Decimal(want).scaleb(-2)


def test_nothing_that_an_engine_works_out_is_above_its_width():
    bound = flow(SQUARES, "polars", weight=["1"], target=["1" * 25], actual=["3.00001"]).binding
    assert bound.exact.largest > MOST
    assert bound.program.largest <= MOST
    assert bound.program.columns["target"].high < int("1" * 25)


def test_limits_that_lie_above_the_cap_are_cut_to_it():
    """All targets are large: an engine is given the cap instead, and Python scores them."""
    huge = [str(10**11 + 1), str(10**11 + 3)]
    made = flow(SQUARES, "polars", weight=["1"] * 2, target=huge, actual=["3", "7"])
    column = made.binding.program.columns["target"]
    assert column.low == column.high
    assert made.engine == "polars"
    scores = [score for batch in made.batches() for score in batch.columns[0].to_pylist()]
    want = [Fraction(int(t)) ** 3 / a for t, a in zip(huge, (3, 7), strict=True)]
    assert [round(Fraction(score) - value) for score, value in zip(scores, want, strict=True)] == [
        0,
        0,
    ]


def test_what_stands_in_for_a_number_that_is_too_long_lies_within_the_limits():
    """An engine may rely on a divisor that is never zero."""
    read = numbers_of(pa.array([5, 10**12, 7]))
    found = integers_of(read, Column(0, 5, 1000))
    assert found.values.to_pylist() == [5, 5, 7]
    assert found.beyond.to_pylist() == [False, True, False]
    text = numbers_of(pa.array(["5.5", "0.123", "9" * 25]))
    found = integers_of(text, Column(1, 50, 1000))
    assert found.values.to_pylist() == [55, 50, 50]
    assert found.beyond.to_pylist() == [False, True, True]


def test_where_the_least_numbers_are_too_large_for_an_engine_python_scores_all():
    huge = "9" * 30
    policy = pingfen.parse_policy(
        {
            "policy": "huge",
            "year": 2024,
            "title": "x",
            "execution": "none",
            "rounding": {"places": 0, "mode": "half-up"},
            "total": "sum(score)",
            "grades": "none",
            "rules": [{"rule": "all", "score": f"weight * target * {huge} / {huge[:-1]}8"}],
        }
    )
    given = pa.table({"weight": [10, 10], "target": [1, 0]})
    for engine in ENGINES:
        found = pingfen.score_table(policy, given, engine=engine, totals=False)
        assert found.frame["score"].to_pylist() == [Decimal(10), Decimal(0)]
        assert found.engine in {engine, "python"}
    assert pingfen.score_table(policy, given, engine="polars").engine == "python"


@pytest.mark.parametrize("engine", ENGINES)
def test_totals_of_numbers_of_all_sizes_are_exact(engine):
    targets = numbers(30, 11)
    given = pa.table({"form": ["a", "b", "c"] * 10, "weight": ["1"] * 30, "target": targets})
    given = given.append_column("actual", pa.array(["1"] * 30))
    found = pingfen.score_table(SQUARES, given, engine=engine, totals=True)
    sums: dict[str, Fraction] = {}
    for at, target in enumerate(targets):
        form = "abc"[at % 3]
        sums[form] = sums.get(form, Fraction(0)) + Fraction(target) ** 3
    lines = found.totals.to_pylist()
    assert {line["form"]: Fraction(line["total"]) for line in lines} == sums


@pytest.mark.parametrize("engine", ENGINES)
def test_a_score_longer_than_decimals_are_is_refused_and_never_cut(engine):
    given = pa.table({"weight": ["1"], "target": ["9" * 20], "actual": ["1"]})
    with pytest.raises(pingfen.Unsupported) as caught:
        pingfen.score_table(SQUARES, given, engine=engine)
    assert caught.value.problems[0].code == "score-long"
