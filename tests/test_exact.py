"""Exact numbers: a table of roundings, and what is read, printed and refused."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pingfen import exact

# value, decimals, then half-up, half-even, down, floor
TABLE = """
5.465 2 5.47 5.46 5.46 5.46
5.475 2 5.48 5.48 5.47 5.47
6.275 2 6.28 6.28 6.27 6.27
0.005 2 0.01 0.00 0.00 0.00
0.015 2 0.02 0.02 0.01 0.01
-0.005 2 -0.01 0.00 0.00 -0.01
-5.465 2 -5.47 -5.46 -5.46 -5.47
-5.475 2 -5.48 -5.48 -5.47 -5.48
2.5 0 3 2 2 2
-2.5 0 -3 -2 -2 -3
0.00000000001 2 0.00 0.00 0.00 0.00
-0.00000000001 2 0.00 0.00 0.00 -0.01
2.675 2 2.68 2.68 2.67 2.67
1.0049999999999999999999999999 2 1.00 1.00 1.00 1.00
99.995 2 100.00 100.00 99.99 99.99
"""
ROUNDED = [
    (value, int(places), mode, wanted)
    for value, places, *row in map(str.split, TABLE.strip().splitlines())
    for mode, wanted in zip(("half-up", "half-even", "down", "floor"), row, strict=True)
]


@pytest.mark.parametrize(("value", "places", "mode", "wanted"), ROUNDED)
def test_a_number_is_rounded_as_the_table_says(
    value: str, places: int, mode: str, wanted: str
) -> None:
    rounded = exact.round_to(Fraction(value), places, mode)
    assert str(exact.to_decimal(rounded, places)) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1, "1"),
        (Decimal("1.10"), "1.1"),
        (" 0.1 ", "0.1"),
        (0.1, "0.1"),
        (1e22, "1e22"),
        (5.465, "5.465"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_a_number_is_taken_as_it_is_written(value: exact.Numeric, wanted: str) -> None:
    assert exact.exact(value) == Fraction(wanted)


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity"), True, "1e9", "", "x", 1e300],
)
def test_what_is_no_finite_number_is_refused(value: exact.Numeric) -> None:
    with pytest.raises(ValueError, match=r"^"):
        exact.exact(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("63/11", "5.7272…"),
        ("2/3", "0.6666…"),
        ("-2/3", "-0.6666…"),
        ("5.465", "5.465"),
        ("2.98704", "2.98704"),
        ("0.0000001", "0.0000…"),
        ("100", "100"),
        ("1230", "1230"),
    ],
)
def test_a_number_is_shown_whole_or_cut(value: str, shown: str) -> None:
    assert exact.show(Fraction(value)) == shown


def test_a_decimal_has_the_policys_places_and_never_loses_any() -> None:
    assert str(exact.to_decimal(Fraction(10), 2)) == "10.00"
    assert str(exact.to_decimal(Fraction(10) ** 40, 2)) == "1" + "0" * 40 + ".00"
    with pytest.raises(ValueError, match="1/3"):
        exact.to_decimal(Fraction(1, 3), 2)
