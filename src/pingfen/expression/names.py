"""The names of a policy: what each stands for, and what expressions need once expanded."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pingfen.errors import Place, Problem, problem
from pingfen.expression.functions import AGGREGATES
from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import FIELDS, Context, Field, Type, Where
from pingfen.messages import Message

MOST_LEAVES = 5_000
MOST_DEPTH = 80


class Uses(NamedTuple):
    """What an expression needs once its lets are expanded, and how large it then is."""

    outside: frozenset[Where] = frozenset()
    inside: frozenset[Where] = frozenset()
    aggregates: bool = False
    leaves: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Namespace:
    """The names of one policy. Lets are listed after the lets that they use.

    ``lost`` are names whose definition is itself wrong: they have no type, and using them is not
    reported again. ``fields`` are those that every policy knows and those of this one.
    """

    params: Mapping[str, Type]
    texts: Mapping[str, tuple[str, ...]]
    lets: Mapping[str, Expression]
    let_types: Mapping[str, Type | None] = field(default_factory=dict)
    let_uses: Mapping[str, Uses] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    fields: Mapping[str, Field] = field(default_factory=lambda: FIELDS)

    def type_of(self, name: str) -> Type | None:
        """Return the type of a name, or None if it is unknown or itself wrong."""
        if name in self.fields:
            return self.fields[name].type
        return self.params.get(name) or self.let_types.get(name)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a name."""
        return any(name in known for known in (self.fields, self.params, self.lets, self.lost))


def name_uses(name: str, names: Namespace) -> Uses:
    """Return what a name needs: its own place, or all that its let needs."""
    if name in names.fields:
        return Uses(outside=frozenset({names.fields[name].where}), leaves=1)
    let = names.let_uses.get(name)
    return let._replace(depth=let.depth + 1) if let else Uses(leaves=1)


def uses(expression: Expression, names: Namespace) -> Uses:
    """Return what an expression needs once its lets are expanded."""
    return _node_uses(expression.tree, names)


def _node_uses(node: ast.AST, names: Namespace) -> Uses:
    if isinstance(node, ast.Name):
        return name_uses(node.id, names)
    needed = [_node_uses(part, names) for part in operands(node)]
    outside = frozenset[Where]().union(*(part.outside for part in needed))
    inside = frozenset[Where]().union(*(part.inside for part in needed))
    aggregate = called(node) in AGGREGATES
    return Uses(
        outside=frozenset() if aggregate else outside,
        inside=inside | outside if aggregate else inside,
        aggregates=aggregate or any(part.aggregates for part in needed),
        leaves=sum(part.leaves for part in needed) or 1,
        depth=1 + max((part.depth for part in needed), default=0),
    )


def size_problem(expression: Expression, size: Uses) -> list[Problem]:
    """Return a problem if an expression is too large once its lets are expanded."""
    if size.leaves > MOST_LEAVES or size.depth > MOST_DEPTH:
        place = expression.place()
        values = {"leaves": MOST_LEAVES, "depth": MOST_DEPTH}
        return [Problem("too-large", Message.of("expression-large", **values), place)]
    return []


def written(expression: Expression) -> int:
    """Return how many names and literals stand in an expression, lets not expanded."""
    return sum(isinstance(node, ast.Name | ast.Constant) for node in expression.origins)


def names_in(expression: Expression) -> set[str]:
    """Return the names that stand in an expression, lets not expanded."""
    return {node.id for node in ast.walk(expression.tree) if isinstance(node, ast.Name)}


def expanded(names: Iterable[str], lets: Mapping[str, Expression]) -> set[str]:
    """Return names with all that their lets use, through other lets too."""
    found = set(names)
    waiting = list(found)
    while waiting:
        name = waiting.pop()
        new = names_in(lets[name]) - found if name in lets else set()
        found |= new
        waiting += new
    return found


def misplaced(
    expression: Expression, node: ast.AST, names: Namespace, context: Context, *, inside: bool
) -> Iterable[Problem]:
    """Yield a problem for each name or aggregate that has no meaning where it stands."""
    if isinstance(node, ast.Name):
        aggregates_here = context.inside is not None and not inside
        needed = name_uses(node.id, names)
        fits = fits_in(node.id, names, context, inside=inside)
        if not fits or (needed.aggregates and not aggregates_here):
            allowed = (context.inside if inside else context.outside) or frozenset()
            yield scope_problem(
                expression.place(node),
                expression.source(node),
                needed.outside - allowed,
                aggregates=needed.aggregates and not aggregates_here,
                aggregates_here=aggregates_here,
            )
        return
    if isinstance(node, ast.Call):
        aggregate = called(node) in AGGREGATES
        if aggregate and (inside or context.inside is None):
            yield scope_problem(
                expression.place(node), expression.source(node.func), aggregates=True
            )
            return
        inside = inside or aggregate
    for child in operands(node):
        yield from misplaced(expression, child, names, context, inside=inside)


def fits_in(name: str, names: Namespace, context: Context, *, inside: bool = False) -> bool:
    """Tell whether all fields that a name needs have a meaning where it stands."""
    allowed = (context.inside if inside else context.outside) or frozenset()
    beyond = name_uses(name, names).outside - allowed
    shared = frozenset() if inside else context.shared
    return not beyond or (beyond == {Where.ROW} and set(_of_row(name, names)) <= shared)


def _of_row(name: str, names: Namespace) -> Iterator[str]:
    """Yield the fields of the row that a name needs outside of aggregates, lets expanded."""
    waiting, followed = [name], {name}
    while waiting:
        found = waiting.pop()
        if found in names.lets:
            new = set(_outside(names.lets[found].tree)) - followed
            followed |= new
            waiting += new
        elif found in names.fields and names.fields[found].where is Where.ROW:
            yield found


def _outside(node: ast.AST) -> Iterator[str]:
    """Yield the names that stand outside of aggregates."""
    if isinstance(node, ast.Name):
        yield node.id
    elif called(node) not in AGGREGATES:
        for part in operands(node):
            yield from _outside(part)


def operands(node: ast.AST) -> list[ast.expr]:
    """Return the expressions that a node is made of, without the name of a function."""
    match node:
        case ast.Call(_, args):
            return args
        case ast.BinOp(left, _, right):
            return [left, right]
        case ast.Compare(left, _, comparators):
            return [left, *comparators]
        case ast.Constant() | ast.Name():
            return []
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def called(node: ast.AST) -> str:
    """Return the name of the function that a call calls; nothing for any other node."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def type_problem(place: Place, expected: Type, found: Type, written: str = "…") -> Problem:
    """Return the problem of a value of one type where another is due; ``written`` is its text."""
    from pingfen.expression.fitting import type_hint  # noqa: PLC0415  # only once something is wrong

    expected_text, found_text = Message.of(f"type-{expected}"), Message.of(f"type-{found}")
    hint = type_hint(expected, found, written)
    return problem("type", place, hint=hint, expected=expected_text, found=found_text)


def scope_problem(
    place: Place,
    written: str,
    needed: frozenset[Where] = frozenset(),
    *,
    aggregates: bool = False,
    aggregates_here: bool = False,
) -> Problem:
    """Return the problem of a name or an aggregate that has no meaning where it stands."""
    from pingfen.expression.fitting import scope_hint  # noqa: PLC0415  # only once something is wrong

    hint = scope_hint(written, needed, aggregates=aggregates, aggregates_here=aggregates_here)
    return problem("scope", place, hint=hint, found=written)
