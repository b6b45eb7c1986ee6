"""The policies that ship: they fit their schemas, their cases hold, and every rule is hit."""

import ast
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import pingfen
from pingfen.cases import Case, failure, read_cases, run_case, run_cases
from pingfen.expression.names import names_in
from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import canonical
from pingfen.schema import load_schema, shape
from pingfen.source import Entries, Node, Scalar, from_yaml, plain

ROOT = Path(__file__).parent.parent
POLICIES = sorted(path for path in (ROOT / "rules").glob("*/*.yaml") if path.stem.isdigit())


def policy_name(path: Path) -> str:
    return f"{path.parent.name}@{path.stem}"


LOADED = [pingfen.load_policy(policy_name(path)) for path in POLICIES]
# the examples rest on the cases of their parents for what they leave as it is
WITH_INHERITED = [policy for policy in LOADED if policy.name in {"mof@2020", "zhangdian@2024"}]
CASES = [(policy, case) for policy in LOADED for case in read_cases(policy)]


@pytest.mark.parametrize(("policy", "case"), CASES, ids=[f"{p}: {c.name}" for p, c in CASES])
def test_the_case_comes_out_as_it_says(policy: pingfen.Policy, case: Case) -> None:
    result = run_case(policy, case)
    assert result.passed, failure(result, "en")


@pytest.mark.parametrize("policy", LOADED, ids=str)
def test_every_rule_is_hit_by_a_case(policy: pingfen.Policy) -> None:
    report = run_cases(policy)
    assert len(report.rules) == len(policy.rules)
    assert report.unhit() == ()
    changed = overridden(policy)
    assert [
        found.rule
        for found in report.unhit(inherited=True)
        if changed & names_of_rule(policy, found.rule)
    ] == []


@pytest.mark.parametrize("policy", LOADED, ids=str)
def test_every_comparison_is_seen_below_at_and_above_its_bound(policy: pingfen.Policy) -> None:
    report = run_cases(policy)
    assert report.results
    assert report.open() == ()
    assert report.stale == ()
    changed = overridden(policy)
    assert [
        (found.text, found.open)
        for found in report.open(inherited=True)
        if changed & all_names(policy, names_of_text(found.text))
    ] == []


@pytest.mark.parametrize("policy", WITH_INHERITED, ids=str)
def test_the_cases_of_a_policy_that_is_in_force_also_hit_every_rule_that_it_inherits(
    policy: pingfen.Policy,
) -> None:
    report = run_cases(policy)
    assert report.unhit(inherited=True) == ()
    assert len(report.counted_boundaries()) > 9


def test_a_param_that_a_child_changes_counts_with_the_rules_of_the_parent_that_use_it() -> None:
    policy = pingfen.load_policy("twenty-forty-forty@2020")
    assert "partly_from" in overridden(policy)
    assert "partly_from" in names_of_rule(policy, "missed")
    assert not overridden(policy) & names_of_rule(policy, "short")


def overridden(policy: pingfen.Policy) -> set[str]:
    """The params and lets of its parents to which a policy gives another value."""
    if not policy.lineage[1:]:
        return set()
    parent = pingfen.load_policy(policy.lineage[1])
    return {
        name
        for block, known in (("params", parent.params), ("let", parent.lets))
        for name in keys_of(policy.documents[0].get(block))
        if name in known
    }


def keys_of(block: Node | None) -> Iterator[str]:
    if isinstance(block, Entries):
        yield from (canonical(key.text) for key, _ in block.pairs)


def names_of_rule(policy: pingfen.Policy, name: str) -> set[str]:
    (rule,) = (rule for rule in policy.rules if rule.name == name)
    parts = (rule.when, rule.require, rule.score)
    return all_names(policy, {name for part in parts if part for name in names_in(part)})


def names_of_text(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


def all_names(policy: pingfen.Policy, names: Iterable[str]) -> set[str]:
    """The names and those that the lets among them use in turn."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name in policy.lets:
            waiting += names_in(policy.lets[name])
        found.add(name)
    return found


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
        *("let", "rules", "checks"),
    }
    assert [item.index["rule"].text for item in child.index["rules"].items] == [
        *("unpaid-cost", "planned-quantity", "overshoot"),
    ]
    assert [key.text for key, _ in child.index["let"].pairs] == ["comment_above"]
    assert [item.index["check"].text for item in child.index["checks"].items] == ["upper-quantity"]


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
