"""Programs as SQL: DuckDB gives what the generated Python gives."""

import random
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import drawn_rows
from pingfen import Policy, list_policies, load_policy, parse_policy
from pingfen.compiled import duckdb as engine
from pingfen.compiled import python
from pingfen.compiled.binding import program
from pingfen.compiled.ordering import ordered, written
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.program import Column, End, Program
from pingfen.compiled.sql import stages
from pingfen.compiled.sql.dialects import DUCKDB, SPARK
from pingfen.compiled.sql.telling import because
from pingfen.errors import TextPlace, Unsupported

POLICIES = list_policies()
LIMIT = 10**8


def bound(policy: Policy, limit: int = LIMIT, *, signed: bool = True, **facts: Any) -> Program:
    if not signed:
        facts["never_negative"] = drawn_rows.numbers_of(policy)
    columns = drawn_rows.columns_of(policy, limit, signed=signed)
    return program(lower(policy, **facts), columns)


def rows_and_results(of: Program, seed: int, count: int = 1_000) -> tuple[list[Any], list[Any]]:
    rows = drawn_rows.draw(of, count, random.Random(seed))
    score = python.function(of)
    return rows, [score(*(row[name] for name in of.fields)) for row in rows]


def by_duckdb(of: Program, rows: list[Any]) -> list[tuple[int | None, int]]:
    found = engine.score(of, drawn_rows.arrow_of(of, rows))
    return list(zip(found["score"].to_pylist(), found["outcome"].to_pylist(), strict=True))


@pytest.mark.parametrize("signed", [False, True], ids=["from zero", "signed"])
@pytest.mark.parametrize("name", POLICIES)
def test_duckdb_scores_as_the_generated_python_does(name: str, signed: bool) -> None:
    of = bound(load_policy(name), signed=signed)
    rows, expected = rows_and_results(of, seed=7)
    assert by_duckdb(of, rows) == expected
    assert len(set(expected)) > 20


@pytest.mark.parametrize("limit", [10**15, 10**17], ids=str)
def test_products_beyond_64_bits_are_scored_in_128(limit: int) -> None:
    of = bound(load_policy("zhangdian@2024"), limit)
    assert of.largest
    assert of.largest > 2**63
    rows, expected = rows_and_results(of, seed=3)
    assert by_duckdb(of, rows) == expected


def test_scores_beyond_64_bits_come_out_as_decimals() -> None:
    of = made_program("rule: all, unbounded: true, score: target * actual", 10**12)
    row = {"target": 10**12, "actual": 10**12}
    assert sorted(of.fields) == sorted(row)
    (found,) = engine.score(of, pa.Table.from_pylist([row]))["score"].to_pylist()
    assert found == 10**26


def test_a_rule_with_many_levels_leaves_the_rows_in_their_order() -> None:
    levels = ["数量指标", "质量指标", "时效指标", "经济成本指标", "社会效益指标", "生态效益指标"]
    texts = ", ".join(f"'{level}'" for level in levels)
    of = made_program(f'rule: all, unbounded: true, when: "level2 in [{texts}]", score: target')
    count = 500_000
    whole = pl.select(
        target=pl.int_range(count),
        level2=pl.lit(pl.Series([*levels, "可持续影响指标"])).gather(pl.int_range(count) % 7),
    )
    for rows in (whole.to_arrow(), whole, duckdb.sql("FROM whole")):
        found = pl.from_arrow(engine.score(of, rows))
        scored = whole["level2"] != "可持续影响指标"
        assert found["score"].drop_nulls().equals(whole["target"].filter(scored) * 100)
        assert found["score"].is_not_null().equals(scored)


def made_program(rule: str, limit: int = LIMIT, mode: str = "half-up", places: int = 2) -> Program:
    policy = made_policy(f"  - {{{rule}, because: 如此}}", mode, places)
    columns = {name: Column(0, -limit, limit) for name in drawn_rows.numbers_of(policy)}
    return program(lower(policy, absent=["unparsed", "kind"]), columns)


def made_policy(rules: str, mode: str = "half-up", places: int = 2, more: str = "") -> Policy:
    return parse_policy(
        f"language: 1\npolicy: made\nyear: 2024\ntitle: 编的\nexecution: none\n{more}"
        f"rules:\n{rules}\nrounding: {{places: {places}, mode: {mode}}}\n"
        "total: sum(score)\ngrades: none\n"
    )


@pytest.mark.parametrize("mode", ["half-up", "half-even", "down", "floor"])
@pytest.mark.parametrize(
    "score",
    [
        *("target / 8", "target / actual", "-target / (actual + 3)", "weight - target / 16"),
        *("round(target / 3) / 2", "floor(target / actual) + ceil(target / 7)"),
        "round(round(target / 4, 1) / actual, 2) * weight",
    ],
)
def test_all_roundings_are_exact_on_both_sides_of_zero(mode: str, score: str) -> None:
    of = made_program(f'rule: all, unbounded: true, score: "{score}"', 400, mode, places=1)
    rows, expected = rows_and_results(of, seed=1)
    assert by_duckdb(of, rows) == expected
    numbers = [number for number, _ in expected if number is not None]
    assert min(numbers) < 0 < max(numbers)


