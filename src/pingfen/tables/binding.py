"""A policy bound to a table: what its columns are known to hold, and the program for its rows."""

from collections.abc import Mapping
from typing import NamedTuple

from pingfen.compiled.lowering import lower
from pingfen.compiled.program import Column, Program, program
from pingfen.expression.vocabulary import FIELDS, Type
from pingfen.policy import Policy
from pingfen.tables.layout import GIVEN, KIND, SAME_TEXT, TEXTS, UNPARSED, Layout, type_of
from pingfen.tables.measuring import SOME, Known, Measure, known


class Binding(NamedTuple):
    """What it takes to score the rows of a table.

    ``instead`` are fields of the budget that the table has no column for, each with the one that
    stands in for it in an execution row. ``same_text`` is true where that field is worked out from
    the two texts; ``unparsed`` where some cell that decides cannot be read.
    """

    policy: Policy
    layout: Layout
    measures: Mapping[str, Measure]
    program: Program
    instead: Mapping[str, str]
    same_text: bool
    unparsed: bool

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns of integers, by field."""
        return self.program.columns


def bind(
    policy: Policy, layout: Layout, measures: Mapping[str, Measure], because: str | None = None
) -> Binding:
    """Bind a policy to a table that was measured; ``because`` is the language of its sentences."""
    instead = _instead(policy, layout)
    same_text = SAME_TEXT not in layout.fields and all(text in layout.fields for text in TEXTS)
    unparsed = any(at.decides and _may_be_wrong(measures[name]) for name, at in layout.fields.items())
    full = {**measures, KIND: SOME._replace(blank=0)}
    full |= {name: measures[of]._replace(blank=1) for name, of in instead.items()}
    full |= {SAME_TEXT: SOME} if same_text else {}
    full |= {UNPARSED: SOME} if unparsed else {}
    facts = _facts(policy, full)
    plan = lower(
        policy,
        absent=facts.absent,
        given=facts.given,
        never_negative=facts.never_negative,
        because=because,
    )
    columns = {
        name: of.column for name, of in full.items() if type_of(policy, name) is Type.NUMBER
    }
    return Binding(
        policy, layout, measures, program(plan, columns), instead, same_text, unparsed
    )


def _instead(policy: Policy, layout: Layout) -> dict[str, str]:
    if policy.execution is None or KIND not in layout.fields:
        return {}
    figures = (("target", policy.execution.target), ("actual", policy.execution.actual))
    return {
        field: own
        for own, field in figures
        if field not in layout.fields and own in layout.fields
    }


def _facts(policy: Policy, measures: Mapping[str, Measure]) -> Known:
    fields = {name for name, of in FIELDS.items() if of.where in GIVEN or name == UNPARSED}
    return known(measures, fields | set(policy.fields) - {KIND})


def _may_be_wrong(measure: Measure) -> bool:
    return measure.unsure or measure.wrong > 0
