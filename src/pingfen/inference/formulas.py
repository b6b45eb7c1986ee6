"""Formulas in words: the expression that gave a score, params filled in, and its rounding."""

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from pingfen.exact import show
from pingfen.expression.formula import Writer
from pingfen.expression.interpret import Interpreter, Value
from pingfen.expression.names import names_in
from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import FIELDS
from pingfen.messages import LANGS, Bilingual, Message, both
from pingfen.policy import Policy, Rounding, Rule
from pingfen.scoring.decision import Decision
from pingfen.scoring.scope import RowScope

WEIGHT = "weight"


class Formula(NamedTuple):
    """How a score came about; ``rounding`` is None where rounding changed nothing."""

    expression: Bilingual
    rounding: Rounding | None = None


class FormulaWriter:
    """Writes the formulas of one policy; what needs no figures of a row is written once."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy whose rules these are."""
        self.policy = policy
        self.interpreter = Interpreter()
        self.known: dict[tuple[str, bool], Bilingual] = {}

    def formula(self, decision: Decision) -> Formula | None:
        """Return how a row's score came about; None where no rule gave one."""
        rule, raw, score = decision.rule, decision.raw, decision.score
        if rule is None:
            return None
        if rule.score is None:
            return Formula(both(Message.of("infer-dropped")))
        text = self._expression(rule, rule.score, decision)
        return Formula(text, None if raw == score else self.policy.row_rounding)

    def _expression(self, rule: Rule, score: Expression, decision: Decision) -> Bilingual:
        earned = decision.earned
        adjusted = decision.raw != earned  # where adjusting changed nothing, it says nothing
        if (rule.name, adjusted) in self.known:
            return self.known[rule.name, adjusted]
        parts = [(score, decision.scope)]
        if self.policy.adjust and adjusted and earned is not None:
            values = {**decision.scope.values, "score": earned, "dropped": False}
            parts.append((self.policy.adjust, RowScope(self.policy, values)))
        text = Bilingual(*("; ".join(self._text(*part, lang) for part in parts) for lang in LANGS))
        if not any(self._branches(part) for part, _ in parts):
            self.known[rule.name, adjusted] = text
        return text

    def _text(self, expression: Expression, scope: RowScope, lang: str) -> str:
        writer = Writer(self.interpreter, scope, self.policy.lets.get, _unused)
        return writer.names(expression, self._word(lang))

    def _word(self, lang: str) -> Callable[[str], str]:
        """Return what says a name: of a param its value, of a field its word."""

        def word(name: str) -> str:
            if name in self.policy.params:
                return _constant(self.policy.params[name].value)
            chinese = lang == LANGS[0] and name in FIELDS
            return FIELDS[name].chinese if chinese else name

        return word

    def _branches(self, expression: Expression) -> bool:
        """Tell whether it depends on the row which part of an expression counts."""
        nodes = list(ast.walk(expression.tree))
        inner = (self.policy.lets[name] for name in names_in(expression) & set(self.policy.lets))
        return any(isinstance(node, ast.IfExp) for node in nodes) or any(
            map(self._branches, inner)
        )


def _constant(value: object) -> str:
    return show(value) if isinstance(value, Fraction) else str(value)


def _unused(name: str, value: Value) -> str:
    """Stand in for what prints figures: formulas are written with names."""
    raise NotImplementedError(name, value)
