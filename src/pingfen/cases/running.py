"""Runs cases: scores each form, compares, and counts what of the policy was tried."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from pingfen.cases.case import Case, Cases, Unseen
from pingfen.cases.comparing import differences
from pingfen.cases.reading import read_cases
from pingfen.cases.report import Boundary, Report, Result, RuleHits
from pingfen.cases.watching import Comparison, Pair, Watcher, comparisons
from pingfen.errors import PolicyError, Problem, problem
from pingfen.policy import Policy
from pingfen.scorecard import RowScore, Scorecard
from pingfen.scoring import score_form

# a rule that leaves the score open has decided that it is
LEFT_OPEN = "left-open"


def run_case(policy: Policy, case: Case) -> Result:
    """Return what comes of one case."""
    return _run(policy, case, Watcher())[0]


def run_cases(policy: Policy, cases: Cases | None = None) -> Report:
    """Run the cases, or those that lie beside the policy, and say what came of them.

    Raises ``PolicyError`` if they are the cases of another policy.
    """
    cases = read_cases(policy) if cases is None else cases
    check_policy(policy, cases)
    compared = comparisons(policy)
    rows_only = {found.pair for found in compared if found.of_row}
    results, cards = [], []
    seen: Counter[tuple[Pair, str]] = Counter()
    for case in cases:
        watcher = Watcher()
        result, card = _run(policy, case, watcher)
        results.append(result)
        cards.append((case, card))
        for (pair, side), times in watcher.seen.items():
            # what a row that is scored alone does to a total is no example of it
            if not case.alone or pair in rows_only:
                seen[pair, side] += times
    excuses = _Excuses(cases.unseen)
    return Report(
        policy=policy.name,
        file=cases.file,
        results=tuple(results),
        rules=tuple(_hits(policy, cards)),
        boundaries=tuple(_boundary(policy, found, seen, excuses) for found in compared),
        stale=tuple(excuses.stale()),
    )


def check_policy(policy: Policy, cases: Cases) -> None:
    """Raise ``PolicyError`` if the cases are those of another policy."""
    if cases.policy != policy.name:
        found = problem("wrong-value", cases.place, found=cases.policy, expected=policy.name)
        raise PolicyError([found])


def _run(policy: Policy, case: Case, watcher: Watcher) -> tuple[Result, Scorecard | None]:
    if case.form is None:
        return Result(case, problems=case.problems), None
    # a row alone is no form that could be checked, and what checks compare is no example of a rule
    scored = replace(policy, checks=()) if case.alone else policy
    card = score_form(scored, case.form, watcher)
    return Result(case, tuple(differences(case, card))), card


def _hits(policy: Policy, cards: Sequence[tuple[Case, Scorecard | None]]) -> Iterator[RuleHits]:
    rows = [_rows(case, card) for case, card in cards]
    for rule in policy.rules:
        at = [[row for row in own if row.rule == rule.name] for own in rows]
        yield RuleHits(
            rule.name,
            rule.place,
            rule.place.file == policy.file,
            sum(any(map(_decided, own)) for own in at),
            sum(not all(map(_decided, own)) for own in at),
        )


def _rows(case: Case, card: Scorecard | None) -> tuple[RowScore, ...]:
    """Return the rows that a case is about."""
    if card is None:
        return ()
    return card.rows if case.alone else card.all_rows


def _decided(row: RowScore) -> bool:
    return row.undecided is None or row.undecided.code == LEFT_OPEN


def _boundary(
    policy: Policy, found: Comparison, seen: Counter[tuple[Pair, str]], excuses: "_Excuses"
) -> Boundary:
    sides = MappingProxyType({side: seen[found.pair, side] for side in found.sides})
    own = found.place.file == policy.file
    boundary = Boundary(found.text, found.part, found.place, own, sides)
    return Boundary(found.text, found.part, found.place, own, sides, excuses.taken(boundary))


class _Excuses:
    """The sides that the cases say cannot be seen, and which of them were of use."""

    def __init__(self, unseen: Sequence[Unseen]) -> None:
        self.unseen = unseen
        self.used: set[tuple[Unseen, str]] = set()

    def taken(self, boundary: Boundary) -> tuple[str, ...]:
        """Return the open sides of a boundary that are excused."""
        found = {
            (unseen, side)
            for unseen in self.unseen
            for side in boundary.open
            if unseen.comparison == boundary.text
            and unseen.part in {"", boundary.part}
            and side in unseen.sides
        }
        self.used |= found
        return tuple(side for side in boundary.open if any(side == name for _, name in found))

    def stale(self) -> Iterator[Problem]:
        """Yield a problem for each side that was excused and is seen or is not there."""
        for unseen in self.unseen:
            for side in unseen.sides:
                if (unseen, side) not in self.used:
                    found = unseen.comparison
                    yield problem("excused-in-vain", unseen.place, found=found, side=side)
