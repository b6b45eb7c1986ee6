"""The totals of forms, added up row by row in plain Python."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pingfen.batch.naming import COLUMNS, no_form, no_forms, why_not
from pingfen.compiled.binding import program
from pingfen.compiled.plan import Outcome
from pingfen.compiled.plan.totals import OPEN, lower_total
from pingfen.compiled.program import Column
from pingfen.compiled.python import function
from pingfen.errors import Problem
from pingfen.exact import UNBOUNDED
from pingfen.expression.vocabulary import EXECUTION
from pingfen.tables.binding import Binding
from pingfen.tables.layout import KIND
from pingfen.tables.reading import Read
from pingfen.tables.rows import Argument, arguments

SCORE, DROPPED = "score", "dropped"


class _Form:
    """What is kept of one form while its rows are added up."""

    __slots__ = ("budgets", "causes", "own", "rows", "sums")

    def __init__(self, count: int) -> None:
        self.rows = self.budgets = 0
        self.sums = [0] * count
        self.causes: dict[str, dict[str, None]] = {}
        self.own: dict[str, Argument] = {}


class PlainTotals:
    """Adds up the rows of each form, and gives each its total and grade."""

    def __init__(self, binding: Binding) -> None:
        """Lower the total of a policy; raises as ``Totals`` does."""
        no_forms(binding.layout)
        totals = lower_total(binding.policy)
        self.binding = binding
        self.lost = self.undecided = 0
        exact = binding.exact
        columns = {**exact.columns, SCORE: Column(exact.places)}
        self._sums = totals.sums
        places = {each.name: each.places(columns) for each in totals.sums}
        self._programs = [program(each.plan, columns, places[each.name]) for each in totals.sums]
        self._added = [function(each) for each in self._programs]
        total_places = binding.policy.total_rounding.places
        sums = {name: Column(scale) for name, scale in places.items()}
        self._total = program(totals.plan, {**exact.columns, **sums}, total_places)
        self._own = [name for name in self._total.fields if name in binding.layout.fields]
        self._forms: dict[str, _Form] = {}

    def take(
        self, form: str, read: Mapping[str, Read], score: int | None, outcome: Outcome
    ) -> None:
        """Add a row."""
        if not form:
            self.lost += 1
            return
        kept = self._forms.setdefault(form, _Form(len(self._sums)))
        kept.rows += 1
        kept.budgets += read.get(KIND) == EXECUTION
        for name, value in zip(self._own, arguments(read, self.binding, self._own), strict=True):
            if value is not None:
                kept.own.setdefault(name, value)
        dropped = outcome.dropped
        settled: dict[str, Argument] = {SCORE: 0 if dropped else score, DROPPED: dropped}
        for at, of in enumerate(self._programs):
            fields = of.fields
            given = dict(zip(fields, arguments(read, self.binding, fields), strict=True))
            given |= settled
            value, number = self._added[at](*(given[name] for name in fields))
            kept.sums[at] += value or 0
            if of.outcomes[number].code == OPEN:
                causes = kept.causes.setdefault(self._sums[at].name, {})
                causes |= dict.fromkeys(of.outcomes[number].causes)

    def lines(self) -> Iterator[list[object]]:
        """Yield the headings, then a line for each form."""
        yield list(COLUMNS)
        score, places = function(self._total), self._total.places
        for form, kept in self._forms.items():
            given: dict[str, object] = dict(kept.own)
            for of, value in zip(self._sums, kept.sums, strict=True):
                given |= {of.name: value, of.open: of.name in kept.causes}
            total, number = score(*(given.get(name) for name in self._total.fields))
            outcome = self._total.outcomes[number]
            budgets = kept.budgets if self.binding.policy.execution else 1
            why = why_not(budgets, outcome.code, outcome.causes, kept.causes)
            self.undecided += why is not None
            worth = None if total is None or why else Decimal(total).scaleb(-places, UNBOUNDED)
            yield [form, kept.rows, worth, None if worth is None else outcome.grade, why]

    def problems(self) -> list[Problem]:
        """Return what keeps rows from being of a form."""
        return no_form(self.binding.layout, self.lost)
