"""Policies shown: as text, YAML, decision table and page, each part with its place; and listed."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given

import conformance_cases
import pingfen
import strategies
from pingfen.cli import main
from pingfen.errors import DataPlace
from pingfen.resolved import line_of, origin, origin_of_param, removals
from pingfen.showing import FORMATS, show_policy
from pingfen.showing.bands import bands
from pingfen.width import one_line, width, wrapped

ROOT = Path(__file__).parent.parent
SHIPPED = pingfen.list_policies()
LANGS = ("zh", "en")
PARENT = """\
policy: base
year: 2024
title: 基本办法
sources: {law: {title: 法, status: seen}}
params:
  top: {value: 1.2, label: {zh: 起扣点, en: "from"}, unit: 倍, range: [1, 2], source: law}
let: {ratio: actual / target}
execution: {weight: 10, target: annual, actual: executed}
rules:
  - rule: over
    when: ratio > top
    score: "0"
  - rule: gone
    score: "1"
  - rule: steps
    score: {steps: actual, at-least: {0.9: 5, 0.8: weight / 2}, otherwise: 0}
    require: judged <= weight
    unbounded: true
    because: "超过 {top:.0%}，为 {ratio:.2%}"
    cites: law
rounding: {places: 2, mode: half-up}
total: sum(score)
grades: {at-least: {90: 优, 60: 中}, otherwise: 差}
"""
CHILD = """\
policy: child
year: 2025
title: 下级办法
extends: base@2024
remove: [gone]
params: {top: 1.3}
let:
  ratio: target / actual
rules:
  - rule: over
    when: ratio > top
    drop: true
  - rule: open
    for: rows
    when: not given(actual) and (weight > 1 or weight < 0.5)
    undecided: 缺 {actual}
    before: over
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("base/2024", PARENT), ("child/2025", CHILD)):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def child(folder: Path) -> pingfen.Policy:
    return pingfen.load_policy("child@2025", rules=folder)


def place_in(folder: Path, name: str, text: str) -> str:
    """The file and line where a text first stands."""
    path = folder / f"{name}.yaml"
    lines = path.read_text("utf-8").splitlines()
    return f"{path}:{next(n for n, line in enumerate(lines, 1) if text in line)}"


# where parts come from


@pytest.mark.parametrize(
    ("path", "where", "replaced"),
    [
        ("title", ("child/2025", "title:"), [("base/2024", "title:")]),
        ("params top", ("child/2025", "top:"), [("base/2024", "top:")]),
        ("let ratio", ("child/2025", "  ratio:"), [("base/2024", "ratio:")]),
        ("rules over", ("child/2025", "rule: over"), [("base/2024", "rule: over")]),
        ("rules steps", ("base/2024", "rule: steps"), []),
        ("rules open", ("child/2025", "rule: open"), []),
        ("grades", ("base/2024", "grades:"), []),
        ("year", ("child/2025", "year:"), []),
    ],
)
def test_a_part_knows_where_it_was_written_and_what_it_replaced(
    path, where, replaced, folder, child
):
    found = origin(child, *path.split())
    assert found is not None
    assert line_of(found.place) == place_in(folder, *where)
    before = [place_in(folder, *place) for place in replaced]
    assert [line_of(written.place) for written in found.replaced] == before


def test_what_nobody_wrote_has_no_place(child):
    assert origin(child, "revision") is None
    assert origin(child, "rules", "gone") is None
    assert origin(child, "params", "bottom") is None


def test_what_a_child_leaves_out_is_known_with_both_places(folder, child):
    (removed,) = removals(child)
    assert removed.name == "gone"
    assert line_of(removed.place) == place_in(folder, "child/2025", "remove:")
    assert line_of(removed.parent) == place_in(folder, "base/2024", "rule: gone")


def test_a_block_that_a_child_empties_replaces_nothing_for_the_grandchild(folder):
    texts = {
        "child": "policy: none\nyear: 2025\ntitle: t\nextends: base@2024\nexecution: none\n",
        "grandchild": "policy: again\nyear: 2025\ntitle: t\nextends: none@2025\n"
        "execution: {weight: 5, target: annual, actual: executed}\n",
    }
    (folder / "none").mkdir()
    (folder / "none" / "2025.yaml").write_text(texts["child"], "utf-8")
    policy = pingfen.parse_policy(texts["grandchild"], rules=folder)
    found = origin(policy, "execution", "weight")
    assert found is not None
    assert line_of(found.place) == "<policy>:5"
    assert found.replaced == ()


