"""Steps: bounds and what each gives, turned into the conditional expression they are short for."""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from pingfen.errors import Problem, first_at, problem
from pingfen.exact import read
from pingfen.expression.names import MOST_LEAVES, Uses, size_problem, written
from pingfen.expression.parse import Expression, literal
from pingfen.messages import Message
from pingfen.source import Entries, Node, Scalar

# key → the comparison of the subject with the bound, and whether the highest bound is tried first
SIDES: Mapping[str, tuple[type[ast.cmpop], bool]] = MappingProxyType(
    {
        "at-least": (ast.GtE, True),
        "above": (ast.Gt, True),
        "at-most": (ast.LtE, False),
        "below": (ast.Lt, False),
    }
)
NUMBER = Message.of("kind-number")
MOST_BOUNDS = 70
Parse = Callable[[Node], Expression | None]


def steps(
    node: Entries, subject: Expression, parse: Parse
) -> tuple[Expression | None, list[Problem]]:
    """Return ``a if subject >= high else b if subject >= low else c`` for a mapping of steps."""
    side = next(name for name in SIDES if node.get(name))
    if too_large := _too_large(node, side, subject):
        return None, [too_large]
    bounds, problems = _bounds(node.index[side])
    results = [(bound, key, parse(value)) for bound, key, value in bounds]
    otherwise = parse(node.index["otherwise"])
    if problems or otherwise is None or any(result is None for _, _, result in results):
        return None, problems
    compare, highest_first = SIDES[side]
    origins = {**subject.origins, **otherwise.origins}
    tree = otherwise.tree
    for bound, key, result in sorted(results, key=lambda item: item[0], reverse=not highest_first):
        if result is None:
            continue
        origins.update(result.origins)
        tree = _branch(subject, compare, (bound, key), result, tree, origins)
    return Expression(subject.text, tree, MappingProxyType(origins)), problems


def _too_large(node: Entries, side: str, subject: Expression) -> Problem | None:
    """Return a problem where there are too many bounds; each compares the whole subject."""
    bounds = node.index[side]
    count = len(bounds.pairs) if isinstance(bounds, Entries) else 0
    if count > MOST_BOUNDS:
        return problem("too-large", node.key(side).place, says="bounds-many", most=MOST_BOUNDS)
    if count * written(subject) > MOST_LEAVES:
        return size_problem(subject, Uses(leaves=MOST_LEAVES + 1))[0]
    return None


def _branch(  # noqa: PLR0913, PLR0917  # the parts of one branch
    subject: Expression,
    compare: type[ast.cmpop],
    bound: tuple[Fraction, Scalar],
    result: Expression,
    orelse: ast.expr,
    origins: dict[ast.AST, Scalar],
) -> ast.expr:
    """Make one branch of the conditional; its new nodes stand where the bound stands."""
    value, key = bound
    limit = literal(value, col_offset=0, end_col_offset=len(key.text.encode()))
    test = ast.Compare(subject.tree, [compare()], [limit])
    branch = ast.IfExp(test, result.tree, orelse)
    origins.update(dict.fromkeys((limit, test, branch), key))
    return branch


def _bounds(node: Node) -> tuple[list[tuple[Fraction, Scalar, Node]], list[Problem]]:
    found: list[tuple[Fraction, Scalar, Node]] = []
    problems: list[Problem] = []
    for key, value in node.pairs if isinstance(node, Entries) else ():
        bound = read(key.text)
        if bound is None:
            problems.append(_no_number(key))
        elif first := next((old for other, old, _ in found if bound == other), None):
            hint = first_at(first.place)
            problems.append(problem("equal-bounds", key.place, hint=hint, found=key.text))
        else:
            found.append((bound, key, value))
    return found, problems


def _no_number(key: Scalar) -> Problem:
    from pingfen.keys import number_hint  # noqa: PLC0415  # only once something is wrong

    hint = number_hint(key.text)
    return problem("wrong-kind", key.place, hint=hint, found=key.text, expected=NUMBER)
