"""Prints a plan: its tests and ends as an indented text, each part once."""

from collections import Counter
from collections.abc import Iterator

from pingfen.compiled.plan import (
    MINUS,
    ZERO,
    Absent,
    Alike,
    Among,
    Branch,
    Leaf,
    Node,
    Plan,
    Sign,
    Test,
)
from pingfen.polynomial import Polynomial

SIGNS = {MINUS: "<", MINUS | ZERO: "<=", ZERO: "=="}


def printed(plan: Plan) -> str:
    """Return a plan as text.

    What several ways lead to stands where the first of them gets there, with a number that the
    others refer to.
    """
    return "\n".join((str(plan.policy), *_Printing(plan).lines(plan.root, 0)))


class _Printing:
    """Prints the parts of one plan."""

    def __init__(self, plan: Plan) -> None:
        nodes = plan.nodes()
        ways = Counter(
            id(after)
            for node in nodes
            if isinstance(node, Branch)
            for after in (node.yes, node.no)
        )
        shared = [id(node) for node in nodes if isinstance(node, Branch) and ways[id(node)] > 1]
        self.numbers = {node: number for number, node in enumerate(reversed(shared), 1)}
        self.shown: set[int] = set()

    def lines(self, node: Node, depth: int) -> Iterator[str]:
        """Yield the lines of a node; a chain of tests that fail stays at one depth."""
        indent = "  " * depth
        while isinstance(node, Branch):
            label = ""
            if number := self.numbers.get(id(node)):
                if id(node) in self.shown:
                    yield f"{indent}-> [{number}]"
                    return
                self.shown.add(id(node))
                label = f"[{number}] "
            yield f"{indent}{label}if {tested(node.test)}"
            yield from self.lines(node.yes, depth + 1)
            node = node.no
        yield indent + ended(node)


def tested(test: Test) -> str:
    """Return a test as text."""
    match test:
        case Absent(field):
            return f"{field} is missing"
        case Among(field, values) if values == {True}:
            return field
        case Among(field, values):
            return f"{field} is {' or '.join(repr(value) for value in sorted(values, key=str))}"
        case Alike(field, other):
            return f"{field} is {other}"
        case Sign(of, signs):
            left = Polynomial(tuple(term for term in of.terms if term[1] > 0))
            right = Polynomial(tuple((name, -by) for name, by in of.terms if by < 0))
            return f"{left} {SIGNS[signs]} {right}"


def ended(leaf: Leaf) -> str:
    """Return an end as text: the rule, and its score or why there is none."""
    outcome = leaf.outcome
    rule = f"{outcome.rule}: " if outcome.rule else ""
    if outcome.code:
        return f"{rule}undecided, {outcome.undecided}"
    if outcome.dropped:
        return f"{rule}dropped"
    grade = f", {outcome.grade}" if outcome.grade else ""
    limits = ["0 <="] if leaf.low and leaf.weight is not None else []
    most = [f"<= {leaf.weight}"] if leaf.high and leaf.weight is not None else []
    score = str(leaf.score) if leaf.score else "no score"
    within = f"  ({' '.join([*limits, 'score', *most])})" if limits or most else ""
    return f"{rule}{score}{grade}{within}"
