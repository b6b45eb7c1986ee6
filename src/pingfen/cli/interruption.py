"""What Ctrl-C and a request to end do to a long run: it stops between two pieces of its output."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)
# what shells call a process that a signal ended
SIGNALLED = 128


class Stopped(KeyboardInterrupt):
    """Somebody wants the run to end; ``code`` is the exit code that says so."""

    def __init__(self, number: int) -> None:
        """Keep which signal it was."""
        super().__init__(number)
        self.code = SIGNALLED + number


class Interruption:
    """Raises ``Stopped`` at the first signal and ends the process at the second, at once."""

    def __init__(self, last: Callable[[], None]) -> None:
        """Take what must still be done before the process ends at once."""
        self._last = last
        self._before: dict[signal.Signals, object] = {}
        self._held = False
        self._came: int | None = None

    def __enter__(self) -> Self:
        """Listen, unless somebody has asked that a signal be ignored, as ``nohup`` does."""
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                try:
                    self._before[number] = signal.signal(number, self._first)
                except ValueError:  # in a thread nobody can listen
                    break
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Leave the signals as they were."""
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]  # it came from there

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let what is being written be written whole."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._came is not None:
            raise Stopped(self._came)

    def check(self) -> None:
        """Raise ``Stopped`` if a signal came and nobody heard of it.

        What is raised while Python clears an object away is lost, so a run that waits asks again.
        """
        if self._came is not None and not self._held:
            raise Stopped(self._came)

    def hold(self) -> None:
        """Let the run come to its end: from now on a first signal comes too late."""
        self._held = True

    def _first(self, number: int, _: FrameType | None) -> None:
        for each in self._before:
            signal.signal(each, self._second)
        self._came = number
        if not self._held:
            raise Stopped(number)

    def _second(self, number: int, _: FrameType | None) -> None:
        self._last()
        os._exit(SIGNALLED + number)
