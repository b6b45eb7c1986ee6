"""Grows a diagram: follows a row that is not there, and both answers where it has to be asked."""

from collections.abc import Callable, Mapping, Sequence

from pingfen.compiled.arranging import arranged
from pingfen.compiled.facts import Fact, Facts, Subject
from pingfen.compiled.plan import ELSEWHERE, Among, Branch, Leaf, Node, Outcome, Plan
from pingfen.compiled.relevance import about
from pingfen.compiled.row import Elsewhere, Reading, Row
from pingfen.compiled.symbols import Asked, Done, Symbol, TooMuch
from pingfen.errors import Place, Unsupported, problem
from pingfen.expression.vocabulary import EXECUTION
from pingfen.scoring.decision import UNPARSED

# a diagram that is larger comes from expressions that multiply their ways
MOST_NODES = 20_000

IS_BUDGET = Among("kind", frozenset({EXECUTION}))

# What a step comes to, None where the next one is due; it may stop because the row must be asked.
Step = Callable[[Row], Leaf | None]


class Diagram:
    """Grows from steps that a row takes one after the other, until one of them is its end.

    ``relevant`` are the columns that matter from each step on; what else is known of a row makes
    no difference there, and rows that differ only in that go on together. None stands for all.
    """

    def __init__(
        self,
        reading: Reading,
        steps: Sequence[Step],
        relevant: Sequence[frozenset[str] | None],
        places: Sequence[Place | None],
    ) -> None:
        """Take the steps, and for each the columns that matter and the place in the policy."""
        self.reading = reading
        self.steps = steps
        self.relevant = relevant
        self.places = places
        self.leaves: dict[Leaf, Leaf] = {}
        self.branches = 0
        self.grown: dict[object, Node] = {}

    def plan(self, known: Mapping[Subject, Fact]) -> Plan:
        """Return the plan for rows of which something is known."""
        root = self._grown(0, Facts(self.reading.rounded, known), {}, {})
        return Plan(self.reading.policy, arranged(root), self.reading.rounded)

    def _grown(self, at: int, facts: Facts, names: dict[str, Symbol], done: Done) -> Node:
        while True:
            key = (at, self._about(at, facts))
            if key in self.grown:
                return self.grown[key]
            found = self._followed(at, facts, names, done)
            if found is not None:
                self.grown[key] = found
                return found
            at += 1

    def _followed(
        self, at: int, facts: Facts, names: dict[str, Symbol], done: Done
    ) -> Node | None:
        try:
            leaf = self.steps[at](Row(self.reading, facts, names, done))
            return leaf and self.leaves.setdefault(leaf, leaf)
        except Asked as asked:
            test = asked.test
        except Elsewhere:
            leaf = Leaf(Outcome(code=ELSEWHERE))
            return self.leaves.setdefault(leaf, leaf)
        except TooMuch:
            raise self._unsupported(at, "formula-long") from None
        yes = self._grown(at, facts.told(test, truth=True), dict(names), dict(done))
        no = self._grown(at, facts.told(test, truth=False), names, done)
        self.branches += 1
        if self.branches > MOST_NODES:
            raise self._unsupported(at, "plan-large")
        return Branch(test, yes, no)

    def _about(self, at: int, facts: Facts) -> frozenset[tuple[Subject, Fact]]:
        """Return the facts that matter from a step on."""
        fields, rounded = self.relevant[at], self.reading.rounded
        known = facts.known.items()
        if fields is None:
            return frozenset(known)
        if facts.answer(IS_BUDGET):  # whose weight may be unread
            fields |= {UNPARSED}
        return frozenset([fact for fact in known if about(fact[0], fields, rounded)])

    def _unsupported(self, at: int, code: str) -> Unsupported:
        return Unsupported([problem(code, self.places[at])])
