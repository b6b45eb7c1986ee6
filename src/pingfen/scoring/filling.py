"""Templates filled and expressions written with the values of one row."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from pingfen.exact import plain_decimal, show, to_decimal
from pingfen.expression.formula import Writer
from pingfen.expression.interpret import Interpreter, Value
from pingfen.expression.template import Template
from pingfen.expression.vocabulary import FIELDS
from pingfen.messages import LANGS, Bilingual
from pingfen.policy import Policy
from pingfen.scoring.decision import Decision
from pingfen.scoring.scope import RowScope
from pingfen.words import words

MEASURED = frozenset({"target", "actual"})


def filled(template: Template | None, scope: RowScope) -> Bilingual:
    """Return a template with the values of a scope, in both languages."""
    if template is None:
        return Bilingual("")
    interpreter = Interpreter()
    return Bilingual(
        *(template.fill(lang, lambda name: scope.lookup(name, interpreter)) for lang in LANGS)
    )


def formula(policy: Policy, decision: Decision) -> str:
    """Return the rule's expression with its figures, what it gives and how that is rounded.

    ``8 × 63 ÷ 88 = 5.7272… → 5.73``
    """
    rule, earned, raw = decision.rule, decision.earned, decision.raw
    if rule is None or rule.score is None or earned is None or raw is None:
        return ""
    steps = [_writer(policy, decision.scope).figures(rule.score), show(earned)]
    if policy.adjust:
        row = RowScope(policy, {**decision.scope.values, "score": earned, "dropped": False})
        steps += [_writer(policy, row).figures(policy.adjust), show(raw)]
    text = " = ".join(dict.fromkeys(steps))
    if decision.score is None or decision.score == raw:
        return text
    return f"{text} → {to_decimal(decision.score, policy.row_rounding.places):f}"


def expression(policy: Policy, decision: Decision) -> Bilingual:
    """Return the rule's expression with the names of its fields."""
    if decision.rule is None or decision.rule.score is None:
        return Bilingual("")
    writer, score = _writer(policy, decision.scope), decision.rule.score
    return Bilingual(*(writer.names(score, _word(policy, lang)) for lang in LANGS))


def _word(policy: Policy, lang: str) -> Callable[[str], str]:
    """Return what says a name: in Chinese its Chinese word, or what a param's label says."""

    def word(name: str) -> str:
        param = policy.params.get(name)
        if lang != LANGS[0]:
            return name
        if param and param.label:
            return param.label.zh
        return FIELDS[name].chinese if name in FIELDS else name

    return word


def inputs(policy: Policy, decision: Decision) -> tuple[tuple[str, Decimal | str], ...]:
    """Return the values that the rule's expression used."""
    if decision.rule is None or decision.rule.score is None:
        return ()
    used = _writer(policy, decision.scope).used(decision.rule.score)
    return tuple(
        (name, plain_decimal(value) if isinstance(value, Fraction) else value)
        for name, value in used.items()
        if isinstance(value, Fraction | str)
    )


def _writer(policy: Policy, scope: RowScope) -> Writer:
    percent = scope.text("unit") == words().units.percent

    def figure(name: str, value: Value) -> str:
        if not isinstance(value, Fraction):
            return "—"
        return f"{show(value * 100)}%" if percent and name in MEASURED else show(value)

    return Writer(Interpreter(), scope, policy.lets.get, figure)
