"""Variants of one task, measured in turn within one run and compared by their ratios."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

from benchmarks.exact import Answers

BLOCK = 1000


class Variant(NamedTuple):
    """One way to do a task.

    ``run`` does it once and gives what ``answers`` makes comparable; ``rows`` says for how many,
    where that is not all of the task.
    """

    name: str
    run: Callable[[], Any]
    answers: Callable[[Any], Answers] | None = None
    rows: int | None = None


def by_blocks(
    name: str,
    score: Callable[[Sequence[Any]], list[Any]],
    rows: Sequence[Any],
    answers: Callable[[list[Any]], Answers],
) -> Variant:
    """Score rows some at a time, and keep no answers: as who scores one row after the other."""
    blocks = [rows[at : at + BLOCK] for at in range(0, len(rows), BLOCK)]

    def run() -> None:
        for block in blocks:
            score(block)

    return Variant(name, run, lambda _: answers(score(rows)))


class Target(NamedTuple):
    """How many times as long as another variant one may take, at most."""

    name: str
    against: str
    most: float


class Taken(NamedTuple):
    """What a variant took each round, in seconds a row, and how many rows it got wrong."""

    wall: Sequence[float]
    cpu: Sequence[float]
    wrong: int | None = None
    of: int = 0
    megabytes: float | None = None


class Ratio(NamedTuple):
    """How many times as long one took as another: by the minima, and by the medians."""

    least: float
    middle: float

    def __str__(self) -> str:
        """Write both."""
        return f"{self.least:.2f} / {self.middle:.2f}"


def ratio(times: Sequence[float], base: Sequence[float]) -> Ratio:
    """Compare times."""
    return Ratio(min(times) / min(base), median(times) / median(base))


def in_turn(
    variants: Sequence[Variant], rows: int, rounds: int, patience: float
) -> dict[str, Taken]:
    """Run all variants once each round, after a first round that does not count.

    A variant that took longer than ``patience`` in its first round is run in every third one.
    The collector of garbage looks only at what a variant makes: the rows of all of them together
    are many more than any of them would have.
    """
    gc.collect()
    gc.freeze()
    wall: dict[str, list[float]] = {variant.name: [] for variant in variants}
    cpu: dict[str, list[float]] = {variant.name: [] for variant in variants}
    slow: set[str] = set()
    for number in range(rounds + 1):
        for variant in variants:
            if variant.name in slow and number % 3 != 1:
                continue
            count = variant.rows or rows
            gc.collect()
            seconds = timed(variant.run)
            if number:
                wall[variant.name].append(seconds[0] / count)
                cpu[variant.name].append(seconds[1] / count)
            elif seconds[0] > patience:
                slow.add(variant.name)
    gc.unfreeze()
    return {name: Taken(wall[name], cpu[name]) for name in wall}


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    """Return the time on the wall and that of all CPUs; what is made is thrown away within."""
    start, before = perf_counter(), process_time()
    run()
    return perf_counter() - start, process_time() - before


# Printing


def lines(
    taken: Mapping[str, Taken], base: str, targets: Sequence[Target], by_cpu: bool
) -> Iterator[str]:
    """Yield a table: nanoseconds a row, ratios to the base, targets, wrong rows, memory."""
    yield (
        f"{'':38}  {'ns, min':>9}  {'median':>9}  {'ratio min / median':>19}"
        f"  {'by CPU time':>15}  {'wrong':>16}  {'MB':>6}  target"
    )
    aims = {target.name: target for target in targets}
    for name, one in taken.items():
        times = one.cpu if by_cpu else one.wall
        against = taken[base]
        wrong = "" if one.wrong is None else f"{one.wrong:,} of {one.of:,}"
        memory = "" if one.megabytes is None else f"{one.megabytes:.0f}"
        yield (
            f"{name:38}  {min(times) * 1e9:9.1f}  {median(times) * 1e9:9.1f}"
            f"  {ratio(one.wall, against.wall)!s:>19}  {ratio(one.cpu, against.cpu)!s:>15}"
            f"  {wrong:>16}  {memory:>6}  {aim(taken, aims.get(name), by_cpu)}"
        ).rstrip()


def aim(taken: Mapping[str, Taken], target: Target | None, by_cpu: bool) -> str:
    """Say what the target is, and whether both ratios meet it."""
    if target is None or target.against not in taken:
        return ""
    pairs = [
        (one.cpu if by_cpu else one.wall) for one in (taken[target.name], taken[target.against])
    ]
    found = ratio(*pairs)
    met = "met" if max(found) <= target.most else "missed"
    return f"≤ {target.most:g} × {target.against}: {found} {met}"


def markdown(taken: Mapping[str, Taken], base: str, by_cpu: bool) -> Iterator[str]:
    """Yield the same table as the guide shows it."""
    remembered = any(one.megabytes is not None for one in taken.values())
    yield f"| | ns a row | ratio | wrong |{' MB |' if remembered else ''}"
    yield f"|---|---|---|---|{'---|' if remembered else ''}"
    for name, one in taken.items():
        times, against = ((each.cpu if by_cpu else each.wall) for each in (one, taken[base]))
        wrong = "" if one.wrong is None else f"{one.wrong:,}"
        line = f"| {name} | {min(times) * 1e9:,.0f} | {ratio(times, against)} | {wrong} |"
        yield f"{line} {one.megabytes or 0:,.0f} |" if remembered else line
