"""A policy bound to a table: what its columns are known to hold, and the program for its rows."""

from collections.abc import Mapping
from typing import NamedTuple

from pingfen.compiled.binding import program
from pingfen.compiled.limits import MOST
from pingfen.compiled.plan import Outcome, Plan
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.program import Column, Program, Said
from pingfen.expression.vocabulary import FIELDS, Type
from pingfen.policy import Policy
from pingfen.tables.layout import GIVEN, KIND, SAME_TEXT, TEXTS, UNPARSED, Layout, type_of
from pingfen.tables.measuring import SOME, Known, Measure, known

# numbers of so many digits before the point should fit, or fewer decimals are tried
DIGITS = 9
MOST_CAP = 18
UNCOUNTED = Outcome(dropped=True)
SCALES = (8, 6, 4, 3, 2, 1, 0)


class Binding(NamedTuple):
    """What it takes to score the rows of a table.

    ``program`` is for an engine: a row with a number above its ``caps``, or with more decimals
    than its column has there, is for ``exact``, the same program without limits. ``instead`` are
    fields of the budget that the table has no column for, each with the one that stands in for it
    in an execution row. ``same_text`` is true where that field is worked out from the two texts;
    ``unparsed`` where some cell that decides cannot be read.
    """

    policy: Policy
    layout: Layout
    measures: Mapping[str, Measure]
    program: Program
    exact: Program
    instead: Mapping[str, str]
    same_text: bool
    unparsed: bool

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of both programs, those of the exact one after the other's.

        The last is that of a budget row where the policy scores none: it does not count.
        """
        exact = () if self.exact is self.program else self.exact.outcomes
        return (*self.program.outcomes, *exact, UNCOUNTED)

    @property
    def sentences(self) -> tuple[tuple[Said, ...], ...]:
        """The sentences of all outcomes."""
        exact = () if self.exact is self.program else self.exact.sentences
        return (*self.program.sentences, *exact, ())

    def fits(self, width: int | None) -> bool:
        """Tell whether nothing that the program works out is above a width."""
        return width is None or _fits(self.program, width)

    @property
    def passes_over(self) -> bool:
        """Whether rows of the budget may be there that the policy does not score."""
        return self.policy.execution is None and KIND in self.layout.fields

    @property
    def first_exact(self) -> int:
        """The number of the first outcome of the exact program."""
        return 0 if self.exact is self.program else len(self.program.outcomes)


def bind(
    policy: Policy,
    layout: Layout,
    measures: Mapping[str, Measure],
    because: str | None = None,
    width: int | None = MOST,
) -> Binding:
    """Bind a policy to a table that was measured.

    ``because`` is the language of its sentences; ``width`` the largest integer of the engine.
    """
    instead = _instead(policy, layout)
    same_text = SAME_TEXT not in layout.fields and all(text in layout.fields for text in TEXTS)
    unparsed = any(
        at.decides and _may_be_wrong(measures[name]) for name, at in layout.fields.items()
    )
    full = {**measures, KIND: SOME._replace(blank=0)}
    full |= {name: measures[of]._replace(blank=1) for name, of in instead.items()}
    full |= {SAME_TEXT: SOME} if same_text else {}
    full |= {UNPARSED: SOME} if unparsed else {}
    plan = lower(policy, **_facts(policy, full)._asdict(), because=because)
    columns = {
        name: of.column for name, of in full.items() if type_of(policy, name) is Type.NUMBER
    }
    exact = program(plan, columns)
    fitted = exact if width is None else _fitted(plan, exact, width)
    return Binding(policy, layout, measures, fitted, exact, instead, same_text, unparsed)


def _fitted(plan: Plan, exact: Program, width: int) -> Program:
    """Return a program of which nothing is above a width, for as many numbers as may be."""
    if _fits(exact, width):
        return exact
    best: tuple[int, Program] | None = None
    finest = max((column.scale for column in exact.columns.values()), default=0)
    for scale in sorted({finest, *(each for each in SCALES if each < finest)}, reverse=True):
        narrow = {name: _coarser(column, scale) for name, column in exact.columns.items()}
        found = _capped(plan, narrow, width)
        if found and (best is None or found[0] - scale > best[0]):
            best = found[0] - scale, found[1]
        if best and best[0] >= DIGITS:
            break
    return best[1] if best else exact


def _capped(plan: Plan, columns: Mapping[str, Column], width: int) -> tuple[int, Program] | None:
    """Return the most digits that all numbers may have, and the program for such numbers."""
    best, low, high = None, 1, MOST_CAP
    while low <= high:
        digits = (low + high) // 2
        found = program(plan, {name: _cut(of, 10**digits) for name, of in columns.items()})
        if _fits(found, width):
            best, low = (digits, found), digits + 1
        else:
            high = digits - 1
    return best


def _fits(of: Program, width: int) -> bool:
    return of.largest is not None and of.largest <= width


def _coarser(column: Column, scale: int) -> Column:
    """Return a column with no more than so many decimals, and wider limits by a rounding."""
    off = 10 ** max(0, column.scale - scale)
    low = None if column.low is None else column.low // off
    high = None if column.high is None else -(-column.high // off)
    return Column(min(column.scale, scale), low, high)


def _cut(column: Column, most: int) -> Column:
    """Return a column with limits of its own that are not above a number."""
    low = -most if column.low is None else min(most, max(-most, column.low))
    high = most if column.high is None else max(-most, min(most, column.high))
    return Column(column.scale, low, high)


def _instead(policy: Policy, layout: Layout) -> dict[str, str]:
    if policy.execution is None or KIND not in layout.fields:
        return {}
    figures = (("target", policy.execution.target), ("actual", policy.execution.actual))
    return {
        field: own for own, field in figures if field not in layout.fields and own in layout.fields
    }


def _facts(policy: Policy, measures: Mapping[str, Measure]) -> Known:
    fields = {name for name, of in FIELDS.items() if of.where in GIVEN or name == UNPARSED}
    return known(measures, fields | set(policy.fields) - {KIND})


def _may_be_wrong(measure: Measure) -> bool:
    return measure.unsure or measure.wrong > 0
