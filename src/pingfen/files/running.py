"""How many processes a run takes, and the run itself: with processes or without, the same."""

import os
from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from pingfen.errors import FormError
from pingfen.files.tasks import Job, Task, attempt

Found = TypeVar("Found")
# Fewer files are read sooner than another process has started.
FEW = 8
# So many files at least for each process: starting one takes as long as reading some of them.
SHARE = 4
# Seconds that a file may take: a workbook of a hundred sheets is read in a tenth of it.
PATIENCE = 300


def worker_count(jobs: Sequence[Job], wanted: int | None, timeout: int | None) -> int:
    """Return how many processes to work with; 0 is this one alone.

    Few files stay in this process, unless several processes or a limit of time were asked for: a
    limit can only be kept from outside.
    """
    others = sum(not job.here for job in jobs)
    alone = others < 2 or (others < FEW and wanted in {None, 1})  # noqa: PLR2004  # a single one
    if others == 0 or (alone and timeout is None):
        return 0
    return min(wanted or min(usable_cpus(), max(1, others // SHARE)), others)


def usable_cpus() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    task: Task[Found],
    jobs: Sequence[Job],
    count: int,
    timeout: int | None = None,
    tick: Callable[[str], None] = lambda _: None,
) -> Generator[Found | FormError, None, None]:
    """Yield what a task finds in each file, in the order of the files, by so many processes."""
    if count == 0:
        for job in jobs:
            tick(job.file)
            yield attempt(task, job)
        return
    from pingfen.files.workers import (  # noqa: PLC0415  # a single file needs no processes
        MOST_WORKERS,
        Workers,
    )

    with Workers(task, min(count, MOST_WORKERS), timeout or PATIENCE, tick) as workers:
        yield from workers.results(jobs)
