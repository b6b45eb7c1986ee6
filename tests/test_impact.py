"""What a change of policies does to filled forms: counted, explained, printed, drawn."""

import doctest
import json
import re
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import pingfen
import seed
import strategies
from pingfen.cli import main
from pingfen.comparison import picture
from pingfen.messages import LANGS
from pingfen.width import width

ROOT = Path(__file__).parent.parent
EXAMPLE = str(seed.EXAMPLE)
FINE, OPEN, WRONG, UNREADABLE = range(4)
MOF = pingfen.load_policy("mof@2020")
ZHANGDIAN = pingfen.load_policy("zhangdian@2024")
HEAD: dict[str, Any] = {"policy": "reform", "year": 2025, "title": "t", "extends": "mof@2020"}


def reform(**more: Any) -> pingfen.Policy:
    return pingfen.parse_policy({**HEAD, **more})


def form(actual: str = "3个", weight: object = 90, **more: Any) -> dict[str, Any]:
    row = {
        "name": "甲",
        "level1": "产出指标",
        "target": "≥3个",
        "actual": actual,
        "weight": weight,
    }
    budget = {"annual": 10, "executed": 10}
    return {"project": "p", "execution": budget, "rows": [row], **more}


def seen(old: pingfen.Policy, new: pingfen.Policy, forms: Any, **more: Any) -> pingfen.Impact:
    found = pingfen.diff_policies(old, new, forms, **more).impact
    assert found is not None
    return found


@pytest.fixture(scope="module")
def example() -> pingfen.Comparison:
    return pingfen.diff_policies(MOF, ZHANGDIAN, pingfen.read_forms(seed.EXAMPLE))


# the published forms


def test_the_published_forms_show_exactly_the_four_scores_whose_rules_differ(
    example: pingfen.Comparison,
) -> None:
    assert example.impact
    found = [
        (row.row.name, str(row.old.score), str(row.new.score), row.new.rule)
        for one in example.impact.forms
        for row in one.rows
        if row.old and row.new
    ]
    assert found == [
        ("聘用人员数量", "8.00", "5.73", "planned-quantity"),
        ("工装制作总费用", "5.00", "0.00", "unpaid-cost"),
        ("制作工装数量", "10.00", "6.37", "planned-quantity"),
        ("负责维护张店市民中心硬件设备数量", "10.00", "6.50", "overshoot"),
    ]
    assert [one.new.total for one in example.impact.forms] == list(seed.TOTALS)
    assert all(
        row.old.rule == "met" for one in example.impact.forms for row in one.rows if row.old
    )


def test_the_published_forms_are_counted(example: pingfen.Comparison) -> None:
    impact = example.impact
    assert impact
    assert (len(impact.forms), len(impact.changed), len(impact.moved)) == (7, 3, 1)
    assert impact.grades == (pingfen.GradeMove("优", "优", 6), pingfen.GradeMove("优", "良", 1))
    assert impact.undecided == (0, 0)
    assert not impact.opened
    assert [one.gain for one in impact.changed] == list(map(Decimal, ("-2.27", "-8.63", "-3.50")))


def test_a_policy_against_itself_changes_nothing(example: pingfen.Comparison) -> None:
    found = pingfen.diff_policies(MOF, MOF, pingfen.read_forms(seed.EXAMPLE))
    assert found.same
    assert found.impact
    assert not found.impact.changed
    assert example.impact
    assert "7" in pingfen.show_comparison(found, "text")
    assert "━━ 工装" not in pingfen.show_comparison(found, "text")


# single forms


def test_what_is_undecided_is_counted_and_nothing_crashes() -> None:
    new = reform(rules=[{"rule": "unknown", "when": "late > 3", "score": "0"}], grades="none")
    found = seen(MOF, new, [form(), form("90%-95%"), form(weight=None), {"project": "empty"}])
    assert found.undecided == (3, 4)
    assert found.opened
    first = found.forms[0]
    assert first.opened
    assert first.gain is None
    assert first.rows[0].opened
    assert first.rows[0].gain is None
    assert first.new.undecided
    back = seen(new, MOF, [form()])
    assert back.undecided == (1, 0)
    assert not back.opened


