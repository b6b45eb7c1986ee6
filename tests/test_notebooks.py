"""Results and audits in notebooks and frames: what they show, and rows of one type a column."""

import json
import re
import subprocess
import sys
from decimal import Decimal

import pandas as pd
import polars as pl
import pytest

import pingfen
import seed
from markup import parsed
from pingfen.auditing.finding import Acceptance, Audit, AuditedForm, AuditedRow, Finding, Guess
from pingfen.auditing.html import MOST_FINDINGS
from pingfen.errors import DataPlace, problem
from pingfen.messages import Bilingual
from pingfen.scorecard import PolicyName, Results
from pingfen.scorecard.html import MOST_FORMS, MOST_ROWS

POLICY = pingfen.load_policy("zhangdian", year=2024)
NUMBERS = ("weight", "score", "lost", "declared")
SAFE = {"div", "style", "p", "b", "small", "code", "table", "thead", "tbody", "tr", "th", "td"}
SAFE |= {"span", "br", "ul", "li", "details", "summary"}
EVIL = "</style></td><script>alert('x')</script><img src=x onerror=alert(1)>\u202e&amp;\"'"


def row(name: str = "办件数量", weight: object = 10, **more: object) -> dict[str, object]:
    return {"name": name, "target": "≥3件", "actual": "2件", "weight": weight, **more}


def form(project: str, *rows: dict[str, object]) -> dict[str, object]:
    return {"project": project, "execution": {"annual": 9, "executed": 8}, "rows": [*rows]}


def scored(*forms: dict[str, object]) -> Results:
    return pingfen.score_all(POLICY, {"forms": [*forms]})


@pytest.fixture(scope="module")
def results() -> Results:
    return pingfen.score_all(POLICY, pingfen.read_forms(seed.EXAMPLE))


class TestRows:
    """`to_rows` and `to_forms` of scorecards and results."""

    def test_the_execution_row_is_first_and_every_row_has_one_dict(self, results: Results) -> None:
        rows = results.cards[0].to_rows()
        assert [line["number"] for line in rows] == list(range(12))
        assert rows[0]["kind"] == "execution"
        assert {line["kind"] for line in rows[1:]} == {"indicator"}
        assert [line["score"] for line in rows] == [seed.EXECUTION[0], *seed.SCORES[0]]
        assert {line["project"] for line in rows} == {"行政审批服务工作经费"}
        assert {line["file"] for line in rows} == {str(seed.EXAMPLE)}

    def test_the_keys_stand_in_the_order_of_the_json(self, results: Results) -> None:
        document = json.loads(pingfen.to_json(results))["forms"][0]
        for line, data in (
            (results.cards[0].to_rows()[1], document["rows"][0]),
            (results.to_forms()[0], document),
        ):
            both = [key for key in line if key in data]
            assert both == [key for key in data if key in line]
            assert len(both) >= 8

    def test_every_row_has_the_same_keys_and_every_key_one_type(self) -> None:
        odd = row("", None, target=None, actual=None, declared="8.25", level1="产出指标")
        found = scored(form("p", row(), odd), {"project": ""}, form("q"))
        for rows in (found.to_rows(), found.to_forms()):
            assert len({tuple(line) for line in rows}) == 1
            for key in rows[0]:
                types = {type(line[key]) for line in rows} - {type(None)}
                assert len(types) <= 1, key
                assert types <= {Decimal, int, str, bool}, key

    def test_what_is_undecided_is_none_with_its_reason_and_never_zero(self) -> None:
        (found,) = scored(form("p", row(actual=None))).to_forms()
        lines = scored(form("p", row(actual=None))).to_rows()
        assert (lines[1]["score"], lines[1]["undecided"]) == (None, "unknown-when")
        assert "缺少完成值" in str(lines[1]["because"])
        assert (found["total"], found["grade"], found["undecided"]) == (
            *(None, None),
            "unknown-total",
        )

    def test_a_judgement_says_by_whom_and_why(self) -> None:
        vague = {"name": "环境", "target": "提升", "actual": "基本提升", "weight": 10}
        given = {"project": "p", "row": 1, "score": 8, "reason": "现场查看", "by": "评审组"}
        card = pingfen.score(POLICY, {"project": "p", "rows": [vague]}, judgements=[given])
        line = card.to_rows()[-1]
        assert (line["judged_by"], line["judged_because"]) == ("评审组", "现场查看")

    def test_texts_come_in_the_language_that_is_asked_for(self, results: Results) -> None:
        chinese, english = (results.cards[0].to_rows(lang)[4] for lang in ("zh", "en"))
        assert "按计划数考核" in str(chinese["because"])
        assert "planned number" in str(english["because"])
        assert list(chinese) == list(english)

    def test_a_line_a_form_has_its_totals_and_verdicts(self, results: Results) -> None:
        lines = results.to_forms()
        assert tuple(line["total"] for line in lines) == seed.TOTALS
        assert tuple(line["grade"] for line in lines) == seed.GRADES
        assert sum(int(str(line["rows_agrees"])) for line in lines) == 75
        assert sum(int(str(line["rows_judged"])) for line in lines) == 1
        assert {line["policy"] for line in lines} == {"zhangdian@2024"}


