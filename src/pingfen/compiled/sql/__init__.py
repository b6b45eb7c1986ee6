"""SQL: a program as columns over a relation of integer columns, for engines that speak it.

``CASE`` is lazy in all of them, so the diagram is nested CASEs. They only find a small number, the
end that a row reaches; a second CASE on that number works the score out, with one division. Where
much of a diagram is shared it goes on in further columns instead of being written out again.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

from pingfen.compiled.limits import too_large
from pingfen.compiled.ordering import ordered, written
from pingfen.compiled.program import End, Fork, Limit, Program, Way
from pingfen.compiled.sql.dialects import Dialect, Sums, among

# so many tests are written in one go, though parts of them are shared
MOST_WRITTEN = 400
# above so many tests a shared part of a larger diagram has a column of its own
SMALL = 6
# so many CASEs stand in one another at most: parsers have their limits
MOST_NESTED = 50
# names of columns that are added; no field has one with a blank in it
FOUND, NUMBER, CHECKED = "end reached", "score reached", "outcome reached"


class Stages(NamedTuple):
    """Columns to add one after the other, and the two that they come to.

    Each of ``added`` may use those before it. ``score`` is null where there is none; ``end`` says
    by its place in ``outcomes`` which outcome of the program a row has.
    """

    added: tuple[tuple[str, str], ...]
    score: str
    end: str
    outcomes: tuple[int, ...]

    def over(self, relation: str, dialect: Dialect) -> str:
        """Return a relation with the columns added, to select ``score`` and ``end`` from."""
        for name, expression in self.added:
            column = f"{expression} AS {dialect.column(name)}"
            relation = f"(SELECT *, {column} FROM {relation})"  # noqa: S608  # names are quoted
        return relation


def stages(program: Program, dialect: Dialect, prefix: str = "") -> Stages:
    """Return the columns that score rows; those that they read and add have a prefix.

    Raises ``Unsupported`` where no integer of the engine is wide enough.
    """
    return _Stages(program, dialect, prefix).stages()


def integer(program: Program, dialect: Dialect, largest: int | None) -> str:
    """Return the narrowest type that holds a number: none ever wraps.

    Raises ``Unsupported`` if there is none, which names the column that is too wide.
    """
    for bits, name in dialect.integers.items():
        if largest is not None and largest < 2 ** (bits - 1):
            return name
    raise too_large(program, dialect.name, max(dialect.integers), largest)


class _Ends:
    """Numbers the ends: those with one formula in a row, those without a score last of all."""

    def __init__(self, program: Program, sums: Sums) -> None:
        """Give each end of a program a number, first where the most tests lead to."""
        self.formulas: list[tuple[str, int]] = []
        self.of: dict[int, int] = {}
        self.outcomes: list[int] = []
        self.limits: dict[int, Limit] = {}
        self.beyond: dict[int, int] = {}
        for formula, ends in _by_formula(program, sums):
            for end in ends:
                self._take(end)
            if formula:
                self.formulas.append((formula, len(self.outcomes)))
        self.scored = self.formulas[-1][1] if self.formulas else 0
        for limit in self.limits.values():
            if limit.beyond not in self.beyond:
                self.beyond[limit.beyond] = self._next(limit.beyond)

    def _take(self, end: End) -> None:
        self.of[id(end)] = self._next(end.outcome)
        if end.limit:
            self.limits[self.of[id(end)]] = end.limit

    def _next(self, outcome: int) -> int:
        self.outcomes.append(outcome)
        return len(self.outcomes) - 1


def _by_formula(program: Program, sums: Sums) -> list[tuple[str, list[End]]]:
    """Group the ends by how their score is worked out, what many tests lead to first."""
    forks = [way for way in program.ways if isinstance(way, Fork)]
    led = Counter(id(part) for fork in forks for part in (fork.yes, fork.no))
    groups: dict[str, list[End]] = {}
    for end in program.ways:
        if isinstance(end, End):
            groups.setdefault(_formula(end, sums), []).append(end)
    often = {formula: sum(led[id(end)] for end in ends) for formula, ends in groups.items()}
    return sorted(groups.items(), key=lambda group: (not group[0], -often[group[0]]))


def _formula(end: End, sums: Sums) -> str:
    """Return how the score of an end is worked out, nothing where there is none."""
    if end.score is None:
        return ""
    positive = not end.score.signed and not (end.limit and end.limit.low)
    return sums.division(end.score, positive=positive)


class _Stages:
    """Writes one program."""

    def __init__(self, program: Program, dialect: Dialect, prefix: str) -> None:
        type_ = integer(program, dialect, program.largest)
        narrow = next(iter(dialect.integers.values()))
        self.program = ordered(program)
        self.dialect = dialect
        self.prefix = prefix
        self.sums = Sums(program, dialect, prefix, type_ if type_ != narrow else "")
        self.ends = _Ends(self.program, self.sums)
        self.added: list[tuple[str, str]] = []

    def add(self, name: str, expression: str) -> str:
        """Add a column and return how it is written."""
        self.added.append((self.prefix + name, expression))
        return self.dialect.column(self.prefix + name)

    def stages(self) -> Stages:
        """Write everything."""
        for name, division in self.program.rounded.items():
            # a bottom of zero is one that nobody asks for
            self.add(self.sums.rounded[name], self.sums.division(division, bottom="nullif({}, 0)"))
        found = self.found()
        score = self.score(found)
        if self.ends.limits:
            number = self.add(NUMBER, score)
            found = self.add(CHECKED, self.checked(found, number))
            score = f"CASE WHEN {found} < {self.ends.scored} THEN {number} END"
        return Stages(tuple(self.added), score, found, tuple(self.ends.outcomes))

    def found(self) -> str:
        """Add the number of the end that a row reaches."""
        shared = self.shared()
        levels = sorted({level for level, _ in shared.values()})
        found = self.add(FOUND, self.way(self.program.root, shared))
        for level in levels:
            ways = [way for way in self.program.ways if shared.get(id(way), (0, 0))[0] == level]
            whens = " ".join(
                f"WHEN {shared[id(way)][1]} THEN {self.way(way, shared)}" for way in ways
            )
            found = self.add(f"{FOUND} {level}", f"CASE {found} {whens} ELSE {found} END")
        return found

    def shared(self) -> dict[int, tuple[int, int]]:
        """Return which parts are not written where they are led to: level and number of each."""
        whole = written(self.program.root) <= MOST_WRITTEN
        parents: dict[int, int] = {}
        size: dict[int, int] = {}
        deep: dict[int, int] = {}
        cut: set[int] = set()
        for way in self.program.ways:
            if isinstance(way, Fork):
                for part in (way.yes, way.no):
                    parents[id(part)] = parents.get(id(part), 0) + 1
        for way in self.program.ways:
            size[id(way)] = deep[id(way)] = 0
            if isinstance(way, Fork):
                yes, no = (id(way.yes), id(way.no))
                size[id(way)] = 1 + sum(0 if part in cut else size[part] for part in (yes, no))
                deep[id(way)] = max(
                    1 if yes in cut else 1 + deep[yes], 0 if no in cut else deep[no]
                )
                often = not whole and parents.get(id(way), 0) > 1 and size[id(way)] > SMALL
                if often or deep[id(way)] >= MOST_NESTED:
                    cut.add(id(way))
        return self.levels(cut - {id(self.program.root)})

    def levels(self, cut: set[int]) -> dict[int, tuple[int, int]]:
        """Return in which column a part is written: after all those that lead to it."""
        level: dict[int, int] = {}
        numbers = count(len(self.ends.outcomes))
        for way in reversed(self.program.ways):
            own = level.get(id(way), 0) + (id(way) in cut)
            level[id(way)] = own
            for part in (way.yes, way.no) if isinstance(way, Fork) else ():
                level[id(part)] = max(level.get(id(part), 0), own)
        return {id(w): (level[id(w)], next(numbers)) for w in self.program.ways if id(w) in cut}

    def way(self, way: Way, shared: Mapping[int, tuple[int, int]]) -> str:
        """Write what follows from a place."""
        if isinstance(way, End):
            return str(self.ends.of[id(way)])
        parts = ["CASE"]
        place: Way = way
        while isinstance(place, Fork) and (place is way or id(place) not in shared):
            parts.append(f"WHEN {self.sums.test(place.test)} THEN {self.next(place.yes, shared)}")
            place = place.no
        return " ".join([*parts, f"ELSE {self.next(place, shared)} END"])

    def next(self, way: Way, shared: Mapping[int, tuple[int, int]]) -> str:
        """Write what follows, or where it is written."""
        return str(shared[id(way)][1]) if id(way) in shared else self.way(way, shared)

    def score(self, found: str) -> str:
        """Write the score of each end."""
        if not self.ends.formulas:
            return "CAST(NULL AS BIGINT)"
        whens = " ".join(f"WHEN {found} < {end} THEN {of}" for of, end in self.ends.formulas)
        return f"CASE {whens} END"

    def checked(self, found: str, number: str) -> str:
        """Write the end where a score may be out of bounds."""
        whens: dict[tuple[str, int], list[int]] = {}
        for end, limit in self.ends.limits.items():
            tests = [f"{number} < 0"] if limit.low else []
            if limit.most is not None:
                by = f" * {limit.factor}" if limit.factor != 1 else ""
                tests.append(f"{number}{by} > {self.sums.whole(limit.most)}")
            beyond = self.ends.beyond[limit.beyond]
            whens.setdefault((" OR ".join(tests), beyond), []).append(end)
        parts = [
            f"WHEN {among(found, ends)} AND ({tests}) THEN {beyond}"
            for (tests, beyond), ends in whens.items()
        ]
        return f"CASE {' '.join(parts)} ELSE {found} END"
