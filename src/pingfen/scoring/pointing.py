"""At which cell a check that failed is to be looked at: the first that its expectation names."""

import ast
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from pingfen.errors import Place
from pingfen.expression.functions import AGGREGATES
from pingfen.expression.names import called
from pingfen.form import Cell, ExecutionRow, Form, Indicator
from pingfen.policy import Check, Policy

OF_ROW: Mapping[str, Callable[[Indicator], Cell]] = MappingProxyType(
    {
        "declared": lambda row: row.declared.cell,
        "weight": lambda row: row.weight.cell,
        "relation": lambda row: row.target.cell,
        "target": lambda row: row.target.cell,
        "target_text": lambda row: row.target.cell,
        "actual": lambda row: row.actual.cell,
        "actual_text": lambda row: row.actual.cell,
        "label_weight": lambda row: row.label_weight.cell,
        "label2_weight": lambda row: row.label2_weight.cell,
    }
)
OF_BUDGET: Mapping[str, Callable[[ExecutionRow], Cell]] = MappingProxyType(
    {
        "declared": lambda row: row.declared.cell,
        "weight": lambda row: row.weight.cell,
    }
)
# the parts of an amount are looked at where their total stands, a grade beside the total
OF_FORM: Mapping[str, Callable[[Form], Cell]] = MappingProxyType(
    {
        "declared_total": lambda form: form.declared_total.cell,
        "declared_grade": lambda form: form.declared_total.cell,
        "declared_rate": lambda form: form.execution.declared_rate.cell,
        "initial": lambda form: form.execution.total.initial.cell,
        "initial_parts": lambda form: form.execution.total.initial.cell,
        "annual": lambda form: form.execution.total.annual.cell,
        "annual_parts": lambda form: form.execution.total.annual.cell,
        "executed": lambda form: form.execution.total.executed.cell,
        "executed_parts": lambda form: form.execution.total.executed.cell,
    }
)


def cell_of(policy: Policy, check: Check, form: Form, row: int | None) -> Place | None:
    """Return where the first thing stands that a check expects something of.

    ``row`` is the number of the row that it is about, or of the first of its group; 0 is the
    budget row, None the form. None is returned where what is expected stands in no cell.
    """
    for name in _names(policy, check.expect.tree, frozenset()):
        cell = _cell(form, row, name)
        if cell is not None:
            return cell.place
    return None


def _cell(form: Form, row: int | None, name: str) -> Cell | None:
    if row and name in OF_ROW:
        return OF_ROW[name](form.rows[row - 1])
    if row == 0 and name in OF_BUDGET:
        return OF_BUDGET[name](form.execution)
    return OF_FORM[name](form) if name in OF_FORM else None


def _names(policy: Policy, node: ast.AST, seen: frozenset[str]) -> Iterator[str]:
    """Yield the names of an expression in its order, with those that its lets are made of.

    What an aggregate runs over stands in many cells.
    """
    if isinstance(node, ast.Call) and called(node) in AGGREGATES:
        return
    if isinstance(node, ast.Name):
        yield node.id
        if node.id in policy.lets and node.id not in seen:
            yield from _names(policy, policy.lets[node.id].tree, seen | {node.id})
        return
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.IfExp):  # what is compared comes before what chooses how
        children = [node.body, node.orelse, node.test]
    for child in children:
        yield from _names(policy, child, seen)
