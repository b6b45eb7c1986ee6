"""Scores tables: a source, an engine, a sink; a policy compiled once for all rows."""

from os import PathLike, fspath
from typing import TYPE_CHECKING

from pingfen.batch.result import ScoredTable
from pingfen.batch.run import Run
from pingfen.policy import Policy

if TYPE_CHECKING:
    from pingfen.tables.frames import Frame

__all__ = ["ScoredTable", "score_table"]


def score_table(  # noqa: PLR0913  # five of them by name, each with a default
    policy: Policy,
    table: "str | PathLike[str] | Frame",
    *,
    engine: str = "auto",
    because: bool = False,
    lang: str = "zh",
    output: str | PathLike[str] | None = None,
    totals: bool | str | PathLike[str] = False,
) -> ScoredTable:
    """Score the rows of a table: a file, or a frame of pyarrow, polars, pandas or DuckDB.

    Its columns are called as the fields of the language or of the policy, in English or in
    Chinese; all others are passed on. ``output`` is the file to write; ``totals`` adds the totals
    of the forms, or writes them to a file. Files appear whole or not at all. ``because`` adds a
    sentence to each row, in ``lang``. Raises ``FormError`` for a table that cannot be read or has
    two columns for one field, ``UsageError`` for an engine that is not there, ``Unsupported`` for
    a policy that cannot be compiled.
    """
    out = None if output is None else fspath(output)
    sums = totals if isinstance(totals, bool) else fspath(totals)
    run = Run(policy, engine, lang if because else None, output=out, totals=sums)
    return run.file(fspath(table)) if isinstance(table, str | PathLike) else run.frame(table)
