"""Single rows of a batch, cell by cell: for what columns of 64 bits cannot hold."""

from pingfen.policy import Policy
from pingfen.tables.arrow.columns import Columns
from pingfen.tables.reading import Read, reader_of


def cells_of(columns: Columns, row: int, policy: Policy) -> dict[str, Read]:
    """Return what the cells of a row say."""
    return {
        name: reader_of(policy, name, column.at.type)(column.raw[row].as_py())
        for name, column in columns.items()
    }
