"""What the schemas say holds for what is printed, read and shipped."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import seed
from pingfen import FormError, load_policy, read_forms, score_all
from pingfen.cli import main
from pingfen.form import Form, Forms
from pingfen.readers import forms_from_data
from pingfen.source import from_yaml, plain
from pingfen.writers import to_json

ROOT = Path(__file__).parent.parent
WORDS = sorted((ROOT / "rules" / "words").glob("*.yaml"))
SCHEMAS = ("policy", "form", "scorecard", "comparison", "inference", "audit", "words")
ROW = {"name": "n", "level1": "产出指标", "target": "≥3个", "actual": "2个", "weight": 90}
FORM = {"project": "p", "year": 2024, "execution": {"annual": 2, "executed": "1.5"}, "rows": [ROW]}
OPEN = {
    "project": "q",
    "rows": [{"name": "n", "target": "90%-95%"}, {"target": "≥3", "weight": 1}],
}


def schema(name: str) -> dict[str, Any]:
    found = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def wrong(name: str, data: object) -> list[str]:
    """What the schema has against some data."""
    found = Draft202012Validator(schema(name)).iter_errors(data)
    return [f"{error.json_path}: {error.message}" for error in found]


def cells(form: Form) -> dict[str, object]:
    """A form that was read, as data."""
    budget = form.execution

    def line(of: object) -> dict[str, object]:
        names = ("initial", "annual", "executed")
        return {name: getattr(of, name).cell.text for name in names}

    return {
        "project": form.project,
        "year": form.year,
        "unit": form.unit,
        "goal": form.goal,
        "outcome": form.outcome,
        "explanation": form.explanation,
        "declared_total": form.declared_total.cell.text,
        "execution": {
            **line(budget.total),
            "weight": budget.weight.cell.text,
            "declared": budget.declared.cell.text,
            "declared_rate": budget.declared_rate.cell.text,
            "parts": [{"label": part.label, **line(part)} for part in budget.parts],
        },
        "rows": [
            {
                "name": row.name,
                "level1": row.level1,
                "level2": row.level2,
                "target": row.target.cell.text,
                "actual": row.actual.cell.text,
                "weight": row.weight.cell.text,
                "declared": row.declared.cell.text,
                "reason": row.reason,
            }
            for row in form.rows
        ],
    }


def as_data(forms: Forms) -> dict[str, object]:
    lines = [
        {"project": line.project, "total": line.total.cell.text, "grade": line.grade}
        for line in forms.summary
    ]
    return {"forms": [cells(form) for form in forms], "summary": lines}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("numbers", ["json", "text"])
@pytest.mark.parametrize("policy", ["zhangdian@2024", "mof@2020"])
def test_what_score_prints_fits_its_schema(
    capsys: pytest.CaptureFixture[str], policy: str, numbers: str, lang: str
) -> None:
    arguments = ["score", str(seed.EXAMPLE), "--policy", policy, "--format", "json"]
    main([*arguments, "--numbers", numbers, "--lang", lang])
    document = json.loads(capsys.readouterr().out)
    assert len(document["forms"]) == 7
    assert wrong("scorecard", document) == []


@pytest.mark.parametrize(
    "documents",
    [
        [],
        [OPEN],
        [{"forms": [FORM, OPEN], "summary": [{"project": "p", "total": 70}, {"project": "z"}]}],
        [{"forms": [FORM], "summary": [{"project": "p", "total": "七十", "grade": "中"}]}],
        [[FORM, {"project": "r", "wrong": 1}]],
        [{"project": "no rows"}],
        [{**FORM, "execution": {"annual": 0, "executed": 0}}],
        [{**FORM, "execution": {}}],
        [{**FORM, "declared_total": 70, "declared_grade": "中"}],
    ],
)
@pytest.mark.parametrize("reform", ["", "execution: none\n", "grades: none\n"])
def test_open_and_partial_results_fit_the_schema_too(documents: list[Any], reform: str) -> None:
    from pingfen import parse_policy

    head = "policy: reform\nyear: 2025\ntitle: reform\nextends: zhangdian@2024\n"
    results = score_all(parse_policy(head + reform), documents)
    assert wrong("scorecard", json.loads(to_json(results))) == []


def test_a_dropped_row_fits_the_schema() -> None:
    from pingfen import parse_policy

    policy = parse_policy(
        "policy: reform\nyear: 2025\ntitle: reform\nextends: mof@2020\n"
        "rules: [{rule: empty, when: not given(target), drop: true}]\n"
    )
    results = score_all(policy, [{**FORM, "rows": [ROW, {"name": "—", "declared": 1}]}])
    assert results.cards[0].rows[1].dropped
    assert wrong("scorecard", json.loads(to_json(results))) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("policy"),
        lambda d: d.update(more=1),
        lambda d: d["policy"].update(status="known"),
        lambda d: d["policy"].update(digest="0"),
        lambda d: d["forms"][0].pop("rows"),
        lambda d: d["forms"][0].update(total=True),
        lambda d: d["forms"][0]["rows"][0].update(score="much"),
        lambda d: d["forms"][0]["rows"][0].update(verdict="perhaps"),
        lambda d: d["forms"][0]["rows"][0].pop("because"),
        lambda d: d["forms"][0]["execution"].update(extra=1),
        lambda d: d["summary"][0].pop("verdict"),
        lambda d: d["forms"][0].update(problems=[{"severity": "bad"}]),
    ],
)
def test_the_schema_of_results_refuses_what_is_never_printed(change: Any) -> None:
    policy = load_policy("zhangdian@2024")
    document = json.loads(to_json(score_all(policy, read_forms(seed.EXAMPLE))))
    assert wrong("scorecard", document) == []
    change(document)
    assert wrong("scorecard", document) != []


@pytest.mark.parametrize(
    "data",
    [
        {"project": "p"},
        FORM,
        OPEN,
        [FORM, OPEN],
        {"forms": [FORM], "summary": [{"project": "p", "total": 95.5, "grade": "优"}]},
        {**FORM, "year": "2024", "declared_total": "95.50", "goal": None},
        {"project": "p", "rows": [{"name": "a", "target": 90, "relation": ">=", "unit": "%"}]},
        {"project": "p", "execution": {"parts": [{"label": "其中", "annual": 1}]}},
    ],
)
def test_data_that_is_read_fits_the_schema_of_forms(data: Any) -> None:
    assert not forms_from_data(data).problems
    assert wrong("form", data) == []


@pytest.mark.parametrize(
    "data",
    [
        3,
        "p",
        {},
        [[]],
        {"project": ["p"]},
        {"project": "p", "wrong": 1},
        {"project": "p", "rows": 3},
        {"project": "p", "rows": [3]},
        {"project": "p", "rows": [{"wieght": 1}]},
        {"project": "p", "rows": [{"weight": {}}]},
        {"project": "p", "execution": 3},
        {"project": "p", "execution": {"anual": 1}},
        {"project": "p", "execution": {"parts": [{"weight": 1}]}},
        {"forms": [{"project": "p", "wrong": 1}]},
        {"forms": [{"project": "p"}], "summry": []},
        {"forms": [{"project": "p"}], "summary": [{"score": 1}]},
    ],
)
def test_what_the_schema_of_forms_refuses_is_not_read_without_a_problem(data: Any) -> None:
    assert wrong("form", data) != []
    try:
        found = forms_from_data(data)
    except FormError:
        return
    assert found.problems


def test_the_published_forms_as_data_fit_the_schema_and_score_alike() -> None:
    forms = read_forms(seed.EXAMPLE)
    data = json.loads(json.dumps(as_data(forms)))
    assert wrong("form", data) == []
    policy = load_policy("zhangdian@2024")
    cards = score_all(policy, forms_from_data(data)).cards
    assert [card.total for card in cards] == list(seed.TOTALS)
    assert [[row.score for row in card.rows] for card in cards] == [list(s) for s in seed.SCORES]
    assert all(line.verdict == "agrees" for line in score_all(policy, [data]).summary)


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_the_word_list_fits_its_schema(path: Path) -> None:
    data = plain(from_yaml(path.read_text("utf-8"), path.name))
    assert isinstance(data, Mapping)
    assert data["words"] == path.stem
    assert wrong("words", data) == []


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_a_word_list_with_another_key_does_not_fit(path: Path) -> None:
    data = plain(from_yaml(path.read_text("utf-8"), path.name))
    assert isinstance(data, dict)
    key = next(key for key in data if key != "words")
    assert wrong("words", {**data, "more": []}) != []
    assert wrong("words", {name: at for name, at in data.items() if name != key}) != []
    assert wrong("words", {**data, key: 3}) != []


def test_these_are_all_word_lists() -> None:
    names = [path.stem for path in WORDS]
    assert names == [
        *("authors", "headings", "levels", "periods", "qualifiers", "relations"),
        *("traditional", "truths", "units"),
    ]


def test_the_folder_of_the_schemas_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "schema"]) == 0
    folder = Path(capsys.readouterr().out.removesuffix("\n"))
    assert (folder / "policy.schema.json").is_file()


def test_the_schemas_are_copied_and_brought_up_to_date(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "schemas"
    assert main(["policy", "schema", "-o", str(folder)]) == 0
    wanted = {path.name: path.read_bytes() for path in (ROOT / "schemas").iterdir()}
    (folder / "policy.schema.json").write_text("old", "utf-8")
    assert main(["policy", "schema", "-o", str(folder)]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == wanted
    assert capsys.readouterr().out.splitlines() == 2 * [str(folder / n) for n in sorted(wanted)]


def test_schemas_that_cannot_be_copied_or_have_no_folder_are_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert main(["policy", "schema", "-o", str(tmp_path / "file" / "in"), "--lang", "en"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    monkeypatch.setattr("pingfen.bundled._root", lambda: None)
    assert main(["policy", "schema", "--lang", "en"]) == 2
    assert "-o DIR" in capsys.readouterr().err


def test_json_numbers_keep_their_decimal_digits() -> None:
    results = score_all(load_policy("zhangdian@2024"), read_forms(seed.EXAMPLE))
    exact = json.loads(to_json(results), parse_float=Decimal)
    totals = [form["total"] for form in exact["forms"]]
    assert list(map(str, totals)) == list(map(str, seed.TOTALS))
    texts = json.loads(to_json(results, numbers="text"))
    assert [form["total"] for form in texts["forms"]] == [str(total) for total in seed.TOTALS]
