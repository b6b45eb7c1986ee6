"""Decides the score of one row: the first rule that applies, its bounds, adjusting, rounding."""

from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pingfen.exact import round_to
from pingfen.expression.interpret import Cause, Interpreter, Unknown
from pingfen.policy import Policy, Rule
from pingfen.scoring.scope import RowScope, Values

UNPARSED = "unparsed"
# what is known of a row that a rule gave a score
SETTLED: Values = MappingProxyType({"dropped": False, UNPARSED: False})


class Decision(NamedTuple):
    """What became of one row.

    ``raw`` is the score before rounding, ``earned`` before adjusting; where the score is out of
    bounds, ``raw`` is the rounded one that was compared.

    ``code`` is one of the norm's codes where the row is undecided.
    """

    scope: RowScope
    rule: Rule | None = None
    earned: Fraction | None = None
    raw: Fraction | None = None
    score: Fraction | None = None
    dropped: bool = False
    code: str | None = None
    causes: tuple[Cause, ...] = ()

    def values(self) -> Values:
        """Return the row's values as totals and checks see them."""
        unparsed = self.code == UNPARSED
        found = {**self.scope.values, "dropped": self.dropped, "unparsed": unparsed}
        return found if self.score is None else {**found, "score": self.score}


def decide(policy: Policy, scope: RowScope, interpreter: Interpreter) -> Decision:
    """Return the decision for a row: it never fails, what cannot be decided says so."""
    kind = scope.text("kind")
    for rule in policy.rules:
        if not rule.applies_to.fits(kind):
            continue
        if not (interpreter.thorough or rule.screen.lets_pass(scope.values)):
            continue
        when = rule.when if interpreter.thorough else rule.screen.rest
        applies = interpreter.value(when, scope) if when else True
        if isinstance(applies, Unknown):
            return Decision(scope, rule, code="unknown-when", causes=applies.causes)
        if applies:
            return _by_rule(policy, rule, scope, interpreter)
    return Decision(scope, code="no-rule")


def _by_rule(policy: Policy, rule: Rule, scope: RowScope, interpreter: Interpreter) -> Decision:
    holds = interpreter.value(rule.require, scope) if rule.require else True
    if isinstance(holds, Unknown):
        return Decision(scope, rule, code="unknown-require", causes=holds.causes)
    if not holds:
        return Decision(scope, rule, code="require")
    if rule.undecided:
        return Decision(scope, rule, code="left-open")
    if rule.drop or rule.score is None:
        return Decision(scope, rule, dropped=True)
    earned = interpreter.value(rule.score, scope)
    raw = earned
    if policy.adjust and isinstance(earned, Fraction):
        row = {**scope.values, **SETTLED, "score": earned}
        raw = interpreter.value(policy.adjust, RowScope(policy, row))
    if isinstance(earned, Fraction) and isinstance(raw, Fraction):
        return _bounded(policy, Decision(scope, rule, earned, raw))
    causes = raw.causes if isinstance(raw, Unknown) else ()
    return Decision(scope, rule, code="unknown-score", causes=causes)


def _bounded(policy: Policy, decision: Decision) -> Decision:
    """Round the score and see whether it lies within the weight."""
    rule, raw, scope = decision.rule, decision.raw, decision.scope
    if rule is None or raw is None:
        return decision
    score = round_to(raw, policy.row_rounding.places, policy.row_rounding.mode)
    done = Decision(scope, rule, decision.earned, raw, score)
    if rule.unbounded:
        return done
    weight = scope.values.get("weight")
    if not isinstance(weight, Fraction):
        causes = (Cause("missing", "weight"),)
        return Decision(scope, rule, code="unknown-bounds", causes=causes)
    if not 0 <= score <= weight:
        return Decision(scope, rule, decision.earned, score, code="out-of-bounds")
    return done
