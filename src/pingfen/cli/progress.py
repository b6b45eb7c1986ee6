"""One line on a terminal that says how far a run has come, drawn over itself again and again.

Plain characters only: no colour, no escape codes, so any console shows it, and a space for each
column erases it.
"""

import os
import sys
from time import monotonic_ns

from pingfen.messages import say
from pingfen.width import one_line, shortened, width

SECOND = 10**9
PAUSE = SECOND // 10  # between two drawings
PATIENCE = SECOND  # a run that ends sooner needs no line
MOST_BAR, COLUMNS = 24, 80
BARS = 12  # what the bar takes of the line: counts and times need most of it


class Progress:
    """The line; it draws nothing where nobody would see it."""

    def __init__(self, lang: str, *, quiet: bool = False, counts: str = "progress-counts") -> None:
        """Look whether standard error is a terminal that can go back to the start of a line.

        ``counts`` is the message that says how far the run has come.
        """
        self._says = counts
        terminal = sys.stderr is not None and sys.stderr.isatty()
        self.active = terminal and not quiet and os.environ.get("TERM") != "dumb"
        self._lang = lang
        self._began = self._since = monotonic_ns()
        self._drawn = 0  # columns
        self._last = 0
        self._phase = ("", 0)
        self._counts: dict[str, int] = {}

    def begin(self, phase: str, total: int) -> None:
        """Begin to count from nothing; ``phase`` is the message that names what is done."""
        self._phase, self._since = (phase, total), monotonic_ns()
        self._counts = {}

    def count(self, **counts: int) -> None:
        """Take how far the run has come: files done, forms, undecided, broken."""
        self._counts = counts

    def tick(self, file: str) -> None:
        """Draw the line anew, if it is time to; ``file`` is the one that is waited for."""
        now = monotonic_ns()
        if not self.active or now - self._began < PATIENCE or now - self._last < PAUSE:
            return
        self._last = now
        line = self._line(now, file)
        spaces = " " * (self._drawn - width(line))
        sys.stderr.write(f"\r{line}{spaces}")
        sys.stderr.flush()
        self._drawn = width(line)

    def erase(self) -> None:
        """Make way for another line."""
        if self._drawn:
            sys.stderr.write("\r" + " " * self._drawn + "\r")
            sys.stderr.flush()
            self._drawn = self._last = 0

    @property
    def elapsed(self) -> str:
        """How long it has taken so far."""
        return clock(self.nanoseconds)

    @property
    def nanoseconds(self) -> int:
        """How long it has taken so far, as a number."""
        return monotonic_ns() - self._began

    def _line(self, now: int, file: str) -> str:
        """Return the line, the name of the file cut to what is left of the terminal's width."""
        phase, total = self._phase
        counts = {"forms": 0, "undecided": 0, "broken": 0, "done": 0, **self._counts}
        done, room = counts["done"], _columns() - 1
        said = say(self._says, self._lang, **counts, total=total)
        shown = bar(done, total, min(MOST_BAR, room // BARS))
        head = f"{say(phase, self._lang)} {shown} {said}  {self._time(now)}"
        left = room - width(head) - 2
        name = shortened(one_line(os.path.basename(file)), left) if left > 0 else ""
        return shortened(f"{head}  {name}".rstrip(), room)

    def _time(self, now: int) -> str:
        """Return how long it has taken, and about how long the rest will take."""
        done, total = self._counts.get("done", 0), self._phase[1]
        elapsed = clock(now - self._began)
        if not 0 < done <= total:
            return elapsed
        left = clock((now - self._since) * (total - done) // done)
        return say("progress-left", self._lang, elapsed=elapsed, left=left)


def bar(done: int, total: int, columns: int) -> str:
    """Return a bar of so many columns.

    >>> bar(3, 4, 10)
    '[######--]'
    """
    inside = max(1, columns - 2)
    full = inside * done // max(1, total)
    return f"[{'#' * full}{'-' * (inside - full)}]"


def clock(nanoseconds: int) -> str:
    """Return a length of time as clocks show it.

    >>> clock(75 * SECOND), clock(3661 * SECOND)
    ('1:15', '1:01:01')
    """
    minutes, seconds = divmod(nanoseconds // SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or COLUMNS
    except (OSError, ValueError):
        return COLUMNS
