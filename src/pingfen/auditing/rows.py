"""The rows of a form beside what the policy gives."""

from collections.abc import Callable, Iterator

from pingfen.auditing.finding import AuditedRow, Guess
from pingfen.form import Form
from pingfen.places import without_text
from pingfen.scorecard import DIFFERS, RowScore, Scorecard

# the known formulas that give a declared score
Guessing = Callable[[Form, Scorecard, RowScore], tuple[Guess, ...]]


def no_guesses(_form: Form, _card: Scorecard, _row: RowScore) -> tuple[Guess, ...]:
    """Know no formula."""
    return ()


def audited_rows(form: Form, card: Scorecard, guessing: Guessing) -> Iterator[AuditedRow]:
    """Yield the budget row, if the policy scores it, and the indicators."""
    for row in card.all_rows:
        reason = form.rows[row.number - 1].reason if row.number else ""
        guesses = guessing(form, card, row) if row.verdict == DIFFERS else ()
        yield _audited(row, reason, guesses)


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
    )
