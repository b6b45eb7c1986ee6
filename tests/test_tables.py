"""Tables as they come: cells as they are written, forms as they are, engines that are there."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import pingfen
from pingfen.batch import engines
from pingfen.tables.arrow.numbers import numbers_of
from tabled import SEVEN, rows_of, scores, seven, table, totals

ZHANGDIAN = pingfen.load_policy("zhangdian@2024")
EXAMPLES = SEVEN.parent
ENGINES = ("python", "polars", "duckdb")
INDICATOR = {
    "kind": "indicator",
    "level1": "产出指标",
    "level2": "数量指标",
    "relation": ">=",
    "weight": 90,
    "target": 4,
    "actual": 4,
    "annual": None,
    "executed": None,
}
BUDGET = {
    **dict.fromkeys(INDICATOR),
    "kind": "execution",
    "weight": 10,
    "annual": 5,
    "executed": 5,
}


def forms(*rows):
    """Return a table of rows, each a pair of a form and what differs from an indicator."""
    lines = [{"form": form, **INDICATOR, **cells} for form, cells in rows]
    return pa.Table.from_pylist(lines)


# numbers


def exactly(array):
    """Return the values of a column of numbers as fractions, and which are wrong."""
    found = numbers_of(array)
    values = [None if value is None else Fraction(value) for value in found.values.to_pylist()]
    wrong = [False] * len(values) if found.wrong is None else found.wrong.to_pylist()
    return list(zip(values, wrong, strict=True))


def digits(most):
    """Return floats that are printed with a few digits."""
    whole, places = st.integers(-most, most), st.integers(0, 8)
    return st.builds(lambda digits, point: digits / 10**point, whole, places)


@given(st.lists(st.one_of(digits(10**6), digits(10**16), st.none()), max_size=8))
def test_floats_are_the_decimals_that_python_prints(values):
    array = pa.array(values, pa.float64())
    want = [(None if value is None else Fraction(repr(value)), False) for value in values]
    assert exactly(array) == want


@given(st.floats())
@example(1.4403883084352979e-27)
def test_any_float_is_what_python_prints_or_is_reported(value):
    ((found, wrong),) = exactly(pa.array([value]))
    if wrong:
        # no number, or one that no form may have either
        assert not 1e-30 <= abs(value) < 1e31
        assert found is None
    else:
        assert found == Fraction(repr(value))


def test_numbers_that_one_column_cannot_hold_together_are_an_error_that_names_it():
    with pytest.raises(pingfen.FormError, match=r"指标值.*76"):
        pingfen.score_table(ZHANGDIAN, table(分值=[1, 1], 指标值=[1e30, 1.2345678901234567e-30]))


@given(st.floats(-(2**30), 2**30, width=32))
def test_a_float_of_32_bits_is_worth_what_it_is(value):
    ((found, wrong),) = exactly(pa.array([value], pa.float32()))
    assert wrong or found == Fraction(repr(value))


def test_texts_that_are_often_the_same_are_read_as_others_are():
    cells = ["8", " 8.50 ", "", None, "八", "-0", "0.1", "1e3", "\u30003\u3000"]
    few, many = exactly(pa.array(cells)), exactly(pa.array(cells * 1_000))
    assert few == [
        *[(Fraction(8), False), (Fraction(17, 2), False), (None, False), (None, False)],
        *[(None, True), (Fraction(0), False), (Fraction(1, 10), False), (None, True)],
        (Fraction(3), False),
    ]
    assert many == few * 1_000


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_without_rows_gets_its_columns(engine):
    empty = forms(("a", {})).slice(0, 0)
    found = pingfen.score_table(ZHANGDIAN, empty, engine=engine, because=True, totals=True)
    assert (found.rows, found.decided) == (0, True)
    assert found.frame.column_names[-4:] == ["score", "rule", "undecided", "because"]
    assert found.totals.column_names == ["form", "rows", "total", "grade", "undecided"]
    assert (found.frame.num_rows, found.totals.num_rows) == (0, 0)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_too_long_for_an_engine_never_wraps(engine):
    """Each row is as the interpreter has it; 2**63 and 10**29 stand beside small numbers."""
    longs = [2**31, 2**63 - 1, 2**63, 2**64 + 4, 10**18, 10**29]
    texts = [str(value) for value in longs]
    given_ = pa.table(
        {
            **{
                name: [INDICATOR[name]] * 12 for name in ("level1", "level2", "relation", "weight")
            },
            "target": [*texts, *["4"] * 6],
            "actual": [*["4"] * 6, *texts],
        }
    )
    found = pingfen.score_table(ZHANGDIAN, given_, engine=engine).frame.to_pylist()
    for line in found:
        row = {name: line[name] for name in given_.column_names}
        card = pingfen.score(ZHANGDIAN, {"project": "x", "rows": [{"name": "x", **row}]})
        assert (line["score"], line["rule"]) == (card.rows[0].score, card.rows[0].rule)
        assert line["score"] is not None


# forms


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_has_a_total_where_it_has_one_row_of_the_budget(engine):
    rows = forms(
        *[("one", BUDGET), ("one", {}), ("none", {})],
        *[("two", BUDGET), ("two", {}), ("two", BUDGET)],
    )
    found = pingfen.score_table(ZHANGDIAN, rows, engine=engine, totals=True)
    assert [tuple(line.values()) for line in found.totals.to_pylist()] == [
        ("one", 2, Decimal("100.00"), "优", None),
        ("none", 1, None, None, "unknown-total: missing execution"),
        ("two", 3, None, None, "unknown-total: several execution"),
    ]
    assert (found.undecided, found.totals_undecided, found.decided) == ({}, 2, False)


def test_rows_of_one_form_need_not_stand_together():
    rows = forms(("a", BUDGET), ("b", BUDGET), ("b", {}), ("a", {"actual": 2}))
    found = pingfen.score_table(ZHANGDIAN, rows, totals=True).totals.to_pylist()
    assert [(line["form"], line["total"]) for line in found] == [
        ("a", Decimal("55.00")),
        ("b", Decimal("100.00")),
    ]


def test_a_row_of_no_form_is_in_no_total_and_is_reported():
    rows = forms(("a", BUDGET), ("a", {}), (" ", {}), (None, {}))
    found = pingfen.score_table(ZHANGDIAN, rows, totals=True)
    assert [line["rows"] for line in found.totals.to_pylist()] == [2]
    (said,) = found.problems
    assert (said.code, said.severity, dict(said.text.values)) == (
        *("table-no-form", "doubt"),
        {"count": 2},
    )


def test_totals_need_a_column_that_tells_the_forms_apart():
    with pytest.raises(pingfen.UsageError) as caught:
        pingfen.score_table(ZHANGDIAN, table(weight=[1], target=[1], actual=[1]), totals=True)
    assert caught.value.problems[0].code == "totals-no-form"


@pytest.mark.parametrize("name", ["zhangdian@2024", "mof@2020", "bare-targets@2020"])
def test_a_folder_of_forms_gets_the_scores_and_totals_of_its_documents(name):
    policy = pingfen.load_policy(name)
    found = pingfen.score_table(policy, EXAMPLES, totals=True)
    files = sorted({str(line["file"]) for line in found.frame.to_pylist()})
    # three documents: text, .docx and .xlsx
    assert len(files) == 3
    want = [row for file in files for row in scores(policy, file)]
    assert rows_of(found.frame) == want
    lines = found.totals.to_pylist()
    assert [(x["total"], x["grade"], x["undecided"]) for x in lines] == [
        total for file in files for total in totals(policy, file)
    ]
    assert found.forms == len(lines) > 7


def test_a_file_among_forms_that_cannot_be_read_keeps_no_other_from_a_score(tmp_path):
    (tmp_path / "good.txt").write_text(SEVEN.read_text("utf-8"), "utf-8")
    (tmp_path / "wrong.xlsx").write_bytes(b"PK\x03\x04 but no more")
    found = pingfen.score_table(ZHANGDIAN, tmp_path)
    assert rows_of(found.frame) == scores(ZHANGDIAN)
    (problem,) = found.problems
    assert problem.severity == "error"
    assert "wrong.xlsx" in str(problem.place)


# engines


def without(monkeypatch, *names):
    """Make libraries look as if they were not installed."""
    find = engines.find_spec
    monkeypatch.setattr(engines, "find_spec", lambda name: None if name in names else find(name))


@pytest.mark.parametrize(
    ("missing", "taken"),
    [
        ((), "polars"),
        (("polars",), "duckdb"),
        (("polars", "duckdb"), "python"),
        (("pyarrow",), "python"),
    ],
)
def test_auto_takes_the_best_engine_that_is_there(missing, taken, monkeypatch):
    without(monkeypatch, *missing)
    assert engines.engine_named("auto") == taken


@pytest.mark.parametrize(
    ("engine", "library", "extra"),
    [("polars", "polars", "batch"), ("duckdb", "duckdb", "duckdb"), ("spark", "pyspark", "spark")],
)
def test_an_engine_that_is_not_installed_names_the_extra(engine, library, extra, monkeypatch):
    without(monkeypatch, library)
    with pytest.raises(pingfen.UsageError) as caught:
        pingfen.score_table(ZHANGDIAN, forms(("a", {})), engine=engine)
    said = caught.value.problems[0]
    assert library in said.text.in_lang("zh")
    assert f"pip install 'pingfen[{extra}]'" in said.hint.in_lang("zh")


def test_an_engine_that_nobody_knows_is_an_error_that_lists_all():
    with pytest.raises(pingfen.UsageError, match=r"auto polars duckdb python spark"):
        pingfen.score_table(ZHANGDIAN, forms(("a", {})), engine="numpy")


def test_what_is_no_table_is_an_error():
    with pytest.raises(pingfen.UsageError) as caught:
        pingfen.score_table(ZHANGDIAN, {"weight": [1]})
    assert caught.value.problems[0].code == "no-table"


BARE = """
import sys
for name in ("pyarrow", "polars", "duckdb", "pandas", "numpy"):
    sys.modules[name] = None
