"""The calls of the public face, as a program makes them."""

import subprocess
import sys
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import pingfen
import seed

POLICY = pingfen.load_policy("zhangdian", year=2024)
FORM = {
    "project": "示例",
    "execution": {"annual": Decimal(20), "executed": "10.93", "weight": 10},
    "rows": [{"name": "r", "target": "≥21个", "actual": "16个", "weight": 90.0, "reason": "说明"}],
}


def test_a_form_may_be_read_or_plain_data_and_gives_the_same() -> None:
    (form,) = pingfen.score_all(POLICY, [FORM]).cards
    assert pingfen.score(POLICY, FORM) == form
    assert form.total == Decimal("74.04")
    assert form.execution is not None
    assert form.execution.score == Decimal("5.47")
    read = pingfen.read_forms(seed.EXAMPLE)
    assert pingfen.score(POLICY, read[0]).total == Decimal("95.83")


def test_numbers_of_any_exact_kind_are_the_same_number() -> None:
    kinds = (90, 90.0, Decimal(90), Fraction(90), "90", "90.0")
    forms = [{**FORM, "rows": [{**FORM["rows"][0], "weight": kind}]} for kind in kinds]
    assert {pingfen.score(POLICY, form).total for form in forms} == {Decimal("74.04")}


def test_documents_single_forms_and_data_can_be_scored_together() -> None:
    document = pingfen.read_forms(seed.EXAMPLE)
    results = pingfen.score_all(POLICY, [document, document[2], FORM])
    assert [card.total for card in results.cards[:7]] == list(seed.TOTALS)
    assert len(results.cards) == 9
    assert [line.verdict for line in results.summary] == ["agrees"] * 7
    assert pingfen.score_all(POLICY, document).cards == results.cards[:7]
    assert results.decided


def test_the_execution_may_be_scored_by_any_number_of_the_form() -> None:
    policy = pingfen.parse_policy(
        {
            "policy": "p",
            "year": 2024,
            "title": "t",
            "extends": "mof@2020",
            "execution": {"target": "annual_parts", "actual": "executed_parts"},
        }
    )
    parts = [{"label": "甲", "annual": 4, "executed": 1}, {"label": "乙", "annual": 4}]
    card = pingfen.score(policy, {"project": "p", "execution": {"parts": parts}})
    assert card.execution is not None
    assert card.execution.score == Decimal("1.25")


def test_several_forms_where_one_is_due_are_refused() -> None:
    for data in ([FORM, FORM], {"forms": [FORM, FORM]}):
        with pytest.raises(pingfen.FormError, match="却有 2 张"):
            pingfen.score(POLICY, data)  # type: ignore[arg-type]
    assert len(pingfen.score_all(POLICY, {"forms": [FORM, FORM]}).cards) == 2
    assert len(pingfen.score_all(POLICY, pingfen.read_forms(seed.EXAMPLE)[0]).cards) == 1


def test_a_fraction_whose_decimals_do_not_end_is_a_number_too() -> None:
    row = {"name": "r", "target": 1, "relation": ">=", "actual": Fraction(1, 3), "weight": 90}
    card = pingfen.score(POLICY, {"project": "p", "rows": [row]})
    assert card.rows[0].score == Decimal("30.00")


def test_a_deadline_and_a_text_can_be_given_as_such() -> None:
    rows = [
        {
            "name": "a",
            "relation": "deadline",
            "target": "8个工作日",
            "actual": "8个工作日",
            "weight": 1,
        },
        {"name": "b", "relation": "text", "target": "达到3A级", "actual": "达到3A级", "weight": 1},
        {"name": "c", "relation": "deadline", "target": "尽快", "actual": "尽快", "weight": 1},
    ]
    card = pingfen.score(POLICY, {"project": "p", "rows": rows})
    assert [row.rule for row in card.rows] == ["met", None, None]
    assert [row.undecided and row.undecided.code for row in card.rows] == [None] + ["unparsed"] * 2


def test_an_execution_weight_that_is_no_number_is_not_replaced_by_the_policys() -> None:
    execution = {"annual": 20, "executed": 10, "weight": "十二分"}
    card = pingfen.score(POLICY, {"project": "p", "execution": execution})
    assert card.execution is not None
    assert card.execution.undecided is not None
    assert card.execution.undecided.causes == ("missing weight",)
    assert "figure" in [problem.code for problem in card.problems]


def test_a_summary_in_another_document_is_compared_too() -> None:
    lines = [{"project": "示例", "total": 74.05}, {"project": "没有", "total": 1}]
    summary = pingfen.score_all(
        POLICY, [{"forms": [{**FORM, "project": "甲"}], "summary": lines}, FORM]
    ).summary
    assert [line.verdict for line in summary] == ["differs", "undecided"]


