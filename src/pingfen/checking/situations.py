"""The kinds of rows that a policy may meet: what target and actual are, and what follows of it.

A target is a number with one of the relations or with none, words, a deadline, or blank; an actual
a number, the same words, other words (also each phrase that the policy knows), a date, or blank.
"""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pingfen.checking.polynomial import unknown
from pingfen.checking.state import ZERO, Fact, Mark
from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import EXECUTION as BUDGET
from pingfen.expression.vocabulary import FIELDS, INDICATOR, Type
from pingfen.policy import Policy
from pingfen.words import words

NUMBER, WORDS, SAME, DATE, BLANK = "number", "words", "same", "date", "blank"
PHRASE = "phrase"
# texts that stand for any other one; none of them holds a digit
OTHER_TARGET, OTHER_ACTUAL, OTHER = "如期完成", "有所进展", "某项"


class Situation(NamedTuple):
    """A kind of row: ``target`` and ``actual`` say what the cells hold, ``facts`` what follows.

    ``phrase`` is the text of the actual where the policy knows it.
    """

    kind: str
    target: str
    actual: str
    facts: Mapping[str, Fact]
    phrase: str = ""


def situations(policy: Policy, literals: Mapping[str, tuple[str, ...]]) -> Iterator[Situation]:
    """Yield all kinds of rows that a policy may have to score."""
    relations = words().relations
    numeric = [
        name for name in relations.names if name not in {relations.wording, relations.deadline}
    ]
    for target in (*numeric, ""):
        yield from _number_target(target, literals)
    yield from _words_target(relations.wording, literals)
    yield from _deadline(relations.deadline)
    yield from _blank_target()
    if policy.execution:
        yield Situation(BUDGET, NUMBER, NUMBER, _facts(kind=BUDGET))


def _facts(**facts: Fact) -> Mapping[str, Fact]:
    """Return facts; a field of a row that is not named is missing."""
    measured = ("target", "actual", "late", "same_text", "target_text", "actual_text", "relation")
    return MappingProxyType({**dict.fromkeys(measured, Mark.MISSING), **facts})


def _number_target(relation: str, literals: Mapping[str, tuple[str, ...]]) -> Iterator[Situation]:
    given: dict[str, Fact] = {"kind": INDICATOR, "target": Mark.GIVEN, "target_text": OTHER_TARGET}
    if relation:
        given["relation"] = relation
    target = relation or NUMBER
    differ: dict[str, Fact] = {"same_text": False, "actual_text": OTHER_ACTUAL}
    yield Situation(INDICATOR, target, NUMBER, _facts(**given, **differ, actual=Mark.GIVEN))
    alike = _facts(**given, same_text=True, actual_text=OTHER_TARGET, actual=unknown("target"))
    yield Situation(INDICATOR, target, SAME, alike)
    yield Situation(INDICATOR, target, WORDS, _facts(**given, **differ))
    for phrase in literals.get("actual_text", ()):
        facts = _facts(**given, same_text=False, actual_text=phrase)
        yield Situation(INDICATOR, target, PHRASE, facts, phrase)
    yield Situation(INDICATOR, target, BLANK, _facts(**given))


def _words_target(relation: str, literals: Mapping[str, tuple[str, ...]]) -> Iterator[Situation]:
    given: dict[str, Fact] = {
        "kind": INDICATOR,
        "relation": relation,
        "target_text": OTHER_TARGET,
    }
    same = _facts(**given, same_text=True, actual_text=OTHER_TARGET)
    yield Situation(INDICATOR, WORDS, SAME, same)
    differ = _facts(**given, same_text=False, actual_text=OTHER_ACTUAL)
    yield Situation(INDICATOR, WORDS, WORDS, differ)
    for phrase in literals.get("actual_text", ()):
        facts = _facts(**given, same_text=False, actual_text=phrase)
        yield Situation(INDICATOR, WORDS, PHRASE, facts, phrase)
    yield Situation(INDICATOR, WORDS, NUMBER, MappingProxyType({**differ, "actual": Mark.GIVEN}))
    yield Situation(INDICATOR, WORDS, BLANK, _facts(**given))


def _deadline(relation: str) -> Iterator[Situation]:
    given: dict[str, Fact] = {
        "kind": INDICATOR,
        "relation": relation,
        "target_text": OTHER_TARGET,
    }
    differ: dict[str, Fact] = {"same_text": False, "actual_text": OTHER_ACTUAL}
    yield Situation(INDICATOR, DATE, DATE, _facts(**given, **differ, late=Mark.GIVEN))
    alike = _facts(**given, same_text=True, actual_text=OTHER_TARGET, late=ZERO)
    yield Situation(INDICATOR, DATE, SAME, alike)
    yield Situation(INDICATOR, DATE, WORDS, _facts(**given, **differ))
    yield Situation(INDICATOR, DATE, BLANK, _facts(**given))


def _blank_target() -> Iterator[Situation]:
    text: dict[str, Fact] = {"kind": INDICATOR, "actual_text": OTHER_ACTUAL}
    yield Situation(INDICATOR, BLANK, NUMBER, _facts(**text, actual=Mark.GIVEN))
    yield Situation(INDICATOR, BLANK, WORDS, _facts(**text))
    yield Situation(INDICATOR, BLANK, BLANK, _facts(kind=INDICATOR))


def literals_of(policy: Policy) -> dict[str, tuple[str, ...]]:
    """Return, for each text field, the texts that the policy compares it with."""
    found: dict[str, set[str]] = {}
    for expression in expressions_of(policy):
        for node in ast.walk(expression.tree):
            if isinstance(node, ast.Compare):
                fields, texts = _compared(policy, node)
                for field in fields:
                    found.setdefault(field, set()).update(texts)
    return {field: tuple(sorted(texts)) for field, texts in found.items()}


def expressions_of(policy: Policy) -> Iterator[Expression]:
    """Yield every expression that decides the scores of rows."""
    yield from policy.lets.values()
    for rule in policy.rules:
        yield from filter(None, (rule.when, rule.require, rule.score))
    yield from filter(None, (policy.adjust, policy.direction))


def _compared(policy: Policy, node: ast.Compare) -> tuple[set[str], set[str]]:
    """Return the text fields and the texts on either side of a comparison, lets followed."""
    fields: set[str] = set()
    texts: set[str] = set()
    waiting: list[ast.AST] = [node]
    followed: set[str] = set()
    while waiting:
        match waiting.pop():
            case ast.Constant(str() as text):
                texts.add(text)
            case ast.Name(name) if name in policy.lets and name not in followed:
                followed.add(name)
                waiting.append(policy.lets[name].tree)
            case ast.Name(name) if name in policy.params:
                value = policy.params[name].value
                items = value if isinstance(value, tuple) else (value,)
                texts.update(item for item in items if isinstance(item, str))
            case ast.Name(name) if _is_text(policy, name):
                fields.add(name)
            case other:
                waiting += ast.iter_child_nodes(other)
    return fields, texts


def _is_text(policy: Policy, name: str) -> bool:
    own = policy.fields.get(name)
    return own.type == Type.TEXT if own else name in FIELDS and FIELDS[name].type is Type.TEXT