class TestFrames:
    """The rows in real frames."""

    def test_polars_keeps_every_value_and_infers_decimals(self, results: Results) -> None:
        rows = results.to_rows()
        frame = pl.DataFrame(rows)
        assert frame.to_dicts() == rows
        for name in NUMBERS:
            assert isinstance(frame.schema[name], pl.Decimal), name
        assert frame.schema["number"] == pl.Int64
        assert frame.schema["dropped"] == pl.Boolean
        assert frame.schema["because"] == pl.String
        totals = frame.group_by("project", maintain_order=True).agg(pl.col("score").sum())
        assert tuple(totals["score"]) == seed.TOTALS

    def test_pandas_keeps_every_value(self, results: Results) -> None:
        rows = results.to_rows()
        frame = pd.DataFrame(rows)
        assert list(frame.columns) == list(rows[0])
        for name in ("project", "number", "name", "because", "score", "verdict"):
            assert frame[name].tolist() == [line[name] for line in rows], name
        assert {type(value) for value in frame["score"]} == {Decimal}
        sums = frame.groupby("project", sort=False)["score"].sum()
        assert tuple(sums) == seed.TOTALS

    def test_decimals_that_come_late_are_not_rounded_by_polars(self) -> None:
        """It looks at the first hundred rows for the decimals of a column."""
        rows = [row(str(number)) for number in range(150)]
        found = scored(form("p", *rows), form("q", row("last", "2.125", declared="1.4167")))
        frame = pl.DataFrame(found.to_rows(), infer_schema_length=None)
        assert frame["weight"].to_list()[-1] == Decimal("2.125")
        assert frame["declared"].to_list()[-1] == Decimal("1.4167")
        weights = [{"weight": line["weight"]} for line in found.to_rows()]
        assert pl.DataFrame(weights)["weight"].to_list()[-1] == Decimal("2.125")

    def test_missing_values_among_different_decimals_stay_missing(self) -> None:
        rows = (row("a", "12.5"), row("b", None), row("c", 7), row("d", "0.125", actual=None))
        lines = scored(form("p", *rows)).to_rows()
        frame = pl.DataFrame(lines)
        assert frame["weight"].to_list() == [10, Decimal("12.5"), None, 7, Decimal("0.125")]
        assert frame["score"].null_count() == 2
        assert pd.DataFrame(lines)["score"].isna().sum() == 2

    def test_numbers_of_one_key_have_the_same_decimals(self) -> None:
        lines = scored(form("p", row("a", "12.5"), row("b", "0.125"))).to_rows()
        assert [str(line["weight"]) for line in lines] == ["10.000", "12.500", "0.125"]

    def test_no_rows_are_no_rows(self) -> None:
        found = pingfen.score_all(POLICY, [])
        assert found.to_rows() == found.to_forms() == []
        assert pl.DataFrame(found.to_rows()).is_empty()
        assert pd.DataFrame(found.to_rows()).empty


