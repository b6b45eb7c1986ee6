"""The schema and the loader give the same verdict on policies that are damaged in their structure.

The text of each damaged policy is read twice: by the loader, and by a YAML reader of these tests
whose data the schema judges by itself, as an editor does.
"""

import json
import random
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import pingfen
from pingfen.errors import Problem, TextPlace
from pingfen.source import from_yaml, plain, to_yaml
from test_mutations import BASE, TEXTS

ROOT = Path(__file__).parent.parent
NORM = (ROOT / "docs" / "language.md").read_text("utf-8")
VALIDATOR = Draft202012Validator(
    json.loads((ROOT / "schemas" / "policy.schema.json").read_text("utf-8"))
)
# What the norm (6) says of the form of a document; all other codes are about what it means.
STRUCTURAL = {"unknown-key", "missing-key", "wrong-kind", "wrong-value"}
CODES = set(re.findall(r"`([a-z-]+)`", NORM.split("## 6 Errors", 1)[1]))
# Not for a schema of one file to say: a child may leave these to its parent (norm, 1).
AFTER_MERGING = {
    "": {"title", "execution", "rules", "rounding", "total", "grades"},
    "execution": {"weight", "target", "actual"},
    "rounding": {"places", "mode"},
}
DOCUMENTS = [plain(from_yaml(text, "whole")) for text in (BASE, BASE, *TEXTS)]
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 7, 13, 1900, 3000, "", "none", "x", "7", "行", "mof@2020"),
    *("x\n", "a b", "half-up", "rows", "form", "level1", "seen", "error", "cell", "if", "1/2"),
    *([], [1], [1, 2], ["x"], ["x", ["y"]], {}, {"zh": "甲"}, {"en": "a"}, {"value": 1}),
    *({"type": "cell"}, {"at-least": {"1": 2}, "otherwise": "0"}, {"policy": "mof@2020"}),
)
KEYS = (
    *(
        "x",
        "for",
        "if",
        "a b",
        "名",
        "1",
        "90%",
        "-0.5",
        "",
        "x\n",
        "value",
        "zh",
        "above",
        "score",
    ),
    *("drop", "undecided", "otherwise", "steps", "before", "after", "rule", "check", "expect"),
    *("policy", "language", "extends", "title", "rules", "mode", "places", "unit", "heading"),
)
Way = tuple[str | int, ...]
Choose = Callable[[Sequence[Any]], Any]


# many times faster where PyYAML was built with it
BASE_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Norm(BASE_LOADER):
    """Reads YAML as the norm says (1.1), without anything of the library."""


PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


def scalar(_: Norm, node: yaml.ScalarNode) -> Any:
    if not node.style and node.value in PLAIN:
        return PLAIN[node.value]
    if not node.style and re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", node.value):
        return float(node.value) if "." in node.value else int(node.value)
    return node.value


def mapping(loader: Norm, node: yaml.MappingNode) -> dict[str, Any]:
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


Norm.add_constructor("tag:yaml.org,2002:str", scalar)
Norm.add_constructor("tag:yaml.org,2002:map", mapping)


class Damage(NamedTuple):
    """A damaged document: where it was damaged, and whether a key was put there."""

    document: Any
    way: Way
    keyed: bool = False


def ways(node: Any, way: Way = ()) -> list[Way]:
    """The way to every value of a document."""
    if not isinstance(node, dict | list):
        return []
    steps = list(node.items() if isinstance(node, dict) else enumerate(node))
    inner = [found for key, value in steps for found in ways(value, (*way, key))]
    return [(*way, key) for key, _ in steps] + inner


def at(document: Any, way: Way) -> Any:
    for step in way:
        document = document[step]
    return document


def damaged(document: Any, choose: Choose) -> Damage:
    """Drop, rename, add, replace, wrap or nest one value."""
    document = deepcopy(document)
    way = choose(ways(document))
    holder, key = at(document, way[:-1]), way[-1]
    match choose(("drop", "rename", "add", "replace", "replace", "wrap", "nest", "unwrap")):
        case "drop":
            del holder[key]
        case "rename" if isinstance(holder, dict):
            new = choose(KEYS)
            pairs = [(new if old == key else old, value) for old, value in holder.items()]
            holder.clear()
            holder.update(pairs)
            return Damage(document, (*way[:-1], new), keyed=True)
        case "add" if isinstance(holder, dict):
            new = choose([name for name in KEYS if name not in holder])
            holder[new] = choose(VALUES)
            return Damage(document, (*way[:-1], new), keyed=True)
        case "wrap":
            holder[key] = [holder[key]]
        case "nest":
            holder[key] = {choose(("value", "zh", "x", str(key))): holder[key]}
        case "unwrap" if isinstance(holder[key], dict | list) and holder[key]:
            inner = holder[key]
            holder[key] = choose(list(inner.values() if isinstance(inner, dict) else inner))
        case _:
            holder[key] = choose(VALUES)
    return Damage(document, way)


def loader_says(text: str) -> tuple[Problem, ...]:
    try:
        pingfen.parse_policy(text)
    except pingfen.PolicyError as error:
        return error.problems
    return ()


