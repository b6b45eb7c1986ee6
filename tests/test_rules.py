"""The policies that ship: they fit their schemas, their cases hold, and every rule is hit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import pingfen
from pingfen.expression.parse import Expression
from pingfen.schema import load_schema, shape
from pingfen.source import Entries, Node, Scalar, from_yaml, plain

ROOT = Path(__file__).parent.parent
POLICIES = sorted(path for path in (ROOT / "rules").glob("*/*.yaml") if path.stem.isdigit())


@dataclass(frozen=True, slots=True)
class Case:
    policy: str
    name: str
    form: dict[str, object]
    single: bool
    expect: Entries


def policy_name(path: Path) -> str:
    return f"{path.parent.name}@{path.stem}"


def cases_of(path: Path) -> Iterator[Case]:
    document = from_yaml(path.with_suffix(".cases.yaml").read_text("utf-8"), path.name)
    assert isinstance(document, Entries)
    for node in document.index["cases"].items:
        row = node.get("row")
        form = plain(node.index["form"]) if row is None else {"project": "p", "rows": [plain(row)]}
        year = node.get("year")
        form |= {"year": plain(year)} if year else {}
        name = node.index["case"].text
        yield Case(policy_name(path), name, form, row is not None, node.index["expect"])


CASES = [case for path in POLICIES for case in cases_of(path)]


def written(node: Node | None) -> str | None:
    """A number as it is written, decimals included."""
    return None if not isinstance(node, Scalar) or node.value is None else node.text


def differences(wanted: Entries, row: pingfen.RowScore) -> Iterator[tuple[object, object]]:
    found = {
        "score": None if row.score is None else str(row.score),
        "rule": row.rule,
        "undecided": row.undecided.code if row.undecided else None,
        "verdict": row.verdict,
    }
    for key, node in wanted.pairs:
        if key.text in found and written(node) != found[key.text]:
            yield (key.text, written(node)), found[key.text]
    if "undecided" not in wanted.index and row.undecided:
        yield "decided", row.undecided


@pytest.mark.parametrize("case", CASES, ids=[f"{c.policy}: {c.name}" for c in CASES])
def test_the_case_comes_out_as_it_says(case: Case) -> None:
    card = pingfen.score(pingfen.load_policy(case.policy), case.form)
    expect = case.expect
    if case.single:
        assert list(differences(expect, card.rows[0])) == []
    if execution := expect.get("execution"):
        assert isinstance(execution, Entries)
        assert card.execution is not None
        assert list(differences(execution, card.execution)) == []
    if rows := expect.get("rows"):
        scores = [None if row.score is None else str(row.score) for row in card.rows]
        assert [written(item) for item in rows.items] == scores
    if "total" in expect.index:
        assert written(expect.get("total")) == (None if card.total is None else str(card.total))
    if "grade" in expect.index:
        assert written(expect.get("grade")) == card.grade
    if findings := expect.get("findings"):
        failed = [item.check for item in card.checks if item.failed]
        assert [item.text for item in findings.items] == failed


@pytest.mark.parametrize("path", POLICIES, ids=policy_name)
def test_every_rule_is_hit_by_a_case(path: Path) -> None:
    policy = pingfen.load_policy(policy_name(path))
    hit = set()
    for case in cases_of(path):
        card = pingfen.score(policy, case.form)
        hit |= {row.rule for row in card.all_rows if row.undecided is None}
    assert {rule.name for rule in policy.rules} - hit == set()


@pytest.mark.parametrize("path", POLICIES, ids=policy_name)
def test_the_policy_fits_the_schema_that_it_is_not_checked_against_when_it_is_loaded(
    path: Path,
) -> None:
    assert shape(from_yaml(path.read_text("utf-8"), path.name), "policy").problems == ()


@pytest.mark.parametrize("path", POLICIES, ids=policy_name)
def test_the_cases_fit_their_schema(path: Path) -> None:
    forms = load_schema("form")
    registry = Registry().with_resource(forms["$id"], Resource.from_contents(forms))
    validator = Draft202012Validator(load_schema("cases"), registry=registry)
    document = from_yaml(path.with_suffix(".cases.yaml").read_text("utf-8"), path.name)
    assert [error.message for error in validator.iter_errors(plain(document))] == []


@pytest.mark.parametrize("path", POLICIES, ids=policy_name)
def test_every_source_says_how_well_it_is_known(path: Path) -> None:
    policy = pingfen.load_policy(policy_name(path))
    assert policy.sources
    assert all(rule.cites for rule in policy.rules), "each rule cites its source"


def test_the_child_says_only_what_it_does_differently() -> None:
    child = from_yaml((ROOT / "rules/zhangdian/2024.yaml").read_text("utf-8"), "child")
    assert isinstance(child, Entries)
    assert set(child.index) == {
        *("language", "policy", "year", "title", "extends", "sources", "params", "rules"),
    }
    assert [item.index["rule"].text for item in child.index["rules"].items] == [
        *("unpaid-cost", "planned-quantity", "overshoot"),
    ]


def test_no_word_of_a_rule_stands_in_the_code() -> None:
    """Grades, levels, relations, units and phrases are data: changing them changes no code."""
    policy = pingfen.load_policy("zhangdian@2024")
    words = {"优", "良", "中", "差", "万元", "人"}
    words |= {
        item
        for param in policy.params.values()
        if isinstance(param.value, tuple)
        for item in param.value
    }
    for name in ("levels", "units", "qualifiers", "relations"):
        text = (ROOT / f"rules/words/{name}.yaml").read_text("utf-8")
        words |= set(leaves(from_yaml(text, name)))
    chinese = {word for word in words if any(char >= "\u4e00" for char in word)}
    found = [
        (path.name, literal)
        for path in (ROOT / "src").rglob("*.py")
        if path.parent.name != "messages"  # what we say to people, not what rules are made of
        for literal in literals(path)
        if literal in chinese
    ]
    assert found == []


def leaves(node: Node) -> Iterator[str]:
    match node:
        case Scalar():
            yield node.text
        case Entries():
            for key, value in node.pairs:
                yield key.text
                yield from leaves(value)
        case _:
            for item in node.items:
                yield from leaves(item)


def literals(path: Path) -> Iterator[str]:
    import ast

    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_the_resolved_policy_knows_its_documents() -> None:
    policy = pingfen.load_policy("zhangdian", year=2026)
    assert policy.lineage == ("zhangdian@2024", "mof@2020")
    assert policy.chosen is not None
    assert "2026" in policy.chosen.zh
    assert isinstance(policy.total, Expression)
    assert json.dumps(dict(policy.document), default=str)