def test_a_budget_row_that_one_policy_does_not_score_is_a_row_that_changes() -> None:
    (one,) = seen(MOF, reform(execution="none"), form()).forms
    (row,) = one.rows
    assert (row.new, row.row.number, row.gain) == (None, 0, None)
    assert not row.opened
    assert one.gain == -10
    (one,) = seen(reform(execution="none"), MOF, form()).forms
    assert one.rows[0].old is None


def test_a_dropped_row_is_said_to_be() -> None:
    new = reform(rules=[{"rule": "none", "when": "weight > 50", "drop": True}])
    found = pingfen.diff_policies(MOF, new, form())
    assert found.impact
    assert found.impact.forms[0].rows[0].gain is None
    assert "90.00 → dropped" in pingfen.show_comparison(found, "text", "en")
    assert json.loads(pingfen.show_comparison(found, "json"))["impact"]["forms"][0]["rows"][0][
        "new"
    ]["dropped"]


def test_a_rule_that_gives_the_same_score_is_a_row_that_changes_and_a_reason_is_not() -> None:
    renamed = reform(remove=["met"], rules=[{"rule": "full", "when": "met", "score": "weight"}])
    (one,) = seen(MOF, renamed, form()).forms
    assert one.changed
    assert (one.gain, one.grade_moves) == (0, False)
    assert [row.gain for row in one.rows] == [0]
    said = reform(rules=[{"rule": "met", "when": "met", "score": "weight", "because": "好"}])
    assert not seen(MOF, said, form()).changed


@pytest.mark.parametrize(
    ("grades", "near", "expected"),
    [
        ({"at-least": {"99.5": "优"}, "otherwise": "差"}, 1, ("99.5", "0.50", True)),
        ({"at-least": {"100.5": "优"}, "otherwise": "差"}, 1, ("100.5", "-0.50", False)),
        ({"at-least": {"100": "优"}, "otherwise": "差"}, 0, ("100", "0.00", True)),
        ({"above": {"100": "优"}, "otherwise": "差"}, 0, ("100", "0.00", False)),
        ({"below": {"100": "差"}, "otherwise": "优"}, 0, ("100", "0.00", True)),
        ({"at-most": {"100": "差"}, "otherwise": "优"}, "0.1", ("100", "0.00", False)),
        ({"at-least": {"99": "优"}, "otherwise": "差"}, 1, ("99", "1.00", True)),
        ({"at-least": {"101": "优", "99": "良"}, "otherwise": "差"}, 1, ("101", "-1.00", False)),
        ({"at-least": {"98.99": "优"}, "otherwise": "差"}, 1, None),
        (
            {"at-least": {"98.99": "优"}, "otherwise": "差"},
            Decimal("1.01"),
            ("98.99", "1.01", True),
        ),
        ("none", 100, None),
    ],
)
def test_a_total_near_a_cut_off_of_the_new_policy_says_on_which_side(
    grades: Any, near: Any, expected: tuple[str, str, bool] | None
) -> None:
    found = seen(MOF, reform(grades=grades), form(), near=near)
    near_ = found.forms[0].near
    if expected is None:
        assert near_ is None
        assert not found.near
        return
    assert near_
    assert (str(near_.bound), str(near_.distance), near_.reached) == expected
    assert near_.upper in {"优", "良"}


@pytest.mark.parametrize("near", [-1, "much", "-0.5", float("nan"), True])
def test_a_distance_that_is_none_is_refused(near: Any) -> None:
    with pytest.raises(pingfen.UsageError):
        pingfen.diff_policies(MOF, ZHANGDIAN, near=near)


def test_judgements_given_beside_the_forms_count_under_both_policies() -> None:
    row = {"name": "甲", "target": "效果明显", "actual": "有所提升", "weight": 90}
    data = {"project": "p", "row": 1, "score": 80, "reason": "r", "by": "b"}
    new = reform(params={"partly_from": Decimal("0.5")})
    one = seen(MOF, new, form(rows=[row]), judgements=[data]).forms[0]
    assert (one.old.total, one.new.total) == (90, 90)
    wrong = seen(MOF, new, form(rows=[row]), judgements=[{**data, "row": 7}])
    assert [found.severity for found in wrong.problems] == ["error"]