@pytest.mark.parametrize("mode", ["half-up", "half-even", "down", "floor"])
def test_a_score_that_is_rounded_out_of_its_bounds_is_undecided(mode: str) -> None:
    of = made_program("rule: all, score: target / actual", 60, mode, places=0)
    rows, expected = rows_and_results(of, seed=2, count=4_000)
    assert by_duckdb(of, rows) == expected
    assert {of.outcomes[outcome].code for _, outcome in expected} >= {"out-of-bounds", None}


def test_texts_and_names_are_quoted() -> None:
    policy = made_policy(
        "  - {rule: odd, when: '备注 == \"it''s\"', score: weight, because: 是}\n"
        "  - {rule: other, score: 0, because: 否}",
        more="fields:\n  备注: {type: text}\n",
    )
    of = program(lower(policy, absent=["unparsed"]), {"weight": Column(0, 0, 10)})
    texts = ["it's", "it''s", '"', "its", "\\'"]
    rows = [{"weight": 5, "备注": text} for text in texts]
    table = pa.Table.from_pylist(rows).select(of.fields)
    score = python.function(of)
    expected = [score(*(row[name] for name in of.fields))[0] for row in rows]
    assert engine.score(of, table)["score"].to_pylist() == expected
    assert 500 in expected
    assert 0 in expected


def test_literals_of_the_dialects_escape_what_ends_them() -> None:
    assert DUCKDB.text("a'b\\") == "'a''b\\'"
    assert SPARK.text("a'b\\") == "'a\\'b\\\\'"
    assert DUCKDB.column('a"b') == '"a""b"'
    assert SPARK.column("a`b") == "`a``b`"


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sentences_are_those_of_exact_numbers(name: str, lang: str) -> None:
    of = bound(load_policy(name), because=lang)
    rows, expected = rows_and_results(of, seed=11, count=1_000)
    found = stages(of, DUCKDB)
    table = drawn_rows.arrow_of(of, rows)
    text = because(of, DUCKDB, found)
    query = f"SELECT {text} FROM {found.over('rows', DUCKDB)}"  # noqa: S608  # as told
    with duckdb.connect() as connection:
        connection.register("rows", table)
        told = connection.execute(query).fetchall()
    for row, (_, outcome), (sentence,) in zip(rows, expected, told, strict=True):
        assert sentence == drawn_rows.sentence(of, row, outcome)
    assert len(set(told)) > 50


def test_a_column_may_be_anything_that_duckdb_reads() -> None:
    of = bound(load_policy("mof@2020"))
    rows, expected = rows_and_results(of, seed=5, count=500)
    table = drawn_rows.arrow_of(of, rows)
    connection = duckdb.connect()
    for given in (table, pl.from_arrow(table), connection.from_arrow(table)):
        found = engine.score(of, given)
        assert found["score"].to_pylist() == [score for score, _ in expected]


def test_the_order_of_many_rows_is_kept() -> None:
    of = bound(load_policy("mof@2020"))
    rows, expected = rows_and_results(of, seed=6, count=1_000)
    table = pa.concat_tables([drawn_rows.arrow_of(of, rows)] * 500)
    found = engine.score(of, table)
    assert found["score"].to_pylist() == [score for score, _ in expected] * 500
    assert engine.score(of, table.slice(0, 0)).num_rows == 0


def test_a_column_without_limits_is_refused_by_name() -> None:
    policy = load_policy("mof@2020")
    of = program(
        lower(policy), drawn_rows.columns_of(policy, LIMIT, signed=True) | {"target": Column(4)}
    )
    with pytest.raises(Unsupported, match="target") as caught:
        stages(of, DUCKDB)
    (problem,) = caught.value.problems
    assert problem.code == "no-limits"
    assert isinstance(problem.place, TextPlace)


def test_a_column_that_is_too_wide_is_refused_with_its_limits() -> None:
    of = bound(load_policy("mof@2020"), 10**15)
    stages(of, DUCKDB)
    with pytest.raises(Unsupported, match="1000000000000000") as caught:
        stages(of, SPARK)
    (problem,) = caught.value.problems
    assert problem.code == "too-large"
    assert "Spark" in problem.line("en")
    assert "from -1000000000000000 to 1000000000000000" in problem.line("en")


@pytest.mark.parametrize("name", POLICIES)
def test_another_order_of_tests_gives_the_same_and_is_not_longer(name: str) -> None:
    before = bound(load_policy(name), signed=False)
    after = ordered(before)
    assert written(after.root) <= written(before.root)
    rows, expected = rows_and_results(before, seed=9, count=500)
    score = python.function(after)
    assert [score(*(row[name] for name in before.fields)) for row in rows] == expected


def test_the_relation_is_asked_for_first() -> None:
    of = ordered(bound(load_policy("zhangdian@2024"), signed=False, absent=["kind", "unparsed"]))
    assert not isinstance(of.root, End)
    assert of.root.test.field == "relation"  # type: ignore[union-attr]
