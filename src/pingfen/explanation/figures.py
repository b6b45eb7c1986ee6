"""A form whose figures can be changed one at a time, and the total and grade that it has then."""

from collections.abc import Mapping
from fractions import Fraction

from pingfen.expression.interpret import Interpreter, Known
from pingfen.form import Form
from pingfen.policy import Policy
from pingfen.scoring import read_form
from pingfen.scoring.outcome import (
    Graded,
    decide_execution,
    decide_row,
    form_names,
    grade,
    grade_of_total,
)
from pingfen.scoring.scope import Values

EXECUTED = "executed"
# what a form is worth, and the score of the row that was changed
Worth = tuple[Graded, Known | None]


def taken_from(policy: Policy, values: Values, name: str) -> str:
    """Return the field that another is taken from: the first of its inputs that is given."""
    return next((source for source in policy.inputs.get(name, ()) if source in values), name)


class Figures:
    """A form whose figures can be changed one at a time, and what its grade is then."""

    def __init__(self, policy: Policy, form: Form) -> None:
        """Score the form as it is."""
        self.policy = policy
        self.interpreter = Interpreter()
        self.read = read_form(policy, form)
        self.names = form_names(policy, self.read.names)
        self.scored = self._scored(self.names, self.read.rows)
        self.first = 1 if policy.execution else 0

    def _scored(self, names: Values, rows: tuple[Values, ...]) -> list[Values]:
        found = decide_execution(self.policy, names, self.read.execution, self.interpreter)
        every = [
            *found,
            *(decide_row(self.policy, names, row, self.interpreter) for row in rows),
        ]
        return [decision.values() for decision in every]

    def as_it_is(self) -> Graded:
        """Return the total and the grade of the form as it is."""
        return grade(self.policy, self.names, self.scored, self.interpreter)

    def with_executed(self, value: Fraction) -> Worth:
        """Return total and grade, and the score of the row, with another executed amount."""
        source = taken_from(self.policy, self.read.names, EXECUTED)
        names = form_names(self.policy, {**self.read.names, source: value, EXECUTED: value})
        scored = self._scored(names, self.read.rows)
        graded = grade(self.policy, names, scored, self.interpreter)
        return graded, scored[0].get("score") if self.first else None

    def with_row(self, number: int, changed: Mapping[str, Known]) -> Worth:
        """Return total and grade, and the score of the row, with other values in a row."""
        given = self.read.rows[number - 1]
        # a figure that is taken from another field changes there too; what the unit declared stays
        sources = {taken_from(self.policy, given, name): name for name in changed}
        taken = {source: changed[name] for source, name in sources.items() if source != "declared"}
        row = {**given, **changed, **taken}
        own = decide_row(self.policy, self.names, row, self.interpreter).values()
        scored = list(self.scored)
        scored[number - 1 + self.first] = own
        return grade(self.policy, self.names, scored, self.interpreter), own.get("score")

    def grade_of(self, total: Fraction) -> str | None:
        """Return the grade of a total."""
        return grade_of_total(self.policy, self.names, total, self.interpreter)
