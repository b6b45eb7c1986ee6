"""Targets as their cells give them: in one cell, split over several, partly in the name."""

import re
from functools import cache

from pingfen.form import Cell, Measured, Quantity
from pingfen.readers.layout.headings import Columns, is_named, together
from pingfen.readers.layout.table import Table
from pingfen.understanding import figure_in, is_blank, measured_in, understand
from pingfen.words import compact, words

DIGIT = re.compile(r"\d")


def target_of(table: Table, row: int, columns: Columns) -> Cell:
    """Return the target of a row: sign, number and unit as one, ≥ | 98 | % as ≥98%.

    Signs and units have columns of their own, or all three stand below one heading.
    """
    main = list(columns.cells(table, row, "target"))
    if not main:
        return columns.cell(table, row, "target")
    signs, units = (columns.cells(table, row, name) for name in ("relation", "unit"))
    numbers = any(DIGIT.search(cell.text) for cell in main)
    return _joined([*signs, *main, *units] if numbers else main)


def actual_of(table: Table, row: int, columns: Columns) -> Cell:
    """Return the actual of a row, its number and its unit as one.

    A bare number has the unit of the row's own column of units.
    """
    found = list(columns.cells(table, row, "actual"))
    if not found:
        return columns.cell(table, row, "actual")
    bare = len(found) == 1 and not figure_in(found[0]).unread and found[0].text[-1].isdigit()
    units = list(columns.cells(table, row, "unit")) if bare else []
    return _joined([*found, *units])


def with_name(target: Measured, name: str) -> Measured:
    """Return a bare number with relation and unit of a name that leaves room for it: (≥**米)."""
    reading = target.reading
    match = _room().search(compact(name))
    if not match or not isinstance(reading, Quantity) or reading.unit or reading.relation:
        return target
    found = understand(match["relation"] + target.cell.text + match["unit"])
    return target._replace(reading=found) if isinstance(found, Quantity) else target


def _joined(cells: list[Cell]) -> Cell:
    """Return a number with its sign and its unit as one cell, each once; words stay alone.

    Two numbers stay apart, so that nothing takes them for one.
    """
    numbers = [cell for cell in cells if DIGIT.search(cell.text)]
    if len(numbers) == 1:
        return together([cell for cell in cells if _adds(cell, numbers[0])], "")
    said = [cell for cell in cells if not (is_blank(cell.text) or is_named(cell, "wording"))]
    return together(said or cells, " ")


def _adds(cell: Cell, number: Cell) -> bool:
    """Tell whether a cell is the number, or a sign or a unit that does not stand in it already."""
    if cell is number:
        return True
    text, whole = compact(cell.text), compact(number.text)
    said = not (is_blank(cell.text) or is_named(cell, "wording"))
    return said and not whole.startswith(text) and not whole.endswith(text)


@cache
def _room() -> re.Pattern[str]:
    """Return the pattern of a name that ends with a relation and a unit around stars."""
    relations = "|".join(map(re.escape, words().relations.before))
    return re.compile(rf"\((?P<relation>{relations})\**(?P<unit>[^()0-9*]*)\)$")


def measured_target(cell: Cell, name: str) -> Measured:
    """Return a target and what it says, also with the help of its name."""
    return with_name(measured_in(cell), name)
