"""The policy of a new year: it scores like its parent, and each line in its comments loads."""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

import pingfen
import seed
import strategies
from pingfen.cli import main
from pingfen.drafting import draft
from pingfen.source import Entries, Items, Scalar, from_yaml, plain

ROOT = Path(__file__).parent.parent
SHIPPED = pingfen.list_policies()
LANGS = ("zh", "en")
FORMS = pingfen.read_forms(seed.EXAMPLE)
IN_FORCE = ["mof@2020", "zhangdian@2024"]
LATER = {name: f"{name.partition('@')[0]}@2030" for name in SHIPPED}
LATER |= {"zhangdian@2024": "zhangdian@2025", "mof@2020": "mof@2027"}
OWN = """\
policy: own
year: 2024
title: 办法
sources: {law: {title: 法, status: seen}}
params:
  top: {value: 1.30, label: {zh: 起扣点, en: "from"}, unit: 倍, range: [1, 2], source: law}
  kinds: ["1", "a: b", "on", "#"]
  "yes": '- "it''s"'
inputs: {judged: [judged, declared]}
direction: "'>='"
let:
  ratio: actual / target
  met: >-
    actual >= target if relation == ">=" else
    same_text or unit in ["个", "a, b"]
execution: none
rules:
  - rule: new-rule
    when: |
      ratio > top
      or reason in kinds
    score: {steps: actual, at-least: {0.9: 5, 0.80: "weight / 2"}, otherwise: 0}
    because: {zh: "超过 {top:.0%}: 扣分 #1", en: "x"}
adjust: max(score, 0)
rounding: {places: 1, mode: down, row: {mode: floor}}
tolerance: 0.05
total: sum(score)
grades: none
"""


def text_of(name: str, parent: str, lang: str = "zh", **options: object) -> str:
    return draft(name, pingfen.load_policy(parent, **options), lang=lang, **options).policy


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "2024.yaml").write_text(OWN, "utf-8")
    return tmp_path


# the lines that can be used


def uncommented(text: str) -> Iterator[tuple[str, str]]:
    """The text with each line, or each rule below `#rules:`, taken out of its comment."""
    lines = text.splitlines()
    header = lines.index("#rules:")
    for at, line in enumerate(lines):
        found = re.fullmatch(r"( *)#(\S.*)", line)
        if not found or at == header:
            continue
        changed = [*lines]
        changed[at] = found[1] + found[2]
        if at > header:
            changed[header] = "rules:"
            rest = at + 1
            while rest < len(lines) and lines[rest].startswith("#  "):
                changed[rest] = lines[rest][1:]
                rest += 1
        yield found[2], "\n".join(changed)


def same_scores(child: pingfen.Policy, parent: pingfen.Policy) -> bool:
    results = [pingfen.score_all(policy, FORMS) for policy in (child, parent)]
    found = [
        [(row.score, row.rule, row.because, row.undecided) for row in card.all_rows]
        + [(card.total, card.grade)]
        for result in results
        for card in result.cards
    ]
    return found[: len(FORMS)] == found[len(FORMS) :]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("parent", SHIPPED)
def test_a_new_policy_scores_exactly_like_its_parent(parent, lang):
    child = pingfen.parse_policy(text_of(LATER[parent], parent, lang))
    assert child.name == LATER[parent]
    assert child.lineage[1] == parent
    assert same_scores(child, pingfen.load_policy(parent))


