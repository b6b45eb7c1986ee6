"""The comparisons of an expression that hold together, and beside which other conditions."""

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pingfen.expression.functions import GIVEN
from pingfen.expression.parse import Expression
from pingfen.policy import Policy

Compared = tuple[ast.expr, tuple[ast.expr, ast.cmpop, ast.expr]]


class Condition(NamedTuple):
    """Comparisons joined by `and`, each with the node it was written in; ``beside`` all else."""

    compared: tuple[Compared, ...]
    beside: frozenset[str]


def conditions(
    policy: Policy, expression: Expression, beside: frozenset[str]
) -> Iterator[Condition]:
    """Yield the conditions in an expression, lets followed; ``beside`` is what holds around it."""
    yield from _within(policy, expression.tree, beside)


def _within(policy: Policy, node: ast.AST, beside: frozenset[str]) -> Iterator[Condition]:
    match node:
        case ast.Name(name) if name in policy.lets:
            yield from _within(policy, policy.lets[name].tree, beside)
        case ast.BoolOp(ast.And(), values):
            yield from _joined(policy, values, beside)
        case ast.Compare():
            yield from _joined(policy, [node], beside)
        case ast.IfExp(test, body, orelse):
            own = list(_within(policy, test, beside))
            yield from own
            yield from _within(policy, body, beside | {ast.dump(test)})
            # the steps of a ladder stand in the other branch of the step before
            yield from _within(
                policy, orelse, beside if own else beside | {f"not {ast.dump(test)}"}
            )
        case ast.UnaryOp(ast.Not()):
            return
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _within(policy, child, beside)


def _joined(
    policy: Policy, nodes: Sequence[ast.expr], beside: frozenset[str]
) -> Iterator[Condition]:
    """Take apart what is joined by `and`; that something is given makes no difference to bands."""
    compared: list[Compared] = []
    others: list[ast.expr] = []
    waiting = list(nodes)
    while waiting:
        match meant(policy, waiting.pop()):
            case ast.BoolOp(ast.And(), values):
                waiting += values
            case ast.Compare(left, ops, comparators) as node:
                sides = (left, *comparators)
                pairs = zip(sides, ops, comparators, strict=False)
                compared += [(node, pair) for pair in pairs]
            case ast.Call(ast.Name(name)) if name == GIVEN:
                continue
            case other:
                others.append(other)
    yield Condition(tuple(compared), beside | {ast.dump(other) for other in others})
    for other in others:
        yield from _within(policy, other, beside)


def meant(policy: Policy, node: ast.expr) -> ast.expr:
    """Return what a name stands for where it is that of a let."""
    while isinstance(node, ast.Name) and node.id in policy.lets:
        node = policy.lets[node.id].tree
    return node
