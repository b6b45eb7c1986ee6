"""What is said of cells that cannot be read."""

from collections.abc import Iterator, Mapping

from pingfen.errors import DataPlace, Problem, problem
from pingfen.tables.layout import Layout
from pingfen.tables.measuring import Measure


def unread(layout: Layout, measures: Mapping[str, Measure]) -> Iterator[Problem]:
    """Yield a doubt for each column with cells that cannot be read: how many, and the first."""
    for name, of in measures.items():
        if of.first:
            at = layout.fields[name]
            yield problem(
                "table-unparsed",
                DataPlace(layout.table),
                severity="doubt",
                column=at.heading,
                count=of.wrong,
                row=of.first.row,
                found=of.first.text,
            )
