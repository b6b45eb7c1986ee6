"""The figures of sentences, worked out for whole columns of integers and printed exactly."""

from collections.abc import Callable, Mapping
from functools import reduce
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.compiled.plan import Spoken
from pingfen.compiled.program import Division, Fixed, Plain, Program, Said, Whole
from pingfen.exact import SHOWN_CUT, SHOWN_WHOLE
from pingfen.tables.arrow.numbers import NARROW, scaled


class Figures:
    """Prints the parts of sentences for some rows; what leaves 64 bits raises ``ArrowInvalid``."""

    def __init__(self, program: Program, columns: Mapping[str, pa.Array]) -> None:
        """Take the columns that the sentences need."""
        self._program, self._columns = program, columns

    def text(self, part: Said) -> pa.Array | str:
        """Return a part of a sentence for each row, or the one text of all."""
        match part:
            case Spoken(field):
                return pc.fill_null(self._columns[field].cast(pa.string()), "")
            case Fixed(value, places, percent):
                text = printed(self._rounded(value), places)
                return pc.binary_join_element_wise(text, "%", "") if percent else text
            case Plain(top, bottom):
                return self._plain(self._whole(top), self._whole(bottom))
        return part

    def _plain(self, top: pa.Array, bottom: pa.Array) -> pa.Array:
        """Print quotients whole if six decimals are enough, else cut after four."""
        finer = pc.multiply_checked(top, 10**SHOWN_WHOLE)
        whole = pc.divide_checked(finer, bottom)
        ends = pc.equal(pc.multiply_checked(whole, bottom), finer)
        cut = pc.divide_checked(pc.multiply_checked(top, 10**SHOWN_CUT), bottom)
        full = printed(whole, SHOWN_WHOLE)
        bare = pc.utf8_rtrim(pc.utf8_rtrim(full, characters="0"), characters=".")
        return pc.if_else(
            ends, bare, pc.binary_join_element_wise(printed(cut, SHOWN_CUT), "…", "")
        )

    def _rounded(self, of: Division) -> pa.Array:
        return ROUNDED[of.mode](self._whole(of.top), self._whole(of.bottom))

    def _whole(self, of: Whole) -> pa.Array:
        terms = [
            reduce(
                pc.multiply_checked, map(self._column, term.fields), self._constant(term.factor)
            )
            for term in of
        ]
        return reduce(pc.add_checked, terms, self._constant(0))

    def _constant(self, value: int) -> pa.Array:
        count = len(next(iter(self._columns.values())))
        return pa.repeat(pa.scalar(value, pa.int64()), count)

    def _column(self, name: str) -> pa.Array:
        rounded = self._program.rounded.get(name)
        return self._columns[name] if rounded is None else self._rounded(rounded)


def printed(values: pa.Array, places: int) -> pa.Array:
    """Print integers with their last digits as decimals."""
    if places > SHOWN_WHOLE:  # Arrow would print powers of ten
        raise pa.ArrowInvalid(places)
    return scaled(values, places, NARROW).cast(pa.string())


def _half_up(top: pa.Array, bottom: pa.Array) -> pa.Array:
    twice = pc.multiply_checked(bottom, 2)
    size = pc.add_checked(pc.multiply_checked(pc.abs_checked(top), 2), bottom)
    found = pc.divide_checked(size, twice)
    return pc.if_else(pc.less(top, 0), pc.negate_checked(found), found)


def _floor(top: pa.Array, bottom: pa.Array) -> pa.Array:
    found = pc.divide_checked(top, bottom)
    over = pc.greater(pc.multiply_checked(found, bottom), top)
    return pc.subtract_checked(found, over.cast(pa.int64()))


def _half_even(top: pa.Array, bottom: pa.Array) -> pa.Array:
    whole = _floor(top, bottom)
    rest = pc.subtract_checked(top, pc.multiply_checked(whole, bottom))
    half = pc.subtract_checked(pc.multiply_checked(rest, 2), bottom)
    odd = pc.equal(pc.bit_wise_and(whole, 1), 1)
    up = pc.or_(pc.greater(half, 0), pc.and_(pc.equal(half, 0), odd))
    return pc.add_checked(whole, up.cast(pa.int64()))


ROUNDED: Mapping[str, Callable[[pa.Array, pa.Array], pa.Array]] = MappingProxyType(
    {
        "half-up": _half_up,
        "half-even": _half_even,
        "floor": _floor,
        "down": pc.divide_checked,
    }
)
