"""A diagram as masks: which rows reach which end.

polars works out every branch for every row, so that a diagram must not become a nest of branches.
A mask takes a bit a row and costs next to nothing.
"""

import operator
from collections.abc import Iterable, Iterator

import polars as pl

from pingfen.compiled.columns.sheet import Constant, Kind, Sheet, but, chosen
from pingfen.compiled.program import End, Program

# the cell that has the rows of a place
Mask = int
Parts = list[tuple[Mask, int]]


def followed(program: Program, sheet: Sheet) -> Iterator[tuple[End, Mask]]:
    """Yield the ends with the rows that reach them; two ends share no row."""
    everything = sheet.cell(Constant(1, pl.Boolean))
    reached: dict[int, list[Mask]] = {id(program.root): [everything]}
    for way in reversed(program.ways):
        mask = either(sheet, reached[id(way)])
        if isinstance(way, End):
            yield way, mask
            continue
        test = sheet.test(way.test)
        first = mask == everything
        yes = test if first else sheet.cell(operator.and_, mask, test)
        no = sheet.cell(operator.invert, test) if first else sheet.cell(but, mask, test)
        reached.setdefault(id(way.yes), []).append(yes)
        reached.setdefault(id(way.no), []).append(no)


def either(sheet: Sheet, masks: Iterable[Mask]) -> Mask:
    """Return the rows that one of some masks has."""
    return sheet.each(operator.or_, dict.fromkeys(masks))


def picked(sheet: Sheet, parts: Parts, kind: Kind | None = None) -> int:
    """Return the cell of small numbers, each in the rows of its mask; nonsense in others."""
    masks: dict[int, list[Mask]] = {}
    for mask, value in parts:
        masks.setdefault(value, []).append(mask)
    # what is most spread needs no mask
    base = 0 if 0 in masks else max(masks, key=lambda value: len(masks[value]))
    kind = kind or _kind(masks)
    found = sheet.constant(base, kind)
    for value, rows in masks.items():
        if value != base:
            found = sheet.cell(chosen, either(sheet, rows), sheet.constant(value, kind), found)
    return found


def _kind(values: Iterable[int]) -> Kind:
    """Return the smallest type that holds some numbers: less to move."""
    most = max(abs(value) for value in values)
    return next((kind for kind, limit in KINDS if most < limit), pl.Int64)


KINDS = ((pl.Int8, 2**7), (pl.Int16, 2**15), (pl.Int32, 2**31))