def test_a_tolerance_is_for_verdicts_only() -> None:
    policy = pingfen.parse_policy(
        {"policy": "p", "year": 2024, "title": "t", "extends": "mof@2020", "tolerance": 0.01}
    )
    for declared, verdict in ((74.03, "agrees"), (74.05, "agrees"), (74.06, "differs")):
        form = {**FORM, "declared_total": declared}
        document = {"forms": [form], "summary": [{"project": "示例", "total": declared}]}
        results = pingfen.score_all(policy, document)
        assert (results.cards[0].verdict, results.cards[0].total) == (verdict, Decimal("74.04"))
        assert results.summary[0].verdict == verdict


def test_a_row_is_judged_only_where_the_judgement_was_used() -> None:
    text = """
policy: p
year: 2024
title: t
extends: mof@2020
let: {half: judged if given(judged) else weight / 2}
rules: [{rule: h, score: half}]
"""
    policy = pingfen.parse_policy(text)
    rows = [{"name": "a", "weight": 8}, {"name": "b", "weight": 8, "judged": 3}]
    card = pingfen.score(policy, {"project": "p", "rows": rows})
    assert [(row.score, row.verdict) for row in card.rows] == [
        (Decimal("4.00"), None),
        (Decimal("3.00"), "judged"),
    ]


def test_data_of_another_shape_is_refused_with_its_path() -> None:
    with pytest.raises(pingfen.FormError, match=r"<data>\.rows\[0\]\.wieght: 未知的键“wieght”"):
        pingfen.score(POLICY, {"project": "p", "rows": [{"wieght": 1}]})
    with pytest.raises(pingfen.FormError, match="project"):
        pingfen.score(POLICY, {})
    with pytest.raises(pingfen.FormError, match="键值表"):
        pingfen.score(POLICY, [1])  # type: ignore[arg-type]


def test_a_row_that_is_not_there_is_said_with_those_that_are() -> None:
    card = pingfen.score(POLICY, FORM)
    with pytest.raises(pingfen.UsageError, match="没有第 7 行；已有：0、1"):
        pingfen.explain(card, row=7)


def test_an_explanation_of_an_undecided_row_says_why() -> None:
    card = pingfen.score(POLICY, {"project": "p", "rows": [{"name": "r", "target": "≥1个"}]})
    text = str(pingfen.explain(card, row=1))
    assert "得分  无法判断（分值 —）" in text
    assert "缺少完成值" in text
    assert "※ <data>.rows[0]: 缺少分值" in text


def test_errors_are_one_family_and_hold_their_problems() -> None:
    family = (pingfen.PolicyError, pingfen.FormError, pingfen.UsageError)
    assert all(issubclass(error, pingfen.PingfenError) for error in family)
    with pytest.raises(pingfen.PingfenError) as caught:
        pingfen.read_forms("nowhere.txt")
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.place.file == "nowhere.txt"
    assert str(caught.value) == caught.value.show()
    assert "cannot be opened" in caught.value.show("en")


def test_a_long_list_of_problems_is_cut() -> None:
    rows = [{f"key{n}": 1} for n in range(60)]
    with pytest.raises(pingfen.FormError) as caught:
        pingfen.score(POLICY, {"project": "p", "rows": rows})
    assert len(caught.value.problems) == 60
    assert str(caught.value).endswith("……另有 10 个问题")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'pingfen' has no attribute 'scroe'"):
        pingfen.scroe  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, pingfen; print([m for m in sys.modules if m.startswith('pingfen.')])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_scoring_by_a_policy_that_ships_imports_neither_jsonschema_nor_argparse() -> None:
    code = (
        "import sys, pingfen\n"
        "policy = pingfen.load_policy('zhangdian@2024')\n"
        "pingfen.score(policy, {'project': 'p', 'rows': []})\n"
        "print(sorted({'jsonschema', 'argparse', 'pathlib', 'difflib'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-S", "-c", _path(code)], text=True) == "[]\n"


def _path(code: str) -> str:
    """With -S, so that what the site packages import at the start does not count."""
    return f"import sys; sys.path[:0] = {sys.path!r}\n{code}"


def test_the_package_works_from_a_zip_file(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    archive = tmp_path / "pingfen.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for folder, inside in (("src/pingfen", "pingfen"), ("rules", "pingfen/rules")):
            for path in (root / folder).rglob("*"):
                if path.suffix in {".py", ".yaml"}:
                    packed.write(path, f"{inside}/{path.relative_to(root / folder)}")
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        "import pingfen, pingfen.bundled\n"
        "from pingfen.loading.locate import Folders\n"
        "print(pingfen.load_policy('zhangdian').name, Folders().names(), pingfen.bundled.HERE)"
    )
    printed = subprocess.check_output([sys.executable, "-c", code], text=True)
    names = sorted({name.partition("@")[0] for name in pingfen.list_policies()})
    assert printed.startswith(f"zhangdian@2024 {names}")
    assert "pingfen.zip" in printed
