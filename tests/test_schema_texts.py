"""What an editor shows of the schemas: every key says in both languages what it is."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from pingfen.expression.vocabulary import FIELDS

FOLDER = Path(__file__).parent.parent / "schemas"
FILES = sorted(path.name for path in FOLDER.glob("*.json"))
BOTH = re.compile(r"(?P<en>[a-z`A-Z1][^。]*[^。\s])[.] (?P<zh>[^。]*[\u4e00-\u9fff][^。]*。)")
INNER = {"if", "then", "else", "not", "items", "additionalProperties", "propertyNames"}
CHINESE = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[a-z]{2,}")
# Keys that mean something else where they stand; everywhere else one key has one Chinese word.
OTHER_WORDS = {
    ("form.schema.json", "unit"): "实施单位",
    ("cases.schema.json", "expect"): "应得结果",
    ("scorecard.schema.json", "reason"): "评定理由",
    ("comparison.schema.json", "kind"): "种类",
    ("judgements.schema.json", "reason"): "评定理由",
    ("accepted.schema.json", "reason"): "认可理由",
    ("accepted.schema.json", "by"): "认可人",
    ("audit.schema.json", "reason"): "认可理由",
    ("audit.schema.json", "by"): "认可人",
    ("audit.schema.json", "findings"): "发现的问题",
    ("audit.schema.json", "unit"): "实施单位",
    ("audit.schema.json", "found"): "现为",
    ("audit.schema.json", "note"): "提示",
}


class Part(NamedTuple):
    """A schema inside a schema, and the way to it."""

    file: str
    path: tuple[str, ...]
    schema: dict[str, Any]

    @property
    def is_property(self) -> bool:
        """Tell whether an author writes it as a key; a condition (`if`) only looks at keys."""
        return len(self.path) > 1 and self.path[-2] == "properties" and "if" not in self.path

    @property
    def key(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def is_definition(self) -> bool:
        return len(self.path) > 1 and self.path[-2] == "$defs"


@cache
def schema(file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / file).read_text("utf-8"))
    return found


def parts(file: str) -> Iterator[Part]:
    """Every schema in a file, the whole first."""
    waiting = [Part(file, (), schema(file))]
    while waiting:
        part = waiting.pop()
        yield part
        for word, value in part.schema.items():
            if word in {"properties", "$defs"}:
                inner = [((word, name), item) for name, item in value.items()]
            elif word in {"allOf", "anyOf", "oneOf"}:
                inner = [((word, str(number)), item) for number, item in enumerate(value)]
            elif word in INNER:
                inner = [((word,), value)]
            else:
                continue
            waiting += [
                Part(file, (*part.path, *step), item)
                for step, item in inner
                if isinstance(item, dict)
            ]


PARTS = [part for file in FILES for part in parts(file)]
KEYS = [part for part in PARTS if part.is_property]
PRINTED = tuple(
    f"{name}.schema.json" for name in ("scorecard", "comparison", "inference", "audit")
)
WRITTEN = [part for part in PARTS if part.file not in PRINTED]
# the words of Python that no name may be; `none`, which the key itself explains
PLAIN_CHOICES = [p for p in PARTS if p.path[-1:] == ("not",) or p.schema.get("enum") == ["none"]]
CHOICES = [part for part in PARTS if "enum" in part.schema and part not in PLAIN_CHOICES]
REGISTRY = Registry().with_resources(
    (schema(file)["$id"], Resource.from_contents(schema(file))) for file in FILES
)


def resolved(part: Part) -> dict[str, Any]:
    """The definition that a part refers to, below what it says itself."""
    own = part.schema
    if "$ref" not in own:
        return own
    found = REGISTRY.resolver(schema(part.file)["$id"]).lookup(own["$ref"]).contents
    assert isinstance(found, dict)
    return {**found, **own}


def named(part: Part) -> str:
    return f"{part.file}: {'/'.join(part.path)}"


def wrong(part: Part, value: object) -> list[str]:
    whole = {**part.schema, "$id": f"{part.file}?part"}
    whole |= {"$defs": schema(part.file).get("$defs", {})}
    return [e.message for e in Draft202012Validator(whole, registry=REGISTRY).iter_errors(value)]


def test_the_walk_meets_every_schema_and_every_key_of_a_rule() -> None:
    names = [
        *("accepted", "audit", "cases", "comparison", "form", "inference"),
        *("judgements", "policy", "scorecard", "words"),
    ]
    assert [f"{name}.schema.json" for name in names] == FILES
    keys = {p.path[-1] for p in PARTS if p.path[:3] == ("$defs", "rule", "properties")}
    assert {"rule", "for", "when", "score", "drop", "because", "cites", "after"} <= keys
    assert sum(part.is_property for part in PARTS) > 200


@pytest.mark.parametrize(
    "part", [p for p in PARTS if p.is_property or p.is_definition or not p.path], ids=named
)
def test_a_key_says_what_it_is_in_an_english_and_a_chinese_sentence(part: Part) -> None:
    found = resolved(part)
    text = BOTH.fullmatch(found.get("description", ""))
    assert text, found.get("description")
    assert LATIN.search(text["en"])
    assert CHINESE.search(found.get("title", "")), "and has a Chinese word"


@pytest.mark.parametrize("part", KEYS, ids=named)
def test_a_key_with_an_example_shows_it_in_both_languages(part: Part) -> None:
    """A brace, a bracket or a figure in one language stands in the other too."""
    text = BOTH.fullmatch(resolved(part)["description"])
    assert text
    for mark in "{[≥":
        assert (mark in text["en"]) == (mark in text["zh"]), mark


@pytest.mark.parametrize("part", CHOICES, ids=named)
def test_a_choice_of_words_explains_each_of_them(part: Part) -> None:
    explained = part.schema["enumDescriptions"]
    assert len(explained) == len(part.schema["enum"]) == len(set(explained))
    assert all(BOTH.fullmatch(text) for text in explained), explained


@pytest.mark.parametrize("part", [p for p in WRITTEN if "pattern" in p.schema], ids=named)
def test_a_text_of_a_certain_form_is_described_in_words_to_who_writes_it(part: Part) -> None:
    assert BOTH.fullmatch(part.schema["patternErrorMessage"])


def test_every_reference_leads_to_a_definition() -> None:
    referring = [part for part in PARTS if "$ref" in part.schema]
    assert len(referring) > 40
    assert all(resolved(part) for part in referring)
    beyond = {part.schema["$ref"] for part in referring if part.schema["$ref"][0] != "#"}
    shared = ("defs/number", "defs/verdict", "defs/undecided", "defs/judgement", "defs/problem")
    assert beyond == {
        *("form.schema.json#/$defs/row", "form.schema.json#/$defs/form"),
        *("scorecard.schema.json#/properties/policy", "scorecard.schema.json#/properties/summary"),
        *(f"scorecard.schema.json#/${name}" for name in shared),
    }


def test_the_name_of_a_schema_is_that_of_its_file_so_that_they_find_each_other() -> None:
    assert [schema(file)["$id"] for file in FILES] == FILES


def test_examples_and_defaults_fit_their_own_schema() -> None:
    given = [(part, value) for part in PARTS for value in part.schema.get("examples", ())]
    given += [(part, part.schema["default"]) for part in PARTS if "default" in part.schema]
    assert len(given) > 10
    assert [(named(part), value) for part, value in given if wrong(part, value)] == []


def test_an_example_that_does_not_fit_would_be_seen() -> None:
    (part,) = (p for p in PARTS if p.file == "policy.schema.json" and p.path[-1:] == ("revision",))
    assert wrong(part, 1) == []
    assert wrong(part, 0) != []


def test_one_key_has_one_chinese_word_and_that_of_the_field_of_its_name() -> None:
    words: dict[str, set[str]] = {name: {field.chinese} for name, field in FIELDS.items()}
    seen = set()
    for part in KEYS:
        title = resolved(part)["title"]
        if OTHER_WORDS.get((part.file, part.key)) == title:
            seen.add((part.file, part.key))
        elif part.file != "words.schema.json":  # whose keys are words of another trade
            words.setdefault(part.key, set()).add(title)
    assert {key: found for key, found in words.items() if len(found) > 1} == {}
    assert seen == set(OTHER_WORDS)
