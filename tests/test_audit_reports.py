"""What the reports of an audit say: text, JSON, CSV and workbook, in both languages."""

import csv
import io
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import reported
import seed
from pingfen import UsageError, load_policy, read_forms, score_all
from pingfen.auditing import Guess, audit_documents
from pingfen.errors import DataPlace
from pingfen.messages import LANGS, Bilingual
from pingfen.reports import show_audit
from pingfen.reports.csv import COLUMNS, to_csv
from pingfen.reports.json import to_json
from pingfen.reports.text import to_text
from pingfen.reports.wording import untied
from pingfen.reports.workbook import sheets, write_report
from pingfen.schema.shipped import validator
from pingfen.width import width
from pingfen.writers import to_json as score_json

GOLDEN = Path(__file__).parent / "golden"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def seen():
    """The audit of the published example."""
    policy = load_policy("zhangdian@2024")
    root = Path(__file__).parent.parent
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)  # so that its name is the same everywhere
        document = read_forms(str(seed.EXAMPLE.relative_to(root)))
    return audit_documents(policy, [document])


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """The workbook of the audit made by hand, read again."""
    path = tmp_path_factory.mktemp("book") / "报告.xlsx"
    write_report(str(path), reported.AUDIT)
    return openpyxl.load_workbook(path)


