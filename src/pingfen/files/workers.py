"""Works on files in other processes, several at a time, and gives what they found in order.

Each process has one file at a time and a pipe of its own, so it is always known which file a
process was at when it died or did not come back: that file is an error, another process takes its
place, and all other files go on. A shared pool would not tell.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic_ns
from types import TracebackType
from typing import Generic, Self, TypeVar, cast

from pingfen.errors import FormError, UsageError, problem
from pingfen.files.service import serve
from pingfen.files.tasks import Job, Task, attempt, failed

Found = TypeVar("Found")
# How far ahead of the file that comes out next, for each process: what is done is kept until then.
AHEAD = 8
# The most processes: Windows waits for 63 pipes at once.
MOST_WORKERS = 60
MOST_STARTS = 3  # processes that die one after another before they work on anything
SECOND = 10**9
TICK = SECOND // 5  # how often somebody is told that the run is alive


class Worker:
    """A process, its pipe, and the number of the file that it is at."""

    def __init__(self, task: Task[object]) -> None:
        """Start the process; it says when it is ready."""
        context = get_context("spawn")  # the same on every system, and safe beside threads
        ours, theirs = context.Pipe()
        self.pipe = cast("Connection[Job, object]", ours)
        self.at: int | None = None
        self.ready = False
        self.since = 0
        self._process = context.Process(target=serve, args=(theirs, task), daemon=True)
        with theirs, _deaf_to_interrupts():
            self._process.start()

    def give(self, at: int, job: Job) -> None:
        """Give the process a file; one that has died meanwhile is noticed when it is heard."""
        self.at, self.since = at, monotonic_ns()
        with suppress(OSError):
            self.pipe.send(job)

    def end(self) -> int | None:
        """End the process, with the programs that it has started, and return how it ended."""
        if self.ready and hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        self.pipe.close()
        return code


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start a process so that a Ctrl-C meant for us does not end it with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415  # not where there are no signals

    resource_tracker.ensure_running()  # starting it later would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Workers(Generic[Found]):
    """Processes that do one task on many files."""

    def __init__(
        self,
        task: Task[Found],
        count: int,
        timeout: int,
        tick: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take what is to be done, by how many, and how many seconds a file may take.

        ``tick`` is called a few times a second with the name of the file that is waited for.
        """
        self._task, self._count, self._timeout, self._tick = task, count, timeout, tick
        self._workers: list[Worker] = []
        self._done: dict[int, Found | FormError] = {}
        self._jobs: Sequence[Job] = ()
        self._next = 0
        self._starts = 0

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End all processes at once, whatever they are at."""
        while self._workers:
            self._workers.pop().end()

    def results(self, jobs: Sequence[Job]) -> Iterator[Found | FormError]:
        """Yield what was found in each file, in the order of the files."""
        self._jobs, self._next, self._done = jobs, 0, {}
        for out, job in enumerate(jobs):
            self._hear(0)
            self._hand_out(out)
            if job.here:
                self._done[out] = attempt(self._task, job)
            while out not in self._done:
                self._tick(job.file)
                self._hear(TICK)
                self._hand_out(out)
            yield self._done.pop(out)

    def _hand_out(self, out: int) -> None:
        """Give files to all processes that have none, as far ahead as is allowed."""
        end = min(len(self._jobs), out + AHEAD * self._count)
        while self._next < end:
            if not self._jobs[self._next].here:
                worker = self._idle()
                if worker is None:
                    return
                worker.give(self._next, self._jobs[self._next])
            self._next += 1

    def _idle(self) -> Worker | None:
        """Return a process without a file; where there is none, start as many as are allowed."""
        for worker in list(self._workers):
            if worker.ready and worker.at is None:
                if not worker.pipe.poll():
                    return worker
                self._lost(worker)  # it has nothing to say, so it is gone
        left = len(self._jobs) - self._next + sum(not worker.ready for worker in self._workers)
        while len(self._workers) < min(self._count, left):
            self._workers.append(Worker(self._task))
        return None

    def _hear(self, patience: int) -> None:
        """Take in what processes have found, waiting for so long; end those that take too long."""
        busy = {w.pipe: w for w in self._workers if not w.ready or w.at is not None}
        for pipe in wait(list(busy), patience / SECOND) if busy else ():
            self._take(busy[cast("Connection[Job, object]", pipe)])
        late = monotonic_ns() - self._timeout * SECOND
        for worker in list(self._workers):
            if worker.at is not None and worker.since < late and not worker.pipe.poll():
                self._give_up(worker, "file-timeout")

    def _take(self, worker: Worker) -> None:
        try:
            found = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        if worker.at is None:
            worker.ready, self._starts = True, 0
            return
        self._done[worker.at] = cast("Found | FormError", found)
        worker.at = None

    def _lost(self, worker: Worker) -> None:
        """Say that a process has died, and why; the file that it was at is the reason."""
        if not worker.ready:
            self._starts += 1
        code = self._give_up(worker, "file-killed")
        if self._starts >= MOST_STARTS:
            raise UsageError([problem("no-workers", None, found=how(code))])

    def _give_up(self, worker: Worker, says: str) -> int | None:
        """End a process; the file that it was at comes to nothing."""
        self._workers.remove(worker)
        code = worker.end()
        if worker.at is not None:
            file = self._jobs[worker.at].file
            self._done[worker.at] = failed(file, says, how(code), self._timeout)
        return code


def how(code: int | None) -> str:
    """Return how a process ended: the name of a signal, or its exit code.

    >>> how(-9), how(3)
    ('SIGKILL', '3')
    """
    with suppress(ValueError):
        if code is not None and code < 0:
            return signal.Signals(-code).name
    return str(code)
