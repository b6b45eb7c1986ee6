"""What is sure of all rows of a table, and the shorter program that is enough for them.

A plan is made before the table is there. Engines that work out all branches for all rows gain by
leaving out those that no row of it takes.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from pingfen.compiled.ordering import ways_of
from pingfen.compiled.plan import Absent, Among
from pingfen.compiled.program import Compared, End, Fork, Program, Way, Whole
from pingfen.expression.interpret import Known


class Sure(NamedTuple):
    """What is so in all rows.

    ``given`` are the fields that a row has; numbers that are given are ``positive``, above zero,
    or ``never_negative``; no row has those that are ``absent``; ``same`` are texts and truths,
    with what they are in each.
    """

    given: frozenset[str] = frozenset()
    positive: frozenset[str] = frozenset()
    never_negative: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    same: tuple[tuple[str, Known], ...] = ()


def lean(program: Program, sure: Sure) -> Program:
    """Return a program for the rows of which something is sure; it has the same outcomes."""
    made: dict[int, Way] = {}
    same = dict(sure.same)
    forks: dict[object, Fork] = {}
    for way in program.ways:
        if isinstance(way, End):
            made[id(way)] = way
            continue
        yes, no = made[id(way.yes)], made[id(way.no)]
        test = way.test
        if isinstance(test, Compared):
            test = cancelled(test, sure.positive)
        found = answer(test, sure, same)
        if found is not None or yes is no:
            made[id(way)] = yes if found else no
        else:
            key = (test, id(yes), id(no))
            made[id(way)] = forks.setdefault(key, Fork(test, yes, no))
    return replace(program, ways=ways_of(made[id(program.root)]))


def answer(test: object, sure: Sure, same: Mapping[str, Known]) -> bool | None:
    """Return the answer to a test if it is the same in all rows."""
    match test:
        case Absent(field):
            return field in sure.absent if field in sure.absent | sure.given else None
        case Among(field, values):
            return same[field] in values if field in same else None
        case Compared(left, op, right):
            return _answer(op, _least(left, sure), _least(right, sure), (left, right))
    return None


def _answer(op: str, left: int, right: int, sides: tuple[Whole, Whole]) -> bool | None:
    """Compare with zero: 1 is above it, 0 not below it, -1 anything."""
    if not sides[1] and left >= 0:
        return False if left or op == "<" else None
    if not sides[0] and right >= 0:
        return (op != "==") if right else (True if op == "<=" else None)
    return None


def _least(of: Whole, sure: Sure) -> int:
    """Return 1 for a sum above zero, 0 for one that is not below it; else -1."""
    fields = {name for term in of for name in term.fields}
    if not fields <= sure.positive | sure.never_negative:
        return -1
    return int(any(sure.positive.issuperset(term.fields) for term in of))


def cancelled(test: Compared, positive: frozenset[str]) -> Compared:
    """Return a comparison without the positive factors that all its terms have."""
    terms = (*test.left, *test.right)
    shared = set.intersection(*(set(term.fields) for term in terms)) & positive if terms else set()
    for name in sorted(shared):
        test = Compared(without(test.left, name), test.op, without(test.right, name))
    return test


def without(of: Whole, name: str) -> Whole:
    """Return a sum divided by a field that all its terms have."""
    return tuple(term.without(name) for term in of)
