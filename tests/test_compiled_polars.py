"""Programs over polars frames: each row gets what the generated Python gives it."""

import random
from typing import Any

import polars as pl
import pytest

import drawn_rows
from pingfen import Policy, list_policies, load_policy, parse_policy
from pingfen.compiled import polars as engine
from pingfen.compiled import python
from pingfen.compiled.binding import program
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.program import Column, Program
from pingfen.errors import Unsupported

POLICIES = list_policies()
LIMIT = 10**8
MODES = ["half-up", "half-even", "down", "floor"]
Results = list[tuple[int | None, int]]


def bound(policy: Policy, limit: int = LIMIT, *, signed: bool = True, **facts: Any) -> Program:
    """Bind a policy to columns up to a limit, or to the largest power of ten that fits."""
    if not signed:
        facts["never_negative"] = drawn_rows.numbers_of(policy)
    plan = lower(policy, **facts)
    of = program(plan, drawn_rows.columns_of(policy, limit, signed=signed))
    while of.largest is None or of.largest >= 2**63:
        limit //= 10
        of = program(plan, drawn_rows.columns_of(policy, limit, signed=signed))
    return of


def made_policy(rules: str, mode: str = "half-up", places: int = 2, more: str = "") -> Policy:
    return parse_policy(
        f"language: 1\npolicy: made\nyear: 2024\ntitle: 编的\nexecution: none\n{more}"
        f"rules:\n{rules}\nrounding: {{places: {places}, mode: {mode}}}\n"
        "total: sum(score)\ngrades: none\n"
    )


def made_program(rule: str, limit: int = LIMIT, mode: str = "half-up", places: int = 2) -> Program:
    policy = made_policy(f"  - {{{rule}, because: 如此}}", mode, places)
    columns = {name: Column(0, -limit, limit) for name in drawn_rows.numbers_of(policy)}
    return program(lower(policy, absent=["unparsed", "kind"]), columns)


def frame_of(of: Program, rows: list[Any]) -> pl.DataFrame:
    found = pl.from_arrow(drawn_rows.arrow_of(of, rows))
    assert isinstance(found, pl.DataFrame)
    return found


def by_python(of: Program, rows: list[Any]) -> Results:
    score = python.function(of)
    return [score(*(row[name] for name in of.fields)) for row in rows]


def by_polars(of: Program, frame: pl.DataFrame) -> Results:
    found = engine.score(of, frame)
    assert found.schema == {"score": pl.Int64, "outcome": pl.UInt16}
    return found.rows()  # type: ignore[return-value]  # of two integers each


def drawn(of: Program, seed: int, count: int = 2_000, gaps: float = 0.05) -> list[Any]:
    return drawn_rows.draw(of, count, random.Random(seed), gaps)


@pytest.mark.parametrize("gaps", [0, 0.05, 0.4], ids=["whole", "gaps", "mostly gaps"])
@pytest.mark.parametrize("signed", [False, True], ids=["from zero", "signed"])
@pytest.mark.parametrize("name", POLICIES)
def test_polars_scores_as_the_generated_python_does(name: str, signed: bool, gaps: float) -> None:
    of = bound(load_policy(name), signed=signed)
    rows = drawn(of, seed=8, gaps=gaps)
    expected = by_python(of, rows)
    assert by_polars(of, frame_of(of, rows)) == expected
    assert len(set(expected)) > 20


@pytest.mark.parametrize("name", POLICIES)
def test_numbers_above_zero_make_a_shorter_program_with_the_same_scores(name: str) -> None:
    policy = load_policy(name)
    columns = {
        field: column._replace(low=1)
        for field, column in drawn_rows.columns_of(policy, 10**5, signed=False).items()
    }
    of = program(lower(policy), columns)
    rows = drawn(of, seed=9, gaps=0)
    frame = frame_of(of, rows)
    assert by_polars(of, frame) == by_python(of, rows)
    sure = engine.sure(of, frame)
    assert sure.positive == columns.keys() & set(of.fields)
    assert len(engine.lean(of, sure).ways) < len(of.ways)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "score",
    [
        *("target / 8", "target / actual", "-target / (actual + 3)", "weight - target / 16"),
        *("round(target / 3) / 2", "floor(target / actual) + ceil(target / 7)"),
        "round(round(target / 4, 1) / actual, 2) * weight",
        "abs(target) / 6 if actual > 0 else max(target, weight) / abs(actual)",
        "weight if target > actual else 0 if target == actual else target * weight / 12",
    ],
)
def test_all_roundings_are_exact_on_both_sides_of_zero(mode: str, score: str) -> None:
    of = made_program(f'rule: all, unbounded: true, score: "{score}"', 400, mode, places=1)
    rows = drawn(of, seed=1, count=10_000)
    expected = by_python(of, rows)
    assert by_polars(of, frame_of(of, rows)) == expected
    numbers = [number for number, _ in expected if number is not None]
    assert min(numbers) < 0 < max(numbers)


@pytest.mark.parametrize("mode", MODES)
def test_a_score_that_is_rounded_out_of_its_bounds_is_undecided(mode: str) -> None:
    of = made_program("rule: all, score: target / actual", 60, mode, places=0)
    rows = drawn(of, seed=2, count=4_000)
    expected = by_python(of, rows)
    assert by_polars(of, frame_of(of, rows)) == expected
    assert {of.outcomes[outcome].code for _, outcome in expected} >= {"out-of-bounds", None}


