"""Grows a diagram: follows a row that is not there, and both answers where it has to be asked."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pingfen.compiled.plan import (
    ELSEWHERE,
    Absent,
    Among,
    Branch,
    Leaf,
    Node,
    Outcome,
    Plan,
    Test,
)
from pingfen.compiled.plan.arranging import arranged
from pingfen.compiled.plan.facts import Fact, Facts, Subject
from pingfen.compiled.plan.relevance import about
from pingfen.compiled.plan.row import Elsewhere, Reading, Row
from pingfen.compiled.plan.symbols import Asked, Done, Symbol, TooMuch
from pingfen.errors import Place, Unsupported, problem
from pingfen.expression.vocabulary import EXECUTION
from pingfen.scoring.decision import UNPARSED

# a diagram that is larger comes from expressions that multiply their ways
MOST_NODES = 20_000
# what may be known on all ways before all steps: some seconds of work
MOST_STATES = 60_000

NO_KIND = Absent("kind")
IS_BUDGET = Among("kind", frozenset({EXECUTION}))

# What a step comes to, None where the next one is due; it may stop because the row must be asked.
Step = Callable[[Row], Leaf | None]


class _Way(NamedTuple):
    """A row on its way before a step: what is known of it, and what was worked out."""

    at: int
    facts: Facts
    names: dict[str, Symbol]
    done: Done


class _Joint(NamedTuple):
    """A test whose two ways are being followed."""

    at: int
    key: object
    test: Test


class _Parted(NamedTuple):
    """What a test makes of a way: it is joined again once both are followed."""

    joint: _Joint
    no: _Way
    yes: _Way


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
        root = self._grown(Facts(self.reading.rounded, known))
        return Plan(self.reading.policy, arranged(root), self.reading.rounded)

    def _grown(self, facts: Facts) -> Node:
        """Follow all ways; what is still to be done stands in a list, as ways may be long."""
        ready: list[Node] = []
        todo: list[_Way | _Joint] = [_Way(0, facts, {}, {})]
        while todo:
            part = todo.pop()
            if isinstance(part, _Joint):
                no, yes = ready.pop(), ready.pop()
                self.grown[part.key] = joined = Branch(part.test, yes, no)
                self.branches += 1
                ready.append(joined)
                continue
            found = self._followed(part)
            if isinstance(found, _Parted):
                todo += found
            else:
                ready.append(found)
            if self.branches > MOST_NODES or len(self.grown) > MOST_STATES:
                raise self._unsupported(part.at, "plan-large")
        return ready[0]

    def _followed(self, way: "_Way") -> "Node | _Parted":
        """Return what a way leads to, or its two ways where a test parts it."""
        at, facts, names, done = way
        while True:
            key = (at, self._about(at, facts))
            if key in self.grown:
                return self.grown[key]
            try:
                leaf = self.steps[at](Row(self.reading, facts, names, done))
            except Asked as asked:
                yes = _Way(at, facts.told(asked.test, truth=True), dict(names), dict(done))
                no = _Way(at, facts.told(asked.test, truth=False), names, done)
                return _Parted(_Joint(at, key, asked.test), no, yes)
            except Elsewhere:
                leaf = Leaf(Outcome(code=ELSEWHERE))
            except TooMuch:
                raise self._unsupported(at, "formula-long") from None
            if leaf is not None:
                self.grown[key] = found = self.leaves.setdefault(leaf, leaf)
                return found
            at += 1

    def _about(self, at: int, facts: Facts) -> object:
        """Return what matters from a step on: the kind of the row, and the facts about it."""
        fields, rounded = self.relevant[at], self.reading.rounded
        known = facts.known.items()
        if fields is None:
            return frozenset(known)
        is_budget = not facts.answer(NO_KIND) and facts.answer(IS_BUDGET)
        if is_budget:  # whose weight may be unread
            fields |= {UNPARSED}
        return is_budget, frozenset([fact for fact in known if about(fact[0], fields, rounded)])

    def _unsupported(self, at: int, code: str) -> Unsupported:
        return Unsupported([problem(code, self.places[at])])