class TestShown:
    """`_repr_html_` of scorecards and results."""

    def test_a_notebook_shows_what_html_gives_in_chinese(self, results: Results) -> None:
        card = results.cards[0]
        assert card._repr_html_() == card.html() == card.html("zh")
        assert results._repr_html_() == results.html()

    def test_a_scorecard_shows_total_rows_reasons_and_problems(self, results: Results) -> None:
        text = parsed(results.cards[0].html()).text
        for said in (
            *("行政审批服务工作经费", "总分 95.83", "等级 优", "zhangdian@2024", "未经核实"),
            *("聘用人员数量", "≤88人", "63人", "5.73 / 8", "扣 2.27", "planned-quantity"),
            *("8 × 63 ÷ 88 = 5.7272… → 5.73", "未填偏差原因", str(seed.EXAMPLE)),
        ):
            assert said in text, said

    def test_english_is_there_for_the_asking(self, results: Results) -> None:
        text = parsed(results.cards[0].html("en")).text
        for said in ("total 95.83", "2.27 lost", "planned number", "unverified", "because"):
            assert said in text, said
        assert "总分" not in text

    def test_an_undecided_total_says_why(self) -> None:
        text = parsed(scored(form("p", row(actual=None))).cards[0].html()).text
        assert "第 1 行无法判断，总分无法计算" in text

    def test_it_is_a_piece_whose_looks_reach_nothing_else(self, results: Results) -> None:
        for found in (parsed(results.html()), parsed(results.cards[0].html())):
            assert found.tags <= SAFE
            assert found.attributes == {"class"}
            selectors = re.findall(r"([^{}]+)\{", found.style)
            parts = [part.strip() for text in selectors for part in text.split(",")]
            assert len(parts) > 10
            assert [part for part in parts if not part.startswith("div.pingfen")] == []
            assert "url(" not in found.style
            assert "@import" not in found.style

    def test_letters_have_no_colour_but_on_a_ground_of_their_own(self, results: Results) -> None:
        """So they can be read where a notebook is dark."""
        style = parsed(results.html()).style
        coloured = [rule for rule in style.split("}") if re.search(r"[ ;{]color: #", rule)]
        assert len(coloured) == 1
        assert "background: #" in coloured[0]

    def test_texts_are_texts_whatever_they_hold(self) -> None:
        evil = row(EVIL, target=EVIL, actual=EVIL, level1=EVIL, level2=EVIL, reason=EVIL)
        found = scored(form(EVIL, evil))
        for content in (found.html(), found.cards[0].html(), found.html("en")):
            markup = parsed(content)
            assert markup.tags <= SAFE
            assert markup.attributes == {"class"}
            assert "<script>alert('x')</script>" in markup.text
            assert "&amp;\"'" in markup.text, "an entity is what was written"
            assert "\u202e" not in content, "nothing turns the line around"
            assert "\\u202e" in markup.text

    def test_long_results_are_cut_and_say_so(self) -> None:
        found = scored(*(form(f"项目{number}", row()) for number in range(MOST_FORMS + 7)))
        content = found.html()
        assert content.count("<details>") == MOST_FORMS
        assert f"只列出前 {MOST_FORMS} 项，另有 7 项未列出" in content
        assert f"项目{MOST_FORMS}" not in content
        long = scored(form("p", *(row(f"指标{number}") for number in range(MOST_ROWS))))
        assert "另有 1 项未列出" in long.cards[0].html()

    def test_scoring_does_not_wait_for_what_only_notebooks_need(self) -> None:
        watch = (
            "import sys, pingfen\n"
            "policy = pingfen.load_policy('zhangdian@2024')\n"
            "card = pingfen.score(policy, {'project': 'p', 'rows': []})\n"
            "names = [f'pingfen.scorecard.{n}' for n in ('frames', 'html', 'fragment')]\n"
            "print([name in sys.modules for name in names])\n"
            "card.html(), card.to_rows()\n"
            "print([name in sys.modules for name in names])\n"
        )
        command = [sys.executable, "-c", watch]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert out.split("\n")[:2] == [str([False] * 3), str([True] * 3)]


def finding(severity: str, number: int, **more: object) -> Finding:
    said = Bilingual(f"问题{number}", f"problem {number}")
    return Finding(severity, "weights-sum", said, DataPlace("甲.xlsx"), **more)


def audited(*findings: Finding, project: str = "甲") -> AuditedForm:
    guess = Guess(Bilingual("向下取整", "rounded down"), "10 × 2 ÷ 3 → 6")
    rows = tuple(
        AuditedRow(
            *(number, "indicator", "产出指标", "", project, "≥3件", "2件"),
            *(weight, Decimal("6.67"), Decimal(6), "differs", "short"),
            Bilingual("按比例得分", "in proportion"),
            *("10 × 2 ÷ 3 = 6.67", ""),
            guesses=(guess,),
        )
        for number, weight in enumerate((Decimal(10), None, Decimal("2.125")))
    )
    return AuditedForm(
        *("甲.xlsx", project, "水务局", 2024, Decimal("81.37"), "良", Decimal(82), "良"),
        *("differs", rows, findings),
    )


def audit(*forms: AuditedForm, others: tuple[Finding, ...] = ()) -> Audit:
    name = PolicyName("p", 2024, 1, "0" * 64, "seen", Bilingual("办法", "policy"))
    broken = problem("unreadable", DataPlace("坏.xlsx"), says="file-failed", found="x")
    return Audit(name, forms, others, problems=(broken,), files=3)


