"""Lowers a policy: from its rules to a diagram of tests."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from pingfen.compiled.facts import Fact, Facts
from pingfen.compiled.plan import (
    Absent,
    Alike,
    Among,
    Branch,
    Leaf,
    Node,
    Outcome,
    Plan,
    Rounded,
    Sign,
    Signs,
    Test,
)
from pingfen.compiled.symbols import Fork, Symbol, Symbols, Text
from pingfen.expression.interpret import Cause, Unknown, missing
from pingfen.expression.names import expanded, names_in
from pingfen.expression.vocabulary import EXECUTION, FIELDS, INDICATOR, Type, Where
from pingfen.policy import Policy, Rule
from pingfen.polynomial import Quotient, exactly, unknown

UNPARSED = "unparsed"


def lower(
    policy: Policy,
    *,
    absent: Iterable[str] = (),
    given: Iterable[str] = (),
    never_negative: Iterable[str] = (),
    elsewhere: Iterable[str] = (),
) -> Plan:
    """Return the plan of a policy for rows of which something is known.

    Of fields that are ``absent`` no row has any, those that are ``given`` all rows have;
    ``never_negative`` are numbers that are not below zero. A row that lacks one of ``elsewhere``,
    where the policy does not ask whether it is given, ends with the code ELSEWHERE.
    """
    known: dict[object, Fact] = {Absent(name): True for name in absent}
    known |= {Absent(name): False for name in given}
    known |= {unknown(name).top: Signs.ZERO | Signs.PLUS for name in never_negative}
    return _Lowering(policy, known, frozenset(elsewhere)).plan()


class _Row:
    """One way through the rules: looks names up as the scope of a row does."""

    def __init__(self, lowering: "_Lowering", facts: Facts) -> None:
        self.policy = lowering.policy
        self.symbols = Symbols(facts, self.lookup, lowering.rounded)
        self.lowering = lowering
        self.lets: dict[str, Symbol] = {}
        self.own: dict[str, Symbol] = {}

    def given(self, field: str) -> bool:
        return not self.symbols.holds(Absent(field))

    def field(self, name: str) -> Symbol:
        """Return a field as it stands in the row."""
        if not self.given(name):
            return missing(name)
        type_ = self.lowering.types[name]
        if type_ is Type.NUMBER:
            return unknown(name)
        if type_ is Type.TRUTH:
            return self.symbols.holds(Among(name, frozenset({True})))
        return Text(name)

    def lookup(self, name: str) -> Symbol:
        if name in self.own:
            return self.own[name]
        if name in self.lowering.types:
            found = self.own[name] = self.known(name)
            return found
        if name in self.policy.lets:
            if name not in self.lets:
                self.lets[name] = self.symbols.value(self.policy.lets[name])
            return self.lets[name]
        value = self.policy.params[name].value
        return exactly(value) if isinstance(value, Fraction) else value

    @property
    def is_execution(self) -> bool:
        return self.policy.execution is not None and self.symbols.holds(
            Among("kind", frozenset({EXECUTION}))
        )

    @property
    def is_unparsed(self) -> bool:
        """Whether a number of the row could not be read; of the budget row its weight."""
        return self.given(UNPARSED) and self.symbols.holds(Among(UNPARSED, frozenset({True})))

    def known(self, name: str) -> Symbol:
        """Return a field as the policy takes it."""
        if name in self.lowering.of_form:
            return self.of_form(name)
        if name == "kind":
            return EXECUTION if self.is_execution else INDICATOR
        if name in {"dropped", UNPARSED}:
            return False
        if self.is_execution:
            return self.of_execution(name)
        if name == "relation" and self.policy.direction:
            return self.relation()
        return self.chosen(name)

    def relation(self) -> Symbol:
        found = self.chosen("relation")
        if not isinstance(found, Unknown) or isinstance(self.chosen("target"), Unknown):
            return found
        self.own["relation"] = found
        value = self.symbols.value(self.policy.direction)
        return found if isinstance(value, Unknown) else value

    def chosen(self, name: str) -> Symbol:
        for source in self.policy.inputs.get(name, (name,)):
            if self.given(source):
                return self.field(source)
        return missing(name)

    def of_form(self, name: str) -> Symbol:
        execution = self.policy.execution
        if execution and name == "expected_weight":
            return exactly(execution.weight)
        if execution and name == "rate":
            target, actual = self.of_form(execution.target), self.of_form(execution.actual)
            if isinstance(target, Quotient) and isinstance(actual, Quotient):
                rate = self.symbols.divided(actual, target, "")
                if not isinstance(rate, Unknown):
                    return rate
        return self.chosen(name)

    def of_execution(self, name: str) -> Symbol:
        execution = self.policy.execution
        if name == "weight":
            if self.given("weight"):
                return self.field("weight")
            return missing("weight") if self.is_unparsed else exactly(execution.weight)
        if name in {"target", "actual"}:
            field = execution.target if name == "target" else execution.actual
            found = self.of_form(field)
            return missing(name) if isinstance(found, Unknown) else found
        return self.field(name) if name == "declared" else missing(name)


class _Lowering:
    def __init__(self, policy: Policy, known: dict[object, Fact], elsewhere: frozenset[str]):
        self.policy = policy
        self.rounded: dict[str, Rounded] = {}
        self.made: dict[object, Node] = {}
        self.grown: dict[object, Node] = {}
        self.elsewhere = elsewhere
        self.types = {name: field.type for name, field in FIELDS.items()}
        of_columns = {"number": Type.NUMBER, "cell": Type.NUMBER, "text": Type.TEXT, "truth": Type.TRUTH}
        self.types |= {name: of_columns[column.type] for name, column in policy.fields.items()}
        self.of_form = {n for n, f in FIELDS.items() if f.where is Where.FORM}
        self.start = Facts(self.rounded, known)
        self.relevant = self._relevant()
        self.replays = 0

    def plan(self) -> Plan:
        return Plan(self.policy, self.grow(-1, self.start), self.rounded)

    def _relevant(self) -> list[frozenset[str]]:
        policy = self.policy
        after = {"weight", "kind"} | (names_in(policy.adjust) if policy.adjust else set())
        if policy.direction:
            after |= names_in(policy.direction) | {"target"}
        found = []
        for rule in reversed(policy.rules):
            for expression in (rule.when, rule.require, rule.score):
                after |= names_in(expression) if expression else set()
            full = expanded(after, policy.lets)
            if policy.execution:
                full |= {policy.execution.target, policy.execution.actual}
            for name, sources in policy.inputs.items():
                full |= set(sources) if name in full else set()
            found.append(frozenset(full))
        return [frozenset(), *reversed(found)][::1]

    def grow(self, at: int, facts: Facts) -> Node:
        rules = self.policy.rules
        while True:
            key = (at, self.key(at, facts))
            if key in self.grown:
                return self.grown[key]
            self.replays += 1
            try:
                found = self.step(at, facts)
            except Fork as fork:
                yes = self.grow(at, facts.told(fork.test, True))
                no = self.grow(at, facts.told(fork.test, False))
                found = self.branch(fork.test, yes, no)
            if found is None:
                at += 1
                continue
            self.grown[key] = found
            return found

    def key(self, at: int, facts: Facts) -> object:
        if at < 0 or at >= len(self.policy.rules):
            return None if at >= 0 else frozenset(facts.known.items())
        relevant = self.relevant[at + 1]
        if facts.answer(Among("kind", frozenset({EXECUTION}))):
            relevant |= {UNPARSED}
        return frozenset(
            (key, fact) for key, fact in facts.known.items() if _fields(key, self.rounded) <= relevant
        )

    def step(self, at: int, facts: Facts) -> Node | None:
        row = _Row(self, facts)
        if at < 0:
            if not row.is_execution and row.is_unparsed:
                return self.leaf(Outcome(code=UNPARSED))
            return None
        if at >= len(self.policy.rules):
            return self.leaf(Outcome(code="no-rule"))
        rule = self.policy.rules[at]
        if not rule.applies_to.fits(EXECUTION if row.is_execution else INDICATOR):
            return None
        when = row.symbols.value(rule.when) if rule.when else True
        if isinstance(when, Unknown):
            return self.undecided(rule, "unknown-when", when)
        return self.by_rule(rule, row) if when else None

    def by_rule(self, rule: Rule, row: _Row) -> Node:
        holds = row.symbols.value(rule.require) if rule.require else True
        if isinstance(holds, Unknown):
            return self.undecided(rule, "unknown-require", holds)
        if not holds:
            return self.leaf(Outcome(rule.name, "require"))
        if rule.undecided:
            return self.leaf(Outcome(rule.name, "left-open"))
        if rule.drop or rule.score is None:
            return self.leaf(Outcome(rule.name, dropped=True))
        score = row.symbols.value(rule.score)
        if self.policy.adjust and not isinstance(score, Unknown):
            row.lets = {}
            row.own["score"] = score
            score = row.symbols.value(self.policy.adjust)
        if isinstance(score, Unknown):
            return self.undecided(rule, "unknown-score", score)
        if rule.unbounded:
            return self.leaf(Outcome(rule.name), score)
        weight = row.lookup("weight")
        if isinstance(weight, Unknown):
            return self.undecided(rule, "unknown-bounds", Unknown((Cause("missing", "weight"),)))
        most = weight.top.scaled(1 / weight.bottom.constant)
        spare = most.times(score.bottom).minus(score.top)
        return self.leaf(
            Outcome(rule.name),
            score,
            low=row.symbols.may_be(score.top, Signs.MINUS),
            high=row.symbols.may_be(spare, Signs.MINUS),
            weight=most,
        )

    def undecided(self, rule: Rule, code: str, unknown_: Unknown) -> Node:
        return self.leaf(Outcome(rule.name, code, tuple(map(str, unknown_.causes))))

    def leaf(self, outcome: Outcome, score=None, low=False, high=False, weight=None) -> Node:
        key = (outcome, score, low, high, weight)
        return self.made.setdefault(key, Leaf(*key))

    def branch(self, test: Test, yes: Node, no: Node) -> Node:
        if yes is no:
            return yes
        key = (test, id(yes), id(no))
        if key not in self.made:
            self.made[key] = Branch(test, yes, no)
        return self.made[key]


def _fields(key, rounded) -> frozenset[str]:
    if isinstance(key, str):
        return frozenset({key})
    if isinstance(key, Absent):
        return frozenset({key.field})
    if isinstance(key, Alike):
        return frozenset(key)
    found = set()
    for name in key.variables:
        if name in rounded:
            found |= _fields(rounded[name].of.top, rounded) | _fields(rounded[name].of.bottom, rounded)
        else:
            found.add(name)
    return frozenset(found)
