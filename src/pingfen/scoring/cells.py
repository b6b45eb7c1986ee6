"""Where in a form stands what a check of the form compares: a total, a rate, an amount."""

import ast
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from pingfen.errors import Place
from pingfen.expression.parse import Expression
from pingfen.form import Figure, Form
from pingfen.policy import Check, Policy

# the figures of a form that have a cell of their own; a grade stands beside its total
FIGURES: Mapping[str, Callable[[Form], Figure]] = MappingProxyType(
    {
        "declared_total": lambda form: form.declared_total,
        "declared_grade": lambda form: form.declared_total,
        "summary_total": lambda form: form.declared_total,
        "summary_grade": lambda form: form.declared_total,
        "declared_rate": lambda form: form.execution.declared_rate,
        "initial": lambda form: form.execution.total.initial,
        "annual": lambda form: form.execution.total.annual,
        "executed": lambda form: form.execution.total.executed,
    }
)


def cell_of(policy: Policy, check: Check, form: Form) -> Place | None:
    """Return the cell of the first figure that a check of the form names, or else the form's."""
    for name in _names(policy, check.expect, frozenset()):
        place = FIGURES[name](form).cell.place if name in FIGURES else None
        if place is not None:
            return place
    return form.place


def _names(policy: Policy, expression: Expression, seen: frozenset[str]) -> Iterator[str]:
    """Yield the names of an expression as they are read, those of its lets among them."""
    for node in ast.walk(expression.tree):
        if not isinstance(node, ast.Name) or node.id in seen:
            continue
        if node.id in policy.lets:
            yield from _names(policy, policy.lets[node.id], seen | {node.id})
        else:
            yield node.id
