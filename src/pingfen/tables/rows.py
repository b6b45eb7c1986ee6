"""One row as a program takes it: integers without limits, texts, truths, None where missing."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pingfen.compiled.program import Column
from pingfen.expression.interpret import Known
from pingfen.expression.vocabulary import EXECUTION, INDICATOR
from pingfen.tables.binding import Binding
from pingfen.tables.layout import KIND, SAME_TEXT, TEXTS, UNPARSED
from pingfen.tables.reading import WRONG, Read

Cells = Mapping[str, Read]
Argument = int | str | bool | None


def arguments(
    cells: Cells,
    binding: Binding,
    fields: Sequence[str] | None = None,
    columns: Mapping[str, Column] | None = None,
) -> list[Argument]:
    """Return the fields of the exact program, or some, from the cells of a row as they were read.

    They are in their order; numbers are those of ``columns``, by default of the exact program.
    """
    values = completed(cells, binding)
    columns = binding.exact.columns if columns is None else columns
    return [
        _whole(value, columns[name].scale) if isinstance(value, Fraction) else value  # type: ignore[misc]  # no tuples
        for name in (binding.exact.fields if fields is None else fields)
        for value in (values.get(name),)
    ]


def _whole(value: Fraction, scale: int) -> int:
    """Return a number without its point; there are as many decimals as it has, or more."""
    unit: int = 10**scale
    return value.numerator * unit // value.denominator


def completed(cells: Cells, binding: Binding) -> dict[str, Known | None]:
    """Return the values of a row with what follows from them."""
    found = {name: None if value is WRONG else value for name, value in cells.items()}
    kind = found[KIND] = found.get(KIND) or INDICATOR
    if kind == EXECUTION:
        found |= {name: found.get(of) for name, of in binding.instead.items()}
    if binding.same_text:
        target, actual = (found.get(text) for text in TEXTS)
        found[SAME_TEXT] = None if target is None or actual is None else target == actual
    fields = binding.layout.fields
    wrong = any(value is WRONG and fields[name].decides for name, value in cells.items())
    found[UNPARSED] = bool(found.get(UNPARSED)) or wrong
    return found  # type: ignore[return-value]  # nothing wrong is left
