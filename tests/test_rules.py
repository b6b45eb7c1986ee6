"""The policies that ship: they fit their schemas, their cases hold, and every rule is hit."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import pingfen
from pingfen.cases import Case, failure, read_cases, run_case, run_cases
from pingfen.expression.parse import Expression
from pingfen.schema import load_schema, shape
from pingfen.source import Entries, Node, Scalar, from_yaml, plain

ROOT = Path(__file__).parent.parent
POLICIES = sorted(path for path in (ROOT / "rules").glob("*/*.yaml") if path.stem.isdigit())


def policy_name(path: Path) -> str:
    return f"{path.parent.name}@{path.stem}"


LOADED = [pingfen.load_policy(policy_name(path)) for path in POLICIES]
CASES = [(policy, case) for policy in LOADED for case in read_cases(policy)]


@pytest.mark.parametrize(("policy", "case"), CASES, ids=[f"{p}: {c.name}" for p, c in CASES])
def test_the_case_comes_out_as_it_says(policy: pingfen.Policy, case: Case) -> None:
    result = run_case(policy, case)
    assert result.passed, failure(result, "en")


@pytest.mark.parametrize("policy", LOADED, ids=str)
def test_every_rule_is_hit_by_a_case(policy: pingfen.Policy) -> None:
    report = run_cases(policy)
    assert len(report.rules) == len(policy.rules)
    assert report.unhit(inherited=True) == ()


@pytest.mark.parametrize("policy", LOADED, ids=str)
def test_every_comparison_is_seen_below_at_and_above_its_bound(policy: pingfen.Policy) -> None:
    report = run_cases(policy)
    assert len(report.counted_boundaries()) > 9
    assert report.open() == ()
    assert report.stale == ()


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
        *("language", "policy", "year", "revision", "title", "extends", "sources", "params"),
        "rules",
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
