"""The library: examples say that they are examples, and whatever a check finds is explained."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import pingfen
from pingfen.checking import Finding, check_policy
from pingfen.errors import TextPlace

ROOT = Path(__file__).parent.parent
NAMES = pingfen.list_policies()
# texts of a region's own, or of the whole country
PUBLISHED = {"mof@2020", "zhangdian@2024"}
EXAMPLES = [name for name in NAMES if name not in PUBLISHED]
GUIDES = {"en": ROOT / "docs" / "policies.md", "zh": ROOT / "docs" / "policies.zh.md"}
# `# check CODE: why` above or inside a part of its own; `# check CODE at NAME, NAME: why` about
# parts of a parent, anywhere in the file
EXPLANATION = re.compile(r"(?:^| )# check ([a-z-]+)(?: at ([\w, -]+))?: (.+)$")
PART = re.compile(r"  - (?:rule|check|property):|  \w+:|\w+:")
PROVINCES = (
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江"),
    *("安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆"),
    *("四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆"),
)
REGIONS = re.compile(
    "|".join(PROVINCES) + r"|Beijing|Tianjin|Hebei|Shanxi|Hubei|Hunan|Guangxi|Chongqing|Zhejiang"
    "|Anhui|Sichuan|Yunnan|Shandong|Langfang|Huanggang|Handan|Jishan|Chizhou"
)
DOCUMENT_NUMBERS = re.compile(r"[〔\[]20[0-9]{2}[〕\]]|第[〇零一二三四五六七八九十百0-9]+条")


class Explanation(NamedTuple):
    """A comment that says why something a check finds is as it should be."""

    line: int
    code: str
    names: tuple[str, ...]


def path_of(name: str) -> Path:
    policy, _, year = name.partition("@")
    return ROOT / "rules" / policy / f"{year}.yaml"


def lines_of(name: str) -> list[str]:
    return path_of(name).read_text("utf-8").splitlines()


def explanations(lines: list[str]) -> Iterator[Explanation]:
    for number, line in enumerate(lines, 1):
        found = EXPLANATION.search(line)
        if found:
            names = tuple(found[2].split(", ")) if found[2] else ()
            yield Explanation(number, found[1], names)


@cache
def findings(name: str) -> tuple[Finding, ...]:
    """What a check finds that is more than a note."""
    found = check_policy(pingfen.load_policy(name)).findings
    return tuple(finding for finding in found if finding.severity != "note")


def key(finding: Finding) -> tuple[str, TextPlace]:
    place = finding.problem.place
    assert isinstance(place, TextPlace)
    return finding.problem.code, place


def new_keys(name: str) -> set[tuple[str, TextPlace]]:
    """What a check finds and does not find of the parents."""
    parents = pingfen.load_policy(name).lineage[1:]
    return set(map(key, findings(name))) - {key(f) for p in parents for f in findings(p)}


def explains(
    explanation: Explanation, code: str, place: TextPlace, lines: list[str], name: str
) -> bool:
    if explanation.code != code:
        return False
    if ROOT / place.file == path_of(name):
        return not explanation.names and stands_beside(explanation.line, place.line, lines)
    return text_at(place) in explanation.names


def stands_beside(line: int, number: int, lines: list[str]) -> bool:
    """Whether a comment stands inside the part that a line belongs to, or right above it."""
    first = next(at for at in range(number, 0, -1) if PART.match(lines[at - 1]))
    if line < first:
        return all(text.lstrip().startswith("#") for text in lines[line - 1 : first - 1])
    return not any(PART.match(text) for text in lines[first:line])


def text_at(place: TextPlace) -> str:
    text = (ROOT / place.file).read_text("utf-8").splitlines()[place.line - 1]
    return text[place.column - 1 : place.column - 1 + place.length]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_check_finds_is_explained_beside_it_and_no_explanation_outlives_it(
    name: str,
) -> None:
    lines, keys = lines_of(name), new_keys(name)
    known = list(explanations(lines))
    assert [
        (code, place.show())
        for code, place in keys
        if not any(explains(one, code, place, lines, name) for one in known)
    ] == []
    for one in known:
        about = [place for code, place in keys if explains(one, code, place, lines, name)]
        assert about, f"{name}: line {one.line} explains nothing"
        assert set(one.names) <= set(map(text_at, about))
    assert [found.show("en") for found in findings(name) if found.severity == "error"] == []


def test_an_explanation_counts_only_for_its_own_part_and_code() -> None:
    lines = ["rules:", "  # check a: x", "  - rule: r", "    when: y", "  - rule: s"]
    (known,) = explanations(lines)
    assert known == Explanation(2, "a", ())
    assert stands_beside(known.line, 4, lines)
    assert not stands_beside(known.line, 5, lines)
    assert stands_beside(4, 3, lines)
    assert not stands_beside(5, 3, lines)


def test_there_are_at_least_fourteen_variants_besides_the_policies_in_force() -> None:
    assert len(EXAMPLES) >= 14
    assert {*EXAMPLES, *PUBLISHED} == set(NAMES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_names_no_region_and_no_article(name: str) -> None:
    """Only the title of a form that was read may say where it was published."""
    policy = pingfen.load_policy(name)
    own = policy.documents[0]
    forms = {
        source.title.in_lang(lang)
        for source in policy.sources.values()
        if source.status == "inferred"
        for lang in ("zh", "en")
    }
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", policy.id)
    text = path_of(name).read_text("utf-8") + path_of(name).with_suffix(".cases.yaml").read_text(
        "utf-8"
    )
    for title in forms:
        text = text.replace(title, "")
    assert own.get("sources") is not None
    assert REGIONS.findall(text) == []
    assert DOCUMENT_NUMBERS.findall(text) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_sources_of_its_own_none_of_which_claims_to_be_a_text_that_was_read(
    name: str,
) -> None:
    policy = pingfen.load_policy(name)
    parent = pingfen.load_policy(policy.lineage[1])
    own = [source for name_, source in policy.sources.items() if name_ not in parent.sources]
    assert own_statuses(policy) <= {"inferred", "illustrative"}
    assert own
    for source in own:
        example = "（示例）" in source.title.zh and "(an example)" in source.title.in_lang("en")
        assert example is (source.status == "illustrative")


@pytest.mark.parametrize("name", NAMES)
def test_titles_labels_and_reasons_are_in_both_languages(name: str) -> None:
    policy = pingfen.load_policy(name)
    labels = [param.label for param in policy.params.values() if param.label]
    assert all(text.zh != text.in_lang("en") for text in (policy.title, *labels))
    said = [rule.because or rule.undecided for rule in policy.rules]
    said += [check.because for check in policy.checks]
    assert all(text and text.zh != text.en for text in said)


STATUSES = {
    "zh": {
        "seen": "已见原文",
        "inferred": "推断",
        "unverified": "未经核实",
        "illustrative": "示例",
    },
    "en": {name: name for name in ("seen", "inferred", "unverified", "illustrative")},
}
SEPARATORS = {"zh": "、", "en": ", "}


def own_statuses(policy: pingfen.Policy) -> set[str]:
    """The statuses of the sources that a policy gives itself."""
    inherited: set[str] = set()
    for name in policy.lineage[1:]:
        inherited |= set(pingfen.load_policy(name).sources)
    return {source.status for key, source in policy.sources.items() if key not in inherited}


@pytest.mark.parametrize("lang", GUIDES)
def test_the_guide_lists_what_ships_with_its_title_and_the_status_of_its_own_sources(
    lang: str,
) -> None:
    text = GUIDES[lang].read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    listed = {name.strip("`"): (title, status) for name, title, status, *_ in rows}
    assert all(len(row) == 5 and all(row) for row in rows)
    assert list(listed) == [*sorted(PUBLISHED), *EXAMPLES]
    for name, (title, status) in listed.items():
        policy = pingfen.load_policy(name)
        assert title == policy.title.in_lang(lang)
        found = status.split(SEPARATORS[lang])
        assert sorted(found) == sorted(STATUSES[lang][s] for s in own_statuses(policy))