class TestText:
    @pytest.mark.parametrize("lang", LANGS)
    def test_the_published_example_reads_as_it_was_reviewed(
        self, seen, lang: str, request: pytest.FixtureRequest
    ) -> None:
        path = GOLDEN / f"audit-zhangdian-2024.{lang}.txt"
        text = to_text(seen, lang).split("\n", 2)[2]  # what follows the policy's name and digest
        if request.config.getoption("--rewrite-expected"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    def test_a_form_says_its_totals_its_findings_and_how_else_a_score_comes_about(self) -> None:
        text = to_text(reported.AUDIT)
        assert "文件 3 个，自评表 3 张；错误 1，存疑 2，提示 1，已认可 1" in text
        assert "单位 政务中心  文件 表/甲.csv" in text
        assert "自评 96.50 优，计算 无法判断  5 行：一致 2、不一致 1、评定 1、无法判断 1" in text
        assert "第 2 行 窗口数量 [行5 列8]  少得 0.33 分，未写原因  [现为 7 → 应为 6.67]" in text
        assert (
            "另一种算法可得自评分：四舍五入到整数，10 × 2 ÷ 3 → 7；同样可得的还有：按七成计"
            in text
        )
        assert "第 3 行 =满意度  缺少完成值" in text, "no finding tells of it, so a list does"
        assert "已认可（评审组）：已与单位核实" in text

    def test_a_form_without_findings_takes_one_line(self) -> None:
        lines = to_text(reported.AUDIT).splitlines()
        assert "━━ 2 河道保洁  水利局  自评 99.5 优，计算 99.50 优，一致  无问题" in lines

    def test_what_is_about_no_form_stale_or_unreadable_stands_at_the_end(self) -> None:
        text = to_text(reported.AUDIT)
        order = ["━━ 3 ", "汇总表中的“绿化”没有自评表", "━━ 问题汇总", "f9  ", "表/坏.xlsx"]
        places = [text.index(part) for part in order]
        assert places == sorted(places)
        assert "自评表核对：一致 2、无法判断 1" in text

    def test_a_remedy_is_said_once_however_many_findings_have_it(self) -> None:
        twice = reported.AUDIT.forms[0]
        forms = (twice, twice, twice)
        audit = reported.Audit(reported.POLICY, forms, files=1)
        text = to_text(audit)
        assert text.count("少得 0.33 分") == 3
        assert text.count("改正lost-without-reason") == 1

    def test_remedies_that_differ_stand_with_their_findings(self) -> None:
        first = reported.FINDINGS[0]
        other = first._replace(remedy=Bilingual("另行说明"), row=1, name="建成时间")
        form = reported.replace(reported.FORM, findings=(first, other))
        text = to_text(reported.Audit(reported.POLICY, (form,), files=1))
        above, below = text.split("━━ 问题汇总")
        assert "处理：另行说明" in above
        assert "处理：改正lost-without-reason" in above
        assert "处理" not in below

    def test_rows_of_which_the_same_is_said_are_named_together(self) -> None:
        plain = reported.finding("doubt", "row-undecided", "缺少方向")
        findings = tuple(plain._replace(row=n) for n in (1, 3, 4, 5))
        form = reported.replace(reported.FORM, findings=findings)
        text = to_text(reported.Audit(reported.POLICY, (form,), files=1))
        assert "第 1、3-5 行（共 4 行）  缺少方向" in text
        assert text.count("缺少方向") == 1

    def test_no_line_is_wider_than_a_terminal_and_no_text_of_a_form_breaks_one(self) -> None:
        name = "项目" * 80 + "\r\n━━ 9 假的"
        finding = reported.FINDINGS[0]._replace(name=name, text=Bilingual("长" * 500))
        form = reported.replace(reported.FORM, project=name, findings=(finding,))
        lines = to_text(reported.Audit(reported.POLICY, (form,), files=1)).splitlines()
        assert not any(line.startswith("━━ 9") for line in lines)
        assert max(width(line) for line in lines if not line.startswith("━━ 1")) <= 100

    def test_an_audit_without_findings_says_so(self) -> None:
        assert "没有发现问题" in to_text(reported.NOTHING)
        assert "no findings" in to_text(reported.NOTHING, "en")

    def test_english_holds_no_chinese_but_that_of_the_forms(self) -> None:
        text = to_text(reported.AUDIT, "en")
        own = ["窗口建设", "窗口数量", "政务中心", "甲", "河道保洁", "水利局", "公园绿化", "优"]
        own += ["产出指标", "满意度", "=3个", "评审组", "已与单位核实", "绿化", "已说明"]
        own += ["旧项目", "接受", "汇总", "表", "坏"]
        for word in sorted(own, key=len, reverse=True):
            text = text.replace(word, "")
        assert re.findall("[\u4e00-\u9fff]+", text) == []


def wrong(document: object) -> list[str]:
    """What the schema has against a document."""
    return [f"{e.json_path}: {e.message}" for e in validator("audit").iter_errors(document)]


class TestJson:
    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("numbers", ["json", "text"])
    def test_the_document_fits_its_schema(self, seen, lang: str, numbers: str) -> None:
        for audit in (seen, reported.AUDIT, reported.NOTHING):
            assert wrong(json.loads(to_json(audit, lang, numbers=numbers))) == []

    def test_the_schema_would_notice(self) -> None:
        document = json.loads(to_json(reported.AUDIT))
        del document["findings"][0]["fingerprint"]
        document["forms"][0]["rows"][0]["surprise"] = 1
        assert len(wrong(document)) == 2

    def test_what_score_prints_of_a_form_stands_in_it_too(self, seen) -> None:
        policy = load_policy("zhangdian@2024")
        scored = json.loads(score_json(score_all(policy, read_forms(seed.EXAMPLE))))
        audited = json.loads(to_json(seen))
        assert audited["policy"] == scored["policy"]
        for mine, theirs in zip(audited["forms"], scored["forms"], strict=True):
            for key in set(theirs) - {"problems", "rows", "execution", "file"}:
                assert mine[key] == theirs[key], key
            rows = [mine["execution"], *mine["rows"]]
            for row, other in zip(rows, [theirs["execution"], *theirs["rows"]], strict=True):
                assert {key: row[key] for key in other if key != "place"} == {
                    key: value for key, value in other.items() if key != "place"
                }

    def test_a_finding_says_where_it_is_what_to_do_and_who_accepted_it(self) -> None:
        found = json.loads(to_json(reported.AUDIT), parse_float=Decimal)
        first, _, accepted, *_, other = found["findings"]
        assert first["place"] == "表/甲.csv[行5 列8]"
        assert (first["form"], first["row"], first["found"], first["expected"]) == (
            *(1, 2),
            *("7", "6.67"),
        )
        assert first["remedy"] == "改正lost-without-reason"
        assert accepted["accepted"]["by"] == "评审组"
        assert other["form"] is None
        assert found["counts"] == {
            "files": 3,
            "forms": 3,
            "error": 1,
            "doubt": 2,
            "note": 1,
            "accepted": 1,
        }
        (guess,) = found["forms"][0]["rows"][1]["guesses"]
        assert guess["label"] == "四舍五入到整数"
        assert found["forms"][0]["execution"]["rate"] == Decimal("0.5465")


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


class TestCsv:
    def test_a_spreadsheet_knows_its_encoding_and_its_lines(self) -> None:
        text = to_csv(reported.AUDIT)
        assert text.startswith("\ufeff级别,代码,")
        assert text.count("\r\n") == len(list(reported.AUDIT.findings)) + 1
        assert "\n" not in text.replace("\r\n", "")

    def test_no_cell_is_a_formula_and_a_number_is_a_number(self) -> None:
        lines = cells(to_csv(reported.AUDIT))
        found, name = COLUMNS.index("found"), COLUMNS.index("name")
        assert [line[found] for line in lines[1:4]] == ["7", "-7", "'=3个"]
        assert lines[3][name] == "'=满意度"

    @pytest.mark.parametrize("start", FORMULA_STARTS)
    def test_whatever_stands_in_a_form_is_no_formula(self, start: str) -> None:
        evil = f"{start}cmd|' /C calc'!A0"
        finding = reported.FINDINGS[0]._replace(
            unit=evil, project=evil, file=evil, name=evil, level=evil, fingerprint=evil, code=evil,
            text=Bilingual(evil), found=Bilingual(evil), expected=Bilingual(evil),
            remedy=Bilingual(evil), place=DataPlace(evil),
            accepted=reported.ACCEPTED._replace(reason=evil, by=evil),
        )  # fmt: skip
        audit = reported.Audit(reported.POLICY, (), (finding,), files=1)
        line = cells(to_csv(audit))[1]
        assert sum(evil in cell for cell in line) == 14
        assert not any(cell.startswith(FORMULA_STARTS) for cell in line)

    def test_libreoffice_opens_the_cells_that_were_meant(self, tmp_path: Path) -> None:
        if not shutil.which("soffice"):
            pytest.skip("needs LibreOffice")
        path = tmp_path / "问题.csv"
        path.write_bytes(to_csv(reported.AUDIT).encode())
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir"]
        filters = "--infilter=CSV:44,34,76,1,,0,false,true"
        subprocess.run([*command, str(tmp_path), filters, str(path)], check=True, timeout=120)
        sheet = openpyxl.load_workbook(tmp_path / "问题.xlsx").active
        assert sheet
        lines = list(sheet.iter_rows(values_only=True))
        assert lines[0][:4] == ("级别", "代码", "单位", "项目名称")
        found, expected = COLUMNS.index("found"), COLUMNS.index("expected")
        assert [line[found] for line in lines[1:4]] == [7, -7, "'=3个"]
        assert lines[1][expected] == pytest.approx(6.67)
        assert lines[1][COLUMNS.index("row")] == 2
        assert lines[1][COLUMNS.index("message")] == "少得 0.33 分，未写原因"
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


class TestWorkbook:
    def test_each_kind_of_thing_has_a_sheet(self, book: openpyxl.Workbook) -> None:
        assert book.sheetnames == ["概览", "问题", "自评表", "逐行"]
        names = [table.name for table in sheets(reported.AUDIT, "en")]
        assert names == ["overview", "findings", "forms", "rows"]

    def test_long_sheets_are_filtered_and_keep_their_heads_in_sight(
        self, book: openpyxl.Workbook
    ) -> None:
        for name, count in (("问题", 5), ("自评表", 3), ("逐行", 7)):
            sheet = book[name]
            assert sheet.max_row == count + 1
            assert sheet.freeze_panes == "A2"
            last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
            assert sheet.auto_filter.ref == f"A1:{last}"

    def test_no_cell_is_a_formula_whatever_it_looks_like(self, book: openpyxl.Workbook) -> None:
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds == {"s", "n"}
        found = [cell.value for cell in book["问题"]["K"]]
        assert found == ["现为", 7, -7, "=3个", None, None]

    def test_numbers_keep_their_digits(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        write_report(str(path), reported.AUDIT)
        sheet = openpyxl.load_workbook(path)["逐行"]
        heads = [cell.value for cell in sheet[1]]
        column = heads.index("计算得分") + 1
        shown = [
            (sheet.cell(n, column).value, sheet.cell(n, column).number_format) for n in (2, 4)
        ]
        assert [(Decimal(str(value)), code) for value, code in shown] == [
            (Decimal(10), "0.00"),
            (Decimal("6.67"), "0.00"),
        ]

    def test_a_row_says_all_that_is_known_of_it(self, book: openpyxl.Workbook) -> None:
        heads = [cell.value for cell in book["逐行"][1]]
        row = dict(zip(heads, (cell.value for cell in book["逐行"][4]), strict=True))
        assert row["单位"] == "政务中心"
        assert (row["行"], row["指标"], row["位置"]) == (2, "窗口数量", "行5 列1")
        assert row["差额"] == pytest.approx(0.33)
        assert row["偏差原因"] == "场地不足"
        assert row["能得出自评分的算法"] == "四舍五入到整数"
        assert row["同样符合的算法"] == "按七成计"

    def test_the_overview_counts_by_code_and_by_unit(self, book: openpyxl.Workbook) -> None:
        lines = [tuple(cell for cell in line) for line in book["概览"].iter_rows(values_only=True)]
        firsts = [line[0] for line in lines]
        assert "问题汇总" in firsts
        assert ("政务中心", None, 1, 1, 1, 1) in lines
        assert any("a-folder" in str(line) or "表/坏.xlsx" in str(line) for line in lines)
        assert any(line[:2] == ("f9", "unit-mismatch") for line in lines)

    def test_the_same_audit_gives_the_same_bytes(self, tmp_path: Path) -> None:
        for name in ("a.xlsx", "b.xlsx"):
            write_report(str(tmp_path / name), reported.AUDIT)
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

    def test_a_text_that_no_cell_can_hold_is_shortened(self, tmp_path: Path) -> None:
        finding = reported.FINDINGS[0]._replace(text=Bilingual("长" * 40_000))
        audit = reported.Audit(reported.POLICY, (), (finding,), files=1)
        write_report(str(tmp_path / "a.xlsx"), audit)
        found = openpyxl.load_workbook(tmp_path / "a.xlsx")["问题"]["J2"].value
        assert len(str(found)) == 4001


@pytest.mark.parametrize("kind", ["text", "json", "csv", "html", "accept"])
def test_every_format_is_shown_in_both_languages(kind: str) -> None:
    chinese, english = (show_audit(reported.AUDIT, kind, lang) for lang in LANGS)
    assert "窗口建设" in chinese
    assert "窗口建设" in english
    assert chinese != english


def test_an_unknown_format_is_an_error_that_names_the_others() -> None:
    with pytest.raises(UsageError, match="json"):
        show_audit(reported.AUDIT, "pdf")


def test_a_guess_that_another_names_as_its_tie_is_not_said_again() -> None:
    share, whole, sevenths = (Bilingual(text) for text in ("按比例", "取整", "按七成计"))
    guesses = (Guess(share, "", (whole,)), Guess(whole, "7"), Guess(sevenths, "7"))
    assert [guess.label for guess in untied(guesses)] == [share, sevenths]
