"""The page of an audit: all that was found is in it, nothing can do harm, charts are right."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from pingfen.auditing import Acceptance, Audit, AuditedForm, AuditedRow, Finding, Guess
from pingfen.errors import Problem
from pingfen.messages import LANGS, Bilingual
from pingfen.places import CellPlace, DataPlace
from pingfen.reports.page import page
from pingfen.reports.page.script import SCRIPT
from pingfen.scorecard import PolicyName, SummaryVerdict
from random_audits import CUTS, POLICY, random_audit

VOID = {"meta", "input", "br", "wbr"}
# what may stand in an element that a text could have broken out of
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "section", "h1", "h2"),
    *("p", "b", "i", "a", "small", "code", "dl", "dt", "dd", "div", "figure", "figcaption"),
    *("table", "thead", "tbody", "tr", "th", "td", "ul", "li", "wbr", "script"),
    *("label", "select", "option", "input", "button", "output"),
    *("svg", "desc", "line", "rect", "path", "circle", "text"),
}


class Parsed(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.open, self.attributes, self.texts = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] not in (["script"], ["style"]):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


def row(**changes: object) -> AuditedRow:
    given = AuditedRow(
        number=1,
        kind="indicator",
        level1="产出指标",
        level2="数量指标",
        name="维修面积",
        target="≥100",
        actual="90",
        weight=Decimal(10),
        score=Decimal(9),
        declared=Decimal(8),
        verdict="differs",
        rule="ratio",
        because=Bilingual("按完成率"),
        formula="",
        reason="",
    )
    return given._replace(**changes)


def form(**changes: object) -> AuditedForm:
    given = AuditedForm(
        file="a.xlsx",
        project="校舍维修",
        unit="教育局",
        year=2024,
        total=Decimal("90.5"),
        grade="优",
        declared_total=Decimal("95.00"),
        declared_grade="优",
        verdict="differs",
        rows=(row(),),
        findings=(),
    )
    return replace(given, **changes)


def audit(*forms: AuditedForm, **changes: object) -> Audit:
    return replace(Audit(POLICY, forms, cuts=CUTS, files=len(forms)), **changes)


def pictures(text: str) -> list[str]:
    return re.findall("<svg.*?</svg>", text, re.DOTALL)


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_is_a_row_also_of_an_audit_with_thousands(lang):
    found = random_audit(600)
    text = page(found, lang)
    findings = list(found.findings)
    assert len(findings) > 3000
    assert len(re.findall(r'<tr class="[^"]*" data-code=', text)) == len(findings)
    assert all(f"<code>{finding.fingerprint}</code>" in text for finding in findings)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_whole_and_needs_nothing_from_outside(lang):
    text = page(random_audit(20), lang)
    parsed = Parsed(text)
    assert parsed.open == []
    assert set(parsed.tags) <= TAGS
    assert not re.search(r"url\(|@import|https?:|//[a-z]", text)
    links = [value for name, value in parsed.attributes if name in {"src", "href"}]
    assert links
    assert all(value.startswith("#") for value in links)
    assert "size: A4 landscape" in text
    assert f'lang="{"zh-CN" if lang == "zh" else "en"}"' in text


def test_the_page_says_in_the_chosen_language_all_around_the_findings():
    english = Parsed(page(random_audit(3), "en")).text
    chinese = Parsed(page(random_audit(3))).text
    assert "What could not be read (1)" in english
    assert "未能读入的内容（1 处）" in chinese
    assert "sources inferred · revision 1 · digest " + "0f" * 32 in english


def test_a_browser_may_run_the_script_of_the_page_and_no_other():
    text = page(random_audit(3))
    scripts = re.findall("<script[^>]*>(.*?)</script>", text, re.DOTALL)
    assert scripts == [SCRIPT]
    digest = b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    guard = re.search('Content-Security-Policy" content="([^"]*)"', text)
    assert guard
    assert guard[1] == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{digest}'"
    )


TEXT = "</script><script>alert(1)</script>\"'&<img src=x onerror=y>--><!-- {shown} ${1}"
EVIL = TEXT + "\u202egnp.exe\u2066\n\0\ud83d</td></textarea></title>"


def evil_audit(evil: str = EVIL) -> Audit:
    both, place = Bilingual(evil, evil), DataPlace(evil)
    accepted = Acceptance(evil, evil, evil, evil, evil, place)
    finding = Finding(
        "error", evil, both, place, both, both, both, evil, evil, evil, 1, evil, evil, evil
    )
    evil_row = row(
        **dict.fromkeys(("level1", "level2", "name", "target", "reason", "formula"), evil),
        guesses=(Guess(both, evil, (both,)),),
    )
    evil_form = form(
        **dict.fromkeys(("file", "project", "unit", "grade", "declared_grade"), evil),
        total=Decimal(80),
        rows=(evil_row,),
        findings=(finding, finding._replace(accepted=accepted)),
    )
    return Audit(
        PolicyName(evil, 2024, 1, evil, "seen", both),
        (evil_form,),
        others=(finding,),
        problems=(Problem("x", both, place),),
        summary=(SummaryVerdict(evil, None, evil, None, evil, "undecided", place),),
        stale=(accepted,),
        cuts=((Decimal(80), evil),),
        files=1,
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_is_shown_as_text_and_never_run(lang):
    text = page(evil_audit(), lang)
    parsed = Parsed(text)
    assert parsed.open == []
    assert parsed.tags.count("script") == 1
    assert set(parsed.tags) <= TAGS
    assert not {name for name, _ in parsed.attributes if name.startswith("on")}
    assert parsed.text.count(TEXT) >= 30
    assert text.count("<!--") == SCRIPT.count("<!--") == 0


def test_characters_that_hide_or_turn_text_round_are_shown_as_what_they_are():
    text = page(evil_audit())
    assert not set("\u202e\u2066\0\ud83d") & set(text)
    assert "\\u202e" in text
    assert text.encode()


def test_a_text_of_megabytes_is_cut_and_its_length_said():
    text = page(evil_audit("长" * 3_000_000))
    assert len(text) < 100_000
    assert "原文共 3000000 字" in text


def test_a_row_shows_once_what_formula_would_give_its_declared_score():
    guess = Guess(Bilingual("向下取整"), "8 × 0.9 → 7", (Bilingual("去尾"),))
    found = tuple(Finding("doubt", code, Bilingual(code), row=1) for code in ("a", "b"))
    text = Parsed(page(audit(form(rows=(row(guesses=(guess,)),), findings=found)))).text
    assert text.count("另一种算法可得 8：向下取整，8 × 0.9 → 7（同样可得的还有：去尾）") == 1


def test_a_formula_stands_at_the_finding_about_the_score():
    guess = Guess(Bilingual("向下取整"))
    codes = ("reason-due", "score-differs", "unit-mismatch")
    found = tuple(Finding("doubt", code, Bilingual(code), row=1) for code in codes)
    text = Parsed(page(audit(form(rows=(row(guesses=(guess,)),), findings=found)))).text
    assert text.index("另一种算法可得") > text.rindex("score-differs")
    assert text.index("另一种算法可得") < text.rindex("unit-mismatch")


def test_accepted_findings_say_by_whom_and_why_and_are_not_counted_as_open():
    accepted = Acceptance("f", "已核对凭证", "审核组")
    open_one = Finding("error", "a", Bilingual("甲"))
    found = form(findings=(open_one, open_one._replace(accepted=accepted)))
    text = page(audit(found))
    assert "已由 审核组 认可：已核对凭证" in text
    assert '<div class="error"><dt>错误</dt><dd>1</dd></div>' in text
    assert '<div class="kept"><dt>已认可</dt><dd>1</dd></div>' in text


def test_a_form_shows_both_totals_what_it_declares_too_much_and_a_grade_that_differs():
    text = page(audit(form(declared_grade="良")))
    assert "<td>95.00</td><td>90.5</td><td><b>+4.50</b></td><td><b>优（自评 良）</b></td>" in text


def test_a_form_with_findings_is_linked_to_them_and_one_without_is_not():
    finding = Finding("error", "a", Bilingual("甲"))
    text = page(audit(form(), form(project="河道清淤", findings=(finding,))))
    assert '<a href="#f2">河道清淤</a>' in text
    assert ' id="f2"' in text
    assert "#f1" not in text


def test_findings_of_no_form_come_last_with_their_own_unit():
    other = Finding("doubt", "a", Bilingual("汇总表有此项目"), unit="水务局", project="堤防")
    text = page(audit(form(), others=(other,)))
    assert 'data-code="a" data-unit="水务局" data-project="堤防"' in text
    assert "不属于单张自评表的问题" in text
    assert "<small>水务局 · 堤防</small>" in text


def test_a_place_names_the_file_where_it_is_not_said_above():
    place = CellPlace("a.xlsx", 3, 4)
    finding = Finding("doubt", "a", Bilingual("甲"), place, file="a.xlsx")
    assert "<small>行3 列4</small>" in page(audit(form(findings=(finding,))))
    assert "<small>a.xlsx[行3 列4]</small>" in page(audit(form(), others=(finding,)))


def test_the_summary_table_stands_beside_what_the_policy_gives():
    line = SummaryVerdict("堤防", Decimal(95), "优", Decimal("88.5"), "良", "differs")
    text = page(audit(form(), summary=(line,)))
    assert "汇总表（1 行）" in text
    assert "<td>95</td><td>优</td><td>88.5</td><td>良</td>" in text
    assert '<b class="differs">不一致</b>' in text


def test_an_audit_that_found_nothing_says_so_and_runs_nothing():
    text = page(audit(form()))
    assert "没有发现问题。" in text
    assert "<script" not in text
    assert "script-src" not in text


def test_an_audit_without_any_form_is_a_page_too():
    parsed = Parsed(page(audit()))
    assert parsed.open == []
    assert "svg" not in parsed.tags


def test_lost_points_are_summed_by_kind_and_what_cannot_be_compared_is_counted():
    rows = (row(), row(declared=Decimal("7.5")), row(score=None), row(level2="质量指标"))
    text = page(audit(form(rows=(*rows, row(dropped=True, score=None)))))
    assert "产出指标 · 数量指标 自评扣 4.50、计算扣 2.00" in text
    assert "产出指标 · 质量指标 自评扣 2.00、计算扣 1.00" in text
    assert "另有 1 行缺自评得分或无法判断，未计入" in text


def test_of_many_kinds_of_indicators_the_rest_is_drawn_as_one():
    rows = tuple(row(level2=f"第{number}类", declared=Decimal(9)) for number in range(30))
    text = page(audit(form(rows=rows)))
    assert "其余 11 类 自评扣 11.00、计算扣 11.00" in text


def test_forms_within_a_point_of_a_cut_off_are_named_on_both_sides_and_at_it():
    near = {"甲": "89.00", "乙": "90", "丙": "91.00", "丁": "91.01", "戊": "88.99"}
    forms = (form(project=name, total=Decimal(total)) for name, total in near.items())
    text = Parsed(page(audit(*forms))).text
    assert "距“优”界限 90 分在 1 分以内的 3 张：甲 89.00、乙 90、丙 91.00" in text
    assert "距“良”" not in text


def test_of_many_forms_near_a_cut_off_some_are_named_and_all_are_counted():
    text = Parsed(page(audit(*(form(project=f"项目{number}") for number in range(100))))).text
    assert "1 分以内的 100 张：" in text
    assert "等，余 70 张从略" in text


def test_a_policy_without_grades_and_totals_that_are_open_are_said():
    undecided = form(total=None, grade=None)
    text = page(audit(form(), undecided, cuts=()))
    assert "本办法不定等级" in text
    assert text.count("另有 1 张总分无法计算或未填，未画出") == 2


def test_a_total_with_a_slip_is_drawn_at_the_edge_and_said():
    forms = [form(declared_total=Decimal(90)) for _ in range(5)]
    text = page(audit(*forms, form(declared_total=Decimal(2810810))))
    assert "1 张超出图幅，画在边上" in text
    assert "2810810（超出图幅）" not in text
    assert "校舍维修: 2810810 → 90.5（超出图幅）" in text


def test_the_scatter_says_how_many_agree_are_higher_and_are_lower():
    totals = ("90.50", "95", "80", "91")
    text = page(audit(*(form(declared_total=Decimal(total)) for total in totals)))
    assert "4 张自评表，1 张自评与计算一致，2 张自评偏高，1 张自评偏低。" in text


def test_charts_have_words_for_those_who_do_not_see_them_and_stay_small_for_many_forms():
    few, many = (pictures(page(random_audit(count, findings=0))) for count in (30, 4000))
    assert len(few) == len(many) == 3
    for picture in (*few, *many):
        named = re.search('aria-labelledby="([a-z-]+) ([a-z-]+)"', picture)
        assert named
        assert re.search(f'<title id="{named[1]}">[^<]+</title>', picture)
        assert re.search(f'<desc id="{named[2]}">[^<]+</desc>', picture)
        assert len(picture) < 60_000
