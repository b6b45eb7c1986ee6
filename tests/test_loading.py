"""Where policies come from, and how what is wrong with them is said."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import pingfen
from pingfen.errors import TextPlace
from pingfen.exact import NUMBER

CHILD = """\
policy: {name}
year: {year}
title: 某办法
extends: mof@2020
"""


def write(folder: Path, name: str, year: int, text: str | None = None) -> Path:
    path = folder / name / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or CHILD.format(name=name, year=year), "utf-8")
    return path


def problems_of(source: object) -> list[pingfen.Problem]:
    with pytest.raises(pingfen.PolicyError) as caught:
        pingfen.parse_policy(source)
    return list(caught.value.problems)


def test_the_newest_policy_that_is_not_after_the_year_is_taken_and_says_why(
    tmp_path: Path,
) -> None:
    for year in (2019, 2021, 2024):
        write(tmp_path, "own", year)
    policy = pingfen.load_policy("own", year=2023, rules=[tmp_path])
    assert policy.name == "own@2021"
    assert policy.chosen is not None
    assert policy.chosen.zh == "没有 2023 年度的办法，取此前最新的 own@2021"
    assert pingfen.load_policy("own", year=2021, rules=[tmp_path]).chosen is None
    assert pingfen.load_policy("own", rules=[tmp_path]).name == "own@2024"


def test_a_policy_of_a_later_year_is_never_taken(tmp_path: Path) -> None:
    write(tmp_path, "own", 2024)
    with pytest.raises(pingfen.PolicyError, match=r"没有 own@2023；已有：own@2024"):
        pingfen.load_policy("own", year=2023, rules=[tmp_path])
    with pytest.raises(pingfen.PolicyError, match="own@2025"):
        pingfen.load_policy("own@2025", rules=[tmp_path])


def test_an_unknown_policy_names_a_similar_one() -> None:
    with pytest.raises(pingfen.PolicyError, match="是否为“zhangdian”"):
        pingfen.load_policy("zhangdien")


def test_a_folder_of_ones_own_goes_before_what_ships(tmp_path: Path) -> None:
    write(tmp_path, "zhangdian", 2024)
    policy = pingfen.load_policy("zhangdian@2024", rules=[tmp_path])
    assert policy.title.zh == "某办法"


def test_a_policy_by_path_finds_its_parent_in_the_folder_beside(tmp_path: Path) -> None:
    write(tmp_path, "county", 2023)
    child = CHILD.format(name="town", year=2024).replace("mof@2020", "county@2023")
    path = write(tmp_path, "town", 2024, child)
    assert pingfen.load_policy(path).lineage == ("town@2024", "county@2023", "mof@2020")
    loose = tmp_path / "loose.yaml"
    loose.write_text(child, "utf-8")
    with pytest.raises(pingfen.PolicyError, match="找不到所继承的 county@2023"):
        pingfen.load_policy(loose)
    assert pingfen.load_policy(loose, rules=[tmp_path]).lineage[1] == "county@2023"


def test_a_file_must_be_the_policy_that_its_name_promises(tmp_path: Path) -> None:
    write(tmp_path, "own", 2024, CHILD.format(name="other", year=2024))
    with pytest.raises(pingfen.PolicyError, match="此处为 other，应为 own"):
        pingfen.load_policy("own@2024", rules=[tmp_path])


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b""])
def test_a_file_that_is_missing_binary_or_empty_is_named(
    content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "p.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(pingfen.PolicyError, match=r"p\.yaml"):
        pingfen.load_policy(path)


def test_a_digest_refuses_any_other_content() -> None:
    digest = pingfen.load_policy("mof@2020").digest
    assert pingfen.load_policy("mof@2020", digest=digest).digest == digest
    with pytest.raises(pingfen.PolicyError, match=digest[:12]):
        pingfen.load_policy("zhangdian@2024", digest=digest)


def test_the_digest_counts_what_scores_and_not_how_it_is_written() -> None:
    base = CHILD.format(name="p", year=2024)
    first = pingfen.parse_policy(base + "tolerance: 0.50  # half\n")
    assert first.digest == pingfen.parse_policy(base + "tolerance: 0.5\n").digest
    assert first.digest != pingfen.parse_policy(base + "tolerance: 0.51\n").digest
    assert first.digest != pingfen.parse_policy(base + 'adjust: "score"\n').digest


def test_a_mapping_is_a_policy_too() -> None:
    plain = {"policy": "p", "year": 2024, "title": "t", "extends": "zhangdian@2024"}
    values = (Decimal("1.2"), Fraction(6, 5), 1.2)
    found = [
        pingfen.parse_policy({**plain, "params": {"overshoot_from": value}}) for value in values
    ]
    assert {policy.params["overshoot_from"].value for policy in found} == {Fraction(6, 5)}
    assert len({policy.digest for policy in found}) == 1
    with pytest.raises(pingfen.PolicyError, match=r"params\.overshoot_from"):
        pingfen.parse_policy({**plain, "params": {"overshoot_from": float("nan")}})
    with pytest.raises(pingfen.PolicyError, match="object"):
        pingfen.parse_policy({**plain, "title": object()})


def test_every_problem_of_a_file_is_said_at_once_with_its_line() -> None:
    found = problems_of(
        "policy: p\nyear: 2024\nextends: mof@2020\ntitle: t\nlett: {}\n"
        "rules:\n  - {rule: a, when: weigth > 1, score: 分值 × 2}\n  - {rule: a, scor: 1}\n"
    )
    assert [(p.code, p.place.line) for p in found if isinstance(p.place, TextPlace)] == [
        ("unknown-key", 5),
        ("unknown-name", 7),
        ("expression-syntax", 7),
        ("missing-key", 8),
        ("unknown-key", 8),
    ]


def test_the_caret_stands_under_full_width_characters() -> None:
    (problem,) = problems_of(
        CHILD.format(name="p", year=2024)
        + "rules:\n  - rule: 甲\n    score: 分值 * 完成值 / 目标值\n"
    )
    place, line, carets, hint = problem.show().splitlines()
    assert place == "<policy>:7:23: 未知的名称“目标值”"
    assert line == " |     score: 分值 * 完成值 / 目标值"
    assert carets == " | ...........．．...．．．...＾＾＾"
    assert hint == " 提示：是否为“指标值”（target）？"
    assert problem.show("en").endswith("hint: did you mean '指标值' (target)?")


@pytest.mark.parametrize(
    ("yaml", "line", "column"),
    [
        ("adjust: score + oops", 5, 17),
        ("adjust: 'score + oops'", 5, 18),
        ('adjust: "score + oops"', 5, 18),
        ("adjust: >-\n  score +\n  oops", 7, 3),
        ("adjust: |\n  score + oops\n", 6, 11),
        ("adjust: score\n  + oops", 6, 5),
    ],
)
def test_a_place_inside_any_kind_of_scalar_is_found(yaml: str, line: int, column: int) -> None:
    (problem,) = problems_of(CHILD.format(name="p", year=2024) + yaml + "\n")
    assert problem.code == "unknown-name"
    assert isinstance(problem.place, TextPlace)
    assert (problem.place.line, problem.place.column) == (line, column)


def test_a_wrong_let_is_reported_once_and_not_where_it_is_used() -> None:
    found = problems_of(CHILD.format(name="p", year=2024) + "let: {ratio: actual /}\n")
    assert [problem.code for problem in found] == ["expression-syntax"]


def test_a_digest_tells_numbers_apart_to_their_last_digit_whatever_the_thread_rounds_to() -> None:
    from decimal import localcontext

    base = CHILD.format(name="p", year=2024)
    texts = [base + f"params: {{x: {x}}}\n" for x in ("1", "1.0000000000000000000000000001")]
    digests = [pingfen.parse_policy(text).digest for text in texts]
    assert digests[0] != digests[1]
    with localcontext(prec=3):
        assert [pingfen.parse_policy(text).digest for text in texts] == digests
        row = {"name": "r", "target": "≥21个", "actual": "16个", "weight": 90}
        card = pingfen.score(pingfen.parse_policy(base), {"project": "p", "rows": [row]})
        assert card.rows[0].lost == Decimal("21.43")


def test_where_a_rule_was_moved_from_does_not_count_in_the_digest() -> None:
    base = CHILD.format(name="p", year=2024)
    first = pingfen.parse_policy(base + "rules: [{rule: a, score: 0, when: weight < 0}]\n")
    moved = "rules: [{rule: a, score: 0, when: weight < 0, before: execution}]\n"
    assert first.digest == pingfen.parse_policy(base + moved).digest


def test_equal_policies_are_equal_and_can_be_pickled_and_copied() -> None:
    import copy
    import pickle

    policy = pingfen.load_policy("zhangdian@2024")
    assert policy == pingfen.load_policy("zhangdian", year=2024)
    assert policy != pingfen.load_policy("mof@2020")
    assert len({policy, pingfen.load_policy("zhangdian@2024")}) == 1
    assert pickle.loads(pickle.dumps(policy)) == policy
    assert copy.deepcopy(policy) == policy
    with pytest.raises(TypeError):
        policy.document["params"]["achieved"] = ()  # type: ignore[index]


def test_a_folder_that_is_not_there_and_a_year_given_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(pingfen.PolicyError, match="没有这个文件夹"):
        pingfen.load_policy("mof", rules=[tmp_path / "typo"])
    write(tmp_path, "own", 2024)
    assert pingfen.load_policy("own", rules=tmp_path).name == "own@2024"
    with pytest.raises(pingfen.UsageError, match="不能再给年度"):
        pingfen.load_policy("mof@2020", year=2020)
    with pytest.raises(pingfen.UsageError, match="不能再给年度"):
        pingfen.load_policy(tmp_path / "own" / "2024.yaml", year=2024)


def test_any_line_break_inside_an_expression_is_a_blank() -> None:
    base = {"policy": "p", "year": 2024, "title": "t", "extends": "mof@2020"}
    for blank in ("\n", "\r", "\r\n", "\t"):
        rule = {"rule": "q", "score": f"(1 +{blank} 2)"}
        policy = pingfen.parse_policy({**base, "rules": [rule]})
        row = {"name": "r", "target": "≥1个", "actual": "1个", "weight": 9}
        assert pingfen.score(policy, {"project": "p", "rows": [row]}).rows[0].score == 3


def test_a_change_of_the_parents_let_changes_its_rules() -> None:
    policy = pingfen.parse_policy(
        CHILD.format(name="p", year=2024) + "let: {ratio: actual / target / 2}\n"
    )
    row = {"name": "r", "target": "≥10个", "actual": "5个", "weight": 10}
    assert pingfen.score(policy, {"project": "p", "rows": [row]}).rows[0].score == Decimal("2.50")


@pytest.mark.parametrize(
    "expression",
    [
        "().__class__.__bases__[0].__subclasses__()",
        "weight.__class__",
        "[x for x in (1, 2)]",
        "(lambda: 1)()",
        "weight ** 99",
        "__import__('os')",
        "f'{weight}'",
        "weight if weight else open('/etc/passwd')",
        "9" * 40,
        "abs(" * 60 + "1" + ")" * 60,
        "-" * 1500 + "1",
        "weight" + " + weight" * 400,
        "weight\x00",
        "print(weight)",
        "weight; weight",
        "weight := 3",
        "min(*[1, 2])",
        "1 # comment",
        "'a' 'b'",
        "1_000",
        "1e9",
        "0x10",
        "ｗｅｉｇｈｔ.real",
    ],
)
def test_nothing_but_the_language_gets_through(expression: str) -> None:
    found = problems_of(
        {
            "policy": "p",
            "year": 2024,
            "title": "t",
            "extends": "mof@2020",
            "rules": [{"rule": "r", "score": expression}],
        }
    )
    assert found
    assert {problem.code for problem in found} <= {
        *("forbidden", "too-deep", "too-large", "number-form", "expression-syntax"),
        *("unknown-function", "unknown-name", "arguments", "type", "hidden-character"),
    }


def test_lets_that_would_explode_are_refused() -> None:
    lets = {f"x{n}": f"x{n - 1} * x{n - 1}" for n in range(1, 40)} | {"x0": "weight"}
    found = problems_of(
        {"policy": "p", "year": 2024, "title": "t", "extends": "mof@2020", "let": lets}
    )
    assert {problem.code for problem in found} == {"too-large"}


def test_policies_and_results_cannot_be_changed_and_travel_between_processes() -> None:
    import pickle

    policy = pingfen.load_policy("zhangdian@2024")
    with pytest.raises(AttributeError):
        policy.year = 2025  # type: ignore[misc]
    with pytest.raises(TypeError):
        policy.params["overshoot_from"] = None  # type: ignore[index]
    card = pingfen.score(policy, {"project": "p", "rows": [{"name": "r", "weight": 1}]})
    assert pickle.loads(pickle.dumps(card)) == card
    error = pingfen.PolicyError(problems_of("policy: p\n"))
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_the_number_form_of_yaml_is_that_of_the_norm() -> None:
    accepted = ["0", "12", "-1.50", "0.001"]
    refused = ["012", "1e3", "1_000", "0x1", "+1", ".5", "5.", "10:30", "١", "１"]
    assert [text for text in accepted + refused if NUMBER.fullmatch(text)] == accepted