def left_to_parents(problem: Problem, text: str) -> bool:
    """Tell whether something is missing that only a whole chain of documents must have."""
    if problem.code != "missing-key" or not isinstance(problem.place, TextPlace):
        return False
    missing = str(dict(problem.text.values)["expected"])
    tree = yaml.compose(text, Loader=BASE_LOADER)
    blocks = {"": tree} | {key.value: value for key, value in tree.value}
    return any(
        missing in names and start_of(blocks[block]) == spot(problem)
        for block, names in AFTER_MERGING.items()
        if block in blocks
    )


def start_of(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def spot(problem: Problem) -> tuple[int, int]:
    assert isinstance(problem.place, TextPlace)
    return problem.place.line, problem.place.column


def allowed(text: str, damage: Damage) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a problem may stand: the damaged key and value, and the start of what holds it.

    Of keys that exclude each other either may be named, so that all keys beside a new one count.
    """
    holder = yaml.compose(text, Loader=BASE_LOADER)
    for step in damage.way[:-1]:
        pairs = holder.value if isinstance(holder, yaml.MappingNode) else enumerate(holder.value)
        holder = next(n for k, n in pairs if getattr(k, "value", k) == step)
    spans = [(start_of(holder), start_of(holder))]
    pairs = holder.value if isinstance(holder, yaml.MappingNode) else enumerate(holder.value)
    for key, value in pairs:
        name = getattr(key, "value", key)
        begin = start_of(key if isinstance(key, yaml.Node) else value)
        end = (value.end_mark.line + 1, value.end_mark.column + 1)
        if name == damage.way[-1]:
            spans.append((begin, end))
        elif damage.keyed:
            spans.append((begin, begin))
    return spans


def agree(damage: Damage) -> str:
    """Hold the two verdicts together and return the one they share."""
    text = to_yaml(damage.document)
    data = yaml.load(text, Loader=Norm)
    assert data == json.loads(json.dumps(damage.document, default=float)), "both read alike"
    refused = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]
    said = loader_says(text)
    assert {problem.code for problem in said} <= CODES
    structural = [p for p in said if p.code in STRUCTURAL and not left_to_parents(p, text)]
    assert bool(refused) == bool(structural), (refused, [p.show("en") for p in said], text)
    spans = allowed(text, damage)
    for problem in structural:
        assert any(a <= spot(problem) <= b for a, b in spans), problem.show("en")
    return "shape" if structural else "sense" if said else "loads"


def test_the_whole_language_is_read_alike_before_it_is_damaged() -> None:
    for document in DOCUMENTS:
        assert agree(Damage(document, ("policy",))) == "loads"


def test_the_four_codes_of_structure_are_codes_of_the_norm() -> None:
    assert STRUCTURAL <= CODES


@pytest.mark.parametrize("seed", range(4))
def test_the_schema_refuses_exactly_what_the_loader_finds_wrong_in_structure(seed: int) -> None:
    chance = random.Random(seed)
    found = [agree(damaged(chance.choice(DOCUMENTS), chance.choice)) for _ in range(100)]
    assert set(found) == {"shape", "sense", "loads"}, "chance meets each of them"


@given(st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_the_two_agree_on_any_damage(data: st.DataObject) -> None:
    def choose(options: Sequence[Any]) -> Any:
        return data.draw(st.sampled_from(options))

    agree(damaged(choose(DOCUMENTS), choose))


def every_key(document: Any) -> list[Way]:
    return [way for way in ways(document) if isinstance(way[-1], str)]


@pytest.mark.parametrize("change", ["drop", "more", None, []])
def test_the_two_agree_on_the_same_damage_to_every_key_in_turn(change: Any) -> None:
    for *parents, key in every_key(DOCUMENTS[0]):
        document = deepcopy(DOCUMENTS[0])
        holder, put = at(document, tuple(parents)), key
        if change == "drop":
            del holder[key]
        elif change == "more":
            put = f"{key}-more"
            holder[put] = holder[key]
        else:
            holder[key] = change
        agree(Damage(document, (*parents, put), keyed=put != key))


# What a schema cannot say, or what a reader of YAML says before it: the loader alone refuses.
ONLY_THE_LOADER = {
    "a key twice": (BASE + "tolerance: 0.02\n", "duplicate-key"),
    "an anchor": (BASE.replace("tolerance: 0.01", "tolerance: &a 0.01"), "anchor"),
    "two documents": (f"{BASE}---\n{BASE}", "documents"),
    # JSON has one kind of number, so that 2020.0 is whole there; the norm takes what is written
    "a whole number with decimals": (BASE.replace("year: 2020", "year: 2020.0"), "wrong-kind"),
    "what no parent gives": (BASE.replace("total: sum(", "# "), "missing-key"),
}


@pytest.mark.parametrize(("text", "code"), ONLY_THE_LOADER.values(), ids=ONLY_THE_LOADER)
def test_what_only_the_loader_refuses(text: str, code: str) -> None:
    data = yaml.load(text.split("---", 1)[0], Loader=Norm)
    assert list(VALIDATOR.iter_errors(data)) == []
    assert code in {problem.code for problem in loader_says(text)}
