"""Targets as their cells give them: in one cell, split over several, partly in the name."""

import re
from functools import cache

from pingfen.form import Cell, Measured, Quantity
from pingfen.readers.layout.headings import Columns, is_named, together
from pingfen.readers.layout.table import Table
from pingfen.understanding import is_blank, measured_in, understand
from pingfen.words import compact, words

DIGIT = re.compile(r"\d")


def target_of(table: Table, row: int, columns: Columns) -> Cell:
    """Return the target of a row: sign, number and unit as one, ≥ | 98 | % as ≥98%.

    Signs and units have columns of their own, or all three stand below one heading.
    """
    main = list(columns.cells(table, row, "target"))
    if not main:
        return columns.cell(table, row, "target")
    signs = [cell for cell in columns.cells(table, row, "relation") if _adds(cell, main)]
    units = [cell for cell in columns.cells(table, row, "unit") if _adds(cell, main)]
    return _joined([*signs, *main, *units])


def actual_of(table: Table, row: int, columns: Columns) -> Cell:
    """Return the actual of a row, its number and its unit as one."""
    found = list(columns.cells(table, row, "actual"))
    return _joined(found) if found else columns.cell(table, row, "actual")


def with_name(target: Measured, name: str) -> Measured:
    """Return a bare number with relation and unit of a name that leaves room for it: (≥**米)."""
    reading = target.reading
    match = _room().search(compact(name))
    if not match or not isinstance(reading, Quantity) or reading.unit or reading.relation:
        return target
    found = understand(match["relation"] + target.cell.text + match["unit"])
    return target._replace(reading=found) if isinstance(found, Quantity) else target


def _adds(cell: Cell, main: list[Cell]) -> bool:
    """Tell whether a sign or a unit is one, and does not stand in the target already."""
    text = compact(cell.text)
    whole = "".join(compact(other.text) for other in main)
    if is_blank(cell.text) or is_named(cell, "wording") or not DIGIT.search(whole):
        return False
    return not whole.startswith(text) and not whole.endswith(text)


def _joined(cells: list[Cell]) -> Cell:
    """Return cells as one; two numbers stay apart, so that nothing takes them for one."""
    if len(cells) == 1:
        return cells[0]
    kept = [cell for cell in cells if not is_named(cell, "wording")] or cells
    numbers = [cell for cell in kept if DIGIT.search(cell.text)]
    return together(kept, "" if len(numbers) < 2 else " ")  # noqa: PLR2004  # two or more


@cache
def _room() -> re.Pattern[str]:
    """Return the pattern of a name that ends with a relation and a unit around stars."""
    relations = "|".join(map(re.escape, words().relations.before))
    return re.compile(rf"\((?P<relation>{relations})\**(?P<unit>[^()0-9*]*)\)$")


def measured_target(cell: Cell, name: str) -> Measured:
    """Return a target and what it says, also with the help of its name."""
    return with_name(measured_in(cell), name)
