"""The smallest set of things that must have moved for one order to become another."""

from bisect import bisect_left
from collections.abc import Sequence


def moved(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Return the names that changed places among those that both orders have, in the new order.

    What stays is a longest common subsequence; of several the one whose names come first in the
    alphabet, so that both directions name the same. What is only in one of them moves nothing.

    >>> moved("abc", "xcab")
    ('c',)
    """
    at = {name: place for place, name in enumerate(old)}
    common = [name for name in new if name in at]
    kept = set(_kept([at[name] for name in common], common))
    return tuple(name for name in common if name not in kept)


def _kept(places: list[int], names: list[str]) -> list[str]:
    """Return the names of a longest run of rising places."""
    left = _lengths(places)
    kept: list[str] = []
    start, least = 0, -1
    for due in range(max(left, default=0), 0, -1):
        fitting = [n for n in range(start, len(places)) if left[n] == due and places[n] > least]
        chosen = min(fitting, key=names.__getitem__)
        kept.append(names[chosen])
        start, least = chosen + 1, places[chosen]
    return kept


def _lengths(places: list[int]) -> list[int]:
    """Return, for each place, the length of the longest rising run that begins with it."""
    ends: list[int] = []
    lengths = []
    for place in reversed(places):
        at = bisect_left(ends, -place)
        ends[at : at + 1] = [-place]
        lengths.append(at + 1)
    return lengths[::-1]
