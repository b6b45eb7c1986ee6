"""Files that appear whole or not at all, also where they are written piece by piece."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pingfen.errors import DataPlace, UsageError, problem, reason_of


class Output:
    """A file under a temporary name beside its own, until it is kept.

    Raises ``UsageError`` if it cannot be written.
    """

    def __init__(self, path: str, errors: str = "strict") -> None:
        """Make the temporary file; ``errors`` is what to do with half a character."""
        import tempfile  # noqa: PLC0415  # it takes longer to import than this whole package

        self.path = path
        folder, name = os.path.split(path)
        with self._said():
            # a name may be as long as the file system lets it be
            handle, self._temporary = tempfile.mkstemp(dir=folder or ".", prefix=f".{name[:20]}.")
        self._file = os.fdopen(handle, "w", encoding="utf-8", errors=errors, newline="")

    def write(self, text: str) -> None:
        """Write one piece."""
        with self._said():
            self._file.write(text)

    def write_bytes(self, content: bytes) -> None:
        """Write one piece of a file that is no text."""
        with self._said():
            self._file.buffer.write(content)

    def keep(self) -> None:
        """Put what was written in the place of the file."""
        with self._said():
            self._file.close()
            os.chmod(self._temporary, 0o666 & ~_umask())
            os.replace(self._temporary, self.path)

    def drop(self) -> None:
        """Leave no trace; the file stays as it was."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            os.unlink(self._temporary)

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            found = reason_of(error)
            place = DataPlace(self.path)
            raise UsageError([problem("not-written", place, found=found)]) from None


def write_file(path: str, text: str) -> None:
    """Write a file under a temporary name beside it and rename it: never half a file.

    Raises ``UsageError`` if it cannot be written.
    """
    output = Output(path)
    with _kept(output):
        output.write(text)


def write_bytes(path: str, content: bytes) -> None:
    """Write a file that is no text as ``write_file`` does a text."""
    output = Output(path)
    with _kept(output):
        output.write_bytes(content)


@contextmanager
def _kept(output: Output) -> Iterator[None]:
    """Keep a file once it is written; leave no trace of it where that fails."""
    try:
        yield
        output.keep()
    except BaseException:
        output.drop()
        raise


def _umask() -> int:
    """Return the umask; a temporary file is made for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
