"""The rules in the file of a new policy: those of the parent in words, and how to change them."""

from collections.abc import Iterable, Iterator

from pingfen.drafting.writing import Writing, bilingual, dumped, entry
from pingfen.expression.parse import Expression
from pingfen.expression.wording import Wording, branches
from pingfen.messages import Message, both, say
from pingfen.policy import Rule
from pingfen.resolved import wording

NEW_RULE = "new-rule"


def rule_lines(writing: Writing) -> Iterator[str]:
    """Yield the rules in force in words, then in comments how each kind of change is written."""
    parent, words = writing.parent, wording(writing.parent, writing.lang)
    yield ""
    yield writing.say("draft-rules")
    for number, rule in enumerate(parent.rules, 1):
        yield writing.say(
            "draft-rule",
            number=number,
            name=rule.name,
            applies=say(f"for-{rule.applies_to}", writing.lang),
            when=_condition(rule, words),
            result=_result(rule, words),
            place=writing.place("rules", rule.name),
        )
    yield from _remove(writing)
    yield ""
    yield writing.say("draft-change")
    yield "#rules:"
    for code, rule_data in _examples(writing):
        yield writing.say(code)
        yield from (f"#{line}" for line in dumped([rule_data]))


def _remove(writing: Writing) -> Iterator[str]:
    """Yield how a rule is left out, by one that the other examples do not change."""
    names = [rule.name for rule in writing.parent.rules]
    if names:
        yield ""
        yield writing.say("draft-remove")
        yield f"#{entry('remove', [names[1 if names[2:] else 0]])}"


def _examples(writing: Writing) -> Iterator[tuple[str, object]]:
    """Yield how a rule is replaced, added and moved: the message that says so, and the rule."""
    rules = writing.document.get("rules")
    given = [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    names = [str(rule["rule"]) for rule in given]
    if given:
        yield "draft-replace", given[0]
    taken = {*names, *(check.name for check in writing.parent.checks)}
    yield (
        "draft-add",
        {
            "rule": _fresh(NEW_RULE, taken),
            "when": 'relation == ">=" and target > 0 and actual >= target * 2',
            "score": "weight * 0.9",
            "because": bilingual(both(Message.of("draft-add-because"))),
        },
    )
    if given[1:]:
        yield "draft-move", {**given[-1], "before": names[0]}


def _fresh(name: str, taken: Iterable[str]) -> str:
    """Return the name, longer as long as it is taken."""
    known = set(taken)
    while name in known:
        name = f"{name}-2"
    return name


def _condition(rule: Rule, words: Wording) -> str:
    return words.write(rule.when.tree) if rule.when else say("result-always", words.lang)


def _result(rule: Rule, words: Wording) -> str:
    if rule.drop:
        return say("result-drop", words.lang)
    return _lines(rule.score, words) if rule.score else say("verdict-undecided", words.lang)


def _lines(expression: Expression, words: Wording) -> str:
    """Return an expression in one line, its branches one after the other."""
    found = []
    for branch in branches(expression.tree):
        test = f"{words.write(branch.test)} → " if branch.test is not None else ""
        found.append(test + words.write(branch.value))
    return "; ".join(found)
