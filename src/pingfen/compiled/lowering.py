"""Lowers a policy: from its rules to a diagram of tests with outcomes at its ends."""

from collections.abc import Iterable
from fractions import Fraction

from pingfen.compiled import sentences
from pingfen.compiled.arranging import arranged
from pingfen.compiled.facts import Fact, Facts, Subject, variable
from pingfen.compiled.plan import (
    ELSEWHERE,
    MINUS,
    PLUS,
    ZERO,
    Absent,
    Among,
    Branch,
    Leaf,
    Node,
    Outcome,
    Part,
    Plan,
    Test,
)
from pingfen.compiled.relevance import about, relevant
from pingfen.compiled.row import TRUE, Elsewhere, Reading, Row
from pingfen.compiled.symbols import Asked, Done, Symbol, TooMuch
from pingfen.errors import Place, Unsupported, problem
from pingfen.expression.interpret import Cause, Unknown
from pingfen.expression.vocabulary import EXECUTION, INDICATOR
from pingfen.policy import Policy, Rule
from pingfen.polynomial import Quotient
from pingfen.scoring.decision import UNPARSED

# a diagram that is larger comes from expressions that multiply their ways
MOST_NODES = 20_000
NO_WEIGHT = Unknown((Cause("missing", "weight"),))


def lower(
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
    known: dict[Subject, Fact] = {Absent(name): True for name in absent}
    known |= {Absent(name): False for name in given}
    known |= {variable(name): ZERO | PLUS for name in never_negative}
    lowering = _Lowering(Reading(policy, frozenset(elsewhere)), because)
    root = lowering.grown(-1, Facts(lowering.reading.rounded, known), {}, {})
    return Plan(policy, arranged(root), lowering.reading.rounded)


class _Lowering:
    """Follows the ways of a row through the rules; the first of them has the number 0."""

    def __init__(self, reading: Reading, lang: str | None) -> None:
        self.reading = reading
        self.policy = reading.policy
        self.lang = lang
        self.relevant = relevant(reading.policy, sentences=lang is not None)
        self.nodes: dict[object, Node] = {}
        self.found: dict[object, Node] = {}

    def grown(self, at: int, facts: Facts, names: dict[str, Symbol], done: Done) -> Node:
        """Return what follows from rule ``at`` on; before the first, -1 asks what is unread."""
        while True:
            key = (at, self._about(at, facts))
            if key in self.found:
                return self.found[key]
            found = self._followed(at, facts, names, done)
            if found is not None:
                self.found[key] = found
                return found
            at += 1

    def _followed(
        self, at: int, facts: Facts, names: dict[str, Symbol], done: Done
    ) -> Node | None:
        try:
            return self._step(at, Row(self.reading, facts, names, done))
        except Asked as asked:
            test = asked.test
        except Elsewhere:
            return self._leaf(Outcome(code=ELSEWHERE))
        except TooMuch:
            raise self._unsupported(at, "formula-long") from None
        yes = self.grown(at, facts.told(test, truth=True), dict(names), dict(done))
        no = self.grown(at, facts.told(test, truth=False), names, done)
        if len(self.nodes) > MOST_NODES:
            raise self._unsupported(at, "plan-large")
        return self._branch(test, yes, no)

    def _about(self, at: int, facts: Facts) -> frozenset[tuple[Subject, Fact]]:
        """Return the facts that matter from a rule on."""
        fields, rounded = self.relevant[at + 1], self.reading.rounded
        return frozenset([fact for fact in facts.known.items() if about(fact[0], fields, rounded)])

    def _step(self, at: int, row: Row) -> Node | None:
        """Return the end that a rule leads to; None where it does not apply."""
        if at < 0:
            return self._unread(row)
        if at >= len(self.policy.rules):
            return self._undecided(None, "no-rule", Unknown(()), row)
        rule = self.policy.rules[at]
        if not rule.applies_to.fits(EXECUTION if row.is_execution else INDICATOR):
            return None
        when = row.symbols.value(rule.when) if rule.when else True
        if isinstance(when, Unknown):
            return self._undecided(rule, "unknown-when", when, row)
        return self._by_rule(rule, row) if when else None

    def _unread(self, row: Row) -> Node | None:
        """Return the end of an indicator with a cell that could not be read."""
        unread = row.given(UNPARSED) and row.symbols.holds(Among(UNPARSED, TRUE))
        return self._undecided(None, UNPARSED, Unknown(()), row) if unread else None

    def _by_rule(self, rule: Rule, row: Row) -> Node:
        holds = row.symbols.value(rule.require) if rule.require else True
        if isinstance(holds, Unknown):
            return self._undecided(rule, "unknown-require", holds, row)
        if not holds:
            return self._undecided(rule, "require", Unknown(()), row)
        if rule.undecided:
            return self._undecided(rule, "left-open", Unknown(()), row)
        if rule.drop or rule.score is None:
            return self._leaf(Outcome(rule.name, dropped=True), because=self._because(rule, row))
        score = row.symbols.value(rule.score)
        if self.policy.adjust and not isinstance(score, Unknown):
            score = row.again(score=score).symbols.value(self.policy.adjust)
        if not isinstance(score, Quotient):
            causes = score if isinstance(score, Unknown) else Unknown(())
            return self._undecided(rule, "unknown-score", causes, row)
        return self._scored(rule, row, score)

    def _scored(self, rule: Rule, row: Row, score: Quotient) -> Node:
        because = self._because(rule, row)
        if rule.unbounded:
            return self._leaf(Outcome(rule.name), score, because=because)
        weight = row.lookup("weight")
        if not isinstance(weight, Quotient):
            return self._undecided(rule, "unknown-bounds", NO_WEIGHT, row)
        most = weight.top.scaled(1 / (weight.bottom.constant or Fraction(1)))
        spare = most.times(score.bottom).minus(score.top)
        lang = self.lang
        return self._leaf(
            Outcome(rule.name),
            score,
            low=row.symbols.may_be(score.top, MINUS),
            high=row.symbols.may_be(spare, MINUS),
            weight=most,
            because=because,
            beyond=sentences.out_of_bounds(rule, row, lang) if lang else (),
        )

    def _because(self, rule: Rule, row: Row) -> tuple[Part, ...]:
        return sentences.filled(rule.because, row, self.lang) if self.lang else ()

    def _undecided(self, rule: Rule | None, code: str, why: Unknown, row: Row) -> Node:
        lang = self.lang
        said = sentences.undecided(code, rule, why.causes, row, lang) if lang else ()
        causes = tuple(map(str, why.causes))
        return self._leaf(Outcome(rule.name if rule else None, code, causes), because=said)

    def _leaf(self, outcome: Outcome, score: Quotient | None = None, **more: object) -> Node:
        key = (outcome, score, *more.items())
        return self.nodes.setdefault(key, Leaf(outcome, score, **more))  # type: ignore[arg-type]  # by name

    def _branch(self, test: Test, yes: Node, no: Node) -> Node:
        if yes is no:
            return yes
        return self.nodes.setdefault((test, id(yes), id(no)), Branch(test, yes, no))

    def _unsupported(self, at: int, code: str) -> Unsupported:
        rules = self.policy.rules
        place: Place | None = rules[at].place if 0 <= at < len(rules) else None
        return Unsupported([problem(code, place)])
