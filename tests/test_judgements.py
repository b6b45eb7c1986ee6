"""Points given by judgement, beside the form: they move their row and say by whom and why."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import pingfen
import seed
from pingfen.cli import main

POLICY = pingfen.load_policy("zhangdian@2024")
SEALS = "新办企业刻制印章费用"  # its sixth row is the judged one of the publication: 9.5 of 10
SAID = {"score": 9, "reason": "平均响应时间达标，个别超时", "by": "评审组"}
JUDGED = {"project": SEALS, "row": 6, **SAID}
FILE = """\
judgements:
  - project: 新办企业刻制印章费用
    row: 6
    score: 9
    reason: 平均响应时间达标，个别超时
    by: 评审组
"""
WORDED = {"name": "热线", "target": "一小时内", "actual": "平均在一小时内", "weight": 10}
FORM = {"project": "p", "rows": [WORDED, {"name": "甲", "target": "≥1个", "actual": "1个"}]}


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def putting(text: str | bytes, name: str = "judgements.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return putting


def given(**changes: object) -> dict[str, object]:
    """A judgement of the first row of the form above."""
    return {"project": "p", "row": 1, **SAID, **changes}


def codes(card: pingfen.Scorecard | pingfen.Results) -> list[tuple[str, str]]:
    return [(found.code, found.severity) for found in card.problems]


def refused(path: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(pingfen.JudgementError) as caught:
        pingfen.read_judgements(path)
    return [(p.code, getattr(p.place, "line", None)) for p in caught.value.problems]


class TestOnTheExample:
    """The one judged row of the publication."""

    def test_a_judgement_moves_exactly_its_row_and_the_total(self, put: Any) -> None:
        forms = pingfen.read_forms(seed.EXAMPLE)
        judgements = pingfen.read_judgements(put(FILE))
        before = pingfen.score_all(POLICY, forms)
        after = pingfen.score_all(POLICY, forms, judgements=judgements)
        assert [card.total for card in before.cards] == list(seed.TOTALS)
        assert after.cards[3].total == seed.TOTALS[3] - Decimal("0.50")
        assert [card for n, card in enumerate(after.cards) if n != 3] == [
            card for n, card in enumerate(before.cards) if n != 3
        ]
        old, new = before.cards[3], after.cards[3]
        moved = [n for n, row in enumerate(new.rows) if row != old.rows[n]]
        assert moved == [5]
        assert (old.rows[5].score, new.rows[5].score) == (Decimal("9.50"), Decimal("9.00"))
        assert (new.rows[5].verdict, new.rows[5].declared) == ("judged", Decimal("9.5"))
        assert after.problems == before.problems

    def test_the_row_may_be_named_by_its_indicator(self, put: Any) -> None:
        by_name = FILE.replace("row: 6", "indicator: 申请免费刻章 企业等待时间")
        forms = pingfen.read_forms(seed.EXAMPLE)
        cards = [
            pingfen.score_all(POLICY, forms, judgements=pingfen.read_judgements(put(text))).cards
            for text in (FILE, by_name)
        ]
        assert [card.total for card in cards[0]] == [card.total for card in cards[1]]

    def test_the_commands_say_by_whom_with_which_reason_and_where(
        self, put: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = put(FILE)
        options = [str(seed.EXAMPLE), "--policy", "zhangdian@2024", "--judgements", str(path)]
        line = f"评定  9 分：平均响应时间达标，个别超时（评审组；{path}:2:5）"
        assert main(["score", *options]) == 0
        assert capsys.readouterr().out.count(line) == 1
        assert main(["explain", *options, "--form", "刻制印章", "--row", "6"]) == 0
        printed = capsys.readouterr()
        assert line in printed.out.splitlines()
        assert printed.err == ""
        assert main(["explain", *options, "--form", "刻制印章", "--row", "6", "--lang", "en"]) == 0
        assert f"(评审组; {path}:2:5)" in capsys.readouterr().out

    def test_the_json_has_it_and_fits_its_schema(
        self, put: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = put(FILE)
        options = ["score", str(seed.EXAMPLE), "--policy", "zhangdian@2024", "--format", "json"]
        assert main([*options, "--judgements", str(path)]) == 0
        document = json.loads(capsys.readouterr().out, parse_float=Decimal)
        row = document["forms"][3]["rows"][5]
        assert row["judgement"] == {
            **{key: SAID[key] for key in ("score", "reason", "by")},
            "place": f"{path}:2:5",
        }
        assert document["forms"][3]["rows"][4]["judgement"] is None
        validator = Draft202012Validator(schema("scorecard"))
        assert [error.message for error in validator.iter_errors(document)] == []
        assert main([*options, "--judgements", str(path), "--numbers", "text"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert document["forms"][3]["rows"][5]["judgement"]["score"] == "9"
        assert [error.message for error in validator.iter_errors(document)] == []


def schema(name: str) -> dict[str, Any]:
    path = Path(__file__).parent.parent / "schemas" / f"{name}.schema.json"
    found = json.loads(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("score", [9, "9.25", 9.25, Decimal("9.250"), Fraction(37, 4)])
def test_plain_data_is_as_good_as_a_file_and_a_text_is_no_number(score: object) -> None:
    if isinstance(score, str):
        with pytest.raises(pingfen.JudgementError, match=r"judgements\[0\]\.score"):
            pingfen.score(POLICY, FORM, judgements=[given(score=score)])
        return
    for judgements in ([given(score=score)], {"judgements": [given(score=score)]}):
        card = pingfen.score(POLICY, FORM, judgements=judgements)
        assert card.rows[0].score == Decimal(str(float(score)))  # type: ignore[arg-type]
        assert card.rows[0].judgement is not None
        assert card.rows[0].judgement.place is not None
        assert card.rows[0].judgement.place.show() == "<judgements>.judgements[0]"


def test_a_row_that_nobody_has_judged_is_decided_by_a_judgement() -> None:
    assert pingfen.score(POLICY, FORM).rows[0].undecided is not None
    (row, _) = pingfen.score(POLICY, FORM, judgements=[given()]).rows
    assert (row.score, row.verdict, row.undecided) == (Decimal("9.00"), "judged", None)


def test_the_bounds_of_the_policy_hold_for_a_judgement_too() -> None:
    card = pingfen.score(POLICY, FORM, judgements=[given(score=Decimal("10.01"))])
    assert card.rows[0].undecided is not None
    assert card.rows[0].undecided.code == "require"
    assert card.rows[0].verdict == "undecided"
    assert card.rows[0].judgement is not None, "so that it can be found and put right"


@pytest.mark.parametrize(("own", "noted"), [(8, True), ("9.0", False), (None, False)])
def test_a_judgement_wins_over_the_forms_own_and_a_differing_one_is_noted(
    own: object, noted: bool
) -> None:
    form = {"project": "p", "rows": [{**WORDED, "judged": own, "declared": 9.5}]}
    card = pingfen.score(POLICY, form, judgements=[given()])
    assert card.rows[0].score == Decimal("9.00")
    notes = [note for note in card.rows[0].notes if note.code == "judgement-differs"]
    assert [note.severity for note in notes] == ["note"] * noted
    if noted:
        assert notes[0].place == card.rows[0].judgement.place  # type: ignore[union-attr]
        assert "8" in notes[0].line("en")


def test_a_judgement_that_its_rule_does_not_use_is_noted_and_changes_nothing() -> None:
    row = {"name": "a", "target": "≥4个", "actual": "3个", "weight": 10, "declared": 7.5}
    form = {"project": "p", "rows": [row]}
    plain = pingfen.score(POLICY, form).rows[0]
    card = pingfen.score(POLICY, form, judgements=[given()])
    assert (card.rows[0].score, card.rows[0].verdict) == (plain.score, "agrees")
    assert card.rows[0].judgement is None
    assert ("judgement-unused", "note") in codes(card)
    (note,) = [note for note in card.rows[0].notes if note.code == "judgement-unused"]
    assert "short" in note.line()


def test_a_judgement_of_a_row_that_cannot_be_read_is_noted() -> None:
    form = {"project": "p", "rows": [{**WORDED, "actual": "90%-95%"}]}
    card = pingfen.score(POLICY, form, judgements=[given()])
    assert card.rows[0].undecided is not None
    assert card.rows[0].undecided.code == "unparsed"
    (note,) = [note for note in card.rows[0].notes if note.code == "judgement-unused"]
    assert "无法判断" in note.line()


@pytest.mark.parametrize(
    ("changes", "score", "verdict"),
    [
        ("rules: [{rule: q, when: given(judged), score: weight / 4}]", "2.50", "judged"),
        ("rules: [{rule: q, score: weight / 4 if given(judged) else 1}]", "2.50", "judged"),
        ("rules: [{rule: q, when: not given(judged), score: 1}]", "9.00", "judged"),
        ("let: {twice: judged / 2}\nrules: [{rule: q, score: twice}]", "4.50", "judged"),
        (
            "inputs: {declared: [judged, declared]}\nrules: [{rule: q, score: declared}]",
            "9.00",
            "",
        ),
        ("adjust: min(judged, score)\nrules: [{rule: q, score: weight}]", "9.00", "judged"),
    ],
)
def test_a_judgement_counts_where_the_score_would_be_another_one_without_it(
    changes: str, score: str, verdict: str
) -> None:
    head = "policy: p\nyear: 2024\ntitle: t\nextends: mof@2020\ninputs: {judged: [judged]}\n"
    if changes.startswith("inputs"):
        head = head.replace("inputs: {judged: [judged]}\n", "")
    policy = pingfen.parse_policy(head + changes + "\n")
    card = pingfen.score(policy, FORM, judgements=[given()])
    assert card.rows[0].score == Decimal(score)
    assert card.rows[0].verdict == (verdict or "judged")
    assert card.rows[0].judgement is not None
    assert "judgement-unused" not in dict(codes(card))


def test_a_policy_that_takes_the_declared_score_first_leaves_a_judgement_unused() -> None:
    policy = pingfen.parse_policy(
        "policy: p\nyear: 2024\ntitle: t\nextends: mof@2020\n"
        "inputs: {judged: [declared, judged]}\n"
    )
    form = {"project": "p", "rows": [{**WORDED, "declared": 9.5}]}
    card = pingfen.score(policy, form, judgements=[given()])
    assert card.rows[0].score == Decimal("9.50")
    assert card.rows[0].judgement is None
    assert ("judgement-unused", "note") in codes(card)


TWICE = {"project": "t", "rows": [{**WORDED, "name": "乙"}, {**WORDED, "name": "乙"}]}
SEVERAL = [FORM, TWICE, {"project": "s", "rows": [WORDED]}, {"project": "s", "rows": [WORDED]}]


@pytest.mark.parametrize(
    ("project", "row", "code"),
    [
        ("q", {"row": 1}, "judgement-project"),
        ("p", {"row": 3}, "judgement-row"),
        ("p", {"indicator": "冷线"}, "judgement-row"),
        ("t", {"indicator": "乙"}, "judgement-several"),
        ("s", {"row": 1}, "judgement-several"),
        ("s", {"row": 2}, "judgement-row"),
    ],
)
def test_a_judgement_that_fits_no_row_or_several_is_an_error_and_all_else_goes_on(
    project: str, row: dict[str, object], code: str
) -> None:
    results = pingfen.score_all(POLICY, SEVERAL, judgements=[{"project": project, **row, **SAID}])
    assert codes(results) == [(code, "error")]
    assert results.cards == pingfen.score_all(POLICY, SEVERAL).cards
    (found,) = results.problems
    key = "" if code == "judgement-project" else f".{next(iter(row))}"
    assert found.place is not None
    assert found.place.show() == f"<judgements>.judgements[0]{key}"
    assert "not used" in found.line("en")


def test_a_similar_project_or_indicator_is_offered() -> None:
    entries = [given(project="pp"), {**given(indicator="热线儿")}]
    del entries[1]["row"]
    results = pingfen.score_all(POLICY, [{**FORM, "project": "ppp"}, FORM], judgements=entries)
    hints = [found.hint.in_lang("zh") for found in results.problems if found.hint]
    assert hints == ["是否为“ppp”？", "是否为“热线”？"]


def test_of_two_judgements_for_one_row_none_counts_and_both_are_named() -> None:
    by_name = {key: value for key, value in given(indicator="热线").items() if key != "row"}
    results = pingfen.score_all(POLICY, FORM, judgements=[given(score=8), by_name])
    assert codes(results) == [("judgement-twice", "error")]
    assert results.cards == pingfen.score_all(POLICY, FORM).cards
    assert "judgements[0]" in results.problems[0].line()
    assert "judgements[1]" in results.problems[0].line()


def test_a_judgement_finds_its_form_in_any_of_the_documents() -> None:
    other = {**FORM, "project": "q"}
    results = pingfen.score_all(
        POLICY,
        [other, [FORM, {**FORM, "project": "r"}]],
        judgements=[given(), given(project="q", score=7)],
    )
    assert [card.rows[0].score for card in results.cards] == [Decimal(7), Decimal(9), None]
    assert results.problems == ()


def test_the_forms_that_were_given_are_not_changed() -> None:
    forms = pingfen.read_forms(seed.EXAMPLE)
    pingfen.score_all(POLICY, forms, judgements=[JUDGED])
    assert pingfen.score(POLICY, forms[3]).total == seed.TOTALS[3]
    assert all(row.judgement is None for form in forms for row in form.rows)


def test_a_misfit_of_a_single_form_is_a_problem_of_its_scorecard() -> None:
    card = pingfen.score(POLICY, FORM, judgements=[given(), given(project="q")])
    assert ("judgement-project", "error") in codes(card)
    assert card.rows[0].score == Decimal("9.00")


def test_judgements_that_were_read_can_be_pickled_and_used_again(put: Any) -> None:
    import pickle

    judgements = pickle.loads(pickle.dumps(pingfen.read_judgements(put(FILE))))
    (judgement,) = judgements
    assert isinstance(judgement, pingfen.Judgement)
    assert (judgement.project, judgement.row, judgement.score) == (SEALS, 6, Fraction(9))
    form = pingfen.read_forms(seed.EXAMPLE)[3]
    card = pingfen.score(POLICY, form, judgements=judgements)
    assert card.total == Decimal("99.00")
    assert pickle.loads(pickle.dumps(card)) == card


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_a_file_may_be_json(put: Any, indent: int | str | None) -> None:
    text = json.dumps({"judgements": [JUDGED]}, indent=indent)
    (judgement,) = pingfen.read_judgements(put(text, "j.json"))
    assert (judgement.by, judgement.score) == ("评审组", 9)


def test_no_judgements_are_fine(put: Any) -> None:
    assert pingfen.read_judgements(put("judgements: []\n")) == ()
    card = pingfen.score(POLICY, FORM)
    assert pingfen.score(POLICY, FORM, judgements=[]) == card
    assert pingfen.score(POLICY, FORM, judgements=()) == card


def test_everything_that_is_wrong_with_a_file_is_said_at_once(put: Any) -> None:
    text = """\
