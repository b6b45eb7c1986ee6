"""Ways to score row by row: by hand, by the engines of others, by ours."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from benchmarks import by_hand, ours, outside, workloads
from benchmarks.exact import OPEN, Answers, Label, answers
from benchmarks.timing import Target, Variant, by_blocks

BASE = "by hand, floats"
TARGETS = (
    Target("pingfen, integers", BASE, 1.0),
    Target("pingfen, Decimal to Decimal", BASE, 6.0),
)
SECONDS = 0.3  # what a variant may take each round; a slow one is given fewer rows
FEWEST = 1000


def variants(name: str, of: workloads.Columns) -> Iterator[Variant]:
    """Yield the variants that can be run here, for one of the policies."""
    floats, integers = workloads.floats(of), workloads.integers(of)
    yield _of_columns(BASE, by_hand.FLOATS[name], floats, _by_rule(100))
    yield _of_columns("by hand, floats, score only", by_hand.SCORES[name], floats, _by_score)
    yield _of_columns("by hand, integers", by_hand.INTEGERS[name], integers, _by_rule(1))
    yield from ours.row_variants(name, of)
    for title, peer in outside.PEERS.items():
        if outside.installed(peer.distribution):
            yield _of_rows(title, peer.made(name), peer.rows(of))


def missing() -> list[str]:
    """Return the engines that are not installed."""
    peers = outside.PEERS.items()
    return [name for name, peer in peers if not outside.installed(peer.distribution)]


def _of_columns(
    title: str, score: Callable[..., Any], rows: list[Any], read: Callable[[list[Any]], Answers]
) -> Variant:
    return by_blocks(title, lambda block: [score(*row) for row in block], rows, read)


def _of_rows(title: str, score: Callable[[Any], Any], rows: list[Any]) -> Variant:
    start = perf_counter()
    for row in rows[:100]:
        score(row)
    each = (perf_counter() - start) / len(rows[:100])
    few = rows[: max(FEWEST, int(SECONDS / each))]
    found = by_blocks(title, lambda block: [score(row) for row in block], few, _by_score)
    every = [score(row) for row in rows]
    return found._replace(answers=lambda _: _by_score(every), rows=len(few))


def _by_score(scores: list[Any]) -> Answers:
    return answers((None if score is None else round(score * 100), None) for score in scores)


def _by_rule(scale: int) -> Callable[[list[Any]], Answers]:
    def read(scored: list[Any]) -> Answers:
        return answers(
            (None, OPEN) if score is None else (round(score * scale), Label(rule))
            for score, rule in scored
        )

    return read