def test_products_above_the_exact_floats_and_near_the_largest_integer_are_exact() -> None:
    policy = load_policy("zhangdian@2024")
    plan, limit = lower(policy), LIMIT
    of = program(plan, drawn_rows.columns_of(policy, limit, signed=True))
    while of.largest is not None and of.largest < 2**61:
        limit *= 2
        of = program(plan, drawn_rows.columns_of(policy, limit, signed=True))
    assert of.largest is not None
    assert of.largest < 2**63
    rows = drawn(of, seed=3, count=20_000)
    expected = by_python(of, rows)
    assert by_polars(of, frame_of(of, rows)) == expected
    assert sum(limit in row.values() for row in rows) > 100


def test_bottoms_are_not_made_alike_where_that_would_be_too_large() -> None:
    rule = "rule: all, unbounded: true, score: target / 7 if actual > 0 else target / 11"
    wide = made_program(rule, (2**63 - 1) // 201)
    assert wide.largest
    assert 2**61 < wide.largest < 2**63
    rows = drawn(wide, seed=4)
    assert by_polars(wide, frame_of(wide, rows)) == by_python(wide, rows)


@pytest.mark.parametrize("kind", ["enum", "categorical", "own categories", "text"])
def test_texts_may_be_codes(kind: str) -> None:
    of = bound(load_policy("mof@2020"))
    rows = drawn(of, seed=5)
    frame = frame_of(of, rows)
    texts = [name for name in of.fields if frame[name].dtype == pl.String]
    # no row has all the texts that the policy asks for
    kinds: dict[str, Any] = {
        name: pl.Enum(frame[name].drop_nulls().unique().sort()) for name in texts
    }
    if kind == "categorical":
        kinds = dict.fromkeys(texts, pl.Categorical)
    elif kind == "own categories":
        kinds = {name: pl.Categorical(pl.Categories(name)) for name in texts}
    found = frame if kind == "text" else frame.cast(kinds)
    assert by_polars(of, found) == by_python(of, rows)


def test_a_text_that_no_row_can_have_is_not_found() -> None:
    of = bound(load_policy("zhangdian@2024"))
    rows = [{**row, "relation": "其他", "level1": None} for row in drawn(of, seed=6)]
    frame = frame_of(of, rows).cast({"relation": pl.Enum(["其他"]), "level1": pl.Enum([])})
    assert by_polars(of, frame) == by_python(of, rows)


def test_texts_of_two_columns_are_compared_as_texts() -> None:
    policy = made_policy(
        "  - {rule: same, when: 甲 == 乙, score: weight, because: 同}\n"
        "  - {rule: other, score: 0, because: 异}",
        more="fields:\n  甲: {type: text}\n  乙: {type: text}\n",
    )
    of = program(lower(policy, absent=["unparsed"]), {"weight": Column(0, 0, 10)})
    rows = [{"weight": 5, "甲": a, "乙": b} for a in ("是", "否", None) for b in ("否", "是")]
    frame = frame_of(of, rows)
    expected = by_python(of, rows)
    assert {score for score, _ in expected} == {500, 0, None}
    one, other = pl.Enum(["是", "否"]), pl.Enum(["否", "是"])
    for found in (frame, frame.cast({"甲": one, "乙": other}), frame.cast({"乙": other})):
        assert by_polars(of, found) == expected


def test_numbers_may_be_any_integers() -> None:
    of = made_program("rule: all, unbounded: true, score: target * actual / 3", 100)
    rows = drawn(of, seed=7)
    frame = frame_of(of, rows)
    expected = by_python(of, rows)
    for kind in (pl.Int8, pl.Int16, pl.Int32):
        assert by_polars(of, frame.cast({"target": kind, "actual": kind})) == expected


def test_a_program_that_asks_nothing_gives_each_row_the_same() -> None:
    for rule, expected in (("score: 3, unbounded: true", 300), ("drop: true", None)):
        of = made_program(f"rule: all, {rule}")
        assert of.fields == ()
        found = engine.score(of, pl.DataFrame({"other": [1, 2, 3]}))
        assert found.rows() == [(expected, 0)] * 3


def test_no_rows_give_none_and_order_is_kept_among_many() -> None:
    of = bound(load_policy("mof@2020"))
    rows = drawn(of, seed=10, count=1_000)
    frame = frame_of(of, rows)
    assert by_polars(of, frame.clear()) == []
    many = pl.concat([frame] * 400, rechunk=False)
    assert by_polars(of, many) == by_python(of, rows) * 400


def test_columns_without_any_value_are_lacking() -> None:
    of = bound(load_policy("mof@2020"))
    rows = [{**row, "late": None, "same_text": None} for row in drawn(of, seed=11)]
    frame = frame_of(of, rows)
    expected = by_python(of, rows)
    assert by_polars(of, frame) == expected
    null = frame.with_columns(late=pl.lit(None), same_text=pl.lit(None))
    assert null.schema["late"] == pl.Null
    assert by_polars(of, null) == expected


@pytest.mark.parametrize("limit", [10**17, None])
def test_what_could_become_too_large_is_refused(limit: int | None) -> None:
    policy = load_policy("mof@2020")
    columns = drawn_rows.columns_of(policy, limit or LIMIT, signed=True)
    if limit is None:
        columns["target"] = Column(4)
    of = program(lower(policy), columns)
    with pytest.raises(Unsupported, match="target" if limit is None else "polars") as caught:
        engine.score(of, frame_of(of, []))
    assert caught.value.problems[0].code == ("no-limits" if limit is None else "too-large")


def test_outcomes_have_names() -> None:
    of = bound(load_policy("mof@2020"))
    rows = drawn(of, seed=14)
    scored = engine.score(of, frame_of(of, rows))
    found = engine.named(of, scored)
    outcomes = [of.outcomes[outcome] for outcome in scored["outcome"]]
    assert found["rule"].to_list() == [outcome.rule for outcome in outcomes]
    assert found["undecided"].to_list() == [outcome.undecided for outcome in outcomes]
    assert isinstance(found.schema["rule"], pl.Enum)
