"""Results as a page and as Markdown; in runs of many files each form names its file."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

import pingfen
import seed
from markup import parsed
from pingfen.cli import main
from pingfen.scorecard import Results
from pingfen.writers import FORMATS, whole
from pingfen.writers.markdown import plain, to_markdown
from pingfen.writers.page import to_page

ZHANGDIAN = ("--policy", "zhangdian@2024")
POLICY = pingfen.load_policy("zhangdian", year=2024)
FORM = "项目名称\t{project}\n三级指标\t指标值\t完成值\t分值\n办件数量\t≥3件\t3件\t90\n"
EVIL = "</h2><script>alert(1)</script> a|b\\|c *x* _y_ `z` [l](u) $m$ # \u202e"


@pytest.fixture(scope="module")
def results() -> Results:
    return pingfen.score_all(POLICY, pingfen.read_forms(seed.EXAMPLE))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for unit in ("甲局", "乙局"):
        (tmp_path / unit).mkdir()
        (tmp_path / unit / "表.txt").write_text(FORM.format(project="办公费"), "utf-8")
    return tmp_path


def hostile() -> Results:
    row = {"name": EVIL, "target": EVIL, "actual": EVIL, "level1": EVIL, "weight": 90}
    return pingfen.score_all(POLICY, {"project": EVIL, "rows": [row]})


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    main([*map(str, ("score", *arguments, *ZHANGDIAN, "-q"))])
    return capsys.readouterr().out


def cells(line: str) -> list[str]:
    """The cells of a line of a Markdown table: a bar after a backslash ends none."""
    return re.split(r"(?<!\\) \| ", line.removeprefix("| ").removesuffix(" |"))


def tables(text: str) -> list[list[list[str]]]:
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [[cells(line) for line in block.splitlines()] for block in blocks]


class TestPage:
    """`--format html`."""

    def test_it_is_one_page_that_needs_nothing_else(self, results: Results) -> None:
        page = to_page(results)
        markup = parsed(page)
        assert {"html", "head", "body", "h1", "section", "table"} <= markup.tags
        assert not {"script", "link", "img", "iframe", "a"} & markup.tags
        assert not {"src", "href", "onclick"} & markup.attributes
        assert page.count("<style>") == 1
        assert 'lang="zh-CN"' in page
        assert "default-src 'none'" in page

    def test_nothing_of_a_form_is_left_out(self, results: Results) -> None:
        text = parsed(to_page(results)).text
        for card in results.cards:
            assert card.project in text
            assert f"总分 {card.total}" in text
            for row in card.all_rows:
                assert f"{row.score} / {row.weight}" in text
                assert row.because.zh in text
        assert text.count("汇总表得分") == 1

    def test_texts_are_texts_whatever_they_hold(self) -> None:
        page = to_page(hostile())
        markup = parsed(page)
        assert "script" not in markup.tags
        assert "<script>alert(1)</script>" in markup.text
        assert "\u202e" not in page


class TestMarkdown:
    """`--format md`."""

    def test_each_form_has_a_heading_and_a_table(self, results: Results) -> None:
        text = to_markdown(results)
        found = re.findall(r"^## (\d) (.*)$", text, re.MULTILINE)
        assert found == [(str(n), card.project) for n, card in enumerate(results.cards, 1)]
        *forms, summary = tables(text)
        assert [len(table) - 2 for table in forms] == [len(c.all_rows) for c in results.cards]
        assert len(summary) == 2 + 7
        at = forms[0][0].index("得分")
        assert [line[at] for line in forms[0][2:]] == [
            str(row.score) for row in results.cards[0].all_rows
        ]

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_line_of_a_table_has_as_many_cells_as_its_head(
        self, results: Results, lang: str
    ) -> None:
        for found in (results, hostile()):
            for head, rule, *lines in tables(to_markdown(found, lang)):
                assert len(rule[0].strip("|").split("|")) == len(head)
                assert {len(line) for line in lines} == {len(head)}

    def test_what_would_be_a_mark_is_a_text(self) -> None:
        text = to_markdown(hostile())
        assert not re.search(r"(?<!\\)<(?!br>)", text)
        assert r"a\|b\\\|c \*x\* \_y\_ \`z\` \[l\](u) \$m\$ \#" in text
        assert "\u202e" not in text

    def test_line_breaks_stay_in_their_cell(self) -> None:
        assert plain("一\n二|三\r\n") == "一<br>二\\|三"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pieces_of_any_format_are_the_whole(results: Results, name: str, lang: str) -> None:
    writer = FORMATS[name](lang)
    apart = Results(results.policy, (), results.summary, results.problems)
    pieces = [writer.head(results.policy)]
    for number, card in enumerate(results.cards, 1):
        pieces += [writer.lead(number), FORMATS[name](lang).form(card)]
    pieces.append(writer.foot(apart, len(results.cards)))
    assert "".join(pieces) == whole(FORMATS[name](lang), results)
    assert all(pieces[:1] + pieces[2::2])


class TestFiles:
    """Two units may call their projects alike; the file tells them apart."""

    def test_csv_has_a_column_for_the_file(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = printed(capsys, folder, "--format", "csv").removeprefix("\ufeff")
        head, *lines = csv.reader(io.StringIO(out))
        assert head[:2] == ["文件", "项目名称"]
        files = [f"{folder}/{unit}/表.txt" for unit in ("乙局", "甲局")]
        assert [line[0] for line in lines] == [file for file in files for _ in range(3)]

    def test_json_names_the_file_of_each_form(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        forms = json.loads(printed(capsys, folder, "--format", "json"))["forms"]
        assert [form["file"] for form in forms] == [
            f"{folder}/{unit}/表.txt" for unit in ("乙局", "甲局")
        ]

    def test_text_names_the_file_in_the_line_of_the_form(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = folder / "甲局" / "表.txt"
        for given in ((folder,), (folder / "乙局" / "表.txt", file)):
            assert f"━━ 2 办公费  {file}\n" in printed(capsys, *given)
        assert f"━━ 1 办公费  {file}\n" in printed(capsys, folder / "甲局")

    def test_text_of_a_single_file_does_not_repeat_its_name(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = printed(capsys, folder / "甲局" / "表.txt")
        assert "━━ 1 办公费\n" in out

    def test_pages_and_markdown_name_it_always(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = folder / "甲局" / "表.txt"
        page, text = (printed(capsys, file, "--format", name) for name in ("html", "md"))
        assert f"<small>{file}</small>" in page
        assert f"\n文件：{plain(str(file))}\n" in text

    def test_a_file_whose_name_holds_a_line_break_makes_no_line_of_its_own(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "a\n━━ 9 假.txt").write_text(FORM.format(project="p"), "utf-8")
        out = printed(capsys, tmp_path)
        assert len(re.findall("^━━", out, re.MULTILINE)) == 1
        assert r"a\n━━ 9 假.txt" in out
