"""Templates filled and expressions written with the values of one row."""

from collections.abc import Callable
from fractions import Fraction

from pingfen.exact import NO_VALUE, show, to_decimal
from pingfen.expression.formula import Writer
from pingfen.expression.interpret import Interpreter, Value
from pingfen.expression.template import Template
from pingfen.expression.vocabulary import FIELDS
from pingfen.messages import LANGS, Bilingual
from pingfen.policy import Policy
from pingfen.scoring.decision import SETTLED, Decision
from pingfen.scoring.scope import RowScope
from pingfen.words import words

MEASURED = frozenset({"target", "actual"})


class Filling:
    """Fills templates and writes formulas for the rows of one form."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy whose templates and expressions these are."""
        self.policy = policy
        self.interpreter = Interpreter()

    def filled(self, template: Template | None, scope: RowScope) -> Bilingual:
        """Return a template with the values of a scope, in both languages."""
        if template is None:
            return Bilingual("")

        def value(name: str) -> Value:
            return scope.lookup(name, self.interpreter)

        return Bilingual(*(template.fill(lang, value) for lang in LANGS))

    def because(self, decision: Decision) -> Bilingual:
        """Return why the rule that decided gave its score."""
        return self.filled(decision.rule.because if decision.rule else None, decision.scope)

    def formula(self, decision: Decision) -> str:
        """Return the rule's expression with its figures, what it gives, how that is rounded.

        ``8 × 63 ÷ 88 = 5.7272… → 5.73``
        """
        rule, earned, raw = decision.rule, decision.earned, decision.raw
        if rule is None or rule.score is None or earned is None or raw is None:
            return ""
        text = _equal(self._writer(decision.scope).figures(rule.score), show(earned))
        if self.policy.adjust:
            writer = self._writer(self._adjusted(decision))
            text += "; " + _equal(writer.figures(self.policy.adjust), show(raw))
        if decision.score is None or decision.score == raw:
            return text
        return f"{text} → {to_decimal(decision.score, self.policy.row_rounding.places):f}"

    def expression(self, decision: Decision) -> Bilingual:
        """Return the rule's expression with the names of its fields."""
        if decision.rule is None or decision.rule.score is None:
            return Bilingual("")
        writer, score = self._writer(decision.scope), decision.rule.score
        return Bilingual(*(writer.names(score, self.word(lang)) for lang in LANGS))

    def used(self, decision: Decision) -> dict[str, Value]:
        """Return the names that the score was made of, the branches taken only."""
        if decision.rule is None or decision.rule.score is None:
            return {}
        writer = self._writer(decision.scope)
        used = writer.used(decision.rule.score)
        if self.policy.adjust and decision.earned is not None:
            adjusted = self._adjusted(decision)
            used |= {
                name: value
                for name, value in self._writer(adjusted).used(self.policy.adjust).items()
                if name not in {"score", *SETTLED}
            }
        return used

    def _adjusted(self, decision: Decision) -> RowScope:
        """Return the scope in which the score of a row was adjusted."""
        values = {**decision.scope.values, **SETTLED}
        earned = decision.earned
        return RowScope(self.policy, values if earned is None else {**values, "score": earned})

    def word(self, lang: str) -> Callable[[str], str]:
        """Return what says a name: in Chinese its Chinese word, or what a param's label says."""

        def word(name: str) -> str:
            param = self.policy.params.get(name)
            if lang != LANGS[0]:
                return name
            if param and param.label:
                return param.label.zh
            if name in FIELDS:
                return FIELDS[name].chinese
            field = self.policy.fields.get(name)
            return field.headings[min(1, len(field.headings) - 1)] if field else name

        return word

    def _writer(self, scope: RowScope) -> Writer:
        percent = scope.text("unit") == words().units.percent

        def figure(name: str, value: Value) -> str:
            if not isinstance(value, Fraction):
                return NO_VALUE
            return f"{show(value * 100)}%" if percent and name in MEASURED else show(value)

        return Writer(self.interpreter, scope, self.policy.lets.get, figure)


def _equal(left: str, right: str) -> str:
    """Return ``left = right``, or only one of them where they are the same."""
    return left if left == right else f"{left} = {right}"
