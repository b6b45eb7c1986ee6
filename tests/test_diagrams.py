"""What holds of every diagram: nothing is asked twice, and no number is above its bound."""

import random

import pytest

import pingfen
from chance import drawn
from edges import Edges, Integers
from pingfen.compiled.plan import Absent, Alike, Among, Branch, Plan
from pingfen.compiled.plan.facts import Facts
from pingfen.compiled.plan.lowering import lower
from pingfen.compiled.program import Compared, Division, Fork, Program, Whole, with_half

WALKS = 300


def asked_in_vain(plan: Plan, walks: int, chance: random.Random) -> list[object]:
    """Return the tests, on ways that chance takes, whose answer was known before."""
    found: list[object] = []
    for _ in range(walks):
        facts, node = Facts(plan.rounded, {}), plan.root
        while isinstance(node, Branch):
            known = facts.answer(node.test)
            if known is not None:
                found.append((node.test, known))
                break
            truth = chance.random() < 0.5
            facts = facts.told(node.test, truth=truth)
            node = node.yes if truth else node.no
    return found


@pytest.mark.parametrize("name", pingfen.list_policies())
def test_on_no_way_is_a_test_whose_answer_is_known(name: str) -> None:
    plan = lower(pingfen.load_policy(name))
    assert asked_in_vain(plan, WALKS, random.Random(1)) == []


def test_nothing_is_asked_in_vain_of_policies_drawn_by_chance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pingfen.compiled.plan.growing.MOST_NODES", 500)
    for seed in range(30):
        assert asked_in_vain(drawn(seed, 20, 1).plan, 50, random.Random(seed)) == [], seed


class Tracing:
    """Walks a program as an engine does, and keeps the largest number on the way."""

    def __init__(self, of: Program) -> None:
        self.of = of
        self.most = 0

    def seen(self, number: int) -> int:
        self.most = max(self.most, abs(number))
        return number

    def whole(self, of: Whole, row: dict[str, int]) -> int:
        total = 0
        for term in of:
            product = self.seen(term.factor)
            for name in term.fields:
                product = self.seen(product * row[name])
            total = self.seen(total + product)
        return total

    def division(self, of: Division, row: dict[str, int]) -> int:
        top, bottom = with_half(of)
        self.seen(self.whole(of.top, row))
        self.seen(self.whole(of.bottom, row))
        return self.seen(self.whole(top, row) // self.whole(bottom, row))

    def walk(self, cells: Integers) -> None:
        """Follow one row to its end; what has been rounded is worked out where it is known."""
        row = dict(zip(self.of.fields, cells, strict=True))
        numbers = {name: value for name, value in row.items() if isinstance(value, int)}
        for name, division in self.of.rounded.items():
            try:
                numbers[name] = self.division(division, numbers)
            except (KeyError, ZeroDivisionError):
                continue
        way = self.of.root
        while isinstance(way, Fork):
            way = way.yes if self.holds(way.test, row, numbers) else way.no
        if way.score:
            score = self.division(way.score, numbers)
            if way.limit:
                self.seen(score * way.limit.factor)
                self.whole(way.limit.most or (), numbers)

    def holds(
        self,
        test: Absent | Among | Alike | Compared,
        row: dict[str, object],
        numbers: dict[str, int],
    ) -> bool:
        match test:
            case Absent(field):
                return row[field] is None
            case Among(field, values):
                return row[field] in values
            case Alike(field, other):
                return row[field] == row[other]
        left, right = self.whole(test.left, numbers), self.whole(test.right, numbers)
        return (
            left < right if test.op == "<" else left == right or (left < right and test.op == "<=")
        )


@pytest.mark.parametrize("name", pingfen.list_policies())
def test_no_number_on_the_way_of_a_row_is_above_the_bound(name: str) -> None:
    edges = Edges(lower(pingfen.load_policy(name)), seed=3)
    tracing = Tracing(edges.program)
    for row in edges.rows(2_000):
        tracing.walk(row)
    assert edges.program.largest is not None
    assert 0 < tracing.most <= edges.program.largest
