"""The smallest distance from which on something holds, exactly.

What is asked for is worked out at a few points; the trail that each calculation leaves says how
far around its point nothing changes. Between two turns (another rule, another branch) numbers
only rise or only fall, so what is said of them changes seldom, though at one of very many steps
of rounding: these are halved, not walked.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from pingfen.along.number import Trail
from pingfen.along.polynomial import Polynomial, roots, worth

Says = Callable[[Trail], object]
ZERO = Fraction(0)
MOST_PIECES = 200
# next to a pole steps come ever closer; so often a way is halved before it is taken for there
MOST_HALVINGS = 50
# how many pieces are walked where none may be passed over
MOST_WALKED = 60
# places within a piece to look at, should some lie exactly where something changes; their
# denominators differ, since a piece may be a whole number of steps long
SHARES = tuple(
    Fraction(part, prime)
    for part, prime in (
        *((48, 97), (29, 89), (53, 83), (14, 79), (59, 73)),
        *((5, 71), (61, 67), (2, 61), (57, 59)),
    )
)


class TooManyPieces(Exception):  # noqa: N818  # no error: such a stretch is not told
    """So much changes along the way that it cannot be walked piece by piece."""


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

    Distances above ``most`` are not looked at. At 0 something else is said. Raises
    ``TooManyPieces`` where changes lie at all points that were looked at.
    """
    low, trail = ZERO, Trail(ZERO)
    says(trail)
    for _ in range(MOST_PIECES):
        first = _after(says, trail, most)
        if first.said == wanted:
            return Distance(low, closed=False)
        end = most if first.turn is None or (most and most < first.turn) else first.turn
        change = _change(says, first, end)
        if change is None:
            return None
        low, trail = change, Trail(change)
        if says(trail) == wanted:
            return Distance(low, closed=True)
        if low == most:
            return None
    return None


def stretch(says: Says, most: Fraction | None = None) -> Distance | None:
    """Return the first distance at which something else is said than at 0; None for nowhere.

    Walks piece by piece and passes over none, unlike ``smallest``. Raises ``TooManyPieces`` for
    more of them than sixty, or for a limit that is no rational number.
    """
    low, trail = ZERO, Trail(ZERO)
    first = says(trail)
    for _ in range(MOST_WALKED):
        piece = _after(says, trail, most)
        if piece.low > low:
            raise TooManyPieces
        if piece.said != first:
            return _exactly(says, Distance(low, closed=False))
        if piece.high is None:
            return None
        low, trail = piece.high, Trail(piece.high)
        if says(trail) != first:
            return _exactly(says, Distance(low, closed=True))
        if low == most:
            return None
    raise TooManyPieces


def _exactly(says: Says, found: Distance) -> Distance:
    """Return a distance at which a polynomial is zero indeed; irrational roots are only near."""
    trail = Trail(found.value)
    says(trail)
    if all(worth(poly, found.value) != 0 for poly in trail.turns | trail.steps if poly):
        raise TooManyPieces
    return found


def _after(says: Says, trail: Trail, high: Fraction | None) -> Piece:
    """Return the first piece after the point of a trail that was calculated there."""
    low = trail.at
    piece = _piece(says, low, _next(trail, high))
    for _ in range(MOST_HALVINGS):
        if piece.low <= low:
            break
        piece = _piece(says, low, piece.low)
    return piece


def _next(trail: Trail, high: Fraction | None) -> Fraction | None:
    """Return where, after a point, something may change first by what was relied on at it."""
    changes = _roots(trail.turns | trail.steps)
    return min((root for root in changes if _between(trail.at, root, high)), default=high)


def _change(says: Says, first: Piece, end: Fraction | None) -> Fraction | None:
    """Return where something else is said than on the first piece; the end, if not before."""
    same = first.high
    if same is None or same == end:
        return same
    trail = Trail(same)
    if says(trail) != first.said:
        return same
    piece = _after(says, trail, end)
    for _ in range(MOST_HALVINGS):
        if piece.said != first.said:
            return _begin(says, first.said, same, piece.low)
        same = piece.high
        if same is None or same == end:
            break
        piece = _piece(says, same, end)
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
    raise TooManyPieces  # something changes at each of the points


def _points(low: Fraction, high: Fraction | None) -> Iterator[Fraction]:
    if high is None:
        yield from (low + max(Fraction(1), abs(low)) * (1 + share) for share in SHARES)
    else:
        yield from (low + (high - low) * share for share in SHARES)


def _roots(polys: Iterable[Polynomial]) -> tuple[Fraction, ...]:
    return tuple(root for poly in polys for root in roots(poly))


def _between(low: Fraction, point: Fraction, high: Fraction | None) -> bool:
    return low < point and (high is None or point < high)