def test_places_of_plain_data_and_of_a_pickled_policy_are_shown_too():
    import pickle

    data = {"policy": "p", "year": 2024, "title": "t", "extends": "mof@2020", "params": {"x": 1}}
    policy = pingfen.parse_policy(data)
    assert "<policy>.params.x" in show_policy(policy)
    again = pickle.loads(pickle.dumps(policy))
    assert show_policy(again) == show_policy(policy), "a pickled policy keeps its places"


def test_a_value_that_no_document_gives_replaces_that_of_the_document(folder, child):
    place = DataPlace("<mapping>", ".params.top")
    params = {"top": child.params["top"]._replace(place=place)}
    reform = replace(child, params=params, lineage=("reform", *child.lineage))
    before = place_in(folder, "child/2025", "top:")
    found = origin_of_param(reform, params["top"])
    assert line_of(found.place) == "<mapping>.params.top"
    assert line_of(found.replaced[0].place) == before
    for format_ in FORMATS:
        assert "reform" in show_policy(reform, format_) or format_ == "table"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_policy_whose_documents_are_not_at_hand_is_shown_with_the_places_it_has(format_, child):
    shown = show_policy(replace(child, documents=()), format_)
    assert "over" in shown
    if format_ in {"text", "html"}:
        assert line_of(child.rules[0].place) in shown.replace("<wbr>", "")


# all formats


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", SHIPPED)
def test_every_format_shows_every_rule_with_its_place(name, format_, lang):
    policy = pingfen.load_policy(name)
    shown = show_policy(policy, format_, lang).replace("<wbr>", "")
    for rule in policy.rules:
        assert rule.name in shown
        assert line_of(rule.place) in shown
    assert shown.endswith("\n")
    assert not re.search(r"[ \t]$", shown, re.MULTILINE)


@pytest.mark.parametrize("format_", FORMATS)
def test_english_shows_no_chinese_of_ours(format_):
    data = {
        "policy": "p",
        "year": 2024,
        "title": "t",
        "execution": "none",
        "total": "sum(score)",
        "rounding": {"places": 2, "mode": "floor", "total": {"mode": "half-even"}},
        "params": {"x": {"value": 1, "range": [0, 1]}},
        "rules": [{"rule": "r", "score": "weight if given(judged) else x"}],
        "adjust": "score / 2",
        "direction": "'>='",
        "tolerance": 1,
        "grades": "none",
        "checks": [{"check": "c", "expect": "total > 0", "severity": "note"}],
    }
    assert not re.search("[\u3000-\u9fff]", show_policy(pingfen.parse_policy(data), format_, "en"))


def test_an_unknown_format_is_refused_with_those_there_are():
    policy = pingfen.load_policy("mof@2020")
    with pytest.raises(pingfen.UsageError, match=r"pdf.*text、yaml、table、html"):
        show_policy(policy, "pdf")


def policies_of_the_norm() -> dict[str, pingfen.Policy]:
    """Those of the cases of the norm that load: every construct of the language is in one."""
    found = {}
    for case in conformance_cases.read_cases():
        if not case.problems:
            policy = pingfen.parse_policy(case.policy, rules=conformance_cases.POLICIES)
            found[policy.digest] = policy
    return found


def test_every_policy_of_the_norm_can_be_shown_and_its_yaml_scores_alike():
    found = policies_of_the_norm()
    assert len(found) > 100
    for policy in found.values():
        for lang in LANGS:
            assert max(map(width, show_policy(policy, "text", lang).splitlines())) <= 100
            assert Page(show_policy(policy, "html", lang)).open == []
            assert show_policy(policy, "table", lang).count("┼") > 0
        assert reloads(policy, show_policy(policy, "yaml"))


@pytest.mark.parametrize("format_", ["text", "html"])
def test_a_key_that_no_part_knows_is_shown_as_it_is(format_):
    policy = pingfen.load_policy("mof@2020")
    document = MappingProxyType({**policy.document, "later": ("a", 1)})
    assert "[a, 1]" in show_policy(replace(policy, document=document), format_)


# text


def test_the_text_is_at_most_100_columns_wide_and_in_the_order_of_work():
    text = show_policy(pingfen.load_policy("zhangdian@2024"))
    assert max(map(width, text.splitlines())) <= 100
    headings = re.findall("^━━ (..)", text, re.MULTILINE)
    assert " ".join(headings) == "沿袭 依据 参数 取值 预算 命名 规则 取整 总分 等级 核对"


