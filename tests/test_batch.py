"""`pingfen batch` and `score_table`: every kind of table, the same scores as form by form."""

import csv
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import feather

import pingfen
from tabled import SEVEN, row, rows_of, scores, seven, table, totals

ZHANGDIAN = pingfen.load_policy("zhangdian@2024")
ENGINES = ("python", "polars", "duckdb")
GIVEN = {"level2": "数量指标", "weight": 8, "target": 88, "actual": 63, "relation": "<="}


@pytest.fixture(scope="module")
def rows():
    return seven(ZHANGDIAN)


def csv_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def told(path):
    """Return score, rule and reason of the rows of a CSV file."""
    found = [
        [line[name] or None for name in ("score", "rule", "undecided")] for line in csv_rows(path)
    ]
    return [(score and Decimal(score), rule, why) for score, rule, why in found]


def written_csv(rows_, path, encoding="utf-8"):
    with open(path, "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows_.column_names)
        for line in rows_.to_pylist():
            writer.writerow([str(v).lower() if isinstance(v, bool) else v for v in line.values()])
    return str(path)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", pingfen.list_policies())
def test_a_document_of_forms_gets_the_scores_and_totals_of_the_interpreter(name, engine):
    policy = pingfen.load_policy(str(name))
    found = pingfen.score_table(policy, SEVEN, engine=engine, totals=True)
    assert rows_of(found.frame) == scores(policy)
    lines = found.totals.to_pylist()
    assert [(x["total"], x["grade"], x["undecided"]) for x in lines] == totals(policy)
    assert found.engine == engine


@pytest.mark.parametrize("ending", ["parquet", "csv", "arrow"])
@pytest.mark.parametrize("into", ["parquet", "csv", "arrow"])
@pytest.mark.parametrize("engine", ENGINES)
def test_each_kind_of_file_gives_each_kind_of_file_with_the_same_scores(
    rows, tmp_path, ending, into, engine
):
    source, output = tmp_path / f"rows.{ending}", tmp_path / f"out.{into}"
    if ending == "csv":
        written_csv(rows, source)
    elif ending == "parquet":
        pq.write_table(rows, source, row_group_size=10)
    else:
        feather.write_feather(rows, source)
    found = pingfen.score_table(ZHANGDIAN, source, engine=engine, output=output)
    assert (found.rows, found.frame, found.decided) == (76, None, True)
    if into == "csv":
        got = told(output)
    else:
        got = rows_of(pq.read_table(output) if into == "parquet" else feather.read_table(output))
    assert got == scores(ZHANGDIAN)


def test_a_csv_file_in_gb18030_is_read_as_one_in_utf_8(rows, tmp_path):
    for engine in ENGINES:
        path = written_csv(rows, tmp_path / "rows.csv", "gb18030")
        found = pingfen.score_table(ZHANGDIAN, path, engine=engine, output=tmp_path / "o.csv")
        assert found.rows == 76
        assert told(tmp_path / "o.csv") == scores(ZHANGDIAN)
        assert csv_rows(tmp_path / "o.csv")[5]["name"] == rows["name"][5].as_py()


FRAMES = {
    "pyarrow": (lambda rows: rows, lambda frame: frame),
    "polars": (pl.from_arrow, lambda frame: frame.to_arrow()),
    "lazy": (lambda rows: pl.from_arrow(rows).lazy(), lambda frame: frame.collect().to_arrow()),
    "pandas": (lambda rows: rows.to_pandas(), pa.Table.from_pandas),
    "floats": (
        lambda rows: rows.to_pandas().astype({"weight": float, "target": float, "actual": float}),
        pa.Table.from_pandas,
    ),
    "duckdb": (duckdb.from_arrow, lambda frame: frame.to_arrow_table()),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_each_kind_of_frame_gives_a_frame_of_its_kind_with_the_same_scores(rows, kind):
    make, arrow = FRAMES[kind]
    frame = make(rows)
    for engine in ENGINES:
        found = pingfen.score_table(ZHANGDIAN, frame, engine=engine, totals=True)
        assert type(found.frame) is type(frame)
        assert type(found.totals) is type(frame)
        result = arrow(found.frame)
        assert rows_of(result) == scores(ZHANGDIAN)
        assert result.column_names == [*rows.column_names, "score", "rule", "undecided"]
        assert result["project"].to_pylist() == rows["project"].to_pylist()


def test_the_score_is_a_decimal_with_the_policys_places(rows):
    found = pingfen.score_table(ZHANGDIAN, rows).frame
    assert pa.types.is_decimal(found.schema.field("score").type)
    assert found.schema.field("score").type.scale == 2
    assert found["score"][4].as_py() == Decimal("5.73")


def test_columns_that_hold_no_field_pass_through_as_they_are():
    given = table(编号=["a"], **{name: [value] for name, value in GIVEN.items()}, 备忘=[[1, None]])
    found = pingfen.score_table(ZHANGDIAN, given)
    assert found.unknown == ("编号", "备忘")
    assert found.frame.column_names == [*given.column_names, "score", "rule", "undecided"]
    assert found.frame.select(given.column_names).equals(given)


def test_headings_may_be_chinese_with_brackets_and_blanks():
    given = table(
        **{"二级指标": ["数量指标"], " 分值（分） ": ["8"], "方向": ["≤"]},
        **{"指标值": ["88"], "完成值：": ["63"]},
    )
    assert rows_of(pingfen.score_table(ZHANGDIAN, given).frame) == [
        (Decimal("5.73"), "planned-quantity", None)
    ]


def test_headings_of_a_policys_own_fields_are_found_too():
    policy = pingfen.load_policy("coefficient@2022")
    column = policy.fields["coefficient"].headings[1]
    given = {"name": ["x"], "weight": [10], "target": [1], "actual": [1], "relation": [">="]}
    for name in ("coefficient", column):
        found = pingfen.score_table(policy, table(**given, **{name: ["0.5"]}))
        assert found.unknown == ()


def test_two_columns_for_one_field_are_an_error_that_names_both():
    with pytest.raises(pingfen.FormError) as caught:
        pingfen.score_table(ZHANGDIAN, row(**GIVEN, 分值=8))
    assert "weight" in str(caught.value)
    assert "分值" in str(caught.value)
    assert caught.value.problems[0].code == "table-field-twice"


def test_a_column_named_as_one_of_the_result_is_an_error():
    with pytest.raises(pingfen.FormError) as caught:
        pingfen.score_table(ZHANGDIAN, row(**GIVEN, score=8))
    assert caught.value.problems[0].code == "table-result-column"


def test_a_table_without_any_field_is_an_error():
    with pytest.raises(pingfen.FormError) as caught:
        pingfen.score_table(ZHANGDIAN, row(a=1, b=2))
    assert caught.value.problems[0].code == "table-no-fields"


NUMBERS = {
    "integers": pa.array([8, 3]),
    "unsigned": pa.array([8, 3], pa.uint64()),
    "small": pa.array([8, 3], pa.int8()),
    "decimals": pa.array([Decimal("8.00"), Decimal("3.00")]),
    "long decimals": pa.array([Decimal("8.00"), Decimal("3.00")], pa.decimal256(50, 4)),
    "texts": pa.array([" 8.0 ", "\u30003"]),
    "large texts": pa.array(["8", "3"], pa.large_string()),
    "codes": pa.array(["8", "3"]).dictionary_encode(),
    "floats": pa.array([8.0, 3.0]),
    "short floats": pa.array([8.0, 3.0], pa.float32()),
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_may_be_stored_in_any_way(kind):
    given = table(weight=NUMBERS[kind], target=[4, 4], actual=[4, 4], relation=[">=", ">="])
    assert rows_of(pingfen.score_table(ZHANGDIAN, given).frame) == [
        (Decimal("8.00"), "met", None),
        (Decimal("3.00"), "met", None),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_float_is_the_decimal_that_python_prints_for_it(engine):
    """0.1 + 0.2 prints as 0.30000000000000004, which is above 0.3."""
    given = table(
        weight=[10, 10, 10, 10],
        target=[0.3, 0.3, 1e22, 1e-7],
        actual=[0.1 + 0.2, 0.3, 1e22, 1e-7],
        relation=["=", "=", "=", "="],
    )
    found = pingfen.score_table(ZHANGDIAN, given, engine=engine).frame
    assert [line["rule"] == "met" for line in found.to_pylist()] == [False, True, True, True]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_no_number_makes_the_row_undecided_and_is_reported(engine):
    nan, inf = float("nan"), float("inf")
    given = table(
        weight=["8", "8", "8", "八", "1e3"],
        target=[88.0, nan, 88.0, 88.0, 88.0],
        actual=[63.0, 63.0, -inf, 63.0, 63.0],
        relation=["<="] * 5,
        level2=["数量指标"] * 5,
    )
    found = pingfen.score_table(ZHANGDIAN, given, engine=engine)
    assert rows_of(found.frame) == [
        (Decimal("5.73"), "planned-quantity", None),
        *[(None, None, "unparsed")] * 4,
    ]
    assert found.undecided == {"unparsed": 4}
    said = [dict(problem.text.values) for problem in found.problems]
    assert [(s["column"], s["count"], s["row"], s["found"]) for s in said] == [
        ("weight", 2, 4, "八"),
        ("target", 1, 2, "nan"),
        ("actual", 1, 3, "-inf"),
    ]


def test_what_pandas_takes_for_missing_is_missing():
    nan = float("nan")
    cells = {**GIVEN, "level1": "产出指标", "actual": nan}
    given = pd.DataFrame({name: [cell] for name, cell in cells.items()})
    found = pingfen.score_table(ZHANGDIAN, given)
    assert found.undecided == {"unknown-when: missing actual": 1}


def test_a_column_of_pandas_that_holds_several_types_is_read_value_by_value():
    given = pd.DataFrame(
        {"weight": [8, "8", Decimal(8), 8.0], **{k: v for k, v in GIVEN.items() if k != "weight"}}
    )
    frame = pingfen.score_table(ZHANGDIAN, given).frame
    assert list(frame["score"]) == [Decimal("5.73")] * 4
    assert list(frame["weight"]) == [8, "8", Decimal(8), 8.0]


def test_a_frame_keeps_its_index():
    given = pd.DataFrame({name: [value] * 2 for name, value in GIVEN.items()}, index=[7, 3])
    frame = pingfen.score_table(ZHANGDIAN, given).frame
    assert list(frame.index) == [7, 3]
    assert list(frame["score"]) == [Decimal("5.73")] * 2


def test_an_unread_cell_that_no_rule_asks_for_decides_nothing():
    found = pingfen.score_table(ZHANGDIAN, row(**GIVEN, label_weight="五十"))
    assert (found.decided, found.problems) == (True, ())


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_that_64_bits_cannot_hold_are_scored_exactly_beside_others(engine):
    texts = {
        "target": ["88", "123456789012345678901234567890", "3", "0.00000000000000000001"],
        "actual": ["63", "23456789012345678901234567890", "2.00000001", "0.00000000000000000001"],
    }
    given = table(weight=["8"] * 4, relation=[">="] * 4, **texts)
    found = pingfen.score_table(ZHANGDIAN, given, engine=engine, because=True).frame.to_pylist()
    for at, line in enumerate(found):
        form = {
            "project": "x",
            "rows": [
                {
                    "name": "x",
                    "weight": 8,
                    "relation": ">=",
                    **{name: values[at] for name, values in texts.items()},
                }
            ],
        }
        scored = pingfen.score(ZHANGDIAN, form).rows[0]
        assert (line["score"], line["rule"]) == (scored.score, scored.rule)
        assert line["because"] == scored.because.zh


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sentence_is_that_of_the_scorecard(engine, lang):
    for name in ("zhangdian@2024", "mof@2020", "bare-targets@2020", "third-party@2024"):
        policy = pingfen.load_policy(name)
        found = pingfen.score_table(policy, SEVEN, engine=engine, because=True, lang=lang).frame
        cards = pingfen.score_all(policy, pingfen.read_forms(SEVEN)).cards
        want = [line.because.in_lang(lang) or None for card in cards for line in card.all_rows]
        assert found["because"].to_pylist() == want
