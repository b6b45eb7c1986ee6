"""The rules and checks of a policy in words: what a decision table has in its cells."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from pingfen.expression.parse import Expression
from pingfen.expression.template import Template
from pingfen.expression.wording import Wording, branches
from pingfen.messages import say
from pingfen.policy import Check, Cited, Policy, Rule
from pingfen.resolved import Origin, line_of, origin, wording


class Decision(NamedTuple):
    """One rule or check in the words of a language, with its place and what it replaces.

    ``result`` is what a rule gives, one line a branch, or what a check expects; ``bounds`` what
    must hold besides.
    """

    number: int
    name: str
    applies_to: str
    when: str
    result: tuple[str, ...]
    bounds: str
    because: str
    cites: Cited | None
    origin: Origin
    severity: str = ""
    remedy: str = ""

    @property
    def place(self) -> str:
        """Where it was written, as ``file:line``."""
        return line_of(self.origin.place)


def rules_in_words(policy: Policy, lang: str) -> list[Decision]:
    """Return the rules in order, in words."""
    words = wording(policy, lang)
    return [_rule(policy, rule, number, words) for number, rule in enumerate(policy.rules, 1)]


def checks_in_words(policy: Policy, lang: str) -> list[Decision]:
    """Return the checks in order, in words."""
    words = wording(policy, lang)
    return [_check(policy, item, number, words) for number, item in enumerate(policy.checks, 1)]


def lines(expression: Expression, words: Wording) -> Iterator[str]:
    """Yield an expression as lines: one a branch where it is a conditional."""
    found = list(branches(expression.tree))
    for branch in found:
        value = _value(branch.value, words)
        if branch.test is not None:
            yield f"{words.write(branch.test)} → {value}"
        elif len(found) > 1:
            yield say("result-otherwise", words.lang, value=value)
        else:
            yield value


def filled(policy: Policy, template: Template | None, words: Wording) -> str:
    """Return a template with the values of params in place and the other names in braces."""
    if template is None:
        return ""
    parts = template.zh if words.lang == "zh" else template.en
    shown = []
    for part in parts:
        if isinstance(part, str):
            shown.append(part)
        elif part.name in policy.params and not isinstance(
            value := policy.params[part.name].value, tuple
        ):
            shown.append(part.show(value))
        else:
            shown.append(f"{{{words.name(part.name)}}}")
    return "".join(shown)


def _value(node: ast.expr, words: Wording) -> str:
    """Return what a branch gives; a text, as of a grade, without quotation marks."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return words.write(node)


def _rule(policy: Policy, rule: Rule, number: int, words: Wording) -> Decision:
    bounds = [words.write(rule.require.tree)] if rule.require else []
    bounds += [say("result-unbounded", words.lang)] if rule.unbounded else []
    return Decision(
        number,
        rule.name,
        say(f"for-{rule.applies_to}", words.lang),
        _condition(rule.when, words),
        _result(policy, rule, words),
        "；".join(bounds) if words.lang == "zh" else "; ".join(bounds),
        filled(policy, rule.because, words),
        rule.cites,
        origin(policy, "rules", rule.name) or Origin(rule.place),
    )


def _result(policy: Policy, rule: Rule, words: Wording) -> tuple[str, ...]:
    if rule.drop:
        return (say("result-drop", words.lang),)
    if rule.undecided:
        text = filled(policy, rule.undecided, words)
        return (say("result-left-open", words.lang, text=text),)
    return tuple(lines(rule.score, words)) if rule.score else ()


def _check(policy: Policy, check: Check, number: int, words: Wording) -> Decision:
    return Decision(
        number,
        check.name,
        say(f"for-{check.applies_to}", words.lang),
        _condition(check.when, words),
        (words.write(check.expect.tree),),
        "",
        filled(policy, check.because, words),
        check.cites,
        origin(policy, "checks", check.name) or Origin(check.place),
        say(f"severity-{check.severity}", words.lang),
        filled(policy, check.remedy, words),
    )


def _condition(expression: Expression | None, words: Wording) -> str:
    return words.write(expression.tree) if expression else say("result-always", words.lang)
