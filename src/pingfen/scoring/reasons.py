"""Why something is undecided, in words a clerk can act on."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from pingfen.exact import NO_VALUE, show
from pingfen.expression.interpret import Cause, Value
from pingfen.expression.vocabulary import FIELDS
from pingfen.messages import Bilingual, Message, both, listed
from pingfen.policy import Execution
from pingfen.scorecard import RowScore, Undecided
from pingfen.scoring.decision import Decision
from pingfen.scoring.filling import Filling

LEFT_OPEN = "left-open"
NO_TEXTS = Cause("missing", "same_text")


def undecided_row(decision: Decision, filling: Filling) -> Undecided:
    """Return why a row could not be decided."""
    rule, code = decision.rule, decision.code or ""
    if rule and code == LEFT_OPEN:
        return Undecided(code, filling.filled(rule.undecided, decision.scope))
    is_budget = decision.scope.text("kind") == "execution"
    text = reason(
        code,
        rule.name if rule else "",
        decision.causes,
        filling.policy.execution if is_budget else None,
        _number(decision.raw),
        _number(decision.scope.values.get("weight")),
    )
    return Undecided(code, text, tuple(map(str, decision.causes)))


def reason(  # noqa: PLR0913, PLR0917  # what the sentences name
    code: str,
    rule: str,
    causes: Sequence[Cause],
    budget: Execution | None,
    score: str,
    weight: str,
) -> Message:
    """Return why a row has no score; ``budget`` is given for the row of the budget."""
    return Message.of(
        f"undecided-{code}",
        rule=rule,
        causes=said(_of_form(causes, budget)),
        score=score,
        weight=weight,
    )


def _of_form(causes: Sequence[Cause], budget: Execution | None) -> Sequence[Cause]:
    """Return the causes; of the budget row by the amounts of the form that its figures are."""
    if budget is None:
        return causes
    names = {"target": budget.target, "actual": budget.actual}
    return [cause._replace(what=names.get(cause.what, cause.what)) for cause in causes]


def undecided_total(causes: Sequence[Cause], rows: Iterable[RowScore]) -> Undecided:
    """Return why there is no total: most often because some rows have no score."""
    open_rows = [
        Message.of("row-number" if row.number else "row-execution", number=row.number)
        for row in rows
        if row.undecided
    ]
    text = Message.of("undecided-total", causes=said(causes))
    if open_rows:
        text = Message.of("undecided-rows", rows=listed(open_rows))
    return Undecided("unknown-total", text, tuple(map(str, causes)))


def said(causes: Sequence[Cause]) -> Bilingual:
    """Return the causes of an unknown value in both languages."""
    return listed(map(_cause, causes))


def _cause(cause: Cause) -> Message:
    if cause == NO_TEXTS:  # which of the two is blank, anybody sees
        return Message.of("cause-missing", name=both(Message.of("either-text")))
    field = FIELDS.get(cause.what)
    name = Bilingual(field.chinese, cause.what) if field else cause.what
    return Message.of(f"cause-{cause.kind}", name=name)


def _number(value: Value | None) -> str:
    return show(value) if isinstance(value, Fraction) else NO_VALUE
