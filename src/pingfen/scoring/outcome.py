"""Scores the values of one form: rows, total, grade and checks, in the order of the norm."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pingfen.exact import round_to
from pingfen.expression.interpret import Cause, Interpreter, Known, Unknown, Value
from pingfen.expression.vocabulary import EXECUTION, FIELDS, INDICATOR, Where
from pingfen.policy import AppliesTo, Check, Policy
from pingfen.scoring.decision import UNPARSED, Decision, decide
from pingfen.scoring.scope import Group, RowScope, Values, grouped, scopes

ROW_FIELDS = frozenset(name for name, field in FIELDS.items() if field.where is Where.ROW)
FORM_FIELDS = frozenset(name for name, field in FIELDS.items() if field.where is Where.FORM)


Looked = tuple["int | Group | None", RowScope]


class Checked(NamedTuple):
    """A check that failed (``causes`` empty) or could not be decided, in its scope."""

    check: Check
    scope: RowScope
    at: int | Group | None = None
    causes: tuple[Cause, ...] = ()

    @property
    def row(self) -> int | None:
        """The number of the row it is about, if it is about one."""
        return self.at if isinstance(self.at, int) else None

    @property
    def group(self) -> Group | None:
        """The group of rows it is about, if it is about one."""
        return self.at if isinstance(self.at, Group) else None

    @property
    def failed(self) -> bool:
        """Whether what the check expects is false."""
        return not self.causes


class Outcome(NamedTuple):
    """What a policy gives for one form, in exact numbers; the first row is the execution's."""

    execution: Decision | None
    rows: tuple[Decision, ...]
    total: Fraction | None
    causes: tuple[Cause, ...]
    grade: str | None
    checks: tuple[Checked, ...]


class Graded(NamedTuple):
    """The total of a form, why there is none, and its grade."""

    total: Fraction | None
    causes: tuple[Cause, ...]
    grade: str | None


def outcome(
    policy: Policy,
    form: Values,
    execution: Values,
    rows: Sequence[Values],
    interpreter: Interpreter | None = None,
) -> Outcome:
    """Score the values of one form.

    ``form`` and each of ``rows`` map the names of the language to known values; what is missing
    is left out. ``execution`` may hold the ``weight`` and the ``declared`` score that the form
    prints for its budget row, and a true ``unparsed`` if its weight could not be read: it is then
    missing and not the policy's. A row with a true ``unparsed`` is undecided. ``interpreter`` is
    one that looks on while it evaluates; it must not be in use elsewhere.
    """
    interpreter = Interpreter() if interpreter is None else interpreter
    form = form_names(policy, form)
    decisions = [
        *decide_execution(policy, form, execution, interpreter),
        *(decide_row(policy, form, row, interpreter) for row in rows),
    ]
    scored = [decision.values() for decision in decisions]
    graded = grade(policy, form, scored, interpreter)
    named = _checked_names(policy, form, graded, interpreter)
    has_execution = policy.execution is not None
    return Outcome(
        execution=decisions[0] if has_execution else None,
        rows=tuple(decisions[has_execution:]),
        total=graded.total,
        causes=graded.causes,
        grade=graded.grade,
        checks=tuple(_checks(policy, named, scored, interpreter)),
    )


def form_names(policy: Policy, form: Values) -> Values:
    """Return the names of a form: what its inputs choose, and what follows for the budget."""
    chosen = _chosen(policy.inputs, form, FORM_FIELDS)
    return {**chosen, **_execution_names(policy, chosen)}


def grade(
    policy: Policy, form: Values, rows: Sequence[Values], interpreter: Interpreter
) -> Graded:
    """Return the total and the grade of rows that were scored, the execution row first."""
    outer, _ = scopes(policy, form, rows)
    value = interpreter.value(policy.total, outer)
    total = _rounded(policy, value)
    causes = value.causes if isinstance(value, Unknown) else ()
    return Graded(total, causes, grade_of_total(policy, form, total, interpreter))


def _rounded(policy: Policy, value: Value) -> Fraction | None:
    rounding = policy.total_rounding
    if not isinstance(value, Fraction):
        return None
    return round_to(value, rounding.places, rounding.mode)


def grade_of_total(
    policy: Policy, form: Values, total: Fraction | None, interpreter: Interpreter
) -> str | None:
    """Return the grade of a total; None where the policy gives none."""
    if policy.grades is None or total is None:
        return None
    found = interpreter.value(policy.grades, RowScope(policy, {**form, "total": total}))
    return found if isinstance(found, str) else None


