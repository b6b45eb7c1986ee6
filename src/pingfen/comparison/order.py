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
    by_length: dict[int, list[int]] = {}
    for at, length in enumerate(_lengths(places)):
        by_length.setdefault(length, []).append(at)
    kept: list[str] = []
    last, least = -1, -1
    for due in sorted(by_length, reverse=True):
        fitting = [at for at in by_length[due] if at > last and places[at] > least]
        last = min(fitting, key=names.__getitem__)
        least = places[last]
        kept.append(names[last])
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
