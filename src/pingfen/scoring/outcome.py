"""Scores the values of one form: rows, total, grade and checks, in the order of the norm."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pingfen.exact import round_to
from pingfen.expression.interpret import Cause, Interpreter, Known, Unknown
from pingfen.expression.vocabulary import EXECUTION, INDICATOR
from pingfen.policy import AppliesTo, Check, Policy
from pingfen.scoring.decision import UNPARSED, Decision, decide
from pingfen.scoring.scope import RowScope, Values, scopes


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that failed (``causes`` empty) or could not be decided, in its scope."""

    check: Check
    scope: RowScope
    row: int | None = None
    causes: tuple[Cause, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether what the check expects is false."""
        return not self.causes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy gives for one form, in exact numbers; the first row is the execution's."""

    execution: Decision | None
    rows: tuple[Decision, ...]
    total: Fraction | None
    causes: tuple[Cause, ...]
    grade: str | None
    checks: tuple[Checked, ...]


def outcome(
    policy: Policy, form: Values, execution: Values, rows: Sequence[Values]
) -> Outcome:
    """Score the values of one form.

    ``form`` and each of ``rows`` map the names of the language to known values; what is missing
    is left out. ``execution`` may hold the ``weight`` and the ``declared`` score that the form
    prints for its budget row. A row with a true ``unparsed`` is undecided.
    """
    interpreter = Interpreter()
    form = {**form, **_execution_names(policy, form)}
    all_rows = [*_execution_rows(policy, form, execution), *rows]
    decisions = [_row(policy, form, row, interpreter) for row in all_rows]
    scored = [decision.values() for decision in decisions]
    outer, _ = scopes(policy, form, scored)
    value = interpreter.value(policy.total, outer)
    causes = value.causes if isinstance(value, Unknown) else ()
    after: dict[str, Known] = {}
    if isinstance(value, Fraction):
        rounding = policy.total_rounding
        after["total"] = round_to(value, rounding.places, rounding.mode)
        if policy.grades:
            grade = interpreter.value(policy.grades, RowScope(policy, {**form, **after}))
            after |= {} if isinstance(grade, Unknown) else {"grade": grade}
    total, grade = after.get("total"), after.get("grade")
    has_execution = policy.execution is not None
    return Outcome(
        execution=decisions[0] if has_execution else None,
        rows=tuple(decisions[has_execution:]),
        total=total if isinstance(total, Fraction) else None,
        causes=causes,
        grade=grade if isinstance(grade, str) else None,
        checks=tuple(_checks(policy, {**form, **after}, scored, interpreter)),
    )


def _execution_names(policy: Policy, form: Values) -> dict[str, Known]:
    """Return the names of the form that follow from how the policy scores the budget."""
    if policy.execution is None:
        return {}
    found: dict[str, Known] = {"expected_weight": policy.execution.weight}
    target, actual = form.get(policy.execution.target), form.get(policy.execution.actual)
    if isinstance(target, Fraction) and isinstance(actual, Fraction) and target:
        found["rate"] = actual / target
    return found


def _execution_rows(policy: Policy, form: Values, given: Values) -> Iterator[Values]:
    if policy.execution is None:
        return
    row: dict[str, Known] = {"kind": EXECUTION, "weight": policy.execution.weight, **given}
    for name, field in (("target", policy.execution.target), ("actual", policy.execution.actual)):
        if field in form:
            row[name] = form[field]
    yield row


def _row(policy: Policy, form: Values, row: Values, interpreter: Interpreter) -> Decision:
    values: dict[str, Known] = {"kind": INDICATOR, **row}
    unparsed = values.pop(UNPARSED, False)
    values |= _chosen(policy.inputs, values)
    scope = RowScope(policy, form, values)
    if policy.direction and "relation" not in values and "target" in values:
        relation = interpreter.value(policy.direction, scope)
        if isinstance(relation, str):
            scope = RowScope(policy, form, {**values, "relation": relation})
    if unparsed:
        return Decision(scope, code=UNPARSED)
    return decide(policy, scope, interpreter)


def _chosen(inputs: Mapping[str, Sequence[str]], values: Values) -> dict[str, Known]:
    """Take each field from the first of its sources that is given."""
    sources = {name: [s for s in listed if s in values] for name, listed in inputs.items()}
    return {name: values[found[0]] for name, found in sources.items() if found}


def _checks(
    policy: Policy, form: Values, rows: Sequence[Values], interpreter: Interpreter
) -> Iterator[Checked]:
    outer, inner = scopes(policy, form, rows)
    first = 0 if policy.execution else 1
    for check in policy.checks:
        if check.applies_to is AppliesTo.FORM:
            yield from _checked(check, outer, None, interpreter)
            continue
        for number, scope in enumerate(inner, first):
            if check.applies_to.fits(scope.text("kind")):
                yield from _checked(check, scope, number, interpreter)


def _checked(
    check: Check, scope: RowScope, row: int | None, interpreter: Interpreter
) -> Iterator[Checked]:
    applies = interpreter.value(check.when, scope) if check.when else True
    holds = interpreter.value(check.expect, scope) if applies is not False else True
    for value in (applies, holds):
        if isinstance(value, Unknown):
            yield Checked(check, scope, row, value.causes)
            return
    if holds is False:
        yield Checked(check, scope, row)