def test_the_text_says_what_a_child_replaced_and_left_out(folder, child):
    text = re.sub(r"\s+", " ", show_policy(child, lang="en"))
    flat = text.replace(" ", "")
    place = place_in(folder, "base/2024", "top:").replace(" ", "")
    assert f"replaces1.2of{place}" in flat
    assert f"replacesactual/targetof{place_in(folder, 'base/2024', 'ratio:')}" in flat
    assert f"replaces{place_in(folder, 'base/2024', 'rule: over')}" in flat
    assert f"gonewasat{place_in(folder, 'base/2024', 'rule: gone')}" in flat
    assert "1.3 倍 · from · range 1 to 2 · law" in text


def test_rules_stand_in_the_order_in_which_they_are_tried_with_all_they_say(child):
    text = show_policy(child)
    found = re.findall(r"^ ?\d+ (\S+)  \S+行?", text, re.MULTILINE)
    assert found == [rule.name for rule in child.rules] == ["open", "over", "steps"]
    for line in (
        "条件  非 已填(完成值) 且 (分值 > 1 或 分值 < 0.5)",
        "得分  无法判断：缺 {完成值}",
        "得分  不计分",
        "得分  完成值 ≥ 0.9 → 5",
        "      完成值 ≥ 0.8 → 分值 ÷ 2",
        "      其他 → 0",
        "界限  评定得分 ≤ 分值；可超出 0 至分值",
        "理由  超过 130%，为 {ratio}",
    ):
        assert line in text


# YAML


def reloads(policy: pingfen.Policy, text: str) -> bool:
    again = pingfen.parse_policy(text)
    return again.digest == policy.digest and again.lineage == (policy.name,)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_yaml_extends_nothing_and_scores_alike(name):
    policy = pingfen.load_policy(name)
    assert reloads(policy, show_policy(policy, "yaml"))


@given(strategies.children())
def test_the_yaml_of_any_child_has_its_digest(child):
    policy = pingfen.parse_policy({"title": "t", **child})
    assert reloads(policy, show_policy(policy, "yaml"))


def test_the_yaml_says_above_each_part_where_it_was_written(folder, child):
    lines = show_policy(child, "yaml").splitlines()
    assert reloads(child, "\n".join(lines))
    for start, name, text in (
        ("title:", "child/2025", "title:"),
        ("  top:", "child/2025", "top:"),
        ("  ratio:", "child/2025", "  ratio:"),
        ("  - rule: over", "child/2025", "rule: over"),
        ("  - rule: steps", "base/2024", "rule: steps"),
        ("  law:", "base/2024", "sources:"),
        ("rounding:", "base/2024", "rounding:"),
    ):
        at = next(n for n, line in enumerate(lines) if line.startswith(start))
        assert lines[at - 1].strip() == f"# {place_in(folder, name, text)}"


def test_a_file_name_cannot_break_out_of_its_comment():
    text = "policy: p\nyear: 2024\ntitle: t\nextends: mof@2020\n"
    policy = pingfen.parse_policy(text, file="a\nrules: []\n#")
    assert reloads(policy, show_policy(policy, "yaml"))
    assert "\nrules: []" not in show_policy(policy, "yaml")


# the decision table


def test_the_table_has_a_row_a_rule_and_explains_lets_and_params(child):
    text = show_policy(child, "table")
    numbers = re.findall(r"^(\d+) +│ (\S+)", text, re.MULTILINE)
    assert numbers == [("1", "open"), ("2", "over"), ("3", "steps")]
    assert "ratio > 起扣点" in text
    assert re.search(r"^  ratio  =  指标值 ÷ 完成值$", text, re.MULTILINE)
    assert re.search(r"^  top    =  1\.3 倍 · 起扣点 · 范围 1 至 2 · law$", text, re.MULTILINE)


def test_the_columns_of_the_table_are_straight_and_empty_ones_left_out(child):
    lines = [line for line in show_policy(child, "table").splitlines() if "│" in line]
    assert len({line.count("│") for line in lines}) == 1
    edges = {tuple(width(line[: m.start()]) for m in re.finditer("│", line)) for line in lines}
    assert len(edges) == 1
    assert "界限" in show_policy(child, "table")
    plain = {"policy": "p", "year": 2024, "title": "t", "extends": "mof@2020"}
    plain["remove"] = ["achieved", "partly", "missed", "judged"]
    assert "界限" not in show_policy(pingfen.parse_policy(plain), "table")


def test_a_policy_without_rules_lets_and_params_has_a_table_too():
    data = {"policy": "p", "year": 2024, "title": "t", "execution": "none", "rules": []}
    data |= {"rounding": {"places": 2, "mode": "down"}, "total": "0", "grades": "none"}
    policy = pingfen.parse_policy(data)
    assert "规则" in show_policy(policy, "table")
    assert "去尾" in show_policy(policy, "html")


# the page