judgements:
  - project: ""
    row: 0
    scor: 9
    reason: " "
    by: 5
  - {project: p, row: 2, indicator: x, score: "5", reason: r, by: b}
  - {project: p, score: -1, reason: r, by: b}
  - {project: p, row: 1.5, score: 1, reason: r, by: b}
  - 5
more: 1
"""
    assert refused(put(text)) == [
        *(("missing-key", 2), ("wrong-value", 2), ("wrong-value", 3), ("unknown-key", 4)),
        *(("wrong-value", 5), ("wrong-kind", 6)),
        *(("wrong-value", 7), ("wrong-kind", 7)),
        *(("missing-key", 8), ("wrong-value", 8)),
        *(("wrong-kind", 9), ("wrong-kind", 10), ("unknown-key", 11)),
    ]


@pytest.mark.parametrize("missing", ["project", "row", "score", "reason", "by"])
def test_nothing_of_a_judgement_may_be_left_out(put: Any, missing: str) -> None:
    entry = {key: value for key, value in JUDGED.items() if key != missing}
    path = put(json.dumps({"judgements": [entry]}))
    with pytest.raises(pingfen.JudgementError, match=missing) as caught:
        pingfen.read_judgements(path)
    assert [found.code for found in caught.value.problems] == ["missing-key"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "wrong-kind"),
        ("- 1", "wrong-kind"),
        ("{}", "missing-key"),
        ("judgements: 1", "wrong-kind"),
        ("judgements: [", "syntax"),
        ("judgements: []\njudgements: []", "duplicate-key"),
        ("评定: []".encode("gb18030"), "unreadable"),
    ],
)
def test_a_file_of_another_kind_is_refused(put: Any, content: str | bytes, code: str) -> None:
    assert code in [found for found, _ in refused(put(content))]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(pingfen.JudgementError, match="nowhere"):
        pingfen.read_judgements(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize("data", [{}, {"judgments": []}, "file.yaml", [object()], [{}], [1]])
def test_plain_data_of_another_shape_is_refused(data: Any) -> None:
    with pytest.raises(pingfen.JudgementError, match="<judgements>"):
        pingfen.score(POLICY, FORM, judgements=data)


class TestExitCodes:
    """2 for a file that is wrong and for a judgement that fits nothing; results are printed."""

    OPTIONS = (str(seed.EXAMPLE), "--policy", "zhangdian@2024", "--judgements")

    def test_a_file_that_is_wrong_ends_the_run(
        self, put: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = str(put("judgements: 1"))
        for command in (("score",), ("explain", "--form", "服装经费", "--row", "1")):
            assert main([*command, *self.OPTIONS, path]) == 2
            printed = capsys.readouterr()
            assert printed.out == ""
            assert f"{path}:1:13" in printed.err

    @pytest.mark.parametrize("wanted", ["text", "json"])
    def test_a_judgement_that_fits_nothing_is_printed_with_all_scores(
        self, put: Any, capsys: pytest.CaptureFixture[str], wanted: str
    ) -> None:
        path = str(put(FILE.replace("项目", "").replace("刻制印章", "刻制印")))
        assert main(["score", *self.OPTIONS, path, "--format", wanted]) == 2
        printed = capsys.readouterr().out
        assert all(f"{total:f}" in printed for total in seed.TOTALS)
        assert "judgement-project" in printed
        if wanted == "text":
            assert f"提示：是否为“{SEALS}”？" in printed

    def test_explaining_a_row_minds_only_the_judgements_of_its_form(
        self, put: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = "  - {project: 别处, row: 1, score: 1, reason: r, by: b}\n"
        arguments = ["explain", "--form", SEALS, "--row", "6", *self.OPTIONS]
        assert main([*arguments, str(put(FILE + other))]) == 0
        assert "得分  9.00 / 10" in capsys.readouterr().out
        wrong = other.replace("别处", SEALS).replace("row: 1", "row: 99")
        assert main([*arguments, str(put(FILE + wrong))]) == 2
        printed = capsys.readouterr()
        assert "得分  9.00 / 10" in printed.out
        assert "第 99 行" in printed.err


def test_the_schema_describes_every_key_in_both_languages() -> None:
    found = schema("judgements")
    Draft202012Validator.check_schema(found)
    keys = {**found["properties"], **found["$defs"]["judgement"]["properties"]}
    assert set(keys) == {"judgements", "project", "row", "indicator", "score", "reason", "by"}
    for key, value in keys.items():
        assert any(char >= "\u4e00" for char in value["description"]), key
        assert any(char.isascii() and char.isalpha() for char in value["description"]), key


def test_scoring_without_judgements_does_not_import_them() -> None:
    import subprocess
    import sys

    code = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "import pingfen\n"
        "pingfen.score(pingfen.load_policy('mof'), {'project': 'p'})\n"
        "print('pingfen.judgements' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"
