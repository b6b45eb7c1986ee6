"""Checks a policy for holes: what no rule decides, what none reaches, what leaves its bounds.

All rows of a kind are looked at together, as polynomials with exact limits (`walk`, `deciding`);
what is found is shown with a row that the scorer itself decided. What the reasoning cannot settle
is called open, never fine.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pingfen.checking.bands import band_problems
from pingfen.checking.bounds import out_of_bounds, rounded_over
from pingfen.checking.finding import OPEN, SEVERITIES, Finding
from pingfen.checking.gaps import undecided
from pingfen.checking.grades import grade_problems
from pingfen.checking.jumps import jumps
from pingfen.checking.names import Rows
from pingfen.checking.properties import broken
from pingfen.checking.reach import unreachable
from pingfen.checking.report import Report, to_json
from pingfen.checking.totals import total_problems
from pingfen.checking.usage import untested, unused
from pingfen.checking.ways import MOST, Ways, ways, with_negatives
from pingfen.errors import problem
from pingfen.policy import Policy

__all__ = ["Finding", "Report", "check_policy", "to_json"]

SHARE = Fraction(1, 5)


def check_policy(policy: Policy, *, jump: Fraction = SHARE, most: int = MOST) -> Report:
    """Look for holes in a policy; a jump is noted from that share of the weight on.

    ``most`` bounds how far the ways of rows through the policy are followed.
    """
    usual, signed = (ways(policy, rows, most) for rows in (Rows.USUAL, Rows.NEGATIVE))
    found = [
        *unreachable(policy, signed, most),
        *_rows(policy, usual, negative=False),
        *rounded_over(policy, usual.found),
        *band_problems(policy),
        *grade_problems(policy),
        *broken(policy, usual, signed),
        *total_problems(policy, usual.found),
        *unused(policy),
        *untested(policy),
        *jumps(policy, usual.found, jump),
    ]
    if usual.every:
        found += _new(found, _rows(policy, with_negatives(signed), negative=True))
    if not (usual.every and signed.every):
        place = policy.rules[0].place if policy.rules else None
        found.append(Finding(problem("ways-open", place, severity=OPEN)))
    return Report(policy, tuple(sorted(found, key=lambda f: SEVERITIES.index(f.severity))))


def _rows(policy: Policy, known: Ways, *, negative: bool) -> Iterator[Finding]:
    yield from undecided(policy, known.found, negative=negative)
    yield from out_of_bounds(policy, known.found, negative=negative)


def _new(known: Iterable[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what was not found before, and so has to do with figures below zero."""
    keys = {_key(finding) for finding in known}
    yield from (finding for finding in found if _key(finding) not in keys)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.problem.code, finding.about