class Page(HTMLParser):
    """Collects the tags, attributes and text of a page, and whether each tag is closed."""

    VOID = frozenset({"meta", "br", "wbr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


TEXT = "<script>alert(1)</script>\"'&<img src=x onerror=y>"
EVIL = TEXT + "\n</td>"


def test_every_text_of_a_policy_is_shown_as_text_and_never_run():
    both = {"zh": EVIL, "en": EVIL}
    data = {
        "policy": "p",
        "year": 2024,
        "title": both,
        "total": "sum(score)",
        "sources": {EVIL: {"title": EVIL, "status": "seen", "note": both}},
        "params": {"x": {"value": EVIL, "label": both, "unit": EVIL, "source": EVIL}, "y": [EVIL]},
        "execution": "none",
        "let": {"z": 'reason in ["<b>", "<i>"]'},
        "rules": [
            {"rule": "evil", "when": "reason == x", "score": "1", "because": TEXT, "cites": EVIL},
            {"rule": "open", "undecided": TEXT},
        ],
        "rounding": {"places": 0, "mode": "down"},
        "grades": {"above": {1: EVIL}, "otherwise": EVIL},
        "checks": [
            {"check": "c", "expect": "grade == x", "severity": "note", "because": TEXT},
        ],
    }
    policy = pingfen.parse_policy(data, file=EVIL)
    for lang in LANGS:
        page = Page(show_policy(policy, "html", lang))
        assert {"script", "img", "b"} & set(page.tags) <= {"b"}
        assert page.open == []
        assert page.text.count(TEXT) >= 15
        assert not {name for name, _ in page.attributes} & {"src", "href", "onerror"}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_page_needs_nothing_from_outside(name):
    text = show_policy(pingfen.load_policy(name), "html")
    page = Page(text)
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not {name for name, _ in page.attributes} & {"src", "href"}
    assert not re.search(r"url\(|@import|https?:", text)
    assert "default-src 'none'" in text
    assert "size: A4 landscape" in text


def test_the_page_has_all_parts_and_the_status_of_each_source():
    page = Page(show_policy(pingfen.load_policy("zhangdian@2024"), "html"))
    for text in (
        "规则（自上而下",
        "参数",
        "命名的表达式",
        "等级",
        "核对",
        "依据",
        "未经核实",
        "由数据推断",
    ):
        assert text in page.text
    for name in ("overshoot", "overshoot_from", "due_total", "execution-weight"):
        assert name in page.text
    assert "rules/zhangdian/2024.yaml:20" in page.text


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ("{at-least: {90: 优, 60: 中}, otherwise: 差}", "差 < 60 60|中 ≥ 60 30|优 ≥ 90 10"),
        ("{above: {90: 优}, otherwise: 差}", "差 ≤ 90 90|优 > 90 10"),
        ("{at-most: {60: 差, 80.5: 中}, otherwise: 优}", "差 ≤ 60 60|中 ≤ 80.5 20|优 > 80.5 20"),
        ("{below: {60: 差}, otherwise: 优}", "差 < 60 60|优 ≥ 60 40"),
        ("{at-least: {110: 优, -10: 中}, otherwise: 差}", "差 < -10 1|中 ≥ -10 120|优 ≥ 110 1"),
        ("none", ""),
    ],
)
def test_grades_are_bands_from_the_lowest_to_the_highest(grades, expected):
    text = f"policy: p\nyear: 2024\ntitle: t\nextends: mof@2020\ngrades: {grades}\n"
    found = bands(pingfen.parse_policy(text))
    assert "|".join(f"{band.grade} {band.limits} {band.share}" for band in found) == expected


# the list


