"""A policy and its parents as one document: each part with the place it came from."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pingfen.errors import Place, Problem, enough, first_at, nearest_or_all, problem
from pingfen.loading.nodes import entries_of, scalars_of
from pingfen.messages import Message
from pingfen.source import Entries, Node, Scalar

BY_KEY = ("sources", "params", "fields", "inputs", "let", "rounding", "execution", "findings")
LISTS = {"rules": "rule", "checks": "check", "properties": "property"}
OF_ONE_FILE = ("language", "policy", "year", "revision", "extends", "remove", *LISTS)


class Merged(NamedTuple):
    """The document that a policy and its parents make; ``start`` is the youngest file's."""

    keys: Mapping[str, Node]
    rules: tuple[Entries, ...]
    checks: tuple[Entries, ...]
    start: Entries
    has_rules: bool = False
    properties: tuple[Entries, ...] = ()


def merge(chain: Sequence[Entries]) -> tuple[Merged, list[Problem]]:
    """Merge documents, the youngest first, and say which names do not fit."""
    problems: list[Problem] = []
    merged = Merged({}, (), (), chain[0])
    for child in reversed(chain):
        problems += _repeated(child)
        removed = {item.text: item for item in scalars_of(child.get("remove"))}
        problems += _removed_problems(removed, merged, child)
        rules, wrong = _rules(merged.rules, list(entries_of(child.get("rules"))), removed)
        problems += wrong
        keys = _keys(merged.keys, child)
        checks = _checks(merged.checks, list(entries_of(child.get("checks"))), removed)
        own = list(entries_of(child.get("properties")))
        properties = _checks(merged.properties, own, removed)
        has_rules = merged.has_rules or child.get("rules") is not None
        merged = Merged(keys, rules, checks, chain[0], has_rules, properties)
    return merged, problems + _clashes(merged)


def name_of(item: Entries) -> Scalar:
    """Return the name of a rule, of a check or of a property."""
    node = item.get("rule") or item.get("check") or item.get("property")
    return node if isinstance(node, Scalar) else Scalar("", item.place)


def _keys(parent: Mapping[str, Node], child: Entries) -> dict[str, Node]:
    found = dict(parent)
    for key, value in child.pairs:
        if key.text in OF_ONE_FILE:
            continue
        before = found.get(key.text)
        if key.text in BY_KEY and isinstance(before, Entries) and isinstance(value, Entries):
            found[key.text] = _by_key(before, value)
        else:
            found[key.text] = value
    return found


def _by_key(parent: Entries, child: Entries) -> Entries:
    pairs = {key.text: (key, value) for key, value in parent.pairs}
    for key, value in child.pairs:
        before = pairs[key.text][1] if key.text in pairs else None
        pairs[key.text] = (key, _described(before, value))
    return Entries(tuple(pairs.values()), child.place)


def _described(before: Node | None, value: Node) -> Node:
    """Keep a param's description where the child only gives it another value."""
    if not isinstance(before, Entries) or isinstance(value, Entries) or not before.get("value"):
        return value
    pairs = ((key, value if key.text == "value" else old) for key, old in before.pairs)
    return Entries(tuple(pairs), value.place)


def _rules(
    parents: tuple[Entries, ...], children: Sequence[Entries], removed: Mapping[str, Scalar]
) -> tuple[tuple[Entries, ...], list[Problem]]:
    kept, new = _replaced(parents, children, removed)
    return _moved([*new, *kept], children)


def _replaced(
    parents: tuple[Entries, ...], children: Sequence[Entries], removed: Mapping[str, Scalar]
) -> tuple[list[Entries], list[Entries]]:
    """Return what is left of the parents, replaced by those of the same name, and what is new."""
    by_name = {name_of(child).text: child for child in children}
    own = {name_of(parent).text: parent for parent in parents}
    left = [name for parent in parents if (name := name_of(parent).text) not in removed]
    kept = [by_name.get(name, own[name]) for name in left]
    there = set(left)
    return kept, [child for child in children if name_of(child).text not in there]


