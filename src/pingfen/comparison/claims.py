"""The parts of a policy that have names and conditions: its rules, checks and properties."""

from collections.abc import Iterator, Mapping

from pingfen.comparison.part import Part, described
from pingfen.comparison.reading import Reading
from pingfen.comparison.usage import CHECK, SCORE
from pingfen.loading.digest import thawed
from pingfen.messages import Message, both
from pingfen.policy import Check, Property, Rule
from pingfen.resolved import LISTS

OF_RULE = frozenset(
    {
        *("rule", "for", "when", "score", "drop", "undecided", "require", "unbounded"),
        *("because", "cites"),
    }
)
OF_CHECK = frozenset({"check", "for", "when", "expect", "severity", "because", "remedy", "cites"})
OF_PROPERTY = frozenset(
    {"property", "for", "when", "expect", "rises-with", "falls-with", "because", "cites"}
)


def rules(reading: Reading) -> Iterator[Part]:
    """Yield the rules in order."""
    for rule in reading.policy.rules:
        path = ("rules", rule.name)
        parts = [*_rule(reading, rule, path), *_shared(reading, rule, path)]
        yield _item(reading, path, "rule", parts, OF_RULE)._replace(affects=SCORE)


def checks(reading: Reading) -> Iterator[Part]:
    """Yield the checks in order."""
    for check in reading.policy.checks:
        path = ("checks", check.name)
        severity = reading.word(
            (*path, "severity"), "check", check.severity, f"severity-{check.severity}", CHECK
        )
        parts = [*_claim(reading, check, path), severity, *_shared(reading, check, path)]
        yield _item(reading, path, "check", parts, OF_CHECK)._replace(affects=CHECK)


def properties(reading: Reading) -> Iterator[Part]:
    """Yield what the policy claims of every row."""
    for claim in reading.policy.properties:
        path = ("properties", claim.name)
        parts = list(_claim(reading, claim, path))
        for key, field in (("rises-with", claim.rises_with), ("falls-with", claim.falls_with)):
            if field:
                parts.append(reading.field((*path, key), "property", field, CHECK))
        parts += _shared(reading, claim, path)
        yield _item(reading, path, "property", parts, OF_PROPERTY)._replace(affects=CHECK)


def _rule(reading: Reading, rule: Rule, path: tuple[str, ...]) -> Iterator[Part]:
    yield reading.word((*path, "for"), "rule", rule.applies_to, f"for-{rule.applies_to}", SCORE)
    for key, expression in (("when", rule.when), ("score", rule.score), ("require", rule.require)):
        if expression:
            yield reading.expression((*path, key), "rule", expression, SCORE)
    for key, truth, says in (
        ("drop", rule.drop, "result-drop"),
        ("unbounded", rule.unbounded, "result-unbounded"),
    ):
        if truth:
            text = both(Message.of(says))
            yield Part(key, "rule", "true", True, text, reading.place(*path, key), SCORE)  # noqa: FBT003  # the value of the key
    if rule.undecided:
        # whether the row is left open changes scores, how that is said does not
        yield reading.template((*path, "undecided"), rule.undecided)._replace(affects=SCORE)


def _claim(reading: Reading, claim: Check | Property, path: tuple[str, ...]) -> Iterator[Part]:
    kind = LISTS[path[0]]
    yield reading.word((*path, "for"), kind, claim.applies_to, f"for-{claim.applies_to}", CHECK)
    for key, expression in (("when", claim.when), ("expect", claim.expect)):
        if expression:
            yield reading.expression((*path, key), kind, expression, CHECK)


def _shared(
    reading: Reading, item: Rule | Check | Property, path: tuple[str, ...]
) -> Iterator[Part]:
    """Yield what people read of a rule, a check or a property."""
    if item.because:
        yield reading.template((*path, "because"), item.because)
    if isinstance(item, Check) and item.remedy:
        yield reading.template((*path, "remedy"), item.remedy)
    if item.cites:
        yield reading.cited((*path, "cites"), item.cites)


def _item(
    reading: Reading, path: tuple[str, ...], kind: str, parts: list[Part], known: frozenset[str]
) -> Part:
    entry = _entry(reading, *path)
    every = (*parts, *reading.others(path, kind, entry, known))
    place = reading.place(*path)
    return Part(path[1], kind, None, thawed(entry), described(every), place, parts=every)


def _entry(reading: Reading, block: str, name: str) -> object:
    """Return what the document says of a rule, a check or a property."""
    document = reading.policy.document
    items = document.get(block, ()) if isinstance(document, Mapping) else ()
    found = (item for item in items if isinstance(item, Mapping))
    return next((item for item in found if item.get(LISTS[block]) == name), {})
