"""What is doubtful about how a table was read: columns and rows that nothing was taken from."""

from collections.abc import Iterator, Sequence

from pingfen.errors import Problem, problem
from pingfen.form import Cell, Figure, Indicator, Measured, Quantity
from pingfen.readers.layout.indicators import Section, is_scored
from pingfen.readers.layout.summary import is_heading
from pingfen.readers.layout.table import LONGEST, Table
from pingfen.understanding import is_blank, understand
from pingfen.words import compact, heading, words

TABLE = ("name", "target", "actual")  # what each of two tables beside one another has
MEANT = ("target", "actual", "weight", "declared")  # what decides the points of a row


def of_columns(table: Table, section: Section, rows: Sequence[Indicator]) -> Iterator[Problem]:
    """Yield what two columns of one meaning, or two tables side by side, make doubtful."""
    second = _second_table(table, section)
    if second is not None:
        yield problem("tables-side-by-side", table.cell(section.columns.first, second).place)
        return
    told: set[str] = set()
    for row in rows:
        for text, cell in row.extra:
            used = _used(row, text)
            differs = used is not None and compact(cell.text) != compact(used.text)
            if used and differs and text not in told and not is_blank(cell.text):
                told.add(text)
                yield _unused(text, cell, used)


def _unused(text: str, cell: Cell, used: Cell) -> Problem:
    return problem(
        "column-unused",
        cell.place,
        severity="doubt",
        heading=text,
        found=cell.text,
        used=used.text,
    )


def _second_table(table: Table, section: Section) -> int | None:
    """Return the column where targets and actuals stand for a second time in one heading."""
    names = table.names(section.columns.first, "indicators")
    columns = {key: sorted(at for at, name in names.items() if name == key) for key in TABLE}
    seconds = [at[1] for at in columns.values() if len(at) > 1]
    return min(seconds) if len(seconds) == len(TABLE) else None


def of_footers(table: Table, section: Section, footers: range) -> Iterator[Problem]:
    """Yield a doubt for the first row that looks like an indicator below the end of a table."""
    for row in footers:
        if not table.said[row]:
            continue
        if is_heading(table, row):
            return  # the lines of a summary table are none
        line = section.columns.line(table, row)
        if is_scored(line):
            yield problem(
                "row-after-table", line.first.place, severity="doubt", found=line.first.text
            )
            return


def _used(row: Indicator, text: str) -> Cell | None:
    """Return the cell that counts where another column's heading means the same."""
    blocks, name = words().headings.blocks, heading(text)
    meant = blocks["indicators-beside"].get(name) or blocks["indicators"].get(name, "")
    found: Measured | Figure | None = getattr(row, meant) if meant in MEANT else None
    return found.cell if found else None


def of_headless(table: Table) -> Iterator[Problem]:
    """Yield a doubt for the first row that looks like an indicator where no heading is.

    A table that goes on in another sheet has its headings only in the first one.
    """
    if any("target" in names.values() for names in table.named_in["indicators"].values()):
        return
    for said in table.said:
        if any(_is_level(cell) for _, cell in said) and any(_is_target(c) for _, c in said):
            cell = said[0][1]
            yield problem("row-without-heading", cell.place, severity="doubt", found=cell.text)
            return


def _is_level(cell: Cell) -> bool:
    text = heading(cell.text) if len(cell.text) <= LONGEST else ""
    return any(text in spellings for spellings in words().levels.values())


def _is_target(cell: Cell) -> bool:
    reading = understand(cell.text) if len(cell.text) <= LONGEST else None
    return isinstance(reading, Quantity) and bool(reading.relation)