@pytest.mark.parametrize("parent", SHIPPED)
def test_a_new_policy_decides_the_cases_of_its_parent_alike(parent):
    old, new = pingfen.load_policy(parent), pingfen.parse_policy(text_of(LATER[parent], parent))
    path = ROOT / "rules" / f"{parent.replace('@', '/')}.cases.yaml"
    cases = plain(from_yaml(path.read_text("utf-8"), "cases"))["cases"]
    assert len(cases) > (20 if parent in IN_FORCE else 4)
    for case in cases:
        form = case.get("form") or {"project": "p", "rows": [case["row"]]}
        cards = [pingfen.score(policy, form) for policy in (old, new)]
        scores = [[(row.score, row.rule, row.undecided) for row in c.all_rows] for c in cards]
        assert scores[0] == scores[1], case["case"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("parent", IN_FORCE)
def test_each_line_of_the_comments_loads_on_its_own(parent, lang):
    text = text_of(LATER[parent], parent, lang)
    old, seen = pingfen.load_policy(parent), []
    for line, changed in uncommented(text):
        policy = pingfen.parse_policy(changed)
        seen.append(line.split(":")[0])
        if not line.startswith(("remove", "- rule: new-rule", "- rule: over")):
            assert same_scores(policy, old), line
    assert {*old.params, *old.lets} <= set(seen)
    assert {"execution", "rounding", "total", "grades", "inputs", "remove"} <= set(seen)
    assert seen.count("- rule") == 3


def test_each_line_loads_for_a_policy_with_odd_texts_and_all_keys(own):
    text = text_of("own@2025", "own@2024", rules=[str(own)])
    seen = []
    old = pingfen.load_policy("own@2024", rules=own)
    for line, changed in uncommented(text):
        policy = pingfen.parse_policy(changed, rules=own)
        seen.append(line.split(":")[0])
        if not line.startswith(("remove", "- rule: new-rule-2")):
            assert policy.params == old.params or {
                name: param.value for name, param in policy.params.items()
            } == {name: param.value for name, param in old.params.items()}
            assert [rule.name for rule in policy.rules] == ["new-rule"]
            assert policy.tolerance == old.tolerance
    assert {"top", "kinds", "'yes'", "ratio", "met", "direction", "adjust", "tolerance"} <= {*seen}
    assert "- rule: new-rule-2" in text


def test_all_lines_together_load_too():
    text = text_of("zhangdian@2025", "zhangdian@2024")
    changed = re.sub(r"^( *)#(?=\S|  )(?! {3}extends)", r"\1", text, flags=re.MULTILINE)
    policy = pingfen.parse_policy(changed)
    names = [rule.name for rule in policy.rules]
    assert names[:3] == ["new-rule", "over", "unpaid-cost"]
    assert "planned-quantity" not in names


@settings(max_examples=8)
@given(strategies.children())
def test_a_new_policy_of_any_child_loads_and_resolves_to_the_same(child):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "child" / f"{child['year']}.yaml"
        path.parent.mkdir()
        policy = pingfen.parse_policy({"title": "t", **child})
        path.write_text(pingfen.dump_policy(policy), "utf-8")
        parent = pingfen.load_policy("child", rules=folder)
        text = draft("next@2100", parent, rules=[folder]).policy
        again = pingfen.parse_policy(text, rules=folder)
        for _, changed in uncommented(text):
            pingfen.parse_policy(changed, rules=folder)
    of_one_file = {"policy", "year", "title", "revision"}
    documents = []
    for resolved in (policy, again):
        kept = {key: value for key, value in resolved.document.items() if key not in of_one_file}
        documents.append({"sources": {}, **kept})
    assert documents[0] == documents[1]


# what stands in it


def test_the_file_says_what_is_in_force_and_where_it_was_written():
    text = text_of("zhangdian@2025", "zhangdian@2024")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/policy.schema.json\n")
    assert "  zh: 张店区 2025 年度项目支出绩效自评评分办法\n" in text
    said = "超额完成的起扣点 · 别处取 1.2、1.5 · tables · rules/zhangdian/2024.yaml:20"
    assert f"  # {said}\n  #overshoot_from: 1.3,\n" in text
    assert "达成的下限（占分值） · 范围 0 至 1 · measures" in text
    assert "#grades: {at-least: {90: 优, 80: 良, 60: 中}, otherwise: 差}\n" in text
    assert (
        "# 10 short（指标行）条件 完成值 < 指标值；得分 分值 × ratio（rules/mof/2020.yaml:170）\n"
        in text
    )
    assert pingfen.load_policy("zhangdian@2024").digest in text
    assert "pingfen policy check rules/zhangdian/2025.yaml\n" in text
    assert "pingfen policy test rules/zhangdian/2025.yaml\n" in text


def test_the_english_file_has_chinese_only_where_the_policy_has_it():
    comments = [
        line
        for line in text_of("mof@2021", "mof@2020", "en").splitlines()
        if re.match(r" *# \S", line)
    ]
    assert len(comments) > 20
    kept = [line for line in comments if re.search("[\u4e00-\u9fff]", line)]
    assert kept == []


def test_a_title_in_one_language_and_without_a_year_stays_as_it_is(own):
    assert "\ntitle: 办法\n" in text_of("own@2025", "own@2024", rules=[str(own)])


# cases


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("parent", IN_FORCE)
def test_the_cases_are_the_first_of_each_rule_and_hold(parent, lang):
    old = pingfen.load_policy(parent)
    document = from_yaml(draft(LATER[parent], old, lang=lang).cases, "cases")
    assert isinstance(document, Entries)
    assert document.get("policy") == Scalar(LATER[parent], document.index["policy"].place)
    cases = document.get("cases")
    assert isinstance(cases, Items)
    assert len(cases.items) == len(old.rules)
    new = pingfen.parse_policy(text_of(LATER[parent], parent))
    for case, rule in zip(map(plain, cases.items), old.rules, strict=True):
        form = case.get("form") or {"project": "p", "rows": [case["row"]]}
        card = pingfen.score(new, form)
        expect = case["expect"].get("execution") or case["expect"]
        decided = [row for row in card.all_rows if row.rule == rule.name]
        assert expect["rule"] == rule.name
        assert str(decided[0].score) == str(expect["score"])


def test_a_parent_without_cases_gives_none_and_rules_without_one_are_named(own):
    parent = pingfen.load_policy("own@2024", rules=own)
    assert draft("own@2025", parent, rules=[str(own)]).cases == ""
    cases = own / "own" / "2024.cases.yaml"
    cases.write_text("policy: own@2024\ncases: []\n", "utf-8")
    assert draft("own@2025", parent, rules=[str(own)]).cases == ""
    row = "{name: a, weight: 5}"
    case = f"cases:\n- {{case: c, row: {row}, expect: {{rule: null}}}}\n"
    cases.write_text(f"policy: own@2024\n{case}", "utf-8")
    found = draft("own@2025", parent, rules=[str(own)]).cases
    assert "cases: []\n  # new-rule：没有算例\n" in found
    cases.write_text("cases: [", "utf-8")
    with pytest.raises(pingfen.PolicyError, match=r"2024\.cases\.yaml"):
        draft("own@2025", parent, rules=[str(own)])
    cases.write_bytes("cases: 算例".encode("gb18030"))
    with pytest.raises(pingfen.PolicyError, match="UTF-8"):
        draft("own@2025", parent, rules=[str(own)])


def test_a_long_form_of_a_case_is_written_in_several_lines(own):
    parent = pingfen.load_policy("own@2024", rules=own)
    rows = [{"name": f"指标{n}", "weight": 5, "actual": f"{n}个"} for n in range(9)]
    form = {"project": "p", "rows": rows}
    expect = {"rule": "new-rule", "score": 1}
    data = {"policy": "own@2024", "cases": [{"case": "长", "form": form, "expect": expect}]}
    (own / "own" / "2024.cases.yaml").write_text(json.dumps(data), "utf-8")
    found = draft("own@2025", parent, rules=[str(own)]).cases
    again = plain(from_yaml(found, "cases"))
    assert again == {**data, "policy": "own@2025"}
    assert found.count("\n") > 20


# what is refused


@pytest.mark.parametrize(
    ("name", "parent", "message"),
    [
        ("zhangdian", "zhangdian@2024", "不是 名称@年度，如 zhangdian@2025"),
        ("zhangdian@25", "zhangdian@2024", "不是 名称@年度"),
        ("a/b@2025", "zhangdian@2024", "不是 名称@年度"),
        ("é@2025", "zhangdian@2024", "不是 名称@年度"),
        ("zhangdian@2023", "zhangdian@2024", "早于所继承的 zhangdian@2024"),
        ("zhangdian@2024", "zhangdian@2024", "已有 zhangdian@2024"),
        ("mof@2020", "mof@2020", "已有 mof@2020"),
    ],
)
def test_a_name_that_is_none_or_taken_and_a_year_before_the_parents_are_refused(
    name, parent, message
):
    with pytest.raises(pingfen.UsageError, match=message):
        text_of(name, parent)


def test_a_year_before_the_parents_comes_with_a_hint():
    with pytest.raises(pingfen.UsageError) as caught:
        text_of("other@2023", "zhangdian@2024")
    assert "请继承 2023 年度或更早的办法" in caught.value.show()


def test_a_parent_that_can_only_be_found_as_a_file_is_refused(own):
    parent = pingfen.load_policy(own / "own" / "2024.yaml")
    with pytest.raises(pingfen.UsageError, match="不能是文件"):
        draft("own@2025", parent)
    assert draft("other@2024", parent, rules=[str(own)]).path == str(own / "other" / "2024.yaml")


def test_another_name_may_have_the_same_year_and_chinese_is_a_name_too():
    text = text_of("我的办法@2024", "zhangdian@2024")
    assert pingfen.parse_policy(text).name == "我的办法@2024"


# the command


def new(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["policy", "new", *map(str, arguments)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_command_writes_policy_and_cases_below_rules_and_never_over_them(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    arguments = ("zhangdian@2025", "--from", "zhangdian@2024")
    path, cases = (Path("rules", "zhangdian", f"2025{end}") for end in (".yaml", ".cases.yaml"))
    assert new(capsys, *arguments) == (0, f"已写成 {path}\n已写成 {cases}\n", "")
    assert pingfen.load_policy(path).name == "zhangdian@2025"
    schemas = os.path.relpath(ROOT / "schemas", path.resolve().parent)
    before = cases.read_text("utf-8")
    assert before.startswith(f"# yaml-language-server: $schema={schemas}/cases.schema.json\n")
    code, out, err = new(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "文件已存在，不会覆盖" in err
    path.unlink()
    code, _, err = new(capsys, *arguments, "--lang", "en")
    assert code == 2
    assert "2025.cases.yaml: the file is there already" in err
    assert cases.read_text("utf-8") == before
    assert sorted(Path("rules", "zhangdian").iterdir()) == [cases]


def test_the_command_writes_where_it_is_told_and_names_the_folders_of_the_parent(own, capsys):
    target = own / "elsewhere" / "draft.yaml"
    arguments = ("own@2025", "--from", "own", "--rules", own, "-o", target)
    code, out, err = new(capsys, *arguments)
    assert (code, out) == (0, f"已写成 {target}\n")
    assert "own@2024" in err
    text = target.read_text("utf-8")
    assert f"pingfen policy check {target} --rules {own}\n" in text
    assert pingfen.load_policy(target, rules=own).name == "own@2025"


def test_the_first_folder_of_rules_gets_the_file(own, tmp_path, capsys):
    other = tmp_path / "other folder"
    other.mkdir()
    code, out, _ = new(capsys, "own@2025", "--from", "own@2024", "--rules", other, "--rules", own)
    path = other / "own" / "2025.yaml"
    assert (code, out) == (0, f"已写成 {path}\n")
    assert f'check "{path}" --rules "{other}" --rules {own}\n' in path.read_text("utf-8")


def test_the_first_folder_of_rules_is_made_where_it_is_not_there_yet(own, capsys):
    folder = own / "new"
    arguments = ("own@2025", "--from", "own@2024", "--rules", folder, "--rules", own)
    code, out, _ = new(capsys, *arguments)
    assert (code, out) == (0, f"已写成 {folder / 'own' / '2025.yaml'}\n")
    loaded = pingfen.load_policy("own@2025", rules=[folder, own])
    assert loaded.lineage == ("own@2025", "own@2024")


@pytest.mark.parametrize("more", [("--rules", "missing"), ("-o", "draft.yaml")])
def test_a_folder_that_is_not_there_and_gets_nothing_is_an_error(own, capsys, monkeypatch, more):
    monkeypatch.chdir(own)
    rules = own if more[0] == "--rules" else "missing"
    code, out, err = new(capsys, "mof@2021", "--from", "mof@2020", "--rules", rules, *more)
    assert (code, out) == (2, "")
    assert "missing: 没有这个文件夹" in err


def test_on_standard_output_nothing_is_written_to_files(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = new(capsys, "mof@2021", "--from", "mof@2020", "-o", "-")
    assert code == 0
    assert pingfen.parse_policy(out).name == "mof@2021"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("", "utf-8")
    path = tmp_path / "file" / "2025.yaml"
    code, _, err = new(capsys, "mof@2021", "--from", "mof@2020", "-o", path)
    assert code == 2
    assert f"{path}: 无法写入" in err
