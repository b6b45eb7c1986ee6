"""What names may be worth in a kind of row: fields fork into what the policy tells apart."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction

from pingfen.checking.deciding import Limit
from pingfen.checking.operating import Results
from pingfen.checking.situations import Situation
from pingfen.checking.state import Effort, Fact, Found, Mark, State, parted
from pingfen.checking.texts import texts_of
from pingfen.checking.walk import Walk
from pingfen.expression.interpret import Unknown, missing
from pingfen.expression.vocabulary import EXECUTION, FIELDS, Type, Where
from pingfen.policy import Policy
from pingfen.polynomial import Polynomial, Quotient, exactly, unknown, variable

# what a form may hold below zero even where all figures are as usual
SIGNED = frozenset({"late"})
MEASURED = ("target", "actual")
CELL = "cell"
WEIGHT, RELATION = "weight", "relation"
# the relation that the policy's `direction` gave
DIRECTED = "directed relation"
# before the name of a let whose value is known
LET = "let "


class Rows(Enum):
    """Which rows are looked at: each kind includes those before it."""

    USUAL = 0
    NEGATIVE = 1  # figures may be below zero
    ANY = 2  # a weight may be zero, below, or missing


class Names:
    """Looks names up in a policy; ``rows`` says which figures are admitted."""

    def __init__(self, policy: Policy, rows: Rows, effort: Effort) -> None:
        """Find out which texts the policy tells apart."""
        self.policy = policy
        self.rows = rows
        self.effort = effort
        self.texts = texts_of(policy)
        self.walk = Walk(self)

    def start(self, situation: Situation) -> State:
        """Return what is known of a kind of row: it has a weight above zero, unless any may do."""
        weighs: dict[str, Fact] = {} if self.rows is Rows.ANY else {WEIGHT: Mark.GIVEN}
        state = State(effort=self.effort).knowing(**weighs, **situation.facts)
        for name, fact in state.facts.items():
            if fact is Mark.GIVEN:
                state = self._usual(name, state) or state
        return state

    def weight_of(self, state: State) -> Results:
        """Yield the weight of a row."""
        yield from self(WEIGHT, state, self.walk)

    def _is_of_row(self, name: str) -> bool:
        return name in self.policy.fields or FIELDS[name].where is Where.ROW

    def __call__(self, name: str, state: State, walk: Walk) -> Results:
        """Yield what a name may be worth."""
        if name in self.policy.lets:
            yield from self._let(name, state, walk)
        elif name in self.policy.params:
            yield state, _constant(self.policy.params[name].value)
        elif state.facts.get("kind") == EXECUTION and self._is_of_row(name):
            yield from self._of_execution(name, state)
        elif name == "rate":
            yield from self._rate(state)
        elif name == "expected_weight":
            yield from self._expected(state)
        else:
            yield from self._field(name, state)

    def _let(self, name: str, state: State, walk: Walk) -> Results:
        """Yield the values of a let; on one way through the policy it has only one."""
        key = LET + name
        if key in state.facts:
            yield state, state.facts[key]  # type: ignore[misc]  # a let is no mark
            return
        for after, value in walk.value(self.policy.lets[name], state):
            yield after.knowing(**{key: value}), value

    def _of_execution(self, name: str, state: State) -> Results:
        """Yield a field of the budget row; most of them it does not have."""
        execution = self.policy.execution
        if name in {"kind", WEIGHT, "declared"} or execution is None:
            yield from self._given(name, state)
        elif name in {"target", "actual"}:
            for after, value in self._field(field_of(self.policy, EXECUTION, name), state):
                yield after, missing(name) if isinstance(value, Unknown) else value
        else:
            yield state, missing(name)

    def _rate(self, state: State) -> Results:
        if self.policy.execution is None:
            yield state, missing("rate")
            return
        for after, budget in self._field(self.policy.execution.target, state):
            for last, executed in self._field(self.policy.execution.actual, after):
                if not isinstance(budget, Quotient) or not isinstance(executed, Quotient):
                    yield last, missing("rate")
                    continue
                for parting, sign in parted(last, budget):
                    yield parting, executed.over(budget, sign) if sign else missing("rate")

    def _expected(self, state: State) -> Results:
        execution = self.policy.execution
        yield state, exactly(execution.weight) if execution else missing("expected_weight")

    def _field(self, name: str, state: State) -> Results:
        """Yield what a field may be: the first of its sources that is given."""
        if name == RELATION and DIRECTED in state.facts:
            yield state, state.facts[DIRECTED]  # type: ignore[misc]  # a text
        else:
            yield from self._first(name, self.policy.inputs.get(name, (name,)), state)

    def _first(self, name: str, sources: Sequence[str], state: State) -> Results:
        if not sources:
            yield state, missing(name)
            return
        for after, value in self._given(sources[0], state):
            if isinstance(value, Unknown):
                yield from self._first(name, sources[1:], after)
            else:
                yield after, value

    def _given(self, name: str, state: State) -> Results:
        """Yield what a form may hold: as the facts say, or each of what the policy tells apart."""
        fact = state.facts.get(name)
        if fact is not None:
            yield state, _worth(name, fact)
            return
        for choice in self._choices(name, state):
            after: State | None = state.knowing(**{name: choice})
            if choice is Mark.GIVEN and after:
                after = self._usual(name, after)
            if after:
                yield after, _worth(name, choice)

    def _choices(self, name: str, state: State) -> Iterator[Fact]:
        column = self.policy.fields.get(name)
        type_ = column.type if column else FIELDS[name].type
        replaced = next((of for of in MEASURED if name in self.policy.inputs.get(of, ())), None)
        if column and replaced:
            # the cell that stands for the target or the actual
            yield from (unknown(replaced),) if state.facts[replaced] is Mark.GIVEN else ()
        elif type_ in {Type.NUMBER, CELL}:
            yield Mark.GIVEN
        elif type_ == Type.TRUTH:
            yield from (True, False)
        else:
            yield from self.texts[name]
        yield Mark.MISSING

    def _usual(self, name: str, state: State) -> State | None:
        """Keep weights above zero, and figures from below it, unless others are asked for."""
        if name == WEIGHT or name in self.policy.inputs.get(WEIGHT, ()):
            return state if self.rows is Rows.ANY else state.within(Limit(_negated(name), "<"))
        if name in SIGNED or self.rows is not Rows.USUAL:
            return state
        return state.within(Limit(_negated(name), "<="))


def _negated(name: str) -> Polynomial:
    return variable(name).scaled(Fraction(-1))


def _worth(name: str, fact: Fact) -> Found:
    if isinstance(fact, Mark):
        return unknown(name) if fact is Mark.GIVEN else missing(name)
    return fact


def _constant(value: Fraction | str | tuple[Fraction | str, ...]) -> Found:
    return exactly(value) if isinstance(value, Fraction) else value


def field_of(policy: Policy, kind: str, name: str) -> str:
    """Return the field that a name is read from: the budget row has those of the policy."""
    if kind == EXECUTION and policy.execution:
        own = {"target": policy.execution.target, "actual": policy.execution.actual}
        return own.get(name, name)
    return name


def agree(first: Mapping[str, Fact], second: Mapping[str, Fact]) -> bool:
    """Tell whether two sets of facts may be those of one row, whatever lets are worth."""
    shared = set(first) & set(second)
    return all(first[name] == second[name] for name in shared if not name.startswith(LET))


def figures(facts: Mapping[str, Fact]) -> list[str]:
    """Return the fields that are given as numbers."""
    return [name for name, fact in facts.items() if fact is Mark.GIVEN]