def ran(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_list_has_what_each_policy_is_in_straight_columns(folder, capsys):
    code, out, _ = ran(capsys, "policy", "list", "--rules", folder)
    assert code == 0
    head, *lines = out.splitlines()
    assert " ".join(head.split()) == "名称 标题 继承 版 依据 规则 摘要 所在"
    names = [line.split()[0] for line in lines]
    assert names == sorted(["base@2024", "child@2025", *SHIPPED])
    child = pingfen.load_policy("child@2025", rules=folder)
    path = str(folder / "child" / "2025.yaml")
    parts = ["下级办法", "base@2024", "1", "已见原文", "3", child.digest[:12], path]
    assert lines[names.index("child@2025")].split()[1:] == parts
    digests = [re.findall(r"\b[0-9a-f]{12}\b", line)[0] for line in lines]
    columns = {width(line[: line.index(d)]) for line, d in zip(lines, digests, strict=True)}
    assert len(columns) == 1
    assert lines[-1].endswith("随软件提供")


def test_a_policy_that_does_not_load_is_listed_last_and_takes_no_other_down(folder, capsys):
    path = folder / "base" / "2026.yaml"
    path.write_text(PARENT.replace("2024", "2026").replace("rules:", "rulez:"), "utf-8")
    code, out, err = ran(capsys, "policy", "list", "--rules", folder, "--lang", "en")
    assert (code, err) == (2, "")
    assert "child@2025" in out
    last = out.splitlines()[-1]
    assert last.startswith(f"! base@2026 ({path}) does not load; problems: 1, the first: {path}:")
    assert "unknown key 'rulez'" in last


def test_the_list_as_json_has_the_whole_digest_and_all_problems(folder, capsys):
    (folder / "base" / "2026.yaml").write_text("policy: base\nyear: 2026\nrulez: []\n", "utf-8")
    code, out, _ = ran(capsys, "policy", "list", "--rules", folder, "--format", "json")
    assert code == 2
    found = {entry["name"]: entry for entry in json.loads(out)["policies"]}
    child = pingfen.load_policy("child@2025", rules=folder)
    assert found["child@2025"] == {
        "name": "child@2025",
        "title": "下级办法",
        "extends": "base@2024",
        "revision": 1,
        "status": "seen",
        "rules": 3,
        "digest": child.digest,
        "path": str(folder / "child" / "2025.yaml"),
        "shipped": False,
    }
    assert found["mof@2020"]["shipped"]
    assert found["mof@2020"]["extends"] is None
    codes = [problem["code"] for problem in found["base@2026"]["problems"]]
    assert "unknown-key" in codes
    assert len(codes) > 1


# the commands


@pytest.mark.parametrize("format_", FORMATS)
def test_the_command_shows_what_the_library_shows(format_, folder, capsys, tmp_path):
    out = tmp_path / "out"
    arguments = ("--rules", folder, "--format", format_, "--lang", "en", "-o", out)
    assert ran(capsys, "policy", "show", "child@2025", *arguments) == (0, "", "")
    child = pingfen.load_policy("child@2025", rules=folder)
    assert out.read_text("utf-8") == show_policy(child, format_, "en")


def test_a_policy_that_is_not_there_or_was_chosen_by_year_is_said(folder, capsys):
    code, out, err = ran(capsys, "policy", "show", "nobody@2024")
    assert (code, out) == (2, "")
    assert "nobody@2024" in err
    code, _, err = ran(capsys, "policy", "show", "child", "--rules", folder)
    assert code == 0
    assert "child@2025" in err


# width


@given(strategies.ODD_TEXTS.map(lambda text: text.replace("\n", " ") * 3))
def test_text_is_broken_into_lines_without_losing_a_character(text):
    lines = wrapped(text, 10)
    assert "".join("".join(lines).split()) == "".join(one_line(text).split())
    assert all(width(line) <= 10 or len(line) == 1 for line in lines)


def test_own_columns_and_properties_are_shown_in_words_with_their_places():
    text = """\
policy: own
year: 2026
title: t
extends: mof@2020
fields: {系数: number, core: {type: truth, heading: [是否核心]}}
properties:
  - {property: bounded, expect: 0 <= score <= weight}
  - {property: more, when: relation == ">=", rises-with: actual}
  - {property: less, falls-with: target}
"""
    policy = pingfen.parse_policy(text, file="own.yaml")
    shown = show_policy(policy)
    for line in (
        r"系数  数 +own.yaml:5",
        r"core  是或否 · 栏目标题也可为 是否核心 +own.yaml:5",
        r"bounded  0 ≤ 得分 ≤ 分值 +own.yaml:7",
        r"more     完成值增加时，得分不减 +own.yaml:8",
        r" +条件  方向 = “≥”",
        r"less     指标值增加时，得分不增 +own.yaml:9",
    ):
        assert re.search(rf"(?m)^{line}$", shown), line
    english = show_policy(policy, "html", "en")
    assert "where actual grows, the score never falls" in english
    assert "also headed 是否核心" in english
    assert "other keys" not in english


@pytest.mark.parametrize("format_", ["text", "html"])
def test_the_values_that_a_param_has_elsewhere_are_shown_without_its_own(format_: str) -> None:
    policy = pingfen.load_policy("zhangdian@2024")
    assert "elsewhere 1.2, 1.5" in show_policy(policy, format_, "en")
    reform = policy.with_params(overshoot_from="1.2")
    assert reform.params["overshoot_from"].variations == policy.params["overshoot_from"].variations
    text = show_policy(reform, format_, "en")
    assert "elsewhere 1.5" in text
    assert "elsewhere 1.2" not in text
