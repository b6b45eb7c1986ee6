"""The sentences that explain the rows of a frame: each different one is put together once.

Most sentences have one figure, a percentage with two decimals, and a table has few of them in
comparison with its rows: a sentence is looked up by its figure.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from pingfen.compiled import saying
from pingfen.compiled.plan import Spoken
from pingfen.compiled.program import Bounds, Division, Fixed, Plain, Program, Said, Term
from pingfen.compiled.sheet import Sheet
from pingfen.compiled.sums import MOST
from pingfen.exact import SHOWN_WHOLE

AS_IT_IS = pl.QueryOptFlags.none()
# a figure that takes more different values than so is written for each row
MOST_FIGURES = 200_000
FIGURE = "figure"


class Told(NamedTuple):
    """Sentences, and which of them each of some rows has."""

    sentences: pl.Series
    places: pl.Series


def because(program: Program, frame: pl.DataFrame, scored: pl.DataFrame) -> pl.Series:
    """Return the sentence of each row, null where there is none.

    ``frame`` has the columns that were scored, ``scored`` is what ``score`` made of them.
    """
    outcomes = scored["outcome"]
    sentences, count = [pl.Series([None], dtype=pl.String)], 1
    places = pl.Series([0], dtype=pl.UInt32).new_from_index(0, len(outcomes))
    for outcome in outcomes.unique():
        if not program.sentences[outcome]:
            continue
        rows = (outcomes == outcome).arg_true()
        told = _told(program, outcome, frame.select(program.fields)[rows])
        places = places.scatter(rows, told.places + count)
        sentences.append(told.sentences)
        count += len(told.sentences)
    return pl.concat(sentences).gather(places).alias("because")


def _told(program: Program, outcome: int, rows: pl.DataFrame) -> Told:
    """Return the sentences of the rows that have one outcome."""
    said = program.sentences[outcome]
    figures = [part for part in said if not isinstance(part, str)]
    if not figures:
        same = pl.Series([0], dtype=pl.UInt32).new_from_index(0, rows.height)
        return Told(pl.Series(["".join(map(str, said))]), same)
    if not all(_is_easy(program, part) for part in figures):
        return _one_by_one(program, outcome, rows)
    if len(figures) == 1 and isinstance(figures[0], Fixed):
        numbers = _worked_out(program, [figures[0].value], rows)[FIGURE + "0"]
        low, high = numbers.min(), numbers.max()
        if isinstance(low, int) and isinstance(high, int) and high - low < MOST_FIGURES:
            every = pl.DataFrame({FIGURE + "0": pl.int_range(low, high + 1, eager=True)})
            return Told(_written(said, every), (numbers - low).cast(pl.UInt32))
    divisions = [_division(part) for part in figures if not isinstance(part, Spoken)]
    texts = _written(said, rows.hstack(_worked_out(program, divisions, rows)))
    return Told(texts, pl.int_range(rows.height, dtype=pl.UInt32, eager=True))


def _one_by_one(program: Program, outcome: int, rows: pl.DataFrame) -> Told:
    """Return sentences with figures that are larger, or longer, than a column can hold."""
    texts = [saying.because(program, outcome, row) for row in rows.iter_rows(named=True)]
    places = pl.int_range(rows.height, dtype=pl.UInt32, eager=True)
    return Told(pl.Series(texts, dtype=pl.String), places)


def _is_easy(program: Program, part: Said) -> bool:
    """Tell whether a part of a sentence is worked out with 64-bit integers."""
    if isinstance(part, str | Spoken):
        return True
    if isinstance(part, Plain) and _places(part) is None:
        return False
    largest = Bounds(program.columns, program.rounded).division(_division(part))
    return largest is not None and largest <= MOST


def _division(part: Said) -> Division:
    if isinstance(part, Fixed):
        return part.value
    assert isinstance(part, Plain)  # noqa: S101  # the other parts have no figure
    return Division(part.top, (Term(1),), "floor")


def _places(part: Plain) -> int | None:
    """Return how many decimals a figure has whose bottom is a power of ten."""
    powers = [10**places for places in range(SHOWN_WHOLE + 1)]
    (term, *more) = part.bottom
    return None if more or term.fields or term.factor not in powers else powers.index(term.factor)


def _worked_out(
    program: Program, divisions: Sequence[Division], rows: pl.DataFrame
) -> pl.DataFrame:
    """Return the whole numbers of figures as columns."""
    names = (FIGURE + str(at) for at in range(len(divisions)))
    table = rows.lazy()
    for stage in _stages(program, tuple(divisions), tuple(rows.schema.items())):
        table = table.select(stage)
    return table.collect(optimizations=AS_IT_IS).select(names)


@lru_cache(maxsize=256)
def _stages(
    program: Program, divisions: tuple[Division, ...], kinds: tuple[tuple[str, pl.DataType], ...]
) -> tuple[list[pl.Expr], ...]:
    sheet = Sheet(program, dict(kinds))
    cells = {}
    for at, of in enumerate(divisions):
        top, one = sheet.whole(of.top), of.bottom == (Term(1),)
        cells[FIGURE + str(at)] = top if one else sheet.divided(of, top, sheet.whole(of.bottom))
    return sheet.stages(cells)


def _written(said: Sequence[Said], table: pl.DataFrame) -> pl.Series:
    """Return a sentence for each row of a table of figures and fields."""
    parts, figure = [], 0
    for part in said:
        if isinstance(part, str):
            parts.append(pl.lit(part))
        elif isinstance(part, Spoken):
            parts.append(pl.col(part.field).cast(pl.String))
        else:
            parts.append(_figure(part, pl.col(FIGURE + str(figure))))
            figure += 1
    return table.select(because=pl.concat_str(parts)).to_series()


def _figure(part: Said, number: pl.Expr) -> pl.Expr:
    """Write a figure."""
    if isinstance(part, Fixed):
        text = _with_point(number, part.places)
        return pl.concat_str(text, pl.lit("%")) if part.percent else text
    places = _places(part) if isinstance(part, Plain) else 0
    text = _with_point(number, places or 0)
    return text.str.strip_chars_end("0").str.strip_chars_end(".") if places else text


def _with_point(number: pl.Expr, places: int) -> pl.Expr:
    """Write integers with their last digits as decimals."""
    if not places:
        return number.cast(pl.String)
    one, size = 10**places, number.abs()
    rest = (size % one).cast(pl.String).str.zfill(places)
    sign = pl.when(number < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.concat_str(sign, (size // one).cast(pl.String), pl.lit("."), rest)
