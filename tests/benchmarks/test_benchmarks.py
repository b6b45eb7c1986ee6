"""The benchmarks run and compare like with like; what they measure is no test."""

import subprocess
import sys
from pathlib import Path

import pingfen
import seed
from benchmarks import analysis, auditing, generated, growing, hostile, measure, planted, reading
from pingfen.expression.interpret import Interpreter
from pingfen.scoring import score_form

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


def test_reading_is_measured_for_each_kind_with_each_way_of_reading_it():
    command = [sys.executable, str(Path(reading.__file__)), "--forms", "2", "--rounds", "1"]
    kinds = [".txt", ".xlsx", ".docx", ".html", ".xls"]
    printed = run([*command, "--kinds", *kinds])
    tables = printed.split("\n\n")[1:]
    heads = [table.split("\n")[0].split("ms a form")[0].strip() for table in tables]
    shapes = ["2 in one", "one each"]
    assert heads == [
        *(f"{kind} {shape}" for kind in kinds[:-1] for shape in shapes),
        *(".xls the seven", ".txt stages"),
    ]
    ways = {line[:24].strip() for table in tables for line in table.split("\n")[1:]}
    assert {name for kind in kinds for name in reading.BARE[kind]} < ways
    assert {"grid", "forms_of", "and score_all", "understanding"} < ways


def test_growth_is_measured_in_one_file_and_in_a_folder():
    command = [sys.executable, str(Path(growing.__file__)), "--sizes", "3", "9", "--rounds", "1"]
    lines = [line.split() for line in run([*command, "--jobs", "2"]).splitlines()[1:]]
    assert [" ".join(line[:-5]) for line in lines] == [
        *(f"one {ending}" for ending in growing.ENDINGS for _ in range(2)),
        *["folder, --jobs 2"] * 2,
    ]
    assert [line[-5] for line in lines] == ["3", "9"] * 4
    # a folder's memory is looked at while it is scored
    assert all(float(line[-1]) > 0 for line in lines[-2:])


def test_generated_forms_differ_and_read_the_same_from_every_kind_of_file(tmp_path):
    forms = list(generated.forms(8))
    assert {form.template for form in forms} > {forms[0].template}
    found = {}
    for ending in generated.WRITERS:
        generated.write(forms, tmp_path / f"forms{ending}")
        found[ending] = facts(tmp_path / f"forms{ending}")
    assert found[".xlsx"] == found[".docx"] == found[".html"] == found[".txt"]
    assert [project for project, *_ in found[".txt"]] == [form.texts[0] for form in forms]
    assert len({name for form in found[".txt"] for name in form[1]}) > 40
    generated.few_sheets(forms, tmp_path / "few.xlsx")
    assert facts(tmp_path / "few.xlsx") == found[".txt"]


def test_all_templates_are_scored_with_all_their_rows(tmp_path):
    path = tmp_path / "forms.txt"
    forms = [
        generated.Filled(at, ("项目", "单位", *each.figures, *each.printed))
        for at, each in enumerate(generated.templates())
    ]
    generated.write(forms, path)
    cards = pingfen.score_all(pingfen.load_policy(growing.POLICY), [pingfen.read_forms(path)])
    rows = [len(card.rows) for card in cards.cards]
    kinds = len(seed.ROWS)
    assert len(rows) == kinds * generated.VARIANTS
    assert rows[kinds : 2 * kinds] == [len(row.split()) for row in seed.ROWS]
    assert [card.total for card in cards.cards[kinds : 2 * kinds]] == list(seed.TOTALS)
    assert all(row.score is not None for card in cards.cards for row in card.rows)


def test_auditing_is_measured_beside_scoring_and_finds_what_was_planted():
    pages = auditing.BROWSER is not None
    command = [sys.executable, str(Path(auditing.__file__)), "--sizes", "20", "--jobs", "1"]
    lines = run([*command, "--large"]).splitlines()[1:]
    assert [line.split("  ")[0] for line in lines if line[0] != " "] == [
        *["files-20"] * 3,
        *["large-20"] * 3,
    ]
    due = sum(bool(each.code) for each in planted.forms(20, growing.FOLDER))
    assert due > 0
    assert sum(f"planted {due}, found {due};" in line for line in lines) == 2
    assert any("in Chromium: painted" in line for line in lines) is pages


def test_each_kind_of_error_is_planted_and_found_by_an_audit(tmp_path):
    every = [each for each in planted.forms(300, [".xlsx"]) if each.code]
    codes = {each.code for each in every}
    assert len(codes) > 8
    path = tmp_path / "forms.xlsx"
    generated.write([each.form for each in every], path)
    audit = pingfen.audit(pingfen.load_policy(growing.POLICY), pingfen.read_forms(path))
    by_project = {form.project: form.findings for form in audit.forms}
    for each in every:
        found = {(finding.code, finding.row) for finding in by_project[each.project]}
        codes = {code for code, _ in found} - {each.code, *each.follows}
        # the form that has the same reason is not among these; the others the templates hold
        assert (each.code, each.row) in found or each.code == planted.TWIN, each
        assert codes <= {"upper-quantity", "approximate"}, each


def test_screens_change_no_scorecard_of_the_generated_forms(tmp_path):
    class Thorough(Interpreter):
        thorough = True

    path = tmp_path / "forms.txt"
    generated.write([each.form for each in planted.forms(60, [".txt"])], path)
    generated.write(list(generated.forms(60)), tmp_path / "others.txt")
    policy = pingfen.load_policy(growing.POLICY)
    for form in (*pingfen.read_forms(path), *pingfen.read_forms(tmp_path / "others.txt")):
        assert score_form(policy, form) == score_form(policy, form, Thorough())


def run(command):
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def facts(path):
    return [
        (
            form.project,
            tuple(row.name for row in form.rows),
            tuple((row.target.reading, row.actual.reading) for row in form.rows),
            tuple((row.weight.value, row.declared.value) for row in form.rows),
            tuple(line.executed.value for line in form.execution.parts),
        )
        for form in pingfen.read_forms(path)
    ]
