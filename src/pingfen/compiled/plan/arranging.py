"""Makes a diagram smaller without changing what it says: tests that matter to fewer rows go down.

A policy asks first what its first rule asks, though mostly the answer matters to few rows only.
Where both branches of a test begin with one other test, that may as well come first: every row
gets to it. It does where one of its own branches then needs the first test no more.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pingfen.compiled.plan import Among, Branch, Leaf, Node, Test
from pingfen.expression.interpret import Known

# the words of a list that most rows have come first; others by their order
COMMON: Mapping[Known, int] = MappingProxyType(
    {word: at - 10 for at, word in enumerate((">=", "<=", "=", ">", "<", "text", "deadline"))}
)


class Arranging:
    """Makes the branches of one diagram; those that are the same are one object."""

    def __init__(self) -> None:
        """Start without any."""
        self.made: dict[tuple[Test, int, int], Node] = {}

    def branch(self, test: Test, yes: Node, no: Node) -> Node:
        """Return a test with what follows, or what says the same with fewer tests."""
        if yes is no:
            return yes
        key = (test, id(yes), id(no))
        if key not in self.made:
            self.made[key] = self._arranged(test, yes, no)
        return self.made[key]

    def _arranged(self, test: Test, yes: Node, no: Node) -> Node:
        if isinstance(test, Among) and isinstance(no, Branch):
            found = self._of_one_text(test, yes, no)
            if found:
                return found
        if isinstance(yes, Branch) and isinstance(no, Branch) and _may_come_first(yes, no):
            above = self.branch(test, yes.yes, no.yes)
            return self.branch(yes.test, above, self.branch(test, yes.no, no.no))
        return Branch(test, yes, no)

    def _of_one_text(self, test: Among, yes: Node, no: Branch) -> Node | None:
        """Join or order two tests of one text for different words; None where nothing changes."""
        other = no.test
        if not isinstance(other, Among) or other.field != test.field or other.values & test.values:
            return None
        if no.yes is yes:
            return self.branch(Among(test.field, test.values | other.values), yes, no.no)
        if _order(other) < _order(test):
            return self.branch(other, no.yes, self.branch(test, yes, no.no))
        return None


def _may_come_first(yes: Branch, no: Branch) -> bool:
    """Tell whether the next test is the same, and one answer to it makes this test needless."""
    return yes.test == no.test and (yes.yes is no.yes or yes.no is no.no)


def _order(test: Among) -> list[tuple[int, str]]:
    return sorted((COMMON.get(value, 0), str(value)) for value in test.values)


def arranged(root: Node) -> Node:
    """Return a diagram with its tests arranged anew, from its ends up."""
    arranging, done = Arranging(), dict[int, Node]()
    waiting = [root]
    while waiting:
        node = waiting[-1]
        if isinstance(node, Leaf):
            done[id(node)] = node
        elif id(node.yes) in done and id(node.no) in done:
            done[id(node)] = arranging.branch(node.test, done[id(node.yes)], done[id(node.no)])
        else:
            waiting += [after for after in (node.yes, node.no) if id(after) not in done]
            continue
        waiting.pop()
    return done[id(root)]