# formats


class Page(HTMLParser):
    """Collects tags, attributes and text of a page, and whether each tag is closed."""

    VOID = frozenset({"meta", "br", "wbr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def many(count: int) -> list[dict[str, Any]]:
    return [
        form(
            f"{number % 4}个",
            project=f"项目{number}",
            execution={"annual": 100, "executed": number % 101},
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("back", [False, True])
def test_the_text_is_at_most_100_columns_wide(lang: str, *, back: bool) -> None:
    pair = (ZHANGDIAN, MOF) if back else (MOF, ZHANGDIAN)
    text = pingfen.show_comparison(
        pingfen.diff_policies(*pair, pingfen.read_forms(seed.EXAMPLE)), "text", lang
    )
    assert max(map(width, text.splitlines())) <= 100
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


@given(strategies.children(), strategies.children())
def test_the_text_of_any_two_policies_keeps_to_its_lines(one: Any, other: Any) -> None:
    old, new = (pingfen.parse_policy({"title": "t", **child}) for child in (one, other))
    found = pingfen.diff_policies(old, new, [form(project="一\n二"), form("1个")], near=100)
    for lang in LANGS:
        lines = pingfen.show_comparison(found, "text", lang).split("\n")
        assert all(line.isprintable() for line in lines)
        page = Page(pingfen.show_comparison(found, "html", lang))
        assert page.open == []


def test_the_columns_of_the_totals_are_straight_also_for_chinese(
    example: pingfen.Comparison,
) -> None:
    lines = pingfen.show_comparison(example, "text").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("结果有变的自评表"))
    table = lines[start + 2 : start + 5]
    ends = {width(re.match(r"\S+ +[0-9.]+ +[0-9.]+", line)[0]) for line in table}  # type: ignore[index]
    assert len(ends) == 1


def test_the_grades_stand_from_the_best_to_the_worst_in_both_directions() -> None:
    new = reform(grades={"at-most": {"99": "优", "99.9": "良"}, "otherwise": "中"})
    found = pingfen.diff_policies(MOF, new, [form(), form("2.95个"), form("0个"), form("x%")])
    lines = pingfen.show_comparison(found, "text").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("等级 原"))
    assert lines[at].split()[2:] == ["中", "优", "无等级"]
    assert [line.split()[0] for line in lines[at + 1 : at + 4]] == ["优", "差", "无等级"]


def test_the_text_says_why_each_score_changes(example: pingfen.Comparison) -> None:
    text = pingfen.show_comparison(example, "text", "en")
    assert "8.00 → 5.73  -2.27" in text
    assert "- met: 8  target met, full marks" in text
    assert "+ planned-quantity: 8 × 63 ÷ 88 = 5.7272… → 5.73" in text
    assert re.search(r"^grade old.new +优 +良\n优 +6 +1$", text, re.MULTILINE)
    assert "3 change, 4 stay; another grade: 1; undecided rows 0 → 0" in text
    assert "行政审批服务工作经费" in text
    assert "政务服务大厅费用" not in text, "what does not change is counted"


def test_what_does_not_differ_is_said_in_a_few_lines() -> None:
    assert len(pingfen.show_comparison(pingfen.diff_policies(MOF, MOF)).splitlines()) <= 4
    assert "内容相同" in pingfen.show_comparison(pingfen.diff_policies(MOF, MOF))


def schema() -> Draft202012Validator:
    text = (ROOT / "schemas" / "comparison.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def all_kinds() -> list[pingfen.Comparison]:
    """Comparisons in which every kind of difference and of impact occurs."""
    from test_comparison import EDITS, edited, policy

    forms = [form(), form("90%-95%"), form("1个"), {"project": "empty"}]
    pairs = [(policy(), edited(edit)) for edit, _, _ in EDITS.values()]
    words = reform(params={"partly": ["部分达成"]})
    first = {"rule": "short", "when": "actual < target", "score": "0", "before": "met"}
    pairs += [(MOF, words), (MOF, reform(rules=[first]))]
    pairs += [(MOF, ZHANGDIAN), (ZHANGDIAN, MOF), (MOF, MOF), (MOF, reform(execution="none"))]
    return [pingfen.diff_policies(old, new, forms) for old, new in pairs]


def test_what_is_printed_as_json_fits_its_schema(example: pingfen.Comparison) -> None:
    checked = schema()
    found = [*all_kinds(), example, pingfen.diff_policies(MOF, ZHANGDIAN)]
    kinds = set()
    for one in found:
        for lang in LANGS:
            data = json.loads(pingfen.show_comparison(one, "json", lang))
            assert [error.message for error in checked.iter_errors(data)] == []
            kinds |= {item["kind"] for item in data["differences"]}
    declared = checked.schema["properties"]["differences"]["items"]["properties"]["kind"]["enum"]  # type: ignore[index,call-overload]
    assert kinds == set(declared) - {"other"}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("same"),
        lambda d: d.update(more=1),
        lambda d: d["differences"][0].update(change="gone"),
        lambda d: d["differences"][0].update(affects="nothing"),
        lambda d: d["differences"][0].pop("message"),
        lambda d: d["impact"].pop("grade_moves"),
        lambda d: d["impact"]["forms"][1].update(gain="much"),
        lambda d: d["impact"]["forms"][0]["rows"][0].pop("old"),
        lambda d: d["impact"]["forms"][0]["rows"][0]["new"].update(score=True),
    ],
)
def test_the_schema_refuses_what_is_never_printed(
    example: pingfen.Comparison, change: Callable[[Any], object]
) -> None:
    data = json.loads(pingfen.show_comparison(example, "json"))
    assert schema().is_valid(data)
    change(data)
    assert not schema().is_valid(data)


def test_json_numbers_keep_their_digits(example: pingfen.Comparison) -> None:
    data = json.loads(pingfen.show_comparison(example, "json"), parse_float=Decimal)
    forms = data["impact"]["forms"]
    assert [str(one["new"]["total"]) for one in forms] == list(map(str, seed.TOTALS))
    assert str(forms[0]["gain"]) == "-2.27"
    (param,) = (item for item in data["differences"] if item["kind"] == "param")
    assert param["new"] == {**param["new"], "value": Decimal("1.3")}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", [0, 1, 7, 30, 300])
def test_the_page_needs_nothing_from_outside_and_closes_what_it_opens(
    lang: str, count: int
) -> None:
    new = reform(grades={"at-least": {"85": "优", "55": "中"}, "otherwise": "差"}, tolerance=1)
    text = pingfen.show_comparison(pingfen.diff_policies(MOF, new, many(count)), "html", lang)
    page = Page(text)
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not {name for name, _ in page.attributes} & {"src", "href"}
    assert not re.search(r"url\(|@import|https?:", text)
    assert "default-src 'none'" in text
    assert ("svg" in page.tags) is bool(count)


EVIL = "<script>alert(1)</script>\"'&<img src=x onerror=y>"


def test_every_text_of_policies_and_forms_is_shown_as_text() -> None:
    both = {"zh": EVIL, "en": EVIL}
    new = pingfen.parse_policy(
        {
            **HEAD,
            "title": both,
            "sources": {EVIL: {"title": both, "status": "seen"}},
            "params": {
                "x": {"value": [EVIL, "a"], "label": both},
                "y": {"value": EVIL, "unit": EVIL},
            },
            "rules": [{"rule": "evil", "when": "actual_text in x", "score": "0", "because": EVIL}],
            "grades": {"at-least": {"99": EVIL, "60": "中"}, "otherwise": EVIL + "2"},
        },
        file=EVIL,
    )
    row = {"name": EVIL, "target": "≥3个", "actual": "2个", "weight": 90, "level1": EVIL}
    forms = [form(project=EVIL, rows=[row]), form(project=EVIL)]
    for pair in ((MOF, new), (new, MOF)):
        for lang in LANGS:
            page = Page(
                pingfen.show_comparison(pingfen.diff_policies(*pair, forms, near=5), "html", lang)
            )
            assert page.open == []
            assert not {"script", "img"} & set(page.tags)
            assert not {name for name, _ in page.attributes} & {"src", "href", "onerror"}
            assert page.text.count("<script>alert(1)</script>") > 8


def numbers_in(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r'(?:cx|x1|x2)="([^"]+)"', svg)]