from pingfen.cli import main
sys.exit(main(sys.argv[1:]))
"""


def bare(*arguments):
    """Run the command line where no library for tables is installed."""
    return subprocess.run(  # our own
        [sys.executable, "-c", BARE, "batch", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_csv_needs_no_library_and_gives_the_same(tmp_path):
    from test_batch import csv_rows, told, written_csv  # what they are for

    rows = seven(ZHANGDIAN)
    source = written_csv(rows, tmp_path / "rows.csv", "gb18030")
    output, sums = tmp_path / "o.csv", tmp_path / "t.csv"
    options = ["--policy", "zhangdian@2024", "-o", output, "--totals", sums, "--because"]
    ran = bare(source, *options)
    assert ran.returncode == 0, ran.stderr
    assert told(output) == scores(ZHANGDIAN)
    found = pingfen.score_table(ZHANGDIAN, rows, because=True, totals=True)
    assert [line["because"] or None for line in csv_rows(output)] == (
        found.frame["because"].to_pylist()
    )
    want = [(line["form"], line["rows"], line["total"]) for line in found.totals.to_pylist()]
    got = [(line["form"], int(line["rows"]), Decimal(line["total"])) for line in csv_rows(sums)]
    assert got == want


def test_other_tables_without_the_library_name_the_extra(tmp_path):
    Path(tmp_path / "rows.parquet").write_bytes(b"PAR1")
    ran = bare(tmp_path / "rows.parquet", "--policy", "zhangdian@2024", "-o", tmp_path / "o.csv")
    assert ran.returncode == 2
    assert "pip install 'pingfen[batch]'" in ran.stderr
    assert not (tmp_path / "o.csv").exists()
