"""The files of office programs: zip archives, made the same bytes from the same content."""

import io
import re
import shutil
import zipfile

from pingfen.errors import DataPlace, UsageError, problem
from pingfen.messages import Message
from pingfen.writers.made import PROPERTIES
from pingfen.writers.output import write_bytes

BEGAN = (2000, 1, 1, 0, 0, 0)  # for every part of an archive
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
CREATED = rb"\g<1>2000-01-01T00:00:00Z"


def write_package(path: str, content: bytes) -> None:
    """Write an office file whole or not at all, without the time at which it was made.

    Raises ``UsageError`` if it cannot be written.
    """
    write_bytes(path, timeless(content))


def timeless(content: bytes) -> bytes:
    """Return an archive with the same parts and fixed times."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, BEGAN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name == PROPERTIES:
                new.writestr(entry, STAMP.sub(CREATED, old.read(name)))
                continue
            entry.file_size = old.getinfo(name).file_size
            with old.open(name) as part, new.open(entry, "w") as copied:
                shutil.copyfileobj(part, copied)  # a sheet may be large
    return made.getvalue()


def missing(error: ModuleNotFoundError, extra: str, path: str) -> UsageError:
    """Return what is said where the library that writes such files is not installed."""
    hint = Message.of("hint-extra", extra=extra)
    where = DataPlace(path)
    return UsageError([problem("extra-missing-writing", where, hint=hint, found=error.name)])