def test_the_picture_has_a_dumbbell_a_form_between_its_totals(example: pingfen.Comparison) -> None:
    (svg,) = picture.dumbbells(example, "zh")
    groups = re.findall(r"<g>.*?</g>", svg, re.DOTALL)
    assert len(groups) == 7
    (moves,) = (group for group in groups if "服装经费" in group)
    assert 'class="end moves"' in moves
    assert "90.00 → 81.37" in moves
    assert "优 → 良" in moves
    old, new = re.findall(r'<circle cx="([0-9.]+)"', moves)
    assert float(new) < float(old)
    tops = [re.search(r'y="(\d+)" class="end', group)[1] for group in groups]  # type: ignore[index]
    assert tops == sorted(tops, key=int)
    totals = [one.new.total for one in picture.pictured(example.impact)]  # type: ignore[arg-type]
    assert totals == sorted(totals, reverse=True)
    assert svg.count('class="new-cut"') == 2
    assert 'class="old-cut"' not in svg, "they are the same"


def test_the_picture_has_the_cut_offs_of_both_policies_and_marks_what_is_near() -> None:
    new = reform(grades={"at-least": {"95": "优", "60": "中"}, "otherwise": "差"})
    found = pingfen.diff_policies(MOF, new, [form(), form("2.9个")], near="2.1")
    (svg,) = picture.dumbbells(found, "en")
    assert svg.count('class="old-cut"') >= 1
    assert svg.count('r="8" class="ring"') == 2, "one in the legend, one on 97.00"
    assert "2.00 above 95 (优)" in svg


