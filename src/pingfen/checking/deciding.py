"""Whether some numbers fulfil polynomial conditions: yes with an example, no, or open.

Conditions are divided by the variables that all their terms share, whose signs are told apart;
what is then linear is decided exactly. Where products of variables are left, they are first taken
for variables of their own, which can only prove that there is no solution, and then fixed to a few
values, which can only find one. What neither settles is open: a stronger procedure for real
arithmetic may stand in for `decide` one day, the rest of this package only sees its answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import prod
from types import MappingProxyType
from typing import NamedTuple

from pingfen.checking.linear import USUAL, Row, TooLarge, solution
from pingfen.polynomial import LINEAR, Monomial, Polynomial, variable

MOST_SPLITS = 6
MOST_TRIES = 150
TRIED = tuple(map(Fraction, ("10", "1", "100", "2", "0.5", "50", "-1", "-10")))


class Limit(NamedTuple):
    """What is said of a polynomial: it is below zero (``<``), at most zero, or zero."""

    polynomial: Polynomial
    op: str

    def holds(self, values: Mapping[str, Fraction]) -> bool:
        """Tell whether it holds for values of all its variables."""
        found = self.polynomial.value(values)
        return {"<": found < 0, "<=": found <= 0, "=": found == 0}[self.op]

    def closed(self) -> "Limit":
        """Return the limit with its boundary."""
        return Limit(self.polynomial, "<=" if self.op == "<" else self.op)

    def renamed(self, old: str, new: str) -> "Limit":
        """Return it with another name for a variable."""
        return Limit(self.polynomial.renamed(old, new), self.op)


Limits = frozenset[Limit]


class Answer(NamedTuple):
    """``possible`` is True with values that fulfil all limits, False, or None where it is open.

    ``tries`` is how many systems were looked at.
    """

    possible: bool | None
    values: Mapping[str, Fraction] = MappingProxyType({})
    tries: int = 1


NO, OPEN = Answer(possible=False), Answer(possible=None)


class Left:
    """How often the limits may still be split: on the way down, and all in all."""

    def __init__(self, splits: int, tries: list[None]) -> None:
        """Start with so many splits; ``tries`` are shared by all branches."""
        self.splits = splits
        self.tries = tries

    def less(self) -> "Left":
        """Return what is left after a split; raises ``TooLarge`` where nothing is."""
        if not self.tries:
            raise TooLarge
        self.tries.pop()
        return Left(self.splits - 1, self.tries)


@lru_cache(maxsize=65_536)
def decide(limits: Limits) -> Answer:
    """Say whether there are numbers that fulfil all limits."""
    tries: list[None] = [None] * MOST_TRIES
    try:
        answer = _split(limits, Left(MOST_SPLITS, tries))
    except TooLarge:
        answer = OPEN
    return answer._replace(tries=MOST_TRIES + 1 - len(tries))


def _split(limits: Limits, left: Left) -> Answer:
    """Divide by what the terms share; where the sign of that is not known, try each."""
    equal = next((limit for limit in sorted(limits) if _solvable(limit)), None)
    if equal and not _is_linear(limits):
        return _substituted(limits, equal, left)
    signs = _signs(limits)
    if signs is None:
        return NO
    divided: set[Limit] = set()
    for limit in limits:
        zeroed = Limit(_zeroed(limit.polynomial, signs), limit.op)
        unsure = next((name for name, _ in _shared(zeroed) if name not in signs), None)
        if unsure is not None:
            return _by_sign(limits, unsure, left)
        found = _divided(zeroed, signs)
        if found.polynomial.constant is not None:
            if not found.holds({}):
                return NO
            continue
        divided.add(found)
    own = frozenset(divided) | {_sign_limit(name, sign) for name, sign in signs.items()}
    return _linear(own) if _is_linear(own) else _nonlinear(own, left)


def _solvable(limit: Limit) -> bool:
    return limit.op == "=" and limit.polynomial.degree == LINEAR


def _substituted(limits: Limits, equal: Limit, left: Left) -> Answer:
    """Put what a variable equals in its place, and work out its value at the end."""
    (((name, _),), share) = equal.polynomial.terms[-1]
    rest = Polynomial(equal.polynomial.terms[:-1]).scaled(-1 / share)
    others = (limit for limit in limits if limit is not equal)
    answer = _split(
        frozenset(Limit(o.polynomial.substituted(name, rest), o.op) for o in others), left
    )
    if not answer.possible:
        return answer
    free = {other: USUAL.get(other, Fraction(1)) for other in rest.variables}
    values = {**free, **answer.values}
    return Answer(possible=True, values=MappingProxyType({**values, name: rest.value(values)}))


def _by_sign(limits: Limits, name: str, left: Left) -> Answer:
    if not left.splits:
        return OPEN
    answers = [_split(limits | {_sign_limit(name, sign)}, left.less()) for sign in (1, 0, -1)]
    return _first(answers)


def _first(answers: Iterable[Answer]) -> Answer:
    """Return an answer that is yes, else one that is open, else no."""
    found = list(answers)
    yes = next((answer for answer in found if answer.possible), None)
    return yes or (OPEN if any(answer.possible is None for answer in found) else NO)


def _sign_limit(name: str, sign: int) -> Limit:
    own = variable(name)
    return Limit(own.scaled(Fraction(-sign)) if sign else own, "<" if sign else "=")


def _signs(limits: Limits) -> dict[str, int] | None:
    """Return the variables whose sign the limits say: 1, 0 or -1; None if two contradict."""
    found: dict[str, int] = {}
    for limit in limits:
        if len(limit.polynomial.terms) != 1 or limit.op == "<=":
            continue
        (monomial, value) = limit.polynomial.terms[0]
        if len(monomial) != 1 or (limit.op == "<" and monomial[0][1] != LINEAR):
            continue
        sign = 0 if limit.op == "=" else (-1 if value > 0 else 1)
        if found.setdefault(monomial[0][0], sign) != sign:
            return None
    return found


def _zeroed(polynomial: Polynomial, signs: Mapping[str, int]) -> Polynomial:
    for name in polynomial.variables:
        if signs.get(name) == 0:
            polynomial = polynomial.with_value(name, Fraction(0))
    return polynomial


def _shared(limit: Limit) -> Monomial:
    """Return the factor that all terms share, where dividing by it makes anything simpler."""
    common = limit.polynomial.common()
    single = len(limit.polynomial.terms) == 1
    return () if single and limit.polynomial.degree <= LINEAR else common


def _divided(limit: Limit, signs: Mapping[str, int]) -> Limit:
    """Return a limit without the factors whose sign is known."""
    shared = _shared(limit)
    turn = 1
    for name, power in shared:
        turn *= signs[name] ** power
    polynomial = limit.polynomial.divided(shared) if shared else limit.polynomial
    return Limit(polynomial.scaled(Fraction(turn)), limit.op)


def _is_linear(limits: Limits) -> bool:
    return all(limit.polynomial.degree <= LINEAR for limit in limits)


def _linear(limits: Limits) -> Answer:
    values = solution([Row.of(limit.polynomial, limit.op) for limit in _ordered(limits)])
    return NO if values is None else Answer(possible=True, values=MappingProxyType(values))


def _ordered(limits: Limits) -> list[Limit]:
    """Sort the limits, so that the same ones always give the same example."""
    return sorted(limits)


def _nonlinear(limits: Limits, left: Left) -> Answer:
    rows = [Row.of(_relaxed(limit.polynomial), limit.op) for limit in _ordered(limits)]
    if solution([*rows, *_product_signs(limits)]) is None:
        return NO
    for name in _multiplied(limits) if left.splits else ():
        for value in TRIED:
            fixed = frozenset(Limit(o.polynomial.with_value(name, value), o.op) for o in limits)
            answer = _split(fixed, left.less())
            if answer.possible:
                values = MappingProxyType({**answer.values, name: value})
                return Answer(possible=True, values=values)
    return OPEN


def _relaxed(polynomial: Polynomial) -> Polynomial:
    """Return the polynomial with a variable of its own for each product of variables."""
    return Polynomial(
        tuple(
            (monomial if _degree(monomial) <= LINEAR else _as_variable(monomial), value)
            for monomial, value in polynomial.terms
        )
    )


def _as_variable(product: Monomial) -> Monomial:
    return ((str(product), 1),)


def _product_signs(limits: Limits) -> Iterator[Row]:
    """Yield what the signs of variables say of their products."""
    signs = _signs(limits) or {}
    for product in _products(limits):
        odd = [name for name, power in product if power % 2]
        if all(name in signs for name, _ in product):
            turn = prod(signs[name] for name in odd)
            yield Row.of(Polynomial(((_as_variable(product), Fraction(-turn)),)), "<")
        elif not odd:
            yield Row.of(Polynomial(((_as_variable(product), Fraction(-1)),)), "<=")


def _products(limits: Limits) -> set[Monomial]:
    terms = (term for limit in limits for term, _ in limit.polynomial.terms)
    return {term for term in terms if _degree(term) > LINEAR}


def _multiplied(limits: Limits) -> list[str]:
    """Return the variables of products, those that have a usual value first."""
    names = {name for product in _products(limits) for name, _ in product}
    usual = list(USUAL)
    return sorted(names, key=lambda name: (usual.index(name) if name in usual else 99, name))


def _degree(monomial: Monomial) -> int:
    return sum(power for _, power in monomial)
