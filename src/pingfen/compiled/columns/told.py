"""The sentences that explain the rows of a frame: each different one is put together once.

Most sentences have one figure, a percentage with two decimals, and a table has few of them in
comparison with its rows: a sentence is looked up by its figure.
"""

import operator
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce

import polars as pl

from pingfen.compiled import saying
from pingfen.compiled.columns.sheet import Kind, Sheet
from pingfen.compiled.columns.sums import MOST
from pingfen.compiled.plan import Spoken
from pingfen.compiled.program import Bounds, Division, Fixed, Plain, Program, Said, Term
from pingfen.exact import SHOWN_WHOLE

AS_IT_IS = pl.QueryOptFlags.none()
# a figure that takes more different values than so is written for each row
MOST_FIGURES = 50_000
FIGURE = "figure"
PLACE = pl.UInt32


def because(program: Program, frame: pl.DataFrame, scored: pl.DataFrame) -> pl.Series:
    """Return the sentence of each row, null where there is none.

    ``frame`` has the columns that were scored, ``scored`` is what ``score`` made of them.
    """
    outcomes = scored["outcome"]
    telling = _Telling(program, frame.select(program.fields), outcomes)
    present = outcomes.unique().to_list()
    figures = {at: [*filter(_is_figure, program.sentences[at])] for at in present}
    telling.whole(at for at in present if not figures[at])
    alike: dict[Division, list[int]] = {}
    for at, (first, *more) in ((at, found) for at, found in figures.items() if found):
        if not more and isinstance(first, Fixed) and _is_easy(program, first):
            alike.setdefault(first.value, []).append(at)
    numbers = _worked_out(program, [*alike], telling.frame)
    for column, group in zip(numbers.iter_columns(), alike.values(), strict=True):
        telling.by_figure(column, group)
    for at in present:
        if figures[at] and at not in telling.done:
            telling.each(at)
    return pl.concat(telling.sentences, rechunk=True).gather(telling.places).alias("because")


class _Telling:
    """Collects sentences, and for each row the place of its own; the first one is null."""

    def __init__(self, program: Program, frame: pl.DataFrame, outcomes: pl.Series) -> None:
        self.program = program
        self.frame = frame
        self.outcomes = outcomes
        self.sentences = [pl.Series([None], dtype=pl.String)]
        self.count = 1
        self.done: set[int] = set()
        self.places = pl.Series([0], dtype=PLACE).new_from_index(0, len(outcomes))

    def add(self, sentences: pl.Series) -> int:
        """Return the place of the first of some sentences."""
        self.sentences.append(sentences)
        self.count += len(sentences)
        return self.count - len(sentences)

    def of_outcome(self, numbers: Mapping[int, int], kind: Kind = PLACE) -> pl.Series:
        """Return for each row the number that belongs to its outcome, 0 where there is none."""
        every = [numbers.get(at, 0) for at in range(len(self.program.sentences))]
        return pl.Series(every, dtype=kind).gather(self.outcomes)

    def whole(self, outcomes: Iterable[int]) -> None:
        """Tell the rows of outcomes whose sentences have no figures."""
        texts = {at: "".join(map(str, self.program.sentences[at])) for at in outcomes}
        places = {at: self.add(pl.Series([text])) for at, text in texts.items() if text}
        self.places = self.of_outcome(places)

    def by_figure(self, numbers: pl.Series, outcomes: Sequence[int]) -> None:
        """Tell the rows of outcomes whose sentences have one figure, the same in all of them."""
        shifts: dict[int, int] = {}
        masks = {at: self.outcomes == at for at in outcomes}
        for at, mask in masks.items():
            own = numbers.filter(mask)
            low, high = own.min(), own.max()
            if isinstance(low, int) and isinstance(high, int) and high - low < MOST_FIGURES:
                every = pl.DataFrame({FIGURE + "0": pl.int_range(low, high + 1, eager=True)})
                shifts[at] = self.add(_written(self.program.sentences[at], every)) - low
        if shifts:
            rows = reduce(operator.or_, (masks[at] for at in shifts))
            # what is nonsense in other rows may be no place at all
            places = (numbers + self.of_outcome(shifts, pl.Int64)).cast(PLACE, strict=False)
            self.places = places.zip_with(rows, self.places)
            self.done.update(shifts)

    def each(self, outcome: int) -> None:
        """Tell the rows of one outcome, each by itself."""
        rows = (self.outcomes == outcome).arg_true()
        start = self.add(_told(self.program, outcome, self.frame[rows]))
        places = pl.int_range(start, start + len(rows), dtype=PLACE, eager=True)
        self.places = self.places.scatter(rows, places)


def _is_figure(part: Said) -> bool:
    return not isinstance(part, str)


def _told(program: Program, outcome: int, rows: pl.DataFrame) -> pl.Series:
    """Return the sentences of the rows that have one outcome."""
    said = program.sentences[outcome]
    figures = [*filter(_is_figure, said)]
    if not all(_is_easy(program, part) for part in figures):
        return _one_by_one(program, outcome, rows)
    divisions = [_division(part) for part in figures if not isinstance(part, Spoken)]
    return _written(said, rows.hstack(_worked_out(program, divisions, rows)))


def _one_by_one(program: Program, outcome: int, rows: pl.DataFrame) -> pl.Series:
    """Return sentences with figures that are larger, or longer, than a column can hold."""
    texts = [saying.because(program, outcome, row) for row in rows.iter_rows(named=True)]
    return pl.Series(texts, dtype=pl.String)


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
    if not divisions:
        return pl.DataFrame()
    names = (FIGURE + str(at) for at in range(len(divisions)))
    table = rows.lazy()
    for stage in _stages(program, tuple(divisions), tuple(rows.schema.items())):
        table = table.select(stage)
    return table.collect(engine="streaming", optimizations=AS_IT_IS).select(names)


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
