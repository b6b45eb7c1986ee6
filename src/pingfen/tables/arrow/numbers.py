"""Columns of numbers, however they are stored, as exact decimals and as integers."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.compiled.program import Column
from pingfen.exact import MOST_DIGITS
from pingfen.tables.measuring import Measure
from pingfen.tables.reading import WRONG, number

SPELLED = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
LONGEST = MOST_DIGITS + 2
# how many digits the two kinds of decimals hold
NARROW, WIDE = 38, 76
WIDEST = 2**63 - 1
# texts are looked at one by one where there are few, or where few are the same
FEW, OFTEN = 1_000, 4
# whole numbers below it are exact as floats, and tell decimals apart
FLOAT_LIMIT = 10**15
SHORT_PLACES = range(7)


class Numbers(NamedTuple):
    """A column as integers or decimals, null where there is none; ``wrong`` marks what is none."""

    values: pa.Array
    wrong: pa.Array | None = None

    @property
    def scale(self) -> int:
        """How many decimals the values are stored with."""
        return self.values.type.scale if pa.types.is_decimal(self.values.type) else 0

    def measure(self) -> Measure:
        """Measure the values; what is wrong is counted elsewhere."""
        given = len(self.values) - self.values.null_count
        if not given:
            return Measure(scale=0)
        limits = pc.min_max(self.values).as_py()
        low, high = Fraction(limits["min"]), Fraction(limits["max"])
        return Measure(given=given, scale=self.scale, low=low, high=high)


def numbers_of(array: pa.Array) -> Numbers:
    """Read a column of numbers: integers, decimals, floats as they are printed, text."""
    type_ = array.type
    if pa.types.is_dictionary(type_):
        return numbers_of(array.dictionary_decode())
    for is_of, read in READ:
        if is_of(type_):
            return read(array)
    return Numbers(pa.nulls(len(array), pa.int64()), array.is_valid())


def _integers(array: pa.Array) -> Numbers:
    return Numbers(array.cast(pa.decimal128(20, 0) if array.type == pa.uint64() else pa.int64()))


def _decimals(array: pa.Array) -> Numbers:
    if pa.types.is_decimal256(array.type):
        return Numbers(array)
    return Numbers(array.cast(pa.decimal128(NARROW, array.type.scale)))


def _is_text(type_: pa.DataType) -> bool:
    views = getattr(pa.types, "is_string_view", lambda _: False)
    return pa.types.is_string(type_) or pa.types.is_large_string(type_) or views(type_)


def _texts(array: pa.Array) -> Numbers:
    """Read texts; where few differ, each only once."""
    if len(array) > FEW:
        coded = array.dictionary_encode()
        if len(coded.dictionary) * OFTEN < len(array):
            found = _each_text(coded.dictionary)
            wrong = None if found.wrong is None else found.wrong.take(coded.indices)
            return Numbers(
                found.values.take(coded.indices),
                None if wrong is None else pc.fill_null(wrong, fill_value=False),
            )
    return _each_text(array)


def _each_text(array: pa.Array) -> Numbers:
    trimmed = pc.utf8_trim_whitespace(array.cast(pa.string()))
    given = pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
    spelled = pc.and_(
        pc.match_substring_regex(given, SPELLED), pc.less_equal(pc.binary_length(given), LONGEST)
    )
    wrong = pc.fill_null(pc.invert(spelled), fill_value=False)
    return _spelled(given, wrong)


def _floats(array: pa.Array) -> Numbers:
    """Read floats by the shortest decimal that is none but the float, which Python prints."""
    if array.type != pa.float64():
        array = array.cast(pa.float64())
    finite = pc.fill_null(pc.is_finite(array), fill_value=True)
    wrong = None
    if not pc.all(finite).as_py():
        wrong = pc.invert(finite)
        array = pc.if_else(finite, array, pa.scalar(None, pa.float64()))
    values = _short_floats(array)
    return _long_floats(array, wrong) if values is None else Numbers(values, wrong)


def _short_floats(array: pa.Array) -> pa.Array | None:
    """Read floats of 15 digits at most; None where some have more.

    A whole number below 10**15 divided by a power of ten is rounded once, and no two such decimals
    are the same float: where the quotient is the float, the decimal is the one that is printed.
    """
    if array.null_count == len(array):
        return array.cast(pa.int64())
    for places in SHORT_PLACES:
        unit = pa.scalar(10**places, pa.int64()).cast(pa.float64())
        whole = pc.round(pc.multiply(array, unit))
        if not pc.max(pc.abs(whole)).as_py() < FLOAT_LIMIT:
            return None
        if pc.all(pc.equal(pc.divide(whole, unit), array)).as_py():
            return scaled(whole.cast(pa.int64()), places, NARROW)
    return None


def _long_floats(array: pa.Array, wrong: pa.Array | None) -> Numbers:
    texts = array.cast(pa.string())
    powers = pc.fill_null(pc.match_substring(texts, "e"), fill_value=False)
    none = pa.repeat(pa.scalar(value=False), len(array)) if wrong is None else wrong
    if pc.any(powers).as_py():  # 1e+22 and 5e-324
        found = [_plain(text) if text and "e" in text else text for text in texts.to_pylist()]
        texts = pa.array(found, pa.string())
        none = pc.or_(none, pc.and_(array.is_valid(), texts.is_null()))
    return _spelled(texts, none)


def _plain(text: str) -> str | None:
    value = number(Decimal(text))
    return None if value is WRONG else f"{Decimal(text):f}"


# which columns hold numbers, and how
READ: Sequence[tuple[Callable[[pa.DataType], bool], Callable[[pa.Array], Numbers]]] = (
    (pa.types.is_integer, _integers),
    (pa.types.is_decimal, _decimals),
    (pa.types.is_floating, _floats),
    (pa.types.is_null, _integers),
    (_is_text, _texts),
)


def _spelled(texts: pa.Array, wrong: pa.Array) -> Numbers:
    """Make decimals of texts that spell them, with as many decimals as the finest has."""
    good = pc.if_else(wrong, pa.scalar(None, pa.string()), texts)
    bare = pc.if_else(pc.match_substring(good, "."), pc.utf8_rtrim(good, characters="0"), good)
    point = pc.find_substring(bare, ".")
    after = pc.subtract(pc.subtract(pc.binary_length(bare), point), 1)
    scale = pc.max(pc.if_else(pc.less(point, 0), 0, after)).as_py() or 0
    values = _cast(good, scale)
    return Numbers(values, wrong if pc.any(wrong).as_py() else None)


def _cast(texts: pa.Array, scale: int) -> pa.Array:
    with suppress(pa.ArrowInvalid):
        if scale <= NARROW:  # more would be kept, and lost on the way to Python
            return texts.cast(pa.decimal128(NARROW, scale))
    return texts.cast(pa.decimal256(WIDE, scale))


class Integers(NamedTuple):
    """A column as integers of 64 bits; ``beyond`` marks those that do not fit.

    Within the limits of the column something else stands in their place.
    """

    values: pa.Array
    beyond: pa.Array | None = None


def integers_of(numbers: Numbers, column: Column) -> Integers:
    """Return a column as integers, each number times ``10**scale``."""
    values = numbers.values
    try:
        if not pa.types.is_integer(values.type) or column.scale:
            values = _whole(values, column.scale)
    except pa.ArrowInvalid:
        return _one_by_one(values, column)
    if column.low is None or column.high is None:
        return Integers(values)
    limits = pc.min_max(values).as_py()
    if limits["min"] is None or column.low <= limits["min"] <= limits["max"] <= column.high:
        return Integers(values)
    within = pc.and_(pc.greater_equal(values, column.low), pc.less_equal(values, column.high))
    kept = pc.if_else(within, values, pa.scalar(column.low, pa.int64()))
    return Integers(kept, pc.invert(pc.fill_null(within, fill_value=True)))


def _whole(values: pa.Array, scale: int) -> pa.Array:
    if pa.types.is_integer(values.type):
        return pc.multiply_checked(values, 10**scale)
    moved = values.cast(pa.decimal128(NARROW, scale))
    return unscaled(moved).cast(pa.int64())


def unscaled(values: pa.Array) -> pa.Array:
    """Return the digits of decimals without their point, in the same memory."""
    whole = pa.decimal128(values.type.precision, 0)
    return pa.Array.from_buffers(whole, len(values), values.buffers(), offset=values.offset)


def scaled(values: pa.Array, places: int, precision: int) -> pa.Array:
    """Return integers as decimals whose last digits are behind the point, in the same memory."""
    whole = values.cast(pa.decimal128(max(precision, 19), 0))
    return pa.Array.from_buffers(
        pa.decimal128(max(precision, 19), places), len(whole), whole.buffers(), offset=whole.offset
    )


def _one_by_one(values: pa.Array, column: Column) -> Integers:
    """Return the integers that fit; this is only for batches where some do not."""
    low = -WIDEST if column.low is None else max(-WIDEST, column.low)
    high = WIDEST if column.high is None else min(WIDEST, column.high)
    stand_in = 0 if column.low is None else min(low, WIDEST)
    found = [
        None if value is None else Fraction(value) * 10**column.scale
        for value in values.to_pylist()
    ]
    fits = [value is None or (value.denominator == 1 and low <= value <= high) for value in found]
    kept = [
        None if value is None else int(value) if fit else stand_in
        for value, fit in zip(found, fits, strict=True)
    ]
    return Integers(pa.array(kept, pa.int64()), pc.invert(pa.array(fits)))
