"""Tables for tests: the seven published forms as rows, and what the interpreter gives for them."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa

import pingfen

SEVEN = Path(__file__).parent.parent / "docs" / "examples" / "zhangdian-2024.txt"


def reason(undecided):
    """Return why something is undecided as tables write it."""
    if undecided is None:
        return None
    return ": ".join(filter(None, [undecided.code, "; ".join(undecided.causes)]))


def cards(policy, file=SEVEN):
    return pingfen.score_all(policy, pingfen.read_forms(file)).cards


def scores(policy, file=SEVEN):
    """Return score, rule and reason of each row as the interpreter gives them."""
    return [
        (row.score, row.rule, reason(row.undecided))
        for card in cards(policy, file)
        for row in card.all_rows
    ]


def totals(policy, file=SEVEN):
    """Return total, grade and reason of each form as the interpreter gives them."""
    return [(card.total, card.grade, reason(card.undecided)) for card in cards(policy, file)]


def rows_of(table):
    """Return score, rule and reason of the rows of an Arrow table."""
    names = ("score", "rule", "undecided")
    return [tuple(row[name] for name in names) for row in table.to_pylist()]


def seven(policy):
    """Return the rows of the seven forms as an Arrow table without scores."""
    table = pingfen.score_table(policy, SEVEN).frame
    return table.drop_columns(["score", "rule", "undecided"])


def table(**columns):
    """Return an Arrow table."""
    return pa.table(columns)


def row(**cells):
    """Return a table of one row."""
    return pa.table({name: [cell] for name, cell in cells.items()})


POINTS = Decimal("0.01")