def _moved(
    rules: list[Entries], children: Sequence[Entries]
) -> tuple[tuple[Entries, ...], list[Problem]]:
    """Move the rules that say ``before`` or ``after`` next to their neighbours."""
    problems: list[Problem] = []
    followers: dict[str, int] = {}
    names = [name_of(rule).text for rule in rules]
    for child, side, anchor in _moves(children):
        own = next((n for n, rule in enumerate(rules) if rule is child), len(rules))
        del rules[own : own + 1], names[own : own + 1]
        if anchor.text in names:
            at = names.index(anchor.text)
            if side == "after":
                followers[anchor.text] = followers.get(anchor.text, 0) + 1
                at += followers[anchor.text]
        else:
            at = own
            hint = nearest_or_all(anchor.text, names)
            problems.append(problem("unknown-rule", anchor.place, found=anchor.text, hint=hint))
            enough(problems)
        rules.insert(at, child)
        names.insert(at, name_of(child).text)
    return tuple(rules), problems


def _moves(children: Sequence[Entries]) -> Iterator[tuple[Entries, str, Scalar]]:
    """Yield the rules to move in the order of the file, but each after its neighbour has moved."""
    waiting = [
        (child, side, anchor)
        for child in children
        for side in ("before", "after")
        if isinstance(anchor := child.get(side), Scalar)
    ]
    names = Counter(name_of(child).text for child, _, _ in waiting)
    while waiting:
        settled = (number for number, move in enumerate(waiting) if not names[move[2].text])
        move = waiting.pop(next(settled, 0))  # neighbours in a circle go in the order of the file
        names[name_of(move[0]).text] -= 1
        yield move


def _checks(
    parents: tuple[Entries, ...], children: Sequence[Entries], removed: Mapping[str, Scalar]
) -> tuple[Entries, ...]:
    """Merge checks, or properties: new ones go last."""
    kept, new = _replaced(parents, children, removed)
    return (*kept, *new)


def _removed_problems(
    removed: Mapping[str, Scalar], parent: Merged, child: Entries
) -> list[Problem]:
    inherited = (*parent.rules, *parent.checks, *parent.properties)
    known = {name_of(item).text: item for item in inherited}
    defined = {name_of(item).text for key in LISTS for item in entries_of(child.get(key))}
    found: list[Problem] = []
    for name, scalar in removed.items():
        if name not in known:
            hint = nearest_or_all(name, list(known)) if known else Message.of("hint-no-parent")
            found.append(problem("unknown-rule", scalar.place, found=name, hint=hint))
            enough(found)
        elif name in defined:
            hint = Message.of("hint-remove-or-define")
            found.append(problem("removed-and-defined", scalar.place, hint=hint, found=name))
    return found


def _repeated(child: Entries) -> list[Problem]:
    """Find rules, checks or properties that one file defines twice."""
    found = []
    for key in LISTS:
        seen: dict[str, Place] = {}
        for item in entries_of(child.get(key)):
            name = name_of(item)
            if name.text in seen:
                hint = first_at(seen[name.text])
                found.append(problem("duplicate-rule", name.place, hint=hint, found=name.text))
            seen.setdefault(name.text, name.place)
    return found


def _clashes(merged: Merged) -> list[Problem]:
    """Find checks that have a rule's name, and properties that have a rule's or a check's."""
    rules = {name_of(rule).text for rule in merged.rules}
    checks = {name_of(check).text for check in merged.checks}
    properties = [name_of(item) for item in merged.properties]
    hint = Message.of("hint-other-name")
    return [
        problem("rule-and-check", name.place, says=says, hint=hint, found=name.text)
        for names, taken, says in (
            ([*map(name_of, merged.checks), *properties], rules, "rule-and-check"),
            (properties, checks, "check-and-property"),
        )
        for name in names
        if name.text in taken
    ]
