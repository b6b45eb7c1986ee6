"""Targets as their cells give them: in one cell, split over several, partly in the name."""

import re
from functools import cache

from pingfen.form import Cell, Measured, Quantity
from pingfen.readers.layout.headings import DIGIT, Line, is_named, together
from pingfen.understanding import is_blank, measured_in, understand
from pingfen.words import compact, words


def target_of(line: Line) -> Cell:
    """Return the target of a row: sign, number and unit as one, ≥ | 98 | % as ≥98%.

    Signs and units have columns of their own, or all three stand below one heading.
    """
    main = line.said.get("target", [])
    signs, units = line.said.get("relation", []), line.said.get("unit", [])
    if len(main) + len(signs) + len(units) < 2 or not main:  # noqa: PLR2004  # nothing to join
        return line.cell("target")
    numbers = any(DIGIT.search(cell.text) for cell in main)
    return _joined([*signs, *main, *units] if numbers else main)


def actual_of(line: Line) -> Cell:
    """Return the actual of a row, its number and its unit as one.

    A bare number has the unit of the row's own column of units.
    """
    found = line.said.get("actual", [])
    bare = len(found) == 1 and found[0].text[-1].isdigit()
    units = line.said.get("unit", []) if bare else []
    return _joined([*found, *units]) if len(found) + len(units) > 1 else line.cell("actual")


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


def measured_target(cell: Cell, name: str) -> Measured:
    """Return a target and what it says.

    A bare number has the relation and the unit of a name that leaves room for it: (≥**平方米).
    """
    target = measured_in(cell)
    match = _room().search(compact(name)) if name.endswith((")", "）")) else None
    reading = target.reading
    if not match or not isinstance(reading, Quantity) or reading.unit or reading.relation:
        return target
    found = understand(match["relation"] + cell.text + match["unit"])
    return target._replace(reading=found) if isinstance(found, Quantity) else target


@cache
def _room() -> re.Pattern[str]:
    """Return the pattern of a name that ends with a relation and a unit around stars."""
    relations = "|".join(map(re.escape, words().relations.before))
    return re.compile(rf"\((?P<relation>{relations})\**(?P<unit>[^()0-9*]*)\)$")