class TestAudits:
    """Audits show themselves too, the worst first."""

    def test_a_finding_is_a_row_of_a_frame(self) -> None:
        accepted = Acceptance("f1", "已说明", "评审组")
        about = {"file": "甲.xlsx", "project": "甲", "row": 4, "name": "人数"}
        open_ = finding("error", 1, found=Bilingual("5"), expected=Bilingual("6"), **about)
        lines = audit(
            audited(finding("note", 0), open_),
            others=(finding("doubt", 2, accepted=accepted, fingerprint="f1"),),
        ).to_rows()
        assert [line["severity"] for line in lines] == ["note", "error", "doubt"]
        assert [line["row"] for line in lines] == [None, 4, None]
        assert (lines[1]["found"], lines[1]["expected"], lines[0]["found"]) == ("5", "6", None)
        assert (lines[2]["accepted_by"], lines[1]["accepted_by"]) == ("评审组", None)
        frame = pl.DataFrame(lines)
        assert frame.to_dicts() == lines
        assert frame.schema["row"] == pl.Int64
        assert pd.DataFrame(lines)["message"].tolist() == ["问题0", "问题1", "问题2"]

    def test_the_rows_of_an_audited_form_are_a_frame(self) -> None:
        lines = audited(finding("error", 1)).to_rows("en")
        frame = pl.DataFrame(lines)
        assert frame["weight"].to_list() == [10, None, Decimal("2.125")]
        assert isinstance(frame.schema["score"], pl.Decimal)
        assert set(frame["guess"]) == {"rounded down"}

    def test_the_forms_of_an_audit_count_what_is_open(self) -> None:
        accepted = finding("error", 3, accepted=Acceptance("f", "r", "b"))
        (line,) = audit(audited(finding("error", 1), finding("note", 2), accepted)).to_forms()
        assert (line["errors"], line["doubts"], line["notes"]) == (1, 0, 1)
        assert (line["total"], line["rows_differs"], line["unit"]) == (
            *(Decimal("81.37"), 3),
            "水务局",
        )

    def test_a_notebook_shows_counts_and_the_worst_findings(self) -> None:
        about = {"row": 4, "name": "聘用人员数量", "level": "数量指标"}
        many = [finding("note", number, **about) for number in range(MOST_FINDINGS + 3)]
        found = audit(audited(*many, finding("error", 999)))
        content = found._repr_html_()
        assert content == found.html("zh")
        markup = parsed(content)
        assert markup.tags <= SAFE
        assert markup.text.index("问题999") < markup.text.index("问题0")
        assert f"另有 {len(many) + 1 - MOST_FINDINGS} 项未列出" in markup.text
        assert f"提示 {len(many)}" in markup.text
        assert "数量指标 · 聘用人员数量" in markup.text, "the sentence does not repeat it"
        assert "坏.xlsx" in markup.text
        assert "pingfen audit" in markup.text
        assert "problem 999" in parsed(found.html("en")).text

    def test_a_column_in_which_nothing_would_stand_is_left_out(self) -> None:
        bare, full = (
            parsed(audit(audited(finding("error", 1, **more))).html()).text
            for more in ({}, {"found": Bilingual("99"), "remedy": Bilingual("请改")})
        )
        assert ("现为" in bare, "应为" in bare, "处理办法" in bare) == (False, False, False)
        assert ("现为" in full, "应为" in full, "处理办法" in full) == (True, False, True)

    def test_an_accepted_finding_is_not_shown(self) -> None:
        found = finding("error", 7, accepted=Acceptance("f", "r", "b"))
        assert "问题7" not in audit(audited(found)).html()
        assert "问题7" not in audited(found).html()

    def test_an_audited_form_shows_what_formula_would_give_its_score(self) -> None:
        text = parsed(audited(finding("error", 5))._repr_html_()).text
        for said in ("水务局 · 甲.xlsx", "总分 81.37", "向下取整 10 × 2 ÷ 3 → 6", "问题5"):
            assert said in text, said

    def test_texts_of_audits_are_texts_whatever_they_hold(self) -> None:
        evil = Finding("error", EVIL, Bilingual(EVIL), found=Bilingual(EVIL), project=EVIL)
        found = audit(audited(evil, project=EVIL))
        for content in (found.html(), found.forms[0].html()):
            markup = parsed(content)
            assert markup.tags <= SAFE
            assert markup.attributes == {"class"}
            assert "<script>" in markup.text
