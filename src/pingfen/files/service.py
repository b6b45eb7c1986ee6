"""What a worker process does: take a file, work on it, send back what was found."""

import os
import signal
from contextlib import suppress
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING

from pingfen.files.tasks import Job, Task, attempt

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def serve(pipe: "Connection[object, Job]", task: Task[object]) -> None:
    """Work on the files that come through the pipe until there are no more.

    Whoever started the process ends it; a Ctrl-C on the terminal is none of its business.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()  # so that programs which a reader starts can be ended with it
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(OSError, EOFError):  # nobody is left to work for
        pipe.send(None)
        while True:
            pipe.send(attempt(task, pipe.recv()))


def _end_with_parent() -> None:
    """End this process, whatever it is at, once the one that started it is gone."""
    parent = parent_process()
    if parent is None:
        return
    parent.join()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
