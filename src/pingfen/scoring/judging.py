"""What a judgement given beside the form did to the score of its row."""

from dataclasses import replace

from pingfen.errors import problem
from pingfen.form import Form, Indicator
from pingfen.scorecard import JUDGED, RowScore
from pingfen.scoring.decision import Decision
from pingfen.scoring.filling import Filling
from pingfen.scoring.outcome import outcome
from pingfen.scoring.scope import Values
from pingfen.scoring.values import execution_values, form_values, row_values


def with_judgement(
    scored: RowScore, form: Form, row: Indicator, filling: Filling, decision: Decision
) -> RowScore:
    """Return a row's score with the judgement that made it, or a note that it made nothing."""
    judgement = row.judgement
    if judgement is None:
        return scored
    if _counts(form, row, filling, decision):
        verdict = scored.verdict if scored.score is None else JUDGED
        return replace(scored, judgement=judgement, verdict=verdict)
    open_row = decision.rule is None or decision.code is not None
    says = "judgement-open" if open_row else "judgement-unused"
    rule, place = decision.rule.name if decision.rule else "", judgement.place
    note = problem("judgement-unused", place, says=says, severity="note", rule=rule)
    return replace(scored, notes=(*scored.notes, note))


def _counts(form: Form, row: Indicator, filling: Filling, decision: Decision) -> bool:
    """Tell whether the score is made of the judgement, or would be another one without it."""
    values, _ = row_values(row, form)
    if any(_judged(name, filling, values) for name in filling.used(decision)):
        return True
    own, _ = row_values(replace(row, judgement=None), form)
    given = form_values(form), execution_values(form.execution)
    (without,) = outcome(filling.policy, *given, [own]).rows
    return _result(without) != _result(decision)


def _judged(name: str, filling: Filling, values: Values) -> bool:
    """Tell whether a field takes its value from the judged points."""
    sources = filling.policy.inputs.get(name, (name,))
    return next((source for source in sources if source in values), "") == "judged"


def _result(decision: Decision) -> tuple[object, ...]:
    """Return what a decision comes to."""
    return (
        *(decision.rule, decision.score, decision.dropped),
        *(decision.code, decision.causes),
    )