@pytest.mark.parametrize(("count", "drawn", "panels"), [(20, 20, 1), (25, 18, 1), (400, 40, 2)])
def test_of_many_forms_those_are_drawn_that_change_most(
    count: int, drawn: int, panels: int
) -> None:
    rule = {"rule": "short", "when": "actual < target", "score": "0"}
    found = pingfen.diff_policies(MOF, reform(rules=[rule]), many(count))
    assert found.impact
    chosen = picture.pictured(found.impact)
    pictures = list(picture.dumbbells(found, "zh"))
    assert len(pictures) == panels
    assert sum(svg.count("<g>") for svg in pictures) == len(chosen)
    assert len(chosen) == (drawn if count != 25 else len(found.impact.changed))
    left_out = [one for one in found.impact.changed if one not in chosen]
    if any(one.grade_moves for one in left_out):
        assert all(one.grade_moves for one in chosen)
    page = pingfen.show_comparison(found, "html")
    assert ("总分分布" in page) is (count > picture.ALL)


def test_everything_drawn_stays_inside_the_picture() -> None:
    new = reform(
        rules=[{"rule": "far", "score": "weight * 3", "unbounded": True}],
        grades={"at-least": {"250": "优", "-5": "中"}, "otherwise": "差"},
    )
    for forms in (many(30), [form()], [form("90%-95%")], [{"project": "empty"}]):
        found = pingfen.diff_policies(MOF, new, forms)
        for svg in re.findall(r"<svg.*?</svg>", pingfen.show_comparison(found, "html"), re.DOTALL):
            assert all(0 <= x <= 1000 for x in numbers_in(svg))


def test_an_unknown_format_is_refused(example: pingfen.Comparison) -> None:
    with pytest.raises(pingfen.UsageError, match="pdf"):
        pingfen.show_comparison(example, "pdf")


