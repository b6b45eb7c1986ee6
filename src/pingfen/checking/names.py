"""What names may be worth in a kind of row: fields fork into what the policy tells apart."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pingfen.checking.deciding import Limit
from pingfen.checking.polynomial import Quotient, exactly, unknown, variable
from pingfen.checking.situations import OTHER, Situation, literals_of
from pingfen.checking.state import Fact, Found, Mark, State, parted
from pingfen.checking.walk import MOST_NODES, Results, Walk
from pingfen.expression.interpret import Cause, Unknown, missing
from pingfen.expression.vocabulary import EXECUTION, FIELDS, Type, Where
from pingfen.policy import Policy
from pingfen.words import words

# numbers of a form that are amounts of money, never below zero
AMOUNTS = frozenset({"initial", "annual", "executed"})
# what a form may hold below zero even where all figures are as usual
SIGNED = frozenset({"late"})
MEASURED = ("target", "actual")
CELL = "cell"


class Names:
    """Looks names up in a policy; ``negative`` admits figures below zero."""

    def __init__(self, policy: Policy, *, negative: bool = False, most: int = MOST_NODES) -> None:
        """Find out which texts the policy tells apart."""
        self.policy = policy
        self.negative = negative
        self.literals = literals_of(policy)
        self.walk = Walk(self, most)

    def start(self, situation: Situation) -> State:
        """Return what is known of a kind of row: it has a weight above zero."""
        weighs = Limit(variable("weight").scaled(Fraction(-1)), "<")
        facts: dict[str, Fact] = {"weight": Mark.GIVEN, **situation.facts}
        state = State().knowing(**facts).within(weighs) or State()
        for name, fact in situation.facts.items():
            if fact is Mark.GIVEN:
                state = self._usual(name, state) or state
        return state

    def source(self, name: str) -> str:
        """Return the field that a field is taken from: itself if it is named, else the first."""
        sources = self.policy.inputs.get(name, (name,))
        return name if name in sources else sources[0]

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
        key = f"let {name}"
        if key in state.facts:
            yield state, state.facts[key]  # type: ignore[misc]  # a let is no mark
            return
        for after, value in walk.value(self.policy.lets[name], state):
            yield after.knowing(**{key: value}), value

    def _of_execution(self, name: str, state: State) -> Results:
        """Yield a field of the budget row; most of them it does not have."""
        execution = self.policy.execution
        if name in {"kind", "weight", "declared"} or execution is None:
            yield from self._field(name, state)
        elif name in {"target", "actual"}:
            own = execution.target if name == "target" else execution.actual
            for after, value in self._field(own, state):
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
        """Yield what a field may be: as the facts say, or each of what the policy tells apart."""
        own = self.source(name)
        fact = state.facts.get(own if own in state.facts else name)
        if fact is None:
            for choice in self._choices(name):
                after: State | None = state.knowing(**{own: choice})
                if choice is Mark.GIVEN and after:
                    after = self._usual(own, after)
                if after:
                    yield after, self._worth(own, name, choice)
            return
        yield state, self._worth(own, name, fact)

    def _choices(self, name: str) -> Iterator[Fact]:
        column = self.policy.fields.get(name)
        type_ = column.type if column else FIELDS[name].type
        replaced = next((of for of in MEASURED if name in self.policy.inputs.get(of, ())), None)
        if column and replaced:
            yield unknown(replaced)  # the cell that stands for the target or the actual
        elif type_ in {Type.NUMBER, CELL}:
            yield Mark.GIVEN
        elif type_ == Type.TRUTH:
            yield from (True, False)
        else:
            yield self.other(name)
            yield from self.literals.get(name, ())
        yield Mark.MISSING

    def other(self, name: str) -> str:
        """Return a text that stands for all that the policy does not compare a field with."""
        known = dict.fromkeys(words().levels[name].values()) if name in words().levels else ()
        compared = self.literals.get(name, ())
        return next((word for word in (*known, OTHER) if word not in compared), OTHER)

    def _usual(self, name: str, state: State) -> State | None:
        """Keep figures from below zero, where that is asked for."""
        if name in SIGNED or (self.negative and name not in AMOUNTS):
            return state
        return state.within(Limit(variable(name).scaled(Fraction(-1)), "<="))

    @staticmethod
    def _worth(own: str, name: str, fact: Fact) -> Found:
        if isinstance(fact, Mark):
            return unknown(own) if fact is Mark.GIVEN else Unknown((Cause("missing", name),))
        return fact


def _constant(value: Fraction | str | tuple[Fraction | str, ...]) -> Found:
    return exactly(value) if isinstance(value, Fraction) else value


def figures(facts: Mapping[str, Fact]) -> list[str]:
    """Return the fields that are given as numbers."""
    return [name for name, fact in facts.items() if fact is Mark.GIVEN]
