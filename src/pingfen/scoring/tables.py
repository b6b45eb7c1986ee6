"""Summary tables (汇总表) compared with the totals that the policy gives, file by file or all."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pingfen.errors import Problem, problem
from pingfen.exact import exact
from pingfen.form import SummaryLine
from pingfen.policy import Policy
from pingfen.scorecard import AGREES, DIFFERS, UNDECIDED, Scorecard, SummaryVerdict
from pingfen.scoring.card import compared, decimal_of
from pingfen.scoring.grades import same_grade
from pingfen.words import compact


class Total(NamedTuple):
    """What a line of a summary table is compared with; all that is kept of a form for that."""

    project: str
    total: Decimal | None
    grade: str | None


class Table(NamedTuple):
    """The lines of one document's summary table, and the totals of its own forms."""

    lines: tuple[SummaryLine, ...]
    totals: tuple[Total, ...]


def table_of(lines: Sequence[SummaryLine], cards: Sequence[Scorecard]) -> Table:
    """Return what is kept of a document until all have been read."""
    totals = (Total(card.project, card.total, card.grade) for card in cards)
    return Table(tuple(lines), tuple(totals))


def compare_tables(policy: Policy, tables: Sequence[Table]) -> tuple[SummaryVerdict, ...]:
    """Compare each line with the total of its project.

    The forms of the same document go first; each form stands for one line only.
    """
    left: dict[str, list[tuple[int, Total]]] = {}
    for at, table in enumerate(tables):
        for total in table.totals:
            left.setdefault(compact(total.project), []).append((at, total))
    return tuple(
        compare_line(policy, line, _taken(left.get(compact(line.project), []), at))
        for at, table in enumerate(tables)
        for line in table.lines
    )


def _taken(named: list[tuple[int, Total]], at: int) -> Total | None:
    """Take a total away: one of that document, or else the first."""
    own = next((n for n, (owner, _) in enumerate(named) if owner == at), 0)
    return named.pop(own)[1] if named else None


def compare_line(policy: Policy, line: SummaryLine, found: Total | None) -> SummaryVerdict:
    """Return a line beside the total of its form, if there is one."""
    declared = line.total.value
    total, grade = (found.total, found.grade) if found else (None, None)
    verdict = compared(policy, declared, None if total is None else exact(total)) or UNDECIDED
    if verdict == AGREES and line.grade and grade and not same_grade(line.grade, grade):
        verdict = DIFFERS
    return SummaryVerdict(
        line.project,
        decimal_of(declared),
        line.grade or None,
        total,
        grade,
        verdict,
        line.place,
    )


def not_listed(lines: Sequence[SummaryLine], cards: Sequence[Scorecard]) -> Iterator[Problem]:
    """Yield a doubt for each form that the summary table of its document leaves out."""
    listed = {compact(line.project) for line in lines}
    for card in cards if lines else ():
        if compact(card.project) not in listed:
            yield problem("not-in-summary", card.place, severity="doubt", found=card.project)
