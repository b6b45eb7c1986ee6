"""Lowers the total of a policy: what each row adds to its sums, and what comes of them.

``sum``, ``count``, ``any`` and ``all`` run over the scored rows of a form. Each is lowered to a
plan for one row, whose score is what the row adds; the total is a plan for the form, in which the
sums are columns. An engine scores rows, adds up those of each form, and scores forms.
"""

import ast
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pingfen.compiled.plan import PLUS, Among, Leaf, Outcome, Plan
from pingfen.compiled.plan.growing import Diagram
from pingfen.compiled.plan.row import TRUE, Reading, Row
from pingfen.compiled.plan.symbols import Symbol, Symbols
from pingfen.compiled.program import Column
from pingfen.errors import Unsupported, problem
from pingfen.exact import decimals
from pingfen.expression.interpret import Cause, Unknown
from pingfen.expression.names import called
from pingfen.expression.parse import Expression
from pingfen.policy import Policy
from pingfen.polynomial import Quotient, exactly, unknown

# the code of a row whose part of a sum is not known, and of a form without a total
OPEN, NO_TOTAL = "open", "unknown-total"
# a cause of this kind stands for those of the open rows of a sum, which each form has of its own
ROWS = "rows"
NOTHING = exactly(Fraction(0))
ONE = exactly(Fraction(1))


class Sum(NamedTuple):
    """One ``sum``, ``count``, ``any`` or ``all`` of a total.

    ``plan`` takes the columns of a row and ``score`` and ``dropped`` as they came
    out, the score of a dropped row as 0. Its score is what the row adds; where that is unknown the
    outcome has the code OPEN, and the causes. ``name`` is the column of the sum in the plan of the
    total, and ``open`` that which says whether a row of the form is open.
    """

    name: str
    open: str
    plan: Plan

    def places(self, scales: Mapping[str, Column]) -> int:
        """Return with how many decimals all that rows add is whole, for columns with scales."""
        found = 0
        for leaf in self.plan.leaves():
            by = leaf.score.bottom.constant if leaf.score else None
            for monomial, factor in leaf.score.top.terms if leaf.score and by else ():
                unit = sum(scales.get(name, Column()).scale * power for name, power in monomial)
                found = max(found, unit + (decimals(factor / (by or 1)) or 0))
        return found


class Totals(NamedTuple):
    """The sums of a total, and the plan that makes total and grade of them.

    The columns of ``plan`` are those of the form and those of the sums. A cause ``rows NAME`` of
    its outcomes stands for the causes of the open rows in the sum of that name, in the order of
    the rows, each once.
    """

    sums: tuple[Sum, ...]
    plan: Plan


def lower_total(policy: Policy) -> Totals:
    """Return the total and the grade of a policy, lowered.

    Raises ``Unsupported`` where rows add quotients by what differs from row to row: no unit makes
    such a sum whole.
    """
    summing = _Summing(policy)
    reading = Reading(policy, aggregate=summing.of)
    plan = Diagram(reading, [_total], [None], [policy.total.place()]).plan({})
    return Totals(tuple(summing.sums.values()), plan)


def _total(row: Row) -> Leaf:
    policy = row.policy
    value = row.symbols.value(policy.total)
    if not isinstance(value, Quotient):
        causes = value.causes if isinstance(value, Unknown) else ()
        return Leaf(Outcome(code=NO_TOTAL, causes=tuple(map(str, causes))))
    rounding = policy.total_rounding
    total = row.symbols.whole(value, rounding.mode, rounding.places)
    grade = row.again(total=total).symbols.value(policy.grades) if policy.grades else None
    return Leaf(Outcome(grade=grade if isinstance(grade, str) else None), total)


class _Summing:
    """Lowers each sum of a total when it is met for the first time."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.sums: dict[str, Sum] = {}

    def of(self, symbols: Symbols, node: ast.Call) -> Symbol:
        """Return what an aggregate is worth for a form."""
        expression, kind = symbols.origin, called(node)
        if expression is None:  # aggregates stand in expressions only
            raise KeyError(kind)
        name = expression.source(node)
        if name not in self.sums:
            self.sums[name] = Sum(name, f"{name}?", self.lowered(expression, node))
        found = self.sums[name]
        count = unknown(name)
        decides = kind in DECISIVE and symbols.has_sign(count.top, PLUS)
        if not decides and symbols.holds(Among(found.open, TRUE)):
            return Unknown((Cause(ROWS, name),))
        return decides is DECISIVE[kind] if kind in DECISIVE else count

    def lowered(self, expression: Expression, node: ast.Call) -> Plan:
        def step(row: Row) -> Leaf:
            row.symbols.origin = expression
            return _added(node, row)

        reading = Reading(self.policy, scored=True)
        plan = Diagram(reading, [step], [None], [expression.place(node)]).plan({})
        if not all(map(_is_decimal, plan.leaves())):
            raise Unsupported([problem("fractional-sum", expression.place(node))])
        return plan


def _is_decimal(leaf: Leaf) -> bool:
    """Tell whether what a row adds has decimals that end."""
    if leaf.score is None:
        return True
    by = leaf.score.bottom.constant
    return by is not None and None not in {decimals(f / by) for _, f in leaf.score.top.terms}


# what a row must be to decide an ``any`` or an ``all``, whatever the others are
DECISIVE = {"any": True, "all": False}


def _added(node: ast.Call, row: Row) -> Leaf:
    """Return what one row adds: its value, or 1 where it decides, or nothing."""
    kind, at = called(node), row.symbols
    counted = [] if kind == "count" else node.args[:1]
    conditions = node.args[len(counted) :]
    condition = at.node(conditions[0]) if conditions else True
    if kind in DECISIVE:
        return _decided(condition, at.node(counted[0]), decides=DECISIVE[kind])
    if condition is False:
        return Leaf(Outcome(), NOTHING)
    if isinstance(condition, Unknown):
        return _open(condition)
    value = at.node(counted[0]) if counted else ONE
    return Leaf(Outcome(), value) if isinstance(value, Quotient) else _open(value)


def _decided(condition: Symbol, value: Symbol, *, decides: bool) -> Leaf:
    """Return 1 where a row that the condition wants is what decides, 0 where it is not."""
    if condition is False or value is (not decides):
        return Leaf(Outcome(), NOTHING)
    both = [part for part in (condition, value) if isinstance(part, Unknown)]
    if both:
        return _open(Unknown(tuple(dict.fromkeys(c for part in both for c in part.causes))))
    return Leaf(Outcome(), ONE)


def _open(value: Symbol) -> Leaf:
    causes = value.causes if isinstance(value, Unknown) else ()
    return Leaf(Outcome(code=OPEN, causes=tuple(map(str, causes))))
