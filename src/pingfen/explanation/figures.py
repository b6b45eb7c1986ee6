"""A form whose figures can be changed one at a time, and the total and grade that it has then."""

from collections.abc import Mapping
from fractions import Fraction

from pingfen.expression.interpret import Interpreter, Known
from pingfen.expression.names import expanded, names_in
from pingfen.expression.vocabulary import FIELDS, INDICATOR, Where
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


# what the total may ask of a row, besides its score, that no change of a figure touches
UNTOUCHED = frozenset({"score", "weight", "kind", "level1", "level2", "name", "label_weight"})


def only_by_score(policy: Policy) -> bool:
    """Tell whether a figure of a row reaches the total by a score from 0 to the weight alone."""
    asked = expanded(names_in(policy.total), policy.lets)
    own = {name for name, field in FIELDS.items() if field.where is not Where.FORM}
    free = any(rule.drop or rule.unbounded for rule in policy.rules)
    return not free and asked & (own | set(policy.fields)) <= UNTOUCHED


def rows_follow(policy: Policy, source: str) -> bool:
    """Tell whether the score of an indicator may depend on the executed amount."""
    expressions = [policy.adjust, policy.direction]
    for rule in policy.rules:
        if rule.applies_to.fits(INDICATOR):
            expressions += [rule.when, rule.require, rule.score]
    asked = {name for one in expressions if one for name in names_in(one)}
    return bool(expanded(asked, policy.lets) & {EXECUTED, source, "rate"})


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
        self.executed = taken_from(policy, self.read.names, EXECUTED)
        self.follows = rows_follow(policy, self.executed)

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
        given = {**self.read.names, self.executed: value, EXECUTED: value}
        names = form_names(self.policy, given)
        if self.follows:
            scored = self._scored(names, self.read.rows)
        else:
            scored = self._scored(names, ()) + self.scored[self.first :]
        graded = grade(self.policy, names, scored, self.interpreter)
        return graded, scored[0].get("score") if self.first else None

    def with_score(self, number: int, value: Fraction) -> Fraction | None:
        """Return the total with another score of a row."""
        scored = list(self.scored)
        at = number - 1 + self.first
        scored[at] = {**scored[at], "score": value}
        return grade(self.policy, self.names, scored, self.interpreter).total

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
