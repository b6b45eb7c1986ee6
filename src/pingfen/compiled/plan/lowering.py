"""Lowers a policy: from its rules to a diagram of tests with outcomes at its ends."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import partial

from pingfen.compiled.plan import MINUS, PLUS, ZERO, Absent, Leaf, Outcome, Part, Plan, sentences
from pingfen.compiled.plan.facts import Fact, Subject, variable
from pingfen.compiled.plan.growing import Diagram, Step
from pingfen.compiled.plan.relevance import relevant
from pingfen.compiled.plan.row import Reading, Row
from pingfen.expression.interpret import Cause, Unknown
from pingfen.expression.vocabulary import EXECUTION, INDICATOR
from pingfen.policy import Policy, Rule
from pingfen.polynomial import Quotient
from pingfen.scoring.decision import UNPARSED

NOTHING = Unknown(())
NO_WEIGHT = Unknown((Cause("missing", "weight"),))


def lower(  # noqa: PLR0913  # what may be known of rows, by name
    policy: Policy,
    *,
    absent: Iterable[str] = (),
    given: Iterable[str] = (),
    never_negative: Iterable[str] = (),
    elsewhere: Iterable[str] = (),
    because: str | None = None,
) -> Plan:
    """Return the plan of a policy for rows of which something is known.

    Of the fields that are ``absent`` no row has any, those that are ``given`` all rows have;
    ``never_negative`` are numbers that are not below zero. A row that lacks one of ``elsewhere``,
    where the policy needs it and does not ask whether it is given, ends with the code ELSEWHERE.
    ``because`` is the language of the sentences that explain the ends, if they are wanted.

    Raises ``Unsupported`` for a policy whose ways are too many or whose formulas are too long.
    """
    reading = Reading(policy, frozenset(elsewhere))
    row = _Lowering(because)
    rules = [partial(row.rule, rule) for rule in policy.rules]
    steps: tuple[Step, ...] = (row.unread, *rules, row.no_rule)
    places = (None, *(rule.place for rule in policy.rules), None)
    matter = relevant(policy, sentences=because is not None)
    return Diagram(reading, steps, matter, places).plan(known(absent, given, never_negative))


def known(
    absent: Iterable[str], given: Iterable[str], never_negative: Iterable[str]
) -> Mapping[Subject, Fact]:
    """Return what is known of rows as facts."""
    found: dict[Subject, Fact] = {Absent(name): True for name in absent}
    found |= {Absent(name): False for name in given}
    return found | {variable(name): ZERO | PLUS for name in never_negative}


class _Lowering:
    """The steps of a row through the rules; ``lang`` is that of the sentences, if any."""

    def __init__(self, lang: str | None) -> None:
        self.lang = lang

    def unread(self, row: Row) -> Leaf | None:
        """Leave where an indicator has a cell that could not be read."""
        unread = not row.is_execution and row.is_unread
        return self.undecided(None, UNPARSED, NOTHING, row) if unread else None

    def no_rule(self, row: Row) -> Leaf:
        """Leave where no rule applies."""
        return self.undecided(None, "no-rule", NOTHING, row)

    def rule(self, rule: Rule, row: Row) -> Leaf | None:
        """Leave where a rule decides, or where it cannot be told whether it does."""
        if not rule.applies_to.fits(EXECUTION if row.is_execution else INDICATOR):
            return None
        when = row.symbols.value(rule.when) if rule.when else True
        if isinstance(when, Unknown):
            return self.undecided(rule, "unknown-when", when, row)
        return self.decided(rule, row) if when else None

    def decided(self, rule: Rule, row: Row) -> Leaf:
        holds = row.symbols.value(rule.require) if rule.require else True
        if isinstance(holds, Unknown):
            return self.undecided(rule, "unknown-require", holds, row)
        if not holds:
            return self.undecided(rule, "require", NOTHING, row)
        if rule.undecided:
            return self.undecided(rule, "left-open", NOTHING, row)
        if rule.drop or rule.score is None:
            return Leaf(Outcome(rule.name, dropped=True), because=self.because(rule, row))
        score, adjust = row.symbols.value(rule.score), row.policy.adjust
        if adjust and not isinstance(score, Unknown):
            score = row.again(score=score).symbols.value(adjust)
        if not isinstance(score, Quotient):
            causes = score if isinstance(score, Unknown) else NOTHING
            return self.undecided(rule, "unknown-score", causes, row)
        return self.scored(rule, score, row)

    def scored(self, rule: Rule, score: Quotient, row: Row) -> Leaf:
        because = self.because(rule, row)
        low = row.symbols.may_be(score.top, MINUS)
        if rule.unbounded:
            return Leaf(Outcome(rule.name), score, low=low, because=because)
        weight = row.lookup("weight")
        if not isinstance(weight, Quotient):
            return self.undecided(rule, "unknown-bounds", NO_WEIGHT, row)
        most = weight.top.scaled(1 / (weight.bottom.constant or Fraction(1)))
        spare = most.times(score.bottom).minus(score.top)
        return Leaf(
            Outcome(rule.name),
            score,
            low=low,
            high=row.symbols.may_be(spare, MINUS),
            weight=most,
            because=because,
            beyond=sentences.out_of_bounds(rule, score, row, self.lang) if self.lang else (),
        )

    def because(self, rule: Rule, row: Row) -> tuple[Part, ...]:
        return sentences.filled(rule.because, row, self.lang) if self.lang else ()

    def undecided(self, rule: Rule | None, code: str, why: Unknown, row: Row) -> Leaf:
        said = sentences.undecided(code, rule, why.causes, row, self.lang) if self.lang else ()
        causes = tuple(map(str, why.causes))
        return Leaf(Outcome(rule.name if rule else None, code, causes), because=said)
