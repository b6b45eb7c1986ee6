"""What is known of a row at one place of a plan: the answers to the tests on the way there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import or_
from types import MappingProxyType

from pingfen.compiled.plan import Absent, Alike, Among, Rounded, Sign, Signs, Test
from pingfen.expression.interpret import Known
from pingfen.polynomial import Monomial, Polynomial

OPPOSITE: Mapping[Signs, Signs] = MappingProxyType(
    {Signs.MINUS: Signs.PLUS, Signs.ZERO: Signs.ZERO, Signs.PLUS: Signs.MINUS}
)
ZERO_OR_MORE, ZERO_OR_LESS = Signs.ZERO | Signs.PLUS, Signs.ZERO | Signs.MINUS
ONE = Fraction(1)


def opposite(signs: Signs) -> Signs:
    """Return the signs of a number times -1."""
    return reduce(or_, (OPPOSITE[sign] for sign in OPPOSITE if sign in signs), Signs(0))


def product(left: Signs, right: Signs) -> Signs:
    """Return the signs that a product may have."""
    found = Signs.ZERO if Signs.ZERO in left | right else Signs(0)
    found |= right & ~Signs.ZERO if Signs.PLUS in left else Signs(0)
    return found | (opposite(right) & ~Signs.ZERO if Signs.MINUS in left else Signs(0))


def total(parts: Iterable[Signs]) -> Signs:
    """Return the signs that a sum may have."""
    every = list(parts)
    found = reduce(or_, every, Signs(0))
    if found in (Signs.ZERO, Signs(0)):
        return Signs.ZERO
    if Signs.MINUS in found and Signs.PLUS in found:
        return Signs.ANY
    sure = any(Signs.ZERO not in part for part in every)
    return found & ~Signs.ZERO if sure else found


def of_number(value: object) -> Signs:
    """Return the sign of a number."""
    return Signs.PLUS if value > 0 else Signs.MINUS if value < 0 else Signs.ZERO  # type: ignore[operator]  # a Fraction


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a text may be: one of some, or anything but some."""

    among: frozenset[Known] | None = None
    but: frozenset[Known] = frozenset()

    def answer(self, values: frozenset[Known]) -> bool | None:
        """Tell whether it is one of some values, if that is known."""
        if self.among is None:
            return False if values <= self.but else None
        if self.among <= values:
            return True
        return False if self.among.isdisjoint(values) else None

    def told(self, values: frozenset[Known], truth: bool) -> "Chosen":  # noqa: FBT001  # an answer
        """Return what it may be after an answer."""
        if self.among is not None:
            return Chosen(self.among & values if truth else self.among - values)
        return Chosen(values - self.but) if truth else Chosen(None, self.but | values)


ANYTHING = Chosen()
Fact = bool | Chosen | Signs


class Facts:
    """Answers to tests; telling it one more gives a new object."""

    __slots__ = ("known", "rounded")

    def __init__(self, rounded: Mapping[str, Rounded], known: Mapping[object, Fact]) -> None:
        """Start with what is known, by field, by pair of fields and by polynomial."""
        self.rounded = rounded
        self.known = known

    def answer(self, test: Test) -> bool | None:
        """Return the answer to a test if it is known."""
        match test:
            case Absent(field):
                found = self.known.get(test)
                return found if isinstance(found, bool) else None
            case Among(field, values):
                chosen = self.known.get(field, ANYTHING)
                return chosen.answer(values) if isinstance(chosen, Chosen) else None
            case Alike():
                found = self.known.get(test)
                return found if isinstance(found, bool) else None
            case Sign(of, signs):
                return _within(self.signs(of), signs)

    def told(self, test: Test, truth: bool) -> "Facts":  # noqa: FBT001  # an answer
        """Return the facts with one more answer."""
        key: object = test
        fact: Fact = truth
        if isinstance(test, Among):
            key = test.field
            chosen = self.known.get(test.field, ANYTHING)
            fact = chosen.told(test.values, truth) if isinstance(chosen, Chosen) else ANYTHING
        elif isinstance(test, Sign):
            key = test.of
            signs = test.signs if truth else Signs.ANY & ~test.signs
            fact = self.signs(test.of) & signs
        return Facts(self.rounded, {**self.known, key: fact})

    def signs(self, of: Polynomial) -> Signs:
        """Return the signs that a polynomial may have."""
        found = self.known.get(of)
        told = found if isinstance(found, Signs) else Signs.ANY
        if told in OPPOSITE:
            return told
        return (told & total(self._of_term(*term) for term in of.terms)) or told

    def _of_term(self, monomial: Monomial, factor: object) -> Signs:
        found = of_number(factor)
        for name, power in monomial:
            found = product(found, self._of_power(name, power))
        return found

    def _of_power(self, name: str, power: int) -> Signs:
        known = self.known.get(Polynomial(((((name, 1),), ONE),)))
        found = known if isinstance(known, Signs) else self._of_rounded(name)
        if power % 2 == 0:
            return ZERO_OR_MORE if Signs.ZERO in found else Signs.PLUS
        return found

    def _of_rounded(self, name: str) -> Signs:
        """Return the signs that a rounded number may have: it may lose those of what it is of."""
        if name not in self.rounded:
            return Signs.ANY
        of = self.signs(self.rounded[name].of.top)
        return Signs.ANY if Signs.MINUS in of and Signs.PLUS in of else of | Signs.ZERO


def _within(found: Signs, signs: Signs) -> bool | None:
    if found & ~signs == Signs(0):
        return True
    return False if found & signs == Signs(0) else None
