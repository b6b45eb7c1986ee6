"""What became of the rows of a batch, as columns beside them."""

from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa

from pingfen.errors import DataPlace, Unsupported, problem
from pingfen.exact import UNBOUNDED
from pingfen.tables.arrow.numbers import NARROW, scaled
from pingfen.tables.binding import Binding
from pingfen.tables.layout import BECAUSE, RULE, SCORE, UNDECIDED

# decimals of 18 digits are stored as 64-bit integers
SHORT = 18


class Results:
    """Makes the columns of the result from scores and numbers of outcomes."""

    def __init__(self, binding: Binding) -> None:
        """Take the outcomes that the program of a binding has."""
        program = binding.exact
        largest = program.largest
        self._places = program.places
        self._place = DataPlace(binding.layout.table)
        self._digits = SHORT if largest is not None and largest < 10**SHORT else NARROW
        self._rules = pa.array([outcome.rule for outcome in binding.outcomes], pa.string())
        reasons = [outcome.undecided for outcome in binding.outcomes]
        self._reasons = pa.array(reasons, pa.string())

    def schema(self, *, because: bool) -> pa.Schema:
        """Return the columns of the result."""
        texts = (RULE, UNDECIDED, *((BECAUSE,) if because else ()))
        score = pa.field(SCORE, pa.decimal128(self._digits, self._places))
        return pa.schema([score, *(pa.field(name, pa.string()) for name in texts)])

    def columns(
        self, scores: Sequence[int | None] | pa.Array, outcomes: pa.Array
    ) -> list[pa.Array]:
        """Return score, rule and reason of each row."""
        return [
            self._scores(scores),
            self._rules.take(outcomes),
            self._reasons.take(outcomes),
        ]

    def _scores(self, scores: Sequence[int | None] | pa.Array) -> pa.Array:
        type_ = pa.decimal128(self._digits, self._places)
        if isinstance(scores, pa.Array):
            return scaled(scores, self._places, NARROW).cast(type_)
        found = [
            None if score is None else Decimal(score).scaleb(-self._places, UNBOUNDED)
            for score in scores
        ]
        try:
            return pa.array(found, type_)
        except pa.ArrowInvalid:
            raise Unsupported([problem("score-long", self._place, digits=NARROW)]) from None
