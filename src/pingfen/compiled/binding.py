"""Binds a plan to integer columns: polynomials become sums of products of whole numbers."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import gcd, lcm

from pingfen.compiled.bounds import Bounds
from pingfen.compiled.plan import (
    MINUS,
    ZERO,
    Absent,
    Alike,
    Among,
    Figure,
    Leaf,
    Node,
    Outcome,
    Part,
    Plan,
    Signs,
)
from pingfen.compiled.program import (
    Column,
    Compared,
    Division,
    End,
    Fixed,
    Fork,
    Limit,
    Plain,
    Program,
    Said,
    Term,
    Way,
    Whole,
    names_of,
)
from pingfen.expression.vocabulary import FIELDS
from pingfen.polynomial import Polynomial, Quotient

OUT_OF_BOUNDS = "out-of-bounds"


def program(plan: Plan, columns: Mapping[str, Column], places: int | None = None) -> Program:
    """Bind a plan to columns; a number without one is a whole number without limits.

    ``places`` are the decimals of the score, those of the policy's rows by default.
    """
    return _Binding(plan, columns, places).program()


class _Binding:
    """Binds one plan to columns."""

    def __init__(self, plan: Plan, columns: Mapping[str, Column], places: int | None) -> None:
        rounding = plan.policy.row_rounding
        self.plan = plan
        self.places = rounding.places if places is None else places
        self.mode = rounding.mode
        self.columns = dict(columns)
        self.outcomes: dict[tuple[Outcome, tuple[Said, ...]], int] = {}
        self.rounded = {
            name: self.division(found.of, found.mode) for name, found in plan.rounded.items()
        }

    def program(self) -> Program:
        made: dict[int, Way] = {}
        for node in self.plan.nodes():
            made[id(node)] = self.way(node, made)
        ways = tuple(made.values())
        return Program(
            self.plan,
            self.columns,
            tuple(_in_order(_fields(ways, self.rounded))),
            ways,
            self.rounded,
            tuple(outcome for outcome, _ in self.outcomes),
            tuple(said for _, said in self.outcomes),
            self.places,
            Bounds(self.columns, self.rounded).largest(ways),
        )

    def way(self, node: Node, made: Mapping[int, Way]) -> Way:
        if isinstance(node, Leaf):
            return self.end(node)
        test = node.test
        yes, no = made[id(node.yes)], made[id(node.no)]
        if isinstance(test, Absent | Among | Alike):
            return Fork(test, yes, no)
        return Fork(self.compared(test.of, test.signs), yes, no)

    def compared(self, of: Polynomial, signs: Signs) -> Compared:
        found = self.whole(of, Fraction(self.least(of)))
        left = tuple(term for term in found if term.factor > 0)
        right = tuple(Term(-term.factor, term.fields) for term in found if term.factor < 0)
        return Compared(left, OPERATORS[signs], right)

    def end(self, leaf: Leaf) -> End:
        outcome = self.number(leaf.outcome, leaf.because)
        if leaf.score is None:
            return End(outcome)
        ten = Quotient(leaf.score.top.scaled(Fraction(10**self.places)), leaf.score.bottom)
        score = self.division(ten, self.mode)._replace(signed=leaf.low)
        return End(outcome, score, self.limit(leaf))

    def limit(self, leaf: Leaf) -> Limit | None:
        """Return what must be asked of the score once it is rounded, and is not known before."""
        if leaf.weight is None:
            return None
        factor = self.least(leaf.weight)
        most = self.whole(leaf.weight, Fraction(factor))
        # a score that is not above the weight may only be rounded above it, and not downwards:
        # towards zero is that where neither is below zero
        downwards = self.mode == "floor" or (self.mode == "down" and not leaf.low)
        finer = 10**self.places % factor != 0 and not downwards
        high = leaf.high or finer
        if not leaf.low and not high:
            return None
        together = lcm(factor, 10**self.places)
        most = tuple(Term(term.factor * together // factor, term.fields) for term in most)
        beyond = self.number(Outcome(leaf.outcome.rule, OUT_OF_BOUNDS), leaf.beyond)
        return Limit(leaf.low, together // 10**self.places, most if high else None, beyond)

    def number(self, outcome: Outcome, because: tuple[Part, ...]) -> int:
        said = tuple(self.said(part) for part in because)
        return self.outcomes.setdefault((outcome, said), len(self.outcomes))

    def said(self, part: Part) -> Said:
        """Return a part of a sentence with its number over integer columns."""
        if not isinstance(part, Figure):
            return part
        value = part.value
        if part.places is None:
            plain = self.division(value, "down")
            return Plain(plain.top, plain.bottom)
        by = Fraction(10 ** (part.places + 2 * part.percent))
        scaled = Quotient(value.top.scaled(by), value.bottom)
        return Fixed(self.division(scaled, "half-up"), part.places, part.percent)

    def division(self, value: Quotient, mode: str) -> Division:
        """Return a quotient of whole numbers that is the same."""
        top, bottom = self.least(value.top), self.least(value.bottom)
        by = lcm(top, bottom)
        above, below = self.whole(value.top, Fraction(by)), self.whole(value.bottom, Fraction(by))
        return Division(*_shortened(above, below), mode)

    def least(self, of: Polynomial) -> int:
        """Return the least number that makes all factors of a polynomial whole, times itself."""
        units = (Fraction(by, 10 ** self._scale(names)) for names, by in _terms(of))
        return lcm(*(unit.denominator for unit in units))

    def whole(self, of: Polynomial, by: Fraction) -> Whole:
        return tuple(
            Term(int(factor * by / 10 ** self._scale(names)), names)
            for names, factor in _terms(of)
        )

    def _scale(self, names: Iterable[str]) -> int:
        return sum(self.columns.get(name, Column()).scale for name in names)


OPERATORS: Mapping[Signs, str] = {
    MINUS: "<",
    MINUS | ZERO: "<=",
    ZERO: "==",
}


def _terms(of: Polynomial) -> Iterator[tuple[tuple[str, ...], Fraction]]:
    for monomial, factor in of.terms:
        yield tuple(name for name, power in monomial for _ in range(power)), factor


def _shortened(top: Whole, bottom: Whole) -> tuple[Whole, Whole]:
    """Divide two sums by what all their factors share."""
    shared = gcd(*(term.factor for term in (*top, *bottom))) or 1
    return _over(top, shared), _over(bottom, shared)


def _over(of: Whole, by: int) -> Whole:
    return tuple(Term(term.factor // by, term.fields) for term in of)


def _fields(ways: Iterable[Way], rounded: Mapping[str, Division]) -> set[str]:
    """Return the columns that are read."""
    found: set[str] = set()
    divisions = list(rounded.values())
    for way in ways:
        if isinstance(way, Fork):
            match way.test:
                case Absent(field) | Among(field, _):
                    found.add(field)
                case Alike(field, other):
                    found |= {field, other}
                case Compared(left, _, right):
                    found |= names_of(left) | names_of(right)
            continue
        divisions += [way.score] if way.score else []
        found |= names_of(way.limit.most) if way.limit and way.limit.most else set()
    for division in divisions:
        found |= names_of(division.top) | names_of(division.bottom)
    return found - rounded.keys()


def _in_order(fields: set[str]) -> list[str]:
    """Return fields in the order of the vocabulary, the policy's own last."""
    return [name for name in FIELDS if name in fields] + sorted(fields - FIELDS.keys())