def test_results_travel_between_processes_and_are_not_changed(example: pingfen.Comparison) -> None:
    import pickle

    assert pickle.loads(pickle.dumps(example)) == example
    with pytest.raises(AttributeError):
        example.differences = ()  # type: ignore[misc]
    assert len(set(example.differences)) == len(example.differences)


# the guide


@pytest.mark.parametrize("name", ["comparing.md", "comparing.zh.md"])
def test_the_examples_of_the_guide_run_as_shown(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / name), module_relative=False, encoding="utf-8")
    assert (result.attempted, result.failed) == (6, 0)


@pytest.mark.parametrize("name", ["comparing.md", "comparing.zh.md"])
def test_the_guide_lists_every_field_of_the_results(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    for line in re.findall(r"^\| `([A-Z]\w+)` \| (.*) \|$", text, re.MULTILINE):
        kind = getattr(pingfen, line[0])
        fields = getattr(kind, "__slots__", ()) or kind._fields
        public = {n for n in dir(kind) if not n.startswith("_")} - {"count", "index"}
        listed = set(re.findall(r"`([a-z_]+)[`(]", line[1]))
        assert listed - {"count"} == {*fields, *public} - {"count"}, line[0]


@pytest.mark.parametrize("name", ["comparing.md", "comparing.zh.md"])
def test_the_json_of_the_guide_has_the_shape_of_the_schema(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    (shown,) = re.findall(r"^```json\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    data = json.loads(shown)
    for which in ("old", "new"):
        data[which]["digest"] = "0" * 64
    assert [error.message for error in schema().iter_errors(data)] == []


# the command


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def running(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main(["policy", "diff", *map(str, arguments)])
        except SystemExit as left:
            code = int(left.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running


def test_the_command_prints_what_the_api_returns(run: Run, example: pingfen.Comparison) -> None:
    for format_ in ("text", "json", "html"):
        for lang in LANGS:
            printed = run(
                *("mof@2020", "zhangdian@2024", "--on", EXAMPLE),
                *("--format", format_, "--lang", lang),
            )
            assert printed == (FINE, pingfen.show_comparison(example, format_, lang), "")


def test_without_forms_only_what_differs_is_printed(run: Run) -> None:
    code, out, err = run("mof@2020", "zhangdian@2024")
    assert (code, err) == (FINE, "")
    assert "自评表的影响" not in out


def test_the_output_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "diff.html"
    assert run("mof@2020", "mof@2020", "--format", "html", "-o", path) == (FINE, "", "")
    assert "内容相同" in path.read_text("utf-8")


def test_a_file_that_cannot_be_read_is_reported_and_the_others_go_on(run: Run) -> None:
    code, out, err = run("mof@2020", "zhangdian@2024", "--on", "nowhere.txt", EXAMPLE)
    assert code == UNREADABLE
    assert "nowhere.txt" in err
    assert "对 7 张自评表的影响" in out
    code, out, err = run("mof@2020", "zhangdian@2024", "--on", "nowhere.txt")
    assert code == UNREADABLE
    assert "planned-quantity" in out


def test_what_is_wrong_with_both_policies_is_said(run: Run) -> None:
    code, out, err = run("nowhere@2020", "nobody@2024", "--lang", "en")
    assert (code, out) == (WRONG, "")
    assert "nowhere" in err
    assert "nobody" in err


@pytest.mark.parametrize("near", ["x", "-1", "1e3", ""])
def test_a_wrong_distance_is_wrong_usage(run: Run, near: str) -> None:
    code, out, err = run("mof@2020", "mof@2020", f"--near={near}")
    assert (code, out) == (WRONG, "")
    assert "--near" in err


def test_one_is_returned_only_where_something_was_decided_and_no_longer_is(
    run: Run, tmp_path: Path
) -> None:
    old, new, forms = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "forms.json"
    old.write_text("policy: o\nyear: 2025\ntitle: o\nextends: mof@2020\n", "utf-8")
    rule = "rules: [{rule: unknown, when: late > 3, score: 0}]\n"
    new.write_text(old.read_text("utf-8") + rule, "utf-8")
    forms.write_text(json.dumps([form()]), "utf-8")
    code, out, _ = run(old, new, "--on", forms)
    assert code == OPEN
    assert "无法判断的行 0 → 1" in out
    assert run(new, old, "--on", forms)[0] == FINE
    assert run(old, new)[0] == FINE
    assert run(new, new, "--on", forms)[0] == FINE


def test_judgements_are_taken_from_a_file(run: Run, tmp_path: Path) -> None:
    forms, given = tmp_path / "forms.json", tmp_path / "judged.json"
    row = {"name": "甲", "target": "效果明显", "actual": "有所提升", "weight": 90}
    forms.write_text(json.dumps([form(rows=[row])]), "utf-8")
    judged = {"project": "p", "row": 1, "score": 80, "reason": "r", "by": "b"}
    given.write_text(json.dumps({"judgements": [judged]}), "utf-8")
    options = ("mof@2020", "zhangdian@2024", "--on", forms, "--format", "json")
    code, out, _ = run(*options, "--judgements", given)
    assert code == FINE
    assert json.loads(out)["impact"]["forms"][0]["new"]["total"] == 90
    given.write_text(json.dumps({"judgements": [{**judged, "row": 9}]}), "utf-8")
    code, out, _ = run(*options, "--judgements", given)
    assert code == WRONG
    assert json.loads(out)["impact"]["problems"]


def test_folders_of_ones_own_are_searched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    text = "policy: own\nyear: 2025\ntitle: t\nextends: mof@2020\ntolerance: 0.5\n"
    (tmp_path / "own" / "2025.yaml").write_text(text, "utf-8")
    code, out, err = run("mof", "own", "--rules", tmp_path, "--lang", "en")
    assert code == FINE
    assert "tolerance" in out
    assert "own@2025" in err, "it says which year it took"


def test_files_of_several_options_are_all_scored(run: Run, tmp_path: Path) -> None:
    paths = []
    for number in range(2):
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(json.dumps(form(project=f"项目{number}")), "utf-8")
    code, out, _ = run("mof@2020", "zhangdian@2024", "--on", paths[0], "--on", paths[1])
    assert code == FINE
    assert "对 2 张自评表的影响" in out


def test_one_total_far_off_leaves_the_picture_in_one_piece() -> None:
    rule = {"rule": "u", "score": "weight * actual / target", "unbounded": True}
    new = pingfen.parse_policy(
        {**HEAD, "rules": [{**rule, "when": "relation == '>='"}]}  # as unbounded as the typo
    )
    forms = [*many(30), form("2000000个", project="手误")]
    page = pingfen.show_comparison(pingfen.diff_policies(MOF, new, forms), "html")
    assert page.count("<svg") >= 2


def test_totals_of_zero_have_their_place_on_the_scale() -> None:
    zero = pingfen.parse_policy(
        {**HEAD, "rules": [{"rule": "zero", "for": "rows", "score": "weight * 0"}]}
    )
    comparison = pingfen.diff_policies(zero, MOF, [form("10个")])
    (drawn,) = picture.dumbbells(comparison, "en")
    at = {
        kind: float(x)
        for x, kind in re.findall(r'cx="([\d.]+)" cy="[\d.]+" r="[\d.]+" class="(\w+)"', drawn)
    }
    assert at["was"] < at["up"] - 300


def test_rows_that_no_policy_decides_are_no_change() -> None:
    found = seen(MOF, ZHANGDIAN, [form("")])
    assert found.undecided == (1, 1)
    assert found.changed == ()


def test_a_distance_that_is_no_number_is_wrong_usage() -> None:
    with pytest.raises(pingfen.UsageError):
        pingfen.diff_policies(MOF, MOF, near=None)  # type: ignore[arg-type]  # as tried


def test_a_very_long_name_is_cut_in_one_go() -> None:
    comparison = pingfen.diff_policies(MOF, ZHANGDIAN, [form(project="长" * 50_000)])
    for format_ in ("text", "html"):
        assert pingfen.show_comparison(comparison, format_)
