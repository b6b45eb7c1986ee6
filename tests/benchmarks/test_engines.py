"""The benchmarks of the engines compare like with like; what they measure is no test."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from benchmarks import (
    by_hand,
    engines,
    exact,
    in_openfisca,
    memory,
    outside,
    plots,
    row_variants,
    spark_variants,
    table_variants,
    timing,
    workloads,
)
from benchmarks.exact import NONE

COUNT = 8000
SCRIPT = Path(engines.__file__)
POLICIES = tuple(workloads.POLICIES)
KINDS = ("lowering", "rows", "tables", "frames", "files")


@pytest.fixture(scope="module")
def rows():
    return workloads.columns(COUNT)


@pytest.fixture(scope="module")
def right(rows):
    return {name: exact.truth(name, rows) for name in POLICIES}


def off(rows, right, given):
    """Return where a row is off by more than noise, and where only one of both has a score.

    Floats are a cent off where a score ends in half a cent, and may fall to the other side of a
    threshold; all of these are multiples of a twentieth of the target.
    """
    both = (right.cents != NONE) & (given.cents != NONE)
    near = np.abs(right.cents - given.cents) <= 1
    at_threshold = 20 * rows.actual % np.maximum(rows.target, 1) == 0
    return both & ~near & ~at_threshold, (right.cents == NONE) != (given.cents == NONE)


@pytest.mark.parametrize("name", POLICIES)
def test_the_fractions_and_the_interpreter_agree_on_every_row(rows, name):
    given = workloads.fractions(rows)
    assert exact.expected(name, given) == exact.by_interpreter(workloads.policy(name), given)


def test_the_rows_are_the_same_each_time_and_hold_what_is_hard(rows):
    assert all((a == b).all() for a, b in zip(rows, workloads.columns(COUNT), strict=True))
    weight, target, actual = rows.weight, rows.target, rows.actual
    ties = (target > 0) & (2 * weight * actual % np.maximum(2 * target, 1) == target)
    counts = {
        "on the target": (actual == target).sum(),
        "at 1.3 times": ((10 * actual == 13 * target) & (target > 0)).sum(),
        "half a cent": ties.sum(),
        "zero targets": (target == 0).sum(),
        "no actual": rows.blank.sum(),
    }
    assert counts["on the target"] > 0.38 * COUNT
    assert counts["at 1.3 times"] > 0.04 * COUNT
    assert counts["half a cent"] > 0.07 * COUNT
    assert 0 < counts["zero targets"] < 0.01 * COUNT
    assert 0 < counts["no actual"] < 0.01 * COUNT
    assert min(weight.min(), target.min(), actual.min()) >= 0


@pytest.mark.parametrize("name", POLICIES)
def test_the_rows_try_every_rule_and_every_way_to_be_open(right, name):
    policy = workloads.policy(name)
    asked = {rule.name for rule in policy.rules if rule.score or rule.undecided}
    never = {"execution", "achieved", "partly", "missed", "judged"}  # no row is worded
    assert {label.rule for label in right[name].labels} - {None} == asked - never
    assert "no-rule" in {label.undecided for label in right[name].labels}


def test_numbers_are_the_same_in_rows_of_every_kind(rows):
    kinds = (workloads.integers, workloads.floats, workloads.fractions, workloads.decimals)
    for whole, near, part, ten in zip(*(kind(rows) for kind in kinds), strict=True):
        assert whole[:3] == near[:3] == part[:3] == ten[:3]
        for at, scale in ((3, 2), (4, 4), (5, 4)):
            assert part[at] is ten[at] is whole[at] is None or (
                part[at] * 10**scale == ten[at] * 10**scale == whole[at]
                and near[at] == float(str(ten[at]))
            )


def test_tables_have_the_same_numbers_as_rows(rows):
    for kind, made in (
        ("integers", workloads.integers),
        ("floats", workloads.floats),
        ("decimals", workloads.decimals),
    ):
        assert workloads.frame(rows, kind).rows() == made(rows)
    repeated = workloads.table(10, distinct=4)
    assert repeated.weight.tolist() == [*(workloads.columns(4).weight.tolist() * 3)][:10]


@pytest.mark.parametrize("name", POLICIES)
def test_integers_by_hand_are_right_and_floats_but_for_noise(rows, right, name):
    variants = {each.name: each for each in row_variants.variants(name, rows)}
    found = {title: each.answers(each.run()) for title, each in variants.items()}
    assert not exact.wrong(right[name], found["by hand, integers"]).any()
    assert not exact.wrong(right[name], found["pingfen, integers"]).any()
    for title, given in found.items():
        more, one_sided = off(rows, right[name], given)
        assert not (more | one_sided).any(), title
        assert exact.wrong(right[name], given).sum() < 0.02 * COUNT, title


@pytest.mark.parametrize("name", POLICIES)
def test_the_function_without_the_rule_gives_the_same_scores(rows, name):
    given = workloads.floats(rows)
    with_rule = [by_hand.FLOATS[name](*row)[0] for row in given]
    assert with_rule == [by_hand.SCORES[name](*row) for row in given]


@pytest.mark.parametrize("name", POLICIES)
def test_tables_by_hand_are_right_but_for_noise(rows, right, name):
    for variant in table_variants.variants(name, rows):
        given = variant.answers(variant.run())
        more, one_sided = off(rows, right[name], given)
        short = "OpenFisca" in variant.name  # 32 bits make more noise
        assert more.sum() <= (5 if short else 0), variant.name
        assert not one_sided.any(), variant.name
        wrong = exact.wrong(right[name], given).sum()
        assert wrong < (0.03 * COUNT if short or "floats" in variant.name else 1), variant.name


def test_wrong_rows_are_counted_by_score_and_by_rule():
    label, other = exact.Label("met"), exact.Label("short")
    undecided = exact.Label(None, "no-rule")
    right = exact.answers([(100, label), (200, label), (None, undecided), (300, other)])
    same = exact.answers([(100, label), (200, label), (None, undecided), (300, other)])
    assert exact.wrong(right, same).tolist() == [False] * 4
    given = exact.answers([(100, label), (200, other), (None, exact.OPEN), (301, other)])
    assert exact.wrong(right, given).tolist() == [False, True, False, True]
    scores = exact.answers([(100, None), (None, None), (0, None), (300, None)])
    assert exact.wrong(right, scores).tolist() == [False, True, True, False]
    why = exact.answers([(100, label), (200, label), (None, label), (300, other)])
    assert exact.wrong(right, why).tolist() == [False, False, True, False]
    assert exact.wrong(right.repeated(2), same.repeated(2)).tolist() == [False] * 8


def test_the_script_prints_writes_and_draws_everything(tmp_path):
    path = tmp_path / "engines.json"
    command = [sys.executable, str(SCRIPT), "--rows", "1000", "--tables", "2000", "--rounds", "1"]
    command += ["--whole", "3000", "--only", *KINDS, "--no-memory", "--json", str(path)]
    printed = subprocess.run(
        [*command, "--pictures", str(tmp_path), "--markdown", str(tmp_path / "tables.md")],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    data = json.loads(path.read_text("utf-8"))
    tables = (tmp_path / "tables.md").read_text("utf-8").split("\n\n")
    kinds = [(group["kind"], group["policy"]) for group in data["groups"]]
    assert kinds == [(kind, name) for kind in KINDS[1:] for name in POLICIES]
    assert tables[::2] == [
        f"{group['kind']}, {group['policy']}, {group['rows']:,} rows:" for group in data["groups"]
    ]
    for group, table in zip(data["groups"], tables[1::2], strict=True):
        assert [line.split(" | ")[0][2:] for line in table.splitlines()[2:]] == [
            *group["variants"]
        ]
        assert group["base"] in group["variants"]
        for name, taken in group["variants"].items():
            assert name in printed
            assert len(taken["wall"]) == len(taken["cpu"]) == 1
            assert taken["of"] == group["rows"]
    for kind in KINDS[1:]:
        drawn = ET.parse(tmp_path / f"engines-{kind}.svg").getroot()  # noqa: S314  # ours
        texts = {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
        names = {name for group in data["groups"] for name in group["variants"]}
        assert {name for name in names if name in texts} >= {
            name for group in data["groups"] if group["kind"] == kind for name in group["variants"]
        }


def test_only_what_is_asked_for_is_measured(capsys):
    engines.main(
        ["--rows", "100", "--rounds", "1", "--only", "rows", "integers", "--policies", "sixteen"]
    )
    heads = [line[:38].strip() for line in capsys.readouterr().out.splitlines()]
    assert "by hand, integers" in heads
    assert "by hand, floats" in heads
    assert "CEL" not in heads
    assert "by hand, floats, score only" not in heads


def test_an_engine_that_is_not_installed_is_named_and_left_out(monkeypatch, capsys, rows):
    monkeypatch.setattr(outside, "installed", lambda _: None)
    names = [each.name for each in row_variants.variants("sixteen", rows)]
    assert set(outside.PEERS).isdisjoint(names)
    assert "by hand, floats" in names
    assert not any("OpenFisca" in name or "hand, int" in name for name in table_variants.made())
    engines.main(["--rows", "100", "--rounds", "1", "--only", "spark"])
    assert capsys.readouterr().out.startswith(
        "not installed, left out: ZEN, expression, ZEN, decision table, datalogic"
    )


def test_memory_is_that_of_a_process_of_its_own():
    needed = memory.of_table(table_variants.BASE, "zhangdian", 300_000)
    assert 1 < needed < 500


def test_a_target_is_met_only_if_both_ratios_are_within_it():
    target = timing.Target("a", "b", 1.2)
    taken = {"a": timing.Taken([1.0, 1.3, 1.3], [2.0]), "b": timing.Taken([1.0, 1.0, 1.0], [1.0])}
    assert timing.aim(taken, target, by_cpu=False) == "≤ 1.2 × b: 1.00 / 1.30 missed"
    assert timing.aim(taken, target._replace(most=1.3), by_cpu=False).endswith("met")
    assert timing.aim(taken, target, by_cpu=True).endswith("2.00 / 2.00 missed")
    assert timing.aim({}, target, by_cpu=False) == ""


def test_bars_stand_on_one_scale_of_tens():
    bars = [
        plots.Bar("base", 1),
        plots.Bar("pingfen", 0.5),
        plots.Bar("slow <one>", 100, "3 wrong"),
    ]
    drawn = ET.fromstring(plots.svg("Title", {"part": bars}, "base"))  # noqa: S314  # ours
    space = "{http://www.w3.org/2000/svg}"
    boxes = [
        (float(box.get("x")), float(box.get("width")))
        for box in drawn.iter(f"{space}rect")
        if box.get("x")
    ]
    (one, _), (half, left), (start, right) = boxes
    assert one == start == pytest.approx(half + left, abs=0.2)
    assert right / left == pytest.approx(2 / np.log10(2), rel=0.01)
    texts = [text.text for text in drawn.iter(f"{space}text")]
    assert "slow <one>" in texts
    assert "100×, 3 wrong" in texts


@pytest.mark.slow
@pytest.mark.parametrize("name", POLICIES)
def test_spark_by_hand_is_right_but_for_noise(tmp_path, rows, right, name):
    spark = spark_variants.session()
    files = spark_variants.written(rows, tmp_path)
    for variant in spark_variants.variants(name, rows, spark, files):
        variant.run()
        given = variant.answers(None)
        more, one_sided = off(rows, right[name], given)
        assert not (more | one_sided).any(), variant.name
        assert variant.name == spark_variants.BASE or not exact.wrong(right[name], given).any()


@pytest.mark.skipif(not outside.installed("openfisca-core"), reason="OpenFisca is not installed")
def test_openfisca_is_given_the_texts_of_the_rows(rows):
    arrays = in_openfisca.arrays(rows)
    texts = [tuple(word) for word in workloads.texts(rows)]
    decoded = zip(
        *(arrays[name].decode_to_str().tolist() for name in workloads.TEXTS), strict=True
    )
    assert list(decoded) == texts
