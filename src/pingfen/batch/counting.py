"""What is counted while rows are scored: how many, why undecided, what cannot be read."""

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pingfen.errors import Problem
from pingfen.tables.arrow.columns import Columns
from pingfen.tables.binding import Binding
from pingfen.tables.measuring import Measure
from pingfen.tables.unread import unread


class Counts:
    """Counts rows by outcome and cells that cannot be read, over all batches."""

    def __init__(self, binding: Binding) -> None:
        """Start from nothing."""
        self._binding = binding
        self.rows = 0
        self._outcomes: Counter[int] = Counter()
        self._wrong: dict[str, Measure] = {}

    def take(self, columns: Columns, outcomes: pa.Array, count: int) -> None:
        """Count a batch."""
        for each in pc.value_counts(outcomes).to_pylist():
            self._outcomes[each["values"]] += each["counts"]
        for name, column in columns.items():
            if column.wrong is not None:
                found = column.measure(self.rows)
                self._wrong[name] = self._wrong.get(name, Measure()).and_then(found)
        self.rows += count

    @property
    def undecided(self) -> dict[str, int]:
        """How many rows are undecided, by reason, most first."""
        found: Counter[str] = Counter()
        for number, count in self._outcomes.items():
            reason = self._binding.outcomes[number].undecided
            if reason is not None:
                found[reason] += count
        return dict(found.most_common())

    def problems(self) -> Iterator[Problem]:
        """Yield what cannot be read, column by column."""
        yield from unread(self._binding.layout, self._wrong)
