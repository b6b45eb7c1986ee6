"""Puts the tests of a program in another order: texts that many ways ask for come first.

The rules ask for the relation of a target again and again, each time after other questions.
Asked once at the top, it leaves a short piece of diagram for each answer: fewer tests for a row,
and less text for an engine.
"""

from collections.abc import Callable
from dataclasses import replace

from pingfen.compiled.plan import Absent, Alike, Among
from pingfen.compiled.program import Compared, End, Fork, Program, Way
from pingfen.expression.interpret import Known

# how many tests a diagram may come to where everything shared is written out again
MOST_COUNTED = 1_000_000
Test = Absent | Among | Alike | Compared
Answer = Callable[[Test], bool | None]


def ordered(program: Program) -> Program:
    """Return the program with the questions about some texts asked first, if it gets shorter."""
    made = _Made()
    root = program.root
    least = written(root)
    fields = _texts(program)
    better = True
    while better:
        better = False
        for field in fields:
            found = made.first(field, root)
            size = written(found)
            if size < least:
                root, least, better = found, size, True
    return replace(program, ways=ways_of(root))


def ways_of(root: Way) -> tuple[Way, ...]:
    """Return what is reached from a place, each after those that follow from it."""
    found: dict[int, Way] = {}
    waiting = [(root, False)]
    while waiting:
        way, done = waiting.pop()
        if id(way) in found:
            continue
        if done or isinstance(way, End):
            found[id(way)] = way
        else:
            waiting += [(way, True), (way.no, False), (way.yes, False)]
    return tuple(found.values())


def written(root: Way) -> int:
    """Return how many tests there are where everything shared is written out again."""
    size: dict[int, int] = {}
    for way in ways_of(root):
        inner = 1 + size[id(way.yes)] + size[id(way.no)] if isinstance(way, Fork) else 0
        size[id(way)] = min(inner, MOST_COUNTED)
    return size[id(root)]


def _texts(program: Program) -> tuple[str, ...]:
    tests = [way.test for way in program.ways if isinstance(way, Fork)]
    found = {test.field: None for test in reversed(tests) if isinstance(test, Among)}
    return tuple(found)


class _Made:
    """Makes diagrams in which equal forks are one object."""

    def __init__(self) -> None:
        self.forks: dict[tuple[Test, int, int], Fork] = {}
        # keeps what the numbers above are of
        self.kept: list[Way] = []

    def fork(self, test: Test, yes: Way, no: Way) -> Way:
        if yes is no:
            return yes
        key = (test, id(yes), id(no))
        if key not in self.forks:
            self.forks[key] = Fork(test, yes, no)
            self.kept += [yes, no]
        return self.forks[key]

    def first(self, field: str, root: Way) -> Way:
        """Return a diagram that asks for a field first, and never again."""
        ways = ways_of(root)
        tests = [way.test for way in ways if isinstance(way, Fork) and _is_about(way.test, field)]
        among = [test for test in tests if isinstance(test, Among)]
        groups: dict[int, tuple[Way, list[Known]]] = {}
        for value in dict.fromkeys(
            value for test in reversed(among) for value in sorted(test.values, key=str)
        ):
            found = self.known(ways, _being(field, value))
            groups.setdefault(id(found), (found, []))[1].append(value)
        rest = self.known(ways, _being(field, None))
        for found, values in reversed(groups.values()):
            rest = self.fork(Among(field, frozenset(values)), found, rest)
        if Absent(field) in tests:
            rest = self.fork(Absent(field), self.known(ways, _lacking(field)), rest)
        return rest

    def known(self, ways: tuple[Way, ...], answer: Answer) -> Way:
        """Return what is left of a diagram where some tests have an answer."""
        left: dict[int, Way] = {}
        for way in ways:
            found = way
            if isinstance(way, Fork):
                yes, no, said = left[id(way.yes)], left[id(way.no)], answer(way.test)
                found = self.fork(way.test, yes, no) if said is None else yes if said else no
            left[id(way)] = found
        return left[id(ways[-1])]


def _is_about(test: Test, field: str) -> bool:
    return isinstance(test, Absent | Among) and test.field == field


def _being(field: str, value: Known | None) -> Answer:
    def answer(test: Test) -> bool | None:
        if not _is_about(test, field):
            return None
        return isinstance(test, Among) and value in test.values

    return answer


def _lacking(field: str) -> Answer:
    def answer(test: Test) -> bool | None:
        return isinstance(test, Absent) if _is_about(test, field) else None

    return answer
