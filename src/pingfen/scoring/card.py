"""From what was decided to a scorecard: Decimals, verdicts, reasons and findings for people."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from pingfen.errors import Place, Problem, problem
from pingfen.exact import plain_decimal, show, to_decimal
from pingfen.expression.interpret import Value
from pingfen.form import BudgetLine, Cell, Figure, Form, Indicator, Measured
from pingfen.messages import LANGS, Bilingual, Message, both
from pingfen.policy import Policy
from pingfen.scorecard import (
    AGREES,
    DIFFERS,
    JUDGED,
    UNDECIDED,
    CheckOutcome,
    PolicyName,
    RowScore,
    Scorecard,
)
from pingfen.scoring.decision import Decision
from pingfen.scoring.filling import Filling
from pingfen.scoring.outcome import Checked, Outcome
from pingfen.scoring.reasons import said, undecided_row, undecided_total
from pingfen.scoring.values import budget_doubts

Notes = tuple[Problem, ...]


def policy_name(policy: Policy) -> PolicyName:
    """Return what a scorecard keeps of its policy."""
    return PolicyName(
        policy.id, policy.year, policy.revision, policy.digest, policy.status, policy.title
    )


def make_card(policy: Policy, form: Form, found: Outcome, notes: Sequence[Notes]) -> Scorecard:
    """Return the scorecard of a form; ``notes`` are the doubts about the cells of each row."""
    filling = Filling(policy)
    numbered = enumerate(zip(form.rows, found.rows, notes, strict=True), 1)
    rows = tuple(_row(filling, number, *each) for number, each in numbered)
    if any(row.judgement for row in form.rows):
        rows = _judged(filling, form, found, rows)
    execution = _execution(filling, form, found.execution)
    checks = tuple(_check(filling, form, item) for item in found.checks)
    every = (*((execution,) if execution else ()), *rows)
    return Scorecard(
        policy=policy_name(policy),
        project=form.project,
        total=_rounded(found.total, policy.total_rounding.places),
        grade=found.grade,
        execution=execution,
        rate=decimal_of(found.execution.scope.values.get("rate")) if found.execution else None,
        rows=rows,
        declared_total=decimal_of(form.declared_total.value),
        declared_grade=form.declared_grade or None,
        verdict=compared(policy, form.declared_total.value, found.total),
        checks=checks,
        unread=form.problems,
        undecided=undecided_total(found.causes, every) if found.total is None else None,
        place=form.place,
        notes=_older(policy, form),
    )


def _older(policy: Policy, form: Form) -> Notes:
    """Return a doubt if the form's year is after the policy's; old forms are often scored anew."""
    if form.year is None or form.year <= policy.year:
        return ()
    years = Message.of("policy-older", policy=policy.name, older=policy.year, year=form.year)
    return (Problem("policy-older", years, form.place, severity="doubt"),)


def _judged(
    filling: Filling, form: Form, found: Outcome, rows: tuple[RowScore, ...]
) -> tuple[RowScore, ...]:
    """Return rows with the judgements that were given beside the form."""
    from pingfen.scoring.judging import with_judgement  # noqa: PLC0415  # few forms have any

    each = zip(rows, form.rows, found.rows, strict=True)
    return tuple(with_judgement(scored, form, row, filling, at) for scored, row, at in each)


def compared(policy: Policy, declared: Value | None, found: Fraction | None) -> str | None:
    """Return the verdict on a declared number."""
    if found is None:
        return UNDECIDED
    if not isinstance(declared, Fraction):
        return None
    return AGREES if abs(declared - found) <= policy.tolerance else DIFFERS


def _execution(filling: Filling, form: Form, decision: Decision | None) -> RowScore | None:
    """Return the score of the budget row, shown like an indicator."""
    execution, budget = filling.policy.execution, form.execution
    if decision is None or execution is None:
        return None
    values = decision.scope.values
    row = Indicator(
        budget.total.label or budget.label,
        target=Measured(_budget_cell(budget.total, execution.target, values.get("target"))),
        actual=Measured(_budget_cell(budget.total, execution.actual, values.get("actual"))),
        place=budget.place,
    )
    return _row(filling, 0, row, decision, budget_doubts(form))


def _budget_cell(line: BudgetLine, field: str, value: Value | None) -> Cell:
    """Return the cell that a figure was read from; the figure itself if it came from elsewhere."""
    figures = {"initial": line.initial, "annual": line.annual, "executed": line.executed}
    figure = figures.get(field, Figure())
    if figure.value == value or not isinstance(value, Fraction):
        return figure.cell
    return Cell(show(value))


def _row(
    filling: Filling, number: int, row: Indicator, decision: Decision, notes: Notes
) -> RowScore:
    scope, rule, policy = decision.scope, decision.rule, filling.policy
    undecided = undecided_row(decision, filling) if decision.code else None
    because = both(undecided.text) if undecided else filling.because(decision)
    used = filling.used(decision)
    return RowScore(
        number=number,
        kind=scope.text("kind"),
        level1=scope.text("level1"),
        level2=scope.text("level2"),
        name=row.name,
        target=row.target.cell.text,
        actual=row.actual.cell.text,
        weight=decimal_of(scope.values.get("weight")),
        score=_rounded(decision.score, policy.row_rounding.places),
        rule=rule.name if rule else None,
        because=because,
        formula=filling.formula(decision),
        expression=filling.expression(decision),
        inputs=_inputs(used),
        declared=decimal_of(scope.values.get("declared")),
        verdict=_verdict(policy, decision, used),
        undecided=undecided,
        dropped=decision.dropped,
        cites=rule.cites if rule else None,
        rule_place=rule.place.show() if rule else "",
        place=row.place,
        notes=notes,
    )


def _inputs(used: Mapping[str, Value]) -> tuple[tuple[str, Decimal | str], ...]:
    """Return the values that the score was made of."""
    return tuple(
        (name, plain_decimal(value) if isinstance(value, Fraction) else value)
        for name, value in used.items()
        if isinstance(value, Fraction | str)
    )


def _verdict(policy: Policy, decision: Decision, used: Mapping[str, Value]) -> str | None:
    """Compare a row's declared score with the policy's; a judgement is not compared."""
    if not decision.code and "judged" in used:
        return JUDGED
    score = Fraction(0) if decision.dropped else decision.score
    return compared(policy, decision.scope.values.get("declared"), score)


def _check(filling: Filling, form: Form, item: Checked) -> CheckOutcome:
    """Return a check that failed or could not be decided, as a problem with its place."""
    check, place, where = item.check, *_about(form, item)
    causes = tuple(map(str, item.causes))
    level = item.group.level if item.group else None
    if not item.failed:
        found = _open_check(item, place)
        return CheckOutcome(check.name, False, found, item.row, causes, level)  # noqa: FBT003  # failed
    # only where a check failed
    from pingfen.scoring.pointing import cell_of  # noqa: PLC0415
    from pingfen.scoring.sides import sides  # noqa: PLC0415

    first = item.group.first if item.group else item.row
    place = cell_of(filling.policy, check, form, first) or place
    text = filling.filled(check.because, item.scope)
    text = text if text.zh else Bilingual(check.name, check.name)
    text = _led_by(where, text) if where else text
    return CheckOutcome(
        check.name,
        True,  # noqa: FBT003  # failed
        Problem(check.name, text, place, severity=check.severity),
        item.row,
        (),
        level,
        *sides(check, item.scope, filling),
        filling.filled(check.remedy, item.scope) if check.remedy else None,
    )


def _open_check(item: Checked, place: Place | None) -> Problem:
    name, causes = item.check.name, said(item.causes)
    found = problem("check-undecided", place, severity="note", check=name, causes=causes)
    if item.group is None:
        return found
    where = Message.of("of-level", level=item.group.level)
    return found._replace(text=_led_by(where, both(found.text)))


def _about(form: Form, item: Checked) -> tuple[Place | None, Message | None]:
    """Return where a finding is, and what says so: clerks look for the row's number and name."""
    if item.group:
        first = form.rows[item.group.first - 1]
        return first.place, Message.of("of-level", level=item.group.level)
    if item.row is None:
        return form.place, None
    if item.row == 0:
        return form.execution.place, Message.of("of-execution")
    row = form.rows[item.row - 1]
    return row.place, Message.of("of-row", number=item.row, name=row.name)


def _led_by(where: Message, text: Bilingual) -> Bilingual:
    return Bilingual(*(where.in_lang(lang) + text.in_lang(lang) for lang in LANGS))


def decimal_of(value: Value | None) -> Decimal | None:
    """Return a number as a Decimal; nothing for anything else."""
    return plain_decimal(value) if isinstance(value, Fraction) else None


def _rounded(value: Fraction | None, places: int) -> Decimal | None:
    return None if value is None else to_decimal(value, places)
