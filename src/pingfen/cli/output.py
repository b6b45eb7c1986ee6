"""Where the command line writes to: standard output, a file, standard error; and how it ends."""

import errno
import os
import sys
from collections.abc import Sequence

from pingfen.errors import DataPlace, PingfenError, UsageError, problem
from pingfen.writers import Output, write_file

FINE, OPEN, WRONG, UNREADABLE = range(4)


def put(text: str, output: str | None = None) -> None:
    """Write a text to a file, or to standard output where none is named."""
    if output is None or output == "-":
        _print(text)
    else:
        write_file(output, text)


class Printed:
    """Standard output, written piece by piece like a file; what is printed stays."""

    path = None

    def write(self, text: str) -> None:
        """Print one piece, at once."""
        _print(text)

    def keep(self) -> None:
        """Do nothing more."""

    def drop(self) -> None:
        """Do nothing more."""


def open_output(output: str | None) -> Printed | Output:
    """Open a file to be written piece by piece, or standard output where none is named."""
    # half a character of a file's name becomes a question mark, as on a terminal
    return Printed() if output is None or output == "-" else Output(output, errors="replace")


def put_new(files: Sequence[tuple[str, str]]) -> None:
    """Write texts to files of which none may be there yet, with the folders they need.

    Raises ``UsageError`` before anything is written if one is there.
    """
    for path, _ in files:
        if os.path.lexists(path):
            raise UsageError([problem("file-exists", DataPlace(path))])
    put_files(files)


def put_files(files: Sequence[tuple[str, str]]) -> None:
    """Write texts to files, in the place of those that are there, with the folders they need."""
    for path, text in files:
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        except OSError as error:
            found = problem("not-written", DataPlace(path), found=error.strerror)
            raise UsageError([found]) from None
        write_file(path, text)


def _print(text: str) -> None:
    if sys.stdout is None:
        found = os.strerror(errno.EBADF)
        raise UsageError([problem("not-written", DataPlace("<stdout>"), found=found)])
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output()
        place = DataPlace("<stdout>")
        raise UsageError([problem("not-written", place, found=error.strerror)]) from None


def give_up_output() -> None:
    """Send what is still buffered nowhere, or Python would complain of it when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(error: PingfenError, lang: str) -> None:
    """Print what is wrong to standard error."""
    print(error.show(lang), file=sys.stderr)


def unicode_output() -> None:
    """Never fail on a character that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
