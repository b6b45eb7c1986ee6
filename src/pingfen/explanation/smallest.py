"""The smallest distance from which on something holds, exactly.

What is asked for is worked out at a few points; the trail that each calculation leaves says how
far around its point nothing changes. Between two turns (another rule, another branch) numbers
only rise or only fall, so what is said of them changes seldom, though at one of very many steps
of rounding: these are halved, not walked.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from pingfen.explanation.along import Trail
from pingfen.explanation.polynomial import Polynomial, roots, worth

Says = Callable[[Trail], object]
ZERO = Fraction(0)
MOST_PIECES = 200
# next to a pole steps come ever closer; so often a way is halved before it is taken for there
MOST_HALVINGS = 50
# places within a piece to look at, should some lie exactly where something changes
SHARES = tuple(Fraction(part, 97) for part in (48, 31, 61, 17, 79, 7, 89, 3, 95))


class Distance(NamedTuple):
    """From which distance on something holds; ``closed`` if at that distance too."""

    value: Fraction
    closed: bool


class Piece(NamedTuple):
    """What is said on an open piece of the line where nothing changes; it may have no end.

    ``turn`` is where other rules or branches begin to decide.
    """

    said: object
    low: Fraction
    high: Fraction | None
    turn: Fraction | None


def smallest(says: Says, wanted: object, most: Fraction | None = None) -> Distance | None:
    """Return the smallest distance above 0 at which what is wanted is said; None for nowhere.

    Distances above ``most`` are not looked at. At 0 something else is said.
    """
    low = ZERO
    for _ in range(MOST_PIECES):
        first = _after(says, low, most)
        if first.said == wanted:
            return Distance(low, closed=False)
        end = most if first.turn is None or (most and most < first.turn) else first.turn
        change = _change(says, first, end)
        if change is None:
            return None
        low = change
        if says(Trail(low)) == wanted:
            return Distance(low, closed=True)
        if low == most:
            return None
    return None


def _after(says: Says, low: Fraction, high: Fraction | None) -> Piece:
    """Return the first piece after a point."""
    piece = _piece(says, low, high)
    for _ in range(MOST_HALVINGS):
        if piece.low <= low:
            break
        piece = _piece(says, low, piece.low)
    return piece._replace(low=low)


def _change(says: Says, first: Piece, end: Fraction | None) -> Fraction | None:
    """Return where something else is said than on the first piece; the end, if not before."""
    same = first.high
    for _ in range(MOST_HALVINGS):
        if same is None or same == end:
            return end
        piece = _piece(says, same, end)
        if piece.said != first.said:
            return _begin(says, first.said, same, piece.low)
        same = piece.high
    return end


def _begin(says: Says, first: object, same: Fraction, other: Fraction) -> Fraction:
    """Return where what is said begins to differ, between two points where it surely is so."""
    while same < other:
        piece = _piece(says, same, other)
        if piece.said != first:
            other = piece.low
        else:
            same = other if piece.high is None else piece.high
    return other


def _piece(says: Says, low: Fraction, high: Fraction | None) -> Piece:
    """Return a piece between two points, as far as it reaches between them."""
    for point in _points(low, high):
        trail = Trail(point)
        said = says(trail)
        if not any(worth(poly, point) == 0 for poly in trail.turns | trail.steps if poly):
            turns = _roots(trail.turns)
            changes = (*turns, *_roots(trail.steps))
            return Piece(
                said,
                max([low, *(root for root in changes if root < point)]),
                min((root for root in changes if _between(point, root, high)), default=high),
                min((root for root in turns if root > point), default=None),
            )
    return Piece(None, low, high, high)  # something changes at each of the points


def _points(low: Fraction, high: Fraction | None) -> Iterator[Fraction]:
    if high is None:
        yield from (low + max(Fraction(1), abs(low)) * (1 + share) for share in SHARES)
    else:
        yield from (low + (high - low) * share for share in SHARES)


def _roots(polys: Iterable[Polynomial]) -> tuple[Fraction, ...]:
    return tuple(root for poly in polys for root in roots(poly))


def _between(low: Fraction, point: Fraction, high: Fraction | None) -> bool:
    return low < point and (high is None or point < high)