def _checked_names(
    policy: Policy, form: Values, graded: Graded, interpreter: Interpreter
) -> Values:
    """Return the names of a form that checks may use."""
    expected = _expected_grade(policy, form, interpreter)
    later = {"total": graded.total, "grade": graded.grade, "expected_grade": expected}
    return {**form, **{name: value for name, value in later.items() if value is not None}}


def _expected_grade(policy: Policy, form: Values, interpreter: Interpreter) -> str | None:
    """Return the grade that the policy gives to the total which the form declares."""
    declared = form.get("declared_total")
    total = declared if isinstance(declared, Fraction) else None
    return grade_of_total(policy, form, total, interpreter)


def _execution_names(policy: Policy, form: Values) -> dict[str, Known]:
    """Return the names of the form that follow from how the policy scores the budget."""
    if policy.execution is None:
        return {}
    found: dict[str, Known] = {"expected_weight": policy.execution.weight}
    target, actual = form.get(policy.execution.target), form.get(policy.execution.actual)
    if isinstance(target, Fraction) and isinstance(actual, Fraction) and target:
        found["rate"] = actual / target
    return found


def decide_execution(
    policy: Policy, form: Values, given: Values, interpreter: Interpreter
) -> Iterator[Decision]:
    """Yield the decision of the budget row, where the policy scores it.

    ``form`` are the names of the form, ``given`` what it prints for the row.
    """
    if policy.execution is None:
        return
    own = {} if given.get(UNPARSED) else {"weight": policy.execution.weight}
    printed = {name: value for name, value in given.items() if name != UNPARSED}
    row: dict[str, Known] = {"kind": EXECUTION, **own, **printed}
    for name, field in (("target", policy.execution.target), ("actual", policy.execution.actual)):
        if field in form:
            row[name] = form[field]
    yield decide(policy, RowScope(policy, form, row), interpreter)


def decide_row(policy: Policy, form: Values, row: Values, interpreter: Interpreter) -> Decision:
    """Return the decision of an indicator; ``form`` are the names of the form."""
    fields = ROW_FIELDS.union(policy.fields) if policy.fields else ROW_FIELDS
    values = {"kind": INDICATOR, **_chosen(policy.inputs, row, fields)}
    scope = RowScope(policy, form, values)
    if policy.direction and "relation" not in values and "target" in values:
        relation = interpreter.value(policy.direction, scope)
        if isinstance(relation, str):
            scope = RowScope(policy, form, {**values, "relation": relation})
    return (
        Decision(scope, code=UNPARSED) if row.get(UNPARSED) else decide(policy, scope, interpreter)
    )


def _chosen(
    inputs: Mapping[str, Sequence[str]], values: Values, fields: frozenset[str]
) -> dict[str, Known]:
    """Take each of the fields that has a choice of sources from the first that is given."""
    found = {name: value for name, value in values.items() if name in fields - set(inputs)}
    for name, sources in inputs.items():
        given = [values[source] for source in sources if source in values]
        if name in fields and given:
            found[name] = given[0]
    return found


def _checks(
    policy: Policy, form: Values, rows: Sequence[Values], interpreter: Interpreter
) -> Iterator[Checked]:
    outer, inner = scopes(policy, form, rows)
    first = 0 if policy.execution else 1
    found: dict[AppliesTo, list[Looked]] = {AppliesTo.FORM: [(None, outer)]}
    for check in policy.checks:
        to = check.applies_to
        if to not in found:  # checks for the same rows share their scopes, and so the lets
            fitting = enumerate(inner, first)
            found[to] = [
                *grouped(policy, form, rows, to, first),
                *((at, scope) for at, scope in fitting if to.fits(scope.text("kind"))),
            ]
        for at, scope in found[to]:
            if interpreter.thorough or check.screen.lets_pass(scope.values):
                yield from _checked(check, scope, at, interpreter)


def _checked(
    check: Check, scope: RowScope, at: int | Group | None, interpreter: Interpreter
) -> Iterator[Checked]:
    """Evaluate a check in a scope that its screen lets pass."""
    rest = check.when if interpreter.thorough else check.screen.rest
    applies = interpreter.value(rest, scope) if rest else True
    holds = interpreter.value(check.expect, scope) if applies is not False else True
    for value in (applies, holds):
        if isinstance(value, Unknown):
            yield Checked(check, scope, at, value.causes)
            return
    if holds is False:
        yield Checked(check, scope, at)
