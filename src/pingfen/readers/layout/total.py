"""The printed total in the row of its label."""

from collections.abc import Set as AbstractSet
from fractions import Fraction

from pingfen.form import Figure
from pingfen.readers.grid import Position
from pingfen.readers.layout.headings import Columns, after, printed_figure, together
from pingfen.readers.layout.table import Table
from pingfen.words import compact, words


def total_after(
    table: Table, at: Position, columns: Columns, weights: AbstractSet[Fraction]
) -> Figure:
    """Return the total in a row with its label: below the scores, or else the number after it.

    Below the weights stands their sum, unless the number cannot be that; below another column
    of scores stands what somebody else gave. Two numbers stay apart, so that nothing takes them
    for one.
    """
    row, column = at
    line = columns.line(table, row)
    found = line.cell("declared")
    if found.text:
        return printed_figure(found)
    own = columns.at.get("weight", ())
    cells = [(where, cell) for where, cell in table.said[row] if where > column]
    others = [cell for where, cell in cells if where not in own and not _is_other(columns, where)]
    numbers = [cell for cell in others if printed_figure(cell).value is not None]
    if numbers:
        values = {printed_figure(cell).value for cell in numbers}
        return printed_figure(numbers[0] if len(values) == 1 else together(numbers, " "))
    number = printed_figure(after(table, row, column))
    if not any(cell is number.cell for cell in line.said.get("weight", ())):
        return number if number.cell in others else Figure()
    over = range(own[0], own[0] + table.width(row, own[0]))
    merged = any(each in over for each in columns.at.get("declared", ()))
    return number if merged or number.value not in weights else Figure()


def _is_other(columns: Columns, column: int) -> bool:
    """Tell whether a column is one of other scores: 复核得分, 财政评分."""
    points = words().headings.single["points"]
    return any(at == column and compact(text).endswith(points) for text, at in columns.others)
