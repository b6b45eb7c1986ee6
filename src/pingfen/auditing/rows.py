"""The rows of a form beside what the policy gives."""

from collections.abc import Callable, Iterator

from pingfen.auditing.finding import AuditedRow, Guess
from pingfen.form import Form
from pingfen.places import without_text
from pingfen.scorecard import RowScore, Scorecard

# the known formulas that give a declared score
Guessing = Callable[[Form, Scorecard, RowScore], tuple[Guess, ...]]


def audited_rows(form: Form, card: Scorecard, guessing: Guessing) -> Iterator[AuditedRow]:
    """Yield the budget row, if the policy scores it, and the indicators."""
    for row in card.all_rows:
        reason = form.rows[row.number - 1].reason if row.number else ""
        yield _audited(row, reason, guessing(form, card, row))


def _audited(row: RowScore, reason: str, guesses: tuple[Guess, ...]) -> AuditedRow:
    return AuditedRow(
        number=row.number,
        kind=row.kind,
        level1=row.level1,
        level2=row.level2,
        name=row.name,
        target=row.target,
        actual=row.actual,
        weight=row.weight,
        score=row.score,
        declared=row.declared,
        verdict=row.verdict,
        rule=row.rule,
        because=row.because,
        formula=row.formula,
        reason=reason,
        undecided=row.undecided,
        guesses=guesses,
        dropped=row.dropped,
        judgement=row.judgement,
        place=without_text(row.place),
        source=row.cites.key if row.cites else None,
    )
