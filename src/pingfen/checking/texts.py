"""Which texts a policy tells apart, for each text field: those it names, and one more."""

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import FIELDS, Type
from pingfen.policy import Policy
from pingfen.words import words

TARGET_TEXT, ACTUAL_TEXT = "target_text", "actual_text"
# what a field holds that the policy does not name; none of them holds a digit or a numeral
OTHERS: Mapping[str, str] = MappingProxyType(
    {
        TARGET_TEXT: "如期完成",
        ACTUAL_TEXT: "有所进展",
        "name": "某项",
        "unit": "件",
        "project": "例",
        "reason": "见说明",
        "explanation": "已说明",
        "declared_grade": "某等级",
        "summary_grade": "别的等级",
    }
)
Texts = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def texts_of(policy: Policy) -> Texts:
    """Return, for each text field, a text that the policy does not name, then those it may equal.

    The former are all different; of fields that are compared with each other, each may also be
    what the other one is.
    """
    named, peers = _compared(policy)
    taken = {text for texts in named.values() for text in texts}
    others: dict[str, str] = {}
    for name in (*FIELDS, *policy.fields):
        if _is_text(policy, name):
            others[name] = _other(name, taken)
            taken.add(others[name])
    found = {}
    for name, other in others.items():
        linked = _linked(name, peers)
        texts = {text for peer in linked for text in named.get(peer, ())}
        texts |= {others[peer] for peer in linked}
        found[name] = (other, *sorted(texts - {other}))
    return MappingProxyType(found)


def _other(name: str, taken: set[str]) -> str:
    """Return a text that stands for all that the policy does not name."""
    known = dict.fromkeys(words().levels[name].values()) if name in words().levels else ()
    text = OTHERS.get(name, "某文字")
    while text in taken:
        text += "的"
    return next((word for word in known if word not in taken), text)


def _linked(name: str, peers: Mapping[str, set[str]]) -> set[str]:
    """Return the fields that a field is compared with, directly or through others, and itself."""
    found, waiting = {name}, [name]
    while waiting:
        more = peers.get(waiting.pop(), set()) - found
        found |= more
        waiting += more
    return found


def expressions_of(policy: Policy) -> Iterator[Expression]:
    """Yield every expression that decides the scores of rows."""
    yield from policy.lets.values()
    for rule in policy.rules:
        yield from filter(None, (rule.when, rule.require, rule.score))
    yield from filter(None, (policy.adjust, policy.direction))


def _compared(policy: Policy) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the texts and the other fields that each text field is compared with."""
    named: dict[str, set[str]] = {}
    peers: dict[str, set[str]] = {}
    for expression in expressions_of(policy):
        for node in ast.walk(expression.tree):
            fields, texts = _sides(policy, node) if isinstance(node, ast.Compare) else ((), ())
            for field in fields:
                named.setdefault(field, set()).update(texts)
                peers.setdefault(field, set()).update(fields)
    for name, sources in policy.inputs.items():
        for source in sources:
            named.setdefault(source, set()).update(named.get(name, ()))
            peers.setdefault(source, set()).update(peers.get(name, set()) - {name})
    return named, peers


def _sides(policy: Policy, node: ast.Compare) -> tuple[set[str], set[str]]:
    """Return the text fields and the texts on either side of a comparison, lets followed."""
    fields: set[str] = set()
    texts: set[str] = set()
    waiting: list[ast.AST] = [node]
    followed: set[str] = set()
    while waiting:
        match waiting.pop():
            case ast.Constant(str() as text):
                texts.add(text)
            case ast.Name(name) if name in policy.lets:
                if name not in followed:
                    waiting.append(policy.lets[name].tree)
                followed.add(name)
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
