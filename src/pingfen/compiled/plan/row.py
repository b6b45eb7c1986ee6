"""The names of a row that is not there: fields as symbols, chosen and read as scoring does."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from pingfen.compiled.plan import Absent, Among, Rounded
from pingfen.compiled.plan.facts import Facts
from pingfen.compiled.plan.symbols import Aggregate, Done, Symbol, Symbols, Text
from pingfen.expression.interpret import Unknown, missing
from pingfen.expression.vocabulary import EXECUTION, FIELDS, INDICATOR, Type, Where
from pingfen.policy import Execution, Policy
from pingfen.polynomial import Quotient, exactly, unknown
from pingfen.scoring.decision import SETTLED, UNPARSED

OF_FORM = frozenset(name for name, field in FIELDS.items() if field.where is Where.FORM)
TYPES: Mapping[str, Type] = MappingProxyType(
    {"number": Type.NUMBER, "cell": Type.NUMBER, "text": Type.TEXT, "truth": Type.TRUTH}
)
TRUE = frozenset({True})


def types(policy: Policy) -> Mapping[str, Type]:
    """Return the types of all fields that the rows of a policy may have."""
    own = {name: TYPES[column.type] for name, column in policy.fields.items()}
    return {name: field.type for name, field in FIELDS.items()} | own


class Elsewhere(Exception):  # noqa: N818  # no error: the row is another diagram's
    """A row lacks a field without which this diagram does not go on."""


class Reading:
    """How the rows of one policy are read: what is the same for all ways through its rules."""

    def __init__(
        self,
        policy: Policy,
        elsewhere: frozenset[str] = frozenset(),
        *,
        scored: bool = False,
        aggregate: Aggregate | None = None,
    ) -> None:
        """Take a policy, and the fields without which rows are left to another diagram.

        Rows that are ``scored`` have columns that say what came out; ``aggregate`` gives the sums
        over rows, where a whole form is read.
        """
        self.policy = policy
        self.types = types(policy)
        self.elsewhere = elsewhere
        self.scored = scored
        self.aggregate = aggregate
        self.rounded: dict[str, Rounded] = {}


class Row:
    """A row of which some facts are known: gives names their symbols."""

    def __init__(
        self, reading: Reading, facts: Facts, names: dict[str, Symbol], done: Done
    ) -> None:
        """Take what was worked out before on this way: the names, and the parts of expressions."""
        self.reading = reading
        self.policy = reading.policy
        self.names = names
        self.symbols = Symbols(facts, self.lookup, reading.rounded, done, reading.aggregate)

    def again(self, **names: Symbol) -> "Row":
        """Return the row with some names set, all that follows from them to be worked out anew."""
        return Row(self.reading, self.symbols.facts, names, {})

    def lookup(self, name: str) -> Symbol:
        """Return what a name is worth."""
        if name not in self.names:
            self.names[name] = self._found(name)
        return self.names[name]

    def _found(self, name: str) -> Symbol:
        if name in self.policy.lets:
            return self.symbols.value(self.policy.lets[name])
        if name in self.policy.params:
            value = self.policy.params[name].value
            return exactly(value) if isinstance(value, Fraction) else value
        return self._field(name)

    @property
    def is_execution(self) -> bool:
        """Whether it is the budget row."""
        return self.lookup("kind") == EXECUTION

    @property
    def is_unread(self) -> bool:
        """Whether a cell of the row could not be read: of the budget row it is the weight."""
        return self.given(UNPARSED) and self.symbols.holds(Among(UNPARSED, TRUE))

    def given(self, field: str) -> bool:
        """Tell whether a column has a value in the row."""
        return not self.symbols.holds(Absent(field))

    def _field(self, name: str) -> Symbol:
        """Return a field as the policy takes it."""
        if name in SETTLED:
            return self._settled(name) if self.reading.scored else SETTLED[name]
        if name == "kind":
            return self._kind()
        if name in OF_FORM:
            return self._of_form(name)
        if self.policy.execution and self.is_execution:
            return self._of_execution(self.policy.execution, name)
        if name == "relation" and self.policy.direction:
            return self._relation()
        return self._chosen(name)

    def _settled(self, name: str) -> Symbol:
        """Return what is known of a row once it was scored."""
        if name == UNPARSED:  # a budget row whose weight is unread lacks it, and may be scored
            return not self.is_execution and self.is_unread
        return self._value(name)

    def _kind(self) -> str:
        budget = self.policy.execution is not None and self.given("kind")
        return EXECUTION if budget and self._is("kind", EXECUTION) else INDICATOR

    def _is(self, field: str, text: str) -> bool:
        return self.symbols.holds(Among(field, frozenset({text})))

    def _relation(self) -> Symbol:
        """Return the relation; of a target without one that which the policy's direction says."""
        found = self._chosen("relation")
        if not isinstance(found, Unknown) or isinstance(self._chosen("target"), Unknown):
            return found
        direction = self.policy.direction
        value = self.again(relation=found).symbols.value(direction) if direction else found
        return found if isinstance(value, Unknown) else value

    def _chosen(self, name: str) -> Symbol:
        """Return the first that is given of the columns that a field may be taken from."""
        sources = self.policy.inputs.get(name, (name,))
        for source in sources:
            if self.given(source):
                return self._value(source)
        return self._missing(name, sources[-1])

    def _missing(self, name: str, column: str) -> Unknown:
        if column in self.reading.elsewhere and not self.symbols.asking:
            raise Elsewhere
        return missing(name)

    def _value(self, column: str) -> Symbol:
        """Return the value of a column that is given."""
        kind = self.reading.types[column]
        if kind is Type.NUMBER:
            return unknown(column)
        return self.symbols.holds(Among(column, TRUE)) if kind is Type.TRUTH else Text(column)

    def _of_form(self, name: str) -> Symbol:
        execution = self.policy.execution
        if execution and name == "expected_weight":
            return exactly(execution.weight)
        if execution and name == "rate":
            target, actual = self.lookup(execution.target), self.lookup(execution.actual)
            if isinstance(target, Quotient) and isinstance(actual, Quotient):
                rate = self.symbols.divided(actual, target, "")
                return self._chosen(name) if isinstance(rate, Unknown) else rate
        return self._chosen(name)

    def _of_execution(self, execution: Execution, name: str) -> Symbol:
        """Return a field of the budget row: what it prints, and the figures of the form."""
        if name in {"target", "actual"}:
            found = self.lookup(execution.target if name == "target" else execution.actual)
            return missing(name) if isinstance(found, Unknown) else found
        if name == "weight":
            if self.given(name):
                return self._value(name)
            return missing(name) if self.is_unread else exactly(execution.weight)
        if name in {"declared", "score"}:
            return self._value(name) if self.given(name) else self._missing(name, name)
        return missing(name)
