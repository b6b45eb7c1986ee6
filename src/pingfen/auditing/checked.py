"""Findings from the checks of a policy: those that failed, and those that nobody can decide."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pingfen.auditing.causes import UNREAD, causes_of, said_causes
from pingfen.auditing.finding import Finding
from pingfen.auditing.telling import Spot, Telling, number
from pingfen.auditing.verdicts import SAYS_THE_SAME, expected_score
from pingfen.messages import LANGS, Bilingual, Message, Text, both, listed
from pingfen.scorecard import DIFFERS, CheckOutcome, RowScore, Scorecard

# what is unknown only because a row is undecided
TOTALS = frozenset({"missing score", "missing total", "missing grade", "missing weight"})


def failed_checks(card: Scorecard) -> frozenset[tuple[str, int | None]]:
    """Return the checks that failed, each with the number of its row."""
    return frozenset((found.check, found.row) for found in card.checks if found.failed)


def findings_of_checks(
    telling: Telling, card: Scorecard, *, unscored: bool = False
) -> Iterator[Finding]:
    """Yield a finding for each check that failed, and one for each that was left open.

    A check of a row that is undecided says nothing new. ``unscored`` is true where the form has
    points for a budget that the policy does not score: its own total counts them rightly.
    """
    rows = {row.number: row for row in card.all_rows}
    left: dict[str, list[CheckOutcome]] = {}
    for outcome in card.checks:
        row = rows.get(outcome.row) if outcome.row is not None else None
        if unscored and outcome.check in SAYS_THE_SAME["total"]:
            continue
        if outcome.failed:
            yield from _failed(telling, outcome, row)
        elif not _follows(outcome, row, card):
            left.setdefault(outcome.check, []).append(outcome)
    for several in left.values():
        yield from _left_open(telling, several, rows)


def _failed(telling: Telling, outcome: CheckOutcome, row: RowScore | None) -> Iterator[Finding]:
    at = Spot(outcome.row, row.name if row else "", outcome.level or "")
    says_score = row and row.verdict == DIFFERS and outcome.check in SAYS_THE_SAME["score"]
    found: Text | None = outcome.found
    expected: Text | None = outcome.expected
    if row and says_score:  # both sides are scores, whatever the check compares
        found, expected = number(row.declared or Decimal(0)), expected_score(row)
    text: Text = _unled(both(outcome.problem.text), at)
    unread = [cause for cause in causes_of(row) if cause.code == UNREAD] if row else []
    if unread and outcome.check in SAYS_THE_SAME["undecided"]:
        text = Message.of("check-because", what=text, why=said_causes(unread))
    yield from telling.find(
        outcome.check,
        text,
        outcome.problem.place,
        at=at,
        severity=outcome.problem.severity,
        remedy=outcome.remedy,
        found=found,
        expected=expected,
    )


def _follows(outcome: CheckOutcome, row: RowScore | None, card: Scorecard) -> bool:
    """Tell whether a check is open only because a row or the total is undecided."""
    if row:
        return row.undecided is not None
    open_rows = any(each.undecided for each in card.all_rows)
    return open_rows and TOTALS.issuperset(outcome.causes)


def _left_open(
    telling: Telling, several: Sequence[CheckOutcome], rows: dict[int, RowScore]
) -> Iterator[Finding]:
    """Yield one note for a check, whichever rows it is about."""
    first = several[0]
    numbers = [outcome.row for outcome in several if outcome.row]
    at = Spot()
    text: Text = first.problem.text
    if len(several) == 1:
        row = rows.get(first.row) if first.row is not None else None
        at = Spot(first.row, row.name if row else "", first.level or "")
        text = _unled(both(text), at)
    elif numbers:
        text = Message.of("check-undecided-rows", what=text, rows=listed(numbers))
    yield from telling.find("check-undecided", text, first.problem.place, at=at)


def _unled(text: Bilingual, at: Spot) -> Bilingual:
    """Return what a check says without the row or group that it begins with."""
    if at.row:
        lead = Message.of("of-row", number=at.row, name=at.name)
    elif at.row == 0:
        lead = Message.of("of-execution")
    elif at.level:
        lead = Message.of("of-level", level=at.level)
    else:
        return text
    return Bilingual(*(text.in_lang(lang).removeprefix(lead.in_lang(lang)) for lang in LANGS))
