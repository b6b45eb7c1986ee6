"""CSV to CSV by generated Python, row by row, with no library but Python's."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pingfen.batch.plain_totals import PlainTotals
from pingfen.compiled.python import function
from pingfen.compiled.saying import because as sentence
from pingfen.errors import Problem
from pingfen.exact import UNBOUNDED
from pingfen.expression.vocabulary import EXECUTION, Type
from pingfen.policy import Policy
from pingfen.tables.binding import Binding, bind
from pingfen.tables.delimited import encoding_of, header_of, lines
from pingfen.tables.layout import BECAUSE, KIND, RULE, SCORE, UNDECIDED, layout_of
from pingfen.tables.measuring import SOME, Flaw, Measure, measure_of, shown
from pingfen.tables.reading import WRONG, Read, reader_of
from pingfen.tables.rows import arguments
from pingfen.tables.unread import unread
from pingfen.writers import Output

EVERY = 10_000  # rows between two looks at the clock
MOST_KEPT = 1 << 17  # different cells of a column that are known by heart
BYTE_ORDER_MARK = "\ufeff"


class PlainFlow:
    """Scores a CSV file row by row."""

    def __init__(  # noqa: PLR0913  # what a run is made of
        self,
        policy: Policy,
        path: str,
        name: str,
        because: str | None,
        tick: Callable[[str, int, int | None], None],
        *,
        totals: bool,
    ) -> None:
        """Measure a file, which is called ``name`` in messages, and bind the policy to it."""
        self.policy, self.because, self._path, self._tick = policy, because, path, tick
        self._encoding = encoding_of(path)
        self.headings = header_of(path, self._encoding)
        self.layout = layout_of(policy, self.headings, name)
        fields = self.layout.fields.values()
        # most cells say what others said before them
        kept = lru_cache(maxsize=MOST_KEPT)
        self._read = [(at, kept(reader_of(policy, at.field, at.type))) for at in fields]
        self.rows = self._total = 0
        self.undecided: Counter[str] = Counter()
        self._wrong: dict[str, Measure] = {}
        self.binding: Binding = bind(policy, self.layout, self._measured(), because, None)
        self.totals = PlainTotals(self.binding) if totals else None

    def _measured(self) -> dict[str, Measure]:
        """Read the numbers once to see what they are."""
        left = [each for each in self._read if each[0].type is Type.NUMBER]
        found = {at.field: SOME for at, _ in self._read}
        found |= {at.field: Measure() for at, _ in left}
        seen: dict[str, set[str]] = {at.field: set() for at, _ in left}
        for cells in lines(self._path, self._encoding):
            self._total += 1
            for at, reader in left:
                cell, known = cells[at.column], seen[at.field]
                if cell in known:  # that some are blank or wrong matters, not how many
                    continue
                if len(known) >= MOST_KEPT:
                    known.clear()
                known.add(cell)
                found[at.field] = found[at.field].and_then(_measured(reader(cell)))
            if self._total % EVERY == 0:
                self._tick("progress-measuring", self._total, None)
        return found

    def lines(self) -> Iterator[list[object]]:
        """Yield the cells of each row with what became of it."""
        binding = self.binding
        score, outcomes, places = function(binding.exact), binding.outcomes, binding.exact.places
        for cells in lines(self._path, self._encoding):
            self.rows += 1
            read = {at.field: reader(cells[at.column]) for at, reader in self._read}
            self._note(cells, read)
            if binding.passes_over and read.get(KIND) == EXECUTION:
                points, number = None, len(outcomes) - 1
            else:
                points, number = score(*arguments(read, binding))
            outcome = outcomes[number]
            if outcome.undecided is not None:
                self.undecided[outcome.undecided] += 1
            if self.totals:
                self.totals.take(self._form(cells), read, points, outcome)
            worth = None if points is None else Decimal(points).scaleb(-places, UNBOUNDED)
            yield [*cells, worth, outcome.rule, outcome.undecided, *self._why(number, read)]
            if self.rows % EVERY == 0:
                self._tick("progress-batch", self.rows, self._total)

    def _why(self, number: int, read: Mapping[str, Read]) -> Sequence[str]:
        if self.because is None:
            return ()
        if number == len(self.binding.exact.outcomes):  # it does not count
            return ("",)
        fields = list(self.layout.fields)
        given = dict(zip(fields, arguments(read, self.binding, fields), strict=True))
        return (sentence(self.binding.exact, number, given),)

    def _form(self, cells: Sequence[str]) -> str:
        at = self.layout.form
        return cells[at.column].strip() if at else ""

    def _note(self, cells: Sequence[str], read: Mapping[str, Read]) -> None:
        """Count what cannot be read."""
        if not any(value is WRONG for value in read.values()):
            return
        for name, value in read.items():
            if value is WRONG:
                text = shown(cells[self.layout.fields[name].column])
                one = Measure(wrong=1, first=Flaw(self.rows, text))
                self._wrong[name] = self._wrong.get(name, Measure()).and_then(one)

    def problems(self) -> list[Problem]:
        """Return what cannot be read, and which rows are of no form."""
        lost = self.totals.problems() if self.totals else []
        return [*unread(self.layout, self._wrong), *lost]

    def written(self) -> Iterator[Sequence[object]]:
        """Yield the headings of the result, then its rows."""
        more = [BECAUSE] if self.because else []
        yield [*self.headings, SCORE, RULE, UNDECIDED, *more]
        yield from self.lines()


def _measured(value: Read) -> Measure:
    if isinstance(value, Fraction):
        return measure_of([value])
    return Measure(blank=int(value is None), wrong=int(value is WRONG))


def write_lines(output: Output, lines_: Iterator[Sequence[object]]) -> None:
    """Write lines of cells as CSV, with a mark that makes spreadsheets read it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    text.write(BYTE_ORDER_MARK)
    for number, cells in enumerate(lines_, 1):
        writer.writerow(cells)
        if number % EVERY == 0:
            output.write(text.getvalue())
            text.seek(0)
            text.truncate()
    output.write(text.getvalue())
