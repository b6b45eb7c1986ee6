"""Numbers that depend on one figure: worth what plain ones are, and where that would change."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingfen.along import Along, Distance, TooManyPieces, Trail, smallest, stretch
from pingfen.along.polynomial import lowest, polynomial, product, roots, worth
from pingfen.exact import ROUNDING, round_to


@given(
    st.lists(st.fractions(-20, 20, max_denominator=12), min_size=1, max_size=4),
    st.fractions(-3, 3, max_denominator=3).filter(bool),
)
def test_the_roots_of_a_product_are_those_of_its_factors(found: list[Fraction], last: Fraction):
    poly = (last,)
    for root in found:
        poly = product(poly, (-root, Fraction(1)))
    assert roots(poly) == tuple(sorted(set(found)))


def test_an_irrational_root_is_told_to_twenty_decimals():
    low, high = roots(polynomial([Fraction(-2), Fraction(0), Fraction(1)]))
    assert low == -high
    assert abs(high * high - 2) < Fraction(1, 10**19)
    assert roots(polynomial([Fraction(1), Fraction(0), Fraction(1)])) == ()


def test_a_factor_that_both_share_goes():
    shared = (Fraction(-3), Fraction(1))
    top, bottom = product((Fraction(2),), shared), product((Fraction(0), Fraction(4)), shared)
    assert lowest(top, bottom) == ((Fraction(1, 2),), (Fraction(0), Fraction(1)))


NUMBERS = st.fractions(-9, 9, max_denominator=6)
OPERATIONS = ("+", "-", "*", "/", "abs", "neg", "min", "max")


@given(NUMBERS, st.lists(st.tuples(st.sampled_from(OPERATIONS), NUMBERS, st.booleans())))
def test_numbers_along_a_line_are_worth_what_plain_ones_are(
    at: Fraction, steps: list[tuple[str, Fraction, bool]]
):
    trail = Trail(at)
    along: Fraction = trail.figure(Fraction(2), 1)
    plain = 2 + at
    for operation, other, turned in steps[:6]:
        along, plain = (
            _step(along, operation, other, turned),
            _step(plain, operation, other, turned),
        )
        assert Fraction(along.numerator, along.denominator) == plain
        if isinstance(along, Along):
            assert worth(along.top, at) / worth(along.bottom, at) == plain
    for mode, rounded in ROUNDING.items():
        assert rounded(along) == rounded(plain), mode
        assert round_to(along, 1, mode) == round_to(plain, 1, mode)
    assert (floor(along), ceil(along), bool(along)) == (floor(plain), ceil(plain), bool(plain))
    assert hash(along) == hash(plain)


def _step(value: Fraction, operation: str, other: Fraction, turned: bool) -> Fraction:
    left, right = (other, value) if turned else (value, other)
    match operation:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right != 0 else left
        case "abs":
            return abs(value)
        case "neg":
            return -value
        case "min":
            return min(left, right)
    return max(left, right)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_between_the_points_of_a_trail_every_rounding_and_comparison_stays(
    at: Fraction, other: Fraction, share: Fraction
):
    def calculated(trail: Trail) -> tuple[object, ...]:
        x = trail.figure(Fraction(3), 1)
        y = x * other - x / 7
        return (*(rounded(y) for rounded in ROUNDING.values()), x < other, abs(y) > 2, y == x)

    trail = Trail(at)
    said = calculated(trail)
    points = sorted({root for poly in trail.turns | trail.steps for root in roots(poly)})
    if at in points:
        return
    low = max((p for p in points if p < at), default=at - 1)
    high = min((p for p in points if p > at), default=at + 1)
    between = low + (high - low) * (share + 10) / 20
    assert low < between < high
    assert calculated(Trail(between)) == said


@pytest.mark.parametrize(
    ("limit", "closed", "most"), [("7.25", True, None), ("7.25", False, 8), ("0.001", True, 1)]
)
def test_a_limit_is_found_among_very_many_steps(limit: str, closed: bool, most: int | None):
    def reached(trail: Trail) -> bool:
        rounded = round_to(trail.figure(Fraction(0), 1), 6, "down" if closed else "half-up")
        edge = Fraction(limit)
        return rounded >= edge if closed else rounded > edge

    found = smallest(reached, wanted=True, most=most)
    # rounded half up, what is above starts at half a step more
    expected = Fraction(limit) + (0 if closed else Fraction(1, 2 * 10**6))
    assert found == Distance(expected, closed=True)


def test_what_is_never_so_is_not_found():
    assert smallest(lambda trail: trail.figure(Fraction(0), 1) < 0, wanted=True) is None
    assert smallest(lambda trail: trail.figure(Fraction(0), 1) > 5, wanted=True, most=5) is None


def test_steps_that_crowd_at_a_pole_end_the_search_there():
    def reached(trail: Trail) -> bool:
        x = trail.figure(Fraction(0), 1)
        return floor(1 / x) < 0 if x != 0 else False

    assert smallest(reached, wanted=True) is None


@pytest.mark.parametrize(("edge", "closed"), [("2.5", True), ("0.05", False)])
def test_a_stretch_ends_at_the_first_piece_where_something_else_is_said(edge: str, closed: bool):
    """A short piece among many steps, which halving would pass over."""

    def says(trail: Trail) -> bool:
        x = trail.figure(Fraction(0), 1)
        limit = Fraction(edge)
        return (x < limit if closed else x <= limit) or x > limit + Fraction(1, 10**9)

    assert stretch(says) == Distance(Fraction(edge), closed)
    assert stretch(says, Fraction(edge) / 2) is None


def test_a_stretch_of_too_many_steps_or_with_an_irrational_end_is_not_told():
    with pytest.raises(TooManyPieces):
        stretch(lambda trail: floor(trail.figure(Fraction(0), 1)) < 10**6)
    with pytest.raises(TooManyPieces):
        stretch(lambda trail: trail.figure(Fraction(0), 1) * trail.figure(Fraction(0), 1) < 2)
    with pytest.raises(TooManyPieces):
        stretch(lambda trail: (x := trail.figure(Fraction(0), 1)) == 0 or floor(1 / x) > -1)


@given(
    st.sampled_from(sorted(ROUNDING)),
    st.integers(0, 2),
    st.tuples(st.integers(1, 100), st.integers(1, 300), st.integers(0, 300)),
    st.integers(1, 9000).map(lambda cents: Fraction(cents, 100)),
)
def test_a_limit_is_that_of_the_formula_in_every_mode_of_rounding(
    mode: str, places: int, figures: tuple[int, int, int], goal: Fraction
):
    """Ties included, and pieces that are a whole number of steps long."""
    weight, target, start = figures

    def score(value: Fraction) -> Fraction:
        return round_to(weight * value / target, places, mode)

    if score(Fraction(start)) >= goal:
        return
    found = smallest(lambda trail: score(trail.figure(Fraction(start), 1)) >= goal, wanted=True)
    assert found
    limit = start + found.value
    step = Fraction(1, 10**9)
    assert (score(limit) >= goal) is found.closed
    assert score(limit - step) < goal <= score(limit + step)
    same = stretch(lambda trail: score(trail.figure(Fraction(start), 1)) == score(Fraction(start)))
    assert same
    end = start + same.value
    assert score(end - step / 10) == score(Fraction(start)) != score(end + step / 10)


def test_where_something_changes_at_every_point_that_is_looked_at_nothing_is_told():
    def says(trail: Trail) -> bool:
        x = trail.figure(Fraction(0), 1)
        return x == trail.at or x > 5

    with pytest.raises(TooManyPieces):
        smallest(says, wanted=False)
